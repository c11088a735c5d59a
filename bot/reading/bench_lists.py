"""Benchmarks that nobody knows, in a list: "A (17.8), B (19.1) and C (17.2)" where others are known, or behind "on", "in turn" or a colon."""

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
    r"(?P<n>(?:\d{1,4}(?:\.\d{1,3})? ?%?(?:,? and |, )){1,9}\d{1,4}(?:\.\d{1,3})?) ?%? (?:on|in|across|for) {1,2}(?:the )?(?P<l>[A-Z](?:[^.;:()]|(?<=\d)\.(?=\d)){4,240})",
    IN_DIGITS, ", _and_", "_on_ _in_ _across_ _for_",
)  # fmt: skip
_COMMA, _PART = re.compile(r",? (?:and|&) |, "), re.compile(_NAME)
Place = tuple[int, int]


def listed_tests(sentence: Sentence, known: Sequence[Place]) -> Iterator[Place]:
    """Yield where a sentence names further tests in a list of known ones; `known` are their places in it."""
    if known:
        yield from _with_scores(sentence, known)
    for match in _IN_TURN.finditer(sentence):
        count = len(_COMMA.split(match["n"]))
        places = list(_items(match["l"], match.start("l"), count))
        is_told = any(_overlap(place, one) for place in places for one in known) or (
            _EXACT.search(match["n"]) is not None and "respectively" in match["l"]
        )
        if len(places) == count and is_told:
            yield from (place for place in places if not any(_overlap(place, one) for one in known))


_SCORED = r"\((?:about |over |~)?\d{1,3}(?:\.\d{1,3}(?: ?%)?| ?%)(?:[,;]? [^()]{1,60})?\)"
# "It leads on A (62.1%), B (80.3%), and C (91.0%)", whoever knows them.
_ON_ONE = Cued(rf"\b[Oo]n (?:the )?(?P<b>{_NAME}) {_SCORED}", IN_DIGITS, "on_", "(")
_NEXT = re.compile(rf"(?:,|;)?(?: and| &)? (?:on )?(?:the )?(?P<b>{_NAME}) {_SCORED}")
# Behind a colon: "its scores are strong, A at 62.1", where commas part name and number from the next.
_LINED_UP = Cued(
    rf"\b(?i:benchmarks?|scores?|results?|evals?|evaluations?)\b[^.;:]{{0,60}}: (?P<l>{_NAME} \d{{1,3}}(?:\.\d{{1,2}})? ?%?(?:(?:, (?:and )?| and |; ){_NAME} \d{{1,3}}(?:\.\d{{1,2}})? ?%?){{2,9}})",
    IN_DIGITS, ":", "benchmark score result eval",
)  # fmt: skip
_LINED = re.compile(rf"(?P<b>{_NAME}) \d{{1,3}}(?:\.\d{{1,2}}| ?%)")
_EXACT = re.compile(r"\d\.\d|\d ?%")
# "Gull 5" is a model's name sooner than a test's; "Reeds 2027" and "Reeds v6" are none's.
_VERSIONED = re.compile(r"^[A-Z][\w.+]*[ -]\d{1,2}(?:\.\d)?$")


def may_chain(sentence: Sentence) -> bool:
    """Return whether a sentence has the words of a list of scores."""
    return _ON_ONE.may_match(sentence) or _LINED_UP.may_match(sentence)


def chained_tests(sentence: Sentence) -> Iterator[Place]:
    """Yield where a sentence names tests that a list of scores makes ones, known or not."""
    for match in _ON_ONE.finditer(sentence):
        step: re.Match[str] | None = match
        while step is not None and (step is match or not _VERSIONED.search(step["b"])):
            yield step.span("b")
            step = _NEXT.match(sentence.text, step.end())
    for match in _LINED_UP.finditer(sentence):
        found = list(_LINED.finditer(sentence.text, match.start("l"), match.end("l")))
        yield from (one.span("b") for one in found if not _VERSIONED.search(one["b"]))


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
