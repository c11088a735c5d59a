"""Steps 1 to 4 of an article's life. It calls things in order and decides nothing.

    claim a due source -> fetch it -> fetch each new entry's page -> read
    -> one transaction: keep, place, match, enqueue

Whatever fails is recorded on its source; nothing accepted is lost, and no source waits for another.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.errors import FetchError, SourceError, SourceGone, StoreError
from bot.placing import Accepted, Outcome, Placing
from bot.ports import Source
from bot.reading import read
from bot.sources import canonical_url, content_hash
from bot.store import Database
from bot.store import sources as stored
from bot.store.sources import DueSource
from bot.types import Article, FeedEntry, Fetched, SourceState

log = structlog.get_logger()

FetchArticle = Callable[[FeedEntry, SourceState], Awaitable[Article]]

MOST_AT_ONCE = 64  # sources under way; many, because one that hangs holds its place until its time is up
LEASE_SECONDS = 300.0
LONGEST_WAIT_SECONDS = 30.0
FIRST_RETRY_SECONDS = 60.0
LONGEST_RETRY_SECONDS = 6 * 3600.0
JITTER = 0.1
AGAIN_STATES = frozenset({408, 425, 429})  # HTTP: trying again may help; any other 4xx is the page's last word


class Pipeline:
    """Polls sources and turns what they bring into launches and deliveries."""

    def __init__(
        self,
        database: Database,
        sources: Mapping[str, Source],
        fetch_article: FetchArticle,
        catalogue: Catalogue,
        placing: Placing,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._sources = sources  # by kind
        self._fetch_article = fetch_article
        self._catalogue = catalogue
        self._placing = placing
        self._now = now
        self.wake = asyncio.Event()  # set when a source was added

    async def run(self) -> None:
        """Poll until cancelled."""
        room = asyncio.Semaphore(MOST_AT_ONCE)
        async with asyncio.TaskGroup() as group:
            while True:
                await room.acquire()
                task = group.create_task(self._poll_claimed(await self._next_due()))
                task.add_done_callback(lambda _: room.release())

    async def _next_due(self) -> DueSource:
        """Wait until a source is due and take it."""
        while True:
            self.wake.clear()
            try:
                due = await self._database.write(stored.claim_due_source, LEASE_SECONDS)
                if due is not None:
                    return due
                wait = await self._database.read(stored.seconds_until_due)
            except StoreError as error:
                log.warning("sources away", error=str(error))
                wait = FIRST_RETRY_SECONDS
            seconds = LONGEST_WAIT_SECONDS if wait is None else max(0.05, min(wait, LONGEST_WAIT_SECONDS))
            with suppress(
                TimeoutError
            ):  # not `asyncio.wait_for`: in 3.11 it loses a cancellation that comes with a wake-up
                async with asyncio.timeout(seconds):
                    await self.wake.wait()

    async def _poll_claimed(self, due: DueSource) -> None:
        try:
            await self.poll(due)
        except StoreError as error:  # the claim ends by itself, and what was not committed is fetched again
            log.warning("source not recorded", source=due.state.url, error=str(error))

    async def poll(self, due: DueSource) -> None:
        """Fetch one claimed source and take in what is new; a failure of any kind is recorded on it, and only on it.

        Raises:
            StoreError: the database is away; what was not committed is fetched again.
        """
        try:
            fetched = await self._sources[due.state.kind].fetch(due.state)
            if fetched.ended:
                raise SourceGone("the server says that this source is gone for good")
            is_whole = await self._take_in(due, fetched)
        except SourceGone as error:
            log.warning("source ended", source=due.state.url, error=str(error))
            await self._database.write(stored.end_source, due.state.id, str(error))
        except SourceError as error:
            await self._failed(due, str(error), getattr(error, "retry_after_seconds", None))
        except StoreError:
            raise
        except Exception:
            log.exception("source failed", source=due.state.url)
            await self._failed(due, "an error of ours, see the log", None)
        else:
            state = fetched.state if is_whole else replace(fetched.state, etag=None, last_modified=None, body_hash=None)
            wait = max(due.every_seconds, fetched.retry_after_seconds or 0)
            await self._database.write(stored.record_fetch, state, _jittered(wait))

    async def _failed(self, due: DueSource, problem: str, retry_after: float | None) -> None:
        log.warning("source not read", source=due.state.url, error=problem)
        wait = min(FIRST_RETRY_SECONDS * 2.0 ** min(due.state.failures, 20), LONGEST_RETRY_SECONDS)
        wait = max(wait, retry_after or 0)
        await self._database.write(stored.record_failure, due.state.id, problem, _jittered(wait))

    async def _take_in(self, due: DueSource, fetched: Fetched) -> bool:
        """Take in the new entries, oldest first; return whether all of them could be."""
        state = fetched.state
        keys = [entry.id for entry in fetched.entries]
        known = await self._database.read(stored.known_entries, state.id, keys) if keys else frozenset()
        new = [entry for entry in fetched.entries if entry.id not in known]
        is_first = due.state.fetched_at is None or not await self._database.read(stored.has_entries, state.id)
        if is_first and not due.backfill:
            old = [entry for entry in new if not _came_after(entry, due.state.fetched_at)]
            await self._database.write(stored.keep_entries, state.id, [entry.id for entry in old])
            log.info("source begun", source=state.url, old_entries=len(old))
            new = [entry for entry in new if entry not in old]
        taken = [
            await self._take_in_entry(entry, state, tells_old=is_first and due.backfill) for entry in reversed(new)
        ]
        return all(taken)

    async def _take_in_entry(self, entry: FeedEntry, state: SourceState, *, tells_old: bool) -> bool:
        """Fetch, read and place one entry; return False when it is to be tried again."""
        try:
            article = await self._fetch_article(entry, state)
        except SourceError as error:
            log.warning("article not read", url=entry.url, error=str(error))
            if _may_help(error):
                return False
            await self._database.write(stored.keep_entries, state.id, [entry.id])
            return True
        outcome = await self.accept(article, state.id, entry.id, tells_old=tells_old)
        if not outcome.was_known:
            log.info(
                "article read",
                url=article.url,
                launches=[one.key for one in outcome.launches],
                deliveries=outcome.deliveries,
            )
        return True

    async def accept(
        self, article: Article, source_id: int | None = None, entry_id: str | None = None, *, tells_old: bool = False
    ) -> Outcome:
        """Read an article and commit everything that follows from it, its feed entry included, in one transaction."""
        reports = await asyncio.to_thread(read, article, self._catalogue)
        accepted = Accepted(source_id, article, canonical_url(article.url), content_hash(article), reports, tells_old)
        now = self._now()

        def accept_article(connection: Connection) -> Outcome:
            outcome = self._placing.accept(connection, accepted, now)
            if source_id is not None and entry_id is not None:
                stored.keep_entries(connection, source_id, [entry_id])
            return outcome

        outcome = await self._database.write(accept_article)
        if outcome.deliveries:
            self._database.wake.set()
        return outcome


def _came_after(entry: FeedEntry, looked: datetime | None) -> bool:
    """Return whether an entry of a first look came after an earlier look that had found the source empty."""
    return looked is not None and entry.published is not None and entry.published > looked


def _may_help(error: SourceError) -> bool:
    """Return whether fetching a page again may help."""
    status = error.status if isinstance(error, FetchError) else None
    return isinstance(error, FetchError) and (status is None or status >= 500 or status in AGAIN_STATES)


def _jittered(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter
