"""The latest queries of the index, by their first literals, until there are enough of them for a table."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.interests.atoms import Truths
from bot.interests.dnf import Literals


class Recent:
    """Alternatives of the latest queries."""

    def __init__(self) -> None:
        self._by_anchor: dict[int, list[tuple[Literals, int]]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, found: Sequence[Literals], slot: int) -> None:
        """Keep a query's alternatives."""
        mark = ~slot if len(found) > 1 else slot
        for literals in found:
            anchor = max(literals)  # the youngest atom is likely the rarest, and no negation
            self._by_anchor.setdefault(anchor, []).append((literals, mark))
            self._count += 1

    def rows(self) -> list[tuple[Literals, int]]:
        """Return everything that is kept, with slots."""
        return [(literals, max(mark, ~mark)) for rows in self._by_anchor.values() for literals, mark in rows]

    def find(self, truths: Truths) -> NDArray[np.int64]:
        """Return the slots of what holds, `~slot` for each alternative of a query that has several."""
        true = truths.any.tobytes()
        each = [flags.tobytes() for flags in truths.each] or [true]
        found = [
            mark
            for anchor, rows in self._by_anchor.items()
            if true[anchor]
            for literals, mark in rows
            if any(all(map(flags.__getitem__, literals)) for flags in each)
        ]
        return np.array(found, np.int64)
