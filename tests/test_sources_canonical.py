"""Which addresses and articles are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources import canonical_url, content_hash
from bot.types import Article

SAME = [
    ("https://example.com/a", "http://example.com/a"),
    ("https://example.com/a", "https://www.example.com/a"),
    ("https://example.com/a", "HTTPS://EXAMPLE.com/a"),
    ("https://example.com/a", "https://example.com:443/a"),
    ("https://example.com/a", "http://example.com:80/a"),
    ("https://example.com/a", "https://example.com./a"),
    ("https://example.com/a", "https://example.com/a/"),
    ("https://example.com/a", "https://example.com/a#part"),
    ("https://example.com/a", "https://example.com/a?"),
    ("https://example.com/a", "https://example.com/a?utm_source=rss&utm_medium=feed"),
    ("https://example.com/a", "https://example.com/a?fbclid=x&gclid=y&mc_cid=z&ref=home"),
    ("https://example.com/a", "https://example.com//a"),
    ("https://example.com/a", "https://example.com/b/../a"),
    ("https://example.com/a", "https://example.com/./a"),
    ("https://example.com/a", "https://example.com/a/index.html"),
    ("https://example.com/a", "https://example.com/a/amp/"),
    ("https://example.com/a?b=1&c=2", "https://example.com/a?c=2&b=1&utm_x=3"),
    ("https://example.com/a%20b", "https://example.com/a b"),
    ("https://example.com/%7Ejo", "https://example.com/~jo"),
    ("https://b\u00fccher.example/\u00fc", "https://xn--bcher-kva.example/%C3%BC"),
    ("https://example.com", "https://example.com/"),
    ("https://example.com/a", "  https://example.com/a\n"),
]
DIFFERENT = [
    ("https://example.com/a", "https://example.com/b"),
    ("https://example.com/a", "https://example.com/A"),
    ("https://example.com/a", "https://example.org/a"),
    ("https://example.com/a", "https://news.example.com/a"),
    ("https://example.com/a?id=1", "https://example.com/a?id=2"),
    ("https://example.com/a?p=1", "https://example.com/a"),
    ("https://example.com/a", "https://example.com:8080/a"),
    ("https://example.com/a%2Fb", "https://example.com/a/b"),
    ("https://example.com/feed#entry:1", "https://example.com/feed#entry:2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_are_one(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_addresses_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@given(
    st.text(max_size=80)
    | st.from_regex(r"https?://[a-z]{1,9}(\.[a-z]{1,5})?(:\d{1,4})?(/[\w%.~-]{0,9}){0,4}(\?[\w%&=+-]{0,20})?")
)
def test_the_canonical_address_is_its_own(text: str) -> None:
    once = canonical_url(text)
    assert canonical_url(once) == once


def _article(title: str, text: str) -> Article:
    return Article("https://example.com/a", title, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("New model", "It has  7B parameters."),
        ("NEW MODEL", "It has 7B parameters."),
        ("New model!", "# It has\n\n7B parameters"),
        ("New model", "It has **7B** parameters."),
        ("\uff2eew model", "It has 7B\u00a0parameters."),
    ],
)
def test_markup_case_and_spacing_do_not_make_an_article_new(title: str, text: str) -> None:
    assert content_hash(_article(title, text)) == content_hash(_article("New model", "It has 7B parameters."))


def test_other_words_make_an_article_new() -> None:
    hashes = {
        content_hash(_article("New model", "It has 7B parameters.")),
        content_hash(_article("New model", "It has 8B parameters.")),
        content_hash(_article("New model 2", "It has 7B parameters.")),
        content_hash(_article("New model It", "has 7B parameters.")),
    }
    assert len(hashes) == 4


@given(st.text(max_size=200))
def test_any_text_has_a_hash(text: str) -> None:
    assert len(content_hash(_article(text, text))) == 64
