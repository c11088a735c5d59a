"""The courier: fates of a delivery, and that no target waits for another."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest
from sqlalchemy import Connection, select

from bot.delivery import Courier
from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, SendError, TargetClosed, WorkspaceClosed
from bot.ports import Platform
from bot.sending import back_off_seconds
from bot.store import Database, launches, outbox, subscriptions
from bot.store.tables import delivery as deliveries
from bot.types import Card, Delivery, Launch, Receipt, Subscription, Target, View
from tests.fake_platform import FakePlatform

VIEW = View(lab="Halcyon", name="Tern 2", event="launch", is_launch=True, confidence=Decimal(1))


async def compose(delivery: Delivery) -> Card | None:
    return Card(key=str(delivery.launch), title=f"launch {delivery.launch} revision {delivery.revision}", url=None)


@asynccontextmanager
async def carrying(database: Database, *platforms: Platform) -> AsyncIterator[None]:
    task = asyncio.create_task(
        Courier(database, {one.name: one for one in platforms}, compose, drain_seconds=0.1).run()
    )
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the other side is a thread with a database, not an event
            await asyncio.sleep(0.005)


async def enqueue(database: Database, channel: str, platform: str = "web", revision: int = 1) -> None:
    to = Target(platform, "T1", "channel", channel)  # type: ignore[arg-type]  # literals from a test
    one = await database.write(subscriptions.add, Subscription(id=0, target=to, owner="U1", query="x"))
    found = await database.read(launches.find_launches, "tern 2")
    new = Launch("k", "Tern 2", "", VIEW)
    launch = found[0] if found else await database.write(launches.add_launch, new)
    assert launch.id is not None
    await database.write(outbox.enqueue, launch.id, revision, {one.id: None})
    database.wake.set()


async def states(database: Database) -> list[tuple[str, int, bool, str | None]]:
    def rows(connection: Connection) -> list[tuple[str, int, bool, str | None]]:
        columns = (deliveries.c.state, deliveries.c.attempts, deliveries.c.possible_duplicate, deliveries.c.problem)
        is_launch = deliveries.c.notice.is_(None)
        return [tuple(row) for row in connection.execute(select(*columns).where(is_launch).order_by(deliveries.c.id))]

    return await database.read(rows)


async def settled(database: Database) -> list[tuple[str, int, bool, str | None]]:
    async with asyncio.timeout(10):
        while True:
            rows = await states(database)
            if all(row[0] != "waiting" or row[3] for row in rows):
                return rows
            await asyncio.sleep(0.005)


async def test_due_delivery_is_sent_once_and_recorded(database: Database) -> None:
    platform = FakePlatform("web")
    async with carrying(database, platform):
        await enqueue(database, "C1")
        assert await settled(database) == [("sent", 1, False, None)]
    [(to, card, key)] = platform.posted
    assert (to.id, card.title) == ("C1", "launch 1 revision 1")
    assert len(key) <= 25


async def test_next_revision_edits_the_message_and_a_refused_edit_is_sent_anew(database: Database) -> None:
    platform = FakePlatform("web")
    async with carrying(database, platform):
        await enqueue(database, "C1")
        await settled(database)
        await enqueue(database, "C1", revision=2)
        await settled(database)
        platform.script.append(EditRefused("gone"))
        await enqueue(database, "C1", revision=3)
        await settled(database)
    assert [card.title for _, card in platform.edited] == ["launch 1 revision 2"]
    assert [card.title for _, card, _ in platform.posted] == ["launch 1 revision 1", "launch 1 revision 3"]


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (RetryLater("HTTP 429", retry_after_seconds=3000), ("waiting", 0, False, "HTTP 429")),
        (TargetClosed("the channel is archived"), ("waiting", 1, False, "the channel is archived")),
        (WorkspaceClosed("the token was revoked"), ("waiting", 1, False, "the token was revoked")),
        (CardRefused("invalid_blocks"), ("dead", 1, False, "invalid_blocks")),
        (FateUnknown("no answer"), ("waiting", 1, False, "no answer")),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, SendError) else "",
)
async def test_each_error_has_its_fate_and_delays_nobody(
    sqlite: Database, error: SendError, fate: tuple[str, int, bool, str]
) -> None:
    platform = FakePlatform("web")
    platform.script.append(error)
    async with carrying(sqlite, platform):
        await enqueue(sqlite, "C1")
        assert await settled(sqlite) == [fate]
        if not isinstance(error, WorkspaceClosed):
            await enqueue(sqlite, "C2")
            await until(lambda: "C2" in [to.id for to, _, _ in platform.posted])


async def test_lost_answer_is_sent_again_with_the_same_key_and_counted_on_slack(database: Database) -> None:
    platform = FakePlatform("slack")
    platform.script.append(FateUnknown("no answer"))
    async with carrying(database, platform):
        await enqueue(database, "C1", "slack")
        async with asyncio.timeout(10):
            while await states(database) != [("sent", 2, True, None)]:  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.01)
    assert len({key for _, _, key in platform.posted}) == 1


async def test_error_of_ours_is_tried_again_and_the_others_go_on(database: Database) -> None:
    class Broken(FakePlatform):
        async def send(self, target: Target, card: Card, key: str) -> Receipt:
            if target.id == "C1":
                raise ValueError("a bug")
            return await super().send(target, card, key)

    platform = Broken("web")
    async with carrying(database, platform):
        await enqueue(database, "C1")
        await enqueue(database, "C2")
        rows = await settled(database)
    assert rows == [("waiting", 1, False, "an error of ours, see the log"), ("sent", 1, False, None)]


async def test_stuck_target_never_delays_another(database: Database) -> None:
    class Stuck(FakePlatform):
        async def send(self, target: Target, card: Card, key: str) -> Receipt:
            if target.id == "C1":
                await asyncio.Event().wait()
            return await super().send(target, card, key)

    platform = Stuck("web")
    async with carrying(database, platform):
        await enqueue(database, "C1")
        for number in range(2, 8):
            await enqueue(database, f"C{number}")
        await until(lambda: len(platform.posted) == 6)
    assert {to.id for to, _, _ in platform.posted} == {f"C{number}" for number in range(2, 8)}


async def test_stopping_lets_a_send_under_way_finish(sqlite: Database) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    class Slow(FakePlatform):
        async def send(self, target: Target, card: Card, key: str) -> Receipt:
            begun.set()
            await go_on.wait()
            return await super().send(target, card, key)

    platform = Slow("web")
    task = asyncio.create_task(Courier(sqlite, {"web": platform}, compose).run())
    await enqueue(sqlite, "C1")
    await begun.wait()
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(task, return_exceptions=True)
    assert await states(sqlite) == [("sent", 1, False, None)]


async def test_two_couriers_on_one_database_send_each_delivery_once(database: Database) -> None:
    platform = FakePlatform("web")
    async with carrying(database, platform), carrying(database, platform):
        for number in range(30):
            await enqueue(database, f"C{number}")
        await until(lambda: len(platform.posted) >= 30)
        await settled(database)
    assert sorted(to.id for to, _, _ in platform.posted) == sorted(f"C{number}" for number in range(30))


@pytest.mark.parametrize("attempts", [0, 1, 5, 19, 1000])
def test_back_off_grows_and_stays_under_an_hour(attempts: int) -> None:
    assert 0 < back_off_seconds(attempts) <= 3600
    assert back_off_seconds(attempts) >= 0.7 * min(2.0 * 2 ** min(attempts, 20), 3600)
