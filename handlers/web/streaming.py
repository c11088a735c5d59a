"""Server-Sent Events: a board's changes as they happen, and what was missed first."""

import asyncio
import json

from aiohttp import web

from handlers.web.guard import SAFETY_HEADERS
from handlers.web.page import message_html
from handlers.web.rooms import Board, Event

MOST_WATCHERS = 64
HEARTBEAT_SECONDS = 15.0  # so that a gone reader is noticed, and proxies keep the line open
WRITE_SECONDS = 10.0


async def stream(request: web.Request, board: Board) -> web.StreamResponse:
    """Serve one watcher until it leaves or the board closes."""
    if board.watchers >= MOST_WATCHERS:
        raise web.HTTPServiceUnavailable(text="Too many open pages; close one.", headers={"Retry-After": "30"})
    after = _last_seen(request, board)
    response = web.StreamResponse(headers={**SAFETY_HEADERS, "Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    if after is None:
        await response.write(b"event: reset\ndata: {}\n\n")
        return response
    await _serve(response, board, after)
    return response


def _last_seen(request: web.Request, board: Board) -> int | None:
    """Return the number of the last event the watcher saw, or None when it saw another process's."""
    boot, _, number = (request.headers.get("Last-Event-ID") or request.query.get("after") or "").partition("-")
    return int(number) if boot == board.boot and number.isascii() and number.isdigit() else None


async def _serve(response: web.StreamResponse, board: Board, after: int) -> None:
    watching = board.watch(after)
    try:
        await _write(response, b"retry: 1000\n\n")
        while True:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    event = await watching.next()
            except TimeoutError:
                await _write(response, b": still here\n\n")
                continue
            if event is None:
                return
            await _write(response, encoded(event, board.boot))
    except (ConnectionError, TimeoutError):
        return  # the reader went away or stopped reading; it comes back by itself
    finally:
        board.leave(watching)


async def _write(response: web.StreamResponse, chunk: bytes) -> None:
    async with asyncio.timeout(WRITE_SECONDS):
        await response.write(chunk)


def encoded(event: Event, boot: str) -> bytes:
    """Return an event in the wire's words; JSON keeps line breaks out of the data line."""
    message = event.message
    data = json.dumps({"id": message.id, "room": message.room, "html": message_html(message)})
    return f"id: {boot}-{event.number}\nevent: {event.kind}\ndata: {data}\n\n".encode()
