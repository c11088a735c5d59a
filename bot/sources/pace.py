"""How often one host is asked: a few times at once, then one by one, and not at all while it asks for quiet."""

import time
from collections.abc import Callable

MOST_HOSTS = 20_000


class Pace:
    """Remembers by host when it may be asked again."""

    def __init__(self, gap_seconds: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._gap = gap_seconds
        self._slack = gap_seconds * (burst - 1)
        self._clock = clock
        self._next: dict[str, float] = {}  # host -> when its turns would be used up at an even pace
        self._quiet: dict[str, float] = {}  # host -> until when it asked for quiet

    def turn(self, host: str) -> float:
        """Take the next turn at a host and return how many seconds from now it is."""
        now = self._clock()
        self._forget(now)
        due = max(self._next.get(host, now), now)
        self._next[host] = due + self._gap
        return max(0.0, due - now - self._slack)

    def quiet(self, host: str, seconds: float) -> None:
        """Note that a host wants no request for this long."""
        until = self._clock() + seconds
        self._quiet[host] = max(self._quiet.get(host, until), until)

    def quiet_for(self, host: str) -> float:
        """Return for how many seconds more a host wants no request; 0 when it may be asked."""
        return max(0.0, self._quiet.get(host, 0.0) - self._clock())

    def _forget(self, now: float) -> None:
        if len(self._next) < MOST_HOSTS:
            return
        self._next = {host: at for host, at in self._next.items() if at > now}
        self._quiet = {host: at for host, at in self._quiet.items() if at > now}
