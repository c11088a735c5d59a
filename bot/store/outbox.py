"""The outbox: one delivery per target, launch and revision, carried lane by lane.

A lane is a target's queue. Claiming takes due lanes, pushes their `next_at` forward (that is the lease) and raises
`epoch`; a settle counts only while the epoch stands. One delivery of a lane is under way at a time, which keeps order
and the channel's rate, and bounds duplicates to it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, delete, exists, func, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store import bundles
from bot.store.clock import now
from bot.store.tables import delivery, lane, receipt, subscription
from bot.types import Delivery, Receipt, Target

LONGEST_PROBLEM = 300
CHANNEL = "launchwire_due"  # of NOTIFY


def enqueue(
    connection: Connection,
    launch_id: int,
    revision: int,
    due: Mapping[int, float | None],
    digests: Collection[int] = (),
) -> int:
    """Add one delivery per target of these subscriptions; return how many are new.

    `due` maps a subscription's id to its due time in seconds since 1970, None for at once. Replaying is harmless: a
    target gets a revision of a launch once, however many of its subscriptions match and however often this runs.
    Subscriptions in `digests` want it on one card with the others of their hour.
    """
    _supersede(connection, launch_id, revision, due)
    groups: dict[tuple[float | None, bool], list[int]] = {}
    for one, when in due.items():
        groups.setdefault((when, one in digests), []).append(one)
    added = 0
    for (when, in_digest), ids in sorted(groups.items(), key=lambda group: (group[0][0] or 0.0, group[0][1])):
        added += _enqueue_at(connection, launch_id, revision, ids, when, in_digest=in_digest)
    return added


def _supersede(connection: Connection, launch_id: int, revision: int, due: Mapping[int, float | None]) -> None:
    """Drop older revisions that still wait untried where a newer one comes: people see one card, not two."""
    lanes = select(subscription.c.lane_id).where(subscription.c.id.in_(list(due)))
    older = and_(
        delivery.c.launch_id == launch_id,
        delivery.c.revision < revision,
        delivery.c.state == "waiting",
        delivery.c.begun_at.is_(None),
        delivery.c.lane_id.in_(lanes),
    )
    connection.execute(delete(delivery).where(older))


def join(connection: Connection, launch_ids: Sequence[int], into: int) -> None:
    """Give the deliveries and receipts of launches that turned out to be one to that one.

    A target that has the one already keeps its message; what still waits there untried for another is dropped.
    """
    for one in launch_ids:
        held = select(receipt.c.lane_id).where(receipt.c.launch_id == into)
        theirs = and_(receipt.c.launch_id == one, receipt.c.lane_id.not_in(held))
        connection.execute(update(receipt).where(theirs).values(launch_id=into))
        served = select(delivery.c.lane_id).where(delivery.c.launch_id == into)
        untried = and_(delivery.c.launch_id == one, delivery.c.state == "waiting", delivery.c.begun_at.is_(None))
        connection.execute(delete(delivery).where(untried, delivery.c.lane_id.in_(served)))
        left = and_(delivery.c.launch_id == one, delivery.c.lane_id.not_in(served))
        connection.execute(update(delivery).where(left).values(launch_id=into))


def _enqueue_at(
    connection: Connection, launch_id: int, revision: int, ids: Sequence[int], when: float | None, *, in_digest: bool
) -> int:
    lanes = select(subscription.c.lane_id).where(subscription.c.id.in_(ids))
    # Lock before arming: a claim that saw the lane empty a moment ago must not undo the wake-up.
    connection.execute(select(lane.c.id).where(lane.c.id.in_(lanes)).order_by(lane.c.id).with_for_update())
    due_at: Any = now() if when is None else when
    wanted = (
        select(
            subscription.c.lane_id,
            func.min(subscription.c.id),
            text(":launch").bindparams(launch=launch_id),
            text(":revision").bindparams(revision=revision),
            text("'waiting'"),
            select(due_at).scalar_subquery() if when is None else text(":due").bindparams(due=when),
            text("0"),
            text("false"),
            text("true" if in_digest else "false"),
        )
        .where(subscription.c.id.in_(ids), subscription.c.paused.is_(None))
        .group_by(subscription.c.lane_id)
    )
    columns = [
        "lane_id",
        "subscription_id",
        "launch_id",
        "revision",
        "state",
        "due_at",
        "attempts",
        "possible_duplicate",
        "in_digest",
    ]
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    fan_out = make(delivery).from_select(columns, wanted).on_conflict_do_nothing()
    result = connection.execute(fan_out, execution_options={"preserve_rowcount": True})
    _arm(connection, lane.c.id.in_(lanes))
    return result.rowcount


def _arm(connection: Connection, which: ColumnElement[bool]) -> None:
    """Set lanes that sleep to their first delivery's due time, and wake whoever carries."""
    first = select(func.min(delivery.c.due_at)).where(delivery.c.lane_id == lane.c.id, delivery.c.state == "waiting")
    connection.execute(update(lane).where(which, lane.c.next_at.is_(None)).values(next_at=first.scalar_subquery()))
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"NOTIFY {CHANNEL}"))


