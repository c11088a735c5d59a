"""Our values as JSON and back, without loss, for the database. The public schema is in record.py."""

import dataclasses
import functools
import types
import typing
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from bot.types.fact import Report
from bot.types.launch import View

T = TypeVar("T")


def encode(value: Any) -> Any:  # noqa: ANN401 - any of our dataclasses, down to plain JSON
    """Return JSON for a value of ours; Decimal and datetime are tagged so that they come back as such."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, datetime):
        return {"time": value.isoformat()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    return value


def decode(kind: type[T], data: Any) -> T:  # noqa: ANN401 - JSON
    """Return the value of type `kind` that became `data`. Keys that the type no longer has are dropped."""
    return typing.cast("T", _decode(kind, data))


def _decode(kind: Any, data: Any) -> Any:  # noqa: ANN401
    if isinstance(data, dict) and len(data) == 1:
        if "decimal" in data:
            return Decimal(data["decimal"])
        if "time" in data:
            return datetime.fromisoformat(data["time"])
    if isinstance(data, dict):
        hints = _hints(_dataclass_in(kind))
        return _dataclass_in(kind)(**{key: _decode(hints[key], value) for key, value in data.items() if key in hints})
    if isinstance(data, list):
        outer, inner = _sequence_in(kind)
        return outer(_decode(inner, item) for item in data)
    return data


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _members(kind: Any) -> tuple[Any, ...]:  # noqa: ANN401
    if isinstance(kind, types.UnionType) or typing.get_origin(kind) is typing.Union:
        return typing.get_args(kind)
    return (kind,)


def _dataclass_in(kind: Any) -> Any:  # noqa: ANN401
    return next(member for member in _members(kind) if dataclasses.is_dataclass(member))


def _sequence_in(kind: Any) -> tuple[Any, Any]:  # noqa: ANN401
    for member in _members(kind):
        outer = typing.get_origin(member)
        if outer in (tuple, frozenset, list):
            return outer, typing.get_args(member)[0]
    raise TypeError(f"no sequence in {kind}")


def dump_view(view: View) -> Any:  # noqa: ANN401 - JSON
    """Return a view as lossless JSON."""
    return encode(view)


def load_view(data: Any) -> View:  # noqa: ANN401 - JSON
    """Return the view that `dump_view` wrote."""
    return decode(View, data)


def dump_report(report: Report) -> Any:  # noqa: ANN401 - JSON
    """Return a report as lossless JSON."""
    return encode(report)


def load_report(data: Any) -> Report:  # noqa: ANN401 - JSON
    """Return the report that `dump_report` wrote."""
    return decode(Report, data)
