"""What was told here, what waits and what failed: `/launches log`, and the words for a delivery's fate."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.commands.desk import Desk
from bot.commands.words import target_words
from bot.digests import title_of
from bot.store import fates
from bot.store import launches as stored
from bot.store.fates import Told
from bot.types import Actor, Command, Reply

MOST_LINES = 15


async def log(desk: Desk, actor: Actor, command: Command) -> Reply:
    """List the newest deliveries to this channel and to the actor, each with its fate."""
    rows = await desk.database.read(fates.log_of, actor, MOST_LINES)
    if not rows:
        return Reply("Nothing was sent here yet, and nothing waits. /launches list shows the subscriptions.")
    titles = await desk.database.read(titles_of, rows)
    return Reply("\n".join(f"{_what(row, titles)} ({target_words(row.target)}): {fate_words(row)}" for row in rows))


def titles_of(connection: Connection, rows: Sequence[Told]) -> Mapping[int, str]:
    """Return the titles of the launches that deliveries tell of."""
    found = {row.launch: stored.launch_by_id(connection, row.launch) for row in rows if row.launch}
    return {number: title_of(launch) for number, launch in found.items() if launch is not None}


def fate_words(told: Told) -> str:
    """Return what became of a delivery."""
    if told.state == "sent" and told.settled_at:
        twice = ", perhaps twice: the answer to the first try was lost" if told.possible_duplicate else ""
        return f"sent {_at(told.settled_at)}{twice}."
    if told.state == "dead":
        return f"given up: {told.problem or 'no reason was kept'}."
    if told.paused:
        return f"kept until this place can be reached again: {told.paused}."
    if told.problem:
        tried = f", tried {_times(told.attempts)}" if told.attempts else ""
        return f"waiting{tried}; last: {told.problem}."
    return f"waiting, due {_at(told.due_at)}."


def _what(told: Told, titles: Mapping[int, str]) -> str:
    if told.notice:
        return "A notice"
    update = f", revision {told.revision}" if told.revision > 1 else ""
    return titles.get(told.launch, "A launch") + update


def _at(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
