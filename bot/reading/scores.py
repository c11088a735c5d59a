"""Benchmark scores in prose: whose, on what, how much; for the launch and for those it is compared with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.reading.benchmarks import Bench, benchmarks_in
from bot.reading.cues import Cued
from bot.reading.names import Mention
from bot.reading.numerals import IN_DIGITS
from bot.reading.owners import Owner, is_not_now, owner_at, owner_of
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_NUMBER = Cued(
    r"(?<![A-Za-z0-9_.,$€£¥#+^/@-])(?<!\d )(?P<n>\d{1,2},\d{3}|\d{1,4}(?:\.\d{1,3})?)(?P<u> ?%| ?percent\b| ?per ?cent\b| ?Prozent\b)?(?![A-Za-z0-9_]|[.,]\d|-(?!\s)|/\d|:\d|\+)",
    IN_DIGITS,
)
_COMMA_NUMBER = Cued(
    r"(?<![A-Za-z0-9_.,])(?P<n>\d{1,3},\d{1,2})(?P<u> ?%| Prozent\b)?(?![\w,])", "9,9"
)  # 42,8 in French or German
_UNIT_AFTER = re.compile(
    r"^[- ]?(?:questions?|tasks?|problems?|languages?|tokens?|parameters?|params|points?|pts|hours?|days?|weeks?|months?|years?|minutes?|seconds?|ms|users?|people|times|steps?|samples?|examples?|shots?|GB|MB|GPUs?|experts?|layers?|models?|benchmarks?|categories|domains|companies|developers|prompts?|runs?|attempts?|rounds?|articles?|cents?|dollars?|million|billion|thousand|trillion|of the \d|out of|x\b|K\b|M\b|B\b|pages?|percentage|percent(?:age)? points?|bits?|-bit|versions?|am\b|pm\b|physicians|doctors|partners|countries|scenarios|others?)",
    re.IGNORECASE,
)
_DELTA_BEFORE = re.compile(
    r"(?:\bby(?: about| over| around| nearly| roughly)?|\+|(?:gain|improvement|increase|jump|lead|drop|margin|gap|rise|edge|advantage|uplift)s? of(?: about| over)?|\b(?:lose|loses|lost|drops?|dropped|gains?|gained|costs?|rose|fell)(?: about| by| some)?|\bplus|\bminus|\btop|#|\bNo\.|\bphase|\bchapter|\bversion|\bv|\bsection|\blevel|\bfigure|\btable|\btier|\bstage|\bstep|\bbatch(?: size)?(?: of)?|\btemperature(?: of)?|\bbest[- ]of|\bpass@?|\bmaj@?)$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:a model that|would|could|any model|models that|if it|should|target|aims?|goal|hopes?|expected to)\b[^.;]{0,40}$",
    re.I,
)
_SCORE_CUE = re.compile(
    r"\b(?:scor\w+|achiev\w+|reach\w*|gets?|got|hits?|posts?|posted|records?|recorded|attain\w*|result\w*|mark|manag\w+|earn\w*|land\w*|rat(?:ing|es)|benchmark\w*|accuracy|resolv\w+|solv\w+|pass(?:es)?|deliver\w*|erreicht\w*|erzielt\w*|atteint|obtient|obtiene|alcanza|logra|outperform\w*|ahead|behind|beat\w*|against|compared|versus|vs|at|with)\b|得分|取得|达到|スコア|記録|達成|점|기록",
    re.I,
)
_SETTING = re.compile(
    r"\(?(?P<s>(?:no|with|without) tools?|pass@\d+|maj@\d+|cons@\d+|avg@\d+|\d+-shot|zero-shot|CoT|thinking|non-thinking|high|extended thinking)\)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number of a sentence that may be a score, with its place in the text."""

    value: Decimal
    is_percent: bool
    start: int
    end: int


def read_scores(page: Page) -> Iterator[Fact]:
    """Yield every score of the document's running text."""
    open_bench: Bench | None = None
    pair: list[Bench] = []
    line = -1
    for sentence in page.sentences:
        if sentence.line != line:
            open_bench, pair, line = None, [], sentence.line
        if sentence.text.startswith("|"):
            continue
        benches = benchmarks_in(page, sentence)
        if benches or open_bench:
            amounts = list(_amounts(page, sentence, benches))
            paired = _respectively(page, sentence, benches, amounts) or _paired(
                page, sentence, benches or pair, amounts
            )
            done = {fact.quote.start for fact in paired}
            yield from paired
            rest = [amount for amount in amounts if page.squeezed.origin(amount.start) not in done]
            yield from _one_by_one(page, sentence, benches, rest, open_bench)
        if benches:
            open_bench, pair = benches[-1], benches


