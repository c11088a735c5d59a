"""Whose a number is: the name around it, the variant it names, the nearest subject to its left, else the launch."""

from typing import NamedTuple

from bot.catalogue import fold
from bot.reading import lazy_re as re
from bot.reading.api_ids import launched_as
from bot.reading.asides import is_aside
from bot.reading.cues import Cued
from bot.reading.name_shape import NOT_NAMES
from bot.reading.names import Mention
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.reading.spoken_of import name_spoken_of
from bot.reading.told_tiers import told_tier
from bot.types import Role

# Words that set what follows against the launch, up to the next comma or verb.
_AGAINST = (
    r"than|vs\.?|versus|behind|(?:at or|well|far|just|slightly|equal to or) (?:above|below)|outperform\w*|beats?|beating|surpass\w*|exceed\w*|unlike|compared (?:to|with)|ahead of|like|match(?:es|ing)|similar (?:[a-z]+ ){0,4}to|such as|comparable (?:[a-z]+ ){0,4}to|on par with|the level of|(?:at |reaching |achiev\w+ )?parity with"
    r"|against|from|(?:toe-to-toe|head-to-head|neck and neck) with|pass(?:ed|ing)|overt(?:ook|akes?|aking)|edg(?:es|ed|ing) (?:out|past)|topp(?:ed|ing)|within \S+ (?:percentage )?points? of|short of|shy of|sitting above|previous|earlier|older|rivals?|competitors?|predecessor,?|replaces|replaced|where|buil(?:ds|ding|t) (?:up)?on|based (?:up)?on|deriv(?:es|ed) from|initiali[sz]ed (?:from|with)|(?:is )?part of|improv(?:es|ing) on|an? (?:[a-z-]+ ){0,3}(?:version|variant|edition|sibling) of|successor (?:to|of)|(?:increase|improvement|jump|gain|advance|leap|rise|reduction) (?:from|on)|(?:improv\w*|gain\w*|increas\w*|points?|leads?|advanc\w*|advantage|jump\w*|leap|rise|reduction|boost|uplift|wins?)(?: [a-z\d+%.]{1,14}){0,4} over|upgrade (?:to|over|of|from)|gegenüber|als|hinter|(?<!mientras )(?<!tandis )que|frente a|contre"
)
_AGAINST_WORDS = (
    "than vs versus behind outperform beat surpass exceed unlike compared ahead_of like match similar such_as comparable on_par level_of parity against"
    " from previous earlier older rival competitor predecessor replace _over where buil based initiali part_of improv version_of variant_of edition_of sibling_of successor increase improvement jump gain advance leap rise reduction upgrade gegenüber als hinter"
    " que frente_a contre toe-to head-to neck_and pass overt edg topp above below point short_of shy_of"
)
# In small letters, as _WAS_FROM, _DOWN_FROM and _PLANNED below: so a place is compared with few of these words.
_CONTRAST = Cued(
    rf"(?:\b(?:{_AGAINST})\b|高于|低于|优于|超过|超越|落后于|弱于|不及)(?:[^.;；。]|(?<=\d)\.(?=\d)){{0,80}}$",
    f"{_AGAINST_WORDS} 高于 低于 优于 超过 超越 落后于 弱于 不及",
)
_OPENS_AGAINST = Cued(
    rf"\b(?:{_AGAINST})\b(?:[^.;,]|(?<=\d)\.(?=\d)){{0,80}}, (?:[^.;]|(?<=\d)\.(?=\d)){{0,60}}$",
    _AGAINST_WORDS,
)
_SPEAKS_OF_LAUNCH = re.compile(
    r"^\W*(?:It|Its|The|This|These|They|Their|Both|All|We|Our|Unlike|Against|Over|Versus|Compared|Like|Similar|Following|In|On|At|With|For|By|Building|Based|While|Although|Built|Trained|Released|Available|Developers|Users|Benchmarks|Results|Scores|Performance)\b|^\W*(?:[A-Z][\w.]+ ){1,3}(?:has |have )?(?:launched|released|offers|sells|shipped|ships|introduced|priced|prices) it\b"
)
# "As the successor to Gull 2, it expands": what is said behind the comma is said of the launch.
_FRONTED_IT = re.compile(
    r"\W*(?:As|Like|Unlike|Alongside|After|Following|Building on|Based on|Built on|Compared (?:to|with)|Replacing|Succeeding|Similar to) (?:[^.;]|\.(?=\d)){1,100}?, (?:it|they|the (?:new )?(?:model|system|release|version))\b"
)
_FRONTED = re.compile(r"^\W*(?:Unlike|Compared (?:to|with)|Like|In contrast to|As with|Similar to) [^,.;]{1,80}, ")
_VARIANT_BEFORE = Cued(
    r"(?:\b(?:the|The|its|our|a) |^\W{0,4}|[:;] )(\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?[BM])?)(?: [A-Za-z-]+){0,3} (?:model|version|variant|edition|one|MoE|Mixture-of-Experts|Dense)\b|(?:\b[Tt]he |^\W{0,4}|[:;] )(\d+(?:\.\d+)?[BM]) (?=(?:[Dd]ense |MoE )?(?:gets|scores|reaches|achieves|hits|posts|has|is|was|runs|fits|needs|sits|ranks|activates|uses|model|on ))",
    "9b 9m",
)
_APPOSED = re.compile(r",? |,? (?:is|was) |: ")  # "Gannet Flash, a 9B model"
_EXPLAINED = re.compile(
    r",? (?:a|an|the|which|one of|who|that (?:is|has))\b[^,.;]*$|, (?:ein|eine|un|une|una)\b[^,.;]*$"
)  # what a name is said to be is its own
_VERSION_OF = re.compile(
    r"\ban? (?:[a-z-]+ ){0,3}(?:version|variant|edition|sibling) of (?:the |our )?$"
)  # whose "which has" tells of the version
# "Unlike X's line, which can be downloaded": still of the other one
_FRONTED_OPEN = re.compile(
    r"^\W*(?:Unlike|In contrast to|Compared (?:to|with)) [^,.;]{1,80}, (?:which|who|whose|that)\b[^,.;]{0,120}$"
)
_NAME_AFTER = re.compile(r"^[ -](?:[a-z]+[ -])?$")
_OTHERS = re.compile(
    r"^\W*(?:[Rr]ivals?\b|[Cc]ompetitors?\b|Last (?:year|spring|summer|autumn|winter|month)\b|Earlier\b|Previous(?:ly)?\b|The (?:previous|original)\b|Its predecessor\b|The predecessor\b|By comparison\b|The first version\b|Versions? before\b|A (?:smaller|larger|bigger) (?:sibling|version|model)\b|Two |Other |Without |In (?:19|20)\d\d|Die Vorgängerversion|Ein größeres)"
)


