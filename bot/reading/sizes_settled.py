"""Whose a size is once all sizes of a text are known: a name's or an exact one, a member's or its family's."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.numerals import SCALES
from bot.reading.page import Page
from bot.types import Fact

_SIZES = ("params_total", "params_active")


def sizes_settled(found: list[Fact], page: Page) -> list[Fact]:
    """Return facts without the sizes that others say better, each size with the model that has it."""
    found = _of_its_member(_of_active_members(found, page), page)
    return _of_the_only_size(
        _of_sized(_of_named(_of_several(_agreeing(_whole(_exact(found))), page), page), page), page
    )


_TELLS_ACTIVE = re.compile(r"[ -]A\d+(?:\.\d+)?[BM]\b", re.I)


def _of_active_members(found: list[Fact], page: Page) -> list[Fact]:
    """Give a family's sizes to the members whose names tell how much of it is active: "Tern-Sea-A14B" of 27 billion."""
    own = page.subject.name or ""
    active = {fact.value for fact in found if fact.role == "launch" and fact.field == "params_active"}
    sized = {fact.owner for fact in found if fact.role == "variant" and fact.field == "params_total"}
    members = {
        fact.owner: None
        for fact in found
        if fact.rule == "sizes.name" and fact.field == "params_active" and {fact.value} == active
    }
    if not members or sized & set(members) or _TELLS_ACTIVE.search(own):
        return found
    moved = [fact for fact in found if fact.role == "launch" and fact.field in _SIZES]
    return [fact for fact in found if fact not in moved] + [
        replace(fact, owner=member, role="variant") for fact in moved for member in members
    ]


_LAST_SIZE = re.compile(r"[ -](\d+(?:\.\d+)?)([BM])$", re.I)


def _of_its_member(found: list[Fact], page: Page) -> list[Fact]:
    """Give an exact size that a family is said to have to the one of its members that is named by it: 1.17 billion of a Tern 1.2B."""
    named = {
        fact.owner: Decimal(size[1]) * SCALES[size[2].lower()]
        for fact in found
        if fact.role == "variant" and (size := _LAST_SIZE.search(fact.owner))
    }
    if len(named) < 2 or _LAST_SIZE.search(page.subject.name or ""):
        return found
    moved: list[Fact] = []
    for fact in found:
        is_told = fact.role == "launch" and fact.field == "params_total"
        near = [name for name, size in named.items() if is_told and abs(Decimal(fact.value) - size) < size / NEAR]
        moved.append(replace(fact, owner=near[0], role="variant") if len(near) == 1 else fact)
    return moved


NEAR = 15  # a size is rounded by less than one part of so many


def _exact(found: list[Fact]) -> list[Fact]:
    """Leave out the size in a name where the text says the same model's exactly: an 8B-A1B of 8.3 and 1.5 billion.

    A rounder one is left out instead: "more than 100 billion" of a 110B.
    """
    sizes: dict[tuple[str, str], set[tuple[str, Decimal]]] = defaultdict(set)  # each once, however often it is said
    for fact in found:
        if fact.field in _SIZES:
            sizes[fact.field, fact.owner.casefold()].add(_size(fact))
    worse = {
        (*key, *one) for key, said in sizes.items() for one in said if any(_is_better(other, one) for other in said)
    }
    return [
        fact
        for fact in found
        if fact.field not in _SIZES or (fact.field, fact.owner.casefold(), *_size(fact)) not in worse
    ]


def _size(fact: Fact) -> tuple[str, Decimal]:
    """Return where a size stands, in a "name", in a "list" that models are named from, or else "told", and the size."""
    kind = {"sizes.name": "name", "sizes.list": "list", "sizes.shared": "list"}.get(fact.rule, "told")
    return kind, Decimal(fact.value)


def _is_better(other: tuple[str, Decimal], one: tuple[str, Decimal]) -> bool:
    """Return whether a size is another one without its rounding: of a name's and a sentence's the one with more digits."""
    (where, value), (kind, rounded) = other, one
    if (kind == "told") == (where == "told"):
        return False
    is_name = kind != "told"
    if not _is_near(*((rounded, value) if is_name else (value, rounded))) or (
        value == rounded and "list" in (kind, where)
    ):
        return False
    return _digits(value) >= _digits(rounded) if is_name else _digits(value) > _digits(rounded)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _whole(found: list[Fact]) -> list[Fact]:
    """Leave out what a part has where the text tells the total: a 10-billion-parameter network of "480 billion total parameters"."""
    totals: dict[str, set[Decimal]] = defaultdict(set)
    for fact in found:
        if fact.field == "params_total" and _is_called_total(fact):
            totals[fact.owner].add(Decimal(fact.value))
    return [
        fact
        for fact in found
        if fact.field != "params_total"
        or fact.rule == "sizes.name"
        or len(said := totals.get(fact.owner, ())) != 1
        or Decimal(fact.value) >= min(said)
    ]


def _is_called_total(fact: Fact) -> bool:
    """Return whether the words beside a size call it the total."""
    before, _, behind = fact.quote.text.partition(fact.printed)
    return (
        re.match(r"[ -]?(?:param\w*[ -])?(?:in )?total\b", behind) is not None
        or re.search(r"\btotal (?:of|param\w*(?: count)?(?: of|:)?) (?:about |around |roughly )?$", before) is not None
    )


