"""A card in the terminal."""

from typing import TextIO

from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table as Grid
from rich.text import Text

from bot.types import Card, CardNumber, Chart

BAR_WIDTH = 28
WIDTH = 88


def print_card(card: Card, out: TextIO) -> None:
    """Draw a card; foreign text is printed without control characters and without markup of its own."""
    console = Console(file=out, width=None if out.isatty() else WIDTH, highlight=False)
    parts: list[Text | Grid] = [Text(f"~ {printable(change)}", style="yellow") for change in card.changes]
    if card.badges:
        parts.append(Text(" · ".join(printable(badge) for badge in card.badges), style="dim"))
    if card.numbers:
        parts.append(_numbers(card.numbers))
    elif card.summary:
        parts.append(Text(printable(card.summary)))
    if card.chart:
        parts.append(_chart(card.chart))
    if card.more_numbers:
        more = " · ".join(f"{number.label} {number.value}" for number in card.more_numbers)
        parts.append(Text(f"also: {printable(more)}"))
    parts += [Text(printable(line), style="dim") for line in (card.footer, card.url or "") if line]
    console.print(
        Panel(Group(*parts), title=f"[b]{escape(printable(card.title))}[/]", title_align="left", padding=(1, 2))
    )


def _numbers(numbers: tuple[CardNumber, ...]) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(ratio=1)
    for number in numbers:
        grid.add_row(Text(printable(number.label)), Text(printable(number.value), style="bold"))
    return grid


def _chart(chart: Chart) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    most = max(bar.value for bar in chart.bars) or 1
    for bar in chart.bars:
        style = "bold cyan" if bar.is_subject else "dim"
        drawn = "█" * max(1, round(BAR_WIDTH * bar.value / most))
        grid.add_row(
            Text(printable(bar.label), style=style), Text(drawn, style=style), Text(f"{bar.value:g}", style=style)
        )
    return grid


def printable(text: str) -> str:
    """Return foreign text without control characters: it cannot move the cursor or change colours."""
    return "".join(c if c.isprintable() else " " for c in text)
