"""Bars beside each other as an SVG text. Every label is escaped; the picture refers to nothing outside itself."""

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from bot.types import Bar, Chart

FEWEST_BARS = 2
MOST_BARS = 10
WIDTH, MARGIN, TITLE, ROW, THICKNESS, FOOT = 900, 36, 64, 46, 26, 44
LETTER = 10.6  # width of an average letter at 18 px, for the column of labels
MOST_LETTERS = 28
FONT = "DejaVu Sans"
PAPER, INK, FAINT, TRACK, SUBJECT, OTHER = "#ffffff", "#1d2430", "#6d7683", "#eef1f5", "#2f7d5b", "#9fb0c3"
SOURCE = "Scores as the article states them"


def svg_of(chart: Chart) -> str | None:
    """Return the chart as SVG, the subject in colour; None for fewer than two values that can be drawn."""
    bars = [bar for bar in chart.bars if math.isfinite(bar.value) and bar.value >= 0][:MOST_BARS]
    if len(bars) < FEWEST_BARS:
        return None
    height = TITLE + ROW * len(bars) + FOOT
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="{FONT}">',
            f'<rect width="{WIDTH}" height="{height}" rx="12" fill="{PAPER}"/>',
            _text(MARGIN, 42, _cut(chart.title, 60), 22, weight="bold"),
            *_rows(bars),
            _text(MARGIN, height - 18, SOURCE, 13, fill=FAINT),
            "</svg>",
        ]
    )


def words_of(chart: Chart) -> Sequence[str]:
    """Return every string that the picture shows."""
    return (chart.title, *(bar.label for bar in chart.bars), SOURCE)


def _rows(bars: Sequence[Bar]) -> Iterator[str]:
    top = max(bar.value for bar in bars)
    letters = max(len(_cut(bar.label, MOST_LETTERS)) for bar in bars)
    left = MARGIN + LETTER * letters + 20
    room = WIDTH - MARGIN - 90 - left
    for place, bar in enumerate(bars):
        y = TITLE + ROW * place
        length = max(3.0, room * bar.value / top) if top > 0 else 3.0
        weight = "bold" if bar.is_subject else "normal"
        yield _text(MARGIN, y + 20, _cut(bar.label, MOST_LETTERS), 18, weight=weight)
        yield _bar(left, y, room, TRACK)
        yield _bar(left, y, length, SUBJECT if bar.is_subject else OTHER)
        yield _text(WIDTH - MARGIN, y + 20, f"{bar.value:g}", 18, weight=weight, anchor="end")


def _bar(x: float, y: float, width: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{THICKNESS}" rx="5" fill="{fill}"/>'


def _text(
    x: float, y: float, text: str, size: int, *, weight: str = "normal", fill: str = INK, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )


def _cut(text: str, most: int) -> str:
    """Return one line that XML can hold, cut with an ellipsis."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
