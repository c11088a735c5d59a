"""Benchmark scores in prose: whose, on what, how much; for the launch and for those it is compared with."""

from collections.abc import Iterator
from dataclasses import replace

from bot.reading import lazy_re as re
from bot.reading.bench_names import MEASURED, TASKS
from bot.reading.benchmarks import ERRORS, Bench, benchmarks_in
from bot.reading.cues import Cues
from bot.reading.numerals import IN_DIGITS
from bot.reading.owners import Owner, owner_at, owner_of
from bot.reading.page import Page
from bot.reading.score_amounts import Amount, amounts_in, is_possible, is_run
from bot.reading.score_apart import stands_apart, tells_of_a_rank
from bot.reading.score_cues import has_cue, is_fronted, is_opened, speaks_of_another_test
from bot.reading.score_duels import duels_in
from bot.reading.score_lists import listed_scores
from bot.reading.score_owners import in_sizes, model_beside, score_owner, stands_with
from bot.reading.sentences import Sentence
from bot.types import Fact

_ERROR_RATE = r"(?:(?:[Ww]ord |[Cc]haracter )?[Ee]rror [Rr]ate|WER|CER)(?: \((?:WER|CER)\))?"
_A_NUMBER = Cues(IN_DIGITS)
LONGEST_VERB = 40  # characters between several models and their several numbers
_SETTING = re.compile(
    r"\(?(?P<s>(?:no|with|without) tools?|pass@\d+|maj@\d+|cons@\d+|avg@\d+|\d+-shot|zero-shot|CoT|thinking|non-thinking|high|extended thinking)\)?",
    re.I,
)


def read_scores(page: Page) -> Iterator[Fact]:
    """Yield every score of the document's running text; none is told twice, as an error rate or on a test cut short."""
    found = list(_scores(page))
    tests = [(fact.value, fact.owner, (fact.measure or "").casefold()) for fact in found]
    told = {(value, owner) for value, owner, test in tests if test not in ERRORS}
    for fact, (value, owner, test) in zip(found, tests, strict=True):
        if test in ERRORS and (value, owner) in told:
            continue
        if not any(other[:2] == (value, owner) and other[2].startswith(f"{test} ") for other in tests):
            yield fact  # a headline's "71.2% on Sedge" is that on Sedge Verified


def _scores(page: Page) -> Iterator[Fact]:
    open_bench: Bench | None = None
    pair: list[Bench] = []
    line = -1
    listed = {item.sentence.start: item for item in listed_scores(page)}
    numbered = {sentence.line: sentence.start for sentence in _A_NUMBER.among(page.sentences)}
    for sentence in page.sentences:
        if sentence.start > numbered.get(sentence.line, -1):  # no number follows in its paragraph
            continue
        if item := listed.get(sentence.start):
            fact = _fact(page, item.sentence, "scores.beside", item.bench, item.amount, item.owner)
            yield from (fact,) if fact else ()
            continue
        if sentence.line != line:
            open_bench, pair, line = None, [], sentence.line
        if sentence.text.startswith("|"):
            continue
        benches = benchmarks_in(page, sentence)
        if benches or open_bench:
            amounts = list(amounts_in(page, sentence, benches))
            duels = [_fact(page, sentence, "scores.duel", *duel) for duel in duels_in(page, sentence, benches)]
            paired = (
                [fact for fact in duels if fact is not None]
                or _respectively(page, sentence, benches, amounts)
                or _for_parts(page, sentence, benches, amounts)
                or _paired(page, sentence, benches or pair, amounts)
                or _one_for_each(page, sentence, benches, amounts)
                or _for_settings(page, sentence, benches, amounts)
            )
            done = {fact.quote.start for fact in paired}
            yield from paired
            rest = [amount for amount in amounts if page.squeezed.origin(amount.start) not in done]
            yield from _one_by_one(page, sentence, benches, rest, open_bench)
        if benches:
            open_bench, pair = benches[-1], benches


