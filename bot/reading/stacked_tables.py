"""Tables of which a page's text has kept one cell a line: the heads one below the other, then each row's name and values."""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.reading import lazy_re as re
from bot.reading.tab_tables import Frame

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS = 2, 200, 20
_HEAD = re.compile(
    r" {0,40}(?:Benchmarks?|Models?|Metrics?|Evals?|Evaluations?|Tests?|Tasks?|Datasets?)[ ]*$", re.MULTILINE
)
_LINE = re.compile(r"[ ]*(?P<cell>\S(?:[^\n|\t]{0,58}\S)?)[ ]*")
_VALUE = re.compile(r"[~≈<>]?\d{1,4}(?:\.\d{1,3})?[ ]?%?(?:[ ]?\([^()]{1,16}\))?[*†‡]?|[-–—]{1,2}|N/?A", re.IGNORECASE)
_BLANK = re.compile(r"\n[ ]*\n[ ]*\n[ ]*\n")  # ends a table


def stacked_rows(original: str, starts: Iterable[int]) -> Iterator[list[list[Frame]]]:
    """Yield each table as rows of frames: a name, then as many values as the head has cells behind its first one."""
    place = 0
    for start in starts:
        head = _HEAD.match(original, start) if start >= place else None
        if head is None:
            continue
        cells = list(islice(_cells(original, head), MOST_ROWS * MOST_COLUMNS))
        values = [_VALUE.fullmatch(original, *cell) is not None for cell in cells]
        columns = values.index(True) - 1 if True in values else 0
        if not 2 <= columns <= MOST_COLUMNS:
            continue
        rows = [cells[:columns]]
        for first in range(columns, len(cells) - columns + 1, columns):
            if values[first] or not all(values[first + 1 : first + columns]):
                break
            rows.append(cells[first : first + columns])
        if len(rows) > FEWEST_ROWS:
            place = rows[-1][-1][1]
            yield rows


def _cells(text: str, head: re.Match[str]) -> Iterator[Frame]:
    """Yield the lines from a head's first one on, empty ones left out, up to one that is no cell."""
    end = _BLANK.search(text, head.end())
    last, start = end.start() if end else len(text), head.start()
    while start < last:
        stop = text.find("\n", start)
        stop = last if stop < 0 else min(stop, last)
        if text[start:stop].strip():
            line = _LINE.fullmatch(text, start, stop)
            if line is None:
                return
            yield line.span("cell")
        start = stop + 1
