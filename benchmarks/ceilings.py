"""Platforms on loopback that count as the real ones do and refuse what is too much."""

import asyncio
import json
import time
from collections import defaultdict, deque

from aiohttp import web


class Ceiling:
    """Takes `most` requests in any `seconds`."""

    def __init__(self, most: int, seconds: float = 1.0) -> None:
        self.most, self.seconds = most, seconds
        self._recent: deque[float] = deque()

    def wait(self) -> float:
        """Count one request and return 0.0, or how long it should have waited."""
        now = time.monotonic()
        while self._recent and now - self._recent[0] >= self.seconds:
            self._recent.popleft()
        if len(self._recent) >= self.most:
            return self._recent[0] + self.seconds - now
        self._recent.append(now)
        return 0.0


class Ledger:
    """What a platform took and refused."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Begin to count anew."""
        self.messages = self.others = self.refused = 0
        self.times: list[float] = []

    def took(self) -> int:
        """Count a message and return its number."""
        self.messages += 1
        self.times.append(time.monotonic())
        return self.messages


class Discord:
    """Discord's REST API: so many requests in any second, over all routes."""

    def __init__(self, most: int) -> None:
        self.ledger, self._ceiling = Ledger(), Ceiling(most)

    def routes(self) -> list[web.RouteDef]:
        """Return what a bot needs to post."""
        return [
            web.get("/api/v10/users/@me", self._me),
            web.get("/api/v10/channels/{channel}", self._channel),
            web.post("/api/v10/channels/{channel}/messages", self._post),
        ]

    async def _me(self, request: web.Request) -> web.Response:
        body = {"id": "1", "username": "launchwire", "discriminator": "0", "avatar": None, "bot": True}
        return self._refused() or _json(body)

    async def _channel(self, request: web.Request) -> web.Response:
        self.ledger.others += 1
        return self._refused() or _json({"id": request.match_info["channel"], "type": 0})

    async def _post(self, request: web.Request) -> web.Response:
        refused = self._refused()
        if refused is not None:
            return refused
        identity = str(1_000_000_000_000_000_000 + self.ledger.took())
        return _json({"id": identity, "channel_id": request.match_info["channel"], "type": 0})

    def _refused(self) -> web.Response | None:
        wait = self._ceiling.wait()
        if wait <= 0:
            return None
        self.ledger.refused += 1
        return _json({"message": "slow down", "retry_after": wait, "global": True}, 429)


class Slack:
    """Slack's Web API: a message a second in a channel, and so many a minute in the workspace."""

    def __init__(self, most_per_minute: int) -> None:
        self.ledger, self._ceiling = Ledger(), Ceiling(most_per_minute, 60.0)
        self._channels: dict[str, Ceiling] = defaultdict(lambda: Ceiling(1))

    def routes(self) -> list[web.RouteDef]:
        """Return what an app needs to post."""
        return [web.post("/api/chat.postMessage", self._post)]

    async def _post(self, request: web.Request) -> web.Response:
        channel = (await request.json())["channel"]
        wait = self._channels[channel].wait() or self._ceiling.wait()
        if wait > 0:
            self.ledger.refused += 1
            headers = {"Retry-After": str(int(wait) + 1)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        number = self.ledger.took()
        return web.json_response({"ok": True, "channel": channel, "ts": f"{1_775_640_000 + number}.000100"})


class Lines:
    """Discord's ceiling without its wire: a line for each message, so that the ceiling can be set high."""

    def __init__(self, most: int) -> None:
        self.ledger, self._ceiling = Ledger(), Ceiling(most)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer each line of one connection."""
        while await reader.readline():
            wait = self._ceiling.wait()
            if wait > 0:
                self.ledger.refused += 1
            else:
                self.ledger.took()
            writer.write(f"{wait}\n".encode())
        writer.close()


def _json(body: object, status: int = 200) -> web.Response:
    headers = {"Content-Type": "application/json", "Via": "1.1 loopback"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)
