"""Discord's REST API on loopback, as a bot sees it: it keeps what it took, and any request can be made to fail."""

import asyncio
import json
import re
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.fake_discord_gateway import FakeGateway
from tests.fake_discord_limits import V2, problems, validator

TOKEN = "canary-discord-token"
APPLICATION = "200000000000000001"
BOT = {"id": "200000000000000002", "username": "launchwire", "discriminator": "0", "avatar": None, "bot": True}
NEED_NO_TOKEN = ("/interactions/", "/webhooks/")
FORUMS = (15, 16)
FIRST_ID = 1_300_000_000_000_000_000  # a snowflake of the year 2024
EPOCH_MILLISECONDS = 1_420_070_400_000  # of snowflakes


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request instead of, or before, its usual answer."""

    status: int = 0
    code: int = 0
    text: str = ""
    retry_after: float | None = None
    is_global: bool = False
    delay_seconds: float = 0.0
    is_cut: bool = False  # the connection ends without an answer
    is_taken: bool = False  # the request has its effect all the same
    body: str | None = None  # instead of Discord's own JSON
    headers: dict[str, str] = field(default_factory=dict, hash=False)


def refused(status: int, code: int = 0, text: str = "refused") -> Fault:
    return Fault(status, code, text)


def slow_down(retry_after: float, *, is_global: bool = False) -> Fault:
    return Fault(429, 0, "You are being rate limited.", retry_after, is_global)


ACCEPT_THEN_DROP = Fault(is_cut=True, is_taken=True)
DROP = Fault(is_cut=True)


@dataclass(slots=True)
class Asked:
    """An interaction that was sent to the bot, and what the bot did with it."""

    token: str
    sent_at: float
    patience_seconds: float = 3.0
    callbacks: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    answered: asyncio.Event = field(default_factory=asyncio.Event)


class FakeDiscord:
    """One application's view of Discord."""

    def __init__(self) -> None:
        self.gateway = FakeGateway(BOT, APPLICATION)
        self.messages: dict[str, dict[str, Any]] = {}
        self.edits: list[dict[str, Any]] = []
        self.synced: list[list[dict[str, Any]]] = []
        self.kinds: dict[str, int] = {}  # of channels that are no plain text channel
        self.published: list[tuple[str, str]] = []
        self.files: list[bytes] = []
        self.requests: list[tuple[str, str]] = []
        self.refusals: list[list[str]] = []  # what was wrong with messages that were not taken
        self.interactions: dict[str, Asked] = {}
        self._faults: dict[tuple[str, str], deque[Fault]] = defaultdict(deque)
        self._nonces: dict[tuple[str, str], dict[str, Any]] = {}
        self._last_id = 0
        self.threads: dict[str, dict[str, Any]] = {}
        self.reads_history = True
        self.application: Any = APPLICATION_INFO
        self.content_type = "application/json"
        self.base_url = ""
        self.hangs: set[str] = set()  # channels in which no request is answered
        self._ends = asyncio.Event()

    def fail(self, method: str, path: str, *faults: Fault) -> None:
        """Let the next requests whose path matches the pattern meet these faults, one each."""
        self._faults[method, path].extend(faults)

    def forgive(self) -> None:
        """Let nothing fail any more."""
        self._faults.clear()

    def count(self, method: str, path: str) -> int:
        return sum(m == method and re.fullmatch(path, p) is not None for m, p in self.requests)

    def posted(self, channel: str) -> list[dict[str, Any]]:
        return [message for message in self.messages.values() if message["channel_id"] == channel]

    def new_id(self) -> str:
        now = (round(time.time() * 1000) - EPOCH_MILLISECONDS) << 22
        self._last_id = max(now, self._last_id + 1)
        return str(self._last_id)

    def grow_old(self, seconds: float) -> None:
        """Let all that was posted have been posted so long ago, and forget every nonce."""
        self.messages, self.threads = (
            {one["id"]: one for one in (_older(old, seconds) for old in kept.values())}
            for kept in (self.messages, self.threads)
        )
        self._nonces.clear()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["FakeDiscord"]:
        app = web.Application()
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_route("*", "/api/v10/{path:.*}", self._serve)
        server = TestServer(app)
        await server.start_server()
        self.base_url = str(server.make_url("/api/v10"))
        self.gateway.url = str(server.make_url("/gateway")).replace("http", "ws", 1)
        try:
            yield self
        finally:
            self._ends.set()
            await server.close()

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        self.requests.append((request.method, path))
        body = await self._body_of(request)
        if self.hangs.intersection(path.split("/")):
            await self._ends.wait()
        fault = self._fault_for(request.method, path)
        taken = self._answer(request.method, path, body) if fault is not None and fault.is_taken else None
        if fault is not None and fault.delay_seconds:
            await asyncio.sleep(fault.delay_seconds)
        if fault is not None and fault.is_cut:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        if fault is not None and fault.status:
            return _fault_answer(fault)
        if request.headers.get("Authorization") != f"Bot {TOKEN}" and not path.startswith(NEED_NO_TOKEN):
            return _json(401, {"message": "401: Unauthorized", "code": 0})
        status, answer = taken or self._answer(request.method, path, body)
        response = _json(status, answer)
        if status != 204:
            response.headers["Content-Type"] = self.content_type
        return response

    async def _body_of(self, request: web.Request) -> Any:
        if request.content_type == "multipart/form-data":
            form = await request.post()
            parts = [part for name, part in form.items() if name.startswith("files[")]
            self.files += [part.file.read() for part in parts if isinstance(part, web.FileField)]
            return json.loads(str(form["payload_json"]))
        raw = await request.read()
        return json.loads(raw) if raw else dict(request.query) if request.method == "GET" else None

    def _fault_for(self, method: str, path: str) -> Fault | None:
        for (fault_method, pattern), faults in self._faults.items():
            if faults and fault_method == method and re.fullmatch(pattern, path):
                return faults.popleft()
        return None

    def _answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:  # noqa: C901 - a table of routes
        parts = path.strip("/").split("/")
        match (method, *parts):
            case ("GET", "users", "@me"):
                return 200, BOT
            case ("GET", "oauth2", "applications", "@me"):
                return 200, self.application
            case ("GET", "gateway", "bot"):
                return 200, {"url": self.gateway.url, "shards": 2, "session_start_limit": SESSION_LIMIT}
            case ("PUT", "applications", _, "commands"):
                return self._sync(body)
            case ("POST", "users", "@me", "channels"):
                return 200, {"id": f"9{body['recipient_id']}", "type": 1, "recipients": []}
            case ("POST", "channels", channel, "messages"):
                return self._post(channel, body)
            case ("GET", "channels", channel, "messages"):
                return 200, self._page_of(channel, **body) if self.reads_history else []
            case ("GET", "guilds", _, "threads", "active"):
                return 200, {"threads": [*self.threads.values()], "members": []}
            case ("POST", "channels", channel, "threads"):
                return self._start_thread(channel, body)
            case ("GET", "gateway"):
                return 200, {"url": self.gateway.url}
            case ("GET", "channels", channel):
                return 200, {"id": channel, "type": self.kinds.get(channel, 0)}
            case ("POST", "channels", channel, "messages", message, "crosspost"):
                self.published.append((channel, message))
                return 200, self.messages[message]
            case ("PATCH", "channels", channel, "messages", message):
                return self._edit(channel, message, body)
            case ("POST", "interactions", identity, token, "callback"):
                return self._callback(identity, token, body)
            case ("PATCH", "webhooks", _, token, "messages", "@original") | ("POST", "webhooks", _, token):
                return self._follow_up(token, body)
            case _:
                return 404, {"message": f"404: Not Found {method} {path}", "code": 0}

    def _page_of(self, channel: str, limit: str, before: str = "") -> list[dict[str, Any]]:
        found = [one for one in self.posted(channel)[::-1] if not before or int(one["id"]) < int(before)]
        return found[: int(limit)]

    def _sync(self, commands: list[dict[str, Any]]) -> tuple[int, Any]:
        self.synced.append(commands)
        extra = {"application_id": APPLICATION, "version": "1", "default_member_permissions": None}
        return 200, [{**command, **extra, "id": self.new_id()} for command in commands]

    def _start_thread(self, channel: str, body: dict[str, Any]) -> tuple[int, Any]:
        """Post in a forum: the thread and its first message have one id."""
        wrong = list(validator("CreateForumThreadRequest").iter_errors(body)) or problems(body["message"])
        if wrong or self.kinds.get(channel) not in FORUMS:
            return self._refuse([str(one) for one in wrong])
        identity = self.new_id()
        message = {"id": identity, "channel_id": identity, "author": BOT, **body["message"]}
        self.messages[identity] = message
        thread = {"id": identity, "type": 11, "name": body["name"], "parent_id": channel, "owner_id": BOT["id"]}
        self.threads[identity] = thread
        return 201, {**thread, "message": message}

    def _post(self, channel: str, body: dict[str, Any]) -> tuple[int, Any]:
        if self.kinds.get(channel) in FORUMS:
            return 400, {"message": "Cannot send messages in a non-text channel", "code": 50008}
        wrong = problems(body)
        if wrong:
            return self._refuse(wrong)
        key = (channel, str(body.get("nonce")))
        if body.get("enforce_nonce") and key in self._nonces:
            return 200, self._nonces[key]
        message = {"id": self.new_id(), "channel_id": channel, "author": BOT, **body}
        self.messages[message["id"]] = message
        self._nonces[key] = message
        return 200, message

    def _edit(self, channel: str, identity: str, body: dict[str, Any]) -> tuple[int, Any]:
        message = self.messages.get(identity)
        if message is None or message["channel_id"] != channel:
            return 404, {"message": "Unknown Message", "code": 10008}
        kept = (message.get("flags") or 0) & V2  # cannot be taken off again
        wrong = problems({**body, "flags": (body.get("flags") or 0) | kept}, "MessageEditRequestPartial")
        if wrong:
            return self._refuse(wrong)
        self.edits.append(body)
        message.update(body)
        return 200, message

    def _refuse(self, wrong: list[str]) -> tuple[int, Any]:
        self.refusals.append(wrong)
        return 400, {"message": "Invalid Form Body", "code": 50035, "errors": {}}

    def _callback(self, identity: str, token: str, body: dict[str, Any]) -> tuple[int, Any]:
        asked = self.interactions.get(identity)
        now = asyncio.get_running_loop().time()
        if asked is None or asked.token != token or now - asked.sent_at > asked.patience_seconds:
            return 404, {"message": "Unknown interaction", "code": 10062}
        if asked.callbacks:
            return 400, {"message": "Interaction has already been acknowledged.", "code": 40060}
        asked.callbacks.append(body)
        if body["type"] not in (5, 6):
            asked.answered.set()
        return 204, None

    def _follow_up(self, token: str, body: dict[str, Any]) -> tuple[int, Any]:
        asked = next((asked for asked in self.interactions.values() if asked.token == token), None)
        if asked is None:
            return 404, {"message": "Unknown Webhook", "code": 10015}
        wrong = problems(body, "IncomingWebhookUpdateRequestPartial")
        if wrong:
            return self._refuse(wrong)
        asked.answers.append(body)
        asked.answered.set()
        return 200, {"id": self.new_id(), "channel_id": "1", **body}


