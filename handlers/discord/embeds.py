"""A card as an embed: for places that refuse Components V2."""

from typing import Any

from bot.types import Card
from handlers.discord import limits
from handlers.discord.parts import carries_link, parts_of, shown_numbers
from handlers.discord.rungs import Rung
from handlers.discord.words import fit, safe_url

Embed = dict[str, Any]


def embed_of(card: Card, rung: Rung, color: int) -> Embed:
    """Return the card as one embed; `fits_embed` says whether Discord takes it."""
    parts = parts_of(card, rung)
    below = (parts.badges, parts.changes, parts.summary, parts.items, parts.figures, parts.quotes, parts.footer)
    embed: Embed = {
        "title": fit(card.title, limits.EMBED_TITLE) or "Launchwire",
        "description": "\n".join(text for text in below if text),
        "color": color,
        "fields": [_field(number.label, number.value, rung) for number in shown_numbers(card, rung)],
    }
    return {**embed, "url": safe_url(card.url)} if carries_link(card) else embed


def fits_embed(embed: Embed) -> bool:
    """Return whether Discord takes an embed that `embed_of` made."""
    fields = sum(len(field["name"]) + len(field["value"]) for field in embed["fields"])
    total = len(embed["title"]) + len(embed["description"]) + fields
    is_small = len(embed["description"]) <= limits.EMBED_DESCRIPTION and total <= limits.EMBEDS_TEXT
    return is_small and len(embed["fields"]) <= limits.EMBED_FIELDS


def _field(name: str, value: str, rung: Rung) -> dict[str, Any]:
    return {
        "name": fit(name, min(rung.words, limits.FIELD_NAME)) or "–",
        "value": fit(value, min(rung.words, limits.FIELD_VALUE)) or "–",
        "inline": True,
    }
