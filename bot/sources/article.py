"""From an entry or an address to its article."""

from dataclasses import replace
from hashlib import sha256

from bot.errors import ParseError, SourceError
from bot.sources.answer import Response
from bot.sources.canonical import ENTRY_MARK
from bot.sources.dates import not_after
from bot.sources.fetch import Fetcher
from bot.sources.places import is_told_by_the_feed, site_of, text_address
from bot.sources.worker import ParseWorker
from bot.types import Article, FeedEntry, SourceState

ACCEPT_PAGE = "text/html, application/xhtml+xml, text/markdown, text/plain;q=0.9, */*;q=0.5"
ENOUGH_SUMMARY = 200  # characters that a feed's own text must have to stand for the page
MUCH_MORE = 2  # times as long as the page's text, and the feed's is the better one


async def article_at(fetcher: Fetcher, worker: ParseWorker, url: str) -> Article:
    """Return the article at an address.

    Raises:
        SourceError: the page cannot be fetched or read.
    """
    place = text_address(url)
    response = await fetcher.get(place, accept=ACCEPT_PAGE)
    article = await worker.page(response)
    own_url = url if place != url else article.url
    return replace(article, url=own_url, published=not_after(article.published, response.received))


async def article_of(fetcher: Fetcher, worker: ParseWorker, entry: FeedEntry, state: SourceState) -> Article:
    """Return the article of a feed's entry: its page, or the feed's own text when the page cannot be read or says less.

    Raises:
        SourceError: the page cannot be read and the feed holds too little.
    """
    may_stand = len(entry.summary) >= ENOUGH_SUMMARY
    if not entry.url or (may_stand and is_told_by_the_feed(entry.url)):
        return await _from_feed(worker, entry, state)
    try:
        page = await article_at(fetcher, worker, entry.url)
    except SourceError:
        told = await _from_feed(worker, entry, state) if may_stand else None
        if told is None or len(told.text) < ENOUGH_SUMMARY:
            raise
        return told
    if len(entry.summary) > MUCH_MORE * len(page.text):
        told = await _from_feed(worker, entry, state)
        if len(told.text) > MUCH_MORE * len(page.text):
            return replace(told, url=page.url, related=page.related)
    return replace(
        page, title=page.title or entry.title, published=page.published or entry.published, trust=state.trust
    )


async def entry_article(fetcher: Fetcher, worker: ParseWorker, entry: FeedEntry, feed_url: str) -> Article:
    """Return the article of an entry of a feed that is no source yet.

    Raises:
        SourceError: as `article_of` does.
    """
    return await article_of(fetcher, worker, entry, SourceState(0, feed_url))


async def _from_feed(worker: ParseWorker, entry: FeedEntry, state: SourceState) -> Article:
    """Return what the feed itself says of an entry."""
    url = entry.url or f"{state.url}#{ENTRY_MARK}{sha256(entry.id.encode('utf-8', 'replace')).hexdigest()[:16]}"
    if not entry.summary.strip():
        if not entry.title:
            raise ParseError("the feed says nothing about this entry")
        return Article(url, entry.title, f"# {entry.title}", site_of(url), entry.published, state.trust)
    read = await worker.page(_as_page(entry, url))
    title = entry.title or read.title
    text = read.text if not title or read.text.startswith("# ") else f"# {title}\n\n{read.text}"
    return Article(url, title, text, site_of(url), entry.published, state.trust, related=read.related)


def _as_page(entry: FeedEntry, url: str) -> Response:
    body = f"<html><body><article>{entry.summary}</article></body></html>"
    return Response(url, 200, {}, body.encode("utf-8", "replace"), "text/html", "utf-8")
