"""What `launchwire read` and `explain` take: files, standard input, addresses; and what they say of those they cannot."""

import asyncio
import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.catalogue import load_catalogue
from bot.cli import main
from bot.sources import Limits
from bot.terminal.inputs import Inputs
from bot.terminal.read import run_read
from tests.fake_site import FakeSite, fake_site, redirect

HEAD = """<title>Blog</title><meta property="og:site_name" content="Norvale Labs">
<script type="application/ld+json">{"@graph": [
 {"@type": "NewsArticle", "headline": "Tern 4 is here", "license": "https://creativecommons.org/licenses/by-nc/4.0/",
  "datePublished": "2026-04-09T08:00:00Z", "publisher": {"@type": "Organization", "name": "The Daily Model"}},
 {"@type": "SoftwareApplication", "name": "Tern 4", "license": "https://opensource.org/licenses/MIT",
  "datePublished": "2026-04-07", "author": {"@type": "Organization", "name": "Norvale"},
  "aggregateRating": {"ratingCount": 12}},
 {"@type": "SoftwareApplication", "name": "Daily Reader", "license": "https://www.gnu.org/licenses/gpl-3.0.html"}
]}</script>"""
BODY = "<h1>Tern 4 is here</h1><p>Tern 4 is a language model with 70 billion parameters. It reads 128K tokens of context.</p>"
PAGE = f"<!doctype html><html><head>{HEAD}</head><body><nav>Home</nav><article>{BODY}</article></body></html>"
MARKDOWN = "# Norvale releases Tern 4\n\nNorvale released **Tern 4**, a language model with 70 billion parameters.\n"


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeSite]:
    async with fake_site() as site:
        monkeypatch.setenv("LAUNCHWIRE_ALLOWED_ADDRESSES", site.host)
        yield site


async def read_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert await asyncio.to_thread(main, ["read", "--json", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


async def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is told of an input that cannot be read; nothing goes to standard output."""
    assert await asyncio.to_thread(main, ["read", "--json", *arguments]) == 1
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return told.err


async def test_a_page_at_an_address_is_read_with_what_it_says_to_machines(
    site: FakeSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/news/tern-4.html"] = PAGE
    (row,) = await read_json(capsys, f"{site.url}/news/tern-4.html")
    assert (row["id"], row["title"], row["is_launch"]) == ("tern-4", "Tern 4 is here", True)
    assert (row["lab"], row["license"], row["release_date"]) == ("Norvale", "MIT", "2026-04-07")
    assert row["context_tokens"] == 128_000
    assert [model["name"] for model in row["models"]] == ["Tern 4"]


async def test_markdown_at_an_address_is_read_as_it_stands(site: FakeSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/tern-4.5"] = web.Response(body=MARKDOWN.encode(), content_type="text/markdown")
    (row,) = await read_json(capsys, f"{site.url}/tern-4.5?raw=1")
    assert (row["id"], row["lab"]) == ("tern-4.5", "Norvale")
    assert [model["params_total"] for model in row["models"]] == [70_000_000_000]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(site: FakeSite, capsys: pytest.CaptureFixture[str], status: int) -> None:
    site.pages["/old"] = redirect("/news/tern-4.html", status)
    site.pages["/news/tern-4.html"] = PAGE
    (row,) = await read_json(capsys, f"{site.url}/old")
    assert row["license"] == "MIT"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nowhere", "HTTP 404"),
        ("/broken", "HTTP 500"),
        ("/gone", "410"),
        ("/limited", "429"),
        ("/loop", "in a circle"),
        ("/cut", "broke off"),
        ("/flood", "larger than"),
        ("/to-secret", "private, local or reserved network"),
        ("/to-file", "http"),
        ("/report.pdf", "this is a PDF"),
        ("/chart", "this is a file of another kind"),
        ("/empty", "no text on this page"),
        ("/feed.xml", "this is a feed, not a page"),
    ],
)
async def test_an_address_that_cannot_be_read_is_told_in_words_and_the_others_go_on(
    site: FakeSite, capsys: pytest.CaptureFixture[str], tmp_path: Path, path: str, words: str
) -> None:
    site.pages["/report.pdf"] = b"%PDF-1.7 and so on"
    site.pages["/chart"] = web.Response(body=b"RIFF", content_type="image/webp")
    site.pages["/empty"] = "<html><body></body></html>"
    site.pages["/feed.xml"] = "<rss><channel></channel></rss>"
    file = tmp_path / "tern.md"
    file.write_text(MARKDOWN, encoding="utf-8")
    assert await asyncio.to_thread(main, ["read", "--json", site.url + path, str(file)]) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert f"launchwire read: {site.url}{path}: " in told.err
    assert [json.loads(line)["id"] for line in told.out.splitlines()] == ["tern"]


@pytest.mark.parametrize("path", ["/silence", "/drip"])
async def test_a_slow_address_is_left(site: FakeSite, capsys: pytest.CaptureFixture[str], path: str) -> None:
    inputs = Inputs(allowed=(site.host,), limits=Limits(total_seconds=0.3))
    out = io.StringIO()
    code = await asyncio.to_thread(run_read, [site.url + path], load_catalogue(), inputs=inputs, as_json=True, out=out)
    assert (code, out.getvalue()) == (1, "")
    assert "took longer than 0.3 seconds" in capsys.readouterr().err


async def test_local_addresses_are_read_only_where_the_operator_opened_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LAUNCHWIRE_ALLOWED_ADDRESSES", raising=False)
    async with fake_site() as closed:
        assert "LAUNCHWIRE_ALLOWED_ADDRESSES" in await refusal(capsys, f"{closed.url}/x")
        assert closed.requests == []


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("paper.pdf", b"%PDF-1.7 and so on", "a PDF"),
        ("photo.txt", b"\x89PNG\r\n", "a picture"),
        ("data.bin", bytes(40), "no text"),
        ("wide.txt", "Tern 4".encode("utf-16"), "in UTF-8"),
    ],
)
async def test_a_file_that_is_no_text_is_told_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, body: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(body)
    assert words in await refusal(capsys, str(tmp_path / name))


async def test_a_folder_is_no_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "Give a file" in await refusal(capsys, str(tmp_path))


@pytest.mark.parametrize("body", [PAGE, MARKDOWN, MARKDOWN.replace("\n", "\r\n"), "﻿" + MARKDOWN])
async def test_standard_input_may_be_a_page_or_markdown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body.encode())))
    (row,) = await read_json(capsys, "-")
    assert (row["id"], row["lab"]) == ("stdin", "Norvale")
    assert [model["params_total"] for model in row["models"]] == [70_000_000_000]


async def test_bytes_that_are_no_utf8_cost_their_letters_only(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "tern.txt"
    path.write_bytes(MARKDOWN.encode() + "Übrigens: schön.".encode("cp1252"))
    (row,) = await read_json(capsys, str(path))
    assert row["lab"] == "Norvale"


async def test_of_an_endless_file_the_beginning_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no text" in await refusal(capsys, "/dev/zero")
