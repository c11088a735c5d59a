"""Which part of a large bot's servers one process serves: "0-3/16" is the first four of sixteen shards."""

import re
from dataclasses import dataclass

from bot.errors import SettingsError

WRONG = (
    "LAUNCHWIRE_DISCORD_SHARDS is {value!r}; write the first and last shard of this process and how many there are in "
    'all, as in 0-3/16, or "auto" to let one process serve as many as Discord recommends.'
)
WRITTEN = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?/(\d{1,5})")
SHARDING_REQUIRED = 4011  # the close code for a bot that has grown beyond one connection


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of this process; None lets Discord recommend how many there are."""

    ids: tuple[int, ...] | None = None
    count: int | None = None


AUTO = Shards()


def shards_of(value: str | None) -> Shards | None:
    """Return the shards that a setting names; None is one plain connection.

    Raises:
        SettingsError: it names none, or one beyond the last.
    """
    text = (value or "").strip().casefold()
    if not text:
        return None
    if text == "auto":
        return AUTO
    match = WRITTEN.fullmatch(text)
    first, last, count = (int(part or match[1]) for part in match.groups()) if match else (1, 0, 0)
    if not first <= last < count:
        raise SettingsError(WRONG.format(value=value))
    return Shards(tuple(range(first, last + 1)), count)
