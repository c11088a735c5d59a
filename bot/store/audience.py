"""Who has been told of a launch: what a revision goes by, and what a late match remembers."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.store.tables import delivery, late_match, receipt, subscription


def knowing(connection: Connection, launch_id: int) -> frozenset[int]:
    """Return the subscriptions of every place that a launch was told at, or waits to be."""
    lanes = select(delivery.c.lane_id).where(delivery.c.launch_id == launch_id, delivery.c.state != "dead")
    rows = select(subscription.c.id).where(subscription.c.lane_id.in_(lanes), subscription.c.paused.is_(None))
    return frozenset(connection.execute(rows).scalars())


def shown_to(connection: Connection, launch_id: int, *, on_a_card: bool = False) -> frozenset[int]:
    """Return one subscription for each place where a launch was shown: the one it was shown for.

    `on_a_card`: only where it has a message of its own, which can be edited.
    """
    newest = select(func.max(delivery.c.subscription_id)).where(
        delivery.c.launch_id == launch_id, delivery.c.state == "sent", delivery.c.subscription_id.is_not(None)
    )
    if on_a_card:
        newest = newest.where(delivery.c.lane_id.in_(select(receipt.c.lane_id).where(receipt.c.launch_id == launch_id)))
    return frozenset(connection.execute(newest.group_by(delivery.c.lane_id)).scalars())


def was_shown(connection: Connection, launch_id: int, lane_id: int) -> bool:
    """Return whether a place was ever shown a launch, on a card or in a digest."""
    sent = select(delivery.c.id).where(
        delivery.c.launch_id == launch_id, delivery.c.lane_id == lane_id, delivery.c.state == "sent"
    )
    return connection.execute(sent.limit(1)).scalar() is not None


def keep_late(connection: Connection, launch_id: int, words: Mapping[int, str]) -> None:
    """Remember which subscriptions a launch came to match, and by which fact."""
    if not words:
        return
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    rows = [{"launch_id": launch_id, "subscription_id": one, "words": said} for one, said in words.items()]
    connection.execute(make(late_match).values(rows).on_conflict_do_nothing())


def late_words(connection: Connection, launch_id: int, subscription_id: int) -> str | None:
    """Return by which fact a launch came to match a subscription late; None when it matched at once."""
    row = select(late_match.c.words).where(
        late_match.c.launch_id == launch_id, late_match.c.subscription_id == subscription_id
    )
    return connection.execute(row).scalar()


def left_over(connection: Connection, launch_ids: Collection[int], into: int) -> Mapping[int, frozenset[int]]:
    """Return, by launch joined away, the subscriptions whose place has a card of it beside the other's."""
    held = select(receipt.c.lane_id).where(receipt.c.launch_id == into)
    found = {}
    for one in launch_ids:
        newest = (
            select(func.max(delivery.c.subscription_id))
            .join(receipt, receipt.c.lane_id == delivery.c.lane_id)
            .where(receipt.c.launch_id == one, receipt.c.lane_id.in_(held))
            .where(delivery.c.launch_id.in_([one, into]), delivery.c.subscription_id.is_not(None))
            .group_by(delivery.c.lane_id)
        )
        found[one] = frozenset(connection.execute(newest).scalars())
    return found
