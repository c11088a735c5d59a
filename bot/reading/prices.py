"""Prices per million tokens: input, output, cached; a sum that is not per token is never one."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.reading.cues import Cued
from bot.reading.numerals import DIGITS, value_of
from bot.reading.owners import is_not_now, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_SUM = Cued(
    rf"(?P<c>US\$|[$€£¥]|RMB ?|CNY ?|USD ?|EUR ?)(?P<n>{DIGITS})(?![\d.]*\d|[ -]?(?:million|billion|[MB]\b(?!Tok)))|(?P<n2>{DIGITS}) ?(?P<c2>€|\$|yuan|元|USD|EUR|RMB|CNY|dollars|cents)",
    "9",
    "$ € £ ¥ rmb cny usd eur yuan 元 dollars cents",
)
_MILLION = r"(?:1 ?M|M|1 million|one million|a million|million|1,000,000|1 Million|un million|un millón|millón de|百万|100万|每百万)"
_PER_MILLION = Cued(
    rf"(?:per|/|for|each|a|pro|par|por) ?(?:every )?{_MILLION}(?:[ -]?(?:input|output|prompt|completion|cached|cache|audio|text|combined|total))*(?: ?and ?(?:output|input))?[ -]?(?:de )?(?:tokens?|Tok\b|jetons)|/ ?(?:1 ?)?M(?:Tok)?\b|每百万|百万 ?tokens?|100万トークン|per MTok|per 1M\b|pro Million",
    "tok jetons / 9m million 百万 トークン",
    flags=re.I,
)
_KIND_WORDS = (
    ("cached", re.compile(r"\b(?:cached?(?:[ -](?:hits?|reads?|input))?|cache-hit)\b", re.I)),
    ("input", re.compile(r"\b(?:input|prompt|in|Eingabe\w*|entrée|entrada)\b|输入|入力|입력", re.I)),
    ("output", re.compile(r"\b(?:output|completion|generated|out|Ausgabe\w*|sortie|salida)\b|输出|出力|출력", re.I)),
)
_CURRENCY = {
    "$": "USD", "US$": "USD", "USD": "USD", "dollars": "USD", "cents": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP",
    "¥": "CNY", "RMB": "CNY", "CNY": "CNY", "yuan": "CNY", "元": "CNY",
}  # fmt: skip
_NO_PRICE = re.compile(
    r"\b(?:blended|average|combined|per task|a task|per query|per request|per image|per minute|per hour|a month|per month|/month|per seat|per run)\b",
    re.I,
)
_IN_AND_OUT = re.compile(
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) (?:and|/|per) (?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?)[^.;$€£¥]{0,30}(?:million|1M|M)\b[^.;$€£¥]{0,12}tokens?,? (?:in|input) and (?:out|output)\b",
    re.I,
)
_SET = re.compile(
    r"\b(?:pric\w+|costs?|rates?)(?: \w+){0,3} will be |\bwill (?:cost|be priced at|be billed at)\b", re.I
)
_PAIR = re.compile(
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) ?/ ?(?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?) (?:per|for|a) (?:1 ?M|1 million|one million|million|M)\b(?: (?:input (?:and|/) output |input/output ))? ?tok",
    re.I,
)  # input before output, as price lists have them
_BY_TIME = re.compile(r"\b(?:by the|per|a) (?:minute|hour|second|image|picture)\b", re.I)
_OLD = re.compile(
    r"\b(?:down from|cut from|from|was|previously|formerly|instead of|reduced from|compared (?:with|to)|versus|vs\.?|against|earlier|old price of|up from)\W*$",
    re.I,
)
_AUDIO = re.compile(
    r"\b(?:audio|image|video|batch|fine-?tun\w+|training|above|beyond|longer than|over \d+K|prompts? (?:over|above|longer))\b",
    re.I,
)
REACH = 90


def read_prices(page: Page) -> Iterator[Fact]:
    """Yield prices; each sum takes the kind named nearest to it, and counts only where "per million tokens" is said."""
    for sentence in page.sentences:
        if sentence.text.startswith("|") or not _SUM.may_match(sentence) or not _PER_MILLION.search(sentence):
            continue
        pair = _IN_AND_OUT.search(sentence.text) or _PAIR.search(sentence.text)
        if pair:
            yield from _in_and_out(page, sentence, pair)
            continue
        sums = list(_SUM.finditer(sentence))
        for number, match in enumerate(sums):
            fact = _price(page, sentence, sums, number, match)
            if fact is not None:
                yield fact


def _price(page: Page, sentence: Sentence, sums: list[re.Match[str]], number: int, match: re.Match[str]) -> Fact | None:
    text = sentence.text
    group = "" if match["n"] else "2"
    start, end = sentence.start + match.start(), sentence.start + match.end()
    next_start = sums[number + 1].start() if number + 1 < len(sums) else len(text)
    after = text[match.end() : min(next_start, match.end() + REACH)]
    before = text[max(sums[number - 1].end() if number else 0, match.start() - REACH) : match.start()]
    if not _PER_MILLION.regex.search(text[match.end() : match.end() + 2 * REACH]) and not _PER_MILLION.regex.search(
        text[max(0, match.start() - REACH) : match.start()]
    ):
        return None
    if (
        _NO_PRICE.search(after[:40])
        or _OLD.search(before)
        or (is_not_now(page, start, end, sentence) and not _SET.search(text[: match.start()]))
        or _AUDIO.search(after[:48])
    ):
        return None
    if _BY_TIME.search(text[max(0, match.start() - REACH) : match.start()]) and not _PER_MILLION.regex.match(
        after.lstrip()
    ):
        return None
    kind = _kind(before, after)
    if kind is None:
        return None
    amount = value_of(match[f"n{group}"])
    unit = match[f"c{group}"].strip()
    if unit == "cents":
        amount /= 100
    owner = owner_at(page, start, end, sentence)
    return page.fact(
        "prices.prose",
        f"price_{kind}",
        amount,
        _CURRENCY[unit],
        (start, end),
        sentence,
        owner=owner.name,
        role=owner.role,
    )


def _in_and_out(page: Page, sentence: Sentence, match: re.Match[str]) -> Iterator[Fact]:
    """Yield both prices of "$5 and $25 per million tokens in and out"."""
    for group, field in (("i", "price_input"), ("o", "price_output")):
        start, end = sentence.start + match.start(group) - 1, sentence.start + match.end(group)
        owner = owner_at(page, start, end, sentence)
        unit = _CURRENCY[match["c"]]
        yield page.fact(
            "prices.prose",
            field,
            Decimal(match[group]),
            unit,
            (start, end),
            sentence,
            owner=owner.name,
            role=owner.role,
        )


def _kind(before: str, after: str) -> str | None:
    """Return the kind named right behind the sum, else the one nearest before it."""
    tail = re.split(r"[;、；，]|\b(?:and|et|und|y)\b|,", after)[0]
    found = [
        (m.start(), kind)
        for kind, pattern in _KIND_WORDS
        for m in [pattern.search(tail)]
        if (m and not re.match(r"in\b", m[0])) or (m and m[0] == "in")
    ]
    if found:
        first = min(found)[1]
        return "cached" if any(kind == "cached" for _, kind in found) else first
    back = [(m.end(), kind) for kind, pattern in _KIND_WORDS for m in pattern.finditer(before)]
    if not back:
        return None
    last = max(back)
    is_cached = any(kind == "cached" and last[0] - end < 12 for end, kind in back)
    return "cached" if is_cached else last[1]
