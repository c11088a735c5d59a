"""Subscriptions. Whatever serves a person takes the actor: another workspace's rows are simply not found."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from bot.store.clock import now
from bot.store.tables import WAITING, delivery, lane, subscription, subscription_change
from bot.types import PLAIN, Actor, Subscription, Target, TargetSettings

MOST_PER_TARGET = 100
_MOST_ASKED = 1000  # ids in one question: SQLite takes 32,766
GAP_SECONDS = {"slack": 1.0, "discord": 0.25, "web": 0.0}  # Slack: about one message a second and channel


def add(connection: Connection, one: Subscription) -> Subscription:
    """Keep a subscription and return it with its id; the same query for the same target is kept once, and runs again.

    Raises:
        ValueError: the target has as many subscriptions as one may have.
    """
    lane_id = lane_of(connection, one.target)
    known = select(subscription.c.id).where(subscription.c.lane_id == lane_id, subscription.c.query == one.query)
    known_id = connection.execute(known).scalar()
    values = _values(one, lane_id)
    connection.execute(update(lane).where(lane.c.id == lane_id).values(paused=None))  # they are here: it can be reached
    if known_id is not None:
        connection.execute(update(subscription).where(subscription.c.id == known_id).values({**values, "paused": None}))
        record_change(connection, known_id)
        return replace(one, id=known_id)
    count = connection.execute(select(func.count()).where(subscription.c.lane_id == lane_id)).scalar_one()
    if count >= MOST_PER_TARGET:
        raise ValueError(f"{MOST_PER_TARGET} subscriptions are as many as one place may have; remove one first")
    row = insert(subscription).values({**values, "created_at": now()}).returning(subscription.c.id)
    new_id = int(connection.execute(row).scalar_one())
    record_change(connection, new_id)
    return replace(one, id=new_id)


def lane_of(connection: Connection, target: Target) -> int:
    """Return the id of a target's lane, made if there was none."""
    found = connection.execute(select(lane.c.id).where(is_target(target))).scalar()
    if found is not None:
        return int(found)
    row = insert(lane).values(
        platform=target.platform,
        workspace=target.workspace,
        kind=target.kind,
        target=target.id,
        gap_seconds=GAP_SECONDS[target.platform],
    )
    return int(connection.execute(row.returning(lane.c.id)).scalar_one())


def visible_to(connection: Connection, actor: Actor) -> tuple[Subscription, ...]:
    """Return the subscriptions of the actor's channel, and the actor's own."""
    query = _joined().where(is_visible_to(actor)).order_by(subscription.c.id)
    return tuple(_subscription(row) for row in connection.execute(query))


def made_by(connection: Connection, actor: Actor) -> tuple[Subscription, ...]:
    """Return the actor's own subscriptions, and those that they made for channels of this workspace."""
    here = and_(
        lane.c.platform == actor.platform, lane.c.workspace == actor.workspace, subscription.c.owner == actor.user
    )
    query = _joined().where(or_(here, is_visible_to(replace(actor, channel=None)))).order_by(subscription.c.id)
    return tuple(_subscription(row) for row in connection.execute(query))


def remove(connection: Connection, actor: Actor, subscription_id: int) -> bool:
    """Remove a subscription that the actor sees, and what waits because of it; return whether there was one."""
    if not _sees(connection, actor, subscription_id):
        return False
    waiting = and_(delivery.c.subscription_id == subscription_id, delivery.c.state == WAITING)
    connection.execute(delete(delivery).where(waiting, delivery.c.begun_at.is_(None)))
    connection.execute(update(delivery).where(waiting).values(subscription_id=None))  # its number may be given anew
    connection.execute(delete(subscription).where(subscription.c.id == subscription_id))
    record_change(connection, subscription_id)
    return True


def change(connection: Connection, actor: Actor, one: Subscription) -> bool:
    """Keep a subscription that the actor sees as it is now; return whether there was one.

    Raises:
        ValueError: its place has another subscription with this query.
    """
    if not _sees(connection, actor, one.id):
        return False
    lane_id = lane_of(connection, one.target)
    same = and_(subscription.c.lane_id == lane_id, subscription.c.query == one.query, subscription.c.id != one.id)
    other = connection.execute(select(subscription.c.id).where(same)).scalar()
    if other is not None:
        raise ValueError(f"subscription {other} of this place has that query already")
    connection.execute(update(subscription).where(subscription.c.id == one.id).values(_values(one, lane_id)))
    record_change(connection, one.id)
    return True


def pause(connection: Connection, actor: Actor, subscription_id: int, reason: str) -> bool:
    """Pause a subscription that the actor sees; return whether there was one."""
    return _set_paused(connection, actor, subscription_id, reason)


def resume(connection: Connection, actor: Actor, subscription_id: int) -> bool:
    """Let a subscription that the actor sees run again; return whether there was one."""
    return _set_paused(connection, actor, subscription_id, None)


def running(connection: Connection) -> Iterator[Subscription]:
    """Yield every subscription that is not paused, without its tree: there may be a million."""
    columns = [column for column in _joined().selected_columns if column is not subscription.c.tree]
    query: Select[Any] = (
        _joined().with_only_columns(*columns, literal("").label("tree")).where(subscription.c.paused.is_(None))
    )
    for row in connection.execution_options(yield_per=1000).execute(query.order_by(subscription.c.id)):
        yield _subscription(row)


def tree_of(connection: Connection, subscription_id: int) -> str:
    """Return a subscription's query as it was understood when it was saved, "" if that is not known."""
    return str(
        connection.execute(select(subscription.c.tree).where(subscription.c.id == subscription_id)).scalar() or ""
    )


