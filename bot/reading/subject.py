"""Which name a document launches, and which lab launches it: every capital run is a candidate, grammar gives it points.

No list of known models is needed. A headline in title case is cut back to the longest beginning that the body uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.catalogue import Catalogue, fold
from bot.reading.sentences import Sentence
from bot.reading.split import Document

_UPPER, _LETTER = r"[A-ZÀ-ÖØ-Þ]", r"[A-Za-zÀ-ÖØ-öø-ÿ]"
# One word of a name: Muse, Hy-MT2, GPT-5.4, A+, o1, K2.5, gpt-oss-120b, 玉衡2
HEAD = (
    rf"(?:{_UPPER}[\w.²]*(?:-[\w.]+)*\+?|[a-z]{{1,12}}(?:-[a-z]{{1,12}}){{0,4}}-v?\d[\w.]*(?:-[\w.]+)*|[a-z]\d[\w.-]*"
    rf"|[a-z]{{2,12}}-[a-z]{{2,12}}(?:-[\w.]*\d[\w.]*)+|[\u4e00-\u9fff]{{1,6}}\d+(?:\.\d+)?|[\u30a0-\u30ff]{{2,10}}-\d[\w.]*)"
)
TAIL = rf"(?:{HEAD}|v?\d+(?:\.\d+)*[a-zA-Z]?\b\+?(?![%,.]?\d))"
NAME = rf"{HEAD}(?: {{1,8}}{TAIL}){{0,4}}"
_QUOTE = r"[\"'“”„「『《»«]?"
_FILL = (
    rf"(?:(?:its|their|the|a|an|our|another|two|three|four|five|six|seven|version|generation|edition|of|to|and|for|access|weights|preview|family|series|line"
    rf"|new|newest|latest|first|next|second|third|model|models|called|named|dubbed|as|today|on|early|limited|fresh"
    rf"|[a-zß-ÿ][a-zß-ÿ-]{{2,24}}|{_UPPER}[a-z]+day|\d+(?:\.\d+)?[BM]?(?:-parameter)?),? )"
)
_NOT_NAMES = frozenset(
    "the a an this that it its in on at for with and or but as by from to of is are was we our they he she i you your his her their today now new yes no not"
    " model models family series api apis ai llm llms open source weights release releases released launch launches launched introducing meet announcing"
    " january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " monday tuesday wednesday thursday friday saturday sunday however while when unlike despite although context license licence parameters tokens price pricing"
    " how what why who where which benchmark benchmarks performance evaluation results support supports all both each every one two three four five six seven eight nine ten"
    " table figure section chapter version update news highlights features overview introduction installation usage quick start citation faq note warning share read more"
    " if there here these those then than after before last next first second most many some few other others only also even still just more less let asked"
    " ceo cto cfo co-founder founder chief professor dr mr ms mrs president vice head engineer researcher director finance"
    " us eu uk u.s. usa europe china japan germany france english french german spanish chinese japanese korean italian american european chinese-language"
    " usd eur gbp gpu gpus cpu ram vram json html markdown latex python pytorch linux windows mac macos ios android github huggingface hugging modelscope arxiv docker"
    " internet web app apps slack discord twitter x linkedin reddit youtube facebook instagram whatsapp apple's input output cached developers researchers users people customers"
    " transformers vllm llama.cpp ollama sglang mlx tensorrt numbers elo moe rl sft dpo kv fp8 fp16 bf16 int8 int4 gguf awq gptq mit apache bsd cc license: word"
    " access pro das die der dem den ein eine einem einer im in mit und wer bei neben als unter aus am le la les un une des du il elle en el los las una con sur dans pour avec das es"
    " million millionen milliarden milliards millones billion euro euros dollar dollars prozent percent out up off part download data training posted training safety quality area others model: reporting editing photo image source".split()
)
_GENERIC_TAIL = re.compile(
    r"(?:\s+(?:models?|family|series|language|languages|api|apis|translation|lineup|suite|collection|launch|release|weights|license|licence|team|model's|parameters?|context|preview|open|source|moe|llms?|with|and|for|support|supports?|to|from|by|in|on|at|runs?|is|are|now|beats?|doubles|tops|cuts?|enters|comes|squeezes|brings?|adds?|gets?|says|as))+$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"^\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?[BM])?$")
_SIZE_TAIL = re.compile(r"[ -]\d+(?:\.\d+)?[BMbm](?:-[aA]\d+(?:\.\d+)?[BMbm])?\b.*$")
_LAB_END = re.compile(
    r" (?:AI|Labs?|Research|Systems|Institute|Foundry|Diagnostics|Technologies|Intelligence|GmbH|Inc|Ltd|SAS|AG|Team|Cooperative|Group|Company|Board|University|Consortium|Commission)$"
)
_LAB_SHAPE = re.compile(
    rf"\b((?:{_UPPER}[\w&-]*(?: (?:&|of|and|et|de) | )){{0,4}}?(?:{_UPPER}[\w&-]* )?(?:AI|Labs?|Research|Systems|Institute|Foundry|Diagnostics|Technologies|Intelligence|Robotics|Audio|Networks|GmbH|Inc|Ltd|SAS|AG|Computing|Works|Cooperative|Consortium))\b"
)
_CONTRAST = re.compile(
    r"\b(?:than|vs\.?|versus|behind|outperform\w*|beats?|beating|surpass\w*|exceed\w*|unlike|compared (?:to|with)|ahead of|matches|matching|similar to|such as|against|previous|earlier|older|predecessor|last year's|rival|replaced|replaces|started from|based on|built on|fine-?tuned from|distilled from|between|and|,|on top of|like|gegen|hinter|gegenüber|que)\W+(?:the |its |our |larger |smaller |much )*$",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    r"^,? (?:said|says|told|wrote|notes|added|argues|adds|explained)\b|^, (?:the |its |our )?(?:chief|head|ceo|cto|co-?founder|founder|director|president|who\b|a researcher|vice|lead|professor|an analyst)",
    re.I,
)
_PERSON_BEFORE = re.compile(
    r"\b(?:said|says|told|wrote|notes|added|by|Dr\.?|Prof\.?|CEO|CTO|co-founder|founder|chief [a-z]+(?: [a-z]+)?|lead|head|analyst|officer|executive|Geschäftsführerin|researcher)\s+$"
)
_ACTS = re.compile(
    r"^(?:'s)?\s+(?:has|have|had|supports?|scores?|scored|reaches|reached|runs?|costs?|handles?|comes|features?|offers?|accepts?|reads?|uses|achieves|gets|hits|understands|speaks|answers|resolved|introduces|delivers|combines|can|will|was trained|was built|is trained|is built|keeps|writes|knows|renders|beats|outperforms|replaces|erreicht|hat|steht|liegt|verfügt|obtient|atteint|possède|affiche|tiene|alcanza|cuenta)\b|^(?:在|采用|是|支持|原生|は|を|が)"
)
_OUT = re.compile(
    r"^,? (?:is|are|goes|went|has gone) (?:now |finally |also |officially |today )?(?:here|out|available|live|released|launched|open|shipping|generally available|ready)\b"
)
_MAKING = re.compile(r"\b(?:makes?|making|made|is opening|opens?) (?:its |the )?$")
_AVAILABLE = re.compile(
    r"^,?[^.;]{0,120}?,? (?:generally |freely |openly |publicly )?(?:available|free to download|open to)\b"
)
_NOUN = r"(?:models?|LLMs?|VLM|MoE|mixture-of-experts|transformer|system|agent|assistant|family|checkpoints?|weights|Sprachmodells?|Modell|modèles?|modelos?|embeddings?|flagship)"
_IS_A = re.compile(
    rf"^(?: \([^)]{{1,60}}\))?,? (?:is|are|was|comes as|marks|,)? ?(?:a|an|the|its|our|their|one of|not)\s(?:[\w'’.%$-]+[ ,]+){{0,14}}?{_NOUN}\b",
    re.I,
)
_NOUN_BEFORE = re.compile(
    rf"(?:\b{_NOUN}(?:,| called| named| dubbed|:)?\s*|(?:模型|モデル|LLM|모델)\s*){_QUOTE}$", re.I
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


_NAME = re.compile(rf"(?<![\w.-]){NAME}(?![\w])")
_TITLE_NAME = re.compile(rf"(?<![\w.-]){HEAD}(?: {{1,8}}{TAIL}){{0,9}}(?![\w])")  # a headline's capitals run on


@lru_cache(maxsize=4)
def _verbs(catalogue: Catalogue) -> re.Pattern[str]:
    verbs = "|".join(re.escape(verb) for verb in sorted(catalogue.words.launch_verbs, key=len, reverse=True))
    return re.compile(
        rf"(?i:(?<![\w-])(?:{verbs})(?![\w-]))(?:,? {_FILL}{{0,9}}| ?){_QUOTE}$|(?:发布|推出|开源|公開|発表|공개|출시|新一代大模型|リリース)[^。.]{{0,24}}{_QUOTE}$"
    )


def subject_of(document: Document, sentences: Iterable[Sentence], catalogue: Catalogue) -> Subject:
    """Return the name that most of the document's grammar points to, with its lab."""
    rows = list(sentences)
    body = [row for row in rows if row.text.strip("#* ") != document.title.strip("#* ")]
    tally = _Tally()
    text = "\n".join(row.text for row in body)
    for row in body:
        _read_names(row.text, tally, catalogue, weight=1.0, is_early=row.line <= 3, is_heading=row.is_heading)
    _read_title(document.title, text, tally, catalogue)
    labs = _labs(document, rows, tally, catalogue)
    chosen = _chosen(tally, labs, catalogue, text + "\n" + document.title)
    if chosen is None:
        return Subject(None, _known_lab(labs, catalogue, None))
    name, points, verbs, variants = chosen
    return Subject(name, _known_lab(labs, catalogue, name), points, verbs, variants)


