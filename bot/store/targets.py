"""How a place wants to be told: quiet hours, a cap a day, snoozes. One row of `lane` is one place."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from bot.store.clock import now
from bot.store.rows import batch, ids, ids_of, kind_of, rows_of
from bot.store.subscriptions import is_target, lane_of, record_change
from bot.store.tables import delivery, lane, snooze, subscription
from bot.types import Snooze, Target, TargetSettings


def settings_of(connection: Connection, target: Target) -> TargetSettings:
    """Return a place's settings; the plain ones for a place that set none."""
    columns = (lane.c.quiet_from, lane.c.quiet_to, lane.c.zone, lane.c.most_per_day)
    row = connection.execute(select(*columns).where(is_target(target))).first()
    return TargetSettings(*row) if row is not None else TargetSettings()


def set_settings(connection: Connection, target: Target, wanted: TargetSettings) -> None:
    """Keep a place's settings; every process hears of it."""
    lane_id = lane_of(connection, target)
    values = {
        "quiet_from": wanted.quiet_from,
        "quiet_to": wanted.quiet_to,
        "zone": wanted.zone,
        "most_per_day": wanted.most_per_day,
    }
    connection.execute(update(lane).where(lane.c.id == lane_id).values(values))
    for one in connection.execute(select(subscription.c.id).where(subscription.c.lane_id == lane_id)).scalars().all():
        record_change(connection, one)


def told_since(connection: Connection, since: Mapping[int, float], launch_id: int) -> Mapping[int, int]:
    """Return of how many other launches the place of each subscription was told at once since its moment."""
    if not since:
        return {}
    told = connection.execute(_told(kind_of(connection)), {"launch": launch_id, **batch(since.items())})
    return {**dict.fromkeys(since, 0), **{row.id: row.told for row in told}}


@cache
def _told(kind: str) -> Select[Any]:
    asked = rows_of(kind, ("id", "id"), ("since", "seconds"))
    at_once = and_(
        delivery.c.lane_id == subscription.c.lane_id,
        delivery.c.due_at >= asked.c.since,
        delivery.c.launch_id != bindparam("launch"),
        ~delivery.c.in_digest,
        delivery.c.state != "dead",
    )
    told = select(asked.c.id, func.count(func.distinct(delivery.c.launch_id)).label("told"))
    found = told.select_from(asked).join(subscription, subscription.c.id == asked.c.id).join(delivery, at_once)
    return found.group_by(asked.c.id)


def digested_until(connection: Connection, subscription_ids: Collection[int]) -> Mapping[int, float]:
    """Return the due time of the last digest at the place of each subscription; those without one are left out."""
    kind = kind_of(connection)
    rows = connection.execute(_digested(kind), ids(kind, subscription_ids)) if subscription_ids else ()
    return {row.id: row.digested_until for row in rows}


@cache
def _digested(kind: str) -> Select[Any]:
    asked = ids_of(kind)
    of_place = select(asked.c.id, lane.c.digested_until).join(subscription, subscription.c.id == asked.c.id)
    return of_place.join(lane, lane.c.id == subscription.c.lane_id).where(lane.c.digested_until.is_not(None))


def add_snooze(connection: Connection, target: Target, owner: str, query: str, ends_at: datetime | None) -> Snooze:
    """Keep a snooze and return it; the same query at the same place again moves its end."""
    lane_id = lane_of(connection, target)
    ends = ends_at.timestamp() if ends_at is not None else None
    same = and_(snooze.c.lane_id == lane_id, snooze.c.query == query)
    known = connection.execute(select(snooze.c.id).where(same)).scalar()
    if known is not None:
        connection.execute(update(snooze).where(snooze.c.id == known).values(ends_at=ends, owner=owner))
        return Snooze(int(known), target, owner, query, ends_at)
    row = insert(snooze).values(lane_id=lane_id, owner=owner, query=query, ends_at=ends, created_at=now())
    return Snooze(int(connection.execute(row.returning(snooze.c.id)).scalar_one()), target, owner, query, ends_at)


def snoozes_of(connection: Connection, target: Target) -> tuple[Snooze, ...]:
    """Return the snoozes of a place that have not ended."""
    rows = select(snooze).join(lane, snooze.c.lane_id == lane.c.id).where(is_target(target), _is_active())
    return tuple(_snooze(row, target) for row in connection.execute(rows.order_by(snooze.c.id)))


def end_snooze(connection: Connection, target: Target, snooze_id: int) -> bool:
    """End a snooze of a place; return whether there was one."""
    lanes = select(lane.c.id).where(is_target(target))
    gone = delete(snooze).where(snooze.c.id == snooze_id, snooze.c.lane_id.in_(lanes))
    return connection.execute(gone).rowcount == 1


def snoozed(connection: Connection) -> tuple[tuple[int, str], ...]:
    """Return each subscription whose place snoozes something now, with that query."""
    rows = select(subscription.c.id, snooze.c.query).join(snooze, snooze.c.lane_id == subscription.c.lane_id)
    return tuple((row.id, row.query) for row in connection.execute(rows.where(_is_active())))


def _is_active() -> ColumnElement[bool]:
    return or_(snooze.c.ends_at.is_(None), snooze.c.ends_at > now())


def _snooze(row: Row[Any], target: Target) -> Snooze:
    ends = datetime.fromtimestamp(row.ends_at, UTC) if row.ends_at is not None else None
    return Snooze(row.id, target, row.owner, row.query, ends)


def serves_others(connection: Connection, platform: str, workspace: str) -> bool:
    """Return whether channels of any other workspace are subscribed here."""
    other = or_(lane.c.platform != platform, lane.c.workspace != workspace)
    found = select(lane.c.id).where(lane.c.kind == "channel", lane.c.platform != "web", other)
    return connection.execute(found.limit(1)).scalar() is not None
