"""One term of a query, `key:value` or words, as predicates; what it offers several of (lists) is joined by OR."""

import re
from collections.abc import Callable
from decimal import Decimal

from bot.catalogue import Catalogue, fold
from bot.interests.accepted import ACCEPTED, SLUG_KEYS, USES, benchmark_names
from bot.interests.comparisons import FAR, OPERATOR, TermError, compare, fits
from bot.interests.keys import DIRECTIVES, KEYS, OTHER_NAMES, SPELLINGS, Key, nearest
from bot.interests.query import Beats, Compare, Has, Predicate, Stated, Words
from bot.interests.text import slug_glob, token_globs_of

KEYED = re.compile(r"(?P<key>[^\W\d_][\w.-]*?)\s*(?::\s*|(?=[<>=≤≥]))(?P<rest>.*)$", re.DOTALL)
_UNEQUAL = re.compile(r"(\w+)\s*!=\s*(.*)$", re.DOTALL)
_SAMEOPERATOR = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">=", "==": "="}
_PIECES = re.compile(r'(?:"[^"]*"|[^,"])+')
_THOUSANDS = re.compile(r"(?<![\d.,_])\d{1,3}(?:,\d{3})+(?!\d)")
_MEASURE = re.compile(r'\s*((?:"[^"]*"|[^<>=≤≥:"])+?)\s*(?=[<>=≤≥:]|$)(?::\s*)?')


def read_term(raw: str, catalogue: Catalogue) -> tuple[Predicate, ...]:
    """Return the predicates that a term offers, at least one.

    Raises:
        TermError: the key or its value cannot be understood.
    """
    _refuse_lonely_operator(raw)
    found = KEYED.match(raw)
    if found is None or raw.startswith('"'):
        return (_words(raw),)
    key = _key(found["key"], raw[found.end("key") :])
    rest = found["rest"].strip()
    or_unknown = rest.endswith("?")
    rest = rest.rstrip("?").rstrip()
    at = found.start("rest")
    if not rest:
        raise TermError(f"Nothing stands after {key.name}:", at, key.example)
    if rest == "*":
        return (_stated(key, at),)
    return _READERS[key.kind](key, rest, at, or_unknown, catalogue)


def _refuse_lonely_operator(raw: str) -> None:
    """Refuse ">=10B", which names no key, and "params!=7B", which is written -params:7B."""
    if operator := OPERATOR.match(raw):
        value = raw[operator.end() :].strip()
        fix = f"params{operator[1]}{value}" if re.fullmatch(r"\d[\d.]*[mbt]", value, re.IGNORECASE) else None
        raise TermError(f"{raw[:40]} names no key; write one before it, as in params{operator[1]}10B", 0, fix)
    if (unequal := _UNEQUAL.match(raw)) and unequal[1].casefold() in KEYS:
        raise TermError("There is no !=; put - before the key", unequal.end(1), f"-{unequal[1]}:{unequal[2]}")


def _words(raw: str) -> Words:
    tokens = token_globs_of(raw)
    if not tokens:
        raise TermError(f"{raw} has no letters or digits to look for")
    return Words(raw.strip('"').strip(), tokens)


def _key(name: str, rest: str) -> Key:
    plain = name.casefold()
    key = KEYS.get(OTHER_NAMES.get(plain, plain))
    if key is not None:
        return key
    if plain in DIRECTIVES:
        raise TermError(f"{plain}: says how alerts are sent and is no part of a query")
    near = nearest(plain, [*KEYS, *OTHER_NAMES])
    hint = f"did you mean {near}:?" if near else "put it in quotes to search for it as text."
    fix = f"{near}{rest}" if near else None
    raise TermError(f"There is no key {name[:40]}:; {hint}", 0, fix)


def _stated(key: Key, at: int) -> Stated:
    if key.name == "is":
        raise TermError("is: needs a value", at, key.example)
    return Stated(key.name)


def _pieces(rest: str) -> list[tuple[str, int]]:
    """Return the values of a list, each with its offset; quotes keep commas."""
    found = ((piece[0].replace('"', " ").strip(), piece.start()) for piece in _PIECES.finditer(rest))
    return [(value, start) for value, start in found if value]


def _read_names(key: Key, rest: str, at: int, or_unknown: bool, catalogue: Catalogue) -> tuple[Predicate, ...]:
    if OPERATOR.match(rest) and not rest.startswith("="):
        raise TermError(f"{key.name}: takes names, not thresholds", at, key.example)
    return (_has(key, _pieces(rest.removeprefix("=")), at, or_unknown, catalogue),)


def _has(key: Key, pieces: list[tuple[str, int]], at: int, or_unknown: bool, catalogue: Catalogue) -> Has:
    labels: list[str] = []
    names: set[str] = set()
    globs: list[str] = []
    for value, offset in pieces:
        if not fold(value):
            raise TermError(f"{value} has no letters or digits", at + offset, key.example)
        if "*" in value:
            labels.append(value)
            globs.append(_glob(key, value))
            continue
        if key.name == "type":
            _check_use(value, at + offset, catalogue)
        accepted = ACCEPTED[key.name](value, catalogue)
        labels.append(accepted.label)
        names |= accepted.names
    if not labels:
        raise TermError(f"Nothing stands after {key.name}:", at, key.example)
    return Has(key.name, tuple(dict.fromkeys(labels)), frozenset(names), tuple(dict.fromkeys(globs)), or_unknown)


