"""Slash commands are told to Discord only when they changed: it allows 200 creations a day."""

import hashlib
import json
from typing import Any, Protocol

import discord
import structlog
from discord import app_commands

log = structlog.get_logger("discord")

Tree = app_commands.CommandTree[Any]


class CommandHash(Protocol):
    """Where the hash of the commands that Discord last took is kept."""

    async def get(self) -> str | None:
        """Return the hash, or None when nothing was kept."""
        ...

    async def put(self, value: str) -> None:
        """Keep the hash."""
        ...


class RememberedHash:
    """Keeps the hash as long as the process lives."""

    def __init__(self) -> None:
        self._value: str | None = None

    async def get(self) -> str | None:
        """Return the hash, or None when nothing was kept."""
        return self._value

    async def put(self, value: str) -> None:
        """Keep the hash."""
        self._value = value


def hash_of(tree: Tree, application_id: int | None) -> str:
    """Return a hash of everything Discord is told about the commands of one application."""
    commands = sorted((command.to_dict(tree) for command in tree.get_commands()), key=lambda told: str(told["name"]))
    told = json.dumps([application_id, commands], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


async def sync_if_changed(tree: Tree, application_id: int | None, kept: CommandHash) -> bool:
    """Tell Discord the commands unless it knows them, and return whether it was told.

    A refusal is logged and left to the next start: alerts must go out without commands, too.
    """
    current = hash_of(tree, application_id)
    if await kept.get() == current:
        return False
    try:
        await tree.sync()
    except (discord.HTTPException, discord.RateLimited, app_commands.CommandSyncFailure) as error:
        log.error("discord commands not synced", reason=str(error)[:300])
        return False
    await kept.put(current)
    log.info("discord commands synced")
    return True
