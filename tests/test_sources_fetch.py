"""Fetching from a server that misbehaves: every fault is one clear error, and nothing is reached that should not be."""

import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from aiohttp import web

from bot.errors import AddressRefused, FetchError, SourceGone
from bot.sources import Fetcher, Limits
from bot.sources.names import Names
from bot.types.retry_after import retry_after_seconds
from tests.fake_site import FakeSite, fake_site, redirect

SMALL = Limits(total_seconds=5, body_bytes=100_000)
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.fixture
async def site() -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        yield site


@pytest.fixture
async def fetcher(site: FakeSite) -> AsyncIterator[Fetcher]:
    async with Fetcher([site.host], limits=SMALL) as fetcher:
        yield fetcher


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/plain", b"hello"),
        ("/gzip", b"hello"),
        ("/two-members", b"hello again"),
        ("/zlib", b"hello"),
        ("/raw-deflate", b"hello"),
    ],
)
async def test_body_is_unpacked(site: FakeSite, fetcher: Fetcher, path: str, body: bytes) -> None:
    site.pages["/plain"] = b"hello"
    assert (await fetcher.get(site.url + path)).body == body


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bomb", "larger than"),
        ("/flood", "larger than"),
        ("/members", "too many pieces"),
        ("/not-gzip", "is not"),
        ("/brotli", "not asked for"),
        ("/cut", "broke off"),
        ("/long-header", "cannot be used"),
        ("/loop", "in a circle"),
        ("/no-target", "HTTP 302"),
        ("/missing", "HTTP 404"),
        ("/broken", "HTTP 500"),
    ],
)
async def test_fault_is_one_clear_error(site: FakeSite, fetcher: Fetcher, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words) as caught:
        await fetcher.get(site.url + path)
    assert "127.0.0.1" in str(caught.value)


@pytest.mark.parametrize("path", ["/drip", "/silence"])
async def test_slow_server_is_left(site: FakeSite, path: str) -> None:
    async with Fetcher([site.host], limits=replace(SMALL, total_seconds=0.3)) as fetcher:
        with pytest.raises(FetchError, match=r"longer than 0\.3 seconds"):
            await fetcher.get(site.url + path)


async def test_gone_is_told_apart(site: FakeSite, fetcher: Fetcher) -> None:
    with pytest.raises(SourceGone) as caught:
        await fetcher.get(site.url + "/gone")
    assert caught.value.status == 410


