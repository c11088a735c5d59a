"""How long the adapter waits for what; tests hand in shorter ones."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# Discord allows 1,000 identifies in 24 hours and resets the token beyond: one every 120 s stays far below.
LONGEST_PAUSE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, and the way to let them pass."""

    call_seconds: float = 18.0  # for one call: with its turn and publishing, less than the courier waits
    close_seconds: float = 5.0  # for Discord's goodbye, when we end
    settled_seconds: float = 30.0  # a gateway session that ends sooner counts as a failed try
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    now: Callable[[], float] = time.time  # seconds since 1970


USUAL = Timing()


def back_off_seconds(failures: int, connections: int = 1) -> float:
    """Return how long to wait after so many failures in a row, counted from one, when each life identifies so often."""
    return float(min(LONGEST_PAUSE_SECONDS, 2.0 ** min(max(failures, 1) - 1, 7))) * connections
