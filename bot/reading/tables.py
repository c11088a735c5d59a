"""Tables, Markdown's and HTML's, as grids of cells with their places; a cell that spans rows or columns fills them all."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.glued_tables import glued_rows
from bot.reading.stacked_tables import stacked_rows
from bot.reading.tab_tables import barred_rows, lines_with_a_capital, made_of, spaced_rows, tab_rows

# The rule below a table's head; a page's typography may have made dashes of its hyphens: "| — | — |".
_RULE = re.compile(
    r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$|^\|?\s*:?[-–—]+:?\s*(?:\|\s*:?[-–—]+:?\s*)+\|?\s*$"
)
_TABLE, _TABLE_END = re.compile(r"<table\b[^>]{0,2000}>", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^>]{0,2000}>(.*?)(?=<tr\b|</tr\s*>|</table|\Z)", re.IGNORECASE | re.DOTALL)
_CELL = re.compile(
    r"<t(?P<k>[hd])\b(?P<a>[^>]{0,2000})>(?P<c>.*?)(?=<t[hd]\b|</t[hdr]\s*>|<tr\b|\Z)", re.IGNORECASE | re.DOTALL
)
_GROUP = re.compile(r"</?t(?:head|body|foot)\b", re.IGNORECASE)  # what spans rows ends with its group
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_BROKEN = re.compile(r"(?<=\w) -(?=\d{1,3}(?:\.\d)?[BM]\b)")  # "Auk-2<br>-7B"
_ESCAPE = re.compile(r"\\(?=[.\-+*_#()%~<>|!])")  # Markdown's, for a mark that is none: 19\.2
_BREAK = re.compile(r"<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
_SMALL_PRINT = re.compile(r"<br\s*/?>\s*<(?:sup|sub|small)\b", re.IGNORECASE)  # below a cell's line, about it
MOST_ROWS, MOST_COLUMNS = 400, 40
FARTHEST_HEADING = 2000  # characters above a table


class Cell(NamedTuple):
    """A piece of text in a table, with its place in the article."""

    text: str
    start: int
    end: int


class Grid(NamedTuple):
    """A table; every row is as long as the first. `start` and `end` frame all of it."""

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    caption: str = ""  # the heading or line above it
    section: str = ""  # the nearest heading above it


def tables_of(original: str, cleaned: str) -> list[Grid]:
    """Return every table; cells hold cleaned text, one of several lines is cut into as many rows where all agree."""
    grids = [*_markdown(original, cleaned), *_html(original, cleaned), *_tabbed(original, cleaned)]
    return [unstacked(original, cleaned, grid) for grid in sorted(grids, key=lambda grid: grid.start)]


def _markdown(original: str, cleaned: str) -> Iterator[Grid]:
    lines = list(_lines(original)) if "|" in original else []
    number = 1
    while number < len(lines):
        start, end = lines[number]
        if (
            not ("|" in original[start:end] and _RULE.match(original[start:end].strip()))
            or "|" not in original[slice(*lines[number - 1])]
        ):
            number += 1
            continue
        last = number + 1
        while last < len(lines) and "|" in original[slice(*lines[last])] and last - number < MOST_ROWS:
            last += 1
        first = _first_of_head(original, lines, number)
        is_rule = [_RULE.match(original[slice(*line)].strip()) is not None for line in lines[first:last]]
        kept = [line for line, rule in zip(lines[first:last], is_rule, strict=True) if not rule]
        of_head = is_rule[: number - first].count(False)
        head = [cell for line in kept[:of_head] for cell in _pipe_cells(original, cleaned, *line)]
        rows = [row for row in (head, *(_pipe_cells(original, cleaned, *line) for line in kept[of_head:])) if row]
        if any(rows):  # else rules alone
            yield _grid(original, cleaned, rows, lines[first][0], lines[last - 1][1])
        number = last


def _first_of_head(original: str, lines: list[tuple[int, int]], rule: int) -> int:
    """Return the line that a table's head begins with: a cell of several lines may have broken it, each with its bar."""
    columns, cells = len(_edges(original, *lines[rule])), len(_edges(original, *lines[rule - 1]))
    first = rule - 1
    while cells < columns and first and original[slice(*lines[first - 1])].rstrip().endswith("|"):
        first -= 1
        cells += len(_edges(original, *lines[first]))
    return first if cells == columns else rule - 1


def _tabbed(original: str, cleaned: str) -> Iterator[Grid]:
    starts = lines_with_a_capital(original)
    unmarked = (*spaced_rows(original, starts), *made_of(original, starts), *glued_rows(original, starts))
    for frames in (*tab_rows(original), *barred_rows(original), *unmarked, *stacked_rows(original, starts)):
        rows = [[_cell(cleaned, *frame) for frame in row] for row in frames]
        yield _grid(original, cleaned, rows, frames[0][0][0], frames[-1][-1][1])


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


_BAR = re.compile(r"\|(?<!\\\|)")


def _pipe_cells(original: str, cleaned: str, start: int, end: int) -> list[Cell]:
    return [_cell(cleaned, a, b) for a, b in _edges(original, start, end)[:MOST_COLUMNS]]


