"""Which patterns are worth trying on a sentence: each says which words it cannot do without, beside the pattern itself.

Of a hundred patterns a sentence matches two or three. One pass over a sentence finds the cues of all of them; a
pattern whose cues are not there is not tried, and not even compiled before the first sentence that has them.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from ahocorasick_rs import AhoCorasick

ALL = -1  # every cue: what a text has that nobody looked through
_groups: dict[str, int] = {}  # words of which one has to be there -> their bit


class HasCues(Protocol):
    """A sentence, as far as a pattern looks at it."""

    @property
    def text(self) -> str:
        """Return its words."""
        ...

    @property
    def cues(self) -> int:
        """Return what `cues_in` found in them."""
        ...


class Cued:
    """A pattern and its cues: of each group of words, parted by spaces, every match holds one at least.

    Cues are lower case; "9" stands for any digit, "_" for a space. tests/test_cues.py proves them from the pattern.
    """

    __slots__ = ("_need", "_regex", "flags", "groups", "pattern")

    def __init__(self, pattern: str, *groups: str, flags: int = 0) -> None:
        self.pattern, self.groups, self.flags = pattern, groups, flags
        self._regex: re.Pattern[str] | None = None
        self._need = _bits(groups)
        CUED.append(self)

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern."""
        if self._regex is None:
            self._regex = re.compile(self.pattern, self.flags)
        return self._regex

    def may_match(self, sentence: HasCues) -> bool:
        """Return whether the sentence has the cues."""
        return sentence.cues & self._need == self._need

    def finditer(self, sentence: HasCues) -> Iterator[re.Match[str]]:
        """Yield every match in a sentence."""
        return self.regex.finditer(sentence.text) if sentence.cues & self._need == self._need else iter(())

    def search(self, sentence: HasCues) -> re.Match[str] | None:
        """Return the first match in a sentence."""
        return self.regex.search(sentence.text) if sentence.cues & self._need == self._need else None

    def search_in(self, part: str, sentence: HasCues) -> re.Match[str] | None:
        """Return the first match in a part of a sentence."""
        return self.regex.search(part) if sentence.cues & self._need == self._need else None


CUED: list[Cued] = []


def cues_in(text: str) -> int:
    """Return which groups of cues a text has a word of, a bit for each."""
    matcher, bits = _matcher()
    found = 0
    for number, _, _ in matcher.find_matches_as_indexes(_low(text), overlapping=True):
        found |= bits[number]
    return found


def words_of(group: str) -> list[str]:
    """Return the cues of a group as they stand in a text."""
    return [word.replace("_", " ") for word in group.split()]


class Words:
    """Words of which a text may hold one, as a part of a word, too; letters of either case, any digit for a digit."""

    def __init__(self, words: Iterable[str]) -> None:
        self._matcher = AhoCorasick(sorted({_low(word) for word in words}))

    def are_in(self, text: str) -> bool:
        """Return whether a text may hold one of the words."""
        return bool(self._matcher.find_matches_as_indexes(_low(text)))


def _bits(groups: tuple[str, ...]) -> int:
    """Return the bits of groups of words; none for groups that come when texts have been looked through already."""
    if _matcher.cache_info().currsize:
        return 0
    return sum(_groups.setdefault(group, 1 << len(_groups)) for group in groups)


@lru_cache(maxsize=1)
def _matcher() -> tuple[AhoCorasick, list[int]]:
    words: dict[str, int] = {}
    for group, bit in _groups.items():
        for word in words_of(group):
            words[word] = words.get(word, 0) | bit
    return AhoCorasick(list(words)), list(words.values())


# What re.IGNORECASE takes for an i, an s.
_ALIKE = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s"})
_DIGITS = str.maketrans(dict.fromkeys("012345678", "9"))
_OTHER_DIGIT, _SPACES = re.compile(r"(?![0-9])\d"), re.compile(r" {2,}")


def _low(text: str) -> str:
    """Return a text in lower case with a 9 for each digit and one space for several."""
    if not text.isascii():
        text = _OTHER_DIGIT.sub("9", text.translate(_ALIKE))
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return text.lower().translate(_DIGITS)
