"""Limits that hold for a whole app or workspace: turns, handed out evenly to every process from one row each.

A process takes a few turns at a time and only when they come soon, so that N processes together stay under the limit
and nothing is taken that is not used.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import bucket

HORIZON_SECONDS = 0.5  # turns that come later than this are not taken: who needs them waits in the queue


@dataclass(frozen=True, slots=True)
class Limit:
    """So many turns a second, spaced evenly; after a rest, `burst` of them at once."""

    name: str
    per_second: float
    burst: int = 0


# https://docs.discord.com/developers/topics/rate-limits: 50 requests a second over all routes; two are left as margin.
DISCORD = Limit("discord", 48.0)
# https://docs.slack.dev/apis/web-api/rate-limits: "several hundred messages per minute" over a workspace, with bursts;
# we stay within 300 in any minute. chat.update is of tier 3: 50 in a minute.
SLACK_POSTS = Limit("slack", 4.8, burst=10)
SLACK_EDITS = Limit("slack edits", 0.75, burst=5)


def limit_of(platform: str, workspace: str, *, is_edit: bool) -> Limit | None:
    """Return what limits a message beside its own lane; None when nothing does."""
    if platform == "slack":
        kind = SLACK_EDITS if is_edit else SLACK_POSTS
        return Limit(f"{kind.name} {workspace}", kind.per_second, kind.burst)
    return DISCORD if platform == "discord" else None


def take(
    connection: Connection, limit: Limit, wanted: int, horizon_seconds: float = HORIZON_SECONDS
) -> Sequence[float]:
    """Take up to `wanted` turns that come within the horizon; return in how many seconds each comes."""
    free, current = _first_free(connection, limit)
    begins = max(free, current - limit.burst / limit.per_second)
    room = math.floor((current + horizon_seconds - begins) * limit.per_second) + 1
    count = max(0, min(wanted, room))
    if count:
        _set(connection, limit, "next_at", begins + count / limit.per_second)
    return [max(0.0, begins - current + place / limit.per_second) for place in range(count)]


def queue(connection: Connection, limit: Limit, count: int) -> Sequence[float]:
    """Return in how many seconds each of `count` lanes without a turn may ask again: one after the other, in order."""
    free, current = _first_free(connection, limit, "queue_at")
    begins = max(free, current)
    _set(connection, limit, "queue_at", begins + count / limit.per_second)
    return [begins - current + place / limit.per_second for place in range(1, count + 1)]


def slow_down(connection: Connection, limit: Limit, seconds: float) -> None:
    """Hand out no turn for so long: the platform asks the whole app or workspace to wait."""
    free, current = _first_free(connection, limit)
    _set(connection, limit, "next_at", max(free, current + seconds))


def _first_free(
    connection: Connection, limit: Limit, column: Literal["next_at", "queue_at"] = "next_at"
) -> tuple[float, float]:
    """Return from when turns are free, and the time now; nobody else changes the row until the transaction ends."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(make(bucket).values(name=limit.name, next_at=0.0, queue_at=0.0).on_conflict_do_nothing())
    mine = bucket.c.name == limit.name
    connection.execute(select(bucket.c.name).where(mine).with_for_update())
    row = connection.execute(select(bucket, now().label("current")).where(mine)).one()
    return (row.next_at if column == "next_at" else max(row.next_at, row.queue_at)), row.current


def _set(connection: Connection, limit: Limit, column: Literal["next_at", "queue_at"], value: float) -> None:
    connection.execute(update(bucket).where(bucket.c.name == limit.name).values({column: value}))
