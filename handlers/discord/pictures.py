"""Charts as pictures beside a message, each with its numbers in words; whoever builds us hands in who draws."""

import asyncio
import io
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import discord
import structlog
from discord.http import MultipartParameters

from bot.types import Card, Chart
from handlers.discord.words import label

log = structlog.get_logger("discord")

Draw = Callable[[Chart], bytes | None]  # a PNG, or None where the chart cannot be drawn
Payload = dict[str, Any]

NAME = "chart.png"
ALT_TEXT = 1_000  # characters; Discord takes 1,024
LARGEST = 4_000_000  # bytes
MOST_KEPT = 32
FEWEST_BARS = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and what it shows, for those who do not see it."""

    data: bytes
    words: str

    @property
    def attachment(self) -> dict[str, str]:
        """Return how a payload announces it."""
        return {"id": "0", "filename": NAME, "description": self.words}

    @property
    def gallery(self) -> dict[str, Any]:
        """Return the component that shows it."""
        return {"type": 12, "items": [{"media": {"url": f"attachment://{NAME}"}, "description": self.words}]}


class Pictures:
    """Draws the charts of cards, each once for all the places it goes to."""

    def __init__(self, draw: Draw | None) -> None:
        self._draw = draw
        self._kept: OrderedDict[Chart, Picture | None] = OrderedDict()

    async def of(self, cards: Sequence[Card]) -> Picture | None:
        """Return the picture of the only card's chart; None when it wants none, or it cannot be drawn."""
        chart = cards[0].chart if len(cards) == 1 and cards[0].density != "compact" else None
        if self._draw is None or chart is None or len(chart.bars) < FEWEST_BARS:
            return None
        if chart not in self._kept:
            self._kept[chart] = await self._drawn(chart, self._draw)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept.get(chart)

    async def _drawn(self, chart: Chart, draw: Draw) -> Picture | None:
        try:
            data = await asyncio.to_thread(draw, chart)
        except Exception:  # without its picture a card still says everything
            log.warning("discord chart not drawn", exc_info=True)
            return None
        return Picture(data, chart_words(chart)) if data and len(data) <= LARGEST else None


def chart_words(chart: Chart) -> str:
    """Return a chart in words: "HealthBench Hard: Muse Spark 42.8, GPT-5.4 40.1"."""
    scores = ", ".join(f"{bar.label} {bar.value:g}" for bar in chart.bars)
    return label(f"{chart.title}: {scores}", ALT_TEXT)


def parameters(payload: Payload, picture: Picture | None) -> MultipartParameters:
    """Return what discord.py sends: JSON alone, or with the picture as a second part."""
    if picture is None:
        return MultipartParameters(payload=payload, multipart=None, files=None)
    file = discord.File(io.BytesIO(picture.data), filename=NAME)
    parts: list[dict[str, Any]] = [
        {"name": "payload_json", "value": json.dumps(payload)},
        {"name": "files[0]", "value": file.fp, "filename": NAME, "content_type": "image/png"},
    ]
    return MultipartParameters(payload=None, multipart=parts, files=[file])
