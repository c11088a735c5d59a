"""Discord takes 50 requests a second from a bot, over all its processes: sends wait for their turn here."""

import time
from collections.abc import Callable
from typing import Protocol

PER_SECOND = 40  # below 50: the gateway's own requests count too
LONGEST_TURN_SECONDS = 5.0  # a send that must wait longer goes back to the queue


class Pace(Protocol):
    """Hands out turns; processes that share a bot share one."""

    async def seconds_to_wait(self) -> float:
        """Take a turn and return how long to wait before using it."""
        ...


class OwnPace:
    """A `Pace` for a process that has the bot to itself: evenly spaced turns after a burst of one second's worth."""

    def __init__(self, per_second: float = PER_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap, self._clock = 1.0 / per_second, clock
        self._burst = 1.0  # seconds' worth of turns that may be used at once
        self._next = 0.0

    async def seconds_to_wait(self) -> float:
        """Take a turn and return how long to wait before using it."""
        now = self._clock()
        self._next = max(self._next, now - self._burst) + self._gap
        return max(0.0, self._next - now)
