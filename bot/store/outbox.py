"""The outbox: one delivery per target, launch and revision, carried lane by lane.

Here they come in; bot.store.claims takes them out, bot.store.acks records what became of them. A lane is a target's
queue; it sleeps while nothing waits in it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    Delete,
    Double,
    Insert,
    Integer,
    ScalarSelect,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.clock import now
from bot.store.rows import batch, kind_of, rows_of
from bot.store.tables import ONE, WAITING, delivery, lane, receipt, subscription

CHANNEL = "launchwire_due"  # of NOTIFY
COLUMNS = ["lane_id", "subscription_id", "launch_id", "revision", "state", "due_at", "attempts", "possible_duplicate"]
COLUMNS += ["in_digest"]


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
    _hold(connection, list(due))
    _supersede(connection, launch_id, revision, list(due))
    groups: dict[tuple[float | None, bool], list[int]] = {}
    for one, when in due.items():
        groups.setdefault((when, one in digests), []).append(one)
    added = 0
    for (when, in_digest), ids in sorted(groups.items(), key=lambda group: (group[0][0] or 0.0, group[0][1])):
        added += _enqueue_at(connection, _Turn(launch_id, revision, when, in_digest), ids)
    return added


def _supersede(connection: Connection, launch_id: int, revision: int, ids: Sequence[int]) -> None:
    """Drop older revisions that still wait untried where a newer one comes: people see one card, not two."""
    if revision > 1:
        values = {"launch": launch_id, "revision": revision, **batch((one,) for one in ids)}
        connection.execute(_superseded(kind_of(connection)), values)


@cache
def _superseded(kind: str) -> Delete:
    older = and_(
        delivery.c.launch_id == bindparam("launch"),
        delivery.c.revision < bindparam("revision"),
        delivery.c.state == WAITING,
        delivery.c.begun_at.is_(None),
        delivery.c.lane_id.in_(_lanes_of(kind)),
    )
    return delete(delivery).where(older)


def join(connection: Connection, launch_ids: Sequence[int], into: int) -> None:
    """Give the deliveries and receipts of launches that turned out to be one to that one.

    A target that has the one already keeps its message; what still waits there untried for another is dropped.
    """
    for one in launch_ids:
        held = select(receipt.c.lane_id).where(receipt.c.launch_id == into)
        theirs = and_(receipt.c.launch_id == one, receipt.c.lane_id.not_in(held))
        connection.execute(update(receipt).where(theirs).values(launch_id=into))
        served = select(delivery.c.lane_id).where(delivery.c.launch_id == into)
        untried = and_(delivery.c.launch_id == one, delivery.c.state == WAITING, delivery.c.begun_at.is_(None))
        connection.execute(delete(delivery).where(untried, delivery.c.lane_id.in_(served)))
        left = and_(delivery.c.launch_id == one, delivery.c.lane_id.not_in(served))
        connection.execute(update(delivery).where(left).values(launch_id=into))


def _enqueue_at(connection: Connection, turn: "_Turn", ids: Sequence[int]) -> int:
    kind = kind_of(connection)
    chosen = batch((one,) for one in ids)
    values = {"launch": turn.launch_id, "revision": turn.revision, "due": turn.when, "in_digest": turn.in_digest}
    added = connection.execute(_fan_out(kind), {**values, **chosen}, execution_options={"preserve_rowcount": True})
    connection.execute(_arm(kind), {"due": turn.when, **chosen})
    call(connection)
    return added.rowcount


@cache
def _fan_out(kind: str) -> Insert:
    chosen = rows_of(kind, ("id", "id"))
    wanted = (
        select(
            subscription.c.lane_id,
            func.min(subscription.c.id),
            bindparam("launch", type_=BigInteger),
            bindparam("revision", type_=Integer),
            WAITING,
            func.coalesce(bindparam("due", type_=Double), now()),
            literal_column("0"),
            false(),
            bindparam("in_digest", type_=Boolean),
        )
        .join(chosen, subscription.c.id == chosen.c.id)
        .where(subscription.c.paused.is_(None), ~_was_sent_long_ago())
        .group_by(subscription.c.lane_id)
    )
    make = postgresql_insert if kind == "postgresql" else sqlite_insert
    return make(delivery).from_select(COLUMNS, wanted).on_conflict_do_nothing()


def _was_sent_long_ago() -> ColumnElement[bool]:
    """Match a first alert whose delivery was pruned: only its receipt is left."""
    same = and_(receipt.c.lane_id == subscription.c.lane_id, receipt.c.launch_id == bindparam("launch"))
    return and_(bindparam("revision") == 1, exists().where(same))


def call(connection: Connection) -> None:
    """Tell the processes that carry, once the transaction is through, that something may be due."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"NOTIFY {CHANNEL}"))


@cache
def _arm(kind: str) -> Update:
    """Let lanes wake when this is due, if they would sleep longer; one that is leased or backs off is not disturbed.

    It looks at no delivery: PostgreSQL knows nothing yet of a table just filled, and would read all of it each time.
    """
    due, free_at = func.coalesce(bindparam("due", type_=Double), now()), func.coalesce(lane.c.free_at, 0.0)
    wakes = case((free_at > due, free_at), else_=due)
    sleeps_longer = or_(lane.c.next_at.is_(None), lane.c.next_at > wakes)
    return update(lane).where(lane.c.id.in_(_lanes_of(kind)), sleeps_longer).values(next_at=wakes)


def wakes_at() -> ScalarSelect[float | None]:
    """Return when a lane has something to do: its first delivery's due time, but not before it is free; or None."""
    first = delivery.alias()
    due = case((first.c.due_at > func.coalesce(lane.c.free_at, 0.0), first.c.due_at), else_=lane.c.free_at)
    of_lane = and_(first.c.lane_id == lane.c.id, first.c.state == WAITING)
    return select(due).where(of_lane).order_by(first.c.due_at, first.c.id).limit(ONE).correlate(lane).scalar_subquery()


def _lanes_of(kind: str) -> Select[Any]:
    chosen = rows_of(kind, ("id", "id"))
    return select(subscription.c.lane_id).join(chosen, subscription.c.id == chosen.c.id)


def _hold(connection: Connection, ids: Sequence[int]) -> None:
    """Lock the lanes of subscriptions, in order: a claim that saw one empty a moment ago must not undo its wake-up."""
    if connection.dialect.name == "postgresql":  # on SQLite a writer is alone
        connection.execute(_held("postgresql"), batch((one,) for one in ids))


@cache
def _held(kind: str) -> Select[Any]:
    return select(lane.c.id).where(lane.c.id.in_(_lanes_of(kind))).order_by(lane.c.id).with_for_update()


@dataclass(frozen=True, slots=True)
class _Turn:
    """What several subscriptions are told together."""

    launch_id: int
    revision: int
    when: float | None
    in_digest: bool


def waiting(connection: Connection) -> int:
    """Return how many deliveries wait."""
    return int(connection.execute(select(func.count()).where(delivery.c.state == WAITING)).scalar_one())
