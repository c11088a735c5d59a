"""Words that begin a sentence or a heading with a capital and stand elsewhere in small letters: no names."""

from collections.abc import Iterable, Sequence

from bot.reading import lazy_re as re
from bot.reading.places import whole_places
from bot.reading.sentences import Sentence

_WORD = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?: [A-Z][a-z]+)?")
_INSIDE = re.compile(r"[\w,;)\]%’'] $")


def ordinary_words(names: Iterable[str], sentences: Sequence[Sentence], text: str) -> set[str]:
    """Return the names that a text writes in small letters, too, and with a capital only where any word has one."""
    words = [one for one in names if _WORD.fullmatch(one)]
    return {one for one in words if whole_places(one.lower(), text) and not _is_inside(one, sentences)}


def _is_inside(word: str, sentences: Iterable[Sentence]) -> bool:
    """Return whether a word has its capital within a sentence, behind another word."""
    rows = (row for row in sentences if not row.is_heading and word in row.text)
    return any(
        _INSIDE.search(row.text[max(0, place - 2) : place]) for row in rows for place in whole_places(word, row.text)
    )
