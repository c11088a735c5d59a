"""The other models of a family: those launched in one sentence with a name, and those that a launch of one size leaves out."""

from collections.abc import Iterable, Mapping, Sequence

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.launch_grammar import lists_launched, may_list_launched
from bot.reading.launch_lists import chained
from bot.reading.places import LETTER, whole_places
from bot.reading.sentences import Sentence
from bot.reading.variants import (
    CERTAIN,
    SECTIONS,
    extends,
    is_tier_of,
    is_variant,
    is_version_of,
    is_written_small,
    launched_beside,
    with_version,
)

# A member of an earlier generation: "following the release of Tern-1B and Tern-1B-chat", "building upon our learnings from Tern-1B".
_EARLIER = re.compile(
    r"\b(?:(?:[Ff]ollowing|[Aa]fter|[Ss]ince) (?:the |our |its )?(?:[a-z]+ ){0,2}(?:release|launch|success|debut|introduction) of|(?:learnings|lessons|carried over|inherited) from|[Bb]uilding (?:up)?on|predecessor|previous (?:version|model|generation|release))"
    r",? (?:the |our )?(?:[\w.-]+(?: and|,) )*$"
)


def leads_to_an_earlier_one(before: str) -> bool:
    """Return whether the words before a name recall an earlier release, of which it is one."""
    return _EARLIER.search(before[-90:]) is not None


def is_an_earlier_one(name: str, text: str) -> bool:
    """Return whether a text names a model only as one that came before what it launches."""
    places = whole_places(name, text)
    return bool(places) and all(leads_to_an_earlier_one(text[max(0, place - 90) : place]) for place in places)


_TOO = re.compile(
    r"\b[Aa]lso,? (?:launch|releas|introduc|unveil|announc|open-?sourc|debut|present)\w* (?:the |its |an? )?(?:[a-z-]+ ){0,3}$"
)


def _is_launched_too(name: str, text: str) -> bool:
    """Return whether a text says of a name of the launched line that it comes out as well: "Norvale also launched Tern H1"."""
    places = () if re.split(r"[ -]", name)[-1].casefold() in SECTIONS else whole_places(name, text, LETTER)
    return any(_TOO.search(text[max(0, place - 60) : place]) for place in places)


_SIZED = re.compile(r"[ -]\d+(?:\.\d+)?[BM]\b")


def members_of(
    name: str,
    from_verbs: Mapping[str, float],
    names: Mapping[str, str],
    scores: Mapping[str, float],
    sentences: Sequence[Sentence],
    catalogue: Catalogue,
) -> tuple[str, ...]:
    """Return the models of a launched family, or those launched beside a model, shorter names first."""
    text = "\n".join(sentence.text for sentence in sentences)
    longer = {
        other
        for other in names.values()
        if (extends(other, name) or is_written_small(other, name) or _is_joined_to(other, name, text))
        and (is_variant(other, name, text, catalogue) or _is_launched_too(other, text))
    } | sizes_of_length(name, names.values())
    beside = _listed_beside(name, from_verbs, names, scores, sentences, catalogue)
    tiered = {other for other in names.values() if is_tier_of(other, name, text, catalogue)}
    versioned = {other for other in longer if any(is_version_of(one, other) for one in longer)}
    versioned |= {other for other in longer if other[-1].isdigit() and any(extends(one, other) for one in longer)}
    tiered |= _bare_tiers(name, names.values(), catalogue)
    too = _launched_in_title(name, from_verbs, names, sentences[-1].text)
    kin = (longer | tiered | beside | too) - versioned - _earlier(name, longer)
    kept = (one for one in kin if not extends(name, one) and not is_an_earlier_one(one, text))
    return tuple(sorted(kept, key=lambda other: (len(other), other)))


_GENERATION = re.compile(r"[ -][Vv]?(\d{1,2})")


def _earlier(name: str, longer: Iterable[str]) -> set[str]:
    """Return the generations of a family before its newest: "Tern V1" and "Tern V2" where there is a "Tern V3"."""
    numbered = {one: int(tail[1]) for one in longer if (tail := _GENERATION.fullmatch(one, len(name)))}
    return {one for one, number in numbered.items() if number < max(numbered.values())}


def _is_joined_to(longer: str, shorter: str, text: str) -> bool:
    """Return whether a name is another's with a word joined to it, told beside it: "Tern and TernBase"."""
    tail = longer[len(shorter) :]
    is_joined = longer.startswith(shorter) and tail.istitle() and tail.isalpha() and shorter[-1:].islower()
    return is_joined and any(whole_places(f"{shorter} {sign} {longer}", text) for sign in ("and", "&"))


def _bare_tiers(name: str, others: Iterable[str], catalogue: Catalogue) -> set[str]:
    """Return the members of a version that a text calls by tier and number alone: "Verse 4 and Saga 4" of Tern 4 are Tern Verse 4 and Tern Saga 4."""
    head, _, version = name.rpartition(" ")
    tiers = catalogue.words.tiers
    bare = {
        f"{head} {one}"
        for one in others
        if head
        and version[0].isdigit()
        and one.endswith(f" {version}")
        and one.split(" ")[0].casefold() in tiers
        and one.count(" ") == 1
    }
    return bare if len(bare) > 1 else set()