def _read_names(
    text: str, tally: _Tally, catalogue: Catalogue, *, weight: float, is_early: bool, is_heading: bool
) -> None:
    for match in _NAME.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        name = trimmed(match[0], catalogue)
        if name is None:
            continue
        start = match.start() + match[0].find(name)
        before = text[:start] if start >= match.start() else before
        after = text[start + len(name) :] if start >= match.start() else after
        points, is_verb = _points(name, before, after, catalogue)
        version = _VERSION_OF.search(before)
        if version and not any(c.isdigit() for c in name):
            name, points = f"{name} {version[1]}", points + 3
        if is_heading and not before.strip("#*-• 0123456789.") and re.match(r"^\W*(?:$|:|is\b|by\b|from\b|–|-)", after):
            points += 1.5
        tally.add(name, weight * (points + (0.8 if is_early else 0.4)), is_verb=is_verb)


def _points(name: str, before: str, after: str, catalogue: Catalogue) -> tuple[float, bool]:
    """Return what one place says for a name being the launched one, and whether a launch verb says it."""
    points, is_verb = 0.0, False
    if _verbs(catalogue).search(before[-140:]) or re.search(
        r"(?:Introducing|Meet|Announcing|Presenting|Welcome(?: to)?|Say hello to)(?: the)? $", before
    ):
        points, is_verb = points + 4, True
    if _OUT.match(after):
        points, is_verb = points + 3, True
    if _MAKING.search(before[-20:]) and _AVAILABLE.match(after):
        points, is_verb = points + 4, True
    if _IS_A.match(after[:160]):
        points += 3
    if _NOUN_BEFORE.search(before[-40:]):
        points += 2.5
    if re.search(
        rf"{_UPPER}[\w&.]*(?: {_UPPER}[\w&.]*)?(?:'s|’s) (?:new |latest |first |own |[a-z-]+ ){{0,3}}$", before
    ):
        points += 1.5
    if _ACTS.match(after):
        points += 0.8
    if any(c.isdigit() for c in name) or re.search(r"[a-z]-[A-Z]", name):
        points += 0.3
    if not any(c.isdigit() for c in name) and (_PERSON_AFTER.match(after) or _PERSON_BEFORE.search(before[-40:])):
        points -= 5
    if _CONTRAST.search(before[-60:]) and not is_verb:
        points -= 1.2
    if re.match(r"^ ?[(:] ?\d", after) and not is_verb:
        points -= 1.0
    if re.match(
        r"^[- ](?:stock|shares|app|office|team|platform|benchmark|test|leaderboard|index|licen[sc]e|license|Board|University)\b",
        after,
        re.I,
    ):
        points -= 3
    return points, is_verb


