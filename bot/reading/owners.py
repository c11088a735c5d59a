"""Whose a number is: the variant it names, the name around it, or the launch."""

import re
from dataclasses import dataclass

from bot.reading.names import Mention
from bot.reading.page import Page
from bot.reading.sentences import Sentence
from bot.types import Role

_CONTRAST = re.compile(
    r"\b(?:than|vs\.?|versus|behind|outperform\w*|beats?|surpass\w*|exceed\w*|unlike|compared (?:to|with)|ahead of|over|like|matches|matching"
    r"|similar to|such as|against|from|previous|earlier|older|rivals?|competitors?)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
_VARIANT_BEFORE = re.compile(
    r"\b(?:the|The|its|our|a) (\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?[BM])?)(?: [A-Za-z-]+){0,3} (?:model|version|variant|one)\b"
)
_NAME_AFTER = re.compile(r"^[ -](?:[a-z]+[ -])?$")


@dataclass(frozen=True, slots=True)
class Owner:
    """A name and what it is to the launch."""

    name: str
    role: Role


def owner_at(page: Page, start: int, end: int, sentence: Sentence) -> Owner:
    """Return the owner of the value that stands at `start`..`end` of a sentence."""
    launch = Owner(page.subject.name or "", "launch")
    after = _directly_after(page, end, sentence)
    if after is not None:
        return owner_of(page, after)
    variant = [m for m in _VARIANT_BEFORE.finditer(page.text, sentence.start, sentence.end) if m.start() <= start]
    if variant and page.subject.name:
        return Owner(f"{page.subject.name} {variant[-1][1]}", "variant")
    for mention in reversed(page.mentions_in(sentence.start, start)):
        if not _CONTRAST.search(page.text[sentence.start : mention.start]):
            return owner_of(page, mention)
    return launch


def _directly_after(page: Page, end: int, sentence: Sentence) -> Mention | None:
    """The name in "1.2 billion-download Llama": behind the number with at most one word of its own between."""
    for mention in page.mentions_in(end, sentence.end)[:1]:
        if _NAME_AFTER.match(page.text[end : mention.start]) and "-" in page.text[end : mention.start]:
            return mention
    return None


def owner_of(page: Page, mention: Mention) -> Owner:
    """Return what a named model is to the launch."""
    if not page.is_subject(mention.name):
        return Owner(mention.name, "rival")
    own = page.subject.name or ""
    return Owner(mention.name, "variant") if len(mention.name) > len(own) + 1 else Owner(own, "launch")


def is_contrasted(page: Page, start: int, sentence: Sentence) -> bool:
    """Return whether what stands at `start` comes behind words that set something against the launch."""
    return bool(_CONTRAST.search(page.text[sentence.start : start]))


_CHANGE = re.compile(r"^(?:[ -]?(?:tokens?|parameters?|params|languages))? ?(?:to|->|→) (?:over |about |up to )?[\d$]")
_DOWN_FROM = re.compile(r"\b(?:up|down|compared (?:to|with)|instead of|rather than|versus|vs\.?|(?:previous|earlier|former|old)(?:ly)?(?: \w+){0,3}|extended from|grown from|increased from|instead)\W+(?:from )?(?:the )?(?:previous(?:ly)? )?$", re.IGNORECASE)  # fmt: skip


def is_baseline(page: Page, start: int, end: int, sentence: Sentence) -> bool:
    """Return whether a number is where a change began: "from 128K to 256K", "up from 128K"."""
    before, after = page.text[max(sentence.start, start - 40) : start], page.text[end : end + 30]
    if re.search(r"\bfrom (?:about |around |just )?[$€£¥]?$", before, re.IGNORECASE) and _CHANGE.match(after):
        return True
    return bool(_DOWN_FROM.search(before))


def lab_or_launch(page: Page) -> Owner:
    """Return the lab as the owner of what a company, not a model, has."""
    return Owner(page.subject.lab, "lab") if page.subject.lab else Owner(page.subject.name or "", "launch")
