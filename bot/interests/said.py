"""What a launch says on the key of a predicate, in words, and the fact it rests on."""

from datetime import date
from decimal import Decimal

from bot.catalogue import fold
from bot.interests.evaluate import intervals
from bot.interests.keys import KEYS
from bot.interests.query import Beats, Compare, Has, Predicate, Stated, Words
from bot.interests.text import tokens_of
from bot.interests.trait_names import names_on
from bot.interests.traits import Interval, Variant
from bot.types import Fact

_FIELDS = {
    "params": ("params_total",),
    "active": ("params_active",),
    "fits": ("params_total",),
    "context": ("context_tokens",),
    "output": ("output_tokens",),
    "license": ("license",),
    "weights": ("access", "license"),
    "access": ("access",),
    "langs": ("languages",),
    "price": ("price_input",),
    "out": ("price_output",),
    "cached": ("price_cached",),
    "score": ("score",),
    "released": ("release_date",),
    "age": ("release_date",),
    "type": ("capability", "modality_out"),
    "in": ("modality_in",),
    "emits": ("modality_out",),
    "gpu": ("hardware",),
    "is:open": ("access", "license"),
    "is:moe": ("params_active",),
    "is:dense": ("params_active",),
    "is:multimodal": ("modality_in",),
    "is:ga": ("access",),
    "is:preview": ("access",),
}
_STEPS = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "k"))
_BYTE_STEPS = ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def said(predicate: Predicate, variant: Variant) -> str | None:
    """Return what a variant's launch says about a predicate's key; None if nothing."""
    if isinstance(predicate, Words):
        return None
    if isinstance(predicate, Compare):
        return _numbers(predicate, intervals(predicate, variant))
    if isinstance(predicate, Beats):
        return _rivals(variant)
    if isinstance(predicate, Stated):
        return None
    return _names(predicate, variant)


def _numbers(predicate: Compare, found: tuple[Interval, ...]) -> str | None:
    unit = KEYS[predicate.key].unit
    return ", ".join(number_words(pair, predicate.key, unit, predicate.of) for pair in found) or None


def number_words(pair: Interval, key: str, unit: str, of: str) -> str:
    """Return a number with its unit: 7B, 440MB, 2026-04-08."""
    first, last = pair
    if key == "released":
        days = [date.fromordinal(int(day)).isoformat() for day in pair]
        return days[0] if first == last else f"{days[0]} to {days[1]}"
    if unit in ("count", "tokens"):
        return scaled(first, _STEPS)
    if unit == "bytes":
        return scaled(first, _BYTE_STEPS) + (" (estimated)" if key == "fits" else "")
    if unit == "days":
        return f"{first:g} days" if first == last else f"{first:g} to {last:g} days"
    return f"{first:g} {of}".strip() if unit == "money" else f"{first:g}"


def scaled(value: float, steps: tuple[tuple[int, str], ...]) -> str:
    """Return a number with the largest step that fits, to three digits."""
    for size, letter in steps:
        if abs(value) >= size:
            return f"{value / size:.4g}{letter}"
    return f"{value:g}"


def _rivals(variant: Variant) -> str | None:
    return ", ".join(sorted({model for model, _ in variant.compared})) or None


def _names(predicate: Has, variant: Variant) -> str | None:
    view, key = variant.shared.view, predicate.key
    plain = {
        "lab": view.lab,
        "license": variant.model.license or view.license or view.license_class,
        "model": variant.model.name or view.name,
        "family": view.name or variant.model.name,
        "type": _list(view.capabilities),
        "in": _list(view.modalities_in),
        "emits": _list(view.modalities_out),
        "gpu": view.hardware,
        "source": _list(article.site for article in variant.shared.launch.articles),
    }
    if key in plain:
        return plain[key]
    return _list(value for value in names_on(variant, key).values if not key.startswith("is:"))


def _list(values: object) -> str | None:
    return ", ".join(str(value).replace("_", " ") for value in dict.fromkeys(values) if value) or None  # type: ignore[call-overload]


def fact_behind(predicate: Predicate, variant: Variant) -> Fact | None:
    """Return the surest fact of the launch's own that a predicate's verdict rests on."""
    if isinstance(predicate, Words | Beats):
        return None
    fields = _FIELDS.get(predicate.key, ())
    found = [fact for fact in variant.shared.view.facts if fact.field in fields and _is_about(fact, predicate, variant)]
    numbers = {first for first, _ in intervals(predicate, variant)} if isinstance(predicate, Compare) else set()
    return max(found, key=lambda fact: (_is_number(fact, numbers), fact.confidence), default=None)


def _is_about(fact: Fact, predicate: Has | Compare | Stated, variant: Variant) -> bool:
    if fact.role not in ("launch", "variant") or not (fact.role == "launch" or variant.owns(fact.owner)):
        return False
    names: frozenset[str] = getattr(predicate, "accepted_of", frozenset())
    return not names or fold(fact.measure or "") in names


def _is_number(fact: Fact, numbers: set[float]) -> bool:
    return isinstance(fact.value, Decimal) and float(fact.value) in numbers


def sentence_with(predicate: Words, variant: Variant) -> str | None:
    """Return the sentence of the launch's text or title in which words stand."""
    wanted = f" {' '.join(predicate.tokens)} ".replace("*", "").rstrip("*")
    for sentence in (variant.shared.launch.title, *_sentences(variant.shared.launch.text)):
        if wanted.strip() in f" {' '.join(tokens_of(sentence))} ":
            return sentence.strip()[:300]
    return None


def _sentences(text: str) -> list[str]:
    return text.replace("\n", ". ").split(". ")
