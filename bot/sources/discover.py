"""From the address of any page to the feeds behind it, for people who know a site but not its feed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import ParseError, SourceError
from bot.sources.answer import Response
from bot.sources.canonical import canonical_url
from bot.sources.fetch import Fetcher
from bot.sources.parsed import Feed
from bot.sources.worker import ParseWorker
from bot.types.article import SourceKind

MOST_TRIED = 6
# Where feeds are when nothing says so: WordPress, Hugo, Jekyll, Ghost and many by hand
_USUAL = ("feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss")


@dataclass(frozen=True, slots=True)
class Discovery:
    """A source that answers, with what it holds now."""

    url: str
    kind: SourceKind
    feed: Feed


async def discover(fetcher: Fetcher, worker: ParseWorker, url: str) -> tuple[Discovery, ...]:
    """Return the sources behind an address, the likeliest first: itself, the page's feeds, or its list of articles.

    Raises:
        SourceError: the address cannot be fetched, or there is neither a feed nor a list of articles behind it.
    """
    response = await fetcher.get(url)
    try:
        return (Discovery(response.url, "feed", await worker.feed(response)),)
    except ParseError:
        pass
    links = await worker.links(response)
    found = await _answering(fetcher, worker, [link.url for link in links][:MOST_TRIED])
    found = found or await _answering(fetcher, worker, list(_usual(response.url)))
    return found or (await _page(worker, response),)


def _usual(url: str) -> Iterator[str]:
    """Yield where a feed would be: below the page itself, then below the site."""
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
    for start in dict.fromkeys((base, f"{parts.scheme}://{parts.netloc}/")):
        for name in _USUAL:
            yield start + name


async def _answering(fetcher: Fetcher, worker: ParseWorker, urls: Sequence[str]) -> tuple[Discovery, ...]:
    """Return those that are feeds with entries; what is refused or broken is passed over."""
    found: dict[str, Discovery] = {}
    for url in urls:
        try:
            response = await fetcher.get(url)
            feed = await worker.feed(response)
        except SourceError:
            continue
        if feed.entries:
            found.setdefault(canonical_url(response.url), Discovery(response.url, "feed", feed))
        if len(found) >= MOST_TRIED:
            break
    return tuple(found.values())


async def _page(worker: ParseWorker, response: Response) -> Discovery:
    try:
        return Discovery(response.url, "page", await worker.index(response))
    except ParseError as error:
        raise ParseError(
            "there is no feed behind this address, and no list of articles on the page; give the address of a feed"
        ) from error
