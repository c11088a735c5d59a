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
from bot.store.rows import ids, ids_of, kind_of
from bot.store.tables import ONE, WAITING, delivery, lane, receipt, subscription

CHANNEL = "launchwire_due"  # of NOTIFY
# Joins that keep the order of what they look up: lanes are then locked in one order by everybody.
IN_ORDER = "SELECT set_config('enable_hashjoin', :value, true), set_config('enable_seqscan', :value, true)"
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
    chosen = list(due)
    if revision > 1:
        _hold(connection, chosen)
        _supersede(connection, launch_id, revision, chosen)
    groups: dict[tuple[float | None, bool], list[int]] = {}
    for one, when in due.items():
        groups.setdefault((when, one in digests), []).append(one)
    added = 0
    for (when, in_digest), some in sorted(groups.items(), key=lambda group: (group[0][0] or 0.0, group[0][1])):
        _wake(connection, when, some, is_held=revision > 1)
        added += _add(connection, _Turn(launch_id, revision, when, in_digest), some)
    if groups:
        call(connection)
    return added


def _supersede(connection: Connection, launch_id: int, revision: int, chosen: Sequence[int]) -> None:
    """Drop older revisions that still wait untried where a newer one comes: people see one card, not two."""
    kind = kind_of(connection)
    values = {"launch": launch_id, "revision": revision, **ids(kind, chosen)}
    connection.execute(_superseded(kind), values)


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


def _add(connection: Connection, turn: "_Turn", chosen: Sequence[int]) -> int:
    kind = kind_of(connection)
    values = {"launch": turn.launch_id, "revision": turn.revision, "due": turn.when, "in_digest": turn.in_digest}
    values |= ids(kind, chosen)
    return connection.execute(_fan_out(kind), values, execution_options={"preserve_rowcount": True}).rowcount


@cache
def _fan_out(kind: str) -> Insert:
    chosen = ids_of(kind)
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


def has_card() -> ColumnElement[bool]:
    """Match a delivery whose target shows a card of its launch: it edits that one."""
    return exists().where(receipt.c.lane_id == delivery.c.lane_id, receipt.c.launch_id == delivery.c.launch_id)


def call(connection: Connection) -> None:
    """Tell the processes that carry, once the transaction is through, that something may be due."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"NOTIFY {CHANNEL}"))


def _wake(connection: Connection, due: float | None, chosen: Sequence[int], *, is_held: bool) -> None:
    """Let lanes wake when this is due, if they would sleep longer; one that is leased or backs off is not disturbed.

    On PostgreSQL each lane is locked by it, in order: who claims or settles could otherwise look at a lane before this
    transaction ends, see nothing wait, and put it to sleep after. Mostly all of them sleep, so that waking them is lock
    enough; two statements cost a fan-out a quarter more.
    """
    kind = kind_of(connection)
    values = {"due": due, **ids(kind, chosen)}
    if kind == "postgresql" and not is_held:
        connection.execute(text(IN_ORDER), {"value": "off"})
        woken, lanes = connection.execute(_woken(), values).one()
        connection.execute(text(IN_ORDER), {"value": "on"})
        if woken == lanes:
            return
        _hold(connection, chosen)
    connection.execute(_armed(kind), values)


@cache
def _woken() -> Select[Any]:
    """Wake lanes in the order of their ids; return how many woke, and how many there are."""
    chosen = _lanes_of("postgresql").distinct().order_by(subscription.c.lane_id).cte("lanes")
    sleeps_longer, wakes = _alarm()
    woken = update(lane).where(lane.c.id == chosen.c.lane_id, sleeps_longer).values(next_at=wakes)
    armed = woken.returning(lane.c.id).cte("woken")
    counts = (select(func.count()).select_from(one).scalar_subquery() for one in (armed, chosen))
    return select(*counts)


@cache
def _armed(kind: str) -> Update:
    sleeps_longer, wakes = _alarm()
    return update(lane).where(lane.c.id.in_(_lanes_of(kind)), sleeps_longer).values(next_at=wakes)


def _alarm() -> tuple[ColumnElement[bool], ColumnElement[float]]:
    """Say which lanes sleep longer than until this is due, and when they wake for it. It looks at no delivery:
    PostgreSQL knows nothing yet of a table just filled, and would read all of it each time."""
    due, free_at = func.coalesce(bindparam("due", type_=Double), now()), func.coalesce(lane.c.free_at, 0.0)
    wakes = case((free_at > due, free_at), else_=due)
    return or_(lane.c.next_at.is_(None), lane.c.next_at > wakes), wakes


def wakes_at() -> ScalarSelect[float | None]:
    """Return when a lane has something to do: its first delivery's due time, but not before it is free; or None."""
    first = delivery.alias()
    due = case((first.c.due_at > func.coalesce(lane.c.free_at, 0.0), first.c.due_at), else_=lane.c.free_at)
    of_lane = and_(first.c.lane_id == lane.c.id, first.c.state == WAITING)
    return select(due).where(of_lane).order_by(first.c.due_at, first.c.id).limit(ONE).correlate(lane).scalar_subquery()


def _lanes_of(kind: str) -> Select[Any]:
    chosen = ids_of(kind)
    return select(subscription.c.lane_id).join(chosen, subscription.c.id == chosen.c.id)


def _hold(connection: Connection, chosen: Sequence[int]) -> None:
    """Lock the lanes of subscriptions, in order; on SQLite a writer is alone."""
    kind = kind_of(connection)
    if kind == "postgresql":
        connection.execute(_held(kind), ids(kind, chosen))


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
