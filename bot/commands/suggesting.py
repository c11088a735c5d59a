"""What is offered while a person types, answered from memory: names of launches, own subscriptions, ends of queries."""

import asyncio
import time
import zoneinfo
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from functools import cache, partial

import structlog

from bot.catalogue import Catalogue
from bot.commands.snoozing import snoozes_seen
from bot.commands.words import cadence_words, target_words
from bot.digests import title_of
from bot.errors import StoreError
from bot.interests import complete, from_plain_words, sounds_plain
from bot.store import Database, subscriptions
from bot.store import launches as stored
from bot.types import Actor, Suggestion, SuggestionKind

log = structlog.get_logger()

FRESH_SECONDS = 20.0
PATIENCE_SECONDS = 0.15  # for the database, the first time; Discord waits 3 s, people less
MOST_LAUNCHES = 300
MOST_ACTORS = 2_000
EVERYTHING = "everything"

Load = Callable[[], Awaitable[tuple[Suggestion, ...]]]


class Memory:
    """Keeps what was loaded and loads it anew behind the scenes: who asks waits a moment at most."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, tuple[Suggestion, ...]]] = OrderedDict()
        self._loading: dict[Hashable, asyncio.Task[None]] = {}

    async def get(self, key: Hashable, load: Load) -> tuple[Suggestion, ...]:
        """Return what is kept, however old; when nothing is, what `load` brings within the patience."""
        until, _ = self._kept.get(key, (0.0, ()))
        if self._clock() >= until and key not in self._loading:
            task = self._loading[key] = asyncio.create_task(self._load(key, load))
            task.add_done_callback(lambda _: self._loading.pop(key, None))
        if key not in self._kept:
            await asyncio.wait([self._loading[key]], timeout=PATIENCE_SECONDS)
        return self._kept.get(key, (0.0, ()))[1]

    async def _load(self, key: Hashable, load: Load) -> None:
        try:
            found = await load()
        except StoreError as error:  # a suggestion is never worth an error; the next letter tries again
            log.warning("suggestions not loaded", error=str(error))
            return
        self._kept[key] = (self._clock() + FRESH_SECONDS, found)
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_ACTORS:
            self._kept.popitem(last=False)


class Suggestions:
    """A `Suggest` over the database and the catalogue."""

    def __init__(self, database: Database, catalogue: Catalogue, memory: Memory | None = None) -> None:
        self._database, self._catalogue = database, catalogue
        self._memory = memory or Memory()

    async def __call__(self, actor: Actor, kind: SuggestionKind, typed: str) -> Sequence[Suggestion]:
        """Return what fits what was typed so far, best first; only what this actor may see."""
        match kind:
            case "query":
                as_typed = [" ".join(typed.split())] if typed.strip() else []
                if sounds_plain(typed, self._catalogue):
                    as_typed.append(from_plain_words(typed, self._catalogue).query_text)
                lines = dict.fromkeys((*as_typed, *complete(typed, self._catalogue)))
                return tuple(Suggestion(line, line) for line in lines)
            case "zone":
                return fitting((Suggestion(name, name) for name in _zones()), typed)
            case "model":
                return fitting(await self._memory.get("launches", self._launches), typed)
            case "snooze":
                place = (actor.platform, actor.workspace, actor.channel, actor.user)
                return fitting(await self._memory.get((kind, place), partial(self._snoozes, actor)), typed)
            case "subscription":
                # Not the whole actor: who may manage changes nothing about what they see.
                key = (actor.platform, actor.workspace, actor.channel, actor.user)
                return fitting(await self._memory.get(key, partial(self._subscriptions, actor)), typed)

    async def _snoozes(self, actor: Actor) -> tuple[Suggestion, ...]:
        rows = await snoozes_seen(self._database, actor)
        return tuple(Suggestion(f"{row.id}. {row.query}", str(row.id)) for row in rows)

    async def _launches(self) -> tuple[Suggestion, ...]:
        found = await self._database.read(stored.latest_launches, MOST_LAUNCHES)
        return tuple(Suggestion(title_of(launch), launch.key) for launch in found)

    async def _subscriptions(self, actor: Actor) -> tuple[Suggestion, ...]:
        rows = await self._database.read(subscriptions.visible_to, actor)
        return tuple(
            Suggestion(
                f"{row.id}. {row.name or row.query or EVERYTHING} ({target_words(row.target)}, {cadence_words(row)})",
                str(row.id),
            )
            for row in rows
        )


def fitting(suggestions: Iterable[Suggestion], typed: str) -> tuple[Suggestion, ...]:
    """Return those that hold what was typed, those that begin with it first."""
    wanted = typed.strip().casefold()
    found = [one for one in suggestions if wanted in one.words.casefold() or wanted in one.value.casefold()]
    return tuple(sorted(found, key=lambda one: not one.words.casefold().startswith(wanted)))


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC"))
