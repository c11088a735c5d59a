"""Who may change a channel's subscriptions: the operator's choice, judged anew for every request."""

from typing import Literal

import structlog

from bot.errors import SendError
from bot.types import Actor
from handlers.slack.incoming import Incoming
from handlers.slack.workspaces import Workspaces

log = structlog.get_logger("slack")

Managers = Literal["everyone", "members", "creator", "admins"]
MEMBERS_PER_PAGE = 1_000
MOST_PAGES = 20


class Rights:
    """Makes the actor of a request; asks Slack only where the choice of managers needs it."""

    def __init__(self, managers: Managers, workspaces: Workspaces) -> None:
        self._managers, self._workspaces = managers, workspaces

    async def actor(self, incoming: Incoming) -> Actor:
        """Return the person with what they may do where they stand."""
        return Actor(
            platform="slack",
            workspace=incoming.workspace,
            user=incoming.user,
            channel=incoming.channel,
            may_manage=await self._may_manage(incoming),
            name=incoming.name,
        )

    async def _may_manage(self, incoming: Incoming) -> bool:
        if incoming.home != incoming.workspace:
            return False  # a guest of a shared channel
        if incoming.channel is None or self._managers == "everyone":
            return True
        try:
            if self._managers == "admins":
                return await self._is_admin(incoming)
            if self._managers == "creator":
                return await self._is_creator(incoming)
            return incoming.is_typed or await self._is_member(incoming)
        except SendError as error:  # without an answer nobody is let in
            log.warning("slack rights unknown", managers=self._managers, reason=str(error))
            return False

    async def _is_admin(self, incoming: Incoming) -> bool:
        api = await self._workspaces.of(incoming)
        answer = await api.repeatable("users.info", {"user": incoming.user}, "Slack users.info")
        user = answer.get("user") or {}
        return any(user.get(role) is True for role in ("is_admin", "is_owner", "is_primary_owner"))

    async def _is_creator(self, incoming: Incoming) -> bool:
        api = await self._workspaces.of(incoming)
        asked = {"channel": incoming.channel}
        answer = await api.repeatable("conversations.info", asked, "Slack conversations.info")
        return (answer.get("channel") or {}).get("creator") == incoming.user

    async def _is_member(self, incoming: Incoming) -> bool:
        api, cursor = await self._workspaces.of(incoming), ""
        for _ in range(MOST_PAGES):
            page = {"channel": incoming.channel, "limit": MEMBERS_PER_PAGE, "cursor": cursor}
            answer = await api.repeatable("conversations.members", page, "Slack conversations.members")
            if incoming.user in answer.get("members", []):
                return True
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False
        return False
