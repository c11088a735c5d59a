"""Which of very many words and phrases stand in a launch: words by dictionary, phrases by their first two words."""

from itertools import repeat

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from bot.interests.text import has_sequence
from bot.interests.traits import Shared

Flags = NDArray[np.bool_]
Whole = NDArray[np.intp]
_UNKNOWN = repeat(0)  # the number of words that nobody asks for
_SPREAD = 2_654_435_761  # a prime that scatters pairs of words over the pair flags
_LEAST_PAIRS = 1 << 15


class WordBoard:
    """Words and phrases, each with the number of its atom."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}  # numbered from 1
        self._atoms = [0]  # of each word: the atom that is true of everything where nobody asks for the word alone
        self._atom_array: Whole = np.zeros(1, np.intp)
        self._phrases: dict[tuple[int, int], list[tuple[tuple[int, ...], int]]] = {}
        self._may_begin: Flags = np.zeros(_LEAST_PAIRS, np.bool_)  # by pair of words: some phrase may begin so
        self._globs = GlobBoard()

    def add(self, tokens: tuple[str, ...], number: int) -> None:
        """Keep a word or phrase."""
        if any("*" in token for token in tokens):
            self._globs.add(tokens, number)
            return
        words = [self._word(token) for token in tokens]
        if len(words) == 1:
            self._atoms[words[0]] = number
            self._atom_array = self._atom_array[:0]
        else:
            self._add_phrase((words[0], words[1]), tuple(words[2:]), number)

    def _word(self, token: str) -> int:
        word = self._words.get(token)
        if word is None:
            word = self._words[token] = len(self._atoms)
            self._atoms.append(0)
            self._atom_array = self._atom_array[:0]
        return word

    def _add_phrase(self, pair: tuple[int, int], rest: tuple[int, ...], number: int) -> None:
        self._phrases.setdefault(pair, []).append((rest, number))
        if len(self._phrases) * 16 > len(self._may_begin):
            self._may_begin = np.zeros(4 * len(self._may_begin), np.bool_)
            for known in self._phrases:
                self._may_begin[self._place(*known)] = True
        self._may_begin[self._place(*pair)] = True

    def _place(self, first: int, second: int) -> int:
        return (first * _SPREAD + second) & (len(self._may_begin) - 1)

    def mark(self, flags: Flags, shared: Shared) -> None:
        """Set the atoms whose words stand in a launch."""
        if self._words:
            words = list(map(self._words.get, shared.tokens, _UNKNOWN))
            if not len(self._atom_array):
                self._atom_array = np.array(self._atoms, np.intp)
            numbers = np.array(words, np.intp)
            flags[self._atom_array.take(numbers)] = True
            if self._phrases and len(words) > 1:
                flags[self._phrases_in(words, numbers)] = True
        self._globs.mark(flags, shared)

    def _phrases_in(self, words: list[int], numbers: Whole) -> list[int]:
        places = numbers[:-1] * _SPREAD
        places += numbers[1:]
        places &= len(self._may_begin) - 1
        found: list[int] = []
        for at in self._may_begin.take(places).nonzero()[0].tolist():
            for rest, number in self._phrases.get((words[at], words[at + 1]), ()):
                if not rest or tuple(words[at + 2 : at + 2 + len(rest)]) == rest:
                    found.append(number)
        return found


class GlobBoard:
    """Words and phrases with stars; an automaton finds what must stand in the line of a launch's words."""

    def __init__(self) -> None:
        self._targets: dict[str, list[tuple[int, tuple[str, ...] | None]]] = {}
        self._needles: list[str] = []
        self._matcher: AhoCorasick | None = None

    def add(self, tokens: tuple[str, ...], number: int) -> None:
        """Keep an atom."""
        needle, is_enough = needle_of(tokens)
        targets = self._targets.setdefault(needle, [])
        if not targets:
            self._needles.append(needle)
            self._matcher = None
        targets.append((number, None if is_enough else tokens))

    def mark(self, flags: Flags, shared: Shared) -> None:
        """Set the atoms that stand in a launch."""
        if not self._needles:
            return
        if self._matcher is None:
            self._matcher = AhoCorasick(
                self._needles, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
            )
        hits = self._matcher.find_matches_as_indexes(shared.line, overlapping=True)
        for needle in {hit[0] for hit in hits}:
            for number, tokens in self._targets[self._needles[needle]]:
                flags[number] |= tokens is None or has_sequence(shared.tokens, tokens)


def needle_of(tokens: tuple[str, ...]) -> tuple[str, bool]:
    """Return what must stand in the line of a launch's words, and whether that is enough."""
    line = f" {' '.join(tokens)} "
    inner = line.removeprefix(" *").removesuffix("* ")
    if "*" not in inner:
        return inner, True
    return max(line.split("*"), key=len), False