def _respectively(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[Amount]) -> list[Fact]:
    """Pair "88.1, 74.3 and 61.0 on A, B and C" one to one; empty when the sentence is not of that form."""
    count = len(benches)
    if count < 2 or len(amounts) != count or not is_run(page.text, amounts) or not is_run(page.text, benches):
        return []
    owner = owner_at(page, amounts[0].start, amounts[-1].end, sentence)
    pairs = zip(benches, amounts, strict=True)
    facts = (_fact(page, sentence, "scores.respectively", bench, amount, owner) for bench, amount in pairs)
    return [fact for fact in facts if fact is not None]


_PARTS = re.compile(
    r" (?:on|for|in) (?:the |its )?(?P<a>[\w-]{2,20}) and (?P<b>[\w-]{2,20}) (?:tasks|subsets?|splits?|parts|settings?|tracks?|sets?) of (?:the )?"
)


def _for_parts(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[Amount]) -> list[Fact]:
    """Pair "48.9 and 40.4 on the open and closed subsets of A" part by part; empty when the sentence is not of that form."""
    for bench in benches:
        pair = [one for one in amounts if one.end <= bench.start][-2:]
        parts = _PARTS.fullmatch(page.text, pair[1].end, bench.start) if len(pair) > 1 else None
        if parts is not None and is_run(page.text, pair):
            owner = owner_at(page, pair[0].start, pair[1].end, sentence)
            facts = (_fact(page, sentence, "scores.respectively", bench, one, owner) for one in pair)
            return [replace(fact, setting=part) for fact, part in zip(facts, parts.groups(), strict=True) if fact]
    return []


def _paired(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[Amount]) -> list[Fact]:
    """Pair a later "81.1 and 60.2" with the two benchmarks that were named before, in their order."""
    count = len(benches)
    facts: list[Fact | None] = []
    for first in range(len(amounts) - count + 1 if count > 1 else 0):
        run = amounts[first : first + count]
        if run[0].start < benches[-1].end or not is_run(page.text, run):
            continue
        if benches[0].end <= sentence.start and not _is_told(page, sentence, run[0]):
            continue
        owner = score_owner(page, sentence, run[0].start, run[0].end)
        if owner is not None:
            facts += [
                _fact(page, sentence, "scores.paired", bench, one, owner)
                for bench, one in zip(benches, run, strict=True)
            ]
    return [fact for fact in facts if fact is not None]


def _is_told(page: Page, sentence: Sentence, amount: Amount) -> bool:
    """Return whether a sentence that names no benchmark says all the same that its number is a score."""
    named = page.mentions_in(sentence.start, amount.start)
    return bool(named) or has_cue(page, sentence, amount) or _OF_A_MODEL.match(sentence.text) is not None


_SEVERAL = re.compile(r"\b(?:the|these|all|those) (two|three|four|five)\b", re.I)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}


def _one_for_each(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[Amount]) -> list[Fact]:
    """Pair "A and B achieve 51.0 and 59.7 on C" model by model; "the three" are those of the sentence before."""
    if len(benches) != 1 or len(amounts) < 2 or not is_run(page.text, amounts):
        return []
    models = page.mentions_in(sentence.start, amounts[0].start)
    models = (in_sizes(page.text, models[0]) or models) if len(models) == 1 else models
    several = _SEVERAL.search(sentence.text)
    if several and not models and (earlier := page.sentence_before(sentence)):
        named = {one.name: one for one in page.mentions_in(earlier.start, earlier.end)}
        models = list(named.values()) if _COUNTS[several[1].lower()] == len(named) else []
    elif models and not (
        is_run(page.text, models) and len(page.text[models[-1].end : amounts[0].start]) < LONGEST_VERB
    ):
        models = []
    if len(models) != len(amounts):
        return []
    facts = (
        _fact(page, sentence, "scores.respectively", benches[0], amount, owner_of(page, model))
        for model, amount in zip(models, amounts, strict=True)
    )
    return [fact for fact in facts if fact is not None]


