"""The gateway tells where the bot may write again, or no more; nothing else of servers is kept."""

from collections.abc import AsyncIterator

import pytest

from handlers.discord.presence import REMOVED
from tests.fake_discord import FakeDiscord
from tests.fake_discord_bot import platform_at, running
from tests.fake_discord_people import CHANNEL, GUILD, NotingCore, a_server
from tests.fake_places import NotedPlaces

NEW = "700000000000000009"


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        yield fake


async def heard(discord: FakeDiscord, *events: tuple[str, dict[str, object]], most: int) -> list[tuple[str, ...]]:
    """Return what the core hears after signing in with one server there."""
    discord.gateway.guilds = [{"id": GUILD, "unavailable": True}]
    places = NotedPlaces()
    async with platform_at(discord, places=places) as platform, running(platform, NotingCore()):
        for name, data in events:
            await discord.gateway.dispatch(name, data)
        return await places.until(most)


async def test_servers_that_were_there_are_taken_up_at_sign_in_and_are_no_invitation(discord: FakeDiscord) -> None:
    found = await heard(discord, ("GUILD_CREATE", a_server(GUILD)), ("GUILD_CREATE", {"id": NEW}), most=2)
    assert found == [("reached", "discord", "", GUILD), ("joined", "discord", NEW, "")]


async def test_a_server_that_removes_the_bot_and_invites_it_again(discord: FakeDiscord) -> None:
    found = await heard(discord, ("GUILD_DELETE", {"id": GUILD}), ("GUILD_CREATE", {"id": GUILD}), most=3)
    assert found[1:] == [("left", "discord", GUILD, REMOVED), ("joined", "discord", GUILD, "")]


async def test_an_outage_of_discord_is_neither(discord: FakeDiscord) -> None:
    away, back = {"id": GUILD, "unavailable": True}, a_server(GUILD)
    found = await heard(
        discord, ("GUILD_DELETE", away), ("GUILD_CREATE", back), ("GUILD_DELETE", {"id": GUILD}), most=2
    )
    assert [what[0] for what in found] == ["reached", "left"]


@pytest.mark.parametrize(
    ("name", "data", "channel"),
    [
        ("CHANNEL_UPDATE", {"id": CHANNEL, "guild_id": GUILD}, CHANNEL),
        ("THREAD_UPDATE", {"id": CHANNEL, "guild_id": GUILD}, CHANNEL),
        ("GUILD_ROLE_UPDATE", {"guild_id": GUILD, "role": {"id": "1"}}, ""),
    ],
)
async def test_rights_that_change_are_worth_another_try(
    discord: FakeDiscord, name: str, data: dict[str, object], channel: str
) -> None:
    assert (await heard(discord, (name, data), most=2))[1:] == [("changed", "discord", GUILD, channel)]


async def test_nothing_of_a_server_stays_in_memory(discord: FakeDiscord) -> None:
    discord.gateway.guilds = [{"id": GUILD, "unavailable": True}]
    places = NotedPlaces()
    async with platform_at(discord, places=places) as platform, running(platform, NotingCore()):
        await discord.gateway.dispatch("GUILD_CREATE", a_server(NEW))
        await places.until(2)
        client = vars(platform)["_client"]
        assert (len(client.guilds), len(list(client.get_all_channels()))) == (0, 0)
