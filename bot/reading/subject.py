"""Which name a document launches, and which lab launches it: every capital run is a candidate, grammar gives it points.

No list of known models is needed. A headline in title case is cut back to the longest beginning that the body uses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.cues import cues_in, lowered
from bot.reading.homes import owners_of
from bot.reading.hubs import Published, by_others, is_published, publishers_of, stems_of, variants_on_hubs
from bot.reading.lab_names import add_publishers, known_lab, labs_of
from bot.reading.launch_grammar import VERSION_OF, points_of
from bot.reading.model_tables import members_listed
from bot.reading.name_shape import BARE_VERSION, NAME_RUN, NOT_NAMES, TITLE_RUN, is_name, is_other, trimmed
from bot.reading.places import LETTER, whole_places
from bot.reading.sentences import Sentence
from bot.reading.short_lists import others_in_short
from bot.reading.siblings import is_launched_alone, members_of
from bot.reading.split import Document
from bot.reading.to_come import only_promised
from bot.reading.variants import (
    extends,
    is_next,
    newest,
    shared_beginning,
    with_version,
)

NOTHING: Counter[Published] = Counter()
_MARKS = re.compile(r"^\W+")  # a pictogram before a name
_VERSION_BEHIND = re.compile(r"[-_ ]?v?\d+(?:\.\d+)*")
_BARE_TITLE = re.compile(r"[\w.-]{3,24}")
MOST_STEMS, LONGEST_TITLE, MOST_WORDS_OF_A_NAME = 200, 2000, 5
_HEAD, LED_TO = re.compile(r"[^\W\d_]+"), 4
FEWEST_POINTS = 2  # less is chance
AT_HOME = 4.5  # points, as many as a name at the head of a headline gets


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document launches, if anything: its name and its lab as found."""

    name: str | None
    lab: str | None
    votes: float = 0
    verb_votes: float = 0  # of them from launch verbs
    variants: tuple[str, ...] = ()  # full names that begin with it: "Bisque-Image 3 Pro"
    others_launched: int = 0  # names of other lines that verbs launch as well: many in a digest


@dataclass
class _Tally:
    points: Counter[str] = field(default_factory=Counter)
    from_verbs: Counter[str] = field(default_factory=Counter)
    spelling: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    trimmed: dict[str, str | None] = field(default_factory=dict)  # by capital run: a document repeats its names

    def add(self, name: str, points: float, *, is_verb: bool = False) -> None:
        """Give a name points under its folded form."""
        key = fold(name)
        self.points[key] += points  # type: ignore[assignment]
        self.spelling[key][name] += 1
        if is_verb:
            self.from_verbs[key] += points  # type: ignore[assignment]


def subject_of(
    document: Document,
    sentences: Iterable[Sentence],
    catalogue: Catalogue,
    published: Counter[Published] = NOTHING,
    listed: Sequence[Sequence[str]] = (),
    homes: tuple[Published, ...] = (),
) -> Subject:
    """Return the name that most of the document's grammar points to, with its lab.

    `published` are models that the text links, `listed` those of each table that lists models, `homes` whose its code is.
    """
    rows = [_narrow(row) for row in sentences]
    body = [row for row in rows if row.text.strip("#* ") != document.title.strip("#* ")]
    tally = _Tally()
    text = "\n".join(row.text for row in body)
    vouched = _vouched(published, document.title, text)
    for row in body:
        _read_names(row, tally, catalogue, vouched)
    headline = document.title[:LONGEST_TITLE]
    title = Sentence(headline, 0, 0, 0, is_heading=True, cues=cues_in(headline, catalogue))
    _read_title(title, text, tally, catalogue)
    at_home = _name_at_home(_MARKS.sub("", document.title), published, homes)
    if at_home:
        tally.add(at_home, AT_HOME)
    labs = labs_of(title, rows, tally.points, catalogue)
    chosen = _chosen(tally, labs, catalogue, [*body, title])
    if chosen is None:
        return Subject(None, known_lab(labs, catalogue, None))
    name, points, verbs, variants = _of_its_line(chosen, labs, catalogue)
    add_publishers(labs, publishers_of(name, published, catalogue) or owners_of(name, homes, catalogue))
    lab = known_lab(labs, catalogue, name)
    copied = by_others(name, lab, published, catalogue)
    variants = tuple(one for one in variants if fold(one) not in copied)
    named = {fold(one) for one in variants}
    members = (
        *members_listed(name, listed),
        *variants_on_hubs(name, lab, published, catalogue),
        *(one.name for one in published if is_next(one.name, name) and tally.from_verbs[fold(one.name)] >= LED_TO),
    )
    more = {fold(one): one for one in reversed(members) if fold(one) not in named}.values()
    return Subject(name, lab, points, verbs, (*variants, *more), _others_launched(name, tally, catalogue))


