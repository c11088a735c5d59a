"""Discord takes 50 requests a second from a bot, over all its processes: sends wait for their turn here."""

import time
from collections.abc import Callable
from typing import Protocol

PER_SECOND = 40
BURST_SECONDS = 0.2  # worth of turns at once: with it, still fewer than 50 in any second
LONGEST_TURN_SECONDS = 3.0  # a send that must wait longer goes back to the queue


class Pace(Protocol):
    """Hands out turns; processes that share a bot share one."""

    async def take(self, at_most_seconds: float) -> float:
        """Return how long to wait for a turn; one that comes later than `at_most_seconds` is not taken."""
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
