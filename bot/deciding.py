"""What people decide about launches, made into events that name what they mean and followed at once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from bot.launches import named
from bot.placing import Placing
from bot.store import launches as stored
from bot.store import reports
from bot.types import Decision, Fact, Launch


def merge(connection: Connection, placing: Placing, stays: int, goes: int, by: str, now: datetime) -> Launch:
    """Make one launch of two; every name of the second is the first's from now on."""
    both = reports.of_launches(connection, [stays, goes])
    keys = _keys(connection, placing, [stays])
    names = tuple(dict.fromkeys((*keys[:1], *_keys(connection, placing, [goes]))))
    urls = tuple(sorted({one.report.url for one in both}))
    decision = Decision("merge", names, urls=urls, by=by, at=now)
    return placing.decide(connection, decision, [stays, goes], now)


def split(
    connection: Connection, placing: Placing, launch_id: int, which: str, by: str, now: datetime
) -> tuple[Launch, tuple[str, ...]] | None:
    """Take an article (by its address) or a model (by its name) out of a launch; None when that is all or none of it.

    Returns the launch as it stays, and the titles of what was taken out.
    """
    kept = [one.report for one in reports.of_launches(connection, [launch_id])]
    wanted = stored.fold(which)
    by_url = [one for one in kept if one.url and one.url == which]
    out = by_url or [one for one in kept if one.name and wanted and stored.fold(one.name) == wanted]
    if not out or not any(one.is_launch and one not in out for one in kept):
        return None
    keys = {who.key for one in out if (who := named(one, placing.words)) is not None}
    urls = tuple(sorted({one.url for one in by_url}))
    decision = Decision("split", tuple(sorted(keys)), urls=urls, by=by, at=now)
    launch = placing.decide(connection, decision, [launch_id], now)
    return launch, tuple(dict.fromkeys(one.title for one in out))


def retitle(connection: Connection, placing: Placing, launch_id: int, title: str, by: str, now: datetime) -> Launch:
    """Give a launch a title that stays, whatever articles call it."""
    decision = Decision("retitle", _keys(connection, placing, [launch_id]), title=title, by=by, at=now)
    return placing.decide(connection, decision, [launch_id], now)


def mark_wrong(connection: Connection, placing: Placing, launch_id: int, fact: Fact, by: str, now: datetime) -> Launch:
    """Mark a number as wrong: no card shows it again, and those that did are corrected."""
    decision = Decision(
        "wrong",
        _keys(connection, placing, [launch_id]),
        field=fact.field,
        value=fact.value if not isinstance(fact.value, bool) else str(fact.value),
        owner=fact.owner,
        measure=fact.measure,
        printed=fact.printed,
        by=by,
        at=now,
    )
    return placing.decide(connection, decision, [launch_id], now)


def _keys(connection: Connection, placing: Placing, launch_ids: Sequence[int]) -> tuple[str, ...]:
    """Return every name that articles give launches, the launch's own first."""
    launch = stored.launch_by_id(connection, launch_ids[0])
    own = launch.key if launch else ""
    kept = reports.of_launches(connection, launch_ids)
    names = {who.key for one in kept if (who := named(one.report, placing.words)) is not None}
    plain = own.partition("#")[0]
    ordered = (own, plain) if "#" in own else (own,)
    return tuple(dict.fromkeys((*reversed(ordered), *sorted(names))))
