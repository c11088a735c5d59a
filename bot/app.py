"""The composition root: builds everything once, runs it in one task group, and stops it without losing a send."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import get_args

import structlog
from aiohttp import web
from sqlalchemy import Connection

from bot.catalogue import Catalogue, load_catalogue
from bot.charts import drawer
from bot.commands import Commands, Desk, Suggestions
from bot.composing import composer
from bot.delivery import Courier
from bot.errors import SettingsError, StoreError
from bot.hubs import Hubs
from bot.matching import Matching
from bot.pacing import SharedPace
from bot.pipeline import Pipeline
from bot.placing import Placing
from bot.ports import Platform
from bot.second_reader import rules_alone, second_reader
from bot.settings import Settings
from bot.sources import (
    FeedSource,
    Fetcher,
    ListedSource,
    ParseWorker,
    article_at,
    article_of,
    discover,
    entry_article,
    listed_sources,
)
from bot.store import Database, buckets, fates, memos, subscriptions
from bot.store import sources as stored_sources
from bot.store.installs import Installs
from bot.store.sealing import HOW_TO_MAKE_ONE, Sealer
from bot.store.wake import listen
from bot.types import Card, Delivery, Subscription, Target
from bot.types.article import SourceKind
from handlers.discord import DiscordPlatform
from handlers.slack import SlackPlatform
from handlers.web import WebPlatform

log = structlog.get_logger()

RESTART_SECONDS = (1.0, 5.0, 30.0, 120.0)  # between tries of a part that failed in a way nobody foresaw
SEEN_SECONDS = 3600.0  # Slack repeats an event for up to an hour
COMMAND_HASH = "discord commands"
PRUNE_SECONDS = 3600.0

Compose = Callable[[Delivery], Awaitable[Card | None]]


@dataclass
class Program:
    """Everything that runs in this process."""

    settings: Settings
    database: Database
    catalogue: Catalogue
    platforms: dict[str, Platform] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)  # why a platform will not come up, in words

    def health(self) -> Mapping[str, str]:
        """Return how each part does; words that begin with "ok" or "connected" are good."""
        parts = {"database": f"ok ({self.database.kind})"}
        for name, platform in self.platforms.items():
            is_connected = getattr(platform, "is_connected", True)
            parts[name] = self.problems.get(name) or ("connected" if is_connected else "connecting")
        return parts


async def run(settings: Settings) -> int:
    """Run until SIGTERM or Ctrl-C; return 0, or 1 when no platform could be started."""
    if not (settings.slack_bot_token or settings.slack_client_id or settings.discord_token or settings.playground):
        raise SettingsError(
            "neither SLACK_BOT_TOKEN nor DISCORD_TOKEN is set: copy .env.example to .env and fill one in; "
            "`launchwire playground` needs no token"
        )
    async with _program(settings, _sources_of(settings)) as (program, tasks):
        return await _until_stopped(program, tasks)


@asynccontextmanager
async def playground(
    settings: Settings, source: ListedSource, wanted: Sequence[Subscription], on_card: Callable[[Card], None]
) -> AsyncIterator[str]:
    """Run the playground alone, on one source, and yield its address; `on_card` sees each card before it is sent."""
    async with _program(settings, (source,), on_card=on_card, wanted=wanted) as (program, tasks), _running(tasks):
        platform = program.platforms["web"]
        assert isinstance(platform, WebPlatform)
        yield await platform.started()


def _sources_of(settings: Settings) -> Sequence[ListedSource]:
    return listed_sources(settings.sources) if "poll" in settings.roles else ()


Task = tuple[str, Callable[[], Awaitable[None]]]


@asynccontextmanager
async def _program(
    settings: Settings,
    sources: Sequence[ListedSource],
    *,
    on_card: Callable[[Card], None] | None = None,
    wanted: Sequence[Subscription] = (),
) -> AsyncIterator[tuple[Program, Sequence[Task]]]:
    """Build every part and yield the program with the tasks that make it run; close everything afterwards."""
    catalogue = load_catalogue(settings.catalogue)
    async with AsyncExitStack() as stack:
        database = await Database.open(settings.database_url.get_secret_value())
        stack.push_async_callback(database.close)
        fetcher = await stack.enter_async_context(Fetcher(settings.allowed_addresses))
        worker = await stack.enter_async_context(ParseWorker())
        program = Program(settings, database, catalogue)
        await _installs(settings, database).reseal()
        matching = Matching(catalogue)
        second = second_reader(settings.llm_base_url, settings.llm_model, settings.llm_api_key, catalogue)
        if second is not None:
            await stack.enter_async_context(second)
        placing = Placing(catalogue, matching)

        def on_call() -> None:
            pipeline.wake.set()  # which is made after the hubs that it needs

        hubs = _hubs(settings, database, fetcher, on_call)
        pipeline = Pipeline(
            database,
            dict.fromkeys(get_args(SourceKind), FeedSource(fetcher, worker)),
            partial(article_of, fetcher, worker),
            catalogue,
            placing,
            _now,
            read_article=second.read if second else None,
            tell=notice_place(settings.notices),
            on_hub=hubs.on_fetched if hubs else None,
        )
        routes = hubs.routes() if hubs else ()
        program.platforms.update(_platforms(settings, database, catalogue, program.health, routes))
        if isinstance(discord := program.platforms.get("discord"), DiscordPlatform):
            stack.push_async_callback(discord.close)
        for one in wanted:
            await database.write(subscriptions.add, one)
        await database.write(_keep_sources, sources, settings.poll_minutes)
        if set(settings.roles) != {"deliver"}:  # which carries what others have matched
            log.info("subscriptions loaded", count=await matching.load(database))
        desk = Desk(
            database,
            catalogue,
            _now,
            program.health,
            partial(article_at, fetcher, worker),
            placing,
            frozenset(settings.editors),
            partial(discover, fetcher, worker),
            partial(entry_article, fetcher, worker),
            pipeline.wake.set,
            settings.poll_minutes * 60.0,
            second.heard if second else rules_alone,
        )
        yield program, _tasks(program, pipeline, Commands(desk), on_card)


def _hubs(settings: Settings, database: Database, fetcher: Fetcher, on_call: Callable[[], None]) -> Hubs | None:
    return Hubs(database, fetcher, settings.public_url, on_call) if settings.public_url else None


def notice_place(text: str | None) -> Target | None:
    """Return the channel that `LAUNCHWIRE_NOTICES` names, as in slack:T1/C1."""
    if text is None:
        return None
    platform, _, place = text.partition(":")
    workspace, _, channel = place.partition("/")
    return Target("slack" if platform == "slack" else "discord", workspace, "channel", channel)


def _now() -> datetime:
    return datetime.now(UTC)


def _keep_sources(connection: Connection, sources: Sequence[ListedSource], poll_minutes: int) -> None:
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


def _platforms(
    settings: Settings,
    database: Database,
    catalogue: Catalogue,
    health: Callable[[], Mapping[str, str]],
    more_routes: Sequence[web.RouteDef] = (),
) -> Mapping[str, Platform]:
    found: dict[str, Platform] = {}
    routes = [*more_routes]
    carries = "deliver" in settings.roles  # it sends to every platform whose token it has, whoever serves commands
    if (settings.slack_bot_token or settings.slack_client_id) and (carries or "slack" in settings.roles):
        slack = SlackPlatform(
            bot_token=settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else None,
            app_token=settings.slack_app_token.get_secret_value() if settings.slack_app_token else None,
            signing_secret=settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else None,
            base_url=settings.slack_api_base_url,
            managers=settings.slack_managers,
            seen=SeenInDatabase(database),
            client_id=settings.slack_client_id,
            client_secret=settings.slack_client_secret.get_secret_value() if settings.slack_client_secret else None,
            installs=_installs(settings, database),
        )
        routes += slack.routes()
        found["slack"] = slack
    if settings.discord_token and (carries or "discord" in settings.roles):
        found["discord"] = DiscordPlatform(
            token=settings.discord_token.get_secret_value(),
            api_base_url=settings.discord_api_base_url,
            gateway_url=settings.discord_gateway_url,
            manager_role=settings.discord_manager_role,
            shards=settings.discord_shards,
            command_hash=HashInDatabase(database),
            draw=drawer(),
            pace=SharedPace(database, buckets.DISCORD),
            suggest=Suggestions(database, catalogue),
        )
    if "web" in settings.roles:
        found["web"] = WebPlatform(
            host=settings.web_host,
            port=settings.web_port,
            health=health,
            routes=routes,
            is_playground=settings.playground,
        )
    return found


def _installs(settings: Settings, database: Database) -> Installs:
    """Return where Slack installs are kept; without keys none can be."""
    secret = settings.secret_keys.get_secret_value() if settings.secret_keys else ""
    keys = [key.strip() for key in secret.split(",") if key.strip()]
    if settings.slack_client_id and not (settings.slack_client_secret and keys):
        raise SettingsError(
            "SLACK_CLIENT_ID needs SLACK_CLIENT_SECRET and LAUNCHWIRE_SECRET_KEYS, too. "
            f"Make a key with: {HOW_TO_MAKE_ONE}"
        )
    return Installs(database, Sealer(keys) if keys else None)


class SeenInDatabase:
    """Slack's events that were served already, shared by every process."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def is_new(self, key: str) -> bool:
        """Return True the first time a key is asked about."""
        return await self._database.write(memos.is_first, f"slack {key}", SEEN_SECONDS)


