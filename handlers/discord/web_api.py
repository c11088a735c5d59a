"""One call to Discord's REST API through discord.py: who calls, what came back, and our error when it failed."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route
from discord.webhook import async_

from bot.errors import FateUnknown, RetryLater, SendError, WorkspaceClosed
from handlers.discord import failures
from handlers.discord.flight import Flight, Unavailable, flight, trace
from handlers.discord.many_channels import ManyChannels
from handlers.discord.pacing import LONGEST_TURN_SECONDS, OwnPace, Pace, Refusals
from handlers.discord.timing import Timing

LOOPBACK = ("localhost", "127.0.0.1", "::1")
Request = Callable[[HTTPClient], Awaitable[Any]]
LONGEST_LIBRARY_WAIT_SECONDS = 30.0  # the least that discord.py accepts; longer waits are our queue's
COUNTED = (401, 403, 429)
UNSAID_SECONDS = 1.0  # the wait of a limit over all routes that names none
TOKEN_REFUSED = "Discord refuses the bot token; set DISCORD_TOKEN anew"  # noqa: S105 - words about a token


def point_at(api_base_url: str | None, gateway_url: str | None) -> None:
    """Make discord.py speak to another REST base or gateway; None leaves its own. Before any login."""
    if api_base_url:
        Route.BASE = api_base_url.strip().rstrip("/")
        # Compatible servers say "application/json; charset=utf-8", which discord.py takes for plain text.
        for module in (discord.http, async_):
            vars(module)["json_or_text"] = json_or_text
    if gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = gateway_at(gateway_url)


async def json_or_text(response: aiohttp.ClientResponse) -> dict[str, Any] | str:
    """Return an answer's JSON, in whatever way its type is spelled, or its text."""
    text = await response.text(encoding="utf-8")
    if response.content_type != "application/json":
        return text
    try:
        return cast("dict[str, Any]", json.loads(text))
    except ValueError:
        return text


def gateway_at(address: str) -> yarl.URL:
    """Return where a gateway is dialled; an http address is the same place."""
    url = yarl.URL(address.strip())
    scheme = {"http": "ws", "https": "wss"}.get(url.scheme, url.scheme)
    return url.with_scheme(scheme) if scheme != url.scheme else url


