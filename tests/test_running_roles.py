"""Each role in a process of its own: the same alerts as from one process."""

import asyncio
import signal
import socket
from contextlib import AsyncExitStack

import aiohttp

from bot.settings import ROLES
from tests.fake_discord_people import Person, types, words
from tests.fake_world import PATIENCE, World, launchwire, until


async def check_alerts(world: World, database_url: str, *roles: str) -> None:
    """People subscribe on both platforms, the news comes out, each gets their alert; then all are stopped."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    async with AsyncExitStack() as stack:
        running = [
            await stack.enter_async_context(
                launchwire(world, database_url, "run", "--role", role, LAUNCHWIRE_WEB_PORT=str(port))
            )
            for role in roles
        ]
        wire = await asyncio.wait_for(world.link.opened.get(), PATIENCE)
        await world.discord.gateway.opened()
        assert "Subscription 1" in await world.say_on_slack(wire, "subscribe lab:meta")
        asked = await types(world.discord, Person(), "subscribe", query="params:<=10B")
        assert "Subscription 2" in words(asked.answers[0])
        world.news.published.set()
        await until(lambda: len(world.slack.posts) == len(world.discord.messages) == 1)
        assert await page(f"http://127.0.0.1:{port}/healthz") == "alive\n"
        assert "launchwire_deliveries_perhaps_twice 0\n" in await page(f"http://127.0.0.1:{port}/metrics")
        for process in running:
            process.send_signal(signal.SIGTERM)
        assert [await asyncio.wait_for(process.wait(), PATIENCE) for process in running] == [0] * len(roles)
    assert "Muse Spark" in str(world.slack.posts)
    assert "Hy-MT2" in str(world.discord.messages)


async def page(address: str) -> str:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return await answer.text()


async def test_each_role_in_a_process_of_its_own(world: World, database_url: str) -> None:
    await check_alerts(world, database_url, *ROLES)


async def test_one_process_delivers_and_another_does_all_else(world: World, database_url: str) -> None:
    await check_alerts(world, database_url, "deliver", ",".join(role for role in ROLES if role != "deliver"))
