"""How a model can be had: a set of assertions, with what is denied, planned or said of another model left out."""

from collections.abc import Iterator
from typing import NamedTuple

from bot.reading import lazy_re as re
from bot.reading.cues import Choice, Cued
from bot.reading.owners import is_contrasted, owner_at
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Fact


class _Assertion(NamedTuple):
    value: str
    pattern: Cued


_I = re.IGNORECASE
_NEGATIVE = _Assertion(
    "no_open_weights",
    Cued(r"\b(?:no|not(?! (?:use|misuse|conducive|allowed|possible|able|necessary|required|need)\b)|without(?! (?:needing|having|the need|requiring|any need)\b)|nor|neither|never|keine|sans|sin)\b[^.;]{0,30}?\b(?:open[- ]weights?|open[- ]sourc\w+|free download|downloadable weights|weights)\b"
         r"|\bweights (?:are|were|will) not\b|\bweights (?:will )?(?:stay|remain|are kept) (?:in-?house|inside|internal|private|closed|secret)\b|不开源|未开源", "no ne without keine sans sin weight 不开源 未开源", "open download weight 开源", flags=_I),
)  # fmt: skip
_ASSERTIONS = (
    _Assertion(
        "open_weights",
        Cued(
            r"\bopen(?:[- ]weights?\b|[- ]?sourc(?:e|ed|es|ing)\b|ly (?:available|licen[sc]ed|released)| models?\b|[- ]access\b(?! (?:paper|journal|article)))"
            r"|(?-i:\bopen) (?:(?:AI|language|foundation|vision|speech|embedding|multimodal|reasoning|video|image) ){1,2}models?\b",
            "open",
            flags=_I,
        ),
    ),
    _Assertion(
        "open_weights",
        Cued(
            r"\bweights(?:(?:,| and|, and| &) [\w -]{3,40}){1,3}? (?:is|are|have been|were) (?:(?:made|now|freely|publicly|also|already) ){0,3}(?:available|released|published)\b"
            r"|\bweights? (?:(?:is|are|have been|were|can be|made|now|freely|publicly|also|already) ){0,4}(?:available|released|published|downloaded|downloadable|(?:(?:completely|fully) )?open|up|live|on Hugging Face|public)"
            r"|\b(?:provid(?:es?|ed|ing)|offer(?:s|ed|ing)?|mak(?:es?|ing)) (?:the |its |their )?(?:[\w.-]+ ){0,3}weights\b(?! (?:to|into|smaller|more)\b)"
            r"|\b(?:released|releasing|publish\w*|download\w*|released|share[sd]?(?! (?:the same |some |its |their |all )?(?:of (?:its |their |the ))?weights\b)|posted|uploaded|open(?:ed)?|release of)\b[^.;]{0,40}\bweights\b",
            "weight",
            flags=_I,
        ),
    ),
    _Assertion(
        "open_weights",
        Cued(
            r"\b(?:available|download\w*|published|released|hosted|live|up|weights|checkpoints?|models?|found|get)\b[^.;]{0,80}?\b(?:on|from|at|via|(?:uploaded|pushed|released|published) to) (?:🤗 ?)?(?:the )?(?:Hugging ?Face|ModelScope|GitHub and Hugging Face)\b(?! (?:Spaces?|[Dd]emo))",
            "hugging modelscope",
            flags=_I,
        ),
    ),
    _Assertion(
        "open_weights",
        Cued(
            r"\b(?:releas|provid|publish|open-?sourc|download)\w* (?:[\w-]+ ){0,4}?pre-?trained (?:[\w-]+ ){0,2}?(?:models?|checkpoints?|backbones?|encoders?)\b",
            "trained",
            flags=_I,
        ),
    ),
    _Assertion(
        "open_weights",
        Cued(
            r"\bfree(?:ly)? (?:to )?download\b|\bavailable (?:for|to) download\b(?! (?:on|in|from) (?:the )?(?:App|Play|Google|iOS|Mac|Microsoft)\b)|\bself-host\w*\b|\bcan (?:now |freely |already |be ){0,3}download(?:ed)?\b(?! (?:[\w'-]+ ){0,4}(?:apps?|reports?|papers?|datasets?|data|code|documentation|SDK|extension|plugin|results|files?|images?|videos?)\b)|\btorrent\b(?! of\b)|\bpeuvent (?:désormais )?télécharger\b",
            "download self-host torrent télécharger",
            flags=_I,
        ),
    ),
    _Assertion(
        "open_weights",
        Cued(
            r"\bGewichte\b[^.;]{0,60}\b(?:freigegeben|veröffentlicht|verfügbar)|\bquelloffen\w*|\boffene(?:n|r)? (?:Gewichte?|Modell)|\bpoids ouverts?|\bcódigo abierto|\bpesos abiertos|\bmodèle ouvert"
            r"|开源|开放权重|权重开放|オープンソース|オープンウェイト|重み[をはが][^。]{0,24}公開|오픈소스|오픈 ?웨이트"
            r"|\b(?:відкрит|открыт)\w* (?:ваг|вес)\w*|\b(?:ваги|веса) (?:у )?(?:відкрит|открыт|опублік|опублик)\w*",
            "quelloffen gewicht modell poids código abiertos modèle 开源 开放权重 权重开放 オープン 重み 오픈 відкрит открыт опублік опублик",
            flags=_I,
        ),
    ),
    _Assertion(
        "private_preview",
        Cued(
            r"\b(?:private|limited|closed|invite-only|restricted|early[- ]access|research|public|gated|developer) (?:preview|beta|alpha|release)\b|\bpreview to select\b|\b(?:in|as a|into) preview\b|\b(?:releas|launch|unveil|ship|publish)\w* an? (?:[\w-]+ ){0,3}preview (?:(?:version|edition|release|build) )?of\b|\b(?:[Aa]|[Tt]he) preview (?:version )?(?:is|of the model is) (?:now |currently |already )?(?:available|out|live)\b|\bearly access\b|\baccess (?:to )?(?:the|an?) preview\b"
            r"|\bselect(?:ed)? (?:partners|customers|developers|users)\b",
            "preview beta alpha private_release limited_release closed_release invite-only_release restricted_release access_release research_release"
            " public_release gated_release developer_release early_access select",
            flags=_I,
        ),
    ),
    _Assertion("waitlist", Cued(r"\bwait(?:ing)?[ -]?list\b|\bWarteliste\b", "wait warteliste", flags=_I)),
    _Assertion(
        "api",
        Cued(
            r"\b(?:(?:via|through|over|in|on|from|using|by|with)\b[^.;,]{0,60}?\bAPIs?\b|(?:exclusive(?:ly)? to|exclusively on|added to|rolled out to|launched (?:in)?to|released (?:in)?to|only in) (?:the |its |our )?(?:[A-Z]\w+ )?API\b|(?:try|access)\b[^.;]{0,100}\b(?:and|or|&) (?:[A-Z]\w+ )?APIs?\b|[Tt]he API of\b|availability of (?:its|the|our) API\b|API (?:access|only|pricing|customers|users|endpoint|is|are|price)|(?:available|accessible|served|offered|live)\b[^.;]{0,60}?\b(?:Amazon Bedrock|Bedrock|Vertex AI|Azure|AI Foundry|Foundry|AI Studio|OpenRouter|Model Studio|La Plateforme|cloud platform|developer platform|console)\b"
            r"|per (?:1M|million|1 million|M) (?:input|output )?tokens?\b|API-Zugang|über (?:die|eine|seine) [^.;]{0,20}(?:API|Schnittstelle)|via l'API|mediante (?:su|la) API)|通过 ?API|(?:可|可以|即可)(?:通过|透過|通過)[^。；，,;]{1,60}API|API ?(?:提供(?!を?予定)|开放|調用|调用|呼叫|で提供|経由|를 통해|로 (?:제공|이용|공개|바로))"
            r"|\b(?:open(?:s|ed)|launch(?:es|ed)) (?:up )?(?:its|the|an?) (?:[A-Z][\w.-]* ){1,4}API\b",
            "api bedrock vertex azure foundry ai_studio model_studio openrouter plateforme cloud_platform developer_platform console per_m per_9_m per_9m schnittstelle",
            flags=_I,
        ),
    ),
    _Assertion(
        "app",
        Cued(
            r"\b(?:in|on|inside|within|into|across) (?:the |its |our )?[A-Z][\w.]*(?: [A-Z][\w.]*)? (?:app|apps|chat|assistant|chatbot)\b|\b(?:Plus|Pro|Max|Team|Enterprise|Premium|Ultra|paid|paying|free) (?:users|subscribers|plans?|tiers?)\b|\bpowers? [A-Z][\w.]*(?: [A-Z][\w.]*)? across\b|\bin(?:to)? its apps\b|\bapps and \w+"
            r"|\b(?:can|may) (?:now )?be (?:accessed|tried(?: out)?) (?:from|at|on)(?=\W*$| [\w-]+\.(?:ai|com|chat|org|net)\b)|\b[Cc]hat with\b[^.;]{1,60}\b(?:on|at)\b[^.;]{0,40}\b(?:website|site)\b",
            "app chat assistant users subscriber plan tier power accessed tried",
        ),
    ),
    _Assertion(
        "not_released",
        Cued(
            r"\bnot (?:be )?(?:publicly |generally |yet |being )*(?:available|released|released publicly|made public)\b|\bno (?:public|general) (?:release|access|availability)\b|\bwill not (?:be )?(?:releas|sell|sold)\w*|\binternal(?:ly)?[- ]only\b|\bkept? internal\b",
            "availab releas public access intern sell sold",
            "no intern",
            flags=_I,
        ),
    ),
    _Assertion(
        "later",
        Cued(
            r"\b(?:will|to) (?:be |become )?(?:available|released?|roll(?:ed)? out|ship|open[- ]sourced?|launch)\b|\bcoming (?:soon|weeks|months|later)\b|\b(?:in the )?coming (?:weeks|months)\b|\bplans? to (?:release|open[- ]source|ship|launch)\b|\blater this (?:year|month|week|quarter)\b|\bweights (?:by|in|on) [A-Z]\w+",
            "avail releas roll ship open launch coming later weights",
            "will_ to_be to_become to_avail to_releas to_roll to_ship to_open to_launch coming later weights_by weights_in weights_on",
            flags=_I,
        ),
    ),
)
_FUTURE = re.compile(
    r"\b(?:will|plans?|planned|planning|promis\w+|intends?|expect\w*|may (?:be|become|come|move|switch|release|open|follow|not)|might|could|would|consider\w*|eventually|wait for|soon|later|coming|future|whether|if|hopes?|pledg\w+|roadmap|upcoming)\b",
    _I,
)
_DENIED = re.compile(
    r"\b(?:no|not|\w+n't|without|never|neither|nor|isn't|aren't|abandon\w*|instead of|rather than|away from|departure from|reversal|retreat\w* from|unlike|once|formerly|fundamental departure|keine?|nicht|pas|sans|no es)\b",
    _I,
)
_ELSEWHERE = re.compile(
    r"^\W*(?:reversal|behind|retreat|(?:are|is) an?\b|philosophy|strategy|identity|community|advocates?|ecosystem|versions?|movement|rivals?|alternatives?|competitors?|models? (?:from|like|such as)|future|tools?|code ?bases?|repos(?:itor\w+)?|librar\w+|frameworks?|projects?|data|software|labs?|stance|approach|commitments?|peers|software|leaderboard|dataset|offerings)\b",
    _I,
)


