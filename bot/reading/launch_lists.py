"""Models that are launched side by side: "three new models: Knot 4, which speaks; Knot Talk; and the small Reed"."""

from collections.abc import Iterable, Iterator, Sequence

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.cues import Cued, Cues
from bot.reading.places import goes_on, whole_places
from bot.reading.recalled import is_long_ago
from bot.reading.sentences import Sentence
from bot.reading.tally import Tally
from bot.reading.variants import NO_MODEL, extends
from bot.reading.word_lists import one_of

_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_MANY = rf"(?:{'|'.join(_COUNTS)}|several|new|latest|first)"
_MODELS = r"(?:models|LLMs|VLMs|versions|variants|sizes|systems|checkpoints)"
_LEAD = Cued(
    rf"\b(?P<many>{_MANY}) (?:[^.,;:]|\.\d){{0,70}}?\b{_MODELS}\b(?:[^.;:]|\.\d){{0,90}}?(?:,? (?:including|namely|called|named|dubbed)\b|:| [—–-](?= )|(?P<comma>,)(?= [A-Z]))"
    rf"|\b(?P<all>[Tt]he(?:se)? (?:[\w-]+ ){{0,2}}(?:release|launch|lineup|line-up|family|series|suite|trio|duo|models)) (?:comprises?|includes?|consists? of|spans?|are|:)(?= )",
    "models llms vlms versions variants sizes systems checkpoints release launch lineup line-up family series suite trio duo",
)
_A_VERB = Cues("@launch_verbs")
_PLAN = re.compile(r"\b(?:will|plans?|planning|going|expects?|might|could|may) (?:to )?(?:be )?$", re.I)
_JOIN = r"(?:and|&|plus|as well as|along with|alongside)"
_MARK = r"[`\"'“”‘’*_]{0,3}"
# What may stand before a name in such a list: "the lightweight LLM", "safety classifier"; no verb of a clause about the one before.
_BEFORE = re.compile(
    rf"\s*(?:{_JOIN} )?(?:(?:the|an?|its|our|their) )?(?:(?!(?:which|that|who|where|when|than|by|with|from|to|on|in|at|for|of|over|against|unlike|like|and|or|is|are|was|were|has|have|can|will|as|using|based|built|beats?|rivals?|outperforms?|matches|called|supports?|including)\b)[a-z][\w-]{{1,20}},? ){{0,6}}(?:[A-Z]{{2,4}} )?{_MARK}"
)
_ASIDE = re.compile(rf"{_MARK}(?: \([^()]{{1,80}}\))?")
_NEXT = re.compile(rf",? {_JOIN} |[,;] ")
_LATER = re.compile(rf"; |, {_JOIN} ")
_LABEL = re.compile(rf"^[^\w`\"]*(?:\d[.)] )?(?:[A-Z][\w /-]{{2,30}}: )?(?:[Tt]he )?{_MARK}")
LONGEST_ASIDE, MOST_ROWS = 180, 12
Together = tuple[tuple[str, ...], str]  # names, and what the sentence says before them


def launched_together(rows: Sequence[Sentence], names: Iterable[str], catalogue: Catalogue) -> Iterator[Together]:
    """Yield each list of models, two at least, that a text launches together, with the words that lead to it."""
    known = list(names)
    for number, row in enumerate(rows):
        lead = _lead(row, catalogue)
        if lead is None:
            continue
        found = _in_sentence(row.text, lead.end(), known)
        if not found and not row.text[lead.end() :].strip():
            found = _in_lines(rows[number + 1 : number + 1 + MOST_ROWS], known)
        listed = tuple(dict.fromkeys(found))
        is_counted = len(listed) > 1 and _COUNTS.get((lead["many"] or "").casefold()) == len(listed)
        if is_counted or (len(listed) > 1 and not lead["comma"] and all(map(_is_shaped, listed))):
            yield listed, row.text[: lead.start()]


LED_TO, LISTED = 4, 6  # points that a verb of launching gives, that a list gives to each of several


def lead_to(together: Iterable[Together], tally: Tally) -> None:
    """Give the names of a list the points of the verb that leads to it, where no verb launches anything else."""
    if any(points >= LED_TO for points in tally.from_verbs.values()):
        return
    for names, _ in together:
        for one in names:
            tally.add(one, LISTED, is_verb=True, is_news=True)