class Owner(NamedTuple):
    """A name and what it is to the launch."""

    name: str
    role: Role


_ALL_BUT = re.compile(
    r"\W*(?:All|Both)(?: of)?(?: the| our)?(?: \w+)? (?:models|variants|versions|sizes) (?:but|except)\b"
)
# "Murrow's 128K window": whose it is stands before it, known name or not.
_POSSESSOR = Cued(r"(?<![\w.-])(?P<n>[A-Z][\w.-]{2,30}(?: [A-Z0-9][\w.-]{0,20}){0,3})'s (?:own )?$", "'s_")


def owner_at(page: Page, start: int, end: int, sentence: Sentence) -> Owner:
    """Return the owner of the value that stands at `start`..`end` of a sentence."""
    beside = _beside(page, start, end, sentence)
    if beside is not None:
        return beside
    variant = _variants_before(page, start, sentence) if _VARIANT_BEFORE.may_match(sentence) else []
    fronted = _FRONTED_IT.match(page.text, sentence.start, start)
    begin = fronted.end() if fronted else sentence.start
    mentions = [one for one in page.mentions_in(begin, start) if not is_aside(page, one, start, sentence)]
    mentions = [one for one in mentions if not _is_matched(page, one, start, sentence)]
    if variant and mentions and _APPOSED.fullmatch(page.text[mentions[-1].end : variant[-1].start()]):
        return owner_of(page, mentions[-1])
    if variant and page.subject.name and not (mentions and mentions[-1].start > variant[-1].end()):
        return sized_variant(page, variant[-1][1] or variant[-1][2])
    if len(mentions) > 1 and mentions[0].start - begin < 3 and _THEN_IT.search(page.text, mentions[-1].end, start):
        return owner_of(page, mentions[0])
    for mention in reversed(mentions):
        between = page.text[mention.end : start]
        if _OPEN_BRACKET.match(between) and ")" not in between:
            return owner_of(page, mention)
        if _EXPLAINED.match(between) and not _VERSION_OF.search(page.text[max(0, mention.start - 50) : mention.start]):
            return owner_of(page, mention)
        if not _follows_contrast(page, mention.start, sentence) or (
            page.is_subject(mention.name)
            and _OPENS_AGAINST.search_in(_unfronted(page, mention.start, sentence).lower(), sentence)
        ):
            return owner_of(page, mention)
    if (
        mentions
        and not _SPEAKS_OF_LAUNCH.match(sentence.text)
        and not any(page.is_subject(one.name) for one in mentions)
    ):
        return owner_of(
            page, mentions[-1]
        )  # every name to the left is set against the launch, and it is not there itself
    spoken_of = None if mentions else name_spoken_of(page, sentence)
    if spoken_of is not None:
        return owner_of(page, spoken_of)
    if _OTHERS.match(sentence.text) and not any(page.is_subject(one.name) for one in mentions):
        return Owner("", "other")
    return Owner(page.subject.name or "", "launch")


