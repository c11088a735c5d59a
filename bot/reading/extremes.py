"""The largest or smallest of a family: what is told of "the largest variant" is that member's, not the family's."""

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.numerals import SCALES
from bot.reading.owners import Owner, sized_variant
from bot.reading.page import Page
from bot.reading.sentences import Sentence

_EXTREME = Cued(
    r"(?:^\W*|[,;:(] ?|\b(?:with|while|whereas|and|but|in|for|by|from|of|even|including|where) )(?:[Tt]he|[Ii]ts|[Oo]ur|[Tt]heir) (?:very )?(?P<w>largest|biggest|smallest|lightest)"
    r" (?:(?:one )?(?:of (?:them|these|those|the (?:[\w-]+ )?(?:family|series|trio|lineup|line-up|range|bunch)))"
    r"|(?:[A-Z][\w.-]*(?: [A-Z\d][\w.-]*){0,3} )?(?:variant|version|member|model|sibling|configuration)\b)(?! (?:yet|ever|to date|so far|it|they|we|the company|on the)\b)",
    "largest biggest smallest lightest",
)
_REACH = 90  # characters between the words and what is told
_SIZE_LAST = re.compile(r"[ -](\d+(?:\.\d+)?)([BM])(?![\w])")
_PRINTED = re.compile(r"\b(\d+(?:\.\d+)?)[ -]?([BM]|billion|million)\b[ -](?:total )?param")


def extreme_told(page: Page, sentence: Sentence, start: int, size: str | None = None) -> Owner | None:
    """Return the member that "the largest variant" before a number is; nobody ("other") where none of that size is named."""
    own = page.subject.name
    said = [one for one in _EXTREME.finditer(sentence) if one.end() <= start - sentence.start <= one.end() + _REACH]
    if not own or not said or _SIZE_LAST.search(own) or _is_said_of_a_name(page, sentence, said[-1].start("w")):
        return None
    between = sentence.text[said[-1].end() : start - sentence.start]
    if page.mentions_in(sentence.start + said[-1].end(), start) or ";" in between:
        return None
    if size is not None:
        owner = sized_variant(page, size, is_listed=True)
        return owner if owner.name in page.variants else Owner(said[-1][0], "other")
    printed = _PRINTED.search(between)
    if printed:
        return sized_variant(page, printed[1] + printed[2][0].upper(), is_listed=True)
    sized = [
        (float(one[1]) * float(SCALES[one[2].lower()]), name)
        for name in page.variants
        if (one := _SIZE_LAST.search(name))
    ]
    if len(sized) < 2:
        return None
    return Owner((max if said[-1]["w"] in ("largest", "biggest") else min)(sized)[1], "variant")


def _is_said_of_a_name(page: Page, sentence: Sentence, place: int) -> bool:
    """Return whether the words stand beside the name that they tell of: "Auk 3, the largest model with 9B parameters"."""
    end = sentence.start + place
    return any(
        re.fullmatch(r"\W{1,3}(?:the|its|our|their) (?:very )?", page.text[one.end : end])
        for one in page.mentions_in(sentence.start, end)
    )
