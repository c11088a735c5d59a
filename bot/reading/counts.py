"""Everything else an article counts: money with a purpose, users, people, downloads, modes, speed-ups, sizes of files.

A bare number is never a fact: each rule needs the words that say what is counted, and keeps them as the measure.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.reading.cues import Cued
from bot.reading.numerals import A_NUMBER, AMOUNT, DIGITS, IN_DIGITS, value_of
from bot.reading.owners import Owner, is_not_now, lab_or_launch, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact, Qualifier

_PEOPLE = (
    r"physicians|doctors|clinicians|experts|specialists|engineers|researchers|scientists|annotators|translators|linguists|employees"
    r"|staff|evaluators|raters|contributors|teachers|lawyers|nurses|volunteers|authors|reviewers|professionals"
)
_USERS = r"(?:monthly |daily |weekly |active |registered |paying |global )*(?:users|developers|customers|people|subscribers|companies|businesses|organi[sz]ations|enterprises|installs)"
_MODES = (
    r"(?:[a-z-]+ )?(?:modes|experts|layers|tasks|voices|speakers|programming languages"
    r"|coding languages|benchmarks|steps|agents|attention heads|domains|datasets)"
)
_USER_WORDS = "users developers customers people subscribers companies businesses organi enterprises installs"
_MODE_WORDS = "modes experts layers tasks voices speakers languages benchmarks steps agents heads domains datasets"
_CURRENCIES = {"$": "usd", "US$": "usd", "€": "eur", "£": "gbp", "¥": "cny", "RMB": "cny"}
_MONEY = Cued(rf"(?P<c>US\$|[$€£¥]|RMB ?){AMOUNT}", "$ € £ ¥ rmb", A_NUMBER)
_NOT_MONEY = re.compile(
    r"^\W*(?:per\b|/|a (?:month|token|task|query|run|year|seat|user)|each\b|blended|input|output|in\b(?! \w+ing)|out\b|for (?:every|each|1M|one million)|(?:and|to) ?[$€£¥])",
    re.I,
)
_CUE_MONEY = re.compile(
    r"\b(?:rebuild|build\w*|infrastructure|invest\w*|investment|funding|round|raised?|raising|valuation|valued|revenue|spen[dt]\w*|cost\w*|deal|acqui\w*|budget|contract|capex|effort|project|programme|program|backing|compute|training)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: str
    unit: str
    pattern: Cued
    measure: Callable[[re.Match[str], str], str]
    is_own: bool = False  # the launch's own by nature: file sizes, modes


def _word(name: str) -> Callable[[re.Match[str], str], str]:
    return lambda match, _text: " ".join(match[name].split())


def _fixed(words: str) -> Callable[[re.Match[str], str], str]:
    return lambda _match, _text: words


def _moved(match: re.Match[str], text: str) -> str:
    """Return what rose or fell: "stock rose" of "Meta stock rose 9%"."""
    return f"{match['what']} {match['verb']}"


def _size_of(match: re.Match[str], text: str) -> str:
    after = text[match.end() : match.end() + 40]
    if re.match(r"\W*(?:of )?(?:V?RAM|memory|GPU|unified|VRAM)\b", after, re.I):
        return "memory"
    return "size after quantization" if re.search(r"quanti|compress|bit\b", text, re.I) else "size"


_RULES = (
    _Rule("counts.users", "users", Cued(rf"(?<![\w.$€£¥])(?<!\d,){AMOUNT} (?:[a-z-]+ )?(?P<what>{_USERS})\b", A_NUMBER, _USER_WORDS), _word("what")),
    _Rule("counts.people", "people", Cued(rf"(?<![\w.$€£¥])(?<!\d,){AMOUNT} (?:[a-z-]+ )?(?P<what>{_PEOPLE})\b", A_NUMBER, _PEOPLE.replace("|", " ")), _word("what")),
    _Rule("counts.downloads", "downloads", Cued(rf"(?<![\w.$€£¥])(?<!\d,){AMOUNT}[ -](?:[a-z]+ )?downloads?\b", A_NUMBER, "download"), _fixed("downloads")),
    _Rule(
        "counts.months", "months",
        Cued(rf"\b(?:took|takes|after|over|in|within|spent|lasted|spanning)(?: [a-z]+)? {AMOUNT}[ -](?P<what>months?)\b(?! ago| later| from)", A_NUMBER, "month"),
        _fixed("duration"),
    ),
    _Rule(
        "counts.moved", "%",
        Cued(rf"(?P<what>(?:[A-Za-z]+ )?(?:stock|shares|revenue|usage|traffic|adoption|price|prices|costs?|latency|throughput|sales))(?: price)? (?P<verb>rose|fell|jumped|gained|climbed|dropped|surged|slid|grew|increased|decreased)(?: by| about| nearly| more than| over)* {AMOUNT}(?:%| percent)", A_NUMBER, "% percent", "rose fell jumped gained climbed dropped surged slid grew increased decreased"),
        _moved,
    ),
    _Rule(
        "counts.saved", "%",
        Cued(rf"(?<![\w.$€£¥-])(?<!\d,){AMOUNT}(?:%| percent) (?P<what>(?:faster|slower|cheaper|fewer|less|lower|smaller|higher|more|better)(?: [a-z-]+)?|of (?:the )?[a-z-]+(?: [a-z-]+)?)", A_NUMBER, "% percent", "faster slower cheaper fewer less lower smaller higher more better of"),
        _word("what"),
    ),
    _Rule("counts.modes", "count", Cued(rf"(?<![\w.$€£¥-])(?<!\d,){AMOUNT}\+? (?P<what>{_MODES})\b", A_NUMBER, _MODE_WORDS), _word("what"), is_own=True),
    _Rule(
        "counts.speed", "x",
        Cued(rf"(?<![\w.$€£¥-])(?<!\d,)(?P<n>{DIGITS})(?:x\b| ?times\b|-fold\b|倍)(?:[ -](?P<what>(?:as )?(?:faster|higher|speed-?up|speed|throughput|more|smaller|cheaper|lower|better|realtime|real-time|fast)[^,.;()]{{0,24}}))?(?P<p>)(?P<s>)", "9x times fold 倍", IN_DIGITS),
        lambda match, text: _speed(match, text),  # noqa: PLW0108 - it stands below
    ),
    _Rule("counts.size", "MB", Cued(rf"(?<![\w.$€£¥-])(?<!\d,)(?P<n>{DIGITS}) ?(?P<u>[MGT]B)\b(?P<p>)(?P<s>)", IN_DIGITS, "mb gb tb"), _size_of, is_own=True),
    _Rule("counts.bits", "bit", Cued(rf"(?<![\w.$€£¥-])(?<!\d,)(?P<n>{DIGITS})(?:-| )?bits?\b(?P<p>)(?P<s>)", IN_DIGITS, "bit"), _fixed("quantization"), is_own=True),
    _Rule("counts.bits", "bit", Cued(r"\bW(?P<n>\d{1,2})A\d{1,2}\b(?P<p>)(?P<s>)", "w9"), _fixed("weight bits"), is_own=True),
    _Rule("counts.latency", "ms", Cued(rf"(?<![\w.$€£¥-])(?<!\d,)(?P<n>{DIGITS}) ?(?:ms|milliseconds)\b(?P<p>)(?P<s>)", IN_DIGITS, "ms milliseconds"), _fixed("latency")),
    _Rule("counts.rate", "tokens/s", Cued(rf"(?<![\w.$€£¥-])(?<!\d,)(?P<n>{DIGITS}) (?:output )?tokens(?:/s\b| per second| a second|/sec\b)(?P<p>)(?P<s>)", IN_DIGITS, "tokens", "/s second"), _fixed("speed")),
)  # fmt: skip

_FASTER = re.compile(r"\b(?:speed|fast\w*|throughput|latency|inference|quick\w*|slow\w*|accelerat\w*)\b", re.I)


def _speed(match: re.Match[str], text: str) -> str:
    if match["what"]:
        return " ".join(match["what"].split())
    around = text[max(0, match.start() - 50) : match.end() + 30]
    found = re.search(
        r"\b(?:inference speed|decoding speed|generation speed|training speed|throughput|inference|speed|latency)\b",
        around,
        re.I,
    )
    return found[0].lower() if found else ""


def read_counts(page: Page) -> Iterator[Fact]:
    """Yield the other numbers of a document, each with what it counts and whose it is."""
    for sentence in page.sentences:
        yield from _money(page, sentence)
        for rule in _RULES:
            for match in rule.pattern.finditer(sentence):
                fact = _count(page, sentence, match, rule)
                if fact is not None:
                    yield fact


def _count(page: Page, sentence: Sentence, match: re.Match[str], rule: _Rule) -> Fact | None:
    start, end = _place(sentence, match)
    measure = rule.measure(match, sentence.text)
    if not measure or is_not_now(page, start, end, sentence):
        return None
    unit = match["u"] if rule.rule == "counts.size" else rule.unit
    owner = _owner(page, start, end, sentence, rule)
    value = value_of(match["n"], match["s"] or None)
    if not value or _is_year(match):
        return None
    qualifier: Qualifier | None = "over" if match["p"] else None
    return page.fact(
        rule.rule, "count", value, unit, (start, end), sentence,
        owner=owner.name, role=owner.role, measure=measure, qualifier=qualifier,
    )  # fmt: skip


def _owner(page: Page, start: int, end: int, sentence: Sentence, rule: _Rule) -> Owner:
    owner = owner_at(page, start, end, sentence)
    if rule.is_own or owner.role == "rival":
        return owner
    if rule.unit in ("people", "months") or (rule.rule == "counts.moved"):
        return lab_or_launch(page)
    return owner


def _place(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.start + match.start("n"), sentence.start + max(match.end("n"), match.end("s"), match.end("p"))


def _is_year(match: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", match["n"])) and not match["s"]


def _money(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield sums with a purpose; prices per token are read elsewhere, and costs of a task are nothing to report."""
    for match in _MONEY.finditer(sentence):
        after = sentence.text[match.end() : match.end() + 60]
        purpose = _purpose(sentence.text[max(0, match.start() - 60) : match.start()], after)
        if purpose is None or _NOT_MONEY.match(after):
            continue
        start, end = _place(sentence, match)
        owner = owner_at(page, start, end, sentence)
        owner = owner if owner.role == "rival" else lab_or_launch(page)
        yield page.fact(
            "counts.money", "count", value_of(match["n"], match["s"]), _CURRENCIES.get(match["c"].strip(), "usd"),
            (sentence.start + match.start("c"), end), sentence, owner=owner.name, role=owner.role, measure=purpose,
        )  # fmt: skip


def _purpose(before: str, after: str) -> str | None:
    """Return the words that say what a sum was for, or None when they do not stand beside it."""
    behind = re.match(r"\W{0,2}((?:[a-z][\w-]* ){0,3}[a-z][\w-]*)", after)
    if behind and _CUE_MONEY.search(behind[1]):
        words = behind[1].split()
        cues = [i for i, word in enumerate(words) if _CUE_MONEY.search(word)]
        return " ".join(words[: cues[-1] + 1])
    found = _CUE_MONEY.findall(before[-40:])
    return found[-1].lower() if found else None
