"""A wish in everyday English as a query, by rules; what they cannot use is said, never guessed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.catalogue import Catalogue
from bot.errors import QueryError
from bot.interests.languages import ALL as LANGUAGES
from bot.interests.parse import parse
from bot.interests.plain_rules import ALTERNATIVE, COMPARED, EXCLUDED, FILLERS, NEGATIONS, PEOPLE, RULES
from bot.interests.text import slug
from bot.interests.typed import MOST_CHARACTERS, refuse_too_long, typed

_WORD = re.compile(r"[\w+.τ²'-]*[\w+²]")
_TERM = re.compile(r"[-!]?(?:[a-z]+:|score:)(?:\"[^\"]*\"|[^\s\"])+|-?\"[^\"]+\"|[a-z]+(?:<=|>=|[<>=])\S+")
_OPERATORS = re.compile(r'[:<>="()|≤≥]|(?:^|\s)-\w')
_LISTED = frozenset({"lab", "family", "type", "license", "gpu", "event", "access"})
_BY = frozenset({"from", "by", "of"})
_LONGEST_NAME = 5  # words
MOST_WORDS = 60  # of a wish: a longer text is none, and asking for each word of it takes time


@dataclass(frozen=True, slots=True)
class Use:
    """Some words of a wish and the term that they became."""

    words: str
    term: str


@dataclass(frozen=True, slots=True)
class PlainWords:
    """A wish as a query; an empty `query_text` means that nothing in it was understood."""

    query_text: str
    used: tuple[Use, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    term: str
    is_negated: bool = False
    is_alternative: bool = False  # "or" stands between it and the one before


def sounds_plain(text: str, catalogue: Catalogue) -> bool:
    """Say whether a text is a wish in everyday words: no sign of the query language, and the rules can use it."""
    if len(text) > MOST_CHARACTERS or not 2 <= len(text.split()) <= MOST_WORDS or _OPERATORS.search(typed(text).plain):
        return False
    return bool(from_plain_words(text, catalogue).query_text)


def from_plain_words(text: str, catalogue: Catalogue) -> PlainWords:
    """Return the query that a wish like "small open translation models I can run on a laptop" stands for.

    Raises:
        QueryError: the text is longer than a query may be.
    """
    refuse_too_long(text, MOST_CHARACTERS)
    plain = typed(text).plain
    low = plain.lower() if len(plain.lower()) == len(plain) else plain
    taken = [False] * len(plain)
    found = [*_terms(plain, low, taken, catalogue), *_ruled(low, taken), *_named(plain, low, taken, catalogue)]
    found = _in_places(sorted(found, key=lambda one: one.start), low)
    query_text = _joined(found)
    if len(query_text) > MOST_CHARACTERS or not _is_understood(query_text, catalogue):
        return PlainWords("", (), tuple(text.split()))
    used = tuple(Use(plain[one.start : one.end], one.term) for one in found)
    return PlainWords(query_text, used, tuple(_unused(plain, low, taken)))


def _is_understood(query_text: str, catalogue: Catalogue) -> bool:
    try:
        parse(query_text, catalogue)
    except QueryError:
        return False
    return True


def _is_taken(taken: list[bool], start: int, end: int) -> bool:
    return True in taken[start:end]


def _take(taken: list[bool], start: int, end: int) -> bool:
    """Claim characters, unless another rule has one of them already."""
    if _is_taken(taken, start, end):
        return False
    taken[start:end] = [True] * (end - start)
    return True


def _terms(plain: str, low: str, taken: list[bool], catalogue: Catalogue) -> Iterator[_Found]:
    """Yield what is written as a query already."""
    for match in _TERM.finditer(low):
        term = plain[match.start() : match.end()]
        if _is_understood(term, catalogue) and _take(taken, *match.span()):
            yield _Found(*match.span(), term)


def _ruled(low: str, taken: list[bool]) -> Iterator[_Found]:
    for rule in RULES:
        for match in rule.pattern.finditer(low):
            term = rule.build(match)
            if term is not None and _take(taken, *match.span()):
                yield _Found(*match.span(), term)


def _named(plain: str, low: str, taken: list[bool], catalogue: Catalogue) -> Iterator[_Found]:
    """Yield labs, families, licences, chips and languages, the longest names first."""
    words = list(_WORD.finditer(plain))
    for length in range(_LONGEST_NAME, 0, -1):
        for at in range(len(words) - length + 1):
            start, end = words[at].start(), words[at + length - 1].end()
            before = low[words[at - 1].start() : words[at - 1].end()] if at else ""
            if COMPARED.search(low[max(0, start - 20) : start].rstrip()) or _is_taken(taken, start, end):
                continue
            term = _name_term(plain[start:end], before, catalogue)
            if term is not None and term.startswith("lang:") and PEOPLE.match(low, end):
                continue
            if term is not None and _take(taken, start, end):
                yield _Found(start, end, term)


def _name_term(name: str, before: str, catalogue: Catalogue) -> str | None:
    low = name.lower().removesuffix("'s")
    is_sure = name[:1].isupper() or not name.isalpha() or before in _BY
    if low in FILLERS or low in NEGATIONS or low == ALTERNATIVE:
        return None
    if low in LANGUAGES:
        return f"lang:{low}"
    lab = catalogue.lab(low)
    if lab is not None and (is_sure or len(low) > 3):
        return f"lab:{_quoted(low)}"
    family = catalogue.family(low)
    if family is not None and (is_sure or not family.is_common_word):
        return f"family:{slug(low)}"
    if catalogue.licence(low) is not None:
        return f"license:{_quoted(low)}"
    chip = catalogue.chip(low) or catalogue.chip(low.removesuffix("s")) or catalogue.chip(f"rtx {low}")
    return f"fits:{slug_chip(chip.name)}" if chip is not None else None


def slug_chip(name: str) -> str:
    """Return a chip's name as one word: rtx-4090."""
    return name.casefold().replace(" ", "-")


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value or "," in value else value


