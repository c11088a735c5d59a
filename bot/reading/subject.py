"""Which name a document launches, and which lab launches it: every capital run is a candidate, grammar gives it points.

No list of known models is needed. A headline in title case is cut back to the longest beginning that the body uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from bot.catalogue import Catalogue, fold
from bot.reading.lab_names import known_lab, labs_of
from bot.reading.name_shape import NAME_RUN, TITLE_RUN, UPPER, is_name, trimmed
from bot.reading.sentences import Sentence
from bot.reading.split import Document
from bot.reading.variants import (
    CONTRAST,
    extends,
    is_tier_of,
    is_variant,
    launched_beside,
    loose,
    shared_beginning,
    with_version,
)

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
    rf"^(?: \([^)]{{1,60}}\))?,? (?:is|are|was|comes as|marks|,)? ?(?:a|an|the|its|our|their|one of|not)\s(?:[\w'’.%$-]+[ ,]+){{0,14}}?{_NOUN}\b",
    re.I,
)
_NOUN_BEFORE = re.compile(
    rf"(?:\b{_NOUN}(?:,? called|,? named|,? dubbed|,|:)?\s*|(?:模型|モデル|LLM|모델)\s*){_QUOTE}$", re.I
)
_VERSION_OF = re.compile(r"\bversion (\d+(?:\.\d+)*) of $", re.I)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document launches, if anything: its name and its lab as found."""

    name: str | None
    lab: str | None
    votes: float = 0
    verb_votes: float = 0  # of them from launch verbs
    variants: tuple[str, ...] = ()  # full names that begin with it: "Bisque-Image 3 Pro"


@dataclass
class _Tally:
    points: Counter[str] = field(default_factory=Counter)
    from_verbs: Counter[str] = field(default_factory=Counter)
    spelling: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labs: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, points: float, *, is_verb: bool = False) -> None:
        """Give a name points under its folded form."""
        key = fold(name)
        self.points[key] += points  # type: ignore[assignment]
        self.spelling[key][name] += 1
        if is_verb:
            self.from_verbs[key] += points  # type: ignore[assignment]


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


def subject_of(document: Document, sentences: Iterable[Sentence], catalogue: Catalogue) -> Subject:
    """Return the name that most of the document's grammar points to, with its lab."""
    rows = [replace(row, text=" ".join(row.text.split())) for row in sentences]  # marks taken out leave spaces
    body = [row for row in rows if row.text.strip("#* ") != document.title.strip("#* ")]
    tally = _Tally()
    text = "\n".join(row.text for row in body)
    for row in body:
        _read_names(row.text, tally, catalogue, weight=1.0, is_early=row.line <= 3, is_heading=row.is_heading)
    _read_title(document.title, text, tally, catalogue)
    labs = labs_of(document.title, rows, tally.points, catalogue)
    chosen = _chosen(tally, labs, catalogue, [*(row.text for row in body), document.title])
    if chosen is None:
        return Subject(None, known_lab(labs, catalogue, None))
    name, points, verbs, variants = chosen
    return Subject(name, known_lab(labs, catalogue, name), points, verbs, variants)


def _read_names(
    text: str, tally: _Tally, catalogue: Catalogue, *, weight: float, is_early: bool, is_heading: bool
) -> None:
    for match in NAME_RUN.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        name = trimmed(match[0], catalogue)
        if name is None:
            continue
        start = match.start() + match[0].find(name)
        before = text[:start] if start >= match.start() else before
        after = text[start + len(name) :] if start >= match.start() else after
        points, is_verb = _points(name, before, after, catalogue)
        version = _VERSION_OF.search(before[-60:])
        if version and not any(c.isdigit() for c in name):
            name, points = f"{name} {version[1]}", points + 3
        if is_heading and not before.strip("#*-• 0123456789.") and re.match(r"^\W*(?:$|:|is\b|by\b|from\b|–|-)", after):
            points += 1.5
        tally.add(name, weight * (points + (0.8 if is_early else 0.4)), is_verb=is_verb)


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


def _points(name: str, before: str, after: str, catalogue: Catalogue) -> tuple[float, bool]:
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


