"""Turns within limits that hold for a whole app: the courier's come with the claim, other requests take one here."""

import asyncio
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import zip_longest

from bot.store import Database, buckets

MISSED_SECONDS = 0.008  # a turn used later than this is changed for another: late ones would run into those that follow
SOON_SECONDS = 0.001
SHORTEST_CHANGE_SECONDS, LONGEST_CHANGE_SECONDS = 0.005, 0.3  # a turn that comes sooner than its answer is missed again
MOST_EXCHANGES = 5  # then the machine has no time for us, and the queue waits better

LONGEST_DISTRUST_SECONDS = 1.0
FORGET_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment at which one request may leave, on the loop's clock and, to give it back, on the database's."""

    at: float
    at_database: float = 0.0  # 0.0: no limit gave it


# Set while a delivery is sent; its first request has this turn, whatever follows takes one of its own.
turn_paid: ContextVar[Turn | None] = ContextVar("turn_paid", default=None)


class TurnClock:
    """Reads the database's clock on this process's own: the nearest that an answer has shown it to be.

    A busy machine reads it late at times. Were each batch of turns counted from its own reading, a late one would run
    into the next, and a second would hold too many.
    """

    def __init__(self) -> None:
        self._ahead: float | None = None
        self._since = 0.0

    def local(self, database_now: float, heard_at: float, database_time: float) -> float:
        """Return when, on the loop's clock, the database's comes to a time; at `heard_at` it was `database_now`."""
        seen = heard_at - database_now
        is_stale = heard_at - self._since > FORGET_SECONDS or (self._ahead or 0.0) < seen - LONGEST_DISTRUST_SECONDS
        if self._ahead is None or seen < self._ahead or is_stale:
            self._ahead, self._since = seen, heard_at
        return database_time + self._ahead


@dataclass(eq=False, slots=True)
class _Missed:
    """A turn that went by, and what it was changed for: None when none comes in time."""

    turn: Turn
    changed: Turn | None = None
    next_in: float | None = None  # seconds to the next turn; None: not changed yet


class SharedPace:
    """Hands out turns of one bucket to every process that asks; the `Pace` of a platform's adapter."""

    def __init__(self, database: Database, limit: buckets.Limit) -> None:
        self._database, self._limit = database, limit
        self._clock = TurnClock()
        self._next = 0.0  # no turn is free before, on the loop's clock
        self._missed: list[_Missed] = []
        self._changing = asyncio.Lock()
        self._takes_seconds = SHORTEST_CHANGE_SECONDS  # how long a change took last

    async def take(self, at_most_seconds: float) -> float:
        """Take a turn for this task's next request, unless it has one: `leave` says when it comes.

        Returns 0.0, or how long it would be to the next one when that is more than `at_most_seconds`.
        """
        if turn_paid.get() is not None:
            return 0.0
        too_long = self._next - asyncio.get_running_loop().time()
        if too_long > at_most_seconds:
            return too_long
        taken = await self._database.write(buckets.take, self._limit, 1, at_most_seconds)
        self._next = self._clock.local(taken.now, taken.heard_at, taken.next_at)
        if not taken.turns:
            return max(taken.next_at - taken.now, at_most_seconds + 1.0 / self._limit.per_second)
        turn_paid.set(self._turn(taken, taken.turns[0]))
        return 0.0

    async def leave(self, at_most_seconds: float) -> float:
        """Return 0.0 when the request may leave, or how long to wait before asking again.

        A turn that went by is changed for the next; one that comes later than `at_most_seconds` is not used.
        """
        refused = await self.take(at_most_seconds)
        turn = turn_paid.get()
        turn_paid.set(None)
        for _ in range(MOST_EXCHANGES):
            if turn is None:
                break
            wait = turn.at - asyncio.get_running_loop().time()
            if wait > SOON_SECONDS:
                turn_paid.set(turn)
                return wait
            if wait > -MISSED_SECONDS:
                return 0.0
            missed = await self._exchanged(turn, at_most_seconds)
            turn, refused = missed.changed, max(missed.next_in or 0.0, at_most_seconds + 1.0 / self._limit.per_second)
        return refused if turn is None else at_most_seconds + 1.0

    async def _exchanged(self, turn: Turn, at_most_seconds: float) -> _Missed:
        """Change a turn that went by; those that went by together, as when the machine paused, in one transaction."""
        mine = _Missed(turn)
        self._missed.append(mine)
        async with self._changing:
            if mine.next_in is None:
                # Whoever had taken it along may have been cancelled meanwhile.
                batch, self._missed = [*({mine} - set(self._missed)), *self._missed], []
                times, began = [one.turn.at_database for one in batch], asyncio.get_running_loop().time()
                ahead = min(2 * self._takes_seconds, LONGEST_CHANGE_SECONDS)
                taken = await self._database.write(buckets.exchange, self._limit, times, at_most_seconds, ahead)
                took = asyncio.get_running_loop().time() - began
                self._takes_seconds = max(took, self._takes_seconds / 2, SHORTEST_CHANGE_SECONDS)
                for one, at in zip_longest(batch, taken.turns):
                    one.changed = self._turn(taken, at) if at is not None else None
                    one.next_in = taken.next_at - taken.now
        return mine

    def _turn(self, taken: buckets.Taken, at: float) -> Turn:
        return Turn(self._clock.local(taken.now, taken.heard_at, at), at)
