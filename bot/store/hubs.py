"""Subscriptions at hubs: which sources tell us themselves when they have something new, and until when."""

import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from bot.store.clock import now
from bot.store.tables import hub_subscription, source

PENDING_SECONDS = 86_400.0  # between two tries at a hub that does not answer
SHORTEST_GAP_SECONDS = 30.0  # between two looks, however often a hub calls


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """One source's subscription at its hub."""

    source_id: int
    hub: str
    topic: str
    token: str  # of the callback's address
    secret: str  # of the signatures
    is_live: bool  # verified, and not ended
    needs_asking: bool  # nearly over, or not answered for a day


def hub_of(connection: Connection, source_id: int) -> HubSubscription | None:
    """Return a source's subscription."""
    return _one(connection, hub_subscription.c.source_id == source_id)


def hub_by_token(connection: Connection, token: str) -> HubSubscription | None:
    """Return the subscription whose callback this is."""
    return _one(connection, hub_subscription.c.token == token)


def _one(connection: Connection, which: ColumnElement[bool]) -> HubSubscription | None:
    moment = now().label("moment")
    row = connection.execute(select(hub_subscription, moment).where(which)).first()
    if row is None:
        return None
    left = (row.ends_at or 0.0) - row.moment
    waited = row.moment - row.asked_at > PENDING_SECONDS
    return HubSubscription(
        row.source_id,
        row.hub,
        row.topic,
        row.token,
        row.secret,
        is_live=left > 0,
        needs_asking=waited and left < PENDING_SECONDS,
    )


def begin_hub(connection: Connection, source_id: int, hub: str, topic: str) -> HubSubscription:
    """Keep that a hub is asked for a source, in place of what was there before."""
    connection.execute(delete(hub_subscription).where(hub_subscription.c.source_id == source_id))
    token, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
    row = {"source_id": source_id, "hub": hub, "topic": topic, "token": token, "secret": secret, "asked_at": now()}
    connection.execute(insert(hub_subscription).values(row))
    return HubSubscription(source_id, hub, topic, token, secret, is_live=False, needs_asking=False)


def asked_again(connection: Connection, source_id: int) -> None:
    """Keep that a hub was asked now."""
    mine = hub_subscription.c.source_id == source_id
    connection.execute(update(hub_subscription).where(mine).values(asked_at=now()))


def verified(connection: Connection, token: str, lease_seconds: float) -> None:
    """Keep that the hub has verified a subscription, and for how long it runs."""
    mine = hub_subscription.c.token == token
    connection.execute(update(hub_subscription).where(mine).values(ends_at=now() + lease_seconds))


def denied(connection: Connection, token: str) -> None:
    """Keep that the hub will not serve a subscription: the source is polled as before."""
    connection.execute(update(hub_subscription).where(hub_subscription.c.token == token).values(ends_at=None))


def look_soon(connection: Connection, source_id: int) -> None:
    """Let a source be due: its hub says that it has something new. Not twice within half a minute."""
    columns = (source.c.next_at, source.c.fetched_at, now().label("moment"))
    row = connection.execute(select(*columns).where(source.c.id == source_id)).first()
    if row is None:
        return
    soon = max(row.moment, (row.fetched_at or 0.0) + SHORTEST_GAP_SECONDS)
    connection.execute(update(source).where(source.c.id == source_id).values(next_at=min(row.next_at, soon)))
