"""The whole program while its PostgreSQL is restarted, is away, and comes back."""

import asyncio
import signal
import socket
from collections import Counter
from pathlib import Path

import aiohttp

from bot.types import Target
from tests.conftest import new_postgres_database
from tests.fake_discord import Fault
from tests.fake_discord_people import GUILD
from tests.fake_news import Item, launch_page
from tests.fake_world import PATIENCE, SLACK_CHANNEL, World, launchwire, subscribed, until
from tests.newsroom import TODAY
from tests.own_postgres import own_postgres

CHANNELS = [Target("discord", GUILD, "channel", str(300000000000001000 + number)) for number in range(60)]


async def test_postgres_is_restarted_under_the_program_and_each_alert_comes_once(world: World, tmp_path: Path) -> None:
    """It is restarted while alerts are on their way, as in a power cut and by an operator; then it is away for good."""
    world.news.items.clear()
    world.news.add(Item("Halcyon releases Tern 2", "/tern-2.html", TODAY), launch_page())
    world.discord.fail("POST", "/channels/.*/messages", *[Fault(delay_seconds=0.5)] * len(CHANNELS))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    ready = f"http://127.0.0.1:{port}/readyz"
    async with own_postgres(tmp_path) as server:
        url = new_postgres_database(server.url)
        await subscribed(url, ("lab:halcyon", SLACK_CHANNEL), *(("lab:halcyon", one) for one in CHANNELS))
        async with launchwire(world, url, LAUNCHWIRE_WEB_PORT=port) as process:
            world.news.published.set()
            await until(lambda: len(world.discord.messages) >= 5)
            await server.restart("immediate")
            await until(lambda: len(world.discord.messages) >= 30)
            await server.restart("fast")
            await until(lambda: len(world.discord.messages) >= len(CHANNELS) and bool(world.slack.posts))
            assert "database: ok (postgresql)" in await page_that_says(ready, 200)
            await server.stop("fast")
            assert "database: ok" not in await page_that_says(ready, 503)
            await server.start()
            assert "database: ok (postgresql)" in await page_that_says(ready, 200)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    messages = Counter(message["channel_id"] for message in world.discord.messages.values())
    assert messages == dict.fromkeys((one.id for one in CHANNELS), 1)
    assert len(world.slack.posts) == 1


async def page_that_says(address: str, status: int) -> str:
    """Ask until the answer is of this status; return its words."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        while True:
            async with session.get(address) as answer:
                if answer.status == status:
                    return await answer.text()
            await asyncio.sleep(0.2)
