"""Which characters a font can draw, read from its own table: a picture with holes is worse than none."""

import struct
from functools import cache
from pathlib import Path

HEAD, RECORD = struct.Struct(">4xH6x"), struct.Struct(">4s4xLL")  # of a font file and of its directory
SUBTABLE, GROUP = struct.Struct(">HHL"), struct.Struct(">LLL")
UNICODE_FULL = {(3, 10), (0, 4), (0, 6)}  # platform and encoding of tables over all of Unicode, format 12


@cache
def covered(font: Path) -> tuple[tuple[int, int], ...]:
    """Return the code points of a TrueType font as ranges, first and last.

    Raises:
        ValueError: the font has no table over all of Unicode.
    """
    data = font.read_bytes()
    start = _table(data, b"cmap")
    (count,) = struct.unpack_from(">2xH", data, start)
    for place in range(count):
        platform, encoding, offset = SUBTABLE.unpack_from(data, start + 4 + place * SUBTABLE.size)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if (platform, encoding) in UNICODE_FULL and kind == 12:
            return _groups(data, start + offset)
    raise ValueError(f"{font.name}: no table of all characters")


def can_draw(font: Path, text: str) -> bool:
    """Return whether the font has a glyph for every character that shows."""
    ranges = covered(font)
    return all(any(first <= ord(c) <= last for first, last in ranges) for c in set(text) if not c.isspace())


def _table(data: bytes, wanted: bytes) -> int:
    (count,) = HEAD.unpack_from(data)
    for place in range(count):
        name, offset, _ = RECORD.unpack_from(data, HEAD.size + place * RECORD.size)
        if name == wanted:
            return int(offset)
    raise ValueError(f"no table {wanted.decode()}")


def _groups(data: bytes, start: int) -> tuple[tuple[int, int], ...]:
    (count,) = struct.unpack_from(">12xL", data, start)
    groups = (GROUP.unpack_from(data, start + 16 + place * GROUP.size) for place in range(count))
    return tuple((first, last) for first, last, _ in groups)
