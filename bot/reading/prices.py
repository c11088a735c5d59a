"""Prices per million tokens: input, output, cached; a sum that is not per token is never one."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.cues import Cued, lowered, one_of_cues
from bot.reading.figures import figures
from bot.reading.numerals import A_NUMBER, DIGITS, IN_WORDS, value_of
from bot.reading.other_prices import REACH, is_another_price, is_nobodys
from bot.reading.owners import Owner, is_not_now, owner_at, owner_of
from bot.reading.page import Page
from bot.reading.price_kinds import kind_of, kinds_of
from bot.reading.price_pairs import OLD, pair_of, pairs_again
from bot.reading.sentences import Sentence
from bot.types import Fact

_SUM = Cued(
    rf"(?P<c>US\$|[$€£¥]|RMB ?|CNY ?|USD ?|EUR ?)(?P<n>{DIGITS})(?![\d.]*\d|[ -]?(?:million|billion|[MB]\b(?!Tok)))|(?P<n2>{DIGITS}|\b{IN_WORDS}\b) ?(?P<c2>€|\$|yuan|元|USD|EUR|RMB|CNY|[Dd]ollars?|dólares|[Ee]uros?|cents|달러|美元|ドル)",
    A_NUMBER,
    "$ € £ ¥ rmb cny usd eur yuan 元 dollar dólares cents 달러 ドル",
)
_MILLION = (
    r"(?:1 ?m|m|1 million|one million|a million|million|1,000,000|un million|un millón|millón de|百万|100万|每百万)"
)
# What a bare M stands before, in two letters: "for M tokens", "each M-input".
_BEHIND_M = " ".join(
    f"m{sign}{word}" for sign in ("", "_", "-", "/") for word in "tok jet in out pro com cac aud tex tot and de".split()
)
# In lower case, as `_unit_of` looks at a sentence: where letters of either case match, every way is tried at every place.
_PER_MILLION = Cued(
    rf"(?:per|/|for|each|a|pro|par|por) ?(?:every )?{_MILLION}(?:[ /-]?(?:input|output|prompt|completion|cached|cache|audio|text|combined|total))*(?: ?and ?(?:output|input))?[ -]?(?:de )?(?:tokens?|tok\b|jetons)|(?:per|/|for) ?{_MILLION} (?:input|output|prompt|completion|cached input)\b|/ ?(?:1 ?)?m(?:tok)?\b|每百万|百万 ?tokens?|100万(?:入力|出力)?トークン|100만 ?(?:입력|출력)? ?토큰|per mtok|per 1m\b|pro million|per (?:1 |one )?million(?= (?:to (?:us)?[$€£¥]|for (?:input|output)|and|while)\b|[ ]?[/,.;)]|$)",
    "tok jetons / 9m million 百万 トークン 토큰 input output prompt completion",
    f"9m 9_m 9,999,999 million millón 百万 999万 999만 /m /_m per_m {_BEHIND_M}",
)
_CURRENCY = {
    "$": "USD", "US$": "USD", "USD": "USD", "dollar": "USD", "dollars": "USD", "달러": "USD", "dólares": "USD", "美元": "USD", "ドル": "USD", "Dollar": "USD", "Dollars": "USD", "Euro": "EUR", "Euros": "EUR", "euro": "EUR", "euros": "EUR", "cents": "USD", "€": "EUR", "EUR": "EUR", "£": "GBP",
    "¥": "CNY", "RMB": "CNY", "CNY": "CNY", "yuan": "CNY", "元": "CNY",
}  # fmt: skip
_SET = re.compile(
    r"\b(?:pric\w+|costs?|rates?)(?: \w+){0,3} will be |\bwill (?:cost|be priced at|be billed at|be (?:available|offered|sold) (?:for|at))\b",
    re.I,
)
# "Compared to Gull's $2 and $12": what stands behind is another one's.
_LIKENED = re.compile(
    r"\b(?:compared (?:to|with)|versus|vs\.?|than|against) (?:the )?[A-Z][\w.-]*(?: [A-Z\d][\w.-]*)*(?:'s|’s)\b[^;,]{0,60}$"
)
# "Within a point of Gull, while charging $1": whoever is within a point charges.
_DOING = re.compile(r" ?[,–—-][^,;]{0,10}\b(?:while|but|yet)(?: only| still)? [a-z]+ing\b")
_CHANGED = re.compile(r"[^,;.$€£¥]{0,40}(?:\bto (?:just |only )?| ?(?:→|->|➔|⟶|⇒) ?)(?:US)?", re.I)
# "The fast variant is $4": what another way to have the launch costs.
_OTHER_WAY = re.compile(
    r"\b(?:the|an?|its) (?!(?:standard|base|default|regular|main|normal|new|full|api|whole|paid|larger?|open|first|latest|final)\b)[a-z][a-z-]* (?:variant|version|tier|mode|endpoint|edition|option)s?\b[^.;]{0,40}(?:[$€£¥]\d[\d.]*[^.;]{0,40})?$"
)
_SET_AGAINST = re.compile(r",? (?:vs\.?|versus|against|compared (?:to|with)|instead of|rather than) (?:US)?")
_PER_THOUSAND = Cued(
    r"(?:per|/|for|each) ?(?:1 ?k|1,000|1000|one thousand|thousand)[ -]?(?:(?:input|output|prompt|completion)[ -]?)?tokens?\b",
    "token",
    "k ,999 9999 thousand",
)
# A name that is no owner of the price behind it: where the launch is sold, or whose price it keeps.
_PLACE = re.compile(r"\b(?:through|via|on|in|inside|across)\b[^.;]{0,60}$", re.I)
_SAME_AS = re.compile(
    r"\b(?:same|unchanged|keeps?|kept|retains?|price|pricing|rates?)\b[^.;]{0,24}\b(?:as|of|from|match(?:es)?|equals?) (?:the |its )?$",
    re.I,
)
_LESS_THAN = re.compile(
    r"\b(?:half|(?:a|one) (?:third|quarter|fifth|tenth|fraction)|one-\w+|two-thirds|twice|double|(?:\d+(?:\.\d+)?|two|three|four|five|ten|several|many)(?:x|%| times| percent))\b[^.;]{0,40}$",
    re.I,
)  # "half the price of Gull": Gull's price is another
_ITSELF = re.compile(r",? (?:which|that) (?:costs?|charges?|asks?|sells|lists|is (?:priced|offered|sold))\b")


def read_prices(page: Page) -> Iterator[Fact]:
    """Yield prices; each sum takes the kind named nearest to it, and counts only where "per million tokens" is said.

    Items of a list need not repeat what its first one, or the line above them, says.
    """
    if not any(_UNIT_TOLD.among(page.sentences)):
        return
    yield from _figures(page)
    unit, line = Decimal(0), -1  # how many of the priced thing make a million; 0 where nothing is open
    for number, sentence in enumerate(page.sentences):
        if sentence.text.startswith("|"):
            continue
        said = _unit_of(sentence)
        is_next = sentence.line - line <= 1
        if unit and is_next and _named_alone(page, sentence):
            line = sentence.line
            continue
        unit = said or (unit if is_next and (_ITEM.match(sentence.text) or sentence.line == line) else Decimal(0))
        line = sentence.line if unit else line
        if not unit or not _SUM.may_match(sentence) or not (said or _ITEM.match(sentence.text)):
            continue
        above = _name_above(page, number) if _ITEM.match(sentence.text) else None
        pair = pair_of(sentence.text) if said == 1 else None
        if pair:
            yield from _in_and_out(page, sentence, pair, above)
            continue
        again = pairs_again(sentence.text) if said == 1 else []
        for further in again:
            yield from _in_and_out(page, sentence, further, above)
        end = again[0].start() if again else len(sentence.text)
        sums = [one for one in _SUM.finditer(sentence) if one.end() <= end]
        for place, match in enumerate(sums):
            yield from _price(page, sentence, sums, place, match, unit, is_open=not said, above=above)


_FARTHEST = 8  # lines between a list's name and its price


def _name_above(page: Page, number: int) -> Owner | None:
    """Return whose list an item stands in, where its name fills a line above: "Tern 2 mini", then "- API: $1 / $4"."""
    line = page.sentences[number].line
    for sentence in reversed(page.sentences[max(0, number - _FARTHEST) : number]):
        if line - sentence.line > 1:
            return None
        line = sentence.line
        if not _ITEM.match(sentence.text):
            return _named_alone(page, sentence)
    return None


def _named_alone(page: Page, sentence: Sentence) -> Owner | None:
    """Return the model whose name fills a line, as that of a list of prices does."""
    named = page.mentions_in(sentence.start, sentence.end)
    is_all = len(named) == 1 and sentence.text.strip(" #*:•-") == page.text[named[0].start : named[0].end]
    return owner_of(page, named[0]) if is_all else None


_FIGURE = re.compile(r"(?:US\$|[$€£¥])\d+(?:\.\d+)?(?: ?/ ?(?:US\$|[$€£¥])\d+(?:\.\d+)?)?")
_TWO = re.compile(
    r"(?P<c>US\$|[$€£¥])(?P<i>\d+(?:\.\d+)?) ?/ ?(?:US\$|[$€£¥])(?P<o>\d+(?:\.\d+)?)\s+(?:input|prompt)(?: tokens?)? ?(?:/|and|&) ?(?:output|completion)\b[^$€£¥]*",
    re.I,
)


def _figures(page: Page) -> Iterator[Fact]:
    """Yield prices on a line of their own with their meaning on the next: "$0.50" above "per 1M input tokens"."""

    def is_meaning(line: Sentence) -> bool:
        return line.is_heading and _unit_of(line) == 1 and not _SUM.search(line)

    for figure in figures(page, _FIGURE, is_meaning):
        sentence = figure.whole(page.text)
        pair = _TWO.fullmatch(sentence.text)
        sums = list(_SUM.finditer(sentence))
        if pair:
            yield from _in_and_out(page, sentence, pair)
        elif len(sums) == 1:
            yield from _price(page, sentence, sums, 0, sums[0], Decimal(1), is_open=False)


# An item of a list, or a line that is one without its mark: "Input: $1.25".
_ITEM = re.compile(
    r"^(?:[-*•+]|\d+[.)]) |^\W{0,4}(?:(?:cached|cache) )?(?:input|output|prompt|completion)(?:\b[^.]{0,40}[:–—-] ?\W?)?(?:US)?[$€£¥]",
    re.I,
)


_UNIT_TOLD = one_of_cues(_PER_MILLION, _PER_THOUSAND)


def _unit_of(sentence: Sentence) -> Decimal:
    """Return 1 for prices per million tokens, 1,000 for prices per thousand, 0 where neither is said."""
    if not _UNIT_TOLD.worth_trying(sentence):
        return Decimal(0)
    low = lowered(sentence.text)
    if _PER_MILLION.search_in(low, sentence):
        return Decimal(1)
    return Decimal(1000) if _PER_THOUSAND.search_in(low, sentence) else Decimal(0)


def _words_beside(text: str, sums: Sequence[re.Match[str]], number: int) -> tuple[str, str]:
    """Return the words before and behind one of a sentence's sums, up to its neighbours; a pair shares what is beside it."""
    match = sums[number]
    next_start = sums[number + 1].start() if number + 1 < len(sums) else len(text)
    behind = sums[number + 1].end() if _SET_AGAINST.fullmatch(text, match.end(), next_start) else match.end()
    if behind > match.end():  # "$1.50 vs. $3.00 per million input tokens"
        next_start = sums[number + 2].start() if number + 2 < len(sums) else len(text)
    begin = sums[number - 1].end() if number else 0
    if number and _CHANGED.fullmatch(text[begin : match.start()]):  # "from $0.56 per million to $0.28"
        begin = sums[number - 2].end() if number > 1 else 0
    return text[max(begin, match.start() - REACH) : match.start()], text[behind : min(next_start, behind + REACH)]


