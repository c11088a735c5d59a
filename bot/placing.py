"""What happens to an article in one transaction: keep it, place its reports, and queue what they change for people.

    keep (new, or edited since) -> name every report -> lock -> place -> merge each launch anew -> tell

People's decisions are replayed over every name that is compared, so that whatever reads or places anew keeps to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot import crash_points
from bot.catalogue import Catalogue
from bot.launches import (
    Decisions,
    Named,
    Placed,
    changes,
    decided,
    grouped,
    is_news_of,
    launch_of,
    may_second,
    name_words,
    named,
    named_blocks,
    place,
    whole_names,
)
from bot.matching import Matching
from bot.store import articles, outbox, reports
from bot.store import decisions as decision_log
from bot.store import launches as stored
from bot.store.reports import Candidate, KeptReport
from bot.telling import Change, is_old, tell, tell_of_join
from bot.types import Article, Decision, Event, Launch, Report
from bot.types.codec import decode, encode

NEAR = timedelta(days=14)  # names further apart in time are one launch only if they are the same to the letter
NEWS: frozenset[Event] = frozenset({"weights", "price", "benchmark", "quant", "license", "deprecation", "update"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """An article that was read, with what identifies it."""

    source_id: int | None
    article: Article
    canonical: str
    content_hash: str
    reports: tuple[Report, ...]
    tells_old: bool = False  # announce it however old it is: backfill was chosen
    looked_at: datetime | None = None  # when its source was looked at before: it came after that


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an article: launches that are new or changed, and how many deliveries they make."""

    launches: tuple[Launch, ...] = ()
    deliveries: int = 0
    was_known: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """A report of the article at hand: its row, and whom it names once people's decisions are applied."""

    id: int
    report: Report
    who: Named | None


