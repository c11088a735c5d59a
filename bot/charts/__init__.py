"""Charts as pictures: a chart becomes SVG, and PNG where resvg-py is installed. The numbers also stand in the text."""

from bot.charts.png import drawer
from bot.charts.svg import svg_of

__all__ = ["drawer", "svg_of"]
