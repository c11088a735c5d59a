"""Taking what is due: claim due lanes, one delivery of each.

Claiming pushes a lane's `next_at` forward (that is the lease) and raises its `epoch`; an ack counts only while the
epoch stands. One delivery of a lane is under way at a time, which keeps order and the channel's rate, and bounds
duplicates to it. Where a limit holds over many lanes, no more are taken than have a turn soon; the others are queued,
in order.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, Update, and_, bindparam, func, select, text, update

from bot.store import buckets, bundles
from bot.store.acks import settle
from bot.store.clock import now
from bot.store.outbox import wakes_at
from bot.store.rows import batch, ids, ids_of, kind_of, rows_of
from bot.store.tables import ONE, WAITING, delivery, lane, receipt, subscription
from bot.types import PLAIN, Ack, Delivery, Receipt, Target, TargetSettings

BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)"
_NAMES = ("id", "lane_id", "subscription_id", "launch_id", "revision", "notice", "attempts", "begun_at", "in_digest")
_OF_DELIVERY = (*(delivery.c[name] for name in _NAMES), delivery.c.bundle)
_OF_PLACE = (lane.c.platform, lane.c.workspace, lane.c.kind, lane.c.target, lane.c.epoch)
_OF_OTHERS = (receipt.c.channel, receipt.c.message, receipt.c.sent_at, subscription.c.thread)

Moment = tuple[float, float, float]  # turn_at, claimed_at and heard_at of a Delivery
Turns = Sequence[tuple[Row[Any], Moment]]


def turn(
    connection: Connection, acks: Sequence[Ack], room: Mapping[str, int], lease_seconds: float
) -> tuple[list[Delivery], float | None]:
    """Record what came to a fate and take what is due, in one transaction; `room` is for how many, by platform.

    Returns what was taken, and when nothing was, how many seconds until something is due; None when all sleep.
    """
    if connection.dialect.name == "postgresql":
        # Its statistics lag behind a fan-out; what looked small a moment ago would be read whole for each batch.
        connection.execute(text(BY_INDEX))
    settle(connection, acks)
    claimed = [one for platform, most in room.items() for one in _claim(connection, platform, most, lease_seconds)]
    open_platforms = [platform for platform, most in room.items() if most > 0]
    return claimed, None if claimed else seconds_until_due(connection, open_platforms)


def claim_due(connection: Connection, platforms: Collection[str], limit: int, lease_seconds: float) -> list[Delivery]:
    """Take the first due delivery of each due lane, mark it begun, and keep others away for `lease_seconds`."""
    return [one for platform in platforms for one in _claim(connection, platform, limit, lease_seconds)]


def seconds_until_due(connection: Connection, platforms: Collection[str]) -> float | None:
    """Return how long until the next lane of these platforms is due; None when all sleep."""
    waits = (connection.execute(_first_wait(), {"platform": platform}).scalar() for platform in platforms)
    return min((wait for wait in waits if wait is not None), default=None)


def _claim(connection: Connection, platform: str, limit: int, lease_seconds: float) -> list[Delivery]:
    if limit <= 0:
        return []
    kind = kind_of(connection)
    due = connection.execute(_due_lanes(), {"platform": platform, "most": limit}).scalars().all()
    if not due:
        return []
    rows = connection.execute(_first_due(kind), ids(kind, due)).all()
    _rest(connection, set(due) - {row.lane_id for row in rows})
    taken = _with_turns(connection, rows)
    if taken:
        lanes = ids(kind, (row.lane_id for row, _ in taken))
        connection.execute(_leased(kind), {"lease": lease_seconds, **lanes})
        connection.execute(_begun(kind), ids(kind, (row.id for row, _ in taken if not row.in_digest)))
    return [_with_digest(connection, row, moment) for row, moment in taken]


def _with_turns(connection: Connection, rows: Sequence[Row[Any]]) -> Turns:
    """Return the rows that have a turn within the limits over many lanes; queue the lanes of the others."""
    groups: dict[buckets.Limit | None, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        groups[buckets.limit_of(row.platform, row.workspace, is_edit=row.message is not None)].append(row)
    at_once: Moment = (0.0, 0.0, 0.0)
    taken = [(row, at_once) for row in groups.pop(None, ())]
    for limit, members in groups.items():
        if limit is not None:
            given = buckets.take(connection, limit, len(members))
            moments = ((at, given.now, given.heard_at) for at in given.turns)
            taken += zip(members, moments, strict=False)
            _queue(connection, limit, members[len(given.turns) :])
    return taken


def _queue(connection: Connection, limit: buckets.Limit, rows: Sequence[Row[Any]]) -> None:
    if rows:
        waits = buckets.queue(connection, limit, len(rows))
        pairs = zip(rows, waits, strict=True)
        connection.execute(_queued(kind_of(connection)), batch((row.lane_id, wait) for row, wait in pairs))


def _rest(connection: Connection, lane_ids: Collection[int]) -> None:
    """Put lanes without a due delivery to sleep until their next one."""
    if lane_ids:
        kind = kind_of(connection)
        connection.execute(_asleep(kind), ids(kind, lane_ids))


def _with_digest(connection: Connection, row: Row[Any], moment: Moment) -> Delivery:
    one = _delivery(row, moment)
    if not row.in_digest:
        return one
    parts, left = bundles.take(connection, row)
    is_alone = len(parts) == 1 and not left
    return replace(one, digest=parts, left=left, receipt=one.receipt if is_alone else None)  # a digest edits no card


def _delivery(row: Row[Any], moment: Moment) -> Delivery:
    values: Sequence[Any] = tuple(row)  # to look twenty up by name takes three times as long as all the rest
    number, lane_id, subscription_id, launch_id, revision, notice, attempts, begun_at = values[:8]
    platform, workspace, kind, to, epoch, channel, message, sent_at, thread, *quiet = values[len(_OF_DELIVERY) :]
    turn_at, claimed_at, heard_at = moment
    target = Target(platform, workspace, kind, to)
    return Delivery(
        id=number,
        key=f"lw{number}",
        subscription=subscription_id or 0,
        target=target,
        launch=launch_id or 0,
        revision=revision,
        attempts=attempts,
        epoch=epoch + 1,
        begun_at=begun_at,
        receipt=Receipt(target, channel, message, datetime.fromtimestamp(sent_at, UTC)) if message else None,
        thread=thread or "off",
        lane=lane_id,
        turn_at=turn_at,
        claimed_at=claimed_at,
        heard_at=heard_at,
        notice=notice or "",
        place=TargetSettings(*quiet) if quiet[0] else PLAIN,
    )


@cache
def _first_wait() -> Select[Any]:
    return select(func.min(lane.c.next_at) - now()).where(lane.c.platform == bindparam("platform"), _is_open())


@cache
def _due_lanes() -> Select[Any]:
    is_due = and_(lane.c.platform == bindparam("platform"), lane.c.next_at <= now(), _is_open())
    due = select(lane.c.id).where(is_due).order_by(lane.c.next_at)
    return due.limit(bindparam("most", type_=Integer)).with_for_update(skip_locked=True)


def _is_open() -> Any:  # noqa: ANN401 - SQLAlchemy's own
    return lane.c.paused.is_(None)


@cache
def _first_due(kind: str) -> Select[Any]:
    """Return the first delivery of each lane of the batch, where it is due. In a statement of its own, after the lanes
    are locked: PostgreSQL would otherwise show deliveries as they were before another process let a lane go."""
    chosen, other = ids_of(kind), delivery.alias()
    first = select(other.c.id).where(other.c.lane_id == lane.c.id, other.c.state == WAITING)
    first_id = first.order_by(other.c.due_at, other.c.id).limit(ONE).correlate(lane).scalar_subquery()
    same_launch = and_(receipt.c.lane_id == delivery.c.lane_id, receipt.c.launch_id == delivery.c.launch_id)
    return (
        select(*_OF_DELIVERY, *_OF_PLACE, *_OF_OTHERS, lane.c.quiet_from, lane.c.quiet_to, lane.c.zone)
        .select_from(chosen)
        .join(lane, lane.c.id == chosen.c.id)
        .join(delivery, delivery.c.id == first_id)
        .outerjoin(receipt, same_launch)
        .outerjoin(subscription, subscription.c.id == delivery.c.subscription_id)
        .where(delivery.c.due_at <= now())
    )


@cache
def _leased(kind: str) -> Update:
    chosen = ids_of(kind)
    until = now() + bindparam("lease")
    values = {"next_at": until, "free_at": until, "epoch": lane.c.epoch + 1}
    return update(lane).where(lane.c.id == chosen.c.id).values(values)


@cache
def _begun(kind: str) -> Update:
    chosen = ids_of(kind)
    values = {"begun_at": func.coalesce(delivery.c.begun_at, now()), "attempts": delivery.c.attempts + 1}
    return update(delivery).where(delivery.c.id == chosen.c.id).values(values)


@cache
def _queued(kind: str) -> Update:
    chosen = rows_of(kind, ("id", "id"), ("wait", "seconds"))
    return update(lane).where(lane.c.id == chosen.c.id).values(next_at=now() + chosen.c.wait)


@cache
def _asleep(kind: str) -> Update:
    chosen = ids_of(kind)
    return update(lane).where(lane.c.id == chosen.c.id).values(next_at=wakes_at())
