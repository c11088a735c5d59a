"""How a query that is being typed may go on."""

import re
from collections.abc import Iterable, Iterator

from bot.catalogue import Catalogue, fold
from bot.interests.accepted import LICENCE_CLASSES
from bot.interests.keys import KEYS, OTHER_NAMES, TYPES, Key
from bot.interests.languages import NAMES as LANGUAGES
from bot.interests.typed import MOST_CHARACTERS, typed

MOST = 25  # choices that Discord shows
STARTS = (
    "license:open params:<=10B", "lab:meta", "is:open is:reasoning", "type:translation weights:open",
    "context:>=1M price:<=2",
    "score:gpqa>=80", "fits:laptop", '"chain of thought"',
)  # fmt: skip
_LAST = re.compile(r'(?:^|(?<=[\s(]))([-!]?)((?:"[^"]*"?|[^\s()"])*)$')
_THRESHOLDS = {
    "count": ("<=10B", "<=3B", "10B..40B", ">=100B"),
    "tokens": (">=128k", ">=1M", ">=200k"),
    "bytes": ("<=8GB", "<=24GB"),
    "money": ("<=1", "<=0.25", "<=5"),
    "days": ("<7d", "<=30d"),
    "bits": ("<=4", "<=8"),
    "": (">=2", ">=10", ">=100"),
}


def complete(text: str, catalogue: Catalogue) -> list[str]:
    """Return whole queries that the typed one may become, the likeliest first, at most 25."""
    plain = typed(text[: 2 * MOST_CHARACTERS]).plain.lstrip()
    if len(text) > MOST_CHARACTERS:
        return []
    if not plain:
        return list(STARTS)
    last = _LAST.search(plain)
    if last is None:
        return []
    head, word = plain[: last.start(2)], last[2]
    found = dict.fromkeys(head + one for one in _words(word, catalogue) if one != word)
    return [one for one in found if len(one) <= MOST_CHARACTERS][:MOST]


def _words(word: str, catalogue: Catalogue) -> Iterator[str]:
    name, colon, value = word.partition(":")
    plain = name.casefold()
    if not colon:
        keys = [key for key in KEYS if key.startswith(plain)] if plain.isalpha() or not plain else []
        yield from (f"{key}:" for key in keys)
        return
    key = KEYS.get(OTHER_NAMES.get(plain, plain))
    if key is None:
        return
    done, comma, begun = value.rpartition(",")
    for one in _values(key, begun.strip('"'), catalogue):
        yield f"{key.name}:{done}{comma}{one}"


def _values(key: Key, begun: str, catalogue: Catalogue) -> Iterator[str]:
    if key.kind == "number":
        written = _THRESHOLDS[key.unit] if key.name != "fits" else ("24GB", "laptop", "phone", *_chips(catalogue))
        yield from (one for one in written if one.casefold().startswith(begun.casefold()))
        return
    if key.kind == "score":
        yield from (f"{_quoted(name)}>=" for name in _begun(begun, (b.name for b in catalogue.benchmarks)))
        return
    if key.kind == "date":
        return
    yield from (_quoted(name) for name in _begun(begun, _known(key, catalogue)))


def _known(key: Key, catalogue: Catalogue) -> Iterable[str]:
    if key.name == "type":
        return TYPES
    if key.choices:
        return key.choices
    known: dict[str, Iterable[str]] = {
        "lab": (lab.name.casefold() for lab in catalogue.labs),
        "family": (family.name.casefold() for family in catalogue.families),
        "license": (*LICENCE_CLASSES, *((one.id or one.name).casefold() for one in catalogue.licences)),
        "in": catalogue.words.modalities,
        "emits": catalogue.words.modalities,
        "lang": (names[0] for names in LANGUAGES.values()),
        "gpu": _chips(catalogue),
    }
    return known.get(key.name, ())


def _chips(catalogue: Catalogue) -> Iterator[str]:
    return (chip.name.casefold().replace(" ", "-") for chip in catalogue.chips)


def _begun(begun: str, names: Iterable[str]) -> list[str]:
    """Return the names that begin so, then those that have it inside."""
    wanted = fold(begun)
    found = [(name, fold(name)) for name in names]
    first = [name for name, folded in found if folded.startswith(wanted)]
    return first + [name for name, folded in found if wanted and wanted in folded and not folded.startswith(wanted)]


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[\w.+*-]+", name) else f'"{name}"'
