"""What reading finds: facts, each with the words that say it, gathered into reports."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from bot.types.direct import set_directly

Event = Literal[
    "launch", "weights", "price", "benchmark", "quant", "license", "deprecation", "update", "rumour", "none"
]
Qualifier = Literal["exact", "about", "up_to", "over", "from", "promised"]
# launch: the launch as a whole; variant: one of its models; rival: another model, an older one of the same lab too;
# lab: the company; other: anything else the article counts.
Role = Literal["launch", "variant", "rival", "lab", "other"]


@set_directly
@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence a fact was read from; `start` and `end` frame the printed value in the article's text."""

    text: str
    start: int
    end: int
    url: str = ""  # of the article; set when the facts of several are merged


@set_directly
@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of an article: a field, its value, whose it is and where it stands."""

    field: str  # docs/reading.md lists them: "params_total", "context_tokens", "score", "license", ...
    value: Decimal | str | bool
    unit: str | None  # "params", "tokens", "usd", "%", "index", ...; None for words
    printed: str  # as the article prints it: "25 billion", "128K"
    qualifier: Qualifier
    owner: str  # the model, variant, lab or thing the value belongs to
    role: Role
    quote: Quote
    confidence: Decimal  # 0..1, measured per rule on labelled text
    rule: str
    measure: str | None = None  # the benchmark of a score or rank, the purpose of money, the thing counted
    setting: str | None = None  # "no tools", "pass@1", "thinking"


@dataclass(frozen=True, slots=True)
class Report:
    """What one article says of one launch. An article with teasers or a round-up yields several."""

    url: str  # of the article
    title: str
    text: str  # the part of the article that speaks of this launch
    is_launch: bool
    event: Event
    confidence: Decimal  # that this is a launch
    lab: str | None
    name: str | None  # of what is launched: "Muse Spark", "Hy-MT2"
    facts: tuple[Fact, ...] = ()
    published: datetime | None = None
    site: str = ""
    trust: Literal["official", "press", "community"] = "press"
    is_teaser: bool = False  # read from a related item, not from the article's own body
