"""What several reports say together: who agrees, who outranks whom, what is disputed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.catalogue import load_catalogue
from bot.launches import dispute_words, launch_of
from bot.types import Fact, Launch, Quote, Report

CATALOGUE = load_catalogue()
NOW = datetime(2026, 4, 8, tzinfo=UTC)


def fact(field: str, value: str, printed: str = "", confidence: str = "0.90", **more: Any) -> Fact:
    parts: dict[str, Any] = {"unit": "tokens", "qualifier": "exact", "owner": "Tern 2", "role": "launch"}
    quote = Quote(more.pop("said", f"It has {printed or value}."), 0, 1)
    return Fact(
        field=field, value=Decimal(value), printed=printed or value, quote=quote, confidence=Decimal(confidence),
        rule="test", **{**parts, **more},
    )  # fmt: skip


def report(site: str, *facts: Fact, trust: Any = "press", name: str = "Tern 2", **more: Any) -> Report:
    parts: dict[str, Any] = {"is_launch": True, "event": "launch", "published": NOW}
    return Report(
        url=f"https://{site}/", title=f"{name} on {site}", text="", confidence=Decimal("0.9"), lab="Halcyon",
        name=name, facts=facts, site=site, trust=trust, **{**parts, **more},
    )  # fmt: skip


def both_ways(*reports: Report) -> Launch:
    """Return what reports say together, which is the same in every order."""
    launch = launch_of(reports, CATALOGUE)
    assert launch_of(reports[::-1], CATALOGUE) == launch
    return launch


def test_agreement_of_independent_sources_lifts_a_number_over_the_cut() -> None:
    low = [
        report(f"{site}.example", fact("context_tokens", "128000", said=f"{site} says so.", confidence="0.55"))
        for site in "ab"
    ]
    assert launch_of(low[:1], CATALOGUE).view.context_tokens is None
    assert both_ways(*low).view.context_tokens == 128_000


@pytest.mark.parametrize(
    "other",
    [
        report("b.example", fact("context_tokens", "128000", said="The same wire text.", confidence="0.55")),
        report("a.example", fact("context_tokens", "128000", said="Another article there.", confidence="0.55")),
    ],
)
def test_one_wire_text_or_one_site_is_one_voice(other: Report) -> None:
    one = report("a.example", fact("context_tokens", "128000", said="The same wire text.", confidence="0.55"))
    assert both_ways(one, other).view.context_tokens is None


def test_the_labs_own_word_outranks_two_of_the_press_and_all_are_kept() -> None:
    launch = both_ways(
        report("a.example", fact("context_tokens", "128000", "128K", "0.99")),
        report("b.example", fact("context_tokens", "128000", "128K", "0.99")),
        report("halcyon.example", fact("context_tokens", "256000", "256K", "0.85"), trust="official"),
    )
    assert launch.view.context_tokens == 256_000
    assert [dispute_words(one) for one in launch.view.disputes] == ["two sources disagree on context: 256K / 128K"]
    assert [claim.url for claim in launch.view.disputes[0].claims] == ["https://halcyon.example/", "https://a.example/"]
    assert {one.value for one in launch.view.facts} == {Decimal(128_000), Decimal(256_000)}
    assert launch.articles[0].site == "halcyon.example"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (fact("context_tokens", "128000"), fact("context_tokens", "131072")),
        (fact("languages", "119"), fact("languages", "100", qualifier="over")),
        (fact("params_total", "8000000000", unit="params"), fact("params_total", "8030000000", unit="params")),
        (fact("score", "42.8", measure="MMLU", unit="%"), fact("score", "43", measure="MMLU", unit="%")),
        (fact("score", "42.8", measure="MMLU", unit="%"), fact("score", "61", measure="GPQA", unit="%")),
        (fact("context_tokens", "128000"), fact("context_tokens", "32000", confidence="0.40")),
        (fact("count", "440", measure="file", unit="MB"), fact("count", "900", measure="file", unit="MB")),
        (fact("context_tokens", "128000"), fact("context_tokens", "8000", role="rival", owner="Gull")),
    ],
)
def test_what_is_no_disagreement(one: Fact, other: Fact) -> None:
    assert both_ways(report("a.example", one), report("b.example", other)).view.disputes == ()


def test_one_article_that_gives_two_values_does_not_disagree_with_itself() -> None:
    one = report("a.example", fact("context_tokens", "128000"), fact("context_tokens", "1000000", said="Or so."))
    assert both_ways(one, report("b.example", fact("context_tokens", "1000000"))).view.disputes == ()


def test_not_stated_stays_not_stated() -> None:
    view = both_ways(report("a.example"), report("b.example", fact("languages", "12"))).view
    assert (view.context_tokens, view.license, view.models[0].params_total) == (None, None, None)
    assert view.languages == 12


def test_silence_of_a_later_article_takes_nothing_back() -> None:
    launch = both_ways(report("a.example", fact("context_tokens", "128000")), report("b.example"))
    assert launch.view.context_tokens == 128_000


def test_what_an_article_on_one_variant_says_is_that_variants() -> None:
    size = fact("params_total", "70000000000", unit="params", owner="Tern 2 Ridge")
    launch = both_ways(report("a.example"), report("b.example", size, name="Tern 2 Ridge"))
    assert launch.view.name == "Tern 2"
    assert [(model.name, model.params_total) for model in launch.view.models] == [("Tern 2 Ridge", 70_000_000_000)]


def test_a_later_price_replaces_an_earlier_one_and_is_no_disagreement() -> None:
    old = report("a.example", fact("price_input", "4", unit="USD"))
    cut = replace(
        report("b.example", fact("price_input", "2", unit="USD"), is_launch=False, event="price"),
        published=NOW + timedelta(days=9),
    )
    view = both_ways(old, cut).view
    assert [price.amount for price in view.prices] == [Decimal(2)]
    assert view.disputes == ()
    assert view.events == ("price",)


def test_a_launch_is_named_as_its_lab_names_it_not_by_its_nickname_or_codename() -> None:
    launch = both_ways(report("a.example", name="Ridge 2"), report("b.example", name="Tern Ridge 2"))
    assert (launch.view.name, launch.key) == ("Tern Ridge 2", "halcyon/tern ridge 2")