def beside_in(
    together: Iterable[Together], name: str, variants: Sequence[str], lab: str | None, catalogue: Catalogue
) -> Iterator[str]:
    """Yield the names that stand in a list with the launched one, a variant or a longer name of it; none of a known family of another lab."""
    own = {fold(name), *map(fold, variants)}
    for names, before in together:
        is_its_own = whole_places(name, before) or any(fold(one) in own or extends(one, name) for one in names)
        if is_its_own:
            kin = [one for one in names if fold(one) != fold(name) and not _is_of_another(one, lab, catalogue)]
            has_tier = any(one.casefold() in catalogue.words.tiers for one in kin)  # "in two sizes: Nano and Super"
            yield from (f"{name} {one}" if has_tier and one.isalpha() and one.istitle() else one for one in kin)


def _is_of_another(name: str, lab: str | None, catalogue: Catalogue) -> bool:
    family = catalogue.family(re.split(r"[ -]", name)[0])
    return family is not None and not family.is_common_word and family.lab != lab


_SHAPED = re.compile(r"\d|[a-z][A-Z]|[A-Za-z][ -][A-Z]")


def _is_shaped(name: str) -> bool:
    """Return whether a name can be no ordinary word that begins with a capital."""
    return _SHAPED.search(name) is not None


def _lead(row: Sentence, catalogue: Catalogue) -> re.Match[str] | None:
    """Return the words of a sentence of launching that lead to a list."""
    found = _LEAD.search(row)
    if found is None:
        return None
    if found["all"]:
        return found
    verb = (
        re.search(rf"\b(?:{one_of(catalogue.words.launch_verbs)})\b", row.text[: found.start()], re.I)
        if _A_VERB.are_in(row)
        else None
    )
    so_far = row.text[: verb.start()] if verb else ""
    return None if verb is None or _PLAN.search(so_far) or is_long_ago(so_far) else found


def _in_sentence(text: str, place: int, known: Sequence[str]) -> list[str]:
    found: list[str] = []
    here = [one for one in known if one in text]
    while len(here) > 1:
        before = _BEFORE.match(text, place)
        name = _longest_at(text, before.end(), here) if before else None
        if before is None or name is None:
            break
        found.append(name)
        place = _behind(text, before.end() + len(name), here)
        if place < 0:
            break
    return found


def _behind(text: str, end: int, known: Sequence[str]) -> int:
    """Return where the next name of a list may begin, behind what is told of the one that ends here; else -1."""
    aside = _ASIDE.match(text, end)
    end = aside.end() if aside else end
    close = _NEXT.match(text, end)
    if close and (before := _BEFORE.match(text, close.end())) and _longest_at(text, before.end(), known):
        return close.end()
    for later in _LATER.finditer(text, end, end + LONGEST_ASIDE):
        before = _BEFORE.match(text, later.end())
        if before and _longest_at(text, before.end(), known):
            return later.end()
    return -1


def chained(name: str, text: str, known: Iterable[str]) -> set[str]:
    """Return the names that commas and an "and" join directly to one: "Knot 4, ReedGuard and Knot Scope"."""
    place, found = text.find(name), list[str]()
    here = [one for one in known if one in text]
    is_closed = False
    while place >= 0 and not is_closed:
        aside = _ASIDE.match(text, place + len(found[-1] if found else name))
        close = _PLAIN.match(text, aside.end() if aside else place)
        if close is None or (one := _longest_at(text, close.end(), here)) is None:
            break
        found.append(one)
        place, is_closed = close.end(), close["and"] is not None
    return set(found) if is_closed else set()


_PLAIN = re.compile(
    rf"(?: (?:model|models|family|series|lineup|line-up))*,? (?P<and>{_JOIN}) (?:the )?{_MARK}|, {_MARK}"
)


def _longest_at(text: str, place: int, known: Iterable[str]) -> str | None:
    """Return the longest name at a place, without the kind of models that it is a name of: "Knot Reasoning Models"."""
    here = (one for one in known if text.startswith(one, place) and not goes_on(one, text, place + len(one)))
    found = sorted(here, key=len, reverse=True)
    if len(found) > 1 and _KIND.match(text, place + len(found[0])):
        found = found[1:]
    return found[0] if found and not NO_MODEL.match(text, place + len(found[0])) else None


_KIND = re.compile(r" [Mm]odels?\b")


def _in_lines(rows: Sequence[Sentence], known: Sequence[str]) -> list[str]:
    """Return the names with which the lines behind a colon begin."""
    found: list[str] = []
    line = -1
    for row in rows:
        if row.line == line:
            continue
        label = _LABEL.match(row.text)
        name = _longest_at(row.text, label.end(), known) if label else None
        if name is None:
            break
        found.append(name)
        line = row.line
    return found
