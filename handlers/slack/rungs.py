"""The degrade ladder: how much of a card is shown at each step, from everything down to what always fits."""

from dataclasses import dataclass, replace

from bot.types import Density


@dataclass(frozen=True, slots=True)
class Lines:
    """How a launch on a digest is shown, and how many characters all of them together may take."""

    numbers: int = 6
    changes: int = 2
    words: int = 120  # characters of any string but the linked title
    has_link: bool = True
    has_button: bool = False
    room: int = 7_000


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
    lines: Lines = Lines()  # the launches of a digest


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

# A digest's lines: each with its button, then closer together, then names alone, at last as many as find room.
DIGEST_LINES: tuple[Lines, ...] = (
    Lines(numbers=8, has_button=True),
    Lines(numbers=4, has_button=True),
    Lines(numbers=4),
    Lines(numbers=2, changes=1, words=60),
    Lines(numbers=0, changes=0, words=80),
    Lines(numbers=0, changes=0, words=60, has_link=False),
    Lines(numbers=0, changes=0, words=40, has_link=False, room=5_000),
    Lines(numbers=0, changes=0, words=40, has_link=False, room=2_000),
)
FIRST_LINES: dict[Density, int] = {"full": 0, "normal": 1, "compact": 3}
WITH_LINES = replace(COMPACT, numbers=2)


def ladder(density: Density, *, is_native: bool = True, has_items: bool = False) -> tuple[Rung, ...]:
    """Return the rungs to try, the largest first; without native blocks every rung draws tables and charts as text.

    A card with the launches of a digest gives them the room that a single launch gives to its numbers.
    """
    if has_items:
        rungs = tuple(replace(WITH_LINES, lines=lines) for lines in DIGEST_LINES[FIRST_LINES.get(density, 1) :])
        rungs += (replace(BARE, numbers=0, actions=3, lines=DIGEST_LINES[-1]),)
    else:
        rungs = LADDER[FIRST.get(density, FIRST["normal"]) :]
    return rungs if is_native else tuple(replace(rung, is_native=False) for rung in rungs)
