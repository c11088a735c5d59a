"""Sums that stand where prices per token do, and are prices of something else: of images, of time, of long prompts, of batches."""

from bot.reading import lazy_re as re

REACH = 90  # characters on either side of a sum that may say what it is for
_NO_PRICE = re.compile(
    r"\b(?:blended|average|combined|per task|a task|per query|per request|per image|per minute|per hour|a month|per month|/month|per seat|per run)\b",
    re.I,
)
_BY_TIME = re.compile(r"\b(?:by the|per|a) (?:minute|hour|second|image|picture)\b", re.I)
_AUDIO = re.compile(
    r"\b(?:audio|image|video|batch|fine-?tun\w+|training|above|beyond|longer than|over \d+K|prompts? (?:over|above|longer))\b",
    re.I,
)
# A price for more than the usual: "longer prompts cost $4", "prompts above 200K".
_FOR_LONG = re.compile(
    r"\b(?:longer|larger|bigger) (?:prompts?|inputs?|contexts?|requests?)\b[^.;]{0,40}$"
    r"|\b(?:above|over|beyond|past) (?:\d+ ?K|that|this|it)\b[^.;$€£¥]{0,40}(?:[$€£¥][\d.]+ (?:and|/) )?$"
    r"|\b(?:rising|climbing|going up|increasing|doubling) to (?:US)?(?:[$€£¥][\d.]+ (?:and|/) )?$"
    r"|\b(?:prompts?|inputs?|contexts?|requests?|tokens) (?:above|over|beyond|longer than|larger than|exceeding|of more than)\b[^.;]{0,60}$",
    re.I,
)
_ABOVE = re.compile(r"[^.;,$€£¥]{0,30}\b(?:above|beyond|for (?:longer|larger) (?:prompts?|inputs?|contexts?))\b", re.I)
# What a slower or faster way of asking costs: "Batch requests get half off: $1.50".
_BY_THE_WAY = re.compile(
    r"\b(?:batch|flex|priority)\b[^.;,$€£¥]{0,60}$"
    r"|\b(?:with|via|using|in) (?:the )?(?:batch|flex|priority)\b(?:[^.;]|(?<=\d)\.(?=\d)){0,80}$",
    re.I,
)
_PER_TOKENS_NEXT = re.compile(r" ?(?:per|/|for|each|a) ?(?:1 ?|one )?(?:M\b|million)", re.I)


def is_another_price(text: str, match: re.Match[str], after: str, beyond: str) -> bool:
    """Return whether a sum is a price of something else: of images, of minutes, of long prompts, an average."""
    before = text[max(0, match.start() - REACH) : match.start()]
    return bool(
        _NO_PRICE.search(after[:40])
        or _ABOVE.match(beyond)
        or _AUDIO.search(after[:48].split(";", maxsplit=1)[0])
        or _FOR_LONG.search(before)
        or _BY_THE_WAY.search(before)
        or (_BY_TIME.search(before) and not _PER_TOKENS_NEXT.match(after))
    )


_TURNS_INTO = re.compile(r" ?(?:→|->|➔|⟶|⇒) ?(?:US)?[$€£¥]")  # "$2.50 → $5.00": what was
# "Its predecessor, 2.5 Lite, which cost $0.10": nobody's by name, and not the launch's.
_PREDECESSOR = re.compile(
    r"\b(?:predecessor|previous (?:version|generation|model))(?:, (?:[^,;.]|\.(?=\d)){2,40},)? (?:which |that )?(?:costs?|was|charged|sold|ran|runs|had)\b[^.;,]{0,30}$"
)
# "Its identical $3.00/$15.00 list price": which is which nothing says.
_OF_A_PAIR = re.compile(r" ?/ ?(?:US)?[$€£¥]\d[\d.]*(?! ?(?:/|per\b|input|output|in\b|out\b|\()|[\d.])")
_OF_A_PAIR_BEFORE = re.compile(r"[$€£¥]\d[\d.]* ?/ ?$")


def is_nobodys(text: str, match: re.Match[str]) -> bool:
    """Return whether a sum is one that has changed, a predecessor's, or one of a pair of which nothing says which is which."""
    before = text[: match.start()]
    return bool(
        _TURNS_INTO.match(text, match.end())
        or _PREDECESSOR.search(before)
        or _OF_A_PAIR.match(text, match.end())
        or _OF_A_PAIR_BEFORE.search(before)
    )
