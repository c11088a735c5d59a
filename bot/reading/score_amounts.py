"""Numbers of a sentence that may be scores: no counts, no gains, no conditions, nothing that is planned."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.bench_names import TASKS
from bot.reading.benchmarks import Bench
from bot.reading.cues import AtNumbers, Cued, lowered
from bot.reading.families import TIERS
from bot.reading.names import Mention
from bot.reading.numerals import IN_DIGITS
from bot.reading.owners import is_not_now
from bot.reading.page import Page
from bot.reading.score_owners import FOR_NAME, model_beside
from bot.reading.sentences import Sentence

_NUMBER = AtNumbers(
    r"(?<![A-Za-z0-9_.,$€£¥#+^/@\[-])(?:(?<!\d )|(?=\d{1,2}\.\d|\d{1,2} ?%))(?P<n>\d{1,2},\d{3}|\d{1,4}(?:\.\d{1,3})?)(?P<u> ?%| ?percent\b| ?per ?cent\b| ?Prozent\b)?(?![A-Za-z0-9_]|%-[a-z]|[.,]\d|-(?!\s)|/\d|:\d|\+)",
    IN_DIGITS,
)
_COMMA_NUMBER = Cued(
    r"(?<![A-Za-z0-9_.,])(?P<n>\d{1,3},\d{1,2})(?P<u> ?%| Prozent\b)?(?![\w,])", "9,9"
)  # 42,8 in French or German
_UNIT_AFTER = re.compile(
    r"^(?:- (?:and|or|to) \d|[- ]?(?:questions?|tasks?|problems?|languages?|tokens?|parameters?|params|points?|pts|hours?|days?|weeks?|months?|years?|minutes?|seconds?|ms|FPS|fps|users?|people|times|steps?|samples?|examples?|shots?|GB|MB|GPUs?|experts?|layers?|models?|benchmarks?|categories|domains|companies|developers|prompts?|runs?|attempts?|rounds?|articles?|cents?|dollars?|million|billion|thousand|trillion|Million\w*|Milliard\w*|Billion\w*|mil(?:l[oó]n\w*)?\b|of (?:the )?\d|out of|x\b|K\b|M\b|B\b|pages?|percentage|percent(?:age)? points?|bits?|-bit|versions?|am\b|pm\b|physicians|doctors|partners|countries|scenarios|others?|(?:[A-Za-z][a-z]+ ){0,2}(?:stories|headlines|things|ways|reasons|tips|facts|lessons|takeaways|updates|launches)\b))",
    re.IGNORECASE,
)
# "It earned 54 points on the Index": no gain.
_POINTS_ON = re.compile(r" points (?:on|in) (?:the )?[A-Z]")
_EARNS = re.compile(
    r"\b(?:scor(?:e[sd]?|ing)|earn(?:s|ed|ing)?|reach(?:es|ed|ing)?|achiev(?:es|ed|ing)|gets?|got|post(?:s|ed)|hits?|records?|recorded) (?:(?:a|an|about|around|over|nearly) )?$| points on [A-Z][^.;,]{2,24},? and $"
)
_POINTS, _SCORES = (
    re.compile(r" points\b"),
    re.compile(r"\bscor(?:e[sd]|ing) (?:(?:a|about|around|over|only|just|nearly) )?$|[A-Z][\w.]*'s $"),
)


def _are_points(before: str, after: str) -> bool:
    """Return whether points are a score and no gain: "scored 1,427 points", "earned 54 points on the Index"."""
    is_scored = _POINTS.match(after) is not None and _SCORES.search(before[-32:]) is not None
    return is_scored or (_POINTS_ON.match(after) is not None and _EARNS.search(before[-32:]) is not None)


_ONE_OR_MORE = re.compile(rf" (?:or|to|and) \d{{1,4}} (?:{TASKS})\b")  # "1 or 2 questions"
# "11 real-world task types": a whole number before a plural counts it.
_COUNTED = re.compile(
    r"(?: (?!On\b|In\b)[A-Z][a-z]+(?= [a-z]))?(?: (?!(?:on|in|at|for|and|or|vs|versus|across|which|while|with|without|to|from|is|was|as|but|by|of|after|against|over|than|points?|compared|ahead|behind|under|when|where|that|its|this|thus|plus|almost)\b)[a-z][a-z-]+){0,3} (?!(?:versus|across|its|this|is|was|has|vs|less|as|thus|points|plus|does|besides|towards|always|perhaps|sometimes|others)\b)[a-z][a-z-]+[a-rt-z]s\b"
)
# These two in lower case, as what is searched.
_DELTA_BEFORE = re.compile(
    r"(?:\bby(?: about| over| around| nearly| roughly)?|\+|(?:gain|improvement|increase|jump|lead|drop|margin|gap|rise|edge|advantage|uplift)s? (?:of(?: about| over)?|(?:of )?(?:more|greater|larger|higher) than)|\b(?:lose|loses|lost|drops?|dropped|gains?|gained|costs?|rose|fell)(?: about| by| some)?|\bplus|\bminus|\btop|#|\bno\.|\bphase|\bchapter|\bversion|\bv|\bsection|\blevel|\bfigure|\btable|\btier|\bstage|\bstep|\bbatch(?: size)?(?: of)?|\btemperature(?: of)?|\bbest[- ]of|\bpass@?|\bmaj@?|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.?|feb\.?|aug\.?|sept?\.?|oct\.?|nov\.?|dec\.?))$"
)
_HYPOTHETICAL = re.compile(
    r"\bapproach(?:es|ed|ing)? (?:an? |the )?(?:[a-z]+ of )?$|\b(?<!non-)(?:hallucinat\w+|recover\w*|retain\w*|preserv\w+)\b[^.;,]{0,40}$|\b(?:a model that|would|could|any model|models that|if it|should|target|aims?|goal|hopes?|expected to)\b[^.;]{0,40}$"
)


# A percentage of something, or a change by so many percent; "of the tasks" is how a test counts.
_SHARE = re.compile(
    r"(?:(?: ?/ ?| and | or )\d[\d.]* ?%)?[ -]*(?:(?:is|are|would be|means) (?:pure |random )?(?:chance|guess\w*|random)|points?|higher|better|faster|more|fewer|less|cheaper|lower|(?:relative |absolute |overall )?(?:improvement|gain)|increase|cut|reduction|discount|decrease|jump|lift|boost|off\b(?! of)|saving"
    r"|(?:tie|loss|draw|refusal|failure)s?(?: rates?)?"
    r"|of (?:its|all|our|those|people|users|customers)\b"
    rf"|of (?:the|these)\b(?! (?:\w+ ){{0,2}}?(?:{TASKS})\b))\b"
)
_TO, _TO_END = (
    re.compile(r" (?:to|-) \d"),
    re.compile(r"(?:(?<![\d.])(?<!from )\d[\d.]* (?:to|-)|\bbetween(?: \d[\d.]*%? and)?) $"),
)  # a scale, 1 to 5
_TURNS_INTO = re.compile(r" ?(?:→|->|➔|⟶|⇒) ?\d")  # "38.8% → 70.9%": what was
_BOUND = re.compile(r"\b(?:over|above|below|under|less than|more than|at least|upwards of|nearly|almost) $", re.I)


LONGEST_VERSION = 3  # characters: 3, 2.5
_NAME_ENDS = re.compile(r"\b[A-Z][a-z]+ $")
_TIER_BEHIND = re.compile(rf" {TIERS}\b")


class Amount(NamedTuple):
    """A number of a sentence that may be a score, with its place in the text."""

    value: Decimal
    is_percent: bool
    start: int
    end: int


_ELO_OF_FOUR = re.compile(
    r"\d\.\d{3} (?:puntos |Punkten? |points |pontos )?E(?:lo|LO)\b"
)  # 1.247 with a German or Spanish point


def amounts_in(page: Page, sentence: Sentence, benches: list[Bench]) -> Iterator[Amount]:
    """Yield the numbers of a sentence that may be scores, outside of every name."""
    closed = [(one.start, one.end) for one in benches] + [
        (one.start, one.end) for one in page.mentions_in(sentence.start, sentence.end)
    ]
    for pattern in (_NUMBER, _COMMA_NUMBER):
        for match in pattern.finditer(sentence):
            start, end = sentence.start + match.start("n"), sentence.start + match.end("n")
            before, after = sentence.text[: match.start()], sentence.text[match.end() :]
            if any(a <= start < b for a, b in closed) or (
                _UNIT_AFTER.match(after) and not match["u"] and not _are_points(before, after)
            ):
                continue
            if _ONE_OR_MORE.match(after) or before.endswith("out of ") or _is_version(match, before, after):
                continue
            if match["n"].isdecimal() and not match["u"] and _COUNTED.match(after):
                continue
            if _is_difference(before) or _HYPOTHETICAL.search(lowered(before[-64:])):
                continue
            if is_not_now(page, start, end, sentence) and not (
                FOR_NAME.match(sentence.text, match.end()) or model_beside(page, sentence, start, end)
            ):
                continue
            if _TURNS_INTO.match(after):
                continue
            if (_TO.match(after) and not before.endswith("from ")) or _TO_END.search(before[-24:]):
                continue
            if match["u"] and _SHARE.match(after):
                continue
            if _BOUND.search(before[-24:]) and "." not in match["n"].removesuffix(".0"):
                continue  # "over 80%" says less than a score
            number = match["n"].replace(",", "." if pattern is _COMMA_NUMBER else "")
            number = number.replace(".", "") if _ELO_OF_FOUR.match(sentence.text, match.start("n")) else number
            yield Amount(Decimal(number), bool(match["u"]), start, end)


WORDS_OF_A_DIFFERENCE = 3  # "improvement of over" is the longest


def _is_difference(before: str) -> bool:
    """Return whether the words before a number make a difference, a part's number or a day of it."""
    words = lowered(before.rstrip()[-40:])
    earlier = words.rsplit(maxsplit=WORDS_OF_A_DIFFERENCE)[:-WORDS_OF_A_DIFFERENCE]
    return _DELTA_BEFORE.search(words, len(earlier[0]) if earlier else 0) is not None


def _is_version(match: re.Match[str], before: str, after: str) -> bool:
    """Return whether a number stands within a name, as the 3 of "Gull 3 Pro" does."""
    is_bare = not match["u"] and len(match["n"]) <= LONGEST_VERSION
    return is_bare and _NAME_ENDS.search(before[-24:]) is not None and _TIER_BEHIND.match(after) is not None


def is_run(text: str, items: Sequence[Bench | Amount | Mention]) -> bool:
    """Return whether things stand in a row, with nothing but commas and "and" between them."""
    gaps = (text[a.end : b.start] for a, b in pairwise(items))
    return all(
        re.fullmatch(r"\s*(?:%|percent|Prozent)?\s*(?:,|、|and|&|/|;|et|und|y|e)?\s*(?:and\s*)?(?:on )?(?:the )?", gap)
        for gap in gaps
    )


def is_possible(value: Decimal, unit: str, *, is_percent: bool) -> bool:
    """Return whether a value can be a score in a unit: no more than 100 %, an Elo rating of three digits at least."""
    if unit == "elo":
        return 300 <= value <= 4500
    if unit == "%" or is_percent:
        return 0 <= value <= 100
    return -100 < value <= 10_000 and not (value == value.to_integral_value() and 1990 <= value <= 2035)
