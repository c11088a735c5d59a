"""A post to Discord whose answer was lost: a nonce holds for minutes; later, and in a forum, it is looked for."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import FateUnknown, RetryLater
from bot.types import LostPost, Search, Target
from handlers.discord import DiscordPlatform
from tests.fake_discord import ACCEPT_THEN_DROP, FakeDiscord, refused, slow_down
from tests.fake_discord_bot import platform_at
from tests.fake_discord_people import CHANNEL, GUILD, PERSON, a_card

FORUM = "300000000000000077"
FORUM_TARGET = Target("discord", GUILD, "channel", FORUM)
HERE = Target("discord", GUILD, "channel", CHANNEL)
THEM = Target("discord", GUILD, "person", PERSON)
CARD = a_card(title="Vela_2 *Pro* (9B) — 维拉")
THREADS = f"/guilds/{GUILD}/threads/active"
MESSAGES = "/channels/[0-9]+/messages"


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        fake.kinds[FORUM] = 15
        yield fake


@pytest.fixture
async def platform(discord: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    async with platform_at(discord) as platform:
        yield platform


def lost(target: Target, minutes_ago: float = 0.5) -> LostPost:
    return LostPost(target, CARD, "lw7", datetime.now(UTC) - timedelta(minutes=minutes_ago))


async def post_without_answer(discord: FakeDiscord, platform: DiscordPlatform, target: Target) -> None:
    discord.fail("POST", ".*/(messages|threads)", *[refused(400, 50008)] * (target == FORUM_TARGET), ACCEPT_THEN_DROP)
    with pytest.raises(FateUnknown):
        await platform.send(target, CARD, "lw7")
    assert len(discord.messages) == 1


async def test_a_forum_post_is_found_by_its_name(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    await post_without_answer(discord, platform, FORUM_TARGET)
    async with platform_at(discord) as anew:  # that knows nothing of the channel yet
        found = await anew.find_posted(lost(FORUM_TARGET))
    assert found.receipt is not None
    [message] = discord.messages.values()
    assert (found.receipt.message, found.receipt.channel) == (message["id"], message["channel_id"])
    assert await platform.edit(found.receipt, CARD) == found.receipt


@pytest.mark.parametrize(
    "other",
    [{"parent_id": "1"}, {"owner_id": PERSON}, {"name": "Vela 3"}, {"id": "1300000000000000000"}],
    ids=lambda other: next(iter(other)),
)
async def test_another_post_of_a_forum_is_not_taken_for_it(
    discord: FakeDiscord, platform: DiscordPlatform, other: dict[str, str]
) -> None:
    await post_without_answer(discord, platform, FORUM_TARGET)
    [thread] = discord.threads.values()
    thread.update(other)
    assert await platform.find_posted(lost(FORUM_TARGET)) == Search()


async def test_a_forum_whose_posts_may_have_been_put_away_makes_nothing_sure(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.threads.clear()
    assert await platform.find_posted(lost(FORUM_TARGET, minutes_ago=54)) == Search()
    assert await platform.find_posted(lost(FORUM_TARGET, minutes_ago=56)) == Search(is_sure=False)


@pytest.mark.parametrize("target", [HERE, THEM])
async def test_within_minutes_the_nonce_is_enough(
    discord: FakeDiscord, platform: DiscordPlatform, target: Target
) -> None:
    await post_without_answer(discord, platform, target)
    assert await platform.find_posted(lost(target)) == Search()
    assert discord.count("GET", MESSAGES) == 0
    await platform.send(target, CARD, "lw7")
    assert len(discord.messages) == 1


@pytest.mark.parametrize("target", [HERE, THEM])
async def test_later_the_message_is_found_by_its_title(
    discord: FakeDiscord, platform: DiscordPlatform, target: Target
) -> None:
    await post_without_answer(discord, platform, target)
    discord.grow_old(3_600)
    found = await platform.find_posted(lost(target, minutes_ago=61))
    assert found.receipt is not None
    [message] = discord.messages.values()
    assert (found.receipt.message, found.receipt.channel) == (message["id"], message["channel_id"])


@pytest.mark.parametrize(
    "other",
    [{"author": {"id": PERSON}}, {"webhook_id": "5"}, {"interaction_metadata": {"id": "5"}}, {"components": []}],
    ids=lambda other: next(iter(other)),
)
async def test_another_message_of_a_channel_is_not_taken_for_it(
    discord: FakeDiscord, platform: DiscordPlatform, other: dict[str, object]
) -> None:
    await post_without_answer(discord, platform, HERE)
    discord.grow_old(3_600)
    [message] = discord.messages.values()
    message.update(other)
    assert await platform.find_posted(lost(HERE, minutes_ago=61)) == Search()


async def test_a_bot_that_may_not_read_what_was_posted_is_not_sure(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    """Without Read Message History Discord shows an empty channel, and refuses nothing."""
    await post_without_answer(discord, platform, HERE)
    discord.grow_old(3_600)
    discord.reads_history = False
    assert await platform.find_posted(lost(HERE, minutes_ago=61)) == Search(is_sure=False)
    discord.reads_history = True
    discord.fail("GET", MESSAGES, refused(403, 50001))
    assert await platform.find_posted(lost(HERE, minutes_ago=61)) == Search(is_sure=False)


async def test_a_talkative_channel_is_read_page_by_page_and_no_further_than_three(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    await post_without_answer(discord, platform, HERE)
    discord.grow_old(3_600)
    others = {"channel_id": CHANNEL, "author": {"id": PERSON}}
    discord.messages |= {one: {"id": one, **others} for one in (discord.new_id() for _ in range(250))}
    assert (await platform.find_posted(lost(HERE, minutes_ago=61))).receipt is not None
    assert discord.count("GET", MESSAGES) == 3
    discord.messages |= {one: {"id": one, **others} for one in (discord.new_id() for _ in range(50))}
    assert await platform.find_posted(lost(HERE, minutes_ago=61)) == Search(is_sure=False)


async def test_an_answer_to_a_card_is_looked_for_where_the_card_is(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    card = await platform.send(FORUM_TARGET, a_card(title="Lyra 1"), "lw1")
    await platform.reply(card, CARD, "lw7")
    discord.grow_old(3_600)
    under = replace(card, channel=next(iter(discord.messages.values()))["channel_id"])
    found = await platform.find_posted(replace(lost(FORUM_TARGET, minutes_ago=61), under=under))
    assert found.receipt is not None
    assert discord.messages[found.receipt.message]["message_reference"]


async def test_a_refusal_for_the_rate_of_looks_waits_in_the_queue(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("GET", THREADS, slow_down(40.0))
    with pytest.raises(RetryLater) as raised:
        await platform.find_posted(lost(FORUM_TARGET))
    assert raised.value.retry_after_seconds == 40