def claim_due(connection: Connection, platforms: Collection[str], limit: int, lease_seconds: float) -> list[Delivery]:
    """Take the first due delivery of each due lane, mark it begun, and keep others away for `lease_seconds`."""
    due = select(lane.c.id).where(lane.c.next_at <= now(), lane.c.paused.is_(None), lane.c.platform.in_(platforms))
    ids = (
        connection.execute(due.order_by(lane.c.next_at).limit(limit).with_for_update(skip_locked=True)).scalars().all()
    )
    if not ids:
        return []
    connection.execute(
        update(lane).where(lane.c.id.in_(ids)).values(next_at=now() + lease_seconds, epoch=lane.c.epoch + 1)
    )
    rows = connection.execute(_first_due(ids)).all()
    taken = [row.id for row in rows if not row.in_digest]
    begun = {"begun_at": now(), "attempts": delivery.c.attempts + 1}
    connection.execute(update(delivery).where(delivery.c.id.in_(taken)).values(begun))
    _rest(connection, set(ids) - {row.lane_id for row in rows})
    return [_with_digest(connection, row) for row in rows]


def _with_digest(connection: Connection, row: Row[Any]) -> Delivery:
    if not row.in_digest:
        return _delivery(row)
    parts, left = bundles.take(connection, row)
    one = _delivery(row)
    is_alone = len(parts) == 1 and not left
    return replace(one, digest=parts, left=left, receipt=one.receipt if is_alone else None)  # a digest edits no card


def _first_due(lane_ids: Collection[int]) -> Select[Any]:
    other = delivery.alias()
    is_first = ~exists().where(
        other.c.lane_id == delivery.c.lane_id,
        other.c.state == "waiting",
        (other.c.due_at < delivery.c.due_at) | and_(other.c.due_at == delivery.c.due_at, other.c.id < delivery.c.id),
    )
    same_launch = and_(receipt.c.lane_id == delivery.c.lane_id, receipt.c.launch_id == delivery.c.launch_id)
    return (
        select(delivery, lane.c.platform, lane.c.workspace, lane.c.kind, lane.c.target, lane.c.epoch)
        .add_columns(receipt.c.channel, receipt.c.message, receipt.c.sent_at)
        .join(lane, delivery.c.lane_id == lane.c.id)
        .outerjoin(receipt, same_launch)
        .where(delivery.c.lane_id.in_(lane_ids), delivery.c.state == "waiting", delivery.c.due_at <= now(), is_first)
    )


def _rest(connection: Connection, lane_ids: Collection[int]) -> None:
    """Put lanes without a due delivery to sleep until their next one."""
    if lane_ids:
        connection.execute(update(lane).where(lane.c.id.in_(lane_ids)).values(next_at=None))
        _arm(connection, lane.c.id.in_(lane_ids))


def _delivery(row: Row[Any]) -> Delivery:
    target = Target(row.platform, row.workspace, row.kind, row.target)
    sent = None
    if row.message is not None:
        sent = Receipt(target, row.channel, row.message, datetime.fromtimestamp(row.sent_at, UTC))
    return Delivery(
        id=row.id,
        key=f"lw{row.id}",
        subscription=row.subscription_id or 0,
        target=target,
        launch=row.launch_id,
        revision=row.revision,
        attempts=row.attempts,
        epoch=row.epoch,
        was_begun=row.begun_at is not None,
        receipt=sent,
    )


