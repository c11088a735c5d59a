"""Benchmarks where they stand in a sentence: known ones with their version, and those the document names by grammar."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.catalogue import Benchmark, fold
from bot.reading import lazy_re as re
from bot.reading.bench_lists import listed_tests
from bot.reading.bench_names import CAPITAL, is_benchmark_name, makers_length, named_benchmarks
from bot.reading.cues import Cued
from bot.reading.page import Page
from bot.reading.sentences import Sentence

# What may follow a name and belongs to it: a version, a year, a harder or checked part of the set.
_TAIL = re.compile(
    r"(?:[ -](?:[vV]\d+(?:\.\d+)*|\d\.\d|\d(?=[,;)])|20\d\d(?:-20\d\d)?|(?:Tier|Level|Lvl) ?\d|Hard|Verified|Diamond|Pro|Lite|Plus|Extended|Challenge|Research|Olympiad|Multilingual|Redux|Live|Full|Text|English|Professional|val(?:20\d\d)?|dev|test-(?:clean|other|dev|std)|minival|testmini)(?![\w.]*\w))+"
)
_SHAPE = Cued(
    r"(?<![A-Za-z0-9_-])(?:[A-Z][\w'²]*[ -]){0,3}[A-Z]?[A-Za-z0-9_²]*(?:Bench|BENCH|Eval|QA|Arena|Exam|Index|MMLU|Leaderboard|Challenge)(?:[ -](?:v?\d+(?:\.\d+)*(?![.\d]* ?%)|[A-Z]{2,4}|Hard|Verified|Diamond|Pro|Lite|Plus|Redux))*(?![A-Za-z0-9_])",
    "bench eval qa arena exam index mmlu leaderboard challenge",
)
_SPLIT = re.compile(r" (?:val(?:20\d\d)?|test-(?:clean|other|dev|std)|minival|testmini)(?![\w-])")
# A sentence's first word is no part of the name behind it.
_BEFORE_NAMES = frozenset(
    "Benchmark Benchmarks Test On In The Its Their This Our At And A An For With By But Both While Bei Beim Auf Im Der Die Das Sur Dans En Au Le La El Con".split()
)
# What hangs on a name by a hyphen makes it another test: MATH-Lvl5; not "MMLU-style".
_GLUED = re.compile(
    r"(?:-(?!(?:based|style|like|level|only|specific|score|scores|trained|tuned|class|type|related|bench)\b)[A-Za-z0-9]+)+(?![\w-])"
)
_RUN = re.compile(
    rf"(?<![\w.-]){CAPITAL}(?: (?:{CAPITAL}|v?\d+(?:\.\d+)*|of)){{0,5}}|[\u4e00-\u9fff\u30a0-\u30ff]{{2,12}}"
)


class Bench(NamedTuple):
    """A benchmark's name as printed, with the unit its scores are in when it is a known one."""

    name: str
    unit: str | None
    start: int
    end: int


def benchmarks_in(page: Page, sentence: Sentence) -> list[Bench]:
    """Return the benchmarks of a sentence in order, without overlaps; worked out once for each."""
    kept: list[Bench] | None = page.benches.get(sentence.start)
    if kept is None:
        kept = page.benches[sentence.start] = _without_overlaps(page, sentence)
    return kept


_EXPANDED = ("attention (", "attention, ")  # "grouped-query attention (GQA)"


def _without_overlaps(page: Page, sentence: Sentence) -> list[Bench]:
    every = [one for one in _found(page, sentence) if not page.text.endswith(_EXPANDED, 0, one.start)]
    if not every:
        return every
    found = sorted(every, key=lambda one: (one.start, one.unit is None, -one.end))
    kept: list[Bench] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return _without_measures(kept, page.text)


# What a test is measured in: "a WER of 5.1% on Plumb-Speech", "first on the Arena, with an Elo score of 1451".
ERRORS = frozenset({"wer", "cer", "word error rate", "character error rate", "word error rates", "fid", "fvd"})


_RATED_ON = re.compile(r"^ (?:rating|score) of \d[\d,]* on (?:the )?$")  # "an Elo rating of 1172 on the Arena"


def _without_measures(found: list[Bench], text: str) -> list[Bench]:
    """Return benchmarks without the measures that one of them is told in: error rates of any, a rating of one before it."""
    tests = [one for one in found if one.name.casefold() not in ERRORS]
    kept = tests or found
    is_rating = [one.name.casefold() == "elo" for one in kept]
    if any(is_rating) and (not is_rating[0] or _RATED_ON.search(text[kept[0].end : kept[-1].start])):
        return [one for one, is_elo in zip(kept, is_rating, strict=True) if not is_elo]
    return kept


