"""Who holds each slot of the index: the subscription's id, whether it is still there, and whether it wants all news."""

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.int32]
Ids = NDArray[np.int64]


class Holders:
    """Slots, which are never given to another."""

    def __init__(self) -> None:
        self._ids = np.zeros(64, np.int64)
        self._is_alive = np.zeros(64, np.bool_)
        self._names_events = np.zeros(64, np.bool_)
        self._used = 0
        self._dead = 0
        self._old = 0  # the first slots are found by bisection of their ids, later ones in a dictionary
        self._later: dict[int, int] = {}
        self._is_row = True  # each id is the one before it plus one
        self._stamps = np.zeros(0, np.int32)

    def __len__(self) -> int:
        return self._used - self._dead

    def ids(self) -> list[int]:
        """Return the ids of all subscriptions."""
        found: list[int] = self._ids[: self._used][self._is_alive[: self._used]].tolist()
        return found

    def add(self, subscription_id: int, names_events: bool) -> int:
        """Return a new slot for a subscription, which holds none yet."""
        slot = self._used
        if slot == len(self._ids):
            self._grow(2 * slot)
        self._ids[slot] = subscription_id
        self._is_alive[slot] = True
        self._names_events[slot] = names_events
        self._is_row = self._is_row and (slot == 0 or bool(self._ids[slot - 1] + 1 == subscription_id))
        self._later[subscription_id] = slot
        self._used += 1
        return slot

    def _grow(self, size: int) -> None:
        for name in ("_ids", "_is_alive", "_names_events"):
            setattr(self, name, np.resize(getattr(self, name), size))

    def fill(self, ids: NDArray[np.int64], names_events: NDArray[np.bool_]) -> Slots:
        """Take many subscriptions at once, the later of two with one id; return the slot of each."""
        order = np.argsort(ids, kind="stable")
        slots = np.empty(len(ids), np.int32)
        slots[order] = np.arange(len(ids), dtype=np.int32)
        self._used = self._old = len(ids)
        self._grow(max(64, len(ids) + len(ids) // 8))
        self._ids[: len(ids)] = ids[order]
        self._names_events[: len(ids)] = names_events[order]
        self._is_alive[: len(ids)] = True
        if len(ids):
            self._is_alive[: len(ids) - 1] = self._ids[: len(ids) - 1] != self._ids[1 : len(ids)]
        self._is_row = bool((np.diff(self._ids[: len(ids)]) == 1).all())
        self._dead = int(len(ids) - self._is_alive[: len(ids)].sum())
        return slots

    def kept(self) -> tuple[NDArray[np.int64], NDArray[np.bool_], Slots]:
        """Return the ids that are left, in order, whether each wants all news, and the new slot of every old one."""
        slots = np.flatnonzero(self._is_alive[: self._used])
        slots = slots.take(np.argsort(self._ids.take(slots), kind="stable"))
        new = np.zeros(self._used, np.int32)
        new[slots] = np.arange(len(slots), dtype=np.int32)
        return self._ids.take(slots), self._names_events.take(slots), new

    def remove(self, subscription_id: int) -> int | None:
        """Free the slot of a subscription and return it; None if it holds none."""
        slot = self._later.pop(subscription_id, None)
        if slot is None:
            slot = self._old_slot(subscription_id)
        if slot is None or not self._is_alive[slot]:
            return None
        self._is_alive[slot] = False
        self._dead += 1
        return slot

    def _old_slot(self, subscription_id: int) -> int | None:
        ids = self._ids[: self._old]
        slot = int(np.searchsorted(ids, subscription_id, side="right")) - 1
        return slot if slot >= 0 and ids[slot] == subscription_id else None

    def is_alive(self, slots: Slots) -> NDArray[np.bool_]:
        """Say which of these slots are still held."""
        return self._is_alive.take(slots)

    def chosen(self, parts: list[Ids], is_launch: bool) -> Ids:
        """Return the ids that hold any of these slots, each once; news that is no launch only for who asked for it.

        A slot that may come several times, of a query with alternatives, is given as `~slot`.
        """
        slots = self._each_once(np.concatenate(parts) if parts else np.empty(0, np.int64))
        if self._dead:
            slots = slots.compress(self._is_alive.take(slots))
        if not is_launch:
            slots = slots.compress(self._names_events.take(slots))
        if not self._is_row:
            return self._ids.take(slots)
        slots += self._ids[0]
        return slots

    def _each_once(self, found: Ids) -> Ids:
        """Stamp each slot with its places, of which the last stays: no sorting of slots is so quick."""
        is_repeated = found < 0
        several = np.invert(found.compress(is_repeated))
        if not several.size:
            return found
        if len(self._stamps) < len(self._ids):
            self._stamps = np.zeros(len(self._ids), np.int32)
        places = np.arange(len(several), dtype=np.int32)
        self._stamps[several] = places
        several = several.compress(self._stamps.take(several) == places)
        return np.concatenate((found.compress(np.logical_not(is_repeated, out=is_repeated)), several))
