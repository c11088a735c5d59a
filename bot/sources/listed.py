"""The list of sources in TOML: the one that ships, or an operator's own."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_args

from bot.errors import SettingsError
from bot.types.article import SourceKind, Trust

SHIPPED = Path(__file__).parent / "sources.toml"


@dataclass(frozen=True, slots=True)
class ListedSource:
    """One entry of the list."""

    url: str
    title: str = ""
    kind: SourceKind = "feed"
    lab: str | None = None  # set when the source is a lab's own
    trust: Trust = "press"
    every_minutes: int | None = None  # None: LAUNCHWIRE_POLL_MINUTES
    backfill: bool = False  # announce what the first look brings, too


def listed_sources(path: Path | None = None) -> tuple[ListedSource, ...]:
    """Return the sources of a file, or those that ship with Launchwire.

    Raises:
        SettingsError: the file cannot be read, or an entry is wrong; the text says which.
    """
    chosen = path or SHIPPED
    try:
        rows = tomllib.loads(chosen.read_text(encoding="utf-8")).get("source", [])
    except OSError as error:
        raise SettingsError(f"{chosen}: {error.strerror}. LAUNCHWIRE_SOURCES names the list of sources.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{chosen}: {error}. docs/sources.md shows what the list looks like.") from error
    if not isinstance(rows, list):
        raise SettingsError(f"{chosen}: sources are written as [[source]] tables; docs/sources.md shows how.")
    return tuple(_source(chosen, number, row) for number, row in enumerate(rows, 1))


def _source(path: Path, number: int, row: Any) -> ListedSource:  # noqa: ANN401 - TOML
    where = f"{path}: source {number}"
    known = {one.name for one in fields(ListedSource)}
    if not isinstance(row, dict) or set(row) - known:
        unknown = ", ".join(sorted(set(row) - known)) if isinstance(row, dict) else "no table"
        raise SettingsError(f"{where}: {unknown}? Keys are {', '.join(sorted(known))}.")
    url = row.get("url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise SettingsError(f"{where}: url has to begin with https:// or http://")
    for key, allowed in (("kind", get_args(SourceKind)), ("trust", get_args(Trust))):
        if key in row and row[key] not in allowed:
            raise SettingsError(f"{where}: {key} is one of {', '.join(allowed)}")
    minutes = row.get("every_minutes")
    if minutes is not None and (not isinstance(minutes, int) or not 1 <= minutes <= 10_080):
        raise SettingsError(f"{where}: every_minutes is a whole number from 1 to 10080")
    return ListedSource(**row)