class HashInDatabase:
    """The hash of the commands that Discord knows, kept over restarts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self) -> str | None:
        """Return the hash, None before the first sync."""
        return await self._database.read(memos.recall, COMMAND_HASH)

    async def put(self, value: str) -> None:
        """Keep the hash."""
        await self._database.write(memos.remember, COMMAND_HASH, value)


def _tasks(
    program: Program, pipeline: Pipeline, commands: Commands, on_card: Callable[[Card], None] | None
) -> Sequence[Task]:
    roles, database = program.settings.roles, program.database
    tasks: list[Task] = [
        (name, partial(_serve, program, name, platform, commands))
        for name, platform in program.platforms.items()
        if name in roles
    ]
    if "poll" in roles:
        tasks.append(("poll", partial(_kept_up, "poll", pipeline.run)))
    if "deliver" in roles:
        compose = (
            _seen_by(composer(database, program.catalogue, _now), on_card)
            if on_card
            else composer(database, program.catalogue, _now)
        )
        courier = Courier(database, program.platforms, compose)
        tasks.append(("deliver", partial(_kept_up, "deliver", courier.run)))
        tasks.append(("wake", partial(_kept_up, "wake", partial(listen, database))))
        tasks.append(("prune", partial(_kept_up, "prune", partial(_prune, database))))
    return tasks


async def _prune(database: Database) -> None:
    """Keep the outbox lean: now and then delete what was settled long ago, a few rows at a time."""
    while True:
        try:
            gone = await database.write(fates.prune)
        except StoreError as error:
            log.warning("outbox not pruned", error=str(error))
            gone = 0
        await asyncio.sleep(1.0 if gone else PRUNE_SECONDS)


def _seen_by(compose: Compose, on_card: Callable[[Card], None]) -> Compose:
    async def composed(delivery: Delivery) -> Card | None:
        card = await compose(delivery)
        if card is not None:
            on_card(card)
        return card

    return composed


async def _serve(program: Program, name: str, platform: Platform, commands: Commands) -> None:
    """Run a platform; one whose token is refused stays down with its reason, and the others go on."""
    try:
        await _kept_up(name, partial(platform.run, commands))
    except SettingsError as error:
        program.problems[name] = str(error)
        log.error("platform not started", platform=name, error=str(error))
        if len(program.problems.keys() & program.platforms.keys() - {"web"}) == len(program.platforms.keys() - {"web"}):
            raise


async def _kept_up(name: str, part: Callable[[], Awaitable[None]]) -> None:
    """Run a part until cancelled; an error that nobody foresaw is logged and the part begun anew."""
    failures = 0
    while True:
        began = asyncio.get_running_loop().time()
        try:
            await part()
            log.warning("part ended", part=name)
        except SettingsError:
            raise
        except Exception:
            log.exception("part failed", part=name)
        if asyncio.get_running_loop().time() - began > 60:
            failures = 0
        await asyncio.sleep(RESTART_SECONDS[min(failures, len(RESTART_SECONDS) - 1)])
        failures += 1


@asynccontextmanager
async def _running(tasks: Sequence[Task]) -> AsyncIterator[asyncio.TaskGroup]:
    """Run tasks while the block lasts, then cancel them and wait for their last work."""
    async with asyncio.TaskGroup() as group:
        begun = [group.create_task(_as_coroutine(task), name=name) for name, task in tasks]
        try:
            yield group
        finally:
            for one in begun:
                one.cancel()


async def _as_coroutine(task: Callable[[], Awaitable[None]]) -> None:
    await task()


async def _until_stopped(program: Program, tasks: Sequence[Task]) -> int:
    """Run until a signal asks to stop; return 1 when every chat platform refused to start."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    log.info("started", platforms=sorted(program.platforms), roles=program.settings.roles)
    try:
        async with _running(tasks):
            await stop.wait()
            log.info("stopping", reason="signal")
    except* SettingsError as group:
        raise _first(group) from None
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(ValueError):
                loop.remove_signal_handler(number)
    return 0


def _first(group: BaseExceptionGroup[SettingsError]) -> SettingsError:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, SettingsError)
    return error
