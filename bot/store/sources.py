"""Sources: which there are and which are due. What came of looking at one is in bot.store.looks."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update

from bot.store.clock import now
from bot.store.tables import source
from bot.types import SourceState
from bot.types.article import SourceKind, Trust

LONGEST_REASON = 300
MOST_PER_WORKSPACE = 200


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as people see it."""

    id: int
    url: str
    title: str
    condition: str  # "read 5 minutes ago", "HTTP 503 (4 times in a row)", ...
    kind: SourceKind = "feed"
    added_by: str | None = None  # None: the operator's list


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source that this process may fetch until its lease ends."""

    state: SourceState
    every_seconds: float
    backfill: bool
    rhythm_seconds: float | None = None  # as its entries advised last; None: unknown, or the operator decides
    adapts: bool = False
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to be kept."""

    url: str
    every_seconds: float
    kind: SourceKind = "feed"
    title: str = ""
    lab: str | None = None
    trust: Trust = "press"
    backfill: bool = False
    adapts: bool = False  # its own rhythm may decide instead of `every_seconds`
    added_by: str | None = None  # see bot.store.looks.target_of


def add_source(connection: Connection, one: NewSource) -> int:
    """Keep a source and return its id; one that is known, by this address or by a former one, stays as it is."""
    known = source_at(connection, one.url)
    if known is not None:
        return int(known)
    row = insert(source).values({**asdict(one), "next_at": now()})
    return int(connection.execute(row.returning(source.c.id)).scalar_one())


def source_at(connection: Connection, url: str) -> int | None:
    """Return the id of the source at an address, its present one or the one it was listed by."""
    same = or_(source.c.url == url, source.c.first_url == url)
    return connection.execute(select(source.c.id).where(same)).scalar()


def claim_due_source(connection: Connection, lease_seconds: float) -> DueSource | None:
    """Return the source that is due longest and keep others from it for `lease_seconds`; None when none is due."""
    return next(iter(claim_due_sources(connection, lease_seconds, 1)), None)


def claim_due_sources(connection: Connection, lease_seconds: float, most: int) -> tuple[DueSource, ...]:
    """Return at most so many sources, those due longest first, and keep others from them for `lease_seconds`."""
    due = select(source).where(source.c.next_at <= now(), _is_read()).order_by(source.c.next_at).limit(most)
    rows = connection.execute(due.with_for_update(skip_locked=True)).all()
    if rows:
        claimed = source.c.id.in_([row.id for row in rows])
        connection.execute(update(source).where(claimed).values(next_at=now() + lease_seconds))
    return tuple(_due(row) for row in rows)


def _due(row: Row[Any]) -> DueSource:
    rhythm = row.rhythm_seconds if row.adapts else None
    return DueSource(_state(row), row.every_seconds, row.backfill, rhythm, row.adapts, row.given_up)


def seconds_until_due(connection: Connection) -> float | None:
    """Return how long until the next source is due; None when there is no source."""
    first = select(source.c.next_at - now()).where(_is_read()).order_by(source.c.next_at).limit(1)
    return connection.execute(first).scalar()


def _is_read() -> ColumnElement[bool]:
    return and_(source.c.ended.is_(None), source.c.paused.is_(None))


def list_sources(connection: Connection, workspace: tuple[str, str] | None = None) -> tuple[SourceRow, ...]:
    """Return every source with how it does; given a platform and workspace, the operator's and those added there."""
    rows = select(source, (now() - source.c.fetched_at).label("age")).order_by(source.c.title, source.c.url)
    if workspace is not None:
        rows = rows.where(or_(source.c.added_by.is_(None), _is_of(workspace)))
    return tuple(
        SourceRow(row.id, row.url, row.title, _condition(row), row.kind, row.added_by)
        for row in connection.execute(rows)
    )


def added_in(connection: Connection, workspace: tuple[str, str]) -> tuple[int, ...]:
    """Return the ids of the sources that were added in a workspace."""
    return tuple(connection.execute(select(source.c.id).where(_is_of(workspace))).scalars())


def remove_source(connection: Connection, source_id: int, workspace: tuple[str, str]) -> bool:
    """Forget a source that was added in a workspace; its articles and launches stay. Return whether there was one."""
    mine = and_(source.c.id == source_id, _is_of(workspace))
    return connection.execute(delete(source).where(mine)).rowcount == 1


def pause_source(connection: Connection, source_id: int, workspace: tuple[str, str], reason: str | None) -> bool:
    """Stop reading a source that was added in a workspace, or go on when there is no reason; return whether it is."""
    mine = and_(source.c.id == source_id, _is_of(workspace))
    values = {"paused": reason[:LONGEST_REASON] if reason else None, "next_at": now()}
    return connection.execute(update(source).where(mine).values(values)).rowcount == 1


def _is_of(workspace: tuple[str, str]) -> ColumnElement[bool]:
    return source.c.added_by.startswith(" ".join((*workspace, "")), autoescape=True)


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
    if row.paused:
        return f"paused: {row.paused}"
    if row.problem:
        times = f" ({row.failures} times in a row)" if row.failures > 1 else ""
        return f"{row.problem}{times}, tried again {'once a day' if row.given_up else 'by itself'}"
    return "not read yet" if row.age is None else f"read {_ago(row.age)}"


def _ago(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 1:
        return "just now"
    return f"{minutes} min ago" if minutes < 120 else f"{round(minutes / 60)} h ago"
