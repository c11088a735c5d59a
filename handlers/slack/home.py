"""App Home: a person's subscriptions with their buttons, the newest launches, and the button for one more. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.types import Action, Card, Reply
from handlers.slack import limits
from handlers.slack.form import OPEN
from handlers.slack.menus import command_row
from handlers.slack.mrkdwn import fit, mrkdwn, plain
from handlers.slack.parts import card_blocks
from handlers.slack.render import Block, action_blocks, fits, text_blocks
from handlers.slack.rungs import BARE, COMPACT

AT = "at"  # our own verb: `at C0NEWS pause 3` acts in that channel, where rights are judged
EDIT = "form"  # our own verb: opens the form instead of changing anything
SUBSCRIPTION = re.compile(r"subscription:(\d+):([CG][A-Z0-9]{2,30})?")  # key of a card that stands for one
WORDS = 300


def home_view(subscriptions: Reply, latest: Reply, notice: Reply | None = None) -> dict[str, Any]:
    """Return the Home tab; `notice` is the answer to a button that was pressed on it."""
    blocks = [*_notice(notice), _new(), *_mine(subscriptions), *_part("Newest launches", latest)]
    return {"type": "home", "blocks": blocks[: limits.VIEW_BLOCKS]}


def _notice(notice: Reply | None) -> list[Block]:
    return [] if notice is None else [*_body(notice), {"type": "divider"}]


def _new() -> Block:
    button = {"type": "button", "action_id": OPEN, "text": plain("New subscription", 75), "style": "primary"}
    return {"type": "actions", "elements": [button]}


def _mine(reply: Reply) -> list[Block]:
    """Return each subscription as a line with its buttons: half of the tab at most."""
    if not all(SUBSCRIPTION.fullmatch(card.key) for card in reply.cards):
        return _part("Your subscriptions", reply)
    blocks = [_header("Your subscriptions"), *text_blocks(reply.text)]
    rows = list(_rows(reply.cards))
    for shown, row in enumerate(rows):
        grown = [*blocks, *row]
        if not fits(grown, limits.VIEW_BLOCKS // 2 - 1):
            return [*blocks, *text_blocks(f"… and {len(rows) - shown} more: /launches list in their channels")]
        blocks = grown
    return [*blocks, *action_blocks(reply.actions, limits.ACTION_ELEMENTS)]


def _rows(cards: Sequence[Card]) -> Iterator[list[Block]]:
    for number, card in enumerate(cards):
        found = SUBSCRIPTION.fullmatch(card.key)
        channel = (found[2] or "") if found else ""
        where = f"in <#{channel}>" if channel else "to you"
        told = [f"{fit(n.label, WORDS)} *{fit(n.value, WORDS)}*" for n in card.numbers[:4]]
        lines = (f"*{fit(card.title, WORDS)}*", " · ".join([where, *told]))
        row = command_row([_there(action, channel) for action in card.actions], 5)
        for block in row:
            for one in block["elements"]:
                one["action_id"] = f"{one['action_id']}:{number}"
        yield [{"type": "section", "text": mrkdwn("\n".join(lines))}, *row]


def _there(action: Action, channel: str) -> Action:
    verb = EDIT if action.verb == "edit" else action.verb
    return Action(action.label, AT, f"{channel} {verb} {action.argument}") if channel else replace(action, verb=verb)


def _header(title: str) -> Block:
    return {"type": "header", "text": plain(title, limits.HEADER_TEXT)}


def _part(title: str, reply: Reply) -> list[Block]:
    return [_header(title), *_body(reply)]


def _body(reply: Reply) -> list[Block]:
    """Return words, buttons and cards of a reply: a quarter of the tab at most, so that every part has its place."""
    blocks = [*text_blocks(reply.text), *action_blocks(reply.actions, limits.ACTION_ELEMENTS)]
    for shown, card in enumerate(reply.cards):
        divider = [{"type": "divider"}] if shown else []
        grown = [*blocks, *divider, *card_blocks(card, COMPACT if shown < 5 else BARE)]
        if not fits(grown, limits.VIEW_BLOCKS // 4 - 2):
            return [*blocks, *text_blocks(f"… and {len(reply.cards) - shown} more")]
        blocks = grown
    return blocks
