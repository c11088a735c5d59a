"""What a source gives: entries of a feed, articles, and what must be remembered between two fetches."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Trust = Literal["official", "press", "community"]
SourceKind = Literal["feed", "page"]


@dataclass(frozen=True, slots=True)
class Article:
    """A text about AI with its address; every offset in a fact counts characters of `text`."""

    url: str
    title: str
    text: str  # plain text, Markdown or HTML, as it was read; never changed afterwards
    site: str = ""  # host without "www.", for the source line of a card
    published: datetime | None = None  # aware UTC; None when the article does not say
    trust: Trust = "press"
    related: tuple["Article", ...] = ()  # teasers that the page's own structure sets apart


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item of a feed: enough to decide whether its page is worth fetching."""

    id: str  # the feed's own id, else the link
    url: str
    title: str
    summary: str = ""  # HTML as the feed gave it
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and what the last fetch left behind."""

    id: int
    url: str
    kind: SourceKind = "feed"
    title: str = ""
    lab: str | None = None  # set when the source is a lab's own
    trust: Trust = "press"
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None  # behind the validators: servers lie about ETags
    failures: int = 0  # in a row
    fetched_at: datetime | None = None  # None: never, so the first fetch announces nothing old


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one fetch of a source brought; `articles` is empty when nothing changed."""

    state: SourceState  # with the new validators
    entries: tuple[FeedEntry, ...] = ()
    retry_after_seconds: float | None = None  # asked for by the server, already clamped
    ended: bool = False  # HTTP 410: the source is gone for good
    notes: tuple[str, ...] = field(default=())  # for people: "42 entries, 3 without a link"
    rhythm_seconds: float | None = None  # between two looks, as its entries' dates advise; None: they say nothing
    moved_to: str | None = None  # where permanent redirects led
    hub: str | None = None  # WebSub: who can tell when something is new
    topic: str | None = None  # what the hub calls this source; None: by its address
