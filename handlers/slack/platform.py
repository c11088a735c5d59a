"""The Slack platform: one workspace by its bot token, or many by OAuth; over Socket Mode or signed HTTP."""

import asyncio
from collections.abc import Sequence
from typing import Any

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import CardRefused, FateUnknown, RetryLater, SendError, SettingsError, WorkspaceClosed
from bot.ports import Ask, Places
from bot.types import Card, LostPost, Receipt, Search, Target
from bot.types.delivery import PlatformName
from handlers.slack.answers import Answers
from handlers.slack.asking import Asking
from handlers.slack.http_door import HttpDoor
from handlers.slack.installing import InstallDoor
from handlers.slack.listeners import Listeners
from handlers.slack.presence import Presence
from handlers.slack.receipts import receipt_of
from handlers.slack.recent import RecentKeys, SeenKeys
from handlers.slack.render import Payload, render, render_text
from handlers.slack.rights import Managers, Rights
from handlers.slack.searching import find_posted, metadata_of
from handlers.slack.socket_mode import SocketLine
from handlers.slack.timing import USUAL, Timing, back_off_seconds
from handlers.slack.web_api import WebApi, web_client
from handlers.slack.workspaces import Installs, Workspaces

MOST_OPENED = 10_000  # direct messages whose ids are remembered
NO_WAY_IN = (
    "Set SLACK_APP_TOKEN (Socket Mode, no public address) or SLACK_SIGNING_SECRET (HTTP), or unset SLACK_BOT_TOKEN."
)
NOWHERE = (
    "Set SLACK_BOT_TOKEN for one workspace, or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and "
    "LAUNCHWIRE_SECRET_KEYS for many."
)
REFUSED = (
    "SLACK_BOT_TOKEN is refused by Slack ({reason}). Copy the Bot User OAuth Token, it starts with xoxb-, "
    "from OAuth & Permissions in the app's settings; install the app again if it was removed."
)


