"""A card: what people see, the same on every platform. All strings in it are foreign until a renderer escapes them."""

from dataclasses import dataclass
from typing import Literal

from bot.types.subscription import Density

Tone = Literal["launch", "update", "digest", "notice", "problem"]


@dataclass(frozen=True, slots=True)
class CardNumber:
    """One key number: what it is, the value as shown, and the fact behind it (index into the view's facts)."""

    label: str
    value: str
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class CardQuote:
    """The sentence behind a number, with the site it stands on."""

    text: str
    site: str
    url: str
    facts: tuple[int, ...] = ()  # the facts read from it: ties each `CardNumber.fact` to its sentence


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under a header; every row is as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One model's score in a chart."""

    label: str
    value: float
    is_subject: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Scores of one benchmark, as one source states them."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class CardItem:
    """One launch on a digest: its name, address, what it is about, and its first key numbers."""

    key: str  # of the launch
    title: str
    url: str | None
    badges: tuple[str, ...] = ()
    numbers: tuple[CardNumber, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """Whom a card calls: chosen by who subscribed, never taken from an article."""

    kind: Literal["role", "user"]  # a Slack user group is a role
    id: str


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it says and the command it stands for."""

    label: str
    verb: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A message before any platform's wire; `plain_text` carries the same numbers for fallbacks and screen readers."""

    key: str  # of the launch or digest
    title: str
    url: str | None  # of the best source; http(s) only
    summary: str = ""  # one sentence of the article
    tone: Tone = "launch"
    badges: tuple[str, ...] = ()  # "Meta", "April 8, 2026"
    numbers: tuple[CardNumber, ...] = ()  # key numbers, most important first
    more_numbers: tuple[CardNumber, ...] = ()  # behind a button or in the full density
    table: Table | None = None
    chart: Chart | None = None
    changes: tuple[str, ...] = ()
    items: tuple[CardItem, ...] = ()  # the launches of a digest, the best first
    quotes: tuple[CardQuote, ...] = ()
    actions: tuple[Action, ...] = ()
    footer: str = ""  # "example.com and 2 more sources - matched license:open"
    plain_text: str = ""
    density: Density = "normal"  # how much of it this subscriber wants to see
    mention: Mention | None = None  # the only ping that a card may cause
