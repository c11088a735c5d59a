"""Who wants a launch, and when: the index of interests, kept in step with the database by the list of changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import structlog
from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.digests import day_start, turn_of
from bot.errors import QueryError
from bot.interests import GRAMMAR, Query, kept_query, matches, parse
from bot.interests.index import Index
from bot.store import Database, launches, subscriptions, targets
from bot.types import PLAIN, Launch, Subscription, Target

log = structlog.get_logger()
_NOWHERE = Target("web", "", "channel", "")
PAST = 100  # launches that teach the index what is rare


@dataclass(frozen=True, slots=True)
class Wanted:
    """The subscriptions that want a launch, with due times in seconds since 1970, None for at once."""

    due: Mapping[int, float | None]
    digests: frozenset[int] = field(default_factory=frozenset)  # those that want it on one card with others


class Matching:
    """The index of this process. `wanted` runs in the transaction that placed the launch, so no change is missed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index = Index(catalogue)
        self._timed: dict[int, Subscription] = {}  # those that do not simply speak at once
        self._manners: dict[Subscription, Subscription] = {}
        self._seen_change = 0
        self._parsed = lru_cache(maxsize=1000)(self._parse)

    async def load(self, database: Database) -> int:
        """Fill the index from the database and return how many subscriptions run."""
        return await database.read(self._load)

    def _load(self, connection: Connection) -> int:
        self._seen_change = subscriptions.last_change(connection)
        self._timed.clear()
        past = launches.latest_launches(connection, PAST)
        self._index = Index.of(self._read(connection), self._catalogue, past=past, now=datetime.now(UTC))
        return len(self._index)

    def _read(self, connection: Connection) -> Iterator[tuple[int, Query]]:
        for one in subscriptions.running(connection):
            query = self._noted(connection, one)
            if query is not None:
                yield one.id, query

    def wanted(self, connection: Connection, launch: Launch, now: datetime) -> Wanted:
        """Return who wants a launch, and when each is to be told."""
        self._catch_up(connection)
        found = dict.fromkeys(self._index.find(launch, now).tolist())
        for one, query in targets.snoozed(connection):
            if one in found and (read := self._parsed(query)) is not None and matches(read, launch, now):
                del found[one]
        return self._in_time(connection, found, launch, now)

    def _in_time(self, connection: Connection, found: Mapping[int, None], launch: Launch, now: datetime) -> Wanted:
        due: dict[int, float | None] = dict(found)
        digests = set()
        for one in self._timed.keys() & found.keys():
            turn = turn_of(
                self._timed[one],
                self._not_before(connection, one, now),
                launch.first_seen,
                is_over_cap=self._is_over_cap(connection, one, launch, now),
            )
            due[one] = turn.at.timestamp() if turn.at is not None else None
            if turn.in_digest:
                digests.add(one)
        return Wanted(due, frozenset(digests))

    def _not_before(self, connection: Connection, one: int, now: datetime) -> datetime:
        """Return now, or a moment after the last digest when a clock was set back: its hour speaks once."""
        if self._timed[one].cadence == "now":
            return now
        last = datetime.fromtimestamp(targets.digested_until(connection, one), UTC)
        return max(now, last + timedelta(seconds=1))

    def _is_over_cap(self, connection: Connection, one: int, launch: Launch, now: datetime) -> bool:
        """Return whether a place has had its alerts of the day; an update of what it was told is none."""
        place = self._timed[one].place
        if place.most_per_day is None or self._timed[one].cadence != "now":
            return False
        since = day_start(now, place.zone).timestamp()
        return targets.told_since(connection, one, since, launch.id or 0) >= place.most_per_day

    def _catch_up(self, connection: Connection) -> None:
        number, changed = subscriptions.changed_since(connection, self._seen_change)
        if not changed:
            return
        for one in changed:
            self._index.remove(one)
            self._timed.pop(one, None)
        for subscription in subscriptions.running_of(connection, changed):
            query = self._noted(connection, subscription)
            if query is not None:
                self._index.add(subscription.id, query)
        self._seen_change = number

    def _noted(self, connection: Connection, one: Subscription) -> Query | None:
        """Return a subscription's query and note when it speaks; None for a query that nobody understands any more."""
        try:
            query = self._understood(connection, one)
        except QueryError as error:  # it must not stop the others
            log.warning("subscription not understood", subscription=one.id, error=str(error))
            return None
        if one.cadence != "now" or one.wait_minutes or one.place != PLAIN:
            self._timed[one.id] = self._manner(one)
        return query

    def _manner(self, one: Subscription) -> Subscription:
        """Return what says when a subscription speaks, one object for all that do alike: there may be many."""
        alike = replace(
            one,
            id=0,
            target=_NOWHERE,
            owner="",
            query="",
            tree="",
            name="",
            mention="",
            mention_query="",
            created_at=None,
        )
        return self._manners.setdefault(alike, alike)

    def _understood(self, connection: Connection, one: Subscription) -> Query:
        """Read the text; with the tree of that day where the grammar has changed or no longer takes the text."""
        if one.grammar in (0, GRAMMAR) and (query := self._parsed(one.query)) is not None:
            return query
        return kept_query(one.query, subscriptions.tree_of(connection, one.id), one.grammar, self._catalogue)

    def _parse(self, text: str) -> Query | None:
        try:
            return parse(text, self._catalogue)
        except QueryError:
            return None
