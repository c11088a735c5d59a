"""Looking for a post whose answer was lost, where Discord no longer knows its nonce, or never did: in a forum.

A post is known by its author, its time and its title: one alert of a channel is under way at a time.
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from discord.http import Route
from discord.utils import snowflake_time

from bot.errors import CardRefused, EditRefused, TargetClosed
from bot.types import LostPost, Receipt, Search
from handlers.discord import limits
from handlers.discord.publishing import Publishing
from handlers.discord.web_api import WebApi
from handlers.discord.words import label

log = structlog.get_logger("discord")

# https://docs.discord.com/developers/resources/message#create-message: a nonce holds for "the past few minutes".
NONCE_HOLDS = timedelta(minutes=2)
# The shortest time after which Discord puts a silent thread away from the active ones is an hour.
ACTIVE_FOR = timedelta(minutes=55)
MARGIN = timedelta(seconds=60)  # by which Discord's clock and our database's may differ
PAGE = 100  # messages
MOST_PAGES = 3


class Searching:
    """Finds posts of one bot again."""

    def __init__(self, api: WebApi, publishing: Publishing, now: Callable[[], float]) -> None:
        self._api, self._publishing, self._now = api, publishing, now
        self._me = ""

    async def find(self, lost: LostPost, channel: str) -> Search:
        """Look for a lost post in its channel; unsure where the bot may not read what was posted.

        Raises:
            SendError: RetryLater, or WorkspaceClosed when the token is dead.
        """
        doing = f"Discord look-up in {channel}"
        try:
            if lost.under is None and lost.target.kind == "channel" and await self._publishing.takes_threads(channel):
                return await self._find_thread(lost, channel, doing)
            return await self._find_message(lost, channel, doing)
        except (TargetClosed, CardRefused, EditRefused) as error:
            log.info("discord post not looked for", channel=channel, reason=str(error))
            return Search(is_sure=False)

    def _age(self, lost: LostPost) -> timedelta:
        return datetime.fromtimestamp(self._now(), UTC) - lost.since

    async def _find_thread(self, lost: LostPost, forum: str, doing: str) -> Search:
        guild, me = int(lost.target.workspace or 0), await self._own_id(doing)
        answer = await self._api.repeatable(lambda http: http.get_active_threads(guild), doing)
        for thread in _dicts(answer.get("threads") if isinstance(answer, dict) else ()):
            is_ours = str(thread.get("parent_id")) == forum and str(thread.get("owner_id")) == me
            if is_ours and _is_since(thread, lost) and thread.get("name") == thread_name(lost.card.title):
                return _found(lost, channel=str(thread["id"]), message=str(thread["id"]))
        return Search(is_sure=self._age(lost) < ACTIVE_FOR)

    async def _find_message(self, lost: LostPost, channel: str, doing: str) -> Search:
        if self._age(lost) < NONCE_HOLDS:
            return Search()  # sent again it is the same message
        me, before = await self._own_id(doing), None
        for _ in range(MOST_PAGES):
            page = list(_dicts(await self._api.repeatable(_messages(channel, before), doing)))
            for message in page:
                if _is_since(message, lost) and _is_alert_of(message, me) and _says(message, lost.card.title):
                    return _found(lost, channel, str(message["id"]))
            # A bot without Read Message History is shown nothing at all.
            if page and (len(page) < PAGE or not _is_since(page[-1], lost)):
                return Search()
            if not page:
                break
            before = int(page[-1]["id"])
        return Search(is_sure=False)

    async def _own_id(self, doing: str) -> str:
        if not self._me:
            answer = await self._api.repeatable(lambda http: http.request(Route("GET", "/users/@me")), doing)
            self._me = str(answer.get("id", "")) if isinstance(answer, dict) else ""
        return self._me


def thread_name(title: str) -> str:
    """Return what a card's post in a forum is called."""
    return label(title, limits.THREAD_NAME) or "Launchwire"


def _messages(channel: str, before: int | None) -> Callable[[Any], Any]:
    return lambda http: http.logs_from(int(channel), PAGE, before=before)


def _dicts(rows: Any) -> Iterable[dict[str, Any]]:  # noqa: ANN401 - JSON as Discord sends it
    return (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _is_since(thing: dict[str, Any], lost: LostPost) -> bool:
    identity = str(thing.get("id", ""))
    return identity.isdecimal() and snowflake_time(int(identity)) >= lost.since - MARGIN


def _is_alert_of(message: dict[str, Any], me: str) -> bool:
    """Return whether we posted it by ourselves: not as the answer to a command."""
    author = message.get("author")
    is_ours = isinstance(author, dict) and str(author.get("id")) == me
    return is_ours and not (message.get("interaction_metadata") or message.get("webhook_id"))


def _says(message: dict[str, Any], title: str) -> bool:
    """Return whether a message holds a title, however its marks are escaped."""
    shown = {name: message.get(name) for name in ("content", "embeds", "components")}
    return _letters(title) in _letters(json.dumps(shown, ensure_ascii=False))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _found(lost: LostPost, channel: str, message: str) -> Search:
    log.info("discord post found again", channel=channel, key=lost.key)
    return Search(Receipt(lost.target, channel, message, snowflake_time(int(message))))
