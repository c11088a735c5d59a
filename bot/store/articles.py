"""Articles as they were read. Identity is the canonical address plus content, never a date."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.tables import article, report
from bot.types import Article

SETTLED_SECONDS = 3600.0  # an article is read again from then
STALE_SECONDS = 72 * 3600.0  # until then


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article's row: new, or one whose text was edited since it was kept."""

    id: int
    is_edited: bool = False
    seen_at: datetime | None = None  # of an edited one: when it first came


def keep_article(
    connection: Connection, source_id: int | None, one: Article, canonical: str, content_hash: str
) -> KeptArticle | None:
    """Keep an article, or the new text of one that was edited; None when nothing of it is new.

    Two sources may bring the same article in the same moment: the second waits for the first, and finds it known.
    """
    known = select(article.c.id, article.c.canonical, article.c.content_hash, article.c.seen_at)
    rows = connection.execute(
        known.where(or_(article.c.canonical == canonical, article.c.content_hash == content_hash))
    ).all()
    here = next((row for row in rows if row.canonical == canonical), None)
    if here is not None:
        if here.content_hash == content_hash:
            return None
        _edit(connection, here.id, one, content_hash)
        return KeptArticle(here.id, is_edited=True, seen_at=datetime.fromtimestamp(here.seen_at, UTC))
    return _add(connection, source_id, one, canonical, content_hash) if not rows else None


def _edit(connection: Connection, article_id: int, one: Article, content_hash: str) -> None:
    values = {"title": one.title, "text": one.text, "content_hash": content_hash}
    connection.execute(update(article).where(article.c.id == article_id).values(values))


def _add(
    connection: Connection, source_id: int | None, one: Article, canonical: str, content_hash: str
) -> KeptArticle | None:
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
    return KeptArticle(int(found)) if found is not None else None


def to_read_again(connection: Connection, addresses: Collection[str]) -> frozenset[str]:
    """Return which of these canonical addresses are of articles on launches of late: they may have been edited."""
    placed = select(report.c.article_id).where(report.c.launch_id.is_not(None))
    age = now() - article.c.seen_at
    rows = select(article.c.canonical).where(
        article.c.canonical.in_(addresses), age.between(SETTLED_SECONDS, STALE_SECONDS), article.c.id.in_(placed)
    )
    return frozenset(connection.execute(rows).scalars())
