"""Edits and answers: free in a message's first hour, then once an hour, then told as an answer to it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.errors import RetryLater
from bot.types import Receipt, Target
from bot.types.card import Mention
from handlers.discord import DiscordPlatform
from handlers.discord.timing import Timing
from tests.fake_discord import ACCEPT_THEN_DROP, EPOCH_MILLISECONDS, FakeDiscord, refused
from tests.fake_discord_bot import Pauses, platform_at
from tests.fake_discord_limits import problems
from tests.fake_discord_people import CHANNEL, GUILD, a_card

HERE = Target("discord", GUILD, "channel", CHANNEL)
POSTING, EDITING = r"/channels/\d+/messages", r"/channels/\d+/messages/\d+"
HOUR = 3_600.0


@dataclass(slots=True)
class Clock:
    seconds: float = 1_780_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        yield fake


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def platform(discord: FakeDiscord, clock: Clock) -> AsyncIterator[DiscordPlatform]:
    async with platform_at(discord, timing=Timing(call_seconds=5.0, pause=Pauses(), now=clock)) as platform:
        yield platform


async def edited(platform: DiscordPlatform, receipt: Receipt, title: str) -> Receipt:
    return await platform.edit(receipt, a_card(title=title))


async def test_a_young_message_is_edited_as_often_as_there_is_news(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    for revision in range(5):
        assert await edited(platform, receipt, f"Vela {revision}") == receipt
    assert len(discord.posted(CHANNEL)) == 1
    assert len(discord.edits) == 5


async def test_an_old_message_is_edited_once_an_hour_and_then_answered(
    discord: FakeDiscord, platform: DiscordPlatform, clock: Clock
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    clock.seconds += HOUR + 1
    assert await edited(platform, receipt, "Vela 3") == receipt
    clock.seconds += HOUR / 2
    answer = await edited(platform, receipt, "Vela 4")
    assert answer.message != receipt.message
    assert discord.messages[answer.message]["message_reference"]["message_id"] == receipt.message
    assert await edited(platform, answer, "Vela 5") == answer
    clock.seconds += HOUR
    assert await edited(platform, receipt, "Vela 6") == receipt


@pytest.mark.parametrize("status", [400, 429])
async def test_an_edit_that_discord_takes_no_more_becomes_an_answer(
    discord: FakeDiscord, platform: DiscordPlatform, status: int
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    discord.fail("PATCH", EDITING, refused(status, 30046))
    answer = await edited(platform, receipt, "Vela 3")
    assert discord.messages[answer.message]["message_reference"]["message_id"] == receipt.message


async def test_an_answer_in_place_of_an_edit_is_given_once_though_its_answer_was_lost(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    discord.fail("PATCH", EDITING, refused(400, 30046), refused(400, 30046))
    discord.fail("POST", POSTING, ACCEPT_THEN_DROP)
    with pytest.raises(RetryLater):
        await edited(platform, receipt, "Vela 3")
    await edited(platform, receipt, "Vela 3")
    assert len(discord.posted(CHANNEL)) == 2


async def test_a_reply_names_the_message_that_it_answers_and_is_posted_once(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    for _ in range(2):
        answer = await platform.reply(receipt, a_card(title="Vela 3"), "key-2")
    first, second = discord.posted(CHANNEL)
    assert second["id"] == answer.message
    assert second["message_reference"] == {"message_id": first["id"], "fail_if_not_exists": False}
    assert (second["nonce"], second["enforce_nonce"]) == ("key-2", True)
    assert answer.target == HERE
    assert problems({key: value for key, value in second.items() if key not in ("id", "channel_id", "author")}) == []


async def test_a_reply_calls_nobody_unless_the_card_does(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    await platform.reply(receipt, a_card(), "key-2")
    await platform.reply(receipt, a_card(mention=Mention("role", "300000000000000004")), "key-3")
    allowed = [message["allowed_mentions"] for message in discord.posted(CHANNEL)]
    assert allowed == [{"parse": []}, {"parse": []}, {"parse": [], "roles": ["300000000000000004"]}]


async def test_the_time_of_a_message_is_now_where_its_id_holds_none(
    discord: FakeDiscord, platform: DiscordPlatform, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    assert receipt.sent_at.timestamp() == clock.seconds
    soon = (int(clock.seconds * 1000) - EPOCH_MILLISECONDS + 3_000) << 22
    monkeypatch.setattr(discord, "new_id", lambda: str(soon))
    assert (await platform.send(HERE, a_card(), "key-2")).sent_at.timestamp() == pytest.approx(clock.seconds + 3, abs=1)
