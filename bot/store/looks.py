"""What came of looking at a source, and the one notice when it is given up, ends, or comes back."""

from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlsplit

from sqlalchemy import Connection, select, update

from bot.store import notices
from bot.store.clock import now
from bot.store.sources import source_at
from bot.store.tables import source
from bot.types import SourceState, Target
from bot.types.delivery import PlatformName

LONGEST_PROBLEM = 300
FAILURES_UNTIL_GIVEN_UP = 12  # in a row; with the waits between them this is more than a day
SIGHTINGS = 5  # of one permanent redirect in a row until its address is kept

DISBELIEVED = -1  # in place of sightings


@dataclass(frozen=True, slots=True)
class Look:
    """What a fetch left behind."""

    state: SourceState
    next_in_seconds: float
    rhythm_seconds: float | None = None  # None: as before
    moved_to: str | None = None  # where permanent redirects led
    is_same: bool = True  # the feed there is the one we know


def record_fetch(connection: Connection, look: Look, tell: Target | None = None) -> None:
    """Keep what a fetch left behind and when to look again; tell people when the source was given up before."""
    state = look.state
    row = connection.execute(select(source).where(source.c.id == state.id)).first()
    if row is None:
        return  # removed meanwhile
    times = _sightings(row.moved_to, row.moved_times, look)
    values: dict[str, object] = {
        "title": state.title,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "body_hash": state.body_hash,
        "failures": 0,
        "problem": None,
        "given_up": False,
        "fetched_at": now(),
        "next_at": now() + look.next_in_seconds,
        "moved_to": look.moved_to,
        "moved_times": times,
    }
    if look.rhythm_seconds is not None:
        values["rhythm_seconds"] = look.rhythm_seconds
    if look.moved_to and times >= SIGHTINGS and source_at(connection, look.moved_to) is None:
        values |= {"url": look.moved_to, "first_url": row.first_url or row.url, "moved_to": None, "moved_times": 0}
    connection.execute(update(source).where(source.c.id == state.id).values(values))
    if row.given_up:
        words = f"{_name(row.title, row.url)} answers again and is read as before."
        _tell(connection, row.added_by, tell, f"A source is back\n\n{words}")


def _sightings(before: str | None, times: int, look: Look) -> int:
    """Return how often a move was seen in a row; one that led to another feed once is not believed any more."""
    if look.moved_to is None:
        return 0
    if not look.is_same or (look.moved_to == before and times == DISBELIEVED):
        return DISBELIEVED
    return times + 1 if look.moved_to == before else 1


def record_failure(
    connection: Connection, source_id: int, problem: str, next_in_seconds: float, tell: Target | None = None
) -> None:
    """Keep why a fetch failed and when to try again; after many failures in a row tell people, once."""
    row = connection.execute(select(source).where(source.c.id == source_id)).first()
    if row is None:
        return
    is_given_up = row.failures + 1 >= FAILURES_UNTIL_GIVEN_UP
    values: dict[str, object] = {
        "failures": row.failures + 1,
        "problem": problem[:LONGEST_PROBLEM],
        "next_at": now() + next_in_seconds,
        "given_up": is_given_up,
    }
    connection.execute(update(source).where(source.c.id == source_id).values(values))
    if is_given_up and not row.given_up:
        words = (
            f"{_name(row.title, row.url)} failed {row.failures + 1} times in a row, the last time because: "
            f"{problem[:LONGEST_PROBLEM]}. It is tried once a day from now on; other sources are not affected. "
            "/launches sources shows how each does."
        )
        _tell(connection, row.added_by, tell, f"A source does not answer\n\n{words}")


def end_source(connection: Connection, source_id: int, reason: str, tell: Target | None = None) -> None:
    """Never read a source again, and tell people so."""
    row = connection.execute(select(source).where(source.c.id == source_id)).first()
    if row is None:
        return
    connection.execute(update(source).where(source.c.id == source_id).values(ended=reason[:LONGEST_PROBLEM]))
    if not row.ended:
        words = f"{_name(row.title, row.url)} is gone: {reason[:LONGEST_PROBLEM]}. It is not read any more."
        _tell(connection, row.added_by, tell, f"A source has ended\n\n{words}")


def _name(title: str, url: str) -> str:
    """Return what people call a source; an address may hold a token, so only its host is shown."""
    return title or urlsplit(url).hostname or "a source"


def _tell(connection: Connection, added_by: str | None, operator: Target | None, words: str) -> None:
    """Tell the place where a source was added, or the operator's for those of the list."""
    place = target_of(added_by) if added_by else operator
    if place is not None:
        notices.tell(connection, place, words)


def target_of(added_by: str) -> Target | None:
    """Return the place that "slack T1 C1 U1" stands for; the person when it was a direct message."""
    platform, workspace, channel, user = (*added_by.split(" "), "", "", "", "")[:4]
    named: PlatformName | None = next((one for one in get_args(PlatformName) if one == platform), None)
    if named is None:
        return None
    if channel:
        return Target(named, workspace, "channel", channel)
    return Target(named, "" if named == "discord" else workspace, "person", user)
