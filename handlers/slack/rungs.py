"""The degrade ladder: how much of a card is shown at each step, from everything down to what always fits."""

from dataclasses import dataclass, replace

from bot.types import Density


@dataclass(frozen=True, slots=True)
class Rung:
    """How many of each part, and how many characters of each string, a card may take."""

    numbers: int
    more_numbers: int
    changes: int
    quotes: int
    rows: int  # of a table
    bars: int  # of a chart
    summary: int  # characters
    words: int  # characters of any other string
    actions: int
    is_native: bool = True  # table and chart as Slack's own blocks


FULL = Rung(
    numbers=40,
    more_numbers=40,
    changes=20,
    quotes=20,
    rows=99,
    bars=20,
    summary=1_500,
    words=800,
    actions=15,
)
NORMAL = Rung(numbers=20, more_numbers=0, changes=10, quotes=3, rows=20, bars=12, summary=600, words=400, actions=10)
COMPACT = Rung(numbers=10, more_numbers=0, changes=3, quotes=0, rows=0, bars=0, summary=0, words=200, actions=5)
BARE = Rung(numbers=10, more_numbers=0, changes=1, quotes=0, rows=0, bars=0, summary=0, words=100, actions=5)

LADDER: tuple[Rung, ...] = (
    FULL,
    replace(FULL, quotes=8, rows=30, bars=12, words=400, summary=600),
    replace(FULL, quotes=3, rows=10, more_numbers=20, words=200, summary=300),
    NORMAL,
    replace(NORMAL, quotes=1, rows=8, numbers=10, words=200, summary=300),
    COMPACT,
    BARE,
)
FIRST: dict[Density, int] = {"full": 0, "normal": LADDER.index(NORMAL), "compact": LADDER.index(COMPACT)}


def ladder(density: Density, *, is_native: bool = True) -> tuple[Rung, ...]:
    """Return the rungs to try, the largest first; without native blocks every rung draws tables and charts as text."""
    rungs = LADDER[FIRST.get(density, FIRST["normal"]) :]
    return rungs if is_native else tuple(replace(rung, is_native=False) for rung in rungs)