@pytest.mark.parametrize(("path", "seconds"), [("/limited", 120), ("/limited-date", 86_400), ("/limited-oddly", None)])
async def test_retry_after_is_kept(site: FakeSite, fetcher: Fetcher, path: str, seconds: float | None) -> None:
    with pytest.raises(FetchError) as caught:
        await fetcher.get(site.url + path)
    assert caught.value.retry_after_seconds == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("", None),
        ("60", 60),
        (" 60 ", 60),
        ("0", 1),
        ("-5", None),
        ("1e9", 86_400),
        ("nan", None),
        ("Fri, 01 May 2026 00:10:00 GMT", 600),
        ("Fri, 01 May 2020 00:10:00 GMT", 1),
        ("Friday, 01-May-26 00:10:00 GMT", 600),
        ("tomorrow", None),
        ("9" * 99, 86_400),
        ("9" * 9999, None),
    ],
)
def test_retry_after_as_number_or_date(text: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(text, NOW) == seconds


async def test_only_what_changed_is_asked_for(site: FakeSite, fetcher: Fetcher) -> None:
    async def page(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"a"':
            return web.Response(status=304)
        return web.Response(text="new", headers={"ETag": '"a"', "Last-Modified": "Fri, 01 May 2026 00:00:00 GMT"})

    site.pages["/page"] = page
    first = await fetcher.get(site.url + "/page")
    second = await fetcher.get(
        site.url + "/page", etag=first.headers["etag"], last_modified=first.headers["last-modified"]
    )
    assert (first.status, second.status, second.body) == (200, 304, b"")
    assert site.requests[1].headers["If-Modified-Since"] == "Fri, 01 May 2026 00:00:00 GMT"


@pytest.mark.parametrize("etag", ["a\r\nX-Evil: 1", "\u2028", "x" * 5000, ""])
async def test_validator_that_is_no_header_is_left_out(site: FakeSite, fetcher: Fetcher, etag: str) -> None:
    site.pages["/page"] = "x"
    await fetcher.get(site.url + "/page", etag=etag, last_modified=etag)
    assert "If-None-Match" not in site.requests[0].headers


async def test_type_and_charset_are_read(site: FakeSite, fetcher: Fetcher) -> None:
    site.pages["/page"] = web.Response(body=b"x", headers={"Content-Type": 'Text/HTML; x=y; Charset="ISO-8859-1"'})
    response = await fetcher.get(site.url + "/page")
    assert (response.content_type, response.charset) == ("text/html", "iso-8859-1")


async def test_cookies_are_not_kept(site: FakeSite, fetcher: Fetcher) -> None:
    site.pages["/page"] = web.Response(body=b"x", headers={"Set-Cookie": "track=1"})
    await fetcher.get(site.url + "/page")
    await fetcher.get(site.url + "/page")
    assert all("Cookie" not in request.headers for request in site.requests)


@pytest.mark.parametrize(("status", "moved"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
async def test_only_permanent_moves_are_told(site: FakeSite, fetcher: Fetcher, status: int, moved: bool) -> None:
    site.pages["/old"] = redirect("/new#part", status)
    site.pages["/new"] = "here"
    response = await fetcher.get(site.url + "/old")
    assert response.url == site.url + "/new"
    assert response.moved_to == (site.url + "/new" if moved else None)


@pytest.mark.parametrize("path", ["/to-file", "/to-secret", "/to-name"])
async def test_every_redirect_is_judged(site: FakeSite, fetcher: Fetcher, path: str) -> None:
    with pytest.raises(AddressRefused):
        await fetcher.get(site.url + path)
    assert site.paths() == [path]


async def test_a_name_is_judged_by_where_it_leads(site: FakeSite) -> None:
    port = site.host.rpartition(":")[2]
    async with Fetcher([f"other.example:{port}"], limits=SMALL) as fetcher:
        with pytest.raises(AddressRefused, match=f"add localhost:{port}"):
            await fetcher.get(f"http://localhost:{port}/")
    assert site.requests == []


async def test_a_name_the_operator_opened_may_lead_inside(site: FakeSite) -> None:
    port = site.host.rpartition(":")[2]
    site.pages["/"] = "inside"
    async with Fetcher([f"localhost:{port}"], limits=SMALL) as fetcher:
        assert (await fetcher.get(f"http://localhost:{port}/")).body == b"inside"
        with pytest.raises(AddressRefused):
            await fetcher.get(site.url)  # the same place by number was not opened


async def test_rebinding_is_refused_at_the_socket(site: FakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that says something else each time: what counts is the address that is connected to."""
    port = int(site.host.rpartition(":")[2])
    answers = iter(["8.8.8.8", "127.0.0.1", "::1", "169.254.169.254"])

    def look_up(host: str, asked: int, **rest: object) -> list[tuple[object, ...]]:
        address = next(answers)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, asked))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    first = await _address(Names())
    assert first == "8.8.8.8"  # a check before connecting would have passed
    async with Fetcher([f"only-the-port.example:{port}"], limits=SMALL) as fetcher:
        for name in ("a.example", "b.example", "c.example"):
            with pytest.raises(AddressRefused):
                await fetcher.get(f"http://{name}:{port}/")
    assert site.requests == []


async def _address(names: Names) -> str:
    with names:
        return (await names.resolve("rebinding.example", 80))[0]["host"]


async def test_unknown_name_is_one_clear_error() -> None:
    async with Fetcher(limits=SMALL) as fetcher:
        with pytest.raises(FetchError, match=r"nowhere\.invalid: its name is not known"):
            await fetcher.get("http://nowhere.invalid/feed?token=secret")


async def test_errors_do_not_show_what_an_address_holds(site: FakeSite, fetcher: Fetcher) -> None:
    for path in ("/missing", "/loop", "/cut", "/bomb"):
        with pytest.raises(FetchError) as caught:
            await fetcher.get(f"{site.url}{path}?token=s3cret")
        assert "s3cret" not in str(caught.value)


async def test_no_connection_is_a_clear_error() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{closed.getsockname()[1]}"
        async with Fetcher([host], limits=SMALL) as fetcher:
            with pytest.raises(FetchError, match="no connection"):
                await fetcher.get(f"http://{host}/")


async def test_proxy_of_the_environment_is_not_used(
    site: FakeSite, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    site.pages["/page"] = "direct"
    assert (await fetcher.get(site.url + "/page")).body == b"direct"
