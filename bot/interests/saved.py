"""The index as a file, so that a restart need not read every query again. Arrays and JSON only: nothing is executed."""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bot.catalogue import Catalogue
from bot.interests.query import GRAMMAR, PREDICATES, Predicate
from bot.interests.table import Block, Blocks
from bot.types.codec import decode, encode

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """What a saved index holds."""

    stamp: str  # the caller's word for the state of its subscriptions
    predicates: tuple[Predicate, ...]  # from atom 1 on
    slow: tuple[tuple[int, str], ...]  # slot and text of queries that are asked one by one
    ids: NDArray[np.int64]
    names_events: NDArray[np.bool_]
    seen: NDArray[np.float32]
    launches: int
    blocks: Blocks


def fingerprint(catalogue: Catalogue) -> str:
    """Return a word for what the catalogue knows: names of queries are looked up in it when they are read."""
    known = (catalogue.labs, catalogue.families, catalogue.benchmarks, catalogue.licences, catalogue.chips)
    return hashlib.sha256(repr((known, catalogue.words)).encode()).hexdigest()


def write(file: BinaryIO, contents: Contents, catalogue: Catalogue) -> None:
    """Write an index."""
    header = {
        "format": FORMAT,
        "grammar": GRAMMAR,
        "catalogue": fingerprint(catalogue),
        "stamp": contents.stamp,
        "slow": contents.slow,
        "launches": contents.launches,
        "predicates": [[type(one).__name__, encode(one)] for one in contents.predicates],
    }
    arrays = {f"codes{at}": block.codes for at, block in enumerate(contents.blocks)}
    arrays |= {f"slots{at}": block.slots for at, block in enumerate(contents.blocks)}
    packed = np.frombuffer(json.dumps(header).encode(), np.uint8)
    more: dict[str, Any] = {"ids": contents.ids, "names_events": contents.names_events, "seen": contents.seen}
    np.savez(file, allow_pickle=False, header=packed, **more, **arrays)


def read(file: BinaryIO, catalogue: Catalogue) -> Contents:
    """Read an index.

    Raises:
        ValueError: it is none, or of another version, grammar or catalogue; build it from the queries instead.
    """
    try:
        arrays = np.load(file, allow_pickle=False)
        header = json.loads(arrays["header"].tobytes())
        _check(header, catalogue)
        blocks = tuple(Block(arrays[f"codes{at}"], arrays[f"slots{at}"]) for at in range(_count(arrays.files)))
        contents = Contents(
            stamp=str(header["stamp"]),
            predicates=tuple(decode(PREDICATES[kind], data) for kind, data in header["predicates"]),
            slow=tuple((int(slot), str(text)) for slot, text in header["slow"]),
            ids=arrays["ids"],
            names_events=arrays["names_events"],
            seen=arrays["seen"],
            launches=int(header["launches"]),
            blocks=blocks,
        )
    except (KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise ValueError(f"this is no saved index: {error}") from error
    _check_bounds(contents)
    return contents


def _count(names: Sequence[str]) -> int:
    return sum(name.startswith("codes") for name in names)


def _check(header: dict[str, Any], catalogue: Catalogue) -> None:
    wanted = {"format": FORMAT, "grammar": GRAMMAR, "catalogue": fingerprint(catalogue)}
    for key, value in wanted.items():
        if header.get(key) != value:
            raise ValueError(f"this index was saved with another {key}")


def _check_bounds(contents: Contents) -> None:
    """Refuse rows that speak of atoms or slots that are not there."""
    atoms, slots = len(contents.predicates) + 1, len(contents.ids)
    for block in contents.blocks:
        is_right = len(block.codes) == len(block.slots) and block.codes.ndim == 2
        if not is_right or (len(block) and not _is_within(block, atoms, slots)):
            raise ValueError("this is no saved index: its rows are out of bounds")


def _is_within(block: Block, atoms: int, slots: int) -> bool:
    is_atom = -atoms <= int(block.codes.min()) and int(block.codes.max()) < atoms
    return is_atom and int(block.slots.min()) >= 0 and int(block.slots.max()) < slots
