"""Benchmarks where they stand: known ones with their version, unknown ones by shape and by the words around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.catalogue import Benchmark
from bot.reading.page import Page
from bot.reading.sentences import Sentence

_CAPITAL = r"[A-Z][\w'+²-]*(?:\.\d+)?"
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|v?\d+(?:\.\d+)*|of|the|in)){{0,5}}"
# What may follow a name and belongs to it: a version, a year, a harder or checked part of the set.
_TAIL = re.compile(
    r"(?:[ -](?:v\d+(?:\.\d+)*|\d\.\d|20\d\d(?:-20\d\d)?|Hard|Verified|Diamond|Pro|Lite|Plus|Extended|Challenge|Multilingual|Redux|Live|Mini|Full|Text|Vision)(?![\w.]*\w))+"
)
_SHAPE = re.compile(
    r"(?<![\w-])(?:[A-Z][\w'²]*[ -]){0,3}[A-Z]?[\w²]*(?:Bench|BENCH|Eval|QA|Arena|Exam|Index|MMLU|Leaderboard|Challenge)\b(?:[ -](?:v?\d+(?:\.\d+)*|Hard|Verified|Diamond|Pro|Lite|Plus|Redux))*(?![\w])"
)
_SCORE_VERB = r"(?:scor(?:e[sd]?|ing)|achiev(?:e[sd]?|ing)|reach(?:e[sd]|ing)?|gets?|got|hits?|hitting|posts?|posted|records?|recorded|attains?|attained|lands?|landed|manages?|managed|earns?|earned|logs?|logged|delivers?|notche[sd]|comes in at|came in at|sits at|stands at)"
_N = r"(?:a |an )?(?:score of |result of |mark of |about |around |roughly |over |just |only )?\d{1,4}(?:[.,]\d{1,3})?(?: ?%| percent| points)?"
_FRONTED = re.compile(
    rf"(?:^|(?<=[.;,:] )|(?<=and )|(?<=while ))(?:[Oo]n|[Ii]n) (?:the )?(?P<b>{_NAME})(?: (?:benchmark|test|suite|leaderboard|index|exam|evaluation))?(?: \([^)]{{1,60}}\))?,? [^.;]{{1,90}}?\b(?:{_SCORE_VERB}|at) {_N}"
)
_ON = re.compile(rf"\b\d{{1,4}}(?:[.,]\d{{1,3}})?(?: ?%| percent| points)? (?:on|in|at|for) (?:the )?(?P<b>{_NAME})")
_VERB_ON = re.compile(rf"\b{_SCORE_VERB} {_N} (?:on|in|at|for) (?:the )?(?P<b>{_NAME})")
_CALLED = re.compile(rf"(?:\b[Tt]he )?(?<![\w-])(?P<b>{_NAME}) (?:benchmark|leaderboard|test suite|eval(?:uation)?\b)")
_ITEM = re.compile(
    rf"^\W*(?P<b>{_CAPITAL}(?: (?:{_CAPITAL}|v?\d+(?:\.\d+)*)){{0,4}})(?: \([^)]{{1,40}}\))?\s*[:=]\s*(?={_N})"
)
_NO_NAME = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "the",
        "it",
        "our",
        "we",
        "api",
        "the",
        "this",
        "that",
        "these",
        "those",
        "average",
        "total",
        "all",
        "standard",
        "internal",
        "and",
        "of",
        "in",
        "price",
        "input",
        "output",
        "tokens",
        "release",
        "version",
        "params",
        "parameters",
        "context",
        "size",
        "training",
        "paper",
        "table",
        "figure",
        "section",
        "step",
        "layer",
        "top",
        "year",
        "day",
        "week",
        "launch",
        "hugging",
        "github",
        "linux",
        "windows",
        "android",
        "ios",
        "mac",
    ]
)


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark's name as printed, with the unit its scores are in when it is a known one."""

    name: str
    unit: str | None
    start: int
    end: int


def benchmarks_in(page: Page, sentence: Sentence) -> list[Bench]:
    """Return the benchmarks of a sentence in order, without overlaps."""
    found = sorted(_found(page, sentence), key=lambda one: (one.start, -one.end, one.unit is None))
    kept: list[Bench] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _found(page: Page, sentence: Sentence) -> Iterator[Bench]:
    text = page.text
    known: list[Bench] = []
    for hit in page.hits_in(sentence.start, sentence.end, "benchmark"):
        if isinstance(hit.entry, Benchmark):
            tail = _TAIL.match(text, hit.end, sentence.end)
            end = tail.end() if tail else hit.end
            known.append(Bench(text[hit.start : end], hit.entry.unit, hit.start, end))
    yield from known
    taken = [(one.start, one.end) for one in known] + [
        (m.start, m.end) for m in page.mentions_in(sentence.start, sentence.end)
    ]
    for pattern, group in ((_SHAPE, 0), (_FRONTED, "b"), (_VERB_ON, "b"), (_ON, "b"), (_CALLED, "b"), (_ITEM, "b")):
        for match in pattern.finditer(sentence.text):
            start, end = sentence.start + match.start(group), sentence.start + match.end(group)
            name = re.sub(r"(?: (?:of|the|in))+$", "", text[start:end])
            end = start + len(name)
            if any(a < end and start < b for a, b in taken) or not is_benchmark_name(page, name):
                continue
            if pattern is _ON and not re.search(rf"\b{_SCORE_VERB}\b|%|\bscores?\b|benchmark", sentence.text):
                continue
            taken.append((start, end))
            yield Bench(name, None, start, end)


def is_benchmark_name(page: Page, name: str) -> bool:
    """Return whether a name can be a benchmark's: nothing else that is known, no ordinary word."""
    head = re.split(r"[ .-]", name)[0].casefold()
    catalogue = page.catalogue
    is_other = catalogue.lab(name) or catalogue.licence(name) or catalogue.chip(name) or page.is_subject(name)
    return (
        not is_other and head not in _NO_NAME and any(c.isalpha() for c in name) and not re.fullmatch(r"[A-Z]\w?", name)
    )
