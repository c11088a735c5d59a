"""Limits over many lanes: turns are spaced over all processes, and a lane without one waits in the queue."""

import asyncio
import json
from itertools import pairwise

import pytest
from sqlalchemy import Connection, event, select, update

from bot.pacing import MISSED_SECONDS, SharedPace, Turn, turn_paid
from bot.store import Database, buckets, claims, outbox
from bot.store.buckets import Limit
from bot.store.tables import bucket, subscription
from tests.crash_ledger import fill
from tests.fake_platform import FakePlatform
from tests.test_delivery_courier import carrying, enqueue, settled
from tests.test_store_outbox import LEASE, launched

TEN = Limit("ten", 10.0)
COUNTED = Limit("counted", 10.0, most=10)
COUNTED_FAST = Limit("counted fast", 97.0, most=100)
BOTH = pytest.mark.parametrize("limit", [TEN, COUNTED], ids=["spaced", "counted"])


@BOTH
async def test_turns_are_spaced_and_those_that_come_late_are_not_taken(database: Database, limit: Limit) -> None:
    first = (await database.write(buckets.take, limit, 100)).turns
    assert 4 <= len(first) <= 5, "those of the horizon"
    assert [round(after - before, 3) for before, after in pairwise(first)] == [0.1] * (len(first) - 1)
    assert len((await database.write(buckets.take, limit, 100)).turns) <= 2


@BOTH
async def test_processes_share_the_turns_of_a_limit(database: Database, limit: Limit) -> None:
    taken = await asyncio.gather(*(database.write(buckets.take, limit, 3) for _ in range(4)))
    assert 4 <= sum(len(one.turns) for one in taken) <= 6


async def test_a_rest_leaves_a_burst_and_no_more(database: Database) -> None:
    slow = Limit("slow", 1.0, burst=5)
    taken = await database.write(buckets.take, slow, 100)
    assert len(taken.turns) == 6
    assert taken.turns[:5] == [taken.now] * 5


async def test_a_turn_that_was_missed_is_given_back_for_the_soonest(database: Database) -> None:
    taken = await database.write(buckets.take, COUNTED, 100)
    missed = taken.turns[0]
    again = await database.write(buckets.exchange, COUNTED, [missed])
    assert again.turns[0] - again.now == 0.0, "the window has room: at once, before those that come later"
    assert await database.read(_counted, COUNTED.name) == len(taken.turns), "one for one"


async def test_a_pause_that_the_platform_asked_for_holds_for_new_turns_and_for_missed_ones(database: Database) -> None:
    taken = await database.write(buckets.take, COUNTED, 1)
    await database.write(buckets.slow_down, COUNTED, 60.0)
    await database.write(buckets.slow_down, COUNTED, 1.0)  # a shorter one does not end it
    assert (await database.write(buckets.take, COUNTED, 1)).turns == []
    again = await database.write(buckets.exchange, COUNTED, taken.turns[:1])
    assert (again.turns, again.next_at - again.now > 50.0) == ([], True)


def _counted(connection: Connection, name: str) -> int:
    query = select(bucket.c.taken).where(bucket.c.name == name)
    return len(json.loads(connection.execute(query).scalar_one()))


async def test_lanes_beyond_the_limit_are_queued_in_order_and_claim_no_worker(database: Database) -> None:
    await database.write(fill, 200)
    await database.write(lambda c: c.exec_driver_sql("UPDATE lane SET platform = 'discord'").rowcount)
    await database.write(outbox.enqueue, await launched(database), 1, dict.fromkeys(range(1, 201)))
    claimed = await database.write(claims.claim_due, ("discord",), 200, LEASE)
    assert 18 <= len(claimed) <= 21
    assert max(one.turn_at - one.claimed_at for one in claimed) <= buckets.HORIZON_SECONDS
    waits = await database.read(
        lambda c: [row[0] for row in c.exec_driver_sql("SELECT next_at FROM lane WHERE epoch = 0 ORDER BY id")]
    )
    assert waits == sorted(waits)
    assert 3.4 < waits[-1] - waits[0] < 3.9, "the rest of 200, at 48.8 a second"


async def test_the_first_request_of_a_delivery_has_its_turn_unless_it_was_missed(sqlite: Database) -> None:
    pace, now = SharedPace(sqlite, COUNTED), asyncio.get_running_loop().time()
    await sqlite.write(buckets.slow_down, COUNTED, 60.0)
    turn_paid.set(Turn(now + 0.5, 1.0))
    assert await pace.take(1.0) == 0.0
    assert 0.0 < await pace.leave(1.0) <= 0.5, "not yet: it is asked again then"
    turn_paid.set(Turn(asyncio.get_running_loop().time(), 1.0))
    assert await pace.leave(1.0) == 0.0
    assert await pace.take(1.0) > 1.0, "the second of the same delivery takes its own"
    turn_paid.set(Turn(now - 5.0, 1.0))
    assert await pace.take(1.0) == 0.0
    assert await pace.leave(1.0) > 1.0, "it went by, and the next one comes after the pause"


async def test_turns_missed_together_are_changed_together_each_for_one_of_its_own(database: Database) -> None:
    pace, ago = SharedPace(database, COUNTED_FAST), asyncio.get_running_loop().time() - 1.0
    taken = await database.write(buckets.take, COUNTED_FAST, 20)
    commits: list[object] = []
    event.listen(database.engine, "commit", commits.append)

    async def late(at: float) -> float:
        turn_paid.set(Turn(ago, at))
        return await pace.leave(3.0)

    waits = await asyncio.gather(*(late(at) for at in taken.turns))
    assert max(waits) < 0.5
    assert len(commits) < len(waits)
    assert await database.read(_counted, COUNTED_FAST.name) == len(waits)


async def test_a_request_without_a_turn_takes_one_and_asks_no_database_while_none_is_free(sqlite: Database) -> None:
    pace = SharedPace(sqlite, COUNTED)
    assert await pace.take(0.0) == 0.0
    assert await pace.leave(0.0) == 0.0
    assert 0.0 < await pace.take(0.0) <= 0.2, "the next one is a tenth of a second off"
    await sqlite.close()
    assert await pace.take(0.0) > 0.0


async def test_requests_of_two_processes_leave_as_one_limit_allows(database: Database) -> None:
    left: list[float] = []

    async def request(pace: SharedPace) -> None:
        assert await pace.take(5.0) == 0.0
        left.append(await pace.leave(5.0) + asyncio.get_running_loop().time())

    paces = [SharedPace(database, COUNTED_FAST) for _ in range(2)]
    await asyncio.gather(*(request(pace) for _ in range(60) for pace in paces))
    left.sort()
    assert min(last - first for first, last in zip(left, left[100:], strict=False)) > 1.0 - MISSED_SECONDS


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
