"""Is this a launch, and what kind of news is it: points for and against, from the headline, the verbs and the facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.cues import Cued
from bot.reading.hubs import publishers_of
from bot.reading.page import Page
from bot.reading.places import NOTHING, places_of
from bot.types import Event, Fact

_FUTURE = r"(?:will|plans? to|planning to|set to|expected to|poised to|preparing to|prepares to|reportedly|rumou?r\w*|leak\w*|could|may|might|considering|delays?|delayed|teases?|hints?|to launch|upcoming|soon|next (?:week|month|year))"
_RUMOUR = re.compile(rf"\b{_FUTURE}\b", re.I)
_NOT_LAUNCH_TITLE = re.compile(
    r"^\W*(?:fine-?tun(?:e|ing)|run(?:ning)?|deploy(?:ing)?|serv(?:e|ing)|train(?:ing)?|using|getting started)\b"
    r"|\b(?:raises?|raised|raising|funding|series [a-f]|valuation|valued at|acquir\w+|acquisition|sues?|sued|lawsuit|court|judge|settle\w*|regulat\w+|policy|ban(?:s|ned)?|law|act|bill|senate|congress|commission|antitrust"
    r"|how to|how we|in \w+ minutes|step by step|tutorial|guide|tips|explained|what is|cheat ?sheet|course|review:|hands-on|opinion|interview|podcast|why|should you|survey|report:|study|research shows|paper"
    r"|leaderboard|rankings?|best (?:ai|llm|models|open)|top \d+|comparison|compared|versus|vs\.?|showdown|pricing (?:guide|explained)|(?:overview|models?) and pricing|pricing overview|price guide|cost of|choices?|choosing"
    r"|hires?|appoints?|steps down|resigns?|layoffs?|lays off|ceo|partnership|partners with|teams up|deal with|invests?|data cent(?:er|re)|ipo|earnings|revenue|outage|breach|vulnerability|jailbreak\w*|poach\w*"
    r"|(?:evaluation|benchmark|inference|serving|training|fine-?tuning|agents?) (?:suite|toolkit|framework|harness|engine|library|platform|server)"
    r"|sold|buys|bought|chip shortage|energy|copyright|privacy|safety (?:framework|institute)|open letter|petition|protest|copyright)\b",
    re.I,
)
# Two names side by side are a comparison, and who leads a list is no launch, whatever the text recalls of both.
_RANKS_TITLE = re.compile(
    r"\b(?:vs\.?|versus|topples?|dethrones?|overtakes?|(?:highest|top|best)-(?:ranked|rated|performing)|(?:tops|leads|climbs) (?:the )?(?:\w+ ){0,2}(?:leaderboards?|rankings?|charts?))(?!\w)",
    re.I,
)
# A digest names each launch of its week in passing: only what it tells at length is one.
_DIGEST_TITLE = re.compile(
    r"\b(?:weekly|newsletter|digest|this (?:week|month) in|round-?up|recap|(?:week|month|day|year) in (?:review|ai|models|tech|brief)|(?:daily|news|morning) briefing"
    r"|(?:stories|headlines|news|launches|releases|updates|things) (?:that )?you (?:may have |might have |probably |have )?(?:missed|need to know)"
    r"|(?:top|biggest|\d{1,2}) (?:\w+ )?(?:stories|headlines|news items|launches|releases)|(?:news|stories|headlines) of the (?:week|month|day))\b",
    re.I,
)
_DIGEST_OPENING = Cued(
    r"\b(?:[Ii]n (?:this|today's) (?:issue|edition)|[Tt]his week's (?:issue|edition|newsletter|(?:\w+ )?(?:news )?round-?up)|[Ww]elcome (?:back )?to (?:the|this|our|another|issue|edition)\b[^.]{0,50}\b(?:issue|edition|newsletter|round-?up|digest))\b",
    "issue edition newsletter roundup round-up digest",
    "in_this in_today this_week welcome",
)
_NO_MODEL = re.compile(
    r"^\W*(?:app|feature|features|tool|tools|program|programme|fund|initiative|partnership|dataset|data set|benchmark|leaderboard|chip|button|dashboard|plan|subscription|conference|course|office|store|marketplace|browser|sdk|library|framework|plugin|extension|integration|mode|sidebar|widget|challenge|prize|grant|foundation|report|paper|portal|academy|hackathon|policy|website|newsletter|service|cluster|data cent(?:er|re))\b",
    re.I,
)
_DEPRECATION = re.compile(
    r"\b(?:deprecat\w+|retir(?:e|es|ed|ing)|sunset\w*|end of life|shut(?:s|ting)? down|discontinu\w+)\b", re.I
)
_PRICE = re.compile(
    r"\b(?:cuts?|slashes?|lowers?|reduces?|drops?|halves|raises?|price (?:cut|drop|increase|change)s?)\b[^.]{0,40}\b(?:price|prices|pricing|cost|costs)\b|\bprice (?:cut|drop|change)s?\b",
    re.I,
)
_UPDATE = re.compile(
    r"\b(?:hosts?|now (?:available|supports?|live) (?:on|in|at)|adds? support|brings? .{3,40} to (?:bedrock|azure|vertex)|changelog|patch|bug ?fix(?:es)?|new feature|rolls? out .{0,30}\b(?:feature|mode|tab|button|sidebar|memory))\b",
    re.I,
)
# A model that was there before reaches one more place: no launch, whatever else the text recalls.
_HOSTED = re.compile(
    r"\b(?:now|also|is|are|comes? to|arrives? (?:on|in|at)|lands? (?:on|in|at))\b(?: generally)?(?: available| live| offered| supported)?(?: on| in| via| through| at)? (?:the )?(?:amazon |aws |google |microsoft |oracle |ibm )?(?:azure|bedrock|sagemaker|vertex ai|oci|snowflake cortex|databricks|github models|watsonx|workers ai)\b",
    re.I,
)
_NOUN = re.compile(
    r"\b(?:models?|LLMs?|VLMs?|MoE|mixture-of-experts|weights|checkpoint|parameters?|Modelle?s?|modèles?|modelos?|transformer|language model)\b|模型|モデル|모델",
    re.I,
)
CUT = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a launch (points above zero) or against it, in words."""

    points: int
    words: str


