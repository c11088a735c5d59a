"""Sizes in the items of a list: below "10 models, including:" a member's, below "three components:" and behind "with a" a part's."""

from bot.reading import lazy_re as re
from bot.reading.owners import Owner, sized_variant
from bot.reading.page import Page
from bot.reading.sentences import Sentence

_COUNTS_MODELS = re.compile(
    r"\b(?:[2-9]|1\d|two|three|four|five|six|seven|eight|nine|ten|several|multiple|following) (?:[\w-]+ ){0,3}(?:models|variants|versions|sizes)\b[^.:;]{0,30}:\W*$",
    re.I,
)
_AN_ITEM = re.compile(r"^\W*(?:(?:An?|The|One) )?(?:[\w-]+,? ){0,4}$")
MOST_ITEMS = 8
_PART = r"(?:encoder|decoder|projector|tokeni[sz]er|vocoder|codec|connector|adapter|draft model|\w*ViT|VAE)s?\b"
# "It combines a 532 million-parameter vision encoder with a 20 billion-parameter model": no size of the whole.
_JOINED = re.compile(
    r"\b(?:combin\w+|pair\w*|integrat\w+|consist\w* of|compris\w+|includ\w+|us(?:es|ing)|featur\w+|employ\w*|with|plus|and|via|through) (?:an? |the |its )?(?:[a-z-]+ ){0,2}$"
)
_THEN_PART = re.compile(rf"(?:[ -]param(?:eter)?s?)?(?:[ -][A-Za-z][\w-]*){{0,3}}? {_PART}", re.I)
_HEADS_PARTS = re.compile(r"\b(?:components|modules|parts|building blocks)\b[^.]{0,30}:\W*$")
_IS_A_PART = re.compile(rf"^\W*(?:[\w-]+ ){{0,2}}{_PART}(?! (?:is|are|that|for)\b)", re.I)


def member_of_items(page: Page, sentence: Sentence, start: int, size: str) -> Owner | None:
    """Return the member of a size that an item begins with, where the list's head counts the launch's models."""
    if not page.subject.name or not _AN_ITEM.match(sentence.text[: start - sentence.start]):
        return None
    for above in page.sentences_before(sentence, MOST_ITEMS):
        if _COUNTS_MODELS.search(above.text):
            return sized_variant(page, size, is_listed=True)
        if above.is_heading or above.text.rstrip().endswith(":"):
            return None
    return None


def is_of_a_part(page: Page, sentence: Sentence, start: int, end: int) -> bool:
    """Return whether a size is told of a part of the model: of an encoder that it is joined with, or in a list of its parts."""
    before, behind = sentence.text[: start - sentence.start], sentence.text[end - sentence.start :]
    if _JOINED.search(before[-60:]) and _THEN_PART.match(behind):
        return True
    if _tells_of_launch(page, sentence):
        return False
    for above in page.sentences_before(sentence, 2 * MOST_ITEMS):
        if above.line == sentence.line:
            continue
        if above.is_heading or above.line < sentence.line - MOST_ITEMS:
            return False
        if _HEADS_PARTS.search(above.text) or (above.line == sentence.line - 1 and _IS_A_PART.match(above.text)):
            return True
    return False


def _tells_of_launch(page: Page, sentence: Sentence) -> bool:
    return any(page.is_subject(one.name) for one in page.mentions_in(sentence.start, sentence.end))
