"""Sources: which are due, what the last fetch left behind, which entries are known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import entry, source
from bot.types import SourceState
from bot.types.article import SourceKind, Trust

LONGEST_PROBLEM = 300


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as people see it."""

    id: int
    url: str
    title: str
    condition: str  # "read 5 minutes ago", "HTTP 503 (4 times in a row)", ...


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source that this process may fetch until its lease ends."""

    state: SourceState
    every_seconds: float
    backfill: bool


def add_source(
    connection: Connection,
    url: str,
    *,
    every_seconds: float,
    kind: SourceKind = "feed",
    title: str = "",
    lab: str | None = None,
    trust: Trust = "press",
    backfill: bool = False,
) -> int:
    """Keep a source and return its id; one that is known stays as it is."""
    known = connection.execute(select(source.c.id).where(source.c.url == url)).scalar()
    if known is not None:
        return int(known)
    row = insert(source).values(
        url=url,
        kind=kind,
        title=title,
        lab=lab,
        trust=trust,
        every_seconds=every_seconds,
        backfill=backfill,
        next_at=now(),
    )
    return int(connection.execute(row.returning(source.c.id)).scalar_one())


def claim_due_source(connection: Connection, lease_seconds: float) -> DueSource | None:
    """Return the source that is due longest and keep others from it for `lease_seconds`; None when none is due."""
    due = select(source).where(source.c.next_at <= now(), source.c.ended.is_(None)).order_by(source.c.next_at).limit(1)
    row = connection.execute(due.with_for_update(skip_locked=True)).first()
    if row is None:
        return None
    connection.execute(update(source).where(source.c.id == row.id).values(next_at=now() + lease_seconds))
    return DueSource(_state(row), row.every_seconds, row.backfill)


def seconds_until_due(connection: Connection) -> float | None:
    """Return how long until the next source is due; None when there is no source."""
    first = select(source.c.next_at - now()).where(source.c.ended.is_(None)).order_by(source.c.next_at).limit(1)
    return connection.execute(first).scalar()


def record_fetch(connection: Connection, state: SourceState, next_in_seconds: float) -> None:
    """Keep what a fetch left behind and when to look again."""
    values = {
        "url": state.url,
        "title": state.title,
        "etag": state.etag,
        "last_modified": state.last_modified,
        "body_hash": state.body_hash,
        "failures": 0,
        "problem": None,
        "fetched_at": now(),
        "next_at": now() + next_in_seconds,
    }
    connection.execute(update(source).where(source.c.id == state.id).values(values))


def record_failure(connection: Connection, source_id: int, problem: str, next_in_seconds: float) -> None:
    """Keep why a fetch failed and when to try again."""
    values = {
        "failures": source.c.failures + 1,
        "problem": problem[:LONGEST_PROBLEM],
        "next_at": now() + next_in_seconds,
    }
    connection.execute(update(source).where(source.c.id == source_id).values(values))


def end_source(connection: Connection, source_id: int, reason: str) -> None:
    """Never read a source again."""
    connection.execute(update(source).where(source.c.id == source_id).values(ended=reason[:LONGEST_PROBLEM]))


def list_sources(connection: Connection) -> tuple[SourceRow, ...]:
    """Return every source with how it does."""
    rows = connection.execute(
        select(source, (now() - source.c.fetched_at).label("age")).order_by(source.c.title, source.c.url)
    )
    return tuple(SourceRow(row.id, row.url, row.title, _condition(row)) for row in rows)


def known_entries(connection: Connection, source_id: int, keys: Collection[str]) -> frozenset[str]:
    """Return which of a feed's entry ids were seen before."""
    known = select(entry.c.key).where(entry.c.source_id == source_id, entry.c.key.in_(keys))
    return frozenset(connection.execute(known).scalars())


def has_entries(connection: Connection, source_id: int) -> bool:
    """Return whether any entry of a source was ever seen."""
    return connection.execute(select(entry.c.key).where(entry.c.source_id == source_id).limit(1)).scalar() is not None


def keep_entries(connection: Connection, source_id: int, keys: Sequence[str]) -> None:
    """Remember entry ids as seen."""
    if not keys:
        return
    rows = [{"source_id": source_id, "key": key, "seen_at": now()} for key in dict.fromkeys(keys)]
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(make(entry).values(rows).on_conflict_do_nothing())


def _state(row: Row[Any]) -> SourceState:
    return SourceState(
        id=row.id,
        url=row.url,
        kind=row.kind,
        title=row.title,
        lab=row.lab,
        trust=row.trust,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        failures=row.failures,
        fetched_at=datetime.fromtimestamp(row.fetched_at, UTC) if row.fetched_at is not None else None,
    )


def _condition(row: Row[Any]) -> str:
    if row.ended:
        return f"ended: {row.ended}"
    if row.problem:
        times = f" ({row.failures} times in a row)" if row.failures > 1 else ""
        return f"{row.problem}{times}, tried again by itself"
    return "not read yet" if row.age is None else f"read {_ago(row.age)}"


def _ago(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "just now"
    return f"{minutes} min ago" if minutes < 120 else f"{round(minutes / 60)} h ago"
