"""Every cue is one that its pattern cannot match without, and looking for cues changes no fact."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.measure_reading import ARTICLES, labelled
from bot.catalogue import load_catalogue
from bot.reading import variants
from bot.reading.cues import ALL, CUED, Cued, Cues, cues_in, lowered, words_of
from bot.reading.read import _facts, _pages
from bot.reading.sentences import Sentence
from bot.types import Article
from tests.cue_proof import ways_around

CATALOGUE = load_catalogue()
TEXTS = [text for _, text in labelled(ARTICLES, ARTICLES)]
WORDS = sorted({word for cued in CUED for group in cued.groups for word in words_of(group, CATALOGUE)})


@pytest.mark.parametrize("cued", CUED, ids=lambda cued: cued.pattern[:40])
def test_no_pattern_matches_without_its_cues(cued: Cued) -> None:
    for group in cued.groups:
        words = list(words_of(group, CATALOGUE))
        assert all(word == word.lower() for word in words)
        ways = ways_around(cued.pattern, cued.flags, words)
        assert not ways, f"{cued.pattern!r} matches without any of {words}, by ways that end in {sorted(ways)[:12]}"


def test_the_proof_finds_a_way_around() -> None:
    assert ways_around(r"\b(?:fit|fits|runs?) on (?:an? )?\d+ GPU", 0, ["fit", "run"]) == set()
    assert ways_around(r"\b(?:fit|works) on", 0, ["fit"]) == {"works on"}
    assert ways_around(r"(?:open )?weights", 0, ["open"]) == {"weights"}
    assert ways_around(r"\d{1,4}(?:\.\d)? ?x\b", 0, ["9x"]) == {"9 x", "9.9 x"}
    assert ways_around(r"[A-Z]\w* app", 0, ["a"]) == set()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30])
def test_an_article_says_the_same_where_no_cue_is_looked_for(text: str) -> None:
    _, pages, grids = _pages(Article(url="", title="", text=text), CATALOGUE)
    _, ungated, _ = _pages(Article(url="", title="", text=text), CATALOGUE)
    for page, other in zip(pages, ungated, strict=True):
        other.sentences = [sentence._replace(cues=ALL) for sentence in other.sentences]
        assert _facts(page, grids) == _facts(other, grids)


@pytest.mark.parametrize("text", TEXTS[::4], ids=lambda text: text[:30])
def test_what_sets_a_name_against_the_launch_is_found_though_few_words_are_searched(text: str) -> None:
    for place in (place for place, character in enumerate(text[:4000], 1) if character in ' "('):
        before = text[:place]
        found = variants._CONTRAST.search(lowered(before[-60:]))
        assert variants.is_set_against(before, variants.words_before(before)) == (found is not None)


ODD = ["İ", "ı", "ſ", "K", "٣", "９", "²", "ß", " ", "\u00a0", ".", "-", "$", "%"]


PIECES = st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.sampled_from(TEXTS).map(lambda text: text[200:260]))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12), st.booleans())
def test_what_matches_a_text_has_its_cues(pieces: list[str], is_upper: bool) -> None:
    text = " ".join(pieces)
    text = text.upper() if is_upper else text
    sentence = Sentence(text, 0, len(text), 0, is_heading=False, cues=cues_in(text, CATALOGUE))
    for cued in CUED:
        if cued.regex.search(text):
            assert cued.may_match(sentence), cued.pattern


def test_a_pattern_made_late_is_always_tried() -> None:
    assert cues_in("anything", CATALOGUE) != ALL
    late = Cues("gannet")
    assert late.are_in(Sentence("", 0, 0, 0, is_heading=False, cues=0))