_NAMED_SIZE = re.compile(r"[ -](\d+(?:\.\d+)?)([BM])(?![\w.])", re.I)


def _agreeing(found: list[Fact]) -> list[Fact]:
    """Leave out a size that the name of its model belies: 70 billion of a Tern 405B are another one's."""
    return [
        fact
        for fact in found
        if fact.field != "params_total"
        or not (named := _NAMED_SIZE.search(fact.owner))
        or _is_near(Decimal(named[1]) * SCALES[named[2].lower()], fact.value)
    ]


def _of_several(found: list[Fact], page: Page) -> list[Fact]:
    """Leave out "Knot 2B" of "2B and 14B variants" where several models of that size have names of their own: Knot-2B-Tie, Knot-2B-Untie."""
    words = page.catalogue.words
    plain = {*words.tuning, *words.precisions}
    own = fold(page.subject.name or "")
    several: set[str] = set()
    for size in {fact.printed for fact in found if fact.rule == "sizes.list"}:
        behind = (re.search(rf"[-_ ]{re.escape(size)}[-_ ](.+)$", one, re.I) for one in page.subject.variants)
        tails = [match[1] for match in behind if match]
        if sum(not {word.casefold() for word in re.split(r"[-_ ]", tail)} <= plain for tail in tails) > 1:
            several.add(own + fold(size))
    return [fact for fact in found if not several or fold(fact.owner) not in several]


def _of_named(found: list[Fact], page: Page) -> list[Fact]:
    """Leave out "Knot 16B" of "16B and 236B parameters" where a table says that the 16B model is the Knot Lite."""
    own = f"{page.subject.name} ".casefold()
    sized = [fact for fact in found if fact.field in _SIZES and fact.role in ("launch", "variant")]
    made_up = {
        fact.owner
        for fact in sized
        if fact.rule == "sizes.list" and fact.owner.casefold() == f"{own}{fact.printed}".casefold()
    }
    elsewhere = {fact.value for fact in sized if _tells_whose(fact, page) and fact.owner not in made_up}
    left = {fact.owner for fact in sized if fact.owner in made_up and fact.value in elsewhere}
    return [fact for fact in found if fact.owner not in left] if left == made_up else found


def _tells_whose(fact: Fact, page: Page) -> bool:
    """Return whether a size is said of a member by its own name: of the family it is no one's, in a name it may be another's."""
    own, owner = fold(page.subject.name or ""), fold(fact.owner)
    return owner != own and (fact.rule != "sizes.name" or not owner.startswith(own))


def _of_sized(found: list[Fact], page: Page) -> list[Fact]:
    """Leave out a size of a family that is one of its members': "the 8B model" of a Tern in 3B, 8B and 30B; and one of other models."""
    own = f"{page.subject.name}".casefold()
    members = {
        fact.value
        for fact in found
        if fact.role == "variant"
        and fact.field == "params_total"
        and fact.owner.casefold().startswith(own)
        and _LAST_SIZE.search(fact.owner, max(len(own) - 1, 0))
    }
    if len(members) < 2:
        return found
    return [
        fact
        for fact in found
        if not (fact.role == "launch" and fact.field == "params_total" and (fact.value in members or _is_of_many(fact)))
    ]


def _is_of_many(fact: Fact) -> bool:
    """Return whether a size is told of several models: "it runs the big 32B parameter models on one card"."""
    return re.search(rf"{re.escape(fact.printed)}[ -]param(?:eter)?s? models\b", fact.quote.text) is not None


_OF_A_MODEL = frozenset({"params_active", "score", "price_input", "price_output", "price_cached"})


_SIZE_IN_NAME = re.compile(r"[ -]\d+(?:\.\d+)?[BM]\b")


def _of_the_only_size(found: list[Fact], page: Page) -> list[Fact]:
    """Give the launch's size to the one variant whose name holds it: "Tern 3" of 31 billion is the Tern 3 31B."""
    sized = {
        fact.owner: fact.value
        for fact in found
        if fact.role == "variant" and fact.field == "params_total" and _SIZE_IN_NAME.search(fact.owner)
    }
    own = page.subject.name
    if len(sized) != 1 or own is None or _SIZE_IN_NAME.search(own) or set(page.subject.variants) - set(sized):
        return found
    name, size = next(iter(sized.items()))
    if any(fact.owner == own and fact.field == "params_total" and not _is_near(size, fact.value) for fact in found):
        return found  # a model of its own beside a small one that was made from it
    return [
        replace(fact, owner=name, role="variant")
        if fact.owner == own
        and (fact.field in _OF_A_MODEL or (fact.field == "params_total" and _is_near(size, fact.value)))
        else fact
        for fact in found
    ]


def _is_near(rounded: object, exact: object) -> bool:
    """Return whether two sizes are one, rounded to a digit."""
    return (
        isinstance(rounded, Decimal) and isinstance(exact, Decimal) and rounded / 2 < exact < rounded * Decimal("1.6")
    )
