"""Whose token speaks in which workspace: the one of the settings, or what an install by OAuth left us."""

import asyncio
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

import structlog
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.errors import LaunchwireError, RetryLater, WorkspaceClosed
from handlers.slack.incoming import Incoming
from handlers.slack.web_api import WebApi

log = structlog.get_logger("slack")

REMEMBERED_SECONDS = 60.0  # a token that another process dropped is used no longer than this
MOST_REMEMBERED = 5_000
NOT_INSTALLED = "the app is not installed in this workspace: open /slack/install on its address"


class Installs(Protocol):
    """Keeps installs for every process; app.py hands in our database, where tokens rest encrypted."""

    async def keep(self, enterprise: str, team: str, body: str) -> None:
        """Keep an install; `team` is "" for a whole organisation."""
        ...

    async def find(self, enterprise: str, team: str) -> str | None:
        """Return what was kept for a team, or for the organisation over it."""
        ...

    async def forget(self, enterprise: str, team: str) -> None:
        """Delete the tokens and all data of a team, or of an organisation when `team` is ""."""
        ...

    async def revoke(self, enterprise: str, team: str) -> None:
        """Delete the tokens and keep the data."""
        ...

    async def keep_state(self, state: str, seconds: float) -> None:
        """Remember a state of the install page for a while."""
        ...

    async def take_state(self, state: str) -> bool:
        """Return whether a state was kept and not taken before."""
        ...


class Workspaces:
    """Hands out the Web API of a workspace. Its repr names no token."""

    def __init__(
        self,
        own: WebApi | None,
        installs: Installs | None,
        api_with: Callable[[str], WebApi],
        rotator: AsyncTokenRotator | None = None,
    ) -> None:
        self.own, self._installs, self._api_with, self._rotator = own, installs, api_with, rotator
        self.own_team = self.own_user = ""  # known from signing in
        self._known: dict[tuple[str, str], tuple[float, WebApi]] = {}
        self._turn = asyncio.Lock()

    def __repr__(self) -> str:
        return f"Workspaces({self.own_team or 'many'})"

    async def of(self, incoming: Incoming) -> WebApi:
        """Return the Web API where a request came from.

        Raises:
            SendError: as `api` does.
        """
        return await self.api(incoming.workspace, incoming.enterprise)

    async def api(self, team: str, enterprise: str = "") -> WebApi:
        """Return the Web API of a workspace.

        Raises:
            WorkspaceClosed: the app is not installed there.
            RetryLater: the database does not say.
        """
        if self.own is not None and (self._rotator is None or team == self.own_team):
            return self.own
        known = self._known.get((team, enterprise))
        if known is not None and known[0] > time.monotonic():
            return known[1]
        token = await self._token(team, enterprise)
        if token is None:
            if self.own is not None and not self.own_team:
                return self.own
            raise WorkspaceClosed(f"Slack workspace {team}: {NOT_INSTALLED}")
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        api = self._api_with(token)
        self._known[team, enterprise] = (time.monotonic() + REMEMBERED_SECONDS, api)
        return api

    def forget_tokens(self) -> None:
        """Look tokens up anew: who may speak where has changed."""
        self._known.clear()

    async def left(self, team: str, enterprise: str, *, for_good: bool) -> None:
        """Forget a workspace's tokens, and for good everything about it.

        Raises:
            StoreError: the database is away.
        """
        self.forget_tokens()
        if self._installs is not None:
            await (self._installs.forget if for_good else self._installs.revoke)(enterprise, team)
        log.warning("slack workspace left", workspace=team or enterprise, for_good=for_good)

    async def _token(self, team: str, enterprise: str) -> str | None:
        if self._installs is None:
            return None
        try:
            body = await self._installs.find(enterprise, team)
            installation = installation_of(body) if body else None
            if installation is not None and installation.bot_token_expires_at is not None:
                installation = await self._refreshed(self._installs, team, enterprise)
        except LaunchwireError as error:
            raise RetryLater(f"Slack workspace {team}: {error}") from error
        return installation.bot_token if installation is not None else None

    async def _refreshed(self, installs: Installs, team: str, enterprise: str) -> Installation | None:
        """Return the install with a token that still holds: Slack's rotating tokens end after twelve hours."""
        async with self._turn:  # a refresh token works once
            body = await installs.find(enterprise, team)
            if body is None or self._rotator is None:
                return None
            kept = installation_of(body)
            try:
                fresh = await self._rotator.perform_token_rotation(installation=kept)
            except SlackTokenRotationError as error:
                log.warning("slack token not refreshed", workspace=team, reason=type(error).__name__)
                return kept
            if fresh is None:
                return kept
            await installs.keep(fresh.enterprise_id or "", team_of(fresh), body_of(fresh))
            return fresh


def team_of(installation: Installation) -> str:
    """Return the team that an install is for, "" for a whole organisation."""
    return "" if installation.is_enterprise_install else installation.team_id or ""


def body_of(installation: Installation) -> str:
    """Return an install as text to be sealed, without what we never ask for: a person's own token."""
    values = installation.to_dict_for_copying()
    return json.dumps(
        {name: _plain(name, value) for name, value in values.items() if not name.startswith(("user_token", "user_ref"))}
    )


def _plain(name: str, value: object) -> object:
    """Return seconds for a moment, whole ones where slack_sdk takes no others; it gives UTC without saying so."""
    if not isinstance(value, datetime):
        return value
    seconds = value.replace(tzinfo=value.tzinfo or UTC).timestamp()
    return int(seconds) if name.endswith("expires_at") else seconds


def installation_of(body: str) -> Installation:
    """Return the install that a text stands for."""
    return Installation(**{"user_id": "", **json.loads(body)})
