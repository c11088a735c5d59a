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
    item_numbers: int  # of each launch on a digest
    item_words: int = 120  # characters of its name
    has_item_links: bool = True
    is_merged: bool = False  # all words in one text display: fewer components, for several cards in one message


FULL = Rung(
    numbers=40,
    more_numbers=40,
    changes=20,
    quotes=20,
    rows=40,
    bars=20,
    summary=1_000,
    words=400,
    actions=15,
    item_numbers=6,
)
NORMAL = Rung(
    numbers=20,
    more_numbers=0,
    changes=10,
    quotes=2,
    rows=20,
    bars=12,
    summary=400,
    words=300,
    actions=10,
    item_numbers=4,
)
COMPACT = Rung(
    numbers=10,
    more_numbers=0,
    changes=3,
    quotes=0,
    rows=0,
    bars=0,
    summary=0,
    words=120,
    actions=5,
    item_numbers=2,
    is_merged=True,
)
SHORT = replace(COMPACT, item_numbers=1, item_words=80, has_item_links=False)
BARE = replace(COMPACT, changes=1, words=80, item_numbers=0, item_words=60, has_item_links=False)

LADDER: tuple[Rung, ...] = (
    FULL,
    replace(FULL, quotes=8, rows=20, bars=12, summary=400, words=300),
    replace(FULL, quotes=3, rows=10, more_numbers=20, words=160, summary=200),
    NORMAL,
    replace(NORMAL, quotes=1, rows=8, numbers=10, words=160, summary=200),
    COMPACT,
    SHORT,
    BARE,
)
FIRST: dict[Density, int] = {"full": 0, "normal": LADDER.index(NORMAL), "compact": LADDER.index(COMPACT)}


def ladder(density: Density) -> tuple[Rung, ...]:
    """Return the rungs to try, the largest first."""
    return LADDER[FIRST.get(density, FIRST["normal"]) :]
