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

WORKERS = 8  # sources fetched at once
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
        async with asyncio.TaskGroup() as group:
            for _ in range(WORKERS):
                group.create_task(self._work())

    async def _work(self) -> None:
        while True:
            try:
                due = await self._database.write(stored.claim_due_source, LEASE_SECONDS)
                if due is not None:
                    await self._poll(due)
                    continue
                wait = await self._database.read(stored.seconds_until_due)
            except StoreError as error:
                log.warning("sources away", error=str(error))
                wait = FIRST_RETRY_SECONDS
            self.wake.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(
                    self.wake.wait(), max(0.05, min(wait or LONGEST_WAIT_SECONDS, LONGEST_WAIT_SECONDS))
                )

    async def _poll(self, due: DueSource) -> None:
        """Fetch one source and take in what is new; a failure of any kind is recorded on it, and only on it."""
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
        if due.state.fetched_at is None and not due.backfill:
            await self._database.write(stored.keep_entries, state.id, [entry.id for entry in new])
            log.info("source begun", source=state.url, old_entries=len(new))
            return True
        is_first = due.state.fetched_at is None
        taken = [await self._take_in_entry(entry, state, tells_old=is_first) for entry in reversed(new)]
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


def _may_help(error: SourceError) -> bool:
    """Return whether fetching a page again may help."""
    status = error.status if isinstance(error, FetchError) else None
    return isinstance(error, FetchError) and (status is None or status >= 500 or status in AGAIN_STATES)


def _jittered(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter
