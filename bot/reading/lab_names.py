"""Which lab a document speaks for: who releases, whose model it is, bylines, and the lab of a known family."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.catalogue import Catalogue, Hit, fold
from bot.reading import lazy_re as re
from bot.reading.cues import Choice, Cued, Cues, lowered
from bot.reading.labs_abroad import GERMAN_LAUNCHER, launchers_in
from bot.reading.name_shape import NAME, NOT_NAMES, PLACES, UPPER
from bot.reading.sentences import Sentence
from bot.reading.word_lists import one_of

LAB_SHAPE = Cued(
    rf"\b((?:{UPPER}[\w&-]*(?: (?:&|of|and|et|de|bin) | )){{1,5}}?(?:AI|Labs?|Research|Systems|Institute(?: (?:of|for) {UPPER}[\w-]*(?: {UPPER}[\w-]*){{0,2}})?|Foundry|Diagnostics|Technologies|Intelligence|Robotics|Audio|Networks|GmbH|Inc|Ltd|SAS|AG|Computing|Works|Cooperative|Consortium))\b",
    "_ai _lab _research _systems _institute _foundry _diagnostics _technologies _intelligence _robotics _audio _networks _gmbh"
    " _inc _ltd _sas _ag _computing _works _cooperative _consortium",
)


def _org(behind: str = "") -> str:
    """Return a pattern for an organisation's name; `behind` is looked back for from behind its first letter."""
    return rf"(?P<l>{UPPER}{behind}[\w&-]*(?: (?:& |and |of |for |de |del |da |di |für |bin )?{UPPER}[\w&-]*){{0,4}})"


_ORG = _org()
_LAUNCHER = _org(r"(?<!für .)(?<!for .)(?<!pour .)(?<!para .)")  # "for Tarn" comes what another one launches
_BETWEEN = rf"(?: and (?:its|their) partners| has| have| is| are| on {UPPER}\w+day| this week| today| just| quietly| officially| also| now| recently| am [^,.]{{4,20}}| hat| a| ha| está| hoy| ya| ce \w+| aujourd'hui| heute| began selling access to)*"
_ACTIVE = r"(?:(?<! is)(?<! are)|(?= \w+ing\b))"  # what is released is no lab
_OWNED = Cued(
    rf"{_ORG}(?:'s|’s) (?:new |latest |first |own |[a-z-]+ ){{0,3}}(?={NAME})",
    "'s ’s",
)
_BY = Cued(
    rf"\b(?:by|[Pp]osted by the|people at|par|por|[Dd]eveloped by:?|released by|from|(?:[Mm]odell\w*|LLM) von) (?:the )?{_ORG}(?: team)?\b(?! v?\d| data\b)"
    rf"|\bvon (?P<l2>{UPPER}[\w&-]*(?: {UPPER}[\w&-]*){{0,3}}) (?:entwickelt|vorgestellt|veröffentlicht|trainiert|stammt)",
    "by_ by: posted people von_ par_ por_ from_",
)
# "Developed at the University of Skerry (UOS)", "comes from researchers at Tarn": who made it.
_MADE_AT = Cued(
    rf"\b(?:(?:researchers|scientists|engineers|teams?|group) (?:at|from|of)|(?:developed|built|created|trained|made) (?:by|at)(?: (?:a team|researchers|scientists|engineers) (?:at|from|of))?) (?:the )?"
    rf"(?:{UPPER}[^,.;()]{{6,90}} \((?P<l2>[A-Z][A-Za-z]{{1,10}})\)|{_ORG}\b(?! v?\d))",
    "researchers scientists engineers team group developed built created trained made",
    "at_ by_ from_ of_",
)
_IN_HOUSE = Cued(
    rf"\b(?:trained|developed|built|created|made) at {_ORG}\b(?! v?\d)", "_at_", "trained developed built created made"
)
_CALLED = Cued(
    rf"\b(?:lab|start-?up|company|firm|group|bank|maker|developer|Unternehmen|entreprise|société|empresa|universidad|studio) (?:called |named )?{_ORG}\b",
    "lab_ start company firm group bank maker developer unternehmen entreprise société empresa universidad studio",
)
_BYLINE = Cued(
    rf"^\W*{_ORG}\b,? ?[·,—|-]? ?(?:\w+ \d{{1,2}},? 20\d\d|\d{{1,2}}\.? \w+ 20\d\d)|^\W*\w+ \d{{1,2}},? 20\d\d ?[·,—|-] ?(?P<l2>{UPPER}[\w&-]*(?: {UPPER}[\w&-]*){{0,3}})\W*$",
    "9999",
)
# "Tarn researchers have created a model that"
_DEVELOPS = Cued(
    rf"{_ORG}(?: researchers| scientists| engineers)? ha(?:s|ve) (?:just |now |also )?(?:developed|created|built|trained) (?:an?|their|its)\b",
    "developed created built trained",
)
_MADE = Cued(rf"\((?P<l>{UPPER}[\w&-]*(?: (?:& )?{UPPER}[\w&-]*){{0,2}})\)\.", ").")
_SIGNED = Cued(rf"\bCopyright (?:\([cC]\) |© )?20\d\d(?:-20\d\d)?,? (?:by )?(?:[Tt]he )?{_ORG}", "copyright")
_RULES = Choice(
    (
        (_OWNED, 1.5),
        (_BY, 1.0),
        (_MADE_AT, 1.5),
        (_IN_HOUSE, 2.5),
        (_CALLED, 2.0),
        (_DEVELOPS, 2.0),
        (_BYLINE, 3.0),
        (_MADE, 1.0),
        (_SIGNED, 3.0),
        (GERMAN_LAUNCHER, 3.0),
    ),
    lambda rule: rule[0],
)
LONGEST_HEAD = 400  # characters of a later sentence in which a known lab is looked for
_STATE = re.compile(r" (?:Preview|Beta|Alpha|Series|Family)$")  # behind a model's name, not a lab's
EARLY_ROWS, IS_A_MODEL, PUBLISHED = 6, 4, 3


