"""A pattern for any of a list of words: grouped by their first letter, so that a place is compared with few of them."""

from collections import defaultdict
from collections.abc import Iterable

from bot.reading import lazy_re as re


def one_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of some words, in letters of the pattern's case."""
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        tails[word[:1]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(tails.items()))
