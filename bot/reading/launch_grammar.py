"""What grammar says of a name: that a verb launches it, that it is called a model, that a person or another thing is meant."""

from collections.abc import Sequence
from functools import lru_cache

from bot.catalogue import Catalogue
from bot.reading import lazy_re as re
from bot.reading.cues import Choice, Cued, Cues, lowered
from bot.reading.launch_abroad import is_a_model_abroad, is_kind_before, launches_abroad
from bot.reading.name_shape import UPPER
from bot.reading.recalled import is_long_ago, is_recalled
from bot.reading.sentences import Sentence
from bot.reading.variants import is_set_against, words_before
from bot.reading.word_lists import one_of

_QUOTE = r"[\"'“”„「『《»«]?"
_FILL = (
    rf"(?:(?:(?:what|which) (?:it|they|the company|the (?:lab|firm|team|start-?up)) (?:calls?|describes? as|positions? as|bills? as|says? (?:is|are)|claims? (?:is|are))|U\.S\.(?:-[a-z]+)?|{UPPER}[A-Za-z]*-(?:made|built|based|led|trained|developed|first)|its|their|the|a|an|our|another|two|three|four|five|six|seven|version|generation|edition|of|to|and|for|access|weights|preview|family|series|line"
    rf"|la|le|un|el|o|os|um|il|lo|de|du|su|en|au|sa|am|im|{UPPER}?[\w-]*[Mm]odell(?:e|s|en)?|new|newest|latest|first|next|second|third|model|models|called|named|dubbed|as|today|on|early|limited|fresh"
    rf"|[a-zß-ÿ][a-zß-ÿ-]{{2,24}}|AI|IA|KI|LLMs?|VLMs?|{UPPER}[a-z]+day|\d+(?:\.\d+)?[BM]?(?:-parameter)?)[,:]? )"
)
_PERSON_AFTER = re.compile(
    r"^,? (?:said|says|told|wrote|notes|added|argues|adds|explained)\b|^, (?:the |its |our )?(?:chief|head|ceo|cto|co-?founder|founder|director|president|who\b|a researcher|vice|lead|professor|an analyst)",
    re.I,
)
_PERSON_BEFORE = Cued(
    r"\b(?:said|says|told|wrote|notes|added|by|Dr\.?|Prof\.?|CEO|CTO|co-founder|founder|chief [a-z]+(?: [a-z]+)?|lead|head|analyst|officer|executive|Geschäftsführerin|researcher)\s+$",
    "said says told wrote notes added by dr prof ceo cto founder chief lead head analyst officer executive geschäftsführerin researcher",
)
_ACTS = re.compile(
    r"^(?:'s)?\s+(?:has|have|had|supports?|scores?|scored|reaches|reached|runs?|costs?|handles?|comes|features?|offers?|accepts?|reads?|uses|achieves|gets|hits|understands|speaks|answers|resolved|introduces(?= [a-z])|delivers|combines|can|will|was trained|was built|is trained|is built|keeps|writes|knows|renders|beats|outperforms|replaces|erreicht|hat|steht|liegt|verfügt|obtient|atteint|possède|affiche|tiene|alcanza|cuenta)\b|^(?:在|采用|是|支持|原生|は|を|が)"
)
_OUT = re.compile(
    r"^(?:, (?:an?|the|our|its) [^.;]{3,140}?)?,? (?:is|are|goes|went|has gone) (?:(?:now|finally|also|officially|today|publicly|fully) ){0,3}(?:here|out|available|live|released|launched|open(?![- ]source)|shipping|generally available|ready)\b(?! under )"
    r"|^ (?:arrives|lands|debuts|launches|ships)(?: (?:today|now|officially))?(?= (?:with|as|at|alongside|under)\b|[.,:!]|$)"
    r"|^ has(?: now| just)? been (?:(?:now|just|finally|officially) )?(?:released|launched|open-?sourced|unveiled)\b(?! (?:for|since|in \d)\b)"
    r"|^ ?[是为::,,] ?[^。；;,，]{0,14}(?:发布|推出|开源)的"
)
_MAKING = Cued(r"\b(?:makes?|making|made|is opening|opens?) (?:its |the )?$", "mak mad open")
_AVAILABLE = re.compile(
    r"^,?[^.;]{0,120}?,? (?:generally |freely |openly |publicly )?(?:available|free to download|open to)\b(?! (?:in|on|via|through|inside) (?:the |its )?[A-Z])"
)
_NOUN = r"(?:models?|(?:image|video|music|speech|voice|song|3D) generators?|LLMs?|VLM|MoE|mixture-of-experts|transformer|system|agent|assistant|family|checkpoints?|weights|Sprachmodells?|Modell|modèles?|modelos?|embeddings?|flagship|(?:improved|upgraded|enhanced|updated|successor) version(?= of)|(?:[a-z-]+ )?variant(?= of))"
_ITSELF = r"(?! (?:inputs?|outputs?|training|serving|inference|evaluation|deployment|merging|compression|zoo|hub)\b)"  # "a tool for model serving"
_NOUN_WORDS = "generator model llm vlm moe mixture transformer system agent assistant famil checkpoint weights modell modèle modelo embedding flagship version variant"
_IS_A = Cued(
    rf"^(?: \([^)]{{1,60}}\))?(?: (?:model|series|family)s?)?,? (?:is|are|was|comes as|marks|,)? ?(?:a|an|the|its|our|their|one of|not)\s(?:(?:[\w'’.%$-]+|\([a-z][\w-]{{1,8}}\))[ ,]+){{0,14}}?{_NOUN.lower()}\b{_ITSELF}",
    _NOUN_WORDS,
)  # in small letters
_KIND_IS_A = Cued(
    rf"^(?: [a-z][\w-]*){{1,6}} {_NOUN}(?: \([A-Z]{{2,5}}s?\))? (?:is|are) (?:an?|the|our)\b", _NOUN_WORDS, "is are"
)
_FAMILY_OF = Cued(
    r"^ (?:family|series|collection|suite) of (?:[\w-]+ ){0,4}(?:models|LLMs|VLMs) (?:is|are|includes?|comprises?|consists?|comes?|features?)\b",
    "family series collection suite",
    "models llms vlms",
)
_NOUN_BEFORE = Cued(
    rf"(?:\b{_NOUN}(?:,? called|,? named|,? dubbed|,|:)?\s*|(?:模型|モデル|LLM|모델)\s*){_QUOTE}$",
    f"{_NOUN_WORDS} 模型 モデル 모델",
    flags=re.I,
)
_NOUNS_BEFORE = frozenset(
    "model models llm llms vlm moe experts transformer system agent assistant family checkpoint checkpoints weights sprachmodell sprachmodells"
    " modell modèle modèles modelo modelos embedding embeddings flagship called named dubbed".split()
)  # how that ends
_ENDS_IN_NOUN = ("模型", "モデル", "llm", "모델")
VERSION_OF = Cued(r"\bversion (\d+(?:\.\d+)*) of $", "version_9", flags=re.I)


