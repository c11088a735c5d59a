"""Whom a report names, as placing compares it: its name in full, when it came, and what else its text calls it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.launches.identity import (
    UMBRELLA_WINDOW,
    Identity,
    NameWords,
    Relation,
    blocks,
    identity_of,
    is_same_lab,
    name_block,
    relation,
)
from bot.types import Report

JOINS = (Relation.SAME, Relation.LATER, Relation.UMBRELLA)
LONGEST_TEXT = 20_000
GAP = 60  # characters between a name and "codenamed"
LONGEST_NAME = 60

_ALIAS = re.compile(r"[A-Z][\w.+-]{1,30}(?:[ -][A-Z0-9][\w.+-]{0,30}){0,3}")
_CALLED = re.compile(
    r"\b(?:(?:code|nick)-?named"
    r"|(?:also|previously|formerly|earlier|internally|officially|now|better)\s(?:known(?:\sinternally)?\sas|called|named)"
    r"|known internally as|formerly|a\.?k\.?a\.?|under the code ?name|mit dem Codenamen|auch bekannt als|alias"
    r"|nom de code|nombre en clave)\s+[\"“„«'‘]?"
)
_SENTENCE_END = re.compile(r"[.!?\n](?:\s|$)")
_OTHER_MODEL = re.compile(
    r"\b(?:than|vs|versus|beats?|outperform\w*|rivals?|unlike|successor|replac\w+|after|behind)\b"
)
_TAIL = re.compile(r"[\s-](?P<word>\d{4,8}(?![\w.,]\w)|[A-Za-z]{2,12}\b)")
_SIZE_LINES = frozenset({"mini", "nano", "micro", "tiny", "lite"})  # a name also where they are written small


@dataclass(frozen=True, slots=True)
class Named:
    """A report without its facts: all that decides which launch it belongs to."""

    identity: Identity
    published: datetime | None = None
    aliases: tuple[str, ...] = ()  # names without spaces that the text says are the same model's
    apart: str = ""  # set when a person split it off: it belongs only with others of this part
    text: str = ""  # letters and digits of an undated report's text; those of dated ones are not needed

    @property
    def key(self) -> str:
        """The launch key of this name alone."""
        return self.identity.key + (f"#{self.apart}" if self.apart else "")


def named(report: Report, known: NameWords) -> Named | None:
    """Return whom a report names; None when it names nothing."""
    if not report.name:
        return None
    who = identity_of(report.lab, _in_full(report, report.name, known), known)
    text = _squeezed(f"{report.title} {report.text[:LONGEST_TEXT]}") if report.published is None else ""
    return Named(who, report.published, tuple(sorted(set(_aliases(report, who, known)))), text=text)


def related(one: Named, other: Named, known: NameWords) -> Relation:
    """Judge two reports; symmetric. Without dates, a shorter name is an umbrella only if its text names the longer."""
    if one.apart != other.apart:
        return Relation.DIFFERENT
    here, there = one.identity, other.identity
    if one.published is not None and other.published is not None:
        apart = abs(one.published - other.published)
    else:
        apart = timedelta(0) if _mention_each_other(one, other) else UMBRELLA_WINDOW + timedelta(seconds=1)
    if _is_alias(one, other) and is_same_lab(here.lab, there.lab):
        there = replace(here, lab=there.lab)
    return relation(here, there, apart, known)


def named_blocks(one: Named) -> tuple[str, ...]:
    """Return the keys under which a report is looked for."""
    return tuple(dict.fromkeys((*blocks(one.identity), *map(name_block, one.aliases))))


def whole_names(one: Named) -> tuple[str, ...]:
    """Return the keys of a report's name and its other names, without those of their parts."""
    return (name_block(one.identity.compact), *map(name_block, one.aliases))


def is_news_of(one: Named, other: Named, known: NameWords) -> bool:
    """Return whether news on one name is about the other: the same name at any time, no umbrella and no sibling."""
    return related(one, other, known) in (Relation.SAME, Relation.LATER)


def _is_alias(one: Named, other: Named) -> bool:
    return one.identity.compact in other.aliases or other.identity.compact in one.aliases


def _mention_each_other(one: Named, other: Named) -> bool:
    """Return whether the report with the shorter name also has the words that the longer one adds."""
    short, long = sorted((one, other), key=lambda it: len(it.identity.words) + bool(it.identity.snapshot))
    extra = [word for word in long.identity.words if word not in short.identity.words]
    extra += [long.identity.snapshot] if long.identity.snapshot != short.identity.snapshot else []  # type: ignore[list-item]  # not None: it differs and is longer
    return bool(extra) and all(word in short.text for word in extra if word)


def _in_full(report: Report, name: str, known: NameWords) -> str:
    """Return a name with the line or snapshot that the headline puts behind it: "Tern 2 mini", "Tern 2-0324"."""
    start = report.title.find(name)
    if start < 0 or not name[-1:].isdigit():  # "Chatterbox TTS" is what it is, "Tern 2 mini" is another model
        return name
    found = _TAIL.match(report.title, start + len(name))
    if found is None:
        return name
    word = found["word"]
    is_line = word.casefold() in known.lines and (word[0].isupper() or word in _SIZE_LINES)
    is_year = len(word) == 4 and word.startswith(("19", "20")) and found[0][0] != "-"
    return f"{name} {word}" if is_line or (word.isdigit() and not is_year) else name


def _aliases(report: Report, who: Identity, known: NameWords) -> Iterator[str]:
    """Yield the other names that the text gives the model: "Heron 3, previously codenamed Mudlark"."""
    name = report.name or ""
    text = f"{report.title}. {report.text[:LONGEST_TEXT]}"
    for cue in _CALLED.finditer(text):
        before = text[max(0, cue.start() - GAP - LONGEST_NAME) : cue.start()]
        for printed in _called(name, before, text[cue.end() : cue.end() + LONGEST_NAME]):
            other = identity_of(report.lab, printed.rstrip(".-"), known)
            is_lab = other.compact in known.labs or other.compact == report.lab
            if other.compact != who.compact and not is_lab:
                yield other.compact


def _called(name: str, before: str, after: str) -> Iterator[str]:
    """Yield what is called so: the name stands on one side of "codenamed", and the other name on the other."""
    place = before.rfind(name)
    alias = _ALIAS.match(after)
    if place >= 0 and alias is not None and _is_gap(before[place + len(name) :]):
        yield alias[0]
    if after.startswith(name) and not after[len(name) : len(name) + 1].isalnum():
        found = list(_ALIAS.finditer(before))
        if found and _is_gap(before[found[-1].end() :]):
            yield found[-1][0]


def _is_gap(between: str) -> bool:
    return len(between) <= GAP and not _SENTENCE_END.search(between) and not _OTHER_MODEL.search(between)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum() or c in "+.")
