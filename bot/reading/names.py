"""Where model names stand in a text: the launched one with its variants and short forms, known families, others by shape."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.cues import Cued, lowered
from bot.reading.families import SIZE, TIERS, families_in
from bot.reading.name_shape import BARE_VERSION, DASH, NAME, is_name, trimmed
from bot.reading.places import DOTTED, LATIN, WORD, end_of, parts_of, places_of
from bot.reading.sentences import Sentence
from bot.reading.subject import Subject

# By shape: a capital word or two and a version or size; a capital run directly before a bracketed number.
_SHAPES = (
    rf"[A-Z][A-Za-z²]*(?:[ -][A-Z][A-Za-z]*){{0,2}}[ -]?\d+(?:\.\d+)+[A-Za-z]?(?:[ -](?:{TIERS}|{SIZE}|mini|nano|[A-Z][a-z]+|[A-Z]{{2,4}}(?=[ -]\d)))*\b",
    rf"[A-Z][\w.²]*(?:[ -][A-Z][A-Za-z]*){{0,3}}[ -]{SIZE}(?:[ -](?:{TIERS}))*\b",
    rf"[A-Z][A-Za-z]*(?:-[A-Za-z]+)?-v?\d+(?:\.\d+)*[A-Za-z]?(?:[ -](?:{TIERS}|mini|nano|\d{{4}}))*\b",
    rf"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){{0,2}} \d(?:\.\d)?(?:[ -](?:{TIERS}|{SIZE}|mini|nano))*(?![\w%]|[.,]\d| (?i:percent|prozent|million|billion|millones|millionen|milliarden|milliards|mil|dollars?|dólares|euros?|días|tage|jours|trillion|thousand|points|of|to|and \d|minutes|hours|days|weeks|months|years|per))",
    rf"[a-z]{{2,20}}(?:-[a-z\d.]{{1,20}})*-(?:v?\d[\w.]*|large|small|base|xl)(?:-(?:{TIERS}|[a-z\d.]+))*(?![\w])",
    r"o\d(?:-(?:mini|pro|preview))?(?![\w])",
    r"[A-Z][a-z]+ (?:large|small|medium|turbo)-v\d(?![\w])",
    r"[A-Z][\w.-]*(?: [A-Z0-9][\w.-]*){0,2} v\d(?:\.\d)?(?= \(\d{1,4}(?:\.\d{1,2})?[BM]\))",
    r"[A-Z][\w.-]*(?: (?:[A-Z0-9][\w.-]*|v\d+)){0,3}(?= \(\d{1,4}(?:\.\d{1,3})?%?\))",
)
# A capital with a digit in its run of names, a small word with a hyphen behind it or an o with a digit: no other word is
# looked at twice. A letter of another script ends a name.
_RUN_WITH_DIGIT = r"[A-Z](?:[A-Za-z_.²-]| (?=[A-Z\d(vlsmt])){0,120}+\(?\d"
_SHAPE = re.compile(rf"(?a)\b(?={_RUN_WITH_DIGIT}|[a-z]{{2,20}}+-|o\d)(?<![.-])(?:{'|'.join(_SHAPES)})")
_NOT_HEADS = frozenset(
    "table figure section chapter version phase step part page rank top week day level stage volume no elo score total average series round eu us q1 q2 q3 q4 h1 h2"
    " token tokens january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
    " on in at for the and with from by of to a an its our all both each under over about around by than nearly roughly experts layers sparse dense usd eur gbp cny rmb"
    " supports covers includes requires uses offers contains features provides needs takes handles recognizes speaks generates produces delivers adds reaches achieves scores releases introduces".split()
)


_BEFORE_COUNTS = frozenset("over under above than nearly about around with at to from up of only just".split())


class Mention(NamedTuple):
    """A model's name at one place; `name` is the full one, also where a short form is printed."""

    name: str
    start: int
    end: int


class HasNames(Protocol):
    """What is_model_name needs of a page."""

    catalogue: Catalogue

    @property
    def subject(self) -> Subject:
        """Return what the document launches."""
        ...