def _edges(original: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where each cell of a line between bars begins and ends."""
    whole = original[start:end]
    edges, place = [], start
    for piece in _BAR.split(whole) if "\\|" in whole else whole.split("|"):
        edges.append((place, place + len(piece)))
        place += len(piece) + 1
    line = whole.strip()
    return edges[line.startswith("|") : len(edges) - line.endswith("|")]


def _cell(cleaned: str, start: int, end: int) -> Cell:
    raw = cleaned[start:end]
    text = raw.strip()
    begin = start + raw.find(text)
    words = text if text.isprintable() and "  " not in text else " ".join(text.split())
    if " -" in words:
        words = _BROKEN.sub("-", words)
    if "\\" in words:
        words = _ESCAPE.sub("", words)
    return Cell(words, begin, begin + len(text))


def _html(original: str, cleaned: str) -> Iterator[Grid]:
    place = 0
    while (table := _TABLE.search(original, place)) and (end := _TABLE_END.search(original, table.end())):
        rows: list[list[Cell]] = []
        held: dict[int, tuple[int, Cell]] = {}  # column -> rows still to fill, with what
        last = table.end()
        for row in islice(_ROW.finditer(original, table.end(), end.start()), MOST_ROWS):
            if _GROUP.search(original, last, row.start(1)):
                held.clear()
            last = row.end(1)
            rows.append(_html_row(original, cleaned, row.start(1), row.end(1), held))
        if any(rows):
            yield _grid(original, cleaned, rows, table.start(), end.end())
        place = end.end()


def _html_row(original: str, cleaned: str, start: int, end: int, held: dict[int, tuple[int, Cell]]) -> list[Cell]:
    cells: list[Cell] = []

    def fill() -> None:
        while len(cells) in held:
            left, cell = held.pop(column := len(cells))
            cells.append(cell)
            if left > 1:
                held[column] = (left - 1, cell)

    waiting: dict[int, tuple[int, Cell]] = {}
    for match in _CELL.finditer(original, start, end):
        fill()
        spans = {kind.lower(): int(count) for kind, count in _SPAN.findall(match["a"])}
        cell = _cell(cleaned, match.start("c"), match.end("c"))
        for _ in range(min(max(1, spans.get("col", 1)), MOST_COLUMNS - len(cells))):
            if spans.get("row", 1) > 1:
                waiting[len(cells)] = (spans["row"] - 1, cell)
            cells.append(cell)
    fill()
    held.update(waiting)
    return cells


def _grid(original: str, cleaned: str, rows: list[list[Cell]], start: int, end: int) -> Grid:
    return Grid(_square(rows), start, end, _caption(cleaned, start), _section(original, cleaned, start))


def _square(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    width = max(map(len, rows), default=0)
    return tuple((*row, *(Cell("", 0, 0),) * (width - len(row))) for row in rows)


def _caption(cleaned: str, start: int) -> str:
    above = [line.strip() for line in cleaned[max(0, start - 600) : start].split("\n") if line.strip()]
    return above[-1][-300:] if above else ""


_HEADING = re.compile(
    r"^ {0,3}(?:#{1,6} [^\n]*|<h[1-6]\b[^\n]*|\*\*[^*\n]{3,80}\*\*:? *$)", re.MULTILINE | re.IGNORECASE
)


def _section(original: str, cleaned: str, start: int) -> str:
    """Return the nearest heading above a table, looking line by line upwards."""
    first, end = max(0, start - FARTHEST_HEADING), start
    while end >= first:
        begin = original.rfind("\n", max(0, first - 1), end) + 1
        heading = _HEADING.match(original, begin, end) if begin >= first else None
        if heading is not None:
            return " ".join(cleaned[slice(*heading.span())].split())
        end = begin - 1
    return ""


def unstacked(original: str, cleaned: str, grid: Grid) -> Grid:
    """Cut a row whose cells hold several values, parted by <br>, into one row for each; a break in a label cuts nothing.

    What is set smaller below the line of a cell explains it, and goes.
    """
    if not _BREAK.search(original, grid.start, grid.end):
        return grid
    if _SMALL_PRINT.search(original, grid.start, grid.end):
        plain = (tuple(_without_small_print(original, cleaned, cell) for cell in row) for row in grid.rows)
        grid = grid._replace(rows=tuple(plain))
    rows: list[tuple[Cell, ...]] = list(grid.rows[:1])
    for row in grid.rows[1:]:
        pieces = [_pieces(original, cleaned, cell) for cell in row]
        height = max((len(piece) for piece in pieces), default=1)
        stacked = sum(len(piece) == height for piece in pieces[1:])
        if height < 2 or any(len(piece) not in (1, height) for piece in pieces) or 2 * stacked < len(row) - 1:
            rows.append(row)
            continue
        rows.extend(tuple(piece[i] if len(piece) > 1 else piece[0] for piece in pieces) for i in range(height))
    return grid._replace(rows=tuple(rows))


def _without_small_print(original: str, cleaned: str, cell: Cell) -> Cell:
    small = _SMALL_PRINT.search(original, cell.start, cell.end)
    line = _cell(cleaned, cell.start, small.start()) if small else cell
    is_setting = cell.text[len(line.text) :].lstrip().startswith("(") and not line.text[:1].isdigit()
    return line if line.text and not is_setting else cell  # "CodeBench (agentless)" is told apart by it


def _pieces(original: str, cleaned: str, cell: Cell) -> list[Cell]:
    raw = original[cell.start : cell.end]
    if "<" not in raw:
        return [cell]
    edges = [0, *(edge for match in _BREAK.finditer(raw) for edge in match.span()), len(raw)]
    pieces = [_cell(cleaned, cell.start + a, cell.start + b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [piece for piece in pieces if piece.text] or [cell]
