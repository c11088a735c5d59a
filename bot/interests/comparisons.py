"""The part of a term behind a key that counts: thresholds, ranges, and memory there is."""

import re
from decimal import Decimal
from string import ascii_letters
from typing import cast

from bot.catalogue import Catalogue
from bot.interests.amounts import NotANumber, amount, days
from bot.interests.keys import Key
from bot.interests.query import Compare, Operator

OPERATOR = re.compile(r"\s*(<=|>=|=<|=>|==|≤|≥|<|>|=)\s*")
_SAME_OPERATOR = {"≤": "<=", "≥": ">=", "=<": "<=", "=>": ">=", "==": "="}
_RANGE = re.compile(r"\.\.+|…")
LAPTOP_GB, PHONE_GB = 16, 8
_MACHINES = {"laptop": LAPTOP_GB, "phone": PHONE_GB}
_MACHINE = re.compile(r"(?:(\d{1,4})\s*x\s*)?(.+)$")
FAR = Decimal("Infinity")


class TermError(Exception):
    """A term cannot be understood; `offset` is where in it, `fix` a term that would work."""

    def __init__(self, text: str, offset: int = 0, fix: str | None = None) -> None:
        super().__init__(text)
        self.offset = offset
        self.fix = fix


def fits(key: Key, rest: str, at: int, or_unknown: bool, catalogue: Catalogue) -> Compare:
    """Return "needs at most this memory": `fits:24GB`, `fits:rtx-4090`, `fits:2xH100`, `fits:laptop`."""
    operator = OPERATOR.match(rest)
    if operator and operator[1] not in ("<", "<=", "≤", "=<", "="):
        raise TermError("fits: takes the memory there is, as in fits:24GB", at, key.example)
    shown = (rest[operator.end() :] if operator else rest).replace('"', "").strip()
    found = _MACHINE.match(shown)
    count, name = (int(found[1] or 1), found[2].strip()) if found else (1, shown)
    chip = catalogue.chip(name)
    memory = chip.memory_gb if chip else _MACHINES.get(name.casefold())
    if memory is not None:
        label = (
            f"{count}x {chip.name if chip else name}" if count > 1 else chip.name if chip else f"a {name.casefold()}"
        )
        high = Decimal(memory * count * 10**9)
        return Compare("fits", "<=", -FAR, high, (label,), or_unknown=or_unknown)
    try:
        value = amount(shown, "bytes").value
    except NotANumber as error:
        raise TermError(f"{shown[:40]} is neither memory, like 24GB, nor a chip known here", at, key.example) from error
    return Compare("fits", "<=", -FAR, value, (shown,), or_unknown=or_unknown)


def compare(
    key: Key, rest: str, at: int, or_unknown: bool, of: str = "", accepted_of: frozenset[str] = frozenset()
) -> Compare:
    """Return one threshold, range or exact number."""
    operator = OPERATOR.match(rest)
    try:
        if operator:
            name = _SAME_OPERATOR.get(operator[1], operator[1])
            return _threshold(key, cast("Operator", name), rest[operator.end() :], or_unknown, of, accepted_of)
        ends = _RANGE.split(rest, maxsplit=1)
        if len(ends) == 2:
            return _range(key, ends[0].strip(), ends[1].strip(), or_unknown, of, accepted_of)
        return _threshold(key, "=", rest, or_unknown, of, accepted_of)
    except NotANumber as error:
        measure = f'"{of}"' if key.kind == "score" else ""
        fix = f"{key.name}:{measure}{rest.replace(error.literal, error.instead, 1)}" if error.instead else None
        raise TermError(f"{key.name}: {error}", at, fix) from error


def _bounds(key: Key, text: str) -> tuple[Decimal, Decimal, str]:
    """Return the lowest and highest number that a literal means, and a currency."""
    if key.kind == "date":
        first, last = days(text)
        return Decimal(first), Decimal(last), ""
    found = amount(text, key.unit)
    _check_scale(key, text, found.value, found.unit)
    return found.value, found.value, found.currency


def _check_scale(key: Key, text: str, value: Decimal, unit: str) -> None:
    """Refuse "params:<=10" and "context:>=128", which leave out the unit that was meant."""
    least = {"params": 10_000, "active": 10_000, "context": 512}.get(key.name)
    if least is not None and not unit and 0 < value < least:
        letter = "k" if key.name == "context" else "B"
        raise NotANumber(f"{text} {key.name} is very little; did you mean {text}{letter}?", text, text + letter)


def _threshold(
    key: Key, operator: Operator, text: str, or_unknown: bool, of: str, accepted_of: frozenset[str]
) -> Compare:
    low, high, currency = _bounds(key, text.strip())
    shown = (text.strip(),)
    if operator in ("<", "<="):
        low = -FAR
    elif operator in (">", ">="):
        high, low = FAR, (high if operator == ">" else low)
    if operator == "<" and key.kind == "date":
        high = Decimal(days(text)[0])
    return Compare(key.name, operator, low, high, shown, of or currency, accepted_of, or_unknown)


def _range(key: Key, first: str, last: str, or_unknown: bool, of: str, accepted_of: frozenset[str]) -> Compare:
    if not first and not last:
        raise NotANumber("a range needs at least one end")
    first = _with_unit_of(last, first, key)
    low, _, currency = _bounds(key, first) if first else (-FAR, -FAR, "")
    _, high, other = _bounds(key, last) if last else (FAR, FAR, currency)
    currency = currency if first else other
    if last and other != currency:
        raise NotANumber(f"{first}..{last} mixes two currencies")
    if low > high:
        typed, turned = f"{first}..{last}", f"{last}..{first}"
        raise NotANumber(f"{typed} begins above its end; did you mean {turned}?", typed, turned)
    return Compare(key.name, "..", low, high, (first, last), of or currency, accepted_of, or_unknown)


def _with_unit_of(last: str, first: str, key: Key) -> str:
    """Return "10B" for the 10 of "10..40B"; the 131072 of "131072..1M" stands for itself."""
    digits = last.rstrip(ascii_letters)
    if key.kind == "date" or key.unit == "money" or not first[-1:].isdigit() or digits == last:
        return first
    is_less = amount(first, "").value <= amount(digits, "").value
    return first + last[len(digits) :] if is_less else first
