"""The playground's routes: its page and files, the stream of events, and the command line."""

import math
import secrets
from collections.abc import Callable
from datetime import datetime

from aiohttp import web

from bot.ports import Ask
from bot.types import Reply
from handlers.web.asking import answer, read_asked
from handlers.web.guard import Handler, Pace, check_own_page
from handlers.web.page import STATIC_TYPES, message_html, page_html, static_file
from handlers.web.render import reply_html
from handlers.web.rooms import Board, Message, Room
from handlers.web.streaming import stream

Route = tuple[str, str, Handler]


def playground_routes(board: Board, ask: Ask, pace: Pace, now: Callable[[], datetime]) -> list[Route]:
    """Return method, path and handler of everything the page needs."""

    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text=page_html(board), content_type="text/html")

    async def events(request: web.Request) -> web.StreamResponse:
        return await stream(request, board)

    async def asked(request: web.Request) -> web.StreamResponse:
        check_own_page(request)
        _check_pace(pace, request.remote or "")
        wanted = await read_asked(request)
        room = board.rooms.get(wanted.room)
        if room is None:
            raise web.HTTPNotFound(text="There is no such room. Reload the page.")
        reply = await answer(ask, room, wanted.command())
        return web.json_response({"html": _delivered(board, room, reply, now())})

    return [("GET", "/", page), ("GET", "/static/{name}", _static), ("GET", "/events", events), ("POST", "/ask", asked)]


async def _static(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in STATIC_TYPES:
        raise web.HTTPNotFound(text="There is no such file.")
    return web.Response(body=static_file(name), content_type=STATIC_TYPES[name], charset="utf-8")


def _check_pace(pace: Pace, client: str) -> None:
    wait = pace.wait_seconds(client)
    if wait:
        raise web.HTTPTooManyRequests(
            text="That was fast. Wait a second and try again; nothing was changed.",
            headers={"Retry-After": str(math.ceil(wait))},
        )


def _delivered(board: Board, room: Room, reply: Reply, at: datetime) -> str | None:
    """Return a private answer's HTML for its reader; a shared one goes to everybody in the room instead."""
    body = reply_html(reply)
    if not reply.private:
        board.post(room.id, body, at)
        return None
    mark = f"r{secrets.token_hex(6)}"
    return message_html(Message(mark, room.id, body, at, is_private=room.target.kind == "channel"))
