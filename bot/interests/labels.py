"""Atoms about names: which hold of a variant, found from the names that it has."""

import numpy as np
from numpy.typing import NDArray

from bot.interests.evaluate import is_stated
from bot.interests.query import Has, Stated
from bot.interests.text import is_glob_match
from bot.interests.trait_names import names_on
from bot.interests.traits import Variant


class _Postings:
    """The atoms of one key: by name, by glob, and those that also take unknown."""

    __slots__ = ("by_name", "globs", "or_unknown")

    def __init__(self) -> None:
        self.by_name: dict[str, list[int]] = {}
        self.globs: list[tuple[str, int]] = []
        self.or_unknown: list[int] = []

    def true_of(self, variant: Variant, key: str) -> list[int]:
        """Return the atoms that hold."""
        names = names_on(variant, key)
        by_name = self.by_name
        found = [number for name in names.values & by_name.keys() for number in by_name[name]]
        for glob, number in self.globs:
            if any(is_glob_match(glob, value) for value in names.values):
                found.append(number)
        if not names.is_known:
            found += self.or_unknown
        return found


class NameBoard:
    """Atoms of several keys."""

    def __init__(self) -> None:
        self._postings: dict[str, _Postings] = {}
        self._stated: list[tuple[Stated, int]] = []

    def add(self, predicate: Has, number: int) -> None:
        """Keep an atom."""
        postings = self._postings.setdefault(predicate.key, _Postings())
        for name in predicate.accepted:
            postings.by_name.setdefault(name, []).append(number)
        postings.globs += [(glob, number) for glob in predicate.globs]
        if predicate.or_unknown:
            postings.or_unknown.append(number)

    def add_stated(self, predicate: Stated, number: int) -> None:
        """Keep an atom that asks whether a key is stated at all; there are few."""
        self._stated.append((predicate, number))

    def mark(self, flags: NDArray[np.bool_], variant: Variant) -> None:
        """Set the atoms that hold of a variant."""
        found = [number for predicate, number in self._stated if is_stated(predicate, variant)]
        for key, postings in self._postings.items():
            found += postings.true_of(variant, key)
        if found:
            flags[found] = True
