"""Context windows: how many tokens a model reads at once, and how many it writes."""

from collections.abc import Iterator
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.context_conditions import is_condition
from bot.reading.cues import Choice, Cued, one_of_cues
from bot.reading.numerals import IN_DIGITS, SCALES, value_of
from bot.reading.owners import Owner, is_not_now, owner_at, sized_variant
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_N = r"(?P<n>\d{1,3}[万만]\d{3,4}|\d{5,7}(?=[ -]?(?:[Tt]okens?\b|トークン|토큰|jetons)|[.,;)]?(?:\s|$))|\d{1,3}(?:[,. ]\d{3}){1,2}(?!\d|\.\d)|\d{1,4}(?:\.\d{1,2})?(?!\d))(?:[ -]?(?P<s>[KMk]|[Mm]illion|thousand|Million(?:en)?|millones|millions?|mil|万|만)(?![A-Za-z0-9]))?(?:[ -](?:Ki|K))?"
_TOKENS = r"(?:[ -]?(?:tokens?|Tokens?|Token|jetons|トークン|토큰))?"
_CUE = r"(?:contextuelle|context|Kontext\w*|contexto|contexte|上下文|コンテキスト|컨텍스트|文脈長|sequence length|seq(?:uence)?[ -]len\w*)"
_CUE_WORDS = "context kontext contexto contexte 上下文 コンテキスト 컨텍스트 文脈長 seq"
_BEFORE = Cued(
    rf"(?<![A-Za-z0-9_.$€£¥])(?<!\d,){_N}{_TOKENS}(?:[ -](?:of|de|an|long|input|native|full|max(?:imum)?|token|base|pairs?|multimodal)){{0,3}}[ \-的)]{{0,2}}{_CUE}",
    IN_DIGITS,
    _CUE_WORDS,
    flags=re.I,
)
_AFTER = Cued(
    rf"{_CUE}(?:[ -](?:window|length|size|limit|support|fenster|länge|longueur|capacity|understanding))?s?\b"
    rf"[^.!?;,\d]{{0,48}}?(?<![A-Za-z0-9_.$€£¥])(?<!\d,){_N}(?P<t>{_TOKENS})",
    IN_DIGITS,
    _CUE_WORDS,
    flags=re.I,
)
# "Extends the context length of Tern 3.0 models from 4K to 128K": whose it was stands between the word and the numbers.
_GREW = Cued(
    rf"{_CUE}(?: (?:window|length|size|limit))?s?\b[^;]{{0,70}}? from (?:\d{{1,4}}(?:,\d{{3}}|[KMk])?){_TOKENS}(?: (?:in|of|for|with) [A-Z][\w.-]{{1,40}}(?: \d[\w.]*)?)? (?:up )?to (?:\d[\d,]{{0,8}}[KMk]?{_TOKENS},? (?:and )?(?:then |finally |later )?to )?{_N}{_TOKENS}(?![\w-])",
    IN_DIGITS,
    _CUE_WORDS,
    "_from_",
    "_to_",
    flags=re.I,
)
# "60 minutes of audio within 64K token length"
_TOKEN_LENGTH = Cued(
    rf"\b(?:within|up to|of|at|in) (?:an? )?(?<!\d,){_N}[ -]tokens? (?:length|budget|limit)\b",
    IN_DIGITS,
    "token",
    flags=re.I,
)
_CJK_AFTER = Cued(
    rf"(?:上下文|コンテキスト|컨텍스트)[^。.!?\d]{{0,16}}{_N}", IN_DIGITS, "上下文 コンテキスト 컨텍스트", flags=re.I
)
_WINDOW = Cued(
    rf"(?<![A-Za-z0-9_.$€£¥])(?<!\d,){_N}[ -]?(?:token )?(?:window|Fenster)\b", IN_DIGITS, "window fenster", flags=re.I
)
_WINDOW_OF = Cued(
    rf"\b(?:window|Fenster) (?:of|von|(?:stretches|extends|goes|grows|reaches)(?: up)? to|holds|spans) [^.!?;,\d]{{0,16}}(?<![A-Za-z0-9_.$€£¥]){_N}[ -]tokens?\b",
    IN_DIGITS,
    "window fenster",
    "token",
    flags=re.I,
)
_WINDOW_SIZE = Cued(
    rf"(?<!sliding )(?<!attention )(?<!local )\bwindow sizes? of (?:up to )?(?<!\d,){_N}{_TOKENS}(?![\w-])",
    IN_DIGITS,
    "window_size",
    flags=re.I,
)
# A label of both ends, as in "- Input + Output Token: 128K".
_BOTH_LABELLED = Cued(
    rf"^\W*(?:(?:max(?:imum)?|total) )?(?:input (?:\+|and|&) output tokens?|tokens? \(input (?:\+|and|&) output\)) ?: ?(?:up to )?{_N}(?![\w-])",
    IN_DIGITS,
    "input",
    "output",
    flags=re.I,
)
_IN_AND_OUT = Cued(
    rf"(?<![A-Za-z0-9_.$€£¥])(?<!\d,){_N}{_TOKENS}[ -]input (?:and|plus|\+|/) (?:an? )?\d[^.;]{{0,24}}output[ -](?:tokens? )?context",
    IN_DIGITS,
    "input",
    "output",
    "context",
    flags=re.I,
)
# "A million tokens", "a context window of up to two million tokens": the number stands in words, or is left out.
_MILLION = (
    r"(?<![\w.-])(?<!half )(?<!half a )(?P<n>(?:(?:an?|one|two|three|four|five|ten)[ -])?million)(?P<s>)[ -]tokens?"
)
_WORDED_BEFORE = Cued(
    rf"(?<!\d ){_MILLION}(?:[ -](?:of|long|input|native|full|maximum)){{0,2}}[ -]{_CUE}",
    "million",
    _CUE_WORDS,
    flags=re.I,
)
_WORDED_AFTER = Cued(
    rf"{_CUE}(?:[ -](?:windows?|lengths?|sizes?|limits?))?s?\b[^.!?;,\d]{{0,40}}? {_MILLION}",
    "million",
    _CUE_WORDS,
    flags=re.I,
)
_BY_SIZE = Cued(
    rf"(?<![A-Za-z0-9_.-])(?P<v>\d{{1,4}}(?:\.\d{{1,2}})?[BM])(?: model| version)?(?:: | = | \(){_N}(?P<t>{_TOKENS})",
    "9b 9m",
    IN_DIGITS,
)
_READS = Cued(
    rf"(?:handles?|verarbeitet|liest|traite|procesa|process(?:es)?|reads?|accepts?|takes?|ingests?|extrapolates? to|inputs? (?:of|up to)|supports? up to)[^.!?;\d]{{0,30}}?(?<![A-Za-z0-9_.$€£¥])(?<!\d,){_N}[ -]tokens?\b"
    rf"(?! (?:per|a|each|in output|of output|of training|of (?:text|data|code))\b)",
    IN_DIGITS,
    "token",
    "handle verarbeitet liest traite procesa process read accept take ingest extrapolate input support",
    flags=re.I,
)
_WORDED_READS = Cued(
    rf"\b(?:handles?|process(?:es)?|reads?|accepts?|ingests?|takes? in) (?:up to |over |about |around )?{_MILLION}(?! (?:per|a|each|daily|every)\b)",
    "million",
    "token",
    "handle process read accept ingest take",
    flags=re.I,
)
_MOST_INPUT = Cued(
    rf"(?<![A-Za-z0-9_.$€£¥])(?<!\d,){_N}-tokens? (?:max(?:imum)? )?input\b", IN_DIGITS, "token", "input", flags=re.I
)
_SEQUENCES = Cued(
    rf"\b(?:text |token |input )?sequences? (?:of |with )?(?:lengths? )?(?:of )?up to (?<!\d,){_N}(?![\w-])",
    IN_DIGITS,
    "sequence",
    "up_to",
    flags=re.I,
)
_OUTPUT = Cued(
    rf"(?<![A-Za-z0-9_.$€£¥])(?<!\d,)(?<!per )(?!(?<=/)1 ?M)(?!(?<=/ )1 ?M){_N}[ -]?(?:tokens?)?[ -](?:of |max(?:imum)? )?(?:output|generated|completion)\b(?! (?:price|tokens? (?:cost|at \$)))"
    rf"|(?:max(?:imum)?|up to|longest)[ -](?:output|generation|completion|response)(?: length| tokens| size)?[^.!?;\d]{{0,30}}?{_N.replace('<n>', '<n2>').replace('<s>', '<s2>')}",
    IN_DIGITS,
    "output generat completion response",
    flags=re.I,
)
_INPUT_LENGTH = Cued(
    rf"\b(?:support|accept|handl|allow|tak)\w* (?:an? )?(?:max(?:imum)? )?(?:input|prompt) (?:sequence )?lengths? (?:of )?(?:up to )?(?<!\d,){_N}(?![\w-])",
    IN_DIGITS,
    "input prompt",
    "length",
    flags=re.I,
)
SMALLEST, LARGEST = Decimal(1000), Decimal(10**9)
OUTPUT_WORDS = re.compile(r"\b(?:output|generation|completion|response)\b", re.I)


