"""The outbox on both databases: one delivery per target and revision, one under way per lane, nothing lost."""

import asyncio
import threading
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Connection, text

from bot.store import Database, acks, claims, launches, outbox, subscriptions
from bot.types import Ack, Actor, Delivery, Launch, Receipt, Subscription, Target, View
from bot.types.subscription import ThreadPolicy

VIEW = View(lab="Halcyon", name="Tern 2", event="launch", is_launch=True, confidence=Decimal(1))
LEASE = 60.0
PATIENCE = 30.0


def target(number: int = 1, platform: str = "slack", kind: str = "channel") -> Target:
    return Target(platform, "T1", kind, f"C{number}")  # type: ignore[arg-type]  # literals from a test


def proof(delivery: Delivery, message: str = "m1") -> Receipt:
    return Receipt(delivery.target, delivery.target.id, message, datetime(2026, 5, 1, tzinfo=UTC))


async def subscribed(database: Database, to: Target, query: str = "license:open", thread: ThreadPolicy = "off") -> int:
    wish = Subscription(id=0, target=to, owner="U1", query=query, thread=thread)
    one = await database.write(subscriptions.add, wish)
    return one.id


async def launched(database: Database, key: str = "halcyon/tern 2") -> int:
    one = await database.write(launches.add_launch, Launch(key, "Tern 2", "", VIEW))
    assert one.id is not None
    return one.id


async def claim(database: Database) -> list[Delivery]:
    return await database.write(claims.claim_due, ("slack", "discord"), 100, LEASE)


async def settle(database: Database, ack: Ack) -> int:
    return await database.write(acks.settle, [ack])


async def test_each_target_gets_a_revision_once_however_often_it_is_enqueued(database: Database) -> None:
    one, other = await subscribed(database, target(1)), await subscribed(database, target(1), "lab:halcyon")
    third = await subscribed(database, target(2))
    launch = await launched(database)
    due = dict.fromkeys((one, other, third))
    assert await database.write(outbox.enqueue, launch, 1, due) == 2
    assert await database.write(outbox.enqueue, launch, 1, due) == 0
    assert {delivery.target.id for delivery in await claim(database)} == {"C1", "C2"}


async def test_one_delivery_of_a_lane_is_under_way_at_a_time_in_order(database: Database) -> None:
    one = await subscribed(database, target(1))
    first, second = await launched(database), await launched(database, "halcyon/tern 3")
    await database.write(outbox.enqueue, first, 1, {one: None})
    await database.write(outbox.enqueue, second, 1, {one: None})
    [delivery] = await claim(database)
    assert delivery.launch == first
    assert await claim(database) == []
    assert await settle(database, Ack(delivery, "sent", proof(delivery)))
    assert await claim(database) == []  # the channel's gap
    wait = await database.read(claims.seconds_until_due, ("slack", "discord"))
    assert wait is not None
    assert 0 < wait <= 1


async def test_a_settle_after_the_lease_was_lost_changes_nothing(database: Database) -> None:
    one = await subscribed(database, target(1))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    [late] = await database.write(claims.claim_due, ("slack",), 1, 0.0)
    [taken] = await claim(database)
    assert taken.was_begun
    assert taken.key == late.key
    assert not await settle(database, Ack(late, "sent", proof(late)))
    assert await settle(database, Ack(taken, "sent", proof(taken)))
    assert await database.read(outbox.waiting) == 0


async def test_retry_waits_and_keeps_the_order(database: Database) -> None:
    one = await subscribed(database, target(1))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "waiting", problem="HTTP 503", in_seconds=900.0))
    assert await claim(database) == []
    wait = await database.read(claims.seconds_until_due, ("slack", "discord"))
    assert wait is not None
    assert 890 < wait <= 900
    await database.write(outbox.enqueue, launch, 2, {one: None})
    assert await claim(database) == []  # a new revision does not overtake the back-off


async def test_next_revision_carries_the_receipt_to_edit(database: Database) -> None:
    one = await subscribed(database, target(1, "discord"))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "sent", proof(delivery, "m7")))
    await database.write(outbox.enqueue, launch, 2, {one: None})
    wait = await database.read(claims.seconds_until_due, ("slack", "discord"))
    assert wait is not None
    assert wait <= 0.25


