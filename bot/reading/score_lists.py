"""Scores without a sentence: "ContourQA" and then "- M: 79.6", one model a line; "79.6%" above "ContourQA score"."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.benchmarks import Bench, benchmarks_in
from bot.reading.figures import figures
from bot.reading.owners import Owner, owner_of
from bot.reading.page import Page
from bot.reading.score_amounts import Amount
from bot.reading.sentences import Sentence

_ITEM = re.compile(
    r"(?P<bullet>[-*•+] )?(?P<m>[A-Za-z][\w.+-]*(?: [\w.+-]+){0,4}?) ?(?:\([^()]{1,40}\))? ?[:=] ?(?P<n>\d{1,4}(?:\.\d{1,3})?) ?(?P<u>%)?[^\w.]*"
)


class Listed(NamedTuple):
    """An item: the score of a model on the benchmark that stands above its list."""

    sentence: Sentence
    bench: Bench
    amount: Amount
    owner: Owner


def listed_scores(page: Page) -> Iterator[Listed]:
    """Yield the items of every list that names models, under a line that names one benchmark."""
    above: Sentence | None = None
    items: list[tuple[Sentence, re.Match[str]]] = []
    for sentence in page.sentences:
        item = _ITEM.fullmatch(sentence.text)
        is_next = item is not None and above is not None and sentence.line == above.line + 1 + len(items)
        if item is not None and is_next and (not items or item["bullet"] == items[0][1]["bullet"]):
            items.append((sentence, item))
            continue
        yield from _of_list(page, above, items)
        above, items = sentence, []
    yield from _of_list(page, above, items)
    yield from _figures(page)


_FIGURE = re.compile(r"\W{0,4}(?P<n>\d{1,3}(?:\.\d{1,2})?) ?(?P<u>%)\W{0,2}")
_MEANING = re.compile(
    r"(?: \([^()]{1,40}\))?(?: (?:benchmark|score|accuracy|result|pass rate|success rate))*(?: \([^()]{1,40}\))?\W*"
)


def _figures(page: Page) -> Iterator[Listed]:
    """Yield what stands on one line with its benchmark on the next, unless the lines below speak of others or give it twice."""

    def is_meaning(line: Sentence) -> bool:
        benches = benchmarks_in(page, line) if line.is_heading else []
        return (
            len(benches) == 1
            and benches[0].start == line.start
            and _MEANING.fullmatch(page.text, benches[0].end, line.end) is not None
        )

    found = list(figures(page, _FIGURE, is_meaning)) if page.subject.name else []
    benches = [benchmarks_in(page, figure.meaning)[0] for figure in found]
    names = [bench.name.casefold() for bench in benches]
    for figure, bench in zip(found, benches, strict=True):
        last = figure.below.end if figure.below is not None else figure.meaning.end
        named = page.mentions_in(figure.meaning.start, last)
        if names.count(bench.name.casefold()) == 1 and (not named or any(page.is_subject(one.name) for one in named)):
            match, start = figure.match, figure.number.start
            amount = Amount(Decimal(match["n"]), True, start + match.start("n"), start + match.end("n"))
            yield Listed(figure.whole(page.text), bench, amount, Owner(page.subject.name or "", "launch"))


def _of_list(page: Page, above: Sentence | None, items: list[tuple[Sentence, re.Match[str]]]) -> Iterator[Listed]:
    benches = benchmarks_in(page, above) if above is not None and items else []
    owners = [_owner(page, sentence, item) for sentence, item in items]
    if len(benches) != 1 or not any(owner.role != "other" for owner in owners):
        return
    for (sentence, item), owner in zip(items, owners, strict=True):
        start, end = sentence.start + item.start("n"), sentence.start + item.end("n")
        role = "rival" if owner.role == "other" else owner.role
        yield Listed(
            sentence, benches[0], Amount(Decimal(item["n"]), bool(item["u"]), start, end), Owner(owner.name, role)
        )


def _owner(page: Page, sentence: Sentence, item: re.Match[str]) -> Owner:
    """Return whose an item is; one without a known name is another's where the list names models at all."""
    named = page.mentions_in(sentence.start + item.start("m"), sentence.start + item.start("m") + 1)
    return owner_of(page, named[0]) if named else Owner(item["m"], "other")