_COMPARED = Cued(
    r"\b(?:[Uu]nlike|[Pp]revious|[Ee]arlier|[Oo]lder|predecessor,?|outperforms?|beats|ahead of|compared (?:to|with)|versus|vs\.?|download)"
    r" (?:the |its |our |[A-Z][\w.]*'s )?(?:own |previous |earlier )?"
    rf"(?P<m>{NAME})",
    "unlike previous earlier older predecessor outperform beats ahead_of compared versus vs download",
)


def compared_names(sentences: Iterable[Sentence], subject: Subject, catalogue: Catalogue) -> frozenset[str]:
    """Return names without a number that a text sets against the launch: "unlike Gull", "previous Gull models"."""
    found = set()
    own, lab = fold(subject.name or "-"), fold(subject.lab or "")
    for match in (match for sentence in sentences for match in _COMPARED.finditer(sentence)):
        name = trimmed(match["m"], catalogue)
        key = fold(name or "")
        if name and len(name) > 2 and key != lab and not key.startswith(own) and not own.startswith(key):
            found.add(name)
    return frozenset(found)


def mentions_of(
    text: str,
    subject: Subject,
    catalogue: Catalogue,
    benchmarks: frozenset[str] = frozenset(),
    others: frozenset[str] = frozenset(),
) -> list[Mention]:
    """Return every model name in a text, in order; longer ones win where they overlap.

    `benchmarks` are folded names that the document uses as benchmarks: no models, whatever their shape.
    """
    found = [*_own(text, subject), *_bare(text, subject)]
    found += [
        Mention(text[start:end], start, end)
        for start, end in families_in(text, catalogue)
        if not catalogue.lab(text[start:end])  # some labs are named as their family is; alone it is the lab
    ]
    found += [
        Mention(name, m.start(), m.start() + len(name))
        for m in _SHAPE.finditer(text)
        if _is_model_shape(name := m[0].rstrip("."), catalogue)
    ]
    found += [Mention(name, start, start + len(name)) for start, name in _listed(text, others)]
    forms: dict[str, str] = {}
    for alias, name in _short_forms(subject):
        forms.setdefault(alias, name)
    numbered = {form: name for form, name in forms.items() if any(map(str.isdigit, form))}
    if numbered:
        found = [one._replace(name=numbered[one.name]) if one.name in numbered else one for one in found]
    found += _short(text, forms)
    found = [named for one in found if (named := _without_share(text, one, catalogue)) is not None]
    found = [one for one in found if not _is_a_test(one, benchmarks) and not _is_of_another_thing(text, one)]
    return [one for one in _apart(found) if not _FILE.search(one.name)]


_SCORED = re.compile(
    r" (?:Scores?|Scored|Hits|Achieves|Gets|Reaches|Posts|Records|Lands)$"
)  # "Open Model Scores 72.2%"
_SHARE_BEHIND = re.compile(r" \d{1,3}(?:\.\d{1,2})?$")


def _is_a_test(one: Mention, benchmarks: frozenset[str]) -> bool:
    """Return whether a name is a benchmark's, alone or with a score behind it: "Reeds 62.1"."""
    is_one = fold(one.name) in benchmarks
    return is_one or (one.name[-1:].isdigit() and fold(_SHARE_BEHIND.sub("", one.name)) in benchmarks)


def _without_share(text: str, one: Mention, catalogue: Catalogue) -> Mention | None:
    """Return a name without the percentage behind it: "Gull Max 68.0%"; a word alone before one is none: "Scored 68.0%"."""
    is_share = text.startswith(("%", " %", " percent"), one.end) and text[one.start : one.end] == one.name
    cut = _SHARE_BEHIND.search(one.name) if is_share else None
    if cut is None:
        return one
    name = one.name[: cut.start()]
    is_word = name.isalpha() and name[1:].islower() and not catalogue.family(name)
    return None if is_word or _SCORED.search(name) else Mention(name, one.start, one.start + cut.start())


def _is_of_another_thing(text: str, one: Mention) -> bool:
    """Return whether the words behind a name make it an architecture's, or an app's whose plans they are."""
    is_app = not any(map(str.isdigit, one.name)) and _PLANS.match(text, one.end) is not None
    return is_app or _ARCHITECTURE.match(text, one.end) is not None