def _price(
    page: Page,
    sentence: Sentence,
    sums: list[re.Match[str]],
    number: int,
    match: re.Match[str],
    unit: Decimal,
    *,
    is_open: bool,
    above: Owner | None = None,
) -> Iterator[Fact]:
    text = sentence.text
    group = "" if match["n"] else "2"
    start, end = sentence.start + match.start(), sentence.start + match.end()
    before, after = _words_beside(text, sums, number)
    beyond = _SECOND.sub("", text[match.end() : match.end() + REACH])
    is_all = not after.strip(" .)") or any(
        one.regex.match(lowered(after.lstrip())) for one in (_PER_MILLION, _PER_THOUSAND)
    )
    kinds = kinds_of(page, before, after, is_all=is_all)
    is_plain = (
        _PLAIN.match(after) is not None
        and OLD.search(before) is not None
        and kind_of(text[max(0, match.start() - REACH) : match.start()], "") == "cached"
    )
    if is_plain:  # "cached input is $0.18 (vs $1.75 standard)"
        kinds, before = ("input",), ""
    if (
        not kinds
        or not (is_open or _is_priced_by_tokens(text, match))
        or is_another_price(text, match, after, beyond)
        or is_nobodys(text, match)
    ):
        return
    if _LIKENED.search(text[: match.start()]) and owner_at(page, start, end, sentence).role != "rival":
        return
    is_past = not is_plain and is_not_now(page, start, end, sentence)
    if OLD.search(before) or (is_past and not _SET.search(text[: match.start()])):
        return
    amount = value_of(match[f"n{group}"]) * unit
    currency = match[f"c{group}"].strip()
    if currency == "cents":
        amount /= 100
    is_below = above is not None and not page.mentions_in(sentence.start, sentence.end)
    owner = above if above is not None and is_below else _seller(page, start, end, sentence)
    if owner.role != "variant" and _OTHER_WAY.search(text[max(0, match.start() - REACH) : match.start()]):
        return
    if owner.role == "rival" and re.search(
        r"→ ?$", before
    ):  # "dearer than Tern 3 ($0.25→$1)": the new price is not the old one's
        return
    for kind in kinds:
        yield page.fact(
            "prices.prose", f"price_{kind}", amount, _CURRENCY[currency], (start, end), sentence,
            owner=owner.name, role=owner.role,
        )  # fmt: skip


