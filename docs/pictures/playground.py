"""Draws docs/images/playground.png: the real page in a headless Chromium, with a few cards and a command typed into it.

Run with: python docs/pictures/playground.py [FOLDER]. Debian's package chromium is enough.
"""

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.types import (
    Action,
    Actor,
    Bar,
    Card,
    CardNumber,
    CardQuote,
    Chart,
    Command,
    Reply,
)
from handlers.web import WebPlatform

IMAGES = Path(__file__).resolve().parents[1] / "images"
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
]
SITE = "news.example.com"
URL = f"https://{SITE}/muse-spark"

MUSE_SPARK = Card(
    key="meta/muse-spark",
    title="Meta Muse Spark",
    url=URL,
    summary="A natively multimodal reasoning model with tool use and visual chain of thought, and Meta's first "
    "without open weights.",
    badges=("April 8, 2026", "tool use", "visual chain of thought", "multi-agent"),
    numbers=(
        CardNumber("Availability", "Proprietary · API in private preview", 0),
        CardNumber("HealthBench Hard", "42.8 · next best GPT-5.4 40.1", 1),
        CardNumber("AI Index v4.0", "52 · 4th, behind Gemini 3.1 Pro, GPT-5.4 and Claude Opus 4.6", 2),
        CardNumber("Modalities", "text, images", 3),
        CardNumber("Users", "over 3B", 4),
        CardNumber("Rebuild", "$14.3B", 5),
    ),
    chart=Chart(
        "HealthBench Hard",
        (
            Bar("Muse Spark", 42.8, True),
            Bar("GPT-5.4", 40.1, False),
            Bar("Gemini 3.1 Pro", 20.6, False),
            Bar("Grok 4.2", 20.3, False),
        ),
    ),
    quotes=(
        CardQuote("Partners get it through an API in private preview; there is no download.", SITE, URL, (0,)),
        CardQuote("On HealthBench Hard it reaches 42.8, ahead of GPT-5.4 at 40.1.", SITE, URL, (1,)),
        CardQuote("With 52 points on AI Index v4.0 it comes fourth.", SITE, URL, (2,)),
        CardQuote("It was built to take in text and images from the start.", SITE, URL, (3,)),
        CardQuote("It answers in apps with over 3 billion users.", SITE, URL, (4,)),
        CardQuote("The rebuild behind it cost $14.3 billion.", SITE, URL, (5,)),
    ),
    actions=(Action("All numbers", "show", "meta/muse-spark"), Action("Evidence", "evidence", "meta/muse-spark")),
    footer=f"{SITE} and 2 more · matched lab:meta",
)
COMMAND_A = Card(
    key="cohere/command-a+",
    title="Cohere Command A+",
    url=f"https://{SITE}/command-a-plus",
    badges=("vision", "tool use", "reasoning"),
    numbers=(
        CardNumber("Availability", "Open weights · Apache 2.0", 0),
        CardNumber("Size", "218B total / 25B active", 1),
        CardNumber("Context", "128K tokens", 2),
    ),
    actions=(Action("All numbers", "show", "cohere/command-a+"), Action("Evidence", "evidence", "cohere/command-a+")),
    footer=f"{SITE} and 1 more · matched license:open",
)


async def answer(actor: Actor, command: Command) -> Reply:
    """Answer the one command of the picture."""
    return Reply(
        f"Done: #{actor.channel} hears of every model by Meta, at once.",
        actions=(Action("Test it on past news", "test", command.text), Action("Undo", "unsubscribe", command.text)),
    )


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[WebPlatform]:
    """Serve a playground until left."""
    platform = WebPlatform()
    task = asyncio.create_task(platform.run(answer))
    await platform.started()
    yield platform
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


class Browser:
    """As much of Chromium's DevTools protocol as a picture needs."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - the protocol's JSON
        """Call a method and return its result."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": params})
        while True:
            answer = await self._socket.receive_json()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return dict(answer["result"])

    async def run(self, script: str) -> Any:  # noqa: ANN401 - what the script returns
        """Run a script in the page and return its value."""
        done = await self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in done:
            raise RuntimeError(json.dumps(done["exceptionDetails"]))
        return done["result"].get("value")

    async def type(self, text: str, key: str = "Enter") -> None:
        """Type a line and press a key."""
        await self.call("Input.insertText", text=text)
        text = "\r" if key == "Enter" else ""
        code = {"Enter": 13, "ArrowUp": 38}[key]
        await self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, text=text)

    async def wait_for(self, condition: str) -> None:
        """Wait until a JavaScript expression is true."""
        poll = f"new Promise(d => {{ const t = () => ({condition}) ? d(true) : setTimeout(t, 20); t(); }})"
        await self.run(poll)

    async def show(self, width: int, height: int, scheme: str) -> None:
        """Set the window's size and colour scheme."""
        await self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=width < 700
        )
        media = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        await self.call("Emulation.setEmulatedMedia", features=media)

    async def picture(self, path: Path) -> None:
        """Save what the window shows."""
        shot = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


@contextlib.asynccontextmanager
async def browsing(address: str) -> AsyncIterator[Browser]:
    """Open a page in a fresh headless browser."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("No Chromium here: apt-get install chromium")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program, *FLAGS, f"--user-data-dir={profile}", "about:blank", stderr=asyncio.subprocess.PIPE
        )
        try:
            port = await _debugging_port(process)
            async with aiohttp.ClientSession() as session:
                async with session.get(f"http://127.0.0.1:{port}/json") as pages:
                    page = next(one for one in await pages.json() if one["type"] == "page")
                async with session.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as socket:
                    browser = Browser(socket)
                    await browser.call("Page.navigate", url=address)
                    yield browser
        finally:
            process.terminate()
            await process.wait()


async def _debugging_port(process: asyncio.subprocess.Process) -> int:
    assert process.stderr is not None
    async for row in process.stderr:
        if b"DevTools listening on" in row:
            return int(row.split(b":")[-1].split(b"/")[0])
    raise SystemExit("Chromium ended before it listened.")


async def draw(folder: Path) -> None:
    """Draw the README's picture, and the page in other schemes and widths when a folder for them is given."""
    async with serving() as platform:
        channel, others, *_ = platform.rooms
        async with browsing(platform.address) as browser:
            await browser.show(1280, 1088, "light")
            await browser.wait_for("document.querySelector('.status.live')")
            await platform.send(others.target, COMMAND_A, "2")
            await browser.wait_for("!document.querySelector('#tab-channel-open-models .unread').hidden")
            await browser.run("document.getElementById('line').focus()")
            await browser.type("/launches subscribe lab:meta")
            await browser.wait_for("document.querySelector('.message.private')")
            await platform.send(channel.target, MUSE_SPARK, "1")
            await browser.wait_for("document.querySelector('.card')")
            await browser.run("streams.scrollTop = streams.scrollHeight; document.activeElement.blur()")
            await browser.picture(folder / "playground.png")
            if folder != IMAGES:
                await _draw_others(browser, folder)


async def _draw_others(browser: Browser, folder: Path) -> None:
    for width, height in ((1280, 900), (390, 844)):
        for scheme in ("light", "dark"):
            await browser.show(width, height, scheme)
            for place in ("start", "end"):
                position = "0" if place == "start" else "streams.scrollHeight"
                await browser.run(f"streams.scrollTop = {position}")
                await browser.picture(folder / f"{width}-{scheme}-{place}.png")
            await browser.run("document.querySelectorAll('.cite')[1].click()")
            await browser.picture(folder / f"{width}-{scheme}-quote.png")
            await browser.run("document.querySelector('.quotes').open = false")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES))
