"""Licences: by name where the text speaks of terms, per variant where it says so, from a model card's front matter too."""

from collections.abc import Callable, Iterator

from bot.catalogue import Licence, fold
from bot.reading import lazy_re as re
from bot.reading.badges import licence_badge, licence_block
from bot.reading.cues import Choice, Cued
from bot.reading.front_matter import front_matter
from bot.reading.owners import is_contrasted, owner_at, owner_of
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact

_CUE = re.compile(
    r"\b(?:licen[sc]\w*|adher\w+ to|adopt(?:s|ed|ing)?|switch(?:es|ed|ing)? to|released under|available under|under (?:the|an?)|under\b|terms|open[- ]sourc\w*|Lizenz\w*|lizenziert|licencia\w*|licence|sous|bajo|unter)\b"
    r"|许可|协议|ライセンス|라이선스|ліценз|лиценз",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:code(?:base)?|repository|the base model|dataset|data ?sets?|training data|data (?:is|are)|documentation|library|sdk|cli|prompts?|protocols?|scores|paper|report|harness|tokenizer)\b[^.;]{0,40}$",
    re.I,
)
# "Some code in this folder comes from Tarn and is subject to": a borrowed part's.
_SOME_CODE = re.compile(
    r"\W*(?:Some|Certain|Parts?|Portions)(?: of)?(?: the| this| our)? (?:source )?(?:code|codebase|files|scripts|components)\b"
)
_MODELS_THERE = re.compile(
    r"\b(?:models?|weights|checkpoints?) (?:in|of|from) (?:this|the) repo(?:sitory)?\b"
    r"|\b(?:models?|weights|checkpoints?)(?:,| and| &)(?: the| its)?(?: [a-z]+)? code\b|\bcode(?:,| and| &)(?: the| its)?(?: model)? (?:models?|weights|checkpoints?)\b(?:,? (?:and|&) (?:the )?data\b)?"
    r"|\bcode(?:base)?\b[^.;,]{0,40}? (?:and|&) (?:the |our |all |its )?(?:[\w.-]* ){0,3}?(?:models?|weights|checkpoints?)\b"
    r"|\b(?:weights|checkpoints?),[^.;:]{3,90}, (?:and|&) [^.;:,]{0,40}?\bcode\b|\bsame licen[sc]e as (?:the |our )?(?:source )?code\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:originally|derived from|based on|not(?! only\b)|no longer|isn't|never|without|neither|rather than|instead of|previously|formerly|(?:up to|until|before|prior to) (?:version |v)?\d[\d.]*)\b[^,.;]{0,30}$|\b(?:modified|adapted|borrow\w*|taken|copied) from [^.;]{0,60}$|\balso subject to [^.;]{0,40}$",
    re.I,
)
_FUTURE = re.compile(
    r"\b(?:will|plans?|planned|promis\w+|intends?|expected|may (?:be|become|come|move|switch|release|open|follow|not)|might|could|would|consider\w*)\b[^.;]{0,60}$",
    re.I,
)
# "An Apache 2.0-licensed open-source launch of both planned soon"
_PLANNED = re.compile(r"-licensed (?:[^.;,]|\.(?=\d)){0,90}\b(?:planned|to come|to follow|coming soon|on the way)\b")
_PROPRIETARY = Cued(
    r"\b(?:proprietary|closed[- ](?:source|weights?|model)|closed-source|propriet(?:är\w*|aire)|propietari[oa]|quellgeschlossen)\b|闭源|专有|プロプライエタリ",
    "propriet propiet closed quellgeschlossen 闭源 专有 プロプライエタリ",
    flags=re.I,
)
_OTHER_THING = re.compile(
    r"^(?:[和与及或、](?:开源|闭源|专有)?)?(?:评测|模型|数据|基准|方案|竞品|大模型)|^\W*(?:(?:[a-z][\w-]* ){0,3}(?:data|datasets?|corpus|corpora)\b|training|technology|system|chip|hardware|control|alternatives?|rivals?|competitors?|models\b|peers|labs?|counterparts?|frontier|[A-Z][\w.-]* models?\b)",
    re.I,
)
# What is proprietary may be a pipeline or a test of the maker's: the word is of a model before one, or where no noun follows.
_OF_A_THING = re.compile(
    r"^,? (?!(?:and|or|but|with|for|to|in|on|at|as|by|though|while|because|so|rather|only|unlike|until|now|today|here|via|through|is|are|was|which|that)\b)"
    r"(?!(?:[\w-]+,? ){0,3}(?:models?|LLMs?|weights|licen[cs]es?|terms|release|offering|product|famil(?:y|ies)|checkpoints?)\b)[a-z]"
)
NEAR = 12  # characters between "under" and the name of the terms
_NEEDS_CUE = re.compile(r"^[A-Za-z]+$")  # MIT is a university too, Gemma a model


