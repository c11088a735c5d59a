"""Which words and phrases stand in a launch: words by dictionary, phrases word after word, at all places at once."""

from itertools import repeat

import numpy as np
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind
from numpy.typing import NDArray

from bot.interests.text import has_sequence
from bot.interests.traits import Shared

Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]
_UNKNOWN = repeat(0)  # the number of words that nobody asks for
_SPREAD = 2_654_435_761  # a prime that scatters pairs over the pair flags
_LEAST_PAIRS = 1 << 15


class WordBoard:
    """Words and phrases. Each word, and each beginning of a phrase, has a number, and by it its atom."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}  # numbered from 1
        self._longer: dict[int, int] = {}  # a beginning and the word behind it, as a pair: the longer beginning
        self._count = 1
        self._atoms: Whole = np.zeros(64, np.int64)  # by number; 0, which is always true, where nobody asks for it
        self._may_go_on: Flags = np.zeros(_LEAST_PAIRS, np.bool_)  # by pair: some phrase may go on so
        self._globs = GlobBoard()

    def add(self, tokens: tuple[str, ...], number: int) -> None:
        """Keep a word or phrase."""
        if any("*" in token for token in tokens):
            self._globs.add(tokens, number)
            return
        end, *others = [self._word(token) for token in tokens]
        for word in others:
            end = self._beginning(end << 32 | word)
        self._atoms[end] = number

    def _word(self, token: str) -> int:
        word = self._words.get(token)
        if word is None:
            word = self._words[token] = self._next()
        return word

    def _next(self) -> int:
        if self._count == len(self._atoms):
            self._atoms = np.concatenate((self._atoms, np.zeros_like(self._atoms)))
        self._count += 1
        return self._count - 1

    def _beginning(self, pair: int) -> int:
        found = self._longer.get(pair)
        if found is None:
            found = self._longer[pair] = self._next()
            if len(self._longer) * 16 > len(self._may_go_on):
                self._may_go_on = np.zeros(4 * len(self._may_go_on), np.bool_)
                known = np.fromiter(self._longer, np.int64, len(self._longer))
                self._may_go_on[self._places(known >> 32, known & 0xFFFFFFFF)] = True
            else:
                self._may_go_on[((pair >> 32) * _SPREAD + (pair & 0xFFFFFFFF)) & (len(self._may_go_on) - 1)] = True
        return found

    def _places(self, beginnings: Whole, following: Whole) -> Whole:
        places = beginnings * _SPREAD
        places += following
        places &= len(self._may_go_on) - 1
        return places

    def mark(self, flags: Flags, shared: Shared) -> None:
        """Set the atoms whose words stand in a launch."""
        if self._words:
            words = np.fromiter(map(self._words.get, shared.tokens, _UNKNOWN), np.int64, len(shared.tokens))
            flags[self._atoms.take(words)] = True
            if self._longer:
                self._mark_phrases(flags, words)
        self._globs.mark(flags, shared)

    def _mark_phrases(self, flags: Flags, words: Whole) -> None:
        """Go on from every place at once, as long as some phrase goes on so."""
        beginnings, following, ends = words[:-1], words[1:], None
        while following.size:
            hits = np.flatnonzero(self._may_go_on.take(self._places(beginnings, following)))
            pairs = (beginnings.take(hits) << 32 | following.take(hits)).tolist()
            longer = np.fromiter(map(self._longer.get, pairs, _UNKNOWN), np.int64, len(pairs))
            flags[self._atoms.take(longer)] = True
            goes_on = np.flatnonzero(longer)
            ends = (hits + 1 if ends is None else ends.take(hits)).take(goes_on) + 1
            if ends.size and ends[-1] == len(words):
                goes_on, ends = goes_on[:-1], ends[:-1]
            beginnings, following = longer.take(goes_on), words.take(ends)


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
