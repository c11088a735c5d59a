"""The playground's rooms in memory: what was posted, who is watching, and what each watcher has not seen yet."""

import asyncio
import dataclasses
import secrets
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.types import Target

WORKSPACE = "playground"
PERSON = "you"  # everyone who opens a playground is its one person
HISTORY = 200  # messages a room keeps
STREAM_BACKLOG = 256  # events a slow reader may fall behind before it has to come back


@dataclass(frozen=True, slots=True)
class Room:
    """A channel, or the direct messages with the playground's person."""

    target: Target
    title: str
    topic: str

    @property
    def id(self) -> str:
        """Return the room's name in pages and receipts."""
        return f"{self.target.kind}-{self.target.id}"


@dataclass(frozen=True, slots=True)
class Message:
    """A posted message; `body` is HTML of our renderer."""

    id: str
    room: str
    body: str
    sent_at: datetime
    is_edited: bool = False
    is_private: bool = False
    changed: int = 0  # the number of the event that last touched it


@dataclass(frozen=True, slots=True)
class Event:
    """Something that watchers must hear of."""

    number: int
    kind: Literal["message", "edit"]
    message: Message


class Stream:
    """One watcher's queue of events; ends when the watcher falls too far behind or the server stops."""

    def __init__(self, backlog: Iterable[Event] = ()) -> None:
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        for event in backlog:
            self._events.put_nowait(event)

    def push(self, event: Event) -> bool:
        """Queue an event; False when the watcher is too far behind, which ends the stream."""
        if self._events.qsize() >= STREAM_BACKLOG:
            self.end()
            return False
        self._events.put_nowait(event)
        return True

    def end(self) -> None:
        """Let the watcher finish what is queued and leave."""
        self._events.put_nowait(None)

    async def next(self) -> Event | None:
        """Wait for the next event; None when the stream has ended."""
        return await self._events.get()


class Board:
    """All rooms. One event loop, no locks: nothing here awaits between reading and writing."""

    def __init__(self, rooms: Iterable[Room]) -> None:
        self.rooms = {room.id: room for room in rooms}
        self.boot = secrets.token_hex(4)  # tells this process's messages from an earlier one's
        self.last_event = 0
        self._history: dict[str, deque[Message]] = {room: deque(maxlen=HISTORY) for room in self.rooms}
        self._keys: dict[tuple[str, str], str] = {}
        self._streams: set[Stream] = set()

    def post(self, room: str, body: str, sent_at: datetime, *, key: str | None = None) -> Message:
        """Add a message to a room, unless one with this key is there already: then return that one."""
        known = self.find(room, self._keys.get((room, key), "")) if key else None
        if known is not None:
            return known
        number = self._next_event()
        message = Message(f"m{self.boot}-{number}", room, body, sent_at, changed=number)
        self._keep(message, key)
        self._tell(Event(number, "message", message))
        return message

    def edit(self, room: str, message: str, body: str) -> Message | None:
        """Replace a message's body in place; None when the room no longer has it."""
        known = self.find(room, message)
        if known is None:
            return None
        number = self._next_event()
        edited = dataclasses.replace(known, body=body, is_edited=True, changed=number)
        history = self._history[room]
        history[history.index(known)] = edited
        self._tell(Event(number, "edit", edited))
        return edited

    def find(self, room: str, message: str) -> Message | None:
        """Return a message that the room still has."""
        return next((one for one in self.history(room) if one.id == message), None)

    def history(self, room: str) -> Iterator[Message]:
        """Return a room's messages, oldest first."""
        return iter(self._history.get(room, ()))

    def _next_event(self) -> int:
        self.last_event += 1
        return self.last_event

    def _keep(self, message: Message, key: str | None) -> None:
        history = self._history[message.room]
        if len(history) == HISTORY:
            gone = history[0].id
            self._keys = {place: id_ for place, id_ in self._keys.items() if id_ != gone}
        history.append(message)
        if key:
            self._keys[message.room, key] = message.id

    def _tell(self, event: Event) -> None:
        self._streams = {stream for stream in self._streams if stream.push(event)}

    def watch(self, after: int) -> Stream:
        """Open a stream of all rooms, beginning with what changed after event number `after`."""
        missed = sorted(
            (one for room in self.rooms for one in self.history(room) if one.changed > after),
            key=lambda message: message.changed,
        )
        stream = Stream(Event(one.changed, "edit" if one.is_edited else "message", one) for one in missed)
        self._streams.add(stream)
        return stream

    def leave(self, stream: Stream) -> None:
        """Forget a stream whose watcher has gone."""
        self._streams.discard(stream)

    @property
    def watchers(self) -> int:
        """Return how many streams are open."""
        return len(self._streams)

    def close(self) -> None:
        """End every stream."""
        for stream in self._streams:
            stream.end()
        self._streams.clear()


def rooms_of(channels: Iterable[str]) -> tuple[Room, ...]:
    """Return the channels of these names, then the direct messages."""
    named = tuple(
        Room(Target("web", WORKSPACE, "channel", name), name, "A channel: everyone here sees the same")
        for name in channels
    )
    person = Room(Target("web", WORKSPACE, "person", PERSON), "Launchwire", "Direct messages: only you and Launchwire")
    return (*named, person)
