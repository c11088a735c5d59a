"""Whether a launch satisfies a query: unknown is "no" for what is asked and does not exclude for what is not."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from bot.interests.amounts import nominal
from bot.interests.query import And, Beats, Compare, Has, Node, Not, Predicate, Query, Stated, Term, Words
from bot.interests.text import has_sequence, is_glob_match
from bot.interests.trait_names import NAMES, is_named, names_on
from bot.interests.trait_numbers import NUMBERS, numbers_on
from bot.interests.traits import Interval, Names, Shared, Variant, shared_of
from bot.types import Launch

Verdict = Literal["yes", "no", "unknown"]
TOKEN_KEYS = frozenset({"context", "output"})
MONEY_KEYS = ("price", "out", "cached")


def matches(query: Query, launch: Launch, now: datetime) -> bool:
    """Say whether a launch is wanted: one of its variants satisfies the whole query."""
    return matches_shared(query, shared_of(launch, now))


def matches_shared(query: Query, shared: Shared) -> bool:
    """Say whether a launch is wanted, of which traits are known already."""
    if not query.names_events and shared.view.event != "launch":
        return False
    return query.tree is None or any(holds(query.tree, variant) for variant in shared.variants)


def holds(node: Node, variant: Variant) -> bool:
    """Say whether one variant satisfies a part of a query."""
    if isinstance(node, Term):
        return verdict(node.predicate, variant) == "yes"
    if isinstance(node, Not):
        return not holds(node.part, variant)
    if isinstance(node, And):
        return all(holds(part, variant) for part in node.parts)
    return any(holds(part, variant) for part in node.parts)


def verdict(predicate: Predicate, variant: Variant) -> Verdict:
    """Return what a variant says to a predicate; with `?`, unknown counts as yes."""
    found = judge(predicate, variant)
    if found == "unknown" and getattr(predicate, "or_unknown", False):
        return "yes"
    return found


def judge(predicate: Predicate, variant: Variant) -> Verdict:
    """Return what a variant says to a predicate, a `?` behind it left aside."""
    if isinstance(predicate, Words):
        return "yes" if has_words(predicate.tokens, variant.shared) else "no"
    if isinstance(predicate, Has):
        names = names_on(variant, predicate.key)
        if is_named(names, predicate.accepted, predicate.globs):
            return "yes"
        return "no" if names.is_known else "unknown"
    if isinstance(predicate, Compare):
        return _compared(predicate, intervals(predicate, variant))
    if isinstance(predicate, Stated):
        return "yes" if is_stated(predicate, variant) else "no"
    return _beats(predicate, variant)


def has_words(tokens: tuple[str, ...], shared: Shared) -> bool:
    """Say whether words follow each other in the title or the text."""
    if len(tokens) == 1 and "*" not in tokens[0]:
        return tokens[0] in shared.words
    if not any("*" in token for token in tokens):
        return f" {' '.join(tokens)} " in shared.line
    return has_sequence(shared.tokens, tokens)


def intervals(predicate: Compare, variant: Variant) -> tuple[Interval, ...]:
    """Return the numbers that a comparison is about."""
    if predicate.key != "score":
        return numbers_on(variant, predicate.key, predicate.of)
    return tuple(pair for name in sorted(predicate.accepted_of) for pair in numbers_on(variant, "score", name))


def _compared(predicate: Compare, found: Iterable[Interval]) -> Verdict:
    """Judge every number; a date that may lie on either side of a bound is unknown."""
    low, high = float(predicate.low), float(predicate.high)
    is_open = predicate.operator in ("<", ">")
    within = within_tokens if predicate.key in TOKEN_KEYS else within_numbers
    judged: set[Verdict] = set()
    for first, last in found:
        ends = within(first, low, high, is_open), within(last, low, high, is_open)
        is_possible = any(ends) or (not is_open and first < low and last > high)
        judged.add("yes" if all(ends) else "unknown" if is_possible else "no")
    return "yes" if "yes" in judged else "unknown" if "unknown" in judged or not judged else "no"


def within_numbers(value: float, low: float, high: float, is_open: bool) -> bool:
    """Say whether a number lies within bounds, which belong to it unless `is_open`."""
    return low < value < high if is_open else low <= value <= high


def within_tokens(value: float, low: float, high: float, is_open: bool) -> bool:
    """Say the same of tokens, where 128k and 131,072 are the same number."""
    spoken = nominal(value)
    is_low, is_high = spoken == nominal(low), spoken == nominal(high)
    if is_open:
        return low < value < high and not is_low and not is_high
    return (low <= value or is_low) and (value <= high or is_high)


def is_stated(predicate: Stated, variant: Variant) -> bool:
    """Say whether a launch says anything on a key."""
    key = predicate.key
    if key == "score":
        names = predicate.accepted_of
        return any(name in variant.scores for name in names) if names else bool(variant.scores)
    if key == "beats":
        return bool(variant.compared)
    if key in MONEY_KEYS:
        return any(numbers_on(variant, key, price.currency) for price in variant.shared.view.prices)
    has_number = key in NUMBERS and bool(numbers_on(variant, key))
    return has_number or (key in NAMES and _is_name_stated(names_on(variant, key)))


def _is_name_stated(names: Names) -> bool:
    return names.is_known or bool(names.values)


def _beats(predicate: Beats, variant: Variant) -> Verdict:
    if any(is_meant(predicate, *pair) for pair in variant.beaten):
        return "yes"
    return "no" if any(is_meant(predicate, *pair) for pair in variant.compared) else "unknown"


def is_meant(predicate: Beats, model: str, benchmark: str) -> bool:
    """Say whether a comparison with a model (a slug) on a folded benchmark is the one that a predicate asks for."""
    is_benchmark = not predicate.accepted_of or benchmark in predicate.accepted_of
    return is_benchmark and is_glob_match(predicate.pattern, model)
