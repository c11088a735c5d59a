"""Change lines: what matters is said in words, chatter is not."""

from dataclasses import replace
from decimal import Decimal

from bot.launches.changes import changes, is_correction
from bot.types import Claim, Dispute, Model, Price, Score, View

BASE = View(lab="Halcyon", name="Tern 2", event="launch", is_launch=True, confidence=Decimal(1))


def test_new_answer_is_added_and_other_answer_corrected() -> None:
    after = replace(BASE, license="Apache 2.0", context_tokens=256_000)
    assert changes(replace(BASE, context_tokens=128_000), after) == (
        "+ licence Apache 2.0",
        "context corrected 128K -> 256K",
    )


def test_weights_released_is_told() -> None:
    assert changes(replace(BASE, availability="announced"), replace(BASE, availability="open_weights")) == (
        "weights released (was: announced)",
    )


def test_an_answer_that_nobody_gives_any_more_is_withdrawn() -> None:
    lines = changes(replace(BASE, license="MIT", context_tokens=131_072), BASE)
    assert lines == ("licence MIT withdrawn", "context 128K withdrawn")
    assert is_correction(lines)


def test_an_addition_is_no_correction() -> None:
    assert not is_correction(changes(BASE, replace(BASE, license="MIT")))


def test_the_same_window_printed_in_two_ways_is_no_change() -> None:
    assert changes(replace(BASE, context_tokens=131_072), replace(BASE, context_tokens=128_000)) == ()


def test_a_price_cut_and_a_deprecation_are_told_as_such() -> None:
    price = Price("Tern 2", "input", Decimal("3.00"), "USD")
    before = replace(BASE, prices=(price,))
    after = replace(BASE, prices=(replace(price, amount=Decimal(2)),), events=("deprecation", "price"))
    assert changes(before, after) == ("+ deprecated", "input price cut 3 USD per 1M -> 2 USD per 1M")


def test_a_new_disagreement_is_told_once() -> None:
    claims = (Claim("128K", Decimal(128_000), "a"), Claim("256K", Decimal(256_000), "b"))
    after = replace(BASE, disputes=(Dispute("context", claims),))
    assert changes(BASE, after) == ("two sources disagree on context: 128K / 256K",)
    assert changes(after, after) == ()


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
