"""Numbers in brackets that are the score of no model and no test named before them."""

from bot.reading import lazy_re as re
from bot.reading.benchmarks import Bench
from bot.reading.page import Page
from bot.reading.score_amounts import Amount
from bot.reading.sentences import Sentence

_TEST_IN_BRACKETS = re.compile(
    r" (?:benchmark|test|test set|leaderboard|suite|exam|with(?:out)? tools?) \("
)  # "the Reeds benchmark (63.5%)"
_LABELLED = re.compile(r"\([^()]{0,60}?\b[A-Za-z][\w ]{0,24}[:=] ?$")  # "71.3 (Pro: 80.8)", "(kappa = 0.81)"


_SHARE_OF = re.compile(r" ?%? of (?:the )?[A-Z]")
# "100% local", "on A on 80% of datasets", "WER ≤ 20%": how far something holds, on how much of it, and a bound.
_WHOLLY = re.compile(
    r" ?% (?:fully )?(?:local|offline|on-device|private|open|free|compatible|compliant|self-hosted|automat\w+|synthetic|renewable|reproducible|yours)(?:ly)?\b"
)
_SHARE_OF_THINGS = re.compile(
    r" ?% of (?:the |all |our )?(?:[a-z-]+ ){0,2}(?:datasets?|tasks|tables|cases|benchmarks|languages|settings|domains|users|customers|comparisons|games|matchups)\b"
)
_ON_A_TEST, WHOLE = re.compile(r"\b(?:on|in|for) (?:about |over |around |roughly |~)?$"), 100
_BOUND = re.compile(r"[≤≦] ?$")
_ON = re.compile(r" ?%? (?:on|in|at) (?:the )?")


def stands_apart(page: Page, sentence: Sentence, benches: list[Bench], amount: Amount) -> bool:
    """Return whether a number in brackets follows neither a model nor a benchmark, or is a share of a model: no score."""
    if _SHARE_OF.match(page.text, amount.end) and page.mentions_in(amount.end, amount.end + 8):  # "70% of Gull 3B"
        return True
    before = page.text[sentence.start : amount.start]
    if _BOUND.search(before[-3:]) or (amount.value == WHOLE and _WHOLLY.match(page.text, amount.end)):
        return True
    if _ON_A_TEST.search(before[-12:]) and _SHARE_OF_THINGS.match(page.text, amount.end):
        return True
    if before.endswith("(") and any(
        one.start >= amount.end and _ON.fullmatch(page.text, amount.end, one.start) for one in benches
    ):  # "understanding (69.6 on A)"
        return False
    if not before.endswith("(") and not _LABELLED.search(before[-90:]):
        return False
    mentions = page.mentions_in(sentence.start, amount.start)
    ends = [*(one.end for one in mentions), *(one.end for one in benches)]
    beside = (0 <= amount.start - end <= 3 or _TEST_IN_BRACKETS.fullmatch(page.text, end, amount.start) for end in ends)
    return not any(beside) and not tells_of_a_rank(page, benches, amount)


_KIND_OF_TEST = re.compile(r"(?: (?!(?:by|with|at|in|and|or|for|to|from|over|than)\b)[a-z-]+){1,3} \(")
_RANKED_ON = re.compile(
    r"(?:#\d+|\b(?:first|second|third|top|leads|lead|best|record|spot|place|ranks?))\b[^.;()]{0,40}$", re.I
)


def tells_of_a_rank(page: Page, benches: list[Bench], amount: Amount) -> bool:
    """Return whether a percentage in brackets explains a place on a test: "the #1 spot on Reeds instruction following (83%)"."""
    last = next((one for one in reversed(benches) if one.end <= amount.start), None)
    return (
        last is not None
        and amount.is_percent
        and _KIND_OF_TEST.fullmatch(page.text, last.end, amount.start) is not None
        and _RANKED_ON.search(page.text[max(0, last.start - 60) : last.start]) is not None
    )
