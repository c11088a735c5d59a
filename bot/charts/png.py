"""SVG to PNG with resvg-py, an extra: without it, or without a glyph for a label, there is no picture."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.charts.glyphs import can_draw
from bot.charts.svg import svg_of, words_of
from bot.types import Chart

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"

Draw = Callable[[Chart], bytes | None]


def drawer() -> Draw | None:
    """Return what draws a chart as PNG; None where resvg-py is not installed."""
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra
    except ImportError:
        return None
    return partial(_png, svg_to_bytes)


def _png(rasterise: Callable[..., bytes], chart: Chart) -> bytes | None:
    """Return the picture; None for a chart that is too small, or holds a character that our fonts lack."""
    svg = svg_of(chart)
    if svg is None or not all(can_draw(font, text) for font in (REGULAR, BOLD) for text in words_of(chart)):
        return None
    # Only our own fonts: the same bytes on every machine, and no text that silently vanishes.
    return bytes(rasterise(svg_string=svg, skip_system_fonts=True, font_files=[str(REGULAR), str(BOLD)]))