_SETTINGS = re.compile(
    r"\b(?:[Uu]nder|[Ii]n|[Ww]ith|[Uu]sing) (?:the )?(?P<a>[\w@-]{2,20}) and (?P<b>[\w@-]{2,20}) (?:settings?|modes?|evaluation|prompting|decoding)\b"
)


def _for_settings(page: Page, sentence: Sentence, benches: list[Bench], amounts: list[Amount]) -> list[Fact]:
    """Pair "In fast and slow modes, it achieves 83.6 and 85.3 on A" setting by setting; empty when nothing says so."""
    named = _SETTINGS.search(sentence.text)
    if named is None or len(benches) != 1 or len(amounts) != 2 or not is_run(page.text, amounts):
        return []
    owner = score_owner(page, sentence, amounts[0].start, amounts[0].end)
    facts = (_fact(page, sentence, "scores.respectively", benches[0], one, owner) for one in amounts) if owner else ()
    return [replace(fact, setting=setting) for fact, setting in zip(facts, named.groups(), strict=False) if fact]


def _one_by_one(
    page: Page, sentence: Sentence, benches: list[Bench], amounts: list[Amount], open_bench: Bench | None
) -> Iterator[Fact]:
    for number, amount in enumerate(amounts):
        found = _bench_of(page, sentence, benches, amount, open_bench)
        if found is None:
            continue
        rule, bench = found
        owner = score_owner(page, sentence, amount.start, amount.end, bench_end=bench.end)
        fact = _fact(page, sentence, rule, bench, amount, owner) if owner else None
        if fact is not None and not _is_in_a_row(page, sentence, amounts, number):
            yield fact
            yield from (replace(fact, owner=one.name, role=one.role) for one in _also(page, sentence, amount))


_AND = re.compile(r",? (?:and|&) (?:the )?")
_OWN_NUMBER = re.compile(r"[^.;]{0,16}\d")


def _also(page: Page, sentence: Sentence, amount: Amount) -> Iterator[Owner]:
    """Yield who else has the same score: B of "57 for A and B", where no number of B's own follows."""
    first = stands_with(page, sentence, amount.end)
    beside = page.mentions_in(first.end, sentence.end)[:1] if first else []
    if (
        first
        and beside
        and _AND.fullmatch(page.text, first.end, beside[0].start)
        and not _OWN_NUMBER.match(page.text, beside[0].end, sentence.end)
    ):
        yield owner_of(page, beside[0])


def _is_in_a_row(page: Page, sentence: Sentence, amounts: list[Amount], number: int) -> bool:
    """Return whether a number is one of several in a row of which nothing says which is whose."""
    amount = amounts[number]
    beside = (one for one in (*amounts[max(0, number - 1) : number], *amounts[number + 1 : number + 2]))
    return model_beside(page, sentence, amount.start, amount.end) is None and any(
        is_run(page.text, sorted((one, amount), key=lambda each: each.start)) for one in beside
    )