def _amounts(page: Page, sentence: Sentence, benches: list[Bench]) -> Iterator[_Amount]:
    closed = [(one.start, one.end) for one in benches] + [
        (one.start, one.end) for one in page.mentions_in(sentence.start, sentence.end)
    ]
    for pattern in (_NUMBER, _COMMA_NUMBER):
        for match in pattern.finditer(sentence):
            start, end = sentence.start + match.start("n"), sentence.start + match.end("n")
            before, after = sentence.text[: match.start()], sentence.text[match.end() :]
            if any(a <= start < b for a, b in closed) or (_UNIT_AFTER.match(after) and not match["u"]):
                continue
            if _DELTA_BEFORE.search(before.rstrip()[-40:]) or _HYPOTHETICAL.search(before[-64:]):
                continue
            if is_not_now(page, start, end, sentence) and not _FOR_NAME.match(sentence.text, match.end()):
                continue
            if match["u"] and re.match(
                r"\W*(?:points?|higher|better|faster|more|fewer|less|cheaper|lower|improvement|gain|increase|of (?:the|its|all|our|people|users))\b",
                after,
            ):
                continue
            number = match["n"].replace(",", "." if pattern is _COMMA_NUMBER else "")
            yield _Amount(Decimal(number), bool(match["u"]), start, end)


def _respectively(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[_Amount]) -> list[Fact]:
    """Pair "88.1, 74.3 and 61.0 on A, B and C" one to one; empty when the sentence is not of that form."""
    count = len(benches)
    if count < 2 or len(amounts) != count or not _is_run(page.text, amounts) or not _is_run(page.text, benches):
        return []
    owner = owner_at(page, amounts[0].start, amounts[-1].end, sentence)
    pairs = zip(benches, amounts, strict=True)
    facts = (_fact(page, sentence, "scores.respectively", bench, amount, owner) for bench, amount in pairs)
    return [fact for fact in facts if fact is not None]


def _paired(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[_Amount]) -> list[Fact]:
    """Pair a later "81.1 and 60.2" with the two benchmarks that were named before, in their order."""
    count = len(benches)
    facts: list[Fact | None] = []
    for first in range(len(amounts) - count + 1 if count > 1 else 0):
        run = amounts[first : first + count]
        if run[0].start < benches[-1].end or not _is_run(page.text, run):
            continue
        owner = _owner(page, sentence, benches[0], run[0])
        if owner is not None:
            facts += [
                _fact(page, sentence, "scores.paired", bench, one, owner)
                for bench, one in zip(benches, run, strict=True)
            ]
    return [fact for fact in facts if fact is not None]


def _is_run(text: str, items: Sequence[Bench | _Amount]) -> bool:
    gaps = (text[a.end : b.start] for a, b in pairwise(items))
    return all(
        re.fullmatch(r"\s*(?:%|percent)?\s*(?:,|and|&|/|;)?\s*(?:and\s*)?(?:on )?(?:the )?", gap) for gap in gaps
    )


def _one_by_one(
    page: Page, sentence: Sentence, benches: list[Bench], amounts: list[_Amount], open_bench: Bench | None
) -> Iterator[Fact]:
    for amount in amounts:
        found = _bench_of(page, sentence, benches, amount, open_bench)
        if found is None:
            continue
        rule, bench = found
        owner = _owner(page, sentence, bench, amount)
        fact = _fact(page, sentence, rule, bench, amount, owner) if owner else None
        if fact is not None:
            yield fact


def _bench_of(
    page: Page, sentence: Sentence, benches: list[Bench], amount: _Amount, open_bench: Bench | None
) -> tuple[str, Bench] | None:
    """Return the rule that applies and the benchmark of a number, or None when nothing ties them together."""
    text = page.text
    after = text[amount.end : amount.end + 60]
    if "respectively" in after or _stands_apart(page, sentence, benches, amount):
        return None
    for bench in benches:
        gap = text[bench.end : amount.start]
        if bench.end <= amount.start and re.fullmatch(
            r"(?: ?\([^)\d][^)]{0,40}\))?(?: benchmark| score| rating| accuracy| result| test| index)?s?(?: ?[:=(] ?(?:a |of )?|,? (?:score )?(?:of|at|is|was|with|to|reaching|scoring)(?: a)?(?: score of)? | )(?:about |over |~)?|で|では|上|中|得分|取得|达到",
            gap,
        ):
            return "scores.beside", bench
        if amount.end <= bench.start and re.fullmatch(
            r" ?(?:%|percent|Prozent|points|Punkte|points)?\)?(?: \([^)]{1,30}\))?(?: (?:(?:single-attempt |average |overall )?(?:accuracy|score|points?|pass rate|success rate|resolved)|(?:pass|avg|maj)@\d+))?,? (?:on|in|at|for|auf|en|sur|bei) (?:the |its |den |le |la |el )?",
            text[amount.end : bench.start],
        ):
            return "scores.on", bench
    before = [bench for bench in benches if bench.end <= amount.start]
    named = _model_beside(page, sentence, amount)
    cue = named or _has_cue(page, sentence, amount)
    if before and cue:
        return "scores.open", before[-1]
    if benches and named and not before and re.search(r"\bon\b", after):
        return "scores.later", benches[0]
    if (
        not benches
        and open_bench is not None
        and cue
        and (named or _OF_A_MODEL.match(sentence.text) or page.mentions_in(sentence.start, amount.start))
    ):
        verb = re.search(
            r"\b(?:scor\w+|gets?|got|reach\w+|achiev\w+|manag\w+|at)\W+(?:a |an |only |just )*$",
            text[sentence.start : amount.start],
        )
        return ("scores.inherited", open_bench) if named or verb else None
    return None


