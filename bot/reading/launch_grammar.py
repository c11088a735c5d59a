"""What grammar says of a name: that a verb launches it, that it is called a model, that a person or another thing is meant."""

import re
from functools import lru_cache

from bot.catalogue import Catalogue
from bot.reading.name_shape import UPPER
from bot.reading.variants import CONTRAST

_QUOTE = r"[\"'“”„「『《»«]?"
_FILL = (
    rf"(?:(?:its|their|the|a|an|our|another|two|three|four|five|six|seven|version|generation|edition|of|to|and|for|access|weights|preview|family|series|line"
    rf"|new|newest|latest|first|next|second|third|model|models|called|named|dubbed|as|today|on|early|limited|fresh"
    rf"|[a-zß-ÿ][a-zß-ÿ-]{{2,24}}|{UPPER}[a-z]+day|\d+(?:\.\d+)?[BM]?(?:-parameter)?)[,:]? )"
)
_PERSON_AFTER = re.compile(
    r"^,? (?:said|says|told|wrote|notes|added|argues|adds|explained)\b|^, (?:the |its |our )?(?:chief|head|ceo|cto|co-?founder|founder|director|president|who\b|a researcher|vice|lead|professor|an analyst)",
    re.I,
)
_PERSON_BEFORE = re.compile(
    r"\b(?:said|says|told|wrote|notes|added|by|Dr\.?|Prof\.?|CEO|CTO|co-founder|founder|chief [a-z]+(?: [a-z]+)?|lead|head|analyst|officer|executive|Geschäftsführerin|researcher)\s+$"
)
_ACTS = re.compile(
    r"^(?:'s)?\s+(?:has|have|had|supports?|scores?|scored|reaches|reached|runs?|costs?|handles?|comes|features?|offers?|accepts?|reads?|uses|achieves|gets|hits|understands|speaks|answers|resolved|introduces(?= [a-z])|delivers|combines|can|will|was trained|was built|is trained|is built|keeps|writes|knows|renders|beats|outperforms|replaces|erreicht|hat|steht|liegt|verfügt|obtient|atteint|possède|affiche|tiene|alcanza|cuenta)\b|^(?:在|采用|是|支持|原生|は|を|が)"
)
_OUT = re.compile(
    r"^,? (?:is|are|goes|went|has gone) (?:now |finally |also |officially |today )?(?:here|out|available|live|released|launched|open|shipping|generally available|ready)\b"
)
_MAKING = re.compile(r"\b(?:makes?|making|made|is opening|opens?) (?:its |the )?$")
_AVAILABLE = re.compile(
    r"^,?[^.;]{0,120}?,? (?:generally |freely |openly |publicly )?(?:available|free to download|open to)\b(?! (?:in|on|via|through|inside) (?:the |its )?[A-Z])"
)
_NOUN = r"(?:models?|LLMs?|VLM|MoE|mixture-of-experts|transformer|system|agent|assistant|family|checkpoints?|weights|Sprachmodells?|Modell|modèles?|modelos?|embeddings?|flagship)"
_IS_A = re.compile(
    rf"^(?: \([^)]{{1,60}}\))?(?: (?:model|series|family)s?)?,? (?:is|are|was|comes as|marks|,)? ?(?:a|an|the|its|our|their|one of|not)\s(?:[\w'’.%$-]+[ ,]+){{0,14}}?{_NOUN}\b",
    re.I,
)
_NOUN_BEFORE = re.compile(
    rf"(?:\b{_NOUN}(?:,? called|,? named|,? dubbed|,|:)?\s*|(?:模型|モデル|LLM|모델)\s*){_QUOTE}$", re.I
)
VERSION_OF = re.compile(r"\bversion (\d+(?:\.\d+)*) of $", re.I)


@lru_cache(maxsize=4)
def _verbs(catalogue: Catalogue) -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in sorted(catalogue.words.launch_verbs, key=len, reverse=True))
    return re.compile(
        rf"(?i:(?<![\w-])(?:{verbs})(?![\w-]))(?:,? {_FILL}{{0,9}}| ?){_QUOTE}$|(?:发布|推出|开源|公開|発表|공개|출시|新一代大模型|リリース)[^。.]{{0,24}}{_QUOTE}$"
    )


@lru_cache(maxsize=4)
def _verb_beginnings(catalogue: Catalogue) -> tuple[str, ...]:
    """Return how the verbs of launching begin: where none of these stands there is no verb to look for."""
    eastern = ("发布", "推出", "开源", "公開", "発表", "공개", "출시", "新一代大模型", "リリース")
    return tuple(sorted({verb[:4].lower() for verb in catalogue.words.launch_verbs})) + eastern


