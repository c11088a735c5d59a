"""A chart as a picture: with its numbers in words, drawn once, and never in the way of the card."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bot.charts
from bot.errors import TargetClosed
from bot.types import Bar, Card, Chart, Reply, Target
from handlers.discord import DiscordPlatform
from handlers.discord.pictures import LARGEST, Picture, chart_words
from handlers.discord.render import render, render_reply
from tests.fake_digest_cards import any_cards
from tests.fake_discord import FakeDiscord, refused
from tests.fake_discord_bot import platform_at, running
from tests.fake_discord_limits import pings, problems
from tests.fake_discord_people import CHANNEL, GUILD, NotingCore, Person, a_card, types
from tests.fake_slack_cards import bars, words

PNG = b"\x89PNG\r\n\x1a\nnot a real one"
CHART = Chart("Orbit-Bench", (Bar("Vela 2", 42.8, True), Bar("Lyra", 40.1, False)))
HERE = Target("discord", GUILD, "channel", CHANNEL)
POSTING = f"/channels/{CHANNEL}/messages"


class Drawer:
    """Draws every chart alike, and counts."""

    def __init__(self, data: bytes | None = PNG) -> None:
        self.data, self.drawn = data, 0

    def __call__(self, chart: Chart) -> bytes | None:
        self.drawn += 1
        if self.data == b"":
            raise RuntimeError("canary")
        return self.data


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        yield fake


@pytest.fixture
async def platform(discord: FakeDiscord, drawer: Drawer) -> AsyncIterator[DiscordPlatform]:
    async with platform_at(discord, draw=drawer) as made:
        yield made


def gallery_of(message: dict[str, Any]) -> dict[str, Any]:
    (container,) = message["components"]
    (gallery,) = [part for part in container["components"] if part["type"] == 12]
    return dict(gallery["items"][0])


async def test_a_chart_goes_along_with_its_numbers_in_words(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    await platform.send(HERE, a_card(chart=CHART), "key-1")
    (message,) = discord.posted(CHANNEL)
    assert discord.files == [PNG]
    assert gallery_of(message) == {
        "media": {"url": "attachment://chart.png"},
        "description": "Orbit-Bench: Vela 2 42.8, Lyra 40.1",
    }
    words = gallery_of(message)["description"]
    assert message["attachments"] == [{"id": "0", "filename": "chart.png", "description": words}]
    assert message["nonce"] == "key-1"


async def test_an_edit_brings_the_new_picture_and_takes_the_old_away(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(HERE, a_card(chart=CHART), "key-1")
    await platform.edit(receipt, a_card(chart=CHART))
    assert len(discord.files) == 2
    await platform.edit(receipt, a_card())
    assert discord.edits[-1]["attachments"] == []


async def test_a_chart_is_drawn_once_for_all_channels(
    discord: FakeDiscord, platform: DiscordPlatform, drawer: Drawer
) -> None:
    for key in ("key-1", "key-2"):
        await platform.send(HERE, a_card(chart=CHART), key)
    assert (drawer.drawn, len(discord.files)) == (1, 2)


async def test_without_attach_files_the_chart_is_drawn_as_text(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.fail("POST", POSTING, refused(403, 50013))
    await platform.send(HERE, a_card(chart=CHART), "key-1")
    assert "██" in str(discord.posted(CHANNEL)[0]["components"])


async def test_without_send_messages_the_target_is_closed(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.fail("POST", POSTING, *[refused(403, 50013)] * 2)
    with pytest.raises(TargetClosed):
        await platform.send(HERE, a_card(chart=CHART), "key-1")


@pytest.mark.parametrize("data", [None, b"", b"x" * (LARGEST + 1)], ids=["none", "an error", "too large"])
async def test_a_chart_that_cannot_be_drawn_is_drawn_as_text(discord: FakeDiscord, data: bytes | None) -> None:
    async with platform_at(discord, draw=Drawer(data)) as platform:
        await platform.send(HERE, a_card(chart=CHART), "key-1")
    assert discord.files == []
    assert "██" in str(discord.posted(CHANNEL)[0]["components"])


@pytest.mark.parametrize("changes", [{"density": "compact"}, {"chart": None}, {"chart": Chart("One", CHART.bars[:1])}])
async def test_who_wants_no_chart_gets_no_picture(
    discord: FakeDiscord, platform: DiscordPlatform, changes: dict[str, Any]
) -> None:
    await platform.send(HERE, a_card(**{"chart": CHART, **changes}), "key-1")
    assert discord.files == []


async def test_a_comparison_is_answered_with_its_picture(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    core = NotingCore(reply=lambda actor, command: Reply("Side by side:", cards=(a_card(chart=CHART),)))
    async with running(platform, core):
        await discord.gateway.opened()
        asked = await types(discord, Person(), "compare", a="Vela 2", b="Lyra")
    assert discord.files == [PNG]
    assert "attachment://chart.png" in str(asked.answers[0]["components"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_cards(), words)
def test_any_card_with_a_picture_is_a_valid_message_that_calls_its_mention_alone(card: Card, text: str) -> None:
    picture = Picture(PNG, chart_words(Chart(text, ())))
    alert, answer = render(card, picture=picture), render_reply(Reply("", cards=(card,)), picture)
    assert [problems(alert), problems(answer)] == [[], []]
    assert [pings(alert, card.mention), pings(answer)] == [[], []]


async def test_a_real_chart_is_drawn_and_sent(discord: FakeDiscord) -> None:
    async with platform_at(discord, draw=bot.charts.drawer()) as platform:
        await platform.send(HERE, a_card(chart=CHART), "key-1")
    (picture,) = discord.files
    assert picture.startswith(b"\x89PNG")
    assert gallery_of(discord.posted(CHANNEL)[0])["description"] == "Orbit-Bench: Vela 2 42.8, Lyra 40.1"


@given(words, st.lists(bars, max_size=200).map(tuple))
def test_any_chart_in_words_fits(title: str, many: tuple[Bar, ...]) -> None:
    assert len(chart_words(Chart(title, many))) <= 1_024
