"""Limits that hold for a whole app or workspace: turns, handed out evenly to every process from one row each.

A process takes a few turns at a time and only when they come soon, so that N processes together stay under the limit
and nothing is taken that is not used. There is no burst: turns are spaced, and a second never holds more than its due.
"""

import math
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import bucket

HORIZON_SECONDS = 0.5  # turns that come later than this are not taken: who needs them waits in the queue

# https://docs.discord.com/developers/topics/rate-limits: 50 requests a second over all routes; two are left as margin.
DISCORD_PER_SECOND = 48.0
# https://docs.slack.dev/apis/web-api/rate-limits: "several hundred messages per minute" over a whole workspace.
SLACK_POSTS_PER_SECOND = 5.0
# chat.update is of tier 3: 50 a minute and workspace.
SLACK_EDITS_PER_SECOND = 50 / 60


def bucket_of(platform: str, workspace: str, *, is_edit: bool) -> tuple[str, float] | None:
    """Return the name and turns a second of what limits a message beside its own lane; None when nothing does."""
    if platform == "discord":
        return "discord", DISCORD_PER_SECOND
    if platform == "slack" and is_edit:
        return f"slack edits {workspace}", SLACK_EDITS_PER_SECOND
    if platform == "slack":
        return f"slack {workspace}", SLACK_POSTS_PER_SECOND
    return None


def take(
    connection: Connection, name: str, per_second: float, wanted: int, horizon_seconds: float = HORIZON_SECONDS
) -> Sequence[float]:
    """Take up to `wanted` turns that come within the horizon; return in how many seconds each comes."""
    begins, current = _first_free(connection, name)
    room = math.floor((current + horizon_seconds - begins) * per_second) + 1
    count = max(0, min(wanted, room))
    if count:
        _set(connection, name, "next_at", begins + count / per_second)
    return [begins - current + place / per_second for place in range(count)]


def queue(connection: Connection, name: str, per_second: float, count: int) -> Sequence[float]:
    """Return in how many seconds each of `count` lanes that got no turn may ask again: one after the other, in order."""
    begins, current = _first_free(connection, name, "queue_at")
    _set(connection, name, "queue_at", begins + count / per_second)
    return [begins - current + place / per_second for place in range(1, count + 1)]


def slow_down(connection: Connection, name: str, seconds: float) -> None:
    """Hand out no turn for so long: the platform asks the whole app or workspace to wait."""
    begins, current = _first_free(connection, name)
    _set(connection, name, "next_at", max(begins, current + seconds))


def _first_free(connection: Connection, name: str, column: Literal["next_at", "queue_at"] = "next_at") -> tuple[float, float]:
    """Return from when turns are free, and the time now; nobody else changes the bucket until the transaction ends."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(make(bucket).values(name=name, next_at=0.0, queue_at=0.0).on_conflict_do_nothing())
    connection.execute(select(bucket.c.name).where(bucket.c.name == name).with_for_update())
    row = connection.execute(select(bucket, now().label("current")).where(bucket.c.name == name)).one()
    free = row.next_at if column == "next_at" else max(row.next_at, row.queue_at)
    return max(free, row.current), row.current


def _set(connection: Connection, name: str, column: Literal["next_at", "queue_at"], value: float) -> None:
    connection.execute(update(bucket).where(bucket.c.name == name).values({column: value}))
