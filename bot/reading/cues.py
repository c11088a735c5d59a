"""Which patterns are worth trying on a sentence: each says which words it cannot do without, beside the pattern itself.

Of a hundred patterns a sentence matches two or three. One pass over a sentence finds the cues of all of them; a
pattern whose cues are not there is not tried, and not even compiled before the first sentence that has them.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from ahocorasick_rs import BytesAhoCorasick

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.numerals import number_places

T = TypeVar("T")
S = TypeVar("S", bound="HasCues")
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

    @property
    def numbers(self) -> tuple[int, ...] | None:
        """Return where its numbers begin, None where nobody has looked."""
        ...


class Cues:
    """Groups of words, parted by spaces; a sentence has the cues when it holds one word at least of each group.

    Cues are lower case, parts of words, too; "9" stands for any digit, "_" for a space, "@launch_verbs" for the list
    of that name in the catalogue's words.
    """

    __slots__ = ("groups", "need")

    def __init__(self, *groups: str) -> None:
        self.groups = groups
        # What comes when texts have been looked through already needs nothing: it is always tried.
        self.need = (
            0 if _matcher.cache_info().currsize else sum(_groups.setdefault(g, 1 << len(_groups)) for g in groups)
        )

    def are_in(self, sentence: HasCues) -> bool:
        """Return whether a sentence has the cues."""
        return sentence.cues & self.need == self.need

    def among(self, sentences: Iterable[S]) -> list[S]:
        """Return the sentences that have the cues."""
        need = self.need
        return [one for one in sentences if one.cues & need == need]


class Cued(Cues):
    """A pattern with its cues: every match holds one word at least of each group; tests/test_cues.py proves it."""

    __slots__ = ("flags", "pattern", "regex")

    def __init__(self, pattern: str, *groups: str, flags: int = 0) -> None:
        super().__init__(*groups)
        self.pattern, self.flags = pattern, flags
        self.regex = re.compile(pattern, flags)
        CUED.append(self)

    def may_match(self, sentence: HasCues) -> bool:
        """Return whether the sentence has the cues."""
        return sentence.cues & self.need == self.need

    def finditer(self, sentence: HasCues) -> Iterable[re.Match[str]]:
        """Yield every match in a sentence."""
        return self.regex.finditer(sentence.text) if sentence.cues & self.need == self.need else ()

    def search(self, sentence: HasCues) -> re.Match[str] | None:
        """Return the first match in a sentence."""
        return self.regex.search(sentence.text) if sentence.cues & self.need == self.need else None

    def search_in(self, part: str, sentence: HasCues) -> re.Match[str] | None:
        """Return the first match in a part of a sentence."""
        return self.regex.search(part) if sentence.cues & self.need == self.need else None


class AtNumbers(Cued):
    """A pattern that begins where a number does (bot.reading.numerals.AMOUNT), and is tried nowhere else."""

    __slots__ = ()

    def finditer(self, sentence: HasCues) -> Iterator[re.Match[str]]:
        """Yield every match in a sentence."""
        if sentence.cues & self.need != self.need:
            return
        text, end = sentence.text, 0
        for place in number_places(text) if sentence.numbers is None else sentence.numbers:
            match = self.regex.match(text, place) if place >= end else None
            if match is not None:
                end = match.end()
                yield match


CUED: list[Cued] = []
MOST_KNOWN = 4096  # combinations of cues of which a choice keeps what it holds for them


class Choice(Generic[T]):
    """Several things with cues: which of them are worth trying on a sentence is looked up by the cues that it has."""

    def __init__(self, things: Iterable[T], cues_of: Callable[[T], Cues]) -> None:
        self._things = [(thing, cues_of(thing).need) for thing in things]
        self._mask = 0
        for _, need in self._things:
            self._mask |= need
        self._known: dict[int, tuple[T, ...]] = {}

    def __iter__(self) -> Iterator[T]:
        return (thing for thing, _ in self._things)

    def worth_trying(self, sentence: HasCues) -> tuple[T, ...]:
        """Return the things of which a sentence has the cues, in order."""
        found = self._known.get(sentence.cues & self._mask)
        return self._looked_up(sentence.cues & self._mask) if found is None else found

    def among(self, sentences: Iterable[S]) -> Iterator[tuple[S, tuple[T, ...]]]:
        """Yield each sentence that has the cues of one thing at least, with the things worth trying."""
        mask, known = self._mask, self._known
        for sentence in sentences:
            found = known.get(sentence.cues & mask)
            if found is None:
                found = self._looked_up(sentence.cues & mask)
            if found:
                yield sentence, found

    def _looked_up(self, cues: int) -> tuple[T, ...]:
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        found = self._known[cues] = tuple(thing for thing, need in self._things if cues & need == need)
        return found


def one_of_cues(*cues: Cues) -> Choice[Cues]:
    """Return a choice that tells where one at least of several patterns or cues is worth trying."""
    return Choice(cues, lambda one: one)


def cues_in(text: str, catalogue: Catalogue) -> int:
    """Return which groups of cues a text has a word of, a bit for each."""
    matcher, bits, of_digits = _matcher(catalogue)
    low = _low(text)
    found = of_digits if b"9" in low else 0
    for number, _, _ in matcher.find_matches_as_indexes(low, overlapping=True):
        found |= bits[number]
    return found


def words_of(group: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield the cues of a group as they stand in a text."""
    for word in group.split():
        if word.startswith("@"):
            listed = getattr(catalogue.words, word[1:])
            for words in listed.values() if isinstance(listed, dict) else (listed,):
                yield from (_low(word).decode() for word in words)
        else:
            yield word.replace("_", " ")


@lru_cache(maxsize=4)
def _matcher(catalogue: Catalogue) -> tuple[BytesAhoCorasick, list[int], int]:
    words: dict[str, int] = {}
    for group, bit in _groups.items():
        for word in words_of(group, catalogue):
            words[word] = words.get(word, 0) | bit
    of_digits = words.pop("9", 0)  # one look tells: a text has many
    return BytesAhoCorasick([word.encode() for word in words]), list(words.values()), of_digits


# What re.IGNORECASE takes for an i, an s.
_ALIKE = str.maketrans({"\u0130": "i", "\u0131": "i", "\u017f": "s"})
_LOW = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345678", b"abcdefghijklmnopqrstuvwxyz999999999")
_OTHER_DIGIT, _SPACES = re.compile(r"(?![0-9])\d"), re.compile(r" {2,}")


def lowered(text: str) -> str:
    """Return a text in lower case, as long as it was."""
    return (text if text.isascii() else _alike(text)).lower()


def _alike(text: str) -> str:
    """Return a text with an i for each of its namesakes, an s, too; translating costs more than finding none."""
    return text.translate(_ALIKE) if any(chr(one) in text for one in _ALIKE) else text


def _low(text: str) -> bytes:
    """Return a text in lower case with a 9 for each digit and one space for several, in UTF-8."""
    if not text.isascii():
        text = _OTHER_DIGIT.sub("9", _alike(text)).lower()
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return text.encode(errors="surrogatepass").translate(_LOW)
