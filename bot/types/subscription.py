"""Who wants what, where and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.types.delivery import Target

Cadence = Literal["now", "daily", "weekly"]
Density = Literal["compact", "normal", "full"]
ThreadPolicy = Literal["off", "on", "material"]


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
    paused_reason: str | None = None  # None: running
    created_at: datetime | None = None
