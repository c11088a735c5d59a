"""What Discord would refuse in a message: its own OpenAPI text, and a short table of what that text does not say."""

import functools
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from bot.types.card import Mention

ORACLE = Path(__file__).parent / "oracles" / "discord-openapi.json.gz"
PING = re.compile(r"@(everyone|here)\b|<@[!&]?\d+>|<#\d+>|<id:\w+>")
LISTS_NOBODY: dict[str, Any] = {"parse": []}
V2 = 1 << 15


@functools.cache
def validator(schema: str) -> Draft202012Validator:
    document = json.loads(gzip.decompress(ORACLE.read_bytes()))
    return Draft202012Validator({"components": document["components"], "$ref": f"#/components/schemas/{schema}"})


def problems(payload: dict[str, Any], schema: str = "MessageCreateRequest") -> list[str]:
    """Return what Discord would say against a message; empty when it takes it."""
    found = [error.json_path for error in validator(schema).iter_errors(payload)]
    return found + list(_missed(payload))


def strings(node: Any) -> Iterator[str]:
    """Return every string anywhere in a payload."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def pings(payload: dict[str, Any], mention: Mention | None = None) -> list[str]:
    """Return what could call somebody else than `mention`; and that allowed_mentions lists exactly this one."""
    called = mention if mention is not None and re.fullmatch(r"[1-9][0-9]{0,18}", mention.id) else None
    written = "" if called is None else f"<@{'&' if called.kind == 'role' else ''}{called.id}>"
    allowed = LISTS_NOBODY if called is None else {**LISTS_NOBODY, f"{called.kind}s": [called.id]}
    texts = list(strings({key: value for key, value in payload.items() if key != "allowed_mentions"}))
    own = [text for text in texts if written and (text == written or text.startswith(f"{written}\n"))]
    found = [text for text in texts if PING.search(text.removeprefix(written) if text in own else text)]
    if written and len(own) != 1:
        found.append("whom it calls is not said once")
    return found if payload.get("allowed_mentions") == allowed else [*found, "allowed_mentions"]


def _missed(payload: dict[str, Any]) -> Iterator[str]:
    flags = payload.get("flags") or 0
    components = list(_components(payload.get("components") or []))
    if len(payload.get("content") or "") > 2_000:
        yield "content > 2000"
    if flags & V2 and (payload.get("content") or payload.get("embeds")):
        yield "content or embeds beside Components V2"
    if flags & V2 and not components:
        yield "Components V2 without components"
    if not flags & V2 and not (payload.get("content") or payload.get("embeds")):
        yield "empty message (50006)"
    if not flags & V2 and any(component["type"] not in (1, 2, 3) for component in components):
        yield "layout component without its flag"
    if not flags & V2 and len(payload.get("components") or []) > 5:
        yield "more than 5 rows"
    yield from _component_problems(components)
    yield from _embed_problems(payload.get("embeds") or [])


def _component_problems(components: list[dict[str, Any]]) -> Iterator[str]:
    ids = [component["custom_id"] for component in components if component.get("custom_id")]
    if len(components) > 40:
        yield "more than 40 components"
    yield from _menu_problems([component for component in components if component["type"] == 3])
    if sum(len(component.get("content", "")) for component in components) > 4_000:
        yield "more than 4000 characters of text"
    if len(ids) != len(set(ids)):
        yield "custom_id twice"
    for component in components:
        if component["type"] == 10 and not component["content"].strip():
            yield "empty text display"
        if component["type"] == 2 and not (component.get("custom_id") or component.get("url")):
            yield "button without custom_id or url"
        if component["type"] == 2 and not (component.get("label") or "").strip():
            yield "button without words"


def _menu_problems(menus: list[dict[str, Any]]) -> Iterator[str]:
    for menu in menus:
        options = menu["options"]
        values = [option["value"] for option in options]
        if not 1 <= len(options) <= 25 or len(values) != len(set(values)):
            yield "options"
        for option in options:
            if not 1 <= len(option["label"].strip()) <= 100 or not 1 <= len(option["value"]) <= 100:
                yield "option's label or value"
        if len(menu.get("placeholder", "")) > 150:
            yield "placeholder > 150"


def _embed_problems(embeds: list[dict[str, Any]]) -> Iterator[str]:
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        total += len(embed.get("title") or "") + len(embed.get("description") or "")
        total += len((embed.get("footer") or {}).get("text") or "")
        total += sum(len(field["name"]) + len(field["value"]) for field in fields)
        if any(not field["name"].strip() or not field["value"].strip() for field in fields):
            yield "empty embed field"
        if embed.get("url") and not re.match(r"https?://[^\s/]+", embed["url"]):
            yield "embed url"
    if total > 6_000:
        yield "embeds > 6000 characters"


def _components(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        yield node
        yield from _components(node.get("components") or [])
        if isinstance(node.get("accessory"), dict):
            yield node["accessory"]
