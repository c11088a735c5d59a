"""Which of very many words and phrases stand in a launch: one dictionary for words, one automaton for phrases."""

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from bot.interests.text import has_sequence
from bot.interests.traits import Shared

MOST_FRESH = 64  # phrases looked for one by one before the automaton is built anew


class WordBoard:
    """Words and phrases, each with the number of its atom."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._targets: dict[str, list[tuple[int, tuple[str, ...] | None]]] = {}
        self._patterns: list[str] = []
        self._matcher: AhoCorasick | None = None
        self._built = 0  # patterns that the automaton knows

    def add(self, tokens: tuple[str, ...], number: int) -> None:
        """Keep a word or phrase."""
        if len(tokens) == 1 and "*" not in tokens[0]:
            self._words[tokens[0]] = number
            return
        needle, is_enough = needle_of(tokens)
        targets = self._targets.setdefault(needle, [])
        if not targets:
            self._patterns.append(needle)
        targets.append((number, None if is_enough else tokens))

    def mark(self, flags: NDArray[np.bool_], shared: Shared) -> None:
        """Set the atoms whose words stand in a launch."""
        found: list[int] = []
        if self._words:
            words = self._words
            found = [words[word] for word in shared.words & words.keys()]
        if self._patterns:
            self._find_phrases(found, shared)
        if found:
            flags[found] = True

    def _find_phrases(self, found: list[int], shared: Shared) -> None:
        for needle in self._needles_in(shared.line):
            for number, tokens in self._targets[needle]:
                if tokens is None or has_sequence(shared.tokens, tokens):
                    found.append(number)

    def _needles_in(self, line: str) -> set[str]:
        fresh = len(self._patterns) - self._built
        if fresh > max(MOST_FRESH, self._built // 8):
            self._matcher = AhoCorasick(self._patterns, matchkind=MatchKind.Standard, implementation=_KIND)
            self._built, fresh = len(self._patterns), 0
        found = {needle for needle in self._patterns[self._built :] if needle in line} if fresh else set()
        if self._matcher is not None:
            hits = self._matcher.find_matches_as_indexes(line, overlapping=True)
            found.update(self._patterns[number] for number in {hit[0] for hit in hits})
        return found


_KIND = Implementation.ContiguousNFA


def needle_of(tokens: tuple[str, ...]) -> tuple[str, bool]:
    """Return what must stand in the line of a launch's words, and whether that is enough."""
    line = f" {' '.join(tokens)} "
    inner = line.removeprefix(" *").removesuffix("* ")
    if "*" not in inner:
        return inner, True
    return max(line.split("*"), key=len), False
