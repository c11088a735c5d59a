"""The list of sources: the one that ships with Launchwire, or the operator's own file in the same form."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from bot.errors import SettingsError
from bot.types.article import SourceKind, Trust

SHIPPED = Path(__file__).parent / "sources.toml"
KEY = "LAUNCHWIRE_SOURCES"
LONGEST_MINUTES = 7 * 24 * 60
_FIELDS = frozenset({"url", "title", "kind", "lab", "trust", "every_minutes", "backfill", "enabled"})


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source as a list names it."""

    url: str
    title: str = ""
    kind: SourceKind = "feed"
    lab: str | None = None  # set when the source is a lab's own
    trust: Trust = "press"
    every_minutes: int | None = None  # None: as the settings say
    backfill: bool = False  # announce what the first fetch brings


def listed_sources(path: Path | None = None) -> Sequence[ListedSource]:
    """Return the enabled sources of a TOML file, or of the list that ships with Launchwire.

    Raises:
        SettingsError: the file cannot be read or something in it is wrong; the text says which entry.
    """
    place = path or SHIPPED
    rows = read_toml(place, KEY).get("source")
    if not isinstance(rows, list):
        raise SettingsError(f"{KEY}: {place} has no [[source]]; docs/sources.md shows the form")
    named = [(_source(row, f"{place}, source {number}"), row) for number, row in enumerate(rows, start=1)]
    _refuse_doubles([source for source, _ in named], place)
    return [source for source, row in named if row.get("enabled", True)]


def read_toml(place: Path, key: str) -> dict[str, Any]:
    """Return what a TOML file holds; `key` names the setting that chose it.

    Raises:
        SettingsError: it cannot be read, or is no TOML.
    """
    try:
        return tomllib.loads(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{key}: {place}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{key}: {place} is no TOML: {error}") from error


def _source(row: object, where: str) -> ListedSource:
    if not isinstance(row, dict):
        raise SettingsError(f"{KEY}: {where} is no table")
    unknown = sorted(set(row) - _FIELDS)
    if unknown:
        raise SettingsError(f"{KEY}: {where} has unknown keys: {', '.join(unknown)}")
    return ListedSource(
        url=_url(row, where),
        title=_text(row, "title", where),
        kind=_one_of(row, "kind", get_args(SourceKind), "feed", where),
        lab=_text(row, "lab", where) or None,
        trust=_one_of(row, "trust", get_args(Trust), "official" if row.get("lab") else "press", where),
        every_minutes=_minutes(row, where),
        backfill=_flag(row, "backfill", where) and _flag(row, "enabled", where, default=True),
    )


def _url(row: Mapping[str, Any], where: str) -> str:
    url = _text(row, "url", where)
    if not url.startswith(("http://", "https://")) or any(letter.isspace() for letter in url):
        raise SettingsError(f"{KEY}: {where} needs an http(s) url")
    return url


def _text(row: Mapping[str, Any], name: str, where: str) -> str:
    value = row.get(name, "")
    if not isinstance(value, str):
        raise SettingsError(f"{KEY}: {where}: {name} must be text")
    return value.strip()


def _one_of(row: Mapping[str, Any], name: str, known: Sequence[Any], default: str, where: str) -> Any:  # noqa: ANN401 - a Literal of the caller
    value = row.get(name, default)
    if value not in known:
        raise SettingsError(f"{KEY}: {where}: {name} must be one of {', '.join(known)}")
    return value


def _minutes(row: Mapping[str, Any], where: str) -> int | None:
    value = row.get("every_minutes")
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if value is not None and not (is_number and 1 <= value <= LONGEST_MINUTES):
        raise SettingsError(f"{KEY}: {where}: every_minutes must be a number from 1 to {LONGEST_MINUTES}")
    return value


def _flag(row: Mapping[str, Any], name: str, where: str, *, default: bool = False) -> bool:
    value = row.get(name, default)
    if not isinstance(value, bool):
        raise SettingsError(f"{KEY}: {where}: {name} must be true or false")
    return value


def _refuse_doubles(sources: Sequence[ListedSource], place: Path) -> None:
    seen: set[str] = set()
    for source in sources:
        if source.url in seen:
            raise SettingsError(f"{KEY}: {place} lists {source.url} twice")
        seen.add(source.url)