_ANSWERED_NO = re.compile(r"\W{0,4}[:=]\W{0,4}(?:no|none|not|n/a)\b", _I)  # "Open weights: No"
_CHOICE = Choice((_NEGATIVE, *_ASSERTIONS), lambda one: one.pattern)


def read_access(page: Page) -> Iterator[Fact]:
    """Yield how the launch can be had; nothing that another model, a plan or a denial says."""
    for sentence, assertions in _CHOICE.among(page.sentences):
        for assertion in assertions:
            match = _said(page, sentence, assertion)
            if match is not None:
                place = (sentence.start + match.start(), sentence.start + match.end())
                yield page.fact(f"access.{assertion.value}", "access", assertion.value, None, place, sentence)


def _said(page: Page, sentence: Sentence, assertion: _Assertion) -> re.Match[str] | None:
    """Return the words by which a sentence asserts something of the launch."""
    matches = assertion.pattern.finditer(sentence)
    if assertion is _NEGATIVE:
        first = next(iter(matches), None)
        return first if first and not is_contrasted(page, sentence.start + first.start(), sentence) else None
    return next((match for match in matches if _holds(page, sentence, match, assertion.value)), None)


def _holds(page: Page, sentence: Sentence, match: re.Match[str], value: str) -> bool:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    if owner_at(page, start, end, sentence).role in ("rival", "other"):
        return False
    if value in ("later", "not_released"):
        return not (
            _OF_DETAILS.search(sentence.text[: match.start()]) or _IN_A_LIBRARY.match(sentence.text[match.end() :])
        )
    if value == "private_preview" and (
        _NAMED_APART.match(sentence.text[match.end() :]) or _OF_A_TOOL.search(sentence.text[: match.start()])
    ):
        return False
    clause = _clause(sentence.text, match.start())
    if value == "open_weights":
        if (
            _ELSEWHERE.match(sentence.text[match.end() :])
            or _ANSWERED_NO.match(sentence.text[match.end() :])
            or _OF_CODE.search(sentence.text[: match.start()])
            or _EARLIER_WORK.search(clause)
            or _SO_FAR.search(f"{clause} {sentence.text[match.end() : match.end() + 70]}")
            or _DENIED.search(clause)
            or _OF_MANY.search(clause)
            or is_contrasted(page, start, sentence)
        ):
            return False
        return not (_FUTURE.search(clause) or _DATED_AFTER.match(sentence.text[match.end() :]))
    if value == "api" and (_COMING.match(sentence.text[match.end() :]) or _is_of_a_call(match, sentence)):
        return False
    if value in ("app", "api") and _FROM_NOW.match(sentence.text[match.end() :]):
        return True
    if value == "waitlist" and _INSTEAD.search(clause):
        return False
    return not (_DENIED.search(clause[-30:]) or (value != "private_preview" and _FUTURE.search(clause[-60:])))


