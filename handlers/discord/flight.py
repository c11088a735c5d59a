"""One request on its way: its turn, whether its bytes have left, and what came back, through aiohttp's own trace."""

import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import aiohttp

from bot.types.retry_after import retry_after_seconds


@dataclass(slots=True)
class Flight:
    """What is known of the request under way."""

    turn: Callable[[], Awaitable[None]]  # waits until it may leave
    has_left: bool = False  # bytes went out and nothing came back yet
    answer: Any = None  # the body of a success, even when the library still rests before handing it on


class Unavailable(Exception):
    """Discord answered 429 or 5xx. discord.py would sleep and try again; our queue does that without a worker."""

    def __init__(self, status: int, code: int, retry_after_seconds: float | None, is_global: bool) -> None:
        super().__init__(f"HTTP {status} ({code})")
        self.status = status
        self.code = code  # of Discord's own list; 0 where the body names none
        self.retry_after_seconds = retry_after_seconds
        self.is_global = is_global


_UNDER_WAY: ContextVar[Flight | None] = ContextVar("discord_flight", default=None)


@contextmanager
def flight(turn: Callable[[], Awaitable[None]]) -> Iterator[Flight]:
    """Watch the one request that is made inside the block; it leaves when `turn` returns."""
    watched = Flight(turn)
    token = _UNDER_WAY.set(watched)
    try:
        yield watched
    finally:
        _UNDER_WAY.reset(token)


def trace() -> aiohttp.TraceConfig:
    """Return the trace that fills in the flights of one HTTP client."""
    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(_left)
    config.on_request_end.append(_came_back)
    return config


async def _left(
    session: aiohttp.ClientSession, context: SimpleNamespace, sent: aiohttp.TraceRequestHeadersSentParams
) -> None:
    # aiohttp has a connection and writes the first byte when this returns: nothing comes between turn and leaving.
    watched = _UNDER_WAY.get()
    if watched is not None:
        await watched.turn()
        watched.has_left = True


async def _came_back(
    session: aiohttp.ClientSession, context: SimpleNamespace, ended: aiohttp.TraceRequestEndParams
) -> None:
    watched = _UNDER_WAY.get()
    if watched is None:
        return
    body = await ended.response.read()
    watched.has_left = False
    status = ended.response.status
    if status == 429 or status >= 500:
        answer = _json(body)
        code = answer.get("code")
        raise Unavailable(
            status,
            code if isinstance(code, int) else 0,
            _retry_after(answer, ended.response),
            status == 429 and _is_global(answer, ended.response),
        )
    if status < 300:
        watched.answer = _json(body)


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _is_global(answer: dict[str, Any], response: aiohttp.ClientResponse) -> bool:
    """Return whether every route has to wait; Cloudflare, which shuts out an address, answers without any JSON."""
    said = (response.headers.get(name, "").lower() for name in ("X-RateLimit-Global", "X-RateLimit-Scope"))
    return bool(answer.get("global")) or bool({"true", "global"}.intersection(said)) or not answer


def _retry_after(answer: dict[str, Any], response: aiohttp.ClientResponse) -> float | None:
    """Return the wait of the body, which is exact, or else of the header, which is rounded up, or a date."""
    said = answer.get("retry_after")
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    return retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC))
