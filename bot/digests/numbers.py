"""Which numbers are key: each slot offers a line with a weight, the six heaviest are shown first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.digests.amounts import money, ordinal, plain, scaled, window
from bot.digests.scores import best_score, index_line
from bot.types import CardNumber, Fact, Model, Number, View

MOST_KEY_NUMBERS = 6
SURE = Decimal("0.80")  # below this a fact is kept but never shown as a key number
ACCESS_WORDS = {
    "open_weights": "Open weights",
    "api": "API",
    "preview": "API in private preview",
    "waitlist": "Waitlist",
    "app": "In the app only",
    "announced": "Announced, not out yet",
    "closed": "Not available",
}
_QUALIFIERS = {"about": "about ", "up_to": "up to ", "over": "over ", "from": "from ", "promised": "promised: "}
_COUNT_SLOTS = {"x": 50, "users": 25, "usd": 15, "MB": 55, "GB": 55, "bit": 52}


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate for the card, with its weight and the position of its fact."""

    weight: int
    label: str
    value: str
    fact: int | None


def key_numbers(view: View) -> tuple[tuple[CardNumber, ...], tuple[CardNumber, ...]]:
    """Return the key numbers (at most six, the heaviest first) and all the others."""
    lines = sorted((line for line in _lines(view) if _is_sure(view, line)), key=lambda line: -line.weight)
    numbers = tuple(CardNumber(line.label, line.value, line.fact) for line in lines)
    return numbers[:MOST_KEY_NUMBERS], numbers[MOST_KEY_NUMBERS:]


def _is_sure(view: View, line: Line) -> bool:
    """Return whether the fact behind a line is sure enough to be shown; a view without facts was made by hand."""
    return not view.facts or (line.fact is not None and view.facts[line.fact].confidence >= SURE)


def _lines(view: View) -> Iterator[Line]:
    for slot in _SLOTS:
        line = slot(view)
        if line is not None:
            yield line
    yield from _counts(view)


def access_words(view: View) -> str | None:
    """Return how the model can be had and under which licence: "Open weights · Apache 2.0"."""
    closed = view.license_class == "proprietary" or (view.license or "").casefold() == "proprietary"
    words = [] if view.availability == "unknown" else [ACCESS_WORDS[view.availability]]
    if closed:
        words.insert(0, "Proprietary")
    elif view.license:
        words.append(view.license)
    elif view.license_class == "open" and view.availability != "open_weights":
        words.insert(0, "Open licence")
    return " · ".join(words) or None


def _access(view: View) -> Line | None:
    words = access_words(view)
    return Line(100, "Availability", words, _fact(view, "access", "license")) if words else None


def _size(view: View) -> Line | None:
    sized = [model for model in view.models if model.params_total or model.params_active]
    if not sized:
        return None
    value = _one_size(view, sized[0]) if len(sized) == 1 else " · ".join(_short_size(model) for model in sized)
    return Line(90, "Size" if len(sized) == 1 else "Sizes", value, _fact(view, "params_total", "params_active"))


def _one_size(view: View, model: Model) -> str:
    total = _with_qualifier(view, "params_total", model.params_total, scaled)
    active = _with_qualifier(view, "params_active", model.params_active, scaled)
    parts = (f"{total} total" if active and total else total, f"{active} active" if active else None)
    return " / ".join(part for part in parts if part)


def _short_size(model: Model) -> str:
    total = scaled(model.params_total) if model.params_total else "?"
    return f"{total}-A{scaled(model.params_active)}" if model.params_active else total


def _benchmark(view: View) -> Line | None:
    best = best_score(view)
    if best is None:
        return None
    rival = f" · next best {best.rival.model} {plain(best.rival.value)}" if best.rival and best.leads else ""
    ahead = f" · behind {best.rival.model} {plain(best.rival.value)}" if best.rival and not best.leads else ""
    return Line(
        85, best.score.benchmark, plain(best.score.value) + rival + ahead, _fact_of_score(view, best.score.value)
    )


def _index(view: View) -> Line | None:
    found = index_line(view)
    if found is None:
        return None
    score, rank, ahead = found
    parts = [plain(score.value)] if score else []
    if rank:
        parts.append(ordinal(rank) + (f", behind {_and(ahead)}" if ahead else ""))
    benchmark = score.benchmark if score else _rank_measure(view)
    fact = _fact_of_score(view, score.value) if score else _fact(view, "rank")
    return Line(70, benchmark, " · ".join(parts), fact) if parts and benchmark else None


