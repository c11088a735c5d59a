"""Who hears of a change: a new launch goes to everyone who wants it, a revision to those who know it or match it late.

A launch inhibits its own chatter: an article that changes nothing tells nobody, and a revision is no news to a
subscription that wanted the launch before but was not there for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.launches import is_correction
from bot.matching import Matching
from bot.store import audience, outbox
from bot.types import Article, Launch

OLD = timedelta(days=7)  # an article of before that is kept and placed, but is no news to anyone
LONG_AGO = timedelta(days=30)  # a launch of before that is none either, whatever an article of today says of it


@dataclass(frozen=True, slots=True)
class Change:
    """A launch that is new, or what is new about one."""

    launch: Launch
    before: Launch | None = None  # None: the launch is new
    lines: tuple[str, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anybody needs to hear of it."""
        return self.before is None or bool(self.lines)


def tell(connection: Connection, matching: Matching, change: Change, now: datetime, *, is_fresh: bool) -> int:
    """Queue a change for those it is news to; return how many deliveries that makes.

    What is old news is nobody's alert, but a card that shows the launch is kept right, however old.
    """
    launch = change.launch
    launch_id = launch.id or 0
    if change.before is None:
        if not is_fresh:
            return 0
        wanted = matching.wanted(connection, launch, now)
        return outbox.enqueue(connection, launch_id, launch.revision, wanted.due, wanted.digests) if wanted.due else 0
    if not change.lines:
        return 0
    wanted = matching.wanted(connection, launch, now)
    knowing = audience.knowing(connection, launch_id)
    due = {one: when for one, when in wanted.due.items() if one in knowing}
    if is_fresh:
        early = matching.wanted(connection, change.before, now).due
        late = {one: when for one, when in wanted.due.items() if one not in knowing and one not in early}
        audience.keep_late(connection, launch_id, dict.fromkeys(late, "; ".join(change.lines)))
        due |= late
    else:
        shown = audience.shown_to(connection, launch_id, on_a_card=True)
        due = {one: when for one, when in due.items() if one in shown}
    if is_correction(change.lines):  # whoever saw the wrong number is told, even if they would not be asked again
        due |= dict.fromkeys(audience.shown_to(connection, launch_id) - due.keys(), None)
    return outbox.enqueue(connection, launch_id, launch.revision, due, wanted.digests) if due else 0


def tell_of_join(connection: Connection, gone: list[Launch], into: int) -> None:
    """Where two cards turned out to be of one launch, let the second point to the first."""
    ids = [one.id for one in gone if one.id is not None]
    for launch_id, due in audience.left_over(connection, ids, into).items():
        revision = next(one.revision for one in gone if one.id == launch_id) + 1
        if due:
            outbox.enqueue(connection, launch_id, revision, dict.fromkeys(due, None))


def is_old(article: Article, looked_at: datetime | None, launch: Launch, now: datetime) -> bool:
    """Return whether nobody needs to hear of a launch from an article: one of them is of long ago.

    An article without a date may be as old as the last look at its source: one of long ago, after weeks without a
    process or in a backup that was put back, leaves nothing sure.
    """
    came = article.published or looked_at
    if came is not None and now - came > OLD:
        return True
    if launch.first_seen is not None and now - launch.first_seen > LONG_AGO:
        return True
    released = launch.view.release_date or ""
    return released < (now - LONG_AGO).date().isoformat()[: len(released)]  # "2026-04" is of April until April is over
