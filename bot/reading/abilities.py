"""What a model reads and writes, what it can do, and in how many languages."""

from collections.abc import Iterator
from functools import lru_cache

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.cues import AtNumbers, Cued, Cues, lowered, one_of_cues
from bot.reading.numerals import A_NUMBER, AMOUNT, value_of
from bot.reading.owners import is_contrasted, is_not_now, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.word_lists import one_of
from bot.types import Fact, Qualifier

# These two in lower case, as what is searched.
_CUE = re.compile(
    r"\b(?:supports?|includ\w+|features?|featur\w+|with|offers?|capab\w+|built-in|native\w*|designed|built|excels?|model|models|can|handles?|provides?|enabl\w+|adds?|brings?|accepts?|understands?|generat\w+|for|alongside|dominates|optimi[sz]ed|capacit\w*|fähigkeit\w*|unterstützt)\b|支持|対応|지원"
)
_DENIED = re.compile(
    r"\b(?:no|not|without|lacks?|doesn't|does not|cannot|can't|never|neither|yet to|will|plans?|coming|future)\b[^.;]{0,40}$"
)
_WEAK = frozenset(
    {
        "vision",
        "math",
        "coding",
        "agentic",
        "translate",
        "programming",
        "mathematical",
        "mathematics",
        "medical",
        "browsing",
        "reasoning",
    }
)
_WEAK_CUE = re.compile(
    r"^[ -](?:and \w+ |, \w+(?:,| and) \w+ )?(?:capab\w+|abilit\w+|support|inputs?|tasks?|encoder|language|understanding|model|models|modes?|skills?|performance|benchmarks?|workloads?|features?|applications?|assistant|problems?|effort|LLMs?|use cases)\b|^[,.]? (?:and|or|alongside)\b|^,|^\W*$",
    re.I,
)
_LANGUAGES = AtNumbers(
    rf"(?<![\w.$€£¥])(?<!\d,){AMOUNT}\+?(?:[ -](?:other |different |natural |human |world |major |official |European |Indian |African |Asian |global |spoken |supported |working |total )*)?(?:languages|(?<=\d-)language(?! pairs?\b)|Sprachen|langues|idiomas|lenguas|개 언어)\b"
    rf"|(?<!\d){AMOUNT.replace('<n>', '<n2>').replace('<p>', '<p2>').replace('<s>', '<s2>')} ?(?:种|種|カ国|か国|ヶ国|개)(?:以上の|多个|不同)?(?:语言|語言|言語|語|언어)",
    A_NUMBER,
    "language sprachen langues idiomas lenguas 언어 语言 語",
    flags=re.I,
)
_LABELLED = Cued(
    rf"^\W*(?:languages|Sprachen|langues|idiomas|lenguas)(?: supported)? ?: ?{AMOUNT}(?![\w.])",
    A_NUMBER,
    "language sprachen langues idiomas lenguas",
    flags=re.I,
)
_TESTED = re.compile(
    r"\b(?:covers?|evaluat\w*|protocols?|test(?:s|ed|ing)?|benchmark\w*|human evaluation|annotat\w*|measured|dataset|set of|trained on data)\b",
    re.I,
)
_READS = re.compile(
    r"\b(?:accepts?|takes?|inputs?|understand\w*|process\w*|reads?|sees?|interpret\w*|handles?|multimodal|modalit\w+|across|natively|supports?|prompts?|vision|visual|from)\b",
    re.I,
)
_WRITES = re.compile(
    r"\b(?:generat\w*|output\w*|produc\w*|creat\w*|synthesi\w*|text-to-(?:image|video|speech|audio|music))\b", re.I
)
_MULTIMODAL = Cued(
    r"\b(?:natively |fully )?multi-?modal\w*\b|多模态|マルチモーダル|멀티모달",
    "multi 多模态 マルチモーダル 멀티모달",
    flags=re.I,
)


_A_CAPABILITY, _A_MODALITY = Cues("@capabilities"), Cues("@modalities")
_AN_ABILITY = one_of_cues(_A_CAPABILITY, _A_MODALITY, _MULTIMODAL, _LANGUAGES, _LABELLED)


def read_abilities(page: Page) -> Iterator[Fact]:
    """Yield capabilities, modalities and languages, each once."""
    seen: set[tuple[str, object]] = set()
    for sentence, _ in _AN_ABILITY.among(page.sentences):
        if sentence.text.startswith("|"):
            continue
        for fact in (*_capabilities(page, sentence), *_modalities(page, sentence)):
            if (fact.field, fact.value) not in seen:
                seen.add((fact.field, fact.value))
                yield fact
        yield from _languages(page, sentence)


@lru_cache(maxsize=4)
def _capability_words(catalogue: Catalogue) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {word: name for name, words in catalogue.words.capabilities.items() for word in words}
    return re.compile(rf"(?<![\w-])(?:{one_of(names)})(?![\w])", re.I), names


