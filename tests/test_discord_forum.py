"""Alerts in a forum: each is a post of its own, whose card is edited and answered like any other."""

from collections.abc import AsyncIterator

import pytest

from bot.errors import TargetClosed
from bot.types import Target
from handlers.discord import DiscordPlatform
from tests.fake_discord import FakeDiscord, refused
from tests.fake_discord_bot import platform_at
from tests.fake_discord_people import GUILD, a_card

FORUM = "300000000000000077"
THERE = Target("discord", GUILD, "channel", FORUM)
STARTING = rf"/channels/{FORUM}/threads"


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        fake.kinds[FORUM] = 15
        yield fake


@pytest.fixture
async def platform(discord: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    async with platform_at(discord) as platform:
        yield platform


async def test_an_alert_in_a_forum_is_a_post_named_after_the_launch(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(THERE, a_card(title="Vela 2 " + "x" * 200), "key-1")
    assert discord.messages[receipt.message]["channel_id"] == receipt.channel
    assert receipt.target == THERE
    assert "Vela 2" in str(discord.messages[receipt.message]["components"])


async def test_a_forum_is_known_after_the_first_alert(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    for key in ("key-1", "key-2"):
        await platform.send(THERE, a_card(), key)
    assert discord.count("POST", rf"/channels/{FORUM}/messages") == 1
    assert discord.count("POST", STARTING) == 2


async def test_a_card_in_a_forum_is_edited_and_answered(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    receipt = await platform.send(THERE, a_card(), "key-1")
    assert await platform.edit(receipt, a_card(title="Vela 3")) == receipt
    assert "Vela 3" in str(discord.messages[receipt.message]["components"])
    assert (await platform.reply(receipt, a_card(), "key-2")).channel == receipt.channel


async def test_a_forum_that_refuses_the_newer_message_gets_an_embed(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", STARTING, refused(400, 50035))
    receipt = await platform.send(THERE, a_card(), "key-1")
    assert discord.messages[receipt.message]["embeds"]


async def test_a_forum_that_wants_a_tag_is_paused_with_what_to_do(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", STARTING, refused(400, 40067))
    with pytest.raises(TargetClosed, match="without a tag"):
        await platform.send(THERE, a_card(), "key-1")