def read_licences(page: Page) -> Iterator[Fact]:
    """Yield every licence that the launch or a variant of it is said to stand under, and "proprietary"."""
    said = list(_front_matter(page))
    for sentence in page.sentences:
        named = list(_named(page, sentence)) or list(_unknown(page, sentence))
        said += named or _proprietary(page, sentence)
    yield from _most_exact(said) or list(_badge(page)) or list(_of_all_files(page)) or _badge(page, licence_block)


# A repository that says of its files alone under which terms they stand says it of the weights that it speaks of, too.
_ALL_FILES = Cued(
    r"\b(?:[Aa]ll (?:the )?(?:files|contents?|materials?) (?:in|of) (?:this|the) repo(?:sitory)?|(?<!in )(?<!of )(?<!from )(?<!for )[Tt]his (?:repo(?:sitory)?|project)) (?:is|are) (?:licen[sc]ed|released|distributed|made available)\b[^.;]{0,20}?\bunder\b",
    "licen releas distribut available",
    "under",
)


def _of_all_files(page: Page) -> Iterator[Fact]:
    for sentence in _ALL_FILES.among(page.sentences):
        said = _ALL_FILES.search(sentence)
        place = sentence.start + said.end() if said else sentence.end
        for hit in page.hits_in(place, sentence.end, "licence")[:1]:
            if isinstance(hit.entry, Licence) and hit.start - place < NEAR:
                yield page.fact(
                    "licences.repository", "license", hit.entry.name, None, (hit.start, hit.end), sentence,
                    measure=hit.entry.licence_class,
                )  # fmt: skip
                return


def _most_exact(said: list[Fact]) -> list[Fact]:
    """Leave out a licence without a version where the text gives it elsewhere: "CC BY-NC" beside "CC BY-NC 4.0"."""
    named = {str(fact.value) for fact in said}
    dated = {name.rpartition(" ")[0] for name in named if re.search(r" \d+(?:\.\d+)?$", name)}
    return [fact for fact in said if fact.value not in dated]


def _badge(page: Page, found_in: Callable[[str], tuple[str, int, int] | None] = licence_badge) -> Iterator[Fact]:
    found = None if page.document.is_teaser else found_in(page.original)
    licence = page.catalogue.licence(found[0]) if found else None
    if found and licence:
        name, start, end = found
        sentence = Sentence(f"License: {name}", start, end, 0, is_heading=False)
        yield page.fact(
            "licences.badge", "license", licence.name, None, (start, end), sentence,
            measure=licence.licence_class, quote=sentence.text, is_original=True,
        )  # fmt: skip


def _front_matter(page: Page) -> Iterator[Fact]:
    """Read `license:` of a model card: the text before the second line of dashes."""
    if page.document.is_teaser:
        return
    for value in front_matter(page.original):
        if value.keys not in (("license",), ("license_name",)):
            continue
        licence = page.catalogue.licence(value.text)
        if licence is None and value.keys != ("license_name",):  # "other", until a name follows
            continue
        sentence = Sentence(f"{value.keys[0]}: {value.text}", value.start, value.end, 0, is_heading=False)
        yield page.fact(
            "licences.card", "license", licence.name if licence else value.text, None, (value.start, value.end), sentence,
            measure=licence.licence_class if licence else "restricted", quote=sentence.text, is_original=True,
        )  # fmt: skip


