"""Sums of money with a purpose, and what a subscription costs; prices per token are read elsewhere."""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.cues import Choice, Cued
from bot.reading.numerals import A_NUMBER, AMOUNT, value_of
from bot.reading.owners import lab_or_launch, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_CURRENCIES = {
    "$": "usd",
    "US$": "usd",
    "USD": "usd",
    "EUR": "eur",
    "CNY": "cny",
    "HK$": "hkd",
    "HKD": "hkd",
    "USD $": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "cny",
    "RMB": "cny",
}
_NAMED = {"dollar": "usd", "euro": "eur", "pound": "gbp", "yuan": "cny", "yen": "jpy"}
_MONEY = Cued(
    rf"(?<![A-Z])(?P<c>US\$ ?|HK\$|USD \$|[$€£¥]|(?:RMB|USD|HKD|EUR|CNY) ?){AMOUNT}",
    "$ € £ ¥ rmb usd hkd eur cny",
    A_NUMBER,
)
_IN_WORDS = Cued(
    rf"(?<![\w.$€£¥-])(?<!\d,){AMOUNT} (?P<c>US dollar|dollar|euro|pound|yuan|yen)s?\b(?! zone)",
    A_NUMBER,
    "dollar euro pound yuan yen",
)
SUMS = Choice((_MONEY, _IN_WORDS), lambda one: one)
_NOT_MONEY = re.compile(
    r"^\W*(?:per\b|/|a (?:month|token|task|query|run|year|seat|user)|each\b|blended|input|output|in\b(?=\W*(?:[/,;$€£¥]|and\b|\d))|out\b|for (?:every|each|1M|one million)|(?:and|to) ?[$€£¥])",
    re.I,
)
_EACH = re.compile(
    r"^[ -]?(?:per|/)[ -]?(?:1M|(?:one |a )?million|1,?000|1[kK]|thousand) (?P<e2>characters|chars|images|requests|minutes|pages|words|songs)\b|^[ -]?(?:per|an?|/|each)[ -]?(?P<e>month|year|seat|user|image|minute|hour|second|song|video)\b",
    re.I,
)
_CUE = re.compile(
    r"\b(?:rebuild|build\w*|infrastructure|invest\w*|investment|funding|round|raised?|raising|valuation|valued|market value|revenue|spen[dt]\w*|cost\w*|deal|acqui\w*|budget|contract|capex|effort|project|programme|program|backing|bet|strategy|stake|grant|IPO|compute|training|worth|lost|valor[ai]\w*|valoris\w*|bewertet|inver[st]\w+|recaud\w+|financ\w+|levée?|Finanzierung\w*)\b",
    re.I,
)


def read_money(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield sums with a purpose, and sums by the month or the piece; costs of a task are nothing to report."""
    for pattern in SUMS.worth_trying(sentence):
        for match in pattern.finditer(sentence):
            after = sentence.text[match.end() : match.end() + 60]
            before = sentence.text[max(0, match.start() - 60) : match.start()]
            each = _EACH.match(after)
            purpose = (
                f"price per {(each['e'] or each[0].strip(' -/').removeprefix('per ')).lower()}"
                if each
                else _purpose(before, after, is_large=bool(match["s"]))
            )
            if purpose is None or (not each and _NOT_MONEY.match(after)):
                continue
            yield _sum(page, sentence, match, purpose, is_each=bool(each))


def _sum(page: Page, sentence: Sentence, match: re.Match[str], purpose: str, *, is_each: bool) -> Fact:
    begin, end = (
        sentence.start + match.start(),
        sentence.start + max(match.end(name) for name in ("n", "s", "p", "c")),
    )
    owner = owner_at(page, sentence.start + match.start("n"), end, sentence)
    owner = owner if owner.role == "rival" else lab_or_launch(page)
    currency = match["c"].removesuffix(" $").strip()
    unit = _CURRENCIES.get(currency) or _NAMED.get(currency.lower().removeprefix("us "), "usd")
    return page.fact(
        "counts.each" if is_each else "counts.money", "count", value_of(match["n"], match["s"]),
        f"{unit} each" if is_each else unit, (begin, end), sentence, owner=owner.name, role=owner.role, measure=purpose,
    )  # fmt: skip


_LARGE = re.compile(r"\W{0,2}((?:[a-z][\w-]* ){0,2}(?:plan|fund|credits))\b")


def _purpose(before: str, after: str, *, is_large: bool) -> str | None:
    """Return the words that say what a sum was for, or None when they do not stand beside it."""
    behind = re.match(r"\W{0,2}((?:[a-z][\w-]* ){0,3}[a-z][\w-]*)", after)
    cues = list(_CUE.finditer(behind[1])) if behind else []
    if behind and cues:
        return behind[1][: cues[-1].end()]
    if is_large and (plan := _LARGE.match(after)):
        return plan[1]
    found = _CUE.findall(before[-40:])
    return found[-1].lower() if found else None