# "Tern 2 is the first rebuilt model since Gull 3, and it scores": of whom the sentence speaks.
_THEN_IT = re.compile(r"[,;—–] ?(?:and|but|yet) it \w+")
# "It matches Gull 4 on A and scores 97 on B": the second verb is of whom the first one is.
_MATCHED = Cued(
    r"\b(?:match(?:es|ed)?|beats?|rival(?:s|ed|led)|outperform(?:s|ed)?|surpass(?:es|ed)|outscore[sd]?|edge[sd] (?:out|past)|top(?:s|ped)|overt(?:akes|ook)|trails|trailed|toe-to-toe with|head-to-head with|neck and neck with|level with|ties|tied) (?:both )?$",
    "match beat rival outperform surpass outscore edge top overt trail _with_ ties tied",
)
_AND_SCORES = re.compile(
    r"(?:[^.;()]|(?<=\d)\.(?=\d)){0,60}?,? and (?:also )?(?:achiev(?:es|ed)|scor(?:es|ed)|reach(?:es|ed)|posts|posted|hits?|record(?:s|ed)|gets|got|earn(?:s|ed)|attain(?:s|ed)|deliver(?:s|ed)|supports|costs|offers|ships|comes)\b"
)


def _is_matched(page: Page, mention: Mention, start: int, sentence: Sentence) -> bool:
    """Return whether a rival is only what a verb before it has as its object, the number being the next verb's."""
    return (
        _MATCHED.may_match(sentence)
        and not page.is_subject(mention.name)
        and _AND_SCORES.match(page.text, mention.end, start) is not None
        and _MATCHED.regex.search(page.text[sentence.start : mention.start].lower()) is not None
    )


_OPEN_BRACKET = re.compile(r"\s*(?:(?:input|output|prompt|completion|price|pricing) )?\(")


def _unfronted(page: Page, place: int, sentence: Sentence) -> str:
    """Return the words of a sentence before a place, without "Unlike Gull 2, " at its head."""
    return _FRONTED.sub("", page.text[sentence.start : place])


def _follows_contrast(page: Page, place: int, sentence: Sentence) -> bool:
    """Return whether words that set something against the launch stand before a place; each value of a sentence asks for it."""
    found = page.contrasts.get(place)
    if found is None:
        before = _unfronted(page, place, sentence).lower() if _CONTRAST.may_match(sentence) else ""
        found = page.contrasts[place] = _CONTRAST.regex.search(before) is not None
    return found


# "While it is as large as ever, with 24B parameters, Tern 2 Small comes with": the number is of the name behind the comma.
_OPENS_WITH_OTHERS = re.compile(r"^\W*(?:While|With|At|Despite|Although|Though|Featuring|Having|Packing|Using|Even)\b")
_UP_TO_SUBJECT = re.compile(r"[^,.;]{0,40}, (?:the |our |its )?(?:new )?")


def _behind_the_comma(page: Page, start: int, end: int, sentence: Sentence) -> Mention | None:
    if not _OPENS_WITH_OTHERS.match(sentence.text) or page.mentions_in(sentence.start, start):
        return None
    ahead = page.mentions_in(end, sentence.end)[:1]
    return ahead[0] if ahead and _UP_TO_SUBJECT.fullmatch(page.text[end : ahead[0].start]) else None


