"""Whether a launch that a sentence tells is the text's own news, or one that it recalls."""

from bot.reading import lazy_re as re
from bot.reading.cues import lowered
from bot.reading.sentences import Sentence

HEAD = 600  # characters of a document in which it tells its news
# What is looked for before a verb of launching is in small letters, as what is searched.
# A launch of some time ago that the text recalls before it comes to its own: "Last month we released".
_LONG_AGO = re.compile(
    r"\b(?:(?:last|earlier this|previous) (?:week|month|year|quarter|spring|summer|autumn|fall|winter)|previously|(?:weeks?|months?|years?) ago|(?:end|beginning|start|middle) of (?:\w+ )?(?:this|last) year)\b[^.;]{0,60}$"
)
_TOLD_OF = re.compile(
    r"\b(?:covers?|covering|discuss\w*|recaps?|includes?|including|look(?:s|ing)? at|news of|saw|sees|brought) (?:the )?$"
)
_RECALLED = re.compile(
    r"(?:['’]s|\b(?:the|its|their)) (?:recently|newly|previously)[ -]$|\bthe recent $|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{4})? $|\b(?:following|since|after|before|unlike) (?:the|[\w.-]+(?: [\w.-]+)?['’]s?|its|their) (?:[a-z]+ )?$"
)
_WHEN = re.compile(r"^\W*When (?:[\w.'’&-]+ ){1,4}$")  # "When Tarn released Auk 2, many": out before this text
# "It began when Tarn released Auk 1", "Two days after Tarn released Auk 2", "within a week of releasing Auk 2".
_LATER = re.compile(
    r"\b(?:hours?|days?|weeks?|months?|years?) (?:after|since|before) (?:[\w.'’&-]+ ){1,5}$|\w,? when (?:[\w.'’&-]+ ){1,4}$"
)
_UPON = re.compile(r"\b(?:after|before|of|since|upon|following|despite) (?:\w+ly )?$")
# Said by who launches, or an entry of a list of news: neither recalls.
_OWN_VOICE = re.compile(
    r"\b(?:we|our|us|nous|notre|wir|unser\w*|hemos|nuestr\w+)\b|^\W*(?:(?:\d[\d./-]+|[A-Z][a-z]{2,8}\.? \d{1,2}(?:, ?\d{4})?)\W+)?(?:released?|introducing|announcing|meet|enter|new|now|se trata de|il s['’]agit d[eu]|es handelt sich um|si tratta di)\b|我们|我們|弊社|当社",
    re.I,
)


def is_news_at(row: Sentence, beginning: int) -> bool:
    """Return whether what a sentence launches is the document's news: it stands at its head, or who launches says it."""
    return row.is_heading or row.start - beginning < HEAD or _OWN_VOICE.search(row.text) is not None


def is_recalled(before: str, verb: str, *, is_whole: bool) -> bool:
    """Return whether the words before a verb of launching make it one that was before; `is_whole` where they begin the sentence."""
    low = lowered(before)
    if verb.partition(" ")[0].endswith("ing") and _UPON.search(low):
        return True
    past = _RECALLED.search(low) or _TOLD_OF.search(low) or _LATER.search(low)
    return past is not None or (is_whole and _WHEN.match(before) is not None)


def is_long_ago(before: str) -> bool:
    """Return whether the words before a verb of launching say that it was weeks, months or years ago."""
    return _LONG_AGO.search(lowered(before)) is not None
