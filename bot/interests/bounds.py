"""Atoms about numbers: all thresholds that a value meets are one end of a sorted list, found by bisection."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bot.interests.amounts import nominal
from bot.interests.evaluate import TOKEN_KEYS
from bot.interests.query import Compare
from bot.interests.trait_numbers import numbers_on
from bot.interests.traits import Interval, Variant

Flags = NDArray[np.bool_]
Whole = NDArray[np.intp]
Real = NDArray[np.float64]


class Thresholds:
    """Bounds on one side, of one operator."""

    __slots__ = ("_bounds", "_fresh", "_is_low", "_is_open", "_numbers", "_of_tokens", "_same", "or_unknown")

    def __init__(self, is_low: bool, is_open: bool, or_unknown: bool, of_tokens: bool) -> None:
        self._is_low, self._is_open, self.or_unknown = is_low, is_open, or_unknown
        self._of_tokens = of_tokens
        self._fresh: list[tuple[float, int]] = []
        self._bounds: list[float] = []
        self._numbers: Whole = np.empty(0, np.intp)
        self._same: dict[float, list[int]] = {}

    def add(self, predicate: Compare, number: int) -> None:
        """Keep an atom."""
        bound = float(predicate.low if self._is_low else predicate.high)
        self._fresh.append((bound, number))
        if self._of_tokens:
            self._same.setdefault(nominal(bound), []).append(number)

    def mark(self, flags: Flags, found: tuple[Interval, ...]) -> None:
        """Set the atoms that one of the numbers meets; with `or_unknown`, also those that it may meet."""
        if self._fresh:
            self._sort()
        if not found:
            if self.or_unknown:
                flags[self._numbers] = True
            return
        if self._is_low:
            value = max(pair[1 if self.or_unknown else 0] for pair in found)
            end = (bisect_left if self._is_open else bisect_right)(self._bounds, value)
            flags[self._numbers[:end]] = True
        else:
            value = min(pair[0 if self.or_unknown else 1] for pair in found)
            start = (bisect_right if self._is_open else bisect_left)(self._bounds, value)
            flags[self._numbers[start:]] = True
        if self._of_tokens:
            flags[self._same.get(nominal(value), [])] = not self._is_open

    def _sort(self) -> None:
        pairs = sorted([*zip(self._bounds, self._numbers.tolist(), strict=True), *self._fresh])
        self._bounds = [bound for bound, _ in pairs]
        self._numbers = np.array([number for _, number in pairs], np.intp)
        self._fresh = []


class Ranges:
    """Bounds on both sides, which belong to the range."""

    __slots__ = ("_arrays", "_of_tokens", "_rows", "or_unknown")

    def __init__(self, or_unknown: bool, of_tokens: bool) -> None:
        self.or_unknown = or_unknown
        self._of_tokens = of_tokens
        self._rows: list[tuple[float, float, int]] = []
        self._arrays: tuple[Real, Real, Whole] | None = None

    def add(self, predicate: Compare, number: int) -> None:
        """Keep an atom."""
        self._rows.append((float(predicate.low), float(predicate.high), number))
        self._arrays = None

    def mark(self, flags: Flags, found: tuple[Interval, ...]) -> None:
        """Set the atoms that hold one of the numbers; with `or_unknown`, also those that may hold it."""
        if self._arrays is None:
            self._arrays = self._sorted()
        low, high, numbers = self._arrays
        if not found:
            if self.or_unknown:
                flags[numbers] = True
            return
        for pair in found:
            first, last = (pair[1], pair[0]) if self.or_unknown else pair
            inside = (low <= first) & (last <= high)
            if self._of_tokens:
                inside = self._spoken(low, high, first)
            flags[numbers[inside]] = True

    def _sorted(self) -> tuple[Real, Real, Whole]:
        low, high, numbers = zip(*self._rows, strict=True)
        return np.array(low), np.array(high), np.array(numbers, np.intp)

    def _spoken(self, low: Real, high: Real, value: float) -> NDArray[np.bool_]:
        """Compare tokens, where 128k and 131,072 are the same number; there are few such bounds."""
        spoken = nominal(value)
        above = (low <= value) | np.array([nominal(bound) == spoken for bound in low.tolist()], np.bool_)
        below = (value <= high) | np.array([nominal(bound) == spoken for bound in high.tolist()], np.bool_)
        return above & below


Group = Thresholds | Ranges


class _Measure:
    """All atoms about one key, or about one benchmark or currency of it."""

    __slots__ = ("groups", "names")

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        self.groups: dict[tuple[str, bool], Group] = {}

    def add(self, predicate: Compare, number: int) -> None:
        kind = (_KINDS.get(predicate.operator, ".."), predicate.or_unknown)
        group = self.groups.get(kind)
        if group is None:
            group = self.groups[kind] = _new_group(*kind, predicate.key in TOKEN_KEYS)
        group.add(predicate, number)

    def mark(self, flags: Flags, found: tuple[Interval, ...]) -> None:
        for group in self.groups.values():
            if found or group.or_unknown:
                group.mark(flags, found)


_KINDS = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}


def _new_group(kind: str, or_unknown: bool, of_tokens: bool) -> Group:
    if kind == "..":
        return Ranges(or_unknown, of_tokens)
    return Thresholds(kind[0] == ">", len(kind) == 1, or_unknown, of_tokens)


class NumberBoard:
    """Atoms of several keys."""

    def __init__(self) -> None:
        self._measures: dict[tuple[str, str], _Measure] = {}
        self._scores: dict[frozenset[str], _Measure] = {}
        self._scores_of: dict[str, list[_Measure]] = {}
        self._takes_unknown: list[_Measure] = []

    def add(self, predicate: Compare, number: int) -> None:
        """Keep an atom."""
        if predicate.key == "score":
            self._add_score(predicate, number)
            return
        place = (predicate.key, predicate.of)
        measure = self._measures.get(place)
        if measure is None:
            measure = self._measures[place] = _Measure(())
        measure.add(predicate, number)

    def _add_score(self, predicate: Compare, number: int) -> None:
        measure = self._scores.get(predicate.accepted_of)
        if measure is None:
            measure = self._scores[predicate.accepted_of] = _Measure(predicate.accepted_of)
            for name in measure.names:
                self._scores_of.setdefault(name, []).append(measure)
        measure.add(predicate, number)
        if predicate.or_unknown and measure not in self._takes_unknown:
            self._takes_unknown.append(measure)

    def mark(self, flags: Flags, variant: Variant) -> None:
        """Set the atoms that hold of a variant."""
        for (key, of), measure in self._measures.items():
            measure.mark(flags, numbers_on(variant, key, of))
        if self._scores:
            self._mark_scores(flags, variant)

    def _mark_scores(self, flags: Flags, variant: Variant) -> None:
        scores = variant.scores
        touched = {id(one): one for name in scores if name in self._scores_of for one in self._scores_of[name]}
        for measure in touched.values():
            found = tuple(pair for name in measure.names for pair in numbers_on(variant, "score", name))
            measure.mark(flags, found)
        for measure in self._takes_unknown:
            if id(measure) not in touched:
                measure.mark(flags, ())
