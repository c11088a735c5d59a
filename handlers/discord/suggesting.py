"""What is offered while a person types: their own subscriptions, recent launches, keys of queries, time zones."""

import asyncio
import functools
import re
import time
import zoneinfo
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import structlog

from bot.ports import Ask
from bot.types import Actor, Command, Reply

log = structlog.get_logger("discord")

Kind = Literal["model", "subscription", "query", "zone"]
KEPT_SECONDS = 20.0
ASKED_SECONDS = 2.0  # Discord waits 3
MOST_KEPT = 1_000
LISTED = re.compile(r"(\d{1,12})\. (.{1,300})")
QUERY_ENDINGS = (
    "license:open",
    "lab:",
    "params:<=10B",
    "params:10B..40B",
    "context:>=128k",
    "is:reasoning",
    "is:moe",
    "weights:open",
    "price:<=1",
    "score:",
    "beats:",
    "type:code",
    "in:image",
    "-type:tts",
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a person reads, and what is typed for them when they choose it."""

    words: str
    value: str


Suggest = Callable[[Actor, Kind, str], Awaitable[Sequence[Suggestion]]]


class AskedSuggestions:
    """A `Suggest` that asks the core what this actor may see anyway, and remembers it for a while."""

    def __init__(self, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._kept: OrderedDict[tuple[Actor, str], tuple[float, tuple[Suggestion, ...]]] = OrderedDict()

    async def __call__(self, actor: Actor, kind: Kind, typed: str) -> Sequence[Suggestion]:
        """Return what fits what was typed so far, best first; nothing when the core takes too long."""
        match kind:
            case "query":
                return _query_endings(typed)
            case "zone":
                return matching((Suggestion(name, name) for name in _zones()), typed)
            case "model":
                return matching(await self._known(actor, "latest", _launches_in), typed)
            case "subscription":
                return matching(await self._known(actor, "list", _subscriptions_in), typed)

    async def _known(
        self, actor: Actor, verb: str, read: Callable[[Reply], Iterable[Suggestion]]
    ) -> tuple[Suggestion, ...]:
        until, kept = self._kept.get((actor, verb), (0.0, ()))
        if self._clock() < until:
            return kept
        try:
            async with asyncio.timeout(ASKED_SECONDS):
                reply = await self._ask(actor, Command(verb))
        except TimeoutError:
            return kept  # of a while ago: better than nothing
        found = tuple(read(reply))
        self._kept[actor, verb] = (self._clock() + KEPT_SECONDS, found)
        self._kept.move_to_end((actor, verb))
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return found


def matching(suggestions: Iterable[Suggestion], typed: str) -> tuple[Suggestion, ...]:
    """Return those that hold what was typed, those that begin with it first."""
    wanted = typed.strip().casefold()
    found = [one for one in suggestions if wanted in one.words.casefold() or wanted in one.value.casefold()]
    return tuple(sorted(found, key=lambda one: not one.words.casefold().startswith(wanted)))


def _launches_in(reply: Reply) -> Iterable[Suggestion]:
    return (Suggestion(card.title, card.key) for card in reply.cards)


def _subscriptions_in(reply: Reply) -> Iterable[Suggestion]:
    found = (LISTED.fullmatch(line) for line in reply.text.splitlines())
    return (Suggestion(match[0], match[1]) for match in found if match)


def _query_endings(typed: str) -> tuple[Suggestion, ...]:
    """Return the query typed so far with its last word completed."""
    begun, _, last = typed.rpartition(" ")
    lines = (f"{begun} {ending}".strip() for ending in QUERY_ENDINGS if ending.startswith(last.casefold()))
    as_typed = (typed.strip(),) if typed.strip() else ()
    return tuple(Suggestion(line, line) for line in dict.fromkeys((*as_typed, *lines)))


@functools.cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC"))