async def test_paused_target_keeps_what_waits_and_delays_nobody(database: Database) -> None:
    one, other = await subscribed(database, target(1)), await subscribed(database, target(2))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "paused", problem="the channel is archived", whole_workspace=False))
    await database.write(outbox.enqueue, launch, 1, {other: None})
    notice, alert = await claim(database)
    assert (notice.target.id, alert.target.id) == ("U1", "C2")
    assert await database.read(outbox.waiting) == 3
    actor = Actor("slack", "T1", "U1", "C1", may_manage=True)
    [row] = await database.read(subscriptions.visible_to, actor)
    assert row.paused_reason == "the channel is archived"
    await database.write(subscriptions.resume, actor, one)
    assert [delivery.target.id for delivery in await claim(database)] == ["C1"]


async def test_closed_workspace_pauses_all_its_lanes_and_no_other(database: Database) -> None:
    one, other = await subscribed(database, target(1)), await subscribed(database, target(2))
    foreign = await subscribed(database, Target("slack", "T2", "channel", "C1"))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "paused", problem="the token was revoked", whole_workspace=True))
    await database.write(outbox.enqueue, launch, 1, {other: None, foreign: None})
    assert [delivery.target.workspace for delivery in await claim(database)] == ["T2"]


async def test_delivery_due_later_sleeps_until_then(database: Database) -> None:
    one = await subscribed(database, target(1))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: datetime.now(UTC).timestamp() + 3600})
    assert await claim(database) == []
    wait = await database.read(claims.seconds_until_due, ("slack", "discord"))
    assert wait is not None
    assert 3500 < wait <= 3601


async def test_dead_letter_is_kept_and_frees_the_lane(database: Database) -> None:
    one = await subscribed(database, target(1, "discord"))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "dead", problem="refused"))
    assert await database.read(outbox.waiting) == 0


async def test_unsubscribing_takes_back_what_waits(database: Database) -> None:
    one = await subscribed(database, target(1))
    launch = await launched(database)
    await database.write(outbox.enqueue, launch, 1, {one: None})
    actor = Actor("slack", "T1", "U1", "C1", may_manage=True)
    assert await database.write(subscriptions.remove, actor, one)
    assert await claim(database) == []


@pytest.mark.parametrize(
    "stranger",
    [
        Actor("slack", "T2", "U1", "C1", may_manage=True),
        Actor("slack", "T1", "U2", "C9", may_manage=True),
        Actor("discord", "T1", "U1", "C1", may_manage=True),
        Actor("slack", "T2", "U1", None, may_manage=True),
    ],
)
async def test_strangers_neither_see_nor_change_a_subscription(database: Database, stranger: Actor) -> None:
    here = await subscribed(database, target(1))
    mine = await subscribed(database, Target("slack", "T1", "person", "U1"))
    for subscription in (here, mine):
        assert await database.read(subscriptions.visible_to, stranger) == ()
        assert not await database.write(subscriptions.remove, stranger, subscription)
        assert not await database.write(subscriptions.pause, stranger, subscription, "x")
        assert not await database.write(subscriptions.resume, stranger, subscription)
    assert len(await database.read(lambda connection: list(subscriptions.running(connection)))) == 2


async def test_resuming_leaves_a_send_under_way_alone(database: Database) -> None:
    one = await subscribed(database, target(1))
    await database.write(outbox.enqueue, await launched(database), 1, {one: None})
    [delivery] = await claim(database)
    await database.write(subscriptions.resume, Actor("slack", "T1", "U1", "C1", may_manage=True), one)
    assert await claim(database) == []
    assert await settle(database, Ack(delivery, "sent", proof(delivery)))


