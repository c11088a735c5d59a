"""Sample news for the playground: a feed and its pages on loopback, so that they take the same road as real news."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

PAGES = Path(__file__).parent


@asynccontextmanager
async def serve_sample_news() -> AsyncIterator[str]:
    """Serve the sample news on a free loopback port and yield the address of the site, without a slash at the end."""
    app = web.Application()
    app.router.add_get("/feed.xml", _feed)
    app.router.add_get("/{name:[a-z0-9-]+}.html", _page)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


async def _feed(request: web.Request) -> web.Response:
    text = (PAGES / "feed.xml").read_text(encoding="utf-8")
    return web.Response(text=text.replace("{base}", str(request.url.origin())), content_type="application/rss+xml")


async def _page(request: web.Request) -> web.Response:
    path = PAGES / f"{request.match_info['name']}.html"
    if not path.is_file():
        raise web.HTTPNotFound(text="There is no such sample page.")
    return web.Response(text=path.read_text(encoding="utf-8"), content_type="text/html")
