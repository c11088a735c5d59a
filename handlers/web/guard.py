"""Who may speak to the playground: its own page in a browser on this machine, at a human pace."""

import functools
import ipaddress
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

MOST_CLIENTS = 1000  # buckets remembered
SAFETY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def is_loopback(host: str) -> bool:
    """Return whether a host name or address means this machine and no other."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_name(netloc: str) -> str:
    """Return a Host header's name without its port; "" when it is malformed."""
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""


def only_this_machine(handler: Handler) -> Handler:
    """Refuse requests that name a foreign host: a web page can point its own name at 127.0.0.1 (DNS rebinding)."""

    @functools.wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        if not is_loopback(host_name(request.host)):
            raise web.HTTPMisdirectedRequest(text="This server answers to localhost only. Open it by that name.")
        return await handler(request)

    return guarded


def with_safety_headers(handler: Handler) -> Handler:
    """Add the headers that keep a page's powers small."""

    @functools.wraps(handler)
    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            response = await handler(request)
        except web.HTTPException as refusal:
            refusal.headers.update(SAFETY_HEADERS)
            raise
        if not response.prepared:
            response.headers.update(SAFETY_HEADERS)
        return response

    return guarded


def check_own_page(request: web.Request) -> None:
    """Let only our own page through: other sites' pages can post to localhost too.

    Raises:
        web.HTTPForbidden: the browser says, or does not deny, that another page is asking.
    """
    origin = urlsplit(request.headers.get("Origin", ""))
    is_own = origin.scheme in ("http", "https") and origin.netloc == request.host
    if not is_own or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise web.HTTPForbidden(text="Only the playground's own page may ask.")


class Pace:
    """A token bucket per client: `burst` asks at once, then `per_second`."""

    def __init__(self, burst: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._per_second = per_second
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()  # tokens left, when counted

    def wait_seconds(self, client: str) -> float:
        """Take a token and return 0, or return how long the client must wait for one."""
        now = self._clock()
        tokens, counted = self._buckets.pop(client, (float(self._burst), now))
        tokens = min(self._burst, tokens + max(0.0, now - counted) * self._per_second)
        wait = 0.0 if tokens >= 1 else (1 - tokens) / self._per_second
        self._buckets[client] = (tokens if wait else tokens - 1, now)
        if len(self._buckets) > MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return wait
