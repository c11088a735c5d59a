"""How a table lies: which heads are models and whose, which are labels, upright or turned by a quarter."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.names import is_model_name
from bot.reading.owners import Owner, sized_variant
from bot.reading.page import Page
from bot.reading.table_cells import SIZE_ALONE
from bot.reading.table_labels import (
    BENCH_HEADER,
    NAMES_BENCHMARKS,
    PARENTHESIS,
    SETTING_HEADER,
    is_known_benchmark,
    spec_of,
)
from bot.reading.table_rows import Kinds, with_models_first, with_one_head, without_sections
from bot.reading.table_sizes import Headed, are_in_billions, by_size
from bot.reading.table_tests import of_one_test
from bot.reading.tables import Cell, Grid

LONGEST_SETTING = 24
BELOW = 300  # characters below a table that may speak of it
_SNAPSHOT = re.compile(
    r"\((?:[A-Z][a-z]{2,8}\.?,? ?'?)?\d{2,4}(?:[-.]\d{2})?\)\s*$"
)  # "(11-20)" tells one snapshot from another

_NOBODY = re.compile(
    r"^\W*(?:humans?|random|chance|average|mean|baselines?|deltas?|diff(?:erence)?|gains?|improvements?|changes?)\b|^\W*Δ",
    re.I,
)
_SO_MANY = re.compile(r"\W*\d+ (?:tasks|benchmarks|datasets|tests|sets)\b")  # of which a row's score is the mean
_BEST = re.compile(
    r"^\W*(?:(?:prev(?:ious|\.)?|open|prior|earlier|former) )?(?:sota|best|state[- ]of[- ]the[- ]art)\b", re.I
)
_ASIDE = re.compile(r", (?:for|as) .{3,30}$")  # "Gull 2, for reference"
_FOOTNOTE = re.compile(r"[\s\\*†‡§^]+$")
_OURS = re.compile(r"^\W*(?:ours?|our (?:model|method|system)|this (?:model|work)|本模型|我们的模型)\W*$", re.I)


class Table(NamedTuple):
    """A grid whose models are known to head the columns, or the rows when it was turned."""

    models: tuple[Headed, ...]
    labels: tuple[Cell, ...]  # one for each row: what the row states
    rows: tuple[tuple[Cell, ...], ...]
    is_turned: bool
    has_bench_header: bool
    words: str  # the caption, the first row and what follows below
    corner: str  # what heads the models
    is_in_billions: bool = False  # sizes without a unit are
    caption: str = ""  # the heading or line above it
    section: str = ""  # the nearest heading above it
    bests: tuple[tuple[int, Cell], ...] = ()  # columns of earlier results, of whoever had them
    is_of_one_test: bool = False  # which its corner or a line above it names


def prepared(page: Page, grid: Grid) -> Grid:
    """Return a table with one row of heads, without the rows that only group others."""
    kinds = Kinds(
        is_model=lambda text: is_model_name(page, text),
        is_own=lambda text: is_launched(page, text),
        is_bench=lambda text: is_known_benchmark(page, text),
    )
    return with_one_head(without_sections(grid, kinds), kinds)


def understood(page: Page, grid: Grid) -> Table | None:
    """Return a prepared table with its models found, as it stands or turned; None when the launch heads nothing."""
    return _better(page, grid, lambda text: is_launched(page, text))


def of_others(page: Page, grid: Grid) -> Table | None:
    """Return a prepared table of models of which none is the launch."""
    return _better(page, grid, lambda text: is_model_name(page, text))


def of_named_rows(page: Page, grid: Grid, is_named: Callable[[str], bool]) -> Table | None:
    """Return a prepared table whose rows are models by what its corner says, whatever their names look like."""
    rows = tuple(zip(*with_models_first(grid).rows, strict=True))
    return _oriented(page, grid, rows, is_named, is_turned=True, are_models=True)


def _better(page: Page, grid: Grid, is_head: Callable[[str], bool]) -> Table | None:
    grid = with_models_first(grid)
    upright = _oriented(page, grid, grid.rows, is_head, is_turned=False)
    turned = _oriented(page, grid, tuple(zip(*grid.rows, strict=True)), is_head, is_turned=True)
    found = [table for table in (upright, turned) if table is not None]
    return max(found, key=lambda table: _weight(page, table), default=None)


def _weight(page: Page, table: Table) -> int:
    labels = sum(
        bool(spec_of(label.text) is not None or is_known_benchmark(page, label.text)) for label in table.labels
    )
    return 2 * labels + sum(owner.role != "rival" for _, _, owner in table.models) + len(table.models)


def _oriented(
    page: Page,
    grid: Grid,
    rows: tuple[tuple[Cell, ...], ...],
    is_head: Callable[[str], bool],
    *,
    is_turned: bool,
    are_models: bool = False,
) -> Table | None:
    """Read the first row as models; `labels` are the last cells before the first model's column."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    header = rows[0]
    first = next((i for i in range(1, len(header)) if is_head(header[i].text)), None)
    if first is None:
        return None
    found = next((i for i in range(1, len(header)) if _is_model_column(page, header[i].text, rows, i)), first)
    start = 1 if are_models else found
    plain = [_without_run(cell.text) for cell in header]
    models = tuple(
        (i, header[i], model_owner(page, header[i].text, is_one_of_several=plain.count(plain[i]) > 1))
        for i in range(start, len(header))
        if header[i].text
        and not _is_of_nobody(header[i].text)
        and (is_head(header[i].text) if are_models else _may_head(page, header[i].text))
    )
    stated = _labels(page, header[:start], [row[:start] for row in rows[1:]])
    labels = of_one_test(page, stated, rows[1:], header[0].text, grid)
    models = by_size(page, models, labels, rows[1:])
    label_headers = [cell.text for cell in header[:start]]
    has_bench_header = any(BENCH_HEADER.search(text) for text in label_headers)
    words = words_around(page, rows[1:], header, grid.caption)
    corner = header[0].text.strip("# *")
    in_billions = are_in_billions(models, labels, rows[1:])
    bests = tuple((i, header[i]) for i in range(start, len(header)) if _BEST.match(header[i].text))
    said = (grid.caption, grid.section, bests, labels != stated)
    return Table(models, labels, rows[1:], is_turned, has_bench_header, words, corner, in_billions, *said)