def verdict(page: Page, facts: Sequence[Fact]) -> tuple[bool, Event, Decimal]:
    """Return whether a document launches its subject, the kind of news, and how sure that is (0 to 1)."""
    if page.subject.name is None:
        return False, "none", Decimal("0.9")
    points = _sum(_weighed(page, facts))
    event = _event(page, page.document.title, is_launch=points >= CUT)
    points += _sum(_held_back(page, event, points))
    distance = min(abs(points - CUT + Decimal("0.5")), Decimal(5))
    sure = Decimal("0.5") + distance * Decimal("0.09")
    return points >= CUT, event, sure.quantize(Decimal("0.01"))


def reasons(page: Page, facts: Sequence[Fact]) -> tuple[Reason, ...]:
    """Return everything that moved the verdict; the points together decide, CUT and more is a launch."""
    if page.subject.name is None:
        return (Reason(-CUT, "no name stands out as a model that is launched"),)
    weighed = [reason for reason in _weighed(page, facts) if reason.points]
    points = _sum(weighed)
    event = _event(page, page.document.title, is_launch=points >= CUT)
    return (*weighed, *(reason for reason in _held_back(page, event, points) if reason.points))


def _sum(found: Iterable[Reason]) -> int:
    return sum(reason.points for reason in found)


def _held_back(page: Page, event: Event, points: int) -> Iterator[Reason]:
    """Yield what takes a document below the cut whatever its points: its kind of news is no launch."""
    is_weak = event in ("price", "update", "benchmark") and page.subject.verb_votes < 4
    is_hosted = event == "update" and _HOSTED.search(page.document.title) is not None
    if event in ("deprecation", "rumour") or is_weak or is_hosted:
        yield Reason(min(0, CUT - 1 - points), f"the kind of news is {event}: never announced as a launch")


_TELLING = frozenset({"params_total", "context_tokens", "license", "score", "access", "price_input", "training_tokens"})