def _glob(key: Key, value: str) -> str:
    if key.name in SLUG_KEYS:
        return slug_glob(value)
    if key.name == "source":
        return value.casefold()
    return "*".join(fold(part) for part in value.split("*"))


def _check_use(value: str, at: int, catalogue: Catalogue) -> None:
    known = {*USES, *catalogue.words.capabilities, *(name for names in USES.values() for name in names)}
    plain = value.casefold().replace("-", "_").replace(" ", "_")
    near = None if plain in known else nearest(plain, known, cutoff=0.8)
    if near:
        raise TermError(f"There is no type {value[:40]}; did you mean {near}?", at, f"type:{near}")


def _read_choices(key: Key, rest: str, at: int, or_unknown: bool, catalogue: Catalogue) -> tuple[Predicate, ...]:
    pieces = _pieces(rest.removeprefix("="))
    choices = [_choice(key, value, at + offset) for value, offset in pieces]
    if not choices:
        raise TermError(f"Nothing stands after {key.name}:", at, key.example)
    if key.name == "is":
        return tuple(_is(value, or_unknown, catalogue) for value in choices)
    if key.name == "event" and "all" in choices:
        return (Stated("event"),)
    return (Has(key.name, tuple(choices), frozenset(choices), (), or_unknown),)


def _choice(key: Key, value: str, at: int) -> str:
    plain = value.casefold()
    plain = SPELLINGS.get(plain, plain)
    if plain in key.choices:
        return plain
    near = nearest(plain, key.choices)
    hint = f"did you mean {near}?" if near else f"it takes {', '.join(key.choices)}."
    raise TermError(f"{key.name}: does not know {value[:40]}; {hint}", at, f"{key.name}:{near}" if near else None)


def _is(value: str, or_unknown: bool, catalogue: Catalogue) -> Predicate:
    """Return what `is:` is short for."""
    if value == "reasoning":
        return _has(KEYS["type"], [(value, 0)], 0, or_unknown, catalogue)
    if value == "small":
        return Compare("params", "<=", -FAR, Decimal(10**10), ("10B",), or_unknown=or_unknown)
    if value in ("update", "rumour"):
        return Has("event", (value,), frozenset({value}), (), or_unknown)
    if value == "official":
        return Has("official", ("yes",), frozenset({"yes"}), (), or_unknown)
    if value == "closed":
        return Has("weights", ("closed",), frozenset({"closed"}), (), or_unknown)
    return Has(f"is:{value}", (value,), frozenset({"yes"}), (), or_unknown)


def _read_numbers(key: Key, rest: str, at: int, or_unknown: bool, catalogue: Catalogue) -> tuple[Predicate, ...]:
    if key.name == "fits":
        return (fits(key, rest, at, or_unknown, catalogue),)
    if key.name == "quant" and rest[:1].isalpha():
        pieces = tuple(value.casefold() for value, _ in _pieces(rest))
        return (Has("quant", pieces, frozenset(pieces), (), or_unknown),)
    return tuple(compare(key, part, at, or_unknown) for part in _number_parts(rest, at))


def _number_parts(rest: str, at: int) -> list[str]:
    plain = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), rest)
    parts = [part.strip() for part in plain.split(",")]
    return [part for part in parts if part] or [rest]


def _read_score(key: Key, rest: str, at: int, or_unknown: bool, catalogue: Catalogue) -> tuple[Predicate, ...]:
    found = _MEASURE.match(rest)
    name = found[1].replace('"', " ").strip() if found else ""
    if found is None or not fold(name):
        raise TermError("score: needs a benchmark, as in score:gpqa>=80", at, key.example)
    accepted = benchmark_names(name, catalogue)
    bound = rest[found.end() :].strip()
    if bound in ("", "*"):
        return (Stated("score", accepted.label, accepted.names),)
    start = at + found.end()
    return (compare(key, bound, start, or_unknown, accepted.label, accepted.names),)


def _read_beats(key: Key, rest: str, at: int, or_unknown: bool, catalogue: Catalogue) -> tuple[Predicate, ...]:
    pieces = _pieces(rest.removeprefix("="))
    if not pieces:
        raise TermError("Nothing stands after beats:", at, key.example)
    return tuple(_beats(value, at + offset, or_unknown, catalogue) for value, offset in pieces)


def _beats(value: str, at: int, or_unknown: bool, catalogue: Catalogue) -> Beats:
    model, _, benchmark = (part.strip() for part in value.partition("@"))
    if not fold(model) and "*" not in model:
        raise TermError("beats: needs a model, as in beats:gpt-5.4@gpqa", at, "beats:gpt-5.4@gpqa")
    accepted = benchmark_names(benchmark, catalogue) if benchmark else None
    names = accepted.names if accepted else frozenset()
    return Beats(model, slug_glob(model), accepted.label if accepted else "", names, or_unknown)


_READERS: dict[str, Callable[[Key, str, int, bool, Catalogue], tuple[Predicate, ...]]] = {
    "names": _read_names,
    "choice": _read_choices,
    "number": _read_numbers,
    "date": _read_numbers,
    "score": _read_score,
    "beats": _read_beats,
}
