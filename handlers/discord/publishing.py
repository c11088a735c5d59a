"""Alerts in an announcement channel are published to the servers that follow it; whatever fails, the alert stands."""

import asyncio
from collections import OrderedDict

import structlog

from bot.errors import SendError, TargetClosed
from handlers.discord.web_api import WebApi

log = structlog.get_logger("discord")

ANNOUNCEMENT, FORUM = 5, 15  # https://docs.discord.com/developers/resources/channel#channel-object-channel-types
FORUMS = (FORUM, 16)  # 16 is a forum of pictures
UNKNOWN = -1
MOST_KEPT = 50_000
# With the longest call before it still less than the courier waits for a send.
LONGEST_SECONDS = 3.0
NO_PATIENCE_SECONDS = 0.0  # when alerts wait for their turns, asking can wait for the next alert


class Publishing:
    """Knows which channels are for announcements: from commands typed there, else by asking Discord once."""

    def __init__(self, api: WebApi) -> None:
        self._api = api
        self._kinds: OrderedDict[str, int] = OrderedDict()

    def note(self, channel: str, kind: int) -> None:
        """Remember what kind of channel it is, as a command typed there told."""
        self._kinds[channel] = kind
        if len(self._kinds) > MOST_KEPT:
            self._kinds.popitem(last=False)

    def is_forum(self, channel: str) -> bool:
        """Return whether the channel is known to take threads only."""
        return self._kinds.get(channel) in FORUMS

    async def takes_threads(self, channel: str) -> bool:
        """Return whether the channel takes threads only; Discord is asked where it is not known.

        Raises:
            SendError: RetryLater when it could not be asked.
        """
        return await self._kind_of(channel) in FORUMS

    async def publish(self, channel: str, message: str) -> None:
        """Publish a message just posted, if its channel is for announcements. Discord takes ten an hour."""
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                if await self._kind_of(channel) == ANNOUNCEMENT:
                    doing = f"Discord publish in {channel}"
                    await self._api.repeatable(lambda http: http.publish_message(int(channel), int(message)), doing)
        except (SendError, TimeoutError) as error:
            log.info("discord alert not published", channel=channel, reason=str(error) or "too slow")

    async def _kind_of(self, channel: str) -> int:
        if channel not in self._kinds:
            self.note(channel, await self._asked_kind(channel))
        return self._kinds[channel]

    async def _asked_kind(self, channel: str) -> int:
        """Return what Discord says; a refusal is remembered as UNKNOWN, for refusals are counted against the bot."""
        try:
            answer = await self._api.repeatable(
                lambda http: http.get_channel(int(channel)), f"Discord channel {channel}", NO_PATIENCE_SECONDS
            )
        except TargetClosed:
            return UNKNOWN
        kind = answer.get("type") if isinstance(answer, dict) else None
        return kind if isinstance(kind, int) else UNKNOWN
