"""What every command works with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.catalogue import Catalogue
from bot.errors import SourceError
from bot.placing import Placing
from bot.second_reader import Heard, rules_alone
from bot.sources import Discovery, Pace
from bot.store import Database
from bot.types import Article, FeedEntry, Report

ADD_GAP_SECONDS, ADDS_AT_ONCE = 20.0, 5  # adding a source fetches pages: a person may, a flood may not


async def _cannot_look(url: str) -> tuple[Discovery, ...]:
    raise SourceError("this process cannot look for sources")


async def _cannot_read(entry: FeedEntry, feed_url: str) -> Article:
    raise SourceError("this process cannot read pages")


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, the catalogue and the clock, handed in by app.py."""

    database: Database
    catalogue: Catalogue
    now: Callable[[], datetime]
    health: Callable[[], Mapping[str, str]]  # "slack": "connected", ...
    article_at: Callable[[str], Awaitable[Article]]  # fetches a page; raises SourceError
    placing: Placing  # follows what people decide about launches
    editors: frozenset[str] = frozenset()  # "slack:U1": who may decide where several workspaces share launches
    discover: Callable[[str], Awaitable[tuple[Discovery, ...]]] = _cannot_look  # finds feeds; raises SourceError
    entry_article: Callable[[FeedEntry, str], Awaitable[Article]] = _cannot_read  # of a feed's address
    on_source: Callable[[], None] = _nothing  # a source was added: look at it soon
    poll_seconds: float = 900.0  # between two looks at a source that does not say how often it changes
    heard: Callable[[Article, tuple[Report, ...]], Awaitable[Heard]] = rules_alone  # the second reader, if one is set
    pace: Pace = field(default_factory=lambda: Pace(ADD_GAP_SECONDS, ADDS_AT_ONCE))  # of adding, by workspace
