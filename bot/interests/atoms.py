"""Every distinct predicate of all queries, numbered; and which of them are true of a launch, without asking each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.interests.beaten import BeatsBoard
from bot.interests.bounds import NumberBoard
from bot.interests.labels import NameBoard
from bot.interests.query import Beats, Compare, Has, Predicate, Stated, Words
from bot.interests.spotter import WordBoard
from bot.interests.traits import Shared, Variant

Flags = NDArray[np.bool_]
ALWAYS = 0  # the atom that is true of every launch
MOST_REMEMBERED = 100_000  # predicates whose number is found without comparing them
# What every variant of a launch has in common.
SHARED_KEYS = frozenset(
    {"lab", "event", "access", "in", "emits", "lang", "gpu", "source", "official", "conflict", "is:multimodal", "is:ga"}
    | {"output", "langs", "released", "age", "sources"}
)


@dataclass(frozen=True, slots=True)
class Truths:
    """What holds of a launch: `any` is true where it is for one variant, `each` for one variant by itself.

    Entry `a` is atom a, entry `~a` (counted from the end) its negation. `each` is empty where all variants agree.
    """

    any: Flags
    each: tuple[Flags, ...]


class Atoms:
    """The numbered predicates."""

    def __init__(self) -> None:
        self.predicates: list[Predicate | None] = [None]
        self._numbers: dict[object, int] = {}
        self._by_object: dict[int, tuple[Predicate, int]] = {}
        self._is_shared = bytearray(b"\1")
        self._words = WordBoard()
        self._names = {True: NameBoard(), False: NameBoard()}
        self._bounds = {True: NumberBoard(), False: NumberBoard()}
        self._beats = BeatsBoard()

    def __len__(self) -> int:
        return len(self.predicates)

    def number(self, predicate: Predicate) -> int:
        """Return a predicate's number; what means the same has the same."""
        known = self._by_object.get(id(predicate))
        if known is not None:
            return known[1]
        identity = identity_of(predicate)
        number = self._numbers.get(identity)
        if number is None:
            number = self._numbers[identity] = len(self.predicates)
            self.predicates.append(predicate)
            self._is_shared.append(isinstance(predicate, Words) or is_shared_key(predicate))
            self._post(predicate, number)
        if len(self._by_object) >= MOST_REMEMBERED:
            self._by_object.clear()
        self._by_object[id(predicate)] = (predicate, number)  # kept, so that its id stays its own
        return number

    def is_shared(self) -> Flags:
        """Return for each atom whether all variants of a launch agree on it."""
        return np.frombuffer(bytes(self._is_shared), np.bool_)

    def _post(self, predicate: Predicate, number: int) -> None:
        if isinstance(predicate, Words):
            self._words.add(predicate.tokens, number)
        elif isinstance(predicate, Has):
            self._names[is_shared_key(predicate)].add(predicate, number)
        elif isinstance(predicate, Compare):
            self._bounds[is_shared_key(predicate)].add(predicate, number)
        elif isinstance(predicate, Stated):
            self._names[is_shared_key(predicate)].add_stated(predicate, number)
        else:
            self._beats.add(predicate, number)

    def truths(self, shared: Shared) -> Truths:
        """Return what holds of a launch."""
        common = np.zeros(len(self.predicates), np.bool_)
        common[ALWAYS] = True
        self._words.mark(common, shared)
        first, *others = shared.variants
        self._names[True].mark(common, first)
        self._bounds[True].mark(common, first)
        if not others:
            self._mark(common, first)
            return Truths(_both(common), ())
        found = [self._marked(common, variant) for variant in shared.variants]
        return _joined(found)

    def _marked(self, common: Flags, variant: Variant) -> Flags:
        flags = common.copy()
        self._mark(flags, variant)
        return flags

    def _mark(self, flags: Flags, variant: Variant) -> None:
        self._names[False].mark(flags, variant)
        self._bounds[False].mark(flags, variant)
        self._beats.mark(flags, variant)


def is_shared_key(predicate: Has | Compare | Stated | Beats) -> bool:
    """Say whether all variants of a launch agree on a predicate; `quant:` by name is said of the whole text."""
    if isinstance(predicate, Beats):
        return False
    return predicate.key in SHARED_KEYS or (predicate.key == "quant" and isinstance(predicate, Has))


def identity_of(predicate: Predicate) -> object:
    """Return what a predicate means, however it was typed."""
    if isinstance(predicate, Words):
        return predicate.tokens
    if isinstance(predicate, Has):
        return (predicate.key, predicate.accepted, predicate.globs, predicate.or_unknown)
    if isinstance(predicate, Compare):
        of: Any = predicate.accepted_of or predicate.of
        is_open = predicate.operator in ("<", ">")
        return (predicate.key, float(predicate.low), float(predicate.high), is_open, of, predicate.or_unknown)
    if isinstance(predicate, Stated):
        return (predicate.key, predicate.accepted_of)
    return ("beats", predicate.pattern, predicate.accepted_of, predicate.or_unknown)


def _both(flags: Flags) -> Flags:
    """Return flags followed by their negations in reverse, so that `~a` indexes the negation of `a`."""
    count = len(flags)
    both = np.empty(2 * count, np.bool_)
    both[:count] = flags
    np.logical_not(flags, out=both[count:][::-1])
    return both


def _joined(found: Sequence[Flags]) -> Truths:
    each = tuple({flags.tobytes(): _both(flags) for flags in found}.values())
    if len(each) == 1:
        return Truths(each[0], ())
    return Truths(np.logical_or.reduce(each), each)
