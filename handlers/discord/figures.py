"""Tables and charts of a card, drawn as text in a code block: every client and every screen reader shows them."""

import math
import unicodedata

from bot.types import Bar, Chart, Table
from handlers.discord.words import drawn

BAR_CELLS = 14
CELL_TEXT = 32  # characters a cell of a drawn table may take
FENCE = len("```\n\n```")


def drawn_table(table: Table, rows: int, room: int) -> tuple[str, int]:
    """Return the table as a code block of at most `room` characters, and how many rows it shows."""
    lines = [[drawn(text, CELL_TEXT) for text in line] for line in _lines(table, rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    whole = ["  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    shown = _fitting(whole, room)
    return _block(shown), max(0, len(shown) - 1)


def drawn_chart(chart: Chart, bars: int, room: int) -> tuple[str, int]:
    """Return the chart as bars of text of at most `room` characters, and how many bars it shows."""
    drawable = [bar for bar in chart.bars if math.isfinite(bar.value) and bar.value >= 0][:bars]
    widest = max((_width(drawn(bar.label, CELL_TEXT)) for bar in drawable), default=0)
    top = max((bar.value for bar in drawable), default=0.0)
    lines = [drawn(chart.title, 2 * CELL_TEXT), *(_bar_line(bar, widest, top) for bar in drawable)]
    shown = _fitting(lines, room)
    return _block(shown), max(0, len(shown) - 1)


def _lines(table: Table, rows: int) -> list[list[str]]:
    """Return header and rows, each exactly as long as the header."""
    columns = len(table.header)
    return [[*line[:columns], *[""] * (columns - len(line))] for line in (table.header, *table.rows[:rows])]


def _bar_line(bar: Bar, widest: int, top: float) -> str:
    cells = round(BAR_CELLS * (bar.value / top)) if top > 0 else 0
    mark = "◂" if bar.is_subject else ""
    line = f"{_pad(drawn(bar.label, CELL_TEXT), widest)} {'█' * cells}{'░' * (BAR_CELLS - cells)} {bar.value:g} {mark}"
    return line.rstrip()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _fitting(lines: list[str], room: int) -> list[str]:
    left = room - FENCE
    shown: list[str] = []
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            break
        shown.append(line)
    return shown


def _block(lines: list[str]) -> str:
    text = "\n".join(lines)
    return f"```\n{text}\n```" if text.strip() else ""
