"""Which rows of a table are its head and which hold values: rows that only name a section go, two heads become one."""

import itertools
from collections.abc import Callable
from dataclasses import replace

from bot.reading import lazy_re as re
from bot.reading.table_cells import PRICE, SCORE
from bot.reading.table_labels import NAMES_BENCHMARKS
from bot.reading.tables import Cell, Grid

_DASHES = frozenset("-–—")
SMALLEST_WIDTH = 3

Row = tuple[Cell, ...]


def without_sections(grid: Grid) -> Grid:
    """Leave out rows that hold one text and nothing else, across several columns: "Coding", "Open-weight models".

    One that stands above the head of the table is part of its caption.
    """
    if len(grid.rows[0]) < SMALLEST_WIDTH:
        return grid
    kept = tuple(row for row in grid.rows if not _is_section(row))
    if len(kept) == len(grid.rows) or len(kept) < 2:
        return grid
    above = " ".join(row[0].text for row in itertools.takewhile(_is_section, grid.rows))
    return replace(grid, rows=kept, caption=f"{grid.caption} {above}".rstrip())


_MODELS = re.compile(r"^\W*(?:models?|model names?|(?:HF |hub |model )?checkpoints?|模型|モデル)\W*$", re.I)


def without_groups(grid: Grid) -> Grid:
    """Leave out the first column where it only groups the models that the second one names: "Open-source", a rank."""
    head = grid.rows[0]
    if len(head) < SMALLEST_WIDTH or not _MODELS.match(head[1].text) or _MODELS.match(head[0].text):
        return grid
    return grid if NAMES_BENCHMARKS.match(head[0].text) else replace(grid, rows=tuple(row[1:] for row in grid.rows))


def _is_section(row: Row) -> bool:
    return len({(cell.start, cell.end) for cell in row if cell.text and cell.text not in _DASHES}) <= 1


def with_one_head(grid: Grid, is_head: Callable[[str], bool], is_own: Callable[[str], bool]) -> Grid:
    """Join two header rows into one: below a cell that spans several, the lower cell says which.

    `is_head` says of a text that it is a model's name or a benchmark's, `is_own` that it is the launch's.
    """
    if len(grid.rows) < 3:
        return grid
    upper, lower = grid.rows[0], grid.rows[1]
    if any(SCORE.match(cell.text) or PRICE.match(cell.text) for cell in lower):
        return grid
    spans = any(a.text and (a.start, a.end) == (b.start, b.end) for a, b in itertools.pairwise(upper))
    if not spans and not _is_below_groups(upper[1:], lower[1:], is_head):
        return grid
    joined = tuple(_joined(above, below, is_own) for above, below in zip(upper, lower, strict=True))
    words = " ".join(cell.text for cell in upper)
    return replace(grid, rows=(joined, *grid.rows[2:]), caption=f"{grid.caption} {words}")


def _is_below_groups(upper: Row, lower: Row, is_head: Callable[[str], bool]) -> bool:
    """Return whether a first row only groups the columns, as Markdown does it with empty cells, and the second names them."""
    named = sum(is_head(cell.text) for cell in lower if cell.text)
    return (
        named > 1
        and named > sum(is_head(cell.text) for cell in upper if cell.text)
        and any(not above.text and below.text for above, below in zip(upper, lower, strict=True))
    )


def _joined(above: Cell, below: Cell, is_own: Callable[[str], bool]) -> Cell:
    if not below.text or above.text == below.text:
        return above
    return replace(below, text=f"{above.text} {below.text}") if is_own(above.text) else below
