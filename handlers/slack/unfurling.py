"""A link to an article that was read becomes the launch it is about. Optional: needs links:read and links:write."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.errors import SendError
from bot.types import Command
from handlers.slack.asking import Asking
from handlers.slack.incoming import Incoming
from handlers.slack.parts import card_blocks
from handlers.slack.rungs import COMPACT
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger("slack")

MOST_LINKS = 5


class Unfurling:
    """Answers `link_shared`; a link that nobody knows is left alone, and nothing is fetched for it."""

    def __init__(self, asking: Asking, workspaces: Workspaces) -> None:
        self._asking, self._workspaces = asking, workspaces

    async def unfurl(self, who: Incoming, event: Mapping[str, Any]) -> None:
        """Show each known launch under its link."""
        urls = [link.get("url") for link in event.get("links") or () if isinstance(link, dict)]
        found = {}
        for url in [url for url in urls if isinstance(url, str)][:MOST_LINKS]:
            reply = await self._asking.reply_to(who, Command("show", url))
            if reply.outcome == "ok" and reply.cards:
                found[url] = {"blocks": card_blocks(reply.cards[0], COMPACT)}
        if not found:
            return
        try:
            api = await self._workspaces.of(who)
            await api.repeatable("chat.unfurl", {**_message_of(event), "unfurls": found}, "Slack unfurl")
        except SendError as error:
            log.info("slack link not unfurled", reason=str(error))


def _message_of(event: Mapping[str, Any]) -> dict[str, Any]:
    if event.get("unfurl_id"):
        return {"unfurl_id": event["unfurl_id"], "source": event.get("source", "conversations_history")}
    return {"channel": event.get("channel"), "ts": event.get("message_ts")}
