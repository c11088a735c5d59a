"""Names that belong together: a family and its version, variants by size, tier or tuning, a beginning that several share."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.cues import lowered
from bot.reading.name_shape import is_name
from bot.reading.places import LETTER, goes_on, parts_of, places_of, whole_places

_SIZE_TAIL = re.compile(r"[ -]\d+(?:\.\d+)?[BMbm](?:-[aA]\d+(?:\.\d+)?[BMbm])?\b.*$")
# In lower case, as what is searched.
_CONTRAST = re.compile(
    r"\b(?:than|vs\.?|versus|behind|outperform\w*|beats?|beating|surpass\w*|exceed\w*|unlike|compared (?:to|with)|ahead of|matches|matching|similar to|such as|against|previous|earlier|older|original|re(?:production|plication|-?implementation) of|predecessor|last year's|rival|replaced|replaces|started from|based on|built on|fine-?tuned from|distilled from|between|and|,|on top of|like|gegen|hinter|gegenüber|que)\W+(?:the |its |our |larger |smaller |much )*$"
)
# How these phrases end; where the last word before a name is another, nothing is searched for.
_ENDS = frozenset(
    "than vs versus behind beat beats beating unlike to with of matches matching as against previous earlier older original predecessor"
    " s rival replaced replaces from between and , on like gegen hinter gegenüber que".split()
)
_VERBS = ("outperform", "surpass", "exceed")
LONGEST_CONTRAST = 24  # characters from its beginning to its last word: "re-implementation of"
_FILLERS = frozenset("the its our larger smaller much".split())
_WORDS, NEAR = re.compile(r"\w+|,"), 60


def words_before(before: str) -> list[str]:
    """Return the last words before a name, in small letters; a comma is one, too."""
    return _WORDS.findall(lowered(before[-NEAR:]))


def is_set_against(before: str, words: Sequence[str]) -> bool:
    """Return whether the words before a name set it against what is launched: "than", "compared with its"."""
    last = next((word for word in reversed(words) if word not in _FILLERS), "")
    if last not in _ENDS and not last.startswith(_VERBS):
        return False
    near = lowered(before[-NEAR:])
    return _CONTRAST.search(near, max(0, near.rfind(last) - LONGEST_CONTRAST)) is not None


_VERSION, _HEAD_VERSION = re.compile(r"[ -]?v?\d", re.I), re.compile(r"[ -]?v?\d+(?:\.\d+)*(?![\w.])", re.I)
_WHOLE_VERSION = re.compile(r"[ -]v?\d+$", re.I)


def is_version_of(longer: str, name: str) -> bool:
    """Return whether a name is another with a version behind it, its words parted by spaces or hyphens."""
    head = longer[: len(name)].casefold().replace("-", " ")
    return head == name.casefold().replace("-", " ") and _WHOLE_VERSION.match(longer, len(name)) is not None


def with_version(name: str, scores: Mapping[str, float], names: Mapping[str, str]) -> str:
    """Return a family's name with its version where the document launches one of that version: "Nova" of "Nova 2"."""
    if any(c.isdigit() for c in name):
        return name
    own, size = name.casefold(), len(name)
    kin = [key for key in scores if names[key][:size].casefold() == own]
    versioned = [key for key in kin if _VERSION.match(names[key], size)]
    heads = {names[key][: m.end()] for key in versioned if (m := _HEAD_VERSION.match(names[key], size))}
    if len(heads) == 1 and sum(scores[key] for key in versioned) >= 3:
        return heads.pop()
    return name


CERTAIN = 4  # points by which a name is launched beyond doubt


