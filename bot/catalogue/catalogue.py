"""Looks names up, one by one or all that stand in a text."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from string import ascii_letters, digits
from typing import Literal, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from bot.catalogue.entries import Benchmark, Chip, Family, Lab, Licence, Words

E = TypeVar("E", Lab, Family, Benchmark, Licence, Chip)
Kind = Literal["lab", "family", "benchmark", "licence", "chip"]
Entry = Lab | Family | Benchmark | Licence | Chip
_OF_A_BRANCH = re.compile(r"[A-Za-z][a-z]{3,}(?=-|[A-Z])")
_Target = tuple[Kind, Entry, list[str]]  # what a name stands for, and how it is written


_PART_OF_SIZE = re.compile(r"(?<=\d)\.(?=\d+[bm](?![a-z\d]))")  # 1.3B is no 13B


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """Return a name as it is compared: lower case, letters and digits and "+" only; the point of a size stays."""
    small = name.casefold()
    if "." in small:
        small = _PART_OF_SIZE.sub("∙", small)
    small = small.replace(" ", "").replace("-", "")  # what most names have beside letters and digits
    return small if small.isalnum() else "".join([c for c in small if c.isalnum() or c in "+²τ∞∙"])


class Hit(NamedTuple):
    """A known name in a text, with its place."""

    kind: Kind
    entry: Entry
    start: int
    end: int


class Catalogue:
    """All entries; build it once, `load_catalogue` does."""

    def __init__(
        self,
        labs: tuple[Lab, ...],
        families: tuple[Family, ...],
        benchmarks: tuple[Benchmark, ...],
        licences: tuple[Licence, ...],
        chips: tuple[Chip, ...],
        words: Words,
    ) -> None:
        self.labs, self.families, self.benchmarks = labs, families, benchmarks
        self.licences, self.chips, self.words = licences, chips, words
        self._labs = _by_name(labs)
        self._publishers = {fold(hub): lab for lab in labs for hub in lab.hubs}
        self._families = _by_name(families)
        self._benchmarks = _by_name(benchmarks)
        self._licences = _by_name(licences)
        self._chips = _by_name(chips)

    def lab(self, name: str) -> Lab | None:
        """Return the lab of this name or alias."""
        return self._labs.get(fold(name))

    def publisher(self, organisation: str) -> Lab | None:
        """Return the lab that publishes under this organisation on a model hub, or whose branch does: "TarnVision"."""
        known = self._publishers.get(fold(organisation)) or self.lab(organisation)
        branch = None if known else _OF_A_BRANCH.match(organisation)
        return self.lab(branch[0]) if branch else known

    def family(self, name: str) -> Family | None:
        """Return the family of this name."""
        return self._families.get(fold(name))

    def benchmark(self, name: str) -> Benchmark | None:
        """Return the benchmark of this name or alias."""
        return self._benchmarks.get(fold(name))

    def licence(self, name: str) -> Licence | None:
        """Return the licence of this name, SPDX id or alias."""
        return self._licences.get(fold(name))

    def chip(self, name: str) -> Chip | None:
        """Return the chip of this name or alias."""
        return self._chips.get(fold(name))

    def find(self, text: str) -> list[Hit]:
        """Return every known name that stands in a text as a whole word, longest first where they overlap, in order."""
        matcher, targets, shorter = self._matcher
        hits: list[Hit] = []
        low = text.replace("İ", "I").lower()  # as long as the text
        for number, start, end in matcher.find_matches_as_indexes(low):
            hit = _hit(targets[number], text, start, end)
            if hit is None:  # "MIT licensed" is no whole "MIT license", but a whole "MIT"
                tries = (_hit(targets[other], text, start, start + size) for other, size in shorter.get(number, ()))
                hit = next((found for found in tries if found), None)
            if hit is not None:
                hits.append(hit)
        return hits

    @cached_property
    def _matcher(self) -> tuple[AhoCorasick, list[_Target], dict[int, list[tuple[int, int]]]]:
        """Return what finds names, what they stand for, and the shorter names that each begins with, longest first."""
        targets: dict[str, _Target] = {}
        for kind, entries in self._kinds():
            for entry in entries:
                for printed in names_of(entry):
                    targets.setdefault(printed.lower(), (kind, entry, []))[2].append(printed)
        matcher = AhoCorasick(list(targets), matchkind=MatchKind.LeftmostLongest)
        return matcher, list(targets.values()), _shorter(list(targets))

    def _kinds(self) -> Iterable[tuple[Kind, tuple[Entry, ...]]]:
        yield "benchmark", self.benchmarks
        yield "licence", self.licences
        yield "lab", self.labs
        yield "chip", self.chips


def names_of(entry: Entry | Family) -> tuple[str, ...]:
    """Return every way an entry is written."""
    more = (entry.id,) if isinstance(entry, Licence) and entry.id else ()
    return (entry.name, *getattr(entry, "aliases", ()), *more)


def _by_name(entries: tuple[E, ...]) -> Mapping[str, E]:
    return {fold(name): entry for entry in entries for name in names_of(entry)}


def _shorter(patterns: list[str]) -> dict[int, list[tuple[int, int]]]:
    """Return by a pattern's number which it begins with and their lengths, longest first: sorted, they precede it."""
    found: dict[int, list[tuple[int, int]]] = {}
    begun: list[tuple[str, int]] = []
    for pattern, number in sorted((pattern, number) for number, pattern in enumerate(patterns)):
        while begun and not pattern.startswith(begun[-1][0]):
            begun.pop()
        if begun:
            found[number] = [(other, len(shorter)) for shorter, other in reversed(begun)]
        begun.append((pattern, number))
    return found


def _hit(target: _Target, text: str, start: int, end: int) -> Hit | None:
    if not _is_whole(text, start, end):
        return None
    kind, entry, spellings = target
    found = text[start:end]
    is_it = found in spellings or any(_is_written_so(kind, printed, found) for printed in spellings)
    return Hit(kind, entry, start, end) if is_it else None


_IN_WORDS = frozenset(f"{ascii_letters}{digits}_")


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no letter or digit stands before a name, nor behind it, but the s of several."""
    after = text[end : end + 1]
    ends = after not in _IN_WORDS or (after == "s" and text[end + 1 : end + 2] not in _IN_WORDS)
    return ends and text[start - 1 : start] not in _IN_WORDS


def _is_written_so(kind: Kind, printed: str, found: str) -> bool:
    """Refuse "math" for MATH and "liquid" for the lab: a name of plain letters needs its capitals."""
    if kind == "licence" or any(not c.isalpha() for c in printed):
        return printed[:1].islower() or not found[:1].islower()
    if printed.isupper():
        return found == printed
    return found[:1].isupper() or found == printed
