"""Limits over many lanes: turns are spaced over all processes, and a lane without one waits in the queue."""

import asyncio
from itertools import pairwise

from sqlalchemy import Connection, update

from bot.pacing import SharedPace, turn_paid
from bot.store import Database, buckets, claims, outbox
from bot.store.buckets import Limit
from bot.store.tables import subscription
from tests.crash_ledger import fill
from tests.fake_platform import FakePlatform
from tests.test_delivery_courier import carrying, enqueue, settled
from tests.test_store_outbox import LEASE, launched

TEN = Limit("ten", 10.0)


async def test_turns_are_spaced_and_those_that_come_late_are_not_taken(database: Database) -> None:
    first = await database.write(buckets.take, TEN, 100)
    assert 5 <= len(first) <= 6, "half a second's worth"
    assert [round(after - before, 3) for before, after in pairwise(first)] == [0.1] * (len(first) - 1)
    assert len(await database.write(buckets.take, TEN, 100)) <= 2


async def test_processes_share_the_turns_of_a_limit(database: Database) -> None:
    both = await asyncio.gather(*(database.write(buckets.take, TEN, 3) for _ in range(4)))
    assert 5 <= sum(len(turns) for turns in both) <= 7


async def test_a_rest_leaves_a_burst_and_no_more(database: Database) -> None:
    slow = Limit("slow", 1.0, burst=5)
    turns = await database.write(buckets.take, slow, 100)
    assert len(turns) == 6
    assert turns[:5] == [0.0] * 5


async def test_lanes_beyond_the_limit_are_queued_in_order_and_claim_no_worker(database: Database) -> None:
    await database.write(fill, 200)
    await database.write(lambda c: c.exec_driver_sql("UPDATE lane SET platform = 'discord'").rowcount)
    await database.write(outbox.enqueue, await launched(database), 1, dict.fromkeys(range(1, 201)))
    claimed = await database.write(claims.claim_due, ("discord",), 200, LEASE)
    assert 24 <= len(claimed) <= 26
    assert max(one.turn_seconds for one in claimed) <= 0.5
    waits = await database.read(
        lambda c: [row[0] for row in c.exec_driver_sql("SELECT next_at FROM lane WHERE epoch = 0 ORDER BY id")]
    )
    assert waits == sorted(waits)
    assert 3.0 < waits[-1] - waits[0] < 4.0, "the rest of 200, at 48 a second"


async def test_the_first_request_of_a_delivery_has_its_turn_unless_it_was_missed(sqlite: Database) -> None:
    pace, now = SharedPace(sqlite, TEN), asyncio.get_running_loop().time()
    await sqlite.write(buckets.slow_down, TEN, 60.0)
    turn_paid.set(now)
    assert await pace.take(1.0) == 0.0
    assert await pace.take(1.0) > 1.0, "the second of the same delivery takes its own"
    turn_paid.set(now - 5.0)
    assert await pace.take(1.0) > 1.0


async def test_changes_are_told_in_a_thread_where_the_place_wants_it(sqlite: Database) -> None:
    platform = FakePlatform("web")
    async with carrying(sqlite, platform):
        await enqueue(sqlite, "C1")
        await settled(sqlite)
        for thread, revision in (("off", 2), ("on", 3)):
            await sqlite.write(_set_thread, thread)
            await outbox_again(sqlite, revision)
    assert [len(platform.edited), len(platform.replied)] == [2, 1]
    assert platform.replied[0][1].title == "launch 1 revision 3"


def _set_thread(connection: Connection, policy: str) -> None:
    connection.execute(update(subscription).values(thread=policy))


async def outbox_again(database: Database, revision: int) -> None:
    await database.write(outbox.enqueue, 1, revision, {1: None})
    database.wake.set()
    async with asyncio.timeout(10):
        while await database.read(outbox.waiting):  # noqa: ASYNC110 - the database has no event
            await asyncio.sleep(0.01)