def newest(name: str, title: str, scores: Mapping[str, float], names: Mapping[str, str]) -> str:
    """Return the next version of a name when the headline names it first: a page on both speaks of the newer one."""
    own, place = scores.get(fold(name), 0), _place(name, title)
    numbered = [
        (int(other[len(name) :]), other)
        for key, other in names.items()
        if scores.get(key, 0) >= CERTAIN and other[len(name) :].isdecimal() and _is_spelt(other[: len(name)], name)
    ]
    if numbered and not name[-1:].isdigit() and any(c.isdigit() for c in name):
        return max(numbered)[1]
    for key, other in names.items():
        is_first = 0 <= _place(other, title) < (place if place >= 0 else len(title))
        is_led = place >= 0 or scores.get(key, 0) >= own / 2
        if is_first and is_led and is_next(other, name) and scores.get(key, 0) >= CERTAIN / 2:
            return other
    return name


def _place(name: str, title: str) -> int:
    """Return where a headline has a name, with its words parted as here or joined: "Gull4" of "Gull-4"; else -1."""
    place = title.find(name)
    return place if place >= 0 else title.find(re.sub(r"[ -](?=\d)", "", name))


def _is_spelt(one: str, other: str) -> bool:
    """Return whether two names are one but for their case, and spaces for hyphens."""
    return one.casefold().replace(" ", "-") == other.casefold().replace(" ", "-")


def is_next(other: str, name: str) -> bool:
    """Return whether two names differ by their version alone, and the first one's is higher."""
    letters, version = _taken_apart(name)
    other_letters, other_version = _taken_apart(other)
    return letters == other_letters and other_version > version > ()


def _taken_apart(name: str) -> tuple[str, tuple[int, ...]]:
    return re.sub(r"[\W\d_]", "", name).casefold(), tuple(map(int, re.findall(r"\d+", name)))


# "Wren Sonata 4.5" and "Wren Agent SDK" are no family: what stands beside a numbered tier is numbered, too.
_TIER_AND_NUMBER = re.compile(r"[ -][A-Za-z]{2,}[ -]?v?\d")


def shared_beginning(name: str, others: Iterable[str], text: str) -> str | None:
    """Return the beginning of a name that another variant shares and that has a version or stands alone in the text."""
    others = list(others)
    base = _SIZE_TAIL.sub("", name)
    siblings = (
        other
        for other in others
        if other != name and extends(other, base) and not extends(other, name) and not _is_set_apart(other, name, text)
    )
    if base != name and is_name(base) and any(siblings):
        return base
    words = name.split(" ")
    for length in range(len(words) - 1, 0, -1):
        head = " ".join(words[:length])
        kin = (
            other
            for other in others
            if extends(other, head)
            and not fold(other).startswith(fold(name))
            and not re.match(r"^[ -]?\d", other[len(head) :])
            and (any(c.isdigit() for c in other[len(head) :]) or not _TIER_AND_NUMBER.match(name, len(head)))
            and not _is_set_apart(other, name, text)
        )
        rest = " ".join(words[length:])
        if (
            is_name(head)
            and any(kin)
            and not re.match(r"^v?\d", rest)
            and (any(c.isdigit() for c in head) or _stands_alone(head, text))
        ):
            return head
    return None


# A sibling that came before the launched one or is to follow it: "after Tern 3 Nano, released in May", "Tern 3 Ultra, which will".
_EARLIER_ONE = re.compile(
    r"\b(?:after|follows|following|joins|joining|since|successor (?:to|of)|between|last \w+'s|previous(?:ly)?|earlier|existing|already)\b(?: [\w.-]+){0,4} $"
)
_THEN = re.compile(
    r",? (?:(?:which|that) )?(?:(?:was|were|had been) )?(?:released|launched|introduced|announced|unveiled|published|debuted|shipped|came out) (?:in|on|last|earlier|back)\b"
    r"|,? (?:(?:which|that) )?(?:(?:will|(?:is|are) (?:expected|planned|due|set|slated|still)) |(?:is |are )?(?:coming|follow\w*|arriv\w+) (?:later|soon|in|next))"
)


def _is_set_apart(other: str, name: str, text: str) -> bool:
    """Return whether a text names a sibling only as one that came before or is still to come; its own name it says aloud."""
    if other == name or extends(other, name) or extends(name, other):
        return False
    places = whole_places(other, text)
    return bool(places) and all(
        _EARLIER_ONE.search(text[max(0, place - 70) : place]) or _THEN.match(text, place + len(other))
        for place in places
    )


