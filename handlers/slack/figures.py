"""Tables and charts of a card: as Slack's own blocks, or drawn as text where those are refused."""

import math
import unicodedata
from typing import Any

from bot.types import Bar, Chart, Table
from handlers.slack import limits
from handlers.slack.mrkdwn import clean, escape, fit, mrkdwn

BAR_CELLS = 16
CELL_TEXT = 40  # characters a cell of a drawn table may take
EMPTY = "–"  # Slack refuses an empty cell
LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "`": "'"})


def native_table(table: Table, rows: int) -> dict[str, Any]:
    """Return the table as a `table` block of at most `rows` rows under its header."""
    lines = _lines(table, min(rows, limits.TABLE_ROWS - 1))
    return {"type": "table", "rows": [[_cell(text) for text in line[: limits.TABLE_COLUMNS]] for line in lines]}


def drawn_table(table: Table, rows: int, room: int) -> tuple[dict[str, Any], int]:
    """Return the table as monospaced text of at most `room` characters, and how many rows it shows."""
    lines = [[_drawn(text) for text in line] for line in _lines(table, rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    drawn = ["  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    shown = _fitting(drawn, room)
    return _monospaced(shown), max(0, len(shown) - 1)


def native_chart(chart: Chart, bars: int) -> dict[str, Any] | None:
    """Return the chart as a `data_visualization` block, or None when two labels would look the same."""
    points = [(fit_raw(bar.label, limits.CHART_LABEL), bar.value) for bar in _drawable(chart, bars)]
    labels = [label for label, _ in points]
    title = fit_raw(chart.title, limits.CHART_TITLE)
    if not points or not title or not all(labels) or len(set(labels)) != len(labels):
        return None
    data = [{"label": label, "value": value} for label, value in points]
    return {
        "type": "data_visualization",
        "title": title,
        "chart": {"type": "bar", "series": [{"name": title, "data": data}], "axis_config": {"categories": labels}},
    }


def drawn_chart(chart: Chart, bars: int, room: int) -> tuple[dict[str, Any], int]:
    """Return the chart as bars of text of at most `room` characters, and how many bars it shows."""
    drawable = _drawable(chart, bars)
    widest = max((_width(_drawn(bar.label)) for bar in drawable), default=0)
    top = max((bar.value for bar in drawable), default=0.0)
    lines = [_drawn(chart.title), *(_bar_line(bar, widest, top) for bar in drawable)]
    shown = _fitting(lines, room)
    return _monospaced(shown), max(0, len(shown) - 1)


def fit_raw(text: str, limit: int) -> str:
    """Return one line for a string that Slack shows as it is: look-alikes stand for the characters it may parse."""
    line = clean(text).translate(LOOKALIKES)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _lines(table: Table, rows: int) -> list[list[str]]:
    """Return header and rows, each exactly as long as the header."""
    columns = len(table.header)
    return [[*line[:columns], *[""] * (columns - len(line))] for line in (table.header, *table.rows[:rows])]


def _cell(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": fit_raw(text, 200) or EMPTY}


def _drawable(chart: Chart, bars: int) -> list[Bar]:
    return [bar for bar in chart.bars if math.isfinite(bar.value) and bar.value >= 0][: min(bars, limits.CHART_POINTS)]


def _bar_line(bar: Bar, widest: int, top: float) -> str:
    cells = round(BAR_CELLS * (bar.value / top)) if top > 0 else 0
    mark = "◂" if bar.is_subject else ""
    return f"{_pad(_drawn(bar.label), widest)} {'█' * cells}{'░' * (BAR_CELLS - cells)} {bar.value:g} {mark}".rstrip()


def _drawn(text: str) -> str:
    return fit_raw(text, CELL_TEXT) or EMPTY


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _fitting(lines: list[str], room: int) -> list[str]:
    room = min(room, limits.SECTION_TEXT) - len("``````")
    shown: list[str] = []
    for line in lines:
        room -= len(escape(line)) + 1
        if room < 0:
            break
        shown.append(line)
    return shown


def _monospaced(lines: list[str]) -> dict[str, Any]:
    text = "\n".join(escape(line) for line in lines) or fit("no room", limits.SECTION_TEXT)
    return {"type": "section", "text": mrkdwn(f"```{text}```")}