def _weighed(page: Page, facts: Sequence[Fact]) -> Iterator[Reason]:
    yield from _for(page, facts)
    yield from _against(page, page.document.title)


def _for(page: Page, facts: Sequence[Fact]) -> Iterator[Reason]:
    subject, name = page.subject, page.subject.name or ""
    own = {fact.field for fact in facts if fact.role in ("launch", "variant")}
    telling = ", ".join(sorted(own & _TELLING))
    yield Reason(2 * (subject.verb_votes > 0) + (subject.verb_votes >= 6), f"a verb of launching leads to {name}")
    yield Reason((subject.votes >= 3) + (subject.votes >= 5), f"the grammar points to {name}")
    yield Reason(int(name.casefold() in page.document.title.casefold()), f"{name} stands in the headline")
    yield Reason((len(own & _TELLING) > 0) + (len(own & _TELLING) > 2), f"it is told of {name}: {telling}")
    is_guide = _says_otherwise(page, page.document.title) is not None
    yield Reason(2 * (_is_card(page, own) and not is_guide), "it has the shape of a model card")


def _is_card(page: Page, own: set[str]) -> bool:
    """Return whether this is a model card or README: headings, the name at its head, and weights, sizes or terms given."""
    head = page.original.lstrip()[:4000]
    has_heading = re.search(r"^#{1,3} |^---$|<h1", head, re.MULTILINE) or len(_PASTED_HEADING.findall(head)) > 1
    is_named = bool(page.subject.name) and fold(page.subject.name or "") in fold(head[:1500])
    return (
        bool(has_heading)
        and is_named
        and bool(own & {"params_total", "license", "access"})
        and (_CARD.search(page.original) is not None or _is_linked(page))
    )


def _is_linked(page: Page) -> bool:
    """Return whether the text links the launch on a model hub."""
    return bool(publishers_of(page.subject.name or "", page.published, page.catalogue))


_PASTED_HEADING = re.compile(r"(?<=\n\n)[A-Z][^\n.!?:;,|\t]{2,40}(?=\n\n)")  # of a page pasted as plain text
_CARD = re.compile(
    r"from_pretrained|pip install|^license:|^(?:Citation|Usage|Quick ?start|Installation|Limitations|License|Licence|Intended use|Model (?:details|summary))$|(?:## |<h[2-4]>)(?:Citation|Usage|Quick ?start|License|Evaluation|Model|Training|Results|Installation|Limitations)",
    re.MULTILINE | re.IGNORECASE,
)


# What a text says of itself: it teaches, or what it is about is software, a test or a list.
_TEACHES = Cued(
    r"\b[Tt]his (?:blog|post|guide|tutorial|article|notebook|recipe|document)(?: post)?\b[^.]{0,30}\b(?:guides?|shows?|walks?|explains?|covers?|demonstrates?|describes?|helps?)\b[^.]{0,30}\b(?:how (?:to|you)|you|users|readers|developers)\b",
    "this_",
    "blog post guide tutorial article notebook recipe document",
    "how_ you users readers developers",
)
_REPRODUCES = re.compile(
    r"^\W*(?:This (?:is|repo(?:sitory)?) )?(?:(?:an?|the|our) )?(?:[a-z-]+ ){0,4}(?:reproduction|re-?implementation|replication|curated list|curated collection) of\b",
    re.I,
)
_IS_SOFTWARE = re.compile(
    r"(?: \([^)]{1,60}\))? is (?:an?|the|our) (?:(?!models?\b|LLMs?\b|family\b|system\b)[\w'/-]+,? ){0,8}?"
    r"(?:framework|library|toolkit|engine|runtime|server|benchmark|platform|package|sdk|dataset|leaderboard|pipeline|compiler|extension|plugin|course|programming language)\b",
    re.I,
)
_SPOKEN_OF = re.compile(r"\W*([A-Z][\w.-]{2,30})")
SURE = 6  # points of verbs beyond which a launch is not doubted for what else the text says of itself
OPENING = 4
EARLY = 12  # sentences in which a text says what it is


