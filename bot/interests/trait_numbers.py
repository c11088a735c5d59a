"""The numbers that a variant has on each key, in base units."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC
from decimal import Decimal

from bot.interests.owners import is_inside
from bot.interests.text import folded, tokens_of
from bot.interests.trait_names import PRECISION_BITS, host_of
from bot.interests.traits import Interval, Variant
from bot.types import Number, Price

BYTES = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12}
BITS_TO_RUN = 4
OVERHEAD = 1.2  # of the weights: cache and working memory
NOT_A_FILE = re.compile(r"memory|vram|\bram\b|cache|data|corpus|traffic|bandwidth|disk|storage", re.IGNORECASE)


def numbers_on(variant: Variant, key: str, of: str = "") -> tuple[Interval, ...]:
    """Return every number on a key: of a folded benchmark, or in a currency."""
    found = variant.numbers.get((key, of))
    if found is None:
        found = variant.numbers[key, of] = tuple(NUMBERS[key](variant, of))
    return found


def _one(value: float | Decimal | None) -> tuple[Interval, ...]:
    return () if value is None else ((float(value), float(value)),)


def _price(kind: str) -> Callable[[Variant, str], Iterable[Interval]]:
    def prices(variant: Variant, currency: str) -> Iterable[Interval]:
        return (
            interval
            for price in variant.shared.view.prices
            if price.kind == kind and _is_own(price, variant) and price.currency == currency
            for interval in _one(price.amount)
        )

    return prices


def _is_own(price: Price, variant: Variant) -> bool:
    return price.is_subject and variant.owns(price.model)


def _scores(variant: Variant, benchmark: str) -> Iterable[Interval]:
    return (interval for score in variant.scores.get(benchmark, ()) for interval in _one(score.value))


def _bits(variant: Variant, _: str) -> Iterable[Interval]:
    view = variant.shared.view
    stated = [n.value for n in view.other_numbers if n.unit in ("bit", "bits") and _is_ours(n, variant)]
    named = {token for name in (variant.model.name, view.hardware or "") for token in tokens_of(name)}
    found = {*map(float, stated), *(float(PRECISION_BITS[word]) for word in named & PRECISION_BITS.keys())}
    return ((bits, bits) for bits in sorted(found))


def _is_ours(number: Number, variant: Variant) -> bool:
    """Say whether a number is this variant's; numbers of rivals are kept beside the launch's own."""
    return number.owner is None or (is_inside(number.owner, variant.shared.view) and variant.owns(number.owner))


def _file_sizes(variant: Variant, _: str) -> Iterable[Interval]:
    for number in variant.shared.view.other_numbers:
        factor = BYTES.get(number.unit.casefold())
        if factor and not NOT_A_FILE.search(number.what) and _is_ours(number, variant):
            yield from _one(float(number.value) * factor)


def _memory(variant: Variant, _: str) -> Iterable[Interval]:
    """Estimate the bytes that running it takes: 4 bits a parameter, and a fifth more."""
    total = variant.model.params_total
    if total:
        return _one(total * BITS_TO_RUN / 8 * OVERHEAD)
    sizes = numbers_on(variant, "size")
    return _one(min(size for size, _ in sizes) * OVERHEAD) if sizes else ()


def _released(variant: Variant, _: str) -> Iterable[Interval]:
    released = variant.shared.release_days
    return (released,) if released else ()


def _age(variant: Variant, _: str) -> Iterable[Interval]:
    shared = variant.shared
    seen = shared.launch.first_seen
    if shared.release_days:
        first, last = shared.release_days
        return ((shared.today - last, shared.today - first),)
    return _one(shared.today - seen.astimezone(UTC).date().toordinal()) if seen else ()


def _sources(variant: Variant, _: str) -> Iterable[Interval]:
    sites = {host_of(article.url) or folded(article.site) for article in variant.shared.launch.articles} - {""}
    return _one(float(len(sites))) if sites else ()


NUMBERS: dict[str, Callable[[Variant, str], Iterable[Interval]]] = {
    "params": lambda variant, _: _one(variant.model.params_total),
    "active": lambda variant, _: _one(variant.model.params_active),
    "context": lambda variant, _: _one(
        variant.shared.view.context_tokens if variant.model.context_tokens is None else variant.model.context_tokens
    ),
    "output": lambda variant, _: _one(variant.shared.view.output_tokens),
    "langs": lambda variant, _: _one(variant.shared.view.languages),
    "score": _scores,
    "price": _price("input"),
    "out": _price("output"),
    "cached": _price("cached"),
    "quant": _bits,
    "size": _file_sizes,
    "fits": _memory,
    "released": _released,
    "age": _age,
    "sources": _sources,
}
