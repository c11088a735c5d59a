"""Reports: what was read from articles, found by whom they name, without their facts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, true, update

from bot.store.tables import article, report, report_block
from bot.types import Report
from bot.types.codec import dump_report, load_report


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that may be of the launch that another is of."""

    id: int
    launch_id: int | None  # None: news that waits for its launch
    named: Any  # JSON of what placing compares
    url: str  # of its article


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report with its row."""

    id: int
    launch_id: int | None
    report: Report


def keep_report(
    connection: Connection,
    article_id: int,
    one: Report,
    named: Any,  # noqa: ANN401 - JSON
    blocks: Collection[str],
) -> int:
    """Keep a report of an article, not placed yet, under its blocks; return its id."""
    published = one.published.timestamp() if one.published else None
    row = insert(report).values(article_id=article_id, body=dump_report(one), named=named, published=published)
    report_id = int(connection.execute(row.returning(report.c.id)).scalar_one())
    if blocks:
        rows = [{"block": block, "report_id": report_id} for block in blocks]
        connection.execute(insert(report_block).values(rows))
    return report_id


def put_in(connection: Connection, report_ids: Iterable[int], launch_id: int) -> None:
    """Place reports in a launch."""
    connection.execute(update(report).where(report.c.id.in_(list(report_ids))).values(launch_id=launch_id))


def candidates(
    connection: Connection, blocks: Collection[str], since: float, until: float, whole_names: Collection[str]
) -> list[Candidate]:
    """Return the reports that share a block, of a time near enough or of exactly this name at any time."""
    is_near = or_(
        report.c.published.is_(None), report.c.published.between(since, until), report_block.c.block.in_(whole_names)
    )
    ids = (
        select(report_block.c.report_id)
        .join(report, report.c.id == report_block.c.report_id)
        .where(report_block.c.block.in_(blocks), is_near, report.c.named.is_not(None))
    )
    rows = (
        select(report.c.id, report.c.launch_id, report.c.named, article.c.url)
        .join(article, article.c.id == report.c.article_id)
        .where(report.c.id.in_(ids))
        .order_by(report.c.id)
    )
    return [Candidate(row.id, row.launch_id, row.named, row.url) for row in connection.execute(rows)]


def of_launches(connection: Connection, launch_ids: Sequence[int]) -> list[KeptReport]:
    """Return every report of launches, in the order they were kept."""
    return _kept(connection, report.c.launch_id.in_(launch_ids))


def by_ids(connection: Connection, report_ids: Sequence[int]) -> list[KeptReport]:
    """Return some reports, in the order they were kept."""
    return _kept(connection, report.c.id.in_(report_ids))


def everything(connection: Connection) -> list[KeptReport]:
    """Return every report, in the order they were kept."""
    return _kept(connection, true())


def _kept(connection: Connection, which: ColumnElement[bool]) -> list[KeptReport]:
    rows = select(report.c.id, report.c.launch_id, report.c.body).where(which).order_by(report.c.id)
    return [KeptReport(row.id, row.launch_id, load_report(row.body)) for row in connection.execute(rows)]


def name_anew(
    connection: Connection,
    report_id: int,
    named: Any,  # noqa: ANN401 - JSON
    blocks: Collection[str],
) -> None:
    """Keep whom a report names, found anew."""
    connection.execute(update(report).where(report.c.id == report_id).values(named=named))
    connection.execute(delete(report_block).where(report_block.c.report_id == report_id))
    if blocks:
        connection.execute(insert(report_block).values([{"block": one, "report_id": report_id} for one in blocks]))


def drop_of_article(connection: Connection, article_id: int) -> list[Candidate]:
    """Remove what was read from an article, for reading it anew; return what was placed in launches, as it was."""
    rows = connection.execute(
        select(report.c.id, report.c.launch_id, report.c.named, article.c.url)
        .join(article, article.c.id == report.c.article_id)
        .where(report.c.article_id == article_id, report.c.launch_id.is_not(None), report.c.named.is_not(None))
    ).all()
    mine = select(report.c.id).where(report.c.article_id == article_id)
    connection.execute(delete(report_block).where(report_block.c.report_id.in_(mine)))
    connection.execute(delete(report).where(report.c.article_id == article_id))
    return [Candidate(row.id, row.launch_id, row.named, row.url) for row in rows]


def move_reports(connection: Connection, launch_ids: Sequence[int], into: int) -> None:
    """Give the reports of several launches to one."""
    connection.execute(update(report).where(report.c.launch_id.in_(launch_ids)).values(launch_id=into))
