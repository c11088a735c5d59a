"""A running playground, the core behind it, and a browser's ear: what the web tests share."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from bot.errors import LaunchwireError
from bot.types import Action, Actor, Bar, Card, CardNumber, CardQuote, Chart, Command, Reply, Table
from handlers.web import WebPlatform

NOON = datetime(2026, 4, 8, 12, 0, tzinfo=UTC)
SITE = "lab.example"
FULL_CARD = Card(
    key="orion/tern-2",
    title="Orion <Tern> 2",
    url="https://lab.example/tern-2?a=1&b=2",
    summary='A "small" model & its paper.',
    badges=("April 8, 2026", "tool use"),
    numbers=(
        CardNumber("Availability", "Open weights · Apache 2.0", 0),
        CardNumber("Size", "9B", 1),
        CardNumber("GraphQuiz", "61.5 · next best Heron 58", 2),
    ),
    more_numbers=(CardNumber("Training tokens", "about 12T"),),
    table=Table(("", "Tern 2", "Heron"), (("Context", "128K", "not stated"),)),
    chart=Chart("GraphQuiz", (Bar("Tern 2", 61.5, True), Bar("Heron", 58.0, False))),
    changes=("Price: $1 is now $0.50",),
    quotes=(
        CardQuote("The weights are free under Apache 2.0.", SITE, "https://lab.example/tern-2", (0,)),
        CardQuote("Its 9B parameters reach 61.5 on GraphQuiz.", SITE, "https://lab.example/tern-2", (1, 2)),
    ),
    actions=(Action("All numbers", "show", "orion/tern-2"),),
    footer="lab.example and 1 more · matched license:open",
)


@dataclass
class Core:
    """An `Ask` written by hand: it remembers who asked what and gives the reply it was told to give."""

    reply: Reply = field(default_factory=lambda: Reply("Noted."))
    error: LaunchwireError | None = None
    asked: list[tuple[Actor, Command]] = field(default_factory=list)

    async def __call__(self, actor: Actor, command: Command) -> Reply:
        self.asked.append((actor, command))
        if self.error:
            raise self.error
        return self.reply


@contextlib.asynccontextmanager
async def serving(platform: WebPlatform, core: Core | None = None) -> AsyncIterator[aiohttp.ClientSession]:
    """Run a platform until left, with a client that talks to it."""
    task = asyncio.create_task(platform.run(core or Core()))
    starting = asyncio.create_task(platform.started())
    await asyncio.wait({task, starting}, return_when=asyncio.FIRST_COMPLETED)
    try:
        headers = {"Origin": platform.address}
        async with aiohttp.ClientSession(
            platform.address, headers=headers, timeout=aiohttp.ClientTimeout(10)
        ) as client:
            yield client
    finally:
        starting.cancel()
        task.cancel()
        await asyncio.gather(task, starting, return_exceptions=True)


def playground(routes: Sequence[web.AbstractRouteDef] = ()) -> WebPlatform:
    """Return a playground on a free port whose clock stands at noon."""
    return WebPlatform(routes=routes, now=lambda: NOON)


async def post(client: aiohttp.ClientSession, body: dict[str, str], **headers: str) -> tuple[int, str]:
    """Post to /ask as the page would, with other headers where given, and return status and text."""
    async with client.post("/ask", json=body, headers={"Sec-Fetch-Site": "same-origin", **headers}) as answer:
        return answer.status, await answer.text()


async def listen(client: aiohttp.ClientSession, after: str, count: int) -> list[tuple[str, dict[str, Any]]]:
    """Return the next `count` events of the stream: kind and data."""
    found = []
    async with client.get("/events", params={"after": after}) as answer:
        assert answer.content_type == "text/event-stream"
        kind = ""
        async for row in answer.content:
            name, _, value = row.decode().rstrip("\n").partition(": ")
            if name == "event":
                kind = value
            if name == "data":
                found.append((kind, json.loads(value)))
            if len(found) == count:
                break
    return found


async def last_event(client: aiohttp.ClientSession) -> str:
    """Return what the page says it has seen."""
    async with client.get("/") as answer:
        return (await answer.text()).partition('data-last-event="')[2].partition('"')[0]
