"""What every command works with."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.catalogue import Catalogue
from bot.store import Database
from bot.types import Article


@dataclass(frozen=True, slots=True)
class Desk:
    """The database, the catalogue and the clock, handed in by app.py."""

    database: Database
    catalogue: Catalogue
    now: Callable[[], datetime]
    health: Callable[[], Mapping[str, str]]  # "slack": "connected", ...
    article_at: Callable[[str], Awaitable[Article]]  # fetches a page; raises SourceError
