"""Where the app may write again, or no more: invitations, channels opened again, access to a workspace of a Grid."""

from collections.abc import Mapping
from typing import Any

from bot.ports import Places
from handlers.slack.incoming import Incoming
from handlers.slack.workspaces import Workspaces

JOINED = "member_joined_channel"
REOPENED = ("channel_unarchive", "group_unarchive")
ACCESS_REVOKED, ACCESS_GRANTED = "team_access_revoked", "team_access_granted"
HEARD = (JOINED, *REOPENED, ACCESS_REVOKED, ACCESS_GRANTED)
NO_ACCESS = "the organisation has taken the app's access to this workspace; its admins can grant it again"


class Presence:
    """Tells the core; without a core to tell it hears nothing."""

    def __init__(self, places: Places | None, workspaces: Workspaces) -> None:
        self._places, self._workspaces = places, workspaces

    async def signed_in(self, team: str) -> None:
        """Hear that the token of the settings holds."""
        if self._places is not None and team:
            await self._places.reached("slack", [team])

    async def heard(self, who: Incoming, body: Mapping[str, Any]) -> None:
        """Hear one event."""
        event = body.get("event") or {}
        kind = event.get("type")
        if self._places is None:
            return
        if kind in REOPENED or (kind == JOINED and who.user in self._own_users(body)):
            if who.workspace and who.place:
                await self._places.joined("slack", who.workspace, who.place)
        elif kind in (ACCESS_REVOKED, ACCESS_GRANTED):
            self._workspaces.forget_tokens()
            for team in _texts(event.get("team_ids")):
                if kind == ACCESS_REVOKED:
                    await self._places.left("slack", team, NO_ACCESS)
                else:
                    await self._places.joined("slack", team)

    def _own_users(self, body: Mapping[str, Any]) -> set[str]:
        """Return our bot's user in the workspaces for which the event came."""
        granted = body.get("authorizations")
        ours = [one for one in granted if isinstance(one, dict)] if isinstance(granted, list) else []
        return {str(one.get("user_id")) for one in ours if one.get("is_bot")} | {self._workspaces.own_user} - {""}


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
