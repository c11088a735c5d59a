"""Finds what begins with a number by looking only where numbers stand: a search looks at every character instead."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.reading.numerals import WORDS

_WORDS = "|".join(sorted((word for word in WORDS if len(word) > 2), key=len, reverse=True))
_STARTS = re.compile(rf"(?<!\d)\d|(?<![A-Za-z0-9_])(?:{_WORDS})", re.IGNORECASE)
# What a pattern may look back for before its number; lookbehinds take no room.
_LOOKS_BACK = re.compile(r"(?:\(\?<!(?:\[(?:[^\]\\]|\\.){0,99}\]|[^()\[\]\\]|\\.){0,99}\)){0,9}")


@lru_cache(maxsize=1024)
def number_places(text: str) -> tuple[int, ...]:
    """Return where the numbers of a text begin, in digits or as a word; empty when it has none."""
    return tuple(match.start() for match in _STARTS.finditer(text))


def holds(text: str, words: tuple[str, ...]) -> bool:
    """Return whether one of some lower-case words stands anywhere in a text: where none does, no pattern is tried."""
    low = text.lower()
    return any(word in low for word in words)


def found(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text)` yields; sooner when the pattern begins with a number."""
    if not _begins_with_a_number(pattern):
        yield from pattern.finditer(text)
        return
    place = 0
    for start in number_places(text):
        match = pattern.match(text, start) if start >= place else None
        if match is not None:
            yield match
            place = match.end()


@lru_cache(maxsize=512)
def _begins_with_a_number(pattern: re.Pattern[str]) -> bool:
    """Return whether every match begins with the group of a number, "n"; a pattern of several alternatives is left alone."""
    text = pattern.pattern
    begin = _LOOKS_BACK.match(text)
    assert begin is not None
    return text.startswith("(?P<n>", begin.end()) and not _has_alternatives(text)


def _has_alternatives(pattern: str) -> bool:
    """Return whether a pattern has "|" outside of every bracket."""
    depth, is_class, is_escaped = 0, False, False
    for character in pattern:
        if is_escaped or character == "\\":
            is_escaped = not is_escaped
        elif is_class:
            is_class = character != "]"
        elif character == "[":
            is_class = True
        elif character == "|" and depth == 0:
            return True
        else:
            depth += (character == "(") - (character == ")")
    return False
