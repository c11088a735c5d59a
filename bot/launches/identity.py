"""Who a launch is: its name taken apart into what identifies it and what merely describes a build of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

SAME_NAME_WINDOW = timedelta(days=14)  # later, the name is news on a known model, not the launch again
UMBRELLA_WINDOW = timedelta(hours=72)  # "Llama 4" and "Llama 4 Maverick" are one family launch this long
SIBLING_WINDOW = timedelta(hours=24)

_TOKEN = re.compile(r"\d{1,12}(?:\.\d{1,6}){0,3}|[^\W\d_]+|\+")
_SIZE = re.compile(r"(?<![a-z0-9.])(?:a|e)?\d{1,4}(?:\.\d{1,3})?[bme](?:-?a\d{1,4}(?:\.\d{1,3})?[bm])?(?![a-z0-9])")
_SNAPSHOT = re.compile(r"(?<![\d.])\d{4,8}(?![\d.])")


class Relation(Enum):
    """How two names, with the times of their reports, stand to each other."""

    SAME = "same"
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
        return tuple(word for word in self.words if word[0].isdigit() or word == "+")

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
    folded = re.sub(r"\bplus\b", "+", name.casefold())
    without_size = _SIZE.sub(" ", folded)
    snapshots = _SNAPSHOT.findall(without_size)
    chunks = re.split(r"[\s_/()-]+", _SNAPSHOT.sub(" ", without_size))
    body = " ".join(chunk for chunk in chunks if chunk not in known.attributes)  # "fp8" whole, before it is taken apart
    words = [word for word in _TOKEN.findall(body) if word not in known.attributes]
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


def relation(one: Identity, other: Identity, apart: timedelta, known: NameWords) -> Relation:
    """Judge two names whose reports are `apart` in time; symmetric, so that the order of arrival cannot matter."""
    if one.lab and other.lab and one.lab != other.lab:
        return Relation.DIFFERENT
    if one.compact == other.compact:
        return _same_words(one, other, apart)
    if set(one.versions) != set(other.versions) and one.versions and other.versions:
        return Relation.DIFFERENT
    return _by_extra_words(one, other, apart, known)


def _same_words(one: Identity, other: Identity, apart: timedelta) -> Relation:
    if one.snapshot == other.snapshot:
        return Relation.SAME if apart <= SAME_NAME_WINDOW else Relation.DIFFERENT
    if one.snapshot and other.snapshot:
        return Relation.DIFFERENT
    return Relation.SAME if apart <= UMBRELLA_WINDOW else Relation.DIFFERENT


def _by_extra_words(one: Identity, other: Identity, apart: timedelta, known: NameWords) -> Relation:
    here, there = set(one.words), set(other.words)
    extra = (here - there) | (there - here)
    if extra & known.lines or "+" in extra:
        return Relation.DIFFERENT
    if here <= there or there <= here:
        new_version = any(word[0].isdigit() for word in extra)
        return Relation.UMBRELLA if not new_version and apart <= UMBRELLA_WINDOW else Relation.DIFFERENT
    shares_family = one.words[0] == other.words[0] and one.versions == other.versions
    return Relation.SIBLINGS if shares_family and apart <= SIBLING_WINDOW else Relation.DIFFERENT


def blocks(identity: Identity) -> tuple[str, ...]:
    """Return the words under which a launch is stored and looked up: two names of one launch share at least one."""
    words = [word for word in identity.words if word[0].isalpha()]
    return tuple(dict.fromkeys((*(words or identity.words), identity.compact)))


def time_between(one: datetime | None, other: datetime | None) -> timedelta:
    """Return how far apart two reports are; reports without a date are taken as of one time."""
    return abs(one - other) if one is not None and other is not None else timedelta(0)


def shortest(identities: Iterable[Identity]) -> Identity:
    """Return the identity that names a launch of several: the umbrella; the same for any order of them."""
    return min(identities, key=lambda one: (len(one.words), one.lab is None, one.snapshot or "", one.words))
