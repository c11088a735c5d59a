"""The YAML at the head of a model card, as far as cards use it: each plain value with its keys and its place."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.reading import lazy_re as re

LONGEST_HEAD = 20_000  # characters; a card's head is no longer
_HEAD = re.compile(r"\A\s{0,200}---[ \t]*\n")
_END = re.compile(r"^---[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"([\w-]{1,60})[ \t]*:(?:[ \t]+|$)")
_ITEM = re.compile(r"-(?:[ \t]+|$)")
_ELEMENT = re.compile(r"\s*(\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'|[^,\[\]\n]{1,500})\s*(?:,|$)")


class Value(NamedTuple):
    """One plain value: the keys that lead to it, its text without quotation marks, and where that stands."""

    keys: tuple[str, ...]
    text: str
    start: int
    end: int


def front_matter(original: str) -> list[Value]:
    """Return the values between the two lines of dashes that a text begins with, in order; none when it has no head."""
    head = _HEAD.match(original)
    end = _END.search(original, head.end(), LONGEST_HEAD) if head else None
    if head is None or end is None:
        return []
    found: list[Value] = []
    open_keys: list[tuple[int, str]] = []  # indent of each key that is still open, outermost first
    start = head.end()
    for line in original[start : end.start()].split("\n"):
        found.extend(_values(line, start, open_keys))
        start += len(line) + 1
    return found


def _values(line: str, start: int, open_keys: list[tuple[int, str]]) -> Iterator[Value]:
    """Yield the values of one line, and open or close keys by its indent."""
    place = len(line) - len(line.lstrip(" "))
    if not line.strip() or line[place] == "#":
        return
    while item := _ITEM.match(line, place):
        while open_keys and open_keys[-1][0] > place:  # an item may stand below its key without an indent
            open_keys.pop()
        place = item.end()
    is_item = line.lstrip(" ").startswith("- ")
    key = _KEY.match(line, place)
    if key:
        while open_keys and open_keys[-1][0] >= place:
            open_keys.pop()
        open_keys.append((place, key[1]))
        place = key.end()
    elif not is_item or not open_keys:
        return  # the lines of a folded text, or an item of nothing
    keys = tuple(name for _, name in open_keys)
    if not keys:
        return
    if line[place : place + 1] == "[":
        for element in _ELEMENT.finditer(line, place + 1, max(place + 1, line.rfind("]"))):
            yield from _plain(keys, element[1], start + element.start(1))
    else:
        yield from _plain(keys, line[place:], start + place)


def _plain(keys: tuple[str, ...], raw: str, start: int) -> Iterator[Value]:
    text = raw.strip() if raw.lstrip()[:1] in "\"'" else raw.split(" #", maxsplit=1)[0].strip()
    start += len(raw) - len(raw.lstrip())
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text, start = text[1:-1], start + 1
    if text and text[0] not in "{&*|>!":
        yield Value(keys, text, start, start + len(text))
