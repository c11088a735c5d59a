"""Our platform beside a fake Discord, run and ended for one test."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.ports import Ask
from handlers.discord import DiscordPlatform
from handlers.discord.timing import Timing
from tests.fake_discord import TOKEN, FakeDiscord


@dataclass(slots=True)
class Pauses:
    """Lets no time pass, and notes how much would have."""

    seconds: list[float] = field(default_factory=list)

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


@asynccontextmanager
async def platform_at(
    discord: FakeDiscord, *, call_seconds: float = 5.0, **more: Any
) -> AsyncIterator[DiscordPlatform]:
    """Return a platform that talks to `discord`; discord.py's own addresses come back afterwards."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    timing = more.pop("timing", None) or Timing(call_seconds=call_seconds, pause=Pauses())
    token = more.pop("token", TOKEN)
    gateway_url = more.pop("gateway_url", discord.gateway.url)
    platform = DiscordPlatform(
        token=token, api_base_url=discord.base_url, gateway_url=gateway_url, timing=timing, **more
    )
    try:
        yield platform
    finally:
        await platform.close()
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(platform: DiscordPlatform, ask: Ask) -> AsyncIterator["asyncio.Task[None]"]:
    """Run the platform inside the block and end it afterwards."""
    task = asyncio.create_task(platform.run(ask))
    try:
        yield task
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
