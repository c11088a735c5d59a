"""The guarded way to the web: every socket is judged where it is made, every answer is capped in size and time."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohappyeyeballs import AddrInfoType
from yarl import URL

from bot.errors import FetchError
from bot.sources.addresses import Allowed, checked_url, refusal
from bot.sources.answer import Response, in_words, raise_for_status, type_and_charset
from bot.sources.body import READ_BYTES, read_body
from bot.sources.names import Names
from bot.sources.pace import Pace
from bot.types.retry_after import retry_after_seconds

USER_AGENT = "Launchwire/0.1 (reads feeds and news pages; one reader for many people)"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_LONGEST_VALIDATOR = 512
QUIET_SECONDS = 60.0  # after HTTP 429 that does not say for how long
LONGEST_QUIET_SECONDS = 3600.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may cost."""

    total_seconds: float = 30.0  # from the first look-up to the last byte, over all redirects
    connect_seconds: float = 10.0
    body_bytes: int = 12 * 1_048_576  # unpacked
    redirects: int = 5
    connections: int = 64
    per_host: int = 2
    gap_seconds: float = 0.5  # between two requests to one host, after the first few
    burst: int = 6


class _NotAdmitted(OSError):
    """Raised where a socket would be made; its text never differs, so that aiohappyeyeballs hands it through."""


class Fetcher:
    """Reads addresses of the public internet, and those that `allowed` opens; use it as an async context manager."""

    def __init__(
        self, allowed: Sequence[str] = (), *, user_agent: str = USER_AGENT, limits: Limits | None = None
    ) -> None:
        self._allowed = Allowed.parse(allowed)
        self._user_agent = user_agent
        self._limits = limits or Limits()
        self._pace = Pace(self._limits.gap_seconds, self._limits.burst)
        self._stack = AsyncExitStack()
        self._guarded: aiohttp.ClientSession | None = None
        self._named: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        names = self._stack.enter_context(Names())
        self._guarded = await self._stack.enter_async_context(self._session(names, self._guarded_socket))
        self._named = await self._stack.enter_async_context(self._session(names, _socket))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()
        self._guarded = self._named = None

    async def get(
        self, url: str, etag: str | None = None, last_modified: str | None = None, *, accept: str = ACCEPT
    ) -> Response:
        """Fetch an address, asking only for what changed when validators are given.

        Raises:
            AddressRefused: it, or a redirect of it, leads where nothing may be read.
            SourceGone: HTTP 410.
            FetchError: the server or the way to it failed; the text names the host and the reason.
        """
        headers = {"Accept": accept, **_validators(etag, last_modified)}
        host = _host_of(url)
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                return await self._follow(checked_url(url, self._allowed), headers)
        except TimeoutError as error:
            raise FetchError(f"{host} took longer than {self._limits.total_seconds:g} seconds") from error

    async def _follow(self, url: URL, headers: dict[str, str]) -> Response:
        moved_for_good = True
        for hops in range(self._limits.redirects + 1):
            answer = await self._ask(url, headers)
            if isinstance(answer, Response):
                moved = str(url) if hops and moved_for_good else None
                return replace(answer, moved_to=moved)
            status, target = answer
            moved_for_good = moved_for_good and status in _FOR_GOOD
            url = self._next(url, target)
        raise FetchError(f"{url.host} redirects in a circle or more than {self._limits.redirects} times")

    def _next(self, url: URL, target: str) -> URL:
        try:
            joined = url.join(URL(target))
        except ValueError as error:
            raise FetchError(f"{url.host} redirects to something that is no address") from error
        if url.scheme == "https" and joined.scheme == "http":
            raise FetchError(f"{url.host} redirects from https down to http; that is not followed")
        return checked_url(str(joined), self._allowed)

    async def _ask(self, url: URL, headers: dict[str, str]) -> "Response | tuple[int, str]":
        """Return the answer, or a redirect's status and target."""
        host, port = url.host or "", url.port or 0
        session = self._session_for(host, port)
        await self._wait_for_turn(host, port)
        with _in_our_words(host, port):
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                if response.status in _REDIRECTS and "Location" in response.headers:
                    return response.status, response.headers["Location"]
                self._heed(response, host, port)
                return await self._answer(response, url)

    async def post_form(self, url: str, fields: Mapping[str, str]) -> None:
        """Send a form to an address, guarded like `get`; no redirect is followed and the answer is not read.

        Raises:
            FetchError: it was not taken (no HTTP 2xx), or as `get` does.
        """
        checked = checked_url(url, self._allowed)
        host, port = checked.host or "", checked.port or 0
        session = self._session_for(host, port)
        try:
            async with asyncio.timeout(self._limits.total_seconds):
                await self._wait_for_turn(host, port)
                with _in_our_words(host, port):
                    async with session.post(checked, data=dict(fields), allow_redirects=False) as response:
                        raise_for_status(response)
        except TimeoutError as error:
            raise FetchError(f"{host} took longer than {self._limits.total_seconds:g} seconds") from error

    def _session_for(self, host: str, port: int) -> aiohttp.ClientSession:
        session = self._named if self._allowed.names(host, port) else self._guarded
        if session is None:
            raise RuntimeError("Fetcher is used outside its context")
        return session

    async def _wait_for_turn(self, host: str, port: int) -> None:
        """Wait until the host may be asked; what the operator opened is his own and needs no pace."""
        quiet = self._pace.quiet_for(f"{host}:{port}")
        if quiet:
            raise FetchError(f"{host} asked us to wait (HTTP 429)", status=429, retry_after_seconds=quiet)
        if not self._allowed.opens(host, port):
            await asyncio.sleep(self._pace.turn(host))

    def _heed(self, response: aiohttp.ClientResponse, host: str, port: int) -> None:
        """Note it when a host asks for quiet, so that its other sources are not asked either."""
        wait = retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC))
        if response.status == 429 or (response.status == 503 and wait is not None):
            self._pace.quiet(f"{host}:{port}", min(wait or QUIET_SECONDS, LONGEST_QUIET_SECONDS))

    async def _answer(self, response: aiohttp.ClientResponse, url: URL) -> Response:
        raise_for_status(response)
        encoding = response.headers.get("Content-Encoding", "")
        unread = response.status in {204, 304}
        try:
            body = b"" if unread else await read_body(_chunks(response), encoding, self._limits.body_bytes)
        except FetchError as error:
            response.close()  # what is left of it is not wanted
            raise FetchError(f"{url.host}: {error}") from error
        content_type, charset = type_and_charset(response.headers.get("Content-Type", ""))
        return Response(
            str(url),
            response.status,
            {name.lower(): value for name, value in response.headers.items()},
            body,
            content_type,
            charset,
        )

    def _session(self, names: Names, socket_factory: Any) -> aiohttp.ClientSession:  # noqa: ANN401 - aiohttp's own type is not exported
        connector = aiohttp.TCPConnector(
            resolver=names,
            socket_factory=socket_factory,
            limit=self._limits.connections,
            limit_per_host=self._limits.per_host,
            ttl_dns_cache=60,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip, deflate"},
            auto_decompress=False,
            trust_env=False,
            raise_for_status=False,
            max_line_size=16_384,
            max_field_size=32_768,  # some content policies are longer than aiohttp's 8 kB
            timeout=aiohttp.ClientTimeout(total=self._limits.total_seconds, sock_connect=self._limits.connect_seconds),
        )

    def _guarded_socket(self, info: AddrInfoType) -> socket.socket:
        address, port = info[4][0], info[4][1]
        if not isinstance(address, str) or not self._allowed.admits(address, int(port)):
            raise _NotAdmitted("refused")
        return _socket(info)


