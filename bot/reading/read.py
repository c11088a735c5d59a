"""An article in, its reports out: one for the article itself and one for each teaser below it. Pure, and safe on any text."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.abilities import read_abilities
from bot.reading.access import read_access
from bot.reading.clean import LONGEST_TEXT, clean
from bot.reading.context import read_context
from bot.reading.counts import read_counts
from bot.reading.dates import read_dates, read_table_dates
from bot.reading.hardware import read_hardware
from bot.reading.hub_links import read_hub_links
from bot.reading.licences import read_licences
from bot.reading.linked_rows import with_linked_names
from bot.reading.members import read_members
from bot.reading.model_lists import lists_in
from bot.reading.model_tables import listed_in
from bot.reading.page import Page
from bot.reading.page_data import page_data
from bot.reading.plain_counts import read_plain_counts
from bot.reading.prices import read_prices
from bot.reading.ranks import read_ranks
from bot.reading.reason import Reason
from bot.reading.scores import read_scores
from bot.reading.size_of_all import sizes_of_all
from bot.reading.sizes import read_sizes
from bot.reading.sizes_settled import sizes_settled
from bot.reading.split import Document, goes_on, split
from bot.reading.squeeze import squeeze
from bot.reading.stated import read_stated
from bot.reading.table_counts import read_table_counts
from bot.reading.table_facts import read_tables
from bot.reading.tables import Grid, tables_of
from bot.reading.titles import title_in
from bot.reading.training import read_training
from bot.reading.verdict import reasons, verdict
from bot.types import Article, Fact, Report

Rule = Callable[[Page], Iterator[Fact]]
RULES: tuple[Rule, ...] = (
    read_members, read_sizes, read_context, read_licences, read_access, read_hub_links, read_scores, read_ranks, read_prices,
    read_hardware, read_abilities, read_training, read_dates, read_counts, read_stated,
)  # fmt: skip
AGREES = Decimal("0.04")
DOUBTED = Decimal("0.50")
MOST_SURE = Decimal("0.99")
CELL = Decimal("0.10")
# Of these a model has one: where two values stand, at most one is right.
_SINGLE = frozenset(
    {"params_total", "params_active", "context_tokens", "output_tokens", "languages", "training_tokens"}
)


def read(article: Article, catalogue: Catalogue) -> tuple[Report, ...]:
    """Return what an article says: its own report first, then one for each teaser or related item.

    A text of any size, shape and intent is read; what stands behind the first million characters is not.
    """
    return tuple(report for report, _ in _read(article, catalogue))


@dataclass(frozen=True, slots=True)
class Explained:
    """A report with what speaks for and against its being a launch."""

    report: Report
    reasons: tuple[Reason, ...]


def explain(article: Article, catalogue: Catalogue) -> tuple[Explained, ...]:
    """Return what `read` returns, each report with its reasons."""
    found = _read(article, catalogue)
    return tuple(Explained(report, reasons(page, report.facts)) for report, page in found)


def _read(article: Article, catalogue: Catalogue) -> list[tuple[Report, Page]]:
    """Return each report with the page it was read from."""
    article, pages, grids = _pages(article, catalogue)
    own = [(_report(article, page, _facts(page, grids)), page) for page in pages]
    beside = [one for item in article.related for one in _read(item, catalogue)[:1]]
    return [*own, *((replace(report, is_teaser=True), page) for report, page in beside)]


def own_page(article: Article, catalogue: Catalogue) -> tuple[Page, int]:
    """Return the article itself as the rules look at it, and where it ends: its teasers begin there."""
    _, pages, _ = _pages(article, catalogue)
    own = pages[0]
    return own, own.squeezed.origin(pages[1].start) if len(pages) > 1 else len(own.original)


def _pages(article: Article, catalogue: Catalogue) -> tuple[Article, list[Page], list[Grid]]:
    """Return the article with what its page says to machines, its documents ready to be read, and its tables."""
    original, article = _sound(article.text[:LONGEST_TEXT]), replace(article, title=_sound(article.title))
    cleaned = clean(original)
    grids = tables_of(original, cleaned)
    prose = _without(cleaned, grids)
    grids = with_linked_names(original, grids)
    about = page_data(original)
    article = replace(
        article,
        title=article.title or about.title or title_in(original),
        published=article.published or about.published,
    )
    squeezed = squeeze(prose, original)
    headline = " ".join(clean(article.title).split())  # as the text has it, typographic quotes aside
    documents = split(squeezed.text, headline, lambda line: goes_on(original, squeezed.origin(line.start)))
    listed = (*listed_in(original, grids), *lists_in(original))
    squeezed = replace(squeezed, text=_on_one_line(squeezed.text, documents))
    pages = [
        Page(squeezed, original, document, catalogue)
        if document.is_teaser
        else Page(squeezed, original, document, catalogue, about, listed)
        for document in documents
    ]
    return article, pages, grids


def _on_one_line(text: str, documents: Iterable[Document]) -> str:
    """Return a text with a space for each line end inside a line that goes on, so that a name runs over it."""
    pieces, place = [], 0
    for line in (one for document in documents for one in document.lines):
        if line.start >= place:
            pieces += [text[place : line.start], text[line.start : line.end].replace("\n", " ")]
            place = line.end
    return "".join((*pieces, text[place:]))


def _sound(text: str) -> str:
    """Return a text with a question mark for each half of a surrogate pair: no encoding, and so no matcher, takes one."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


_IN_A_LINE = re.compile(r"[^\n]+")


