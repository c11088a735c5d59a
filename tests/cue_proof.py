"""Proves of a pattern that every match holds a cue, by walking the pattern as the standard library parsed it."""

import re
from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST_WAYS, LARGEST_CLASS, LONGEST = 400, 16, 48


def ways_around(pattern: str, flags: int, words: Iterable[str]) -> set[str]:
    """Return how a pattern can match without any of the words: the end of each such way as far as it is known.

    Empty when every match holds one of them, in lower case with a 9 for each digit.
    """
    parsed = _parser.parse(pattern, flags)
    return _walk(parsed, {""}, tuple(words))


def _walk(items: Any, ways: set[str], words: tuple[str, ...]) -> set[str]:
    for kind, value in items:
        ways = {way for way in _step(kind, value, ways, words) if not any(word in way for word in words)}
        if len(ways) > MOST_WAYS:
            ways = {way[-8:] for way in ways}
        if len(ways) > MOST_WAYS:
            ways = {""}
        if not ways:
            break
    return ways


def _step(kind: Any, value: Any, ways: set[str], words: tuple[str, ...]) -> set[str]:
    """Return the ways after one item of a pattern, each followed through what the item can be."""
    if kind is op.LITERAL:
        return _longer(ways, {_folded(chr(value))})
    if kind is op.IN:
        return _longer(ways, _class(value))
    if kind is op.BRANCH:
        return {way for branch in value[1] for way in _walk(branch, ways, words)}
    if kind is op.SUBPATTERN:
        return _walk(value[-1], ways, words)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inside = value
        return _repeated(least, most, inside, ways, words)
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return ways
    return {""}


def _repeated(least: int, most: int, items: Any, ways: set[str], words: tuple[str, ...]) -> set[str]:
    found = set(ways) if least == 0 else set()
    once = _walk(items, ways, words)
    if most == 1:
        return found | once
    return found | once | (_walk(items, {""}, words) if once else set())  # the last of several times


def _class(items: Any) -> set[str]:
    """Return the characters of a small class; "" stands for any."""
    found: set[str] = set()
    for kind, value in items:
        if kind is op.LITERAL:
            found.add(_folded(chr(value)))
        elif kind is op.RANGE and value[1] - value[0] < LARGEST_CLASS:
            found |= {_folded(chr(code)) for code in range(value[0], value[1] + 1)}
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            found.add("9")
        else:
            return {""}
    return found


def _longer(ways: set[str], characters: set[str]) -> set[str]:
    return {(way + character if character else "")[-LONGEST:] for way in ways for character in characters}


def _folded(character: str) -> str:
    return "9" if re.fullmatch(r"\d", character) else character.lower()
