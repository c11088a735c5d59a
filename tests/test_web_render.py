"""A card as HTML: the same text every time, and nothing foreign in it but words."""

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.types import Action, Bar, Card, CardItem, CardNumber, CardQuote, Chart, Density, Reply, Table
from handlers.web.figures import chart_html, printed
from handlers.web.render import card_html, reply_html
from handlers.web.safe_text import address_of, cleaned
from tests.fake_web import FULL_CARD

GOLDEN = Path(__file__).parent / "golden" / "web" / "card.html"
TAGS = re.findall(
    r"\S+",
    """
    article header p h3 a span ul li dl div dt dd small button details summary section h4 figure figcaption ol svg
    rect text table thead tbody tr th td blockquote cite mark footer code
    """,
)
ATTRIBUTES = re.findall(
    r"\S+",
    """
    class aria-label href target rel type data-quote data-verb data-argument open role tabindex scope width height
    x y dx rx
    """,
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</blockquote></article><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<!-- ",
    "]]><a href='data:text/html,x'>",
    "&lt;b&gt;",
    "\u202emoc.live",
    "https://good.example@evil.example/",
    "/launches <i>show</i>",
    "ﬀ\x00\ud800",
)
densities: st.SearchStrategy[Density] = st.sampled_from(("compact", "normal", "full"))
words = st.sampled_from(HOSTILE) | st.text(max_size=30)
urls = st.sampled_from((*HOSTILE, "https://lab.example/a?b=<c>&d='e'", 'HTTP://LAB.example/"onclick="x')) | st.none()
some = st.lists(words, max_size=3).map(tuple)
numbers = st.lists(st.builds(CardNumber, words, words), max_size=2).map(tuple)
cards = st.builds(
    Card,
    key=words,
    title=words,
    url=urls,
    summary=words,
    tone=st.sampled_from(("launch", "update", "digest", "notice", "problem")),
    badges=some,
    numbers=st.lists(st.builds(CardNumber, words, words, st.none() | st.integers(0, 3)), max_size=3).map(tuple),
    items=st.lists(
        st.builds(CardItem, words, words, urls, some, numbers, some),
        max_size=3,
    ).map(tuple),
    more_numbers=st.lists(st.builds(CardNumber, words, words), max_size=2).map(tuple),
    table=st.none() | st.builds(Table, some, st.lists(some, max_size=2).map(tuple)),
    chart=st.none() | st.builds(Chart, words, st.lists(st.builds(Bar, words, st.floats(), st.booleans())).map(tuple)),
    changes=some,
    quotes=st.lists(
        st.builds(CardQuote, words, words, urls.map(str), st.just((0, 1, 2, 3))), max_size=3
    ).map(tuple),
    actions=st.lists(st.builds(Action, words, words, words), max_size=3).map(tuple),
    footer=words,
)  # fmt: skip


def elements(html: str) -> list[LexborNode]:
    """Return every element of a fragment, as a browser would build them."""
    body = LexborHTMLParser(f"<!doctype html><body>{html}</body>").body
    assert body is not None
    return list(body.traverse())[1:]