@contextmanager
def _in_our_words(host: str, port: int) -> Iterator[None]:
    """Turn what aiohttp raises into one clear error; a time-out goes through to whoever set it."""
    try:
        yield
    except aiohttp.ClientError as error:
        if _is_refused(error):
            raise refusal(host, port) from error
        raise FetchError(f"{host}: {in_words(error)}") from error
    except TimeoutError:
        raise
    except OSError as error:
        raise FetchError(f"{host}: the connection failed ({type(error).__name__})") from error
    except ValueError as error:
        raise FetchError(f"{host}: the answer is no proper HTTP") from error


def _socket(info: AddrInfoType) -> socket.socket:
    family, kind, protocol, _, _ = info
    return socket.socket(family=family, type=kind, proto=protocol)


async def _chunks(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async for chunk in response.content.iter_chunked(READ_BYTES):
        yield chunk


def _validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the conditional headers; a validator that could not have come from a header is left out."""
    named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {
        name: value
        for name, value in named.items()
        if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    }


def _is_refused(error: BaseException) -> bool:
    inner: BaseException | None = error
    while inner is not None:
        if isinstance(inner, _NotAdmitted) or isinstance(getattr(inner, "os_error", None), _NotAdmitted):
            return True
        inner = inner.__cause__
    return False


def _host_of(url: str) -> str:
    try:
        return URL(url).host or "the address"
    except ValueError:
        return "the address"
