"""Cards: key numbers in their order, at most six, each with its fact; nothing that is not the launch's own."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.digests import card_of, compare_card
from bot.digests.amounts import money, ordinal, scaled, window
from bot.digests.numbers import MOST_KEY_NUMBERS, key_numbers
from bot.types import ArticleRef, Fact, Launch, Model, Number, Price, Quote, Score, View

BASE = View(
    lab="Halcyon", name="Tern 2", event="launch", is_launch=True, confidence=Decimal(1), models=(Model("Tern 2"),)
)


def fact(field: str, value: Decimal | str, unit: str | None = None, **more: object) -> Fact:
    values = {
        "printed": str(value),
        "qualifier": "exact",
        "owner": "Tern 2",
        "role": "launch",
        "quote": Quote(f"Tern 2 has {value}.", 0, 5, "https://news.example/a"),
        "confidence": Decimal("0.95"),
        "rule": "test",
    }
    return Fact(field=field, value=value, unit=unit, **{**values, **more})  # type: ignore[arg-type]  # a test's shorthand


def shown(view: View) -> list[tuple[str, str]]:
    return [(number.label, number.value) for number in key_numbers(view)[0]]


def score(model: str, value: str, benchmark: str = "Perch Hard", unit: str = "%") -> Score:
    return Score(benchmark, model, Decimal(value), unit, is_subject=model == "Tern 2")


def test_open_model_shows_weights_licence_sizes_and_context() -> None:
    view = replace(
        BASE,
        availability="open_weights",
        license="Apache 2.0",
        license_class="open",
        models=(Model("Tern 2", 218_000_000_000, 25_000_000_000),),
        context_tokens=131_072,
    )
    assert shown(view) == [
        ("Availability", "Open weights · Apache 2.0"),
        ("Size", "218B total / 25B active"),
        ("Context", "128K tokens"),
    ]


def test_several_sizes_stand_in_one_line() -> None:
    models = (Model("a", 1_800_000_000), Model("b", 7_000_000_000), Model("c", 30_000_000_000, 3_000_000_000))
    assert shown(replace(BASE, models=models)) == [("Sizes", "1.8B · 7B · 30B-A3B")]


def test_proprietary_preview_is_said_first() -> None:
    view = replace(BASE, availability="preview", license="proprietary", license_class="proprietary")
    assert shown(view) == [("Availability", "Proprietary · API in private preview")]


def test_best_rival_of_the_same_benchmark_stands_beside_the_score() -> None:
    rows = (score("Tern 2", "42.8"), score("Gull 5", "40.1"), score("Auk 3", "20.6"), score("Auk 3", "99", "Other"))
    assert shown(replace(BASE, benchmarks=rows)) == [("Perch Hard", "42.8 · next best Gull 5 40.1")]


def test_a_lost_benchmark_is_not_hidden() -> None:
    rows = (score("Tern 2", "38"), score("Gull 5", "40.1"))
    assert shown(replace(BASE, benchmarks=rows)) == [("Perch Hard", "38 · behind Gull 5 40.1")]


def test_index_line_joins_score_rank_and_names_ahead() -> None:
    view = replace(
        BASE,
        benchmarks=(score("Tern 2", "52", "Plume Index v4.0", "index"),),
        other_numbers=(Number("rank on Plume Index", Decimal(4), "rank", "Tern 2"),),
        facts=(fact("score", Decimal(52)), *(fact("behind", name) for name in ("Gull 5", "Auk 3", "Ibis 1"))),
    )
    assert shown(view) == [("Plume Index v4.0", "52 · 4th, behind Gull 5, Auk 3 and Ibis 1")]


def test_a_number_below_the_cut_is_not_shown() -> None:
    sure, unsure = (
        fact("context_tokens", Decimal(128_000)),
        fact("context_tokens", Decimal(128_000), confidence=Decimal("0.79")),
    )
    assert shown(replace(BASE, context_tokens=128_000, facts=(sure,))) == [("Context", "128K tokens")]
    assert shown(replace(BASE, context_tokens=128_000, facts=(unsure,))) == []


def test_price_is_a_pair_or_nothing() -> None:
    pair = tuple(Price("Tern 2", kind, Decimal(amount), "USD") for kind, amount in (("input", "3"), ("output", "15")))  # type: ignore[arg-type]  # literals in a loop
    assert shown(replace(BASE, prices=pair)) == [("Price per 1M tokens", "$3 in / $15 out")]
    assert shown(replace(BASE, prices=pair[:1])) == []


def test_rival_price_is_never_shown() -> None:
    pair = tuple(Price("Gull 5", kind, Decimal(1), "USD", is_subject=False) for kind in ("input", "output"))
    assert shown(replace(BASE, prices=pair)) == []


@pytest.mark.parametrize(("role", "confidence"), [("rival", "0.95"), ("other", "0.95"), ("launch", "0.70")])
def test_foreign_or_unsure_count_is_not_a_key_number(role: str, confidence: str) -> None:
    number = Number("downloads", Decimal(1_200_000_000), "users", "Gull")
    owned = fact("users", number.value, "users", role=role, confidence=Decimal(confidence))
    assert shown(replace(BASE, other_numbers=(number,), facts=(owned,))) == []


def test_qualifier_is_shown_with_the_number() -> None:
    number = Number("users", Decimal(3_000_000_000), "users", "Tern 2")
    owned = fact("users", number.value, "users", qualifier="over")
    assert shown(replace(BASE, other_numbers=(number,), facts=(owned,))) == [("Users", "over 3B")]


def test_at_most_six_key_numbers_and_the_rest_is_kept() -> None:
    view = replace(
        BASE,
        availability="api",
        models=(Model("Tern 2", 10**10),),
        context_tokens=1_000_000,
        benchmarks=(score("Tern 2", "42.8"), score("Tern 2", "52", "Plume Index", "index")),
        hardware="1x B200",
        languages=33,
        training_tokens=15 * 10**12,
        modalities_in=("text", "image"),
    )
    first, more = key_numbers(view)
    assert len(first) == MOST_KEY_NUMBERS
    assert {number.label for number in more} == {"Languages", "Modalities", "Training tokens"}


def test_card_carries_source_quotes_and_every_number_as_text() -> None:
    owned = fact("context_tokens", Decimal(128_000), "tokens")
    article = ArticleRef("https://news.example/a", "Tern 2 is out", "news.example")
    launch = Launch(
        "halcyon/tern 2",
        "Tern 2 is out",
        "Halcyon released Tern 2.",
        replace(BASE, context_tokens=128_000, facts=(owned,)),
        articles=(article,),
    )
    card = card_of(launch, matched="context:>=128k")
    assert card.title == "Halcyon Tern 2"
    assert card.url == "https://news.example/a"
    assert card.quotes[0].site == "news.example"
    assert card.footer == "news.example · matched context:>=128k"
    assert "Context: 128K tokens" in card.plain_text
    assert "https://news.example/a" in card.plain_text


def test_compare_says_not_stated_instead_of_guessing() -> None:
    one = Launch("a", "A", "", replace(BASE, name="A", context_tokens=128_000))
    other = Launch("b", "B", "", replace(BASE, name="B", availability="api"))
    table = compare_card((one, other)).table
    assert table is not None
    assert ("Context", "128K tokens", "not stated") in table.rows
    assert ("Availability", "not stated", "API") in table.rows


@pytest.mark.parametrize(
    ("shown_as", "wanted"),
    [
        (window(128_000), "128K"),
        (window(131_072), "128K"),
        (window(1_048_576), "1M"),
        (window(200_000), "200K"),
        (scaled(1_800_000_000), "1.8B"),
        (money(Decimal("0.5"), "EUR"), "€0.50"),
        (money(Decimal("0.075"), "USD"), "$0.075"),
        (money(Decimal("14300000000"), "USD"), "$14.3B"),
        (money(Decimal(8), "CHF"), "8 CHF"),
        (ordinal(11), "11th"),
        (ordinal(22), "22nd"),
    ],
)
def test_amount_reads_as_people_write_it(shown_as: str, wanted: str) -> None:
    assert shown_as == wanted