def without_markup(value: Any) -> Any:
    """Return the same value with every sign that HTML knows replaced by a letter."""
    if isinstance(value, str):
        return value.translate(dict.fromkeys(map(ord, "<>&\"'"), "x"))
    if isinstance(value, tuple):
        return tuple(without_markup(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {field.name: without_markup(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    return value


def test_a_card_renders_as_the_golden_file_says() -> None:
    assert card_html(FULL_CARD).replace("><", ">\n<") + "\n" == GOLDEN.read_text()


@given(cards, densities, words)
def test_no_card_brings_markup_of_its_own(card: Card, density: Density, text: str) -> None:
    reply = Reply(text, cards=(card,), actions=card.actions)
    found = elements(card_html(card, density) + reply_html(reply))
    plain = elements(card_html(without_markup(card), density) + reply_html(without_markup(reply)))
    assert [node.tag for node in found] == [node.tag for node in plain]
    for node in found:
        assert node.tag in TAGS
        assert set(node.attributes) <= set(ATTRIBUTES)
        if node.tag == "a":
            assert (node.attributes["href"] or "").casefold().startswith(("http://", "https://"))
            assert node.attributes["rel"] == "noopener noreferrer nofollow"


@given(words)
def test_a_title_reads_as_it_was_written(title: str) -> None:
    (heading,) = [node for node in elements(card_html(Card("k", title, None))) if node.tag == "h3"]
    assert heading.text() == cleaned(title).replace("\x00", "")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://lab.example/",
        "//lab.example/",
        "https://",
        "https://good.example@evil.example/",
        "https://evil.example\\.good.example/",
        "https://good.example\n.evil.example/",
        "https://lab.example/\u202egnp.exe",
        "https://[half/",
        "https://lab.example:99999/",
        "https://" + "a" * 2000 + ".example/",
        "",
        None,
    ],
)
def test_an_address_that_is_no_plain_web_link_is_not_linked(url: str | None) -> None:
    assert address_of(url) is None
    assert "<a " not in card_html(Card("k", "title", url))


def test_a_look_alike_host_is_named_in_its_ascii_form() -> None:
    assert address_of("https://ехample.com/") == ("https://ехample.com/", "xn--ample-ywe6i.com")
    assert "xn--ample-ywe6i.com" in card_html(Card("k", "title", "https://ехample.com/"))


def test_the_title_links_to_the_source_and_names_its_host() -> None:
    html = card_html(Card("k", "Tern 2", "https://lab.example/tern"))
    assert 'href="https://lab.example/tern"' in html
    assert '<span class="host">lab.example</span>' in html


def test_each_number_points_at_its_sentence_and_the_sentence_marks_it() -> None:
    html = card_html(FULL_CARD)
    assert 'data-quote="2" aria-label="Show the sentence behind GraphQuiz">2</button>' in html
    assert "<mark>9</mark>B parameters reach <mark>61.5</mark> on" in html


def test_a_number_whose_sentence_is_not_on_the_card_has_no_mark() -> None:
    assert 'class="cite"' not in card_html(Card("k", "t", None, numbers=(CardNumber("Size", "9B", 7),)))


def test_a_number_inside_a_longer_one_is_not_marked() -> None:
    quote = CardQuote("It has 190B, not 9.5B.", "", "", (0,))
    assert "<mark>" not in card_html(Card("k", "t", None, numbers=(CardNumber("Size", "9B", 0),), quotes=(quote,)))


def test_compact_keeps_title_numbers_and_source_only() -> None:
    html = card_html(FULL_CARD, "compact")
    assert "61.5" in html
    assert "https://lab.example/tern-2" in html
    assert not {"figure", "table", "details", "section"} & {node.tag for node in elements(html)}


def test_full_unfolds_the_other_numbers_and_the_sentences() -> None:
    html = card_html(FULL_CARD, "full")
    assert 'class="more"' not in html
    assert '<details class="quotes" open>' in html
    assert "about 12T" in html


def test_a_chart_needs_two_scores() -> None:
    assert chart_html(Chart("GraphQuiz", (Bar("Tern 2", 61.5, True), Bar("Heron", float("nan"), False)))) == ""


def test_bars_start_at_zero_and_keep_their_proportion() -> None:
    html = chart_html(Chart("GraphQuiz", (Bar("A", 80.0, True), Bar("B", 40.0, False), Bar("C", -5.0, False))))
    assert [node.attributes["width"] for node in elements(html) if node.tag == "rect"] == ["82.00%", "41.00%", "0.00%"]


@pytest.mark.parametrize(("value", "text"), [(42.8, "42.8"), (52.0, "52"), (1483.0, "1,483"), (0.05, "0.05")])
def test_scores_print_without_useless_zeros(value: float, text: str) -> None:
    assert printed(value) == text


def test_a_reply_sets_its_commands_apart() -> None:
    assert "<code>/launches list</code>" in reply_html(Reply("See /launches list."))


def test_equal_cards_give_equal_html() -> None:
    assert card_html(dataclasses.replace(FULL_CARD)) == card_html(FULL_CARD)


def test_a_digest_shows_each_launch_with_its_numbers_and_a_button() -> None:
    items = tuple(
        CardItem(
            f"halcyon/{name}",
            f"Halcyon {name}",
            f"https://news.example/{name}",
            ("update",),
            (CardNumber("Size", "9B"),),
            ("+ licence",),
        )
        for name in ("tern", "gull")
    )
    page = LexborHTMLParser(card_html(Card(key="digest", title="Digest", url=None, tone="digest", items=items)))
    rows = page.css("ol.items > li")
    assert [title.text() for title in page.css("ol.items > li > h4")] == ["Halcyon tern", "Halcyon gull"]
    assert [button.attributes["data-argument"] for button in page.css("ol.items button")] == [
        "halcyon/tern",
        "halcyon/gull",
    ]
    assert all("9B" in row.text() and "+ licence" in row.text() for row in rows)