# What may stand between a test's name and its score, and between a score and the name of its test.
_BEHIND_A_TEST = re.compile(
    r"[\"'”’»]?(?: ?\([^)\d][^)]{0,40}\))?(?: with(?:out)? tools?)?(?: benchmark| score| rating| accuracy| result| test| index)?s?(?: ?[:=(] ?(?:a |of )?|,? (?:score )?(?:of|at|is|was|with|to|reaching|scoring)(?: a)?(?: score of)? | )(?:about |over |~)?(?:\d[\d.]* ?%? ?(?:→|->|➔|⟶|⇒) ?)?|[」』”')]{0,2}(?: ?\([^)\d][^)]{0,40}\))?(?: ?벤치마크)?(?: ?점수)? ?(?:で|では|上|中|上?得分|上?取得|上?达到|에서는?|은|는) ?"
)
_BEFORE_A_TEST = re.compile(
    rf" ?(?:%|percent|Prozent|points|Punkte|points)?\)?(?: \([^)]{{1,30}}\))?(?: (?:[Pp]ass|[Aa]vg|[Mm]aj|[Cc]ons|[Mm]ean)@\d+(?= (?:accuracy|score|rate|results?)\b))?(?: (?:(?:single-attempt |average |overall |mean )?(?:accuracy|score|points?|success|resolved|{_ERROR_RATE})|{MEASURED}|(?:pass|avg|maj)@\d+))?(?: (?:across|over) (?:the |all |its )?(?:top )?(?:\d{{1,3}} )?[a-z]+)?(?: (?:is|was|were|has been) (?:achieved|obtained|reached|attained|recorded))?(?: of (?:the |its )?(?:\w+ ){{0,2}}?(?:{TASKS}))?,? (?:on|in|at|of|for|auf|en|sur|bei) (?:the |its |den |le |la |el )?(?:(?:[a-z]+-[a-z]+|challenging|difficult|hard|rigorous|demanding|popular|public|official|standard) ){{0,2}}"
)


def _touching(page: Page, sentence: Sentence, benches: list[Bench], amount: Amount) -> tuple[str, Bench] | None:
    """Return the rule and the benchmark that a number stands right beside, but for words that tie the two."""
    text = page.text
    for bench in benches:
        if _ON_NEXT.fullmatch(text, amount.end, bench.start):
            return "scores.on", bench  # "93.5% on A, with 83.4% on B"
    for bench in benches:
        gap = text[bench.end : amount.start]
        if (bench.end <= amount.start and _BEHIND_A_TEST.fullmatch(gap)) or (
            _RISEN if text[sentence.start : bench.start].strip(" -*•+") else _DASHED
        ).fullmatch(gap):
            return "scores.beside", bench
        if _EXPLAINED.fullmatch(text, bench.end, amount.start):
            return "scores.beside", bench
        if amount.end <= bench.start and _BEFORE_A_TEST.fullmatch(text, amount.end, bench.start):
            if "," in text[amount.end : bench.start] and is_opened(page, sentence, benches, amount):
                continue  # "On A, M scores 71.4, on B 60.2"
            return "scores.on", bench
        if _IN_BRACKETS.fullmatch(text, amount.end, bench.start) and _BRACKET_ENDS.match(text, bench.end):
            return "scores.beside", bench  # "92.3 (SedgeExam)"
        if (
            amount.is_percent
            and bench.name[0].isupper()
            and not _AN_ERROR_RATE.fullmatch(bench.name)
            and _STUCK.fullmatch(text, amount.end, bench.start)
            and not _COUNTED.match(text, bench.end)
        ):
            return "scores.on", bench  # "80.9% SedgeBench"
        if amount.end <= bench.start and _ON_ONE_CALLED.fullmatch(text[amount.end : bench.start]):
            return "scores.on", bench
    return None


def _bench_of(
    page: Page, sentence: Sentence, benches: list[Bench], amount: Amount, open_bench: Bench | None
) -> tuple[str, Bench] | None:
    """Return the rule that applies and the benchmark of a number, or None when nothing ties them together."""
    text = page.text
    after = text[amount.end : amount.end + 60]
    if "respectively" in after or stands_apart(page, sentence, benches, amount):
        return None
    if len(benches) == 1 and _ELO_BEHIND.match(text, amount.end):
        return "scores.on", benches[0]
    if touched := _touching(page, sentence, benches, amount):
        return touched
    before = [bench for bench in benches if bench.end <= amount.start]
    named = model_beside(page, sentence, amount.start, amount.end)
    near = text[max(sentence.start, amount.start - 80) : amount.start]
    cue = (
        named
        or has_cue(page, sentence, amount)
        or _RISES_TO.search(near)
        or is_fronted(page, sentence, before, amount)
        or tells_of_a_rank(page, benches, amount)
    )
    if before and cue and not _ON_ANOTHER.match(text, amount.end):
        return "scores.open", before[-1]
    if benches and named and not before and re.search(r"\bon\b", after):
        return "scores.later", benches[0]
    if (
        not benches
        and open_bench is not None
        and cue
        and not speaks_of_another_test(page, sentence, amount)
        and (named or _OF_A_MODEL.match(sentence.text) or page.mentions_in(sentence.start, amount.start))
    ):
        verb = re.search(
            r"\b(?:scor\w+|gets?|got|reach\w+|achiev\w+|manag\w+|at)\W+(?:a |an |only |just )*$",
            text[sentence.start : amount.start],
        )
        return ("scores.inherited", open_bench) if named or verb else None
    return None


