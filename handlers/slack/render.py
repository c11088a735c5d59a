"""A card or a reply becomes a Slack message: pure, never raising, always within Slack's limits."""

from collections.abc import Sequence
from typing import Any

from bot.types import Action, Card, Density, Reply
from handlers.slack import limits
from handlers.slack.mrkdwn import button, clean, fit_lines, plain_lines
from handlers.slack.parts import card_blocks
from handlers.slack.rungs import Rung, ladder

Block = dict[str, Any]
Payload = dict[str, Any]


def render(card: Card, density: Density | None = None, *, is_native: bool = True) -> Payload:
    """Return `text` and `blocks` of a message: the largest rung of the ladder that Slack takes, from `density` down.

    The card's own density holds unless another is given. Without `is_native`, tables and charts are drawn as text:
    for workspaces that refuse the newer blocks.
    """
    for rung in ladder(density or card.density, is_native=is_native):
        blocks = card_blocks(card, rung)
        if fits(blocks):
            break
    return {"text": plain_text(card), "blocks": blocks}


def render_text(card: Card) -> Payload:
    """Return the card without blocks, the last step before giving up."""
    return {"text": plain_text(card), "blocks": []}


def render_reply(reply: Reply, *, is_native: bool = True) -> Payload:
    """Return `text` and `blocks` of an answer: its words, its cards and its buttons; one card is shown in full."""
    head, tail = text_blocks(reply.text), action_blocks(reply.actions, limits.ACTION_ELEMENTS)
    for rung in ladder("full" if len(reply.cards) == 1 else "normal", is_native=is_native):
        blocks, left = _with_cards(head, reply.cards, rung, tail)
        if not left:
            break
    return {"text": reply_text(reply), "blocks": blocks + left + tail}


def plain_text(card: Card) -> str:
    """Return the words of a card for screen readers and fallbacks, escaped; cut lines are counted."""
    words = card.plain_text if clean(card.plain_text) else _spelled_out(card)
    return fit_lines(words, limits.MESSAGE_TEXT) or "A message of Launchwire"


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
    buttons = [button(action.label, action.verb, action.argument, number) for number, action in enumerate(actions)]
    whole = [element for element in buttons if element is not None][: min(most, limits.ACTION_ELEMENTS)]
    return [{"type": "actions", "elements": whole}] if whole else []


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


def _spelled_out(card: Card) -> str:
    numbers = (f"{number.label}: {number.value}" for number in card.numbers)
    return "\n".join((card.title, *numbers, *card.changes, card.url or "", card.footer))
