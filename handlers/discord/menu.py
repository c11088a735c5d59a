"""The message's own menu: "Read this link" shows the numbers of an article that somebody posted."""

import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import discord
from discord import app_commands

from bot.types import Command
from handlers.discord.rights import Interaction

READ_LINK = "Read this link"
ADDRESS = re.compile(r"https?://[^\s<>\"'\]]{1,2000}")
Answer = Callable[[Interaction, Command], Awaitable[None]]


def read_link_menu(answer: Answer) -> "app_commands.ContextMenu":
    """Return the menu entry; what it finds becomes `read ADDRESS`, and no address the empty `read`."""

    async def read_link(interaction: Interaction, message: discord.Message) -> None:
        await answer(interaction, Command("read", first_address(message) or ""))

    return app_commands.ContextMenu(
        name=READ_LINK,
        callback=read_link,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )


def first_address(message: discord.Message) -> str | None:
    """Return the first web address of a message: in its words, its components, or its embeds."""
    return next(_addresses(message), None)


def _addresses(message: discord.Message) -> Iterator[str]:
    texts = [message.content, *_texts([component.to_dict() for component in message.components])]
    texts += [part for embed in message.embeds for part in (embed.url or "", embed.description or "")]
    for text in texts:
        for match in ADDRESS.finditer(text):
            yield _trimmed(match[0])


def _trimmed(address: str) -> str:
    """Return an address without the signs that end a sentence or a Markdown link."""
    bare = address.rstrip(".,;:!?*_~|")
    return bare.rstrip(")") if bare.count(")") > bare.count("(") else bare


def _texts(node: Any) -> Iterator[str]:  # noqa: ANN401 - components as JSON
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("content", "url") and isinstance(value, str):
                yield value
            else:
                yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
