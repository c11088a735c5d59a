"""Wishes in everyday words, and what a query would have sent: shown before anything is saved."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.commands.words import rate_words
from bot.store import Database
from bot.types import Actor
from tests.newsroom import ANN, TITLE, Newsroom, article, newsroom

GUEST = Actor("slack", "T1", "U9", "C1", may_manage=False)
WISH = "small open models from Qwen with a nice logo"
QUERY = "is:small is:open family:qwen"


@pytest.fixture
async def room(sqlite: Database) -> AsyncIterator[Newsroom]:
    async with newsroom(sqlite) as made:
        yield made


async def test_a_wish_is_shown_as_query_and_in_words_and_saved_only_when_confirmed(room: Newsroom) -> None:
    asked = await room.says(f"subscribe {WISH} when:daily@08:00 tz:Europe/Berlin")
    assert f"As a query: {QUERY}" in asked.text
    assert "In words: At most 10B parameters AND open weights or licence AND of the family qwen" in asked.text
    assert "Not used: nice, logo." in asked.text
    assert "Nothing is saved yet." in asked.text
    assert await room.subscriptions() == []
    use = asked.actions[0]
    saved = await room.says(f"{use.verb} {use.argument}")
    assert saved.outcome == "ok"
    assert "every day at 08:00 Europe/Berlin" in saved.text
    assert (await room.says("list")).text.startswith(f"1. {QUERY} (here")


async def test_the_words_themselves_may_be_looked_for_instead(room: Newsroom) -> None:
    words = (await room.says("subscribe open robots to:dm")).actions[1]
    await room.says(f"{words.verb} {words.argument}")
    assert (await room.says("list")).text.startswith('1. "open" "robots" (to you')


async def test_a_wish_from_a_form_keeps_the_form_s_fields(room: Newsroom) -> None:
    asked = await room.says("subscribe small open models", when="daily@08:00", name="my models")
    assert asked.actions[0].argument == 'is:small is:open when:daily@08:00 name:"my models"'


async def test_who_may_not_manage_a_channel_is_refused_before_being_asked(room: Newsroom) -> None:
    reply = await room.says(f"subscribe {WISH}", GUEST)
    assert (reply.outcome, reply.actions) == ("refused", ())


async def test_edit_asks_about_a_wish_and_changes_nothing_yet(room: Newsroom) -> None:
    await room.says("subscribe lab:meta")
    asked = await room.says("edit 1 small open models view:full")
    assert "As a query: is:small is:open" in asked.text
    assert (await room.says("list")).text == "1. lab:meta (here, at once)"
    await room.says(f"{asked.actions[0].verb} {asked.actions[0].argument}")
    assert (await room.says("list")).text == "1. is:small is:open (here, at once, full cards)"


async def test_latest_takes_a_wish_for_its_query(room: Newsroom) -> None:
    await room.pipeline.accept(article())
    reply = await room.says("latest small models with open source licence")
    assert reply.text == "The latest launch for is:small license:open:"


async def test_test_lists_what_a_query_would_have_sent_and_saves_nothing(room: Newsroom) -> None:
    await room.pipeline.accept(article())
    reply = await room.says("test params:<=10B to:dm")
    assert reply.text.splitlines()[1:] == [
        "It would have sent 1 launch in the last day, about 1 every day.",
        f"- {TITLE}",
    ]
    assert reply.actions[0].argument == "params:<=10B to:dm"
    assert await room.subscriptions() == []


async def test_subscribe_says_what_it_would_have_sent(room: Newsroom) -> None:
    await room.pipeline.accept(article())
    assert "It would have sent 1 launch" in (await room.says("subscribe lab:halcyon")).text


async def test_silence_is_warned_of(room: Newsroom) -> None:
    await room.pipeline.accept(article())
    assert "It would have sent nothing in the last day: widen it" in (await room.says("test params:>500B")).text


async def test_before_the_first_launch_no_rate_is_claimed(room: Newsroom) -> None:
    assert "No launch has been read yet" in (await room.says("test license:open")).text


async def test_everything_is_saved_only_when_said_and_keeps_its_directives(room: Newsroom) -> None:
    asked = await room.says("subscribe when:daily@09:00", replace(ANN, channel=None))
    assert "Without a query you get every launch" in asked.text
    assert await room.subscriptions() == []
    assert asked.actions[0].argument == "everything when:daily@09:00"


@pytest.mark.parametrize(
    ("count", "days", "said"),
    [
        (9, 90, "It would have sent 9 launches in the last 90 days, about 1 every 10 days."),
        (1, 90, "It would have sent 1 launch in the last 90 days, about 1 every 90 days."),
        (90, 90, "It would have sent 90 launches in the last 90 days, about 1 every day."),
        (270, 90, "It would have sent 270 launches in the last 90 days, about 3 a day."),
        (900, 90, "about 10 a day. That is a lot for one channel: narrow it."),
        (0, 90, "It would have sent nothing in the last 90 days: widen it"),
    ],
)
def test_rate_in_words_warns_of_silence_and_flood(count: int, days: int, said: str) -> None:
    assert said in rate_words(count, days)