def _in_places(found: list[_Found], low: str) -> list[_Found]:
    """Return terms with what stands between each and the one before: "not", "or"; "no a or b" wants neither."""
    placed: list[_Found] = []
    for at, one in enumerate(found):
        before = placed[-1] if placed else None
        between = [word.strip(",.;") for word in low[before.end if before else 0 : one.start].split()]
        is_or = before is not None and ALTERNATIVE in between
        is_negated = not NEGATIONS.isdisjoint(between[-3:]) or _is_excluded(low, one, found[at + 1 : at + 2])
        is_negated = is_negated or (is_or and before is not None and before.is_negated)
        placed.append(_Found(one.start, one.end, one.term, is_negated, is_or and not is_negated))
    return placed


def _is_excluded(low: str, one: _Found, after: list[_Found]) -> bool:
    """Say whether "excluded" stands right behind a term."""
    behind = low[one.end : after[0].start if after else len(low)]
    return not EXCLUDED.isdisjoint(word.strip(",.;") for word in re.split(r"[,;.]", behind)[0].split()[:3])


def _joined(found: Iterable[_Found]) -> str:
    """Return the terms as a query: names of one key are a list, as a launch has one lab; "or" offers alternatives."""
    groups: list[list[str]] = []
    for one in dict.fromkeys(_Found(0, 0, f.term, f.is_negated, f.is_alternative) for f in found):
        key = one.term.partition(":")[0]
        if one.is_negated:
            groups.append([f"-{one.term}"])
        elif one.is_alternative and groups and not groups[-1][0].startswith("-"):
            groups[-1].append(one.term)
        elif (same := _same_key(groups, key)) is not None:
            same.append(one.term)
        else:
            groups.append([one.term])
    return " ".join(dict.fromkeys(_group(list(dict.fromkeys(group))) for group in groups))


def _same_key(groups: list[list[str]], key: str) -> list[str] | None:
    if key not in _LISTED:
        return None
    return next((group for group in groups if all(term.startswith(f"{key}:") for term in group)), None)


def _group(terms: list[str]) -> str:
    if len(terms) == 1:
        return terms[0]
    keys = {term.partition(":")[0] for term in terms}
    if len(keys) == 1 and next(iter(keys)) in _LISTED:
        return f"{keys.pop()}:{','.join(term.partition(':')[2] for term in terms)}"
    return f"({' OR '.join(terms)})"


def _unused(plain: str, low: str, taken: list[bool]) -> Iterator[str]:
    for match in _WORD.finditer(plain):
        word = low[match.start() : match.end()].strip(".'-")
        is_known = word in FILLERS or word in NEGATIONS or word == ALTERNATIVE
        if word and not is_known and not any(taken[match.start() : match.end()]):
            yield plain[match.start() : match.end()].strip(".'-")
