"""Finds the names of models and labs: which one is launched, and where every other one stands.

Known families are recognised by grammar, unknown names by shape. The launched name wins by votes: what stands behind a
launch verb, before "is a ... model", before the colon of a headline. A headline in title case is cut back to the longest
beginning that the body uses.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from bot.catalogue import Catalogue, fold
from bot.reading.sentences import Sentence
from bot.reading.split import Document

# One word of a name: Muse, Hy-MT2, GPT-5.4, A+, o1, 4.6, K2.5, gpt-oss-120b
WORD = r"(?:[A-Z][\w.]*(?:-[\w.]+)*\+?|\d+(?:\.\d+)*[a-zA-Z]?\b\+?|[a-z]{1,5}-?\d[\w.]*(?:-[\w.]+)*|[a-z]+-[a-z]+-\d\w*|[vV]\d[\w.]*)"
NAME = re.compile(rf"{WORD}(?: {WORD}){{0,5}}")
_ADJECTIVE = r"(?:(?:its|their|the|a|an|our|another|two|three|four|five|new|newest|latest|first|next|all-new|long-awaited|flagship)\b|[a-z][a-z-]{2,30})"
_NOT_NAMES = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "it",
        "its",
        "in",
        "on",
        "at",
        "for",
        "with",
        "and",
        "or",
        "but",
        "as",
        "by",
        "from",
        "to",
        "of",
        "is",
        "are",
        "was",
        "we",
        "our",
        "they",
        "he",
        "she",
        "today",
        "now",
        "new",
        "model",
        "models",
        "family",
        "series",
        "api",
        "ai",
        "llm",
        "open",
        "source",
        "weights",
        "release",
        "released",
        "launch",
        "introducing",
        "meet",
        "announcing",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "however",
        "while",
        "when",
        "unlike",
        "despite",
        "although",
        "context",
        "license",
        "licence",
        "parameters",
        "tokens",
        "price",
        "pricing",
        "how",
        "what",
        "why",
        "who",
        "benchmark",
        "benchmarks",
        "performance",
        "evaluation",
        "results",
        "support",
        "supports",
    ]
)
_TAIL_STOP = re.compile(
    r"\s+(?:with|and|for|as|to|on|in|at|under|by|using|via|from|of|that|which|models?|family|series|is|are|support|supports|runs?|launch|api|beats?|brings?|adds?|gets?|now|open)\b.*$",
    re.IGNORECASE,
)
_SIZE_WORD = re.compile(r"^\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?[BM])?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A model's name at one place."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document launches, if anything: its name and its lab as found."""

    name: str | None
    lab: str | None
    votes: int
    verb_votes: int  # of them from launch verbs


def subject_of(document: Document, sentences: Iterable[Sentence], catalogue: Catalogue) -> Subject:
    """Return the name that most of the document's grammar points to."""
    rows = list(sentences)
    votes: Counter[str] = Counter()
    from_verbs: Counter[str] = Counter()
    labs: Counter[str] = Counter()
    title_names = []
    for position, text in enumerate([document.title, *(row.text for row in rows)]):
        is_title = position == 0 or text == document.title
        for found in _candidates(text, catalogue, is_title=is_title):
            if is_title:
                title_names.append(found)
                continue
            votes[found.name] += found.weight
            from_verbs[found.name] += found.weight if found.is_launch else 0
            if found.lab:
                labs[found.lab] += found.weight
    _vote_titles(title_names, " ".join(row.text for row in rows if row.text != document.title), votes, from_verbs, labs)
    merged = _merge_spellings(votes)
    if not merged:
        return Subject(None, _lab(labs, None, rows, document, catalogue), 0, 0)
    name = max(merged, key=lambda one: (merged[one], -len(one)))
    verbs = sum(count for other, count in from_verbs.items() if fold(other) == fold(name))
    return Subject(name, _lab(labs, name, rows, document, catalogue), merged[name], verbs)


class HasNames(Protocol):
    """What is_model_name needs of a page."""

    @property
    def subject(self) -> Subject:
        """Return what the document launches."""
        ...

    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    lab: str | None
    weight: int
    is_launch: bool


