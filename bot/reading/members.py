"""The members of a launched family: those that the text names, those that it only links, and sizes such as E4B."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.names import Mention
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.sizes import sizes_in_name
from bot.types import Fact

_EARLIER = re.compile(
    r"\b(?:previous|predecessor|earlier|older|anterior|précédente?|Vorgänger\w*|last year's)\b[^.;]{0,20}$|(?:前世代|前作|前モデル|上一代|전작)\W{0,3}$",
    re.I,
)
_TO_COME = re.compile(
    r"[^.;]{0,30}\b(?:(?:is|are) still (?:in )?training|(?:might|may|could) be (?:published|released|opened)"
    r"|(?:(?:is|are) )?coming (?:soon|later|next|in (?:the|a|an|late|early|\w+ (?:weeks|months)))\b|(?:will|(?:is|are) (?:planned|expected|due) to) (?:be (?:uploaded|released|published)|follow|come) (?:later|soon|when|in|by)\b)"
)
_PORT = re.compile(r"[-_](?:hf|transformers|diffusers|pytorch|mlx|onnx)$")  # the same model for other software
_SIZES = re.compile(r"\b(?:sizes?|variants?|versions?|models?|editions?)\b")


def read_members(page: Page) -> Iterator[Fact]:
    """Yield each named model of the launch once: a family's members are worth listing without a size, too."""
    seen: set[str] = set()
    variants = {variant.casefold() for variant in page.subject.variants}
    for sentence in page.sentences if variants else ():
        for mention in page.mentions_in(sentence.start, sentence.end):
            key = mention.name.casefold()
            if key in variants and key not in seen and not _is_left_out(page, mention, sentence):
                seen.add(key)
                yield _member(page, "sizes.variant", mention.name, (mention.start, mention.end), sentence)
    yield from _itself(page)
    yield from _effective(page)
    yield from _listed(page, seen)
    yield from _linked(page)


def _is_left_out(page: Page, mention: Mention, sentence: Sentence) -> bool:
    """Return whether a variant is one made for other software here, an earlier one or one to come."""
    before, after = page.text[sentence.start : mention.start], page.text[mention.end : sentence.end]
    return bool(_PORT.search(mention.name.casefold()) or _EARLIER.search(before) or _TO_COME.match(after))


def _member(
    page: Page, rule: str, name: str, place: tuple[int, int], sentence: Sentence, *, is_original: bool = False
) -> Fact:
    return page.fact(
        rule,
        "model",
        name,
        None,
        place,
        sentence,
        owner=name,
        role="variant",
        qualifier="exact",
        is_original=is_original,
    )


def _itself(page: Page) -> Iterator[Fact]:
    """Yield the launch as a model where it stands beside one of its tiers: "Tern-3 and Tern-3-lite"."""
    own, tiers = page.subject.name or "", page.catalogue.words.tiers
    tails = {one: one[len(own) :].strip(" -") for one in page.subject.variants}
    beside = [
        one
        for one, tail in tails.items()
        if tail.casefold() in tiers or (one.startswith(own) and _ADDED.fullmatch(one[len(own) :]))
    ]
    for sentence in page.sentences if beside else ():
        for variant in beside:
            found = _beside(own, variant).search(sentence.text)
            if found:
                start = sentence.start + max(found.start("own"), found.start("last"))
                fact = _member(page, "sizes.variant", own, (start, start + len(own)), sentence)
                yield replace(fact, role="launch")
                return


@lru_cache(maxsize=64)
def _beside(own: str, variant: str) -> re.Pattern[str]:
    """Return a pattern for a launch that is listed with its own tier: "knot-4-large, knot-4, and knot-4-lite", "Knot 3 and Knot 3 Mini"."""
    name, tier = (r"[ -]".join(map(re.escape, re.split(r"[ -]", one))) for one in (own, variant))
    return re.compile(
        rf"(?<![\w-])(?:(?P<own>{name})(?:,|,? and|,? &) {tier}(?![\w-]))|(?<![\w-]){tier}(?:,|,? and|,? &) (?P<last>{name})(?=,|,? and |[.;:]? ?$)",
        re.I,
    )


_ADDED = re.compile(r"[A-Z+]{1,3}")  # what makes another model of one: "Tern 3 and Tern 3D", "Knot R and Knot R+"
_EFFECTIVE = Cued(r"\bE\d{1,2}(?:\.\d)?B\b", "e9")


def _effective(page: Page) -> Iterator[Fact]:
    """Yield the models of "available in E2B and E4B sizes": as large in use as the number says, larger on the disk."""
    own, seen = page.subject.name, set[str]()
    for sentence in _EFFECTIVE.among(page.sentences) if own else ():
        for match in _EFFECTIVE.finditer(sentence):
            place = (sentence.start + match.start(), sentence.start + match.end())
            is_named = any(one.start < place[1] <= one.end for one in page.mentions_in(sentence.start, place[1]))
            if match[0] not in seen and not is_named and _SIZES.search(sentence.text):
                seen.add(match[0])
                yield _member(page, "sizes.variant", f"{own} {match[0]}", place, sentence)


def _listed(page: Page, seen: set[str]) -> Iterator[Fact]:
    """Yield each variant that a table of models lists and the prose does not name."""
    left = {variant.casefold() for variant in page.subject.variants} - seen
    for listed in (one for table in page.listed for one in table):
        if listed.name.casefold() in left:
            left.discard(listed.name.casefold())
            sentence = Sentence(listed.name, listed.start, listed.end, line=0, is_heading=False)
            place = (listed.start, listed.end)
            yield _member(page, "tables.member", listed.name, place, sentence, is_original=True)
            yield from sizes_in_name(page, sentence, Owner(listed.name, "variant"))


def _linked(page: Page) -> Iterator[Fact]:
    """Yield each variant of the launch that the text links on a hub or loads, and the size in its name."""
    if page.document.is_teaser:
        return
    left = {variant: variant for variant in page.subject.variants}
    for link in page.links:
        name = left.pop(link["name"], None)
        if name is not None and not _PORT.search(name):
            sentence = Sentence(name, *link.span("name"), line=0, is_heading=False)
            yield _member(page, "hub.model", name, link.span("name"), sentence, is_original=True)
            yield from sizes_in_name(page, sentence, Owner(name, "variant"))
