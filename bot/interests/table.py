"""Rows of literals, sorted by the rarest of each: candidates are the rows of what is true, checked column by column."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.interests.atoms import ALWAYS, Truths
from bot.interests.dnf import Literals

WIDTHS = (1, 5, 48)  # rows are filled up to one of these
LEAST_APART = 60_000  # rows that make up for the cost of another part
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
        counted = np.arange(max(map(len, blocks)))  # to keep it is quicker than to count anew for each launch
        self._parts = tuple(
            _Part(part, chances, is_shared, counted)
            for block in _marked(blocks)
            if len(block)
            for part in _by_width(block)
        )
        self._is_anchor = np.zeros(len(chances), np.bool_)
        for part in self._parts:
            self._is_anchor[part.anchors] = True

    def __len__(self) -> int:
        return sum(len(block) for block in self.blocks)

    def find(self, truths: Truths) -> Iterator[Whole]:
        """Yield the slots whose rows hold; of a query with several rows `~slot`, once for each row that does."""
        anchors = np.flatnonzero(truths.any[: len(self._is_anchor)] & self._is_anchor)
        for part in self._parts:
            yield part.find(truths, anchors)


def _marked(blocks: Blocks) -> Blocks:
    """Return the rows with `~slot` instead of the slot where several are of one query."""
    slots = np.concatenate([block.slots for block in blocks])
    if not len(slots):
        return blocks
    least = slots.min()
    is_repeated = np.bincount(slots - least) > 1
    return tuple(
        Block(block.codes, np.where(is_repeated[block.slots - least], np.invert(block.slots), block.slots))
        for block in blocks
    )


def _by_width(block: Block) -> Iterator[Block]:
    """Yield the rows of one width together where there are many: then none is checked against what fills it up."""
    widths = np.count_nonzero(block.codes, axis=1)
    counts = np.bincount(widths, minlength=block.codes.shape[1] + 1)
    is_few = counts[widths] < LEAST_APART
    for width in np.flatnonzero(counts >= LEAST_APART).tolist():
        chosen = widths == width
        yield Block(block.codes[chosen], block.slots[chosen])
    if is_few.any():
        yield Block(block.codes[is_few], block.slots[is_few])


def _rarest_first(codes: Codes, chances: Chances) -> Codes:
    """Return each row with the literal first that is least often true and no negation, and what fills it up last."""
    chance = np.where(codes < 0, 3 - chances[np.invert(codes) * (codes < 0)], chances[codes * (codes > 0)])
    filler = np.where((codes > ALWAYS).any(axis=1), 9, 1.5)[:, None]
    chance = np.where(codes == ALWAYS, filler, chance)
    return np.take_along_axis(codes, np.argsort(chance, axis=1, kind="stable"), axis=1)


class _Part:
    """Rows of about one width."""

    def __init__(self, block: Block, chances: Chances, is_shared: Flags, counted: Whole) -> None:
        self._counted = counted
        codes = _rarest_first(block.codes, chances)
        order = np.lexsort((codes[:, -1 if codes.shape[1] == 1 else 1], codes[:, 0]))
        codes = codes[order]
        self._slots = block.slots[order].astype(np.int64)
        self.anchors = np.unique(codes[:, 0])
        self._starts = np.zeros(len(chances) + 1, np.intp)
        np.cumsum(np.bincount(codes[:, 0], minlength=len(chances)), out=self._starts[1:])
        self._columns = tuple(column.astype(np.intp) for at, column in enumerate(codes.T) if at == 0 or column.any())
        own = ~is_shared[np.where(codes < 0, np.invert(codes), codes)]
        self._mixes = own.sum(axis=1) > 1

    def find(self, truths: Truths, anchors: Whole) -> Whole:
        """Return the slots of the rows that hold; `anchors` are the atoms that are true."""
        if len(self.anchors) < len(anchors):
            anchors = self.anchors.compress(truths.any[self.anchors])
        rows = self._candidates(anchors)
        for column in self._columns[1:]:
            if not rows.size:
                break
            rows = rows.compress(truths.any[column.take(rows)])  # several times faster than rows[...]
        if truths.each and rows.size:
            rows = self._held_by_one(rows, truths)
        return self._slots.take(rows)

    def _candidates(self, anchors: Whole) -> Whole:
        """Return the rows whose first literal is true; `anchors` are all atoms that are, or those of this part."""
        first = self._starts.take(anchors)
        counts = self._starts[1:].take(anchors) - first
        ends = counts.cumsum()
        rows = np.repeat(first - ends + counts, counts)
        rows += self._counted[: len(rows)]
        return rows

    def _held_by_one(self, rows: Whole, truths: Truths) -> Whole:
        """Drop the rows that hold only by mixing two variants."""
        mixes = self._mixes.take(rows)
        doubtful = rows.compress(mixes)
        if not doubtful.size:
            return rows
        held = np.zeros(doubtful.size, np.bool_)
        for flags in truths.each:
            one = np.ones(doubtful.size, np.bool_)
            for column in self._columns:
                one &= flags[column.take(doubtful)]
            held |= one
        return np.concatenate((rows.compress(~mixes), doubtful.compress(held)))
