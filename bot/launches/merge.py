"""What all reports of a launch say together, the same for any order of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.catalogue import Catalogue
from bot.launches.identity import NameWords, normal_lab
from bot.launches.place import launch_key
from bot.launches.view import view_of
from bot.types import ArticleRef, Fact, Launch, Report

_TRUST_ORDER = {"official": 0, "press": 1, "community": 2}


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


def launch_of(reports: Sequence[Report], catalogue: Catalogue) -> Launch:
    """Return the launch that these reports make up: best source first, every fact with its article's address.

    Raises:
        ValueError: no report launches anything.
    """
    ordered = sorted(reports, key=_rank)
    best = ordered[0]
    whole = replace(best, facts=_merged(ordered), lab=_first(report.lab for report in ordered), name=_name(ordered))
    return Launch(
        key=launch_key(ordered, name_words(catalogue)),
        title=best.title,
        text=best.text,
        view=view_of(whole),
        articles=_articles(ordered),
        first_seen=min((report.published for report in ordered if report.published), default=None),
    )


def _rank(report: Report) -> tuple[int, bool, int, str, str]:
    return (_TRUST_ORDER[report.trust], report.is_teaser, -len(report.facts), report.url, report.title)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _name(ordered: Sequence[Report]) -> str | None:
    """Return the shortest name: of "Hy-MT2" and "Hy-MT2 30B-A3B" the family's."""
    names = [report.name for report in ordered if report.name]
    return min(names, key=lambda name: (len(name), name), default=None)


def _merged(ordered: Sequence[Report]) -> tuple[Fact, ...]:
    """Return every fact once, the best source's words first."""
    facts: dict[tuple[object, ...], Fact] = {}
    for report in ordered:
        for fact in report.facts:
            facts.setdefault(_same(fact), replace(fact, quote=replace(fact.quote, url=report.url)))
    return tuple(facts.values())


def _same(fact: Fact) -> tuple[object, ...]:
    owner = "".join(c for c in fact.owner.casefold() if c.isalnum())
    return (fact.field, fact.value, fact.unit, owner, fact.role, fact.measure, fact.setting)


def _articles(ordered: Sequence[Report]) -> tuple[ArticleRef, ...]:
    refs = (ArticleRef(report.url, report.title, report.site, report.published, report.trust) for report in ordered)
    return tuple({(ref.url, ref.title): ref for ref in refs}.values())
