"""What a headline says against a launch: money, law, guides, comparisons, digests, plans."""

from collections.abc import Iterator
from functools import lru_cache

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.card_shape import is_badge
from bot.reading.cues import Cued
from bot.reading.headlines_abroad import against_headline_abroad
from bot.reading.name_shape import HOSTS
from bot.reading.page import Page
from bot.reading.reason import Reason
from bot.reading.self_description import OPENING, SURE
from bot.reading.word_lists import one_of

MANY = 2  # other launches beside which one that no headline names is told in passing
_FUTURE = r"(?:will|plans? to|planning to|set to|expected to|poised to|preparing to|prepares to|reportedly|rumou?r\w*|leak\w*|could|may(?! \d)|might|considering|delays?|delayed|postpones?|postponed|hits pause|on hold|shelves|teases?|hints?|roadmap|Q[1-4] (?:launch|release|debut)|to (?:launch|debut|release|unveil|introduce|open-?source|roll out)|upcoming|soon|next (?:week|month|year))"
MAY_COME = re.compile(rf"\b{_FUTURE}\b", re.I)
_TEACHES_OR_COMPARES = re.compile(
    r"^\W*(?:fine-?tun(?:e|ing)|run(?:ning)?|deploy(?:ing)?|serv(?:e|ing)|train(?:ing)?|using|understanding|getting started)\b"
    r"|^\W*(?:how|what|which|why|who|when|where|is|are|was|does|do|did|can|could|should|will|has|have)\b[^?]*\?"
    r"|\b(?:how to|how we|in \w+ minutes|step by step|tutorial|guide|tips|explained|what is|cheat ?sheet|course|review:|(?:performance|benchmark|cost) (?:\w+ )?analysis|analysis:|benchmark(?:s|ed)?:|(?<=: )(?:benchmarking|(?:an? |the )(?:[\w'’-]+ ){0,4}benchmarks?(?!-))|benchmark results|put to the test|hands-on|opinion|interview|podcast|why|should you|survey|report:|study|research(?= shows|:)|paper"
    r"|leaderboard|rankings?|best (?:ai|llm|models|open)|top \d+(?= [a-z])|comparison|compared|versus|vs\.?|showdown|(?<!, )(?<!-tier )(?<!same )(?<!lower )pricing|price (?:guide|list|table)|cost of|costs? (?:guide|calculator)|choices?|choosing|requirements|alternatives|use cases|deep[- ]dive|in-depth|walkthrough|faq|cost breakdown"
    r"|how [\w.' -]{2,40} works|(?:datasets?|corpus|leaderboard|benchmark|library|toolkit) (?:release|launch|update)|apis?(?: (?:overview|reference|docs?|documentation)| \((?=[A-Z][a-z]+ 20\d\d\)))|(?:evaluation|benchmark|inference|serving|training|fine-?tuning|agents?) (?:suite|toolkit|framework|harness|engine|library|platform|server)"
    r"|anleitung|vergleich|ratgeber|tutoriel|comparatif|guía|comparativa)(?:\b|(?<=:))|^\W*(?:comment|cómo)\b|教程|指南|对比|對比|比較|使い方|入門|とは",
    re.I,
)
# Of a card these words tell what its model is for: "Wren Guard: a filter against jailbreaks".
_MONEY_LAW_AND_STRIFE = re.compile(
    r"\b(?:rais(?:es?|ed|ing)(?! (?:the|its|a) (?:bar|standard|ceiling|level|game)\b)|funding|financing|series [a-f]|valuation|valued at|acquir\w+|acquisition|sues?|sued|lawsuit|court|judge|settle\w*|regulat\w+|policy|ban(?:s|ned)?|law|act|bill|senate|congress|commission|antitrust"
    r"|hires?|appoints?|(?:steps?|stepped|stepping) down|resign(?:s|ed|ing|ations?)?|quits?|quitting|depart(?:s|ed|ing|ures?)?|ousted|exodus|layoffs?|lays off|ceo|partnership|partners with|teams up|deals?|pact|invests?|data cent(?:er|re)|ipo|earnings|revenue|outage|breach|vulnerability|jailbreak\w*|poach\w*"
    r"|sold|buys|bought|chip shortage|energy|copyright|privacy|safety (?:framework|institute)|open letter|petition|protest"
    r"|den(?:y|ies|ied|ying)|alleg(?:es?|ed|ations?)|accus\w+|controvers\w+|fraud|cheat(?:s|ed|ing)|defends?|criticis\w+|criticiz\w+|backlash|uprising|revolt|brings? back|reinstat\w+|restores?|returns(?=$| (?:to|after|amid\w*|as)\b)|scandal|slams?|blames?|apologi\w+|push(?:es)? back|warns?"
    r"|finanzierung\w*|übernahme|verklagt|börsengang|levée de fonds|lève|valorisation|rachat|rachète|financiación)\b|融[资資]|估值|募[资資]|[挂掛]牌|收[购購]|起[诉訴]|提訴|買収|資金調達|IPO",
    re.I,
)
# Two names side by side are a comparison, and who leads a list is no launch, whatever the text recalls of both.
_RANKS_TITLE = re.compile(
    r"\b(?:vs\.?|versus|topples?|dethrones?|overtakes?|(?:highest|top|best)-(?:ranked|rated|performing)|(?:leaps|jumps|rises|climbs|surges|shoots) (?:up )?to (?:the )?(?:first|second|third|fourth|top|no\. ?\d*|number|#\d*)|(?:tops|leads|climbs) (?:the )?(?:\w+ ){0,2}(?:leaderboards?|rankings?|charts?)|(?:took|takes?|taking|hits?|reach(?:es|ed)|claims?|grabs?|ranks?) (?:the )?(?:#\d+|no\. ?\d+|number (?:one|two|\d)|top spot|first place|crown)|overthrows?|unseats?)(?!\w)",
    re.I,
)
# Who is ahead of whom, where no verb launches anything: "Tern 2 tops Auk 4 on Plumb-Bench", "Tern 2 claims #1 spot".
_IS_AHEAD = re.compile(
    r"\b(?:tops?|topped|beats?|outperforms?|outscores?|edges (?:out|past)|pulls ahead|leads|(?:claims?|takes?|grabs?|seizes?|wins?|holds?|retakes?|loses?|hits?) (?:the )?(?:#1|no\. ?1|number one|first|top|crown|lead)|#1)(?!\w)",
    re.I,
)
# A digest names each launch of its week in passing: only what it tells at length is one.
_DIGEST_TITLE = re.compile(
    r"\b(?:weekly|newsletter|digest|this (?:week|month) in|round-?up|recap|(?:week|month|day|year) in (?:review|ai|models|tech|brief)|(?:daily|news|morning) briefing"
    r"|(?:stories|headlines|news|launches|releases|updates|things) (?:that )?you (?:may have |might have |probably |have )?(?:missed|need to know)"
    r"|(?:top|biggest|\d{1,2}) (?:\w+ )?(?:stories|headlines|news items|launches|releases)|(?:news|stories|headlines) of the (?:week|month|day))\b",
    re.I,
)
_OF_A_MONTH = re.compile(
    r"(?:^|\b(?:in|of|for) |[—–:|-] ?)(?:January|February|March|April|May|June|July|August|September|October|November|December),? 20\d\d\b"
)
_DIGEST_OPENING = Cued(
    r"\b(?:[Ii]n (?:this|today's) (?:issue|edition)|[Tt]his week's (?:issue|edition|newsletter|(?:\w+ )?(?:news )?round-?up)|[Ww]elcome (?:back )?to (?:the|this|our|another|issue|edition)\b[^.]{0,50}\b(?:issue|edition|newsletter|round-?up|digest))\b",
    "issue edition newsletter roundup round-up digest",
    "in_this in_today this_week welcome",
)