async def test_a_batch_of_fates_counts_only_the_claims_that_still_hold(database: Database) -> None:
    ids = [await subscribed(database, target(number, "discord")) for number in range(1, 7)]
    await database.write(outbox.enqueue, await launched(database), 1, dict.fromkeys(ids))
    late = await database.write(claims.claim_due, ("discord",), 6, 0.0)
    again = await database.write(claims.claim_due, ("discord",), 3, LEASE)
    assert await database.write(acks.settle, [Ack(one, "sent", proof(one)) for one in late]) == 3
    assert await database.write(acks.settle, [Ack(one, "sent", proof(one)) for one in again]) == 3
    assert await database.read(outbox.waiting) == 0


async def test_gap_of_a_lane_holds_although_nothing_waited_in_between(database: Database) -> None:
    one = await subscribed(database, target(1))
    await database.write(outbox.enqueue, await launched(database), 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "sent", proof(delivery)))
    assert await database.read(claims.seconds_until_due, ("slack",)) is None
    await database.write(outbox.enqueue, await launched(database, "halcyon/tern 3"), 1, {one: None})
    assert await claim(database) == []
    wait = await database.read(claims.seconds_until_due, ("slack",))
    assert wait is not None
    assert 0 < wait <= 1


async def test_words_that_no_database_takes_do_not_hold_up_the_batch(database: Database) -> None:
    one = await subscribed(database, target(1))
    await database.write(outbox.enqueue, await launched(database), 1, {one: None})
    [delivery] = await claim(database)
    await settle(database, Ack(delivery, "dead", problem="bad \x00 answer \ud800", payload="\x00" * 9000))
    assert await database.read(outbox.waiting) == 0


async def test_owners_are_told_once_of_each_reason(database: Database) -> None:
    one = await subscribed(database, target(1))
    reasons = ["it is archived", "it is archived", "the bot was removed"]
    for number, reason in enumerate(reasons):
        await database.write(outbox.enqueue, await launched(database, f"tern {number}"), 1, {one: None})
        await database.write(subscriptions.resume, Actor("slack", "T1", "U1", "C1", may_manage=True), one)
        [delivery] = [found for found in await claim(database) if not found.notice]
        await settle(database, Ack(delivery, "paused", problem=reason))
    told = await database.read(lambda c: c.execute(text("SELECT notice FROM delivery WHERE notice IS NOT NULL")).all())
    assert [reason in words for (words,), reason in zip(told, ["archived", "removed"], strict=True)] == [True, True]


async def test_alert_at_once_does_not_wait_for_the_digest_of_tomorrow(database: Database) -> None:
    one = await subscribed(database, target(1))
    first, second = await launched(database), await launched(database, "halcyon/tern 3")
    await database.write(outbox.enqueue, first, 1, {one: datetime.now(UTC).timestamp() + 86_400}, [one])
    await database.write(outbox.enqueue, second, 1, {one: None})
    [delivery] = await claim(database)
    assert delivery.launch == second
    await database.write(outbox.enqueue, await launched(database, "halcyon/tern 4"), 1, {one: None})
    assert await claim(database) == []  # what comes in does not end the lease of what is under way


async def test_alert_wakes_a_lane_that_is_just_put_to_sleep(database: Database) -> None:
    one = await subscribed(database, target(1))
    first, second = await launched(database), await launched(database, "halcyon/tern 3")
    await database.write(outbox.enqueue, first, 1, {one: None})
    [delivery] = await claim(database)
    is_settled, may_end = threading.Event(), threading.Event()

    def settle_slowly(connection: Connection) -> None:
        acks.settle(connection, [Ack(delivery, "sent", proof(delivery))])
        is_settled.set()
        assert may_end.wait(PATIENCE)

    settling = asyncio.create_task(database.write(settle_slowly))
    await asyncio.to_thread(is_settled.wait)
    coming = asyncio.create_task(database.write(outbox.enqueue, second, 1, {one: None}))
    while database.kind == "postgresql" and not (coming.done() or await database.read(waits_for_a_lock)):  # noqa: ASYNC110
        await asyncio.sleep(0.01)  # SQLite has no second writer
    may_end.set()
    await asyncio.gather(settling, coming)
    assert await database.read(claims.seconds_until_due, ("slack",)) is not None


def waits_for_a_lock(connection: Connection) -> bool:
    held = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    return bool(connection.execute(text(held)).scalar_one())
