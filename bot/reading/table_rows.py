"""Which rows of a table are its head and which hold values: rows that only name a section go, two heads become one."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.table_cells import PRICE, SCORE
from bot.reading.table_labels import NAMES_BENCHMARKS, spec_of
from bot.reading.tables import Cell, Grid

_DASHES = frozenset("-–—")
SMALLEST_WIDTH, LONGEST_ABOVE = 3, 40
_MODELS = re.compile(r"^\W*(?:models?|model names?|(?:HF |hub |model )?checkpoints?|模型|モデル)\W*$", re.I)
_NAMES_ROWS = re.compile(r"^\W*(?:name|variant|architecture)s?\W*$", re.I)  # a later "Model" is a link then
_SETTING = re.compile(
    r"\W*(?:w/o?\b.{1,24}|with(?:out)?\b.{1,24}|no tools?|\d+-shot|(?:pass|avg|maj|cons)@\d+|(?:non-)?thinking)\W*",
    re.I,
)
_POINT = re.compile(r"[-–—•·└↳][-–—•·└↳ ]*(?=\w)")  # before a part of the test above: "- Airline"

Row = tuple[Cell, ...]


class Kinds(NamedTuple):
    """What a cell's text can be: a model's name, the launch's own, a benchmark's."""

    is_model: Callable[[str], bool]
    is_own: Callable[[str], bool]
    is_bench: Callable[[str], bool]

    def is_head(self, text: str) -> bool:
        """Return whether a text is a name of any of these kinds."""
        return self.is_bench(text) or self.is_own(text) or self.is_model(text)


def without_sections(grid: Grid, kinds: Kinds) -> Grid:
    """Leave out rows that hold one text and nothing else, across several columns: "Coding", "Open-weight models".

    One that stands above the head of the table is part of its caption; one that is a test's name, and a test whose rows
    are its parts, stands in what heads those: "HLE (w/o tools)", "τ²-Bench (Airline)".
    """
    if len(grid.rows[0]) < SMALLEST_WIDTH:
        return grid
    kept = tuple(_below_tests(grid.rows, kinds))
    if kept == grid.rows or len(kept) < 2:
        return grid
    above = " ".join(row[0].text for row in itertools.takewhile(_is_section, grid.rows))
    return grid._replace(rows=kept, caption=f"{grid.caption} {above}".rstrip())


def _below_tests(rows: tuple[Row, ...], kinds: Kinds) -> Iterator[Row]:
    test, is_section, has_points = "", False, False
    for row in rows:
        label = row[0].text
        if _is_section(row):
            test = label if kinds.is_bench(label) else ""
            is_section, has_points = True, False
            continue
        point = _POINT.match(label)
        if (
            test
            and label
            and (point or _SETTING.fullmatch(label) or (is_section and not has_points and not kinds.is_head(label)))
        ):
            has_points = has_points or point is not None
            yield (row[0]._replace(text=f"{test} ({label[point.end() if point else 0 :]})"), *row[1:])
            continue
        if label:
            test, is_section = (label if kinds.is_bench(label) else ""), False
        yield row


def _is_section(row: Row) -> bool:
    place: tuple[int, int] | None = None
    for text, start, end in row:
        if text and text not in _DASHES:
            if place and place != (start, end):
                return False
            place = (start, end)
    return True


def is_one_cell(cells: Sequence[Cell]) -> bool:
    """Return whether all cells are one that spans them, or none is there."""
    _, start, end = cells[0] if cells else ("", 0, 0)
    return all(begin == start and behind == end for _, begin, behind in cells[-1:0:-1])


def with_models_first(grid: Grid) -> Grid:
    """Leave out what stands before the column of models where it only groups them, as a rank does; move a later column."""
    head = grid.rows[0]
    named = [number for number, cell in enumerate(head) if _MODELS.match(cell.text)]
    is_headed = NAMES_BENCHMARKS.match(head[0].text) or _NAMES_ROWS.match(head[0].text)
    if len(head) < SMALLEST_WIDTH or len(named) != 1 or not named[0] or is_headed:
        return grid
    place = named[0]
    first = 1 if place == 1 else 0
    rows = tuple((row[place], *row[first:place], *row[place + 1 :]) for row in grid.rows)
    return grid._replace(rows=rows)


def with_one_head(grid: Grid, kinds: Kinds) -> Grid:
    """Join two header rows into one: below a cell that spans several, the lower cell says which."""
    if len(grid.rows) < 3:
        return grid
    upper, lower = grid.rows[0], grid.rows[1]
    if any(SCORE.match(cell.text) or PRICE.match(cell.text) for cell in lower):
        return grid
    spans = any(a.text and (a.start, a.end) == (b.start, b.end) for a, b in itertools.pairwise(upper))
    if not spans and not _is_below_groups(upper[1:], lower[1:], kinds.is_head):
        return grid
    below = [cell.text for cell in lower]
    joined = tuple(
        _joined(above, cell, kinds, is_repeated=below.count(cell.text) > 1)
        for above, cell in zip(upper, lower, strict=True)
    )
    words = " ".join(cell.text for cell in upper)
    return grid._replace(rows=(joined, *grid.rows[2:]), caption=f"{grid.caption} {words}")


def _is_below_groups(upper: Row, lower: Row, is_head: Callable[[str], bool]) -> bool:
    """Return whether a first row only groups the columns, as Markdown does it with empty cells, and the second names them."""
    named = sum(is_head(cell.text) for cell in lower if cell.text)
    return (
        named > 1
        and named > sum(is_head(cell.text) for cell in upper if cell.text)
        and any(not above.text and below.text for above, below in zip(upper, lower, strict=True))
    )


def _joined(above: Cell, below: Cell, kinds: Kinds, *, is_repeated: bool) -> Cell:
    """Return the lower head, behind a model's name what tells its columns apart, in brackets behind a test's name its part."""
    if not below.text or above.text == below.text:
        return above
    if kinds.is_own(above.text):
        return below._replace(text=f"{above.text} {below.text}")
    if kinds.is_head(below.text) or not above.text or len(above.text) > LONGEST_ABOVE:
        return below
    if kinds.is_bench(above.text) and spec_of(below.text) is None:  # a length, a date is none of its scores
        return below._replace(text=f"{above.text} ({below.text})")
    if kinds.is_model(above.text):
        return below._replace(text=f"{above.text} {below.text}")
    return below._replace(text=f"{above.text} ({below.text})") if is_repeated else below