def _read_title(title: str, body: str, tally: _Tally, catalogue: Catalogue) -> None:
    """Give a headline's names points, each cut back to the longest beginning that the body uses."""
    for match in _TITLE_NAME.finditer(title):
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


def trimmed(name: str, catalogue: Catalogue) -> str | None:
    """Return a capital run without the lab before it and the headline words behind it; None when no name is left."""
    words = name.rstrip(".,:;'").split()
    for length in (3, 2, 1):
        if len(words) > length and catalogue.lab(" ".join(words[:length])):
            words = words[length - 1 :] if _needs_lab(words[length], catalogue) else words[length:]
            break
    while words and words[0].casefold().rstrip(".,") in _NOT_NAMES:
        words = words[1:]
    kept: list[str] = []
    for word in words:
        bare = word.rstrip(".,:;")
        if (
            kept
            and bare.casefold() in _NOT_NAMES
            and bare.casefold() not in ("pro", "open", "first", "next", "image", "data")
            and bare != "A"
        ):
            break
        kept.append(word)
        if word != bare and not re.search(r"\.\d*$", word):
            break
    text = _GENERIC_TAIL.sub("", " ".join(kept)).rstrip(".,:;").removesuffix("'s").removesuffix("’s")
    known = catalogue.lab(text) or catalogue.benchmark(text) or catalogue.licence(text) or catalogue.chip(text)
    return text if is_name(text) and not known else None


