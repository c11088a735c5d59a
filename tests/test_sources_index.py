"""Watched pages: the list of articles is found without being told where it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.sources.index import parse_index
from bot.types import FeedEntry

URL = "https://lab.example/news"
FRAME = """<html><head><title>News | Lab</title></head><body>
<header><a href="/">Lab</a><a href="/research">Research</a><a href="/company/about">About</a>
<a href="/careers">Careers</a></header>
<main>%s</main>
<footer><a href="/legal/terms-of-use">Terms</a>
<a href="https://social.example/lab">Social</a><a href="/privacy">Privacy</a></footer>
</body></html>"""
DAY = datetime(2026, 4, 8, tzinfo=UTC)


def read(list_of_articles: str, url: str = URL) -> tuple[FeedEntry, ...]:
    return parse_index((FRAME % list_of_articles).encode(), url).entries


WANTED = [
    ("https://lab.example/news/model-four", "Introducing Model Four", DAY),
    ("https://lab.example/news/model-three", "Model Three is now open", DAY),
    ("https://lab.example/news/funding-round", "We raised a round of funding", DAY),
]
ROWS = [(url.removeprefix("https://lab.example"), title) for url, title, _ in WANTED]
SHAPES = {
    "cards that are links": "".join(
        f"<a href='{u}'><div><h3>{t}</h3><p>Announcements</p><p>Apr 8, 2026</p></div></a>" for u, t in ROWS
    ),
    "a link in a heading": "".join(
        f"<article><time datetime='2026-04-08'>x</time><h2><a href='{u}'>{t}</a></h2><p>Words about it.</p></article>"
        for u, t in ROWS
    ),
    "picture, title and read more": "".join(
        f"<div><a href='{u}'><img src=x></a><div><h3>{t}</h3><span>April 8, 2026</span>"
        f"<a href='{u}'>Read more</a></div></div>"
        for u, t in ROWS
    ),
    "a table": "<table>"
    + "".join(f"<tr><td>2026-04-08</td><td><a href='{u}'>{t}</a></td></tr>" for u, t in ROWS)
    + "</table>",
    "spans in links": "<ul>"
    + "".join(f"<li><a href='{u}'><span>8 Apr 2026</span><span>News</span><span>{t}</span></a></li>" for u, t in ROWS)
    + "</ul>",
    "with parameters": "".join(
        f"<div><a href='https://www.lab.example{u}/?utm_source=x#top'>{t}</a> <time>Apr 8, 2026</time></div>"
        for u, t in ROWS
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_articles_are_found(shape: str) -> None:
    entries = read(SHAPES[shape])
    assert [one.title for one in entries] == [title for _, title, _ in WANTED]
    assert [one.id for one in entries] == [url for url, _, _ in WANTED]
    assert [one.published for one in entries] == [day for _, _, day in WANTED]


def test_articles_elsewhere_than_below_the_page_are_found() -> None:
    links = "".join(f"<a href='/2026/0{i}/the-model-of-month-{i}'>The model of month {i}</a>" for i in range(1, 6))
    same = "".join(f"<a href='/posts/the-model-of-{i}-sizes'>The model of {i} sizes</a>" for i in range(1, 6))
    assert len(read(same, "https://lab.example/")) == 5
    assert len(read(same, "https://lab.example/updates")) == 5
    assert len(read(links + same, "https://lab.example/")) == 5


@pytest.mark.parametrize(
    "link",
    [
        "/news",
        "/news/",
        "/news?page=2",
        "/news/page/2",
        "/news/category/research",
        "/news/tag/models",
        "/news/author/jo",
        "/news/feed.xml",
        "/news/picture.png",
        "https://elsewhere.example/news/model",
        "mailto:news@lab.example",
        "javascript:void(0)",
        "#top",
        "http://[bad",
    ],
)
def test_links_that_are_no_articles_are_left_out(link: str) -> None:
    entries = read(f"<a href='{link}'>Some words that are no title</a>" + SHAPES["a link in a heading"])
    assert [one.id for one in entries] == [url for url, _, _ in WANTED]


def test_a_title_comes_from_the_address_when_there_is_none() -> None:
    entries = read("<a href='/news/model-four'><img src=x></a><a href='/news/model-three'>More</a>")
    assert [one.title for one in entries] == ["model four", "model three"]


def test_a_base_address_counts() -> None:
    links = "<a href='model-four'>Introducing Four</a><a href='b'>Another one</a>"
    body = f"<html><head><base href='/news/'></head><body>{links}"
    assert parse_index(body.encode(), URL).entries[0].url == "https://lab.example/news/model-four"


@pytest.mark.parametrize(
    "body", ["", "<html><body><div id=app></div><script>x()</script>", "<a href=/about>About us</a>"]
)
def test_a_page_without_a_list_is_refused(body: str) -> None:
    with pytest.raises(ParseError, match="no link"):
        parse_index(body.encode(), URL)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=20))
def test_any_links_are_survived(links: list[str]) -> None:
    anchors = "".join(f'<p><a href="/news/{link}">{link}</a><h2>{link}</h2>' for link in links)
    try:
        entries = read(anchors.replace("%", "%%"))
    except ParseError:
        return
    assert all(one.url.startswith("http") and one.id for one in entries)
