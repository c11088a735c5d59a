"""From the text of a query to its tree: terms, NOT, AND, OR and parentheses, in one pass without recursion."""

import re
from weakref import WeakKeyDictionary

from bot.catalogue import Catalogue
from bot.errors import QueryError
from bot.interests.comparisons import TermError
from bot.interests.query import And, Has, Node, Not, Or, Predicate, Query, Stated, Term
from bot.interests.terms import read_term
from bot.interests.typed import MOST_CHARACTERS, Typed, kept, refuse_too_long, typed

MOST_TERMS = 40
MOST_DEPTH = 8
MOST_REMEMBERED = 200_000  # terms whose meaning is kept, per catalogue

_VALUE = r'(?:"[^"]*"|[^\s()|",])+'
_OPERATOR = r"(?:<=|>=|=<|=>|==|[<>=≤≥])"
_PIECE = r'(?:"[^"]*"|[^\s()|"<>=≤≥])+'
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<paren>[()])
    | (?P<or>\|\|? | (?i:or)(?=[\s()]|$))
    | (?P<and>&&?(?=[\s()]|$) | (?i:and)(?=[\s()]|$))
    | (?P<not>[-!]+ | (?i:not)(?=[\s(]|$))
    | (?P<term>
        [^\W\d_][\w.-]*:\s*(?:{_OPERATOR}\s*)?{_VALUE}(?:\s*,\s*{_VALUE}|,)*(?:\s*{_OPERATOR}\s*{_VALUE}(?:,{_VALUE})*)?
      | {_PIECE}(?:\s*{_OPERATOR}\s*{_PIECE})*
      | {_OPERATOR}\S*
      )
    | (?P<quote>")
    )""",
    re.VERBOSE,
)
_known: WeakKeyDictionary[Catalogue, dict[str, tuple[Predicate, ...]]] = WeakKeyDictionary()


def parse(text: str, catalogue: Catalogue) -> Query:
    """Return the query that a text states; the empty text means every launch.

    Raises:
        QueryError: it cannot be understood; with the column and, where one is near, a query that would work.
    """
    refuse_too_long(text)
    read = typed(text)
    text = kept(read.shown)
    refuse_too_long(text, MOST_CHARACTERS)
    known = _known.setdefault(catalogue, {})
    reader = _Reader(read, catalogue, known)
    tree = reader.tree()
    return Query(text, tree, reader.names_events)


class _Group:
    """An open parenthesis: its alternatives, the conjunction being read, and a NOT that waits for its part."""

    __slots__ = ("alternatives", "is_negated", "parts", "place", "waits_for")

    def __init__(self, place: int, is_negated: bool) -> None:
        self.place = place
        self.is_negated = is_negated
        self.alternatives: list[Node] = []
        self.parts: list[Node] = []
        self.waits_for: tuple[str, int] | None = None


class _Reader:
    """Reads one query."""

    def __init__(self, read: Typed, catalogue: Catalogue, known: dict[str, tuple[Predicate, ...]]) -> None:
        self._read = read
        self._plain = read.plain
        self._catalogue = catalogue
        self._known = known
        self._groups = [_Group(0, is_negated=False)]
        self._is_negated = False
        self._terms = 0
        self.names_events = False

    def tree(self) -> Node | None:
        """Return the whole query's tree."""
        plain, at, end = self._plain, 0, len(self._plain.rstrip())
        while at < end:
            found = _TOKEN.match(plain, at)
            if found is None or found.lastgroup is None:
                raise self._error(f"{plain[at:].strip()[:1]} cannot stand here", _skip(plain, at))
            self._take(found.lastgroup, found[found.lastgroup], found.start(found.lastgroup))
            at = found.end()
        return self._finish(end)

    def _take(self, kind: str, word: str, at: int) -> None:
        if kind == "term":
            self._take_term(word, at)
        elif kind == "paren":
            self._open(at) if word == "(" else self._close(at)
        elif kind == "not":
            self._is_negated ^= len(word) % 2 == 1 if word[0] in "-!" else True
            self._groups[-1].waits_for = (word, at)
        elif kind == "quote":
            raise self._error('This quote is never closed; add a " behind the words', at)
        else:
            self._take_operator(kind, word, at)

    def _take_operator(self, kind: str, word: str, at: int) -> None:
        group = self._groups[-1]
        if not group.parts or group.waits_for:
            raise self._error(f"Nothing stands before {word}; write it in quotes to search for the word", at)
        if kind == "or":
            group.alternatives.append(_and(group.parts))
            group.parts = []
        group.waits_for = (word, at)

    def _take_term(self, word: str, at: int) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._error(f"A query may have {MOST_TERMS} terms; make two subscriptions of it", at)
        predicates = self._known.get(word) or self._understood(word, at)
        end = at + len(word)
        terms = tuple(Term(predicate, at, end) for predicate in predicates)
        self._add(terms[0] if len(terms) == 1 else Or(terms))
        if any(isinstance(one, Has | Stated) and one.key == "event" for one in predicates):
            self.names_events = True

    def _understood(self, word: str, at: int) -> tuple[Predicate, ...]:
        try:
            predicates = read_term(word, self._catalogue)
        except TermError as error:
            raise self._error(str(error), at + error.offset, self._mended(error.fix, at, at + len(word))) from error
        if len(self._known) >= MOST_REMEMBERED:
            self._known.clear()
        self._known[word] = predicates
        return predicates

    def _mended(self, fix: str | None, start: int, end: int) -> str | None:
        return None if fix is None else (self._plain[:start] + fix + self._plain[end:]).strip()

    def _add(self, node: Node) -> None:
        group = self._groups[-1]
        group.parts.append(Not(node) if self._is_negated else node)
        group.waits_for = None
        self._is_negated = False

    def _open(self, at: int) -> None:
        if len(self._groups) > MOST_DEPTH:
            raise self._error(f"Parentheses may stand {MOST_DEPTH} deep", at)
        self._groups.append(_Group(at, self._is_negated))
        self._is_negated = False

    def _close(self, at: int) -> None:
        if len(self._groups) == 1:
            raise self._error("This parenthesis closes none that is open", at)
        node = self._all(at)
        group = self._groups.pop()
        self._is_negated = group.is_negated
        self._add(node)

    def _all(self, at: int) -> Node:
        """Return what stands in the innermost group."""
        group = self._groups[-1]
        if group.waits_for:
            raise self._error(f"Nothing stands after {group.waits_for[0]}", group.waits_for[1])
        if not group.parts:
            raise self._error("Nothing stands in these parentheses", group.place)
        node = _and(group.parts)
        return Or((*group.alternatives, node)) if group.alternatives else node

    def _finish(self, end: int) -> Node | None:
        group = self._groups[-1]
        if len(self._groups) > 1:
            raise self._error("This parenthesis is never closed", group.place)
        if not group.parts and not group.alternatives and not group.waits_for:
            return None
        return self._all(end)

    def _error(self, text: str, at: int, suggestion: str | None = None) -> QueryError:
        return QueryError(text, column=self._read.column(at), suggestion=suggestion)


def _and(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _skip(plain: str, at: int) -> int:
    while at < len(plain) and plain[at].isspace():
        at += 1
    return at
