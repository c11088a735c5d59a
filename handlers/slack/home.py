"""App Home: a person's subscriptions, the newest launches, and the button for one more. Pure."""

from typing import Any

from bot.types import Reply
from handlers.slack import limits
from handlers.slack.form import OPEN
from handlers.slack.mrkdwn import plain
from handlers.slack.parts import card_blocks
from handlers.slack.render import Block, action_blocks, fits, text_blocks
from handlers.slack.rungs import BARE, COMPACT


def home_view(subscriptions: Reply, latest: Reply, notice: Reply | None = None) -> dict[str, Any]:
    """Return the Home tab; `notice` is the answer to a button that was pressed on it."""
    blocks = [*_notice(notice), _new(), *_part("Your subscriptions", subscriptions), *_part("Newest launches", latest)]
    return {"type": "home", "blocks": blocks[: limits.VIEW_BLOCKS]}


def _notice(notice: Reply | None) -> list[Block]:
    return [] if notice is None else [*_body(notice), {"type": "divider"}]


def _new() -> Block:
    button = {"type": "button", "action_id": OPEN, "text": plain("New subscription", 75), "style": "primary"}
    return {"type": "actions", "elements": [button]}


def _part(title: str, reply: Reply) -> list[Block]:
    return [{"type": "header", "text": plain(title, limits.HEADER_TEXT)}, *_body(reply)]


def _body(reply: Reply) -> list[Block]:
    """Return words, buttons and cards of a reply: a third of the tab at most, so that every part has its place."""
    blocks = [*text_blocks(reply.text), *action_blocks(reply.actions, limits.ACTION_ELEMENTS)]
    for shown, card in enumerate(reply.cards):
        divider = [{"type": "divider"}] if shown else []
        grown = [*blocks, *divider, *card_blocks(card, COMPACT if shown < 5 else BARE)]
        if not fits(grown, limits.VIEW_BLOCKS // 3 - 2):
            return [*blocks, *text_blocks(f"… and {len(reply.cards) - shown} more")]
        blocks = grown
    return blocks
