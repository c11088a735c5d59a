"""What a query is once it is understood: a tree of predicates, each with its place in the text."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

GRAMMAR = 1  # rises when an old text would be understood differently

Operator = Literal["<", "<=", ">", ">=", "=", ".."]


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or words that follow each other, in the title or the text; `*` inside a word is any ending."""

    shown: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """One of several names: lab:qwen,mistral. `accepted` are all ways they are written, folded."""

    key: str
    shown: tuple[str, ...]
    accepted: frozenset[str]
    globs: tuple[str, ...] = ()
    or_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Compare:
    """A number within bounds: params:<=10B. Dates are day numbers, `low` and `high` the first and last day meant."""

    key: str
    operator: Operator
    low: Decimal
    high: Decimal
    shown: tuple[str, ...]
    of: str = ""  # the benchmark of a score as typed, the currency of a price
    accepted_of: frozenset[str] = frozenset()  # its names, folded
    or_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """The launch says something on this key at all: context:*, score:gpqa."""

    key: str
    of: str = ""
    accepted_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Beats:
    """The text gives a higher score than this model's on the same benchmark."""

    model: str
    pattern: str
    of: str = ""
    accepted_of: frozenset[str] = frozenset()
    or_unknown: bool = False


Predicate = Words | Has | Compare | Stated | Beats
PREDICATES: dict[str, type[Predicate]] = {kind.__name__: kind for kind in (Words, Has, Compare, Stated, Beats)}


@dataclass(frozen=True, slots=True)
class Term:
    """A predicate where it stands: `start` and `end` count characters of the text that was parsed, from 0."""

    predicate: Predicate
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    parts: tuple["Node", ...]


Node = Term | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """An interest. No tree: every launch. Unless it speaks of events itself, only launches are meant."""

    text: str  # as typed, trimmed
    tree: Node | None
    names_events: bool = False
    grammar: int = GRAMMAR