_INTRODUCES = re.compile(r"(?:Introducing|Meet|Announcing|Presenting|Welcome(?: to)?|Say hello to)(?: the)? $")
_OWNED_BY = re.compile(rf"{UPPER}[\w&.]*(?: {UPPER}[\w&.]*)?(?:'s|’s) (?:new |latest |first |own |[a-z-]+ ){{0,3}}$")
_EARLY_ACCESS = re.compile(
    r"\b(?:giv(?:es?|ing)|offer(?:s|ing)?|open(?:s|ed|ing)?|grant(?:s|ed|ing)?)\b[^.;]{0,60}\baccess to (?:its |the |a )?(?:new |latest )?$",
    re.I,
)
_BESIDES = re.compile(r"\b(?:[Aa]longside|[Aa]long with|[Tt]ogether with|[Ii]n addition|[Aa]dditionally|also)\b")
_BRACKETED = re.compile(r"^ ?[(:] ?\d")
_OTHER_THING = re.compile(
    r"^[- ](?:stock|shares|app|office|team|platform|benchmark|test|leaderboard|index|licen[sc]e|license|Board|University)\b",
    re.I,
)


def points_of(name: str, before: str, after: str, catalogue: Catalogue) -> tuple[float, bool]:
    """Return what one place says for a name being the launched one, and whether a launch verb says it."""
    has_digit = any(c.isdigit() for c in name)
    from_verb = (
        4 * (_is_launched(before, catalogue) or bool(_INTRODUCES.search(before[-30:])))
        + 3 * bool(_OUT.match(after))
        + 4 * bool(_MAKING.search(before[-20:]) and _AVAILABLE.match(after))
        + 4 * bool("access to" in before[-60:].lower() and _EARLY_ACCESS.search(before[-90:]))
    )
    points = (
        3 * bool(_IS_A.match(after[:160]))
        + 2.5 * bool(_NOUN_BEFORE.search(before[-40:]))
        + 1.5 * bool(_OWNED_BY.search(before[-200:]))
        + 0.8 * bool(_ACTS.match(after))
        + 0.3 * (has_digit or bool(re.search(r"[a-z]-[A-Z]", name)))
        - 5 * (not has_digit and bool(_PERSON_AFTER.match(after) or _PERSON_BEFORE.search(before[-40:])))
        - 3 * bool(_OTHER_THING.match(after))
        - 2 * bool(from_verb and _BESIDES.search(before))
    )
    if not from_verb:
        points -= 1.2 * bool(CONTRAST.search(before[-60:])) + 1.0 * bool(_BRACKETED.match(after))
    return points + from_verb, from_verb > 0


# What makes a launch of a verb one that is still to come, or one that is long past: "is set to release", "since it launched".
_NOT_YET = re.compile(
    r"\b(?:to|will|may|might|could|would|should|yet|not|never|before|until|since|delays?|delayed|delaying|cancels?|cancelled|postpones?|postponed)(?: (?:be|soon|officially|finally|it|they|the|its))? $",
    re.I,
)


_GLAD = re.compile(r"\b(?:excited|delighted|pleased|proud|happy|thrilled|glad|honou?red) to (?:be )?$", re.I)
_NOT_AFTER = re.compile(r"\b(?:since|than|after|unlike|replacing|following|without|before|against)\b", re.I)
_BARE = re.compile(r"(?:launch|release|debut|drop|ship)\b", re.I)  # a noun as often as a verb
_SAID_BY_US = re.compile(r"(?:\b(?:we|to|and|also|today|they)|^) $", re.I)


def _is_launched(before: str, catalogue: Catalogue) -> bool:
    near = before[-140:]
    low = near.lower()
    if not any(beginning in low for beginning in _verb_beginnings(catalogue)):
        return False
    verb = _verbs(catalogue).search(near)
    if verb is None or _NOT_AFTER.search(verb[0]):
        return False
    so_far = near[: verb.start()]
    if _BARE.match(verb[0]) and not (_SAID_BY_US.search(so_far) or re.match(r"\w+ of\b", verb[0])):
        return False
    return bool(_GLAD.search(so_far)) or not _NOT_YET.search(so_far)


_MODELS = re.compile(r"\b(?:models|versions|variants|sizes|LLMs)(?:,? (?:called|named|dubbed)|:|,) (?:the )?$")


def lists_launched(before: str, catalogue: Catalogue) -> bool:
    """Return whether what follows these words is launched, or a list of the launched: "the models, called"."""
    return _is_launched(before, catalogue) or bool(_INTRODUCES.search(before) or _MODELS.search(before))
