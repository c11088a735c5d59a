"""The playground as a platform, on the same little server as the health pages and other handlers' routes."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

import structlog
from aiohttp import web

from bot.errors import EditRefused, SettingsError, TargetClosed
from bot.ports import Ask
from bot.types import Card, LostPost, Receipt, Reply, Search, Target
from handlers.web.guard import Handler, Pace, is_loopback, only_this_machine, with_safety_headers
from handlers.web.health import Health, Metrics, health_routes
from handlers.web.playground import playground_routes
from handlers.web.render import reply_html
from handlers.web.rooms import Board, Room, rooms_of

log = structlog.get_logger()

CHANNELS = ("launches", "open-models")
LARGEST_REQUEST = 1024 * 1024  # bytes; the playground's own cap is far smaller
STOP_SECONDS = 5.0
ASKS_AT_ONCE = 20
ASKS_PER_SECOND = 2.0


async def no_metrics() -> str:
    """Return that nothing is counted."""
    return ""


class WebPlatform:
    """A local page that behaves like a chat client. Its messages live in memory and end with the process."""

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        health: Health = dict,
        metrics: Metrics = no_metrics,
        routes: Sequence[web.AbstractRouteDef] = (),
        is_playground: bool = True,
        channels: Sequence[str] = CHANNELS,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._host, self._port = host, port
        self._health, self._metrics, self._routes = health, metrics, tuple(routes)
        self._board = Board(rooms_of(channels) if is_playground else ())
        self._is_playground = is_playground
        self._pace = Pace(ASKS_AT_ONCE, ASKS_PER_SECOND)
        self._now = now
        self._started = asyncio.Event()
        self._address = ""

    @property
    def name(self) -> Literal["web"]:
        """Return web."""
        return "web"

    @property
    def is_connected(self) -> bool:
        """Return whether the server is listening."""
        return self._started.is_set()

    @property
    def address(self) -> str:
        """Return where a browser finds the server, as in http://127.0.0.1:8765; "" before it listens."""
        return self._address

    @property
    def rooms(self) -> tuple[Room, ...]:
        """Return the rooms that can be sent to: the channels, then the person."""
        return tuple(self._board.rooms.values())

    async def started(self) -> str:
        """Wait until the server listens and return its address."""
        await self._started.wait()
        return self._address

    async def run(self, ask: Ask) -> None:
        """Serve until cancelled, then end the open streams and close.

        Raises:
            SettingsError: the address cannot be listened on.
        """
        runner = web.AppRunner(self._application(ask), access_log=None, shutdown_timeout=STOP_SECONDS)
        try:
            await runner.setup()
            self._address = await self._listen(runner)
            self._warn_if_open()
            self._started.set()
            await asyncio.Event().wait()
        finally:
            self._started.clear()
            self._address = ""
            await runner.cleanup()

    def _application(self, ask: Ask) -> web.Application:
        application = web.Application(client_max_size=LARGEST_REQUEST)
        application.add_routes(health_routes(self._health, self._metrics, self._guarded))
        application.add_routes(self._routes)
        if self._is_playground:
            routes = playground_routes(self._board, ask, self._pace, self._now)
            application.add_routes([web.route(method, path, self._guarded(page)) for method, path, page in routes])
        application.on_shutdown.append(self._end_streams)
        return application

    def _warn_if_open(self) -> None:
        if self._is_playground and not is_loopback(self._host):
            log.warning("playground open to the network: whoever reaches it may command it", host=self._host)

    def _guarded(self, handler: Handler) -> Handler:
        """Wrap our own pages; other handlers' routes check their own signatures and may come through a proxy."""
        return with_safety_headers(only_this_machine(handler) if is_loopback(self._host) else handler)

    async def _end_streams(self, application: web.Application) -> None:
        self._board.close()

    async def _listen(self, runner: web.AppRunner) -> str:
        site = web.TCPSite(runner, self._host, self._port)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError(
                f"cannot listen on {self._host}:{self._port} ({error.strerror or error}): "
                "stop the program that uses it, or choose another LAUNCHWIRE_WEB_PORT"
            ) from error
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host)  # noqa: S104 - compared, not bound
        port = runner.addresses[0][1]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        """Post a card in a room, once per key.

        Raises:
            TargetClosed: the playground has no such room.
        """
        room = self._room(target)
        message = self._board.post(room.id, reply_html(Reply("", cards=(card,))), self._now(), key=key)
        return Receipt(target, room.id, message.id, message.sent_at)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        """Replace a card in place.

        Raises:
            EditRefused: the room no longer has the message; it kept too many newer ones, or the process is a new one.
        """
        if self._board.edit(receipt.channel, receipt.message, reply_html(Reply("", cards=(card,)))) is None:
            raise EditRefused("the playground no longer has this message")
        return receipt

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        """Post a card after the others: the playground has no threads.

        Raises:
            TargetClosed: the room is gone.
        """
        return await self.send(receipt.target, card, key)

    async def find_posted(self, lost: LostPost) -> Search:
        """Find nothing to fear: a room takes a key once, and forgets its messages with the process."""
        return Search()

    def _room(self, target: Target) -> Room:
        room = next((room for room in self.rooms if room.target == target), None)
        if room is None:
            raise TargetClosed(f"the playground has no {target.kind} {target.id}")
        return room
