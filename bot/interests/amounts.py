"""Numbers, sizes, money and dates as people type them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_COUNT: dict[str, int | Decimal] = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12}
_BYTES: dict[str, int | Decimal] = {"kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12, "mib": 2**20, "gib": 2**30}
_DAYS: dict[str, int | Decimal] = {"": 1, "h": Decimal(1) / 24, "d": 1, "w": 7, "mo": 30, "y": 365}
_PLAIN: dict[str, int | Decimal] = {"": 1, "k": 10**3, "%": 1, "bit": 1, "bits": 1, "-bit": 1}
_UNITS: dict[str, dict[str, int | Decimal]] = {
    "": _PLAIN,
    "count": _COUNT,
    "tokens": _COUNT,
    "bytes": _BYTES,
    "money": {"": 1},
    "days": _DAYS,
    "bits": {"": 1, "bit": 1, "bits": 1, "-bit": 1, "b": 1},
}
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP"}
_SIGN = r"([$€£¥])?"
_DIGITS = r"(-?(?:\d[\d_,]{0,24}(?:\.\d{1,12})?|\.\d{1,12}))"
_NUMBER = re.compile(rf"{_SIGN}\s*{_DIGITS}\s*([^\d\s.,$€£¥]{{0,5}})\s*{_SIGN}$")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


class NotANumber(ValueError):
    """What stands there is no number of this unit; the text says what would be, `instead` stands for `literal`."""

    def __init__(self, text: str, literal: str = "", instead: str | None = None) -> None:
        super().__init__(text)
        self.literal = literal
        self.instead = instead


@dataclass(frozen=True, slots=True)
class Amount:
    """A typed number in base units: parameters, tokens, bytes, days, or money in `currency`."""

    value: Decimal
    unit: str
    currency: str = ""


def amount(text: str, unit: str) -> Amount:
    """Return the number that a text states.

    Raises:
        NotANumber: it states none, or in another unit.
    """
    found = _NUMBER.match(text.strip())
    if found is None or ("," in found[2] and not THOUSANDS.match(found[2].replace("_", ""))):
        raise NotANumber(f"{text or 'nothing'} is not a number{_hint(unit)}")
    before, digits, suffix, after = found.groups()
    value = Decimal(digits.replace("_", "").replace(",", ""))
    if unit == "money":
        return Amount(value, "", _currency(before or after, suffix, text))
    if before or after:
        raise NotANumber(f"{text} is money; this key counts something else")
    factor = _UNITS[unit].get(suffix.casefold())
    if factor is None:
        raise NotANumber(f"{text} has a unit that does not fit here{_hint(unit)}")
    return Amount(value * factor, suffix)


def _hint(unit: str) -> str:
    return {
        "count": "; write one like 7B or 300M",
        "tokens": "; write one like 128k or 1M",
        "bytes": "; write one like 24GB or 440MB",
        "money": "; write one like 1.50, $1.50 or 2EUR",
        "days": "; write one like 7d, 2w or 12h",
        "bits": "; write one like 4",
    }.get(unit, "")


def _currency(sign: str | None, suffix: str, text: str) -> str:
    if sign == "¥":
        raise NotANumber(f"{text}: ¥ means two currencies; write CNY or JPY behind the number")
    if suffix and (sign or len(suffix) != 3 or not suffix.isascii() or not suffix.isalpha()):
        raise NotANumber(f"{text} has no currency known here{_hint('money')}")
    return suffix.upper() or _CURRENCY.get(sign or "$", "USD")


def days(text: str) -> tuple[int, int]:
    """Return the first and last day, as ordinals, of "2026", "2026-04" or "2026-04-08".

    Raises:
        NotANumber: it is no such date.
    """
    found = _DATE.match(text.strip())
    if found is None:
        raise NotANumber(f"{text or 'nothing'} is not a date; write one like 2026-04-08 or 2026-04")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last_month = month or 12
        last = first if day else date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    except ValueError as error:
        raise NotANumber(f"{text} is no day of the calendar") from error
    return first.toordinal(), last.toordinal()


def nominal(tokens: float) -> float:
    """Return a number of tokens as it is spoken of: 131,072 is 128k, 1,048,576 and 1,024,000 are 1M."""
    if tokens % 1_048_576 == 0:
        return tokens / 1_048_576 * 1_000_000
    if tokens % 1_024_000 == 0:
        return tokens / 1_024_000 * 1_000_000
    if tokens % 1000 and tokens % 1024 == 0:
        return tokens / 1024 * 1000
    return tokens
