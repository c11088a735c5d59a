"""Who wants a launch: the index of interests, kept in step with the database by the list of changes."""

from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.digests import next_due
from bot.errors import QueryError
from bot.interests import Index, parse
from bot.store import Database, subscriptions
from bot.types import Launch, Subscription

log = structlog.get_logger()


class Matching:
    """The index of this process. `due` runs inside the transaction that placed the launch, so no change is missed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index = Index(catalogue)
        self._timed: dict[int, Subscription] = {}  # those that speak at an hour, not at once
        self._seen_change = 0

    async def load(self, database: Database) -> int:
        """Fill the index from the database and return how many subscriptions run."""
        return await database.read(self._load)

    def _load(self, connection: Connection) -> int:
        self._seen_change = subscriptions.last_change(connection)
        for one in subscriptions.running(connection):
            self._add(one)
        return len(self._index)

    def due(self, connection: Connection, launch: Launch, now: datetime) -> Mapping[int, float | None]:
        """Return the subscriptions that want a launch, with due times in seconds since 1970; None is at once."""
        self._catch_up(connection)
        return {one: self._due_at(one, now) for one in self._index.match(launch, now)}

    def _catch_up(self, connection: Connection) -> None:
        number, changed = subscriptions.changed_since(connection, self._seen_change)
        if not changed:
            return
        for one in changed:
            self._index.remove(one)
            self._timed.pop(one, None)
        for subscription in subscriptions.running_of(connection, changed):
            self._add(subscription)
        self._seen_change = number

    def _add(self, one: Subscription) -> None:
        try:
            self._index.add(one.id, parse(one.query, self._catalogue))
        except QueryError as error:  # a grammar that no longer takes an old query must not stop the others
            log.warning("subscription not understood", subscription=one.id, error=str(error))
            return
        if one.cadence != "now":
            self._timed[one.id] = one

    def _due_at(self, subscription_id: int, now: datetime) -> float | None:
        one = self._timed.get(subscription_id)
        return next_due(one.cadence, one.at, one.weekday, one.zone, now).timestamp() if one is not None else None
