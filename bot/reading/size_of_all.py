"""A size that holds for more than its sentence says: of each model of a series, or in the one name under which the launch is published."""

from collections.abc import Iterator
from dataclasses import replace

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.hubs import COPY
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.sizes import sizes_in_name
from bot.types import Fact

_OF_ALL = re.compile(r"\b(?:series|family|lineup|collection)\b", re.I)
_SIZES = ("params_total", "params_active")


def sizes_of_all(found: list[Fact], page: Page) -> Iterator[Fact]:
    """Yield the sizes that follow from those found; none where a variant has one of its own."""
    sized = [fact for fact in found if fact.field in _SIZES and fact.role in ("launch", "variant")]
    if not sized:
        yield from _published(page)
    elif all(fact.role == "launch" for fact in sized):
        is_of_all = len({fact.value for fact in sized}) == 1
        for fact in [fact for fact in sized if is_of_all and _OF_ALL.search(fact.quote.text)][:1]:
            yield from (replace(fact, owner=variant, role="variant") for variant in page.subject.variants)
            return
        yield from _of_tuned(found, sized, page)


_VERSION = re.compile(r"v?\d+(?:\.\d+)*")


def _of_tuned(found: list[Fact], sized: list[Fact], page: Page) -> Iterator[Fact]:
    """Yield the launch's sizes for those that differ from it by their tuning alone: "Tern 2-SFT" and "Tern 2-RL" of Tern 2."""
    own, tuning = page.subject.name or "", page.catalogue.words.tuning
    named = {*page.subject.variants, *(fact.owner for fact in found if fact.role == "variant")}
    tails = {
        one: re.split(r"[ -]+", one[len(own) :].strip(" -").casefold())
        for one in named
        if fold(one).startswith(fold(own))
    }
    tuned = [one for one, words in sorted(tails.items()) if all(word in tuning for word in words)]
    numbered = [one for one, words in tails.items() if len(words) == 1 and _VERSION.fullmatch(words[0])]
    if len(numbered) == 1 and not any(c.isdigit() for c in own):
        tuned += numbered  # the one version of a line of which a text tells the size
    for field in _SIZES:
        values = [fact for fact in sized if fact.field == field]
        if len({fact.value for fact in values}) == 1:
            yield from (replace(values[0], owner=one, role="variant") for one in tuned)


_SIZED = re.compile(r"(?P<stem>[A-Z]{3,8})-\d+(?:\.\d+)?[BM]")


def _is_named(repository: str, own: str) -> bool:
    """Return whether a repository begins with the launch's name, or is its initials and a size: "TMT-1B" of Tern Map Transformer."""
    sized, words = _SIZED.fullmatch(repository), re.split(r"[ -]", own)
    is_short = sized is not None and len(words) > 2 and sized["stem"] == "".join(word[:1] for word in words).upper()
    return is_short or fold(repository).startswith(fold(own))


def _published(page: Page) -> Iterator[Fact]:
    """Yield the size in the launch's name on a hub: "tarn/Auk-0.1-350M" of a text that speaks of Auk."""
    own = page.subject.name
    if own is None or page.document.is_teaser:
        return
    links = [one for one in page.links if _is_named(one["name"], own) and not COPY.search(one["name"])]
    if len({fold(one["name"]) for one in links}) == 1:
        link = links[0]
        name = Sentence(link["name"], *link.span("name"), line=0, is_heading=False)
        yield from sizes_in_name(page, name, Owner(own, "launch"))
