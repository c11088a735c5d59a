"""What one cell of a table says of its model."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.bench_names import is_label_of_benchmark
from bot.reading.confidence import confidence_of
from bot.reading.numerals import SCALES, value_of
from bot.reading.owners import Owner, sized_variant
from bot.reading.page import Page
from bot.reading.score_amounts import is_possible
from bot.reading.table_cells import (
    BARE_SIZE,
    BOTH_SIZES,
    EXACT_SIZE,
    IN_BILLIONS,
    IN_MILLIONS,
    PRICE,
    PRICES,
    SCORE,
    SCORES,
    SIZE,
    TOKENS,
)
from bot.reading.table_labels import bench_name, parts_of
from bot.reading.table_layout import Table
from bot.reading.tables import Cell
from bot.types import Fact, Quote

_CURRENCY = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}
_SIGNS = (
    ("$", re.compile(r"USD|\$|dollars")),
    ("€", re.compile(r"EUR|€|[Ee]uros?")),
    ("¥", re.compile(r"CNY|RMB|¥|元")),
)
_PER_MILLION = re.compile(r"(?:1 ?M|million)\b.{0,12}tok|per 1 ?M\b|/ ?1?M", re.I)
# A licence of a lab's own, by its shape: "Tern-1 Non-Commercial License".
_LICENCE = re.compile(r"[A-Z][\w.+-]{1,40}(?: [\w.+-]{1,40}){0,6} [Ll]icen[sc]e(?: Agreement)?(?: v?\d(?:\.\d)?)?")
LARGEST_SUM = 3000  # points
_TASK = re.compile(r"[A-Z]{2}")  # beside the metric it is measured by: "QA (F1)"
_LANGUAGES = re.compile(r"(\d{1,4})\+?$")
SAME = Decimal("0.25")  # the share by which a name's round size may differ from the real one


class Spot(NamedTuple):
    """A cell with what its place in the table makes of it: the row's label, the column's head, and whose column it is."""

    page: Page
    table: Table
    label: Cell
    model: Cell
    cell: Cell
    owner: Owner

    def fact(
        self,
        rule: str,
        field: str,
        value: Decimal | str,
        unit: str | None,
        span: tuple[int, int],
        *,
        measure: str | None = None,
        setting: str | None = None,
    ) -> Fact:
        """Return a fact whose value stands at `span` of the cell; its quote is the row's label, the column's and the cell."""
        (text, begin, behind), original, (first, last) = self.cell, self.page.original, span
        start = max(original.find(text[first:last], begin, behind), begin)
        end = start + last - first
        return Fact(
            field, value, unit, original[start:end], "about" if text[:1] in "~≈" else "exact",
            self.owner.name, self.owner.role, Quote(f"{self.model.text} | {self.label.text}: {text}", start, end),
            confidence_of(rule, self.owner.role), rule, measure, setting,
        )  # fmt: skip


def score_facts(spot: Spot) -> list[Fact]:
    """Return the score of a cell whose label is a benchmark; both of a cell that holds two, on two parts of it."""
    match = SCORE.match(spot.cell.text)
    if match is not None:
        is_percent = bool(match["u"]) or "%" in spot.label.text
        score = _score(spot, spot.label.text, match["n"], match.span("n"), is_percent=is_percent)
        return [score] if score else []
    both = SCORES.match(spot.cell.text)
    if both is None:
        return []
    scores = (
        _score(spot, part, both[group], both.span(group), is_percent="%" in both[0])
        for part, group in zip(_parts(spot), "ab", strict=False)
        if both[group]
    )
    return [score for score in scores if score]


def _parts(spot: Spot) -> list[str]:
    """Return what the scores of a cell are on; by two metrics that the corner names the first alone counts: "3-shot (EM / F1)"."""
    return parts_of(spot.label.text, 2) or [spot.label.text] * bool(_TWO_METRICS.search(spot.table.corner))


_TWO_METRICS = re.compile(
    r"[(\[] ?(?:EM|F1|Acc(?:uracy|\.)?|BLEU|chrF|COMET|ROUGE-?[12L]|(?:pass|R|P|hits)@\d+) ?[/|] ?[\w@.+-]{2,12} ?[)\]]",
    re.I,
)


def _score(spot: Spot, label: str, printed: str, span: tuple[int, int], *, is_percent: bool) -> Fact | None:
    page = spot.page
    if label not in page.tests:
        page.tests[label] = _test_of(page, label)
    test = page.tests[label]
    if test is None:
        return None
    name, setting, unit = test
    unit = unit or ("%" if is_percent else "score")
    value = value_of(printed) if "," in printed else Decimal(printed)
    if unit == "%" and not is_percent and 100 < value <= LARGEST_SUM and value == value.to_integral_value():
        unit = "score"  # points of a test that is usually told in per cent
    if not is_possible(value, unit, is_percent=is_percent):
        return None
    return spot.fact("tables.score", "score", value, unit, span, measure=name, setting=setting)


def _test_of(page: Page, label: str) -> tuple[str, str | None, str | None] | None:
    """Return the benchmark that a label names, its setting and its unit as far as they are known; None where it is no test."""
    name, setting = bench_name(label)
    if not any(c.isalpha() for c in name):
        return None
    if not (is_label_of_benchmark(name, page.subject, page.catalogue) or (setting and _TASK.fullmatch(name))):
        return None
    known = page.catalogue.benchmark(name)
    return name, setting, "elo" if setting and setting.lower() == "rating" else known.unit if known else None


def spec_fact(spot: Spot, field: str) -> Iterator[Fact]:
    """Yield what a cell states of a model, where its label says which field; nothing where that is ""."""
    if field == "license":
        yield from _licence_fact(spot)
    elif field == "price_pair":
        yield from _price_facts(spot, PRICES, (("price_input", "n"), ("price_output", "n2")))
    elif field.startswith("price_"):
        yield from _price_facts(spot, PRICE, ((field, "n"),))
    elif field == "languages":
        yield from _languages_fact(spot)
    elif field.startswith("params"):
        yield from _size_facts(spot, field)
    elif field == "output_tokens" and PRICE.match(spot.cell.text) and not TOKENS.match(spot.cell.text):
        yield from _price_facts(spot, PRICE, (("price_output", "n"),))  # "Output tokens: $0.50"
    elif field:
        yield from _tokens_fact(spot, field)


def _licence_fact(spot: Spot) -> Iterator[Fact]:
    licence = spot.page.catalogue.licence(spot.cell.text)
    if licence:
        span = (0, len(spot.cell.text))
        yield spot.fact("tables.license", "license", licence.name, None, span, measure=licence.licence_class)
    elif _LICENCE.fullmatch(spot.cell.text):
        kind = "nc" if re.search(r"non-?commercial", spot.cell.text, re.I) else "restricted"
        yield spot.fact("tables.license", "license", spot.cell.text, None, (0, len(spot.cell.text)), measure=kind)


def _languages_fact(spot: Spot) -> Iterator[Fact]:
    number = _LANGUAGES.match(spot.cell.text)
    if number:
        yield spot.fact("tables.languages", "languages", Decimal(number[1]), "languages", number.span(1))


def _tokens_fact(spot: Spot, field: str) -> Iterator[Fact]:
    """Yield a context or a training length: a number of tokens with a scale, or in thousands at least."""
    match = (SIZE if field == "training_tokens" else TOKENS).match(spot.cell.text)
    if match is None:
        return
    is_plain = field != "training_tokens" and not match["s"] and "," not in match["n"]
    is_sure = spot.table.is_turned or "context" in spot.label.text.casefold()
    if is_plain and not (is_sure and re.fullmatch(r"\d{4,7}", match["n"])):
        return
    span = (match.start("n"), max(match.end("n"), match.end("s")))
    yield spot.fact(f"tables.{field}", field, value_of(match["n"], match["s"]), "tokens", span)


def _size_facts(spot: Spot, field: str) -> Iterator[Fact]:
    """Yield a size, and the active one where the cell says both: "109B/17B active", "17B (Activated) 109B (Total)"."""
    both = BOTH_SIZES.match(spot.cell.text)
    if both is not None:
        yield from _both_sizes(spot, both)
        return
    match = SIZE.match(spot.cell.text)
    if match is None:
        yield from _bare_size(spot, field)
        return
    value = value_of(match["n"], match["s"])
    second = Decimal(match["n2"]) * SCALES[match["s2"].lower()] if match["n2"] else None
    span = (match.start("n"), max(match.end("n"), match.end("s")))
    if second is not None and _says_more_exactly(spot, value, second):
        spot = spot._replace(owner=_sized(spot, match["n"] + match["s"].upper()))
        yield spot.fact(f"tables.{field}", field, second, "params", (match.start("n2"), match.end("s2")))
        return
    yield spot.fact(f"tables.{field}", field, value, "params", span)
    if field == "params_total" and second is not None and second < value:
        yield spot.fact("tables.params_active", "params_active", second, "params", (match.start("n2"), match.end("s2")))


def _says_more_exactly(spot: Spot, value: Decimal, second: Decimal) -> bool:
    """Return whether the second size of a cell is the first one unrounded: "1B (1.23B)"."""
    is_named = re.search(r"activ|emb", spot.label.text, re.I) is not None
    return not is_named and "(" in spot.cell.text and abs(second - value) <= value * SAME


def _sized(spot: Spot, size: str) -> Owner:
    """Return the member of a size where a row is headed by the family alone, else whose row it is."""
    return sized_variant(spot.page, size) if spot.owner.role == "launch" else spot.owner


def _bare_size(spot: Spot, field: str) -> Iterator[Fact]:
    """Yield a size in full, or without its unit where the head says it or the names of other models in the table give it away."""
    exact = EXACT_SIZE.match(spot.cell.text)
    if exact:
        value = Decimal(exact["n"].replace(",", "").replace("_", ""))
        yield spot.fact(f"tables.{field}", field, value, "params", exact.span("n"))
        return
    match = BARE_SIZE.match(spot.cell.text)
    label = spot.label.text
    scale = "b" if IN_BILLIONS.search(label) or spot.table.is_in_billions else "m" if IN_MILLIONS.search(label) else ""
    if match and scale:
        value = Decimal(match["n"]) * SCALES[scale]
        yield spot.fact(f"tables.{field}", field, value, "params", match.span("n"))


def _both_sizes(spot: Spot, match: re.Match[str]) -> Iterator[Fact]:
    suffix = "" if match["a"] else "2"
    for field, number, scale in (("params_active", "a", "as"), ("params_total", "t", "ts")):
        value = Decimal(match[number + suffix]) * SCALES[match[scale + suffix].lower()]
        span = (match.start(number + suffix), match.end(scale + suffix))
        yield spot.fact(f"tables.{field}", field, value, "params", span)


def _price_facts(spot: Spot, pattern: re.Pattern[str], fields: tuple[tuple[str, str], ...]) -> Iterator[Fact]:
    """Yield a price, or two, where the cell, its heads or the words around the table say "per million tokens"."""
    match = pattern.match(spot.cell.text)
    context = f"{spot.label.text} {spot.table.words}"
    if not match or not (match["rest"] or _PER_MILLION.search(context)):
        return
    symbol = match["c"] or next((sign for sign, words in _SIGNS if words.search(context)), None)
    if symbol is None:
        return
    for field, group in fields:
        amount = Decimal(match[group])
        start = match.start(group.replace("n", "c"))
        span = (start if start >= 0 else match.start(group), match.end(group))
        yield spot.fact("tables.price", field, amount, _CURRENCY[symbol.upper()], span)