def _named(page: Page, sentence: Sentence) -> Iterator[Fact]:
    for hit in page.hits_in(sentence.start, sentence.end, "licence"):
        licence = hit.entry
        if not isinstance(licence, Licence) or licence.licence_class == "proprietary":
            continue
        if page.text[hit.start - 1 : hit.start] == "-":  # the tail of another licence's name
            continue
        if any(
            one.end > hit.end for one in page.mentions_in(hit.start, hit.end)
        ):  # a model whose licence is named alike
            continue
        before, after = page.text[sentence.start : hit.start], page.text[hit.end : min(sentence.end, hit.end + 30)]
        has_cue = (
            _CUE.search(before[-70:])
            or re.match(
                r"\W*(?:open[- ]source |开源|开放|开源软件)?(?:licen[sc]\w*|(?:protocol|agreement)\b|Lizenz|许可|协议|ライセンス|라이선스)",
                after,
                re.I,
            )
            or _is_aside(before, page.text[hit.start : hit.end], after)
            or _is_attribute(before, page.text[hit.start : hit.end], page.text[hit.end : sentence.end])
        )
        if not has_cue and not re.search(r"licen[sc]", page.text[hit.start : hit.end], re.I):
            continue
        is_to_come = _FUTURE.search(before) or _PLANNED.match(page.text[hit.end : sentence.end])
        if _NEGATED.search(before) or is_to_come or _is_of_something_else(page, sentence, hit.start):
            continue
        owner = owner_at(page, hit.start, hit.end, sentence)
        if owner.role in ("rival", "other") and _SAME_AS.search(before):  # "has the same licence as Auk 1.0: MIT"
            owner = owner_of(page, page.mentions_in(sentence.start, sentence.end)[0])
        if owner.role in ("rival", "other"):
            continue
        start, end = _whole_name(page, hit.start, hit.end, sentence)
        name = licence.name if (start, end) == (hit.start, hit.end) else page.text[start:end]
        yield page.fact(
            "licences.named", "license", name, None, (start, end), sentence,
            owner=owner.name, role=owner.role, measure=licence.licence_class,
        )  # fmt: skip


_SAME_AS = re.compile(
    r"\bsame (?:[\w-]+ )?(?:licen[sc]e|terms) as\b|(?:相同|同样|一致|一样)的?(?:开源)?(?:许可|协议)|同じライセンス"
)
_A, _MODEL_BEHIND = re.compile(r"\ban? $"), re.compile(r"[,-]? ?[a-z][^.;:]{0,60}?\b(?:models?|LLM)\b")


def _is_attribute(before: str, licence: str, after: str) -> bool:
    """Return whether a licence stands before a model as its adjective does: "an Apache 2.0, unified model"."""
    return any(c.isdigit() for c in licence) and bool(_A.search(before) and _MODEL_BEHIND.match(after))


# "Open models (Apache 2.0)", "open weights, MIT", "It is Apache 2.0": terms without a word for them.
_OPEN = re.compile(
    r"\b(?:open\w*|weights?|models?|offen\w*|Modelle?n?|ouvert\w*|modèles?|abiert\w*|modelos?|frei|free\w*|Anpassbarkeit)\b[^.;()]{0,24}$",
    re.I,
)
_ASIDE = re.compile(r"\($|\bopen[- ]weights?(?: models?)?(?:,| and|:|;|/| \||·) ?$", re.I)
_BEHIND_A_SIZE = re.compile(r"\((?:[^()]{1,20}, )?\d+(?:\.\d+)?[BM](?: [a-z-]{2,12}){0,2}, $")  # "Auk Small (24B, MIT)"
_IS = re.compile(r"\b(?:is|are|stays?|remains?|ist|sind|est|sont|es|son) (?:now |fully |all )?$")


