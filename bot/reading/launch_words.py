"""How the words of a headline and an opening speak for or against a launch, each weighed on labelled text.

A linear classifier over short runs of words (logistic regression; Jurafsky and Martin, "Speech and Language Processing",
chapter 5). Names stand as what they are, `<name>`, `<name0>` (with a figure in it), `<lab>`, `<test>`, so that a weight holds
for labs and models that nobody has heard of. A run of words counts where it stands, in the headline or among the first words,
and without its endings wherever it stands. The weights are measured by benchmarks/weigh_words.py, not set by hand.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from pathlib import Path

from bot.reading import lazy_re as re
from bot.reading.page import Page
from bot.reading.reason import Reason
from bot.reading.split import LONGEST_TITLE

FILE = Path(__file__).parent / "launch_words.txt"
OPENING = 900  # characters behind the headline
FIRST = 60  # words of the opening that are looked at as its first
LONGEST_IN_TITLE, LONGEST_ELSEWHERE = 3, 2  # words of a run
PER_POINT = (
    0.35  # log-odds that weigh as much as one point of the verdict: measured with rules that had not seen the texts
)
PRIOR = 0.3  # more of what a source brings is a launch than of the labelled texts, which are chosen hard
MOST = 8  # points that words may give or take
LEAST, FEW = 100, 450  # features: a text of fewer says nothing, or less
_TOLD = 3  # runs of words that a reason names

_TOKEN = re.compile(
    r"<[a-z]+0?>|[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?|\d[\d.,]*|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]|[?!:$%#|]"
)
_STOPS = frozenset(".!?:#|\n")  # behind one, a capital does not make a name of a word
_MASKS = {"lab": "<lab>", "benchmark": "<test>", "licence": "<licence>", "chip": "<chip>"}
# Words without which nobody writes much English, and those of its neighbours; the weights are of English words.
_ENGLISH, _SELDOM = frozenset("the of and to is for with that".split()), 20
_OTHERS = frozenset(
    "der die das und mit für ein eine le la les des et une est el los las del una que con por il di che".split()
)
_TITLE, _BEGINS, _ANYWHERE, _SHAPE = "title: ", "first: ", "any: ", "shape: "
_LONG, _ENDINGS = 5, ("ing", "ed", "es", "s", "ly")  # of longer words, one is cut off
_SIGNS = ("huggingface.co/datasets/", "from_pretrained", "pip install")
_ON_A_HUB = re.compile(r"huggingface\.co/(?!datasets/|spaces/|papers/|docs/|blog/|collections/)[\w-]+/[\w.-]")
_STEPS = {
    "code blocks": (1, 3, 8),
    "labs": (1, 2, 4, 7),
}


def weighed_words(page: Page) -> Reason:
    """Return what the words of an English document's headline and opening say, in points, with the runs that say most of it."""
    features = features_of(page)
    if len(features) < LEAST:
        return Reason(0, "its words are too few to be weighed")
    weights = _weights()
    points = max(-MOST, min(MOST if _is_its_own(page) else 1, round(log_odds_of(features, weights) / PER_POINT)))
    known = sorted((weights[feature], feature) for feature in features if feature in weights)
    telling = [feature for _, feature in (known[:_TOLD] if points < 0 else known[: -_TOLD - 1 : -1])]
    return Reason(points, f"its words, weighed: {'; '.join(telling)}")


def _is_its_own(page: Page) -> bool:
    """Return whether the headline or a verb of launching is of the subject: else the words may speak of another launch."""
    return page.subject.verb_votes > 0 or (page.subject.name or "").casefold() in page.document.title.casefold()


def log_odds_of(features: Set[str], weights: Mapping[str, float]) -> float:
    """Return the log-odds of a launch: less of them where a text shows few features."""
    told = sum(filter(None, map(weights.get, features)))
    return (told / math.sqrt(len(features)) + PRIOR) * min(1.0, len(features) / FEW)


@cache
def _weights() -> dict[str, float]:
    """Return the weight of each feature."""
    _, _, rows = FILE.read_text(encoding="utf-8").rstrip("\n").partition("\n")
    cells = rows.replace("\n", "\t").split("\t")
    return dict(zip(cells[1::2], map(float, cells[::2]), strict=True))


