"""Socket Mode: keeps one live connection to Slack, replaces it when asked to and when it falls silent.

slack_sdk's own client is not used: after a failed reconnect it can loop on a dead address while it says that it is
connected (python-slack-sdk#1446, #1701). Bolt still handles every payload.
"""

import asyncio
import json
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.errors import RetryLater, SendError, SettingsError, TargetClosed, WorkspaceClosed
from handlers.slack.errands import Errands
from handlers.slack.recent import RecentKeys
from handlers.slack.timing import Timing, back_off_seconds
from handlers.slack.web_api import WebApi, proxy_for

log = structlog.get_logger("slack")

ENDED = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSING, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
REFUSED = (
    "SLACK_APP_TOKEN is refused by Slack ({reason}). It starts with xapp- and needs the scope connections:write: "
    "make one under Basic Information, App-Level Tokens."
)
SWITCHED_OFF = "Socket Mode is switched off in the app's settings at Slack: switch it on, or unset SLACK_APP_TOKEN."


class Socket:
    """One connection, from its opening to its end."""

    def __init__(self, app: AsyncApp, seen: RecentKeys, timing: Timing) -> None:
        self._app, self._seen, self._timing = app, seen, timing
        self.is_live = False  # Slack said hello and has not said goodbye
        self.was_live = False
        self.leaving = asyncio.Event()  # a successor is wanted: Slack gave notice, or the end came
        self.refusal: SettingsError | None = None

    async def serve(self, url: str, proxy: str | None) -> None:
        """Receive until the connection ends; silence beyond two pings counts as an end."""
        try:
            async with (
                aiohttp.ClientSession(
                    timeout=aiohttp.ClientTimeout(total=None, connect=self._timing.hello_seconds)
                ) as session,
                session.ws_connect(url, heartbeat=self._timing.ping_seconds, proxy=proxy, max_msg_size=0) as wire,
                Errands() as errands,
            ):
                await self._receive(wire, errands)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.info("slack socket ended", reason=type(error).__name__)
        finally:
            self.is_live = False
            self.leaving.set()

    async def _receive(self, wire: aiohttp.ClientWebSocketResponse, errands: Errands) -> None:
        while True:
            async with asyncio.timeout(self._patience_seconds()):  # aiohttp's own starts anew with every pong
                frame = await wire.receive()
            if frame.type in ENDED:
                return
            if frame.type is aiohttp.WSMsgType.TEXT:
                self._take(_parsed(frame.data), wire, errands)

    def _patience_seconds(self) -> float | None:
        if self.leaving.is_set():
            return self._timing.linger_seconds
        return None if self.was_live else self._timing.hello_seconds

    def _take(self, message: dict[str, Any], wire: aiohttp.ClientWebSocketResponse, errands: Errands) -> None:
        kind = message.get("type")
        if kind == "hello":
            self.is_live = self.was_live = True
        elif kind == "disconnect":
            self._take_leave(str(message.get("reason", "")))
        else:
            request = SocketModeRequest.from_dict(message)
            if request is not None:
                self.was_live = True  # whoever sends work is there, greeting or not
                self.is_live = self.is_live or not self.leaving.is_set()
                errands.start(self._answer(request, wire))

    def _take_leave(self, reason: str) -> None:
        log.info("slack socket leaving", reason=reason)
        if reason == "link_disabled":
            self.refusal = SettingsError(SWITCHED_OFF)
        self.is_live = False
        self.leaving.set()

    async def _answer(self, request: SocketModeRequest, wire: aiohttp.ClientWebSocketResponse) -> None:
        answer: dict[str, Any] = {"envelope_id": request.envelope_id}
        if self._seen.add(request.envelope_id):
            response = await run_async_bolt_app(self._app, request)
            if response.status == 200 and response.body:
                answer["payload"] = _payload(response.body)
        await wire.send_str(json.dumps(answer))


class SocketLine:
    """The line to Slack: opens a socket, and the next one when the current leaves; the old one finishes its work."""

    def __init__(self, app: AsyncApp, api: WebApi, timing: Timing) -> None:
        self._app, self._api, self._timing = app, api, timing
        self._seen = RecentKeys()
        self._current: Socket | None = None

    @property
    def is_live(self) -> bool:
        """Return whether Slack can reach us at this moment."""
        return self._current is not None and self._current.is_live

    async def run(self) -> None:
        """Keep a socket open until cancelled.

        Raises:
            SettingsError: the app token is refused, or Socket Mode is switched off.
        """
        clock = asyncio.get_running_loop().time
        failures = 0
        async with Errands() as sockets:
            while True:
                begun = clock()
                wait = await self._one_socket(sockets)
                failures = 0 if clock() - begun >= self._timing.settled_seconds else failures + 1
                if failures or wait:
                    await self._timing.pause(wait or back_off_seconds(failures))

    async def _one_socket(self, sockets: Errands) -> float | None:
        self._current = socket = Socket(self._app, self._seen, self._timing)
        try:
            url = await self._address()
        except RetryLater as error:
            log.warning("slack socket refused", reason=str(error))
            return error.retry_after_seconds
        sockets.start(socket.serve(url, proxy_for(url, self._api.client.proxy)))
        await socket.leaving.wait()
        if socket.refusal is not None:
            raise socket.refusal
        return None

    async def _address(self) -> str:
        try:
            answer = await self._api.repeatable("apps.connections.open", {}, "Slack Socket Mode")
        except (WorkspaceClosed, TargetClosed) as error:
            raise SettingsError(REFUSED.format(reason=error)) from error
        except RetryLater:
            raise
        except SendError as error:
            raise RetryLater(str(error)) from error
        return str(answer.get("url", ""))


def _parsed(text: str) -> dict[str, Any]:
    try:
        message = json.loads(text)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _payload(body: str) -> dict[str, Any]:
    return _parsed(body) or {"text": body}
