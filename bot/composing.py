"""A delivery as a card: the launch as it stands now, or a digest of several, for this subscriber."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.catalogue import Catalogue
from bot.digests import Told, card_of, digest_card, pointer_card
from bot.errors import QueryError
from bot.interests import matches, parse
from bot.launches import is_correction
from bot.store import Database, audience, subscriptions
from bot.store import launches as stored
from bot.types import Card, Delivery, DigestPart, Launch, Mention, Subscription

EVERYTHING = "everything"


def composer(
    database: Database, catalogue: Catalogue, now: Callable[[], datetime]
) -> Callable[[Delivery], Awaitable[Card | None]]:
    """Return what the courier asks for cards: None when the launch or the subscription is gone, or it is paused."""

    async def compose(delivery: Delivery) -> Card | None:
        return await database.read(_card, delivery, catalogue, now())

    return compose


def _card(connection: Connection, delivery: Delivery, catalogue: Catalogue, now: datetime) -> Card | None:
    parts = delivery.digest or (DigestPart(delivery.id, delivery.subscription, delivery.launch, delivery.revision),)
    found = [told for part in parts if (told := _told(connection, part)) is not None]
    if not found:
        return None
    if len(found) > 1 or delivery.left:
        return _digest(found, delivery, catalogue, now)
    launch, subscription = found[0]
    if delivery.launch not in (None, launch.id):
        return pointer_card(launch) if delivery.receipt else None
    launch = _since_they_know(connection, delivery, launch, subscription)
    card = replace(card_of(launch, matched=subscription.query), density=subscription.density)
    if launch.revision > 1 and is_correction(launch.changes):
        card = replace(card, tone="notice", badges=("Correction", *card.badges))
    return card if delivery.receipt else replace(card, mention=_mention([launch], subscription, catalogue, now))


def _since_they_know(connection: Connection, delivery: Delivery, launch: Launch, one: Subscription) -> Launch:
    """Return a launch with the changes that are news at this place.

    A first card tells what is, not what changed since a card they never had; one that comes late says why it comes.
    """
    launch_id = launch.id or 0
    if delivery.receipt is not None or audience.was_shown(connection, launch_id, delivery.lane):
        return launch
    words = audience.late_words(connection, launch_id, one.id)
    late = (f"matches {one.query or EVERYTHING} now: {words}",) if words else ()
    return replace(launch, revision=1, changes=late)


def _told(connection: Connection, part: DigestPart) -> tuple[Launch, Subscription] | None:
    launch = stored.launch_by_id(connection, part.launch)
    subscription = subscriptions.by_id(connection, part.subscription)
    if launch is None or subscription is None or subscription.is_paused:
        return None
    return launch, subscription


def _digest(found: list[tuple[Launch, Subscription]], delivery: Delivery, catalogue: Catalogue, now: datetime) -> Card:
    updates = {part.launch for part in delivery.digest if part.revision > 1}
    told = [Told(launch, one.name or one.query or EVERYTHING, is_update=launch.id in updates) for launch, one in found]
    subscription = found[0][1]
    card = digest_card(told, now, subscription.zone, left=delivery.left)
    calls = (_mention([launch], one, catalogue, now) for launch, one in found)
    return replace(card, density=subscription.density, mention=next((call for call in calls if call), None))


def _mention(launches: list[Launch], subscription: Subscription, catalogue: Catalogue, now: datetime) -> Mention | None:
    """Return whom an alert calls: whom the subscription names, where the launch matches its sub-query."""
    kind, _, one = subscription.mention.partition(":")
    if kind not in ("role", "user") or not one:
        return None
    if subscription.mention_query:
        try:
            query = parse(subscription.mention_query, catalogue)
        except QueryError:  # kept under an older grammar: nobody is called for what is not understood
            return None
        if not any(matches(query, launch, now) for launch in launches):
            return None
    return Mention("role" if kind == "role" else "user", one)