def features_of(page: Page) -> frozenset[str]:
    """Return the runs of words of a document's headline and opening, and what shape it has, in words; none if not English."""
    title = [*_tokens(_masked_title(page), has_names=False)]
    opening = [*_tokens(_masked_opening(page), has_names=True)]
    if not _is_english([*title, *opening]):
        return frozenset()
    return frozenset(
        (
            *_runs(_TITLE, ["^", *title, "$"], LONGEST_IN_TITLE),
            *_runs(_BEGINS, ["^", *opening[:FIRST]], LONGEST_ELSEWHERE),
            *_runs(_ANYWHERE, [*map(_stem, title)], LONGEST_ELSEWHERE),
            *_runs(_ANYWHERE, [*map(_stem, opening)], LONGEST_ELSEWHERE),
            *_shape(page),
        )
    )


def _is_english(tokens: Sequence[str]) -> bool:
    english = sum(word in _ENGLISH for word in tokens)
    return _SELDOM * english >= len(tokens) and english >= sum(word in _OTHERS for word in tokens)


def _masked_title(page: Page) -> str:
    """Return the headline with names as what they are; it need not stand in the text."""
    title = page.document.title[:LONGEST_TITLE]
    names = sorted({one.name for one in page.mentions} | {page.subject.name or ""} - {""}, key=len, reverse=True)
    for name in names:
        title = title.replace(name, f" {_mask(name)} ")
    hits = [(hit.start, hit.end, _MASKS[hit.kind]) for hit in page.catalogue.find(title) if hit.kind in _MASKS]
    return _masked(title, 0, len(title), hits)


def _masked_opening(page: Page) -> str:
    """Return the first sentences behind the headline with names as what they are."""
    first = page.document.lines[0] if page.document.lines else None
    is_title = first is not None and first.text.startswith(page.document.title[:60])
    start = page.start + len(page.document.title) * is_title
    end = min(page.end, start + OPENING)
    spans = [(one.start, one.end, _mask(one.name)) for one in page.mentions_in(start, end)]
    for kind, mask in _MASKS.items():
        spans += [(hit.start, hit.end, mask) for hit in page.hits_in(start, end, kind)]
    return _masked(page.text, start, end, spans)


def _mask(name: str) -> str:
    return "<name0>" if any(map(str.isdigit, name)) else "<name>"


def _masked(text: str, start: int, end: int, spans: Iterable[tuple[int, int, str]]) -> str:
    """Return a part of a text with a mask in place of each span, the longest of those that begin at one place."""
    parts, at = [], start
    for begin, stop, mask in sorted(spans, key=lambda span: (span[0], -span[1])):
        if at <= begin < end:
            parts += [text[at:begin], f" {mask} "]
            at = stop
    return "".join([*parts, text[at:end]])


def _tokens(text: str, *, has_names: bool) -> Iterator[str]:
    """Yield words in small letters, figures as 0; where capitals tell names, a word with one inside a sentence is <cap>."""
    is_first = True
    for match in _TOKEN.finditer(text):
        word = match[0]
        if word.islower():  # most of them
            yield word
        elif word[0].isdigit():
            yield "0"
        elif has_names and not is_first and len(word) > 1 and word[0].isupper():
            yield "<CAP>" if word.isupper() else "<cap>"
        else:
            yield word.lower()
        is_first = word in "?!:#|" or text[match.end() : match.end() + 1] in _STOPS


def _runs(zone: str, tokens: Sequence[str], longest: int) -> Iterator[str]:
    """Yield every run of words; of the marks for a beginning and an end none alone."""
    yield from (zone + word for word in tokens if word not in "^$")
    for size in range(2, longest + 1):
        of_size = zip(*(tokens[start:] for start in range(size)), strict=False)
        yield from (zone + words for words in map(" ".join, of_size))


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return a word without an ending of English grammar, a mask and a short word as it is."""
    if len(word) > _LONG and word.isalpha():
        return next((word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)), word)
    return word


def _shape(page: Page) -> Iterator[str]:
    """Yield of how many labs a document speaks, and what only models' and software's pages have."""
    labs = {hit.entry.name for hit in page.hits_in(page.start, page.end, "lab")}
    counts = {"code blocks": page.original.count("```") // 2, "labs": len(labs)}
    for what, count in counts.items():
        if reached := [step for step in _STEPS[what] if count >= step]:
            yield f"{_SHAPE}{reached[-1]}+ {what}"
    yield from (_SHAPE + sign for sign in _SIGNS if sign in page.original)
    if _ON_A_HUB.search(page.original):
        yield f"{_SHAPE}a model on a hub"
