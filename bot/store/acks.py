"""Recording what became of deliveries, a batch in one transaction. An ack whose lane has moved on changes nothing."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Select, Update, and_, case, func, literal_column, select, text, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store import buckets, notices
from bot.store.clock import now
from bot.store.rows import batch, kind_of, rows_of
from bot.store.tables import ONE, WAITING, delivery, lane, receipt
from bot.types import Ack

LONGEST_PROBLEM = 300
LONGEST_PAYLOAD = 8000


def settle(connection: Connection, acks: Sequence[Ack]) -> int:
    """Record what came to a fate and let the lanes go on; return how many counted: their claim still held the lane."""
    if not acks:
        return 0
    held = _held_lanes(connection, acks)
    good = [ack for ack in acks if ack.delivery.lane in held]
    if good:
        kind = kind_of(connection)
        connection.execute(_fates(kind), batch(row for ack in good for row in _rows(ack)))
        _keep_receipts(connection, kind, good)
        _end_digests(connection, good)
        connection.execute(_freed(kind), batch((ack.delivery.lane, _wait(ack), ack.state == "sent") for ack in good))
        for ack in good:
            if ack.state == "paused":
                _pause(connection, ack)
    for ack in acks:
        _slow_down(connection, ack)  # last: claims lock lanes and then limits, too
    return len(good)


def _slow_down(connection: Connection, ack: Ack) -> None:
    """Let everything that shares a limit wait as the platform asks: an edit may have been the post beside it."""
    if ack.is_wide and ack.in_seconds is not None:
        target, is_edit = ack.delivery.target, ack.delivery.receipt is not None
        for limit in {buckets.limit_of(target.platform, target.workspace, is_edit=one) for one in (False, is_edit)}:
            if limit is not None:
                buckets.slow_down(connection, limit, ack.in_seconds)


def _held_lanes(connection: Connection, acks: Iterable[Ack]) -> Collection[int]:
    """Lock and return the lanes whose claims still stand; locked before they are looked at, as in outbox.enqueue."""
    claims = batch((ack.delivery.lane, ack.delivery.epoch) for ack in acks)
    return set(connection.execute(_standing(kind_of(connection)), claims).scalars())


def _rows(ack: Ack) -> Iterable[tuple[Any, ...]]:
    state = "waiting" if ack.state == "paused" else ack.state
    problem, payload = _words(ack.problem, LONGEST_PROBLEM), _words(ack.payload, LONGEST_PAYLOAD)
    # A try that surely posted nothing says nothing about the one before it.
    keeps_begun = ack.state == "sent" or not ack.is_known or ack.delivery.was_begun
    for one in ack.delivery.ids:
        yield (one, state, problem, ack.possible_duplicate, keeps_begun, 0 if ack.counts else 1, payload)


def _words(text: str | None, longest: int) -> str | None:
    """Return foreign words as both databases keep them: PostgreSQL takes no NUL and no half of a surrogate pair."""
    return text[:longest].encode("utf-8", "replace").decode().replace("\x00", "") if text is not None else None


def _wait(ack: Ack) -> float | None:
    return 0.0 if ack.state == "paused" else ack.in_seconds


def _keep_receipts(connection: Connection, kind: str, acks: Iterable[Ack]) -> None:
    """Keep what is edited when the launch changes; a digest is not, a later revision comes in a later digest."""
    rows = [
        (one.lane, one.launch, ack.receipt.channel, ack.receipt.message, ack.receipt.sent_at.timestamp())
        for ack in acks
        if ack.receipt is not None and (one := ack.delivery).launch and len(one.ids) == 1
    ]
    if rows:
        connection.execute(_receipts(kind), batch(rows))


def _end_digests(connection: Connection, acks: Iterable[Ack]) -> None:
    for ack in acks:
        if ack.state == "sent" and ack.delivery.digest:
            until = select(func.max(delivery.c.due_at)).where(delivery.c.id.in_(ack.delivery.ids)).scalar_subquery()
            connection.execute(update(lane).where(lane.c.id == ack.delivery.lane).values(digested_until=until))


def _pause(connection: Connection, ack: Ack) -> None:
    """Pause the target's lane, or every lane of its workspace, with the reason; what waits is kept."""
    target, problem = ack.delivery.target, _words(ack.problem, LONGEST_PROBLEM) or ""
    which = lane.c.id == ack.delivery.lane
    if ack.whole_workspace:
        which = and_(lane.c.platform == target.platform, lane.c.workspace == target.workspace)
    connection.execute(update(lane).where(which).values(paused=problem))
    if ack.whole_workspace:
        return
    if target.kind == "channel":
        notices.tell_owners(connection, ack.delivery.lane, target, problem)
    else:  # hears of it at the next command
        connection.execute(update(lane).where(which).values(told=problem))


@cache
def _standing(kind: str) -> Select[Any]:
    claims = rows_of(kind, ("id", "id"), ("epoch", "id"))
    held = select(lane.c.id).join(claims, and_(lane.c.id == claims.c.id, lane.c.epoch == claims.c.epoch))
    return held.order_by(lane.c.id).with_for_update(of=lane)


@cache
def _fates(kind: str) -> Update:
    columns = [("id", "id"), ("state", "words"), ("problem", "words"), ("twice", "truth"), ("begun", "truth")]
    fates = rows_of(kind, *columns, ("back", "id"), ("payload", "words"))
    values = {
        "state": fates.c.state,
        "problem": fates.c.problem,
        "possible_duplicate": fates.c.twice,
        "begun_at": case((fates.c.begun, delivery.c.begun_at)),
        "attempts": delivery.c.attempts - fates.c.back,
        "payload": fates.c.payload,
        "settled_at": case((fates.c.state != WAITING, now())),
    }
    return update(delivery).where(delivery.c.id == fates.c.id).values(values)


@cache
def _receipts(kind: str) -> Insert:
    columns = [("lane_id", "id"), ("launch_id", "id"), ("channel", "words"), ("message", "words")]
    columns.append(("sent_at", "seconds"))
    rows = rows_of(kind, *columns)
    make = postgresql_insert if kind == "postgresql" else sqlite_insert
    # SQLite reads "FROM x ON CONFLICT" as a join without the WHERE.
    keep = make(receipt).from_select([name for name, _ in columns], select(rows).where(text("true")))
    new = {name: keep.excluded[name] for name in ("channel", "message", "sent_at")}
    return keep.on_conflict_do_update(index_elements=["lane_id", "launch_id"], set_=new)


@cache
def _freed(kind: str) -> Update:
    rows = rows_of(kind, ("id", "id"), ("wait", "seconds"), ("sent", "truth"))
    free_at = now() + func.coalesce(rows.c.wait, lane.c.gap_seconds)
    first = delivery.alias()
    wakes = case((first.c.due_at > free_at, first.c.due_at), else_=free_at)
    waits = select(wakes).where(first.c.lane_id == lane.c.id, first.c.state == WAITING)
    next_at = waits.order_by(first.c.due_at, first.c.id).limit(ONE).correlate(lane, rows).scalar_subquery()
    told = case((rows.c.sent, literal_column("NULL")), else_=lane.c.told)
    return update(lane).where(lane.c.id == rows.c.id).values(free_at=free_at, next_at=next_at, told=told)
