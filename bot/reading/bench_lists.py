"""Benchmarks that nobody knows in a list of which others are known: "A (17.8), B (19.1) and C (17.2)", "1.2, 3.4 and 5.6 on A, B and C"."""

from collections.abc import Iterator, Sequence

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.numerals import IN_DIGITS
from bot.reading.sentences import Sentence

FEWEST_ITEMS, FEWEST_KNOWN = 3, 2
_NAME = r"[A-Z][\w.+'²-]*(?: (?:[A-Z][\w.+-]*|v?\d+(?:\.\d+)*)){0,3}"
_ITEM = Cued(
    rf"(?<![\w-])(?P<b>{_NAME})(?: \((?P<s>[^()\d]{{1,20}})\))? \(\d{{1,3}}(?:\.\d{{1,3}})? ?%?\)", IN_DIGITS, "("
)
_BETWEEN = re.compile(r"(?:,|;)? ?(?:and|&)? ?(?:on )?")
_IN_TURN = Cued(
    r"(?P<n>(?:\d{1,4}(?:\.\d{1,3})? ?%?(?:,? and |, )){1,9}\d{1,4}(?:\.\d{1,3})?) ?%? (?:on|in|across|for) {1,2}(?:the )?(?P<l>[A-Z][^.;:()]{4,240})",
    IN_DIGITS, ", _and_", "_on_ _in_ _across_ _for_",
)  # fmt: skip
_COMMA, _PART = re.compile(r",? (?:and|&) |, "), re.compile(_NAME)
Place = tuple[int, int]


def listed_tests(sentence: Sentence, known: Sequence[Place]) -> Iterator[Place]:
    """Yield where a sentence names further tests in a list of known ones; `known` are their places in it."""
    if not known:
        return
    yield from _with_scores(sentence, known)
    for match in _IN_TURN.finditer(sentence):
        count = len(_COMMA.split(match["n"]))
        places = list(_items(match["l"], match.start("l"), count))
        if len(places) == count and any(_overlap(place, one) for place in places for one in known):
            yield from (place for place in places if not any(_overlap(place, one) for one in known))


def _with_scores(sentence: Sentence, known: Sequence[Place]) -> Iterator[Place]:
    run: list[re.Match[str]] = []
    for match in _ITEM.finditer(sentence):
        if run and not _BETWEEN.fullmatch(sentence.text, run[-1].end(), match.start()):
            yield from _unknown(run, known)
            run = []
        run.append(match)
    yield from _unknown(run, known)


def _unknown(run: list[re.Match[str]], known: Sequence[Place]) -> Iterator[Place]:
    places = [match.span("b") for match in run]
    unknown = [place for place in places if not any(_overlap(place, one) for one in known)]
    if len(places) >= FEWEST_ITEMS and len(places) - len(unknown) >= FEWEST_KNOWN:
        yield from unknown


def _items(text: str, start: int, count: int) -> Iterator[Place]:
    """Yield the places of the names in a list, what follows the last one left out."""
    begin = 0
    for _ in range(count):
        part = _COMMA.search(text, begin)
        name = _PART.match(text, begin)
        if name is None:
            return
        yield start + name.start(), start + name.end()
        if part is None or name.end() > part.start():
            return
        begin = part.end()


def _overlap(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
