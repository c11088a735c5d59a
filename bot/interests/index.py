"""The subscriptions that a launch answers."""

from collections.abc import Iterable
from datetime import datetime

from bot.catalogue import Catalogue
from bot.interests.evaluate import matches_shared
from bot.interests.query import Query
from bot.interests.traits import shared_of
from bot.types import Launch


class Index:
    """Queries by subscription, searched by launch."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._queries: dict[int, Query] = {}

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, Query]], catalogue: Catalogue) -> "Index":
        """Return an index of many subscriptions."""
        index = cls(catalogue)
        for subscription_id, query in pairs:
            index.add(subscription_id, query)
        return index

    def __len__(self) -> int:
        return len(self._queries)

    def add(self, subscription_id: int, query: Query) -> None:
        """Keep a subscription's query; one that it had is replaced."""
        self._queries[subscription_id] = query

    def remove(self, subscription_id: int) -> None:
        """Forget a subscription; one that is unknown is no error."""
        self._queries.pop(subscription_id, None)

    def match(self, launch: Launch, now: datetime) -> list[int]:
        """Return the subscriptions that want a launch, in order of their ids."""
        shared = shared_of(launch, now)
        return sorted(one for one, query in self._queries.items() if matches_shared(query, shared))
