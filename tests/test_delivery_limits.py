"""A platform that asks the whole app or workspace to wait is heard by every lane and every process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import Connection, func, select, update

from bot.pacing import SharedPace
from bot.store import Database, acks, buckets, claims, outbox
from bot.store.tables import bucket, delivery, lane
from bot.types import Ack, Delivery
from tests.crash_ledger import fill
from tests.fake_discord import FakeDiscord, slow_down
from tests.fake_discord_bot import platform_at
from tests.test_delivery_courier import carrying
from tests.test_store_outbox import LEASE, launched, subscribed, target

LANES = 40


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        yield fake


async def claimed(database: Database, *platforms: str) -> list[Delivery]:
    return await database.write(claims.claim_due, platforms, 100, LEASE)


async def asked_to_wait(database: Database, one: Delivery, *, is_wide: bool) -> None:
    ack = Ack(one, "waiting", problem="slow down", in_seconds=60.0, counts=False, is_wide=is_wide)
    await database.write(acks.settle, [ack])


@pytest.mark.parametrize("is_wide", [True, False], ids=["wide", "one lane"])
async def test_a_slack_workspace_asked_to_wait_waits_as_a_whole_and_no_other_does(
    database: Database, is_wide: bool
) -> None:
    workspaces = ("T1", "T1", "T2")
    places = [replace(target(number), workspace=workspace) for number, workspace in enumerate(workspaces)]
    launch = await launched(database)
    first = await subscribed(database, places[0])
    await database.write(outbox.enqueue, launch, 1, {first: None})
    [one] = await claimed(database, "slack")
    await asked_to_wait(database, one, is_wide=is_wide)
    others = [await subscribed(database, place) for place in places[1:]]
    await database.write(outbox.enqueue, launch, 1, dict.fromkeys(others))
    told = {one.target.workspace for one in await claimed(database, "slack")}
    assert told == ({"T2"} if is_wide else {"T1", "T2"})


async def test_a_global_limit_of_discord_stops_every_lane_of_every_process(
    database: Database, discord: FakeDiscord
) -> None:
    await database.write(fill, LANES)
    await database.write(_on_discord)
    discord.fail("POST", "/channels/.*/messages", slow_down(60.0, is_global=True))
    async with two_processes(database, discord):
        await database.write(outbox.enqueue, await launched(database), 1, dict.fromkeys(range(1, LANES + 1)))
        database.wake.set()
        await _until_quiet(database)
        sent = len(discord.messages)
        assert discord.count("POST", "/channels/.*/messages") < LANES, "what had its turn already, and no more"
    await database.write(_time_passes)
    async with two_processes(database, discord):
        async with asyncio.timeout(20):
            while len(discord.messages) < LANES:  # noqa: ASYNC110 - the fake keeps a ledger
                await asyncio.sleep(0.02)
    assert sent < LANES
    assert len({message["channel_id"] for message in discord.messages.values()}) == LANES == len(discord.messages)


@asynccontextmanager
async def two_processes(database: Database, discord: FakeDiscord) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        for _ in range(2):
            pace = SharedPace(database, buckets.DISCORD)
            platform = await stack.enter_async_context(platform_at(discord, pace=pace))
            await stack.enter_async_context(carrying(database, platform))
        yield


def _on_discord(connection: Connection) -> None:
    connection.execute(update(lane).values(platform="discord", target=100_000 + lane.c.id))


def _time_passes(connection: Connection) -> None:
    connection.execute(update(bucket).values(closed_until=0.0, queue_at=0.0))
    connection.execute(update(lane).values(next_at=0.0, free_at=0.0))


async def _until_quiet(database: Database) -> None:
    """Wait until the limit is closed and nothing is under way."""
    async with asyncio.timeout(20):
        while not await database.read(_is_quiet):  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.02)


def _is_quiet(connection: Connection) -> bool:
    closed = connection.execute(select(bucket.c.closed_until).where(bucket.c.name == "discord")).scalar() or 0.0
    busy = select(func.count()).where(delivery.c.state == "waiting", delivery.c.begun_at.is_not(None))
    return closed > 0.0 and connection.execute(busy).scalar_one() == 0