def _name_at_home(title: str, published: Counter[Published], homes: tuple[Published, ...]) -> str | None:
    """Return the model that a README's bare title names: its repository's, the beginning of several, or the one version on a hub."""
    if not _BARE_TITLE.fullmatch(title):
        return None
    is_repository = any(fold(one.name) == fold(title) for one in (*published, *homes))
    is_abbreviation = title.isalpha() and title.isupper() and len(title) > 2
    if is_published(title, published) or (is_repository and (is_name(title) or is_abbreviation)):
        return title
    size = len(title)
    versions = {
        one.name
        for one in published
        if one.name[:size].casefold() == title.casefold() and _VERSION_BEHIND.fullmatch(one.name, size)
    }
    return versions.pop() if len(versions) == 1 else None


def _others_launched(name: str, tally: _Tally, catalogue: Catalogue) -> int:
    """Return how many lines besides the launch's own a verb of launching leads to: names with a version or of a known family."""
    heads = set()
    for key, points in tally.from_verbs.items():
        other = tally.spelling[key].most_common(1)[0][0]
        head = _HEAD.match(other)
        if points >= LED_TO and head and (any(c.isdigit() for c in other) or catalogue.family(head[0])):
            heads.add(head[0].casefold())
    own = _HEAD.match(name)
    return len(heads - {own[0].casefold() if own else ""})


def _narrow(row: Sentence) -> Sentence:
    """Return a sentence with its words one space apart: marks taken out leave spaces."""
    text = " ".join(row.text.split())
    return row if text == row.text else row._replace(text=text)


_INTRODUCED = re.compile(
    r"\b(?:Introducing|Announcing|Presenting|Meet|Welcome) ([a-z][a-z0-9.]*(?:-[a-z0-9.]+){1,4})(?![\w-])"
)


# "WADER: a multilingual model", where the text says "we present WADER": capitals alone are an abbreviation as often as a name.
_CAPITALS = re.compile(r"\W*([A-Z]{3,8}) ?[:–—] ")
_PRESENTED = re.compile(
    r"\b(?:[Ii]ntroduc|[Pp]resent|[Rr]eleas|[Aa]nnounc|[Uu]nveil|[Ll]aunch|[Pp]résent|[Dd]évoil|[Ll]an[cçz]|[Vv]eröffentlich)\w* ([A-Z]{3,8})(?=,| \(|\. )"
)
_QUOTED = re.compile(r"(?:モデル|LLM|模型|모델)(?:\([^()]{1,12}\))? ?[「『“‘]([A-Za-z][\w.]*(?:-[\w.]+){1,5})[」』”’]")


def _vouched(published: Iterable[Published], title: str, text: str) -> re.Pattern[str] | None:
    """Return a pattern for the names that only a hub's link, a bare headline or their quotes show to be a model's: "DBRX"."""
    stems = stems_of(published)
    if _BARE_TITLE.fullmatch(title):
        stems.add(title)
    stems.update(_INTRODUCED.findall(title))
    if head := _CAPITALS.match(title):
        stems.update(name for name in _PRESENTED.findall(text) if name == head[1])
    if not text.isascii():
        stems.update(_QUOTED.findall(text))
    named = sorted((stem for stem in stems if fold(stem) not in NOT_NAMES), key=lambda stem: (-len(stem), stem))[
        :MOST_STEMS
    ]
    loose_stems = (r"[-_. ]?".join(map(re.escape, re.split(r"[-_. ]", stem))) for stem in named)
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(loose_stems)})(?![\w/-])(?!\.\w)", re.I) if named else None


_SIZE_AT_END = re.compile(r" \d+(?:\.\d+)?[BMbm]$")


def _without_size(name: str, after: str) -> str:
    """Return a name without the size that is told of it: "Tern" of "the Tern 1.5B parameter model"."""
    return _SIZE_AT_END.sub("", name) if after[1:].startswith("param") else name


def _read_names(row: Sentence, tally: _Tally, catalogue: Catalogue, vouched: re.Pattern[str] | None) -> None:
    text, taken = row.text, []
    for match in NAME_RUN.finditer(text):
        run = _without_size(match[0], text[match.end() : match.end() + 7])
        name = tally.trimmed[run] if run in tally.trimmed else tally.trimmed.setdefault(run, trimmed(run, catalogue))
        if name is not None:
            start = match.start() + max(run.find(name), 0)
            taken.append((start, start + len(name)))
            _read_name(row, name, start, tally, catalogue)
    for match in vouched.finditer(text) if vouched else ():
        is_taken = any(start <= match.start() < end for start, end in taken)
        if not is_taken and re.search(r"[A-Z\d]|\w-\w", match[0]) and not is_other(match[0], catalogue):
            _read_name(row, match[0], match.start(), tally, catalogue)


def _read_name(row: Sentence, name: str, start: int, tally: _Tally, catalogue: Catalogue) -> None:
    before, after = row.text[:start], row.text[start + len(name) :]
    points, is_verb = points_of(name, start, row, catalogue)
    numbered = _NUMBERED.match(after) if not any(c.isdigit() for c in name) else None
    if numbered:
        name = f"{name} {numbered[1]}"
    version = VERSION_OF.search_in(before[-60:], row)
    if version and not any(c.isdigit() for c in name):
        name, points = f"{name} {version[1]}", points + 3
    if row.is_heading and not before.strip("#*-• 0123456789.") and re.match(r"^\W*(?:$|:|is\b|by\b|from\b|–|-)", after):
        points += 1.5
    early = 0.8 if row.line <= 3 else 0.4
    tally.add(name, points + early, is_verb=is_verb)
    for other in others_in_short(name, after):
        tally.add(other, points + early, is_verb=is_verb)


_NUMBERED = re.compile(
    r"^ \([^()\d]{2,40}\) (v?\d+(?:\.\d+)*)(?![\w%-]| (?:million|billion|percent))"
)  # "Tern (燕鸥) 2"


def _read_title(headline: Sentence, body: str, tally: _Tally, catalogue: Catalogue) -> None:
    """Give a headline's names points, each cut back to the longest beginning that the body uses."""
    title, low = headline.text, lowered(body)
    is_sentence = _is_sentence(title)
    for match in TITLE_RUN.finditer(title):
        name = trimmed(match[0], catalogue)
        if name is None:
            continue
        start = match.start() + max(match[0].find(name), 0)
        cut = _cut_back(name, body, low) if body.strip() else name
        has_version = is_sentence and any(c.isdigit() for c in name)  # a sentence runs on behind no name
        if has_version and (_ends_in(name, body) if cut else points_of(name, start, headline, catalogue)[1]):
            cut = name
        if cut is None:
            continue
        if title.startswith(cut, start):
            cut = _with_small_tier(cut, title[start + len(cut) :], body, catalogue)
        points, is_verb = points_of(title[start : start + len(cut)], start, headline, catalogue)
        is_head = not title[:start].strip("#*>-•[]🐦✨🚀🔥 ") and re.match(
            r"^\W*(?:$|[:|(]| - |, |\d* ?,)", title[start + len(cut) :]
        )
        tally.add(cut, points + 2 + (2.5 if is_head else 0), is_verb=is_verb)


_SMALL_WORD = re.compile(r" ([a-z]{3,8})\b(?!-)")


def _with_small_tier(name: str, after: str, body: str, catalogue: Catalogue) -> str:
    """Return a headline's name with the tier that stands behind it in small letters, where the body has it with a capital."""
    word = _SMALL_WORD.match(after)
    if word is None or word[1] not in catalogue.words.tiers:
        return name
    whole = f"{name} {word[1].capitalize()}"
    return whole if whole_places(whole, body, LETTER) else name


def _is_sentence(title: str) -> bool:
    """Return whether a headline is written as a sentence: its words go on in small letters, its names are its capitals."""
    words = [word for word in title.split() if word[0].isalpha()]
    return 2 * sum(word[0].islower() for word in words) > len(words) > MOST_WORDS_OF_A_NAME


def _ends_in(name: str, body: str) -> bool:
    """Return whether the body uses a name without its first word, as its short form: "Sonata 4.5" of "Wren Sonata 4.5"."""
    rest = name.partition(" ")[2]
    return " " in rest and any(c.isdigit() for c in rest) and bool(whole_places(rest, body, LETTER))