def settle_sent(connection: Connection, one: Delivery, proof: Receipt, *, possible_duplicate: bool = False) -> bool:
    """Record a sent message and free the lane after its gap; False when the lane has moved on to another claim."""
    if not _free(connection, one, None):
        return False
    values = {"state": "sent", "settled_at": now(), "problem": None, "possible_duplicate": possible_duplicate}
    lane_id = _lane_id(connection, one, values)
    if one.digest:
        until = select(func.max(delivery.c.due_at)).where(delivery.c.id.in_(one.ids)).scalar_subquery()
        connection.execute(update(lane).where(lane.c.id == lane_id).values(digested_until=until))
    if len(one.ids) > 1:
        return True  # a later revision comes in a later digest: this card tells of others, too
    row = {
        "lane_id": lane_id,
        "launch_id": one.launch,
        "channel": proof.channel,
        "message": proof.message,
        "sent_at": proof.sent_at.timestamp(),
    }
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    keep = make(receipt).values(row)
    connection.execute(keep.on_conflict_do_update(index_elements=["lane_id", "launch_id"], set_=row))
    return True


def settle_retry(connection: Connection, one: Delivery, problem: str, in_seconds: float, *, fate_known: bool) -> bool:
    """Try again later; a fate that is known (nothing was posted) is no longer marked begun."""
    if not _free(connection, one, in_seconds):
        return False
    values: dict[str, Any] = {"problem": problem[:LONGEST_PROBLEM]}
    if fate_known:
        values["begun_at"] = None
    _lane_id(connection, one, values)
    return True


def settle_dead(connection: Connection, one: Delivery, problem: str) -> bool:
    """Give a delivery up for good; it stays listed with the reason."""
    if not _free(connection, one, None):
        return False
    _lane_id(connection, one, {"state": "dead", "settled_at": now(), "problem": problem[:LONGEST_PROBLEM]})
    return True


def settle_paused(connection: Connection, one: Delivery, problem: str, *, whole_workspace: bool) -> bool:
    """Pause the target's lane, or every lane of its workspace, with the reason; what waits is kept."""
    if not _free(connection, one, 0):
        return False
    _lane_id(connection, one, {"begun_at": None, "problem": problem[:LONGEST_PROBLEM]})
    which = and_(lane.c.platform == one.target.platform, lane.c.workspace == one.target.workspace)
    if not whole_workspace:
        which = and_(which, lane.c.kind == one.target.kind, lane.c.target == one.target.id)
    connection.execute(update(lane).where(which).values(paused=problem[:LONGEST_PROBLEM]))
    return True


def _free(connection: Connection, one: Delivery, in_seconds: float | None) -> bool:
    """Let the lane go on, after its gap or after `in_seconds`, if this claim still holds it."""
    wait: Any = lane.c.gap_seconds if in_seconds is None else in_seconds
    lane_id = select(delivery.c.lane_id).where(delivery.c.id == one.id).scalar_subquery()
    held = and_(lane.c.id == lane_id, lane.c.epoch == one.epoch)
    return connection.execute(update(lane).where(held).values(next_at=now() + wait)).rowcount == 1


def _lane_id(connection: Connection, one: Delivery, values: dict[str, Any]) -> int:
    done = update(delivery).where(delivery.c.id.in_(one.ids)).values(values).returning(delivery.c.lane_id)
    return int(connection.execute(done).scalars().all()[0])


def seconds_until_due(connection: Connection) -> float | None:
    """Return how long until the next lane is due; None when all sleep."""
    first = select(func.min(lane.c.next_at) - now()).where(lane.c.paused.is_(None))
    return connection.execute(first).scalar()


def waiting(connection: Connection) -> int:
    """Return how many deliveries wait."""
    return int(connection.execute(select(func.count()).where(delivery.c.state == "waiting")).scalar_one())


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of the newest revision of a launch at one target."""

    revision: int
    state: str  # waiting, sent or dead
    due_at: datetime
    settled_at: datetime | None
    problem: str | None


def fate(connection: Connection, launch_id: int, subscription_id: int) -> Fate | None:
    """Return the fate of a launch at a subscription's target; None when nothing was ever queued there."""
    lane_id = select(subscription.c.lane_id).where(subscription.c.id == subscription_id).scalar_subquery()
    newest = select(delivery).where(delivery.c.lane_id == lane_id, delivery.c.launch_id == launch_id)
    row = connection.execute(newest.order_by(delivery.c.revision.desc()).limit(1)).first()
    if row is None:
        return None
    settled = datetime.fromtimestamp(row.settled_at, UTC) if row.settled_at is not None else None
    return Fate(row.revision, row.state, datetime.fromtimestamp(row.due_at, UTC), settled, row.problem)
