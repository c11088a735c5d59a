"""A launch: what all reports of it say together."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from bot.types.fact import Event, Fact

Availability = Literal["open_weights", "api", "preview", "waitlist", "app", "announced", "closed", "unknown"]


@dataclass(frozen=True, slots=True)
class Model:
    """One model of a launch. A launch of one model has one; None means "not stated"."""

    name: str
    params_total: int | None = None
    params_active: int | None = None
    context_tokens: int | None = None  # only when stated for this variant alone
    license: str | None = None  # only when it differs from the launch's


@dataclass(frozen=True, slots=True)
class Price:
    """Money per million tokens."""

    model: str
    kind: Literal["input", "output", "cached"]
    amount: Decimal
    currency: str  # ISO 4217
    is_subject: bool = True  # the launch's own; False for a rival's


@dataclass(frozen=True, slots=True)
class Score:
    """A model's result on a benchmark, the launch's own or a rival's from the same sentence or table."""

    benchmark: str
    model: str
    value: Decimal
    unit: str  # "%", "elo", "index", "score", ...
    is_subject: bool
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number worth reporting that is none of the above, with what it counts and whose it is."""

    what: str
    value: Decimal
    unit: str
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source states, where sources disagree."""

    printed: str
    value: Decimal
    url: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A number on which sources disagree: every claim with its source, the one that is shown first."""

    about: str  # in words: "context", "Tern 2 Ridge size"
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The launch as typed answers: what cards show, queries test and `read --json` prints."""

    lab: str | None
    name: str | None
    event: Event
    is_launch: bool
    confidence: Decimal
    models: tuple[Model, ...] = ()
    availability: Availability = "unknown"
    access: frozenset[str] = (
        frozenset()
    )  # every assertion that holds: open_weights, api, private_preview, no_open_weights, ...
    license: str | None = None
    license_class: Literal["open", "restricted", "nc", "proprietary"] | None = None
    context_tokens: int | None = None
    output_tokens: int | None = None
    modalities_in: tuple[str, ...] = ()
    modalities_out: tuple[str, ...] = ()
    capabilities: tuple[str, ...] = ()
    languages: int | None = None
    release_date: str | None = None  # ISO 8601, as precise as the article: "2026-04-08", "2026-04", "2026"
    prices: tuple[Price, ...] = ()
    benchmarks: tuple[Score, ...] = ()
    other_numbers: tuple[Number, ...] = ()
    training_tokens: int | None = None
    hardware: str | None = None
    facts: tuple[Fact, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    events: tuple[Event, ...] = ()  # what later news told of it: price, weights, license, deprecation, ...


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article that speaks of a launch, without its text."""

    url: str
    title: str
    site: str
    published: datetime | None = None
    trust: Literal["official", "press", "community"] = "press"


@dataclass(frozen=True, slots=True)
class Launch:
    """A launch as it stands after all its reports; a new revision tells people what changed."""

    key: str  # "meta/muse spark": lab, family, version
    title: str
    text: str  # summary that phrases and words of a query look into
    view: View
    revision: int = 1
    articles: tuple[ArticleRef, ...] = ()  # the best source first
    changes: tuple[str, ...] = ()  # of this revision, in words
    first_seen: datetime | None = None
    given_title: str = ""  # by a person, instead of lab and name
    id: int | None = None  # None until stored
