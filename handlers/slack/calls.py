"""Whom a card calls: the one mention a message may hold, built from a checked id and nothing else."""

import re

from bot.types import Mention

GROUP = re.compile(r"S[A-Z0-9]{2,30}", re.ASCII)
PERSON = re.compile(r"[UW][A-Z0-9]{2,30}", re.ASCII)


def called(mention: Mention | None) -> str:
    """Return the mention as Slack writes it, or "" for nobody and for an id that Slack would never give."""
    if mention is None:
        return ""
    if mention.kind == "role":  # docs.slack.dev/messaging/formatting-message-text#mentioning-groups
        return f"<!subteam^{mention.id}>" if GROUP.fullmatch(mention.id) else ""
    return f"<@{mention.id}>" if PERSON.fullmatch(mention.id) else ""
