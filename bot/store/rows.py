"""Many values in one statement: one parameter as a table, so that a batch of any size is one text, prepared once."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Boolean, Connection, Double, Subquery, Text, text
from sqlalchemy.sql.type_api import TypeEngine

_TYPES: dict[str, tuple[type[TypeEngine[Any]], str]] = {
    "id": (BigInteger, "bigint"),
    "seconds": (Double, "double precision"),
    "words": (Text, "text"),
    "truth": (Boolean, "boolean"),
}
_READ = {
    "sqlite": "json_extract(value, '$[{place}]') AS {name}",
    "postgresql": "CAST(value ->> {place} AS {type}) AS {name}",
}
_ID = {"sqlite": "value AS id FROM json_each(:ids)", "postgresql": "unnest(CAST(:ids AS bigint[])) AS id"}
_FROM = {"sqlite": "json_each(:batch)", "postgresql": "json_array_elements(CAST(:batch AS json))"}


@cache
def rows_of(kind: str, *columns: tuple[str, str]) -> Subquery:
    """Return a table of `columns`, (name, id, seconds, words or truth) each, filled by the parameter `batch`."""
    read = ", ".join(
        _READ[kind].format(place=place, name=name, type=_TYPES[what][1]) for place, (name, what) in enumerate(columns)
    )
    source = text(f"SELECT {read} FROM {_FROM[kind]}")  # noqa: S608 - our own names only
    return source.columns(**{name: _TYPES[what][0] for name, what in columns}).subquery("batch_rows")


def batch(rows: Iterable[tuple[Any, ...]]) -> dict[str, str]:
    """Return the parameter that fills `rows_of`."""
    return {"batch": json.dumps(list(rows))}


@cache
def ids_of(kind: str) -> Subquery:
    """Return a table of one column, `id`, filled by the parameter `ids`."""
    source = text(f"SELECT {_ID[kind]}")
    return source.columns(id=BigInteger).subquery("chosen")


def ids(kind: str, values: Iterable[int]) -> dict[str, Any]:
    """Return the parameter that fills `ids_of`; an array tells PostgreSQL how many there are, and it plans for that."""
    return {"ids": list(values) if kind == "postgresql" else json.dumps(list(values))}


def kind_of(connection: Connection) -> str:
    """Return which database this is, as `rows_of` takes it."""
    return connection.dialect.name
