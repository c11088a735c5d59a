"""The subscriptions that a launch answers: stored queries searched by launch, the same as asking one by one."""

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import RLock

import numpy as np

from bot.catalogue import Catalogue
from bot.interests.atoms import Atoms
from bot.interests.chances import Chances
from bot.interests.dnf import alternatives
from bot.interests.evaluate import matches_shared
from bot.interests.holders import Holders
from bot.interests.query import Query
from bot.interests.recent import Recent
from bot.interests.table import Block, Blocks, Gathered, Table, joined
from bot.interests.traits import Shared, shared_of
from bot.types import Launch

MOST_RECENT = 512  # rows that are looked at one by one
LEAST_YOUNG = 8192  # rows of the young table before it joins the old one
PROGRESS_STEP = 10_000


class Index:
    """Queries by subscription, searched by launch. Safe to use from several threads.

    Most rows lie in the old table, later ones in the young one, the latest in a dictionary; queries with too many
    alternatives are asked one by one.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._lock = RLock()
        self._atoms = Atoms()
        self._chances = Chances()
        self._holders = Holders()
        self._tables: list[Table] = []  # the old one, the young one
        self._recent = Recent()
        self._slow: dict[int, Query] = {}  # by slot

    @classmethod
    def of(
        cls,
        pairs: Iterable[tuple[int, Query]],
        catalogue: Catalogue,
        *,
        past: Iterable[Launch] = (),
        now: datetime | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> "Index":
        """Return an index of many subscriptions, of which the last with an id counts.

        `past` launches, seen at `now`, teach it what is rare; `progress` is told how many queries were read so far.
        """
        index = cls(catalogue)
        blocks = index._fill(pairs, progress or _no_progress)
        if now is not None:
            for launch in past:
                index._chances.learn(index._atoms.truths(shared_of(launch, now)).any)
        index._tables = [index._table(blocks)]
        return index

    def __len__(self) -> int:
        with self._lock:
            return len(self._holders)

    def ids(self) -> list[int]:
        """Return the subscriptions that are kept."""
        with self._lock:
            return self._holders.ids()

    def add(self, subscription_id: int, query: Query) -> None:
        """Keep a subscription's query; one that it had is replaced."""
        with self._lock:
            self.remove(subscription_id)
            slot = self._holders.add(subscription_id, query.names_events)
            found = alternatives(query.tree, self._atoms.number)
            if found is None:
                self._slow[slot] = query
                return
            self._recent.add(found, slot)
            if len(self._recent) > MOST_RECENT:
                self._settle()

    def remove(self, subscription_id: int) -> None:
        """Forget a subscription; one that is unknown is no error."""
        with self._lock:
            slot = self._holders.remove(subscription_id)
            if slot is not None:
                self._slow.pop(slot, None)

    def match(self, launch: Launch, now: datetime) -> list[int]:
        """Return the subscriptions that want a launch, in order of their ids."""
        shared = shared_of(launch, now)
        with self._lock:
            truths = self._atoms.truths(shared)
            if self._chances.is_learning:
                self._chances.learn(truths.any)
            parts = [part for table in self._tables for part in table.find(truths)]
            if self._recent:
                parts.append(self._recent.find(truths))
            if self._slow:
                parts.append(self._asked(shared))
            return self._holders.chosen(parts, launch.view.event == "launch")

    def _asked(self, shared: Shared) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        found = [slot for slot, query in self._slow.items() if matches_shared(query, shared)]
        return np.array(found, np.int32)

    def merge(self) -> None:
        """Put all rows into one table again, by what is known today of which atoms are rare. Takes a while."""
        with self._lock:
            gathered = Gathered()
            for literals, slot in self._recent.rows():
                gathered.add((literals,), slot)
            self._recent = Recent()
            blocks = joined([*(table.blocks for table in self._tables), gathered.blocks()])
            self._tables = [self._table(self._alive(blocks))]

    def _settle(self) -> None:
        """Move the latest rows into the young table, and that into the old one when it has grown large."""
        old, *young = self._tables or [self._table(Gathered().blocks())]
        gathered = Gathered()
        for literals, slot in self._recent.rows():
            gathered.add((literals,), slot)
        self._recent = Recent()
        blocks = self._alive(joined([*(table.blocks for table in young), gathered.blocks()]))
        self._tables = [old, self._table(blocks)]
        if len(self._tables[1]) > max(LEAST_YOUNG, len(old) // 8):
            self.merge()

    def _alive(self, blocks: Blocks) -> Blocks:
        kept = [(block, self._holders.is_alive(block.slots)) for block in blocks]
        return tuple(Block(block.codes[alive], block.slots[alive]) for block, alive in kept)

    def _table(self, blocks: Blocks) -> Table:
        atoms = len(self._atoms)
        used = [block.codes[block.codes > 0] for block in blocks]
        uses = np.bincount(np.concatenate(used), minlength=atoms) if blocks else np.zeros(atoms, np.intp)
        is_shared = np.array([self._atoms.is_shared(number) for number in range(atoms)], np.bool_)
        return Table(blocks, self._chances.estimate(self._atoms.predicates, uses), is_shared)

    def _fill(self, pairs: Iterable[tuple[int, Query]], progress: Callable[[int], None]) -> Blocks:
        ids, events, gathered = array("q"), array("b"), Gathered()
        slow: dict[int, Query] = {}
        number = self._atoms.number
        for at, (subscription_id, query) in enumerate(pairs):
            found = alternatives(query.tree, number)
            if found is None:
                slow[at] = query
            else:
                gathered.add(found, at)
            ids.append(subscription_id)
            events.append(query.names_events)
            if at % PROGRESS_STEP == 0:
                progress(at)
        progress(len(ids))
        self._atoms.forget_objects()
        slots = self._holders.fill(np.frombuffer(ids, np.int64), np.frombuffer(events, np.int8).astype(np.bool_))
        self._slow = {int(slots[at]): query for at, query in slow.items()}
        blocks = tuple(Block(block.codes, slots.take(block.slots)) for block in gathered.blocks())
        return self._alive(blocks)


def _no_progress(count: int) -> None:
    pass