def _rank_measure(view: View) -> str:
    return next((fact.measure or "" for fact in view.facts if fact.field == "rank"), "")


def _and(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _context(view: View) -> Line | None:
    if not view.context_tokens:
        return None
    value = f"{_with_qualifier(view, 'context_tokens', view.context_tokens, window)} tokens"
    weight = 85 if view.context_tokens >= 1_000_000 else 75
    return Line(weight, "Context", value, _fact(view, "context_tokens"))


def _price(view: View) -> Line | None:
    own = {price.kind: price for price in reversed(view.prices) if price.is_subject}
    if "input" not in own or "output" not in own:
        return None
    parts = [
        f"{money(own[kind].amount, own[kind].currency)} {words}"
        for kind, words in (("input", "in"), ("output", "out"), ("cached", "cached"))
        if kind in own
    ]
    return Line(80, "Price per 1M tokens", " / ".join(parts), _fact(view, "price_input", "price"))


def _hardware(view: View) -> Line | None:
    return Line(65, "Runs on", view.hardware, _fact(view, "hardware")) if view.hardware else None


def _modalities(view: View) -> Line | None:
    inputs = view.modalities_in
    if len(inputs) < 2:
        return None
    into = f" → {', '.join(view.modalities_out)}" if view.modalities_out and view.modalities_out != ("text",) else ""
    return Line(48, "Modalities", ", ".join(inputs) + into, _fact(view, "modality_in", "modality"))


def _languages(view: View) -> Line | None:
    if not view.languages:
        return None
    value = _with_qualifier(view, "languages", view.languages, plain)
    return Line(53, "Languages", str(value), _fact(view, "languages"))


def _training(view: View) -> Line | None:
    if not view.training_tokens:
        return None
    value = _with_qualifier(view, "training_tokens", view.training_tokens, scaled)
    return Line(30, "Training tokens", str(value), _fact(view, "training_tokens"))


_SLOTS: tuple[Callable[[View], Line | None], ...] = (
    _access,
    _size,
    _benchmark,
    _price,
    _context,
    _index,
    _hardware,
    _modalities,
    _languages,
    _training,
)


def _counts(view: View) -> Iterator[Line]:
    """The other numbers that are the launch's own: file size, speed-up, users, money with a purpose."""
    for number in view.other_numbers:
        weight, position = _COUNT_SLOTS.get(number.unit), _fact_of_number(view, number)
        if weight is None or position is None:
            continue
        fact = view.facts[position]
        value = _QUALIFIERS.get(fact.qualifier, "") + _count_value(number)
        yield Line(weight, number.what[:1].upper() + number.what[1:], value, position)


def _count_value(number: Number) -> str:
    if number.unit == "usd":
        return money(number.value, "USD")
    if number.unit == "x":
        return f"{plain(number.value)}x"
    if number.unit == "bit":
        return f"{plain(number.value)}-bit"
    if number.unit in ("MB", "GB"):
        return f"{plain(number.value)} {number.unit}"
    return scaled(number.value)


def _fact(view: View, *fields: str) -> int | None:
    """Return the position of the surest fact of these fields that speaks of the launch."""
    found = [(i, fact) for i, fact in enumerate(view.facts) if fact.field in fields and _is_own(fact)]
    return max(found, key=lambda row: row[1].confidence)[0] if found else None


def _fact_of_score(view: View, value: Decimal) -> int | None:
    rows = (i for i, fact in enumerate(view.facts) if fact.field == "score" and fact.value == value and _is_own(fact))
    return next(rows, None)


def _fact_of_number(view: View, number: Number) -> int | None:
    """Return the position of a sure fact behind a number, if the number is the launch's own or its lab's."""
    for i, fact in enumerate(view.facts):
        is_shown = fact.role in ("launch", "variant", "lab") and fact.confidence >= SURE
        if is_shown and fact.value == number.value and fact.unit == number.unit:
            return i
    return None


def _is_own(fact: Fact) -> bool:
    return fact.role in ("launch", "variant")


def _with_qualifier(view: View, field: str, value: int | None, shown: Callable[[int], str]) -> str | None:
    if value is None:
        return None
    fact = next((fact for fact in view.facts if fact.field == field and fact.value == value and _is_own(fact)), None)
    return _QUALIFIERS.get(fact.qualifier if fact else "exact", "") + shown(value)