def _needs_lab(word: str, catalogue: Catalogue) -> bool:
    """Return whether what stands behind a lab's name is a tier, a version or a size alone, so that the lab's name is part of it."""
    return word.casefold().rstrip(".,:;") in catalogue.words.tiers or bool(
        re.fullmatch(r"[vV]?\d+(?:\.\d+)*(?:[BM]|[a-z])?[.,:;]?", word)
    )


def is_name(name: str) -> bool:
    """Return whether a text can be a model's name at all."""
    if not 2 <= len(name) <= 60 or name.casefold() in _NOT_NAMES or name.casefold() in _PLACES or _SIZE.match(name):
        return False
    if re.search(r"(?:Bench|Eval|QA|Arena|Leaderboard)\b", name) or re.fullmatch(
        r"[A-Z]{2,5}s?|[A-Z]?\d[\d.,]*|W\d+A\d+", name
    ):
        return False
    return any(c.isalpha() for c in name) and not _LAB_END.search(name)


def _labs(document: Document, rows: list[Sentence], tally: _Tally, catalogue: Catalogue) -> Counter[str]:
    """Return points for every lab that the document may speak for."""
    labs: Counter[str] = Counter()
    verbs = "|".join(re.escape(verb) for verb in sorted(catalogue.words.launch_verbs, key=len, reverse=True))
    org = rf"(?P<l>{_UPPER}[\w&-]*(?: (?:& |and |of |for )?{_UPPER}[\w&-]*){{0,3}})"
    subject = re.compile(
        rf"{org},?(?: \([^)]{{1,40}}\))?(?:,? [^,.]{{3,90}},)?(?: has| have| is| are| on {_UPPER}\w+day| this week| today| just| quietly| officially| also| now| recently| am [^,.]{{4,20}}| hat| began selling access to)* (?i:{verbs}|opened|began|put out)\b"
    )
    owned = re.compile(rf"{org}(?:'s|’s) (?:new |latest |first |own |[a-z-]+ ){{0,3}}(?={NAME})")
    by = re.compile(
        rf"\b(?:by|[Pp]osted by the|people at|von|par|por|[Dd]eveloped by|released by|from) (?:the )?{org}(?: team)?\b"
    )
    called = re.compile(
        rf"\b(?:lab|start-?up|company|firm|group|bank|maker|developer|Unternehmen|entreprise|société|empresa|universidad|studio) (?:called |named )?{org}\b"
    )
    byline = re.compile(
        rf"^\W*{org}\b,? ?[·,—|-]? ?(?:\w+ \d{{1,2}},? 20\d\d|\d{{1,2}}\.? \w+ 20\d\d)|^\W*\w+ \d{{1,2}},? 20\d\d ?[·,—|-] ?(?P<l2>{_UPPER}[\w&-]*(?: {_UPPER}[\w&-]*){{0,3}})\W*$"
    )
    made = re.compile(rf"\((?P<l>{_UPPER}[\w&-]*(?: (?:& )?{_UPPER}[\w&-]*){{0,2}})\)\.")
    texts = [
        (document.title, 1.5),
        *((row.text, 2.0 if row.line <= 2 else 1.0 if row.line <= 5 else 0.4) for row in rows),
    ]
    for text, weight in texts:
        for pattern, points in ((subject, 3.0), (owned, 1.5), (by, 1.0), (called, 2.0), (byline, 3.0), (made, 1.0)):
            for match in pattern.finditer(text[:2000]):
                lab = _lab_of(match["l"] or match["l2"])
                if (lab and fold(lab) not in tally.spelling) or (lab and tally.points[fold(lab)] < 4):
                    labs[lab] += weight * points  # type: ignore[assignment]
        for match in _LAB_SHAPE.finditer(text[:2000]):
            lab = _lab_of(match[1])
            if lab and " " in lab:
                labs[lab] += 2 * weight  # type: ignore[assignment]
        for match in re.finditer(
            r"([\u4e00-\u9fff]{2,8}?)(?:发布|推出|开源|宣布)|株式会社([\u30a0-\u30ff\u4e00-\u9fff]{2,12})", text[:500]
        ):
            labs[match[1] or f"株式会社{match[2]}"] += 2 * weight  # type: ignore[assignment]
    head = " . ".join([document.title, *(row.text for row in rows[:6])])
    for hit in catalogue.find(head):
        if hit.kind == "lab" and not _NAME_GOES_ON.match(head, hit.end):
            labs[hit.entry.name] += 1.0  # type: ignore[assignment]
    for row in rows[6:]:
        for hit in catalogue.find(row.text[:400]):
            if hit.kind == "lab" and hit.entry.name not in labs and not _NAME_GOES_ON.match(row.text, hit.end):
                labs[hit.entry.name] = 0.2  # type: ignore[assignment]
    return labs


