"""Who a launch is: its name taken apart into what identifies it and what merely describes a build of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

SAME_NAME_WINDOW = timedelta(days=14)  # later, the name is news on a known model, not the launch again
UMBRELLA_WINDOW = timedelta(hours=72)  # "Llama 4" and "Llama 4 Maverick" are one family launch this long
SIBLING_WINDOW = timedelta(hours=24)

_TOKEN = re.compile(r"\d{1,12}(?:\.\d{1,6}){0,3}|[^\W\d_]+|\+")
_SIZE = re.compile(r"(?<![a-z0-9.])(?:a|e)?\d{1,4}(?:\.\d{1,3})?[bme](?:-?a\d{1,4}(?:\.\d{1,3})?[bm])?(?![a-z0-9])")
_SNAPSHOT = re.compile(r"(?<![\d.])\d{4,8}(?![\d.])")
_VERSION_WORD = re.compile(r"\b(?:v|ver|version)[\s.-]?(?=\d)")
_WHOLE_VERSION = re.compile(r"(?<=\d)\.0(?![\d.])")  # "Tern 2.0" is Tern 2
# Words that say what a name is of, and name nothing.
_GENERIC = frozenset(
    (
        "the new model models family series llm llms language herd suite collection lineup "
        "release version generation checkpoint weights"
    ).split()
)
_LAB_TAIL = re.compile(r"(?<=\w{3})(?:ai|labs?|research|technologies|technology|inc|team|group|corp)$")


class Relation(Enum):
    """How two names, with the times of their reports, stand to each other."""

    SAME = "same"
    LATER = "later"  # the same name long after: news on a known model, not its launch again
    UMBRELLA = "umbrella"
    SIBLINGS = "siblings"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words of model names by what they do; lower case, from the catalogue."""

    lines: frozenset[str]  # another product: coder, math, vl, mini, embedding, ...
    attributes: frozenset[str]  # another build of the same: instruct, base, fp8, gguf, ...
    labs: frozenset[str]  # lab names that may stand before a model's name


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one launch from another. Sizes, tuning words and formats are left out on purpose."""

    lab: str | None  # normalised; None when the article names none
    words: tuple[str, ...]  # ("hy", "mt", "2"), ("command", "a", "+")
    snapshot: str | None = None  # "0324": the same name released anew

    @property
    def compact(self) -> str:
        """The words without spaces: HyMT2 and Hy-MT2 are one."""
        return "".join(self.words)

    @property
    def versions(self) -> tuple[str, ...]:
        """The words that number a version."""
        return tuple(sorted(word for word in self.words if word[0].isdigit() or word == "+"))

    @property
    def key(self) -> str:
        """The launch key: lab and name, as "meta/muse spark"."""
        name = " ".join(self.words).replace(" +", "+")
        return f"{self.lab or 'unknown'}/{name}" + (f"@{self.snapshot}" if self.snapshot else "")


def normal_lab(lab: str | None) -> str | None:
    """Return a lab's name as it is compared: lower case, letters and digits only."""
    folded = "".join(re.findall(r"[^\W_]+", (lab or "").casefold()))
    return folded or None


def identity_of(lab: str | None, name: str, known: NameWords) -> Identity:
    """Take a model's name apart: "DeepSeek-V3-0324 8B Instruct" is (deepseek, v, 3) with snapshot 0324."""
    folded = _WHOLE_VERSION.sub("", _VERSION_WORD.sub(" ", re.sub(r"\bplus\b", "+", name.casefold())))
    without_size = _SIZE.sub(" ", folded)
    snapshots = _SNAPSHOT.findall(without_size)
    chunks = re.split(r"[\s_/()-]+", _SNAPSHOT.sub(" ", without_size))
    body = " ".join(chunk for chunk in chunks if chunk not in known.attributes)  # "fp8" whole, before it is taken apart
    words = [word for word in _TOKEN.findall(body) if word not in known.attributes and word not in _GENERIC]
    words = _without_lab(words, known, normal_lab(lab))
    return Identity(
        lab=normal_lab(lab),
        words=tuple(words) or tuple(_TOKEN.findall(folded)) or (folded.strip(),),
        snapshot=snapshots[-1] if snapshots else None,
    )


