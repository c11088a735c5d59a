"""Digests: the due deliveries of one lane that go out on one card.

What was tried together is tried together again: a message whose answer was lost is the same message, and a launch that
came in between waits for the next card.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select, update

from bot.store.clock import now
from bot.store.tables import WAITING, delivery
from bot.types import DigestPart

MOST_LAUNCHES = 10  # on one card; what fits Discord's 4,000 characters and Slack's 9,000 with room


def take(connection: Connection, first: Row[Any]) -> tuple[tuple[DigestPart, ...], int]:
    """Mark what goes out with the first due delivery of a lane as begun; return it, and how many launches are left."""
    due = and_(
        delivery.c.lane_id == first.lane_id,
        delivery.c.state == WAITING,
        delivery.c.in_digest,
        delivery.c.due_at <= now(),
    )
    which = delivery.c.bundle.is_(None) if first.bundle is None else delivery.c.bundle == first.bundle
    columns = (delivery.c.id, delivery.c.subscription_id, delivery.c.launch_id, delivery.c.revision)
    found = select(*columns).where(due, which).order_by(delivery.c.due_at, delivery.c.id).limit(MOST_LAUNCHES)
    rows = connection.execute(found).all()
    ids = [row.id for row in rows]
    since = func.coalesce(delivery.c.begun_at, now())
    begun = {"begun_at": since, "bundle": first.bundle or first.id, "attempts": delivery.c.attempts + 1}
    connection.execute(update(delivery).where(delivery.c.id.in_(ids)).values(begun))
    left = connection.execute(select(func.count()).where(due, delivery.c.id.not_in(ids))).scalar_one()
    return _parts(rows), int(left)


def _parts(rows: Iterable[Any]) -> tuple[DigestPart, ...]:
    return tuple(DigestPart(row.id, row.subscription_id or 0, row.launch_id, row.revision) for row in rows)
