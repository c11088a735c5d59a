"""What tables say: scores with models as columns or as rows, and sizes, context, licence and prices of each model.

A table speaks of the launch only when the launch or a variant of it heads a row or a column of it.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.catalogue import fold
from bot.reading.bench_names import is_benchmark_name
from bot.reading.names import PRECISION, is_model_name
from bot.reading.numerals import SCALES, value_of
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.scores import is_possible
from bot.reading.sentences import Sentence
from bot.reading.sizes import sizes_in_name
from bot.reading.tables import Cell, Grid
from bot.types import Fact

_SCORE = re.compile(
    r"^[~≈<>*]*\s*(?P<n>\d{1,2},\d{3}|\d{1,4}(?:\.\d{1,3})?)\s*(?P<u>%)?\s*(?:[*†‡§]+|\((?:pass@\d+|\d+-shot|avg@\d+|maj@\d+|±\s*\d+(?:\.\d+)?)\)|±\s*\d+(?:\.\d+)?)?$"
)
_SIZE = re.compile(
    r"^[~≈]?\s*(?P<n>\d{1,4}(?:\.\d{1,3})?)\s*(?P<s>[KMBT]|billion|million|trillion)(?:illion)?(?: ?params| ?parameters)?(?:\s*(?:/|\(|-)\s*A?(?P<n2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<s2>[MB])\s*(?:active|activated)?\)?)?(?: each)?$",
    re.I,
)
_TOKENS = re.compile(r"^(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,4}(?:\.\d{1,2})?)\s*(?P<s>[KM])?(?: tokens)?$", re.I)
_PRICE = re.compile(
    r"^(?P<c>US\$|[$€£¥])?\s*(?P<n>\d{1,4}(?:\.\d{1,4})?)(?P<rest>\s*(?:/|per)\s*(?:1?M|1 million|million)(?: tokens)?)?$",
    re.I,
)
_SETTING = re.compile(
    r"[ ,]*[(\[]?\b(?P<s>pass@\d+(?:-\w+)?|cons@\d+|maj@\d+|avg@\d+|\d+-shot|EM|F1|Acc\.?|CoT|no tools|with tools|Prompt Strict|Resolved|LC-winrate|Percentile|Rating|thinking|non-thinking)\b[)\]]?\s*$",
    re.I,
)
_PARENTHESIS = re.compile(r"\s*[(\[](?P<s>[^()\[\]]{1,40})[)\]]\s*$")
_SNAPSHOT = re.compile(r"\(\d{2,4}(?:-\d{2})?\)\s*$")  # "(11-20)" tells one snapshot from another
_BOTH_SIZES = re.compile(
    r"^(?P<a>\d{1,4}(?:\.\d{1,2})?)\s*(?P<as>[BMT])\s*\((?:Active|Activated)\)\W*(?P<t>\d{1,4}(?:\.\d{1,2})?)\s*(?P<ts>[BMT])\s*\(Total\)$"
    r"|^(?P<t2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<ts2>[BMT])\s*\(Total\)\W*(?P<a2>\d{1,4}(?:\.\d{1,2})?)\s*(?P<as2>[BMT])\s*\((?:Active|Activated)\)$",
    re.I,
)
_CURRENCY = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}
_MODEL_HEADER = re.compile(
    r"^(?:models?|name|variants?|model name|versions?|checkpoint|modelle?|modelo|modèle|模型|モデル|모델)\b", re.I
)
_BENCH_HEADER = re.compile(
    r"bench|eval|metric|dataset|task|test|capability|category|topic|subject|domain|^$|基准|ベンチ", re.I
)
_SETTING_HEADER = re.compile(r"^\W*(?:metrics?|settings?|shots?|mode|n-shot|measure|指标)\W*$", re.I)
_SPECS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("params_active", re.compile(r"\bactiv\w*", re.I)),
    ("", re.compile(r"non-emb|embedding|draft|vocab|hidden|layer|head|expert", re.I)),
    ("params_total", re.compile(r"param|^size$|^total$|model size|参数|パラメータ|파라미터|taille|größe|tamaño", re.I)),
    ("output_tokens", re.compile(r"(?:max\w*|output) (?:output|length|tokens)\b(?!.*(?:price|\$))", re.I)),
    ("context_tokens", re.compile(r"context|上下文|コンテキスト|컨텍스트|seq(?:uence)? ?len", re.I)),
    ("license", re.compile(r"licen[sc]e|许可|ライセンス|라이선스|lizenz", re.I)),
    ("", re.compile(r"batch", re.I)),
    ("price_cached", re.compile(r"cache", re.I)),
    ("price_input", re.compile(r"^(?:price[: ]*)?input$|input (?:price|cost)|prompt price|输入|入力", re.I)),
    ("price_output", re.compile(r"^(?:price[: ]*)?output$|output (?:price|cost)|completion price|输出|出力", re.I)),
    ("languages", re.compile(r"^languages?$", re.I)),
    ("training_tokens", re.compile(r"train\w* tokens", re.I)),
    ("", re.compile(r"price|cost|latency|speed|throughput|date|release|download|architecture|memory|vram|gpu|tie |link|demo|best for|feature|rank|average rank|samples?|#|hours|steps|epochs|batch|lr\b|learning", re.I)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Table:
    """A grid whose models are known to head the columns, or the rows when it was turned."""

    models: tuple[tuple[int, Cell, Owner], ...]  # column, its header, whose
    labels: tuple[Cell, ...]  # one for each row: what the row states
    rows: tuple[tuple[Cell, ...], ...]
    header: tuple[Cell, ...]
    is_turned: bool
    has_bench_header: bool
    caption: str
    corner: str  # what heads the models


def read_tables(page: Page, grids: list[Grid]) -> Iterator[Fact]:
    """Yield every fact of every table of the document that names the launch."""
    for grid in grids:
        start = page.squeezed.at(grid.start)
        if page.start <= start <= max(page.end, start if not page.document.is_teaser else 0):
            table = _understood(page, grid)
            if table is not None:
                yield from _facts(page, table)
            else:
                yield from _properties(page, grid)


MOST_PROPERTIES_COLUMNS = 2
_TOLD = (
    ("params_total", "params", re.compile(r"architecture", re.I), re.compile(r"^(?P<n>\d{1,4}(?:\.\d{1,2})?)[ -]?(?P<s>[BMT])(?:illion)?[ -]param")),
    ("training_tokens", "tokens", re.compile(r"^training (?:data|tokens)", re.I), re.compile(r"^[~≈]?(?P<n>\d{1,4}(?:\.\d{1,2})?) ?(?P<s>[BT])(?: tokens)?$")),
)  # fmt: skip


def _told(page: Page, table: _Table, label: Cell, head: Cell, cell: Cell) -> Iterator[Fact]:
    """Yield what a property says in words: "Architecture: 14B parameters, dense", "Training data: 9.8T tokens"."""
    for field, unit, names, pattern in _TOLD:
        match = pattern.match(cell.text) if names.search(label.text) else None
        if match is not None:
            value = Decimal(match["n"]) * SCALES[match["s"].lower()]
            span = (match.start("n"), match.end("s"))
            yield _fact(
                page, table, f"tables.{field}", field, value, unit, label, head, cell, Owner(head.text, "launch"), span
            )


def _properties(page: Page, grid: Grid) -> Iterator[Fact]:
    """Yield what a table of two columns, a property and its value, says of the launch: it heads no column there."""
    own = page.subject.name
    if own is None or len(grid.rows[0]) != MOST_PROPERTIES_COLUMNS:
        return
    kinds = [_spec(label.text) if label.text else "" for label, _ in grid.rows]
    start = page.squeezed.at(grid.start)
    others = [
        one for one in page.mentions_in(max(page.start, start - 300), start)[-1:] if not page.is_subject(one.name)
    ]
    if (
        sum(bool(kind) for kind in kinds) < 2
        or others
        or any(is_model_name(page, label.text) for label, _ in grid.rows)
    ):
        return
    labels = tuple(label for label, _ in grid.rows)
    head = Cell(own, grid.start, grid.start)
    table = _Table(
        (), labels, grid.rows, grid.rows[0], is_turned=False, has_bench_header=False, caption=grid.caption, corner=""
    )
    for (label, cell), kind in zip(grid.rows, kinds, strict=True):
        yield from _told(page, table, label, head, cell)
        if kind and cell.text:
            yield from _spec_fact(page, table, label, head, cell, Owner(own, "launch"), kind)


def _one_header(page: Page, grid: Grid) -> Grid:
    """Join two header rows into one: below a cell that spans several, the lower cell says which."""
    if len(grid.rows) < 3:
        return grid
    upper, lower = grid.rows[0], grid.rows[1]
    spans = any(a.text and (a.start, a.end) == (b.start, b.end) for a, b in itertools.pairwise(upper))
    if not spans or any(_SCORE.match(cell.text) or _PRICE.match(cell.text) for cell in lower):
        return grid
    joined = tuple(_joined(page, above, below) for above, below in zip(upper, lower, strict=True))
    return replace(
        grid, rows=(joined, *grid.rows[2:]), caption=f"{grid.caption} {' '.join(cell.text for cell in upper)}"
    )


def _joined(page: Page, above: Cell, below: Cell) -> Cell:
    if not below.text or above.text == below.text:
        return above
    return replace(below, text=f"{above.text} {below.text}") if _is_subject(page, above.text) else below


def _understood(page: Page, grid: Grid) -> _Table | None:
    """Return the table with its models found, as it stands or turned by a quarter; None when the launch heads nothing."""
    grid = _one_header(page, grid)
    upright = _oriented(page, grid.rows, grid.caption, is_turned=False)
    turned = _oriented(page, tuple(zip(*grid.rows, strict=True)), grid.caption, is_turned=True)
    found = [table for table in (upright, turned) if table is not None]
    return max(found, key=lambda table: _weight(page, table), default=None)


def _weight(page: Page, table: _Table) -> int:
    labels = sum(bool(_spec(label.text) is not None or _is_known_benchmark(page, label.text)) for label in table.labels)
    return 2 * labels + sum(owner.role != "rival" for _, _, owner in table.models) + len(table.models)


def _oriented(page: Page, rows: tuple[tuple[Cell, ...], ...], caption: str, *, is_turned: bool) -> _Table | None:
    """Read the first row as models; `labels` are the last cells before the first model's column."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    header = rows[0]
    first = next((i for i in range(1, len(header)) if _is_subject(page, header[i].text)), None)
    if first is None:
        return None
    start = next((i for i in range(1, len(header)) if _is_model_column(page, header[i].text, rows, i)), first)
    plain = [_PARENTHESIS.sub("", cell.text) for cell in header]
    models = tuple(
        (i, header[i], _owner(page, header[i].text, is_one_of_several=plain.count(plain[i]) > 1))
        for i in range(start, len(header))
        if header[i].text and _spec(header[i].text) is None and not _is_known_benchmark(page, header[i].text)
    )
    naming = [i for i in range(start) if not _SETTING_HEADER.search(header[i].text)] or list(range(start))
    labels = tuple(_label(tuple(row[i] for i in naming)) for row in rows[1:])
    label_headers = [cell.text for cell in header[:start]]
    has_bench_header = any(_BENCH_HEADER.search(text) for text in label_headers)
    return _Table(models, labels, rows[1:], header, is_turned, has_bench_header, caption, header[0].text.strip("# *"))


