"""Parameters: totals and active ones, per variant, from prose and from names such as 30B-A3B."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Choice, Cued, one_of_cues
from bot.reading.extremes import extreme_told
from bot.reading.numerals import A_NUMBER, AMOUNT, SCALES, value_of
from bot.reading.owners import Owner, is_not_now, owner_at, sized_variant
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.siblings import leads_to_an_earlier_one
from bot.reading.size_items import is_of_a_part, member_of_items
from bot.reading.size_lists import LISTS, NAMED, OF_OTHERS, PARAMS, named_sizes, read_lists, tier_told
from bot.reading.sizes_beside import A_PART, IN_SIZE, SIZE_AND_NAME, WEIGHS, is_of_another_lab, size_before_name
from bot.reading.sizes_of_another import is_of_another
from bot.types import Fact

_IN_NAME = re.compile(rf"(?<=[ _-])(?<![ -]\d_){NAMED}")  # in "auk-1_6b" the line stands for a point
_START = r"(?<![A-Za-z0-9_.$€£¥])(?<!\d,)(?<!\d-)"


_ACTIVE = AtNumbers(
    rf"{_START}{AMOUNT}(?:[ -](?:(?:de |d')?(?:parameters|paramètres|parámetros|Parametern?) )?(?:are |is |of them |of which |per token |that (?:are |actually )?|which are )?(?:active(?! memory\b| users\b)|activated|activate (?:per|for|on|at|during|in)|live|actifs|activos|aktiv\w*|used per token|used for each token|in use)\b"
    r"| of (?:them|which|those) (?:are )?(?:active|used)| ?个?(?:激活|活跃|活性|활성))",
    A_NUMBER,
    "activ aktiv actif live use 激活 活跃 活性 활성",
)
_ACTIVATES = Cued(
    rf"[Aa]ctivat(?:es|ing) (?:only |just |about )?{AMOUNT}(?: (?:active )?{PARAMS})?", A_NUMBER, "activat"
)
_OF_ACTIVE = Cued(
    rf"(?:active (?:parameters|params)(?: of|:)?|with) (?:only |just |about )?{AMOUNT}(?: (?:active )?parameters)? (?:per token|active|at a time|for each token)",
    A_NUMBER,
    "activ token time",
)
_ON_AVERAGE = Cued(
    rf"[Aa]ctivat(?:es|ing)\b(?:[^.;]|\.(?=\d)){{0,90}}?\baverag(?:ing|es) (?:about |around |roughly )?{AMOUNT}",
    A_NUMBER,
    "activat",
    "averag",
)
_USED = Cued(
    rf"\b(?:us(?:es|ing)|engag(?:es|ing)|run(?:s|ning)) (?:only |just |about |around ){{0,2}}{AMOUNT} (?:of (?:its|the) )?{PARAMS} (?:per|for (?:each|every|any)|on (?:each|every|any)) (?:given )?(?:input |output )?tokens?\b",
    A_NUMBER,
    "token",
    "us engag run",
)
_ACTIVE_EAST = Cued(
    rf"(?:激活|活跃|活性|アクティブ|활성 ?)(?:参数|パラメータ|매개변수|파라미터)?(?:量|数)?(?:为|约|は|：|:|仅)? ?{AMOUNT}",
    A_NUMBER,
    "激活 活跃 活性 アクティブ 활성",
)
_TOTAL = AtNumbers(
    rf"{_START}{AMOUNT}(?:[ -](?:total |trainable |model |dense |de |d')?(?:total[ -])?{PARAMS}| (?:in )?total\b| ?(?:总?参数|パラメータ|개? ?파라미터|개? ?매개변수))",
    A_NUMBER,
    "param parám total 参数 パラメータ 파라미터 매개변수",
)
_TOTAL_EAST = Cued(
    rf"(?<!激活)(?<!活跃)(?<!活性)(?<!アクティブ)(?<!활성)(?<!활성 )(?:总参数|参数|パラメータ|파라미터|매개변수)(?:量|数|규모)?(?:为|约|达到?|は|：|:|가|는)? ?{AMOUNT}",
    A_NUMBER,
    "参数 パラメータ 파라미터 매개변수",
)
_A_TRILLION = Cued(
    rf"\b(?P<n>[Aa]n?) (?P<s>[Tt]rillion|[Bb]illion)[ -](?:[Pp]arameters?|{PARAMS})", "param parám", "trillion billion"
)
_IN_ALL = Cued(
    rf"\b(?:un total de|au total|insgesamt|en total) {AMOUNT}(?: (?:de |d')?{PARAMS})?", A_NUMBER, "total insgesamt"
)
_BEHIND = Cued(
    rf"\b{PARAMS}(?: (?:count|size|scale|number))?(?: ?[:=] ?| (?:of|as high as|of up to|up to|reach(?:es|ing)|total(?:s|ling)|is|are) )(?:about |around |roughly )?{AMOUNT}(?![ -]?(?:tokens|activ|words|images|hours))",
    A_NUMBER,
    "param parám",
)
_BESIDE_ACTIVE = Cued(
    rf"\b(?:has|have|(?<!models )with|packs|counts) (?:about |around |roughly )?{AMOUNT},? (?:with|of which|and) (?:only |just |about )?\d+(?:\.\d+)?(?: ?[BM]| billion| million)? (?:of them )?(?:are )?active\b",
    A_NUMBER,
    "active",
)
_MODEL = AtNumbers(
    rf"{_START}(?<!-)(?P<n>\d{{1,4}}(?:\.\d{{1,2}})?)(?P<p>)(?P<s>[BMT])(?:-parameter)? (?:(?:dense|open|sparse|new|small|large|tiny|flagship|language|vision|vision-language|reasoning|[a-z-]+|[A-Z]\w{{0,6}}[A-Z]) ){{0,4}}"
    r"(?:model|transformer|LLM|VLM|SLM|MLLM|VLA|MoE|mixture|system|decoder|network|hybrid|version of)\b(?!s)",
    "9b 9m 9t",
    "model transformer llm vlm slm vla moe mixture system decoder network hybrid version",
)
_EARLIER = re.compile(
    r"\b(?:previous|predecessor|earlier|older|anterior|précédente?|Vorgänger\w*|last year's)\b[^.;]{0,20}$|(?:前世代|上一代|前作|旧版|전작)[^、。，,]{0,4}$",
    re.I,
)
_ORIGIN = re.compile(
    r"\b(?:fine-?tuned from|base model|distilled from|based on|built on|merged from)\b[^.;]{0,30}$", re.I
)
_BEYOND = re.compile(
    r"(?<!more )\b(?:beyond|below|under|above|than|scaling|variant with|smaller than|(?<!, )(?<! in )(?<!runs )(?<!sits )(?<!stands )at|compared (?:to|with)|parity with|contemporary|comparable|similar(?:ly)?(?:[- ]sized)?|other|existing|(?<!\ba )state-of-the-art|(?<!\ba )leading|competing)\W+(?:an? |the |other |contemporary |existing )?$",
    re.I,
)
# "From 500 million to 34 billion parameters" of models that span a range is the size of none.
_SPAN = re.compile(
    r"\b(?:from|between|entre|zwischen|von|de) \d+(?:[.,]\d+)? ?(?:[BM]|billion|million|Milliarden|milliards|mil millones)? (?:to|and|y|et|und|bis|à|a) $",
    re.I,
)
_SPANS = re.compile(
    r"\b(?:rang\w+|span\w*|scales?|sizes|famil\w+|series|models|oscil\w+|vont|reich\w+|tailles|tamaños|Größen|modelos|modèles|Modelle)\b",
    re.I,
)
_OLDER_OR_OTHER = re.compile(
    r"\bthan an? $|\b(?:most|many|other|several|all|typical|comparable|competing|rival|existing) $|\b(?:earlier|previous|older|last) (?:system|model|version|one)s?\b[^.;,]{0,24}$",
    re.I,
)
# "Fewer than 3% of its 2.4 trillion parameters are active": so many are not.
_SHARE_OF = re.compile(
    r"(?:%|\b(?:percent|fraction|part|portion|half|third|quarter)) of (?:the |its |their |[A-Z][\w.-]*(?: [\w.-]+){0,3}'s )?(?:total )?$"
)
# "Vision encoder: of our own, 0.6B parameters" is the size of a part.
_OF_A_PART = re.compile(
    r"^\W*(?:[\w-]+ ){0,3}(?:encoder|decoder|projector|tokeni[sz]er|vocoder|codec|connector|adapter|draft model|ViT|VAE)s?(?: \([^()]{1,40}\))?\s*:",
    re.I,
)
_WITH_A_PART = re.compile(
    r"\b(?:(?:encoder|projector|tokeni[sz]er|vocoder|codec|connector|adapter|\w*ViT|VAE)s?,? (?:with|of|at|that has|having|boasting|featuring|containing|totall?ing|comprising)"
    r"|(?:(?:each|every|one) (?:\w+ )?expert(?: (?:model|network))?|\d experts)(?: (?:has|have|with|of|at|having|contain\w*|hold\w*))+) (?:only |about |around |approximately |roughly |nearly |~)?$",
    re.I,
)  # "a ViT with approximately 0.6B parameters", "each expert has about 14B parameters"
# "Models with 47B and 3B active parameters": what is active of several that have no names.
_OF_SEVERAL = re.compile(r"\d[BM](?: \([^()]{1,20}\))? (?:and|or|&) $")
SMALLEST, LARGEST = Decimal(10**6), Decimal(10**14)


_AMOUNTS = (
    *(
        ("sizes.active", "params_active", one)
        for one in (_ACTIVE, _ACTIVATES, _OF_ACTIVE, _ON_AVERAGE, _USED, _ACTIVE_EAST)
    ),
    *(
        ("sizes.total", "params_total", one)
        for one in (_TOTAL, _TOTAL_EAST, _A_TRILLION, _IN_ALL, _BEHIND, _BESIDE_ACTIVE)
    ),
    ("sizes.total", "params_total", WEIGHS),
    ("sizes.total", "params_total", IN_SIZE),
    ("sizes.model", "params_total", _MODEL),
)


# "They outperform the Gull Plus series (up to 72 billion parameters)": the size of those.
_IN_BRACKETS_OF_OTHERS = re.compile(
    r"\b(?:outperform\w*|surpass\w*|beat(?:s|ing)?|than|versus|unlike) (?:the )?[A-Z][^.;()]{0,50}\((?:with )?(?:up to |about |around |~)?$"
)
# No size of either, or a sibling's: "a billion parameters more than", "its 70-billion parameter sibling".
_DIFFERENCE = re.compile(
    r"(?: param\w+)? (?:more|fewer|less)(?: param\w+)? than\b|[ -]?param\w*[ -](?:siblings?|predecessors?|cousins?|counterparts?)\b"
)
_CHOICE = Choice(_AMOUNTS, lambda one: one[2])
_ANY_SIZE = one_of_cues(SIZE_AND_NAME, *LISTS, *(pattern for _, _, pattern in _AMOUNTS))


def read_sizes(page: Page) -> Iterator[Fact]:
    """Yield total and active parameters; a size in a list of sizes is a variant's, never the launch's."""
    yield from _in_names(page)
    for sentence, _ in _ANY_SIZE.among(page.sentences):
        taken: set[int] = set()
        yield from size_before_name(page, sentence)
        for fact in read_lists(page, sentence):
            taken |= set(range(fact.quote.start, fact.quote.end))
            yield fact
        found: list[Fact] = []
        for rule, field, pattern in _CHOICE.worth_trying(sentence):
            for fact in _amounts(page, sentence, pattern.finditer(sentence), rule, field, taken):
                taken |= set(range(fact.quote.start, fact.quote.end))
                found += _of_each(page, sentence, fact)
        yield from _of_several(page, sentence, found)


_SEVERAL = re.compile(
    r"\b(?:two|three|four|five|several|\d) (?:[a-z]+ ){0,2}(?:sizes|variants|versions|models)\b|それぞれ|两[款种个]|分别|각각",
    re.I,
)


def _of_several(page: Page, sentence: Sentence, found: list[Fact]) -> Iterator[Fact]:
    """Give each total of "three model sizes: a 3 billion-parameter model, a 7 billion one" to a variant of that size."""
    totals = [fact for fact in found if fact.role == "launch" and fact.field == "params_total"]
    several = len({fact.value for fact in totals}) > 1 and _SEVERAL.search(sentence.text) is not None
    for fact in found:
        size = _printed_size(fact) if several and fact in totals else None
        owner = sized_variant(page, size, is_listed=True) if size else None
        yield replace(fact, owner=owner.name, role=owner.role) if owner else fact


def _printed_size(fact: Fact) -> str | None:
    """Return a size as names print it: 3.6B for "3.6 billion" and for 36億."""
    size = re.match(r"(\d+(?:\.\d+)?)[ -]?([BM])", fact.printed, re.I)
    if size:
        return size[1] + size[2].upper()
    return f"{float(fact.value) / 10**9:g}B" if isinstance(fact.value, Decimal) and not fact.printed.isascii() else None


_EACH = re.compile(
    r"^\W*(?:Both|All|All of them|Each(?! (?:\w+ )?(?:experts?|layers?|blocks?|heads?|tokens?|stages?|steps?)\b)|The (?:two|three|four))(?: (?:of )?(?:the |these )?(?:\w+ )?(?:models|versions|variants|sizes|of them))?\b"
)


def _of_each(page: Page, sentence: Sentence, fact: Fact) -> Iterator[Fact]:
    """Yield a fact for the launch and for every variant beside it where the sentence says "both models have"."""
    yield fact
    if fact.role == "launch" and _EACH.match(sentence.text):
        for variant in page.subject.variants:
            yield replace(fact, owner=variant, role="variant")


def _in_names(page: Page) -> Iterator[Fact]:
    """Yield the size that stands in the name of the launch or of a variant: Hy-MT2-7B has 7 billion."""
    seen: set[str] = set()
    for sentence in page.sentences:
        for mention in page.mentions_in(sentence.start, sentence.end):
            printed = page.text[mention.start : mention.end]
            if mention.name in seen or not page.is_subject(mention.name):
                continue
            match = _in_name(printed)
            if match is None or not (match["t"] or mention.name == page.subject.name) or _is_a_length(match, page.text):
                continue
            before = page.text[sentence.start : mention.start]
            if (
                _EARLIER.search(before)
                or _ORIGIN.search(before)
                or leads_to_an_earlier_one(before)
                or is_not_now(page, mention.start, mention.end, sentence)
            ):
                continue
            if re.match(
                r"[^.;]{0,30}\b(?:might|may|could|will|is still in training|planned)\b",
                page.text[mention.end : sentence.end],
            ):
                continue
            seen.add(mention.name)
            own = page.subject.name or ""
            owner = (
                Owner(own, "launch") if mention.name.casefold() == own.casefold() else Owner(mention.name, "variant")
            )
            yield from named_sizes(page, sentence, match, owner, "sizes.name", mention.start)


def _is_a_length(match: re.Match[str], text: str) -> bool:
    """Return whether a text speaks of the size in a name as of a length: "Auk-7B-1M" reads "1M tokens"."""
    return match["tu"] in ("M", "m") and any(
        f"{match['t']}M{behind}" in text for behind in (" token", "-token", " context")
    )


# "Tern-A13B" tells what is active alone.
_ACTIVE_IN_NAME = re.compile(r"(?<=[ _-])A(?P<t>)(?P<tu>)(?P<a>\d{1,4}(?:\.\d{1,2})?)(?P<au>[BM])(?![^\W_])")


def _in_name(name: str) -> re.Match[str] | None:
    """Return the size in a name: of two, as in "Auk-1B-7B", the larger one, which is the total."""
    return max(
        _IN_NAME.finditer(name),
        key=lambda match: Decimal(match["t"]) * SCALES[match["tu"].lower()],
        default=_ACTIVE_IN_NAME.search(name),
    )


LARGEST_NAMED = 2  # trillion; above it, a name counts the tokens of a checkpoint: "Auk-base-15T"


def sizes_in_name(page: Page, name: Sentence, owner: Owner) -> Iterator[Fact]:
    """Yield the sizes printed in a name that stands alone, in a cell of a table."""
    match = _in_name(name.text)
    if match is not None and not (match["tu"] == "T" and Decimal(match["t"]) > LARGEST_NAMED):
        yield from named_sizes(page, name, match, owner, "sizes.name", name.start, is_original=True)


_LINEUP = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|\d)-model (?:line-?up|family|series|range|suite)\b|\b(?:line-?up|family|series) spans\b"
)


def _of_a_lineup(page: Page, sentence: Sentence, match: re.Match[str], start: int) -> Owner | None:
    """Return the variant of "the four-model lineup, with the 31B model third": one of several, of its size."""
    is_the = page.text[sentence.start : start].endswith("the ") and match[0].endswith("model")
    if not is_the or not _LINEUP.search(sentence.text):
        return None
    return sized_variant(page, match["n"] + match["s"], is_listed=True)


def _is_of_none(sentence: Sentence, match: re.Match[str], start: int, end: int, field: str) -> bool:
    """Return whether the words around a size make it a span, a share, a difference, a part's or that of many models."""
    before = sentence.text[max(0, start - sentence.start - 40) : start - sentence.start]
    if _SPAN.search(before) and _SPANS.search(sentence.text):
        return True
    if _OLDER_OR_OTHER.search(before) or _WITH_A_PART.search(before):
        return True
    if field == "params_active" and (_SHARE_OF.search(before) or _OF_SEVERAL.search(before)):
        return True
    is_difference = _DIFFERENCE.match(sentence.text, end - sentence.start) is not None
    is_of_a_part = _OF_A_PART.match(sentence.text) or A_PART.search(match[0])
    return bool(is_difference or is_of_a_part or _BEYOND.search(before))