def _without_lab(words: list[str], known: NameWords, lab: str | None) -> list[str]:
    """Drop a lab's name before a model's name, but never the whole name ("Mistral 7B")."""
    for length in (2, 1):
        head, rest = "".join(words[:length]), words[length:]
        if len(words) > length and (head in known.labs or head == lab) and any(word[0].isalpha() for word in rest):
            return rest
    return words


def has_size(name: str) -> bool:
    """Return whether a name says which size of a family it is: "Hy-MT2-30B-A3B"."""
    return _SIZE.search(name.casefold()) is not None


def is_same_lab(one: str | None, other: str | None) -> bool:
    """Return whether two labs may be one: a name is missing, or they differ by "AI", "Labs" and the like."""
    return one is None or other is None or _LAB_TAIL.sub("", one) == _LAB_TAIL.sub("", other)


def relation(one: Identity, other: Identity, apart: timedelta, known: NameWords) -> Relation:
    """Judge two names whose reports are `apart` in time; symmetric, so that the order of arrival cannot matter."""
    if not is_same_lab(one.lab, other.lab):
        return Relation.DIFFERENT
    if one.compact == other.compact or sorted(one.words) == sorted(other.words):
        return _same_words(one, other, apart)
    if one.versions != other.versions and one.versions and other.versions:
        return Relation.DIFFERENT
    if one.lab and other.lab and is_nickname(one.words, other.words) and one.snapshot == other.snapshot:
        return Relation.SAME if apart <= SAME_NAME_WINDOW else Relation.DIFFERENT
    return _by_extra_words(one, other, apart, known)


def is_nickname(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether one name is the other without its first words: "Sonnet 5.5" of "Claude Sonnet 5.5"."""
    short, long = sorted((one, other), key=len)
    has_version = any(word[0].isdigit() for word in short)
    is_word = any(word[0].isalpha() and len(word) > 1 for word in short)
    return has_version and is_word and len(short) < len(long) and tuple(long[-len(short) :]) == tuple(short)


def _same_words(one: Identity, other: Identity, apart: timedelta) -> Relation:
    if one.snapshot == other.snapshot:
        if apart <= SAME_NAME_WINDOW:
            return Relation.SAME
        return Relation.LATER if one.lab == other.lab else Relation.DIFFERENT
    if one.snapshot and other.snapshot:
        return Relation.DIFFERENT
    return Relation.SAME if apart <= UMBRELLA_WINDOW else Relation.DIFFERENT


def _by_extra_words(one: Identity, other: Identity, apart: timedelta, known: NameWords) -> Relation:
    here, there = set(one.words), set(other.words)
    extra = (here - there) | (there - here)
    is_series = any(len(word) == 1 and word.isalpha() for word in extra)  # "R2" beside "V2"
    if extra & known.lines or "+" in extra or is_series:
        return Relation.DIFFERENT
    if here <= there or there <= here:
        new_version = any(word[0].isdigit() for word in extra)
        return Relation.UMBRELLA if not new_version and apart <= UMBRELLA_WINDOW else Relation.DIFFERENT
    shares_family = one.words[0] == other.words[0] and one.versions == other.versions
    return Relation.SIBLINGS if shares_family and apart <= SIBLING_WINDOW else Relation.DIFFERENT


def blocks(identity: Identity) -> tuple[str, ...]:
    """Return the keys under which a launch is found: two names of one launch share at least one, few others do.

    Names of one launch have the same versions and a word in common, or are the same without their spaces.
    """
    versions = " ".join(identity.versions)
    words = (f"{word}|{versions}" for word in identity.words if word[0].isalpha())
    return tuple(dict.fromkeys((name_block(identity.compact), *words)))


def name_block(compact: str) -> str:
    """Return the key of a whole name without its spaces."""
    return f"={compact}"


def naming(identities: Iterable[Identity]) -> Identity:
    """Return the identity that names a launch of several: the umbrella, no nickname; the same for any order of them."""
    found = set(identities)
    whole = [one for one in found if not any(is_nickname(one.words, it.words) and _is_tail(one, it) for it in found)]
    return min(
        whole,
        key=lambda one: (not one.versions, len(one.words), one.lab is None, one.snapshot or "", one.words, one.key),
    )


def _is_tail(one: Identity, other: Identity) -> bool:
    return len(one.words) < len(other.words)
