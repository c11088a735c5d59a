"""The launches of a digest as HTML: one row each, its first numbers beside its name, the rest a button away."""

from bot.types import CardItem, CardNumber
from handlers.web.safe_text import escaped, link


def items_html(items: tuple[CardItem, ...]) -> str:
    """Return a digest's launches as a list; nothing for a card without any."""
    if not items:
        return ""
    return f'<ol class="items">{"".join(_item_html(item) for item in items)}</ol>'


def _item_html(item: CardItem) -> str:
    badges = "".join(f"<li>{escaped(badge)}</li>" for badge in item.badges)
    row = f'<ul class="badges">{badges}</ul>' if badges else ""
    changes = "".join(f'<p class="change">{escaped(change)}</p>' for change in item.changes)
    shows = f'data-verb="show" data-argument="{escaped(item.key)}"'
    button = f'<button type="button" class="action" {shows}>All numbers</button>'
    return f"<li><h4>{link(item.url, item.title)}</h4>{row}{changes}{_numbers_html(item.numbers)}{button}</li>"


def _numbers_html(numbers: tuple[CardNumber, ...]) -> str:
    if not numbers:
        return ""
    cells = "".join(
        f"<div><dt>{escaped(number.label)}</dt><dd>{escaped(number.value)}</dd></div>" for number in numbers
    )
    return f"<dl>{cells}</dl>"
