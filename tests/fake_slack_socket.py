"""A Socket Mode server on loopback: greets, warns, repeats, aborts, falls silent; counts what was acknowledged."""

import asyncio
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web


class FakeSocket:
    """One address that any number of sockets may open; `greets` and `pongs` say how the next one behaves."""

    def __init__(self) -> None:
        self.greets = True
        self.pongs = True
        self.opened: asyncio.Queue[web.WebSocketResponse] = asyncio.Queue()
        self.acknowledged: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.count = 0
        self.url = ""
        self._requests: dict[int, web.Request] = {}
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/link", self._serve)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"ws://127.0.0.1:{self._runner.addresses[0][1]}/link"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        wire = web.WebSocketResponse(autoping=self.pongs)
        await wire.prepare(request)
        self.count += 1
        self._requests[id(wire)] = request
        if self.greets:
            await wire.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0"}})
        self.opened.put_nowait(wire)
        async for frame in wire:
            if frame.type is WSMsgType.TEXT:
                self.acknowledged.put_nowait(frame.json())
        return wire

    async def next(self) -> web.WebSocketResponse:
        """Return the next socket that opens."""
        return await asyncio.wait_for(self.opened.get(), 5)

    async def acknowledgement(self) -> dict[str, Any]:
        """Return the next acknowledgement."""
        return await asyncio.wait_for(self.acknowledged.get(), 5)

    def abort(self, wire: web.WebSocketResponse) -> None:
        """Cut the connection as a failing network does: no goodbye."""
        transport = self._requests[id(wire)].transport
        assert transport is not None
        transport.abort()


async def warn(wire: web.WebSocketResponse, reason: str = "warning") -> None:
    """Give notice that this socket will close."""
    await wire.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink"}})


async def deliver(wire: web.WebSocketResponse, kind: str, payload: dict[str, Any], envelope: str) -> None:
    """Send an envelope: slash_commands, interactive or events_api."""
    await wire.send_json({"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True})
