"""Keys seen a short while ago: Slack delivers at least once, and an effect is wanted once."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol


class SeenKeys(Protocol):
    """Remembers keys for a while; several processes behind one address share one."""

    async def is_new(self, key: str) -> bool:
        """Return True the first time `key` is asked about, False while it is remembered."""
        ...


class RecentKeys:
    """Keys of the last `ttl_seconds`, in the memory of this process, at most `most` of them."""

    def __init__(
        self, ttl_seconds: float = 600.0, most: int = 50_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ttl_seconds, self._most, self._clock = ttl_seconds, most, clock
        self._until: OrderedDict[str, float] = OrderedDict()

    async def is_new(self, key: str) -> bool:
        """Return True the first time `key` is asked about, False while it is remembered."""
        return self.add(key)

    def add(self, key: str) -> bool:
        """Do what `is_new` does, for callers that cannot wait."""
        now = self._clock()
        while self._until and (len(self._until) >= self._most or next(iter(self._until.values())) <= now):
            self._until.popitem(last=False)
        if key in self._until:
            return False
        self._until[key] = now + self._ttl_seconds
        return True