def against_headline(page: Page, *, is_card: bool) -> Iterator[Reason]:
    """Yield what the headline says against a launch; first words of a card that are only badges say nothing."""
    title = "" if is_badge(page) else page.document.title
    has_verb = launch_verb_in(page, title)
    yield from _of_something_else(page, title, is_card=is_card, has_verb=has_verb)
    yield from against_headline_abroad(title)
    yield _of_a_digest(page, title, has_verb=has_verb)
    others = () if is_card or has_verb or _is_an_opening(page) else _other_labs_in(page, title)
    yield Reason(-3 * bool(others), f"the headline is about {', '.join(others)}, the model {page.subject.lab}'s")
    rumour = MAY_COME.search(title.replace(page.subject.name or "", ""))
    yield Reason(
        -4 * bool(rumour and (page.subject.verb_votes < SURE - 1 or not _is_named_in(page, title))),
        f"the headline is about what may come: {rumour and rumour[0]}",
    )


def _is_an_opening(page: Page) -> bool:
    """Return whether the beginning of a paragraph stands for a headline that is not there."""
    lines, title = page.document.lines, page.document.title
    return bool(lines) and lines[0].text.startswith(title) and len(lines[0].text) > len(title)


# Whom a headline sets the launch against: "the model that dethroned Tarn".
_CONTESTED = re.compile(
    r"\b(?:dethron\w+|beat\w*|challeng\w+|rival\w*|outperform\w*|surpass\w*|overt\w+|top(?:s|ped|ping)|take[sn]? on|taking on|takes? aim at|versus|vs\.?|against|undercut\w*|match\w*|over|than|like)(?: \w+){0,2} $",
    re.I,
)