@lru_cache(maxsize=1024)  # tables of one text have the same heads
def _without_run(text: str) -> str:
    """Return a head without what tells two columns of one model apart."""
    return PARENTHESIS.sub("", _FOOTNOTE.sub("", text))


@lru_cache(maxsize=1024)
def _is_of_nobody(text: str) -> bool:
    """Return whether a head is no model's: a mean, an earlier best."""
    return bool(_NOBODY.match(text) or _BEST.match(text))


def _may_head(page: Page, text: str) -> bool:
    """Return whether a head can be a model's: it states nothing, tells no run and is no test."""
    is_stated = spec_of(text) is not None and not is_model_name(page, text)
    return not is_stated and not SETTING_HEADER.search(text) and not is_known_benchmark(page, text)


def words_around(page: Page, rows: tuple[tuple[Cell, ...], ...], header: tuple[Cell, ...], caption: str) -> str:
    """Return the words that say in what unit a table counts: its caption, its first row and what stands right below it."""
    last = page.squeezed.at(max((cell.end for row in rows for cell in row), default=0))
    return " ".join((caption, *(cell.text for cell in header), page.text[last : last + BELOW]))


def _labels(page: Page, header: tuple[Cell, ...], rows: list[tuple[Cell, ...]]) -> tuple[Cell, ...]:
    """Return what each row states: the cell of the column that names benchmarks, else the last one that is filled.

    A benchmark that heads several rows takes in brackets what tells them apart: a language, a part of the set.
    """
    naming = [
        i
        for i, cell in enumerate(header)
        if not (
            SETTING_HEADER.search(cell.text)
            or (i and spec_of(cell.text) == "")
            or all(_SO_MANY.match(row[i].text) for row in rows)
        )
    ] or list(range(len(header)))
    known = {i: sum(is_known_benchmark(page, row[i].text) for row in rows) for i in naming}
    best = max(naming, key=lambda i: (known[i], bool(NAMES_BENCHMARKS.search(header[i].text)), i))
    order = [best, *(i for i in reversed(naming) if i != best)] if known[best] else list(reversed(naming))
    chosen = [next((row[i] for i in order if row[i].text), row[0]) for row in rows]
    texts = [cell.text for cell in chosen]
    return tuple(
        _told_apart(cell, row, naming) if texts.count(cell.text) > 1 else cell
        for cell, row in zip(chosen, rows, strict=True)
    )


def _told_apart(label: Cell, row: tuple[Cell, ...], naming: list[int]) -> Cell:
    order = (*reversed(naming), *(i for i in range(len(row)) if i not in naming))
    other = next((row[i].text for i in order if row[i].text not in ("", label.text)), "")
    if not other or len(other) > LONGEST_SETTING or "(" in other or ")" in label.text:
        return label
    return label._replace(text=f"{label.text} ({other.strip(' ↑↓⬆⬇')})")


