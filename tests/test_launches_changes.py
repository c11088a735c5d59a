"""Change lines: what matters is said in words, chatter is not."""

from dataclasses import replace
from decimal import Decimal

from bot.launches.changes import changes
from bot.types import Model, Price, Score, View

BASE = View(lab="Halcyon", name="Tern 2", event="launch", is_launch=True, confidence=Decimal(1))


def test_new_answer_is_added_and_other_answer_corrected() -> None:
    after = replace(BASE, license="Apache 2.0", context_tokens=256_000)
    assert changes(replace(BASE, context_tokens=128_000), after) == (
        "+ licence Apache 2.0",
        "context corrected 128K -> 256K",
    )


def test_weights_released_is_told() -> None:
    assert changes(replace(BASE, availability="announced"), replace(BASE, availability="open_weights")) == (
        "availability corrected announced -> open_weights",
    )


def test_silence_of_a_later_article_takes_nothing_back() -> None:
    assert changes(replace(BASE, license="MIT", availability="api"), BASE) == ()


def test_price_and_score_changes_are_told_for_the_launch_only() -> None:
    price = Price("Tern 2", "input", Decimal("3.00"), "USD")
    rival = Score("Perch", "Gull", Decimal(40), "%", is_subject=False)
    own = Score("Perch", "Tern 2", Decimal("42.80"), "%", is_subject=True)
    before = replace(BASE, prices=(price,))
    after = replace(BASE, prices=(replace(price, amount=Decimal(2)),), benchmarks=(own, rival))
    assert changes(before, after) == ("input price corrected 3 USD per 1M -> 2 USD per 1M", "+ Perch 42.8")


def test_size_of_a_variant_is_named_when_there_are_several() -> None:
    after = replace(BASE, models=(Model("Tern 2 S", 2_000_000_000), Model("Tern 2 L", 70_000_000_000)))
    assert changes(BASE, after) == ("+ Tern 2 S size 2B", "+ Tern 2 L size 70B")


def test_nothing_new_is_no_change() -> None:
    assert changes(BASE, replace(BASE, confidence=Decimal("0.9"))) == ()
