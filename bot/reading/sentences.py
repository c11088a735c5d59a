"""Cuts lines into sentences, keeping their places."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.cues import ALL, Cues, cues_in
from bot.reading.numerals import A_NUMBER, number_places
from bot.reading.split import Line

_STOP = re.compile(
    r"[.!?。！？](?:(?<=[。！？])|(?<![.!?][.!?])[.!?]{0,19}(?![.!?])[\"')\]]{0,5}(?=\s{1,20}[\"'(\[]{0,5}(?:[A-Z0-9]|(?=[\u4e00-\u9fff\uac00-\ud7a3]))))"
)
_SHORT = re.compile(
    r"(?:\b(?:vs|e\.g|i\.e|approx|no|fig|dr|mr|ms|inc|ltd|corp|st|v|jan|feb|mar|apr|aug|sept?|oct|nov|dec)|\b[A-Z])\.$",
    re.IGNORECASE,
)

# "am 4. Februar": the point behind a day ends no sentence.
_DAY = re.compile(r"\b\d{1,2}\.$")
_MONTH = re.compile(r" {1,3}(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b")
_SPACE = re.compile(r"\s+")

_A_NUMBER = Cues(A_NUMBER)
LONGEST_SENTENCE = (
    1500  # characters; what is longer is no sentence, and is cut so that no rule looks at all of it at once
)


class Sentence(NamedTuple):
    """A sentence with its place in the text, and the line (paragraph, heading, list item) that it stands in."""

    text: str
    start: int
    end: int
    line: int
    is_heading: bool
    cues: int = ALL  # bot.reading.cues
    numbers: tuple[int, ...] | None = None  # where they begin in its text; None where nobody has looked


def sentences_of(lines: Iterable[Line], catalogue: Catalogue) -> list[Sentence]:
    """Return every sentence of every line, in order."""
    found: list[Sentence] = []
    for number, line in enumerate(lines):
        is_heading = _is_heading(line)
        for a, b in _cuts(line.text):
            text = line.text[a:b]
            cues, start = cues_in(text, catalogue), line.start + a
            numbers = number_places(text) if cues & _A_NUMBER.need else ()
            found.append(Sentence(text, start, line.start + b, number, is_heading, cues, numbers))
    return found


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _STOP.finditer(text):
        while stop.end() - start > LONGEST_SENTENCE:
            yield start, start + LONGEST_SENTENCE
            start += LONGEST_SENTENCE
        so_far = text[max(0, stop.start() - 8) : stop.start() + 1]
        if stop[0][0] == "." and (_SHORT.search(so_far) or (_DAY.search(so_far) and _MONTH.match(text, stop.end()))):
            continue
        yield start, stop.end()
        space = _SPACE.match(text, stop.end())
        start = space.end() if space else stop.end()
    while start < len(text):
        yield start, min(len(text), start + LONGEST_SENTENCE)
        start += LONGEST_SENTENCE


def _is_heading(line: Line) -> bool:
    return line.text[-1:] not in ".!?:;,。" and len(line.text) <= 600 and len(line.text.split()) <= 14
