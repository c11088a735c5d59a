"""Is this a launch, and what kind of news is it: points for and against, from the headline, the verbs and the facts."""

from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.card_shape import is_card
from bot.reading.headlines import against_headline, launches_a_model, opens_with_a_model
from bot.reading.kinds import WAYS, called_a_model, called_otherwise
from bot.reading.launch_words import weighed_words
from bot.reading.news_kind import HOSTED, kind_of_news
from bot.reading.no_model import is_called_model, is_no_model, versions_named
from bot.reading.outlook import among_other_news, is_recalled, looks_back, named_in_passing, said_not_to_be_out
from bot.reading.page import Page
from bot.reading.reason import Reason
from bot.reading.self_description import OPENING, SURE, says_otherwise
from bot.types import Event, Fact

CUT = 4
MANY_VERSIONS = 3  # of one line: a text that names them tells of the line
_SIZED = ("tables.params_total", "sizes.name")
_TELLING = frozenset({"params_total", "context_tokens", "license", "score", "access", "price_input", "training_tokens"})

_OF_MODELS = frozenset({"params_active", "output_tokens", "price_output", "base_model", "modality_in", "modality_out"})


def verdict(page: Page, facts: Sequence[Fact]) -> tuple[bool, Event, Decimal]:
    """Return whether a document launches its subject, the kind of news, and how sure that is (0 to 1)."""
    if page.subject.name is None:
        return False, "none", Decimal("0.9")
    points = _sum(_weighed(page, facts))
    event = kind_of_news(page, is_launch=points >= CUT)
    points += _sum(_held_back(page, event, points))
    distance = min(abs(points - CUT + Decimal("0.5")), Decimal(5))
    sure = Decimal("0.5") + distance * Decimal("0.09")
    return points >= CUT, event, sure.quantize(Decimal("0.01"))


def reasons(page: Page, facts: Sequence[Fact]) -> tuple[Reason, ...]:
    """Return everything that moved the verdict; the points together decide, CUT and more is a launch."""
    if page.subject.name is None:
        return (Reason(-CUT, "no name stands out as a model that is launched"),)
    weighed = [reason for reason in _weighed(page, facts) if reason.points]
    points = _sum(weighed)
    event = kind_of_news(page, is_launch=points >= CUT)
    return (*weighed, *(reason for reason in _held_back(page, event, points) if reason.points))


def _sum(found: Iterable[Reason]) -> int:
    return sum(reason.points for reason in found)


def _held_back(page: Page, event: Event, points: int) -> Iterator[Reason]:
    """Yield what takes a document below the cut whatever its points: its kind of news is no launch."""
    is_weak = event in ("price", "update", "benchmark") and page.subject.verb_votes < 4
    is_hosted = event == "update" and HOSTED.search(page.document.title) is not None
    if event in ("deprecation", "rumour") or is_weak or is_hosted:
        yield Reason(min(0, CUT - 1 - points), f"the kind of news is {event}: never announced as a launch")


def _weighed(page: Page, facts: Sequence[Fact]) -> Iterator[Reason]:
    own = {fact.field for fact in facts if fact.role in ("launch", "variant")}
    is_passing, otherwise = named_in_passing(page), says_otherwise(page)
    has_shape = not is_passing and is_card(page, own)
    yield from _for(page, own, is_card=has_shape and otherwise is None)
    yield Reason(-4 * bool(otherwise), f"the text says of itself: {otherwise}")
    yield from against_headline(page, is_card=has_shape)
    yield Reason(-3 * is_passing, f"{page.subject.name} is named late and seldom")
    yield from _from_afar(page, is_card=has_shape)
    sized = {fact.owner for fact in facts if fact.role == "variant" and fact.rule in _SIZED}
    yield from _no_model(page, own, is_card=has_shape, has_members=len(sized) > 1)
    is_bare = own <= {"access"}  # of a service one says no more than how to have it
    yield Reason((-3 - is_bare) * (not is_called_model(page)), "no sentence speaks of a model")
    yield weighed_words(page)
    is_weak = not own & (_TELLING | _OF_MODELS) and not called_a_model(page) and not launches_a_model(page)
    is_weak = is_weak and not (page.subject.verb_votes >= 4 and _speaks_of_a_new_model(page))
    yield Reason(-2 * is_weak, f"{page.subject.name} is neither called a model nor told anything of")


_NEW_MODEL = re.compile(r"\b(?:new|latest|this) (?:[a-z-]+ ){0,3}model\b", re.I)


def _speaks_of_a_new_model(page: Page) -> bool:
    """Return whether a text's opening speaks of a new model, whatever it calls the launched name."""
    return any(_NEW_MODEL.search(sentence.text) for sentence in page.sentences[:OPENING])


def _no_model(page: Page, own: Set[str], *, is_card: bool, has_members: bool) -> Iterator[Reason]:
    """Yield that the name is no model's; a "platform" whose members a table lists with their sizes is a family all the same."""
    name, noun = page.subject.name, None if has_members else called_otherwise(page)
    noun = None if noun in WAYS and own & _TELLING else noun
    yield Reason(-6 * bool(noun), f"{name} is called something other than a model: {noun}")
    yield Reason(-3 * (noun is None and is_no_model(page)), f"{name} stands for something other than a model")
    versions = 0 if is_card else versions_named(page)
    is_bare = page.subject.verb_votes <= 0 or not own & {"params_total", "license"}
    is_one = versions == 1 and page.subject.verb_votes >= SURE  # of which the line's name is short
    is_line = versions >= MANY_VERSIONS or (versions > 0 and is_bare and not is_one)
    yield Reason(-6 * is_line, f"{name} is a line of models, of which versions are named")


def _for(page: Page, own: Set[str], *, is_card: bool) -> Iterator[Reason]:
    subject, name = page.subject, page.subject.name or ""
    telling = ", ".join(sorted(own & _TELLING))
    led_to = 0 if not is_card and is_recalled(page) else subject.verb_votes
    yield Reason(2 * (led_to > 0) + (led_to >= 6), f"a verb of launching leads to {name}")
    yield Reason(3 * (subject.verb_votes <= 0 and launches_a_model(page)), "the headline launches a model")
    yield Reason(2 * (subject.verb_votes <= 0 and opens_with_a_model(page)), f"the opening launches a model, {name}")
    yield Reason((subject.votes >= 3) + (subject.votes >= 5), f"the grammar points to {name}")
    yield Reason(int(name.casefold() in page.document.title.casefold()), f"{name} stands in the headline")
    yield Reason((len(own & _TELLING) > 0) + (len(own & _TELLING) > 2), f"it is told of {name}: {telling}")
    yield Reason(2 * is_card, "it has the shape of a model card")


def _from_afar(page: Page, *, is_card: bool) -> Iterator[Reason]:
    """Yield that a text looks back upon a launch or foresees it; a card does neither."""
    if is_card:
        return
    past = looks_back(page)
    yield Reason(-4 * bool(past), f"the text looks back: {past}")
    others = among_other_news(page)
    yield Reason(-4 * bool(others), f"it is one of several pieces of news, the others of {others} labs")
    not_out = said_not_to_be_out(page)
    yield Reason(-4 * bool(not_out), f"the text says that it is not out: {not_out}")