_SIBLING = re.compile(r"[ -](?!\d)[A-Z][a-z]+\b")


def is_variant(longer: str, name: str, text: str, catalogue: Catalogue) -> bool:
    """Return whether a longer name is a model of the launch: its tail is a size, tier or tuning, or it comes twice."""
    words = catalogue.words
    known = {*words.tiers, *words.tuning, *words.product_lines, *words.precisions}
    if is_written_small(longer, name):
        return longer.rsplit("-", 1)[-1] in words.tiers
    tail = [word.casefold() for word in re.split(r"[ -]", longer[len(name) :]) if word]
    if not tail or tail[-1] in SECTIONS or tail[-1] in words.precisions or _is_family(longer, text):
        return False
    if any(whole_places(f"{name}{between} {longer}", text) for between in (",", " and", ", and")):
        return True
    if any(_follows_kin(name, text[max(0, place - 60) : place]) for place in whole_places(longer, text)):
        return True
    if all(
        word in known or re.fullmatch(r"\d+(?:\.\d+)?[bm]|a\d+(?:\.\d+)?[bm]|v\d+(?:\.\d+)*|int\d|l|s|m|xl", word)
        for word in tail
    ):
        return True
    siblings = sum(_SIBLING.match(text, place + len(name)) is not None for place in places_of(name, text))
    if siblings >= 3 and len(tail) == 1 and re.fullmatch(r"[A-Z][a-z]{1,9}", longer[len(name) + 1 :]):
        return True
    return len(tail) <= 2 and len(whole_places(longer, text)) >= 2


_KIN_AND = re.compile(r"[ -][A-Z\d][\w.]*(?:,| and|, and) $")


def _follows_kin(name: str, before: str) -> bool:
    """Return whether another model of the name's family is listed directly before: "Tern 7B and Tern Swift 7B"."""
    place = before.rfind(name)
    return place >= 0 and _KIN_AND.fullmatch(before, place + len(name)) is not None


SECTIONS = frozenset(
    "evaluation evaluations results usage license benchmark benchmarks models series family paper report technical api demo corpus dataset data tokenizer evalkit toolkit kit space app playground leaderboard bench repo code team practice practices guide guides tutorial tutorials server cookbook recipe recipes docs documentation examples collection project page editor extension plugin search prompted finetuning fine-tuning notebook collections lora loras adapter adapters resources example open pretrained".split()
)


_APART = re.compile(
    r"\b(?:than|unlike|like|beat\w*|outperform\w*|surpass\w*|rival\w*|match\w*|versus|vs|over|ahead|behind|predecessor|previous|earlier|successor|replac\w+|based on|distilled|derived|compared)\b",
    re.I,
)
NO_MODEL = re.compile(r" (?:APIs?|SDK|app|platform|agent|team|dataset|benchmark|chip|licen[cs]e)\b")
_AS_WELL = r"(?:and|as well as|along(?:side| with)|together with|plus)"
_AGAIN = r"(?:(?:an? |the )?(?:upgraded?|updated?|new version|refresh) (?:to|of|version of) |(?:an? )?(?:updated|upgraded|improved) )?"
_AND = re.compile(rf"(?: \([^()]{{1,60}}\))?,? (?:{_AS_WELL}|&) {_AGAIN}(?:the |our )?")
_LIST_END = re.compile(
    rf"(?:,|(?:\b{_AS_WELL}|&) {_AGAIN}|&) ?(?:the |a |our )?(?:(?:smaller|larger|lighter|faster|bigger)(?: and (?:more )?[a-z-]+)? )?$"
)
_NEW_SENTENCE = re.compile(r"[.;] [A-Z]")
LONGEST_PAIR = 260


