"""A web site on loopback that misbehaves on purpose: each path is one way to go wrong."""

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
MEGABYTE = 1_048_576


@dataclass
class FakeSite:
    """What the site serves by path, and every request it got."""

    pages: dict[str, Answer | web.Response | str | bytes] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    host: str = ""  # host:port

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        page = self.pages.get(request.path, _FAULTS.get(request.path))
        if page is None:
            return web.Response(status=404, text="nothing here")
        if isinstance(page, str | bytes):
            body = page.encode() if isinstance(page, str) else page
            return web.Response(body=body, content_type=_content_type(request.path))
        if isinstance(page, web.Response):
            return web.Response(status=page.status, body=page.body, headers=page.headers)
        return await page(request)


def _content_type(path: str) -> str:
    ends = {".xml": "application/rss+xml", ".json": "application/feed+json", ".txt": "text/plain"}
    return next((kind for end, kind in ends.items() if path.endswith(end)), "text/html")


@asynccontextmanager
async def fake_site(**pages: str) -> AsyncIterator[FakeSite]:
    """Serve on a free loopback port until the block ends."""
    site = FakeSite()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        listener = web.TCPSite(runner, "127.0.0.1", 0)
        await listener.start()
        site.host = "{}:{}".format(*runner.addresses[0][:2])
        yield site
    finally:
        await runner.cleanup()


def redirect(target: str, status: int = 302) -> web.Response:
    return web.Response(status=status, headers={"Location": target})


async def _loop(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound("/loop")


async def _drip(request: web.Request) -> web.StreamResponse:
    """One byte at a time, for ever."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b"x")
        await asyncio.sleep(0.05)


async def _silence(request: web.Request) -> web.StreamResponse:
    await asyncio.sleep(3600)
    return web.Response()


async def _bomb(request: web.Request) -> web.StreamResponse:
    """About 200 kB that unpack to 200 MB."""
    packed = gzip.compress(bytes(200 * MEGABYTE), 9)
    return web.Response(body=packed, headers={"Content-Encoding": "gzip", "Content-Type": "application/xml"})


async def _empty_members(request: web.Request) -> web.StreamResponse:
    return web.Response(body=gzip.compress(b"") * 5000, headers={"Content-Encoding": "gzip"})


async def _flood(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    piece = b"y" * 65536
    while True:
        await response.write(piece)


async def _cut(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"only this")
    assert request.transport is not None
    request.transport.abort()
    return response


async def _raw_deflate(request: web.Request) -> web.StreamResponse:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return web.Response(body=packer.compress(b"hello") + packer.flush(), headers={"Content-Encoding": "deflate"})


_FAULTS: dict[str, Answer | web.Response] = {
    "/loop": _loop,
    "/drip": _drip,
    "/silence": _silence,
    "/bomb": _bomb,
    "/members": _empty_members,
    "/flood": _flood,
    "/cut": _cut,
    "/raw-deflate": _raw_deflate,
    "/gzip": web.Response(body=gzip.compress(b"hello"), headers={"Content-Encoding": "gzip"}),
    "/two-members": web.Response(
        body=gzip.compress(b"hello ") + gzip.compress(b"again"), headers={"Content-Encoding": "gzip"}
    ),
    "/zlib": web.Response(body=zlib.compress(b"hello"), headers={"Content-Encoding": "deflate"}),
    "/not-gzip": web.Response(body=b"plain", headers={"Content-Encoding": "gzip"}),
    "/brotli": web.Response(body=b"\x0b\x02\x80hello\x03", headers={"Content-Encoding": "br"}),
    "/long-header": web.Response(headers={"X-Long": "h" * 100_000}),
    "/gone": web.Response(status=410),
    "/limited": web.Response(status=429, headers={"Retry-After": "120"}),
    "/limited-date": web.Response(status=503, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}),
    "/limited-oddly": web.Response(status=429, headers={"Retry-After": "soon"}),
    "/broken": web.Response(status=500, body=b"<html>sorry"),
    "/to-file": redirect("file:///etc/passwd"),
    "/to-secret": redirect("http://10.0.0.1/latest"),
    "/to-name": redirect("http://localhost/secret"),
    "/no-target": web.Response(status=302),
}
