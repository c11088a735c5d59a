"""Sizes that stand together, each a variant's: lists, brackets behind names or tiers, "4 and 14 billion parameters"."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Cued
from bot.reading.numerals import IN_DIGITS, SCALES
from bot.reading.owners import Owner, is_not_now, owner_at, owner_of, sized_variant
from bot.reading.page import Page
from bot.reading.places import whole_places
from bot.reading.sentences import Sentence
from bot.reading.sizes_of_another import is_of_another
from bot.types import Fact

# A size as names print it: groups t and tu are the total, a and au what is active.
NAMED = r"(?P<t>\d{1,4}(?:\.\d{1,2})?)(?P<tu>[BMTbm])(?:-?[aA](?P<a>\d{1,4}(?:\.\d{1,2})?)(?P<au>[BMbm]))?(?![^\W_])"
PARAMS = r"(?i:param(?:eter)?s?|Parametern?|paramètres|parámetros|parametri)\b"
_SIZE = AtNumbers(rf"(?<![A-Za-z0-9_.$€£¥-])(?<!\d,){NAMED}", "9b 9m 9t")
_ONE = r"\d{1,4}(?:\.\d{1,2})?(?: (?:billion|million)|[BM])?"
_ASIDE = (
    r"(?:, (?:for|aimed at|meant for|suited (?:for|to)) [a-z][a-z -]{2,30})?"  # "8 billion, for use at home, and 70"
)
_SHARED = Cued(
    rf"(?<![A-Za-z0-9_.])(?<!\d,)(?<!entre )(?<!between )(?<!zwischen )(?P<l>{_ONE}{_ASIDE}(?:, {_ONE}{_ASIDE}){{0,5}},? (?:and|or|und|oder|et|ou|y|o) (?:an? (?:[a-z]+ ){{0,2}})?\d{{1,4}}(?:\.\d{{1,2}})?)[ -]?(?P<s>billion|million|Milliarden|milliards|mil millones|[BM]\b)"
    rf"(?: de| d')?[ -]{PARAMS}",
    IN_DIGITS,
    "param parám",
)
_SIZE_IN_NAME = re.compile(rf"(?<=[ -]){NAMED}")
_LIST_CUE = re.compile(
    r"\b(?:sizes?|variants?|versions?|models?|available in|family|in three|in two|in four|editions?|checkpoints?)\b",
    re.I,
)
# "First across models spanning from 7B to 72B": the sizes of others.
OF_OTHERS = re.compile(
    r"\b(?:across|among|against|outperform\w*|surpass\w*|than|beats?)\b[^.;]{0,40}\bmodels?\b[^.;]{0,24}$", re.I
)
_NOT_A_SIZE = re.compile(
    r"^\W*(?:tokens?|users|downloads|dollars|euros?|rows|examples|images|documents|clips|words|lines|people|VRAM|memory)\b",
    re.I,
)


def read_lists(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the sizes of a sentence that stand together, each with its variant."""
    respective = list(_respective(page, sentence))
    if respective:
        yield from respective
        return
    yield from _shared(page, sentence)
    yield from _listed(page, sentence)
    yield from _tiered(page, sentence)
    yield from _bracketed(page, sentence)


_IN_TURN = Cued(
    rf"(?<![A-Za-z0-9_.,$-])(?P<l>\d{{1,4}}(?:\.\d{{1,2}})?[BM]?(?:, \d{{1,4}}(?:\.\d{{1,2}})?[BM]?){{0,6}},? and \d{{1,4}}(?:\.\d{{1,2}})?)(?P<s>[BM]\b|[ -](?:billion|million))[ -]?(?P<k>(?:total|activated|active|dense|trainable) )?{PARAMS},? respectively",
    IN_DIGITS,
    "respectively",
)
_BETWEEN = re.compile(r"(?:,? and |, |/| & )")


