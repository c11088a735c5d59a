"""Numbers that no other rule reads: the noun behind one says what is counted, the words beside a percentage what moved.

Least sure of all counts: they answer a question, and stand on no card.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Cued, Cues
from bot.reading.numerals import A_NUMBER, AMOUNT, DIGITS, IN_DIGITS, value_of
from bot.reading.owners import is_not_now, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_BEGIN = r"(?:(?<![A-Za-z0-9_.$€£¥#/@^-])|(?<=\d[-–])(?<!\d[-–]\d\d[-–])(?<!\d\d\d\d-))(?<!\d,)(?<!\d:)"
# Words that end a noun phrase, or are none of one.
_LINKS = (
    r"for|of|de|des|in|on|and|or|nor|to|with|the|an?|from|by|at|as|than|is|are|was|were|be|been|has|have|had|can|could|will|would|may|might|must|should|do|does|did"
    r"|while|when|where|but|if|because|that|which|who|whose|what|how|after|before|since|until|during|over|under|per|via|it|its|they|their|we|our|you|your|he|she|his|her|this|these|those"
    r"|versus|vs|against|across|through|into|onto|without|within|among|between|about|around|so|not|no|only|also|then|there|out|up|off|down|just|now|still|even|each|every|respectively|i|times|percent|points?|million|billion|trillion|thousand"
)
_MODIFIERS = rf"(?:(?!(?:{_LINKS})\b)(?:[a-z][a-z-]*(?:'s)?|[A-Z]{{2,6}}|\([^()\n]{{1,40}}\)) ){{0,4}}?"
_NO_THINGS = (
    r"times|ways|things|reasons|points|percents?|others|ones|kinds|types|sorts|lines|sides|parts|hands|stars|dollars|euros|pounds|cents|bits|bytes|parameters?|params|weights|always|perhaps|besides"
    r"|sometimes|afterwards|towards|series|news|odds|levels?|aspects|respects|folks|means|lets|makes|runs|uses|gets|takes|gives|needs|shows|says|comes|goes|brings|supports|delivers|offers|includes|provides|costs|wins|beats|adds|scores|remains|requires|works|opens|covers|matches|ranks|trails|leads|tops|outperforms|surpasses|exceeds|achieves|reaches|stands|sits|fits|improves|reduces|combines|introduces|marks|follows|allows|enables|handles|generates|produces|ships|launches|arrives|becomes|performs|competes|holds|keeps|falls|starts|begins|ends|helps|seems|looks|wants|builds|applies|changes|creates|excels|aims|lies|lives|joins|shines|succeeds|powers|prevents|proves|removes|replaces|represents|suggests|targets|turns|understands|writes|milliards|mins?|fronts|names|details|motivations|paths|headaches|orders|axes|options|scenarios|approaches|methods|ideas|advantages|issues|factors|features|areas|goals|challenges|questions|views|[a-z]+ics"
)
_THING = AtNumbers(
    rf"{_BEGIN}{AMOUNT}\+? {_MODIFIERS}(?P<what>(?!(?:{_LINKS}|{_NO_THINGS})\b)(?:[a-z]+-)?[a-z]{{2,}}(?<![sui])s|[A-Z]{{2,5}}s|people|children)\b(?![-'])",
    A_NUMBER,
)
# "Three previously separate Norvale models": a name before a noun that no verb looks like.
_OF_A_MAKER = AtNumbers(
    rf"{_BEGIN}{AMOUNT}\+? (?:(?!(?:{_LINKS})\b)[a-z][a-z-]* ){{0,3}}?(?:[A-Z][a-z]+ ){{1,2}}(?P<what>models|products|users|apps|platforms|languages|companies|versions|chips|games|devices|services)\b(?![-'])",
    A_NUMBER,
    "models products users apps platforms languages companies versions chips games devices services",
)
_LONG = AtNumbers(
    rf"{_BEGIN}(?P<n>{DIGITS}|(?i:two|three|four|five|six|seven|eight|nine|ten|twelve)(?=-(?:phase|stage|step|layer|page|hour|day|week|month|minute|second|part|turn|core|tier|person|member)\b))(?P<p>\+)?(?P<s>)-"
    r"(?P<what>(?!(?:shots?|folds?|way|like|only|plus|old|style|class|tier|based|point|percent|bit|param\w*|tokens?|million|billion|trillion|thousand|[a-z]+(?:ed|ing|ish|est|er))\b)[a-z]{3,})(?= [A-Za-z])",
    "9- 9+- two- three- four- five- six- seven- eight- nine- ten- twelve- two+- three+- four+- five+- six+- seven+- eight+- nine+- ten+- twelve+-",
)
# A name, or a part that is numbered: "Phase 2 covers", "Tern 4 readers".
_NUMBERED = re.compile(
    r"(?:\b(?!(?:The|With|Over|More|In|Across|Its|Our|All|About|From|And|Has|Up|At|Of|On|By|For|Only|Just|Some|Nearly|Almost|Around|Roughly|After|Using|These|Those|Both|Under|Within|To|Than|They|We|It|Trained|Supports?|Features?|Includes?|Approximately|Between|Every|Through|Or|But|Into|As|An?)\b)[A-Z][\w.&-]*|\b(?:version|v|stage|step|level|phase|section|chapter|figure|table|page|gen|generation|top|option|number|no\.?|model|day|week|part|tier|past|last|next|previous|first|every|equation|line|rule|tip|issue|volume|vol\.?)) ?#?$"
)
_SOME_OF = re.compile(
    r"\b(?:past|last|next|previous|first|every|each|other|these|those|remaining|final|following) $", re.I
)
# What there are thousands or millions of: "7B models" and "128K versions" are of a size.
_OF_MANY = re.compile(
    r"tokens|words|characters|images|pixels|pairs|samples|examples|hours|instances|records|documents|rows|users|downloads|requests|queries|calls|conversations|sentences|utterances|videos|clips|frames|questions|problems|prompts|steps|people|followers|views|stars|files|lines|pages|trajectories|rollouts|entries|items|messages|sessions|[a-z]+ers"
)
_OF_A_RESOLUTION = re.compile(r"[248]K (?:[a-z-]+ )?(?:images?|videos?|frames|clips|pixels)\b")
_READING_TIME = re.compile(r" ?[•·|]| long|$")  # "859 words · 4 min read"
_ANOTHER_TIME = re.compile(r" (?:after|ago|later|earlier|old|prior|from now|before|after that|apart|of age)\b")
_TIMES = frozenset(
    "second seconds minute minutes hour hours day days week weeks month months year years decades quarters".split()
)

_SHARE = AtNumbers(rf"{_BEGIN}{AMOUNT} ?(?:%|percent\b|per cent\b)", A_NUMBER, "% cent")
_SHARE_CUE = re.compile(
    r"\b(?:ris(?:e|es|ing|en)|rose|fell|fall(?:s|en|ing)?|jump\w*|gain\w*|climb\w*|drop\w*|surg\w+|slid\w*|slip\w*|grow\w*|grew|increas\w+|decreas\w+|boost\w*|soar\w*|lift\w*|cut\w*|reduc\w+|discount\w*|lower\w*|rall\w+|tumbl\w+|plung\w+"
    r"|advanc\w+|improv\w+|sav(?:e|es|ed|ing|ings)|shares?|stocks?|revenue|sales|market|profit\w*|margin|quota|year-over-year|year-on-year|compared|users|customers|employees|traffic|usage|cost\w*|price\w*|prefer\w*|of all|of the|majority|rate|reliab\w+|up to|effici\w+|compress\w+|overhead|fewer|less|more)\b",
    re.I,
)
_A_SCORE = re.compile(
    r"\b(?:scor\w+|accura\w+|achiev\w+|benchmark\w*|pass@\d+|points?|reach\w*|hits?|attain\w*)\b[^.;]{0,40}$", re.I
)
_ON_A_TEST = re.compile(r"[^.;,]{0,12}\b(?:on|at) (?:the )?[A-Z]")
_BEHIND_SHARE = re.compile(
    r" (?:of )?(?:the |its |all |their )?((?:(?!(?:and|or|but|on|in|at|as|for|to|with|while|compared|from|after|during|since|year-over-year)\b)[A-Za-z][\w.-]*)(?: (?!(?:and|or|but|on|in|at|as|for|to|with|while|compared|from|after|during|since|year-over-year)\b)[a-z-]+)?)"
)

_FOLD = AtNumbers(
    rf"{_BEGIN}(?P<n>(?i:two|three|four|five|six|seven|eight|nine|ten|twelve))(?P<p>)(?P<s>)(?: ?times\b|-fold\b)",
    A_NUMBER,
    "times fold",
)
_FACTOR = AtNumbers(
    rf"{_BEGIN}(?P<n>{DIGITS})(?P<p>)(?P<s>)(?:[xX]\b(?!\d)|×(?! ?\d)| ?[Tt]imes\b|-fold\b)",
    IN_DIGITS,
    "9x × times fold",
)
_BEHIND_FACTOR = re.compile(
    r"[ -](?:the |as |a )?((?:(?!(?:that|this|and|or|but|on|in|at|for|to|with|while|compared)\b)[a-z][a-z-]*)(?: (?!(?:and|or|but|on|in|at|for|to|with|while|compared|than|from|of)\b)[a-z-]+)?)"
)
_BEFORE = re.compile(
    r"((?:[A-Za-z][\w'-]* ){1,4}?)(?:(?:by|of|to|from|for|around|about|at|up|over|just|nearly|roughly|only|a|an|more|than|is|are|was) ){0,4}\W{0,2}$"
)

_SUM = Cued(
    rf"(?<![A-Z])(?P<c>US\$|HK\$|[$€£¥]|(?:RMB|USD|HKD|EUR|CNY|Rs\.?) ?)(?:\d[\d,.]{{0,8}}[-–])?{AMOUNT}",
    f"$ € £ ¥ rmb usd hkd eur cny {' '.join(f'rs{sign}{number}' for sign in ('', '_', '.', '._') for number in A_NUMBER.split())}",
    A_NUMBER,
)
_WORTH = re.compile(
    r"\b(?:rise|rising|rose|clos|climb|fall|fell|trad|jump|market|worth|total|balance|profit|average)\w*[^.;]{0,36}$",
    re.I,
)
_BY_TOKENS = re.compile(
    r"[^.;]{0,30}(?:\b(?:M|Mtok|MTok|1M|million|1K|1,000)\b|\btokens?\b|\binput\b|\boutput\b)", re.I
)
_CURRENCY = {"$": "usd", "US$": "usd", "USD": "usd", "HK$": "hkd", "HKD": "hkd", "€": "eur", "EUR": "eur", "£": "gbp", "¥": "cny", "RMB": "cny", "CNY": "cny"}  # fmt: skip
_BEHIND_SUM = re.compile(
    r"(?:/|(?: per| a| in| of| for)?[ -])?(?:(?:the |its |an? ))?((?:(?!(?:and|or|but|as|with|while|to|from|at|on)\b)(?:[a-z][a-z-]+|[A-Z]{2,}\b))(?: (?!(?:and|or|but|as|with|while|to|from|at|on)\b)[a-z-]+){0,2})"
)


def read_plain_counts(page: Page, found: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the numbers of a document's prose that no fact found so far has printed, with what they count."""
    sentences = [one for one in _NUMBERED_ONE.among(page.sentences) if not one.text.startswith("|")]
    taken = _places_of(found) if sentences else set()
    for sentence in sentences:
        left = _left(page, sentence, taken)
        if left.numbers:
            yield from _things(page, left, taken)
            yield from _shares(page, left, taken)
            yield from _factors(page, left, taken)
        if _SUM.may_match(left):
            yield from _sums(page, left, taken)


