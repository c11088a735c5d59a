"""Which variant of the launch a number is told of by its tier alone: "a Pro version", "a medium variant and a large one"."""

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.families import TIERS
from bot.reading.page import Page
from bot.reading.sentences import Sentence

# "A 7B model, plus a 70-billion-parameter Pro version that activates 4 billion": both numbers are the Pro's.
_TIER = Cued(
    rf"\b(?P<t>{TIERS}) (?:version|variant|edition|model)\b",
    TIERS.casefold().replace(" ", "_").replace("|", " "),
    "version variant edition model",
)
_SIZED = re.compile(r"[ -]?(?:(?:million|billion|trillion|[MBT])[ -])?(?:param(?:eter)?s?[ -])?")


# "A medium variant built on Auk with 305 million parameters, and a large variant, which has 568 million": one after another.
_SMALL_TIER = Cued(
    r"\b(?:an?|the|our) (?P<t>tiny|nano|micro|mini|small|medium|base|large) (?:variant|version|model|one|size)\b",
    "tiny nano micro mini small medium base large",
    "variant version model one size",
)
_LETTERS = {"small": "S", "medium": "M", "large": "L"}


def _of_small_tier(page: Page, start: int, sentence: Sentence) -> str | None:
    """Return the variant that the last of several tiers before a number is, where the launch has one of each."""
    found = list(_SMALL_TIER.finditer(sentence)) if page.variants else []
    before = [match for match in found if sentence.start + match.end() <= start]
    if len(found) < 2 or not before:
        return None
    tier = before[-1]["t"]
    ends = rf"[ -](?:{tier}(?![\w-])|(?-i:{_LETTERS.get(tier, tier)})(?![\w-]))"
    named = [one for one in page.variants if re.search(ends, one, re.I)]
    return named[0] if len(named) == 1 else None


# "Pro hits 98.3 and costs $2": a tier alone that heads its sentence or clause.
_ALONE = Cued(
    r"(?:^\W{0,4}|[;:] |, (?:while|and|but) )(?:The )?(?P<t>Pro|Max|Ultra|Flash|Mini|Nano|Plus|Lite|Flash-Lite|Turbo|Air|Opus|Sonnet|Haiku|Codex|Omni) (?:[a-z]+s|was|had|can|also) |(?:^\W{0,4}|[;:] )[Ff]or (?:the )?(?P<f>Pro|Max|Ultra|Flash|Mini|Nano|Plus|Lite|Flash-Lite|Turbo|Air|Opus|Sonnet|Haiku|Codex|Omni), ",
    "pro_ max_ ultra_ flash_ mini_ nano_ plus_ lite_ turbo_ air_ opus_ sonnet_ haiku_ codex_ omni_ for_pro for_the_pro for_max for_ultra for_flash for_mini for_nano for_plus for_lite for_turbo for_air for_opus for_sonnet for_haiku for_codex for_omni for_the_",
)
_CLAUSE = re.compile(r"(?:[^.;]|(?<=\d)\.(?=\d)){0,120}")


def _of_tier_alone(page: Page, start: int, sentence: Sentence) -> str | None:
    """Return the one variant that ends with a tier which stands alone before a number, no name between them."""
    found = list(_ALONE.finditer(sentence)) if page.variants else []
    before = [match for match in found if sentence.start + match.end() <= start]
    if not before or page.mentions_in(sentence.start + before[-1].end(), start):
        return None
    tier = (before[-1]["t"] or before[-1]["f"]).casefold()
    named = [one for one in page.variants if one.casefold().endswith((f" {tier}", f"-{tier}"))]
    is_clause = _CLAUSE.fullmatch(page.text, sentence.start + before[-1].end(), start) is not None
    return named[0] if len(named) == 1 and is_clause else None


def told_tier(page: Page, start: int, end: int, sentence: Sentence) -> str | None:
    """Return the variant whose tier a sentence names beside a number, or before it in the same clause."""
    for match in _TIER.finditer(sentence) if page.variants else ():
        begin, stop = sentence.start + match.start(), sentence.start + match.end()
        if not (_SIZED.fullmatch(page.text[end:begin]) or re.fullmatch(r" [^,.;:]{0,40}", page.text[stop:start])):
            continue
        named = next((one for one in page.variants if re.search(rf"[ -]{match['t']}$", one, re.I)), None)
        if named is not None:
            return named
    return _of_small_tier(page, start, sentence) or _of_tier_alone(page, start, sentence)


# "Its optional Long Think mode scored 45.1": a way to run the launch that has a name of two words and scores of its own.
_MODE = Cued(
    r"\b(?:[Tt]he|[Ii]ts|[Aa]n?|[Oo]ur) (?:[a-z]+ ){0,2}(?P<m>(?!(?:Non|High|Low|Max|Extended|Standard|Default)\b)[A-Z][a-z]+ (?!Mode\b)[A-Z][a-z]+) (?:mode|variant|setting|configuration) (?!of\b)",
    "mode variant setting configuration",
)
LONGEST_TOLD = 120


def told_mode(page: Page, start: int, sentence: Sentence) -> str | None:
    """Return the launch's name with that of the mode which a clause speaks of before a number, no name between them."""
    own, found = page.subject.name, list(_MODE.finditer(sentence))
    before = [match for match in found if sentence.start + match.end() <= start]
    if not own or not before:
        return None
    end = sentence.start + before[-1].end()
    is_clause = start - end < LONGEST_TOLD and not page.mentions_in(end, start) and ";" not in page.text[end:start]
    mode = before[-1]["m"]
    is_other = any(one.end > sentence.start + before[-1].start("m") for one in page.mentions_in(sentence.start, end))
    return f"{own} {mode}" if is_clause and not is_other and mode.split()[0] not in own.split() else None