@lru_cache(maxsize=4)
def _grammar(catalogue: Catalogue) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    verbs = "|".join(re.escape(verb) for verb in sorted(catalogue.words.launch_verbs, key=len, reverse=True))
    nouns = "|".join(re.escape(noun) for noun in catalogue.words.model_nouns)
    lab = r"(?P<lab>[A-Z][\w.&]*(?:[ -][A-Z][\w.&]*){0,3})(?:'s [\w -]{2,30})?"
    launch = re.compile(
        rf"(?:{lab},? (?:has |have |had |is |are |today |just |officially |quietly |formally |also |now |recently )*)?"
        rf"(?i:\b(?:{verbs}))\s+(?:{_ADJECTIVE}\s+){{0,6}}?[\"']?(?P<name>{NAME.pattern})"
    )
    is_a = re.compile(
        rf"(?:^|(?<=[.!?] )|(?<=\" ))[\"']?(?P<name>{NAME.pattern})(?: \([^)]{{1,60}}\))?,? (?:is|are|was|comes as|marks)\s"
        rf"(?:[\w'-]+[ ,]+){{0,14}}(?i:{nouns})\b"
    )
    meet = re.compile(
        rf"(?:^|\b)(?:Introducing|Meet|Announcing|Presenting|Say hello to|Welcome)\s+(?:the\s+)?(?P<name>{NAME.pattern})"
    )
    return launch, is_a, meet


def _candidates(text: str, catalogue: Catalogue, *, is_title: bool) -> Iterator[_Candidate]:
    launch, is_a, meet = _grammar(catalogue)
    for pattern, weight, is_launch in ((launch, 3, True), (is_a, 3, False), (meet, 4, True)):
        for match in pattern.finditer(text):
            name = _trimmed(match["name"], catalogue)
            lab = _lab_name(match.groupdict().get("lab"))
            if name:
                yield _Candidate(name, lab, weight, is_launch)
    if is_title:
        head = re.match(rf"\W*(?P<name>{NAME.pattern})\s*(?::|$| [-|] )", text)
        name = _trimmed(head["name"], catalogue) if head else None
        if name:
            yield _Candidate(name, None, 2, False)


def _vote_titles(
    titles: Iterable[_Candidate], body: str, votes: Counter[str], from_verbs: Counter[str], labs: Counter[str]
) -> None:
    """Count headline names, cut back to the longest beginning that the body uses in running text."""
    for found in titles:
        words = found.name.split(" ")
        cuts = (" ".join(words[:length]) for length in range(len(words), 0, -1))
        name = next((cut for cut in cuts if re.search(rf"(?<![\w-]){re.escape(cut)}(?![\w-])", body)), None)
        name = name if name and _is_name(name) else (found.name if not body else None)
        if name is None:
            continue
        votes[name] += found.weight
        from_verbs[name] += found.weight if found.is_launch else 0
        if found.lab:
            labs[found.lab] += found.weight


def _trimmed(name: str, catalogue: Catalogue) -> str | None:
    """Return a name without a lab before it, headline words behind it, or None when nothing of a name is left."""
    name = name.rstrip(".,:;")
    words = name.split(" ")
    for length in (3, 2, 1):
        if len(words) > length and catalogue.lab(" ".join(words[:length])):
            words = words[length:]
            break
    while words and words[0].casefold().rstrip(".,") in _NOT_NAMES:
        words = words[1:]
    name = _TAIL_STOP.sub("", " ".join(words)) if len(words) > 1 else " ".join(words)
    kept: list[str] = []
    for word in name.split(" "):
        if kept and word.casefold() in _NOT_NAMES:
            break
        kept.append(word)
    name = " ".join(kept).rstrip(".,:;")
    name = name.removesuffix("'s")
    return name if _is_name(name) and not catalogue.lab(name) and not catalogue.benchmark(name) else None


def _is_name(name: str) -> bool:
    if not name or len(name) > 60 or name.casefold() in _NOT_NAMES or _SIZE_WORD.match(name):
        return False
    return any(c.isalpha() for c in name) and not re.fullmatch(r"[A-Z]{2,5}s?|\d[\d.,]*", name)


def _lab_name(text: str | None) -> str | None:
    if not text:
        return None
    words = [word for word in text.split(" ") if word.casefold() not in _NOT_NAMES]
    return " ".join(words) or None


def _merge_spellings(votes: Counter[str]) -> dict[str, int]:
    """Give the votes of "Kimi-K2" and "Kimi K2" to the more frequent spelling, and a longer name's to its beginning."""
    totals: Counter[str] = Counter()
    for name, count in votes.items():
        totals[fold(name)] += count
    best: dict[str, str] = {}
    for name, _ in votes.most_common():
        best.setdefault(fold(name), name)
    return {best[key]: count for key, count in totals.items()}


def _lab(
    labs: Counter[str], name: str | None, rows: list[Sentence], document: Document, catalogue: Catalogue
) -> str | None:
    """Return the lab: a known one that launches, else the family's, else a known one in the head, else one by shape."""
    for found, _ in labs.most_common():
        known = catalogue.lab(found) or catalogue.lab(found.split(" ")[0])
        if known:
            return known.name
    by_family = _family_lab(name, catalogue) if name else None
    if by_family:
        return by_family
    head = " . ".join([document.title, *(row.text for row in rows[:4])])
    hit = next((hit for hit in catalogue.find(head) if hit.kind == "lab"), None)
    shaped = next((found for found, _ in labs.most_common() if not catalogue.family(found)), None)
    return shaped or (hit.entry.name if hit else None)


