"""When a place is silent, and that clocks which jump neither repeat nor hold up: from the launch to the platform."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, select, update

from bot.errors import RetryLater
from bot.store import Database, buckets, subscriptions, targets
from bot.store.tables import bucket, delivery, lane
from bot.types import TargetSettings
from tests.newsroom import ANN, CHANNEL, TITLE, Newsroom, article
from tests.test_digests_digest import accept, cards, hour_comes

NOW = datetime.now(UTC)
QUIET = TargetSettings(f"{NOW - timedelta(hours=1):%H:%M}", f"{NOW + timedelta(hours=2):%H:%M}")
DAY = 86_400.0


async def test_an_alert_that_had_to_wait_into_quiet_hours_waits_for_their_end(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(RetryLater("slow down", retry_after_seconds=60.0))
    await room.carry()
    await room.database.write(targets.set_settings, CHANNEL, QUIET)
    await room.database.write(_a_minute_passes)
    await room.carry_until_nothing_is_under_way()
    assert room.posted(CHANNEL) == []
    [(waits, attempts)] = await room.database.read(_waits)
    assert 3600.0 < waits <= 2 * 3600.0
    assert attempts == 0, "waiting for the morning is no try"
    await room.database.write(targets.set_settings, CHANNEL, TargetSettings())
    await room.database.write(_a_minute_passes)
    await room.carrying_until_posted(CHANNEL)
    assert room.posted(CHANNEL) == [TITLE]


def _a_minute_passes(connection: Connection) -> None:
    connection.execute(update(lane).values(next_at=1.0, free_at=1.0))


def _waits(connection: Connection) -> list[tuple[float, int]]:
    rows = select(lane.c.next_at - datetime.now(UTC).timestamp(), delivery.c.attempts)
    return [(row[0], row[1]) for row in connection.execute(rows.where(delivery.c.lane_id == lane.c.id))]


async def test_a_paused_subscription_is_silent_at_its_hour_and_tells_nothing_of_the_pause_afterwards(
    room: Newsroom,
) -> None:
    number = await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 2)
    assert (await room.says(f"pause {number}")).outcome == "ok"
    await accept(room, 1, begin=2)
    await hour_comes(room)
    assert cards(room) == []
    assert (await room.says(f"resume {number}")).outcome == "ok"
    await room.carry()
    assert cards(room) == []
    await accept(room, 1, begin=3)
    await hour_comes(room)
    assert [card.title for card in cards(room)] == ["Halcyon Ibis 2"]


async def test_a_pause_that_ends_before_the_hour_loses_nothing(room: Newsroom) -> None:
    number = await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 1)
    assert await room.database.write(subscriptions.pause, ANN, number, "by Ann")
    assert await room.database.write(subscriptions.resume, ANN, number)
    await hour_comes(room)
    assert [card.title for card in cards(room)] == [TITLE]


async def test_a_clock_set_forward_over_several_digests_gives_one(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 3)
    await room.database.write(_on_three_days)
    await room.carry()
    [card] = cards(room)
    assert len(card.items) == 3
    await room.carry_due()
    assert len(cards(room)) == 1


def _on_three_days(connection: Connection) -> None:
    """Let each launch have been due at the digest of another day, all of them past."""
    past = datetime.now(UTC).timestamp() - 60.0
    for back, number in enumerate(connection.execute(select(delivery.c.id)).scalars().all()):
        connection.execute(update(delivery).where(delivery.c.id == number).values(due_at=past - back * DAY))
    connection.execute(update(lane).values(next_at=1.0))


@pytest.mark.parametrize("limit", [buckets.DISCORD, buckets.SLACK_POSTS], ids=lambda limit: limit.name)
async def test_a_clock_set_back_holds_no_turn_up(database: Database, limit: buckets.Limit) -> None:
    await database.write(buckets.take, limit, 5)
    await database.write(buckets.slow_down, limit, 60.0)
    await database.write(_a_day_ahead)
    taken = await database.write(buckets.take, limit, 1)
    assert [turn - taken.now < 0.1 for turn in taken.turns] == [True]


def _a_day_ahead(connection: Connection) -> None:
    """What was written before a clock was set back by a day."""
    taken = [datetime.now(UTC).timestamp() + DAY]
    ahead = {"next_at": bucket.c.next_at + DAY, "closed_until": bucket.c.closed_until + DAY, "taken": str(taken)}
    connection.execute(update(bucket).values(ahead))