def last_change(connection: Connection) -> int:
    """Return the number of the newest change of any subscription."""
    return int(connection.execute(select(func.coalesce(func.max(subscription_change.c.id), 0))).scalar_one())


def changed_since(connection: Connection, number: int) -> tuple[int, frozenset[int]]:
    """Return the newest change's number and the ids of subscriptions that changed after `number`."""
    rows = connection.execute(select(subscription_change).where(subscription_change.c.id > number)).all()
    return max((row.id for row in rows), default=number), frozenset(row.subscription_id for row in rows)


def running_of(connection: Connection, ids: Collection[int]) -> Iterator[Subscription]:
    """Yield those of some subscriptions that are there and not paused."""
    asked = sorted(ids)
    for at in range(0, len(asked), _MOST_ASKED):
        some = subscription.c.id.in_(asked[at : at + _MOST_ASKED])
        for row in connection.execute(_joined().where(some, subscription.c.paused.is_(None))).all():
            yield _subscription(row)


def owners_near(connection: Connection, actor: Actor, most: int = 20) -> tuple[str, ...]:
    """Return who made the subscriptions of the actor's channel; those of the workspace's channels when it has none."""
    channels = and_(lane.c.platform == actor.platform, lane.c.workspace == actor.workspace, lane.c.kind == "channel")
    for place in (and_(channels, lane.c.target == (actor.channel or "")), channels):
        found = select(subscription.c.owner).join(lane, subscription.c.lane_id == lane.c.id).where(place).distinct()
        owners = tuple(connection.execute(found.order_by(subscription.c.owner).limit(most)).scalars())
        if owners:
            return owners
    return ()


def by_id(connection: Connection, subscription_id: int) -> Subscription | None:
    """Return a subscription for composing its alert; serves no person."""
    row = connection.execute(_joined().where(subscription.c.id == subscription_id)).first()
    return _subscription(row) if row is not None else None


def record_change(connection: Connection, subscription_id: int) -> None:
    """Note a change; one at a time, so that on PostgreSQL too the numbers become visible in their order."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('subscription_change'))"))
    connection.execute(insert(subscription_change).values(subscription_id=subscription_id))


def _values(one: Subscription, lane_id: int) -> dict[str, object]:
    return {
        "lane_id": lane_id,
        "owner": one.owner,
        "query": one.query,
        "cadence": one.cadence,
        "at": one.at,
        "weekday": one.weekday,
        "zone": one.zone,
        "density": one.density,
        "name": one.name,
        "wait_minutes": one.wait_minutes,
        "thread": one.thread,
        "mention": one.mention,
        "mention_query": one.mention_query,
        "tree": one.tree,
        "grammar": one.grammar,
    }


def _set_paused(connection: Connection, actor: Actor, subscription_id: int, reason: str | None) -> bool:
    if not _sees(connection, actor, subscription_id):
        return False
    connection.execute(update(subscription).where(subscription.c.id == subscription_id).values(paused=reason))
    record_change(connection, subscription_id)
    if reason is None:
        lane_id = select(subscription.c.lane_id).where(subscription.c.id == subscription_id).scalar_subquery()
        # Not its next_at: a send may be under way, and the lane stays leased to it.
        connection.execute(update(lane).where(lane.c.id == lane_id).values(paused=None))
    return True


def _sees(connection: Connection, actor: Actor, subscription_id: int) -> bool:
    query = select(subscription.c.id).join(lane).where(subscription.c.id == subscription_id, is_visible_to(actor))
    return connection.execute(query).scalar() is not None


def is_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Match the actor's channel and direct messages.

    A Discord user is one person in every guild, so only a channel is tied to the workspace there; a Slack user id
    belongs to its workspace.
    """
    own = and_(lane.c.kind == "person", lane.c.target == actor.user)
    if actor.platform != "discord":
        own = and_(own, lane.c.workspace == actor.workspace)
    here = and_(lane.c.kind == "channel", lane.c.target == (actor.channel or ""), lane.c.workspace == actor.workspace)
    return and_(lane.c.platform == actor.platform, or_(own, here))


def is_target(target: Target) -> ColumnElement[bool]:
    """Match the lane of a target."""
    return and_(
        lane.c.platform == target.platform,
        lane.c.workspace == target.workspace,
        lane.c.kind == target.kind,
        lane.c.target == target.id,
    )


def _joined() -> Select[Any]:
    target = (lane.c.platform, lane.c.workspace, lane.c.kind, lane.c.target, lane.c.paused.label("lane_paused"))
    manners = (lane.c.quiet_from, lane.c.quiet_to, lane.c.zone.label("lane_zone"), lane.c.most_per_day)
    return select(subscription, *target, *manners).join(lane, subscription.c.lane_id == lane.c.id)


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        id=row.id,
        target=Target(row.platform, row.workspace, row.kind, row.target),
        owner=row.owner,
        query=row.query,
        cadence=row.cadence,
        at=row.at,
        weekday=row.weekday,
        zone=row.zone,
        density=row.density,
        name=row.name,
        wait_minutes=row.wait_minutes,
        thread=row.thread,
        mention=row.mention,
        mention_query=row.mention_query,
        tree=row.tree,
        grammar=row.grammar,
        place=_place(row),
        paused_reason=row.paused or row.lane_paused,
        is_paused=row.paused is not None,
        created_at=datetime.fromtimestamp(row.created_at, UTC),
    )


def _place(row: Row[Any]) -> TargetSettings:
    found = TargetSettings(row.quiet_from, row.quiet_to, row.lane_zone, row.most_per_day)
    return PLAIN if found == PLAIN else found