def _capabilities(page: Page, sentence: Sentence) -> Iterator[Fact]:
    pattern, names = _capability_words(page.catalogue)
    for match in pattern.finditer(sentence.text) if _A_CAPABILITY.are_in(sentence) else ():
        word = match[0].lower()
        before, after = sentence.text[: match.start()], sentence.text[match.end() :]
        if word in _WEAK and not _WEAK_CUE.match(after):
            continue
        if not _CUE.search(lowered(sentence.text)) or _DENIED.search(lowered(before)):
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        owner = owner_at(page, start, end, sentence)
        if owner.role == "rival" or is_contrasted(page, start, sentence) or not _speaks_of_launch(page, sentence):
            continue
        yield page.fact(
            "abilities.capability", "capability", names[word], None, (start, end), sentence, qualifier="exact"
        )


def _speaks_of_launch(page: Page, sentence: Sentence) -> bool:
    """Return whether the launch, or "it", "the model", a list item or a heading is what a sentence is about."""
    names = page.mentions_in(sentence.start, sentence.end)
    if any(page.is_subject(one.name) for one in names):
        return True
    opens = re.match(
        r"\W*(?:It|Its|The|This|These|They|Both|All|Each|Built|Designed|With|Es|Le|La|El|Das|\w+[^.]{0,60}:)\b",
        sentence.text,
    )
    return not names and (opens is not None or sentence.text[:1] in "-*•+" or page.document.is_teaser)


@lru_cache(maxsize=4)
def _modality_words(catalogue: Catalogue) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {word: name for name, words in catalogue.words.modalities.items() for word in words}
    return re.compile(rf"(?<![\w-])(?:{one_of(names)})(?![\w])", re.I), names


def _modalities(page: Page, sentence: Sentence) -> Iterator[Fact]:
    pattern, names = _modality_words(page.catalogue)
    has_word = _A_MODALITY.are_in(sentence)
    if not (has_word or _MULTIMODAL.may_match(sentence)) or not _speaks_of_launch(page, sentence):
        return
    for match in _MULTIMODAL.finditer(sentence):
        place = (sentence.start + match.start(), sentence.start + match.end())
        if owner_at(page, *place, sentence).role != "rival" and not _DENIED.search(
            lowered(sentence.text[: match.start()])
        ):
            yield page.fact(
                "abilities.multimodal", "capability", "multimodal", None, place, sentence, qualifier="exact"
            )
    for match in pattern.finditer(sentence.text) if has_word else ():
        yield from _modality(page, sentence, match, names[match[0].lower()])


def _is_of_lab(page: Page, text: str, match: re.Match[str]) -> bool:
    """Return whether a word is one of the lab's name: Mossgate Audio makes no sound by that."""
    lab = page.subject.lab or ""
    return match[0] in lab.split() and lab in text[max(0, match.start() - len(lab)) : match.end() + len(lab)]


def _modality(page: Page, sentence: Sentence, match: re.Match[str], name: str) -> Iterator[Fact]:
    text = sentence.text
    before, after = text[max(0, match.start() - 50) : match.start()], text[match.end() : match.end() + 40]
    place = (sentence.start + match.start(), sentence.start + match.end())
    if (
        _DENIED.search(lowered(before))
        or _is_of_lab(page, text, match)
        or is_contrasted(page, place[0], sentence)
        or owner_at(page, *place, sentence).role == "rival"
    ):
        return
    is_input = re.match(
        r"(?:s|es)?(?:,? (?:and|or) \w+|, \w+(?:,? (?:and|or) \w+)?)* (?:inputs?|understanding|capabilit\w+|encoder|prompts?|as input|chain|tokens? in|modalit\w+|language)\b|[- ]to[- ]", after, re.I
    )  # fmt: skip
    is_listed = _READS.search(before) and re.match(r"(?:s|es)?\W*(?:,|and|or|as input|inputs?|\.|$)", after, re.I)
    if _WRITES.search(before[-30:]):
        if match[0].lower() not in ("vision", "visual"):
            yield page.fact("abilities.modality_out", "modality_out", name, None, place, sentence, qualifier="exact")
    elif is_input or is_listed:
        yield page.fact("abilities.modality_in", "modality_in", name, None, place, sentence, qualifier="exact")


def _languages(page: Page, sentence: Sentence) -> Iterator[Fact]:
    for match in (*_LABELLED.finditer(sentence), *_LANGUAGES.finditer(sentence)):
        group = "" if match["n"] else "2"
        start = sentence.start + match.start(f"n{group}")
        end = sentence.start + max(match.end(f"n{group}"), match.end(f"p{group}"))
        value = value_of(match[f"n{group}"], match[f"s{group}"])
        before = sentence.text[max(0, match.start() - 80) : match.start()]
        if value > 10_000 or _TESTED.search(before) or is_not_now(page, start, end, sentence):
            continue
        owner = owner_at(page, start, end, sentence)
        has_plus = match[f"p{group}"] or sentence.text[match.end(f"n{group}") :][:1] == "+"
        plus: Qualifier | None = "over" if has_plus else None
        yield page.fact(
            "abilities.languages",
            "languages",
            value,
            "languages",
            (start, end),
            sentence,
            owner=owner.name,
            role=owner.role,
            qualifier=plus,
        )