def _is_model_column(page: Page, text: str, rows: tuple[tuple[Cell, ...], ...], column: int) -> bool:
    if not text or SETTING_HEADER.search(text) or (BENCH_HEADER.search(text) and not is_model_name(page, text)):
        return False
    if is_launched(page, text) or is_model_name(page, text):
        return True
    body = [row[column].text for row in rows[1:]]
    return (
        sum(bool(re.match(r"^[~$*]?\d|^[-–—]?$", cell)) for cell in body) >= max(1, len(body) // 2)
        and spec_of(text) is None
    )


def is_launched(page: Page, text: str) -> bool:
    """Return whether a head or cell names the launch or a variant of it."""
    known = page.heads.get(text)
    if known is None:
        known = page.heads[text] = _is_launched(page, text)
    return known


def _is_launched(page: Page, text: str) -> bool:
    own = page.subject.name
    if own is None or not text:
        return False
    if _variant_by_tail(page, text) or _OURS.match(text) or _is_own_tail(own, text):
        return True
    name = PARENTHESIS.sub("", text)
    folded = fold(name)
    return page.is_subject(_without_lab(page, name)) or fold(own) == folded


def model_owner(page: Page, text: str, *, is_one_of_several: bool = False) -> Owner:
    """Return whose a column is; what stands in brackets tells apart two columns of one model."""
    known: Owner | None = page.columns.get((text, is_one_of_several))
    if known is None:
        known = page.columns[text, is_one_of_several] = _owner_of_column(page, text, is_one_of_several)
    return known


def _owner_of_column(page: Page, text: str, is_one_of_several: bool) -> Owner:
    text = _FOOTNOTE.sub("", text) or text
    inside = PARENTHESIS.search(text)
    if is_one_of_several and inside and not SIZE_ALONE.fullmatch(inside["s"]):
        return Owner(text, "variant" if is_launched(page, text) else "rival")
    name = " ".join(_ASIDE.sub("", PARENTHESIS.sub("", text)).split()) or text
    if not is_launched(page, text):
        size = f" {inside['s']}" if inside and SIZE_ALONE.fullmatch(inside["s"]) else ""  # "Gull 3 (70B)"
        return Owner(text if _SNAPSHOT.search(text) else name + size, "rival")
    own, name = page.subject.name or "", _without_lab(page, name)
    if is_one_of_several and inside and fold(name) == fold(own):
        return sized_variant(page, inside["s"], is_listed=True)
    tail = _variant_by_tail(page, text)
    if tail:
        return Owner(tail, "variant")
    if _OURS.match(text) or _is_own_tail(own, text):
        return Owner(own, "launch")
    return Owner(own, "launch") if fold(name) == fold(own) else Owner(name, "variant")


def _without_lab(page: Page, name: str) -> str:
    """Return a name of the launch without the lab's before it, or its organisation's on a hub: "norvale/tern-small"."""
    path = name.rpartition("/")[2]
    if path != name and page.is_subject(path):
        return path
    lab = page.subject.lab or ""
    rest = name[len(lab) :].strip(" -")
    return rest if lab and name.casefold().startswith(lab.casefold()) and page.is_subject(rest) else name


def _is_own_tail(own: str, text: str) -> bool:
    """Return whether a head is the launch's name without its first word: "K2.7-Code" for Tern K2.7-Code."""
    return len(text) > 2 and any(c.isdigit() for c in text) and fold(text) in _tails(own)


@lru_cache(maxsize=64)
def _tails(own: str) -> frozenset[str]:
    words = re.split(r"[ -]", own)
    return frozenset(fold("".join(words[i:])) for i in range(1, len(words)))


def _variant_by_tail(page: Page, text: str) -> str | None:
    """Return the variant that a column's short head stands for: "small-v2" for windrose-embed-small-v2."""
    folded = fold(text)
    if (len(folded) < 3 and not SIZE_ALONE.fullmatch(text)) or page.subject.name is None:
        return None
    own = fold(page.subject.name)
    return next((one for one in page.subject.variants if folded != own and _ends_with(one, folded)), None)


def _ends_with(name: str, tail: str) -> bool:
    """Return whether a name ends with a folded one, from one of its words on: "LLaMA 7B" is no tail of "OpenLLaMA 7B"."""
    return fold(name).endswith(tail) and any(
        fold(name[cut.start() :]) == tail for cut in re.finditer(r"(?<![A-Za-z])[A-Za-z]|(?<![\d.])\d|^", name)
    )