# A clause about a test between its name and its number.
_EXPLAINED = re.compile(
    r"[\"'”’»]?(?: (?:metric|score|benchmark|test|exam))?, which [^,;]{1,60}, (?:was|is|stood at|stands at|came to|reached|hit) "
)
_ON_ANOTHER = re.compile(r" ?(?:%|percent)? on (?:the )?[A-ZÀ-Þτ][\w³²-]*[A-Z0-9³²-]")  # what no rule takes for a test
_ON_NEXT = re.compile(r"(?: ?(?:%|percent)| (?:points )?E(?:lo|LO)(?: points| rating| score)?| points) on (?:the )?")
_FROM_TO = r"(?:的[\u4e00-\u9fff]{0,8})?从 ?\d[\d.]* ?%? ?(?:提升|提高|上升|增长|下降|降低)[至到] ?"
# In Chinese "from 54.9% to"; at the head of a line a dash, which clean text has as a comma, as well.
_RISEN, _DASHED = re.compile(_FROM_TO), re.compile(rf" +[,–—-] +|{_FROM_TO}")
_IN_BRACKETS, _BRACKET_ENDS = re.compile(r" ?%? [(\[]"), re.compile(r"(?:[,;]? [a-z][\w -]{0,24}|, \d-shot)?[)\]]")
_AN_ERROR_RATE = re.compile(_ERROR_RATE)
_STUCK = re.compile(r" ?(?:%|percent) ")
_COUNTED = re.compile(rf" (?:{TASKS})\b")
_ON_ONE_CALLED = re.compile(
    r" ?%? ?的 ?| ?%? (?:on|in|at) (?:the |its )?(?:[\w-]+ ){0,6}(?:benchmark|leaderboard|test set|suite|dataset):? "
)  # "on the strict wading benchmark A"
_ELO_BEHIND = re.compile(r" (?:points |puntos |Punkten? )?E(?:lo|LO)\b")
_OF_A_MODEL = re.compile(r"^\W*(?:It|Its|This|The (?:\S+ )?(?:model|version|variant|system|one)|Both)\b")


_RISES_TO = re.compile(
    r"\bfrom \d[^;]{0,40} to $|\b(?:rises?|rose|climbs?|climbed|goes|went|drops?|dropped|falls?|fell|improves?|improved)\b[^;]{0,40} to $"
)


def _fact(page: Page, sentence: Sentence, rule: str, bench: Bench, amount: Amount, owner: Owner) -> Fact | None:
    if owner.name == bench.name:  # a test that stands in a list as a model might
        owner = Owner(page.subject.name or "", "launch")
    unit = bench.unit or ("%" if amount.is_percent else "score")
    if not is_possible(amount.value, unit, is_percent=amount.is_percent):
        return None
    return page.fact(
        rule, "score", amount.value, "%" if amount.is_percent else unit, (amount.start, amount.end), sentence,
        owner=owner.name, role=owner.role, measure=bench.name, setting=_setting(page.text[bench.end : bench.end + 24], page.text[amount.end : amount.end + 24]),
    )  # fmt: skip


def _setting(*texts: str) -> str | None:
    for text in texts:
        found = _SETTING.match(text.lstrip(" %"))
        if found:
            return found["s"].lower()
    return None
