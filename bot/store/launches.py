"""Launches: found by block for placing, by name for people; every revision is kept."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, or_, select, text, update

from bot.store.clock import now
from bot.store.tables import article, launch, report, revision
from bot.types import Launch
from bot.types.codec import decode, encode

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """What one revision of a launch changed, and when."""

    revision: int
    changes: tuple[str, ...]
    at: datetime


def lock_blocks(connection: Connection, blocks: Collection[str]) -> None:
    """Make other processes wait that place reports under the same words, until this transaction ends.

    SQLite has one writer anyway. Sorted, so that two processes cannot wait for each other.
    """
    if connection.dialect.name != "postgresql":
        return
    for number in sorted(int.from_bytes(hashlib.sha256(block.encode()).digest()[:8], signed=True) for block in blocks):
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def add_launch(connection: Connection, one: Launch) -> Launch:
    """Keep a new launch and return it with its id."""
    row = insert(launch).values(
        key=one.key,
        name=_folded_name(one),
        revision=one.revision,
        body=encode(one),
        first_seen=_seconds(one.first_seen),
    )
    launch_id = int(connection.execute(row.returning(launch.c.id)).scalar_one())
    _keep_revision(connection, launch_id, one)
    return replace(one, id=launch_id)


def update_launch(connection: Connection, one: Launch, *, is_new_revision: bool) -> None:
    """Keep a launch's new view; a new revision is also written into its history."""
    values = {"key": one.key, "name": _folded_name(one), "revision": one.revision, "body": encode(one)}
    connection.execute(update(launch).where(launch.c.id == one.id).values(values))
    if one.id is None:
        raise ValueError("a launch without an id cannot be updated")
    if is_new_revision:
        _keep_revision(connection, one.id, one)


def join_launches(connection: Connection, ids: Sequence[int], into: int) -> None:
    """Point launches that turned out to be one at the one that stays."""
    connection.execute(update(launch).where(launch.c.id.in_(ids)).values(joined_into=into))


def lock_launches(connection: Connection, ids: Sequence[int]) -> None:
    """Make other processes that would change these launches wait, until this transaction ends."""
    rows = select(launch.c.id).where(launch.c.id.in_(ids)).order_by(launch.c.id).with_for_update()
    connection.execute(rows)


def current_ids(connection: Connection) -> list[int]:
    """Return the ids of all launches that were not joined into others, oldest first."""
    rows = select(launch.c.id).where(launch.c.joined_into.is_(None)).order_by(launch.c.id)
    return list(connection.execute(rows).scalars())


def launch_by_id(connection: Connection, launch_id: int) -> Launch | None:
    """Return a launch; one that was joined into another as that other."""
    row = connection.execute(select(launch).where(launch.c.id == launch_id)).first()
    if row is not None and row.joined_into is not None:
        return launch_by_id(connection, row.joined_into)
    return _launch(row) if row is not None else None


def latest_launches(connection: Connection, limit: int, since: datetime | None = None) -> list[Launch]:
    """Return the newest launches first."""
    query = _current().order_by(launch.c.first_seen.desc(), launch.c.id.desc()).limit(limit)
    if since is not None:
        query = query.where(launch.c.first_seen >= since.timestamp())
    return [_launch(row) for row in connection.execute(query)]


def find_launches(connection: Connection, name: str) -> list[Launch]:
    """Return the launches that a person may mean: by key, by whole name, else by a part of it; newest first."""
    newest = _current().order_by(launch.c.first_seen.desc()).limit(MOST_FOUND)
    folded = fold(name)
    if not folded:
        return []
    for found in (
        launch.c.key == name.casefold(),
        launch.c.name == folded,
        launch.c.name.contains(folded, autoescape=True),
    ):
        rows = connection.execute(newest.where(found)).all()
        if rows:
            return [_launch(row) for row in rows]
    return []


def revisions(connection: Connection, launch_id: int) -> list[RevisionRow]:
    """Return a launch's history, oldest first."""
    rows = connection.execute(select(revision).where(revision.c.launch_id == launch_id).order_by(revision.c.revision))
    return [RevisionRow(row.revision, tuple(row.changes), datetime.fromtimestamp(row.at, UTC)) for row in rows]


def fold(name: str) -> str:
    """Return a name as it is looked for: letters, digits and "+" only, lower case."""
    return "".join(c for c in name.casefold() if c.isalnum() or c == "+")


def launches_at(connection: Connection, canonical: str, url: str) -> list[Launch]:
    """Return the launches that the article at an address reports, newest first."""
    here = or_(article.c.canonical == canonical, article.c.url == url)
    ids = select(report.c.launch_id).join(article, report.c.article_id == article.c.id).where(here)
    query = _current().where(launch.c.id.in_(ids)).order_by(launch.c.first_seen.desc()).limit(MOST_FOUND)
    return [_launch(row) for row in connection.execute(query)]


def _current() -> Select[Any]:
    return select(launch).where(launch.c.joined_into.is_(None))


def _launch(row: Row[Any]) -> Launch:
    return replace(decode(Launch, row.body), id=row.id, revision=row.revision)


def _folded_name(one: Launch) -> str:
    return fold(one.given_title or f"{one.view.lab or ''} {one.view.name or one.title}")


def _seconds(when: datetime | None) -> Any:  # noqa: ANN401 - a number, or the database's own clock
    return when.timestamp() if when is not None else now()


def _keep_revision(connection: Connection, launch_id: int, one: Launch) -> None:
    row = {"launch_id": launch_id, "revision": one.revision, "changes": list(one.changes), "at": now()}
    connection.execute(insert(revision).values(row))
