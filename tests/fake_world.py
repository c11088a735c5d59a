"""The program in its own process, and everything outside it: Slack, Discord, a news site and a site that is broken."""

import asyncio
import itertools
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from bot.store import Database
from bot.types import Target
from tests.fake_discord import TOKEN, FakeDiscord
from tests.fake_discord_people import CHANNEL as DISCORD_CHANNEL
from tests.fake_discord_people import GUILD
from tests.fake_news import FakeNews, fake_news
from tests.fake_site import FakeSite, fake_site
from tests.fake_slack import APP_TOKEN, BOT_TOKEN, TEAM, FakeSlack
from tests.fake_slack_requests import command_payload
from tests.fake_slack_socket import FakeSocket, deliver
from tests.newsroom import newsroom

SLACK_CHANNEL = Target("slack", TEAM, "channel", "C0NEWS")
DISCORD_TARGET = Target("discord", GUILD, "channel", DISCORD_CHANNEL)
LAUNCHWIRE = Path(sys.executable).with_name("launchwire")
PATIENCE = 60.0  # only a program that hangs meets it
GARBAGE = b"\x00\xff\xfe<<<&&& \x89 neither a feed nor a page" * 50


@dataclass
class World:
    """Everything outside the program; `folder` is where the program is started."""

    slack: FakeSlack
    link: FakeSocket
    discord: FakeDiscord
    news: FakeNews
    broken: FakeSite
    folder: Path
    trigger: "itertools.count[int]" = field(default_factory=itertools.count)

    def settings(self, database_url: str) -> dict[str, str]:
        """Return the environment that an operator would set: the garbage first, then what hangs, then the news."""
        urls = (f"{self.broken.url}/garbage.xml", f"{self.broken.url}/silence", self.news.feed_url)
        sources = self.folder / "sources.toml"
        sources.write_text("\n".join(f'[[source]]\nurl = "{url}"\nbackfill = true' for url in urls), encoding="utf-8")
        return {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_BASE_URL": self.slack.base_url,
            "DISCORD_TOKEN": TOKEN,
            "DISCORD_API_BASE_URL": self.discord.base_url,
            "DISCORD_GATEWAY_URL": self.discord.gateway.url,
            "DATABASE_URL": database_url,
            "LAUNCHWIRE_SOURCES": str(sources),
            "LAUNCHWIRE_ALLOWED_ADDRESSES": f"{self.news.site.host},{self.broken.host}",
            "LAUNCHWIRE_WEB_PORT": "0",
            "LAUNCHWIRE_LOG_FORMAT": "json",
        }

    def log(self) -> str:
        """Return all that the program wrote, on both of its streams."""
        return (self.folder / "log.jsonl").read_text(encoding="utf-8")

    async def say_on_slack(self, wire: web.WebSocketResponse, text: str) -> str:
        """Type `/launches text` in a Slack channel and return the answer."""
        envelope = f"envelope.{next(self.trigger)}"
        await deliver(wire, "slash_commands", command_payload(text, self.slack.response_url, envelope), envelope)
        return str((await asyncio.wait_for(self.slack.answers.get(), PATIENCE))["text"])

    async def until_said(self, wire: web.WebSocketResponse, text: str, lines: list[str]) -> None:
        """Ask until the answer is these lines, in any order."""
        async with asyncio.timeout(PATIENCE):
            while sorted((await self.say_on_slack(wire, text)).splitlines()) != sorted(lines):  # noqa: ASYNC110
                await asyncio.sleep(0.01)


@asynccontextmanager
async def fake_world(folder: Path) -> AsyncIterator[World]:
    """Serve all of it until the block ends."""
    async with (
        FakeSlack() as slack,
        FakeSocket() as link,
        FakeDiscord().running() as discord,
        fake_news() as news,
        fake_site() as broken,
    ):
        slack.socket_url = link.url
        broken.pages["/garbage.xml"] = GARBAGE
        yield World(slack, link, discord, news, broken, folder)


@asynccontextmanager
async def launchwire(
    world: World, database_url: str, *arguments: str, **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start `launchwire` as an operator would; whatever still runs at the end is killed with -9."""
    with (world.folder / "log.jsonl").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            LAUNCHWIRE,
            *(arguments or ("run",)),
            cwd=world.folder,
            env={**os.environ, **world.settings(database_url), **settings},
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def until(is_true: Callable[[], bool]) -> None:
    """Wait for the ledgers of the fakes."""
    async with asyncio.timeout(PATIENCE):
        while not is_true():  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.01)


async def subscribed(database_url: str, *wanted: tuple[str, Target], **more: str) -> None:
    """Let people have subscribed before the program starts."""
    opened = await Database.open(database_url)
    async with newsroom(opened) as room:
        for query, target in wanted:
            await room.subscribe(query, target, **more)
    await opened.close()


async def leases_end(database_url: str) -> None:
    """Let the leases of a process that was killed come to their end."""
    opened = await Database.open(database_url)
    async with newsroom(opened) as room:
        await room.leases_end()
    await opened.close()
