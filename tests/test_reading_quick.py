"""Looking only where numbers stand finds what a search finds; a gate of words never hides a match."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.measure_reading import ARTICLES, labelled
from bot.catalogue import load_catalogue
from bot.reading import abilities, context, counts, dates, scores, sizes, training
from bot.reading.quick import _begins_with_a_number, found, holds, number_places
from bot.reading.read import _pages
from bot.types import Article

CATALOGUE = load_catalogue()
SENTENCES = [
    sentence.text
    for _, text in labelled(ARTICLES, ARTICLES)
    for page in _pages(Article(url="", title="", text=text), CATALOGUE)[1]
    for sentence in page.sentences
]
LED = [
    *(rule.pattern for rule in counts._RULES),
    *(pattern for *_, pattern in context._RULES),
    *(pattern for _, _, pattern, _ in sizes._AMOUNTS),
    scores._NUMBER,
    scores._COMMA_NUMBER,
]
GATED = [
    *((pattern, words) for _, _, pattern, words in sizes._AMOUNTS if words),
    (abilities._LANGUAGES, abilities._SPEAKS),
    (training._TOKENS, training._UNITS),
    *((pattern, ("20",)) for pattern in dates._DATES),
]


def spans(matches: object) -> list[tuple[int, int]]:
    return [match.span() for match in matches]  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", range(len(LED)))
def test_what_a_search_finds_is_found(number: int) -> None:
    pattern = LED[number]
    for text in SENTENCES:
        assert spans(found(pattern, text)) == spans(pattern.finditer(text)), text


def test_most_patterns_of_counts_begin_with_a_number() -> None:
    assert sum(map(_begins_with_a_number, LED)) >= 8
    assert not _begins_with_a_number(re.compile(r"a (?P<n>\d+)"))
    assert not _begins_with_a_number(re.compile(r"(?P<n>\d+) a|b"))
    assert _begins_with_a_number(re.compile(r"(?<![\w|)])(?P<n>\d+) (?:a|b)"))


@pytest.mark.parametrize("number", range(len(GATED)))
def test_a_gate_hides_no_match(number: int) -> None:
    pattern, words = GATED[number]
    for text in SENTENCES:
        if pattern.search(text):
            assert holds(text, words), text


def test_no_count_size_or_length_is_found_where_no_number_stands() -> None:
    for text in SENTENCES:
        if not number_places(text):
            assert not [pattern for pattern in LED if pattern.search(text)], text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,$- BKMtokensthree languages%", max_size=60))
def test_any_text_is_searched_alike(text: str) -> None:
    for pattern in LED:
        assert spans(found(pattern, text)) == spans(pattern.finditer(text))
