"""How often it is worth looking at a source, by when its entries came."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from bot.types.article import Trust

LOOKS_PER_ENTRY = 96  # a source with one entry a day is looked at every quarter of an hour
SHORTEST_SECONDS = 300.0
LONGEST_SECONDS: dict[Trust, float] = {"official": 900.0, "press": 14_400.0, "community": 14_400.0}
HUB_SECONDS = 3600.0
COUNTED = 20  # the newest entries
FEWEST = 3  # with fewer dates nothing can be said


def rhythm_seconds(dates: Sequence[datetime], trust: Trust, now: datetime) -> float | None:
    """Return the seconds between two looks that fit a source; None when its dates say nothing.

    A source that fell silent counts as slow as its silence is long. A lab's own is never left alone
    for over a quarter of an hour.
    """
    known = sorted({date for date in dates if date <= now}, reverse=True)[:COUNTED]
    if len(known) < FEWEST:
        return None
    gaps = [(later - earlier).total_seconds() for later, earlier in pairwise(known)]
    typical = max(median(gaps), (now - known[0]).total_seconds())
    return min(max(typical / LOOKS_PER_ENTRY, SHORTEST_SECONDS), LONGEST_SECONDS[trust])


def next_look_seconds(every: float, rhythm: float | None, asked: float | None, *, has_hub: bool = False) -> float:
    """Return when to look again: as the operator or the source's rhythm says, not before the server wants it.

    A hub that calls when something is new makes looking a matter of once an hour.
    """
    own = every if rhythm is None else rhythm
    return max(own, asked or 0.0, HUB_SECONDS if has_hub else 0.0)
