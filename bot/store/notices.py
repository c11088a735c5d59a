"""Notices: our own words to the people who made a subscription, carried like any delivery, in their direct messages."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select, update

from bot.store.clock import now
from bot.store.outbox import call, wakes_at
from bot.store.subscriptions import lane_of
from bot.store.tables import delivery, lane, subscription
from bot.types import Target

MOST_OWNERS = 20


def tell_owners(connection: Connection, lane_id: int, target: Target, problem: str) -> int:
    """Tell those who subscribed for a channel that nothing can be sent there, once for each reason; return how many."""
    told = connection.execute(select(lane.c.told).where(lane.c.id == lane_id)).scalar()
    if told == problem:
        return 0
    connection.execute(update(lane).where(lane.c.id == lane_id).values(told=problem))
    words = (
        f"Alerts for the channel {target.id} have stopped: {problem}. What waits is kept for two days. "
        "Once that is mended, any /launches command in the channel starts them again."
    )
    return tell_owners_of(connection, [lane_id], target, words)


def tell_owners_of(connection: Connection, lane_ids: Sequence[int], about: Target, words: str) -> int:
    """Tell each of those who subscribed for some channels of a workspace once; return how many."""
    owners = select(subscription.c.owner).where(subscription.c.lane_id.in_(lane_ids)).distinct().limit(MOST_OWNERS)
    people = [one for one in connection.execute(owners).scalars() if one]
    for person in people:
        _add(connection, person, about, words)
    call(connection)
    return len(people)


def tell(connection: Connection, target: Target, words: str) -> None:
    """Tell one place or person something; what stands before an empty line is its title."""
    _queue(connection, target, words)
    call(connection)


def _add(connection: Connection, person: str, about: Target, words: str) -> None:
    # A Discord user is one person on every server; a Slack user belongs to a workspace.
    workspace = "" if about.platform == "discord" else about.workspace
    _queue(connection, Target(about.platform, workspace, "person", person), words)


def _queue(connection: Connection, target: Target, words: str) -> None:
    to = lane_of(connection, target)
    values = {"lane_id": to, "revision": 0, "notice": words, "state": "waiting", "due_at": now(), "attempts": 0}
    connection.execute(insert(delivery).values(possible_duplicate=False, **values))
    connection.execute(update(lane).where(lane.c.id == to, lane.c.next_at.is_(None)).values(next_at=wakes_at()))
