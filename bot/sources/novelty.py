"""Which entries of a fetch are news, and which were there before under another id, address or date."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from urllib.parse import urlsplit

from bot.sources.canonical import canonical_url
from bot.types import FeedEntry

FEWEST = 5  # entries under new ids until one speaks of renumbering
SHARE = 0.6  # of them known by address or headline
REPLACED = 10  # entries, none of them known: the whole feed is another
HOST_MARK = 6  # characters of an address's mark that stand for its host
SHORTEST_HEADLINE = 20  # characters; "Release notes" is a headline of many


@dataclass(frozen=True, slots=True)
class Marks:
    """What an entry is known by besides its id; "" where that tells nothing."""

    url: str = ""
    title: str = ""


class Known(Protocol):
    """What of a source was seen before."""

    @property
    def keys(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def urls(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def titles(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def hosts(self) -> frozenset[str]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Novelty:
    """The entries of a fetch under ids not seen before."""

    news: tuple[FeedEntry, ...]
    old: tuple[FeedEntry, ...]  # to be kept as seen, not announced
    why: str = ""  # "renumbered" or "replaced" when all of the feed changed


def marks_of(entries: Sequence[FeedEntry]) -> dict[str, Marks]:
    """Return what entries are known by, by id. An address or headline that several share tells none of them apart."""
    urls = {entry.id: _url_mark(entry.url) for entry in entries}
    titles = {entry.id: _title_mark(entry.title) for entry in entries}
    many_urls, many_titles = Counter(urls.values()), Counter(titles.values())
    return {
        one: Marks(urls[one] if many_urls[urls[one]] == 1 else "", titles[one] if many_titles[titles[one]] == 1 else "")
        for one in urls
    }


def novelty_of(
    entries: Sequence[FeedEntry], marks: dict[str, Marks], known: Known, last_look: datetime | None
) -> Novelty:
    """Tell the news among entries from what was there before.

    An entry whose address and headline are both known is an old one. With one of them known it is, unless it is dated
    after the last look. When most of the feed is known again under new ids, only what is neither known nor older
    than the last look is news. When nothing of a long feed is known and it leads to other hosts than before, nothing of
    it is: somebody else writes it now.
    """
    new = [entry for entry in entries if entry.id not in known.keys]
    again = {entry.id: _times_known(marks[entry.id], known) for entry in new}
    came_since = {entry.id: _is_after(entry, last_look) for entry in new}
    if len(new) >= REPLACED and len(new) == len(entries) and _is_elsewhere(marks, known) and not any(again.values()):
        return Novelty((), tuple(new), "replaced")
    is_renumbered = len(new) >= FEWEST and sum(bool(times) for times in again.values()) > SHARE * len(new)

    def is_news(entry: FeedEntry) -> bool:
        if is_renumbered:
            return again[entry.id] == 0 and came_since[entry.id]
        return again[entry.id] == 0 or (again[entry.id] == 1 and came_since[entry.id])

    news = tuple(entry for entry in new if is_news(entry))
    old = tuple(entry for entry in new if not is_news(entry))
    return Novelty(news, old, "renumbered" if is_renumbered else "")


def _is_elsewhere(marks: dict[str, Marks], known: Known) -> bool:
    hosts = {one.url[:HOST_MARK] for one in marks.values() if one.url}
    return bool(hosts and known.hosts) and not hosts & known.hosts


def _times_known(marks: Marks, known: Known) -> int:
    return bool(marks.url in known.urls) + bool(marks.title in known.titles)


def _is_after(entry: FeedEntry, last_look: datetime | None) -> bool:
    return last_look is not None and entry.published is not None and entry.published > last_look


def _url_mark(url: str) -> str:
    """Return a mark of an address with its fragment: on a page of release notes only that tells entries apart."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _hash(url)
    host = (parts.hostname or "").removeprefix("www.")
    return _hash(host)[:HOST_MARK] + _hash(f"{canonical_url(url)}#{parts.fragment}")


def _title_mark(title: str) -> str:
    words = " ".join(title.casefold().split())
    return _hash(words) if len(words) >= SHORTEST_HEADLINE else ""


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