_A_VERB = Cues("@launch_verbs")


_LEADS_ON = re.compile(rf"(,? {_FILL}{{0,9}}| ?){_QUOTE}")  # from a verb of launching to what it launches


@lru_cache(maxsize=4)
def _verbs(catalogue: Catalogue) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?=({one_of(catalogue.words.launch_verbs)})(?![\w-]))", re.I)


@lru_cache(maxsize=64)
def _verb_places(text: str, catalogue: Catalogue) -> tuple[tuple[int, int], ...]:
    """Return where verbs of launching stand in a sentence; it is asked for each of its names."""
    return tuple(match.span(1) for match in _verbs(catalogue).finditer(text))


_INTRODUCES = Cued(
    r"(?:(?:Introducing|Meet|Announcing|Presenting|Welcome(?: to)?|Say hello to|(?<![^.!?] )(?<!\w)Enter)(?: the)?|[Nn]ew models?:)(?: [A-Z][\w&.]*(?: [A-Z][\w&.]*)?(?:['’]s|s['’]))? $",
    "introducing meet announcing presenting welcome hello new_model enter",
)
# "Marl released three new models, by API only: Knot 4": those that a colon lists.
_NEW_ONES = Cued(
    r"\b(?<!to )(?:releas(?:ed|es|ing)|launch(?:ed|es|ing)|introduc(?:ed|es|ing)|announc(?:ed|es|ing)|unveil(?:ed|s|ing)|shipp?(?:ed|s|ing)|(?<=[Ww]e )(?:release|launch|introduce|announce|unveil)) (?:(?:two|three|four|five|several|its|their|our|new|[a-z-]+) ){1,4}(?:[A-Z][\w-]* )?"
    r"(?:(?:models|versions|variants)\b[^.:;]{0,50}: ?|(?:models|versions|variants|checkpoints|[A-Z]{2,5}s)\b(?:[^.:;]|\.(?=\d)){0,100},? namely )(?:(?:an?|the) (?:[a-z-]+ ){0,6})?[`\"“]? ?$",
    "releas launch introduc announc unveil ship",
    "models versions variants namely",
)
# "Marl released its latest flagship model with a new decoder: Knot 4", "launched its first video model - Knot V1".
_NEW_ONE = Cued(
    r"\b(?<!to )(?:releas(?:ed|es|ing)|launch(?:ed|es|ing)|introduc(?:ed|es|ing)|announc(?:ed|es|ing)|unveil(?:ed|s|ing)) (?:its|an?|their|our|the first) (?:(?:[a-z][a-z-]*|AI) ){0,6}?(?:model|LLM)\b(?:(?:(?! (?:on|in|for|at) )[^.:;]){0,70}: | [–—-] (?:the )?)$",
    "releas launch introduc announc unveil",
    "model llm",
)
_OWNED_BY = Cued(rf"{UPPER}[\w&.]*(?: {UPPER}[\w&.]*)?(?:'s|’s) (?:new |latest |first |own |[a-z-]+ ){{0,3}}$", "'s ’s")
_EARLY_ACCESS = Cued(
    r"\b(?:giv(?:es?|ing)|offer(?:s|ing)?|grant(?:s|ed|ing)?)\b[^.;]{0,60}\baccess to (?:its |the |a )?(?:new |latest )?$",
    "access_to",
    flags=re.I,
)
_OPENED = Cued(
    r"\bopen(?:s|ed|ing)? (?:up )?(?:an? |the )?(?:[a-z-]+ ){0,3}?(?:preview|beta|waitlist|access) (?:of|for|to) (?:its |the |an? )?(?:[a-z][\w-]* ){0,4}$",
    "open",
    "preview beta waitlist access",
)
# "Researchers at Tarn have developed a language model called Auk 2": a thing of the past is told with "had" or "which".
_DEVELOPED = Cued(
    r"(?<!which )(?<!who )(?<!that )(?:(?:has|have|['’]ve)(?: now| just| also)?|(?<=[Ww]e)) (?:developed|created|built|trained|designed|made) (?:an?|its|their|our|the|what (?:it|they|the company) calls? the) (?:[\w/-]+ ){0,6}?(?:models?|LLM|system)(?: [a-z]+){0,2},? (?:called|named|dubbed|known as) [“\"'‘]?$",
    "developed created built trained designed made",
    "called named dubbed known",
)
# "Welcome to the GitHub repository of Auk-2": what a README is the home of.
_HOME_OF = Cued(
    r"\b(?:official|GitHub) (?:[\w-]+ ){0,2}(?:repo|repository|implementation|codebase|page) (?:of|for)(?: the)? [`\"“]?$",
    "repo implementation codebase page",
    "official github",
)
# With how many characters before a name they are looked for in.
_LEADS = Choice(
    ((_DEVELOPED, 160), (_INTRODUCES, 60), (_NEW_ONES, 140), (_NEW_ONE, 160), (_EARLY_ACCESS, 90), (_OPENED, 90)),
    lambda lead: lead[0],
)
# Who launches: "Tarn has announced Auk 2", "Tarn a lancé vendredi Auk".
# No model that brings in a thing without a capital: "Tern introduces a paradigm shift".
_LAUNCHER = re.compile(
    r"^(?! introduces (?:an?|the|its) (?:[a-z-]+ )*[a-z-]+(?:[.,;]|$| (?:by|that|with|for|to|which)\b)),?(?: (?:has|have|is|a|ha|hat|today|also|just|now|quietly|on [A-Z][a-z]+day)){0,3} (?:announc|launch|releas|introduc|unveil|open-?sourc|publish|ship|roll(?:s|ed) out|opens? (?:up |a |an |the )|lancé|présenté|publié|dévoil|présente|lanza|libera|presenta|veröffentlicht|stellt)[\w-]*(?: up| out)? (?:an?|the|its|their|our|new|two|three|four|[\w ]{0,24}[A-Z])",
)
_PERSON = re.compile(r"[A-ZÀ-Þ][\w'’.]+(?: [A-ZÀ-Þ][\w'’.-]+){0,3}")  # "Ada Moreau-Lind", not "Quoll-mini"
_BESIDES = Cued(
    r"\b(?:[Aa]longside|[Aa]long with|[Tt]ogether with|[Ii]n addition|[Aa]dditionally|also)\b",
    "alongside along_with together_with addition also",
)
_BRACKETED = re.compile(r"^ ?[(:] ?\d")
_THE_MODEL = Cued(
    r"(?:^|[.\"”] )(?:(?:The|Its|This|Their) (?:new |latest )?(?:[a-z-]+ ){0,3}(?:model|system|LLM|tool|generator|engine|AI|technology),? (?:is |which is |has been )?(?:called|named|dubbed|known as)|The new (?:[a-z-]+ ){0,3}(?:model|system|LLM),) $",
    "called named dubbed known the_new",
)
EARLY = 8  # lines; "the model, called Tern 3" stands below a headline that has launched one without its name
_OWNS_MODELS = re.compile(r"^['’]s (?:[a-z][\w-]* ){1,8}?models\b")  # "Tarn's new speech models": a lab
_OWNS = re.compile(r"^['’]s? (?:[a-z][\w-]* ){0,3}[A-Z]")  # "Introducing Tarn's Auk": whose it is
_OTHER_THING = re.compile(
    r"^[- ](?:stock|shares|app|office|team|platform|benchmark|test|leaderboard|index|licen[sc]e|license|SDK|Board|University)\b",
    re.I,
)