def _label(cells: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in reversed(cells) if cell.text), cells[0])


def _is_model_column(page: Page, text: str, rows: tuple[tuple[Cell, ...], ...], column: int) -> bool:
    if not text or (_BENCH_HEADER.search(text) and not is_model_name(page, text)):
        return False
    if _is_subject(page, text) or is_model_name(page, text):
        return True
    body = [row[column].text for row in rows[1:]]
    return (
        sum(bool(re.match(r"^[~$*]?\d|^[-–—]?$", cell)) for cell in body) >= max(1, len(body) // 2)
        and _spec(text) is None
    )


def _is_subject(page: Page, text: str) -> bool:
    own = page.subject.name
    if own is None or not text:
        return False
    if _variant_by_tail(page, text):
        return True
    name = _PARENTHESIS.sub("", text)
    folded = fold(name)
    lab = fold(page.subject.lab or "")
    return (
        page.is_subject(name)
        or (bool(lab) and folded.startswith(lab) and page.is_subject(name[len(page.subject.lab or "") :].strip(" -")))
        or fold(own) == folded
    )


def _owner(page: Page, text: str, *, is_one_of_several: bool = False) -> Owner:
    """Return whose a column is; what stands in brackets tells apart two columns of one model."""
    if is_one_of_several and _PARENTHESIS.search(text):
        return Owner(text, "variant" if _is_subject(page, text) else "rival")
    name = " ".join(_PARENTHESIS.sub("", text).split()) or text
    if not _is_subject(page, text):
        return Owner(text if _SNAPSHOT.search(text) else name, "rival")
    own = page.subject.name or ""
    tail = _variant_by_tail(page, text)
    if tail:
        return Owner(tail, "variant")
    return Owner(own, "launch") if fold(name) == fold(own) else Owner(name, "variant")


def _variant_by_tail(page: Page, text: str) -> str | None:
    """Return the variant that a column's short head stands for: "small-v2" for windrose-embed-small-v2."""
    folded = fold(text)
    if len(folded) < 3 or page.subject.name is None:
        return None
    own = fold(page.subject.name)
    return next((one for one in page.subject.variants if fold(one).endswith(folded) and folded != own), None)


def _facts(page: Page, table: _Table) -> Iterator[Fact]:
    if table.is_turned and _MODEL_HEADER.match(table.corner):
        yield from _listed_models(page, table)
    kinds = [_spec(label.text) for label in table.labels]
    known = sum(_is_known_benchmark(page, label.text) for label in table.labels)
    for label, row, spec in zip(table.labels, table.rows, kinds, strict=True):
        if not label.text or len({(cell.start, cell.end) for cell in row}) == 1:
            continue
        for column, model, owner in table.models:
            cell = row[column]
            if not cell.text or cell is model:
                continue
            if spec is not None:
                yield from _spec_fact(page, table, label, model, cell, owner, spec)
            elif (
                known
                or (table.has_bench_header and not table.is_turned)
                or (table.is_turned and _has_shape(label.text))
            ):
                yield from _score_fact(page, table, label, model, cell, owner)


def _listed_models(page: Page, table: _Table) -> Iterator[Fact]:
    """Yield the variants that a table lists under "Model", each with the size in its name; quantised copies are no models."""
    for _, cell, owner in table.models:
        if (
            owner.role != "variant"
            or PRECISION.search(owner.name)
            or page.original[cell.start : cell.end].find(cell.text) != 0
        ):
            continue
        place = (cell.start, cell.start + len(cell.text))
        sentence = Sentence(cell.text, *place, 0, is_heading=False)
        yield page.fact(
            "tables.model",
            "model",
            owner.name,
            None,
            place,
            sentence,
            owner=owner.name,
            role="variant",
            is_original=True,
        )
        yield from sizes_in_name(page, sentence, owner)


def _spec(text: str) -> str | None:
    """Return the field that a row or column of this label states; "" for one that states nothing we keep; None if a score."""
    bare = text.strip("# *")
    return next((field for field, pattern in _SPECS if pattern.search(bare)), None)


def _is_known_benchmark(page: Page, text: str) -> bool:
    name, _ = _bench_name(text)
    return page.catalogue.benchmark(name) is not None or _has_shape(name)


def _has_shape(text: str) -> bool:
    return bool(re.search(r"(?:[Bb]ench|Eval|QA|Arena|Exam|MMLU|Index)\b", text))


def _bench_name(text: str) -> tuple[str, str | None]:
    """Return a benchmark's name and the setting that stands behind it: "MMLU (Pass@1)" -> MMLU, Pass@1."""
    name, setting = text.strip(" *"), None
    for pattern in (_PARENTHESIS, _SETTING):
        match = pattern.search(name)
        if match and match.start() > 0:
            setting, name = setting or match["s"], name[: match.start()].strip(" ,-")
    return name, setting


def _score_fact(page: Page, table: _Table, label: Cell, model: Cell, cell: Cell, owner: Owner) -> Iterator[Fact]:
    match = _SCORE.match(cell.text)
    name, setting = _bench_name(label.text)
    if (
        match is None
        or not name
        or not any(c.isalpha() for c in name)
        or not is_benchmark_name(name, page.subject, page.catalogue)
    ):
        return
    known = page.catalogue.benchmark(name)
    is_percent = bool(match["u"]) or "%" in label.text
    unit = known.unit if known else ("%" if is_percent else "score")
    if setting and setting.lower() in ("rating",):
        unit = "elo"
    value = Decimal(match["n"].replace(",", ""))
    if not is_possible(value, unit, is_percent=is_percent):
        return
    yield _fact(
        page,
        table,
        "tables.score",
        "score",
        value,
        unit,
        label,
        model,
        cell,
        owner,
        match.span("n"),
        measure=name,
        setting=setting,
    )


def _spec_fact(
    page: Page, table: _Table, label: Cell, model: Cell, cell: Cell, owner: Owner, field: str
) -> Iterator[Fact]:
    if not field:
        return
    if field == "license":
        licence = page.catalogue.licence(cell.text)
        if licence:
            yield _fact(
                page,
                table,
                "tables.license",
                field,
                licence.name,
                None,
                label,
                model,
                cell,
                owner,
                (0, len(cell.text)),
                measure=licence.licence_class,
            )
        return
    if field.startswith("price_"):
        yield from _price_fact(page, table, label, model, cell, owner, field)
        return
    if field == "languages":
        number = re.match(r"(\d{1,4})\+?$", cell.text)
        if number:
            yield _fact(
                page,
                table,
                "tables.languages",
                field,
                Decimal(number[1]),
                "languages",
                label,
                model,
                cell,
                owner,
                number.span(1),
            )
        return
    both = _BOTH_SIZES.match(cell.text) if field.startswith("params") else None
    if both is not None:
        yield from _both_sizes(page, table, label, model, cell, owner, both)
        return
    pattern, unit = (_SIZE, "params") if field.startswith("params") else (_TOKENS, "tokens")
    if field == "training_tokens":
        pattern = _SIZE
    match = pattern.match(cell.text)
    if match is None or (pattern is _TOKENS and not match["s"] and "," not in match["n"]):
        return
    value = value_of(match["n"], match["s"])
    span = (match.start("n"), max(match.end("n"), match.end("s")))
    yield _fact(page, table, f"tables.{field}", field, value, unit, label, model, cell, owner, span)
    if field == "params_total" and match["n2"]:
        active = Decimal(match["n2"]) * SCALES[match["s2"].lower()]
        yield _fact(
            page,
            table,
            "tables.params_active",
            "params_active",
            active,
            unit,
            label,
            model,
            cell,
            owner,
            (match.start("n2"), match.end("s2")),
        )


def _both_sizes(
    page: Page, table: _Table, label: Cell, model: Cell, cell: Cell, owner: Owner, match: re.Match[str]
) -> Iterator[Fact]:
    """Yield the sizes of "17B (Activated) 109B (Total)"."""
    suffix = "" if match["a"] else "2"
    for field, number, scale in (("params_active", "a", "as"), ("params_total", "t", "ts")):
        value = Decimal(match[number + suffix]) * SCALES[match[scale + suffix].lower()]
        span = (match.start(number + suffix), match.end(scale + suffix))
        yield _fact(page, table, f"tables.{field}", field, value, "params", label, model, cell, owner, span)


def _price_fact(
    page: Page, table: _Table, label: Cell, model: Cell, cell: Cell, owner: Owner, field: str
) -> Iterator[Fact]:
    """Yield a price where the cell, its heads or the words around the table say "per million tokens"."""
    match = _PRICE.match(cell.text)
    last = max((one.end for row in table.rows for one in row), default=0)
    context = " ".join(
        (
            label.text,
            table.caption,
            *(one.text for one in table.header),
            page.text[page.squeezed.at(last) : page.squeezed.at(last) + 300],
        )
    )
    if not match or not (match["rest"] or re.search(r"(?:1 ?M|million)\b.{0,12}tok|per 1 ?M\b|/ ?1?M", context, re.I)):
        return
    symbol = match["c"] or next((sign for sign, words in _SIGNS if words.search(context)), None)
    if symbol is None:
        return
    place = (match.start("c") if match["c"] else match.start("n"), match.end("n"))
    yield _fact(
        page, table, "tables.price", field, Decimal(match["n"]), _CURRENCY[symbol], label, model, cell, owner, place
    )


_SIGNS = (
    ("$", re.compile(r"USD|\$|dollars")),
    ("€", re.compile(r"EUR|€|[Ee]uros?")),
    ("¥", re.compile(r"CNY|RMB|¥|元")),
)


def _fact(
    page: Page, table: _Table, rule: str, field: str, value: Decimal | str, unit: str | None, label: Cell, model: Cell, cell: Cell,
    owner: Owner, span: tuple[int, int], *, measure: str | None = None, setting: str | None = None,
) -> Fact:  # fmt: skip
    """Return a fact of one cell; its quote is the row's label, the column's and the cell."""
    raw = page.original[cell.start : cell.end]
    shift = raw.find(cell.text[slice(*span)])
    start = cell.start + max(shift, 0)
    place = (start, start + span[1] - span[0])
    quote = f"{model.text} | {label.text}: {cell.text}"
    sentence = Sentence(quote, start, place[1], 0, is_heading=False)
    return page.fact(
        rule, field, value, unit, place, sentence, owner=owner.name, role=owner.role, measure=measure, setting=setting,
        qualifier="about" if cell.text[:1] in "~≈" else "exact", quote=quote, is_original=True,
    )  # fmt: skip
