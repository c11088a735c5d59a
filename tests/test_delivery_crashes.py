"""kill -9 at every step and at random: nothing is lost, and nothing comes twice but what was under way."""

import asyncio
import itertools
import os
import signal
import sys

import pytest

from bot.store import Database, launches, outbox
from bot.types import Launch
from tests.crash_ledger import (
    Kind,
    Ledger,
    all_settled,
    counted_twice,
    ended,
    fill,
    kill_at_random,
    leases_end,
    ledger,
    started,
    under_way,
)
from tests.newsroom import CHANNEL, TITLE, newsroom
from tests.test_store_outbox import VIEW

REPEATS = int(os.environ.get("CHAOS_REPEATS", "1"))  # `make chaos` asks for more
WORKERS = (2, 4) if REPEATS > 1 else (2,)
LANES, LAUNCHES = 150, 3


KINDS: tuple[Kind, ...] = ("nonce", "history", "neither")
WHILE_SENT = [("claimed", "neither"), ("sent:7", "nonce"), ("sent:7", "history"), ("sent:7", "neither")]
WHILE_SENT += [("settled:2", "history")]
WHILE_EDITED = [("edited:7", "neither"), ("replied:7", "history"), ("replied:7", "neither")]


async def loaded(database: Database, thread: str = "off") -> int:
    """Fan a few launches out and return how many deliveries wait."""
    await database.write(fill, LANES, thread)
    for number in range(LAUNCHES):
        one = await database.write(launches.add_launch, Launch(f"k{number}", "Tern", "", VIEW))
        await database.write(outbox.enqueue, one.id or 0, 1, dict.fromkeys(range(1, LANES + 1)))
    return LANES * LAUNCHES


async def killed_at(database: Database, database_url: str, kept: Ledger, place: str) -> int:
    """Let a worker be killed at a place and another finish; return what was under way when the first one died."""
    worker = await started("carry", database_url, kept.url, crash_at=place)
    assert await asyncio.wait_for(worker.wait(), 60) == -signal.SIGKILL
    perhaps = await under_way(database)
    await leases_end(database)
    worker = await started("carry", database_url, kept.url)
    await all_settled(database)
    assert await ended([worker]) == [0]
    return perhaps


async def check(database: Database, kept: Ledger, wanted: int, perhaps: int) -> None:
    """Nothing is lost; what came twice was under way, and says so; nothing did where the platform knows the key."""
    told = f"{database.kind}, {kept.kind}: {wanted} wanted, {perhaps} under way when killed, {kept.twice} twice"
    sys.stdout.write(f"{told}\n")
    assert len(kept.accepted) == wanted
    assert kept.twice <= (perhaps if kept.kind == "neither" else 0)
    assert kept.twice <= await counted_twice(database)


@pytest.mark.parametrize("repeat", range(REPEATS))
@pytest.mark.parametrize(("place", "kind"), WHILE_SENT)
async def test_killed_at_a_named_place_nothing_is_lost(
    database: Database, database_url: str, place: str, kind: Kind, repeat: int
) -> None:
    wanted = await loaded(database)
    async with ledger(kind) as kept:
        perhaps = await killed_at(database, database_url, kept, place)
    await check(database, kept, wanted, perhaps)


@pytest.mark.parametrize("repeat", range(REPEATS))
@pytest.mark.parametrize(("place", "kind"), WHILE_EDITED)
async def test_killed_while_a_card_is_edited_its_thread_is_told_once(
    database: Database, database_url: str, place: str, kind: Kind, repeat: int
) -> None:
    """Editing twice does no harm; what is told in the thread under the card is a post like any other."""
    await loaded(database, thread="on")
    async with ledger(kind) as kept:
        worker = await started("carry", database_url, kept.url)
        await all_settled(database)
        assert await ended([worker]) == [0]
        kept.accepted.clear()
        await database.write(outbox.enqueue, 1, 2, dict.fromkeys(range(1, LANES + 1)))
        perhaps = await killed_at(database, database_url, kept, place)
    await check(database, kept, LANES, perhaps)


@pytest.mark.timeout(120 + 60 * REPEATS)
@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("kind", KINDS if REPEATS > 1 else KINDS[2:])
async def test_killed_at_random_under_load_nothing_is_lost(
    database: Database, database_url: str, workers: int, kind: Kind
) -> None:
    await database.write(fill, LANES)
    launch_numbers = itertools.count()

    async def feed() -> None:
        for _ in range(LAUNCHES):
            one = await database.write(launches.add_launch, Launch(f"k{next(launch_numbers)}", "Tern", "", VIEW))
            await database.write(outbox.enqueue, one.id or 0, 1, dict.fromkeys(range(1, LANES + 1)))

    async with ledger(kind) as kept:
        running = [await started("carry", database_url, kept.url) for _ in range(workers)]
        perhaps = [await kill_at_random(database, running, kept, database_url, feed) for _ in range(REPEATS)]
        await all_settled(database)
        assert await ended(running) == [0] * workers
    assert any(perhaps), "no kill met anything under way"
    await check(database, kept, LANES * LAUNCHES * len(perhaps), sum(perhaps))


@pytest.mark.parametrize("repeat", range(REPEATS))
@pytest.mark.parametrize("place", ["kept", "enqueued", "committed"])
async def test_killed_while_an_article_is_taken_in_it_is_told_once(
    database: Database, database_url: str, place: str, repeat: int
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
    async with ledger("neither") as kept:
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
