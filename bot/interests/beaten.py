"""Atoms about comparisons with another model."""

import numpy as np
from numpy.typing import NDArray

from bot.interests.evaluate import verdict
from bot.interests.query import Beats
from bot.interests.traits import Variant


class BeatsBoard:
    """Atoms by the model they name; those with a star in it apart."""

    def __init__(self) -> None:
        self._by_model: dict[str, list[tuple[Beats, int]]] = {}
        self._globs: list[tuple[Beats, int]] = []
        self._or_unknown: list[int] = []

    def add(self, predicate: Beats, number: int) -> None:
        """Keep an atom."""
        if predicate.or_unknown:
            self._or_unknown.append(number)
        if "*" in predicate.pattern:
            self._globs.append((predicate, number))
        else:
            self._by_model.setdefault(predicate.pattern, []).append((predicate, number))

    def mark(self, flags: NDArray[np.bool_], variant: Variant) -> None:
        """Set the atoms that hold of a variant."""
        if self._or_unknown:
            flags[self._or_unknown] = True
        models = {model for model, _ in variant.compared} if self._by_model or self._globs else set()
        if not models:
            return
        asked = [pair for model in models & self._by_model.keys() for pair in self._by_model[model]]
        for predicate, number in (*asked, *self._globs):
            flags[number] = verdict(predicate, variant) == "yes"
