"""What people decided about launches, kept as events in their order."""

from dataclasses import replace

from sqlalchemy import Connection, func, insert, select

from bot.store.clock import now
from bot.store.tables import decision
from bot.types import Decision
from bot.types.codec import decode, encode


def add_decision(connection: Connection, one: Decision) -> Decision:
    """Keep a decision and return it with its number."""
    row = insert(decision).values(body=encode(one), at=now()).returning(decision.c.id)
    return replace(one, id=int(connection.execute(row).scalar_one()))


def last_decision(connection: Connection) -> int:
    """Return the number of the newest decision, 0 when there is none."""
    return int(connection.execute(select(func.coalesce(func.max(decision.c.id), 0))).scalar_one())


def every_decision(connection: Connection) -> list[Decision]:
    """Return every decision, oldest first."""
    rows = connection.execute(select(decision).order_by(decision.c.id))
    return [replace(decode(Decision, row.body), id=row.id) for row in rows]
