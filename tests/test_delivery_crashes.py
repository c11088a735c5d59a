"""kill -9 at every step and at random: nothing is lost, and nothing comes twice but what was under way."""

import asyncio
import os
import signal

import pytest

from bot.store import Database, launches, outbox
from bot.types import Launch
from tests.crash_ledger import all_settled, ended, fill, kill_at_random, leases_end, ledger, started, under_way
from tests.newsroom import CHANNEL, TITLE, newsroom
from tests.test_store_outbox import VIEW

REPEATS = int(os.environ.get("CHAOS_REPEATS", "1"))  # `make chaos` asks for more
WORKERS = (2, 4) if REPEATS > 1 else (2,)
LANES, LAUNCHES, KILLS = 150, 3, 3


async def loaded(database: Database) -> int:
    """Fan a few launches out and return how many deliveries wait."""
    await database.write(fill, LANES)
    for number in range(LAUNCHES):
        one = await database.write(launches.add_launch, Launch(f"k{number}", "Tern", "", VIEW))
        await database.write(outbox.enqueue, one.id or 0, 1, dict.fromkeys(range(1, LANES + 1)))
    return LANES * LAUNCHES


@pytest.mark.parametrize(
    ("place", "knows_keys"), [("claimed", False), ("sent:7", False), ("sent:7", True), ("settled:2", False)]
)
async def test_killed_at_a_named_place_nothing_is_lost(
    database: Database, database_url: str, place: str, knows_keys: bool
) -> None:
    wanted = await loaded(database)
    async with ledger(knows_keys=knows_keys) as kept:
        worker = await started("carry", database_url, kept.url, crash_at=place)
        assert await asyncio.wait_for(worker.wait(), 60) == -signal.SIGKILL
        perhaps = await under_way(database)
        await leases_end(database)
        worker = await started("carry", database_url, kept.url)
        await all_settled(database)
        assert await ended([worker]) == [0]
    assert len(kept.accepted) == wanted
    assert kept.twice <= (0 if knows_keys else perhaps)


@pytest.mark.timeout(120 + 90 * REPEATS)
@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("knows_keys", [True, False], ids=["nonce", "no-nonce"])
async def test_killed_at_random_under_load_nothing_is_lost(
    database: Database, database_url: str, workers: int, knows_keys: bool
) -> None:
    await loaded(database)
    for number in range(REPEATS):
        async with ledger(knows_keys=knows_keys) as kept:
            one = await database.write(launches.add_launch, Launch(f"r{number}", "Tern", "", VIEW))
            await database.write(outbox.enqueue, one.id or 0, 1, dict.fromkeys(range(1, LANES + 1)))
            wanted = await database.read(outbox.waiting)
            running = [await started("carry", database_url, kept.url) for _ in range(workers)]
            perhaps = await kill_at_random(database, running, kept, database_url, KILLS)
            await all_settled(database)
            assert await ended(running) == [0] * workers
        assert len(kept.accepted) == wanted
        assert kept.twice <= (0 if knows_keys else perhaps)


@pytest.mark.parametrize("place", ["kept", "enqueued", "committed"])
async def test_killed_while_an_article_is_taken_in_it_is_told_once(
    database: Database, database_url: str, place: str
) -> None:
    async with newsroom(database) as room:
        await room.subscribe("lab:halcyon")
        worker = await started("accept", database_url, crash_at=place)
        assert await asyncio.wait_for(worker.wait(), 60) == -signal.SIGKILL
        assert await room.waiting() == (1 if place == "committed" else 0)
        again = await started("accept", database_url)
        assert await asyncio.wait_for(again.wait(), 60) == 0
        await room.carry()
        assert room.posted(CHANNEL) == [TITLE]


async def test_sigterm_lets_sends_end_and_gives_back_the_rest(database: Database, database_url: str) -> None:
    wanted = await loaded(database)
    async with ledger(knows_keys=False) as kept:
        worker = await started("carry", database_url, kept.url)
        while not kept.accepted:  # noqa: ASYNC110 - another process fills it
            await asyncio.sleep(0.01)
        assert await ended([worker]) == [0]
        assert await under_way(database) == 0
        worker = await started("carry", database_url, kept.url)
        await all_settled(database)
        await ended([worker])
    assert len(kept.accepted) == wanted
    assert kept.twice == 0
