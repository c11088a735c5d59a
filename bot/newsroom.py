"""The part of a process that reads: sources, the index of interests, and what commands work on. Sending needs none."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, get_args

import structlog

from bot.catalogue import Catalogue
from bot.commands import Commands, Desk
from bot.matching import Matching
from bot.pipeline import Pipeline
from bot.placing import Placing
from bot.second_reader import second_reader
from bot.settings import Settings
from bot.sources import FeedSource, Fetcher, ParseWorker, article_at, article_of, discover, entry_article
from bot.store import Database
from bot.types import Target
from bot.types.article import SourceKind

if TYPE_CHECKING:
    from aiohttp import web

    from bot.hubs import Hubs

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Newsroom:
    """What reads, and what answers commands."""

    pipeline: Pipeline
    commands: Commands
    matching: Matching
    routes: "Sequence[web.RouteDef]"  # where hubs tell us of news


@asynccontextmanager
async def newsroom(
    settings: Settings,
    database: Database,
    catalogue: Catalogue,
    health: Callable[[], Mapping[str, str]],
    now: Callable[[], datetime],
) -> AsyncIterator[Newsroom]:
    """Build it, and close it afterwards; the index of interests is still empty."""
    async with AsyncExitStack() as stack:
        fetcher = await stack.enter_async_context(Fetcher(settings.allowed_addresses))
        worker = await stack.enter_async_context(ParseWorker())
        matching = Matching(catalogue)
        second = second_reader(settings.llm_base_url, settings.llm_model, settings.llm_api_key, catalogue)
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
            now,
            read_article=(await stack.enter_async_context(second)).read if second else None,
            tell=notice_place(settings.notices),
            on_hub=hubs.on_fetched if hubs else None,
        )
        desk = Desk(
            database,
            catalogue,
            now,
            health,
            partial(article_at, fetcher, worker),
            placing,
            frozenset(settings.editors),
            partial(discover, fetcher, worker),
            partial(entry_article, fetcher, worker),
            pipeline.wake.set,
            settings.poll_minutes * 60.0,
        )
        yield Newsroom(pipeline, Commands(desk), matching, hubs.routes() if hubs else ())


def _hubs(settings: Settings, database: Database, fetcher: Fetcher, on_call: Callable[[], None]) -> "Hubs | None":
    if not settings.public_url:
        return None
    from bot.hubs import Hubs

    return Hubs(database, fetcher, settings.public_url, on_call)


def notice_place(text: str | None) -> Target | None:
    """Return the channel that `LAUNCHWIRE_NOTICES` names, as in slack:T1/C1."""
    if text is None:
        return None
    platform, _, place = text.partition(":")
    workspace, _, channel = place.partition("/")
    return Target("slack" if platform == "slack" else "discord", workspace, "channel", channel)