def _amounts(
    page: Page, sentence: Sentence, matches: Iterable[re.Match[str]], rule: str, field: str, taken: set[int]
) -> Iterator[Fact]:
    for match in matches:
        groups = match.groupdict()
        group = next((suffix for suffix in ("", "2", "3", "4", "5", "6", "7") if groups.get(f"n{suffix}")), None)
        if group is None or not match[f"s{group}"]:
            continue
        start = sentence.start + match.start(f"n{group}")
        end = sentence.start + max(match.end(f"n{group}"), match.end(f"s{group}"))
        value = value_of(match[f"n{group}"], match[f"s{group}"].strip())
        if (
            page.squeezed.origin(start) in taken
            or not SMALLEST <= value <= LARGEST
            or is_not_now(page, start, end, sentence)
        ):
            continue
        if (
            any(one.start <= start < one.end for one in page.mentions_in(sentence.start, sentence.end))
            and rule == "sizes.model"
        ):
            continue
        if _is_of_none(sentence, match, start, end, field) or is_of_a_part(page, sentence, start, end):
            continue
        so_far = sentence.text[: start - sentence.start]
        is_of_others = OF_OTHERS.search(so_far) or _IN_BRACKETS_OF_OTHERS.search(so_far)
        if is_of_others or is_of_another_lab(page, sentence, start):
            continue
        owner = owner_at(page, start, end, sentence)
        if owner.role == "launch" and is_of_another(page, sentence, start, end):
            continue
        if owner.role == "launch":
            size = f"{match[f'n{group}']}{match[f's{group}'][0].upper()}"
            told = extreme_told(page, sentence, start, size) if field == "params_total" else None
            if told and told.role == "other" and owner.role == "launch":  # the family has more members than are named
                yield page.fact(
                    "sizes.variant", "model", owner.name, None, (start, end), sentence, owner=owner.name, role="launch"
                )
                continue
            told = told or tier_told(page, sentence, end) or _of_a_lineup(page, sentence, match, start)
            owner = told or member_of_items(page, sentence, start, size) or owner
        if match[0].endswith("version of") and owner.role == "launch":
            owner = sized_variant(page, match["n"] + match["s"], is_listed=True)
        yield page.fact(rule, field, value, "params", (start, end), sentence, owner=owner.name, role=owner.role)
