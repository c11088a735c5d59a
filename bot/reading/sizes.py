"""Parameters: totals and active ones, per variant, from prose and from names such as 30B-A3B."""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.reading.numerals import AMOUNT, SCALES, value_of
from bot.reading.owners import owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_NAMED = r"(?P<t>\d{1,4}(?:\.\d{1,2})?)(?P<tu>[BMT])(?:-?A(?P<a>\d{1,4}(?:\.\d{1,2})?)(?P<au>[BM]))?(?![\w])"
_SIZE = re.compile(rf"(?<![\w.$€£¥-]){_NAMED}")
_ACTIVE = re.compile(
    rf"(?<![\w.$]){AMOUNT} (?:parameters )?(?:are |is )?(?:active|activated)\b"
    rf"|(?<![\w.$]){AMOUNT.replace('<n>', '<n2>').replace('<p>', '<p2>').replace('<s>', '<s2>')} of (?:them|which) (?:are )?active"
    rf"|(?:activat(?:es|ing)|active parameters(?: of|:)?|with) (?:only |just |about )?{AMOUNT.replace('<n>', '<n3>').replace('<p>', '<p3>').replace('<s>', '<s3>')}(?: (?:active )?parameters)? (?:per token|active|at a time|for each token)"
)
_TOTAL = re.compile(
    rf"(?<![\w.$]){AMOUNT}[ -](?:total |trainable |model )?(?:total[ -])?param(?:eter)?s?\b"
    rf"|(?<![\w.$]){AMOUNT.replace('<n>', '<n2>').replace('<p>', '<p2>').replace('<s>', '<s2>')} (?:in )?total\b"
)
_LIST_CUE = re.compile(r"\b(?:sizes?|variants?|versions?|models?|available in|family|in three|in two|in four)\b", re.I)
SMALLEST, LARGEST = Decimal(10**6), Decimal(10**14)


def read_sizes(page: Page) -> Iterator[Fact]:
    """Yield total and active parameters; a size in a list of sizes is a variant's, never the launch's."""
    for sentence in page.sentences:
        listed = list(_listed(page, sentence))
        yield from listed
        taken = {fact.quote.start for fact in listed}
        active = [match for match in _ACTIVE.finditer(sentence.text)]
        yield from _amounts(page, sentence, active, "params_active", taken)
        taken |= {sentence.start + place for match in active for place in range(match.start(), match.end())}
        yield from _amounts(page, sentence, _TOTAL.finditer(sentence.text), "params_total", taken)


def _listed(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield the sizes of "1.8B, 7B, and 30B-A3B" when the sentence speaks of sizes or variants of the launch."""
    own = page.subject.name
    if own is None:
        return
    found = list(_SIZE.finditer(sentence.text))
    for group in _runs(sentence.text, found):
        if len(group) < 2 or not _LIST_CUE.search(sentence.text):
            continue
        if any(
            m.start < sentence.start + group[0].start() and not page.is_subject(m.name)
            for m in page.mentions_in(sentence.start, sentence.start + group[0].start())[-1:]
        ):
            continue
        for match in group:
            yield from _named(page, sentence, match, f"{own} {match[0]}", "sizes.list")


def _runs(text: str, found: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Return matches that only commas, "and" and brackets part."""
    runs: list[list[re.Match[str]]] = []
    for match in found:
        gap = text[runs[-1][-1].end() : match.start()] if runs else None
        if gap is not None and re.fullmatch(r"(?:\s*\([^)]{1,20}\))?\s*(?:,|and|or|/|&|to|,? ?and|,? ?or|\s)*\s*", gap):
            runs[-1].append(match)
        else:
            runs.append([match])
    return runs


def _named(page: Page, sentence: Sentence, match: re.Match[str], owner: str, rule: str) -> Iterator[Fact]:
    """Yield the facts of one name such as 30B-A3B."""
    place = (sentence.start + match.start("t"), sentence.start + match.end("tu"))
    total = Decimal(match["t"]) * SCALES[match["tu"].lower()]
    yield page.fact(rule, "params_total", total, "params", place, sentence, owner=owner, role="variant")
    if match["a"]:
        place = (sentence.start + match.start("a"), sentence.start + match.end("au"))
        active = Decimal(match["a"]) * SCALES[match["au"].lower()]
        yield page.fact(rule, "params_active", active, "params", place, sentence, owner=owner, role="variant")


def _amounts(
    page: Page, sentence: Sentence, matches: Iterator[re.Match[str]] | list[re.Match[str]], field: str, taken: set[int]
) -> Iterator[Fact]:
    for match in matches:
        group = next(suffix for suffix in ("", "2", "3") if match.groupdict().get(f"n{suffix}"))
        start = sentence.start + match.start(f"n{group}")
        end = sentence.start + max(match.end(f"n{group}"), match.end(f"s{group}"))
        if start in taken or not match[f"s{group}"]:
            continue
        value = value_of(match[f"n{group}"], match[f"s{group}"])
        if not SMALLEST <= value <= LARGEST:
            continue
        owner = owner_at(page, start, end, sentence)
        rule = f"sizes.{field}"
        yield page.fact(rule, field, value, "params", (start, end), sentence, owner=owner.name, role=owner.role)
