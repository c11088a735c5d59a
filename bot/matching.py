"""Who wants a launch, and when: the index of interests, kept in step with the database by the list of changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache, partial

import structlog
from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.digests import Turn, day_start, turn_of
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
        """Return when each speaks. Thousands may be due at one hour, so nothing is asked of each by itself."""
        due: dict[int, float | None] = dict(found)
        digests = set()
        timed = {one: self._timed[one] for one in self._timed.keys() & found.keys()}
        over_cap = self._over_cap(connection, timed, launch, now)
        last = targets.digested_until(connection, [one for one, manner in timed.items() if manner.cadence != "now"])
        turns = cache(partial(_turn, launch.first_seen, now))
        for one, manner in timed.items():
            turn = turns(manner, last.get(one, 0.0), one in over_cap)
            due[one] = turn.at.timestamp() if turn.at is not None else None
            if turn.in_digest:
                digests.add(one)
        return Wanted(due, frozenset(digests))

    def _over_cap(
        self, connection: Connection, timed: Mapping[int, Subscription], launch: Launch, now: datetime
    ) -> frozenset[int]:
        """Return whose place has had its alerts of the day; an update of what it was told is none."""
        capped = {
            one: (manner.place.most_per_day, manner.place.zone)
            for one, manner in timed.items()
            if manner.place.most_per_day is not None and manner.cadence == "now"
        }
        day = cache(partial(day_start, now))
        since = {one: day(zone).timestamp() for one, (_, zone) in capped.items()}
        told = targets.told_since(connection, since, launch.id or 0)
        return frozenset(one for one, (most, _) in capped.items() if told[one] >= most)

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


def _turn(
    first_seen: datetime | None, now: datetime, manner: Subscription, last_digest: float, is_over_cap: bool
) -> Turn:
    """Return when a subscription speaks; where a clock was set back, after the last digest: an hour speaks once."""
    after = datetime.fromtimestamp(last_digest, UTC) + timedelta(seconds=1) if last_digest else now
    not_before = now if manner.cadence == "now" else max(now, after)
    return turn_of(manner, not_before, first_seen, is_over_cap=is_over_cap)
