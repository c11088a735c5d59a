"""Numbers as people read them: 218B, 128K, $14.3B, 42.8."""

from decimal import Decimal

_SCALES = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "K"))
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "CNY": "¥", "JPY": "¥", "INR": "₹", "KRW": "₩"}
_BINARY_WINDOW = 1 << 10  # 131,072 tokens are written 128K


def plain(value: Decimal | int) -> str:
    """Return a number without useless zeros: 42.80 becomes 42.8, 1000 becomes 1,000."""
    number = Decimal(value)
    whole = number == number.to_integral_value()
    return f"{int(number):,}" if whole else f"{number.normalize():,f}"


def scaled(amount: Decimal | int) -> str:
    """Return a large number with a letter: 25000000000 becomes 25B, 1800000000 becomes 1.8B."""
    value = Decimal(amount)
    for scale, letter in _SCALES:
        if abs(value) >= scale:
            short = (value / scale).quantize(Decimal("0.01")).normalize()
            return f"{short:f}{letter}"
    return plain(value)


def window(tokens: int) -> str:
    """Return a context window as it is usually printed: 128000 and 131072 are both 128K, 1048576 is 1M."""
    if tokens % _BINARY_WINDOW == 0 and tokens % 1000:
        tokens = tokens // _BINARY_WINDOW * 1000
        if tokens % 1024_000 == 0:
            tokens = tokens // 1024 * 1000
    return scaled(tokens)


def money(amount: Decimal, currency: str) -> str:
    """Return money with its sign or code: $3, €0.50, 8 CHF, $14.3B."""
    digits = scaled(amount) if amount >= 1000 else f"{amount.normalize():f}"
    if amount < 1000 and amount != amount.to_integral_value():
        digits = f"{amount:.2f}" if amount == amount.quantize(Decimal("0.01")) else digits
    sign = _CURRENCIES.get(currency)
    return f"{sign}{digits}" if sign else f"{digits} {currency}"


def ordinal(place: int) -> str:
    """Return 1st, 2nd, 3rd, 4th, 11th."""
    if place % 100 in (11, 12, 13):
        return f"{place}th"
    return f"{place}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th') }"
