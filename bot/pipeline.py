"""Steps 1 to 4 of an article's life. It calls things in order and decides nothing.

    claim a due source -> fetch it -> fetch each new entry's page -> read -> one transaction: keep, place, match, enqueue

Whatever fails is recorded on its source or entry; nothing accepted is lost, and no source waits for another.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.errors import SourceError, StoreError
from bot.interests import Index
from bot.launches import NameWords, Placed, blocks, identity, launch_of, place
from bot.ports import Source
from bot.reading import read
from bot.store import Database, articles, outbox
from bot.store import launches as stored
from bot.store import sources as stored_sources
from bot.types import Article, FeedEntry, Launch, Report, SourceState

log = structlog.get_logger()

FetchArticle = Callable[[FeedEntry, SourceState], Awaitable[Article]]
LEASE_SECONDS = 120
