"""What changed between two views of a launch, in words; empty when nothing worth telling did."""

from collections.abc import Callable, Iterator

from bot.types import Model, Price, Score, View


def changes(before: View, after: View) -> tuple[str, ...]:
    """Return one line per change that matters to people; a new source or a re-worded sentence is none."""
    return tuple(
        line
        for found in (
            _one("availability", before.availability, after.availability, unknown="unknown"),
            _one("licence", before.license, after.license),
            _one("context", before.context_tokens, after.context_tokens, _tokens),
            _one("languages", before.languages, after.languages),
            _one("hardware", before.hardware, after.hardware),
            _one("training tokens", before.training_tokens, after.training_tokens, _tokens),
            _sizes(before, after),
            _prices(before, after),
            _scores(before, after),
        )
        for line in found
    )


def _one(
    what: str, before: object, after: object, shown: Callable[..., str] = str, unknown: object = None
) -> Iterator[str]:
    if after in (before, unknown):
        return
    if before == unknown:
        yield f"+ {what} {shown(after)}"
    else:
        yield f"{what} corrected {shown(before)} -> {shown(after)}"


def _sizes(before: View, after: View) -> Iterator[str]:
    known = {_folded(model.name): model for model in before.models}
    for model in after.models:
        old = known.get(_folded(model.name), Model(model.name))
        name = f"{model.name} " if len(after.models) > 1 else ""
        yield from _one(f"{name}size", old.params_total, model.params_total, _tokens)
        yield from _one(f"{name}active size", old.params_active, model.params_active, _tokens)


def _prices(before: View, after: View) -> Iterator[str]:
    known = {_price_key(price): price for price in before.prices}
    for price in after.prices:
        if price.is_subject:
            old = known.get(_price_key(price))
            yield from _one(f"{price.kind} price", old and _money(old), _money(price))


def _price_key(price: Price) -> tuple[str, ...]:
    return (_folded(price.model), price.kind, price.currency)


def _money(price: Price) -> str:
    return f"{price.amount.normalize():f} {price.currency} per 1M"


def _scores(before: View, after: View) -> Iterator[str]:
    known = {_score_key(score): score for score in before.benchmarks}
    for score in after.benchmarks:
        if score.is_subject:
            old = known.get(_score_key(score))
            yield from _one(score.benchmark, old and old.value.normalize(), score.value.normalize(), "{:f}".format)


def _score_key(score: Score) -> tuple[str | None, ...]:
    return (_folded(score.benchmark), _folded(score.model), score.setting, score.unit)


def _tokens(count: int) -> str:
    for scale, letter in ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K")):
        if count >= scale:
            return f"{round(count / scale, 2):g}{letter}"
    return str(count)


def _folded(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum() or c == "+")
