"""A delivery as a card: the launch as it stands now, for this subscriber."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from sqlalchemy import Connection

from bot.digests import card_of
from bot.store import Database, subscriptions
from bot.store import launches as stored
from bot.types import Card, Delivery


def composer(database: Database) -> Callable[[Delivery], Awaitable[Card | None]]:
    """Return what the courier asks for cards: None when the launch or the subscription is gone."""

    async def compose(delivery: Delivery) -> Card | None:
        return await database.read(_card, delivery)

    return compose


def _card(connection: Connection, delivery: Delivery) -> Card | None:
    launch = stored.launch_by_id(connection, delivery.launch)
    subscription = subscriptions.by_id(connection, delivery.subscription)
    if launch is None or subscription is None:
        return None
    if delivery.receipt is None:  # a first card tells what is, not what changed since a card they never had
        launch = replace(launch, revision=1, changes=())
    return replace(card_of(launch, matched=subscription.query), density=subscription.density)
