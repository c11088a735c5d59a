"""Lists of models as entries: answers shaped as the public documentation of the Hub and of OpenRouter has them."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ParseError
from bot.sources import Feed
from bot.sources.feed import parse_feed
from bot.sources.places import is_told_by_the_feed, text_address

HUB = "https://huggingface.co/api/models?author=example-ai&sort=createdAt&direction=-1&limit=50"
ROUTER = "https://openrouter.ai/api/v1/models"


def hub(**more: Any) -> dict[str, Any]:
    return {
        "_id": "66f0",
        "id": "example-ai/Example-7B",
        "modelId": "example-ai/Example-7B",
        "likes": 3,
        "private": False,
        "downloads": 100,
        "tags": ["safetensors", "text-generation", "license:apache-2.0", "region:us"],
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "createdAt": "2026-04-08T15:00:00.000Z",
        **more,
    }


def router(**more: Any) -> dict[str, Any]:
    return {
        "id": "example-ai/example-7b",
        "canonical_slug": "example-ai/example-7b-20260408",
        "name": "Example AI: Example 7B",
        "created": 1775660400,
        "description": "Example 7B is a small model for <b>agents</b>.",
        "context_length": 131072,
        "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"], "tokenizer": "Other"},
        "pricing": {"prompt": "0.0000002", "completion": "0.0000015", "request": "0"},
        "top_provider": {"context_length": 131072, "max_completion_tokens": None, "is_moderated": False},
        "per_request_limits": None,
        **more,
    }


def read(found: object, url: str) -> Feed:
    return parse_feed(json.dumps(found).encode(), url)


def test_hub_models_are_entries() -> None:
    feed = read([hub(), hub(id="example-ai/Example-70B")], HUB)
    first = feed.entries[0]
    assert (first.id, first.url) == ("example-ai/Example-7B", "https://huggingface.co/example-ai/Example-7B")
    assert first.title == "Example-7B by example-ai at Hugging Face"
    assert first.published == datetime(2026, 4, 8, 15, tzinfo=UTC)
    assert "License: apache-2.0." in first.summary
    assert [one.id for one in feed.entries] == ["example-ai/Example-7B", "example-ai/Example-70B"]


@pytest.mark.parametrize(
    "row",
    [
        hub(private=True),
        hub(tags=["base_model:example-ai/Example-7B", "base_model:quantized:example-ai/Example-7B"]),
        hub(tags=["base_model:adapter:example-ai/Example-7B"]),
        hub(id="no-owner", modelId="no-owner"),
    ],
)
def test_copies_of_models_are_no_news(row: dict[str, Any]) -> None:
    assert read([row], HUB).entries == ()


def test_an_organisation_without_models_is_an_empty_feed() -> None:
    assert read([], HUB).entries == ()


def test_router_models_are_entries_with_price_and_context() -> None:
    entry = read({"data": [router()]}, ROUTER).entries[0]
    assert (entry.title, entry.url) == ("Example AI: Example 7B", "https://openrouter.ai/example-ai/example-7b")
    assert entry.published == datetime(2026, 4, 8, 15, tzinfo=UTC)
    assert "&lt;b&gt;agents" in entry.summary
    assert "Example 7B has a context window of 131,072 tokens." in entry.summary
    assert "Example 7B costs $0.20 per million input tokens and $1.50 per million output tokens." in entry.summary
    assert "Example 7B takes text, image as input." in entry.summary


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ("0.00003", "$30 per"),
        ("0.000000075", "$0.075 per"),
        ("0.001", "$1000 per"),
        ("0", None),
        ("-1", None),
        ("free", None),
        (None, None),
        ("NaN", None),
        ("1e999", None),
    ],
)
def test_prices_are_per_million_or_unsaid(price: str | None, words: str | None) -> None:
    summary = read({"data": [router(pricing={"prompt": price, "completion": price})]}, ROUTER).entries[0].summary
    assert ("$" in summary) == (words is not None)
    assert words is None or words in summary


def test_variants_of_a_listed_model_are_no_news() -> None:
    assert read({"data": [router(id="example-ai/example-7b:free")]}, ROUTER).entries == ()


WRONG = st.sampled_from([None, 7, True, "x", [], {}, [None], {"a": 1}, -1, 1e300, "a/b"])


@given(
    st.lists(st.dictionaries(st.sampled_from(sorted({*hub(), *router()})), WRONG, max_size=8), max_size=3),
    st.booleans(),
)
def test_any_list_is_read_or_refused(rows: list[dict[str, Any]], is_router: bool) -> None:
    try:
        read({"data": rows} if is_router else rows, ROUTER)
    except ParseError:
        return


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://huggingface.co/a/B-7B", "https://huggingface.co/a/B-7B/raw/main/README.md"),
        ("https://huggingface.co/a/B-7B/", "https://huggingface.co/a/B-7B/raw/main/README.md"),
        ("https://huggingface.co/blog/some-post", "https://huggingface.co/blog/some-post"),
        ("https://huggingface.co/papers/2401.1", "https://huggingface.co/papers/2401.1"),
        ("https://huggingface.co/a", "https://huggingface.co/a"),
        ("https://huggingface.co/a/B/tree/main", "https://huggingface.co/a/B/tree/main"),
        ("https://huggingface.co.evil.example/a/B", "https://huggingface.co.evil.example/a/B"),
        ("https://example.com/a/B", "https://example.com/a/B"),
    ],
)
def test_model_cards_are_read_as_text(url: str, place: str) -> None:
    assert text_address(url) == place


RELEASES = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Release notes from engine</title><entry>
<id>tag:github.com,2008:Repository/1/v1.2</id><updated>2026-04-08T15:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://github.com/example-ai/engine/releases/tag/v1.2"/>
<title>v1.2</title><content type="html">&lt;h2&gt;New&lt;/h2&gt;&lt;p&gt;Words&lt;/p&gt;</content></entry></feed>"""


def test_releases_say_of_what() -> None:
    entry = parse_feed(RELEASES, "https://github.com/example-ai/engine/releases.atom").entries[0]
    assert entry.title == "engine v1.2"
    assert entry.summary == "<h2>New</h2><p>Words</p>"
    assert is_told_by_the_feed(entry.url)


def arxiv(kind: str) -> str:
    return (
        f"<item><title>A paper</title><link>https://arxiv.org/abs/2604.00001</link>"
        f"<description>arXiv:2604.00001v1 Announce Type: {kind} \nAbstract: We train a model.</description>"
        f"<guid isPermaLink='false'>oai:arXiv.org:2604.00001v1</guid></item>"
    )


@pytest.mark.parametrize(("kind", "count"), [("new", 1), ("cross", 0), ("replace", 0), ("replace-cross", 0)])
def test_only_new_papers_are_news(kind: str, count: int) -> None:
    body = f"<rss version='2.0'><channel><title>cs.CL updates</title>{arxiv(kind)}</channel></rss>"
    assert len(parse_feed(body.encode(), "https://rss.arxiv.org/rss/cs.CL").entries) == count