def _is_aside(before: str, name: str, after: str) -> bool:
    """Return whether a licence stands in brackets behind what is open, behind "open weights", or is what "it is"."""
    if _BEHIND_A_SIZE.search(before[-50:]):
        return re.match(r" ?[),;]", after) is not None
    if _ASIDE.search(before):
        return (
            re.match(r" ?(?:[),;./|·]|and\b|$)", after) is not None
            and _OPEN.search(before.rstrip("( ,:;/|·")) is not None
        )
    return _IS.search(before) is not None and _NEEDS_CUE.match(name) is None


# What makes a known licence another one: "TII Falcon License" with a version, "OpenRAIL" with a letter.
_ITS_TAIL = re.compile(
    r"\+\+|(?: Agreement)? \d\.\d - [A-Z]{2,3}\b|-[A-Z]\w{0,3}(?: v?\d(?:\.\d)?)?(?![\w-])| v\d(?:\.\d)?(?![\w-])| \d\.\d(?![\w%-])"
)


def _whole_name(page: Page, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """Return where the name of a licence begins and ends, when it goes on behind what the catalogue knows of it."""
    tail = _ITS_TAIL.match(page.text, end, sentence.end)
    if tail is None or page.catalogue.licence(page.text[start : tail.end()]):
        return start, end
    head = re.search(r"(?<=the )[A-Z]\w+ $", page.text[sentence.start : start])
    return start - len(head[0]) if head else start, tail.end()


def _is_of_something_else(page: Page, sentence: Sentence, end: int) -> bool:
    """Return whether a licence is that of code, data or papers; "Auk Code" and "the models in this repository" are models."""
    before = page.text[sentence.start : end]
    for one in reversed(page.mentions_in(sentence.start, end)):
        if page.is_subject(one.name):
            before = f"{before[: one.start - sentence.start]}{before[one.end - sentence.start :]}"
    return bool(_SOME_CODE.match(before) or _NOT_OURS.search(_MODELS_THERE.sub("", before)))


# "Gannet Open License v1.0", "GANNET LICENSE", "Gannet community license", and as a file is named: "gannet-research-license-v1.0".
_PLAIN = r"(?:open|community|research|academic|model|weights|(?:non-?)?commercial|responsible|acceptable|use|AI)"
_OWN = (
    r"(?P<l>(?:Community|Open|Research) [Ll]icen[sc]e (?:[Aa]greement )?for (?:the )?[A-Z][\w.-]+(?: [Mm]odels?)?"
    r"|[A-Z][\w.+-]*(?: (?:[A-Z][\w.+-]*|\d+(?:\.\d+)?[BM]?|\[\w+\])){0,5}"
    rf"(?: {_PLAIN}){{0,4}} (?:[Ll]icen[sc]e(?: [Aa]greement)?|LICEN[SC]E(?: AGREEMENT)?)(?: v?\d(?:\.\d)?(?: - [A-Z]{{2,3}}\b)?)?"
    r"|[A-Za-z][\w.]*(?:-[\w.]+){0,5}-licen[sc]e(?:-v?\d[\d.]*\d)?)(?![\w])"
)
_ANY = Cued(
    rf"\b(?:under|with|governed by|subject to|adher\w+ to|abid\w+ by|terms of|accept(?:ing)?|(?:use|usage) (?:of (?:[\w.-]+ ){{1,5}})?requires|(?<=\()see) (?:the |an? )?(?:new |custom |permissive |own |separate |dedicated )?{_OWN}",
    "licen",
)
_LABELLED = Cued(rf"^\W*(?:(?:Model|Governing|The) )?[Ll]icen[sc]e[^:.;]{{0,24}}: {{0,2}}(?:the |The )?{_OWN}", "licen")
# "라이선스: Gannet Community 1.0", "许可证：Gannet Research 2.0": behind the label the name needs no word for itself.
_LABEL_ABROAD = Cued(
    r"(?:라이선스|许可证|许可协议|許可證|授權條款|ライセンス|[Лл]іцензія|[Лл]ицензия) ?[:：] {0,2}(?P<l>[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,2} (?:Community|Research|Open|Model)(?: License)?(?: v?\d(?:\.\d)?)?)(?![\w.]*\w)",
    "라이선스 许可 許可 授權 ライセンス іцензія ицензия",
)
_STATED = Cued(rf"\bThe {_OWN} (?:can be found|applies|governs|covers|is available|of the model)\b", "licen")
_OWN_TERMS = Choice((_ANY, _LABELLED, _STATED, _LABEL_ABROAD), lambda one: one)
_NO_MODEL_LICENCE = re.compile(
    r"^(?:Model|Code|Commercial|Enterprise|Custom|Use|Software|Developer|This|The|Our|Its|Same|Open|Source) ", re.I
)
_TWICE = re.compile(r"^(\S+ )\1")


def _unknown(page: Page, sentence: Sentence) -> Iterator[Fact]:
    """Yield a licence of the lab's own by its shape: "under the Gannet Open License v1.0"."""
    for match in (found for pattern in _OWN_TERMS.worth_trying(sentence) for found in pattern.finditer(sentence)):
        name = _TWICE.sub(r"\1", match["l"])  # "the Gannet [Gannet License](LICENSE)"
        end = sentence.start + match.end("l")
        start = end - len(name)
        before = sentence.text[: match.start("l")]
        is_closed = name.startswith("Proprietary ")
        if (
            _NO_MODEL_LICENCE.match(name)
            or _NEGATED.search(before)
            or _FUTURE.search(before)
            or (_is_of_something_else(page, sentence, start) and not _bears_the_name(page, name))
        ):
            continue
        owner = owner_at(page, start, end, sentence)
        if owner.role in ("launch", "variant"):
            yield page.fact(
                "licences.shape", "license", "proprietary" if is_closed else name, None, (start, end), sentence,
                owner=owner.name, role=owner.role, measure="proprietary" if is_closed else "restricted",
            )  # fmt: skip


def _bears_the_name(page: Page, licence: str) -> bool:
    """Return whether a licence is called after the launch: it is the model's, even where a line has it for the code."""
    own = fold(page.subject.name or "")
    return len(own) >= SHORTEST_NAME and fold(licence).startswith(own)


SHORTEST_NAME = 4  # letters and digits
_LIKE_OTHERS = re.compile(
    r" (?:[A-Za-z-]+ ){0,3}(?:models?|systems?|LLMs?|rivals?|competitors?),? (?:like|such as|including|from)\b"
)


# "Most capable web agents today are proprietary": those of others.
_OF_MOST = re.compile(
    r"^\W*(?:(?:While|Although|Today|Unlike|Since|As|But|And),? )?(?:most|many|other|others|all other|several|leading|existing|current|today's|rival|competing)\b[^.;,]{0,80}\b(?:are|remain|stay|were)(?: (?:still|all|often|largely|mostly|typically|fully))? $",
    re.I,
)


def _proprietary(page: Page, sentence: Sentence) -> Iterator[Fact]:
    for match in _PROPRIETARY.finditer(sentence):
        before, after = sentence.text[: match.start()], sentence.text[match.end() :]
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if _NEGATED.search(before) or _OTHER_THING.match(after) or is_contrasted(page, start, sentence):
            continue
        if before.endswith("their ") and after.startswith(" nature"):  # of several others, told before
            continue
        if re.search(r"\b(?:whether|or|beat\w*|rival\w*|match\w*|surpass\w*|between)\b[^.;]{0,40}$", before, re.I):
            continue
        if _OF_MOST.search(before):
            continue
        if match[0].lower() == "proprietary" and _OF_A_THING.match(after):
            continue
        if _LIKE_OTHERS.match(after) and not any(
            page.is_subject(one.name) for one in page.mentions_in(sentence.start, end)
        ):
            continue
        next_named = page.mentions_in(end, min(end + 24, sentence.end))[:1]  # "its proprietary Gannet models"
        if any(one.start == end + 1 and not page.is_subject(one.name) for one in next_named):
            continue
        owner = owner_at(page, start, end, sentence)
        if owner.role in ("rival", "other"):
            continue
        yield page.fact(
            "licences.proprietary", "license", "proprietary", None, (start, end), sentence,
            owner=owner.name, role=owner.role, measure="proprietary",
        )  # fmt: skip
        return
