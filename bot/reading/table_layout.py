"""How a table lies: which heads are models and whose, which are labels, upright or turned by a quarter."""

import itertools
import re
from dataclasses import dataclass, replace

from bot.catalogue import fold
from bot.reading.names import is_model_name
from bot.reading.owners import Owner
from bot.reading.page import Page
from bot.reading.table_cells import PRICE, SCORE
from bot.reading.table_labels import (
    BENCH_HEADER,
    PARENTHESIS,
    SETTING_HEADER,
    is_known_benchmark,
    spec_of,
)
from bot.reading.tables import Cell, Grid

BELOW = 300  # characters below a table that may speak of it
_SNAPSHOT = re.compile(r"\(\d{2,4}(?:-\d{2})?\)\s*$")  # "(11-20)" tells one snapshot from another


@dataclass(frozen=True, slots=True)
class Table:
    """A grid whose models are known to head the columns, or the rows when it was turned."""

    models: tuple[tuple[int, Cell, Owner], ...]  # column, its header, whose
    labels: tuple[Cell, ...]  # one for each row: what the row states
    rows: tuple[tuple[Cell, ...], ...]
    is_turned: bool
    has_bench_header: bool
    words: str  # the caption, the first row and what follows below
    corner: str  # what heads the models


def understood(page: Page, grid: Grid) -> Table | None:
    """Return the table with its models found, as it stands or turned by a quarter; None when the launch heads nothing."""
    grid = _one_header(page, grid)
    upright = _oriented(page, grid.rows, grid.caption, is_turned=False)
    turned = _oriented(page, tuple(zip(*grid.rows, strict=True)), grid.caption, is_turned=True)
    found = [table for table in (upright, turned) if table is not None]
    return max(found, key=lambda table: _weight(page, table), default=None)


def _one_header(page: Page, grid: Grid) -> Grid:
    """Join two header rows into one: below a cell that spans several, the lower cell says which."""
    if len(grid.rows) < 3:
        return grid
    upper, lower = grid.rows[0], grid.rows[1]
    spans = any(a.text and (a.start, a.end) == (b.start, b.end) for a, b in itertools.pairwise(upper))
    if not spans or any(SCORE.match(cell.text) or PRICE.match(cell.text) for cell in lower):
        return grid
    joined = tuple(_joined(page, above, below) for above, below in zip(upper, lower, strict=True))
    return replace(
        grid, rows=(joined, *grid.rows[2:]), caption=f"{grid.caption} {' '.join(cell.text for cell in upper)}"
    )


def _joined(page: Page, above: Cell, below: Cell) -> Cell:
    if not below.text or above.text == below.text:
        return above
    return replace(below, text=f"{above.text} {below.text}") if _is_subject(page, above.text) else below


def _weight(page: Page, table: Table) -> int:
    labels = sum(
        bool(spec_of(label.text) is not None or is_known_benchmark(page, label.text)) for label in table.labels
    )
    return 2 * labels + sum(owner.role != "rival" for _, _, owner in table.models) + len(table.models)


def _oriented(page: Page, rows: tuple[tuple[Cell, ...], ...], caption: str, *, is_turned: bool) -> Table | None:
    """Read the first row as models; `labels` are the last cells before the first model's column."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    header = rows[0]
    first = next((i for i in range(1, len(header)) if _is_subject(page, header[i].text)), None)
    if first is None:
        return None
    start = next((i for i in range(1, len(header)) if _is_model_column(page, header[i].text, rows, i)), first)
    plain = [PARENTHESIS.sub("", cell.text) for cell in header]
    models = tuple(
        (i, header[i], _owner(page, header[i].text, is_one_of_several=plain.count(plain[i]) > 1))
        for i in range(start, len(header))
        if header[i].text and spec_of(header[i].text) is None and not is_known_benchmark(page, header[i].text)
    )
    naming = [i for i in range(start) if not SETTING_HEADER.search(header[i].text)] or list(range(start))
    labels = tuple(_label(tuple(row[i] for i in naming)) for row in rows[1:])
    label_headers = [cell.text for cell in header[:start]]
    has_bench_header = any(BENCH_HEADER.search(text) for text in label_headers)
    words = words_around(page, rows[1:], header, caption)
    return Table(models, labels, rows[1:], is_turned, has_bench_header, words, header[0].text.strip("# *"))


def words_around(page: Page, rows: tuple[tuple[Cell, ...], ...], header: tuple[Cell, ...], caption: str) -> str:
    """Return the words that say in what unit a table counts: its caption, its first row and what stands right below it."""
    last = page.squeezed.at(max((cell.end for row in rows for cell in row), default=0))
    return " ".join((caption, *(cell.text for cell in header), page.text[last : last + BELOW]))


def _label(cells: tuple[Cell, ...]) -> Cell:
    return next((cell for cell in reversed(cells) if cell.text), cells[0])


def _is_model_column(page: Page, text: str, rows: tuple[tuple[Cell, ...], ...], column: int) -> bool:
    if not text or (BENCH_HEADER.search(text) and not is_model_name(page, text)):
        return False
    if _is_subject(page, text) or is_model_name(page, text):
        return True
    body = [row[column].text for row in rows[1:]]
    return (
        sum(bool(re.match(r"^[~$*]?\d|^[-–—]?$", cell)) for cell in body) >= max(1, len(body) // 2)
        and spec_of(text) is None
    )


def _is_subject(page: Page, text: str) -> bool:
    own = page.subject.name
    if own is None or not text:
        return False
    if _variant_by_tail(page, text):
        return True
    name = PARENTHESIS.sub("", text)
    folded = fold(name)
    lab = fold(page.subject.lab or "")
    return (
        page.is_subject(name)
        or (bool(lab) and folded.startswith(lab) and page.is_subject(name[len(page.subject.lab or "") :].strip(" -")))
        or fold(own) == folded
    )


def _owner(page: Page, text: str, *, is_one_of_several: bool = False) -> Owner:
    """Return whose a column is; what stands in brackets tells apart two columns of one model."""
    if is_one_of_several and PARENTHESIS.search(text):
        return Owner(text, "variant" if _is_subject(page, text) else "rival")
    name = " ".join(PARENTHESIS.sub("", text).split()) or text
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