PARTICIPLES = frozenset({"vorgestellt", "freigegeben"})  # what stands before them in German is launched, or when
_A_VERB = Cues("@launch_verbs opened began put_out")


@lru_cache(maxsize=4)
def _launches(catalogue: Catalogue) -> re.Pattern[str]:
    verbs = ({*catalogue.words.launch_verbs} - PARTICIPLES) | {"opened", "began", "put out"}
    return re.compile(
        rf"{_LAUNCHER},?(?: \([^)]{{1,40}}\))?(?:(?:,| (?!{UPPER})) ?[^,.]{{3,90}},| [^,.;]{{3,90}} by(?= \w+ing\b))?{_BETWEEN}{_ACTIVE} (?i:{one_of(verbs)})\b(?! by\b)(?!(?<=[vV]eröffentlicht)(?: und|\W?[.,;:–]))"
    )


def labs_of(
    title: Sentence, rows: Sequence[Sentence], hits: Iterable[Hit], models: Mapping[str, float], catalogue: Catalogue
) -> defaultdict[str, float]:
    """Return points for every lab that the document may speak for.

    `hits` are the known names in its rows, `models` points of folded names as models.
    """
    labs: defaultdict[str, float] = defaultdict(float)
    weighed = ((row, 2.0 if row.line <= 2 else 1.0 if row.line <= 5 else 0.4) for row in rows)
    for row, weight in ((title, 1.5), *weighed):
        for lab, points in _by_grammar(row, catalogue):
            if max(models.get(fold(lab), 0), models.get(fold(_STATE.sub("", lab)), 0)) < IS_A_MODEL:
                labs[lab] += weight * points
        for lab in _by_shape(row):
            labs[lab] += 2 * weight
    _add_known(labs, title.text, rows, hits, catalogue)
    return labs