_FILE = re.compile(r"\.(?:ya?ml|json|toml|py|sh|md|txt|ipynb|safetensors|bin|gguf|pdf|png|jpe?g|mp4|zip)$", re.I)


def _listed(text: str, names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield where some names stand whole in a text, from left to right; the longest goes first."""
    places = ((place, -len(name), name) for name in names for place in places_of(name, text, DOTTED))
    free = 0
    for start, _, name in sorted(places):
        if start >= free and not WORD.match(text, start + len(name)):
            free = start + len(name)
            yield start, name


def _apart(found: Iterable[Mention]) -> list[Mention]:
    """Return names that do not overlap, in order: the first given wins, so what is known goes before what only has a name's shape."""
    kept: list[Mention] = []
    for one in found:
        place = bisect_left(kept, one.start, key=lambda other: other.start)
        is_free_left = place == 0 or kept[place - 1].end <= one.start
        is_free_right = place == len(kept) or one.end <= kept[place].start
        if is_free_left and is_free_right:
            kept.insert(place, one)
    return kept


PRECISION = re.compile(
    r"(?:[ -](?:FP8|FP4|NVFP4|MXFP4|Int[48]|INT[48]|GPTQ|AWQ|GGUF|MLX|HF|[Bb][Ff]16|[Ww]\d+[Aa]\d+)(?:-(?:Int|INT|int)?\d+(?:-?bit)?)?)+$",
    re.I,
)


# A plan that an app is sold in: "ChatGPT Pro and Team subscribers"; the app's name is no model then.
_PLAN = r"(?:Free|Plus|Pro|Team|Business|Enterprise|Edu|Education|Max|Premium|Ultra|Go)"
_PLANS = re.compile(
    rf"(?:(?:,|/)? ?(?:and |or )?{_PLAN}\b){{0,5}} (?:users?|subscribers?|subscriptions?|plans?|tiers?|customers?|accounts?|members?|workspaces?)\b"
)
_ARCHITECTURE = re.compile(
    r"/[a-z]|(?: (?:and|or) [A-Z]\w+)? (?:subscribers?|subscriptions?|plans?)\b|(?:-| )(?:architecture|layers?|blocks?|attention|optimizer|tokenizer|style|[Mm]ix|[Dd]ataset|[Cc]orpus)\b"
)


_OWN_TAIL_PATTERN = rf"(?:(?:[ -](?:{SIZE}(?![ -]param)|{TIERS}|[\w.]*-?(?:FP8|Int4|GPTQ|AWQ|GGUF|bf16)[\w-]*)\b|-[A-Za-z0-9.]+\b)){{0,3}}(?![A-Za-z0-9])(?!\+)"
_OWN_TAIL, _LOOSE_TAIL = re.compile(_OWN_TAIL_PATTERN), re.compile(_OWN_TAIL_PATTERN, re.I)


def _own(text: str, subject: Subject) -> Iterator[Mention]:
    """Yield the launch's name with what follows it, its variants, and the short forms that stand for them."""
    if not subject.name:
        return
    is_loose = any(c.isdigit() for c in subject.name)
    tail, spelt = (_LOOSE_TAIL, lowered) if is_loose else (_OWN_TAIL, str)
    names = [parts_of(spelt(name)) for name in sorted((subject.name, *subject.variants), key=len, reverse=True)]
    searched, free = spelt(text), 0
    heads = {name[0] for name in names}
    for start in sorted({place for head in heads for place in places_of(head, searched, LATIN)}):
        ends = (end_of(name, searched, start) for name in names) if start >= free else ()
        last = next((match for end in ends if end >= 0 and (match := tail.match(text, end))), None)
        if last is not None:
            free = last.end()
            whole = PRECISION.sub(
                "", DASH.sub("", text[start:free].rstrip("."))
            )  # a quantised copy is no model of its own
            yield Mention(" ".join(whole.split()), start, start + len(whole))


_BARE = re.compile(rf"[ -]({BARE_VERSION.pattern})(?=$|[ -])")


def _bare(text: str, subject: Subject) -> Iterator[Mention]:
    """Yield the launch and its variants by their version alone: "M2.5" of Tern M2.5, "M2.5-Pro" of Tern M2.5-Pro."""
    last = _BARE.search(subject.name or "")
    if last is None:
        return
    for name in sorted((subject.name or "", *subject.variants), key=len, reverse=True):
        short = name[last.start(1) :] if name.startswith((subject.name or "")[: last.end()]) else ""
        for place in places_of(short, text, DOTTED):
            if not _SHORT_GOES_ON.match(text, place + len(short)):
                yield Mention(name, place, place + len(short))


_SHORT_GOES_ON = re.compile(r"[\w-]|\.\d| [A-Z][a-z]+ \d")


def _short(text: str, forms: Mapping[str, str]) -> Iterator[Mention]:
    """Yield the short forms of the launch and its variants, which any longer name beats."""
    for alias, name in forms.items():
        for place in places_of(alias, text, DOTTED):
            if not _SHORT_GOES_ON.match(text, place + len(alias)):
                yield Mention(name, place, place + len(alias))


def _short_forms(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield what alone stands for the launch or a variant: "Gannet" of Gannet Code, "Pro" of Bisque-Image 3 Pro."""
    own = subject.name or ""
    for variant in subject.variants:
        rest = variant[len(own) :].strip(" -")
        if re.fullmatch(r"[A-Z][a-z]{1,12}", rest) and is_name(rest):
            yield rest, variant
        head, _, tail = variant.partition(" ")
        if own.startswith(f"{head} ") and _TIER_AND_VERSION.fullmatch(tail):
            yield tail, variant  # "Saga 4" of Tern Saga 4, beside Tern 4
    for variant in subject.variants:
        tail = variant[len(own) :].strip(" -")
        if re.fullmatch(SIZE, tail):
            yield f"{tail} model", variant
            yield f"{tail} version", variant
        elif re.fullmatch(rf"[A-Z][A-Z\d]+(?:-[A-Z\d]+)*-{SIZE}(?:-\w+)?", tail):
            yield tail, variant  # "T2V-14B" of Tarn-T2V-14B
    words = own.split(" ")
    lab = fold(subject.lab or "")
    if (
        len(words) > 1
        and len(words[0]) > 3
        and is_name(words[0])
        and not lab.startswith(fold(words[0]))
        and words[0][:1].isupper()
    ):
        yield words[0], own
    rest = " ".join(words[1:])
    if len(words) > 2 and rest[0].isupper() and any(c.isdigit() for c in rest):
        yield rest, own  # "Sonata 4.5" of Wren Sonata 4.5


_TIER_AND_VERSION = re.compile(r"[A-Z][a-z]+ \d+(?:\.\d+)?")


def _is_model_shape(name: str, catalogue: Catalogue) -> bool:
    if catalogue.benchmark(name) or catalogue.lab(name) or catalogue.licence(name) or catalogue.chip(name):
        return False
    head = re.split(r"[ -]", name)[0]
    words = re.split(r"[ -]", name)
    before_number = next((a for a, b in pairwise(words) if b[:1].isdigit()), "")
    if (
        head.casefold() in _NOT_HEADS
        or before_number.casefold() in _BEFORE_COUNTS
        or re.search(
            r"(?:Bench|Benchmark|Leaderboard|Eval|QA|Arena|Index|Hard|Verified|Diamond|Exam|MMLU|AIME|MATH|GPQA)\b",
            name,
        )
    ):
        return False
    is_chip = any(hit.kind in ("chip", "benchmark", "licence") for hit in catalogue.find(name))
    return not is_chip and not re.fullmatch(
        r"[A-Z]{2,4}[ -]?20\d\d|v?\d.*|[A-Z][a-zà-ÿ]+ \d{1,3}(?:\.000)+|(?:top|pass|best|zero|one|few|multi|non|pre|post|co|sub|mid)-.*",
        name,
    )


def is_model_name(page: HasNames, text: str) -> bool:
    """Return whether a whole text, such as a column's head, is a model's name."""
    return _is_model_name(text, page.subject, page.catalogue)


@lru_cache(maxsize=1024)
def _is_model_name(text: str, subject: Subject, catalogue: Catalogue) -> bool:
    found = mentions_of(text, subject, catalogue)
    return any(one.start <= 10 and one.end - one.start >= len(text) // 2 for one in found)