def _read_title(title: str, body: str, tally: _Tally, catalogue: Catalogue) -> None:
    """Give a headline's names points, each cut back to the longest beginning that the body uses."""
    for match in TITLE_RUN.finditer(title):
        name = trimmed(match[0], catalogue)
        if name is None:
            continue
        start = match.start() + max(match[0].find(name), 0)
        cut = _cut_back(name, body)
        if cut is None:
            continue
        points, is_verb = _points(cut, title[:start], title[start + len(cut) :], catalogue)
        is_head = not title[:start].strip("#*>-•[]🐦✨🚀🔥 ") and re.match(
            r"^\W*(?:$|[:|(]| - |, |\d* ?,)", title[start + len(cut) :]
        )
        tally.add(cut, points + 2 + (2.5 if is_head else 0), is_verb=is_verb)


def _cut_back(name: str, body: str) -> str | None:
    if not body.strip():
        return name
    words = name.split(" ")
    for length in range(len(words), 0, -1):
        cut = " ".join(words[:length])
        if is_name(cut) and re.search(rf"(?<![\w-]){re.escape(cut)}(?![\w-])", body, re.I if length > 1 else 0):
            return cut
    return None


def _in_full(name: str, others: Iterable[str]) -> str:
    """Return the longer name that ends with a short one: "Tern-M2" for "M2"."""
    if not re.fullmatch(r"[A-Z]\d{1,2}(?:\.\d{1,2})?", name):
        return name
    longer = [other for other in others if re.search(rf"[ -]{re.escape(name)}$", other)]
    return min(longer, key=len, default=name)


_MODELS = re.compile(r"\b(?:models|versions|variants|sizes|LLMs)(?:,? (?:called|named|dubbed)|:|,) (?:the )?$")


def _lists_launched(before: str, catalogue: Catalogue) -> bool:
    """Return whether what follows these words is launched, or a list of the launched: "the models, called"."""
    return _is_launched(before, catalogue) or bool(_INTRODUCES.search(before) or _MODELS.search(before))


def _chosen(
    tally: _Tally, labs: Counter[str], catalogue: Catalogue, sentences: Sequence[str]
) -> tuple[str, float, float, tuple[str, ...]] | None:
    """Return the launched name with its points and variants; a shared beginning of several variants stands for them."""
    text = "\n".join(sentences)
    top_labs = {fold(lab) for lab, points in labs.items() if points >= 3}
    names = {key: tally.spelling[key].most_common(1)[0][0] for key in tally.points}
    scores = {
        key: points
        for key, points in tally.points.items()
        if key not in top_labs or any(c.isdigit() for c in names[key])
    }
    if not scores:
        return None
    whole = {
        key: points
        + 0.6 * sum(other for longer, other in scores.items() if longer != key and extends(names[longer], names[key]))
        for key, points in scores.items()
    }
    best = max(whole, key=lambda key: (scores[key] + 0.5 * (whole[key] - scores[key]), -len(key)))
    if scores[best] < 2:
        return None
    name = with_version(_in_full(names[best], names.values()), scores, names)
    shared = shared_beginning(name, names.values(), text)
    if shared:
        name = shared
    longer = {other for other in names.values() if extends(other, name) and is_variant(other, name, text, catalogue)}
    launching = (
        sentence
        for sentence in sentences
        if name in sentence and _lists_launched(sentence[: sentence.find(name)], catalogue)
    )
    beside = {other for sentence in launching for other in launched_beside(name, names.values(), sentence)}
    tiered = {other for other in names.values() if is_tier_of(other, name, text, catalogue)}
    versioned = {other for other in longer if any(re.match(rf"{loose(other)}[ -]v?\d+$", one, re.I) for one in longer)}
    versioned |= {other for other in longer if other[-1].isdigit() and any(extends(one, other) for one in longer)}
    variants = tuple(sorted((longer | tiered | beside) - versioned, key=len))
    verbs = sum(
        votes
        for key, votes in tally.from_verbs.items()
        if key == best or extends(names[key], name) or names[key] == name
    )
    return name, whole[best], verbs, variants
