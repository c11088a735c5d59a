"""Lists of models in JSON as entries: organisations at the Hugging Face Hub, and OpenRouter's models with their prices.

https://huggingface.co/docs/hub/api and https://openrouter.ai/docs/models say what is in them.
"""

import html
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.sources.dates import in_utc, parse_date
from bot.types import FeedEntry

HUB = "https://huggingface.co/"
ROUTER = "https://openrouter.ai/"
LONGEST_NAME = 200
_MILLION = Decimal(1_000_000)
# Repositories that hold somebody's model again: packed smaller, or with a small part trained on top
_AGAIN = ("base_model:quantized:", "base_model:adapter:", "base_model:merge:")


def is_hub_list(found: object) -> bool:
    """Return whether JSON is the Hub's list of models."""
    return isinstance(found, list) and all(isinstance(row, dict) and ("modelId" in row or "id" in row) for row in found)


def is_router_list(found: object) -> bool:
    """Return whether JSON is OpenRouter's list of models."""
    rows = found.get("data") if isinstance(found, dict) else None
    return isinstance(rows, list) and any(isinstance(row, dict) and "pricing" in row for row in rows)


def hub_entries(rows: Sequence[dict[str, Any]]) -> tuple[FeedEntry, ...]:
    """Return a model repository each; private ones and copies of other models are left out."""
    found = (_hub_entry(row) for row in rows)
    return tuple(entry for entry in found if entry is not None)


def _hub_entry(row: dict[str, Any]) -> FeedEntry | None:
    name = _name(row.get("id")) or _name(row.get("modelId"))
    tags = [tag for tag in _list(row.get("tags")) if isinstance(tag, str)]
    if "/" not in name or row.get("private") is True or any(tag.startswith(_AGAIN) for tag in tags):
        return None
    owner, _, model = name.partition("/")
    created = row.get("createdAt")
    return FeedEntry(
        id=name,
        url=HUB + name,
        title=f"{model} by {owner} at Hugging Face",
        summary=_hub_words(name, row, tags),
        published=parse_date(created) if isinstance(created, str) else None,
    )


def _hub_words(name: str, row: dict[str, Any], tags: list[str]) -> str:
    """Return what the list says of a model as HTML: the card itself says more, where it can be read."""
    named = dict(tag.split(":", 1) for tag in reversed(tags) if tag.startswith(("license:", "region:")))
    facts = [f"The model {name.partition('/')[2]} is at Hugging Face."]
    if isinstance(row.get("pipeline_tag"), str):
        facts.append(f"Task: {row['pipeline_tag']}.")
    if "license" in named:
        facts.append(f"License: {named['license']}.")
    return "".join(f"<p>{html.escape(fact)}</p>" for fact in facts)


def router_entries(rows: Sequence[Any]) -> tuple[FeedEntry, ...]:
    """Return an entry for each model; free and other variants of a model that is listed anyway are left out."""
    found = (_router_entry(row) for row in rows if isinstance(row, dict))
    return tuple(entry for entry in found if entry is not None)


def _router_entry(row: dict[str, Any]) -> FeedEntry | None:
    one, name = _name(row.get("id")), _name(row.get("name"))
    if "/" not in one or ":" in one or not name:
        return None
    words = [_name(row.get("description"), 20_000), *_router_facts(row, name)]
    return FeedEntry(
        id=one,
        url=ROUTER + one,
        title=name,
        summary="".join(f"<p>{html.escape(fact)}</p>" for fact in words if fact),
        published=_moment(row.get("created")),
    )


def _router_facts(row: dict[str, Any], name: str) -> list[str]:
    """Return context, price and modalities in sentences, which is how the reader takes facts from any text."""
    model, facts = name.rpartition(": ")[2], []
    context = row.get("context_length")
    if isinstance(context, int) and context > 0:
        facts.append(f"{model} has a context window of {context:,} tokens.")
    prices = row.get("pricing") if isinstance(row.get("pricing"), dict) else {}
    taken, given = (_per_million((prices or {}).get(side)) for side in ("prompt", "completion"))
    if taken is not None and given is not None:
        facts.append(f"{model} costs ${taken} per million input tokens and ${given} per million output tokens.")
    kinds = row.get("architecture") if isinstance(row.get("architecture"), dict) else {}
    takes = [kind for kind in _list((kinds or {}).get("input_modalities")) if isinstance(kind, str)]
    if takes:
        facts.append(f"{model} takes {', '.join(takes)} as input.")
    return facts


def _per_million(value: object) -> str | None:
    """Return a price per token as one per million tokens; None for none, nothing, and what depends."""
    try:
        price = Decimal(str(value)) * _MILLION
    except InvalidOperation:
        return None
    if not price.is_finite() or price <= 0 or price > _MILLION:
        return None
    dollars, _, cents = f"{price:.4f}".rstrip("0").partition(".")
    return f"{dollars}.{cents:0<2}" if cents else dollars


def _moment(seconds: object) -> datetime | None:
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return None
    try:
        return in_utc(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _name(value: object, longest: int = LONGEST_NAME) -> str:
    return " ".join(value.split())[:longest] if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