def read_context(page: Page) -> Iterator[Fact]:
    """Yield context and output lengths; the old length of "from 128K to 256K" and lengths of tests are no facts."""
    for sentence, _ in _ANY_LENGTH.among(page.sentences):
        seen: set[int] = set()
        for one in _by_size(page, sentence):
            seen.add(one.quote.start)
            yield one
        for rule, field, pattern in _CHOICE.worth_trying(sentence):
            for match in pattern.finditer(sentence):
                fact = _fact(page, sentence, match, rule, field)
                if fact is None or fact.quote.start in seen:
                    continue
                seen.add(fact.quote.start)
                yield fact


_HEADS = re.compile(r"^\W*(?:(?:Max(?:imum)?|Native|Input) )?Context(?: (?:length|window|size))?\W", re.I)


def _by_size(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield each length of "Context: 6B: 64K tokens, 27B: 160K tokens", a variant's."""
    for match in _BY_SIZE.finditer(sentence) if _BY_SIZE.may_match(sentence) and _HEADS.match(sentence.text) else ():
        value = _tokens(match["n"], match["s"])
        if value is not None and SMALLEST <= value <= LARGEST:
            owner = sized_variant(page, match["v"], is_listed=True)
            place = (sentence.start + match.start("n"), sentence.start + max(match.end("n"), match.end("s")))
            yield page.fact(
                "context.by_size", "context_tokens", value, "tokens", place, sentence, owner=owner.name, role=owner.role
            )


_RULES = (
    ("context.output", "output_tokens", _OUTPUT),
    ("context.before", "context_tokens", _IN_AND_OUT),
    ("context.before", "context_tokens", _BOTH_LABELLED),
    ("context.before", "context_tokens", _BEFORE),
    ("context.before", "context_tokens", _WORDED_BEFORE),
    ("context.after", "context_tokens", _AFTER),
    ("context.before", "context_tokens", _WORDED_AFTER),
    ("context.after", "context_tokens", _CJK_AFTER),
    ("context.grew", "context_tokens", _GREW),
    ("context.window", "context_tokens", _TOKEN_LENGTH),
    ("context.window", "context_tokens", _WINDOW),
    ("context.window", "context_tokens", _WINDOW_OF),
    ("context.window", "context_tokens", _WINDOW_SIZE),
    ("context.reads", "context_tokens", _READS),
    ("context.reads", "context_tokens", _WORDED_READS),
    ("context.reads", "context_tokens", _MOST_INPUT),
    ("context.reads", "context_tokens", _SEQUENCES),
    ("context.reads", "context_tokens", _INPUT_LENGTH),
)
_CHOICE = Choice(_RULES, lambda one: one[2])
_ANY_LENGTH = one_of_cues(_BY_SIZE, *(pattern for _, _, pattern in _RULES))


def _fact(page: Page, sentence: Sentence, match: re.Match[str], rule: str, field: str) -> Fact | None:
    group = "" if match["n"] is not None else "2"
    match_start, match_end = match.start(f"n{group}"), max(match.end(f"n{group}"), match.end(f"s{group}"))
    if rule == "context.after" or (rule == "context.before" and _EXTENDS.search(sentence.text, 0, match.start())):
        match_start, match_end, value = _last_of_range(sentence.text, match)
    else:
        value = _tokens(match[f"n{group}"], match[f"s{group}"])
    if value is None or not SMALLEST <= value <= LARGEST:
        return None
    start, end = sentence.start + match_start, sentence.start + match_end
    if re.match(
        r"\W*(?:entries|characters|words|pages|users|requests|hours|dialects|examples|images)\b",
        page.text[end : end + 24],
        re.I,
    ):
        return None
    if is_not_now(page, start, end, sentence) or is_condition(sentence.text, match):
        return None
    whose = (
        sentence.start + match.start() if rule == "context.grew" else start
    )  # "extends the context of Tern 3.0 from"
    is_of_several = match_start > match.start(f"n{group}") and _FOR_SOME.match(sentence.text, match_end) is not None
    owner = Owner(page.subject.name or "", "launch") if is_of_several else owner_at(page, whose, end, sentence)
    return page.fact(rule, field, value, "tokens", (start, end), sentence, owner=owner.name, role=owner.role)


_ONWARD = re.compile(rf"(?: (?:window|length))?{_TOKENS} ?(?:to|-|->|→|up to|bis|auf|hasta|à|a) ?{_N}", re.I)
# "4 096 tokens, étendue à 32 000 tokens", 从 32K 扩展至 128K: the words themselves say that the former is the old length.
_EXTENDED = re.compile(
    rf"{_TOKENS}(?: ?(?:扩展|提升|增加|扩大|升级|提高)[至到为]|(?:から|에서),? ?|,? (?:étendue?|allongée?|portée?|extensible|ampliad[ao]|ampliable|erweitert|erweiterbar)(?: jusqu['’])? ?(?:à|a|hasta|auf) )(?:最大|约|約)? ?{_N}",
    re.I,
)
# "Expands its native 32K context to 256K": the second is what the model has.
_EXTENDS = re.compile(r"\b(?:expand|extend|increas|grow|scal|stretch|rais)\w*\b[^.;\d]{0,30}$", re.I)


# "128,000 tokens for the 3B model and 512,000 tokens for the others": the launch reads as much as the one that reads most.
_OF_ANOTHER = re.compile(rf"{_TOKENS} for (?:the |its )?[^.;,]{{2,30}}?,? and {_N}{_TOKENS} for ", re.I)
_FOR_SOME = re.compile(rf"{_TOKENS} for ", re.I)
_ENDS = re.compile(r"(?:[ -]?tokens?\b)?\W*(?:$|[.;,)])", re.I)


def _last_of_range(text: str, match: re.Match[str]) -> tuple[int, int, Decimal | None]:
    """Return place and value: of "from 128K to 256K" the latter."""
    onward = _ONWARD.match(text, match.end())
    is_change = bool(
        re.search(r"\b(?:from|von|de)\b", text[match.start() : match.start("n")], re.I)
        or "->" in text[match.end() : match.end() + 4]
        or _EXTENDS.search(text, 0, match.start())
    )
    if onward and not is_change and _ENDS.match(text, onward.end()):  # "window: 32,768 tokens to 131,072"
        first, last = _tokens(match["n"], match["s"]), _tokens(onward["n"], onward["s"])
        is_change = is_change or (first is not None and last is not None and last > first)
    by_variant = _OF_ANOTHER.match(text, match.end())
    if by_variant and (_tokens(by_variant["n"], by_variant["s"]) or 0) > (_tokens(match["n"], match["s"]) or 0):
        match = by_variant
    extended = _EXTENDED.match(text, max(match.end("n"), match.end("s")))
    chosen = extended or (onward if onward and is_change else match)
    end = max(chosen.end("n"), chosen.end("s"))
    return chosen.start("n"), end, _tokens(chosen["n"], chosen["s"])


def _tokens(number: str, scale: str | None) -> Decimal | None:
    if worded := re.fullmatch(r"(?:(\w+)[ -])?million", number, re.I):
        return value_of(worded[1] or "one", "million")
    text = number.replace(" ", ",")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", text) and not scale:  # German and Spanish thousands
        text = text.replace(".", ",")
    if not scale and "," not in text and len(text) < 4:
        return None
    factor = {"mil": 1000, "millón": 10**6}.get(scale.casefold()) if scale else None
    if factor:
        return value_of(text) * factor
    return value_of(text, scale if scale is None or scale.casefold() in SCALES else "m")
