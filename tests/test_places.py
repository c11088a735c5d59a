"""A place that was closed and is open again: alerts go on, nothing old is announced, and its owners hear of it once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select, update

from bot.errors import TargetClosed, WorkspaceClosed
from bot.places import PlacesInDatabase
from bot.store import Database, outbox
from bot.store.clock import now
from bot.store.places import OLD_SECONDS, TOO_OLD
from bot.store.tables import delivery, lane
from bot.types import Target
from tests.newsroom import CHANNEL, PATIENCE, PERSON, TITLE, Newsroom, article

OTHER = Target("slack", "T1", "channel", "C2")
KICKED = TargetClosed("the app is not in this channel (not_in_channel)")


async def closed(room: Newsroom, error: TargetClosed | WorkspaceClosed = KICKED) -> None:
    """Subscribe a channel and let its first alert meet a closed door."""
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(error)
    await room.carry()
    assert room.posted(CHANNEL) == []


def told_owner(room: Newsroom) -> Sequence[str]:
    return [card.plain_text for to, card, _ in room.platforms["slack"].posted if to == PERSON]


async def test_a_channel_goes_on_when_the_app_is_invited_again_and_its_owner_hears_of_it_once(room: Newsroom) -> None:
    await closed(room)
    places = PlacesInDatabase(room.database)
    for _ in range(2):
        await places.joined("slack", "T1", "C1")
        await room.carry_due()
    assert room.posted(CHANNEL) == [TITLE]
    assert [words.partition(":")[0] for words in told_owner(room)] == [
        "Alerts for the channel C1 have stopped",
        "Alerts for the channel C1 go on",
    ]


async def test_what_has_become_old_meanwhile_is_not_announced_and_the_owner_is_told_how_much(room: Newsroom) -> None:
    await closed(room)
    await room.database.write(_two_days_pass)
    await PlacesInDatabase(room.database).joined("slack", "T1", "C1")
    await room.carry_due()
    assert room.posted(CHANNEL) == []
    assert "not told any more, 1 in all; /launches latest lists it" in told_owner(room)[-1]
    assert TOO_OLD in (await room.says("log")).text


async def test_a_card_that_a_channel_has_is_put_right_however_long_it_was_closed(room: Newsroom) -> None:
    number = await room.subscribe("lab:halcyon")
    [launch] = (await room.pipeline.accept(article())).launches
    await room.carry()
    await room.database.write(outbox.enqueue, launch.id or 0, 2, {number: None})
    room.platforms["slack"].script.append(KICKED)
    await room.carry()
    await room.database.write(_two_days_pass)
    await PlacesInDatabase(room.database).joined("slack", "T1", "C1")
    await room.carry_due()
    assert len(room.platforms["slack"].edited) == 1


async def test_a_command_in_the_channel_takes_up_what_is_news_and_nothing_old(room: Newsroom) -> None:
    await closed(room)
    await room.database.write(_two_days_pass)
    assert "They are tried again now" in (await room.says("list")).text
    await room.carry_due()
    assert room.posted(CHANNEL) == []


def _two_days_pass(connection: Connection) -> None:
    connection.execute(update(delivery).values(due_at=now() - OLD_SECONDS - 60.0))


async def test_a_change_that_helps_nothing_is_tried_and_told_to_nobody(room: Newsroom) -> None:
    await closed(room)
    room.platforms["slack"].script.append(KICKED)
    await PlacesInDatabase(room.database).changed("slack", "T1", "C1")
    async with room.carrying(), asyncio.timeout(PATIENCE):
        while room.platforms["slack"].script or not await room.database.read(_paused, CHANNEL):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert len(told_owner(room)) == 1


async def test_an_invitation_to_one_channel_or_workspace_takes_up_no_other(room: Newsroom) -> None:
    await closed(room)
    for other in (("slack", "T1", "C2"), ("slack", "T2", "C1"), ("discord", "T1", "C1")):
        await PlacesInDatabase(room.database).joined(*other)
    assert await room.database.read(_paused, CHANNEL) == str(KICKED)


async def test_a_workspace_that_removes_the_app_is_silent_until_it_is_back_and_each_owner_hears_of_it_once(
    room: Newsroom,
) -> None:
    await room.subscribe("lab:halcyon")
    await room.subscribe("lab:halcyon", OTHER)
    places = PlacesInDatabase(room.database)
    await places.left("slack", "T1", "the bot was removed: invite it again")
    await room.pipeline.accept(article())
    assert await room.database.read(_paused, CHANNEL) == "the bot was removed: invite it again"
    await places.joined("slack", "T1")
    await room.carry_due()
    assert (room.posted(CHANNEL), room.posted(OTHER)) == ([TITLE], [TITLE])
    assert [words[:29] for words in told_owner(room)] == ["Alerts for the channels C1, C2"[:29]] * 2


async def test_a_token_that_holds_again_takes_up_workspaces_but_no_place_that_is_closed_by_itself(
    room: Newsroom,
) -> None:
    await closed(room)
    await room.subscribe("lab:halcyon", OTHER)
    await room.database.write(_pause, replace(OTHER))
    await PlacesInDatabase(room.database).reached("slack", ["T1"])
    assert await room.database.read(_paused, CHANNEL) == str(KICKED)
    assert await room.database.read(_paused, OTHER) is None


async def test_a_person_who_takes_no_messages_is_not_tried_at_every_sign_in(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", PERSON)
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(TargetClosed("messages are closed"))
    await room.carry()
    await PlacesInDatabase(room.database).reached("slack", ["T1"])
    assert await room.database.read(_paused, PERSON) == "messages are closed"


async def test_a_database_that_is_away_ends_nothing(sqlite: Database) -> None:
    await sqlite.write(lambda c: c.exec_driver_sql("ALTER TABLE lane RENAME TO elsewhere").rowcount)
    await PlacesInDatabase(sqlite).joined("slack", "T1", "C1")


def _paused(connection: Connection, target: Target) -> str | None:
    where = (lane.c.kind == target.kind, lane.c.target == target.id)
    return connection.execute(select(lane.c.paused).where(*where)).scalar()


def _pause(connection: Connection, target: Target) -> None:
    connection.execute(update(lane).where(lane.c.target == target.id).values(paused="the bot token was revoked"))
