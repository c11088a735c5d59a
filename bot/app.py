"""The composition root: builds everything once, runs it in one task group, and stops it without losing a send."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import Connection

from bot.allocator import give_back_large_blocks, leave_out_what_stays
from bot.catalogue import Catalogue, load_catalogue
from bot.errors import SettingsError, StoreError
from bot.platforms import installs_of, platforms_of
from bot.ports import Platform
from bot.running import Part, Task, kept_up, running, until_stopped
from bot.settings import Settings
from bot.store import Database, fates, subscriptions
from bot.store import sources as stored_sources
from bot.store.database import check
from bot.types import Card, Delivery, Subscription

if TYPE_CHECKING:  # each process loads only what its roles need
    from bot.newsroom import Newsroom
    from bot.sources import ListedSource

log = structlog.get_logger()

PRUNE_SECONDS = 3600.0
WATCH_SECONDS = 10.0

Compose = Callable[[Delivery], Awaitable[Card | None]]


@dataclass
class Program:
    """Everything that runs in this process."""

    settings: Settings
    database: Database
    catalogue: Catalogue
    newsroom: "Newsroom | None" = None  # None where others read and answer
    platforms: dict[str, Platform] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)  # why a platform will not come up, in words

    def health(self) -> Mapping[str, str]:
        """Return how each part does; words that begin with "ok" or "connected" are good."""
        parts = {"database": self.database.problem or f"ok ({self.database.kind})"}
        for name, platform in self.platforms.items():
            is_connected = getattr(platform, "is_connected", True)
            parts[name] = self.problems.get(name) or ("connected" if is_connected else "connecting")
        return parts


async def run(settings: Settings) -> int:
    """Run until SIGTERM or Ctrl-C and return 0.

    Raises:
        SettingsError: no platform could be started.
    """
    if not (settings.slack_bot_token or settings.slack_client_id or settings.discord_token or settings.playground):
        raise SettingsError(
            "neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set: copy .env.example to .env and fill one in; "
            "`launchwire playground` needs no token"
        )
    give_back_large_blocks()
    async with _program(settings, _sources_of(settings)) as program:
        leave_out_what_stays()
        log.info("started", platforms=sorted(program.platforms), roles=settings.roles)
        await until_stopped(_tasks(program))
    return 0


@asynccontextmanager
async def playground(
    settings: Settings, source: "ListedSource", wanted: Sequence[Subscription], on_card: Callable[[Card], None]
) -> AsyncIterator[str]:
    """Run the playground alone, on one source, and yield its address; `on_card` sees each card before it is sent."""
    from handlers.web import WebPlatform

    async with _program(settings, (source,), wanted) as program, running(_tasks(program, on_card)):
        platform = program.platforms["web"]
        assert isinstance(platform, WebPlatform)
        yield await platform.started()


def _sources_of(settings: Settings) -> "Sequence[ListedSource]":
    if "poll" not in settings.roles:
        return ()
    from bot.sources import listed_sources

    return listed_sources(settings.sources)


@asynccontextmanager
async def _program(
    settings: Settings, sources: "Sequence[ListedSource]", wanted: Sequence[Subscription] = ()
) -> AsyncIterator[Program]:
    """Build every part and yield the program; close everything afterwards."""
    catalogue = load_catalogue(settings.catalogue)
    async with AsyncExitStack() as stack:
        database = await Database.open(settings.database_url.get_secret_value())
        stack.push_async_callback(database.close)
        program = Program(settings, database, catalogue)
        await installs_of(settings, database).reseal()
        if set(settings.roles) != {"deliver"}:  # which carries what others have read and matched
            from bot.newsroom import newsroom

            building = newsroom(settings, database, catalogue, program.health, _now)
            program.newsroom = await stack.enter_async_context(building)
        routes = program.newsroom.routes if program.newsroom else ()
        program.platforms.update(platforms_of(settings, database, catalogue, program.health, routes))
        for platform in program.platforms.values():
            if close := getattr(platform, "close", None):
                stack.push_async_callback(close)
        for one in wanted:
            await database.write(subscriptions.add, one)
        await database.write(_keep_sources, sources, settings.poll_minutes)
        if program.newsroom:
            log.info("subscriptions loaded", count=await program.newsroom.matching.load(database))
        yield program


def _now() -> datetime:
    return datetime.now(UTC)


def _keep_sources(connection: Connection, sources: "Sequence[ListedSource]", poll_minutes: int) -> None:
    for one in sources:
        stored_sources.add_source(
            connection,
            stored_sources.NewSource(
                one.url,
                every_seconds=(one.every_minutes or poll_minutes) * 60.0,
                kind=one.kind,
                title=one.title,
                lab=one.lab,
                trust=one.trust,
                backfill=one.backfill,
                adapts=one.every_minutes is None,
            ),
        )


def _tasks(program: Program, on_card: Callable[[Card], None] | None = None) -> Sequence[Task]:
    """Return what makes a program run; `on_card` sees each card before it is sent."""
    roles, newsroom = program.settings.roles, program.newsroom
    tasks: list[Task] = []
    if newsroom:
        answering = ((name, one) for name, one in program.platforms.items() if name in roles)
        tasks += [(name, partial(_serve, program, name, one, newsroom)) for name, one in answering]
        if "poll" in roles:
            tasks.append(("poll", partial(kept_up, "poll", newsroom.pipeline.run)))
    if "deliver" in roles:
        tasks += _carrying(program, on_card)
    tasks.append(("watch", partial(kept_up, "watch", partial(_watch, program.database))))
    return tasks


async def _watch(database: Database) -> None:
    """Notice a database that is away, and one that is back, where nothing else asks for it: health pages tell."""
    while True:
        with suppress(StoreError):
            await database.read(check)
        await asyncio.sleep(WATCH_SECONDS)


def _carrying(program: Program, on_card: Callable[[Card], None] | None) -> Sequence[Task]:
    from bot.composing import composer
    from bot.delivery import Courier
    from bot.housekeeping import keep_lean
    from bot.store.wake import listen

    database = program.database
    compose = composer(database, program.catalogue, _now)
    courier = Courier(database, program.platforms, _seen_by(compose, on_card) if on_card else compose)
    parts: dict[str, Part] = {
        "deliver": partial(_carry, database, courier.run),
        "wake": partial(listen, database),
        "housekeeping": partial(keep_lean, database),
    }
    return [(name, partial(kept_up, name, part)) for name, part in parts.items()]


async def _carry(database: Database, carry: Part) -> None:
    """Carry what is no old news."""
    if given_up := await database.write(fates.give_up_old):
        log.warning("old alerts given up", count=given_up)
    await carry()


def _seen_by(compose: Compose, on_card: Callable[[Card], None]) -> Compose:
    async def composed(delivery: Delivery) -> Card | None:
        card = await compose(delivery)
        if card is not None:
            on_card(card)
        return card

    return composed


async def _serve(program: Program, name: str, platform: Platform, newsroom: "Newsroom") -> None:
    """Run a platform; one whose token is refused stays down with its reason, and the others go on."""
    try:
        await kept_up(name, partial(platform.run, newsroom.commands))
    except SettingsError as error:
        program.problems[name] = str(error)
        log.error("platform not started", platform=name, error=str(error))
        if len(program.problems.keys() & program.platforms.keys() - {"web"}) == len(program.platforms.keys() - {"web"}):
            raise
