"""A card as HTML. Pure: the same card gives the same text; every foreign string is escaped on its way in."""

import re
from typing import Final

from bot.types import Action, Card, Density, Reply
from bot.types.card import Tone
from handlers.web.figures import chart_html, table_html
from handlers.web.items import items_html
from handlers.web.numbers import numbers_html, quotes_html
from handlers.web.safe_text import address_of, escaped, link

KICKERS: Final[dict[Tone, str]] = {
    "launch": "New launch",
    "update": "Updated",
    "digest": "Digest",
    "notice": "",
    "problem": "Problem",
}
_COMMANDS = re.compile(r"/launches(?: [a-z]{2,12}\b)?")


def reply_html(reply: Reply) -> str:
    """Return an answer: its words, its cards, its buttons."""
    cards = "".join(card_html(card) for card in reply.cards)
    return f"{_words_html(reply.text)}{cards}{_actions_html(reply.actions)}"


def card_html(card: Card, wanted: Density | None = None) -> str:
    """Return a card; compact leaves out all that is not title, key numbers and source, full unfolds everything.

    The card's own density holds unless another is wanted.
    """
    density = wanted or card.density
    body = "" if density == "compact" else _body_html(card, density)
    return (
        f'<article class="card {card.tone} {density}" aria-label="{escaped(card.title)}">'
        f"{_head_html(card, density)}{numbers_html(card.numbers, card.quotes)}{items_html(card.items)}{body}"
        f"{_foot_html(card)}</article>"
    )


def _head_html(card: Card, density: Density) -> str:
    kicker = f'<p class="kicker">{KICKERS[card.tone]}</p>' if KICKERS[card.tone] else ""
    address = address_of(card.url)
    host = f' <span class="host">{escaped(address[1])}</span>' if address else ""
    badges = "".join(f"<li>{escaped(badge)}</li>" for badge in card.badges)
    row = f'<ul class="badges">{badges}</ul>' if badges else ""
    summary = f'<p class="summary">{escaped(card.summary)}</p>' if card.summary and density != "compact" else ""
    return f"<header>{kicker}<h3>{link(card.url, card.title)}{host}</h3>{row}{summary}</header>"


def _body_html(card: Card, density: Density) -> str:
    numbers = card.numbers + card.more_numbers
    return (
        _more_html(card, density)
        + _changes_html(card.changes)
        + chart_html(card.chart)
        + table_html(card.table)
        + quotes_html(card.quotes, numbers, is_open=density == "full" or not numbers)
    )


def _more_html(card: Card, density: Density) -> str:
    grid = numbers_html(card.more_numbers, card.quotes)
    if not grid or density == "full":
        return grid
    count = len(card.more_numbers)
    return f'<details class="more"><summary>{count} more number{"s" * (count > 1)}</summary>{grid}</details>'


def _changes_html(changes: tuple[str, ...]) -> str:
    if not changes:
        return ""
    rows = "".join(f"<li>{escaped(change)}</li>" for change in changes)
    return f'<section class="changes"><h4>What changed</h4><ul>{rows}</ul></section>'


def _foot_html(card: Card) -> str:
    footer = f"<footer>{escaped(card.footer)}</footer>" if card.footer else ""
    return f"{_actions_html(card.actions)}{footer}"


def _actions_html(actions: tuple[Action, ...]) -> str:
    if not actions:
        return ""
    buttons = "".join(
        f'<button type="button" class="action" data-verb="{escaped(action.verb)}"'
        f' data-argument="{escaped(action.argument)}">{escaped(action.label)}</button>'
        for action in actions
    )
    return f'<div class="actions" role="group" aria-label="Actions">{buttons}</div>'


def _words_html(text: str) -> str:
    """Return an answer's words, with the commands that it names set apart."""
    if not text:
        return ""
    return f'<p class="words">{_COMMANDS.sub(lambda found: f"<code>{found.group()}</code>", escaped(text))}</p>'