def _other_labs_in(page: Page, title: str) -> tuple[str, ...]:
    """Return the labs that a headline names, where the launched model's is known and none of them."""
    lab = page.catalogue.lab(page.subject.lab or "")
    named = (
        tuple(
            dict.fromkeys(
                hit.entry.name
                for hit in page.catalogue.find(title)
                if hit.kind == "lab" and not _CONTESTED.search(title[: hit.start])
            )
        )
        if lab
        else ()
    )
    return () if lab is None or lab.name in named else named


_AT_A_PRICE = re.compile(r"\b(?:at|with) (?:[\w-]+ ){1,3}(?:pricing|cost)\b", re.I)  # "1M context at mid-tier pricing"


_LINKS = re.compile(
    r" ?\((?: ?(?:paper|tech(?:nical)? report|report|code|blog|demo|website|project(?: page)?|arxiv|models?|weights|data|github|hugging ?face)[ ,;|/]*){1,6}\)\W*$",
    re.I,
)


def _of_something_else(page: Page, title: str, *, is_card: bool, has_verb: bool) -> Iterator[Reason]:
    title = _asked(page, _LINKS.sub("", title)) if is_card else _LINKS.sub("", title)
    plain = _AT_A_PRICE.sub("", title)
    other = _TEACHES_OR_COMPARES.search(plain) or (None if is_card else _MONEY_LAW_AND_STRIFE.search(title))
    yield Reason(-3 * bool(other and not has_verb), f"the headline speaks of something else: {other and other[0]}")
    yield Reason(
        -2 * bool(other and has_verb and page.subject.verb_votes < SURE), f"the headline also says {other and other[0]}"
    )
    ranks = _RANKS_TITLE.search(title) if other is None or has_verb else None
    if not (ranks or is_card or other or page.subject.verb_votes > 0):
        ranks = _IS_AHEAD.search(title)
    yield Reason(
        -3 * bool(ranks and not _launched_in(page, title)), f"the headline is about who leads: {ranks and ranks[0]}"
    )


_WHAT_IS = re.compile(r"\W*What is (.{1,60}?)\W*", re.I)


def _asked(page: Page, title: str) -> str:
    """Return the name alone where a card's headline only asks what it is: "What is Tern?"."""
    name = page.subject.name or "-"
    asked = _WHAT_IS.fullmatch(title)
    return name if asked and asked[1].casefold() == name.casefold() else title