def _says_otherwise(page: Page, title: str) -> str | None:
    """Return the words by which a text says that it launches no model: it is a guide, a reproduction, a framework's page."""
    early = page.sentences[:EARLY]
    teaching = next((found for one in page.sentences[: 4 * EARLY] if (found := _TEACHES.search(one))), None)
    if teaching:
        return teaching[0]
    if page.subject.verb_votes < SURE:
        copied = next((found for one in early if (found := _REPRODUCES.match(one.text))), None)
        if copied:
            return copied[0].strip()
        supporting = _supporting(page) or _on_software(page)
        if supporting:
            return supporting
    versioned = _of_software(page)
    if versioned:
        return versioned
    called = title.strip("#*: ")
    if not called or len(called) > 40:
        return None
    for one in early:
        start = one.text.casefold().find(called.casefold())
        software = _IS_SOFTWARE.match(one.text, start + len(called)) if start >= 0 else None
        if software and not re.search(r"\w", one.text[:start]):
            return one.text[: software.end()].strip()
    return None


_SUPPORTS = re.compile(
    r"\b(?:now|also|officially|fully|already) supports? (?:the )?(?:new )?$|\b(?:day[- ](?:0|zero|one)|initial|native|added|adds|adding|announc\w+) support (?:for|of) (?:the )?(?:new )?$",
    re.I,
)


def _supporting(page: Page) -> str | None:
    """Return the words by which the opening says that software supports the model, which is out already then."""
    for sentence in page.sentences[:OPENING]:
        for name in page.mentions_in(sentence.start, sentence.end):
            before = _SUPPORTS.search(page.text[sentence.start : name.start])
            if before and page.is_subject(name.name):
                return f"{before[0]}{name.name}"
    return None


def _on_software(page: Page) -> str | None:
    """Return the words by which a text says of a name it speaks of more than of the launched one that it is software or a test."""
    text, own = page.text[page.start : page.end], page.subject.name or "-"
    for sentence in page.sentences[: 2 * EARLY]:
        name = _SPOKEN_OF.match(sentence.text)
        software = _IS_SOFTWARE.match(sentence.text, name.end()) if name else None
        if name and software and text.count(name[1]) > max(3, text.count(own)):
            return sentence.text[: software.end()].strip()
    return None


_VERSION_TAIL = re.compile(r"[ -]v?\d+(?:\.\d+)*$")


def _of_software(page: Page) -> str | None:
    """Return the words by which a text says that what a new version is of is software: "Plumbline is a platform for"."""
    name = page.subject.name or ""
    stem = _VERSION_TAIL.sub("", name)
    if not stem or stem == name or page.catalogue.family(stem) is not None:
        return None
    for sentence in page.sentences[: 4 * EARLY]:
        software = _IS_SOFTWARE.match(sentence.text, len(stem)) if sentence.text.startswith(stem) else None
        if software:
            return sentence.text[: software.end()].strip()
    return None


def _against(page: Page, title: str) -> Iterator[Reason]:
    otherwise = _says_otherwise(page, title)
    yield Reason(-4 * bool(otherwise), f"the text says of itself: {otherwise}")
    if _is_badge(page):
        title = ""
    other, has_verb = _NOT_LAUNCH_TITLE.search(title), _launch_verb_in(page, title)
    yield Reason(-4 * bool(other and not has_verb), f"the headline speaks of something else: {other and other[0]}")
    yield Reason(
        -2 * bool(other and has_verb and page.subject.verb_votes < 6), f"the headline also says {other and other[0]}"
    )
    ranks = _RANKS_TITLE.search(title) if other is None or has_verb else None
    yield Reason(
        -4 * bool(ranks and not _launched_in(page, title)), f"the headline is about who leads: {ranks and ranks[0]}"
    )
    digest = _DIGEST_TITLE.search(title) or next(
        (found for one in page.sentences[:OPENING] if (found := _DIGEST_OPENING.search(one))), None
    )
    is_passing = digest is not None and not has_verb and page.subject.verb_votes < SURE
    yield Reason(-4 * is_passing, f"a digest names it in passing: {digest and digest[0]}")
    rumour = _RUMOUR.search(title)
    yield Reason(
        -4 * bool(rumour and page.subject.verb_votes < 5),
        f"the headline is about what may come: {rumour and rumour[0]}",
    )
    yield Reason(-3 * _is_no_model(page), f"{page.subject.name} is called something other than a model")
    yield Reason(-3 * (not _is_called_model(page)), "no sentence speaks of a model")


