"""Which of a document's names is the launched one: the one with most points, its line and its variants in full."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.catalogue import Catalogue, fold
from bot.reading import lazy_re as re
from bot.reading.chosen_lab import known_lab
from bot.reading.dated_news import newest_dated
from bot.reading.name_shape import BARE_VERSION
from bot.reading.ordinary_words import ordinary_words
from bot.reading.places import whole_places
from bot.reading.sentences import Sentence
from bot.reading.siblings import is_launched_alone, members_of
from bot.reading.tally import Tally
from bot.reading.to_come import only_promised
from bot.reading.variants import CERTAIN, extends, newest, shared_beginning, with_version

SURE_VERBS = 6  # points of verbs beyond which a name is launched, whoever else might bear it
FEWEST_POINTS = 2  # less is chance


_SHORT = re.compile(r"[A-Z]\d{1,2}(?:\.\d{1,2})?|(?P<tier>[A-Z][a-z]+) \d{1,2}(?:\.\d{1,2})?")


def _in_full(name: str, others: Iterable[str], catalogue: Catalogue) -> str:
    """Return the longer name that ends with a short one: "Tern-M2" for "M2", "Marl Small 4" for "Small 4"."""
    short = _SHORT.fullmatch(name)
    if short is None or (short["tier"] and short["tier"].casefold() not in catalogue.words.tiers):
        return name
    verbs = catalogue.words.launch_verbs  # "Unveils Small 4"
    longer = [
        other
        for other in others
        if re.search(rf"[ -]{re.escape(name)}$", other) and other.split(" ", 1)[0].casefold() not in verbs
    ]
    return min(longer, key=len, default=name)


MEMBERS = 2


def _singular(name: str, others: Iterable[str]) -> str:
    """Return a family's name without the s of several, where members are called without it: "ReedLLMs" of "ReedLLM-7B"."""
    one = name.removesuffix("s")
    return one if one != name and sum(extends(other, one) for other in others) >= MEMBERS else name


Chosen = tuple[str, float, float, tuple[str, ...]]


def of_its_line(chosen: Chosen, labs: Mapping[str, float], catalogue: Catalogue) -> Chosen:
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


_IN_SHORT = re.compile(r"(?P<letters>[A-Z]{2,6})[ -]?v?\d+(?:\.\d+)*")


def _in_short(name: str, others: Iterable[str], title: str) -> str:
    """Return the abbreviation of a name, with its version, that the headline uses: "RAM 3" of "Reed Anything Model"."""
    initials = "".join(word[0] for word in name.split(" ")).upper()
    if any(c.isdigit() for c in name) or len(initials) < 2:
        return name
    short = (
        one for one in others if (match := _IN_SHORT.fullmatch(one)) and match["letters"] in (initials, f"{initials}M")
    )
    return next((one for one in short if whole_places(one, title)), name)


_STAGE = re.compile(r"[ -](?:[Aa]lpha|[Bb]eta|[Pp]review|[Ee]xperimental|[Rr]esearch [Pp]review)$")


def _without_stage(name: str, others: Iterable[str], text: str) -> str:
    """Return a name without the stage it is in, where the text speaks of it more often without: "Tern 4" of "Tern 4 Beta"."""
    stem = _STAGE.sub("", name)
    if stem == name or stem not in others:
        return name
    staged = len(whole_places(name, text))
    return stem if len(whole_places(stem, text)) - staged > staged else name


def _points_of_longer(scores: Mapping[str, float], names: Mapping[str, str]) -> Mapping[str, float]:
    """Return for each beginning of a name, up to a space or hyphen, the points of the names that go on behind it."""
    found: dict[str, float] = defaultdict(float)
    for key, points in scores.items():
        for part in re.finditer(r"[ -]", names[key]):
            found[names[key][: part.start()].casefold()] += points
    return found


_NUMBERED_END = re.compile(r"(?P<w>[A-Z][a-z]+) (?P<n>[A-Z][a-z]+ \d+(?:\.\d+)?)")


def _join_ends(tally: Tally) -> None:
    """Give a launched name the points of its end: "Sonata 4.5" is the Wren Sonata 4.5 that a verb of launching leads to."""
    spelt = {key: tally.spelt(key) for key in tally.points}
    for key, name in spelt.items():
        match = _NUMBERED_END.fullmatch(name)
        if match and tally.from_verbs[key] > 0 and fold(match["n"]) in tally.points:
            tally.give(match["n"], name)


def _is_rather_launched(lab: str, labs: Mapping[str, float], tally: Tally, catalogue: Catalogue) -> bool:
    """Return whether an unknown name that reads as a lab's, too, is launched by another: "Marl AI has released SKUA Audio"."""
    is_led_to = tally.from_verbs.get(fold(lab), 0) >= SURE_VERBS and catalogue.lab(lab) is None
    return is_led_to and any(points >= SURE_VERBS for other, points in labs.items() if other != lab)


def _out_now(tally: Tally, sentences: Sequence[Sentence]) -> dict[str, str]:
    """Return names by their folded form, without ordinary words and what is only promised."""
    names = {key: tally.spelt(key) for key in tally.points}
    likely = (
        one for key, one in names.items() if tally.points[key] >= FEWEST_POINTS and tally.from_verbs[key] < CERTAIN
    )
    ordinary = {fold(one) for one in ordinary_words(likely, names.values(), sentences)}
    promised = {fold(one) for one in only_promised(names.values(), sentences)}
    return {key: one for key, one in names.items() if key not in promised and key not in ordinary}


def chosen_of(
    tally: Tally, labs: Mapping[str, float], catalogue: Catalogue, sentences: Sequence[Sentence]
) -> Chosen | None:
    """Return the launched name with its points and variants; a shared beginning of several variants stands for them."""
    text = "\n".join(sentence.text for sentence in sentences)
    _join_ends(tally)
    top_labs = {
        fold(lab)
        for lab, points in labs.items()
        if points >= 3 and not _is_rather_launched(lab, labs, tally, catalogue)
    }
    names = _out_now(tally, sentences)
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
    whole_name = _in_full(_singular(name, names.values()), names.values(), catalogue)
    whole_name = _in_short(whole_name, names.values(), sentences[-1].text)
    earlier, whole_name = whole_name, newest_dated(whole_name, tally.from_verbs, names.values(), sentences)
    name = _without_stage(with_version(whole_name, scores, names), names.values(), text)
    shared = shared_beginning(name, names.values(), text)
    if (
        shared
        and catalogue.lab(shared)
        and (fold(shared) in top_labs or not any(map(str.isdigit, name[len(shared) :])))
    ):
        shared = None  # "Tarn VL" and "Tarn LLM", "Tarn R1" and "Tarn V4" have their maker in common
    alone = [
        one
        for one in names.values()
        if extends(one, name) and is_launched_alone(one, tally.from_verbs, names, sentences)
    ]
    if len(alone) == 1:
        name = alone[0]
    elif shared and not is_launched_alone(name, tally.from_verbs, names, sentences):
        name = shared
    variants = members_of(name, tally.from_verbs, names, scores, sentences, catalogue)
    own = {best, *(key for key, one in names.items() if one == name or extends(one, name))}
    verbs = sum(votes for key, votes in tally.from_verbs.items() if key in own)
    if earlier != whole_name == name:
        variants = (*variants, earlier)  # its news is dated, too, and the document is still headed by it
    return name, whole[best], verbs, variants
