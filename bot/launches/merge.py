"""What all reports of a launch say together, the same for any order of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from bot.catalogue import Catalogue
from bot.launches.claims import TRUST_ORDER, Said, settled
from bot.launches.decisions import Decisions
from bot.launches.identity import Identity, NameWords, has_size, is_nickname, normal_lab
from bot.launches.named import Named, named
from bot.launches.place import launch_identity
from bot.launches.view import view_of
from bot.types import ArticleRef, Event, Fact, Launch, Report

NOBODY_DECIDED = Decisions()
# News of this kind says how things stand now: what older articles say of these fields no longer holds.
_REPLACES: dict[str, tuple[str, ...]] = {
    "price": ("price_input", "price_output", "price_cached"),
    "license": ("license",),
    "weights": ("access",),
}


@lru_cache(maxsize=8)
def name_words(catalogue: Catalogue) -> NameWords:
    """Return the words of names that placing needs, from the catalogue."""
    words = catalogue.words
    return NameWords(
        lines=frozenset(words.product_lines),
        attributes=frozenset((*words.tuning, *words.precisions)),
        labs=frozenset(
            folded for lab in catalogue.labs for name in (lab.name, *lab.aliases) if (folded := normal_lab(name))
        ),
    )


def launch_of(reports: Sequence[Report], catalogue: Catalogue, decisions: Decisions = NOBODY_DECIDED) -> Launch:
    """Return the launch that these reports make up: best source first, every fact with its article's address.

    Raises:
        ValueError: no report launches anything.
    """
    known = name_words(catalogue)
    ordered = sorted(reports, key=_rank)
    named_ones = [(report, one) for report in ordered if (one := _named(report, known, decisions)) is not None]
    launching = [(report, one) for report, one in named_ones if report.is_launch]
    if not launching:
        raise ValueError("no report launches anything")
    best = launching[0][0]
    whole = launch_identity([one.identity for _, one in launching])
    name = _name(launching, whole)
    keys = frozenset(key for report, one in named_ones for key in _keys(report, one, known))
    said = [
        Said(_marked(fact, keys, decisions), report)
        for report, one in named_ones
        for fact in _owned(report, one, whole, name)
    ]
    facts, disputes = settled(_current(said))
    lab = next((report.lab for report in ordered if report.lab), None)
    view = view_of(replace(best, facts=facts, lab=lab, name=name))
    return Launch(
        key=whole.key + (f"#{launching[0][1].apart}" if launching[0][1].apart else ""),
        title=best.title,
        text=best.text,
        view=replace(view, disputes=disputes, events=_events(ordered)),
        articles=_articles(ordered),
        first_seen=min((report.published for report in ordered if report.published), default=None),
        given_title=decisions.title(keys),
    )


def _rank(report: Report) -> tuple[int, bool, bool, int, str, str, str]:
    trust = TRUST_ORDER[report.trust]
    return (trust, not report.is_launch, report.is_teaser, -len(report.facts), report.url, report.title, report.text)


def _named(report: Report, known: NameWords, decisions: Decisions) -> Named | None:
    one = named(report, known)
    return decisions.applied(one, report.url) if one is not None else None


def _keys(report: Report, one: Named, known: NameWords) -> Iterator[str]:
    """Yield the keys under which decisions about a report are found: as decided, and as it was before a merge."""
    yield one.key
    before = named(report, known)
    if before is not None and not one.apart:
        yield before.key


def _name(launching: Sequence[tuple[Report, Named]], whole: Identity) -> str | None:
    """Return the shortest way to print the launch's name: of "Hy-MT2" and "Hy-MT2 30B-A3B" the family's."""
    exact = [report.name for report, one in launching if report.name and one.identity.words == whole.words]
    names = exact or [report.name for report, _ in launching if report.name]
    return min(names, key=lambda name: (len(name), name), default=None)


def _owned(report: Report, one: Named, whole: Identity, name: str | None) -> Iterator[Fact]:
    """Yield a report's facts as the launch's: what an article on one variant says is that variant's."""
    is_variant = _is_variant(report, one, whole, name)
    for fact in report.facts:
        if fact.role != "launch":
            yield fact
        elif is_variant:
            yield replace(fact, role="variant", owner=report.name or fact.owner)
        else:
            yield replace(fact, owner=name or fact.owner)


def _is_variant(report: Report, one: Named, whole: Identity, name: str | None) -> bool:
    words = one.identity.words
    is_longer = set(words) > set(whole.words) and not is_nickname(words, whole.words)
    return is_longer or (has_size(report.name or "") and not has_size(name or ""))


def _marked(fact: Fact, keys: Iterable[str], decisions: Decisions) -> Fact:
    """Take a number that a person marked as wrong out of every answer; it stays in the evidence."""
    return replace(fact, confidence=Decimal(0)) if decisions.told and decisions.is_wrong(fact, keys) else fact


def _current(said: Sequence[Said]) -> Iterator[Said]:
    """Yield what still holds: of prices, say, those that the newest news about prices gives, and no older ones."""
    newest: dict[str, Said] = {}
    for one in said:
        for field in _REPLACES.get(one.report.event, ()):
            is_told = any(fact.field == field and fact.role in ("launch", "variant") for fact in one.report.facts)
            if is_told and (field not in newest or _time(one) > _time(newest[field])):
                newest[field] = one
    for one in said:
        news = newest.get(one.fact.field)
        is_own = one.fact.role in ("launch", "variant")
        if news is None or not is_own or one.report == news.report or _time(one) > _time(news):
            yield one


def _time(one: Said) -> float:
    return one.report.published.timestamp() if one.report.published else 0.0


def _events(ordered: Sequence[Report]) -> tuple[Event, ...]:
    """Return what later news told of: a launch is no news of its own."""
    return tuple(sorted({report.event for report in ordered if not report.is_launch and report.event != "none"}))


def _articles(ordered: Sequence[Report]) -> tuple[ArticleRef, ...]:
    refs = (ArticleRef(report.url, report.title, report.site, report.published, report.trust) for report in ordered)
    return tuple({(ref.url, ref.title): ref for ref in refs}.values())
