"""How long the adapter waits for what; tests hand in shorter ones."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

LONGEST_PAUSE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds, and the way to let them pass."""

    call_seconds: int = 12  # for one call; opening a direct message and posting fit into the courier's patience
    ping_seconds: float = 20.0  # a socket that leaves a ping unanswered for half of this is dead
    hello_seconds: float = 20.0  # for a socket to open and for Slack to greet
    linger_seconds: float = 30.0  # how long a socket that was given notice stays for what is still under way
    settled_seconds: float = (
        10.0  # a socket that ends sooner counts as a failed try, or it would be redialled endlessly
    )
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep


USUAL = Timing()


def back_off_seconds(failures: int) -> float:
    """Return how long to wait after so many failures in a row, counted from one."""
    return float(min(LONGEST_PAUSE_SECONDS, 2.0 ** min(max(failures, 1) - 1, 6)))