_ITS_API = re.compile(r"^[- ]APIs?\b", re.I)  # of a name without a number it may be all there is: "the Tern API"
# Where it is launched: "released at Marl's Build 2026". No model has a year behind its name and a place before it.
_OF_A_YEAR, _HELD = (
    re.compile(r".* 20[0-3]\d"),
    re.compile(r"\b(?:at|during) (?:the |its |[A-Z][\w.]*(?:['’]s)? )?(?:annual )?$"),
)


# What a model can do or was made with has a name of its own: "its headline feature is Kelp Mode, a system that".
_A_FEATURE = Cued(
    r"\b(?:feature|capability|method|technique|mode|mechanism|algorithm|dataset|benchmark)(?: is|,? called|,? named|,? dubbed) (?:an? |the |[A-Z][a-z]+ )?$",
    "feature capability method technique mode mechanism algorithm dataset benchmark",
)
# A way of doing things, not what is launched: "by introducing a Slow-Brush sampling framework".
_WAY = r"(?:framework|mechanism|strategy|strategies|method|technique|algorithm|paradigm|module|pipeline|approach|scheme|objective)s?\b"
_IS_A_WAY = re.compile(
    rf"^(?: of {UPPER}[\w-]+)?(?: \({UPPER}\w+\))?[- ](?:[a-z-]+ ){{0,2}}(?:{_WAY}|architectures?\b)"
)
_HAS_A_WAY = re.compile(rf"^ introduces? (?:an?|the|several|two|three) [^.;,]{{2,60}}?{_WAY}")
_POSES, _AS = re.compile(r"\bstell(?:t|en|te|ten) [^.;]{0,30}$", re.I), re.compile(r"^[^.;]{0,60}\bdar\b")
_DIGIT, _JOINED = re.compile(r"[\d²³¹⁰-⁹₀-₉]"), re.compile(r"[a-z]-[A-Z]")


