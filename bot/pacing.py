"""Turns within limits that hold for a whole app: the courier's come with the claim, other requests take one here."""

import asyncio
from contextvars import ContextVar

from bot.store import Database, buckets

# Set while a delivery is sent: when its turn came, on the loop's clock; its first request has it already.
turn_paid: ContextVar[float | None] = ContextVar("turn_paid", default=None)

STALE_SECONDS = 0.2  # a turn missed by more (signing in took so long, say) is gone: many of them would go out at once

LONGEST_DISTRUST_SECONDS = 1.0
FORGET_SECONDS = 60.0


class SharedPace:
    """Hands out turns of one bucket to every process that asks; the `Pace` of a platform's adapter."""

    def __init__(self, database: Database, limit: buckets.Limit) -> None:
        self._database, self._limit = database, limit

    async def take(self, at_most_seconds: float) -> float:
        """Return how long to wait for a turn; one that comes later than `at_most_seconds` is not taken."""
        paid = turn_paid.get()
        turn_paid.set(None)
        if paid is not None and asyncio.get_running_loop().time() - paid < STALE_SECONDS:
            return 0.0
        turns = await self._database.write(buckets.take, self._limit, 1, at_most_seconds)
        return turns[0] if turns else at_most_seconds + 1.0 / self._limit.per_second


class TurnClock:
    """Reads the database's clock on this process's own: the nearest that an answer has shown it to be.

    An answer comes late by what its commit took. Were each batch of turns counted from its own answer, a slow one would
    run into the next, and a second would hold too many.
    """

    def __init__(self) -> None:
        self._ahead: float | None = None
        self._since = 0.0

    def local(self, database_now: float, database_time: float) -> float:
        """Return when, on the loop's clock, the database's comes to `database_time`; `database_now` was just read."""
        now = asyncio.get_running_loop().time()
        seen = now - database_now
        is_stale = now - self._since > FORGET_SECONDS or (self._ahead or 0.0) < seen - LONGEST_DISTRUST_SECONDS
        if self._ahead is None or seen < self._ahead or is_stale:
            self._ahead, self._since = seen, now
        return database_time + self._ahead
