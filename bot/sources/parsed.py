"""What a parser hands over. It parses in a process of its own, so the program itself loads no parser."""

from dataclasses import dataclass

from bot.types import FeedEntry


@dataclass(frozen=True, slots=True)
class Hints:
    """What a feed says about itself besides its entries."""

    ttl_seconds: float | None = None  # how long it asks to be left alone
    hub: str | None = None  # WebSub
    itself: str | None = None  # its own address, as it gives it


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it was read."""

    title: str
    entries: tuple[FeedEntry, ...]
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names."""

    url: str
    title: str = ""
