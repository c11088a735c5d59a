"""Looking for a post whose answer was lost, by the key in its metadata, where the app may read what was posted.

Slack knows no key against double posting. The scopes that it takes to look (`channels:history`, `groups:history`,
`im:history`) are optional: without them nothing is sure, and nothing breaks.
"""

from typing import Any

import structlog

from bot.errors import CardRefused, EditRefused, TargetClosed
from bot.types import LostPost, Receipt, Search
from handlers.slack.receipts import receipt_of
from handlers.slack.web_api import WebApi

log = structlog.get_logger("slack")

DELIVERY = "launchwire_delivery"  # event_type of a message's metadata; readable by the whole workspace
MARGIN_SECONDS = 300.0  # by which Slack's clock and our database's may differ
# https://docs.slack.dev/reference/methods/conversations.history: 50 calls a minute for an app of one's own; one a
# minute, of 15 messages, for one that is sold outside of Slack's marketplace. A refusal for it waits in the queue.
PAGE = 100
MOST_PAGES = 3


def metadata_of(key: str) -> dict[str, Any]:
    """Return the metadata by which a post is found again."""
    return {"event_type": DELIVERY, "event_payload": {"key": key}}


async def find_posted(api: WebApi, lost: LostPost, channel: str) -> Search:
    """Look for a lost post among what was posted in its channel or thread since; unsure where Slack does not let us.

    Raises:
        SendError: RetryLater, or WorkspaceClosed when the token is dead.
    """
    doing = f"Slack look-up in {channel}"
    try:
        return await _search(api, lost, channel, doing)
    except (TargetClosed, CardRefused, EditRefused) as error:
        log.info("slack post not looked for", channel=channel, reason=str(error))
        return Search(is_sure=False)


async def _search(api: WebApi, lost: LostPost, channel: str, doing: str) -> Search:
    bot, cursor = await api.bot_id(), ""
    for _ in range(MOST_PAGES):
        answer = await _page(api, lost, channel, cursor, doing)
        for message in answer.get("messages") or ():
            if _is_it(message, lost.key, bot):
                return Search(_receipt(message, lost, channel, doing))
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return Search()
    return Search(is_sure=False)


async def _page(api: WebApi, lost: LostPost, channel: str, cursor: str, doing: str) -> dict[str, Any]:
    arguments = {
        "channel": channel,
        "oldest": f"{lost.since.timestamp() - MARGIN_SECONDS:.6f}",
        "limit": str(PAGE),
        "include_all_metadata": "true",
        **({"cursor": cursor} if cursor else {}),
    }
    if lost.under is None:
        return await api.repeatable("conversations.history", arguments, doing)
    return await api.repeatable("conversations.replies", {**arguments, "ts": lost.under.message}, doing)


def _is_it(message: dict[str, Any], key: str, bot: str) -> bool:
    """Return whether we posted this for the delivery: another app, even another Launchwire, may use the same words."""
    metadata = message.get("metadata") or {}
    is_ours = not bot or message.get("bot_id", bot) == bot
    return is_ours and metadata == {**metadata, **metadata_of(key)}


def _receipt(message: dict[str, Any], lost: LostPost, channel: str, doing: str) -> Receipt:
    log.info("slack post found again", channel=channel, key=lost.key)
    return receipt_of(lost.target, {"channel": channel, **message}, doing)
