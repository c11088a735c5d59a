"""Where a given name stands in a text, without a pattern made for it: making one costs more than a search."""

from collections.abc import Iterable, Iterator

from bot.reading import lazy_re as re
from bot.reading.cues import lowered

LONGEST_GAP = 8
_PARTS = re.compile(r"[ -]")


# What may not stand directly before a name, or behind it.
LATIN, WORD, DOTTED = re.compile(r"[A-Za-z0-9-]"), re.compile(r"[\w-]"), re.compile(r"[\w.-]")
LETTER, NOTHING = re.compile(r"\w"), re.compile(r"(?!)")


def places_of(name: str, text: str, barred: re.Pattern[str] = WORD) -> Iterator[int]:
    """Yield where a name begins that no barred character stands before, from left to right."""
    place = text.find(name) if name else -1
    while place >= 0:
        if place == 0 or not barred.match(text, place - 1):
            yield place
        place = text.find(name, place + 1)


def whole_places(name: str, text: str, barred: re.Pattern[str] = WORD) -> list[int]:
    """Return where a name stands that no letter, digit or hyphen stands before, nor a barred character behind, nor more of its version."""
    return [place for place in places_of(name, text) if not goes_on(name, text, place + len(name), barred)]


_MORE_OF_A_VERSION = re.compile(r"\.\d")


def goes_on(name: str, text: str, end: int, barred: re.Pattern[str] = WORD) -> bool:
    """Return whether what stands behind a name is still of it: a barred character, or the rest of its version."""
    if barred.match(text, end):
        return True
    return name[-1:].isdigit() and _MORE_OF_A_VERSION.match(text, end) is not None


def parts_of(name: str) -> list[str]:
    """Return a name's words, as spaces and hyphens part them."""
    return _PARTS.split(name)


def end_of(parts: list[str], text: str, place: int) -> int:
    """Return where a name ends that begins at a place of a text, its words parted by a space, a hyphen, a gap or nothing; else -1."""
    for number, part in enumerate(parts):
        if number and text[place : place + 1] == "-":
            place += 1
        elif number:
            last = place + LONGEST_GAP
            while place < last and text[place : place + 1] == " ":
                place += 1
        if not text.startswith(part, place):
            return -1
        place += len(part)
    return place


_BEFORE, _BEHIND = re.compile(r"[\w./-]"), re.compile(r"[\w/-]|\.\w")  # what is more of a longer name or of a path
_JOINTS = re.compile(r"[-_. ]")


def loose_places(names: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Return where names stand whole, in any case and with any joint or none between their parts, from left to right.

    Of two that begin at one place the first given is told.
    """
    low, found = lowered(text), []
    for rank, name in enumerate(names):
        parts = _JOINTS.split(lowered(name).strip("-_. "))
        for place in places_of(parts[0], low, _BEFORE):
            end = _loose_end(parts, low, place)
            if end >= 0 and not _BEHIND.match(low, end):
                found.append((place, rank, end))
    free, kept = 0, []
    for place, _, end in sorted(found):
        if place >= free:
            free = end
            kept.append((place, end))
    return kept


def _loose_end(parts: list[str], text: str, place: int) -> int:
    """Return where a name ends that begins at a place of a text, with one joint at most between its parts; else -1."""
    for number, part in enumerate(parts):
        if number and _JOINTS.match(text, place):
            place += 1
        if not text.startswith(part, place):
            return -1
        place += len(part)
    return place
