"""Reads the catalogue's TOML files, and an operator's own file on top of them."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from bot.catalogue.catalogue import Catalogue, Entry, fold, names_of
from bot.catalogue.entries import Benchmark, Chip, Family, Lab, Licence, Words
from bot.catalogue.own import own_entries
from bot.errors import SettingsError

DATA = Path(__file__).parent / "data"
UNITS: dict[str, Literal["%", "elo", "index", "score"]] = {
    "percent": "%",
    "elo": "elo",
    "index": "index",
    "score": "score",
}


def load_catalogue(extra: Path | None = None) -> Catalogue:
    """Return the catalogue that ships with Launchwire, with the entries of an operator's TOML file added.

    Raises:
        SettingsError: the file cannot be read, or a name in it already means something else.
    """
    own = own_entries(extra) if extra is not None else {}
    labs_data = {**_data("labs"), **own.get("labs", {})}
    labs = tuple(_lab(name, row) for name, row in labs_data.items())
    families = tuple(_family(text, lab) for lab, row in labs_data.items() for text in row.get("families", ()))
    benchmarks = _merged(_benchmarks(_data("benchmarks")), _benchmarks(own.get("benchmarks", {})))
    licences = tuple(_licence(name, row) for name, row in {**_data("licences"), **own.get("licences", {})}.items())
    chips = tuple(_chip(name, row) for name, row in {**_data("hardware"), **own.get("chips", {})}.items())
    _refuse_doubles((*labs, *benchmarks, *licences, *chips), extra)
    _refuse_doubles(families, extra)
    return Catalogue(labs, families, benchmarks, licences, chips, _words(_data("words")))


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def _lab(name: str, row: Mapping[str, Any]) -> Lab:
    return Lab(name, tuple(row.get("aliases", ())), row.get("domain"), tuple(row.get("hubs", ())))


def _family(text: str, lab: str) -> Family:
    return Family(text.rstrip("*"), lab, is_common_word=text.endswith("*"))


def _benchmarks(data: Mapping[str, Any]) -> Iterable[Benchmark]:
    saturated = {fold(name) for name in data.get("saturated", {}).get("names", ())}
    lower = {fold(name) for name in data.get("lower", {}).get("names", ())}
    for key, unit in UNITS.items():
        for text in data.get(key, {}).get("names", ()):
            name, _, more = text.partition(" = ")
            aliases = tuple(alias.strip() for alias in more.split(",") if alias.strip())
            yield Benchmark(name, unit, aliases, fold(name) in saturated, fold(name) not in lower)


def _merged(shipped: Iterable[Benchmark], own: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """Return all; an operator's entry replaces ours of the same name."""
    return tuple({fold(one.name): one for one in (*shipped, *own)}.values())


def _licence(name: str, row: Mapping[str, Any]) -> Licence:
    return Licence(name, row["class"], row.get("id"), tuple(row.get("aliases", ())))


def _chip(name: str, row: Mapping[str, Any]) -> Chip:
    return Chip(name, row["vendor"], row["memory_gb"], tuple(row.get("aliases", ())))


def _words(data: Mapping[str, Any]) -> Words:
    lists: dict[str, Any] = {key: tuple(value) for key, value in data.items() if isinstance(value, list)}
    for key in ("capabilities", "modalities"):
        lists[key] = {name: tuple(words) for name, words in data[key].items()}
    return Words(**lists)


def _refuse_doubles(entries: Iterable[Entry | Family], extra: Path | None) -> None:
    known: dict[str, Entry | Family] = {}
    for entry in entries:
        for name in names_of(entry):
            other = known.setdefault(fold(name), entry)
            if other is not entry:
                where = f"LAUNCHWIRE_CATALOGUE {extra}" if extra else "the catalogue"
                raise SettingsError(f"{where}: {name} means both {other.name} and {entry.name}; rename one")
