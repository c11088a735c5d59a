"""Two scores set against each other on one benchmark: "beats Gull 3 on SedgeBench (49.4% vs 36.4%)"."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.benchmarks import Bench
from bot.reading.cues import Cued
from bot.reading.names import Mention
from bot.reading.numerals import IN_DIGITS
from bot.reading.owners import Owner, owner_of
from bot.reading.page import Page
from bot.reading.score_amounts import Amount
from bot.reading.score_owners import stands_with
from bot.reading.sentences import Sentence

_NUMBER = r"\d{1,4}(?:\.\d{1,3})?(?![\d%]*[A-Za-z])"
_DUEL = Cued(
    rf"(?<![\w.,$€£¥+-])(?P<a>{_NUMBER})(?P<u> ?%)? (?:vs\.?|versus|against|compared (?:to|with)) [\[(]?(?P<b>{_NUMBER})(?P<v> ?%)?(?:,? (?:and|&) (?P<c>{_NUMBER})(?P<w> ?%)?)?(?![\w]|[.,]\d)",
    "vs versus against compared",
    IN_DIGITS,
)
_BENCH_BEFORE = re.compile(
    r"(?: (?:benchmark|score|test))?(?: by (?:about |around |roughly |~ ?)?\d[\d.]* (?:percentage )?points?)? ?[(:,]? ?(?:at |with |by |scoring )?"
)
# "Gull 3 still leads SedgeBench (60 vs 54)": whoever leads has the first number, and the higher one.
_LEADS = re.compile(
    r" (?:still |also |narrowly |only |just )?(?:leads?|wins|remains ahead|stays ahead|is ahead|comes out ahead)\b"
)
_ON_IT = re.compile(r"(?:.*[\W\d])?(?:On|In|on) (?:the )?$", re.DOTALL)
_BENCH_BEHIND = re.compile(r" (?:on|in) (?:the )?")

_FRONTED = re.compile(
    r"\W*(?:Unlike|Against|Next to|(?:As )?[Cc]ompared (?:to|with)) [^,;]{1,60}, "
)  # who comes first is set against the other


PAIR = 2


class Duel(NamedTuple):
    """A score with the benchmark and the model that its place among two gives it."""

    bench: Bench
    amount: Amount
    owner: Owner


def duels_in(page: Page, sentence: Sentence, benches: list[Bench]) -> Iterator[Duel]:
    """Yield both scores of each pair, where a sentence names a benchmark beside it and two models at most before it."""
    for match in _DUEL.finditer(sentence) if benches else ():
        start, end = sentence.start + match.start(), sentence.start + match.end()
        against = _against(page, sentence, start)
        if against is not None:
            own = Owner(page.subject.name or "", "launch")
            named = _last_before(benches, start)
            yield from _both(sentence, match, named, (own, owner_of(page, against))) if named else ()
            continue
        bench = _beside(page, benches, start, end)
        owners = _owners(page, sentence, start, match) if bench and stands_with(page, sentence, end) is None else None
        if bench is None or owners is None or (len(owners) > PAIR and not match["c"]):
            continue
        yield from _both(sentence, match, bench, owners)


def _both(sentence: Sentence, match: re.Match[str], bench: Bench, owners: tuple[Owner, ...]) -> Iterator[Duel]:
    is_percent = bool(match["u"] or match["v"])
    for group, owner in zip("abc", owners, strict=False):
        span = (sentence.start + match.start(group), sentence.start + match.end(group))
        yield Duel(bench, Amount(Decimal(match[group]), is_percent, *span), owner)


def _against(page: Page, sentence: Sentence, start: int) -> Mention | None:
    """Return the rival behind whose name two scores stand in brackets: "ahead of Gull 3 (81.6 vs. 80.9)"."""
    named = page.mentions_in(sentence.start, start)[-1:]
    is_bracketed = bool(named) and page.text[named[0].end : start].strip() == "("
    return named[0] if is_bracketed and not page.is_subject(named[0].name) else None


def _last_before(benches: list[Bench], start: int) -> Bench | None:
    return next((one for one in reversed(benches) if one.end <= start), None)


def _beside(page: Page, benches: list[Bench], start: int, end: int) -> Bench | None:
    before = [one for one in benches if one.end <= start and _BENCH_BEFORE.fullmatch(page.text, one.end, start)]
    if (
        len(benches) == 1
        and _ON_IT.match(page.text, max(0, benches[0].start - 8), benches[0].start)
        and benches[0].end < start
    ):
        before = benches  # "On SedgeBench, it beats Gull 3 by 3.1 points (71.2 vs 68.1)"
    behind = [one for one in benches if one.start >= end and _BENCH_BEHIND.fullmatch(page.text, end, one.start)]
    return next(iter((*before, *behind)), None)


def _owners(page: Page, sentence: Sentence, start: int, duel: re.Match[str]) -> tuple[Owner, ...] | None:
    """Return whose the scores are, in turn: whoever is set against the other has the second one; of three each has its own."""
    named: dict[str, Mention] = {}
    for one in page.mentions_in(sentence.start, start):
        named.setdefault(fold(one.name), one)
    models = list(named.values())
    if len(models) == PAIR + 1:
        return tuple(owner_of(page, one) for one in models)
    if len(models) == PAIR:
        is_fronted = _FRONTED.match(page.text[sentence.start : models[1].start]) is not None
        first, second = models[::-1] if is_fronted else models
        return owner_of(page, first), owner_of(page, second)
    if len(models) != 1 or page.is_subject(models[0].name):
        return None
    own, rival = Owner(page.subject.name or "", "launch"), owner_of(page, models[0])
    if _LEADS.match(page.text, models[0].end, start):
        return (rival, own) if Decimal(duel["a"]) > Decimal(duel["b"]) else None
    return (own, rival) if models[0].start - sentence.start >= 3 else None
