"""Numbers as articles print them: 25 billion, 128K, three, 1.8B."""

from decimal import Decimal

from bot.reading import lazy_re as re

WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1, "single": 1, "twice": 2,
}  # fmt: skip
SCALES = {
    "k": 10**3, "m": 10**6, "b": 10**9, "t": 10**12, "bn": 10**9, "mn": 10**6, "tn": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "millionen": 10**6, "milliarden": 10**9, "billionen": 10**12, "milliards": 10**9, "mrd": 10**9, "millions": 10**6,
    "millones": 10**6, "mil millones": 10**9, "billones": 10**12, "万": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12,
    "억": 10**8, "조": 10**12, "만": 10**4, "万亿": 10**12, "萬億": 10**12,
}  # fmt: skip
_DOTTED = frozenset({"millones", "millionen", "milliarden", "millions", "milliards", "mil millones"})
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip

# A comma before one or two last digits is a decimal comma, as in German and French.
DIGITS = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,3},\d{1,2}(?![\d,])|\d{1,15}(?:\.\d{1,4})?"
_IN_WORDS = [word for word in WORDS if len(word) > 2 and word not in ("single", "twice")]
_NUMBER = "|".join(_IN_WORDS)
_LONG_SCALES = "|".join(sorted((name for name in SCALES if len(name) > 2), key=len, reverse=True))
IN_WORDS = rf"(?i:{_NUMBER})"
# What a number holds, as bot.reading.cues has it: one in digits, one in digits or in words.
IN_DIGITS, A_NUMBER = "9", f"9 {' '.join(_IN_WORDS)}"
# A number with its scale: groups "n" and "s".
AMOUNT = rf"(?P<n>{DIGITS}|(?i:{_NUMBER}))(?P<p>\+)?[ -]?(?P<s>(?i:{_LONG_SCALES})\b|[kKMBT](?![A-Za-z0-9])|bn\b|万亿|萬億|[万亿億兆억조만])?"

# Where an AMOUNT can begin: at a digit or a word for a number, and no letter, digit or currency before it.
_FIRST = "".join(sorted({word[0] for word in _IN_WORDS}))
_SECOND = sorted({word[1] for word in _IN_WORDS})  # a letter in brackets first: a place is compared with few words
_REST = "|".join(
    f"[{letter}{letter.upper()}](?i:{'|'.join(sorted({word[2:] for word in _IN_WORDS if word[1] == letter}))})"
    for letter in _SECOND
)
_BEGINS = re.compile(rf"[\d{_FIRST}{_FIRST.upper()}](?<![A-Za-z0-9_.$€£¥].)(?:(?<=\d)|(?={_REST}))")


def number_places(text: str) -> tuple[int, ...]:
    """Return where the numbers of a text begin, in digits or in words."""
    return tuple([match.start() for match in _BEGINS.finditer(text)])


def value_of(number: str, scale: str | None = None) -> Decimal:
    """Return the value of a printed number and its scale.

    Raises:
        ValueError: it is no number.
    """
    text = number.casefold()
    if scale and scale.casefold() in _DOTTED and re.fullmatch(r"\d{1,3}\.\d{3}", text):
        text = text.replace(".", "")  # 3.200 millones
    if myriads := re.fullmatch(r"(\d+)[万만](\d+)", text):
        return Decimal(myriads[1]) * SCALES["万"] + Decimal(myriads[2])
    text = text.replace(",", "." if re.fullmatch(r"\d{1,3},\d{1,2}", text) else "")
    base = Decimal(WORDS[text]) if text in WORDS else _decimal(text)
    return base * SCALES[scale.casefold()] if scale else base


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        raise ValueError(f"{text!r} is no number")
    return Decimal(text)
