"""What became of a delivery, in words: for the place, for its owners and for the operator."""

import asyncio
import os
import sys
from pathlib import Path

from sqlalchemy import Connection, update

from bot.errors import CardRefused, TargetClosed
from bot.store import fates, outbox
from bot.store.tables import delivery
from bot.types import Actor
from tests.newsroom import CHANNEL, PERSON, TITLE, Newsroom, article

LAUNCHWIRE = Path(sys.executable).with_name("launchwire")


async def told(room: Newsroom) -> str:
    return (await room.says("log")).text


async def test_log_says_what_was_sent_what_waits_and_what_failed(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    assert "Nothing was sent here yet" in await told(room)
    await room.pipeline.accept(article())
    assert await told(room) == f"{TITLE} (here): waiting, due {(await room.database.read(_due)):%Y-%m-%d %H:%M} UTC."
    await room.carry()
    assert f"{TITLE} (here): sent " in await told(room)


def _due(connection: Connection) -> object:
    return fates.newest(connection, 1)[0].due_at


async def test_log_of_another_workspace_is_not_shown(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    for stranger in (Actor("slack", "T2", "U1", "C1", may_manage=True), Actor("discord", "T1", "U1", "C1", True)):
        assert "Nothing was sent here" in (await room.says("log", stranger)).text


async def test_owner_is_told_once_why_a_channel_fell_silent_and_a_command_there_takes_it_up(room: Newsroom) -> None:
    platform = room.platforms["slack"]
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    platform.script.append(TargetClosed("the channel is archived (is_archived)"))
    await room.carry()
    [(to, card, _)] = platform.posted
    assert to == PERSON
    assert "the channel is archived" in card.plain_text
    reply = await room.says("list")
    assert "Alerts had stopped: the channel is archived (is_archived). They are tried again now." in reply.text
    platform.script.append(TargetClosed("the channel is archived (is_archived)"))
    await _until_paused_again(room)
    assert len(platform.posted) == 1, "told once"
    await room.says("list")
    async with room.carrying(), asyncio.timeout(10):
        while room.posted(CHANNEL) != [TITLE]:  # noqa: ASYNC110 - the platform keeps a ledger
            await asyncio.sleep(0.01)
    assert "Alerts had stopped" not in (await room.says("list")).text


async def _until_paused_again(room: Newsroom) -> None:
    async with room.carrying(), asyncio.timeout(10):
        while room.platforms["slack"].script:  # noqa: ASYNC110 - the platform has no event
            await asyncio.sleep(0.01)
    await room.database.read(outbox.waiting)


async def test_person_whose_messages_are_closed_hears_of_it_at_the_next_command(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", PERSON)
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(TargetClosed("this person takes no direct messages from the bot"))
    await room.carry()
    assert room.platforms["slack"].posted == []
    stranger = await room.says("help", Actor("slack", "T1", "U2", "C7", may_manage=True))
    assert "Alerts had stopped" not in stranger.text
    assert "takes no direct messages" in (await room.says("help")).text
    await room.carrying_until_posted(PERSON)


async def test_dead_letter_keeps_what_it_said_and_can_be_sent_again(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(CardRefused("Slack refuses this message (invalid_blocks)"))
    await room.carry()
    [dead] = await room.database.read(lambda c: fates.newest(c, 10, dead_only=True))
    assert TITLE in (dead.payload or "")
    assert "given up: Slack refuses this message (invalid_blocks)." in await told(room)
    assert await room.database.write(fates.resend, dead.id)
    assert not await room.database.write(fates.resend, dead.id)
    await room.carrying_until_posted(CHANNEL)


async def test_a_first_alert_that_waited_for_weeks_is_given_up_and_can_be_sent_all_the_same(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    assert await room.database.write(fates.give_up_old) == 0
    await room.database.write(_due_days_ago, 7.1)
    assert await room.database.write(fates.give_up_old) == 1
    assert "given up: it waited for more than 7 days and is no news any more." in await told(room)
    [dead] = await room.database.read(lambda c: fates.newest(c, 10, dead_only=True))
    assert await room.database.write(fates.resend, dead.id)
    assert await room.database.write(fates.give_up_old) == 0
    await room.carrying_until_posted(CHANNEL)


async def test_a_change_of_a_card_that_people_have_is_told_however_late(room: Newsroom) -> None:
    number = await room.subscribe("lab:halcyon")
    [launch] = (await room.pipeline.accept(article())).launches
    await room.carry()
    await room.database.write(outbox.enqueue, launch.id or 0, 2, {number: None})
    await room.database.write(_due_days_ago, 400.0)
    assert await room.database.write(fates.give_up_old) == 0
    await room.carry()
    assert len(room.platforms["slack"].edited) == 1


def _due_days_ago(connection: Connection, days: float) -> None:
    connection.execute(update(delivery).values(due_at=delivery.c.due_at - days * 86_400.0))


async def test_settled_deliveries_are_pruned_and_what_was_sent_is_not_sent_again(room: Newsroom) -> None:
    number = await room.subscribe("lab:halcyon")
    [launch] = (await room.pipeline.accept(article())).launches
    await room.carry()
    assert await room.database.write(fates.prune) == 0
    await room.database.write(lambda c: c.execute(update(delivery).values(settled_at=0.0)).rowcount)
    assert await room.database.write(fates.prune) == 1
    assert await room.database.write(outbox.enqueue, launch.id or 0, 1, {number: None}) == 0
    assert "Sent " in (await room.says("why tern 2")).text


async def test_operator_lists_deliveries_and_sends_dead_letters_again(room: Newsroom, database_url: str) -> None:
    await room.subscribe("lab:halcyon")
    await room.pipeline.accept(article())
    room.platforms["slack"].script.append(CardRefused("refused"))
    await room.carry()
    [dead] = await room.database.read(lambda c: fates.newest(c, 10, dead_only=True))
    assert "given up: refused." in await _cli(database_url, "deliveries", "--dead")
    assert f"Delivery {dead.id} waits" in await _cli(database_url, "deliveries", "resend", str(dead.id))
    assert "is no dead letter" in await _cli(database_url, "deliveries", "resend", "999")


async def _cli(database_url: str, *arguments: str) -> str:
    environment = {**os.environ, "DATABASE_URL": database_url, "COLUMNS": "300"}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        LAUNCHWIRE, *arguments, env=environment, stdout=pipe, stderr=asyncio.subprocess.STDOUT
    )
    out, _ = await asyncio.wait_for(process.communicate(), 60)
    return out.decode()
