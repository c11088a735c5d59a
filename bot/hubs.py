"""WebSub: hubs call us when a source has something new, https://www.w3.org/TR/websub/. Without one, polling does.

A call only makes the source due: what is new is read from the source itself, so that a hub can hurry us, not lie to us.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence

import structlog
from aiohttp import web

from bot.errors import SourceError
from bot.sources import Fetcher
from bot.store import Database
from bot.store import hubs as stored
from bot.store.hubs import HubSubscription
from bot.types import Fetched

log = structlog.get_logger()

PATH = "/websub/"
LEASE_SECONDS = 10 * 86_400
LONGEST_LEASE_SECONDS = 30 * 86_400.0
SHORTEST_LEASE_SECONDS = 300.0
LONGEST_CHALLENGE = 1_000
METHODS = frozenset({"sha1", "sha256", "sha384", "sha512"})  # https://www.w3.org/TR/websub/#recognized-algorithms


class Hubs:
    """Subscribes at the hubs that sources name, and serves what hubs send to `public_url`."""

    def __init__(self, database: Database, fetcher: Fetcher, public_url: str, on_call: Callable[[], None]) -> None:
        self._database = database
        self._fetcher = fetcher
        self._public_url = public_url.rstrip("/")
        self._on_call = on_call

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what the web server has to serve for hubs."""
        return web.get(PATH + "{token}", self._verify), web.post(PATH + "{token}", self._called)

    async def on_fetched(self, fetched: Fetched) -> bool:
        """Subscribe where a source names a hub, again when the time runs out; return whether its hub calls us."""
        source_id = fetched.state.id
        known = await self._database.read(stored.hub_of, source_id)
        topic = fetched.topic or fetched.state.url
        if fetched.hub and (known is None or (known.hub, known.topic) != (fetched.hub, topic)):
            known = await self._database.write(stored.begin_hub, source_id, fetched.hub, topic)
            await self._ask(known)
        elif known is not None and known.needs_asking:
            await self._database.write(stored.asked_again, source_id)
            await self._ask(known)
        return known is not None and known.is_live

    async def _ask(self, one: HubSubscription) -> None:
        """Ask a hub to call us; one that refuses is asked again in a day, and the source is polled meanwhile."""
        form = {
            "hub.mode": "subscribe",
            "hub.topic": one.topic,
            "hub.callback": f"{self._public_url}{PATH}{one.token}",
            "hub.secret": one.secret,
            "hub.lease_seconds": str(LEASE_SECONDS),
        }
        try:
            await self._fetcher.post_form(one.hub, form)
        except SourceError as error:
            log.info("hub not subscribed", source=one.source_id, error=str(error))

    async def _verify(self, request: web.Request) -> web.Response:
        """Answer a hub that asks whether it was us: only for the topic we asked for, at the address it was told."""
        token = request.match_info["token"]
        one = await self._database.read(stored.hub_by_token, token)
        mode, topic = request.query.get("hub.mode", ""), request.query.get("hub.topic", "")
        if one is None or topic != one.topic:
            raise web.HTTPNotFound
        if mode == "denied":
            await self._database.write(stored.denied, token)
            return web.Response()
        challenge = request.query.get("hub.challenge", "")
        if mode != "subscribe" or not 0 < len(challenge) <= LONGEST_CHALLENGE:
            raise web.HTTPNotFound
        await self._database.write(stored.verified, token, _lease(request.query.get("hub.lease_seconds", "")))
        log.info("hub subscribed", source=one.source_id)
        return web.Response(text=challenge, content_type="text/plain", headers={"X-Content-Type-Options": "nosniff"})

    async def _called(self, request: web.Request) -> web.Response:
        """Make the source due when the signature is right; a wrong one is taken and ignored, as the standard asks."""
        one = await self._database.read(stored.hub_by_token, request.match_info["token"])
        if one is None:
            raise web.HTTPGone
        if is_signed(await request.read(), request.headers.get("X-Hub-Signature", ""), one.secret):
            await self._database.write(stored.look_soon, one.source_id)
            self._on_call()
        else:
            log.warning("hub's signature is wrong", source=one.source_id)
        return web.Response(status=202)


def is_signed(body: bytes, header: str, secret: str) -> bool:
    """Return whether a body carries the signature that only who knows the secret can make."""
    method, _, signature = header.strip().partition("=")
    if method.lower() not in METHODS:
        return False
    right = hmac.new(secret.encode(), body, getattr(hashlib, method.lower())).hexdigest()
    return hmac.compare_digest(right.encode(), signature.strip().lower().encode("utf-8", "replace"))


def _lease(text: str) -> float:
    """Return how long a subscription runs, within sensible bounds; what is not said is what we asked for."""
    seconds = float(text) if text.isascii() and text.isdigit() and len(text) < 12 else float(LEASE_SECONDS)
    return min(max(seconds, SHORTEST_LEASE_SECONDS), LONGEST_LEASE_SECONDS)