class SlackPlatform:
    """Slack as a `Platform`. Its repr names no secret."""

    def __init__(  # noqa: PLR0913 - one argument for each setting
        self,
        *,
        bot_token: str | None = None,
        app_token: str | None = None,
        signing_secret: str | None = None,
        base_url: str | None = None,
        managers: Managers = "everyone",
        seen: SeenKeys | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        installs: Installs | None = None,
        places: Places | None = None,
        timing: Timing = USUAL,
    ) -> None:
        self._timing = timing
        bare = web_client(None, base_url, timing.call_seconds)
        rotator, self._installing = None, None
        if client_id and client_secret and installs is not None:
            rotator = AsyncTokenRotator(client_id=client_id, client_secret=client_secret, client=bare)
            self._installing = InstallDoor(client_id, client_secret, installs, bare)
        own = WebApi(bot_token, base_url, timing.call_seconds) if bot_token else None
        self._workspaces = Workspaces(
            own, installs, lambda token: WebApi(token, base_url, timing.call_seconds), rotator
        )
        answers = Answers(self._workspaces, timing.call_seconds)
        self._asking = Asking(Rights(managers, self._workspaces), seen or RecentKeys())
        self._presence = Presence(places, self._workspaces)
        app = _bolt(Listeners(self._asking, answers, self._workspaces, self._presence), bare, signing_secret)
        line_api = WebApi(app_token, base_url, timing.call_seconds)
        self._line = SocketLine(app, line_api, timing) if app_token else None
        is_http = bool(signing_secret) and self._line is None
        self._door = (
            HttpDoor(signing_secret or "", app.async_dispatch, lambda: self._asking.is_open) if is_http else None
        )
        self._opened: dict[tuple[str, str], str] = {}

    def __repr__(self) -> str:
        way = "socket" if self._line else "http" if self._door else "send only"
        return f"SlackPlatform({way}{', installs' if self._installing else ''})"

    @property
    def name(self) -> PlatformName:
        """Return slack."""
        return "slack"

    @property
    def is_connected(self) -> bool:
        """Return whether Slack's requests can reach us at this moment."""
        return self._asking.is_open and (self._line is None or self._line.is_live)

    def routes(self) -> list[web.RouteDef]:
        """Return what to mount on the shared server: /slack/events in HTTP mode, the install page with OAuth."""
        doors = (self._door, self._installing)
        return [route for door in doors if door is not None for route in door.routes()]

    async def run(self, ask: Ask) -> None:
        """Sign in and serve until cancelled; a lost line is opened again.

        Raises:
            SettingsError: a token is refused, or neither an app token nor a signing secret is set.
        """
        if self._line is None and self._door is None:
            raise SettingsError(NO_WAY_IN)
        if self._workspaces.own is not None:
            await self._sign_in(self._workspaces.own)
        elif self._installing is None:
            raise SettingsError(NOWHERE)
        async with self._asking.open(ask):
            await (self._line.run() if self._line else asyncio.Event().wait())

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card once. A message that Slack will not take is tried as plain text before it is given up.

        Raises:
            SendError: as failures.py sorts Slack's answers; FateUnknown when no answer came.
        """
        doing = f"Slack {target.kind} {target.id}"
        return await self._post(target, card, {"channel": await self._channel_of(target, doing)}, key, doing)

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        """Post a card in the thread under one posted earlier.

        Raises:
            SendError: as for `send`.
        """
        where = {"channel": receipt.channel, "thread_ts": receipt.message}
        return await self._post(receipt.target, card, where, key, f"Slack thread in {receipt.channel}")

    async def _post(self, target: Target, card: Card, where: dict[str, str], key: str, doing: str) -> Receipt:
        arguments = {
            **where,
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": metadata_of(key),
        }
        api = await self._workspaces.api(target.workspace)
        answer = await _deliver(api, "chat.postMessage", card, arguments, doing)
        return receipt_of(target, answer, doing)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card posted earlier; doing it twice does no harm, so a lost answer is only a reason to retry.

        Raises:
            SendError: EditRefused when only a new message can help.
        """
        arguments = {"channel": receipt.channel, "ts": receipt.message}
        doing = f"Slack edit in {receipt.channel}"
        api = await self._workspaces.api(receipt.target.workspace)
        try:
            await _deliver(api, "chat.update", card, arguments, doing)
        except FateUnknown as error:
            raise RetryLater(str(error)) from error
        return receipt

    async def find_posted(self, lost: LostPost) -> Search:
        """Look for a post whose answer was lost; sure only where the app has the scope to read what was posted.

        Raises:
            SendError: RetryLater or WorkspaceClosed, when it could not be looked for this time.
        """
        doing = f"Slack {lost.target.kind} {lost.target.id}"
        channel = lost.under.channel if lost.under else await self._channel_of(lost.target, doing)
        return await find_posted(await self._workspaces.api(lost.target.workspace), lost, channel)

    async def _channel_of(self, target: Target, doing: str) -> str:
        if target.kind == "channel":
            return target.id
        person = (target.workspace, target.id)
        if person not in self._opened:
            api = await self._workspaces.api(target.workspace)
            answer = await api.repeatable("conversations.open", {"users": target.id}, doing)
            if len(self._opened) >= MOST_OPENED:
                self._opened.clear()
            self._opened[person] = str((answer.get("channel") or {}).get("id", ""))
        return self._opened[person]

    async def _sign_in(self, api: WebApi) -> None:
        """Learn whose token it is, and take up what waited for one that holds."""
        failures = 0
        while True:
            try:
                answer = await api.repeatable("auth.test", {}, "Slack sign-in")
            except WorkspaceClosed as error:
                raise SettingsError(REFUSED.format(reason=error)) from error
            except SendError as error:
                wait = error.retry_after_seconds if isinstance(error, RetryLater) else None
                failures += 1
                await self._timing.pause(wait or back_off_seconds(failures))
            else:
                team = self._workspaces.own_team = str(answer.get("team_id", ""))
                self._workspaces.own_user = str(answer.get("user_id", ""))
                await self._presence.signed_in(team)
                return


def _bolt(listeners: Listeners, client: AsyncWebClient, signing_secret: str | None) -> AsyncApp:
    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        # Whose token speaks is looked up after the acknowledgement: a slow Slack or database must not delay it.
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=None)

    app = AsyncApp(name="launchwire", client=client, signing_secret=signing_secret or "", authorize=authorize)
    listeners.register(app)
    return app


async def _deliver(api: WebApi, method: str, card: Card, arguments: dict[str, Any], doing: str) -> dict[str, Any]:
    refused: CardRefused | None = None
    for payload in _payloads(card):
        try:
            return await api.call(method, {**arguments, **payload}, doing)
        except CardRefused as error:
            refused = error
    raise refused or CardRefused(doing)


def _payloads(card: Card) -> Sequence[Payload]:
    """Return what to try in turn: with Slack's newer blocks, with older ones, as words."""
    native, drawn = render(card), render(card, is_native=False)
    return (native, render_text(card)) if native == drawn else (native, drawn, render_text(card))