def _is_called_model(page: Page) -> bool:
    """Return whether a sentence speaks of a model, or the name is of a known line of them with a version."""
    name = page.subject.name or ""
    is_known = any(c.isdigit() for c in name) and page.catalogue.family(re.split(r"[ -]", name)[0]) is not None
    return is_known or any(_NOUN.search(sentence.text) for sentence in page.sentences)


def _is_badge(page: Page) -> bool:
    """Return whether the headline is only the first words of a card, which badges and images open: none of its own."""
    first = page.document.lines[0] if page.document.lines else None
    if first is None or page.document.title != first.text[: len(page.document.title)]:
        return False
    start = page.squeezed.origin(first.start)
    line = page.original[page.original.rfind("\n", 0, start) + 1 : start]
    return re.match(r"\s*[<\[!]", page.original) is not None and not re.search(r"#|<h\d|<title", line)


def _launch_verb_in(page: Page, title: str) -> bool:
    own = page.subject.name
    return bool(own) and (own or "") in title and _launch_verbs(page.catalogue).search(title) is not None


@lru_cache(maxsize=4)
def _launch_verbs(catalogue: Catalogue) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, catalogue.words.launch_verbs))})\b", re.I)


def _launched_in(page: Page, title: str) -> bool:
    """Return whether a headline's own verb of launching leads to the name: "Norvale releases Tern 2, tops the charts"."""
    words = "|".join(map(re.escape, page.catalogue.words.launch_verbs))
    own = re.escape(page.subject.name or "-")
    return bool(re.search(rf"\b(?:{words})\b(?! source)[^.;]{{0,60}}{own}", title, re.I))


def _is_no_model(page: Page) -> bool:
    """Return whether the name is followed, more often than not, by what is no model: an app, a fund, a benchmark."""
    own = [one for one in page.mentions if page.is_subject(one.name)]
    other = sum(bool(_NO_MODEL.match(page.text[one.end : one.end + 30])) for one in own)
    text, name = page.text[page.start : page.end], page.subject.name or ""
    called = any(_CALLED.match(text, place + len(name)) for place in places_of(name, text, NOTHING))
    return other * 2 > len(own) or called or _is_built_on_another(page)


_CALLED = re.compile(
    r",? (?:is|was)? ?(?:an?|the|its)? (?:new )?(?:[a-z-]+ ){0,5}?(?:app|feature|tool|fund|initiative|benchmark|dataset|leaderboard|chip|programme?|browser|framework|library|service|conference|standard|platform|toolkit"
    r"|(?<!model )(?<!models )suite(?! of))\b"
)


_BUILT_ON = re.compile(r"\b(?:powered by|runs on|is built on|built on top of) (?:the )?")


def _is_built_on_another(page: Page) -> bool:
    """Return whether a model powers the launched thing, which has no version of its own: a product, then."""
    own = page.subject.name
    if own is None or any(c.isdigit() for c in own):
        return False
    for match in _BUILT_ON.finditer(page.text, page.start, page.end):
        named = page.mentions_in(match.end(), match.end() + 3)
        if named and named[0].name != own:
            return True
    return False


def _event(page: Page, title: str, *, is_launch: bool) -> Event:
    first = " ".join([title, *(sentence.text for sentence in page.sentences[:3])])
    if _DEPRECATION.search(title):
        return "deprecation"
    if _PRICE.search(title) and not (is_launch and page.subject.verb_votes >= 4):
        return "price"
    if _HOSTED.search(title) and not _launch_verb_in(page, title):
        return "update"
    if _UPDATE.search(title) and not (is_launch and page.subject.verb_votes >= 4):
        return "update"
    if _RUMOUR.search(title) and not is_launch:
        return "rumour"
    if is_launch:
        return "launch"
    return "rumour" if re.search(r"\b(?:reportedly|rumou?r\w*|leaked?|according to people)\b", first, re.I) else "none"
