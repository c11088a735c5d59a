"""The install page: `/slack/install` sends a person to Slack, `/slack/oauth_redirect` takes them back with a token."""

import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import LaunchwireError
from handlers.slack.workspaces import Installs, body_of, team_of

log = structlog.get_logger("slack")

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
SCOPES = ("commands", "chat:write", "chat:write.public", "im:write")  # manifest.yaml asks for the same
STATE_SECONDS = 600
AWAY = "Slack or our database did not answer, so nothing was installed. Go back and try again in a minute."


class InstallStore(AsyncInstallationStore):
    """Bolt's way to our installs: it only saves, since we find them ourselves."""

    def __init__(self, installs: Installs) -> None:
        self._installs = installs

    async def async_save(self, installation: Installation) -> None:
        """Keep an install."""
        try:
            await self._installs.keep(installation.enterprise_id or "", team_of(installation), body_of(installation))
        except LaunchwireError as error:
            raise BoltError(str(error)) from error
        log.info("slack installed", workspace=team_of(installation) or installation.enterprise_id)


class States(AsyncOAuthStateStore):
    """States of the install page: each is good once, for ten minutes, in the browser that asked."""

    def __init__(self, installs: Installs) -> None:
        self._installs = installs

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - bolt's signature
        """Return a new state."""
        state = secrets.token_urlsafe(32)
        await self._installs.keep_state(state, STATE_SECONDS)
        return state

    async def async_consume(self, state: str) -> bool:
        """Return whether a state may be used, which it may once."""
        return await self._installs.take_state(state)


class InstallDoor:
    """The two routes of an install."""

    def __init__(self, client_id: str, client_secret: str, installs: Installs, client: AsyncWebClient) -> None:
        quiet = logging.getLogger("slack_bolt.oauth")
        quiet.setLevel(logging.CRITICAL)  # bolt logs the code that it could not redeem
        self._flow = AsyncOAuthFlow(
            client=client,
            logger=quiet,
            settings=AsyncOAuthSettings(
                client_id=client_id,
                client_secret=client_secret,
                scopes=SCOPES,
                install_path=INSTALL_PATH,
                redirect_uri_path=REDIRECT_PATH,
                installation_store=InstallStore(installs),
                state_store=States(installs),
                state_expiration_seconds=STATE_SECONDS,
                logger=quiet,
            ),
        )

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to mount on the server."""
        return [
            web.get(INSTALL_PATH, self._handled(self._flow.handle_installation), allow_head=False),
            web.get(REDIRECT_PATH, self._handled(self._flow.handle_callback), allow_head=False),
        ]

    def _handled(
        self, handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            headers: dict[str, str | Sequence[str]] = {name: request.headers.getall(name) for name in request.headers}
            try:
                answered = await handle(AsyncBoltRequest(body="", query=request.query_string, headers=headers))
            except (LaunchwireError, SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                log.warning("slack install failed", reason=type(error).__name__)
                return web.Response(status=503, text=AWAY)
            page = await to_aiohttp_response(answered)
            page.headers["Cache-Control"] = "no-store"
            page.headers["Referrer-Policy"] = "no-referrer"  # the address holds a code
            return page

        return answer
