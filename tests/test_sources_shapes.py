"""The text of articles on pages in the shapes of real sites: all of it, and nothing else."""

import re

import pytest

from bot.errors import ParseError
from bot.sources import ParseWorker, Response
from bot.sources.page import parse_page
from tests.page_shapes import FOREIGN, OWN, PAGES, TITLE

URL = "https://news.example/2026/aurora-2"
WORD = re.compile(r"\w+")


def words(text: str) -> str:
    return " ".join(WORD.findall(text))


@pytest.mark.parametrize("name", PAGES)
def test_article_is_whole(name: str) -> None:
    read = parse_page(PAGES[name].encode(), URL, "text/html")
    assert read.title == TITLE
    text = words(read.text)
    assert [piece for piece in OWN if words(piece) not in text] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_else_is_in_the_article(name: str) -> None:
    text = parse_page(PAGES[name].encode(), URL, "text/html").text
    assert [piece for piece in FOREIGN if piece in text] == []
    assert text.count(TITLE) == 1


HOSTILE = {
    "elements without end": "<div>" * 999 + "deep",
    "links": "<a href=x>" * 100_000,
    "cells": "<table>" + "<tr>" + "<td rowspan=99 colspan=99>x" * 20_000,
    "tables in tables": "<table><tr><td>" * 3_000,
    "lists in lists": "<ul><li>" * 5_000,
    "headings": "<h2>Related</h2>" * 20_000,
    "asides": "<aside><a href=x>y</a><p>z</p></aside>" * 5_000,
    "classes": "".join(f"<div class='comment share related'><p>{i}</p></div>" for i in range(20_000)),
    "one long attribute": f"<div class='{'comment-' * 200_000}'>x</div>",
    "json": "<script type='application/ld+json'>" + "[" * 200_000 + "</script><p>x</p>",
    "times": "<time datetime='" + "9" * 100_000 + "'>" * 50 + "x",
    "quotes": "<blockquote>" * 5_000 + "x",
    "bold in bold": "<b>" * 20_000 + "x",
    "open attributes": "<p a=" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_pages_cost_little(name: str) -> None:
    """Each is read or refused within the worker's own limit of 10 seconds, and the next page is read."""
    async with ParseWorker(processes=1) as worker:
        try:
            await worker.page(Response(URL, 200, {}, HOSTILE[name].encode(), "text/html"))
        except ParseError as error:
            assert "stopped" not in str(error)  # noqa: PT017 - reading it may succeed as well
        good = await worker.page(Response(URL, 200, {}, PAGES["a static blog"].encode(), "text/html"))
    assert good.title == TITLE
