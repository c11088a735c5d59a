"""Rows of literals, sorted by the rarest of each: candidates are the rows of what is true, checked column by column."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.interests.atoms import ALWAYS, Truths
from bot.interests.dnf import Literals

WIDTHS = (1, 5, 48)  # rows are filled up to one of these
Whole = NDArray[np.intp]
Codes = NDArray[np.int32]
Slots = NDArray[np.int32]
Chances = NDArray[np.float32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Block:
    """Alternatives of queries, one a row, filled up with ALWAYS at the end; `slots` says whose each is."""

    codes: Codes
    slots: Slots

    def __len__(self) -> int:
        return len(self.slots)


Blocks = tuple[Block, ...]  # one for each of WIDTHS


class Gathered:
    """Rows as they come in, compact."""

    def __init__(self) -> None:
        self._codes = {width: array("i") for width in range(1, WIDTHS[-1] + 1)}
        self._slots = {width: array("i") for width in range(1, WIDTHS[-1] + 1)}

    def add(self, found: Iterable[Literals], slot: int) -> None:
        """Take a query's alternatives."""
        for literals in found:
            width = len(literals)
            self._codes[width].extend(literals)
            self._slots[width].append(slot)

    def blocks(self) -> Blocks:
        """Return everything that came in."""
        return tuple(self._block(low + 1, high) for low, high in zip((0, *WIDTHS), WIDTHS, strict=False))

    def _block(self, least: int, most: int) -> Block:
        count = sum(len(self._slots[width]) for width in range(least, most + 1))
        codes, slots, at = np.full((count, most), ALWAYS, np.int32), np.empty(count, np.int32), 0
        for width in range(least, most + 1):
            rows = len(self._slots[width])
            codes[at : at + rows, :width] = np.frombuffer(self._codes[width], np.int32).reshape(rows, width)
            slots[at : at + rows] = np.frombuffer(self._slots[width], np.int32)
            at += rows
        return Block(codes, slots)


def joined(several: Sequence[Blocks]) -> Blocks:
    """Return the rows of several tables as those of one."""
    return tuple(
        Block(np.concatenate([part.codes for part in parts]), np.concatenate([part.slots for part in parts]))
        for parts in zip(*several, strict=True)
    )


class Table:
    """Rows that are searched together and never change."""

    def __init__(self, blocks: Blocks, chances: Chances, is_shared: Flags) -> None:
        self.blocks = blocks
        self._parts = tuple(_Part(block, chances, is_shared) for block in blocks if len(block))

    def __len__(self) -> int:
        return sum(len(block) for block in self.blocks)

    def find(self, truths: Truths) -> Iterator[Slots]:
        """Yield the slots whose rows hold, one more than once if several of its rows do."""
        for part in self._parts:
            yield part.find(truths)


def _rarest_first(codes: Codes, chances: Chances) -> Codes:
    """Return each row with the literal first that is least often true and no negation, and what fills it up last."""
    chance = np.where(codes < 0, 3 - chances[np.invert(codes) * (codes < 0)], chances[codes * (codes > 0)])
    filler = np.where((codes > ALWAYS).any(axis=1), 9, 1.5)[:, None]
    chance = np.where(codes == ALWAYS, filler, chance)
    return np.take_along_axis(codes, np.argsort(chance, axis=1, kind="stable"), axis=1)


class _Part:
    """Rows of about one width."""

    def __init__(self, block: Block, chances: Chances, is_shared: Flags) -> None:
        codes = _rarest_first(block.codes, chances)
        order = np.lexsort((codes[:, -1 if codes.shape[1] == 1 else 1], codes[:, 0]))
        codes = codes[order]
        self._slots = block.slots[order]
        self._starts = np.zeros(len(chances) + 1, np.intp)
        np.cumsum(np.bincount(codes[:, 0], minlength=len(chances)), out=self._starts[1:])
        self._columns = tuple(column.astype(np.intp) for at, column in enumerate(codes.T) if at == 0 or column.any())
        own = ~is_shared[np.where(codes < 0, np.invert(codes), codes)]
        self._mixes = own.sum(axis=1) > 1

    def find(self, truths: Truths) -> Slots:
        """Return the slots of the rows that hold."""
        rows = self._candidates(truths.any)
        for column in self._columns[1:]:
            if not rows.size:
                break
            rows = rows[truths.any.take(column.take(rows))]
        if truths.each and rows.size:
            rows = self._held_by_one(rows, truths)
        return self._slots.take(rows)

    def _candidates(self, flags: Flags) -> Whole:
        """Return the rows whose first literal is true."""
        starts = self._starts
        true = np.flatnonzero(flags[: len(starts) - 1])
        first = starts.take(true)
        counts = starts.take(true + 1) - first
        chosen = counts.nonzero()[0]
        first, counts = first.take(chosen), counts.take(chosen)
        ends = counts.cumsum()
        total = int(ends[-1]) if ends.size else 0
        return np.repeat(first - ends + counts, counts) + np.arange(total)

    def _held_by_one(self, rows: Whole, truths: Truths) -> Whole:
        """Drop the rows that hold only by mixing two variants."""
        mixes = self._mixes.take(rows)
        doubtful = rows[mixes]
        if not doubtful.size:
            return rows
        held = np.zeros(doubtful.size, np.bool_)
        for flags in truths.each:
            one = np.ones(doubtful.size, np.bool_)
            for column in self._columns:
                one &= flags.take(column.take(doubtful))
            held |= one
        return np.concatenate((rows[~mixes], doubtful[held]))
