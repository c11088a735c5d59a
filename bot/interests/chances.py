"""How often each atom is true of a launch: guessed from how many queries use it, learned from launches seen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.interests.query import Beats, Compare, Has, Predicate, Words

MOST_LEARNED = 128  # launches
GUESS_WEIGHT = 2.0  # launches that a guess is worth
WORDS_OF_A_LAUNCH = 800
RARE = 0.01
_SHARED_BY_FEW = frozenset({"lab", "family", "model", "source", "lang", "gpu"})


class Chances:
    """Counts of the launches that each atom was true of."""

    def __init__(self, seen: NDArray[np.float32] | None = None, launches: int = 0) -> None:
        self._seen = np.zeros(64, np.float32) if seen is None else seen
        self.launches = launches
        self._latest = np.zeros(0, np.float32)

    @property
    def is_learning(self) -> bool:
        """Say whether more launches would teach it more."""
        return self.launches < MOST_LEARNED

    def learned(self) -> tuple[NDArray[np.float32], int]:
        """Return the counts and the number of launches."""
        return self._seen, self.launches

    def learn(self, truths: NDArray[np.bool_]) -> None:
        """Count a launch's truths, which are followed by their negations."""
        count = len(truths) // 2
        if count > len(self._seen):
            self._seen = np.concatenate((self._seen, np.zeros(count - len(self._seen) + 1024, np.float32)))
        self._seen[:count] += truths[:count]
        self.launches += 1

    def estimate(self, predicates: Sequence[Predicate | None], uses: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the chance of each atom; `uses` says how often queries ask for it."""
        words = sum(int(count) for one, count in zip(predicates, uses, strict=True) if _is_word(one)) or 1
        named = sum(int(count) for one, count in zip(predicates, uses, strict=True) if _is_named(one)) or 1
        guess = np.array(
            [_guess(one, count, words, named) for one, count in zip(predicates, uses.tolist(), strict=True)], np.float32
        )
        seen = np.zeros(len(predicates), np.float32)
        known = min(len(seen), len(self._seen))
        seen[:known] = self._seen[:known]
        self._latest = (guess * GUESS_WEIGHT + seen) / (GUESS_WEIGHT + self.launches)
        return self._latest

    def latest(self, count: int) -> NDArray[np.float32]:
        """Return the last estimate; atoms that came later count as rare."""
        return np.concatenate((self._latest, np.full(count - len(self._latest), RARE, np.float32)))


def _is_word(predicate: Predicate | None) -> bool:
    return isinstance(predicate, Words) and len(predicate.tokens) == 1


def _is_named(predicate: Predicate | None) -> bool:
    return isinstance(predicate, Has) and predicate.key in _SHARED_BY_FEW


def _guess(predicate: Predicate | None, uses: int, words: int, named: int) -> float:
    """Return a first guess: people ask for what is talked about."""
    if isinstance(predicate, Words):
        if len(predicate.tokens) > 1:
            return 0.02
        return 1 - (1 - min(0.5, uses / words)) ** WORDS_OF_A_LAUNCH
    if isinstance(predicate, Has):
        return min(0.5, uses / named) if predicate.key in _SHARED_BY_FEW else 0.3
    if isinstance(predicate, Compare):
        return 0.08 if predicate.key == "score" else 0.4
    return 0.02 if isinstance(predicate, Beats) else 0.5
