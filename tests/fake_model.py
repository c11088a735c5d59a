"""A server that speaks OpenAI's chat completions and answers as a test says: truth, lies, garbage, late or never."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[Mapping[str, Any]], Awaitable[web.Response]]


@dataclass
class FakeModel:
    """What was asked, and what is answered."""

    answer: Answer
    url: str = ""
    asked: list[Mapping[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def handle(self, request: web.Request) -> web.Response:
        question = await request.json()
        self.asked.append(question)
        self.keys.append(request.headers.get("Authorization", ""))
        return await self.answer(question)


def says(content: object) -> Answer:
    """Return an answer with this content; what is no text is sent as JSON."""

    async def answer(_: Mapping[str, Any]) -> web.Response:
        text = content if isinstance(content, str) else json.dumps(content)
        return web.json_response({"choices": [{"message": {"role": "assistant", "content": text}}]})

    return answer


@asynccontextmanager
async def fake_model(answer: Answer) -> AsyncIterator[FakeModel]:
    """Serve on a free port of loopback."""
    model = FakeModel(answer)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", model.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    model.url = f"http://{host}:{port}/v1"
    try:
        yield model
    finally:
        await runner.cleanup()
