"""A core that records what it is asked, and a platform served on loopback in either mode."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.types import Actor, Card, CardNumber, Command, Reply, Target
from handlers.slack import SlackPlatform
from handlers.slack.timing import Timing
from tests.fake_slack import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, TEAM, FakeSlack
from tests.fake_slack_requests import SignedSender
from tests.fake_slack_socket import FakeSocket

CHANNEL = Target("slack", TEAM, "channel", "C0NEWS")
PERSON = Target("slack", TEAM, "person", "U0ANN")
CARD = Card(
    key="zephyr-2",
    title="Zephyr 2",
    url="https://news.example.com/zephyr-2",
    numbers=(CardNumber("Parameters", "7B"), CardNumber("Context", "128K tokens")),
    footer="news.example.com",
    plain_text="Zephyr 2\nParameters: 7B\nContext: 128K tokens\nhttps://news.example.com/zephyr-2",
)


@dataclass
class FakeCore:
    """`gate` holds every answer back until it is set; `reply` is what everybody gets."""

    reply: Reply = field(default_factory=lambda: Reply("Here you are."))
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None
    asked: asyncio.Queue[tuple[Actor, Command]] = field(default_factory=asyncio.Queue)
    replies: dict[str, Reply] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.gate.set()

    async def ask(self, actor: Actor, command: Command) -> Reply:
        self.asked.put_nowait((actor, command))
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        return self.replies.get(command.verb, self.reply)

    async def next(self) -> tuple[Actor, Command]:
        return await asyncio.wait_for(self.asked.get(), 5)


@dataclass
class Pauses:
    """Lets no time pass, and remembers how long it should have been; from `most` on it waits for good."""

    most: int = 1_000
    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await (asyncio.Event().wait() if len(self.seconds) >= self.most else asyncio.sleep(0))


def platform_on(slack: FakeSlack, pauses: Pauses | None = None, **settings: Any) -> SlackPlatform:
    timing = Timing(call_seconds=2, ping_seconds=0.2, hello_seconds=0.5, linger_seconds=0.5, pause=pauses or Pauses())
    return SlackPlatform(**{"bot_token": BOT_TOKEN, "base_url": slack.base_url, "timing": timing, **settings})


@asynccontextmanager
async def running(platform: SlackPlatform, core: FakeCore) -> AsyncIterator[asyncio.Task[None]]:
    """Run the platform inside the block."""
    task = asyncio.create_task(platform.run(core.ask))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until_connected(platform: SlackPlatform) -> None:
    async with asyncio.timeout(5):
        while not platform.is_connected:  # noqa: ASYNC110 - the platform offers a property, as health pages want it
            await asyncio.sleep(0.002)


@asynccontextmanager
async def mounted(platform: SlackPlatform) -> AsyncIterator[SignedSender]:
    """Mount a platform's routes on a server and yield who sends to it."""
    app = web.Application()
    app.add_routes(platform.routes())
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield SignedSender(f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events")
    finally:
        await runner.cleanup()


@asynccontextmanager
async def http_mode(slack: FakeSlack, core: FakeCore, **settings: Any) -> AsyncIterator[SignedSender]:
    """Serve a platform over signed HTTP and yield who sends to it."""
    platform = platform_on(slack, signing_secret=SIGNING_SECRET, **settings)
    async with mounted(platform) as sender, running(platform, core):
        await until_connected(platform)
        yield sender


@asynccontextmanager
async def socket_mode(
    slack: FakeSlack, link: FakeSocket, core: FakeCore, **settings: Any
) -> AsyncIterator[SlackPlatform]:
    """Serve a platform over Socket Mode."""
    slack.socket_url = link.url
    platform = platform_on(slack, app_token=APP_TOKEN, **settings)
    async with running(platform, core):
        await until_connected(platform)
        yield platform