class Placing:
    """Places reports in launches; holds what that needs to know of names and interests."""

    def __init__(self, catalogue: Catalogue, matching: Matching) -> None:
        self._catalogue = catalogue
        self._matching = matching
        self.words = name_words(catalogue)
        self._decisions = (0, Decisions())  # those up to a number

    def accept(self, connection: Connection, accepted: Accepted, now: datetime) -> Outcome:
        """Keep an article and everything that follows from it; replaying one that is known does nothing.

        An article whose text was edited is read anew: what it said before no longer counts.
        """
        kept = articles.keep_article(
            connection, accepted.source_id, accepted.article, accepted.canonical, accepted.content_hash
        )
        if kept is None:
            return Outcome(was_known=True)
        crash_points.reach("kept")
        said_before = reports.drop_of_article(connection, kept.id) if kept.is_edited else []
        found = self._keep(connection, kept.id, accepted.reports, kept.seen_at or now)
        changed = self._place(connection, found, said_before)
        told_before = sorted({one.launch_id for one in said_before if one.launch_id})
        again = [one for number in told_before for one in self._regroup(connection, [number])]
        news = _latest([*changed, *again])
        is_fresh = [
            accepted.tells_old or not is_old(accepted.article, accepted.looked_at, one.launch, now) for one in news
        ]
        sent = sum(
            tell(connection, self._matching, one, now, is_fresh=fresh)
            for one, fresh in zip(news, is_fresh, strict=True)
        )
        crash_points.reach("enqueued")
        return Outcome(tuple(one.launch for one in news), sent)

    def decide(self, connection: Connection, decision: Decision, launch_ids: Sequence[int], now: datetime) -> Launch:
        """Keep a person's decision and follow it at once; return the launch that it is about as it then stands."""
        decision_log.add_decision(connection, decision)
        changed = self._regroup(connection, launch_ids)
        for one in changed:
            tell(connection, self._matching, one, now, is_fresh=False)
        launch = stored.launch_by_id(connection, launch_ids[0])
        assert launch is not None  # the caller found it in this transaction
        return launch

    def place_anew(self, connection: Connection) -> int:
        """Name and place everything that was kept anew, keeping to people's decisions; return how many launches are."""
        for one in reports.everything(connection):
            who = self._name(one.report)
            reports.name_anew(
                connection, one.id, _kept_name(who), self._blocks(who, one.report, self._decided(connection))
            )
        self._regroup(connection, stored.current_ids(connection))
        return len(stored.current_ids(connection))

    def _decided(self, connection: Connection) -> Decisions:
        last = decision_log.last_decision(connection)
        if last != self._decisions[0]:
            self._decisions = (last, decided(decision_log.every_decision(connection)))
        return self._decisions[1]

    def _name(self, report: Report) -> Named | None:
        """Return whom a report names, if it launches that or may be news of it."""
        return named(report, self.words) if report.is_launch or _may_be_news(report) else None

    def _blocks(self, who: Named | None, report: Report, decisions: Decisions) -> Sequence[str]:
        """Return the keys of a name, and of what people made of it."""
        if who is None:
            return ()
        return tuple(dict.fromkeys((*named_blocks(who), *named_blocks(decisions.applied(who, report.url)))))

    def _keep(
        self, connection: Connection, article_id: int, found: Iterable[Report], seen: datetime
    ) -> Sequence[Naming]:
        decisions = self._decided(connection)
        rows = [(report, self._name(report)) for report in (_dated(one, seen) for one in found)]
        blocks = [self._blocks(who, report, decisions) for report, who in rows]
        stored.lock_blocks(connection, {block for some in blocks for block in some})
        return [
            Naming(
                reports.keep_report(connection, article_id, report, _kept_name(who), keys),
                report,
                decisions.applied(who, report.url) if who else None,
            )
            for (report, who), keys in zip(rows, blocks, strict=True)
        ]

    def _place(self, connection: Connection, found: Sequence[Naming], said_before: Sequence[Candidate]) -> list[Change]:
        launching = [one.who if one.report.is_launch else None for one in found]
        changed = [
            self._place_launch(connection, [found[i] for i in group], found, said_before)
            for group in grouped(launching, self.words)
        ]
        news = [one for one in found if one.who and _may_be_news(one.report)]
        return [*changed, *(one for it in news for one in self._place_news(connection, it))]

    def _place_launch(
        self,
        connection: Connection,
        group: Sequence[Naming],
        all_ours: Sequence[Naming],
        said_before: Sequence[Candidate],
    ) -> Change:
        """Put reports of one launch where they belong: in a new one, in one, or in several that are one from now on."""
        near = self._near(connection, group, {one.id for one in all_ours}, said_before)
        placed: dict[int, list[Named]] = {}
        for row, who in near:
            if row.launch_id is not None:
                placed.setdefault(row.launch_id, []).append(who)
        candidates = [Placed(number, tuple(names)) for number, names in placed.items()]
        ids = sorted({one for it in group if it.who for one in place(it.who, candidates, self.words)})
        waiting = [
            row.id
            for row, who in near
            if row.launch_id is None and any(it.who and is_news_of(who, it.who, self.words) for it in group)
        ]
        mine = [*(one.id for one in group), *waiting]
        if not ids:
            return self._start(connection, mine)
        reports.put_in(connection, mine, ids[0])
        return self._merge(connection, ids)

    def _place_news(self, connection: Connection, one: Naming) -> list[Change]:
        """Put news on a launch that is known with it; it starts none, and waits when none is known."""
        assert one.who is not None
        near = self._near(connection, [one], {one.id}, ())
        known = [(row, who) for row, who in near if row.launch_id and is_news_of(one.who, who, self.words)]
        if not known:
            return []
        newest = max(known, key=lambda it: (it[1].published or datetime.min.replace(tzinfo=UTC), it[0].launch_id))
        launch_id = newest[0].launch_id
        assert launch_id is not None
        reports.put_in(connection, [one.id], launch_id)
        return [self._merge(connection, [launch_id])]

    def _near(
        self, connection: Connection, group: Sequence[Naming], without: set[int], said_before: Sequence[Candidate]
    ) -> list[tuple[Candidate, Named]]:
        decisions = self._decided(connection)
        names = [one.who for one in group if one.who is not None]
        times = [who.published for who in names if who.published is not None]
        blocks = {block for one in group for block in self._blocks(one.who, one.report, decisions)}
        since, until = (min(times) - NEAR).timestamp(), (max(times) + NEAR).timestamp()
        found = reports.candidates(connection, blocks, since, until, {it for who in names for it in whole_names(who)})
        others = [*(row for row in found if row.id not in without), *said_before]
        return [(row, decisions.applied(decode(Named, row.named), row.url)) for row in others]

    def _start(self, connection: Connection, report_ids: Sequence[int]) -> Change:
        kept = reports.by_ids(connection, report_ids)
        launch = launch_of([one.report for one in kept], self._catalogue, self._decided(connection))
        new = stored.add_launch(connection, launch)
        assert new.id is not None
        reports.put_in(connection, report_ids, new.id)
        return Change(new)

    def _merge(self, connection: Connection, ids: Sequence[int]) -> Change:
        """Make one launch of several, or one anew of all its reports, and keep what that changes."""
        stored.lock_launches(connection, ids)
        before = [one for number in ids if (one := stored.launch_by_id(connection, number)) is not None]
        if len(ids) > 1:
            reports.move_reports(connection, ids[1:], ids[0])
            stored.join_launches(connection, ids[1:], ids[0])
            outbox.join(connection, ids[1:], ids[0])
            tell_of_join(connection, before[1:], ids[0])
        kept = [one.report for one in reports.of_launches(connection, [ids[0]])]
        return self._update(connection, before, kept)

    def _update(self, connection: Connection, before: Sequence[Launch], kept: Sequence[Report]) -> Change:
        was = before[0]
        if any(report.is_launch for report in kept):
            launch = launch_of(kept, self._catalogue, self._decided(connection))
            lines = changes(was.view, launch.view)
            if launch.given_title != was.given_title:
                lines = (*lines, f"now called {launch.given_title}")
        else:  # every article that told of it was edited and does so no longer
            launch, lines = was, ("announcement withdrawn",)
        revision = max(one.revision for one in before) + bool(lines)
        times = [one.first_seen for one in (*before, launch) if one.first_seen]
        now = replace(
            launch, id=was.id, revision=revision, changes=lines or was.changes, first_seen=min(times, default=None)
        )
        stored.update_launch(connection, now, is_new_revision=bool(lines))
        return Change(now, was, lines)

    def _regroup(self, connection: Connection, ids: Sequence[int]) -> list[Change]:
        """Place the reports of some launches anew among themselves: they may come apart, or together."""
        decisions = self._decided(connection)
        kept = reports.of_launches(connection, ids)
        names = [(one, named(one.report, self.words)) for one in kept]
        launching = [
            decisions.applied(who, one.report.url) if who and one.report.is_launch else None for one, who in names
        ]
        groups = [[kept[i] for i in group] for group in grouped(launching, self.words)]
        rest = [one for one, who in zip(kept, launching, strict=True) if who is None]
        homes = _homes(groups, ids)
        if not groups:
            return [self._merge(connection, [number]) for number in ids]
        changed = []
        for group, home in zip(groups, homes, strict=True):
            own = [one.id for one in group]
            if home is None:
                changed.append(self._start(connection, own))
            else:
                news = [one.id for one in rest if one.launch_id == home or home == homes[0]]
                reports.put_in(connection, [*own, *news], home)
        left = [number for number in ids if number not in homes]
        first = next(number for number in homes if number is not None)
        for number in homes:
            if number is not None:
                changed.append(self._merge(connection, [number, *(left if number == first else [])]))
        return changed


