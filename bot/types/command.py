"""What a person asks, and what they get back, on any platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.types.card import Action, Card
from bot.types.delivery import PlatformName

Choice = Action  # a button under a reply is an action like any other


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, where they stand, and what they may do there; made anew for every request."""

    platform: PlatformName
    workspace: str  # "" in a Discord DM
    user: str
    channel: str | None  # None in a DM
    may_manage: bool  # may change this channel's subscriptions, judged by the platform at this moment
    name: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A verb with its free text and, where the platform has them, typed options ("to", "when", "tz", ...)."""

    verb: str
    text: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: private unless the person asked to share it."""

    text: str  # our own words with foreign ones inside: escaped by the renderer
    cards: tuple[Card, ...] = ()
    actions: tuple[Choice, ...] = ()
    private: bool = True
    outcome: Literal["ok", "refused", "unknown", "failed"] = "ok"


SuggestionKind = Literal["model", "subscription", "snooze", "query", "zone"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a person reads while they type, and what is typed for them when they choose it."""

    words: str
    value: str