def proxy_for(url: str) -> str | None:
    """Return the proxy that HTTPS_PROXY or HTTP_PROXY names for an address, unless NO_PROXY names its host."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return None if host in LOOPBACK or proxy_bypass(host) else getproxies().get(parts.scheme)


class WebApi:
    """Discord's REST API for one bot, with or without a gateway beside it. Its repr names no token."""

    def __init__(self, token: str, timing: Timing, pace: Pace | None = None) -> None:
        self._token, self._timing = token, timing
        self._pace = pace or OwnPace()
        self._http: HTTPClient | None = None
        self._lent: Callable[[], HTTPClient] | None = None
        self._signing_in = asyncio.Lock()
        self._quiet_until = 0.0  # of the loop's clock: Discord's limit over all routes
        self._is_refused = False
        self._refusals = Refusals()

    def __repr__(self) -> str:
        return f"WebApi({Route.BASE})"

    async def call(self, request: Request, doing: str, patience_seconds: float = LONGEST_TURN_SECONDS) -> Any:  # noqa: ANN401 - JSON as Discord sends it
        """Make one request; `doing` says in words what for, `patience_seconds` how long it may wait for its turn.

        Raises:
            SendError: every failure, as failures.py sorts it; after one 401 nothing is sent any more.
        """
        self._refuse_early(doing)
        http = await self._signed_in(doing)
        await self._turn(doing, patience_seconds)
        return await self._watched(request(http), doing)

    async def repeatable(self, request: Request, doing: str, patience_seconds: float = LONGEST_TURN_SECONDS) -> Any:  # noqa: ANN401 - JSON as Discord sends it
        """Make a request that may safely be made twice: an answer that never came is only a reason to try again.

        Raises:
            SendError: as `call`, but never FateUnknown.
        """
        try:
            return await self.call(request, doing, patience_seconds)
        except FateUnknown as error:
            raise RetryLater(str(error)) from error

    def borrow(self, lent: Callable[[], HTTPClient]) -> None:
        """Make every call from now on through a client that somebody else has signed in and will close."""
        self._lent = lent

    def stop(self) -> None:
        """Send nothing any more: Discord has refused the token elsewhere."""
        self._is_refused = True

    async def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        http, self._http = self._http, None
        if http is not None:
            await http.close()

    def _refuse_early(self, doing: str) -> None:
        if self._is_refused:
            raise WorkspaceClosed(f"{doing}: {TOKEN_REFUSED}")
        left = self._quiet_until - asyncio.get_running_loop().time()
        if left > 0:
            raise RetryLater(f"{doing}: Discord asks the whole bot to slow down", retry_after_seconds=left)
        silence = self._refusals.seconds_of_silence()
        if silence > 0:
            raise RetryLater(f"{doing}: Discord has refused too much lately", retry_after_seconds=silence)

    async def _turn(self, doing: str, patience_seconds: float) -> None:
        wait = await self._pace.take(patience_seconds)
        await self._waited(wait, doing, patience_seconds)
        self._refuse_early(doing)

    async def _leave(self, doing: str) -> None:
        """Wait until a request may leave; what paused the machine meanwhile may have cost it its turn."""
        while (wait := await self._pace.leave(LONGEST_TURN_SECONDS)) > 0:
            await self._waited(wait, doing, LONGEST_TURN_SECONDS)
        self._refuse_early(doing)

    async def _waited(self, wait: float, doing: str, patience_seconds: float) -> None:
        if wait > patience_seconds:
            raise RetryLater(f"{doing}: Discord takes 50 requests a second", retry_after_seconds=wait)
        if wait > 0:
            await self._timing.pause(wait)

    async def _signed_in(self, doing: str) -> HTTPClient:
        if self._lent is not None:
            return self._lent()
        async with self._signing_in:
            if self._http is None:
                http = ManyChannels(
                    asyncio.get_running_loop(),
                    http_trace=trace(),
                    max_ratelimit_timeout=LONGEST_LIBRARY_WAIT_SECONDS,
                    proxy=proxy_for(Route.BASE),
                )
                await self._sign_in(http, doing)
                self._http = http
            return self._http

    async def _sign_in(self, http: HTTPClient, doing: str) -> None:
        try:
            await self._watched(http.static_login(self._token.strip()), doing)
        except BaseException as error:
            await http.close()
            if isinstance(error, FateUnknown):
                raise RetryLater(str(error)) from error
            raise

    async def _watched(self, work: Awaitable[Any], doing: str) -> Any:  # noqa: ANN401 - JSON as Discord sends it
        with flight(lambda: self._leave(doing)) as watched:
            try:
                async with asyncio.timeout(self._timing.call_seconds):
                    return await work
            except (TimeoutError, aiohttp.ClientError, OSError) as error:
                if watched.answer is not None:  # it worked; only discord.py's rest before the next request was cut
                    return watched.answer
                raise failures.lost(error, doing, watched.has_left) from error
            except (discord.DiscordException, Unavailable, ValueError, KeyError) as error:
                raise self._sorted_out(error, watched, doing) from error

    def _sorted_out(self, error: Exception, watched: Flight, doing: str) -> SendError:
        if getattr(error, "status", None) in COUNTED:
            self._refusals.note()
        if isinstance(error, Unavailable):
            if error.is_global:
                wait = failures.clamped(error.retry_after_seconds) or UNSAID_SECONDS
                self._quiet_until = asyncio.get_running_loop().time() + wait
            return failures.unavailable(error, doing)
        if isinstance(error, discord.RateLimited):
            return RetryLater(f"{doing}: rate limit", retry_after_seconds=failures.clamped(error.retry_after))
        if isinstance(error, discord.LoginFailure) or getattr(error, "status", None) == 401:
            self.stop()
            return WorkspaceClosed(f"{doing}: {TOKEN_REFUSED}")
        if isinstance(error, discord.HTTPException):
            return failures.refusal(error, doing)
        return failures.lost(error, doing, has_left=True)