def points_of(name: str, start: int, row: Sentence, catalogue: Catalogue) -> tuple[float, bool]:
    """Return what one place says for a name being the launched one, and whether a launch verb says it."""
    before, after = row.text[:start], row.text[start + len(name) :]
    words = words_before(before)
    has_digit = _DIGIT.search(name) is not None
    from_verb = (
        4
        * (
            _is_led_to(before, after, row, catalogue)
            and not _IS_A_WAY.match(after)
            and (has_digit or not _OWNS.match(after))
        )
        + 3 * bool(_OUT.match(after))
        + 4 * launches_abroad(before, after, row)
    )
    points = (
        3 * _is_a(after, row)
        + 2.5 * (_is_behind_noun(before, words, row) or is_kind_before(before, row))
        + 1.5 * bool(_HOME_OF.search_in(before[-70:], row))
        + 1.5 * bool(_OWNED_BY.search_in(before[-200:], row))
        + 0.8 * bool(_ACTS.match(after))
        + 0.3 * (has_digit or bool("-" in name and _JOINED.search(name)))
        - 3 * (not has_digit and bool(_LAUNCHER.match(after)) and not _HAS_A_WAY.match(after))
        - 5
        * (
            not has_digit
            and _PERSON.fullmatch(name) is not None
            and bool(_PERSON_AFTER.match(after) or _PERSON_BEFORE.search_in(before[-40:], row))
        )
        - 3 * bool(_OTHER_THING.match(after))
        - 3 * (not has_digit and _ITS_API.match(after) is not None)
        - 5 * (_OF_A_YEAR.fullmatch(name) is not None and _HELD.search(before[-40:]) is not None)
        - 6 * bool(_OWNS_MODELS.match(after))
        - 2 * bool(from_verb and _BESIDES.search_in(before, row))
        - 4 * bool(_A_FEATURE.search_in(before[-40:], row))
    )
    if not from_verb:
        points -= 1.2 * is_set_against(before, words) + 1.0 * bool(_BRACKETED.match(after))
    return points + from_verb, from_verb > 0


