"""What happens to a workspace's data when the app leaves it, loses its token there, or comes back."""

from sqlalchemy import Connection, and_, delete, insert, select, update

from bot.store import places
from bot.store.tables import lane, metadata, subscription, subscription_change


def forget_workspace(connection: Connection, platform: str, workspace: str) -> int:
    """Delete every trace of a workspace, its subscriptions and what waits for it; return how many places that were."""
    lanes = select(lane.c.id).where(lane.c.platform == platform, lane.c.workspace == workspace)
    gone = connection.execute(select(subscription.c.id).where(subscription.c.lane_id.in_(lanes))).scalars().all()
    for number in gone:
        connection.execute(insert(subscription_change).values(subscription_id=number))
    for table in reversed(metadata.sorted_tables):
        if "lane_id" in table.c:
            connection.execute(delete(table).where(table.c.lane_id.in_(lanes)))
    return connection.execute(delete(lane).where(lane.c.platform == platform, lane.c.workspace == workspace)).rowcount


def pause_workspace(connection: Connection, platform: str, workspace: str, reason: str) -> None:
    """Send nothing to a workspace for now; what waits is kept."""
    here = and_(lane.c.platform == platform, lane.c.workspace == workspace)
    connection.execute(update(lane).where(here).values(paused=reason))


def resume_workspace(connection: Connection, platform: str, workspace: str) -> None:
    """Send what has waited and is no old news: the app has a token there again."""
    here = and_(lane.c.platform == platform, lane.c.workspace == workspace, lane.c.paused.is_not(None))
    places.take_up(connection, connection.execute(select(lane.c.id).where(here)).scalars().all())