def _variants_before(page: Page, start: int, sentence: Sentence) -> list[re.Match[str]]:
    found = _VARIANT_BEFORE.regex.finditer(page.text, sentence.start, sentence.end)
    return [match for match in found if match.start() <= start]


def _beside(page: Page, start: int, end: int, sentence: Sentence) -> Owner | None:
    """Return the owner that a number's own form names, or "all models but": "1.2 billion-download Llama", "Murrow's 128K"."""
    if _ALL_BUT.match(sentence.text):
        return Owner(page.subject.name or "", "launch")
    after = _directly_after(page, end, sentence) or _behind_the_comma(page, start, end, sentence)
    if after is not None:
        return owner_of(page, after)
    tier = told_tier(page, start, end, sentence)
    if tier is not None:
        return Owner(tier, "variant")
    found = _POSSESSOR.search_in(page.text[sentence.start : start], sentence)
    return Owner(found["n"], "rival") if found is not None and not _is_own(page, found["n"]) else None


def _is_own(page: Page, name: str) -> bool:
    """Return whether a possessor is the launch, its lab, or no model: "Today's 128K", "MMLU's 71.2"."""
    lab = page.subject.lab
    is_lab = lab is not None and fold(lab).startswith(fold(name))
    return is_lab or name.casefold() in NOT_NAMES or page.is_subject(name) or bool(page.catalogue.find(name))


_SIZE_IN_NAME = re.compile(r"[ -](\d+(?:\.\d+)?)([BM])\b")


def sized_variant(page: Page, size: str, *, is_listed: bool = False) -> Owner:
    """Return the variant of a size: the one whose name ends with it, else the launch's name with the size."""
    own = page.subject.name or ""
    if own.casefold().endswith(size.casefold()):
        return Owner(own, "launch")
    named = next((one for one in page.variants if re.search(rf"[ -]{re.escape(size)}(?![\w-])", one, re.I)), None)
    if named is None and (own_size := _SIZE_IN_NAME.search(own)):  # a launch of one size has no variants of others
        is_near = 0.7 < float(own_size[1]) / (float(size[:-1]) or 1) < 1.4 and own_size[2] == size[-1:].upper()
        return Owner(own, "launch") if is_near else Owner(f"{own[: own_size.start()]} {size}", "rival")
    if named is None and not page.has_sizes and not is_listed:
        return Owner(own, "launch")
    return Owner(named or f"{own} {size}", "variant")


def _directly_after(page: Page, end: int, sentence: Sentence) -> Mention | None:
    """The name in "1.2 billion-download Llama": behind the number with at most one word of its own between."""
    for mention in page.mentions_in(end, sentence.end)[:1]:
        if _NAME_AFTER.match(page.text[end : mention.start]) and "-" in page.text[end : mention.start]:
            return mention
    return None


_CALLED_BY = re.compile(
    r"\b(?:under the name|model (?:name|id) is|with the model id|as the model) $"
)  # what an API calls the launch


def owner_of(page: Page, mention: Mention) -> Owner:
    """Return what a named model is to the launch."""
    if page.subject.name and _CALLED_BY.search(page.text[max(0, mention.start - 40) : mention.start]):
        return Owner(page.subject.name, "launch")
    own, known = page.subject.name or "", launched_as(mention.name, page.subject)
    if known is not None:
        return Owner(known, "launch" if known == own else "variant")
    if mention.name.isalpha() and own.startswith(f"{mention.name} "):  # the line's name alone
        return Owner(own, "launch")
    if not page.is_subject(mention.name):
        return Owner(own, "launch") if _goes_on_as(page, mention, own) else Owner(mention.name, "rival")
    return Owner(own, "launch") if fold(mention.name) == fold(own) else Owner(mention.name, "variant")


_AND_VERSION = re.compile(r" ?(?:&|and|/|,) ?(v?\d+(?:\.\d+)*)(?![\w.-])")


def _goes_on_as(page: Page, mention: Mention, own: str) -> bool:
    """Return whether a name of an earlier version stands for the launch, too: "the Tern 2 & 2.5 weights"."""
    further = _AND_VERSION.match(page.text, mention.end)
    head = re.sub(r"\d+(?:\.\d+)*$", "", mention.name)
    return further is not None and head != mention.name and fold(head + further[1]) == fold(own)


