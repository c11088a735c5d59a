"""How alerts are told, by command: edit, snooze, mute, unsnooze, settings; rights, undo, and other workspaces."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.store import Database, targets
from bot.types import Actor, TargetSettings
from tests.newsroom import ANN, CHANNEL, Newsroom, article, newsroom

GUEST = Actor("slack", "T1", "U9", "C1", may_manage=False)
STRANGER = Actor("slack", "T2", "U1", "C1", may_manage=True)


@pytest.fixture
async def room(sqlite: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite) as made:
        yield made


async def listed(room: Newsroom, actor: Actor = ANN) -> str:
    return (await room.says("list", actor)).text


async def test_a_subscription_says_how_it_is_told(room: Newsroom) -> None:
    reply = await room.says(
        "subscribe license:open wait:10m view:compact thread:on mention:<!subteam^S42|@models> mention-for:params:<=10B"
    )
    assert reply.outcome == "ok"
    assert "10 minutes after the first report, compact cards, changes in a thread, too, calling the role" in reply.text


async def test_edit_changes_what_is_said_and_keeps_the_rest(room: Newsroom) -> None:
    await room.says("subscribe license:open when:daily@09:00 tz:Europe/Berlin view:full")
    reply = await room.says("edit 1 params:<=10B")
    assert "every day at 09:00 Europe/Berlin, full cards" in reply.text
    await room.says("edit 1 when:now")
    assert await listed(room) == "1. params:<=10B (here, at once, full cards)"


async def test_edit_is_undone_by_its_button(room: Newsroom) -> None:
    await room.says('subscribe license:open when:weekly@fri-17:30 tz:Asia/Tokyo name:"small open" wait:5m')
    before = await listed(room)
    undo = (await room.says("edit 1 everything when:now name:all")).actions[0]
    assert await listed(room) != before
    assert (await room.says(f"{undo.verb} {undo.argument}")).outcome == "ok"
    assert await listed(room) == before


async def test_unsubscribe_is_undone_with_everything_that_was_set(room: Newsroom) -> None:
    await room.says("subscribe license:open when:daily@07:15 tz:Asia/Tokyo view:compact")
    before = await listed(room)
    undo = (await room.says("unsubscribe 1")).actions[0]
    await room.says(f"{undo.verb} {undo.argument}")
    assert (await listed(room)).partition(". ")[2] == before.partition(". ")[2]


@pytest.mark.parametrize("text", ["edit 1 lab:meta", "snooze lab:meta", "mute lab:meta", "settings cap:3"])
async def test_only_who_may_manage_changes_a_channel(room: Newsroom, text: str) -> None:
    await room.says("subscribe license:open")
    assert (await room.says(text, GUEST)).outcome == "refused"
    assert await listed(room) == "1. license:open (here, at once)"


@pytest.mark.parametrize("text", ["edit 1 lab:meta", "unsnooze 1"])
async def test_another_workspace_finds_nothing(room: Newsroom, text: str) -> None:
    await room.says("subscribe license:open")
    await room.says("mute lab:meta")
    before = await listed(room)
    assert (await room.says(text, STRANGER)).outcome == "unknown"
    assert await listed(room) == before


async def test_two_subscriptions_of_a_place_cannot_have_one_query(room: Newsroom) -> None:
    await room.says("subscribe license:open")
    await room.says("subscribe lab:meta")
    reply = await room.says("edit 2 license:open")
    assert (reply.outcome, "subscription 1" in reply.text) == ("refused", True)


async def test_edit_without_a_change_or_a_number_says_how(room: Newsroom) -> None:
    await room.says("subscribe license:open")
    assert "/launches edit 3" in (await room.says("edit 1")).text
    assert (await room.says("edit 9 lab:meta")).outcome == "unknown"


async def test_a_snooze_silences_and_its_end_lets_speak(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    assert (await room.says("snooze params:<=10B 3d")).outcome == "ok"
    await room.pipeline.accept(article())
    assert await room.waiting() == 0
    assert "Silent for this channel until" in await listed(room)
    assert (await room.says("unsnooze params:<=10B")).outcome == "ok"
    told = "Halcyon has released Gull 3, a language model with 4B parameters."
    await room.pipeline.accept(article(url="https://b.example.com/gull", title="Halcyon releases Gull 3", text=told))
    assert await room.waiting() == 1


@pytest.mark.parametrize("text", ["snooze", "snooze 7d", "mute", "snooze lab:meta 9999w"])
async def test_a_snooze_of_nothing_or_for_ever_is_refused(room: Newsroom, text: str) -> None:
    assert (await room.says(text)).outcome == "refused"


async def test_a_person_snoozes_for_themselves_where_they_may_not_for_the_channel(room: Newsroom) -> None:
    assert (await room.says("snooze lab:meta 7d to:dm", GUEST)).outcome == "ok"
    assert "Silent for you" in await listed(room, GUEST)
    assert "Silent" not in await listed(room)


async def test_settings_are_kept_shown_and_undone(room: Newsroom) -> None:
    reply = await room.says("settings quiet:22-7:30 cap:5 tz:europe/berlin")
    assert await room.database.read(targets.settings_of, CHANNEL) == TargetSettings(
        "22:00", "07:30", "Europe/Berlin", 5
    )
    assert "Quiet from 22:00 to 07:30 Europe/Berlin" in (await room.says("settings")).text
    undo = reply.actions[0]
    await room.says(f"{undo.verb} {undo.argument}")
    assert await room.database.read(targets.settings_of, CHANNEL) == TargetSettings()


@pytest.mark.parametrize("text", ["quiet:25-7", "quiet:8-8", "cap:0", "cap:lots", "tz:Mars/One", "volume:11", "quiet:"])
async def test_settings_that_make_no_sense_change_nothing(room: Newsroom, text: str) -> None:
    assert (await room.says(f"settings {text}")).outcome == "refused"
    assert await room.database.read(targets.settings_of, CHANNEL) == TargetSettings()


async def test_a_channel_that_is_only_named_is_refused(room: Newsroom) -> None:
    """Nobody has judged what this person may do there."""
    reply = await room.says("subscribe lab:meta to:<#C2|general>")
    assert (reply.outcome, await room.subscriptions()) == ("refused", [])
    there = replace(ANN, channel="C2")
    assert (await room.says("subscribe lab:meta to:<#C2|general>", there)).outcome == "ok"


async def test_as_many_subscriptions_as_a_place_may_have_are_refused_in_words(room: Newsroom) -> None:
    for number in range(100):
        await room.subscribe(f"params:<={number + 1}B")
    reply = await room.says("subscribe lab:meta")
    assert (reply.outcome, "remove one first" in reply.text) == ("refused", True)


async def test_why_names_the_snooze_that_keeps_a_place_silent(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.says("mute params:<=10B")
    await room.pipeline.accept(article())
    assert "Silent for this channel for good: params:<=10B" in (await room.says("why tern 2")).text
