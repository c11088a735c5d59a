"""A query said back in plain English."""

import pytest

from bot.catalogue import load_catalogue
from bot.interests import in_words, parse
from bot.interests.keys import KEYS

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Every launch"),
        ("lab:meta", "From Meta"),
        ("lab:qwen,mistral", "From Alibaba or Mistral AI"),
        (
            "weights:open params:<=10B",
            "Open weights AND at most 10B parameters (launches with no stated size are skipped; add ? to include them)",
        ),
        ("params:<=10B?", "At most 10B parameters, or size not stated"),
        ("params:10B..40B?", "10B to 40B parameters, or size not stated"),
        ("params:10B..?", "At least 10B parameters, or size not stated"),
        ("-type:tts", "Not for tts"),
        ("-context:*", "Context not stated"),
        ("context:*", "Context stated"),
        (
            "lab:meta OR (license:apache-2.0 context:>=128k?)",
            "From Meta OR (licence Apache 2.0 AND a context of at least 128k tokens, or context not stated)",
        ),
        ("-(lab:meta OR lab:qwen)", "Not (from Meta OR from Alibaba)"),
        ('"chain of thought"', 'The words "chain of thought"'),
        ("llama-4*", 'The words "llama-4*"'),
        ("score:gpqa>80?", "A GPQA score of more than 80, or score not stated"),
        ("score:gpqa", "A GPQA score stated"),
        ("price:<=€2?", "An input price of at most 2 EUR per million tokens, or price not stated"),
        ("fits:rtx-4090?", "Fitting RTX 4090 (estimated at 4 bits), or size not stated"),
        ("released:2026-04?", "Released in 2026-04, or release date not stated"),
        ("age:<7d?", "Released less than 7d ago, or release date not stated"),
        ("event:price,weights", "Price changes or released weights"),
        ("is:open", "Open weights or licence"),
        ("official:no", "Not announced by the lab itself"),
        ("beats:gpt-5.4@gpqa", "A higher score than gpt-5.4 on GPQA"),
        ("license:nc,apache", "A non-commercial licence or licence apache"),
    ],
)
def test_query_is_said_back(query: str, words: str) -> None:
    assert in_words(parse(query, CATALOGUE)) == words


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_said_with_and_without_its_unknown(key: str) -> None:
    example = KEYS[key].example
    said = in_words(parse(example, CATALOGUE))
    assert said
    assert "{}" not in said
    assert in_words(parse(f"-{example}?", CATALOGUE)).startswith("Not ")


@pytest.mark.parametrize("key", [key for key in KEYS.values() if key.choices], ids=lambda key: key.name)
def test_every_choice_is_said(key: object) -> None:
    for choice in getattr(key, "choices", ()):
        name = getattr(key, "name", "")
        assert in_words(parse(f"{name}:{choice}?", CATALOGUE))


@pytest.mark.parametrize(
    ("name", "said"), [("gpqa", "A GPQA"), ("mmlu", "An MMLU"), ("AIME 2025", "An AIME 2025"), ("Perch", "A Perch")]
)
def test_benchmarks_have_the_article_they_are_spoken_with(name: str, said: str) -> None:
    assert in_words(parse(f'score:"{name}"', CATALOGUE)) == f"{said} score stated"
