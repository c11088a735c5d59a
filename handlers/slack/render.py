"""A card or a reply becomes a Slack message: pure, never raising, always within Slack's limits."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.types import Action, Card, CardItem, Density, Reply
from handlers.slack import limits
from handlers.slack.calls import called
from handlers.slack.menus import command_row
from handlers.slack.mrkdwn import ELLIPSIS, clean, fit_lines, plain_lines
from handlers.slack.parts import card_blocks
from handlers.slack.rungs import Rung, ladder

Block = dict[str, Any]
Payload = dict[str, Any]


def render(card: Card, density: Density | None = None, *, is_native: bool = True) -> Payload:
    """Return `text` and `blocks` of a message: the largest rung of the ladder that Slack takes, from `density` down.

    The card's own density holds unless another is given. Without `is_native`, tables and charts are drawn as text:
    for workspaces that refuse the newer blocks.
    """
    for rung in ladder(density or card.density, is_native=is_native, has_items=bool(card.items)):
        blocks = [*_call_blocks(card), *card_blocks(card, rung)]
        if fits(blocks):
            break
    return {"text": _with_call(card), "blocks": blocks}


def render_text(card: Card) -> Payload:
    """Return the card without blocks, the last step before giving up."""
    return {"text": _with_call(card), "blocks": []}


def render_reply(reply: Reply, *, is_native: bool = True) -> Payload:
    """Return `text` and `blocks` of an answer: its words, its cards and its buttons; one card is shown in full.

    An answer calls nobody, whatever its cards say.
    """
    head, tail = text_blocks(reply.text), action_blocks(reply.actions, limits.ACTION_ELEMENTS)
    has_items = any(card.items for card in reply.cards)
    for rung in ladder("full" if len(reply.cards) == 1 else "normal", is_native=is_native, has_items=has_items):
        blocks, left = _with_cards(head, reply.cards, rung, tail)
        if not left:
            break
    return {"text": reply_text(reply), "blocks": blocks + left + tail}


def plain_text(card: Card) -> str:
    """Return the words of a card for screen readers and fallbacks, escaped; cut lines are counted."""
    room = limits.MESSAGE_TEXT - limits.MENTION
    for words in _tellings(card):
        shown = fit_lines(words, room)
        if len(words.splitlines()) == len(shown.splitlines()) and not shown.endswith(ELLIPSIS):
            break
    return shown or "A message of Launchwire"


def reply_text(reply: Reply) -> str:
    """Return the words of an answer with those of its cards, escaped; cut lines are counted."""
    words = "\n\n".join(part for part in (reply.text, *(card.plain_text for card in reply.cards)) if clean(part))
    return fit_lines(words, limits.MESSAGE_TEXT) or "Done."


def text_blocks(text: str) -> list[Block]:
    """Return our own words as they are: a query's `*` is not meant to make anything bold. What is cut is counted."""
    words = fit_lines(text, limits.SECTION_TEXT)
    return [{"type": "section", "text": plain_lines(words)}] if words else []


def action_blocks(actions: Sequence[Action], most: int) -> list[Block]:
    """Return a row of at most `most` buttons, or nothing."""
    return command_row(actions, min(most, limits.ACTION_ELEMENTS), before_menu=limits.ACTION_ELEMENTS)


def fits(blocks: Sequence[Block], most: int = limits.BLOCKS_PER_MESSAGE) -> bool:
    """Return whether Slack takes these blocks together: at most `most`, one table, and the text within its budget."""
    tables = sum(block["type"] == "table" for block in blocks)
    return len(blocks) <= most and tables <= 1 and weight(blocks) <= limits.MESSAGE_BLOCKS_TEXT


def weight(node: object) -> int:
    """Return how many characters of text a block, or a list of them, shows."""
    if isinstance(node, dict):
        own = sum(
            len(value) for key, value in node.items() if key in ("text", "label", "title") and isinstance(value, str)
        )
        return own + sum(weight(value) for value in node.values())
    return sum(map(weight, node)) if isinstance(node, list) else 0


def _with_cards(
    head: list[Block], cards: Sequence[Card], rung: Rung, tail: list[Block]
) -> tuple[list[Block], list[Block]]:
    """Return the blocks of as many cards as fit between head and tail, and the line that counts the others."""
    blocks = list(head)
    for shown, card in enumerate(cards):
        left = text_blocks(f"… and {len(cards) - shown} more")
        grown = blocks + ([{"type": "divider"}] if blocks else []) + card_blocks(card, rung)
        if not fits(grown + left + tail):
            return blocks, left
        blocks = grown
    return blocks, []


def _call_blocks(card: Card) -> list[Block]:
    call = called(card.mention)
    return [{"type": "section", "text": {"type": "mrkdwn", "text": call}}] if call else []


def _with_call(card: Card) -> str:
    """Return the words of a card after whom it calls: of a message's strings only these two may mention anybody."""
    return " ".join(part for part in (called(card.mention), plain_text(card)) if part)


def _tellings(card: Card) -> Iterator[str]:
    """Return the words of a card, the fullest first; a long digest is at last told by its launches' names."""
    if clean(card.plain_text):
        yield card.plain_text
    else:
        yield _spelled_out(card)
    if card.items:
        yield "\n".join([card.title, *(" ".join([item.title, _first_number(item)]) for item in card.items)])
        yield "\n".join([card.title, *(item.title for item in card.items)])


def _first_number(item: CardItem) -> str:
    return f"({item.numbers[0].label}: {item.numbers[0].value})" if item.numbers else ""


def _spelled_out(card: Card) -> str:
    numbers = [f"{number.label}: {number.value}" for number in (*card.numbers, *card.more_numbers)]
    for item in card.items:
        values = ", ".join(f"{number.label}: {number.value}" for number in item.numbers)
        numbers.append(f"{item.title}: {values}" if values else item.title)
    rows = [" | ".join(row) for row in (card.table.header, *card.table.rows)] if card.table else []
    return "\n".join((card.title, *numbers, *rows, *card.changes, card.url or "", card.footer))
