"""Discord's gateway on loopback, as far as a bot sees it: scripted openings, dispatches, and every way to break off."""

import asyncio
import json
import zlib
from collections import deque
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11


class Line:
    """One open socket; compressed as one stream when the client asked for it."""

    def __init__(self, socket: web.WebSocketResponse, is_compressed: bool) -> None:
        self.socket = socket
        self._stream = zlib.compressobj() if is_compressed else None

    async def send(self, op: int, data: Any = None, *, event: str | None = None, sequence: int | None = None) -> None:
        text = json.dumps({"op": op, "d": data, "t": event, "s": sequence})
        if self._stream is None:
            await self.socket.send_str(text)
            return
        packed = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(packed)


class FakeGateway:
    """Counts who identified and resumed; `refusals` and `closings` script the next handshakes and sessions."""

    def __init__(self, user: dict[str, Any], application_id: str) -> None:
        self.user, self.application_id = user, application_id
        self.url = ""
        self.resume_url: str | None = None  # told in READY instead of our own
        self.refusals = 0  # of the next handshakes, with HTTP 503
        self.closings: deque[int] = deque()  # close codes for the next who identify
        self.resumes_fail = False
        self.guilds: list[dict[str, Any]] = []
        self.identified: list[dict[str, Any]] = []
        self.resumed: list[dict[str, Any]] = []
        self.queries: list[dict[str, str]] = []
        self.heartbeats = 0
        self._line: Line | None = None
        self._sequence = 0
        self._sessions: set[str] = set()
        self._is_open = asyncio.Event()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.refusals > 0:
            self.refusals -= 1
            return web.Response(status=503)
        self.queries.append(dict(request.query))
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        line = Line(socket, request.query.get("compress") == "zlib-stream")
        await line.send(HELLO, {"heartbeat_interval": 41_250})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._take(line, json.loads(message.data))
        if self._line is line:
            self._line = None
            self._is_open.clear()
        return socket

    async def opened(self) -> None:
        """Wait until a bot is ready to be dispatched to."""
        async with asyncio.timeout(10):
            await self._is_open.wait()

    async def dispatch(self, event: str, data: Any, *, times: int = 1) -> None:
        await self.opened()
        self._sequence += 1
        for _ in range(times):
            await self._require().send(DISPATCH, data, event=event, sequence=self._sequence)

    async def ready_again(self) -> None:
        await self.dispatch("READY", self._ready(None))

    async def ask_to_reconnect(self) -> None:
        await self._broken_off(self._require().send(RECONNECT))

    async def invalidate(self, *, is_resumable: bool) -> None:
        await self._broken_off(self._require().send(INVALID_SESSION, is_resumable))

    async def close(self, code: int = WSCloseCode.GOING_AWAY) -> None:
        await self._broken_off(self._require().socket.close(code=code))

    async def drop(self) -> None:
        """Cut the connection without a word."""
        transport = self._require().socket._req.transport  # type: ignore[union-attr] # a prepared socket has a request
        self._is_open.clear()
        assert transport is not None
        transport.abort()

    async def send_nonsense(self) -> None:
        """Dispatch an event that discord.py's parser trips over."""
        await self.dispatch("INTERACTION_CREATE", {"nonsense": True})

    async def _broken_off(self, act: Any) -> None:
        self._is_open.clear()
        await act

    def _require(self) -> Line:
        assert self._line is not None, "no bot is connected"
        return self._line

    async def _take(self, line: Line, message: dict[str, Any]) -> None:
        match message["op"]:
            case 1:
                self.heartbeats += 1
                await line.send(HEARTBEAT_ACK)
            case 2:
                await self._identify(line, message["d"])
            case 6:
                await self._resume(line, message["d"])
            case _:
                pass

    async def _identify(self, line: Line, data: dict[str, Any]) -> None:
        self.identified.append(data)
        if self.closings:
            await line.socket.close(code=self.closings.popleft())
            return
        self._sequence = 1
        await line.send(DISPATCH, self._ready(data.get("shard")), event="READY", sequence=1)
        self._opened_by(line)

    async def _resume(self, line: Line, data: dict[str, Any]) -> None:
        self.resumed.append(data)
        if self.resumes_fail or data["session_id"] not in self._sessions:
            self.resumes_fail = False
            await line.send(INVALID_SESSION, False)
            return
        await line.send(DISPATCH, {}, event="RESUMED", sequence=self._sequence)
        self._opened_by(line)

    def _opened_by(self, line: Line) -> None:
        self._line = line
        self._is_open.set()

    def _ready(self, shard: list[int] | None) -> dict[str, Any]:
        self._sessions.add(f"session-{len(self.identified)}")
        return {
            "v": 10,
            "user": self.user,
            "guilds": self.guilds,
            "session_id": f"session-{len(self.identified)}",
            "resume_gateway_url": self.resume_url or self.url,
            "application": {"id": self.application_id, "flags": 0},
            "shard": shard or [0, 1],
        }
