"""docs/discord.md and the program say the same."""

import re
from pathlib import Path

import discord

from bot.terminal.doctor import DISCORD_PERMISSIONS
from handlers.discord.failures import TARGET_CLOSED
from handlers.discord.platform import INTENT_REFUSED, REFUSED

PAGE = (Path(__file__).parent.parent / "docs" / "discord.md").read_text(encoding="utf-8")


def rows(heading: str) -> dict[str, str]:
    """Return a table's first two columns, by the heading that stands over it or the first cell of its head."""
    after = PAGE.partition(heading)[2].lstrip("\n")
    table = re.search(r"(?:^\|.*\|$\n?)+", after, re.MULTILINE)
    assert table is not None
    cells = [line.strip("| ").split(" | ") for line in table[0].splitlines()]
    return {row[0]: row[1] for row in cells[2:]}


def test_the_page_lists_exactly_the_permissions_of_the_invite() -> None:
    asked = {name.strip() for name in rows("## What the bot may do, and why")}
    flags = discord.Permissions.VALID_FLAGS
    known = {name.replace("_", " ").title().replace(" In ", " in "): bit for name, bit in flags.items()}
    known["View Channel"] = flags["view_channel"]
    assert sum(known[name] for name in asked) == DISCORD_PERMISSIONS
    assert str(DISCORD_PERMISSIONS) in PAGE


def test_the_page_explains_every_reason_for_a_pause() -> None:
    assert set(map(int, rows("is paused with one of these reasons"))) == set(TARGET_CLOSED)


def test_the_page_explains_what_ends_the_bot() -> None:
    told = [re.split(r"[.(]", text)[0].strip() for text in (REFUSED, INTENT_REFUSED)]
    assert all(f"`{text}`" in PAGE for text in told)
