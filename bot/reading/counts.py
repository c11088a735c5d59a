"""Everything else an article counts: money with a purpose, users, people, downloads, modes, speed-ups, sizes of files.

A bare number is never a fact: each rule needs the words that say what is counted, and keeps them as the measure.
"""

from collections.abc import Iterator

from bot.reading import lazy_re as re
from bot.reading.count_rules import RULES, CountRule
from bot.reading.money import SUMS, read_money
from bot.reading.numerals import value_of
from bot.reading.owners import Owner, is_not_now, lab_or_launch, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact, Qualifier

_UNITS = {
    "second": "seconds", "s": "seconds", "Days": "days", "Weeks": "weeks", "minute": "minutes", "min": "minutes", "gigabytes": "GB", "GByte": "GB", "MByte": "MB", "megabytes": "MB",
    "KHz": "kHz", "GiB": "GB", "MiB": "MB", "TiB": "TB",
}  # fmt: skip


_SOME_OF_MANY = re.compile(r"\b(?:every|each|first|last|remaining|next|these|those|other|top)[ -]$", re.I)


_OF_A_SIZE = re.compile(
    r"\d+(?:\.\d+)?[BMT] (?:variants|experts|agents|layers|heads|tools)\b"
)  # "the 8B and 30B variants"


_OF_A_RESOLUTION = re.compile(r"[248]K (?:[a-z-]+ )?(?:images?|videos?|frames|clips)\b")  # "generates 2K images"


def read_counts(page: Page) -> Iterator[Fact]:
    """Yield the other numbers of a document, each with what it counts and whose it is."""
    for sentence in page.sentences:
        if SUMS.worth_trying(sentence):
            yield from read_money(page, sentence)
        for rule in RULES.worth_trying(sentence):
            for match in rule.pattern.finditer(sentence):
                fact = _count(page, sentence, match, rule) if _is_meant(sentence.text, match, rule) else None
                if fact is not None:
                    yield fact


def _is_meant(text: str, match: re.Match[str], rule: CountRule) -> bool:
    """Return whether the words around a number let the rule hold."""
    if rule.rule == "counts.modes" and _SOME_OF_MANY.search(text, max(0, match.start() - 12), match.start()):
        return False
    if rule.rule == "counts.modes" and (
        _OF_A_SIZE.match(text, match.start("n")) or _OF_A_RESOLUTION.match(text, match.start("n"))
    ):
        return False
    if rule.cue and not rule.cue.search(text[max(0, match.start() - 90) : match.end() + 60]):
        return False
    return not (rule.refused and rule.refused.match(text, match.end(), match.end() + 24))


_NO_YEARS = ("counts.rate", "counts.speed", "counts.chips")  # "2000 GPUs" is no year


def _count(page: Page, sentence: Sentence, match: re.Match[str], rule: CountRule) -> Fact | None:
    start, end = _place(sentence, match)
    measure = rule.measure(match, sentence.text)
    is_change = match.groupdict().get("what") in ("down", "up")  # "(down 33%)" tells no old value
    if not measure or (is_not_now(page, start, end, sentence) and not is_change) or _is_in_name(page, start, sentence):
        return None
    value = value_of(match["n"], match["s"] or None)
    if not value or (_is_year(match) and rule.rule not in _NO_YEARS) or (rule.unit == "count" and value == 1):
        return None
    owner = _owner(page, start, end, sentence, rule)
    qualifier: Qualifier | None = "over" if match["p"] else None
    return page.fact(
        rule.rule, "count", value, _unit(rule, match), (start, end), sentence,
        owner=owner.name, role=owner.role, measure=measure, qualifier=qualifier,
    )  # fmt: skip


def _is_in_name(page: Page, start: int, sentence: Sentence) -> bool:
    """Return whether a number is a part of a model's name: "surpasses Sonnet 4 at certain tasks" counts no tasks."""
    return any(one.start < start < one.end for one in page.mentions_in(sentence.start, start))


def _unit(rule: CountRule, match: re.Match[str]) -> str:
    """Return the rule's unit, or the one that the text prints, in its usual form."""
    if "<u>" not in rule.unit:
        return rule.unit
    return rule.unit.replace("<u>", _UNITS.get(match["u"], match["u"]))


def _owner(page: Page, start: int, end: int, sentence: Sentence, rule: CountRule) -> Owner:
    owner = owner_at(page, start, end, sentence)
    return lab_or_launch(page) if rule.is_of_lab and owner.role != "rival" else owner


def _place(sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    return sentence.start + match.start("n"), sentence.start + max(match.end("n"), match.end("s"), match.end("p"))


def _is_year(match: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:19|20)(?!00)\d\d", match["n"])) and not match["s"]
