"""Counts of this moment over all workspaces, for a monitor."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Connection, and_, func, select

from bot.store import fates
from bot.store.clock import now
from bot.store.tables import WAITING, delivery, lane, source


def figures(connection: Connection) -> Mapping[str, Mapping[str, float]]:
    """Return each figure by its name; by its label where it is split, as in {outcome="sent"}."""
    by_state = fates.count_by_state(connection)
    due, oldest = _due(connection)
    return {
        "outbox_depth": {"": by_state.get("waiting", 0)},
        "outbox_due": {"": due},
        "outbox_oldest_due_seconds": {"": oldest},
        "deliveries": {f'{{outcome="{state}"}}': by_state.get(state, 0) for state in ("sent", "dead")},
        "deliveries_perhaps_twice": {"": by_state["perhaps twice"]},
        "places_closed": {"": _count(connection, lane.c.paused.is_not(None))},
        "sources_failing": {"": _count(connection, and_(source.c.problem.is_not(None), source.c.ended.is_(None)))},
        "sources_ended": {"": _count(connection, source.c.ended.is_not(None))},
    }


def _due(connection: Connection) -> tuple[int, float]:
    """Return how many alerts are due and could be sent, and for how many seconds the first of them has been."""
    is_due = and_(delivery.c.state == WAITING, delivery.c.due_at <= now(), lane.c.paused.is_(None))
    found = select(func.count(), func.min(delivery.c.due_at), now()).join(lane, lane.c.id == delivery.c.lane_id)
    count, first, current = connection.execute(found.where(is_due)).one()
    return int(count), max(0.0, current - first) if first is not None else 0.0


def _count(connection: Connection, which: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).where(which)).scalar_one())