def _launched_in_title(name: str, from_verbs: Mapping[str, float], names: Mapping[str, str], title: str) -> set[str]:
    """Return the models of the launched one's line that verbs launch in the headline, too: "launches Tern-4-talk and the smaller Tern-4-mini"."""
    line = _LINE.match(name)
    if line is None or not whole_places(name, title):
        return set()
    return {
        one
        for key, one in names.items()
        if one != name and extends(one, line[0]) and from_verbs.get(key, 0) >= SURE and whole_places(one, title)
    }


SURE = 6  # points of verbs beyond which a name is launched
_LINE = re.compile(r"[^\W\d_]+[ -]?v?\d+(?:\.\d+)*(?=[ -])")  # "Tern-4" of Tern-4-mini


def _listed_beside(
    name: str,
    from_verbs: Mapping[str, float],
    names: Mapping[str, str],
    scores: Mapping[str, float],
    sentences: Sequence[Sentence],
    catalogue: Catalogue,
) -> set[str]:
    """Return the names that a sentence of launching lists with the launched one, each with the version it has elsewhere."""
    heads = {names[key] for key, votes in from_verbs.items() if votes > 0 and key in names} | {name}
    found: set[str] = set()
    rows = [row for row in sentences if may_list_launched(row)]
    for head in heads:
        for row in rows:
            place = row.text.find(head)
            if place >= 0 and lists_launched(row.text[:place], row, catalogue):
                beside = launched_beside(head, names.values(), row.text) | chained(head, row.text, names.values())
                full = {with_version(one, scores, names) for one in (head, *beside)} if beside else {head}
                if name in full or (len(full) > 1 and any(extends(one, name) for one in full)):
                    found |= full - {name}
    return found


_LENGTH = re.compile(r"-\d{1,4}[KkMm]$")


def sizes_of_length(name: str, others: Iterable[str]) -> set[str]:
    """Return the models of a line that is called by its length: "Tern2-7B-1M" of "Tern2-1M"."""
    length = _LENGTH.search(name)
    if length is None:
        return set()
    line = name[: length.start()]
    return {
        other
        for other in others
        if extends(other, line) and other.endswith(length[0]) and _SIZED.match(other, length.start())
    } - {name}


def is_launched_alone(
    name: str, from_verbs: Mapping[str, float], names: Mapping[str, str], sentences: Sequence[Sentence]
) -> bool:
    """Return whether verbs of launching name one size or tier of a family, and no other of it; of sizes the headline, too."""
    title = sentences[-1].text
    if (name in title and sizes_of_length(name, names.values())) or _is_bare(name, title):
        return True
    if from_verbs.get(fold(name), 0) < CERTAIN:
        return False
    own = _SIZED.search(name)
    if own is None:
        return _is_tier_alone(name, from_verbs, names, title)
    if name not in title or len(_SIZED.findall(title)) != 1:
        return False
    kin = (
        key for key, one in names.items() if one != name and extends(one, name[: own.start()]) and _SIZED.search(one)
    )
    return all(from_verbs.get(key, 0) <= 0 for key in kin)


def _is_bare(name: str, title: str) -> bool:
    """Return whether a headline is a name of a tier and nothing else but the maker's: "Norvale Tern 3 Swift"."""
    return _TIER.search(name) is not None and re.fullmatch(rf"\W*(?:[A-Z]\w+ )?{re.escape(name)}\W*", title) is not None


_TIER = re.compile(r"(?<=\d)[ -][A-Z][a-z]+(?:[ -][A-Z][a-z]+)?$")


def _is_tier_alone(name: str, from_verbs: Mapping[str, float], names: Mapping[str, str], title: str) -> bool:
    """Return whether a headline and verbs of launching name "Tern 3 Swift" alone, its version's other tiers as others."""
    own, title = _TIER.search(name), title.split(". ", 1)[0]
    if own is None or name.casefold() not in title.casefold():
        return False
    kin = [
        one for one in names.values() if one != name and extends(one, name[: own.start()]) and not extends(one, name)
    ]
    line = name[: own.start()]
    is_only = all(from_verbs.get(fold(one), 0) <= 0 and not whole_places(one, title) for one in kin)
    return is_only and from_verbs.get(fold(line), 0) <= _most_of_line(line, name, from_verbs, title)


def _most_of_line(line: str, name: str, from_verbs: Mapping[str, float], title: str) -> float:
    """Return how many points a version may have whose one tier is launched: some where only the body tells of "the Tern 3 series"."""
    is_alone = len(whole_places(line, title)) == len(whole_places(name, title))
    share = 1 if title.startswith(name) else 0.5
    return from_verbs.get(fold(name), 0) * share if is_alone else 0
