"""Everyday words become a query by rules; what they cannot use is said, and what sounds like a query is left alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import load_catalogue
from bot.interests import complete, from_plain_words, in_words, parse, sounds_plain
from bot.interests.plain_rules import RULES

CATALOGUE = load_catalogue()

WISHES = {
    "small open translation models I can run on a laptop": "is:small is:open type:translation fits:laptop",
    "new coding models from Mistral under 10B": "type:code lab:mistral params:<=10B",
    "models between 7B and 30B": "params:7B..30B",
    "more than 70 billion parameters": "params:>=70B",
    "mixture of experts with less than 4B active parameters": "is:moe active:<=4B",
    "cheap models with at least 128k context": "price:<=$1 context:>=128k",
    "less than $2 per million tokens output": "out:<=$2",
    "under 3 euros per million tokens": "price:<=€3",
    "anything that beats GPT-5.4 on gpqa": 'beats:"gpt-5.4@gpqa"',
    "models over 80 on GPQA": 'score:"gpqa">=80',
    "HealthBench Hard above 40": 'score:"healthbench hard">=40',
    "reasoning models by Anthropic, OpenAI or Google": "is:reasoning lab:anthropic,openai,google",
    "vision models with an MIT license": "in:image license:mit",
    "apache or mit licensed embedding models": "license:apache,mit type:embed",
    "tts models that speak German": "type:tts lang:german",
    "embedding models for 20+ languages": "type:embed langs:>=20",
    "models for my RTX 4090": "fits:rtx-4090",
    "something for a phone": "fits:phone",
    "a 24GB GPU": "fits:24GB",
    "price drops from OpenAI": "event:price lab:openai",
    "models with 1M context released this week": "context:>=1M age:<=7d",
    "open weights but not image models": "weights:open -type:image",
    "no tts or asr": "-type:tts -type:asr",
    "models without vision": "-in:image",
    "open models, robots excluded": "is:open -type:robotics",
    "coding or translation models": "type:code,translation",
    "open weights or an api": "(weights:open OR access:api)",
}


@pytest.mark.parametrize("wish", WISHES)
def test_wish_becomes_the_query_it_means(wish: str) -> None:
    assert sounds_plain(wish, CATALOGUE)
    found = from_plain_words(wish, CATALOGUE)
    assert found.query_text.replace("apache-2.0", "apache") == WISHES[wish]
    assert found.unused == () or wish.startswith("something")


@pytest.mark.parametrize(
    ("wish", "unused"),
    [
        ("open source alternatives to Claude", ("alternatives", "Claude")),
        ("open models like Llama from Europe", ("Llama", "Europe")),
        ("small models of chinese labs", ("chinese", "labs")),
        ("blue translation models with a nice logo", ("blue", "nice", "logo")),
    ],
)
def test_what_is_not_used_is_said_and_never_guessed(wish: str, unused: tuple[str, ...]) -> None:
    found = from_plain_words(wish, CATALOGUE)
    assert found.unused == unused
    assert "claude" not in found.query_text
    assert "lang:" not in found.query_text


@pytest.mark.parametrize("word", ["small", "phi", "translation"])
def test_one_word_is_looked_for_in_the_text(word: str) -> None:
    assert not sounds_plain(word, CATALOGUE)


@pytest.mark.parametrize(
    "query",
    ["lab:meta small", "params<=10B open", '"small open"', "open -vision", "(small open)", "the blue pasta", ""],
)
def test_what_is_written_as_a_query_is_no_wish(query: str) -> None:
    assert not sounds_plain(query, CATALOGUE)


def test_what_nothing_of_is_understood_has_no_query() -> None:
    found = from_plain_words("the colour blue and pasta", CATALOGUE)
    assert (found.query_text, found.used) == ("", ())
    assert {"colour", "blue", "pasta"} <= set(found.unused)


def test_each_use_names_the_words_it_rests_on() -> None:
    wish = "Small models from Qwen, at least 128k context"
    found = from_plain_words(wish, CATALOGUE)
    assert [(use.words, use.term) for use in found.used] == [
        ("Small", "is:small"),
        ("Qwen", "family:qwen"),
        ("at least 128k context", "context:>=128k"),
    ]


_PIECES = sorted({*WISHES, "or", "not", "no", "from", "7B", "Meta", "GPT-4", "é", "\u202e", "🎉", "under", "$2", ","})


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=12))
def test_any_wish_gives_a_query_that_is_understood_and_said_back(pieces: list[str]) -> None:
    wish = " ".join(pieces)[:500]
    found = from_plain_words(wish, CATALOGUE)
    if found.query_text:
        assert in_words(parse(found.query_text, CATALOGUE))
    sounds_plain(wish, CATALOGUE)


def test_no_rule_takes_an_empty_text() -> None:
    assert not [rule.pattern.pattern for rule in RULES if re.fullmatch(rule.pattern, "")]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", "license:open params:<=10B"),
        ("par", "params:"),
        ("lab:met", "lab:meta"),
        ("license:open par", "license:open params:"),
        ("lab:meta,mis", 'lab:meta,"mistral ai"'),
        ("-type:tra", "-type:translation"),
        ("score:gpqa", "score:GPQA>="),
        ("(lab:meta OR lab:goo", "(lab:meta OR lab:google"),
        ("fits:lap", "fits:laptop"),
    ],
)
def test_completion_offers_what_a_typed_query_may_become(typed: str, offered: str) -> None:
    assert offered in complete(typed, CATALOGUE)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | st.sampled_from(["lab:", "is:", "score:", "lab:a,", '"', "(((", "x" * 600]))
def test_completion_takes_any_text_and_offers_at_most_25(typed: str) -> None:
    offered = complete(typed, CATALOGUE)
    assert len(offered) <= 25
    assert len(set(offered)) == len(offered)
