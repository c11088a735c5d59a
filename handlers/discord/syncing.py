"""Slash commands are told to Discord only when they changed: it allows 200 creations a day."""

import hashlib
import json
from typing import TYPE_CHECKING, Any, Protocol, cast

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.http import Route

from bot.errors import LaunchwireError

if TYPE_CHECKING:
    from discord.types.command import ApplicationCommand

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
    """Return a hash of everything that one Discord is told about the commands of one application."""
    told = json.dumps([Route.BASE, application_id, told_of(tree)], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def told_of(tree: Tree) -> list[dict[str, Any]]:
    """Return what Discord is told about the commands, in an order that does not change."""
    return sorted((command.to_dict(tree) for command in tree.get_commands()), key=lambda told: str(told["name"]))


async def sync_if_changed(tree: Tree, application_id: int | None, kept: CommandHash) -> bool:
    """Tell Discord the commands unless it knows them, and return whether it was told.

    A refusal is logged and left to the next start: alerts must go out without commands, too.
    """
    current = hash_of(tree, application_id)
    commands = cast("list[ApplicationCommand]", told_of(tree))
    try:
        if application_id is None or await kept.get() == current:
            return False
        # Not tree.sync(), which fails when an answer lacks a part that we have no use for.
        await tree.client.http.bulk_upsert_global_commands(application_id, commands)
        await kept.put(current)
    except (discord.DiscordException, aiohttp.ClientError, OSError, LaunchwireError) as error:
        log.error("discord commands not synced", reason=str(error)[:300])
        return False
    log.info("discord commands synced")
    return True