_OF_A_MODEL = re.compile(r"^\W*(?:It|Its|This|The (?:\S+ )?(?:model|version|variant|system|one)|Both)\b")


def _has_cue(page: Page, sentence: Sentence, amount: _Amount) -> bool:
    """Return whether a word of scoring stands before a number; one inside a name, as in Solvane, is none."""
    first = max(sentence.start, amount.start - 80)
    names = page.mentions_in(sentence.start, amount.start)
    cues = _SCORE_CUE.finditer(page.text, first, amount.start)
    return any(not any(name.start <= cue.start() < name.end for name in names) for cue in cues)


def _stands_apart(page: Page, sentence: Sentence, benches: list[Bench], amount: _Amount) -> bool:
    """Return whether a number in brackets follows neither a model nor a benchmark: it belongs to something unnamed."""
    before = page.text[sentence.start : amount.start]
    if not before.endswith("("):
        return False
    edge = amount.start - 1
    mentions = page.mentions_in(sentence.start, amount.start)
    ends = [*(one.end for one in mentions), *(one.end for one in benches)]
    return not any(0 <= edge - end <= 2 for end in ends)


_UNNAMED = re.compile(
    r"\b(?:predecessor|previous (?:version|generation|model)|first version|cascade|baseline|control|human|average|earlier (?:system|version|model))\b[^.;]{0,50}$",
    re.I,
)
# Set against something that is no model's name to us: "ahead of the vendor's own tool at 70.9%".
_SOMEBODY = re.compile(
    r"\b(?:ahead of|versus|vs\.?|compared (?:to|with)|against|behind|beating|than)\b(?![^.;]*\b(?:scores?|scored|reaches|gets|while|and it)\b)[^.;]{3,70}\b(?:at|with|on)\W*$",
    re.I,
)
_FOR_NAME = re.compile(
    r" ?(?:%|percent|Prozent)?,? (?:for|by|pour|para|für) (?:the )?(?:[A-Za-z][\w.]*'s )?(?P<m>[A-Z][\w.-]*(?: [A-Z0-9][\w.-]*){0,3})"
)


def _model_beside(page: Page, sentence: Sentence, amount: _Amount) -> Mention | None:
    """Return the model that a number is tied to by form: "M (20.6)", "M's 40.1", "M at 40.1", "40.1 for M"."""
    text = page.text
    left = [one for one in page.mentions_in(sentence.start, amount.start) if one.end <= amount.start]
    if left and re.fullmatch(
        r"(?:'s|')? ?(?:\(|at |with |on |: ?|= ?)?(?:a |an |score of |scores |scored |scoring |got |gets |reached |reaches )*",
        text[left[-1].end : amount.start],
    ):
        return left[-1]
    right = page.mentions_in(amount.end, sentence.end)
    if right and re.fullmatch(
        r" ?(?:%|percent|Prozent)? (?:for|by|from|of|pour|para|für) (?:the )?(?:[A-Za-z][\w.]*'s )?",
        text[amount.end : right[0].start],
    ):
        return right[0]
    return None


def _owner(page: Page, sentence: Sentence, bench: Bench, amount: _Amount) -> Owner | None:
    beside = _model_beside(page, sentence, amount)
    if beside is not None:
        return owner_of(page, beside)
    named = _FOR_NAME.match(page.text, amount.end, sentence.end)
    if named and not page.is_subject(named["m"]):
        return Owner(named["m"].rstrip("."), "rival")
    left = page.mentions_in(sentence.start, amount.start)
    if _SOMEBODY.search(page.text[left[-1].end if left else sentence.start : amount.start]):
        return None
    if _UNNAMED.search(page.text[left[-1].end if left else sentence.start : amount.start]):
        return None
    return owner_at(page, amount.start, amount.end, sentence)


def _fact(page: Page, sentence: Sentence, rule: str, bench: Bench, amount: _Amount, owner: Owner) -> Fact | None:
    unit = bench.unit or ("%" if amount.is_percent else "score")
    if not is_possible(amount.value, unit, is_percent=amount.is_percent):
        return None
    return page.fact(
        rule, "score", amount.value, "%" if amount.is_percent else unit, (amount.start, amount.end), sentence,
        owner=owner.name, role=owner.role, measure=bench.name, setting=_setting(page.text[bench.end : bench.end + 24], page.text[amount.end : amount.end + 24]),
    )  # fmt: skip


def is_possible(value: Decimal, unit: str, *, is_percent: bool) -> bool:
    """Return whether a value can be a score in a unit: no more than 100 %, an Elo rating of three digits at least."""
    if unit == "elo":
        return 300 <= value <= 4500
    if unit == "%" or is_percent:
        return 0 <= value <= 100
    return 0 <= value <= 10_000 and not (value == value.to_integral_value() and 1990 <= value <= 2035)


def _setting(*texts: str) -> str | None:
    for text in texts:
        found = _SETTING.match(text.lstrip(" %"))
        if found:
            return found["s"].lower()
    return None
