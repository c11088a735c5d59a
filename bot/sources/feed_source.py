"""A feed as a source: asked only for what changed, read in the worker, and told apart from yesterday by its bytes."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from bot.errors import SourceGone
from bot.sources.answer import Response
from bot.sources.dates import not_after
from bot.sources.fetch import Fetcher
from bot.sources.freshness import fresh_seconds
from bot.sources.hub_links import hub_links
from bot.sources.parsed import Feed
from bot.sources.rhythm import rhythm_seconds
from bot.sources.worker import ParseWorker
from bot.types import FeedEntry, Fetched, SourceState
from bot.types.retry_after import retry_after_seconds


class FeedSource:
    """Reads feeds of every dialect, and pages that list articles; the port `Source`."""

    def __init__(self, fetcher: Fetcher, worker: ParseWorker) -> None:
        self._fetcher = fetcher
        self._worker = worker

    async def fetch(self, state: SourceState) -> Fetched:
        """Fetch once; `entries` is empty when nothing changed.

        Raises:
            SourceError: the feed could not be read this time.
        """
        try:
            response = await self._fetcher.get(state.url, state.etag, state.last_modified)
        except SourceGone as gone:
            return Fetched(state, ended=True, notes=(str(gone),))
        fetched_at = datetime.now(UTC)
        wait = _asked_wait(response, fetched_at)
        if response.status == 304:
            unchanged = replace(state, failures=0, fetched_at=fetched_at)
            return Fetched(unchanged, retry_after_seconds=wait, moved_to=response.moved_to)
        seen = replace(
            state,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            body_hash=sha256(response.body).hexdigest(),
            failures=0,
            fetched_at=fetched_at,
        )
        if seen.body_hash == state.body_hash:
            return Fetched(seen, retry_after_seconds=wait, moved_to=response.moved_to)
        read = self._worker.index if state.kind == "page" else self._worker.feed
        return _fetched(seen, await read(response), response)


def _asked_wait(response: Response, now: datetime, ttl_seconds: float | None = None) -> float | None:
    """Return how long the server, or the feed, asks to be left alone."""
    said = (
        retry_after_seconds(response.headers.get("retry-after"), now),
        fresh_seconds(response.headers, ttl_seconds, now),
    )
    return max((seconds for seconds in said if seconds is not None), default=None)


def _fetched(state: SourceState, feed: Feed, response: Response) -> Fetched:
    now = datetime.now(UTC)
    wait = _asked_wait(response, now, feed.hints.ttl_seconds)
    rhythm = rhythm_seconds([one.published for one in feed.entries if one.published], state.trust, now)
    entries = tuple(_dated(entry, now) for entry in feed.entries)
    state = replace(state, title=state.title or feed.title)
    linked = hub_links(response.headers.get("link", ""), response.url)
    return Fetched(
        state,
        entries,
        wait,
        notes=_notes(feed, response),
        rhythm_seconds=rhythm,
        moved_to=response.moved_to,
        hub=linked.hub or feed.hints.hub,
        topic=linked.itself or feed.hints.itself,
    )


def _dated(entry: FeedEntry, now: datetime) -> FeedEntry:
    published = not_after(entry.published, now)
    return entry if published is entry.published else replace(entry, published=published)


def _notes(feed: Feed, response: Response) -> tuple[str, ...]:
    count, unlinked = len(feed.entries), sum(not entry.url for entry in feed.entries)
    notes = [f"{count} {'entry' if count == 1 else 'entries'}" + (f", {unlinked} without a link" if unlinked else "")]
    if response.moved_to:
        notes.append("it has moved for good; use its new address")
    return tuple(notes)