def _by_grammar(row: Sentence, catalogue: Catalogue) -> Iterator[tuple[str, float]]:
    launched = _launches(catalogue).finditer(row.text) if _A_VERB.are_in(row) else ()
    for matches, points in (
        (launched, 3.0),
        *((pattern.finditer(row), points) for pattern, points in _RULES.worth_trying(row)),
    ):
        for match in matches:
            lab = _lab_of(match["l"] or match["l2"])
            if lab and launched is matches and " and " in lab:  # "Norvale and Marl launch Tern"
                yield from ((part, points) for part in lab.split(" and ") if catalogue.lab(part))
            if lab and not _names_two(lab, catalogue) and not _is_of_another(row.text[: match.start()]):
                yield lab, points
    for lab in launchers_in(row):
        yield lab, 3.0


def _is_of_another(before: str) -> bool:
    """Return whether the words before an owner set what is owned against the launch, or say that the launch was made from it."""
    near = lowered(before[-40:])
    return _OF_ANOTHER.search(near) is not None or _THAN.search(near) is not None


# In small letters.
_THAN = re.compile(
    r"\b(?:than|(?:out)?perform\w*|beat(?:s|ing)?|surpass\w*|exceed\w*|rival(?:s|ing)?|match(?:es|ing)?|unlike|versus|vs\.?|compared (?:to|with)|similar to|against|like)(?: (?:the|similarly[ -]sized|larger|even))? $"
)
# "A variant of Gull's Hear", "an open alternative to Gull's Sky": whose the other one is.
_OF_ANOTHER = re.compile(
    r"\b(?:variant|version|fork|port|derivative|extension|adaptation|fine-?tune) of (?:the )?$|\b(?:alternative|answer|rival|competitor|challenger|successor) to (?:the )?$|\bderived from (?:the )?$"
)


def _names_two(lab: str, catalogue: Catalogue) -> bool:
    """Return whether "and" joins a lab to something else: "OpenAI and China's"."""
    return " and " in lab and any(catalogue.lab(part) for part in lab.split(" and "))


_A_MODEL = re.compile(
    r" (?:[Mm]odels?|Systems?|Agents?|Assistants?|Chatbots?|Tools?|LLMs?)\b"
)  # "a Tiny But Mighty AI Model"
_KIND_GOES_ON = re.compile(r" (?:Language|Foundation|Generation|Understanding) ")  # "a Large Audio Language Model"


_MADE_SO = re.compile(r"-(?:[A-Z]?[a-z]+ed|[A-Z]?[a-z]+ing)\b")  # "Captioning-Enhanced Audio"
# "Tern 3B Changes AI Economics": no maker; "Marl AI Releases" is one.
_NOUN_BEHIND = re.compile(r" (?![A-Z][a-z]+(?:s|ed|es) (?:[A-Z]|an? |its |new ))[A-Z][a-z]+\b")
_COPIED = re.compile(r"\b(?:reproduction|replication|re-?implementation) of (?:the )?$", re.I)  # not who made this one


_BEHIND_A_SIZE = re.compile(r"\d[BM] $")  # "Tern 3B Changes AI Economics": a verb


def _by_shape(row: Sentence) -> Iterator[str]:
    for match in LAB_SHAPE.finditer(row):
        lab = _lab_of(match[1])
        if (
            lab
            and not _COPIED.search(row.text[: match.start()])
            and not _BEHIND_A_SIZE.search(row.text, 0, match.start())
            and " " in lab
            and not _KIND_GOES_ON.match(row.text, match.end())
            and not (lab.count(" ") > 1 and _A_MODEL.match(row.text, match.end()))
            and not _MADE_SO.search(lab)
            and not (
                (row.is_heading or row.line == 0 or lab.endswith(" Audio"))
                and _NOUN_BEHIND.match(row.text, match.end())
            )
            and not (row.is_heading and row.text.endswith(": ", 0, match.start()))
        ):
            yield lab


