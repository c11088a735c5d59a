"""A message whose answer was lost, and what a look for it came to."""

from dataclasses import dataclass
from datetime import datetime

from bot.types.card import Card
from bot.types.delivery import Receipt, Target


@dataclass(frozen=True, slots=True)
class LostPost:
    """A message that an earlier try of a delivery may have posted."""

    target: Target
    card: Card
    key: str  # that it went out with
    since: datetime  # it was posted after this, if at all; by the database's clock
    under: Receipt | None = None  # in the thread under this message


@dataclass(frozen=True, slots=True)
class Search:
    """What a look for a lost post came to."""

    receipt: Receipt | None = None  # of the message, if it stands
    is_sure: bool = True  # False: the platform does not say, so that it may stand nevertheless
