"""The program is killed with -9 while Slack and Discord have posts that they have not answered; the real adapters."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import TypeVar

import pytest
from sqlalchemy import Connection, func, select

from bot.store import Database, fates, outbox
from bot.store.tables import delivery, lane
from bot.types import Target
from tests.fake_discord import Fault as DiscordFault
from tests.fake_discord_people import GUILD
from tests.fake_slack import TEAM, Fault
from tests.fake_world import PATIENCE, World, launchwire, leases_end, subscribed, until
from tests.newsroom import article, newsroom

T = TypeVar("T")
REPEATS = int(os.environ.get("CHAOS_REPEATS", "1"))  # `make chaos` asks for more
KILLS = 2 if REPEATS > 1 else 1
SLACK = [Target("slack", TEAM, "channel", f"C{number}") for number in range(12)]
DISCORD = [Target("discord", GUILD, "channel", str(300000000000001000 + number)) for number in range(40)]
FORUM = Target("discord", GUILD, "channel", "300000000000000077")
HELD = Fault(wait_seconds=PATIENCE, after=True)  # taken, and nobody hears of it
HELD_TOO = DiscordFault(is_taken=True, delay_seconds=PATIENCE)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("repeat", range(REPEATS))
@pytest.mark.parametrize("scopes", [{"channels:history"}, set()], ids=["history", "no-history"])
async def test_two_processes_killed_with_posts_on_their_way(
    world: World, database_url: str, scopes: set[str], repeat: int
) -> None:
    """Nothing is lost; Discord has each post once. So has Slack where its history may be read; else it is counted."""
    world.slack.history_scopes = scopes
    world.discord.kinds[FORUM.id] = 15
    await subscribed(database_url, *(("lab:halcyon", one) for one in (*SLACK, *DISCORD, FORUM)))
    await queue(database_url)
    perhaps = 0  # may have come once more
    for _ in range(KILLS):
        hold_answers(world)
        before = len(world.slack.posts), len(world.discord.messages)
        await kill_two_under_way(world, database_url, before)
        perhaps += await read(database_url, under_way)
        await leases_end(database_url)
    let_go(world)
    await finish(world, database_url)

    posts = Counter(post["channel"] for post in world.slack.posts)
    messages = Counter(message["channel_id"] for message in world.discord.messages.values())
    twice, counted = posts.total() - len(SLACK), (await read(database_url, fates.count_by_state))["perhaps twice"]
    said = f"{database_url.partition(':')[0]}, {'history' if scopes else 'no history'}: {perhaps} under way when killed"
    sys.stdout.write(f"{said}, {twice} twice on Slack, {counted} counted\n")
    assert set(posts) == {one.id for one in SLACK}
    assert {one.id for one in DISCORD} < set(messages)
    assert len(world.discord.threads) == 1
    assert set(messages.values()) == {1}
    assert twice <= (0 if scopes else perhaps)
    assert sum(count > 1 for count in posts.values()) <= counted


async def test_sigterm_lets_posts_under_way_end_and_none_is_sent_again(world: World, database_url: str) -> None:
    await subscribed(database_url, ("lab:halcyon", SLACK[0]), ("lab:halcyon", DISCORD[0]))
    await queue(database_url)
    world.slack.script("chat.postMessage", Fault(wait_seconds=2.0, after=True))
    world.discord.fail("POST", "/channels/[0-9]+/messages", DiscordFault(is_taken=True, delay_seconds=2.0))
    async with launchwire(world, database_url, "run", "--role", "deliver") as process:
        await until(lambda: len(world.slack.posts) == len(world.discord.messages) == 1)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0
    assert await read(database_url, outbox.waiting) == 0
    assert await read(database_url, fates.count_by_state) == {"sent": 2, "perhaps twice": 0}


async def queue(database_url: str) -> None:
    opened = await Database.open(database_url)
    async with newsroom(opened) as room:
        await room.pipeline.accept(article())
    await opened.close()


def hold_answers(world: World) -> None:
    """Let every third answer of either platform, and that of the forum, never come."""
    world.slack.script("chat.postMessage", *[None, None, HELD] * 4)
    world.discord.fail("POST", f"/channels/{FORUM.id}/threads", HELD_TOO)
    world.discord.fail("POST", "/channels/[0-9]+/messages", *[DiscordFault(), DiscordFault(), HELD_TOO] * 14)


def let_go(world: World) -> None:
    world.slack.forgive()
    world.discord.forgive()


async def kill_two_under_way(world: World, database_url: str, before: tuple[int, int]) -> None:
    """Start two processes that deliver; kill both some moments after either platform has taken something more."""
    async with AsyncExitStack() as stack:
        both = [
            await stack.enter_async_context(launchwire(world, database_url, "run", "--role", "deliver"))
            for _ in range(2)
        ]
        await until(lambda: len(world.slack.posts) > before[0] or len(world.discord.messages) > before[1])
        await asyncio.sleep(random.uniform(0.0, 0.5))
        for process in both:
            process.kill()


async def finish(world: World, database_url: str) -> None:
    """Let one process bring the rest to its end, and stop it as an operator would."""
    opened = await Database.open(database_url)
    async with launchwire(world, database_url, "run", "--role", "deliver") as process, asyncio.timeout(2 * PATIENCE):
        while await opened.read(outbox.waiting):  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    await opened.close()


async def read(database_url: str, act: Callable[[Connection], T]) -> T:
    opened = await Database.open(database_url)
    try:
        return await opened.read(act)
    finally:
        await opened.close()


def under_way(connection: Connection) -> int:
    """Return how many posts to Slack were begun and not settled."""
    of_lane = select(func.count()).join(lane, lane.c.id == delivery.c.lane_id).where(lane.c.platform == "slack")
    begun = of_lane.where(delivery.c.state == "waiting", delivery.c.begun_at.is_not(None))
    return int(connection.execute(begun).scalar_one())
