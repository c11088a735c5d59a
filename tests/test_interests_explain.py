"""Why a launch did or did not answer a query, predicate by predicate."""

import pytest

from bot.catalogue import load_catalogue
from bot.interests import Reason, explain, parse
from tests.interest_launches import HERON, LAUNCHES, NOW, RUMOUR, SAID, TERN

CATALOGUE = load_catalogue()


def reasons(query: str, name: str = "tern") -> tuple[Reason, ...]:
    return explain(parse(query, CATALOGUE), LAUNCHES[name], NOW)


@pytest.mark.parametrize(
    ("query", "verdict", "passes", "why"),
    [
        ("lab:halcyon", "yes", True, "lab: Halcyon"),
        ("lab:meta", "no", False, "lab: Halcyon"),
        ("-lab:meta", "yes", True, "lab: Halcyon"),
        ("params:<=10B", "unknown", False, "size not stated yet"),
        ("params:<=10B?", "unknown", True, "size not stated yet"),
        ("-params:<=10B", "unknown", True, "size not stated yet"),
        ("price:<=1", "no", False, "price: 1.5 USD"),
        ("out:<=10", "unknown", False, "output price not stated yet"),
        ("released:>=2026-04-01", "yes", True, "release date: 2026-04-08"),
        ("age:<=7d", "yes", True, "release date: 7 days"),
        ("params:*", "no", False, "size not stated"),
        ("output:*", "yes", True, "output length is stated"),
        ("beats:grok-4.2", "no", False, "comparison: gpt-5.4, grok-4.2"),
        ("gpu:h100", "unknown", False, "hardware not stated yet"),
        ("is:moe", "unknown", False, "moe not stated yet"),
        ("conflict:yes", "yes", True, "numbers: yes"),
    ],
)
def test_reason(query: str, verdict: str, passes: bool, why: str) -> None:
    (reason,) = reasons(query)
    assert (reason.verdict, reason.passes, reason.why) == (verdict, passes, why)


def test_number_comes_with_its_fact_and_quote() -> None:
    (reason,) = reasons('score:"GPQA Diamond">=80')
    assert reason.fact is TERN.view.facts[0]
    assert reason.quote == SAID


def test_words_come_with_the_sentence_they_stand_in() -> None:
    (reason,) = reasons('"chain of thought"')
    assert reason.quote == TERN.title
    (reason,) = reasons("startup")
    assert reason.quote == "A French startup watched."


def test_reasons_are_of_the_variant_that_answers_best() -> None:
    found = reasons("params:10B..40B active:<=4B", "heron")
    assert {reason.variant for reason in found} == {HERON.view.models[2].name}
    assert all(reason.passes for reason in found)


def test_reasons_name_their_place_in_the_query() -> None:
    text = "lab:meta OR (params:<=10B -type:tts)"
    assert [text[reason.start : reason.end] for reason in reasons(text)] == ["lab:meta", "params:<=10B", "type:tts"]


def test_news_of_another_kind_is_said_first() -> None:
    (first, second) = explain(parse("lab:cove", CATALOGUE), RUMOUR, NOW)
    assert not first.passes
    assert "rumour" in first.why
    assert second.passes


def test_every_launch_needs_no_reason() -> None:
    assert reasons("") == ()