def _homes(groups: Sequence[Sequence[KeptReport]], ids: Sequence[int]) -> list[int | None]:
    """Return which launch each group stays in: that of its first report, each launch once; None: a new one."""
    homes: list[int | None] = []
    for group in groups:
        home = next((one.launch_id for one in group if one.launch_id in ids and one.launch_id not in homes), None)
        homes.append(home)
    return homes


def _may_be_news(report: Report) -> bool:
    """Return whether a report that launches nothing may say something of a launch that is known."""
    return may_second(report) or (not report.is_launch and report.event in NEWS)


def _latest(changed: Sequence[Change]) -> list[Change]:
    """Return one change for each launch, from how it was before all of them to how it is now."""
    found: dict[int | None, Change] = {}
    for one in changed:
        earlier = found.get(one.launch.id)
        if earlier is not None:
            lines = tuple(dict.fromkeys((*earlier.lines, *one.lines)))
            one = replace(one, before=earlier.before, lines=lines)  # noqa: PLW2901 - the same change, whole
        found[one.launch.id] = one
    return [one for one in found.values() if one.is_news]


def _kept_name(who: Named | None) -> object:
    return encode(replace(who, text="")) if who is not None else None


def _dated(report: Report, now: datetime) -> Report:
    """Give a report without a date the day it came: identity looks at how far apart reports are."""
    published = report.published
    return report if published is not None and published <= now else replace(report, published=now)