def launched_beside(name: str, others: Iterable[str], sentence: str) -> set[str]:
    """Return the names of the same head that a sentence of launching lists behind the launched one: "X Small, ..., and X Medium"."""
    place = sentence.find(name)
    if place < 0:
        return set()
    end, head = place + len(name), parts_of(name)[0]
    found = {
        other
        for other in others
        if other != name
        and (begin := _next_whole(other, sentence, end)) >= 0
        and begin - place <= LONGEST_PAIR
        and _is_listed(sentence[end:begin], is_kin=parts_of(other)[0] == head)
        and not NO_MODEL.match(sentence, begin + len(other))
    }
    return {one for one in found if not (_is_kind_of(one, sentence) and any(extends(one, other) for other in found))}


def _is_kind_of(name: str, sentence: str) -> bool:
    """Return whether a name's last word says what kind of models they are: "Tern Swift Reasoning" of "Tern Swift Reasoning Models"."""
    return re.match(r" [Mm]odels?\b", sentence[sentence.find(name) + len(name) :]) is not None


def _next_whole(name: str, text: str, start: int) -> int:
    """Return where a name stands first behind a place with no letter, digit or hyphen behind it; else -1."""
    place = text.find(name, start)
    while place >= 0 and goes_on(name, text, place + len(name)):
        place = text.find(name, place + 1)
    return place


def _is_listed(between: str, *, is_kin: bool) -> bool:
    """Return whether the words between two names set one beside the other; names of another head only by "and"."""
    return (
        _LIST_END.search(between[-40:]) is not None
        and (is_kin or _AND.fullmatch(between) is not None)
        and not _APART.search(between)
        and not _NEW_SENTENCE.search(between)
    )


_OF_A_FAMILY = re.compile(r"-\w| (?:[Mm]odels|[Ss]eries|[Ff]amily|[Ll]icen[sc]e|API|[Pp]latform|[Tt]eam|[Aa]pp)\b")


def _is_family(name: str, text: str) -> bool:
    """Return whether a name only ever stands for several models: "Gannet-Distill models", "Gannet-Distill-7B"."""
    places = [place + len(name) for place in whole_places(name, text, LETTER)]
    return bool(places) and all(_OF_A_FAMILY.match(text, end, end + 12) for end in places)


@lru_cache(maxsize=4)
def _tiers(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(word.casefold() for word in catalogue.words.tiers) | {"s", "m", "l", "xs", "xl"}


def is_tier_of(other: str, name: str, text: str, catalogue: Catalogue) -> bool:
    """Return whether another name is the launch's with a tier inside, launched beside it: "Devon Small 2" of "Devon 2"."""
    tiers = _tiers(catalogue)
    words, own = (one.casefold().replace("-", " ").split(" ") for one in (other, name))
    inside = [word for word in words if word in tiers]
    if (
        len(inside) != 1
        or words[0] in tiers
        or [word for word in words if word not in tiers] != own
        or words[-1] != own[-1]
    ):
        return False
    before = text[: max(0, text.find(other))].removesuffix("the smaller ").removesuffix("and ")
    return not is_set_against(before, words_before(before))


_GOES_ON = re.compile(r"[\w-]| (?:[A-Z]|\d)")


def _stands_alone(head: str, text: str) -> bool:
    alone = whole_places(head, text, _GOES_ON)
    return sum(not (_WRAPPED.match(text, place + len(head)) and text[place - 1 : place] == " ") for place in alone) >= 2


_WRAPPED = re.compile(r"\n(?:[A-Z]|\d)")  # a line of prose ends inside a longer name


def extends(longer: str, shorter: str) -> bool:
    """Return whether a name is another with further words behind it."""
    size = len(shorter)
    return len(longer) > size and longer[size] in " -" and longer[:size].casefold() == shorter.casefold()


_V = re.compile(r"[ -]v(?=\d)")


def is_written_small(longer: str, shorter: str) -> bool:
    """Return whether a name is another's as an API writes it, with a tier behind: "cove-4-large" of "Cove 4"."""
    if "-" not in longer or longer != longer.lower() or shorter == shorter.lower():
        return False
    return extends(_V.sub("-", longer), _V.sub(" ", shorter).replace(" ", "-"))