def _places_of(found: Iterable[Fact]) -> set[int]:
    """Return which characters of the original the facts' quotes hold; of a long one its first."""
    taken: set[int] = set()
    for fact in found:
        quote = fact.quote
        taken.update(range(quote.start, min(quote.end, quote.start + LONGEST_QUOTE)))
    return taken


_NUMBERED_ONE, LONGEST_QUOTE = Cues(A_NUMBER), 40


def _left(page: Page, sentence: Sentence, taken: set[int]) -> Sentence:
    """Return a sentence with the places of those numbers alone that no fact has printed and no model's name holds."""
    left = [number for number in sentence.numbers or () if page.squeezed.origin(sentence.start + number) not in taken]
    names = page.mentions_in(sentence.start, sentence.end) if left else ()
    return sentence._replace(
        numbers=tuple(
            number for number in left if not any(one.start < sentence.start + number < one.end for one in names)
        )
    )


def _things(page: Page, sentence: Sentence, taken: set[int]) -> Iterator[Fact]:
    for pattern in (_THING, _OF_A_MAKER, _LONG):
        for match in pattern.finditer(sentence):
            if _is_of_things(sentence.text, match):
                unit = match["what"] if match["what"] in _TIMES or match["what"] == "tokens" else "count"
                what = sentence.text[_end(match) : match.end("what")].strip(" +-")
                yield from _fact(page, sentence, match, "counts.things", unit, what, taken)