def _found(page: Page, sentence: Sentence) -> Iterator[Bench]:
    text, known = page.text, []
    for hit in page.hits_in(sentence.start, sentence.end, "benchmark"):
        if isinstance(hit.entry, Benchmark):
            glued = _GLUED.match(text, hit.end, sentence.end)
            tail = _TAIL.match(text, glued.end() if glued else hit.end, sentence.end)
            end = tail.end() if tail else glued.end() if glued else hit.end
            name = _whose(sentence, hit.start - sentence.start) + text[hit.start : end]
            known.append(Bench(name, hit.entry.unit, hit.start, end))
    yield from known
    yield from _listed(page, sentence, known)
    named = named_benchmarks(sentence, page.subject, page.catalogue)
    for name, start in (*_by_shape(page, sentence), *_known_here(page, sentence), *named):
        begin = sentence.start + start
        split = _SPLIT.match(text, begin + len(name), sentence.end)
        end = split.end() if split else begin + len(name)
        models = page.mentions_in(sentence.start, end)
        if not any(one.start < end and begin < one.end for one in models):
            yield Bench(_whose(sentence, start) + name + text[begin + len(name) : end], None, begin, end)


# "Plover Analysis lists Tern 2 at 46 on its Intelligence Index": the index goes by its maker's name.
_LISTS = re.compile(
    r"(?P<o>[A-Z][\w.]+ [A-Z][\w.]+) (?:lists|ranks|rates|scores|puts|places|gives|ranked|rated|placed|put)\b[^.;:]*(?:\.\d[^.;:]*)* its $"
)

_INDEX = re.compile(r"(?:[A-Z]\w+ ){1,3}(?:Index|Leaderboard|Arena)\b")


def _whose(sentence: Sentence, start: int) -> str:
    """Return the maker that a sentence says to list models on "its" index, with a space; nothing where it names none."""
    before = sentence.text[:start]
    made = _LISTS.search(before) if before.endswith(" its ") and _INDEX.match(sentence.text, start) else None
    return f"{made['o']} " if made else ""


def _listed(page: Page, sentence: Sentence, known: list[Bench]) -> Iterator[Bench]:
    """Yield the tests that a sentence lists among known ones; one that may be a model's name as well is a test there."""
    first = sentence.start
    for start, end in listed_tests(sentence, [(one.start - first, one.end - first) for one in known]):
        name = sentence.text[start:end]
        if not page.is_subject(name) and (known or is_benchmark_name(name, page.subject, page.catalogue)):
            yield Bench(sentence.text[start:end], None, first + start, first + end)


def _by_shape(page: Page, sentence: Sentence) -> Iterator[tuple[str, int]]:
    for match in _SHAPE.finditer(sentence):
        words = match[0].split(" ")
        dropped = 0
        while len(words) > 1 and words[0] in _BEFORE_NAMES:
            dropped += len(words.pop(0)) + 1
        owned = makers_length(" ".join(words), page.catalogue)
        dropped, name = dropped + owned, " ".join(words)[owned:]
        if is_benchmark_name(name, page.subject, page.catalogue):
            yield name, match.start() + dropped


_NO_LETTER = bytes(code for code in range(128) if not (chr(code).isalnum() or chr(code) == "+"))


def _may_name(names: frozenset[str], text: str) -> bool:
    """Return whether one of some folded names may stand in a text."""
    if not text.isascii():
        return True
    folded = text.lower().encode().translate(None, _NO_LETTER)
    return any(name in folded for name in _encoded(names))


@lru_cache(maxsize=8)
def _encoded(names: frozenset[str]) -> tuple[bytes, ...]:
    return tuple(name.encode(errors="surrogatepass") for name in names)


def _known_here(page: Page, sentence: Sentence) -> Iterator[tuple[str, int]]:
    """Yield names that another sentence of the document uses as a benchmark."""
    if not page.bench_names or not _may_name(page.bench_names, sentence.text):
        return
    for match in _RUN.finditer(sentence.text):
        words = match[0].split(" ")
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                name = " ".join(words[first:last])
                if fold(name) in page.bench_names:
                    yield name, match.start() + sum(len(word) + 1 for word in words[:first])
                    break
            else:
                continue
            break
