"""An operator's own TOML file of names, checked entry by entry, so that a slip is told in words at the start."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.errors import SettingsError

KINDS = ("labs", "benchmarks", "licences", "chips")
CLASSES = ("open", "restricted", "nc", "proprietary")
LARGEST_FILE = 5_000_000  # bytes
_UNITS = ("percent", "elo", "index", "score")
# What an entry may say and of which kind: text, number or a list of texts; the first ones it must say.
_KEYS: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "labs": ({}, {"aliases": list, "families": list, "domain": str, "hubs": list}),
    "licences": ({"class": str}, {"id": str, "aliases": list}),
    "chips": ({"vendor": str, "memory_gb": int}, {"aliases": list}),
}
_IN_WORDS = {str: "a text in quotes", int: "a whole number", list: 'a list of texts, ["one", "two"]'}


def own_entries(path: Path) -> dict[str, Any]:
    """Return the tables of an operator's file.

    Raises:
        SettingsError: it cannot be read or says something we do not understand; the text says where and what to write.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SettingsError(f"LAUNCHWIRE_CATALOGUE {path}: larger than {LARGEST_FILE // 1_000_000} MB")
        own = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"LAUNCHWIRE_CATALOGUE {path}: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"LAUNCHWIRE_CATALOGUE {path}: no TOML ({error})") from error
    for kind, rows in own.items():
        if kind not in KINDS:
            raise _wrong(path, f"[{kind}]", f"is none of {', '.join(KINDS)}")
        if not isinstance(rows, dict):
            raise _wrong(path, kind, f"is to be a table: [{kind}]")
        (_check_benchmarks if kind == "benchmarks" else _check_entries)(path, kind, rows)
    return own


def _check_entries(path: Path, kind: str, rows: Mapping[str, Any]) -> None:
    needed, more = _KEYS[kind]
    for name, row in rows.items():
        place = f'[{kind}] "{name}"'
        if not isinstance(row, dict):
            raise _wrong(path, place, "is to be a table: { ... }")
        missing = sorted(set(needed) - set(row))
        if missing:
            raise _wrong(path, place, f"lacks {missing[0]}")
        for key, value in row.items():
            wanted = {**needed, **more}.get(key)
            if wanted is None:
                raise _wrong(path, place, f"{key} is none of {', '.join((*needed, *more))}")
            if not isinstance(value, wanted) or isinstance(value, bool) or not _is_text_list(value):
                raise _wrong(path, place, f"{key} is to be {_IN_WORDS[wanted]}")
        if kind == "licences" and row["class"] not in CLASSES:
            raise _wrong(path, place, f"class is to be one of {', '.join(CLASSES)}")


def _check_benchmarks(path: Path, _: str, rows: Mapping[str, Any]) -> None:
    for unit, row in rows.items():
        place = f"[benchmarks.{unit}]"
        if unit not in (*_UNITS, "saturated", "lower"):
            raise _wrong(path, place, f"is none of {', '.join((*_UNITS, 'saturated', 'lower'))}")
        names = row.get("names") if isinstance(row, dict) else None
        if not isinstance(names, list) or not _is_text_list(names):
            raise _wrong(path, place, f"needs names, {_IN_WORDS[list]}")


def _is_text_list(value: object) -> bool:
    return not isinstance(value, list) or all(isinstance(one, str) and one.strip() for one in value)


def _wrong(path: Path, place: str, what: str) -> SettingsError:
    return SettingsError(f"LAUNCHWIRE_CATALOGUE {path}: {place} {what}. docs/catalogue.md shows an example.")
