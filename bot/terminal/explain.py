"""`launchwire explain`: an article line by line, each fact in colour where it stands, with owner, rule, confidence."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.catalogue import Catalogue
from bot.digests.numbers import SURE
from bot.errors import LaunchwireError
from bot.reading import Explained, explain
from bot.second_reader import SecondReader
from bot.terminal.card import WIDTH, printable
from bot.terminal.inputs import Inputs, heard
from bot.types import Article, Fact

THOUSAND = 1000
ANSWERS_QUERIES = Decimal("0.60")  # docs/reading.md, "How sure"
_COLOURS = {
    "params": "cyan", "context": "blue", "output": "blue", "license": "green", "access": "green", "score": "magenta",
    "rank": "magenta", "behind": "magenta", "price": "yellow", "model": "bright_white", "hardware": "bright_cyan",
}  # fmt: skip
_OTHER = "bright_blue"


def run_explain(
    names: Sequence[str],
    catalogue: Catalogue,
    *,
    inputs: Inputs | None = None,
    out: TextIO,
    second: SecondReader | None = None,
) -> int:
    """Print each input with its facts marked, and why it is a launch or not; return 1 when one could not be read."""
    console = Console(file=out, width=None if out.isatty() else WIDTH, highlight=False, soft_wrap=True)
    inputs = inputs or Inputs()
    failed = False
    for name in names:
        try:
            _, article = inputs.article(name)
        except LaunchwireError as error:
            print(f"launchwire explain: {name}: {error}", file=sys.stderr)
            failed = True
            continue
        _print_article(console, article, _explained(article, catalogue, second))
    return int(failed)


def _explained(article: Article, catalogue: Catalogue, second: SecondReader | None) -> tuple[Explained, ...]:
    found = explain(article, catalogue)
    reports = heard(second, article, tuple(one.report for one in found), "explain")
    return tuple(replace(one, report=report) for one, report in zip(found, reports, strict=True))


def _print_article(console: Console, article: Article, own: Sequence[Explained]) -> None:
    texts = (article, *article.related)
    inside = own[: len(own) - len(article.related)]
    for found, source in chain(((one, article) for one in inside), zip(own[len(inside) :], texts[1:], strict=True)):
        _print_verdict(console, found)
        for line in _lines(source.text, found.report.facts):
            console.print(line, soft_wrap=True)
        console.print()


def _print_verdict(console: Console, found: Explained) -> None:
    """Print whether it is a launch, of what, and the points for and against."""
    report = found.report
    style = "bold green" if report.is_launch else "bold red"
    said = "a launch" if report.is_launch else "not a launch"
    console.rule(Text(printable(report.title) or "(no headline)", style="bold"), align="left")
    console.print(Text(f"{'teaser: ' if report.is_teaser else ''}{said}", style=style), end="")
    console.print(f" · kind of news {report.event} · {report.confidence} sure", end="")
    console.print(Text(f" · {printable(report.lab or 'lab not stated')} · {printable(report.name or 'no name')}"))
    for reason in found.reasons:
        console.print(
            Text(f"  {reason.points:+d} {printable(reason.words)}", style="green" if reason.points > 0 else "red")
        )
    console.print(Text(f"{len(report.facts)} facts\n", style="dim"))


def _lines(text: str, facts: Iterable[Fact]) -> Iterator[Text]:
    """Yield every line of a text that holds a fact, marked, with its facts below; "…" stands for lines without one."""
    left = sorted(facts, key=lambda fact: (fact.quote.start, fact.quote.end))
    start, skipped, is_first = 0, False, True
    for raw in text.split("\n"):
        end = start + len(raw)
        here = [fact for fact in left if start <= fact.quote.start <= end]
        if here:
            left = left[len(here) :]
            if skipped and not is_first:
                yield Text("…", style="dim")
            yield _marked(text, start, end, here)
            yield from map(_told, here)
            is_first = False
        skipped = bool(raw.strip()) if not here else False
        start = end + 1


def _marked(text: str, start: int, end: int, facts: Sequence[Fact]) -> Text:
    line = Text()
    place = start
    for fact in facts:
        if fact.quote.start < place:  # two facts of one number: it is coloured once
            continue
        line.append(printable(text[place : fact.quote.start]))
        line.append(printable(text[fact.quote.start : fact.quote.end]), style=_style(fact))
        place = fact.quote.end
    line.append(printable(text[place : max(end, place)]))
    return line


def _style(fact: Fact) -> str:
    colour = next((colour for start, colour in _COLOURS.items() if fact.field.startswith(start)), _OTHER)
    weight = "bold " if fact.confidence >= SURE else ""
    return f"{weight}italic underline {colour}" if fact.role in ("rival", "other") else f"{weight}reverse {colour}"


def _with_thousands(value: Decimal) -> str:
    """Return a number in full, its thousands parted; what "1.6B" is worth has no decimals."""
    is_whole = value >= THOUSAND and value == value.to_integral_value()
    return f"{value:,.0f}" if is_whole else f"{value:,f}"


def _told(fact: Fact) -> Text:
    """Return one fact in words: value, of whom, how sure and by which rule."""
    measure = (
        f" on {fact.measure}"
        if fact.field in ("score", "rank") and fact.measure
        else f" ({fact.measure})"
        if fact.measure
        else ""
    )
    setting = f", {fact.setting}" if fact.setting else ""
    qualifier = "" if fact.qualifier == "exact" else f"{fact.qualifier.replace('_', ' ')} "
    value = _with_thousands(fact.value) if isinstance(fact.value, Decimal) else str(fact.value)
    line = Text("    ")
    line.append(
        f"{fact.field} {printable(qualifier + value)}{f' {fact.unit}' if fact.unit else ''}",
        style=_style(fact).replace("reverse ", ""),
    )
    line.append(
        printable(f"{measure}{setting} · of {fact.owner} ({fact.role}) · {fact.rule} · {fact.confidence}{_use(fact)}"),
        style="dim",
    )
    return line


def _use(fact: Fact) -> str:
    if fact.confidence >= SURE:
        return ""
    return ", too unsure for a card" if fact.confidence >= ANSWERS_QUERIES else ", too unsure for cards and queries"