_NAME_GOES_ON = re.compile(r"[ -](?:[A-Z][a-z]+ )?v?\d")  # a lab's name that is the head of a model's
_NO_LAB = re.compile(
    r"^(?:[A-Z][a-z]+ed|Institute|Cooperative|Research|Date|Others?|Independent|Finance|Training|Author|Allein|Downloads?|Source|Data)$"
)


def _lab_of(text: str) -> str | None:
    words = text.split(" ")
    while words and words[0].casefold() in _NOT_NAMES:
        words = words[1:]
    lab = " ".join(words).removesuffix(" team")
    return (
        lab
        if len(lab) > 1 and not _NO_LAB.match(lab) and lab.casefold() not in _NOT_NAMES and not re.search(r"\d", lab)
        else None
    )


_PLACES = frozenset(
    "hugging face|github|modelscope|san diego|bern|toronto|london|paris|berlin|tokyo|new york|delft|helsinki|edinburgh|brussels|lisbon|melbourne|zurich|munich|beijing|shanghai|seattle|boston|san francisco|amsterdam|stockholm|oslo|copenhagen|vienna|madrid|barcelona|rome|milan|seoul|bangalore|singapore|sydney|montreal|dublin|warsaw|prague|portland|reuters|desk|bloomberg|techcrunch".split(
        "|"
    )
)


