"""Steps 1 to 4 of an article's life. It calls things in order and decides nothing.

    claim a due source -> fetch it -> fetch each new entry's page -> read
    -> one transaction: keep, place, match, enqueue

Whatever fails is recorded on its source; nothing accepted is lost, and no source waits for another.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot import crash_points
from bot.catalogue import Catalogue
from bot.errors import FetchError, SourceError, SourceGone, StoreError
from bot.placing import Accepted, Outcome, Placing
from bot.ports import Source
from bot.reading import read
from bot.sources import canonical_url, content_hash, marks_of, next_look_seconds, novelty_of
from bot.store import Database, articles, entries, looks, memos
from bot.store import sources as stored
from bot.store.entries import EntryMarks
from bot.store.sources import DueSource
from bot.types import Article, FeedEntry, Fetched, Report, SourceState, Target

log = structlog.get_logger()

FetchArticle = Callable[[FeedEntry, SourceState], Awaitable[Article]]
OnHub = Callable[[Fetched], Awaitable[bool]]  # subscribes where a hub is named; True: it calls us
ReadArticle = Callable[[Article], Awaitable[tuple[Report, ...]]]

MOST_AT_ONCE = 64  # sources under way; many, because one that hangs holds its place until its time is up
MOST_CLAIMED = 16  # at once, when that many are due
MOST_PER_SECOND = 50  # looks begun, so that ten thousand sources that are due at once make no burst
LEASE_SECONDS = 300.0
LONGEST_WAIT_SECONDS = 30.0
FIRST_RETRY_SECONDS = 60.0
LONGEST_RETRY_SECONDS = 6 * 3600.0
GIVEN_UP_SECONDS = 24 * 3600.0  # between two tries of a source that was given up
JITTER = 0.1
AGAIN_SECONDS = 6 * 3600.0  # between two looks at an article on a launch of the last days
AGAIN_STATES = frozenset({408, 425, 429})  # HTTP: trying again may help; any other 4xx is the page's last word


class Pipeline:
    """Polls sources and turns what they bring into launches and deliveries."""

    def __init__(  # noqa: PLR0913 - each is a seam of its own
        self,
        database: Database,
        sources: Mapping[str, Source],
        fetch_article: FetchArticle,
        catalogue: Catalogue,
        placing: Placing,
        now: Callable[[], datetime],
        *,
        tell: Target | None = None,
        on_hub: OnHub | None = None,
        per_second: float = MOST_PER_SECOND,
        read_article: ReadArticle | None = None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._database = database
        self._sources = sources  # by kind
        self._fetch_article = fetch_article
        self._catalogue = catalogue
        self._placing = placing
        self._now = now
        self._tell = tell  # who hears when a source of the operator's list is given up, ends or comes back
        self._on_hub = on_hub
        self._gap_seconds, self._pause = 1 / per_second, pause
        self._read = read_article or self._read_by_rules
        self.wake = asyncio.Event()  # set when a source was added

    async def run(self) -> None:
        """Poll until cancelled."""
        under_way: set[asyncio.Task[None]] = set()
        async with asyncio.TaskGroup() as group:
            while True:
                for due in await self._next_due(min(MOST_CLAIMED, MOST_AT_ONCE - len(under_way))):
                    task = group.create_task(self._poll_claimed(due))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                    await self._pause(self._gap_seconds)
                if len(under_way) >= MOST_AT_ONCE:
                    await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)

    async def _next_due(self, most: int) -> Sequence[DueSource]:
        """Wait until sources are due and take them."""
        while True:
            self.wake.clear()
            try:
                due = await self._database.write(stored.claim_due_sources, LEASE_SECONDS, most)
                if due:
                    return due
                wait = await self._database.read(stored.seconds_until_due)
            except StoreError as error:
                log.warning("sources away", error=str(error))
                wait = FIRST_RETRY_SECONDS
            seconds = LONGEST_WAIT_SECONDS if wait is None else max(0.05, min(wait, LONGEST_WAIT_SECONDS))
            # not `asyncio.wait_for`: in 3.11 it loses a cancellation that comes with a wake-up
            with suppress(TimeoutError):
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
            taken = await self._take_in(due, fetched)
        except SourceGone as error:
            log.warning("source ended", source=due.state.url, error=str(error))
            await self._database.write(looks.end_source, due.state.id, str(error), self._tell)
        except SourceError as error:
            await self._failed(due, str(error), getattr(error, "retry_after_seconds", None))
        except StoreError:
            raise
        except Exception:
            log.exception("source failed", source=due.state.url)
            await self._failed(due, "an error of ours, see the log", None)
        else:
            await self._looked(due, fetched, taken)

    async def _looked(self, due: DueSource, fetched: Fetched, taken: "_Taken") -> None:
        """Record a fetch that went well; what could not be taken in makes the next one ask for everything again."""
        state = fetched.state
        if not taken.is_whole:
            state = replace(state, etag=None, last_modified=None, body_hash=None)
        has_hub = await self._on_hub(fetched) if self._on_hub is not None else False
        rhythm = (fetched.rhythm_seconds or due.rhythm_seconds) if due.adapts else None
        wait = next_look_seconds(due.every_seconds, rhythm, fetched.retry_after_seconds, has_hub=has_hub)
        look = looks.Look(state, _jittered(wait), fetched.rhythm_seconds, fetched.moved_to, taken.is_same)
        await self._database.write(looks.record_fetch, look, self._tell)

    async def _failed(self, due: DueSource, problem: str, retry_after: float | None) -> None:
        log.warning("source not read", source=due.state.url, error=problem)
        wait = min(FIRST_RETRY_SECONDS * 2.0 ** min(due.state.failures, 20), LONGEST_RETRY_SECONDS)
        wait = max(GIVEN_UP_SECONDS if due.given_up else wait, retry_after or 0)
        await self._database.write(looks.record_failure, due.state.id, problem, _jittered(wait), self._tell)

    async def _take_in(self, due: DueSource, fetched: Fetched) -> "_Taken":
        """Take in the new entries, oldest first."""
        if not fetched.entries:
            return _Taken(is_whole=True, is_same=fetched.state.body_hash == due.state.body_hash)
        state = fetched.state
        marks = _marks(fetched.entries)
        known = await self._database.read(entries.known_entries, state.id, list(marks.values()))
        is_first = due.state.fetched_at is None or not await self._database.read(entries.has_entries, state.id)
        if is_first:
            new = fetched.entries if due.backfill else _came_after(fetched.entries, due.state.fetched_at)
            await self._keep_old([one for one in fetched.entries if one not in new], marks, state, "source begun")
        else:
            found = novelty_of(fetched.entries, marks_of(fetched.entries), known, due.state.fetched_at)
            new = found.news
            await self._keep_old(found.old, marks, state, f"source {found.why or 'repeats itself'}")
        taken = [
            await self._take_in_entry(one, marks[one.id], state, due.state.fetched_at, is_first and due.backfill)
            for one in reversed(new)
        ]
        await self._read_again(fetched.entries, state)
        return _Taken(all(taken), is_same=is_first or 2 * len(known.keys) >= len(fetched.entries))

    async def _read_again(self, listed: Sequence[FeedEntry], state: SourceState) -> None:
        """Look again, now and then, at articles on launches of the last days: what was edited becomes changes."""
        by_address = {canonical_url(one.url): one for one in listed if one.url}
        found = await self._database.read(articles.to_read_again, list(by_address))
        for address in sorted(found):
            if not await self._database.write(memos.is_first, f"again {address}", AGAIN_SECONDS):
                continue
            try:
                await self.accept(await self._fetch_article(by_address[address], state), state.id)
            except SourceError as error:  # it was read once; nothing is lost
                log.info("article not read again", url=address, error=str(error))

    async def _keep_old(
        self, old: Sequence[FeedEntry], marks: Mapping[str, EntryMarks], state: SourceState, event: str
    ) -> None:
        if old:
            await self._database.write(entries.keep_entries, state.id, [marks[one.id] for one in old])
            log.info(event, source=state.url, old_entries=len(old))

    async def _take_in_entry(
        self,
        entry: FeedEntry,
        marks: EntryMarks,
        state: SourceState,
        looked_at: datetime | None,
        tells_old: bool,
    ) -> bool:
        """Fetch, read and place one entry that came after `looked_at`; return False when it is to be tried again."""
        try:
            article = await self._fetch_article(entry, state)
        except SourceError as error:
            log.warning("article not read", url=entry.url, error=str(error))
            if _may_help(error):
                return False
            await self._database.write(entries.keep_entries, state.id, [marks])
            return True
        outcome = await self.accept(article, state.id, marks, tells_old=tells_old, looked_at=looked_at)
        if not outcome.was_known:
            log.info(
                "article read",
                url=article.url,
                launches=[one.key for one in outcome.launches],
                deliveries=outcome.deliveries,
            )
        return True

    async def _read_by_rules(self, article: Article) -> tuple[Report, ...]:
        return await asyncio.to_thread(read, article, self._catalogue)

    async def accept(
        self,
        article: Article,
        source_id: int | None = None,
        entry: EntryMarks | None = None,
        *,
        tells_old: bool = False,
        looked_at: datetime | None = None,
    ) -> Outcome:
        """Read an article and commit everything that follows from it, its feed entry included, in one transaction."""
        reports = await self._read(article)
        address, mark = canonical_url(article.url), content_hash(article)
        accepted = Accepted(source_id, article, address, mark, reports, tells_old, looked_at)
        now = self._now()

        def accept_article(connection: Connection) -> Outcome:
            outcome = self._placing.accept(connection, accepted, now)
            if source_id is not None and entry is not None:
                entries.keep_entries(connection, source_id, [entry])
            return outcome

        outcome = await self._database.write(accept_article)
        crash_points.reach("committed")
        if outcome.deliveries:
            self._database.wake.set()
        return outcome


@dataclass(frozen=True, slots=True)
class _Taken:
    """How taking in a fetch went."""

    is_whole: bool  # nothing is left to be tried again
    is_same: bool  # at least half of what is there was there before: a feed that moved, not another one


def _marks(found: Sequence[FeedEntry]) -> dict[str, EntryMarks]:
    marks = marks_of(found)
    return {one.id: EntryMarks(one.id, marks[one.id].url, marks[one.id].title) for one in found}


def _came_after(found: Sequence[FeedEntry], looked: datetime | None) -> Sequence[FeedEntry]:
    """Return the entries of a first look that came after an earlier look that had found the source empty."""
    return [one for one in found if looked is not None and one.published is not None and one.published > looked]


def _may_help(error: SourceError) -> bool:
    """Return whether fetching a page again may help."""
    status = error.status if isinstance(error, FetchError) else None
    return isinstance(error, FetchError) and (status is None or status >= 500 or status in AGAIN_STATES)


def _jittered(seconds: float) -> float:
    return seconds * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter
