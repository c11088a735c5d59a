"""Which name a document launches, and which lab launches it: every capital run is a candidate, grammar gives it points.

No list of known models is needed. A headline in title case is cut back to the longest beginning that the body uses.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.catalogue import Catalogue, Hit, fold
from bot.reading import lazy_re as re
from bot.reading.abbreviations import short_of
from bot.reading.chosen_lab import known_lab
from bot.reading.chosen_name import chosen_of, of_its_line
from bot.reading.cues import cues_in
from bot.reading.homes import line_of, line_of_list, line_of_title, listed_at_home, owners_of
from bot.reading.hubs import Published, as_on_hubs, by_others, is_published, publishers_of, stems_of, variants_on_hubs
from bot.reading.lab_names import add_publishers, labs_of
from bot.reading.launch_grammar import VERSION_OF, points_of
from bot.reading.launch_lists import beside_in, launched_together, lead_to
from bot.reading.model_tables import members_listed
from bot.reading.name_shape import NAME_RUN, NOT_NAMES, is_name, is_other, trimmed
from bot.reading.places import loose_places, whole_places
from bot.reading.recalled import is_news_at
from bot.reading.sentences import Sentence
from bot.reading.short_lists import others_in_short
from bot.reading.split import Document
from bot.reading.tally import Tally
from bot.reading.title_names import named_as_model, named_on_card, read_title
from bot.reading.unnamed import lead_to_linked, versions_in
from bot.reading.variants import is_next

NOTHING: Counter[Published] = Counter()
_MARKS = re.compile(r"^\W+|(?: [^\w\s()\[\]+\"'’”]+)+$")  # pictograms before and behind a name
_VERSION_BEHIND = re.compile(r"[-_ ]?v?\d+(?:\.\d+)*")
_WORDS_TITLE = re.compile(r"[\w.-]{2,24}(?: [\w.-]{1,16}){1,3}")  # "Tern-swift Preview", of norvale/Tern-swift-Preview
_BARE_TITLE = re.compile(r"[\w.-]{3,24}")
MOST_STEMS, LONGEST_TITLE = 200, 2000
_HEAD, LED_TO = re.compile(r"[^\W\d_]+"), 4
AT_HOME = 4.5  # points, as many as a name at the head of a headline gets
LISTED = 2.5  # points of the line whose members a table of the maker's own models lists


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document launches, if anything: its name and its lab as found."""

    name: str | None
    lab: str | None
    votes: float = 0
    verb_votes: float = 0  # of them from launch verbs
    variants: tuple[str, ...] = ()  # full names that begin with it: "Bisque-Image 3 Pro"
    others_launched: int = 0  # names of other lines that verbs launch as well: many in a digest
    is_announced: bool = (
        False  # by a verb in the headline, in the opening or in the maker's own voice; else it is recalled
    )


def subject_of(
    document: Document,
    sentences: Iterable[Sentence],
    hits: Iterable[Hit],
    catalogue: Catalogue,
    published: Counter[Published] = NOTHING,
    listed: Sequence[Sequence[str]] = (),
    homes: tuple[Published, ...] = (),
    shown: str = "",
) -> Subject:
    """Return the name that most of the document's grammar points to, with its lab.

    `hits` are the known names in it, `published` models that the text links, `listed` those of each table that lists models, `homes` whose its code is,
    `shown` the name on its logo.
    """
    rows = [_narrow(row) for row in sentences]
    body = _without_headline(rows, document.title)
    tally = Tally()
    text = "\n".join(row.text for row in body)
    called = _MARKS.sub("", document.title)
    of_title = _of_title(called, text, listed, shown, catalogue)
    vouched = loose_places(_vouched(published, document.title, text, listed, of_title), text)
    beginning = rows[0].start if rows else 0
    for row, places in zip(body, _by_row(vouched, body), strict=True):
        _read_names(row, tally, catalogue, places, beginning)
    headline = document.title[:LONGEST_TITLE]
    title = Sentence(headline, 0, 0, 0, is_heading=True, cues=cues_in(headline, catalogue))
    read_title(title, text, tally, catalogue)
    at_home = _name_at_home(called, published, homes) or of_title
    if at_home:
        tally.add(at_home, AT_HOME)
    own_table = listed_at_home(listed, published, homes)
    if line := line_of(own_table):
        tally.add(line, LISTED)
    labs = labs_of(title, rows, hits, tally.points, catalogue)
    together = tuple(launched_together(body, tally.names(), catalogue))
    lead_to(together, tally)
    lead_to_linked(body, published, tally)
    chosen = chosen_of(tally, labs, catalogue, [*body, title])
    if chosen is None and (line := line_of_list(listed, published)):
        tally.add(line, AT_HOME)
        chosen = chosen_of(tally, labs, catalogue, [*body, title])
    if chosen is None:
        return Subject(None, known_lab(labs, catalogue, None))
    name, points, verbs, variants = of_its_line(chosen, labs, catalogue)
    line_on_hubs = as_on_hubs(name, published)
    publishers = publishers_of(line_on_hubs, published, catalogue) or owners_of(name, homes, catalogue)
    add_publishers(labs, publishers)
    lab = known_lab(labs, catalogue, name, publishers)
    name = _with_maker(name, lab, f"{headline}\n{text}", catalogue)
    copied = by_others(name, lab, published, catalogue)
    variants = tuple(one for one in variants if fold(one) not in copied)
    named = {fold(one) for one in variants}
    members = (
        *members_listed(name, listed),
        *(own_table if line == name else ()),
        *variants_on_hubs(line_on_hubs, lab, published, catalogue),
        *beside_in(together, name, variants, lab, catalogue),
        *_next_ones(name, published, tally),
    )
    more = {fold(one): one for one in reversed(members) if fold(one) not in named}.values()
    others = _others_launched(name, tally, catalogue)
    return Subject(name, lab, points, verbs, (*variants, *more), others, _is_announced(name, tally))


def _without_headline(rows: Sequence[Sentence], title: str) -> list[Sentence]:
    """Return the sentences behind the headline, which has a line of its own; the opening of a paragraph has none."""
    sentences_in = Counter(row.line for row in rows)
    bare = title.strip("#* ")
    return [row for row in rows if row.text.strip("#* ") != bare or sentences_in[row.line] > 1]


def _of_title(called: str, text: str, listed: Sequence[Sequence[str]], shown: str, catalogue: Catalogue) -> str:
    """Return the name that a heading gives, however the text writes it, or the logo above it; "" if there is none."""
    told = named_on_card(called) or line_of_title(called, listed) or named_as_model(called, text)
    name = told or short_of(called, text) or ("" if shown in called else shown)
    return "" if is_other(name, catalogue) else name


def _next_ones(name: str, published: Iterable[Published], tally: Tally) -> Iterator[str]:
    """Yield linked models of a later version of a name's line that a verb of launching leads to."""
    for one in published:
        if is_next(one.name, name) and tally.from_verbs.get(fold(one.name), 0) >= LED_TO:
            yield one.name


def _with_maker(name: str, lab: str | None, text: str, catalogue: Catalogue) -> str:
    """Return a name that is only the word for a kind of model with its maker's before it, as the text has it: "Norvale Embed"."""
    is_kind = name.casefold() in catalogue.words.product_lines
    return f"{lab} {name}" if lab and is_kind and whole_places(f"{lab} {name}", text) else name


_SIZE_BEHIND = re.compile(r"[-_]\d+(?:\.\d+)?[BMbm](?![A-Za-z\d]).*")


def _name_at_home(title: str, published: Counter[Published], homes: tuple[Published, ...]) -> str | None:
    """Return the model that a README's bare title names: its repository's, the beginning of several, or the one version on a hub."""
    if _WORDS_TITLE.fullmatch(title) and any(fold(one.name) == fold(title) for one in published):
        return title
    if not _BARE_TITLE.fullmatch(title):
        return None
    is_repository = any(fold(one.name) == fold(title) for one in (*published, *homes))
    is_abbreviation = title.isalpha() and title.isupper() and len(title) > 2
    if is_published(title, published) or (is_repository and (is_name(title) or is_abbreviation)):
        return title
    size = len(title)
    begun = [one.name for one in published if one.name[:size].casefold() == title.casefold()]
    if "-" in title and any(_SIZE_BEHIND.fullmatch(one, size) for one in begun):
        return title
    versions = {one for one in begun if _VERSION_BEHIND.fullmatch(one, size)}
    return versions.pop() if len(versions) == 1 else None


def _is_announced(name: str, tally: Tally) -> bool:
    """Return whether the launch of a name, of a longer one or of the beginning of it is news here."""
    own = fold(name)
    return any(key.startswith(own) or own.startswith(key) for key in tally.announced)


def _others_launched(name: str, tally: Tally, catalogue: Catalogue) -> int:
    """Return how many lines besides the launch's own a verb of launching leads to: names with a version or of a known family."""
    heads = set()
    for key in (key for key, points in tally.from_verbs.items() if points >= LED_TO):
        other = tally.spelt(key)
        head = _HEAD.match(other)
        if head and (any(c.isdigit() for c in other) or catalogue.family(head[0])):
            heads.add(head[0].casefold())
    own = _HEAD.match(name)
    return len(heads - {own[0].casefold() if own else ""})


def _narrow(row: Sentence) -> Sentence:
    """Return a sentence with its words one space apart: marks taken out leave spaces."""
    text = row.text
    if text.isprintable() and "  " not in text and text == text.strip():  # most of them
        return row
    return row._replace(text=" ".join(text.split()))


_INTRODUCED = re.compile(
    r"\b(?:Introducing|Announcing|Presenting|Meet|Welcome) ([a-z][a-z0-9.]*(?:-[a-z0-9.]+){1,4}|[a-z]{1,3}[A-Z]\w+)(?![\w-])"
)
_SMALL_HEAD = re.compile(r"\W*([a-z]{1,3}[A-Z]{1,4}\w+(?:-\w+)*)(?=:| -|,|$)")  # "ttHeron: a reader of maps"
_SMALL_IS_A = re.compile(r"(?<![\w./-])([a-z]{1,3}[A-Z]\w{2,})(?= is an? [^.;]{0,50}?\bmodel\b)")


# "WADER: a multilingual model", where the text says "we present WADER": capitals alone are an abbreviation as often as a name.
_CAPITALS = re.compile(r"\W*([A-Z]{3,8}) ?[:–—] ")


_PRESENTED = re.compile(
    r"\b(?:[Ii]ntroduc|[Pp]resent|[Rr]eleas|[Aa]nnounc|[Uu]nveil|[Ll]aunch|[Pp]résent|[Dd]évoil|[Ll]an[cçz]|[Vv]eröffentlich)\w* ([A-Z]{3,8})(?=,| \(|\. )"
)


# "Has released the multimodal model WADER, which": capitals that the headline has, too.
_CALLED = re.compile(
    r"\b(?:releas|introduc|present|launch|open-?sourc|unveil|announc)\w* [^.;]{0,80}?\b(?:model|system|LLM|VLM),? (?:called |named |dubbed )?([A-Z]{4,9})(?=,| \(|\.| which\b| that\b)"
)
# 正式发布并开源其全新「梧桐 3D 世界模型 1.0」
_QUOTED_NEW = re.compile(
    r"(?:发布|推出|开源|發布|開源)(?:了|并|其|的|全新|最新|正式|发布|开源|新一代){0,5} ?[「『“《]([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9 .-]{1,24}\d)[」』”》]"
)
_QUOTED = re.compile(r"(?:モデル|LLM|模型|모델)(?:\([^()]{1,12}\))? ?[「『“‘]([A-Za-z][\w.]*(?:-[\w.]+){1,5})[」』”’]")


FEWEST_LISTED = 3  # models of a table whose names begin alike


def _lines_listed(listed: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the word with which three names and more of a table of models begin: "WREN" of WREN-1B, WREN-3B and WREN-9B."""
    for names in listed:
        heads = Counter(re.split(r"[ -]", one)[0] for one in names)
        yield from (
            head for head, times in heads.items() if times >= FEWEST_LISTED and head.isalpha() and len(head) > 2
        )


def _vouched(
    published: Iterable[Published], title: str, text: str, listed: Iterable[Iterable[str]] = (), of_title: str = ""
) -> list[str]:
    """Return the names that only a hub's link, a bare headline or their quotes show to be a model's, the longest first: "DBRX"."""
    stems = stems_of(published)
    if of_title:
        stems.add(of_title)
    if _BARE_TITLE.fullmatch(title):
        stems.add(title)
    stems.update((*_INTRODUCED.findall(title), *_SMALL_HEAD.findall(title), *_SMALL_IS_A.findall(text)))
    stems.update(_lines_listed(listed))
    stems.update(name for name in _CALLED.findall(text) if whole_places(name, title))
    if head := _CAPITALS.match(title):
        stems.update(name for name in _PRESENTED.findall(text) if name == head[1])
    if not text.isascii():
        stems.update((*_QUOTED.findall(text), *_QUOTED_NEW.findall(text)))
    named = (stem for stem in stems if fold(stem) not in NOT_NAMES)
    return sorted(named, key=lambda stem: (-len(stem), stem))[:MOST_STEMS]


Place = tuple[int, int]


def _by_row(places: Sequence[Place], rows: Iterable[Sentence]) -> Iterator[list[Place]]:
    """Yield for each row those places of a text that stand in it, from its beginning; the text is the rows, one a line."""
    starts, begin = [place for place, _ in places], 0
    for row in rows:
        end = begin + len(row.text)
        here = places[bisect_left(starts, begin) : bisect_left(starts, end)]
        yield [(place - begin, behind - begin) for place, behind in here]
        begin = end + 1


_SIZE_AT_END = re.compile(r" \d+(?:\.\d+)?[BMbm]$")


def _read_names(row: Sentence, tally: Tally, catalogue: Catalogue, vouched: Iterable[Place], beginning: int) -> None:
    text, taken = row.text, []
    for match in NAME_RUN.finditer(text):
        run = match[0]
        if text.startswith("param", match.end() + 1):  # "the Tern 1.5B parameter model": Tern
            run = _SIZE_AT_END.sub("", run)
        name = tally.trimmed[run] if run in tally.trimmed else tally.trimmed.setdefault(run, trimmed(run, catalogue))
        if name is not None:
            start = match.start() + max(run.find(name), 0)
            taken.append((start, start + len(name)))
            _read_name(row, name, start, tally, catalogue, beginning)
    for versioned in versions_in(row):
        tally.add(versioned, LED_TO, is_verb=True, is_news=is_news_at(row, beginning))
    for place, behind in vouched:
        name, is_taken = text[place:behind], any(start <= place < end for start, end in taken)
        if not is_taken and _MAY_BE_ONE.search(name) and not is_other(name, catalogue):
            _read_name(row, name, place, tally, catalogue, beginning)


_MAY_BE_ONE = re.compile(r"[A-Z\d]|\w-\w")


def _read_name(row: Sentence, name: str, start: int, tally: Tally, catalogue: Catalogue, beginning: int) -> None:
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
    is_news = is_verb and is_news_at(row, beginning)
    tally.add(name, points + early, is_verb=is_verb, is_news=is_news)
    for other in others_in_short(name, after):
        tally.add(other, points + early, is_verb=is_verb, is_news=is_news)


_NUMBERED = re.compile(
    r"^ \([^()\d]{2,40}\) (v?\d+(?:\.\d+)*)(?![\w%-]| (?:million|billion|percent))"
)  # "Tern (燕鸥) 2"
