"""A query in plain English, to be said back before it is saved."""

from collections.abc import Callable, Iterator

from bot.interests.keys import KEYS
from bot.interests.query import And, Beats, Compare, Has, Node, Not, Predicate, Query, Stated, Term, Words

_AMOUNTS = {"<=": "at most {}", "<": "less than {}", ">=": "at least {}", ">": "more than {}", "=": "exactly {}"}
_DATES = {"<=": "until {}", "<": "before {}", ">=": "since {}", ">": "after {}", "=": "in {}"}
_IS = {
    "moe": "mixture of experts",
    "ga": "generally available",
    "preview": "in preview",
    "open": "open weights or licence",
}
_EVENTS = {
    "launch": "launches", "weights": "released weights", "price": "price changes", "benchmark": "benchmark results",
    "quant": "quantised releases", "license": "licence changes", "deprecation": "deprecations", "update": "updates",
    "rumour": "rumours",
}  # fmt: skip
_ACCESS = {
    "weights": "to be had as weights",
    "api": "to be had by API",
    "preview": "in preview",
    "waitlist": "behind a waitlist",
    "app": "in an app",
    "unreleased": "not released yet",
}
_WEIGHTS = {"open": "open weights", "closed": "closed weights", "later": "weights promised for later"}
_LICENCES = {"open": "an open", "restricted": "a restricted", "nc": "a non-commercial", "proprietary": "a proprietary"}
_NUMBERS = {
    "params": "{} parameters",
    "active": "{} active parameters",
    "context": "a context of {} tokens",
    "output": "an output of {} tokens",
    "langs": "{} languages",
    "quant": "quantised to {} bits",
    "size": "a file of {}",
    "sources": "{} sources",
    "price": "an input price of {}",
    "out": "an output price of {}",
    "cached": "a cached price of {}",
}
_MONEY = frozenset({"price", "out", "cached"})


def in_words(query: Query) -> str:
    """Return what a query asks for as one English sentence without its full stop."""
    if query.tree is None:
        return "Every launch"
    sentence = _node(query.tree, is_inner=False) + _note(query.tree)
    return sentence[:1].upper() + sentence[1:]


def _node(node: Node, is_inner: bool) -> str:
    if isinstance(node, Term):
        return predicate_words(node.predicate)
    if isinstance(node, Not):
        return negated_words(node.part)
    word = " AND " if isinstance(node, And) else " OR "
    said = word.join(_node(part, is_inner=True) for part in node.parts)
    return f"({said})" if is_inner else said


def negated_words(part: Node) -> str:
    """Return "not ..." of a part of a query."""
    if isinstance(part, Term) and isinstance(part.predicate, Stated):
        return predicate_words(part.predicate).removesuffix(" stated") + " not stated"
    return f"not {_node(part, is_inner=True)}"


def _note(tree: Node) -> str:
    """Say what is skipped because the launch does not state it."""
    missing = list(dict.fromkeys(_skipping(tree)))
    if not missing:
        return ""
    return f" (launches with no stated {' or '.join(missing)} are skipped; add ? to include them)"


def _skipping(node: Node) -> Iterator[str]:
    if isinstance(node, And):
        for part in node.parts:
            yield from _skipping(part)
    if isinstance(node, Term) and isinstance(node.predicate, Compare) and not node.predicate.or_unknown:
        compare = node.predicate
        yield f"{compare.of} score" if compare.key == "score" else KEYS[compare.key].missing


def predicate_words(predicate: Predicate) -> str:
    """Return one predicate in words."""
    if isinstance(predicate, Words):
        return f'the word{"s" if len(predicate.tokens) > 1 else ""} "{predicate.shown}"'
    if isinstance(predicate, Stated):
        return _stated(predicate)
    said = _SAYERS[type(predicate)](predicate)
    return f"{said}, or {_missing(predicate)} not stated" if predicate.or_unknown else said


def _missing(predicate: Has | Compare | Beats) -> str:
    if isinstance(predicate, Beats):
        return "no such comparison"
    if predicate.key.startswith("is:"):
        return "that"
    return KEYS[predicate.key].missing or "that"


def _stated(predicate: Stated) -> str:
    if predicate.key == "event":
        return "any event"
    if predicate.key == "score":
        return f"{_an(predicate.of)} score stated" if predicate.of else "any score stated"
    return f"{KEYS[predicate.key].missing} stated"


def _has(predicate: Has) -> str:
    key, values = predicate.key, predicate.shown
    if key.startswith("is:"):
        return _IS.get(values[0], values[0])
    if key in ("official", "conflict"):
        return " or ".join(_YES_NO[key, value] for value in values)
    if key in _CHOICES:
        return " or ".join(_CHOICES[key][value] for value in values)
    if key == "license":
        return " or ".join(
            f"{_LICENCES[value]} licence" if value in _LICENCES else f"licence {value}" for value in values
        )
    return _NAMES[key].format(" or ".join(values))


_CHOICES = {"event": _EVENTS, "weights": _WEIGHTS, "access": _ACCESS}
_YES_NO = {
    ("official", "yes"): "announced by the lab itself",
    ("official", "no"): "not announced by the lab itself",
    ("conflict", "yes"): "sources that disagree on a number",
    ("conflict", "no"): "no sources that disagree",
}
_NAMES = {
    "lab": "from {}",
    "family": "of the family {}",
    "model": "named {}",
    "type": "for {}",
    "in": "taking in {}",
    "emits": "putting out {}",
    "lang": "speaking {}",
    "quant": "quantised as {}",
    "gpu": "running on {}",
    "source": "reported by {}",
}


def _compare(predicate: Compare) -> str:
    key = predicate.key
    if key == "fits":
        return f"fitting {predicate.shown[0]} (estimated at 4 bits)"
    if key == "released":
        return f"released {_amount(predicate, _DATES)}"
    if key == "age":
        return f"released {_amount(predicate, _AMOUNTS)} ago"
    amount = _amount(predicate, _AMOUNTS)
    if key == "score":
        return f"{_an(predicate.of)} score of {amount}"
    if key in _MONEY:
        amount = f"{amount} {predicate.of} per million tokens"
    return _NUMBERS[key].format(amount)


def _amount(predicate: Compare, words: dict[str, str]) -> str:
    shown = tuple(one.strip("$€£").removesuffix(predicate.of).strip() for one in predicate.shown)
    if predicate.operator != "..":
        return words[predicate.operator].format(shown[0])
    first, last = shown
    if not first or not last:
        return words["<=" if last else ">="].format(last or first)
    return f"{first} to {last}"


def _beats(predicate: Beats) -> str:
    return f"a higher score than {predicate.model} on {predicate.of or 'the same benchmark'}"


_SAYERS: dict[type, Callable[..., str]] = {Has: _has, Compare: _compare, Beats: _beats}


def _an(name: str) -> str:
    """Return a name with its article as it is spoken: a GPQA score, an MMLU score, an AIME score."""
    is_spelt = name[:2].isupper() and not any(letter in "AEIOU" for letter in name[1:3])
    vowels = "AEFHILMNORSX" if is_spelt else "AEIOaeio"
    return f"{'an' if name[:1] in vowels else 'a'} {name}"
