"""Entries of sources that were seen: known by their id, and known again by address or headline under another id."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, or_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import entry

HOST_MARK = 6
MOST_HOSTS = 100


@dataclass(frozen=True, slots=True)
class EntryMarks:
    """What an entry is known by: the feed's id, and short hashes of its address and headline, "" where it has none."""

    key: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class KnownEntries:
    """Which ids, addresses and headlines of a list were seen in a source before."""

    keys: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()  # of the addresses of all that was seen, as marks


def known_entries(connection: Connection, source_id: int, marks: Collection[EntryMarks]) -> KnownEntries:
    """Return what of these entries was seen in the source before."""
    if not marks:
        return KnownEntries()
    keys, urls, titles = ({getattr(one, part) for one in marks} - {""} for part in ("key", "url", "title"))
    seen = or_(entry.c.key.in_(keys), entry.c.url_mark.in_(urls), entry.c.title_mark.in_(titles))
    columns = (entry.c.key, entry.c.url_mark, entry.c.title_mark)
    rows = connection.execute(select(*columns).where(entry.c.source_id == source_id, seen)).all()
    return KnownEntries(
        frozenset(row.key for row in rows) & keys,
        frozenset(row.url_mark for row in rows) & urls,
        frozenset(row.title_mark for row in rows) & titles,
        _hosts(connection, source_id),
    )


def _hosts(connection: Connection, source_id: int) -> frozenset[str]:
    """Return the first characters of the known addresses' marks, which stand for their hosts."""
    mark = func.substr(entry.c.url_mark, 1, HOST_MARK)
    seen = select(mark).where(entry.c.source_id == source_id, entry.c.url_mark != "").distinct().limit(MOST_HOSTS)
    return frozenset(connection.execute(seen).scalars())


def has_entries(connection: Connection, source_id: int) -> bool:
    """Return whether any entry of a source was ever seen."""
    return connection.execute(select(entry.c.key).where(entry.c.source_id == source_id).limit(1)).scalar() is not None


def keep_entries(connection: Connection, source_id: int, marks: Sequence[EntryMarks]) -> None:
    """Remember entries as seen."""
    if not marks:
        return
    rows = [
        {"source_id": source_id, "key": one.key, "seen_at": now(), "url_mark": one.url, "title_mark": one.title}
        for one in {one.key: one for one in marks}.values()
    ]
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    connection.execute(make(entry).values(rows).on_conflict_do_nothing())
