"""The public schema of `launchwire read --json` and `launchwire match`: a launch's answers as one JSON object."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, cast

from bot.types.fact import Event, Fact
from bot.types.launch import Availability, Model, Number, Price, Score, View

Record = dict[str, Any]
LicenceClass = Literal["open", "restricted", "nc", "proprietary"]
PriceKind = Literal["input", "output", "cached"]


def to_record(
    view: View, *, stem: str, launch_key: str | None, title: str = "", teasers: Sequence[Record] = ()
) -> Record:
    """Return one object of the schema, `stem` as its id; numbers are JSON numbers, unknown values are null."""
    return {
        "id": stem,
        "title": title,
        "is_launch": view.is_launch,
        "event": view.event,
        "confidence": float(view.confidence),
        "launch_key": launch_key,
        "lab": view.lab,
        "models": [_model(model) for model in view.models],
        "availability": view.availability,
        "access": sorted(view.access),
        "license": view.license,
        "license_class": view.license_class,
        "context_tokens": view.context_tokens,
        "output_tokens": view.output_tokens,
        "modalities": list(dict.fromkeys((*view.modalities_in, *view.modalities_out))),
        "modalities_in": list(view.modalities_in),
        "modalities_out": list(view.modalities_out),
        "capabilities": list(view.capabilities),
        "languages": view.languages,
        "release_date": view.release_date,
        "prices": [_price(price) for price in view.prices if price.currency == "USD"],
        "prices_local": [_price(price) for price in view.prices if price.currency != "USD"],
        "benchmarks": _scores(view.benchmarks),
        "other_numbers": [_number(number) for number in view.other_numbers],
        "training_tokens": view.training_tokens,
        "hardware": view.hardware,
        "facts": [fact_record(fact) for fact in view.facts],
        "teasers": list(teasers),
    }


def fact_record(fact: Fact) -> Record:
    """Return one fact with the sentence it stands in; `start` and `end` count characters of the article."""
    return {
        "field": fact.field,
        "value": _plain(fact.value) if isinstance(fact.value, Decimal) else fact.value,
        "unit": fact.unit,
        "printed": fact.printed,
        "qualifier": fact.qualifier,
        "owner": fact.owner,
        "role": fact.role,
        "measure": fact.measure,
        "setting": fact.setting,
        "quote": fact.quote.text,
        "start": fact.quote.start,
        "end": fact.quote.end,
        "confidence": float(fact.confidence),
        "rule": fact.rule,
    }


def from_record(record: Mapping[str, Any]) -> View:
    """Return the view that a record states; a key that is absent or null means "not stated".

    Raises:
        ValueError: a value is of the wrong kind; the text names the key.
    """
    modalities = _words(record, "modalities")
    return View(
        lab=_text(record, "lab"),
        name=_text(record, "name") or _launch_name(record),
        event=cast("Event", _text(record, "event") or "launch"),
        is_launch=record.get("is_launch") is not False,
        confidence=_decimal(record, "confidence") or Decimal(1),
        models=tuple(_read_model(row) for row in _rows(record, "models")),
        availability=cast("Availability", _text(record, "availability") or "unknown"),
        access=frozenset(_words(record, "access")),
        license=_text(record, "license"),
        license_class=cast("LicenceClass | None", _text(record, "license_class")),
        context_tokens=_int(record, "context_tokens"),
        output_tokens=_int(record, "output_tokens"),
        modalities_in=_words(record, "modalities_in") or modalities,
        modalities_out=_words(record, "modalities_out"),
        capabilities=_words(record, "capabilities"),
        languages=_int(record, "languages"),
        release_date=_text(record, "release_date"),
        prices=tuple(
            price for row in (*_rows(record, "prices"), *_rows(record, "prices_local")) if (price := _read_price(row))
        ),
        benchmarks=tuple(score for row in _rows(record, "benchmarks") if (score := _read_score(row))),
        other_numbers=tuple(number for row in _rows(record, "other_numbers") if (number := _read_number(row))),
        training_tokens=_int(record, "training_tokens"),
        hardware=_text(record, "hardware"),
    )


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _model(model: Model) -> Record:
    row: Record = {"name": model.name, "params_total": model.params_total, "params_active": model.params_active}
    if model.context_tokens is not None:
        row["context_tokens"] = model.context_tokens
    if model.license is not None:
        row["license"] = model.license
    return row


def _price(price: Price) -> Record:
    in_dollars = price.currency == "USD"
    return {
        "model": price.model,
        "kind": price.kind,
        "usd_per_million_tokens": _plain(price.amount) if in_dollars else None,
        "amount": _plain(price.amount),
        "currency": price.currency,
        "is_subject": price.is_subject,
    }


def _scores(scores: Sequence[Score]) -> list[Record]:
    """Return one row for each score; of several of a model on one benchmark the name holds the setting."""
    settings: dict[tuple[str, str], set[str | None]] = {}
    for score in scores:
        settings.setdefault((score.benchmark, score.model), set()).add(score.setting)
    return [_score(score, is_one_of_several=len(settings[score.benchmark, score.model]) > 1) for score in scores]


def _score(score: Score, *, is_one_of_several: bool) -> Record:
    is_told_apart = is_one_of_several and score.setting is not None
    row: Record = {
        "benchmark": f"{score.benchmark} ({score.setting})" if is_told_apart else score.benchmark,
        "model": score.model,
        "score": _plain(score.value),
        "unit": score.unit,
        "is_subject": score.is_subject,
    }
    if score.setting is not None:
        row["setting"] = score.setting
    return row


def _number(number: Number) -> Record:
    return {"what": number.what, "value": _plain(number.value), "unit": number.unit, "owner": number.owner}


def _launch_name(record: Mapping[str, Any]) -> str | None:
    key = record.get("launch_key")
    return key.partition("/")[2] or key if isinstance(key, str) else None


def _rows(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [row for row in _list(record, key) if isinstance(row, Mapping)]


def _words(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(word for word in _list(record, key) if isinstance(word, str))


def _list(record: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = record.get(key)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise ValueError(f"{key}: expected a list, got {value!r:.60}")
    return value


def _text(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key}: expected text, got {value!r:.60}")
    return value


def _decimal(record: Mapping[str, Any], key: str) -> Decimal | None:
    value = record.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError(f"{key}: expected a number, got {value!r:.60}")
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"{key}: expected a number, got {value!r:.60}")
    return number


def _int(record: Mapping[str, Any], key: str) -> int | None:
    value = _decimal(record, key)
    return None if value is None else int(value)


def _read_model(row: Mapping[str, Any]) -> Model:
    return Model(
        name=_text(row, "name") or "",
        params_total=_int(row, "params_total"),
        params_active=_int(row, "params_active"),
        context_tokens=_int(row, "context_tokens"),
        license=_text(row, "license"),
    )


def _read_price(row: Mapping[str, Any]) -> Price | None:
    dollars = _decimal(row, "usd_per_million_tokens")
    amount = _decimal(row, "amount") if dollars is None else dollars
    if amount is None:
        return None  # a price that nobody states is none, and not zero
    return Price(
        model=_text(row, "model") or "",
        kind=cast("PriceKind", _text(row, "kind") or "input"),
        amount=amount,
        currency="USD" if dollars is not None else _text(row, "currency") or "USD",
        is_subject=row.get("is_subject") is not False,
    )


def _read_score(row: Mapping[str, Any]) -> Score | None:
    value = _decimal(row, "score")
    if value is None:
        return None
    return Score(
        benchmark=_text(row, "benchmark") or "",
        model=_text(row, "model") or "",
        value=value,
        unit=_text(row, "unit") or "score",
        is_subject=row.get("is_subject") is True,
        setting=_text(row, "setting"),
    )


def _read_number(row: Mapping[str, Any]) -> Number | None:
    value = _decimal(row, "value")
    if value is None:
        return None
    return Number(what=_text(row, "what") or "", value=value, unit=_text(row, "unit") or "", owner=_text(row, "owner"))
