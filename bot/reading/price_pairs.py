"""Two prices told together, input before output: "$5 and $25 per million tokens in and out"."""

from bot.reading import lazy_re as re

_IN_AND_OUT = re.compile(
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) ?(?:and|/|per) ?(?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?)"
    r"(?:[^.;$€£¥]{0,30}(?:million|1M|M)\b[^.;$€£¥]{0,12}tokens?,? (?:in|input) and (?:out|output)\b"
    r"|,? \(?(?:per|for|a) (?:1 ?M|1 million|one million|million|M) (?:input|prompt) (?:and|/|&) (?:output|completion)\b"
    r"|,? \((?:in|input|prompt)(?: tokens)? ?(?:and|/|,|&) ?(?:out|output|completion)(?: tokens)?\))",
    re.I,
)
_PAIR = re.compile(
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) ?/ ?(?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?)(?: USD| dollars)? (?:per|for|a) (?:(?:1 ?M|1 million|one million|million|M)\b(?: (?:input (?:and|/) output |input/output ))? ?tok|MTok\b)",
    re.I,
)  # input before output, as price lists have them
# "Input and output prices of $0.28/M and $0.42/M, respectively"
_IN_TURN = re.compile(
    r"\b(?:input|prompt)(?: tokens?)? (?:and|/) (?:output|completion)\b[^.;$€£¥]{0,70}?(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?)[^.;$€£¥]{0,40}? and (?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?)(?!\d)(?=[^;$€£¥]{0,80}\brespectively\b)",
    re.I,
)
# "Priced at $0.40 and $1.60 per million tokens respectively": input before output, as everywhere.
_RESPECTIVELY = re.compile(
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) and (?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?) (?:per|for|a) (?:1 ?M|1 million|one million|million|M) tokens,? respectively\b",
    re.I,
)
_PAIRS = (_IN_AND_OUT, _PAIR, _IN_TURN, _RESPECTIVELY)
# "Pro costs $2 per million input tokens and $4 per million output tokens; Flash costs $1 and $3": told as the pair before.
_AGAIN = re.compile(
    r"(?:[;,] (?:and |while |whereas |but )?|\. )(?:the )?[A-Z][\w.-]*(?: [A-Z\d][\w.-]*){0,3} (?:costs|charges|is|asks|runs|sells for|comes at)(?: priced)?(?: at)?(?: only| just)? "
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) (?:and|/) (?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?)(?=(?:,? respectively)?(?:[;,.] ?|$))"
)
_IN_THEN_OUT = re.compile(r"[$€£¥]\d[^;$€£¥]*\binput\b[^;$€£¥]*[$€£¥]\d[^;$€£¥]*\boutput\b[^;$€£¥]*$", re.I)


def pairs_again(text: str) -> list[re.Match[str]]:
    """Return further pairs of a sentence whose first pair says which price is which."""
    found = list(_AGAIN.finditer(text))
    return found if found and _IN_THEN_OUT.search(text[: found[0].start()]) else []


# What stands right before a sum that no longer holds.
OLD = re.compile(
    r"\b(?:down from|cut from|(?<!start )(?<!starts )(?<!starting )from|was|previously|formerly|instead of|reduced from|compared (?:with|to)|versus|vs\.?|against|earlier|old price of|up from)\W*$",
    re.I,
)


def pair_of(text: str) -> re.Match[str] | None:
    """Return the first pair of prices of a sentence that still holds: "down from $10 / $40 to $2 / $8" has the second."""
    found = (match for form in _PAIRS for match in form.finditer(text))
    return next((match for match in found if not OLD.search(text[: match.start()][-40:])), None)