def _add_known(
    labs: defaultdict[str, float], title: str, rows: Sequence[Sentence], hits: Iterable[Hit], catalogue: Catalogue
) -> None:
    """Add what the catalogue knows: much for a lab named early, next to nothing for one named later."""
    for hit in catalogue.find(title):
        if hit.kind == "lab" and not _NAME_GOES_ON.match(title, hit.end) and not _is_anothers(title[: hit.start]):
            labs[hit.entry.name] += 1
    starts = [row.start for row in rows]
    for hit in hits:
        number = bisect_right(starts, hit.start) - 1
        row, lab = rows[number], hit.entry.name
        start, end = hit.start - row.start, hit.end - row.start
        if hit.kind != "lab" or hit.end > row.end or _NAME_GOES_ON.match(row.text, end):
            continue
        if number >= EARLY_ROWS and lab not in labs and end <= LONGEST_HEAD:
            labs[lab] = 0.2
        elif number < EARLY_ROWS and not _is_anothers(row.text[:start]):
            labs[lab] += 1


def _is_anothers(before: str) -> bool:
    """Return whether the words before a lab's name say that it made others, or what this is of."""
    return _AMONG_OTHERS.search(before[-80:]) is not None or _is_of_another(before)


def add_publishers(labs: defaultdict[str, float], publishers: Mapping[str, int]) -> None:
    """Add who published the launched model on a hub; where several did, the one who is linked most."""
    for lab, times in Counter(publishers).most_common(1):
        labs[lab] += PUBLISHED + 0.5 * min(times, 4)


# "Open models such as Auk, Gull, and Norvale": what others have made.
_AMONG_OTHERS = re.compile(
    r"\b(?:such as|unlike|compared (?:to|with)|rivals? like|models like)(?: (?:the|from|by))? (?:[\w.-]+(?: [\w.-]+)?,? (?:and |or )?){0,5}$"
)
_NAME_GOES_ON = re.compile(r"[ -](?:[A-Z][a-z]+ )?v?\d")  # a lab's name that is the head of a model's
_NO_LAB = re.compile(
    r"^(?:(?:Deputy |Prime |Vice )?(?:Minister|President|Secretary|Chancellor|Professor|Director|Chairman)\b.*|(?:KI-)?Start-?[uU]ps?|[A-Z][a-z]+ed|Institute|Cooperative|Research|Date|Others?|Independent|Finance|Training|Author|Preview|World|[SVM]?L?LMs?|RLHF|RLAIF|SFT|DPO|Allein|Downloads?|Source|Data|(?:[A-Z][a-z]+ )?(?:Artificial|Machine|Deep) (?:Intelligence|Learning)|.* Models)$"
)


_A_COMPANY = re.compile(
    r"[\w-]*(?:[Uu]nternehmen|[Ss]tart-?up|[Kk]onzern|[Ff]irma|[Hh]ersteller|[Aa]nbieter|[Ee]ntwickler)s?"
)  # "das KI-Unternehmen Norvale"


_OF_A_KIND = re.compile(
    r"-(?:[Ss]cale|[Ll]evel|[Gg]rade|[Qq]uality|[Ss]ource|[Tt]erm|[Ss]hot)$"
)  # "from Large-Scale Instructions"
_SEATED = re.compile(rf"{UPPER}[\w.-]*-(?:based|backed|headquartered)")  # "Tallinn-based Tarn": where, not who


# "European Space Agency", "National Institute of Informatics": the land is of the name.
_BODY = re.compile(
    r" (?:Agency|Institute|Academy|Cent(?:er|re)|Council|Commission|Laborator(?:y|ies)|Universit[yé]|Foundation)\b"
)
_OF_A_LAND = frozenset("european japanese chinese korean french german italian spanish american".split())


@lru_cache(maxsize=1024)
def _lab_of(text: str) -> str | None:
    words = text.split(" ")
    if text.casefold() in PLACES:
        return text
    if _OF_A_KIND.search(words[0]):
        return None
    is_body = _BODY.search(text) is not None
    while words and (
        (words[0].casefold() in NOT_NAMES and not (is_body and words[0].casefold() in _OF_A_LAND))
        or _A_COMPANY.fullmatch(words[0])
        or _SEATED.fullmatch(words[0])
    ):
        words = words[1:]
    lab = " ".join(words).removesuffix(" team")
    return (
        lab
        if len(lab) > 1 and not _NO_LAB.match(lab) and lab.casefold() not in NOT_NAMES and not re.search(r"\d", lab)
        else None
    )
