"""Where an alert goes, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.types.place import PLAIN, TargetSettings

PlatformName = Literal["slack", "discord", "web"]


@dataclass(frozen=True, slots=True)
class Target:
    """A channel or a person in one workspace (Slack team, Discord guild, playground room)."""

    platform: PlatformName
    workspace: str  # Slack team id, Discord guild id; "" for a Discord user without a guild
    kind: Literal["channel", "person"]
    id: str  # channel id, or user id for a person


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a sent message, and the handle by which it is edited."""

    target: Target
    channel: str  # the platform's channel id: differs from target.id for a person
    message: str  # Slack ts, Discord message id
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class DigestPart:
    """One launch revision of a digest."""

    id: int  # of its delivery
    subscription: int
    launch: int
    revision: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One launch revision on its way to one target, or several of them on one card: a digest."""

    id: int
    key: str  # stable over every try, at most 25 characters: Discord's nonce
    subscription: int
    target: Target
    launch: int
    revision: int
    attempts: int  # tries begun before this one
    epoch: int  # of the lane; settles are refused when it has moved on
    begun_at: float | None = None  # when the first of the earlier tries began whose fate is unknown; database's clock
    receipt: Receipt | None = None  # of the last revision sent here: edit it
    digest: tuple[DigestPart, ...] = ()  # every launch of a digest, this one first; empty for an alert of its own
    left: int = 0  # launches of this digest that follow on further cards
    thread: Literal["off", "on", "material"] = "off"  # tell what changed in a thread under the edited card, too
    lane: int = 0  # the queue that it came from
    turn_at: float = 0.0  # not sooner, by the database's clock: a limit over many lanes; 0.0: at once
    claimed_at: float = 0.0  # by the same clock
    heard_at: float = 0.0  # the same moment by this process's own
    notice: str = ""  # our own words to an owner, instead of a launch
    place: TargetSettings = PLAIN  # of its target: its quiet hours

    @property
    def was_begun(self) -> bool:
        """Return whether an earlier try began whose fate is unknown."""
        return self.begun_at is not None

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the ids of every delivery that this card settles."""
        return tuple(part.id for part in self.digest) or (self.id,)


@dataclass(frozen=True, slots=True)
class Ack:
    """What a try came to; `waiting` is to be tried again, `paused` keeps what waits until somebody mends its reason."""

    delivery: Delivery
    state: Literal["sent", "waiting", "dead", "paused"]
    receipt: Receipt | None = None  # of what was sent
    problem: str | None = None  # in words for its owner
    in_seconds: float | None = None  # until the next try; None is the lane's own gap
    is_known: bool = True  # False: it may have been posted
    counts: bool = True  # False: nothing was tried, or the platform only asked for patience
    whole_workspace: bool = False  # paused: every lane of it
    is_wide: bool = False  # the platform asks whatever shares this limit to wait for `in_seconds`
    possible_duplicate: bool = False
    payload: str | None = None  # of a dead letter
