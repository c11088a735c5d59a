"""A card as plain text: for screen readers, notifications and clients that show nothing else. Every number is in it."""

from bot.types import Card, CardItem


def card_text(card: Card) -> str:
    """Return title, changes, every number and the source, line by line."""
    lines = [card.title]
    lines += [f"Changed: {change}" for change in card.changes]
    lines += [f"{number.label}: {number.value}" for number in (*card.numbers, *card.more_numbers)]
    lines += [badge for badge in card.badges if "disagree" in badge]  # the rest says nothing that a number does not
    for item in card.items:
        lines += item_lines(item)
    if not card.numbers and card.summary:
        lines.append(card.summary)
    if card.chart:
        lines.append(f"{card.chart.title}: " + ", ".join(f"{bar.label} {bar.value:g}" for bar in card.chart.bars))
    if card.table:
        lines += [" | ".join(row) for row in (card.table.header, *card.table.rows)]
    if card.footer:
        lines.append(card.footer)
    if card.url:
        lines.append(card.url)
    return "\n".join(lines)


def item_lines(item: CardItem) -> list[str]:
    """Return one launch of a digest: its title, what changed, its numbers, its address."""
    numbers = ", ".join(f"{number.label} {number.value}" for number in item.numbers)
    changed = [f"  Changed: {change}" for change in item.changes]
    told = [f"  {line}" for line in (" · ".join(item.badges), numbers, item.url or "") if line]
    return [f"- {item.title}", *changed, *told]