def is_contrasted(page: Page, start: int, sentence: Sentence) -> bool:
    """Return whether what stands at `start` comes behind words that set something against the launch."""
    if _FRONTED_OPEN.match(page.text[sentence.start : start]):
        return True
    if not _follows_contrast(page, start, sentence):
        return False
    own = [one for one in page.mentions_in(sentence.start, start) if page.is_subject(one.name)]
    return not (own and _OPENS_AGAINST.search_in(page.text[sentence.start : own[-1].start].lower(), sentence))


_CHANGE = re.compile(
    r"^(?:[ -]?(?:tokens?|parameters?|params|languages|seconds|%| percent))?(?: (?:of \w+|in [A-Z][\w.-]{1,40}))? ?(?:to|->|→|auf|à|a) (?:over |about |up to )?[\d$€£¥]"
)
_WAS_FROM = Cued(r"\b(?:from|von|de) (?:about |around |just )?[$€£¥]?$", "from_ von_ de_")
_DOWN_FROM = Cued(
    r"\b(?:up|down|compared (?:to|with)|instead of|rather than|versus|vs\.?|(?:previous|earlier|former|old)(?:ly)?(?: \w+){0,3}|extended from|grown from|increased from|instead|(?:previous|earlier|older?|former|predecessor\w*|last year\w*|before)\b[^.;]{0,40}\b(?:was|were)|where .{3,40} (?:had|has|took|takes))\W+(?:from )?(?:the )?(?:previous(?:ly)? )?[$€£¥]?$",
    "up down compared instead rather versus vs previous earlier former old extended grown increased predecessor last_year before where",
)
_PLANNED = Cued(
    r"\b(?:will|plans? (?:is |are )?(?:to|for|on|its|an?)\b|planned|planning|expects?|expected|should come|in training|being trained|might|could|would|supposed to|rumou?red|aims?|hopes?|promis\w+|by the end of|later this year|soll|geplant|prévoit|prévue?|próxim\w+|next version|exists in the lab)\b(?:(?!\. )[^;]){0,80}$|(?:予定|計画|计划|预计|将于|예정)",
    "will plan expect should training trained might could would supposed rumo aim hope promis by_the_end later_this soll geplant prév próxim"
    " next_version exists_in 予定 計画 计划 预计 将于 예정",
)

# What is said behind the number: "with roughly 100B parameters, are expected in 2027"; a price "is expected to fall" is none of it.
_EXPECTED = Cued(
    r"[^.;]{0,100}\b(?:is|are) (?:currently |still |now |also |reportedly )?(?:expected|planned|slated|due|scheduled|on the way|coming|in progress|in training|pending|upcoming|under development|(?:something )?for (?:next year|later))\b(?! to (?:rise|fall|drop))",
    "expected planned slated due scheduled on_the coming in_progress in_training pending upcoming under_development next_year for_later",
)


_TO_DO = Cued(r"^\W{0,4}\[ \]", "[_]")  # a box that nobody has ticked yet


_EASTERN_PLAN = re.compile(r"[^.;,]{0,20}(?:する予定|を計画|참조 예정)")


def is_not_now(page: Page, start: int, end: int, sentence: Sentence) -> bool:
    """Return whether a number is where a change began ("from 128K to 256K", "up from 128K") or only planned."""
    if _TO_DO.search(sentence):
        return True
    before, after = page.text[max(sentence.start, start - 48) : start].lower(), page.text[end : end + 40]
    if _WAS_FROM.search_in(before, sentence) and _CHANGE.match(after):
        return True
    if _DOWN_FROM.search_in(before, sentence):
        return True
    if _EXPECTED.may_match(sentence) and _EXPECTED.regex.match(page.text[end : min(sentence.end, end + 120)]):
        return True
    if not after.isascii() and _EASTERN_PLAN.match(after):
        return True
    if not _PLANNED.may_match(sentence):
        return False
    clause = page.text[max(sentence.start, start - 110) : start].lower()
    clause = clause[max(clause.rfind(mark) for mark in (";", ", and ", " but ", ". ", "。")) + 1 :]
    return _PLANNED.regex.search(clause) is not None


def lab_or_launch(page: Page) -> Owner:
    """Return the lab as the owner of what a company, not a model, has."""
    return Owner(page.subject.lab, "lab") if page.subject.lab else Owner(page.subject.name or "", "launch")
