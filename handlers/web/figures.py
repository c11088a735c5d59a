"""The drawn parts of a card: bars from zero, and tables."""

import math

from bot.types import Bar, Chart, Table
from handlers.web.safe_text import escaped

FEWEST_BARS = 2
MOST_BARS = 12
MOST_ROWS = 60
LONGEST_BAR_PERCENT = 82  # leaves room for the value at the bar's end
ROW_HEIGHT = 22


def chart_html(chart: Chart | None) -> str:
    """Return bars from zero with the subject marked and each value at its bar's end; "" for fewer than two scores."""
    bars = [bar for bar in chart.bars if math.isfinite(bar.value)][:MOST_BARS] if chart else []
    if chart is None or len(bars) < FEWEST_BARS:
        return ""
    longest = max(0.0, *(bar.value for bar in bars))
    rows = "".join(_bar_html(bar, longest) for bar in bars)
    return f'<figure class="chart"><figcaption>{escaped(chart.title)}</figcaption><ol>{rows}</ol></figure>'


def _bar_html(bar: Bar, longest: float) -> str:
    share = max(bar.value, 0.0) / longest if longest else 0.0
    percent = f"{share * LONGEST_BAR_PERCENT:.2f}%"
    return (
        f'<li class="{"subject" if bar.is_subject else "rival"}"><span class="who">{escaped(bar.label)}</span>'
        f'<svg width="100%" height="{ROW_HEIGHT}" role="img" aria-label="{printed(bar.value)}">'
        f'<rect x="0" y="3" width="{percent}" height="16" rx="4"></rect>'
        f'<text x="{percent}" dx="8" y="15.5">{printed(bar.value)}</text></svg></li>'
    )


def printed(value: float) -> str:
    """Return a score as people write it: 42.8, 52, 1,483."""
    whole, _, fraction = f"{value:,.2f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def table_html(table: Table | None) -> str:
    """Return a table that scrolls by itself where the page is narrow; its first column names the rows."""
    if table is None or not table.rows:
        return ""
    head = "".join(f'<th scope="col">{escaped(cell)}</th>' for cell in table.header)
    rows = "".join(_row_html(row) for row in table.rows[:MOST_ROWS])
    return (
        '<div class="table" role="group" aria-label="Table" tabindex="0">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row_html(row: tuple[str, ...]) -> str:
    name, *cells = row or ("",)
    body = "".join(f"<td>{escaped(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row">{escaped(name)}</th>{body}</tr>'
