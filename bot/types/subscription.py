"""Who wants what, where and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.types.delivery import Target
from bot.types.place import PLAIN, TargetSettings

Cadence = Literal["now", "daily", "weekly"]
Density = Literal["compact", "normal", "full"]
ThreadPolicy = Literal["off", "on", "material"]


@dataclass(frozen=True, slots=True)
class Snooze:
    """What a place does not want to hear of for a while."""

    id: int
    target: Target
    owner: str  # who asked for it
    query: str
    ends_at: datetime | None  # None: until somebody ends it


@dataclass(frozen=True, slots=True)
class Subscription:
    """An interest, a target and a cadence."""

    id: int
    target: Target
    owner: str  # the platform's id of the person who made it
    query: str  # as typed; bot.interests parses it
    cadence: Cadence = "now"
    at: str | None = None  # "09:00", local time of `zone`, for daily and weekly
    weekday: int | None = None  # 0 is Monday, for weekly
    zone: str = "UTC"  # IANA name
    density: Density = "normal"
    name: str = ""
    wait_minutes: int = 0  # 0..30: gather sources before the first alert
    thread: ThreadPolicy = "off"  # whether changes are also told in a thread under the card
    mention: str = ""  # "role:ID" or "user:ID": whom an alert calls, "" for nobody
    mention_query: str = ""  # of those alerts only; "" for all of them
    place: TargetSettings = PLAIN  # of its target
    paused_reason: str | None = None  # None: running
    is_paused: bool = False  # by somebody's wish; the reason may also be that the place cannot be written to
    created_at: datetime | None = None
    tree: str = ""  # the query as it was understood, for when the grammar has changed; not read with all that run
    grammar: int = 0  # the grammar of that day