def _is_priced_by_tokens(text: str, match: re.Match[str]) -> bool:
    """Return whether "per million tokens" stands near a sum, or "per thousand"."""
    around = (text[match.end() : match.end() + 2 * REACH], text[max(0, match.start() - REACH) : match.start()])
    return any(pattern.regex.search(lowered(part)) for pattern in (_PER_MILLION, _PER_THOUSAND) for part in around)


_PLAIN = re.compile(r" ?(?:standard|regular|normal|uncached|full|base)\b")
_SECOND = re.compile(r"^ ?/ ?(?:US\$|[$€£¥])\d[\d.]*")  # the other sum of a pair


def _seller(page: Page, start: int, end: int, sentence: Sentence) -> Owner:
    """Return whose price it is; a place where the launch is sold has none, nor has a model whose price it keeps."""
    owner = owner_at(page, start, end, sentence)
    if owner.role != "rival":
        return owner
    named = [one for one in page.mentions_in(sentence.start, start) if one.name == owner.name]
    before = page.text[sentence.start : named[-1].start] if named else ""
    is_apart = (
        bool(named)
        and not _ITSELF.match(page.text, named[-1].end, start)
        and (
            (_SAME_AS.search(before) and not _LESS_THAN.search(before))
            or (_PLACE.search(before) and re.search(r"[;:]", page.text[named[-1].end : start]))
            or _DOING.match(page.text, named[-1].end, start)
            or (_LESS_THAN.search(before) and page.text.startswith(":", named[-1].end))
        )
    )
    if not is_apart:
        return owner
    first = page.mentions_in(sentence.start, named[-1].start)[:1]
    said = owner_of(page, first[0]) if first else owner
    return said if said.role != "rival" else Owner(page.subject.name or "", "launch")


def _in_and_out(page: Page, sentence: Sentence, match: re.Match[str], above: Owner | None = None) -> Iterator[Fact]:
    """Yield both prices of "$5 and $25 per million tokens in and out"."""
    is_below = above is not None and not page.mentions_in(sentence.start, sentence.end)
    for group, field in (("i", "price_input"), ("o", "price_output")):
        start, end = sentence.start + match.start(group) - 1, sentence.start + match.end(group)
        owner = above if above is not None and is_below else _seller(page, start, end, sentence)
        yield page.fact(
            "prices.prose", field, Decimal(match[group]), _CURRENCY[match["c"]], (start, end), sentence,
            owner=owner.name, role=owner.role,
        )  # fmt: skip
