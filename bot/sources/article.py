"""From an entry or an address to its article."""

from dataclasses import replace
from hashlib import sha256

from bot.errors import ParseError, SourceError
from bot.sources.canonical import ENTRY_MARK
from bot.sources.dates import not_after
from bot.sources.fetch import Fetcher, Response
from bot.sources.metadata import site_of
from bot.sources.worker import ParseWorker
from bot.types import Article, FeedEntry, SourceState

ACCEPT_PAGE = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.5"
ENOUGH_SUMMARY = 200  # characters that a feed's own text must have to stand for the page


async def article_at(fetcher: Fetcher, worker: ParseWorker, url: str) -> Article:
    """Return the article at an address.

    Raises:
        SourceError: the page cannot be fetched or read.
    """
    response = await fetcher.get(url, accept=ACCEPT_PAGE)
    article = await worker.page(response)
    return replace(article, published=not_after(article.published, response.received))


async def article_of(fetcher: Fetcher, worker: ParseWorker, entry: FeedEntry, state: SourceState) -> Article:
    """Return the article of a feed's entry: its page, or the feed's own text when the page cannot be read or says less.

    Raises:
        SourceError: the page cannot be read and the feed holds too little.
    """
    in_feed = await _from_feed(worker, entry, state)
    enough = in_feed is not None and len(in_feed.text) >= ENOUGH_SUMMARY
    if not entry.url and in_feed is not None:
        return in_feed
    try:
        page = await article_at(fetcher, worker, entry.url)
    except SourceError:
        if enough and in_feed is not None:
            return in_feed
        raise
    if enough and in_feed is not None and len(page.text) < len(in_feed.text) // 2:
        return replace(in_feed, url=page.url, related=page.related)
    return replace(
        page,
        title=page.title or entry.title,
        published=page.published or entry.published,
        trust=state.trust,
    )


async def _from_feed(worker: ParseWorker, entry: FeedEntry, state: SourceState) -> Article | None:
    """Return what the feed itself says of an entry."""
    url = entry.url or f"{state.url}#{ENTRY_MARK}{sha256(entry.id.encode('utf-8', 'replace')).hexdigest()[:16]}"
    try:
        read = await worker.page(_as_page(entry, url))
    except ParseError:
        return None
    text = read.text if not entry.title or read.text.startswith("# ") else f"# {entry.title}\n\n{read.text}"
    return Article(
        url, entry.title or read.title, text, site_of(url), entry.published, state.trust, related=read.related
    )


def _as_page(entry: FeedEntry, url: str) -> Response:
    body = f"<html><body><article>{entry.summary}</article></body></html>"
    return Response(url, 200, {}, body.encode("utf-8", "replace"), "text/html", "utf-8")