def _known_lab(labs: Counter[str], catalogue: Catalogue, name: str | None) -> str | None:
    """Return the lab with most points: its family's when the name has a known one, a full form before a short one."""
    own = fold(name or "")
    found = Counter(
        {
            lab: points
            for lab, points in labs.items()
            if lab.casefold() not in _PLACES
            and not lab.isupper() * (len(lab) > 6)
            and fold(lab) != own
            and not (own and own.startswith(fold(lab)) and not catalogue.lab(lab))
        }
    )
    family = _family_lab(name, catalogue, labs) if name else None
    if family and (not found or family in found or max(found.values()) < 6):
        return family
    if not found:
        return None
    best = max(found, key=lambda lab: (found[lab] + 0.5 * bool(catalogue.lab(lab)), -len(lab)))
    longer = [
        lab for lab in found if lab.startswith(f"{best} ") and _LAB_SHAPE.search(lab) and found[lab] >= found[best] / 2
    ]
    chosen = min(longer, key=len) if longer else best
    known = catalogue.lab(chosen) or (catalogue.lab(best) if longer else None)
    return known.name if known else chosen


def _family_lab(name: str, catalogue: Catalogue, labs: Mapping[str, float]) -> str | None:
    """Return the lab of a name's family; of a family named by a common word only where the document names the lab."""
    words = re.split(r"[ -]", name)
    for length in range(min(3, len(words)), 0, -1):
        for joined in (" ".join(words[:length]), re.sub(r"[\d.]+$", "", words[0]) if length == 1 else ""):
            family = catalogue.family(joined) if joined else None
            if family and (not family.is_common_word or family.lab in labs):
                return family.lab
    return None


def _chosen(
    tally: _Tally, labs: Counter[str], catalogue: Catalogue, text: str
) -> tuple[str, float, float, tuple[str, ...]] | None:
    """Return the launched name with its points and variants; a shared beginning of several variants stands for them."""
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
        + 0.6 * sum(other for longer, other in scores.items() if longer != key and _extends(names[longer], names[key]))
        for key, points in scores.items()
    }
    best = max(whole, key=lambda key: (scores[key] + 0.5 * (whole[key] - scores[key]), -len(key)))
    if scores[best] < 2:
        return None
    name = _with_version(names[best], scores, names)
    shared = _shared_beginning(name, names.values(), text)
    if shared:
        name = shared
    longer = {other for other in names.values() if _extends(other, name) and _is_variant(other, name, text, catalogue)}
    tiered = {other for other in names.values() if _is_tier_of(other, name, text, catalogue)}
    versioned = {other for other in longer if any(re.match(rf"{_loose(other)}[ -]v?\d+$", one, re.I) for one in longer)}
    variants = tuple(sorted((longer | tiered) - versioned, key=len))
    verbs = sum(
        votes
        for key, votes in tally.from_verbs.items()
        if key == best or _extends(names[key], name) or names[key] == name
    )
    return name, whole[best], verbs, variants


def _loose(name: str) -> str:
    return r"[ -]".join(re.escape(part) for part in re.split(r"[ -]", name))


def _with_version(name: str, scores: Mapping[str, float], names: Mapping[str, str]) -> str:
    """Return a family's name with its version where the document launches one of that version: "Nova" of "Nova 2"."""
    if any(c.isdigit() for c in name):
        return name
    versioned = [key for key in scores if re.match(rf"{re.escape(name)}[ -]?v?\d", names[key], re.I)]
    heads = {
        m[0]
        for key in versioned
        if (m := re.match(rf"{re.escape(name)}[ -]?v?\d+(?:\.\d+)*(?![\w])", names[key], re.I))
    }
    if len(heads) == 1 and sum(scores[key] for key in versioned) >= 3:
        return heads.pop()
    return name


