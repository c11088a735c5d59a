"""Where news comes from: guarded fetching, feeds, pages, and the processes that parse them."""

from bot.sources.answer import Response
from bot.sources.article import article_at, article_of, entry_article
from bot.sources.canonical import canonical_url, content_hash
from bot.sources.check import Checked, check_sources
from bot.sources.discover import Discovery, discover
from bot.sources.feed_source import FeedSource
from bot.sources.fetch import Fetcher, Limits
from bot.sources.listed import ListedSource, listed_sources
from bot.sources.novelty import Marks, Novelty, marks_of, novelty_of
from bot.sources.opml import from_opml, to_opml
from bot.sources.pace import Pace
from bot.sources.parsed import Feed, Hints
from bot.sources.rhythm import next_look_seconds
from bot.sources.worker import ParseWorker

__all__ = [
    "Checked",
    "Discovery",
    "Feed",
    "FeedSource",
    "Fetcher",
    "Hints",
    "Limits",
    "ListedSource",
    "Marks",
    "Novelty",
    "Pace",
    "ParseWorker",
    "Response",
    "article_at",
    "article_of",
    "canonical_url",
    "check_sources",
    "content_hash",
    "discover",
    "entry_article",
    "from_opml",
    "listed_sources",
    "marks_of",
    "next_look_seconds",
    "novelty_of",
    "to_opml",
]
