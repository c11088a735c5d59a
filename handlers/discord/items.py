"""The launches of a digest: a compact list in Markdown, and menus that open each of them, shown or not."""

from collections.abc import Sequence

from bot.types import Action, Card, CardItem
from handlers.discord.rungs import Rung
from handlers.discord.words import clean, fit, link

LIST_TEXT = 2_900  # characters, so that title, numbers, menus and footer keep their place
ITEM_LINK = 400


def items_of(card: Card, rung: Rung) -> tuple[str, int]:
    """Return the list of launches that `rung` has room for, and how many it leaves to the menus."""
    shown: list[str] = []
    left = LIST_TEXT
    for item in card.items:
        text = _item(item, rung)
        left -= len(text) + 1
        if left < 0:
            break
        shown.append(text)
    return "\n".join(shown), len(card.items) - len(shown)


def openings(items: Sequence[CardItem]) -> list[Action]:
    """Return what opens each launch with every number; one without a name is called by its key."""
    return [Action(clean(item.title) or item.key, "show", item.key or item.title) for item in items]


def _item(item: CardItem, rung: Rung) -> str:
    """Return a launch on one or two lines: its name and badges, then its numbers and what changed."""
    title = clean(item.title) or clean(item.key) or "–"
    name = link(item.url, _cut(title, rung), ITEM_LINK) if rung.has_item_links else fit(title, rung.item_words)
    head = "  ·  ".join([f"**{name}**", *(fit(badge, rung.item_words) for badge in item.badges if clean(badge))])
    numbers = [
        f"**{fit(number.label, rung.item_words)}** {fit(number.value, rung.item_words)}"
        for number in item.numbers[: rung.item_numbers]
        if clean(number.label) and clean(number.value)
    ]
    changes = [fit(change, rung.words) for change in item.changes[: min(rung.item_numbers, rung.changes)]]
    below = "  ·  ".join(text for text in (*numbers, *changes) if text)
    return f"- {head if rung.item_numbers else f'**{name}**'}" + (f"\n  {below}" if below else "")


def _cut(title: str, rung: Rung) -> str:
    return title if len(title) <= rung.item_words else title[: rung.item_words - 1].rstrip() + "…"
