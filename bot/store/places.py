"""Places that can be written to no more, or again: lanes are paused and taken up, and their owners hear of it once."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, select, update

from bot.store import notices
from bot.store.clock import now
from bot.store.outbox import call, has_card, wakes_at
from bot.store.tables import WAITING, delivery, lane
from bot.types import Target

OLD_SECONDS = 2 * 86_400.0  # what has waited longer is no news any more
TOO_OLD = "not told: it was more than two days old when this place could be written to again"


def take_up(connection: Connection, lane_ids: Sequence[int]) -> int:
    """Send to lanes again, but nothing that has become old meanwhile; return how many alerts that leaves out.

    A card that people have is still put right, however late.
    """
    waits = and_(delivery.c.lane_id.in_(lane_ids), delivery.c.state == WAITING, ~has_card())
    old = and_(waits, delivery.c.due_at < now() - OLD_SECONDS)
    values = {"state": "dead", "problem": TOO_OLD, "settled_at": now()}
    left_out = connection.execute(update(delivery).where(old).values(values)).rowcount
    connection.execute(update(lane).where(lane.c.id.in_(lane_ids)).values(paused=None, next_at=wakes_at()))
    call(connection)
    return left_out


def reached(connection: Connection, platform: str, workspaces: Collection[str]) -> int:
    """Take up whole workspaces that had been lost: the app is in them with a good token. Return how many lanes.

    A place that is closed by itself, of which its owners were told, stays so.
    """
    lost = and_(_of(platform, workspaces), lane.c.told.is_(None))
    rows = _paused(connection, lost)
    if rows:
        take_up(connection, [row.id for row in rows])
    return len(rows)


def regained(
    connection: Connection, platform: str, workspace: str, channel: str | None = None, *, is_sure: bool = True
) -> int:
    """Take up a workspace, or one channel of it, and return how many lanes.

    `is_sure`: the app was invited again, so that its owners are told. Otherwise only something has changed there, and
    the next alert will show whether it helps.
    """
    which = _of(platform, [workspace])
    if channel is not None:
        which = and_(which, lane.c.kind == "channel", lane.c.target == channel)
    rows = _paused(connection, which)
    if rows:
        left_out = take_up(connection, [row.id for row in rows])
        channels = [row for row in rows if row.kind == "channel"]
        if is_sure and channels:
            connection.execute(update(lane).where(lane.c.id.in_([row.id for row in rows])).values(told=None))
            _tell(connection, platform, workspace, channels, _words_again(channels, left_out))
    return len(rows)


def lost(connection: Connection, platform: str, workspace: str, why: str) -> int:
    """Send nothing to a workspace that the app was removed from, and tell its owners. Return how many lanes."""
    rows = connection.execute(_lanes(and_(_of(platform, [workspace]), lane.c.paused.is_(None)))).all()
    if rows:
        connection.execute(update(lane).where(lane.c.id.in_([row.id for row in rows])).values(paused=why, told=None))
        channels = [row for row in rows if row.kind == "channel"]
        words = f"Alerts for {_named(channels)} have stopped: {why}. What waits is kept for two days."
        _tell(connection, platform, workspace, channels, words)
    return len(rows)


def _words_again(channels: Sequence[Row[Any]], left_out: int) -> str:
    words = f"Alerts can be sent again\n\nAlerts for {_named(channels)} go on: the bot is back."
    if left_out:
        words += f" What has become old meanwhile is not told any more, {left_out} in all; /launches latest lists it."
    return words


def _named(channels: Sequence[Row[Any]]) -> str:
    first = ", ".join(row.target for row in channels[:5])
    more = f" and {len(channels) - 5} more" if len(channels) > 5 else ""
    return f"the channel{'s' if len(channels) > 1 else ''} {first}{more}"


def _tell(connection: Connection, platform: str, workspace: str, channels: Sequence[Row[Any]], words: str) -> None:
    """Tell each owner of a subscription there once, however many channels it is about."""
    if channels:
        about = Target(platform, workspace, "channel", channels[0].target)  # type: ignore[arg-type]  # as it was kept
        notices.tell_owners_of(connection, [row.id for row in channels], about, words)


def _of(platform: str, workspaces: Collection[str]) -> Any:  # noqa: ANN401 - SQLAlchemy's own
    return and_(lane.c.platform == platform, lane.c.workspace.in_(list(workspaces)))


def _paused(connection: Connection, which: Any) -> Sequence[Row[Any]]:  # noqa: ANN401 - SQLAlchemy's own
    return connection.execute(_lanes(and_(which, lane.c.paused.is_not(None)))).all()


def _lanes(which: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's own
    columns = (lane.c.id, lane.c.kind, lane.c.target)
    return select(*columns).where(which).order_by(lane.c.id).with_for_update()
