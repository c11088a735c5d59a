"""What happens to an article in one transaction: keep it, place its reports, and queue what they change for people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.launches import Placed, blocks, changes, identity, launch_of, name_words, place, together
from bot.matching import Matching
from bot.store import articles, outbox
from bot.store import launches as stored
from bot.types import Article, Launch, Report

OLD = timedelta(days=7)  # an article of before that is kept and placed, but is no news to anyone
LONG_AGO = timedelta(days=30)  # a launch of before that is none either, whatever an article of today says of it


@dataclass(frozen=True, slots=True)
class Accepted:
    """An article that was read, with what identifies it."""

    source_id: int | None
    article: Article
    canonical: str
    content_hash: str
    reports: tuple[Report, ...]
    tells_old: bool = False  # announce it however old it is: backfill was chosen


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an article: launches that are new or changed, and how many deliveries they make."""

    launches: tuple[Launch, ...] = ()
    deliveries: int = 0
    was_known: bool = False


class Placing:
    """Places reports in launches; holds what that needs to know of names and interests."""

    def __init__(self, catalogue: Catalogue, matching: Matching) -> None:
        self._catalogue = catalogue
        self._matching = matching
        self._words = name_words(catalogue)

    def accept(self, connection: Connection, accepted: Accepted, now: datetime) -> Outcome:
        """Keep an article and everything that follows from it; replaying one that is known does nothing."""
        article_id = articles.keep_article(
            connection, accepted.source_id, accepted.article, accepted.canonical, accepted.content_hash
        )
        if article_id is None:
            return Outcome(was_known=True)
        reports = [_dated(report, now) for report in accepted.reports]
        groups = together(reports, self._words)
        for number, report in enumerate(reports):
            if not any(number in group for group in groups):
                articles.keep_report(connection, article_id, report, None)
        found = [self._place(connection, article_id, [reports[i] for i in group]) for group in groups]
        told = [launch for launch in found if launch is not None]
        news = [one for one in told if accepted.tells_old or not _is_old(accepted.article, one, now)]
        return Outcome(tuple(told), sum(self._tell(connection, launch, now) for launch in news))

    def _place(self, connection: Connection, article_id: int, reports: Sequence[Report]) -> Launch | None:
        """Place reports of one launch; return the launch when it is new or says something new."""
        keys = sorted({key for report in reports if (one := identity(report, self._words)) for key in blocks(one)})
        stored.lock_blocks(connection, keys)
        known = stored.candidates(connection, keys)
        candidates = [Placed(number, found) for number, found in known.items()]
        ids = sorted({one for report in reports for one in place(report, candidates, self._words)})
        ids = ids or self._later_news(reports, candidates)
        everything = [*(report for one in ids for report in known[one]), *reports]
        launch = launch_of(everything, self._catalogue)
        if not ids:
            kept = stored.add_launch(connection, launch, keys)
            self._keep(connection, article_id, reports, kept)
            return kept
        return self._extend(connection, article_id, reports, replace(launch, id=ids[0]), ids, keys)

    def _later_news(self, reports: Sequence[Report], candidates: Sequence[Placed]) -> list[int]:
        """Return the newest launch of exactly this name, if one is known: this is news on it, not its launch."""
        names = {identity(report, self._words) for report in reports} - {None}
        known = [one.id for one in candidates if any(identity(it, self._words) in names for it in one.reports)]
        return [max(known)] if known else []

    def _extend(
        self,
        connection: Connection,
        article_id: int,
        reports: Sequence[Report],
        launch: Launch,
        ids: Sequence[int],
        keys: Sequence[str],
    ) -> Launch | None:
        before = [one for number in ids if (one := stored.launch_by_id(connection, number)) is not None]
        if len(ids) > 1:
            articles.move_reports(connection, ids[1:], ids[0])
            stored.join_launches(connection, ids[1:], ids[0])
            outbox.join(connection, ids[1:], ids[0])
        lines = changes(before[0].view, launch.view)
        revision = max(one.revision for one in before) + bool(lines)
        first_seen = min((one.first_seen for one in before if one.first_seen), default=launch.first_seen)
        updated = replace(
            launch, revision=revision, changes=lines or before[0].changes, first_seen=first_seen or launch.first_seen
        )
        stored.update_launch(connection, updated, keys, is_new_revision=bool(lines))
        self._keep(connection, article_id, reports, updated)
        return updated if lines else None

    @staticmethod
    def _keep(connection: Connection, article_id: int, reports: Sequence[Report], launch: Launch) -> None:
        for report in reports:
            articles.keep_report(connection, article_id, report, launch.id)

    def _tell(self, connection: Connection, launch: Launch, now: datetime) -> int:
        wanted = self._matching.wanted(connection, launch, now)
        if not wanted.due:
            return 0
        return outbox.enqueue(connection, launch.id or 0, launch.revision, wanted.due, wanted.digests)


def _dated(report: Report, now: datetime) -> Report:
    """Give a report without a date the day it came: identity looks at how far apart reports are."""
    published = report.published
    return report if published is not None and published <= now else replace(report, published=now)


def _is_old(article: Article, launch: Launch, now: datetime) -> bool:
    """Return whether nobody needs to hear of a launch from an article: one of them is of long ago."""
    if article.published is not None and now - article.published > OLD:
        return True
    if launch.first_seen is not None and now - launch.first_seen > LONG_AGO:
        return True
    released = launch.view.release_date or ""
    return released < (now - LONG_AGO).date().isoformat()[: len(released)]  # "2026-04" is of April until April is over
