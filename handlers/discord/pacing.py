"""Discord takes 50 requests a second from a bot, over all its processes: sends wait for their turn here."""

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

PER_SECOND = 40
BURST_SECONDS = 0.2  # worth of turns at once: with it, still fewer than 50 in any second
# https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
# Several processes may share an address, so each keeps to a twentieth.
MOST_REFUSALS = 500
REFUSALS_SECONDS = 600.0
LONGEST_TURN_SECONDS = 3.0  # a send that must wait longer goes back to the queue


class Pace(Protocol):
    """Hands out turns; processes that share a bot share one."""

    async def take(self, at_most_seconds: float) -> float:
        """Return how long to wait for a turn; one that comes later than `at_most_seconds` is not taken."""
        ...

    async def leave(self, at_most_seconds: float) -> float:
        """Return 0.0 when the request may leave, at the last moment, or how long to wait before asking again."""
        ...


class OwnPace:
    """A `Pace` for a process that has the bot to itself: evenly spaced turns after a small burst."""

    def __init__(self, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap, self._clock = 1.0 / per_second, clock
        self._next = float("-inf")

    async def take(self, at_most_seconds: float) -> float:
        """Return how long to wait for a turn; one that comes later than `at_most_seconds` is not taken."""
        now = self._clock()
        turn = max(self._next, now - BURST_SECONDS)
        if turn - now <= at_most_seconds:
            self._next = turn + self._gap
        return max(0.0, turn - now)

    async def leave(self, at_most_seconds: float) -> float:
        """Return 0.0: what was late here hurts no other process."""
        return 0.0


class Refusals:
    """Counts the answers 401, 403 and 429: Discord shuts out an address after 10,000 of them in ten minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._times: deque[float] = deque(maxlen=MOST_REFUSALS)

    def note(self) -> None:
        """Count one."""
        self._times.append(self._clock())

    def seconds_of_silence(self) -> float:
        """Return how long nothing should be sent; 0.0 while there are few."""
        if len(self._times) < MOST_REFUSALS:
            return 0.0
        return max(0.0, self._times[0] + REFUSALS_SECONDS - self._clock())
