"""Figures that a page prints large, each on a line of its own, with what it means on the line below: "78%" above "KelpQA score"."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.page import Page
from bot.reading.sentences import Sentence

LONGEST = 30  # characters of a figure


class Figure(NamedTuple):
    """A figure with the line below it, as one sentence, and the line below that, which may explain both."""

    match: re.Match[str]
    number: Sentence
    meaning: Sentence
    below: Sentence | None

    def whole(self, text: str) -> Sentence:
        """Return both lines as one sentence."""
        start, end = self.number.start, self.meaning.end
        cues = self.number.cues | self.meaning.cues
        return self.number._replace(text=text[start:end], end=end, is_heading=False, cues=cues, numbers=None)


def figures(page: Page, form: re.Pattern[str], is_meaning: Callable[[Sentence], bool]) -> Iterator[Figure]:
    """Yield the figures of a form whose next line is a meaning.

    None where a meaning stands above the figure that is no earlier figure's: there the words come first.
    """
    lines = page.sentences
    taken = -1
    for number, one in enumerate(lines[:-1]):
        match = form.fullmatch(one.text) if len(one.text) <= LONGEST else None
        if match is None or not one.is_heading:
            continue
        above, meaning = lines[number - 1] if number else None, lines[number + 1]
        is_free = above is None or above.start == taken or not is_meaning(above)
        if is_free and meaning.line == one.line + 1 and is_meaning(meaning):
            taken = meaning.start
            below = lines[number + 2] if number + 2 < len(lines) else None
            yield Figure(match, one, meaning, below)
