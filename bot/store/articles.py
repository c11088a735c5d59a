"""Articles and what was read from them. Identity is the canonical address plus content, never a date."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import article, report
from bot.types import Article, Report
from bot.types.codec import dump_report


def keep_article(
    connection: Connection, source_id: int | None, one: Article, canonical: str, content_hash: str
) -> int | None:
    """Keep an article and return its id; None when its address or its content is known.

    Two sources may bring the same article in the same moment: the second waits for the first, and finds it known.
    """
    known = select(article.c.id).where(or_(article.c.canonical == canonical, article.c.content_hash == content_hash))
    if connection.execute(known.limit(1)).scalar() is not None:
        return None
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    row = make(article).values(
        source_id=source_id,
        url=one.url,
        canonical=canonical,
        content_hash=content_hash,
        title=one.title,
        text=one.text,
        seen_at=now(),
    )
    found = connection.execute(row.on_conflict_do_nothing().returning(article.c.id)).scalar()
    return int(found) if found is not None else None


def keep_report(connection: Connection, article_id: int, one: Report, launch_id: int | None) -> int:
    """Keep a report of an article, placed in a launch or in none; return its id."""
    row = insert(report).values(article_id=article_id, launch_id=launch_id, body=dump_report(one))
    return int(connection.execute(row.returning(report.c.id)).scalar_one())


def move_reports(connection: Connection, launch_ids: Sequence[int], into: int) -> None:
    """Give the reports of several launches to one."""
    connection.execute(update(report).where(report.c.launch_id.in_(launch_ids)).values(launch_id=into))
