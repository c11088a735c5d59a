"""Words that have a capital only because a sentence, a heading or a label begins with them: no names."""

from collections.abc import Iterable, Sequence

from bot.reading import lazy_re as re
from bot.reading.places import LETTER, whole_places
from bot.reading.sentences import Sentence
from bot.reading.variants import extends

_WORD = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]+(?: [A-Z][a-z]+)?")
_INSIDE = re.compile(r"[\w,;)\]%’'\"“(] ?$")
_HEADS = re.compile(r"\W*$")  # what may stand before a name at the head of a headline
_HEAD_ENDS = re.compile(r"\W*(?:$|[:,|(–—]| - | is | by )")


def ordinary_words(likely: Iterable[str], names: Iterable[str], sentences: Sequence[Sentence]) -> set[str]:
    """Return the likely names of a word or two that never stand within a sentence, head the headline or begin a longer name.

    The headline is the last of the sentences.
    """
    words = [one for one in likely if _WORD.fullmatch(one)]
    *body, title = sentences
    prose = [row.text for row in body if not row.is_heading]
    if len(_SMALL.findall(title.text)) > 1:
        prose.append(title.text)
    numbered = [one for one in names if any(c.isdigit() for c in one)]
    return {
        one
        for one in words
        if not (_heads(one, title.text) or _is_inside(one, prose) or any(extends(other, one) for other in numbered))
    }


_SMALL = re.compile(r"\b[a-z]{4,}\b")  # a headline with two such words is written as a sentence


def _heads(word: str, title: str) -> bool:
    """Return whether a headline has a word at its head and apart, or with a number behind: "Tern: a model", no "Setting the Stage"."""
    place = title.find(word)
    end = place + len(word)
    is_head = _HEADS.match(title[: max(place, 0)]) is not None and _HEAD_ENDS.match(title, end) is not None
    return place >= 0 and (is_head or _NUMBERED.match(title, end) is not None)


_NUMBERED = re.compile(r"[ -]?v?\d")


def _is_inside(word: str, prose: Iterable[str]) -> bool:
    """Return whether a word has its capital within a sentence, behind another word."""
    texts = (text for text in prose if word in text)
    return any(
        _INSIDE.search(text[max(0, place - 2) : place]) for text in texts for place in whole_places(word, text, LETTER)
    )
