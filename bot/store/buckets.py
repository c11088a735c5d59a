"""Limits that hold for a whole app or workspace: turns, handed out to every process from one row each.

A process takes a few turns at a time and only when they come soon, so that N processes together stay under the limit
and nothing is taken that is not used. Turns are moments of the database's clock.
"""

import json
import math
import time
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice, takewhile
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store import turns
from bot.store.clock import now
from bot.store.tables import bucket

HORIZON_SECONDS = 0.4  # turns that come later than this are not taken: who needs them waits in the queue
LEAD_SECONDS = 0.3  # so long before its turn a lane asks for it: a slow transaction loses none
STEP_SECONDS = 0.1  # lanes of the queue ask together
READINGS, SLOW_READING_SECONDS = 3, 0.004  # of the two clocks, side by side
LONGEST_PAUSE_SECONDS = 3600.0
CATCH_UP = 1.5  # after a pause, turns follow each other so much faster


@dataclass(frozen=True, slots=True)
class Limit:
    """So many turns a second, spaced evenly; after a rest, `burst` of them at once.

    Where the platform counts, `most` is what it takes in any second. We count as it does, in a window a bit longer than
    a second, and that bit is the room for requests that travel faster or slower than others.
    """

    name: str
    per_second: float
    burst: int = 0
    most: int | None = None

    @property
    def rule(self) -> turns.Rule | None:
        """Return how turns are counted; None where they are only spaced."""
        return turns.Rule(self.most, self.most / self.per_second, CATCH_UP) if self.most else None


@dataclass(frozen=True, slots=True)
class Taken:
    """Turns, and what time it was when they were taken: by the database's clock and by this process's own."""

    turns: Sequence[float]
    now: float
    heard_at: float
    next_at: float  # when the next one is free


# https://docs.discord.com/developers/topics/rate-limits: 50 requests a second over all routes.
DISCORD = Limit("discord", 48.8, most=50)
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


def take(connection: Connection, limit: Limit, wanted: int, horizon_seconds: float = HORIZON_SECONDS) -> Taken:
    """Take up to `wanted` turns that come within the horizon."""
    row, heard_at = _locked(connection, limit)
    soon = takewhile(lambda when: when <= row.current + horizon_seconds, _following(limit, row))
    given = list(islice(soon, wanted))
    if given:
        taken = json.dumps(_lately(limit, row) + given)
        _set(connection, limit, next_at=_due(limit, row) + len(given) / limit.per_second, taken=taken)
    following = next(_following(limit, row))
    return Taken([max(one, row.current) for one in given], row.current, heard_at, given[-1] if given else following)


def exchange(
    connection: Connection,
    limit: Limit,
    missed: Sequence[float],
    horizon_seconds: float = HORIZON_SECONDS,
    ahead_seconds: float = 0.0,
) -> Taken:
    """Give turns back that went by unused and take the soonest instead, as many as come within the horizon.

    None comes before `ahead_seconds`: until then the answer is still on its way.
    """
    row, heard_at = _locked(connection, limit)
    begins = max(_closed_until(row), row.current + ahead_seconds)
    if limit.rule is None:
        return Taken((begins,) * len(missed), row.current, heard_at, begins)
    taken, given = _lately(limit, row), list[float]()
    for one in missed:
        taken = turns.without(taken, one)
    for _ in missed:
        when = turns.soonest(taken, begins, limit.rule)
        if when > row.current + horizon_seconds:
            break
        insort(taken, when)
        given.append(when)
    _set(connection, limit, taken=json.dumps(taken))
    return Taken(given, row.current, heard_at, given[-1] if given else turns.soonest(taken, begins, limit.rule))


def queue(connection: Connection, limit: Limit, lanes: int) -> Sequence[float]:
    """Return in how many seconds each of `lanes` lanes without a turn may ask again: one after the other, in order."""
    row, _ = _locked(connection, limit)
    begins = max(row.queue_at, row.current, next(_following(limit, row)))
    _set(connection, limit, queue_at=begins + lanes / limit.per_second)
    asks = (begins + place / limit.per_second - LEAD_SECONDS for place in range(lanes))
    return [max(math.ceil(ask / STEP_SECONDS) * STEP_SECONDS - row.current, STEP_SECONDS) for ask in asks]


def slow_down(connection: Connection, limit: Limit, seconds: float) -> None:
    """Hand out no turn for so long: the platform asks the whole app or workspace to wait."""
    row, _ = _locked(connection, limit)
    pause = min(seconds, LONGEST_PAUSE_SECONDS)
    _set(connection, limit, closed_until=max(_closed_until(row), row.current + pause))


def _following(limit: Limit, row: Row[Any]) -> Iterator[float]:
    """Return the turns that come next; of a limit that only spaces them, those of a rest are past."""
    due = _due(limit, row)
    if limit.rule is None:
        return (due + place / limit.per_second for place in count())
    return turns.following(_lately(limit, row), row.current, due, limit.rule)


def _due(limit: Limit, row: Row[Any]) -> float:
    """Return when the next turn would come if all went well: a pause of less than a second is made up for."""
    if limit.rule is None:
        rest = limit.burst / limit.per_second
    else:
        rest = limit.rule.window_seconds if _lately(limit, row) else 0.0
    next_at = row.next_at if row.next_at < row.current + turns.FAR_SECONDS else 0.0  # else the clock was set back
    return float(max(next_at, row.current - rest, _closed_until(row)))


def _closed_until(row: Row[Any]) -> float:
    return float(row.closed_until) if row.closed_until < row.current + 2 * LONGEST_PAUSE_SECONDS else 0.0


def _lately(limit: Limit, row: Row[Any]) -> list[float]:
    return turns.lately(json.loads(row.taken), row.current, limit.rule) if limit.rule else []


def _locked(connection: Connection, limit: Limit) -> tuple[Row[Any], float]:
    """Return a limit's row with the time, and our own clock's; nobody else changes it until the transaction ends."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(make(bucket).values(name=limit.name, next_at=0.0, queue_at=0.0).on_conflict_do_nothing())
    mine = bucket.c.name == limit.name
    connection.execute(select(bucket.c.name).where(mine).with_for_update())
    for _ in range(READINGS):
        asked_at = time.monotonic()
        row = connection.execute(select(bucket, now().label("current")).where(mine)).one()
        heard_at = time.monotonic()
        if heard_at - asked_at < SLOW_READING_SECONDS:
            break
    return row, heard_at


def _set(connection: Connection, limit: Limit, **values: float | str) -> None:
    connection.execute(update(bucket).where(bucket.c.name == limit.name).values(values))