_INSTEAD = re.compile(
    r"\b(?:rather than|instead of|without|no longer|not) [^.;]{0,60}$", _I
)  # "rather than a preview or waitlist"
_SO_FAR = re.compile(r"\b(?:mainly|mostly|traditionally|previously|historically) |\bin the past\b", _I)  # before
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATED_AFTER = re.compile(
    rf"(?:[^.;,]|\.(?=\d)){{0,40}}(?:(?:[^.;,]|\.(?=\d)){{0,40}} planned )?\b(?:(?:by|in|until|before) (?:(?:early|mid|late)[- ])?(?:{_MONTHS}|20\d\d|Q[1-4]|the (?:end|coming|next|spring|summer|autumn|fall|winter)|next|this)|later (?:this|in)|soon)\b"
)


_EARLIER_WORK = re.compile(r"\b(?:prior|previous|earlier|past|related) (?:work|paper|project|study)\b", _I)
# "Our code has been open-sourced", "the dataset is fully open": no weights.
_OF_CODE = re.compile(
    r"(?<!and )(?<!model )\b(?:code ?bases?|code|datasets?|data|scripts?|benchmarks?|repo(?:sitory)?|frameworks?|toolkits?|demo|papers?|pipelines?|recipes?)(?: (?:is|are|was|were|has|have|been|now|also|fully|being)){1,4} ?$",
    _I,
)
# "Most of the details are not publicly available", "will be available in the next release of the library"
_OF_DETAILS = re.compile(
    r"\b(?:details|data|datasets?|code|recipes?|information|results|paper|report|demo|versions? of)\b[^.;]{0,80}$", _I
)
_IN_A_LIBRARY = re.compile(
    r" (?:in|within|as part of|with) (?:the )?(?:next|upcoming|coming|latest|new)[^.;]{0,40}\b(?:librar|transformers|release of)",
    _I,
)
# A preview of something else, beside the model: "a preview called", "a public beta of its browsing skill".
_NAMED_APART = re.compile(
    r",? (?:called|named|dubbed) | of (?:the |an? |its |our |their )?[\"“'‘]?[\w -]{1,40}[\"”'’]? (?:capabilit\w+|features?|skills?|tools?|modes?|API|app|agents?|extension|plugin|service|interface)\b"
)
# "Knot Code, an agentic coding tool in limited preview": the tool's.
_OF_A_TOOL = re.compile(
    r", an? (?:[\w-]+ ){0,4}(?:tool|app|agent|feature|extension|plugin|service|mode|interface)(?: (?:that is|which is|now|available|currently)){0,2} (?:in |as (?:an? )?)?$"
)
# "Various open-source models for its tasks": those of others.
_OF_MANY = re.compile(r"\b(?:various|several|many|multiple|numerous|other|existing|popular) (?:[\w-]+ ){0,2}$", _I)
_CALLS = re.compile(r" (?:calls?|requests?|keys?|costs?|bills?)\b")
_LOCAL = re.compile(r"\b(?:localhost|local (?:machine|server|port)|port of)\b|\bport ?\d{4}\b", _I)
_OF_ANOTHER_USE = re.compile(r"\b(?:translation|search|maps?|weather|speech-to-text|third-party) APIs?$", _I)


def _is_of_a_call(match: re.Match[str], sentence: Sentence) -> bool:
    """Return whether an API is what was used, not how the launch is had: "with fewer API calls", "using a translation API"."""
    is_call = match[0].lower().startswith("with ") and _CALLS.match(sentence.text, match.end()) is not None
    return is_call or _OF_ANOTHER_USE.search(match[0]) is not None or _LOCAL.search(sentence.text) is not None


_FROM_NOW = re.compile(r",? (?:starting|beginning|from|as of) (?:today|now|this week|\w+day)\b")
_COMING = re.compile(
    r"(?: [\w-]+){0,5} (?:(?:is|are) (?:coming|planned|expected|due)|(?:will )?(?:follows?|comes?|arrives?)\b|to follow|(?:coming|later|soon) )"
)


def _clause(text: str, end: int) -> str:
    """Return the words of the clause before a place: from the last comma, semicolon or bracket, at most 120 characters."""
    begin = max(text.rfind(mark, 0, end) for mark in (",", ";", ":", "(", " but ", " while "))
    return text[max(begin + 1, end - 120) : end]