def _cut_back(name: str, body: str, low: str) -> str | None:
    """Return the longest beginning of a name that the body uses, in letters of either case if it is of several words."""
    words = name.split(" ")
    for length in range(len(words), 0, -1):
        cut = " ".join(words[:length])
        if is_name(cut) and whole_places(*((lowered(cut), low) if length > 1 else (cut, body)), LETTER):
            return cut
    return None


def _in_full(name: str, others: Iterable[str]) -> str:
    """Return the longer name that ends with a short one: "Tern-M2" for "M2"."""
    if not re.fullmatch(r"[A-Z]\d{1,2}(?:\.\d{1,2})?", name):
        return name
    longer = [other for other in others if re.search(rf"[ -]{re.escape(name)}$", other)]
    return min(longer, key=len, default=name)


_Chosen = tuple[str, float, float, tuple[str, ...]]


def _of_its_line(chosen: _Chosen, labs: Counter[str], catalogue: Catalogue) -> _Chosen:
    """Return a choice with its bare versions in full, where the lab has a line of its own name: "V4" that Tarn releases is Tarn V4."""
    name, points, verbs, variants = chosen
    line = catalogue.family(known_lab(labs, catalogue, None) or "") if BARE_VERSION.match(name) else None
    if line is None or not BARE_VERSION.fullmatch(name):
        return chosen
    in_full = (f"{line.name} {one}" if one.startswith(name) else one for one in variants)
    return f"{line.name} {name}", points, verbs, tuple(in_full)


_PART = re.compile(
    r"[ -](?:Tokenizer|Encoder|Decoder|Vocoder|Codec|Projector|Adapter|Evalkit|Toolkit|Demo|Studio|Server|CLI)$", re.I
)


def _whole_of(name: str, others: Iterable[str]) -> str:
    """Return the model whose part a name is: "Sandpiper-Audio" for "Sandpiper-Audio-Tokenizer" beside "Sandpiper-Audio-7B"."""
    stem = _PART.sub("", name)
    is_named_apart = stem != name and any(
        other == stem or (extends(other, stem) and other != name and not _PART.search(other)) for other in others
    )
    return stem if is_named_apart else name


def _points_of_longer(scores: Mapping[str, float], names: Mapping[str, str]) -> Mapping[str, float]:
    """Return for each beginning of a name, up to a space or hyphen, the points of the names that go on behind it."""
    found: dict[str, float] = defaultdict(float)
    for key, points in scores.items():
        for part in re.finditer(r"[ -]", names[key]):
            found[names[key][: part.start()].casefold()] += points
    return found


def _chosen(tally: _Tally, labs: Counter[str], catalogue: Catalogue, sentences: Sequence[Sentence]) -> _Chosen | None:
    """Return the launched name with its points and variants; a shared beginning of several variants stands for them."""
    text = "\n".join(sentence.text for sentence in sentences)
    top_labs = {fold(lab) for lab, points in labs.items() if points >= 3}
    names = {key: tally.spelling[key].most_common(1)[0][0] for key in tally.points}
    promised = {fold(one) for one in only_promised(names.values(), sentences)}
    names = {key: one for key, one in names.items() if key not in promised}
    scores = {
        key: tally.points[key] for key, one in names.items() if key not in top_labs or any(c.isdigit() for c in one)
    }
    if max(scores.values(), default=0) < FEWEST_POINTS:
        return None
    longer_points = _points_of_longer(scores, names)
    whole = {key: points + 0.6 * longer_points.get(names[key].casefold(), 0) for key, points in scores.items()}
    best = max(
        (key for key in whole if scores[key] >= FEWEST_POINTS),
        key=lambda key: (scores[key] + 0.5 * (whole[key] - scores[key]), -len(key)),
    )
    name = newest(
        _whole_of(names[best], names.values()), sentences[-1].text, scores, names
    )  # the last one is the headline
    name = with_version(_in_full(name, names.values()), scores, names)
    shared = shared_beginning(name, names.values(), text)
    if (
        shared
        and catalogue.lab(shared)
        and (fold(shared) in top_labs or not any(map(str.isdigit, name[len(shared) :])))
    ):
        shared = None  # "Tarn VL" and "Tarn LLM", "Tarn R1" and "Tarn V4" have their maker in common
    if shared and not is_launched_alone(name, tally.from_verbs, names, sentences):
        name = shared
    variants = members_of(name, tally.from_verbs, names, scores, sentences, catalogue)
    verbs = sum(
        votes
        for key, votes in tally.from_verbs.items()
        if key == best or (key in names and (extends(names[key], name) or names[key] == name))
    )
    return name, whole[best], verbs, variants