def _shared_beginning(name: str, others: Iterable[str], text: str) -> str | None:
    """Return the beginning of a name that another variant shares and that has a version or stands alone in the text."""
    base = _SIZE_TAIL.sub("", name)
    siblings = [other for other in others if name not in (other, base) and _extends(other, base)]
    if base != name and is_name(base) and siblings:
        return base
    words = name.split(" ")
    for length in range(len(words) - 1, 0, -1):
        head = " ".join(words[:length])
        kin = {
            other
            for other in others
            if other != name and _extends(other, head) and not re.match(r"^[ -]?\d", other[len(head) :])
        }
        rest = " ".join(words[length:])
        if (
            is_name(head)
            and kin
            and not re.match(r"^v?\d", rest)
            and (any(c.isdigit() for c in head) or _stands_alone(head, text))
        ):
            return head
    return None


def _is_variant(longer: str, name: str, text: str, catalogue: Catalogue) -> bool:
    """Return whether a longer name is a model of the launch: its tail is a size, tier or tuning, or it comes twice."""
    words = catalogue.words
    siblings = len(re.findall(rf"(?<![\w-]){re.escape(name)}[ -](?!\d)[A-Z][a-z]+\b", text))
    known = {*words.tiers, *words.tuning, *words.product_lines, *words.precisions}
    tail = [word.casefold() for word in re.split(r"[ -]", longer[len(name) :]) if word]
    if not tail or tail[-1] in _SECTIONS or tail[-1] in words.precisions or _is_family(longer, text):
        return False
    if re.search(rf"(?<![\w-]){re.escape(name)}(?:,|,? and) {re.escape(longer)}(?![\w-])", text):
        return True
    if all(
        word in known or re.fullmatch(r"\d+(?:\.\d+)?[bm]|a\d+(?:\.\d+)?[bm]|v\d+|int\d|l|s|m|xl", word)
        for word in tail
    ):
        return True
    if siblings >= 3 and len(tail) == 1 and re.fullmatch(r"[A-Z][a-z]{1,9}", longer[len(name) + 1 :]):
        return True
    return len(tail) <= 2 and len(re.findall(rf"(?<![\w-]){re.escape(longer)}(?![\w-])", text)) >= 2


_SECTIONS = frozenset(
    "evaluation evaluations results usage license benchmark benchmarks models series family paper report technical api demo".split()
)


def _is_family(name: str, text: str) -> bool:
    """Return whether a name only ever stands for several models: "Gannet-Distill models", "Gannet-Distill-7B"."""
    places = list(re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w])", text))
    return bool(places) and all(
        re.match(r"-\w| (?:[Mm]odels|[Ss]eries|[Ff]amily)\b", text[one.end() : one.end() + 10]) for one in places
    )


def _is_tier_of(other: str, name: str, text: str, catalogue: Catalogue) -> bool:
    """Return whether another name is the launch's with a tier inside, launched beside it: "Devon Small 2" of "Devon 2"."""
    tiers = {word.casefold() for word in catalogue.words.tiers}
    words, own = re.split(r"[ -]", other.casefold()), re.split(r"[ -]", name.casefold())
    inside = [word for word in words if word in tiers]
    if len(inside) != 1 or [word for word in words if word not in tiers] != own or words[-1] != own[-1]:
        return False
    place = text.find(other)
    return not _CONTRAST.search(text[max(0, place - 60) : place].removesuffix("the smaller ").removesuffix("and "))


def _stands_alone(head: str, text: str) -> bool:
    return len(re.findall(rf"(?<![\w-]){re.escape(head)}(?![\w-])(?! (?:[A-Z]|\d))", text)) >= 2


def _extends(longer: str, shorter: str) -> bool:
    return len(longer) > len(shorter) and bool(re.match(rf"{re.escape(shorter)}[ -]", longer, re.I))


def names_in(text: str, catalogue: Catalogue) -> Iterator[tuple[str, int, int]]:
    """Yield every capital run that may name a model, with its place."""
    for match in _NAME.finditer(text):
        name = trimmed(match[0], catalogue)
        if name:
            start = match.start() + max(match[0].find(name), 0)
            yield name, start, start + len(name)
