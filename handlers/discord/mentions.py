"""Whom a card calls: the one person or role that a subscription names, and nobody whom an article names."""

import re
from typing import Any

from bot.types import Card

Payload = dict[str, Any]
NOBODY: Payload = {"parse": []}  # no text of ours, and none of an article's, ever pings
ID = re.compile(r"[1-9][0-9]{0,18}")


def mention_text(card: Card) -> str:
    """Return the words that call whom the card may call; "" when that is nobody."""
    called = card.mention
    if called is None or not is_id(called.id):
        return ""
    return f"<@&{called.id}>" if called.kind == "role" else f"<@{called.id}>"


def allowed_mentions(card: Card) -> Payload:
    """Return what Discord may notify because of the card: exactly its mention."""
    called = card.mention
    if called is None or not is_id(called.id):
        return NOBODY
    return {**NOBODY, "roles" if called.kind == "role" else "users": [called.id]}


def is_id(text: str) -> bool:
    """Return whether `text` is written as Discord writes an id."""
    return ID.fullmatch(text) is not None
