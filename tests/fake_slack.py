"""A Slack Web API on loopback: a ledger of what was accepted, and faults scripted per method and request number."""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fake_slack_history import page_of
from tests.fake_slack_limits import MOST_BLOCK_TEXT, MOST_TEXT, complaints, text_weight

BOT_TOKEN = "xoxb-canary-bot-token"
APP_TOKEN = "xapp-canary-app-token"
SIGNING_SECRET = "canary-signing-secret"
TEAM = "T0LAUNCH"
READ_AS_FORM_ONLY = (
    "users.info",
    "conversations.members",
    "conversations.info",
    "auth.test",
    "oauth.v2.access",
    "conversations.history",
    "conversations.replies",
)  # they ignore a JSON body, as Slack's do


@dataclass(frozen=True)
class Fault:
    """What happens instead of the usual answer. `after` does the work first: the fate that a sender cannot see."""

    status: int = 200
    body: Any = None  # JSON, or text when a str
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0.0
    drop: bool = False
    after: bool = False


def rate_limited(seconds: int) -> Fault:
    return Fault(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": str(seconds)})


def not_ok(error: str, **more: Any) -> Fault:
    return Fault(200, {"ok": False, "error": error, **more})


def html(status: int) -> Fault:
    return Fault(status, "<html><body>Server Error</body></html>", {"Content-Type": "text/html"})


DROPPED_BEFORE = Fault(drop=True)
DROPPED_AFTER = Fault(drop=True, after=True)


class FakeSlack:
    """The server. `posts` counts every accepted message, so that a duplicate shows."""

    def __init__(self) -> None:
        self.posts: list[dict[str, Any]] = []
        self.updates: list[dict[str, Any]] = []
        self.views: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.ephemeral: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.shown: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        self.admins: set[str] = set()
        self.members: dict[str, list[str]] = {}
        self.socket_url = "ws://127.0.0.1:9/never"
        self.refuses_native = False
        self.bot_tokens = {BOT_TOKEN}
        self.creators: dict[str, str] = {}
        self.unfurls: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.grants: dict[str, dict[str, Any]] = {}  # code, or refresh token: what oauth.v2.access gives for it
        self._faults: dict[str, deque[Fault | None]] = defaultdict(deque)
        self.history_scopes: set[str] = set()
        self.most_in_history = 999
        self._stamps = (f"{int(time.time())}.{number:06d}" for number in itertools.count(1))
        self._runner: web.AppRunner | None = None
        self.base_url = ""
        self.hangs: set[str] = set()  # channels, and tokens of whole workspaces, whose requests are not answered
        self._ends = asyncio.Event()

    def script(self, method: str, *faults: Fault | None) -> None:
        """Answer the next requests of `method` so; None is the usual answer."""
        self._faults[method].extend(faults)

    def forgive(self) -> None:
        """Answer as usual from now on."""
        self._faults.clear()

    def count(self, method: str) -> int:
        return sum(name == method for name, _ in self.calls)

    @property
    def response_url(self) -> str:
        return self.base_url.replace("/api", "/respond/1")

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_post("/respond/{id}", self._respond)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base_url = f"http://{host}:{port}/api"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._runner is not None
        self._ends.set()
        await self._runner.cleanup()

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        faulted = await self._faulted("response_url", request)
        if faulted is not None:
            return faulted
        body = await request.json()
        if self._block_error(body) is not None:
            return web.Response(status=400, text="invalid_blocks")
        self.answers.put_nowait(body)
        return web.Response(text="ok")

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await _arguments(request, method)
        self.calls.append((method, arguments))
        if self.hangs & {arguments.get("channel"), request.headers.get("Authorization", "").removeprefix("Bearer ")}:
            await self._ends.wait()
        answer: dict[str, Any] | None = None
        scripted = self._faults[method]
        if scripted and scripted[0] is not None and scripted[0].after:
            answer = self._act(method, arguments, request)
        faulted = await self._faulted(method, request)
        if faulted is not None:
            return faulted
        return web.json_response(answer or self._act(method, arguments, request))

    async def _faulted(self, method: str, request: web.Request) -> web.StreamResponse | None:
        fault = self._faults[method].popleft() if self._faults[method] else None
        if fault is None:
            return None
        if fault.wait_seconds:
            await asyncio.sleep(fault.wait_seconds)
        if fault.drop:
            assert request.transport is not None
            request.transport.abort()
            return web.Response(status=500)
        if fault.after and fault.body is None:
            return None  # the usual answer, late
        if isinstance(fault.body, str):
            headers = {"Content-Type": "text/html", **fault.headers}
            return web.Response(status=fault.status, text=fault.body, headers=headers)
        return web.json_response(fault.body, status=fault.status, headers=fault.headers)

    def _act(self, method: str, arguments: dict[str, Any], request: web.Request) -> dict[str, Any]:
        wanted = {APP_TOKEN} if method == "apps.connections.open" else self.bot_tokens
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        arguments["_token"] = token
        if method != "oauth.v2.access" and token not in wanted:
            return {"ok": False, "error": "invalid_auth"}
        act = getattr(self, "_do_" + method.replace(".", "_"), None)
        return act(arguments) if act else {"ok": False, "error": "unknown_method"}

    def _do_auth_test(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {
            "ok": True,
            "team_id": TEAM,
            "user_id": "U0BOT",
            "bot_id": "B0BOT",
            "team": "Fake",
            "user": "launchwire",
        }

    def _do_oauth_v2_access(self, arguments: dict[str, Any]) -> dict[str, Any]:
        grant = self.grants.pop(str(arguments.get("code") or arguments.get("refresh_token")), None)
        if grant is None:
            return {"ok": False, "error": "invalid_code"}
        self.bot_tokens.add(grant["access_token"])
        return {"ok": True, "token_type": "bot", "scope": "commands", "bot_user_id": "U0BOT", "app_id": "A0", **grant}

    def _do_conversations_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        channel = str(arguments.get("channel", ""))
        return {"ok": True, "channel": {"id": channel, "creator": self.creators.get(channel, "")}}

    def _do_chat_unfurl(self, arguments: dict[str, Any]) -> dict[str, Any]:
        self.unfurls.put_nowait(arguments)
        return {"ok": True}

    def _do_apps_connections_open(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": self.socket_url}

    def _do_conversations_open(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "channel": {"id": "D" + arguments["users"][1:]}}

    def _do_users_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        user = arguments.get("user", "")
        return {"ok": True, "user": {"id": user, "is_admin": user in self.admins}}

    def _do_conversations_members(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "members": self.members.get(arguments.get("channel", ""), [])}

    def _do_chat_postMessage(self, arguments: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        if str(arguments.get("channel", "")).startswith("U"):
            return {"ok": False, "error": "channel_not_found"}
        error = self._block_error(arguments)
        if error is not None:
            return error
        stamp = next(self._stamps)
        self.posts.append({"bot_id": "B0BOT", **arguments, "ts": stamp})
        return {"ok": True, "channel": arguments["channel"], "ts": stamp, "message": {"text": arguments["text"]}}

    def _do_conversations_history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return page_of(self.posts, arguments, self.history_scopes, self.most_in_history)

    _do_conversations_replies = _do_conversations_history

    def _do_chat_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        error = self._block_error(arguments, most_text=4_000)
        if error is not None:
            return error
        if arguments["ts"] not in {post["ts"] for post in self.posts}:
            return {"ok": False, "error": "message_not_found"}
        self.updates.append(arguments)
        return {"ok": True, "channel": arguments["channel"], "ts": arguments["ts"], "text": arguments["text"]}

    def _do_chat_postEphemeral(self, arguments: dict[str, Any]) -> dict[str, Any]:  # noqa: N802 - Slack's name
        self.ephemeral.put_nowait(arguments)
        return {"ok": True, "message_ts": next(self._stamps)}

    def _do_views_open(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._show("views.open", arguments)

    def _do_views_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._show("views.update", arguments)

    def _do_views_publish(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._show("views.publish", arguments)

    def _show(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        found = complaints(arguments["view"]["blocks"], most=100)
        if found:
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": found}}
        self.shown.put_nowait((method, arguments))
        return {"ok": True, "view": {"id": "V0VIEW", "hash": "h1", **arguments["view"]}}

    def _block_error(self, arguments: dict[str, Any], most_text: int = MOST_TEXT) -> dict[str, Any] | None:
        blocks = arguments.get("blocks") or []
        if len(arguments.get("text", "")) > most_text:
            return {"ok": False, "error": "msg_too_long"}
        if not blocks and not arguments.get("text"):
            return {"ok": False, "error": "no_text"}
        if text_weight(blocks) > MOST_BLOCK_TEXT:
            return {"ok": False, "error": "msg_blocks_too_long"}
        newer = [block["type"] for block in blocks if block["type"] in ("table", "data_visualization")]
        found = complaints(blocks) + (newer if self.refuses_native else [])
        if found:
            return {"ok": False, "error": "invalid_blocks", "response_metadata": {"messages": found}}
        return None


async def _arguments(request: web.Request, method: str) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        return arguments if method in READ_AS_FORM_ONLY else {**arguments, **body}
    form = await request.post()
    return {**arguments, **{name: value for name, value in form.items() if isinstance(value, str)}}
