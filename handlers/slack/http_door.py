"""Signed HTTP: verifies what claims to come from Slack before anything reads it."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from handlers.slack.recent import RecentKeys

PATH = "/slack/events"
MOST_BYTES = 1_000_000
REPLAY_SECONDS = 600.0  # twice the five minutes for which Slack's signature is valid

SSL_CHECK = re.compile(rb"(?:^|&)ssl_check=1(?:&|$)")

Dispatch = Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]


class HttpDoor:
    """The route that Slack calls: commands, buttons, forms and events."""

    def __init__(self, signing_secret: str, dispatch: Dispatch, is_open: Callable[[], bool]) -> None:
        self._verifier = SignatureVerifier(signing_secret)
        self._dispatch, self._is_open = dispatch, is_open
        self._seen = RecentKeys(REPLAY_SECONDS)

    def routes(self) -> list[web.RouteDef]:
        """Return the routes to mount on the server."""
        return [web.post(PATH, self.receive)]

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one request: 413 too large, 401 not signed, 503 while starting, 200 without effect when replayed.

        A kind of request that nothing here is for is acknowledged too: Slack would send it again, and at last stop
        sending anything.
        """
        if (request.content_length or 0) > MOST_BYTES:
            return web.Response(status=413)
        raw = await request.read()
        if len(raw) > MOST_BYTES:
            return web.Response(status=413)
        if SSL_CHECK.search(raw):  # Slack's look at the certificate: it carries no signature and nothing to act on
            return web.Response(status=200)
        if not self._is_signed(raw, request.headers):
            return web.Response(status=401)
        if not self._is_open():
            return web.Response(status=503, headers={"Retry-After": "5"})
        if not self._seen.add(f"{request.headers['X-Slack-Request-Timestamp']}:{request.headers['X-Slack-Signature']}"):
            return web.Response(status=200)
        bolt_request = AsyncBoltRequest(
            body=raw.decode(errors="replace"), query=request.query_string, headers=_headers(request)
        )
        answered = await self._dispatch(bolt_request)
        return web.Response(status=200) if answered.status == 404 else await to_aiohttp_response(answered)

    def _is_signed(self, raw: bytes, headers: Mapping[str, str]) -> bool:
        stamp, signature = headers.get("X-Slack-Request-Timestamp", ""), headers.get("X-Slack-Signature", "")
        if not (stamp.isascii() and stamp.isdigit() and signature.isascii()):
            return False
        try:
            return self._verifier.is_valid(raw, stamp, signature)
        except UnicodeDecodeError:
            return False


def _headers(request: web.Request) -> dict[str, str | Sequence[str]]:
    return {name: request.headers.getall(name) for name in request.headers}