def _is_led_to(before: str, after: str, row: Sentence, catalogue: Catalogue) -> bool:
    """Return whether the words before a name say that it is launched."""
    return (
        (_is_launched(before, row, catalogue) and not _is_posed(before, after))
        or any(lead.regex.search(before[-reach:]) for lead, reach in _LEADS.worth_trying(row))
        or bool(_MAKING.search_in(before[-20:], row) and _AVAILABLE.match(after))
        or bool(row.line <= EARLY and _THE_MODEL.search_in(before, row))
    )


def _is_behind_noun(before: str, words: Sequence[str], row: Sentence) -> bool:
    """Return whether the word before a name calls it a model: "the model", "an agent called"."""
    last = next((word for word in reversed(words) if word != ","), "")
    is_one = last in _NOUNS_BEFORE or last.endswith(_ENDS_IN_NOUN)
    return is_one and _NOUN_BEFORE.search_in(before[-40:], row) is not None


def _is_posed(before: str, after: str) -> bool:
    """Return whether a German verb says what a name is, and presents nothing: "stellt Tern dar"."""
    return _POSES.search(before[-40:]) is not None and _AS.match(after) is not None


def _is_a(after: str, row: Sentence) -> bool:
    """Return whether what stands behind a name says that it is a model."""
    is_one = _IS_A.may_match(row) and (_IS_A.regex.match(lowered(after[:160])) or _KIND_IS_A.regex.match(after[:120]))
    is_one = is_one or (_FAMILY_OF.may_match(row) and _FAMILY_OF.regex.match(after[:120]))
    return bool(is_one) or is_a_model_abroad(after, row)


