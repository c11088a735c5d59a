"""What is offered while a person types: their own subscriptions, recent launches, keys of queries, time zones."""

import asyncio
import functools
import re
import time
import zoneinfo
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

import structlog

from bot.ports import Ask
from bot.types import Actor, Command, Reply, Suggestion, SuggestionKind

log = structlog.get_logger("discord")

KEPT_SECONDS = 20.0
ASKED_SECONDS = 0.15  # after that what is known so far is offered; people type on
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


class AskedSuggestions:
    """A `Suggest` that asks the core what this actor may see anyway, and remembers it for a while."""

    def __init__(self, ask: Ask, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask, self._clock = ask, clock
        self._asking: dict[tuple[Actor, str], asyncio.Task[None]] = {}
        self._kept: OrderedDict[tuple[Actor, str], tuple[float, tuple[Suggestion, ...]]] = OrderedDict()

    async def __call__(self, actor: Actor, kind: SuggestionKind, typed: str) -> Sequence[Suggestion]:
        """Return what fits what was typed so far, best first; nothing when the core takes too long."""
        match kind:
            case "query":
                return _query_endings(typed)
            case "zone":
                return matching((Suggestion(name, name) for name in _zones()), typed)
            case "snooze":
                return ()
            case "model":
                return matching(await self._known(actor, "latest", _launches_in), typed)
            case "subscription":
                return matching(await self._known(actor, "list", _subscriptions_in), typed)

    async def _known(
        self, actor: Actor, verb: str, read: Callable[[Reply], Iterable[Suggestion]]
    ) -> tuple[Suggestion, ...]:
        key = (actor, verb)
        until, kept = self._kept.get(key, (0.0, ()))
        if self._clock() < until:
            return kept
        if key not in self._asking:
            task = self._asking[key] = asyncio.create_task(self._learn(key, read))
            task.add_done_callback(lambda _: self._asking.pop(key, None))
        await asyncio.wait([self._asking[key]], timeout=ASKED_SECONDS)
        return self._kept.get(key, (0.0, kept))[1]  # of a while ago: better than nothing

    async def _learn(self, key: tuple[Actor, str], read: Callable[[Reply], Iterable[Suggestion]]) -> None:
        try:
            reply = await self._ask(key[0], Command(key[1]))
        except Exception:  # a suggestion is never worth an error
            log.warning("discord suggestions failed", verb=key[1], exc_info=True)
            return
        self._kept[key] = (self._clock() + KEPT_SECONDS, tuple(read(reply)))
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


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