SESSION_LIMIT = {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1}
APPLICATION_INFO = {
    "id": APPLICATION,
    "name": "Launchwire",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "00" * 32,
    "owner": BOT,
    "team": None,
    "flags": 0,
    "summary": "",
}


def _older(thing: dict[str, Any], seconds: float) -> dict[str, Any]:
    return {**thing, "id": str(int(thing["id"]) - (round(seconds * 1000) << 22))}


def _json(status: int, answer: Any) -> web.Response:
    """Answer as Discord does: discord.py reads "application/json; charset=utf-8" as plain text."""
    if status == 204:
        return web.Response(status=204)
    return web.Response(status=status, body=json.dumps(answer).encode(), content_type="application/json")


def _fault_answer(fault: Fault) -> web.Response:
    answer: dict[str, Any] = {"message": fault.text, "code": fault.code}
    if fault.retry_after is not None:
        answer |= {"retry_after": fault.retry_after, "global": fault.is_global}
    response = _json(fault.status, answer)
    if fault.body is not None:
        return web.Response(status=fault.status, text=fault.body, headers=fault.headers)
    if fault.status == 429:
        response.headers["Via"] = "1.1 google"  # without it discord.py takes a 429 for Cloudflare's ban
        response.headers["Retry-After"] = str(round(fault.retry_after or 0) + 1)
        response.headers["X-RateLimit-Scope"] = "global" if fault.is_global else "user"
    return response
