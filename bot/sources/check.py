"""Asks every source of a list once, and says which answer and what they hold."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.errors import SourceError
from bot.sources.feed_source import FeedSource
from bot.sources.fetch import Fetcher
from bot.sources.listed import ListedSource
from bot.sources.worker import ParseWorker
from bot.types import Fetched, SourceState

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """How one source answered."""

    source: ListedSource
    answers: bool
    words: str  # "24 entries, the newest 3 hours old: ...", or what is wrong


async def check_sources(
    fetcher: Fetcher, worker: ParseWorker, sources: Sequence[ListedSource]
) -> AsyncIterator[Checked]:
    """Ask each source once and yield how it answered, as the answers come. Nothing is stored or announced."""
    slots = asyncio.Semaphore(AT_ONCE)

    async def check(one: ListedSource) -> Checked:
        async with slots:
            return await _checked(fetcher, worker, one)

    tasks = [asyncio.create_task(check(one)) for one in sources]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for started in tasks:
            started.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _checked(fetcher: Fetcher, worker: ParseWorker, source: ListedSource) -> Checked:
    state = SourceState(0, source.url, source.kind, source.title, source.lab, source.trust)
    try:
        fetched = await FeedSource(fetcher, worker).fetch(state)
    except SourceError as error:
        return Checked(source, answers=False, words=str(error))
    if fetched.ended:
        return Checked(source, answers=False, words="; ".join(fetched.notes))
    return Checked(source, answers=True, words=_words(fetched, datetime.now(UTC)))


def _words(fetched: Fetched, now: datetime) -> str:
    newest = max((one for one in fetched.entries if one.published), key=lambda one: one.published or now, default=None)
    count = "; ".join(fetched.notes)
    if newest is None or newest.published is None:
        first = next(iter(fetched.entries), None)
        return f"{count}, without dates; the first is: {first.title}" if first else count
    return f"{count}, the newest {_age((now - newest.published).total_seconds())} old: {newest.title}"


def _age(seconds: float) -> str:
    hours = round(seconds / 3600)
    return f"{hours} h" if hours < 48 else f"{round(seconds / 86_400)} days"