def _respective(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield each size of "A, B and C, with 1.0B, 2.8B and 4.5B activated parameters respectively", its own model's."""
    for match in _IN_TURN.finditer(sentence):
        numbers = list(re.finditer(r"(\d+(?:\.\d+)?)([BM]?)", match["l"]))
        owners = _named_in_turn(page, sentence, match.start(), len(numbers))
        if not owners:
            sizes = _sizes_in_turn(sentence, match.start(), len(numbers))
            owners = [sized_variant(page, size[0], is_listed=True) for size in sizes]
            for size, owner in zip(sizes, owners, strict=True):
                yield from named_sizes(page, sentence, size, owner, "sizes.list", sentence.start)
        field = "params_active" if (match["k"] or "").startswith("activ") else "params_total"
        scale = match["s"].strip(" -")[:1].upper()
        for number, owner in zip(numbers, owners, strict=False):
            start = sentence.start + match.start("l") + number.start()
            value = Decimal(number[1]) * SCALES[(number[2] or scale).lower()]
            yield page.fact(
                "sizes.respective", field, value, "params", (start, start + len(number[0])), sentence,
                owner=owner.name, role=owner.role,
            )  # fmt: skip


def _named_in_turn(page: Page, sentence: Sentence, end: int, count: int) -> list[Owner]:
    """Return whose the numbers of a list are by the last names before it; nobody's where fewer stand in a row."""
    names = page.mentions_in(sentence.start, sentence.start + end)[-count:]
    gaps = [page.text[one.end : other.start] for one, other in pairwise(names)]
    in_a_row = len(names) == count and all(_BETWEEN.fullmatch(gap) for gap in gaps)
    return [owner_of(page, name) for name in names] if in_a_row else []


_SIZED_MODELS = re.compile(r" (?:[\w-]+ ){0,4}(?:models|versions|variants|checkpoints)\b[^.;\d]{0,30}$")


def _sizes_in_turn(sentence: Sentence, end: int, count: int) -> list[re.Match[str]]:
    """Return the sizes of "1B and 3B models, with 0.4B and 0.8B active parameters respectively"; none where their number differs."""
    found = [match for match in _SIZE.finditer(sentence) if match.end() <= end]
    runs = [run for run in _runs(sentence.text, found) if _SIZED_MODELS.match(sentence.text[:end], run[-1].end())]
    return runs[-1] if runs and len(runs[-1]) == count else []


_SPENT_ON = re.compile(r" (?:for|on) (?:the )?\d+(?:\.\d+)?[BM]\b")  # "1.5M for 8B": hours of training
_ACTIVE_ONES = re.compile(r"(?: \([^()]{1,20}\))?[ -]?(?:billion |million )?activ", re.I)


def _listed(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the sizes of "1.8B, 7B, and 30B-A3B" when the sentence speaks of sizes or variants of the launch."""
    own = page.subject.name
    if own is None:
        return
    found = [match for match in _SIZE.finditer(sentence) if not _SPENT_ON.match(sentence.text, match.end())]
    is_list = False
    for group in _runs(sentence.text, found):
        begin = sentence.start + group[0].start()
        named = page.mentions_in(sentence.start, begin)[-1:]
        others = [m for m in named if not page.is_subject(m.name) and not _ITEMS_SIZE.fullmatch(m.name)]
        is_of_list = len(group) > 1 or _is_one_of_sizes(sentence.text, group[0])
        if (
            not (is_of_list or (is_list and _ALONGSIDE.search(sentence.text[: group[0].start()])))
            or others
            or _LIKE.search(sentence.text[: group[0].start()])
            or OF_OTHERS.search(sentence.text[: group[0].start()])
            or not _LIST_CUE.search(sentence.text)
            or _NOT_A_SIZE.match(sentence.text[group[-1].end() :])
            or _ACTIVE_ONES.match(sentence.text[group[-1].end() :])
            or _are_of_others(page, sentence, group)
        ):
            continue
        if owner_at(page, begin, begin, sentence).role in ("rival", "other") or is_not_now(
            page, begin, begin, sentence
        ):
            continue
        is_list = True
        line = _line_before(page, sentence, group[0])
        for match in group:
            owner = sized_variant(page, match[0], is_listed=True)
            if line and owner.name not in page.variants:
                owner = Owner(line + match[0], "variant")
            yield from named_sizes(page, sentence, match, owner, "sizes.list", sentence.start)


_GOES_ON_BY_SIZE = re.compile(r"(?:, |,? (?:and|or|/) )")


def _line_before(page: Page, sentence: Sentence, first: re.Match[str]) -> str:
    """Return the beginning that sizes share with the name they follow: "Tern-Sea-" of "Tern-Sea-3B, 4B and 6B"."""
    begin = sentence.start + first.start()
    named = page.mentions_in(sentence.start, begin)[-1:]
    size = _SIZE_IN_NAME.search(named[0].name) if named else None
    if size is None or size.end() < len(named[0].name) or not page.is_subject(named[0].name):
        return ""
    return named[0].name[: size.start()] if _GOES_ON_BY_SIZE.fullmatch(page.text, named[0].end, begin) else ""


# What goes before one more size of a sentence that has told several: "8B and 20B models for servers, alongside a tiny 1B model".
_ALONGSIDE = re.compile(
    r"\b(?:alongside|along with|as well as|together with|plus|and)(?: (?:an?|the|its|our))?(?: [a-z-]+){0,2} {1,3}$"
)
_LIKE = re.compile(
    r"\b(?:like|over|above|beyond|than|as if|akin to|equivalent to|equal to|comparable (?:to|with)|similar to) (?:an? |the )?$"
)
_THE_MODELS = re.compile(r" models?\b")


def _are_of_others(page: Page, sentence: Sentence, group: list[re.Match[str]]) -> bool:
    """Return whether "the 70M and 160M models" are somebody else's: the launch, not named here, is known in other sizes."""
    if not sentence.text[: group[0].start()].endswith("the ") or not _THE_MODELS.match(sentence.text, group[-1].end()):
        return False
    known = {size[0] for one in (page.subject.name or "", *page.variants) for size in _SIZE_IN_NAME.finditer(one)}
    is_named = any(page.is_subject(one.name) for one in page.mentions_in(sentence.start, sentence.end))
    return bool(known) and not is_named and not any(match[0] in known for match in group)


_BRACKET = Cued(
    rf" ?\((?:an? |the )?{NAMED}(?:[ -]{PARAMS}| total| params| dense| MoE| model)*[),;]", "(9 (a (the", "9b 9m 9t"
)


def _bracketed(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the size in brackets behind the name of the launch or a variant: "Gannet Small (24B)"."""
    for mention in page.mentions_in(sentence.start, sentence.end) if _BRACKET.may_match(sentence) else ():
        match = _BRACKET.regex.match(page.text, mention.end, sentence.end) if page.is_subject(mention.name) else None
        if match is not None:
            owner = owner_of(page, mention)
            if owner.role == "launch" and _has_several(page, mention.name):
                owner = sized_variant(page, f"{match['t']}{match['tu'].upper()}", is_listed=True)
            yield from named_sizes(page, sentence, match, owner, "sizes.bracket", 0)


def _has_several(page: Page, name: str) -> bool:
    """Return whether a text prints a name with more than one size in brackets: "Tern 2 (8B)" and "Tern 2 (4B)"."""
    found = (_BRACKET.regex.match(page.text, place + len(name)) for place in whole_places(name, page.text))
    return len({(match["t"], match["tu"].upper()) for match in found if match}) > 1


_OF_A_TIER = Cued(
    rf"{PARAMS},? (?:[a-z][a-z-]+ ){{0,2}}(?P<r>[A-Z][a-z]+) (?:[a-z-]+ ){{0,3}}(?:model|version|variant)\b",
    "param parám",
    "model version variant",
)


def tier_told(page: Page, sentence: Sentence, end: int) -> Owner | None:
    """Return the variant of "a 284 billion parameter Swift model with 13 billion active": the launch's with a tier behind."""
    own = page.subject.name
    said = [one for one in _OF_A_TIER.finditer(sentence) if one.start() <= end - sentence.start + 1]
    if not own or not said or said[-1]["r"].casefold() not in page.catalogue.words.tiers:
        return None
    tier = said[-1]["r"]
    named = next((one for one in page.variants if re.search(rf"[ -]{tier}$", one)), f"{own} {tier}")
    return Owner(named, "variant")


_TIER = Cued(
    rf"\b(?P<r>[Bb]ase|[Ll]arge|[Ss]mall|[Mm]edium|[Tt]iny|[Mm]ini|[Nn]ano|[Mm]icro|[Ll]ite|[Hh]uge|XL|[Xx]-?[Ll]arge)(?: (?:model|version|variant|size))? \((?:an? |about |~)?{NAMED}(?:[ -]{PARAMS})?\)",
    "9b 9m 9t",
    "base large small medium tiny mini nano micro lite huge xl",
)


def _tiered(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the sizes of "both a base (139M params) and a large (395M params) model", each a variant's."""
    own, tiers = page.subject.name, list(_TIER.finditer(sentence))
    if own is None:
        return
    if len(tiers) < 2:
        yield from _in_brackets(page, sentence)
        return
    begin = sentence.start + tiers[0].start()
    if owner_at(page, begin, begin, sentence).role in ("rival", "other") or is_not_now(page, begin, begin, sentence):
        return
    for match in tiers:
        tier = match["r"].casefold()
        named = next((one for one in page.variants if re.search(rf"[ -]{tier}$", one, re.I)), f"{own} {match['r']}")
        yield from named_sizes(page, sentence, match, Owner(named, "variant"), "sizes.tier", sentence.start)


_IN_BRACKETS = Cued(
    rf"(?P<r>(?<![\w-])(?:ViT-)?[A-Za-z][\w.-]{{0,16}}) \((?:about |~)?{NAMED}(?:[ -]{PARAMS})?\)(?=,| and|\)|\.|;)",
    "9b 9m 9t",
)
FEWEST_IN_BRACKETS = 3


def _in_brackets(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the sizes of "four sizes: B (86M), L (303M), and giant (1B)", each a variant's: three in a row and more."""
    if not _IN_BRACKETS.may_match(sentence) or not _LIST_CUE.search(sentence.text):
        return
    found = list(_IN_BRACKETS.finditer(sentence))
    gaps = [sentence.text[a.end() : b.start()] for a, b in pairwise(found)]
    if len(found) < FEWEST_IN_BRACKETS or not all(re.fullmatch(r",? (?:and )?(?:an? )?", gap) for gap in gaps):
        return
    own, begin = page.subject.name, sentence.start + found[0].start()
    if owner_at(page, begin, begin, sentence).role in ("rival", "other") or is_not_now(page, begin, begin, sentence):
        return
    for match in found:
        named = next(
            (one for one in page.variants if re.search(rf"(?:^|[ -]){re.escape(match['r'])}$", one, re.I)), None
        )
        owner = Owner(named or f"{own} {match['r']}", "variant")
        yield from named_sizes(page, sentence, match, owner, "sizes.tier", sentence.start)


# One of these is in every sentence that read_lists has to look at.
LISTS = (_IN_TURN, _SHARED, _SIZE, _TIER, _IN_BRACKETS, _BRACKET)


def _shared(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the sizes of "0.6, 4 and 14 billion parameters" or "9 billion and 27 billion parameters", each a variant's."""
    for match in _SHARED.finditer(sentence) if page.subject.name else ():
        begin = sentence.start + match.start()
        is_ours = owner_at(page, begin, begin, sentence).role in ("launch", "variant")
        is_ours = is_ours and not is_of_another(page, sentence, begin, sentence.start + match.end())
        if not is_ours or is_not_now(page, begin, begin, sentence) or OF_OTHERS.search(sentence.text[: match.start()]):
            continue
        for number in re.finditer(r"(\d+(?:\.\d+)?)(?: ?(billion|million|[BM]))?", match["l"]):
            start = sentence.start + match.start("l") + number.start()
            letter = _letter(number[2] or match["s"])
            owner = sized_variant(page, f"{number[1]}{letter}", is_listed=True)
            place = (start, start + len(number[1]))
            value = Decimal(number[1]) * SCALES[letter.lower()]
            yield page.fact(
                "sizes.shared", "params_total", value, "params", place, sentence, owner=owner.name, role=owner.role
            )


def _letter(scale: str) -> str:
    """Return B for billion and milliard, M for million."""
    return "M" if scale == "M" or scale.lower() == "million" else "B"


_OF_SIZES = re.compile(r"\b(?:two|three|four|five|six|\d) (?:[a-z]+ )?(?:sizes|variants|versions|models)\b", re.I)
_ITS_MODEL = re.compile(r" {1,4}(?:[a-z-]+ {1,4}){0,2}(?:model|variant|version|one)\b")
FAR = 40  # where the colon of a list is looked for
_ITEMS_SIZE = re.compile(r"Effective \d{1,2}(?:\.\d)?B")  # how E2B is spelt out
# An item behind the colon of "four sizes: Small 2B, a 26B Mixture-of-Experts and a 31B Dense".
_HEADS_ITEM = re.compile(r"(?::|[,;]|,? and) (?:an? )?$")
_ENDS_ITEM = re.compile(r"(?: [A-Za-z][A-Za-z-]{2,20}){0,3}(?: \([^()\d]{1,30}\))?(?:[,;.)]| and\b|$)")


def _is_one_of_sizes(text: str, match: re.Match[str]) -> bool:
    """Return whether a size is one that a sentence of several sizes explains: "two sizes: a 32B model for ..., and a 1.2B model"."""
    before, behind = text[: match.start()], text[match.end() :]
    said = _OF_SIZES.search(before)
    if said is None or _ITS_MODEL.match(behind):
        return said is not None
    is_listed = ":" in before[said.end() : said.end() + FAR]
    return is_listed and bool(_HEADS_ITEM.search(before) and _ENDS_ITEM.match(behind))


def _runs(text: str, found: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Return matches that only commas, "and" and brackets part."""
    runs: list[list[re.Match[str]]] = []
    for match in found:
        gap = text[runs[-1][-1].end() : match.start()] if runs else None
        if gap is not None and re.fullmatch(r"(?:\s*\([^)]{1,20}\))?\s*(?:,|and|or|/|&|to|,? ?and|,? ?or|\s)*\s*", gap):
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs


def named_sizes(
    page: Page,
    sentence: Sentence,
    match: re.Match[str],
    owner: Owner,
    rule: str,
    base: int,
    *,
    is_original: bool = False,
) -> Iterator[Fact]:
    """Yield the facts of one name such as 30B-A3B, found at `base` in the text."""
    for number, unit, field in (("t", "tu", "params_total"), ("a", "au", "params_active")):
        if match[number]:
            place = (base + match.start(number), base + match.end(unit))
            value = Decimal(match[number]) * SCALES[match[unit].lower()]
            yield page.fact(
                rule,
                field,
                value,
                "params",
                place,
                sentence,
                owner=owner.name,
                role=owner.role,
                is_original=is_original,
            )
