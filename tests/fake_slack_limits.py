"""What the real Slack would say about a message: slack_sdk's models, and our own table for what they let pass."""

import json
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

NOT_MODELLED = {"data_visualization"}  # slack_sdk 3.47 knows no charts
MOST_BLOCKS = 50
MOST_BLOCK_TEXT = 11_000  # where msg_blocks_too_long was seen; nobody documents it
MOST_TEXT = 40_000
FORBIDDEN = ("<!", "<@", "<#", "\u202e", "\u200b", "\u2066")
SHOWN = ("text", "label", "title", "name")


def complaints(blocks: Sequence[dict[str, Any]], most: int = MOST_BLOCKS) -> list[str]:
    """Return why Slack would refuse these blocks; nothing when it would not."""
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    found += ["two tables"] if sum(block["type"] == "table" for block in blocks) > 1 else []
    for block in blocks:
        found += list(_block_complaints(block))
    return found


def pings_in(payload: object) -> list[str]:
    """Return every string of a payload that could ping, or hides characters that turn or vanish."""
    return [text for text in _strings(payload) if any(mark in text for mark in FORBIDDEN)]


def text_weight(payload: object) -> int:
    """Return the characters that are shown in all blocks together."""
    return sum(len(text) for key, text in _keyed(payload) if key in SHOWN)


def _block_complaints(block: dict[str, Any]) -> Iterator[str]:
    if block["type"] in NOT_MODELLED:
        yield from _chart_complaints(block)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parsed: list[Block | None] = list(Block.parse_all([json.loads(json.dumps(block))]))
    if parsed[0] is None:
        yield f"unknown block {block['type']}"
        return
    try:
        parsed[0].to_dict()
    except SlackObjectFormationError as error:
        yield str(error)
    yield from _own_complaints(block)


def _own_complaints(block: dict[str, Any]) -> Iterator[str]:
    for field in block.get("fields", []):
        if not 0 < len(field["text"]) <= 2_000:
            yield "field text"
    if block["type"] == "section" and not block.get("fields") and not block.get("text", {}).get("text"):
        yield "section without text"
    if block["type"] == "table":
        yield from _table_complaints(block["rows"])
    for element in block.get("elements", []):
        if element.get("type") in ("mrkdwn", "plain_text") and not 0 < len(element["text"]) <= 3_000:
            yield "context text"
        if element.get("type") == "button":
            yield from _button_complaints(element)
    if block["type"] in ("actions", "context") and not block["elements"]:
        yield "no elements"


def _button_complaints(element: dict[str, Any]) -> Iterator[str]:
    if not 0 < len(element["text"]["text"]) <= 75:
        yield "button text"
    if len(element.get("value", "")) > 2_000 or len(element["action_id"]) > 255:
        yield "button value"


def _table_complaints(rows: list[list[dict[str, Any]]]) -> Iterator[str]:
    if not 0 < len(rows) <= 100 or any(not 0 < len(row) <= 20 for row in rows):
        yield "table size"
    if len({len(row) for row in rows}) > 1:
        yield "ragged table"
    if sum(len(cell["text"]) for row in rows for cell in row) > 10_000 or any(not c["text"] for r in rows for c in r):
        yield "table text"


def _chart_complaints(block: dict[str, Any]) -> Iterator[str]:
    labels = block["chart"]["axis_config"]["categories"]
    points = [point for series in block["chart"]["series"] for point in series["data"]]
    if not 0 < len(block["title"]) <= 50 or not 0 < len(labels) <= 20 or len(set(labels)) != len(labels):
        yield "chart size"
    if any(not 0 < len(label) <= 20 for label in labels) or [point["label"] for point in points] != labels:
        yield "chart labels"
    if any(not isinstance(point["value"], int | float) or point["value"] != point["value"] for point in points):
        yield "chart values"


def _strings(node: object) -> Iterator[str]:
    yield from (text for _, text in _keyed(node))


def _keyed(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, str):
        yield key, node
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _keyed(value, name)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _keyed(value, key)