def _family_lab(name: str, catalogue: Catalogue) -> str | None:
    words = re.split(r"[ -]", name)
    for length in range(min(3, len(words)), 0, -1):
        for joined in (" ".join(words[:length]), re.sub(r"[\d.]+$", "", words[0]) if length == 1 else ""):
            family = catalogue.family(joined) if joined else None
            if family and (not family.is_common_word or len(words) > length or joined != name):
                return family.lab
    return None


@lru_cache(maxsize=4)
def _family_pattern(catalogue: Catalogue) -> re.Pattern[str]:
    tiers = "|".join(
        sorted(
            {t.capitalize() for t in catalogue.words.tiers}
            | {"Deep Think", "Thinking", "Instruct", "Coder", "Chat", "Base"},
            key=len,
            reverse=True,
        )
    )
    names = sorted({family.name for family in catalogue.families if not family.is_common_word}, key=len, reverse=True)
    common = sorted({family.name for family in catalogue.families if family.is_common_word}, key=len, reverse=True)
    tail = rf"(?:[ -]?(?:v?\d+(?:\.\d+)*[a-z]?\b|[KRVM]\d+(?:\.\d+)*\b|\d+(?:\.\d+)?[BM]\b(?:-A\d+(?:\.\d+)?[BM]\b)?)|[ -](?:{tiers}|[a-z]+-\d\w*)\b|-[A-Za-z0-9.]+\b)"
    known = "|".join(re.escape(name) for name in names)
    needy = "|".join(re.escape(name) for name in common)
    return re.compile(rf"(?<![\w-])(?:(?:{known}){tail}{{0,5}}|(?:{needy}){tail}{{1,5}})\+?(?![\w])")


# By shape: a capital word or two and a version, or a capital run directly before a bracketed number.
_SHAPE = re.compile(
    r"(?<![\w-])[A-Z][A-Za-z]*(?:[ -][A-Z][A-Za-z]*){0,2}[ -]?\d+(?:\.\d+)+(?: (?:Pro|Max|Ultra|Flash|Mini|Nano|Large|Small|Medium|Plus|Opus|Sonnet|Haiku|[A-Z][a-z]+))?\b"
    r"|(?<![\w-])[A-Z][A-Za-z]*-\d+(?:\.\d+)?[A-Za-z]?(?: (?:Pro|Max|Ultra|Flash|Mini|Nano|Large|Small|Plus))?\b"
    r"|(?<![\w-])[A-Z][\w.-]*(?: [A-Z0-9][\w.-]*){0,3}(?= \(\d{1,4}(?:\.\d{1,3})?%?\))"
)


def mentions_of(text: str, subject: Subject, catalogue: Catalogue) -> list[Mention]:
    """Return every model name in a text, in order; longer ones win where they overlap."""
    found: list[Mention] = []
    if subject.name:
        pattern = re.compile(
            rf"(?<![\w-]){_flexible(subject.name)}(?![\w])(?!\+)(?:[ -]\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?[BM])?\b)?"
        )
        found += [Mention(m[0], m.start(), m.end()) for m in pattern.finditer(text)]
    found += [Mention(m[0], m.start(), m.end()) for m in _family_pattern(catalogue).finditer(text)]
    found += [Mention(m[0], m.start(), m.end()) for m in _SHAPE.finditer(text) if _is_model_shape(m[0], catalogue)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Mention] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _flexible(name: str) -> str:
    return r"[ -]?".join(re.escape(part) for part in re.split(r"[ -]", name))


def _is_model_shape(name: str, catalogue: Catalogue) -> bool:
    if catalogue.benchmark(name) or catalogue.lab(name) or catalogue.licence(name) or catalogue.chip(name):
        return False
    head = re.split(r"[ -]", name)[0]
    is_benchmark = re.search(r"(?:Bench|Eval|QA|Arena|Index|Hard|Verified|Diamond)\b", name)
    return (
        head.casefold() not in _NOT_NAMES
        and not is_benchmark
        and not catalogue.licence(f"{head} {name.rsplit(maxsplit=1)[-1]}")
    )


def is_model_name(page_like: "HasNames", text: str) -> bool:
    """Return whether a whole text, such as a column's head, is a model's name."""
    found = mentions_of(text, page_like.subject, page_like.catalogue)
    return any(one.start <= 10 and one.end - one.start >= len(text) // 2 for one in found)
