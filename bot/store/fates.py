"""What became of deliveries, for people: the log of a place, dead letters, places that cannot be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, literal_column, select, update

from bot.store import places
from bot.store.clock import now
from bot.store.outbox import call, has_card, wakes_at
from bot.store.subscriptions import is_visible_to
from bot.store.tables import WAITING, delivery, lane, receipt, subscription
from bot.types import Actor, Target

KEPT_DAYS = 90.0  # settled deliveries; receipts stay, so that messages can be edited and nothing is sent anew
PRUNED_AT_ONCE = 5_000
OLD_DAYS = 7.0  # a first alert that waited so long past its time is no news any more
TOO_OLD = f"it waited for more than {OLD_DAYS:g} days and is no news any more"


@dataclass(frozen=True, slots=True)
class Told:
    """A delivery and what became of it."""

    id: int
    target: Target
    launch: int  # 0: a notice
    revision: int
    state: str  # waiting, sent or dead
    due_at: datetime
    settled_at: datetime | None
    attempts: int
    problem: str | None
    possible_duplicate: bool
    paused: str | None  # why nothing is sent to its target at all
    notice: str
    payload: str | None  # what was refused, of a dead letter
    in_digest: bool = False  # on one card with others of its hour


def log_of(connection: Connection, actor: Actor, most: int) -> Sequence[Told]:
    """Return the newest deliveries to the actor's channel and to the actor, of no other place."""
    return _newest(connection, is_visible_to(actor), most)


def newest(connection: Connection, most: int, *, dead_only: bool = False) -> Sequence[Told]:
    """Return the newest deliveries of all places, for the operator."""
    wanted = delivery.c.state == "dead" if dead_only else literal_column("1") == literal_column("1")
    return _newest(connection, wanted, most)


def fate_of(connection: Connection, launch_id: int, subscription_id: int) -> Told | None:
    """Return the newest delivery of a launch to a subscription's target; None when none was ever queued there.

    Of one so old that it was pruned the receipt is left.
    """
    to = select(subscription.c.lane_id).where(subscription.c.id == subscription_id).scalar_subquery()
    found = _newest(connection, and_(delivery.c.lane_id == to, delivery.c.launch_id == launch_id), 1)
    if found:
        return found[0]
    told = and_(receipt.c.lane_id == to, receipt.c.launch_id == launch_id)
    row = connection.execute(select(receipt, lane).join(lane, lane.c.id == receipt.c.lane_id).where(told)).first()
    if row is None:
        return None
    target, sent_at = (
        Target(row.platform, row.workspace, row.kind, row.target),
        datetime.fromtimestamp(row.sent_at, UTC),
    )
    return Told(0, target, launch_id, 1, "sent", sent_at, sent_at, 1, None, False, row.paused, "", None)


def count_by_state(connection: Connection) -> dict[str, int]:
    """Return how many deliveries wait, were sent, may have been sent twice, or were given up."""
    states = connection.execute(select(delivery.c.state, func.count()).group_by(delivery.c.state)).all()
    twice = select(func.count()).where(delivery.c.possible_duplicate)
    return {**{row[0]: int(row[1]) for row in states}, "perhaps twice": int(connection.execute(twice).scalar_one())}


def resend(connection: Connection, delivery_id: int) -> bool:
    """Let a dead letter be tried anew; return whether there was one of this number."""
    values = {"state": "waiting", "attempts": 0, "begun_at": None, "problem": None, "settled_at": None, "due_at": now()}
    is_it = and_(delivery.c.id == delivery_id, delivery.c.state == "dead")
    lane_id = connection.execute(update(delivery).where(is_it).values(values).returning(delivery.c.lane_id)).scalar()
    if lane_id is None:
        return False
    asleep = and_(lane.c.id == lane_id, lane.c.next_at.is_(None))
    connection.execute(update(lane).where(asleep).values(next_at=wakes_at()))
    call(connection)
    return True


def stopped_for(connection: Connection, actor: Actor) -> Sequence[str]:
    """Return why the actor's channel, or the actor, cannot be reached; nothing when they can."""
    query = select(lane.c.paused).where(is_visible_to(actor), lane.c.paused.is_not(None))
    return tuple(connection.execute(query).scalars())


def try_again(connection: Connection, actor: Actor) -> None:
    """Take up the actor's channel and the actor's direct messages again: somebody who speaks there can be reached."""
    paused = select(lane.c.id).where(is_visible_to(actor), lane.c.paused.is_not(None))
    places.take_up(connection, connection.execute(paused).scalars().all())


def prune(connection: Connection, kept_days: float = KEPT_DAYS, most: int = PRUNED_AT_ONCE) -> int:
    """Delete deliveries settled long ago, a few at a time; return how many. Dead letters stay."""
    is_old = and_(delivery.c.settled_at < now() - kept_days * 86_400, delivery.c.state != WAITING)
    old = select(delivery.c.id).where(is_old, delivery.c.state == "sent").order_by(delivery.c.settled_at).limit(most)
    gone = delete(delivery).where(delivery.c.id.in_(old))
    return connection.execute(gone).rowcount


def give_up_old(connection: Connection, old_days: float = OLD_DAYS) -> int:
    """Give up first alerts that are long overdue: after weeks without a process, in a place that could not be reached
    for as long, or in a backup that was put back. Changes of a card that people have are still told. Return how many.
    """
    is_old = and_(delivery.c.state == WAITING, delivery.c.due_at < now() - old_days * 86_400)
    first = and_(is_old, delivery.c.launch_id.is_not(None), ~has_card())
    values = {"state": "dead", "problem": TOO_OLD, "settled_at": now()}
    return connection.execute(update(delivery).where(first).values(values)).rowcount


def _newest(connection: Connection, which: ColumnElement[bool], most: int) -> Sequence[Told]:
    columns = (lane.c.platform, lane.c.workspace, lane.c.kind, lane.c.target, lane.c.paused)
    rows = select(delivery, *columns).join(lane, lane.c.id == delivery.c.lane_id).where(which)
    return tuple(_told(row) for row in connection.execute(rows.order_by(delivery.c.id.desc()).limit(most)))


def _told(row: Row[Any]) -> Told:
    return Told(
        id=row.id,
        target=Target(row.platform, row.workspace, row.kind, row.target),
        launch=row.launch_id or 0,
        revision=row.revision,
        state=row.state,
        due_at=datetime.fromtimestamp(row.due_at, UTC),
        settled_at=datetime.fromtimestamp(row.settled_at, UTC) if row.settled_at is not None else None,
        attempts=row.attempts,
        problem=row.problem,
        possible_duplicate=bool(row.possible_duplicate),
        paused=row.paused,
        notice=row.notice or "",
        payload=row.payload,
        in_digest=bool(row.in_digest),
    )