def _without(cleaned: str, grids: Iterable[Grid]) -> str:
    """Return the text with every table blanked, so that no rule for prose reads a cell."""
    pieces, place = [], 0
    for grid in grids:
        if grid.start >= place:  # a table inside another one is blanked with it
            inside = cleaned[grid.start : grid.end]
            pieces += [cleaned[place : grid.start], _IN_A_LINE.sub(lambda m: " " * len(m[0]), inside)]
            place = grid.end
    return "".join((*pieces, cleaned[place:]))


def _facts(page: Page, grids: list[Grid]) -> tuple[Fact, ...]:
    found = [fact for rule in RULES for fact in rule(page)]
    if not page.document.is_teaser:
        found += (*read_tables(page, grids), *read_table_dates(page, grids))
        found += read_table_counts(page, grids)
    found += sizes_of_all(found, page)
    found = sizes_settled(found, page)
    found += read_plain_counts(page, found)
    return tuple(_checked(_one_spelling([fact for fact in found if fact.owner], page.catalogue)))


def _report(article: Article, page: Page, facts: tuple[Fact, ...]) -> Report:
    document = page.document
    is_launch, event, confidence = verdict(page, facts)
    return Report(
        url=article.url,
        title=document.title if document.is_teaser else article.title or document.title,
        text=" ".join(line.text for line in document.lines),
        is_launch=is_launch,
        event=event,
        confidence=confidence,
        lab=page.subject.lab or _stated_lab(article, page),
        name=page.subject.name,
        facts=facts,
        published=article.published,
        site=article.site,
        trust=article.trust,
        is_teaser=document.is_teaser,
    )


def _stated_lab(article: Article, page: Page) -> str | None:
    """Return the lab that a page states to machines where its text names none: the model's maker, else who publishes.

    A publisher is the lab when it is a known one, when the source is a lab's own, or when an organisation signs what it
    says of itself as "we".
    """
    about = page.about
    maker = next((maker for name, maker in about.makers if name and page.is_subject(name)), None)
    known = page.catalogue.lab(maker or about.publisher or about.author)
    if known is not None:
        return known.name
    is_own = article.trust == "official" or (bool(about.author) and any(_WE.search(one.text) for one in page.sentences))
    return maker or (is_own and (about.publisher or about.author)) or None


_WE = re.compile(r"^[^\"]*\b(?:[Ww]e|[Oo]ur)\b[^\"]*$")  # said by the text itself, not by somebody it quotes


_MEASURED = ("score", "rank", "behind")


def _one_spelling(found: list[Fact], catalogue: Catalogue) -> Iterator[Fact]:
    """Name a benchmark that an article spells in two ways by the longer one: "AI Index v4.0" is one with its full name."""
    measures = {fact.measure for fact in found if fact.measure and fact.field in _MEASURED}
    keys = {measure: _bench_key(measure, catalogue) for measure in measures}
    if len(set(keys.values())) == len(keys):
        yield from found
        return
    spellings: dict[tuple[str, ...], str] = {}
    for fact in found:  # in order: of two as long the first one stays
        if fact.measure and fact.field in _MEASURED:
            key = keys[fact.measure]
            spellings[key] = max(spellings.get(key, ""), fact.measure, key=len)
    for fact in found:
        name = spellings[keys[fact.measure]] if fact.measure and fact.field in _MEASURED else fact.measure
        yield fact if name == fact.measure else replace(fact, measure=name)


def _bench_key(name: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what identifies a benchmark: its entry in the catalogue with the version printed, else its letters and digits."""
    hit = next((hit for hit in catalogue.find(name) if hit.kind == "benchmark" and hit.start == 0), None)
    return (hit.entry.name, fold(name[hit.end :])) if hit else (fold(name),)


def _checked(found: Iterable[Fact]) -> Iterator[Fact]:
    """Yield each fact once, surer when the article says it twice, and in doubt when it says two things."""
    same: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in found:
        same[(fact.field, fact.value, fact.unit, fact.owner.casefold(), fact.measure, fact.setting)].append(fact)
    kept = [facts[0] if len(facts) == 1 else _surest(facts) for facts in same.values()]
    rivals: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in kept:
        if fact.field in _SINGLE:
            rivals[(fact.field, fact.owner.casefold())].append(fact)
    doubted = {id(fact) for facts in rivals.values() for fact in _losers(facts)}
    for fact in sorted(kept, key=lambda one: one.quote.start):
        yield replace(fact, confidence=min(fact.confidence, DOUBTED)) if id(fact) in doubted else fact


def _surest(facts: list[Fact]) -> Fact:
    """Return the surest of facts that say the same, surer yet where two places of the article do."""
    best = max(facts, key=lambda fact: (fact.confidence, -fact.quote.start))
    more = AGREES if any(fact.quote.text != best.quote.text for fact in facts) else Decimal(0)
    confidence = min(best.confidence + more, MOST_SURE)
    return best if confidence == best.confidence else replace(best, confidence=confidence)


def _losers(facts: list[Fact]) -> list[Fact]:
    """Return all but the surest of facts that exclude each other; equal within 5 % is no disagreement.

    A table's cell has its owner in its head, a sentence may only seem to: of about equally sure ones the cell is believed.
    """
    best = max(facts, key=lambda fact: (fact.confidence + CELL * fact.rule.startswith("tables."), -fact.quote.start))
    assert isinstance(best.value, Decimal)
    return [
        fact
        for fact in facts
        if fact is not best and isinstance(fact.value, Decimal) and abs(fact.value - best.value) > best.value / 20
    ]