def _of_a_digest(page: Page, title: str, *, has_verb: bool) -> Reason:
    opening = page.sentences[:OPENING]
    digest = _DIGEST_TITLE.search(title) or next(
        (found for one in opening if (found := _DIGEST_OPENING.search(one))), None
    )
    is_named = _is_named_in(page, title)
    digest = digest or (None if is_named else _OF_A_MONTH.search(title))
    is_passing = digest is not None and not has_verb and page.subject.verb_votes < SURE
    if is_passing or is_named or page.subject.others_launched < MANY:
        return Reason(-4 * is_passing, f"a digest names it in passing: {digest and digest[0]}")
    return Reason(-4, f"it is one of {page.subject.others_launched + 1} launches that are told, none in the headline")


def _is_named_in(page: Page, title: str) -> bool:
    return fold(page.subject.name or "") in fold(title)


def launch_verb_in(page: Page, title: str) -> bool:
    """Return whether a headline that holds the name has a verb of launching."""
    own = page.subject.name
    return bool(own) and (own or "") in title and _launch_verbs(page.catalogue).search(title) is not None


@lru_cache(maxsize=4)
def _launch_verbs(catalogue: Catalogue) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of(catalogue.words.launch_verbs)})\b", re.I)


_WORDS = r"(?:(?!(?:for|of|to|with|in|on|that|and|against|about|from)\b)[\w'’.-]+ )"
_A_MODEL = rf"(?:(?:an?|its|their|new|the|two|three|four|another)(?: [\w'’.-]+){{0,7}} |{_WORDS}{{1,6}})(?:models?|LLMs?)\b(?! (?:for|of) (?:eval|compar|choos))"


def launches_a_model(page: Page) -> bool:
    """Return whether a headline launches a model that it does not name: "Norvale releases a tiny but capable model"."""
    title = page.document.title
    verb = _launch_verbs(page.catalogue).search(title) if (page.subject.name or "") not in title else None
    behind = re.match(rf" {_A_MODEL}", title[verb.end() :], re.I) if verb else None
    if verb is None or behind is None or MAY_COME.search(title):
        return False
    place = _AT_A_HOST.match(title, verb.end() + behind.end())
    return place is None or place[1].casefold() not in HOSTS  # "Announcing Norvale's models on Bedrock": one more place


_AT_A_HOST = re.compile(r" (?:now )?(?:on|in|to|via|through) (?:the )?([A-Z][\w.]*(?: [A-Z][\w.]*){0,3})")


_UNNAMED = r" (?:an?|its|their|two|three|four)(?: [\w'’.-]+,?){0,8} (?:models?|LLMs?)\b(?! (?:for|of) (?:eval|compar|choos)|,? (?:called|named|dubbed))"


def opens_with_a_model(page: Page) -> bool:
    """Return whether a lab releases a model in the opening that only the headline names: "Tern 2 is here. Tarn released an open model"."""
    own = page.subject.name
    if not own or own not in page.document.title:
        return False
    for sentence in page.sentences[: 2 * OPENING]:
        verb = _launch_verbs(page.catalogue).search(sentence.text)
        if verb is None or not re.match(_UNNAMED, sentence.text[verb.end() :]):
            continue
        before = page.text[sentence.start : sentence.start + verb.start()]
        labs = page.hits_in(sentence.start, sentence.start + verb.start(), "lab")
        lab = page.text[labs[-1].start : labs[-1].end] if labs else page.subject.lab
        between = before.rpartition(lab)[2] if lab and lab in before else "-"
        named = page.mentions_in(sentence.start, sentence.end)
        if between.strip() in _JUST and all(page.is_subject(one.name) for one in named):
            return True
    return False


_JUST = ("", "has", "have", "just", "has just", "today", "also", "on Monday", "quietly", "has now")


def _launched_in(page: Page, title: str) -> bool:
    """Return whether a headline's own verb of launching leads to the name: "Norvale releases Tern 2, tops the charts"."""
    words = one_of(page.catalogue.words.launch_verbs)
    own = re.escape(page.subject.name or "-")
    return bool(re.search(rf"\b(?:{words})\b(?! source)[^.;]{{0,60}}{own}", title, re.I))
