"""The subscriptions that a launch answers: stored queries searched by launch, the same as asking one by one."""

from array import array
from collections.abc import Callable, Iterable
from datetime import datetime
from threading import RLock
from typing import BinaryIO

import numpy as np

from bot.catalogue import Catalogue
from bot.interests import saved
from bot.interests.atoms import Atoms, Truths
from bot.interests.chances import Chances
from bot.interests.dnf import alternatives
from bot.interests.evaluate import matches_shared
from bot.interests.holders import Holders, Ids
from bot.interests.parse import parse
from bot.interests.query import Query
from bot.interests.recent import Recent
from bot.interests.table import Block, Blocks, Gathered, Table, joined
from bot.interests.traits import Shared, shared_of
from bot.types import Launch

MOST_RECENT = 512  # rows that are looked at one by one
LEAST_YOUNG = 8192  # rows of the young table before it joins the old one
PROGRESS_STEP = 10_000
REORDERED_AFTER = (16, 128)  # launches seen: then it is known better which atoms are rare


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
        found: list[int] = np.sort(self.find(launch, now)).tolist()
        return found

    def find(self, launch: Launch, now: datetime) -> Ids:
        """Return the subscriptions that want a launch in no order; putting many in order takes longer than finding."""
        shared = shared_of(launch, now)
        with self._lock:
            truths = self._atoms.truths(shared)
            self._learn(truths)
            parts = [part for table in self._tables for part in table.find(truths)]
            if self._recent:
                parts.append(self._recent.find(truths))
            if self._slow:
                parts.append(self._asked(shared))
            return self._holders.chosen(parts, launch.view.event == "launch")

    def _learn(self, truths: Truths) -> None:
        """Count what is true; a few times put all rows in a better order, which takes 0.7 s for a million."""
        if not self._chances.is_learning:
            return
        self._chances.learn(truths.any)
        if self._chances.launches in REORDERED_AFTER and self._tables:
            self.merge()

    def _asked(self, shared: Shared) -> Ids:
        found = [slot for slot, query in self._slow.items() if matches_shared(query, shared)]
        return np.array(found, np.int64)

    def merge(self) -> None:
        """Put all rows into one table again, by what is known today of which atoms are rare. Takes a while."""
        with self._lock:
            self._tables = [self._table(self._blocks(self._tables))]

    def save(self, file: BinaryIO, stamp: str = "") -> None:
        """Write the index to a binary file; `stamp` is the caller's word for the subscriptions that it holds."""
        with self._lock:
            self.merge()
            ids, names_events, new_slots = self._holders.kept()
            blocks = tuple(Block(block.codes, new_slots.take(block.slots)) for block in self._tables[0].blocks)
            slow = tuple((int(new_slots[slot]), query.text) for slot, query in self._slow.items())
            predicates = tuple(one for one in self._atoms.predicates if one is not None)
            contents = saved.Contents(
                stamp, predicates, slow, ids, names_events, *self._chances.learned(), blocks=blocks
            )
            saved.write(file, contents, self._catalogue)

    @classmethod
    def load(cls, file: BinaryIO, catalogue: Catalogue) -> tuple["Index", str]:
        """Return a saved index and its stamp.

        Raises:
            ValueError: the file holds none, or one of another version or catalogue; build it from the queries.
        """
        contents = saved.read(file, catalogue)
        index = cls(catalogue)
        for predicate in contents.predicates:
            index._atoms.number(predicate)
        if len(index._atoms) != len(contents.predicates) + 1:
            raise ValueError("this is no saved index: a predicate is in it twice")
        index._holders.fill(contents.ids, contents.names_events)
        index._slow = {slot: parse(text, catalogue) for slot, text in contents.slow}
        index._chances = Chances(contents.seen, contents.launches)
        index._tables = [index._table(contents.blocks)]
        return index, contents.stamp

    def _settle(self) -> None:
        """Move the latest rows into the young table, and that into the old one when it has grown large."""
        if not self._tables:
            self.merge()
            return
        old, young = self._tables[0], self._tables[1:]
        blocks = self._blocks(young)
        if sum(map(len, blocks)) > max(LEAST_YOUNG, len(old) // 8):
            self._tables = [self._table(joined([old.blocks, blocks]))]
            return
        chances = self._chances.latest(len(self._atoms))
        self._tables = [old, Table(blocks, chances, self._atoms.is_shared())]

    def _blocks(self, tables: list[Table]) -> Blocks:
        """Return the rows of some tables and the latest ones, without those of subscriptions that are gone."""
        gathered = Gathered()
        for literals, slot in self._recent.rows():
            gathered.add((literals,), slot)
        self._recent = Recent()
        return self._alive(joined([*(table.blocks for table in tables), gathered.blocks()]))

    def _alive(self, blocks: Blocks) -> Blocks:
        kept = [(block, self._holders.is_alive(block.slots)) for block in blocks]
        return tuple(Block(block.codes[alive], block.slots[alive]) for block, alive in kept)

    def _table(self, blocks: Blocks) -> Table:
        atoms = len(self._atoms)
        used = np.concatenate([block.codes[block.codes > 0] for block in blocks])
        chances = self._chances.estimate(self._atoms.predicates, np.bincount(used, minlength=atoms))
        return Table(blocks, chances, self._atoms.is_shared())

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
        slots = self._holders.fill(np.frombuffer(ids, np.int64), np.frombuffer(events, np.int8).astype(np.bool_))
        self._slow = {int(slots[at]): query for at, query in slow.items()}
        blocks = tuple(Block(block.codes, slots.take(block.slots)) for block in gathered.blocks())
        return self._alive(blocks)


def _no_progress(count: int) -> None:
    pass
