"""What a query would have sent lately, before anything is saved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.commands.desk import Desk
from bot.commands.words import rate_words
from bot.digests import title_of
from bot.interests import Query, matches
from bot.store import launches as stored
from bot.types import Launch

DAYS = 90
MOST_LAUNCHES = 5000
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Backtest:
    """The launches of the last days that a query wants, newest first; `days` is 0 where none was read at all."""

    found: tuple[Launch, ...]
    days: int

    def rate(self) -> str:
        """Return how many, how often, and a warning of silence or flood."""
        return rate_words(len(self.found), self.days)

    def listed(self) -> list[str]:
        """Return the newest launches, a line each."""
        lines = [f"- {title_of(launch)}" for launch in self.found[:MOST_NAMED]]
        more = len(self.found) - MOST_NAMED
        return [*lines, f"- and {more} more"] if more > 0 else lines


async def backtest(desk: Desk, query: Query) -> Backtest:
    """Ask a query about every launch of the last 90 days, or of the days since the first was read."""
    return await desk.database.read(_asked, query, desk.now())


def _asked(connection: Connection, query: Query, now: datetime) -> Backtest:
    recent = stored.latest_launches(connection, MOST_LAUNCHES, now - timedelta(days=DAYS))
    if not recent:
        return Backtest((), 0)
    first = min((launch.first_seen for launch in recent if launch.first_seen), default=now)
    days = max(1, min(DAYS, (now - first).days + 1))
    return Backtest(tuple(launch for launch in recent if matches(query, launch, now)), days)