# What makes a launch of a verb one that is still to come, or that was before: "is set to release", "since it launched".
_NOT_YET = re.compile(
    r"(?:\b(?:to|will|may|might|could|would|should|yet|not|never|before|until|since|delays?|delayed|delaying|cancels?|cancelled|postpones?|postponed)|['’]ll)(?: (?:be|soon|officially|finally|it|they|the|its))? $"
    r"|\b(?:delay|postpon|cancel|paus|shelv)\w* (?:the |its )?(?:[a-z]+ ){0,2}$"
)  # in small letters, as _GLAD
_GLAD = re.compile(r"\b(?:excited|delighted|pleased|proud|happy|thrilled|glad|honou?red) to (?:be )?$")
_NOT_AFTER = re.compile(
    r"\b(?:since|than|after|unlike|replacing|following|without|before|against|(?:rival|beat|outperform|surpass|match|challeng|compet|overtak)\w*)\b",
    re.I,
)
_BARE = re.compile(r"(?:launch|release|debut|drop|ship|open source)\b", re.I)  # a noun, an adjective as often as a verb
_BY_MEANS_OF = re.compile(r"\b(?:per|via|using|through|über|durch) $", re.I)
# "Rolls out a memory for Tern", "rolled out to all Tern users": something else is launched, in, for or to the named.
_IN_OR_FOR = re.compile(
    r"^ (?:to|such as|like) |^ (?:with|in|by|for|alongside|under)(?: (?:the|its|their|our|all|new|latest|both))* $| (?!(?:access|weights?|checkpoints?|code|preview|previews|beta|waitlist|available|today|now|early|also|it|them|models?|sizes|versions?|variants)\b)[a-z][a-z-]+ (?:for|in|into|inside|within|on|across|with|from|against|using|around)(?: (?:the|its|their|our|all|new|latest|both))* $"
)
# "Announced the return of Tern", "published details on how Tern": an act upon a model that is out, a look at it.
_DONE_TO = re.compile(
    r"\b(?:return|comeback|revival|reinstatement|restoration|retirement|deprecation|removal|shutdown|sunset(?:ting)?|discontinuation|withdrawal|suspension|phase-?out|end|demise|acquisition|purchase|takeover|hiring|departure|resignation) of (?:(?:[a-z][\w-]*|AI) )*$"
    r"|\b(?:how|why|whether|details? (?:on|about|of))\b",
    re.I,
)
_SAID_BY_US = re.compile(r"(?:\b(?:we|to|and|also|today|they)|^) $", re.I)


_THAT = re.compile(r" that $|^ (?:que|dass|che) ")  # "announce that Tern now supports"


def _is_launched(before: str, row: Sentence, catalogue: Catalogue) -> bool:
    verb, between = _verb_of(before, row, catalogue)
    if not verb or _NOT_AFTER.search(verb) or _THAT.search(between):
        return False
    if _IN_OR_FOR.search(between) or _DONE_TO.search(between):
        return False
    near = before[-REACH:]
    so_far = near[: -len(verb)]
    if is_recalled(so_far, verb, is_whole=len(near) == len(before)):  # "following Tarn's release of"
        return False
    if _BY_MEANS_OF.search(near):  # "published via Torrent": not what is published
        return False
    if _BARE.match(verb) and not (_SAID_BY_US.search(so_far) or re.match(r"\w+ of\b", verb)):
        return False
    low = lowered(so_far)
    return bool(_GLAD.search(low)) or not (_NOT_YET.search(low) or is_long_ago(so_far))


REACH = 140  # characters before a name in which a verb of launching leads to it


def _verb_of(before: str, row: Sentence, catalogue: Catalogue) -> tuple[str, str]:
    """Return the words that lead to a name from the first verb of launching that does, and those behind the verb."""
    end = len(before)
    for begin, behind in _verb_places(row.text, catalogue) if _A_VERB.are_in(row) else ():
        if end - REACH <= begin and behind <= end and (leading := _LEADS_ON.fullmatch(row.text, behind, end)):
            return before[begin:], leading[1]
    return "", ""


_MODELS = Cued(
    r"\b(?:models|versions|variants|sizes|LLMs)(?:,? (?:called|named|dubbed)|:|,) (?:the )?$",
    "models versions variants sizes llms",
)


def may_list_launched(row: Sentence) -> bool:
    """Return whether a sentence has a word with which one is launched, or several are."""
    return _A_VERB.are_in(row) or any(one.may_match(row) for one in (_INTRODUCES, _NEW_ONES, _MODELS))


def lists_launched(before: str, row: Sentence, catalogue: Catalogue) -> bool:
    """Return whether what follows these words of a sentence is launched, or a list of the launched: "the models, called"."""
    return _is_launched(before, row, catalogue) or any(
        one.search_in(before, row) is not None for one in (_INTRODUCES, _NEW_ONES, _MODELS)
    )