def _is_of_things(text: str, match: re.Match[str]) -> bool:
    """Return whether a number counts what stands behind it, and is no size, place in a row or time gone by."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _SOME_OF.search(before) or (match["n"][0].isdigit() and _NUMBERED.search(before)):
        return False
    if match["what"] == "words" and _READING_TIME.match(text, match.end()):
        return False
    if match["what"] in _TIMES:
        return not _ANOTHER_TIME.match(text, match.end())
    if _OF_A_RESOLUTION.match(text, match.start("n")):
        return False
    is_size = match["s"] in ("B", "T", "M", "K", "k") and not _OF_MANY.fullmatch(match["what"])
    return not is_size and ("." not in match["n"] or bool(match["s"]))


def _shares(page: Page, sentence: Sentence, taken: set[int]) -> Iterator[Fact]:
    for match in _SHARE.finditer(sentence):
        before, after = (
            sentence.text[max(0, match.start() - 60) : match.start()],
            sentence.text[match.end() : match.end() + 50],
        )
        if _A_SCORE.search(before) or _ON_A_TEST.match(after):
            continue
        cue = _SHARE_CUE.search(after[:40]) or _SHARE_CUE.search(before)
        if cue:
            behind = _BEHIND_SHARE.match(after)
            yield from _fact(page, sentence, match, "counts.percent", "%", behind[1] if behind else cue[0], taken)


def _factors(page: Page, sentence: Sentence, taken: set[int]) -> Iterator[Fact]:
    for match in (*_FACTOR.finditer(sentence), *_FOLD.finditer(sentence)):
        words = _BEHIND_FACTOR.match(sentence.text, match.end()) or _BEFORE.search(sentence.text[: match.start()][-60:])
        if words:
            yield from _fact(page, sentence, match, "counts.multiple", "x", words[1], taken)


def _sums(page: Page, sentence: Sentence, taken: set[int]) -> Iterator[Fact]:
    for match in _SUM.finditer(sentence):
        end = _end(match)
        if value_of(match["n"]) >= 1 and not _BY_TOKENS.match(sentence.text, end):
            words, before = _BEHIND_SUM.match(sentence.text, end), sentence.text[: match.start()][-60:]
            if not words and (match["s"] or _WORTH.search(before)):
                words = _BEFORE.search(before)
            if words:
                unit = _CURRENCY.get(match["c"].strip(), "usd")
                yield from _fact(page, sentence, match, "counts.sum", unit, words[1], taken)


def _end(match: re.Match[str]) -> int:
    """Return where a number ends in its sentence, its scale and its plus included."""
    return max(match.end("n"), match.end("s"), match.end("p"))


def _fact(
    page: Page, sentence: Sentence, match: re.Match[str], rule: str, unit: str, measure: str, taken: set[int]
) -> Iterator[Fact]:
    start = sentence.start + match.start("n")
    end = sentence.start + _end(match)
    value = value_of(match["n"], match["s"] or None)
    is_year = re.fullmatch(r"(?:19|20)\d\d", match["n"]) is not None and not match["s"]
    if page.squeezed.origin(start) in taken or not value or (unit == "count" and value == 1) or is_year:
        return
    if is_not_now(page, start, end, sentence) or any(
        one.start < start < one.end for one in page.mentions_in(sentence.start, start)
    ):
        return
    owner = owner_at(page, start, end, sentence)
    taken.update(range(page.squeezed.origin(start), page.squeezed.origin(end - 1) + 1))
    yield page.fact(
        rule, "count", value, unit, (start, end), sentence, owner=owner.name, role=owner.role, measure=" ".join(measure.split()).lower(),
        qualifier="over" if match["p"] else None,
    )  # fmt: skip
