"""The gateway side through the real discord.py: it comes up, stays up, and knows when trying again is no use."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from typing import Any

import pytest
from yarl import URL

from bot.cli import _parser
from bot.errors import SettingsError, StoreError
from bot.settings import load_settings
from bot.types import Target
from handlers.discord import DiscordPlatform
from handlers.discord.sharding import Shards, shards_of
from handlers.discord.syncing import RememberedHash
from handlers.discord.timing import LONGEST_PAUSE_SECONDS, Timing, back_off_seconds
from handlers.discord.web_api import gateway_at, proxy_for
from tests.fake_discord import APPLICATION, FIRST_ID, FakeDiscord, refused, slow_down
from tests.fake_discord_bot import Pauses, platform_at, running
from tests.fake_discord_people import CHANNEL, GUILD, NotingCore, Person, a_card, a_server, types

COMMANDS = "/applications/.*/commands"


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        yield fake


@pytest.fixture
async def platform(discord: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    async with platform_at(discord) as made:
        yield made


async def is_answering(discord: FakeDiscord) -> bool:
    await discord.gateway.opened()
    asked = await types(discord, Person(), "list")
    return len(asked.answers) == 1


async def test_it_comes_up_without_a_privileged_intent_and_tells_its_commands(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
        assert platform.is_connected
    assert [data["intents"] for data in discord.gateway.identified] == [1 << 0], "guilds"
    assert [command["name"] for command in discord.synced[0]] == ["Read this link", "launches"]
    assert discord.gateway.queries[0]["compress"] == "zlib-stream"
    assert not platform.is_connected


async def test_commands_are_told_again_only_when_they_changed(discord: FakeDiscord) -> None:
    kept = RememberedHash()
    for _ in range(2):
        async with platform_at(discord, command_hash=kept) as platform, running(platform, NotingCore()):
            assert await is_answering(discord)
    assert len(discord.synced) == 1
    await kept.put("of an older version")
    async with platform_at(discord, command_hash=kept) as platform, running(platform, NotingCore()):
        assert await is_answering(discord)
    assert len(discord.synced) == 2


async def test_commands_that_discord_refuses_do_not_keep_the_bot_down(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("PUT", COMMANDS, refused(400, 50035))
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
    assert discord.synced == []


@pytest.mark.parametrize("times", [1, 3])
async def test_a_first_handshake_that_fails_is_tried_again(
    discord: FakeDiscord, platform: DiscordPlatform, times: int
) -> None:
    discord.gateway.refusals = times
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
    assert len(discord.synced) == 1


async def test_a_login_that_fails_is_tried_again(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.fail("GET", "/users/@me", refused(503), refused(503))
    async with running(platform, NotingCore()):
        assert await is_answering(discord)


async def test_a_login_told_to_wait_waits_that_long(discord: FakeDiscord) -> None:
    pauses = Pauses()
    discord.fail("GET", "/users/@me", slow_down(45.0))
    async with platform_at(discord, timing=Timing(pause=pauses)) as platform, running(platform, NotingCore()):
        assert await is_answering(discord)
    assert pauses.seconds == [45.0]


async def test_a_parser_that_trips_over_an_event_does_not_end_the_bot(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    async with running(platform, NotingCore()):
        await discord.gateway.opened()
        await discord.gateway.send_nonsense()
        await until(lambda: len(discord.gateway.identified) == 2)
        assert await is_answering(discord)


async def test_a_request_to_reconnect_resumes_the_session(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    async with running(platform, NotingCore()):
        await discord.gateway.opened()
        await discord.gateway.ask_to_reconnect()
        assert await is_answering(discord)
        assert platform.is_connected
    assert [data["session_id"] for data in discord.gateway.resumed] == ["session-1"]
    assert len(discord.gateway.identified) == 1


async def test_a_resume_that_fails_identifies_anew(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.gateway.resumes_fail = True
    async with running(platform, NotingCore()):
        await discord.gateway.opened()
        await discord.gateway.ask_to_reconnect()
        assert await is_answering(discord)
    assert len(discord.gateway.identified) == 2


async def test_a_second_ready_changes_nothing(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
        await discord.gateway.ready_again()
        assert await is_answering(discord)
    assert len(discord.synced) == 1


async def test_it_is_not_connected_while_the_socket_is_gone(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
        discord.gateway.refusals = 1_000
        await discord.gateway.drop()
        await until(lambda: not platform.is_connected)


@pytest.mark.parametrize(("code", "words"), [(4004, "DISCORD_TOKEN"), (4013, "intents"), (4014, "intents")])
async def test_a_close_that_no_retry_can_mend_ends_with_the_setting_to_change(
    discord: FakeDiscord, platform: DiscordPlatform, code: int, words: str
) -> None:
    discord.gateway.closings.append(code)
    with pytest.raises(SettingsError, match=words):
        await asyncio.wait_for(platform.run(NotingCore()), 10)
    assert len(discord.gateway.identified) == 1


async def test_a_close_for_another_reason_makes_a_new_connection(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.gateway.closings.append(4008)
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
    assert len(discord.gateway.identified) == 2


async def test_a_refused_token_ends_at_the_first_401_and_is_not_repeated_in_the_message(discord: FakeDiscord) -> None:
    async with platform_at(discord, token="revoked-token-canary") as platform:
        with pytest.raises(SettingsError, match="DISCORD_TOKEN") as caught:
            await asyncio.wait_for(platform.run(NotingCore()), 10)
    assert "canary" not in str(caught.value)
    assert len(discord.requests) == 1


@pytest.mark.parametrize("value", ["moderators", "<@&5>", "٣"])
def test_a_manager_role_that_is_no_id_is_refused_at_once(value: str) -> None:
    with pytest.raises(SettingsError, match="LAUNCHWIRE_DISCORD_MANAGER_ROLE"):
        DiscordPlatform(token="t", manager_role=value)


def test_pauses_grow_but_never_reach_the_limit_of_identifies() -> None:
    pauses = [back_off_seconds(failures) for failures in range(1, 20)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    assert 24 * 3600 / pauses[-1] < 1_000


@pytest.mark.parametrize(
    ("value", "shards"),
    [
        (None, None),
        (" ", None),
        ("auto", Shards()),
        ("0-3/16", Shards((0, 1, 2, 3), 16)),
        ("5/8", Shards((5,), 8)),
    ],
)
def test_a_process_is_told_its_shards(value: str | None, shards: Shards | None) -> None:
    assert shards_of(value) == shards


@pytest.mark.parametrize("value", ["3-1/4", "4/4", "0-4/4", "0/0", "all", "1", "-1/4", "1/4/8"])
def test_shards_that_are_none_are_refused_with_the_setting(value: str) -> None:
    with pytest.raises(SettingsError, match="LAUNCHWIRE_DISCORD_SHARDS"):
        DiscordPlatform(token="t", shards=value)


async def test_a_process_serves_its_own_shards(discord: FakeDiscord) -> None:
    async with platform_at(discord, shards="2-3/4") as platform, running(platform, NotingCore()):
        await until(lambda: len(discord.gateway.identified) == 2)
        assert await is_answering(discord)
        assert platform.is_connected
    assert [data["shard"] for data in discord.gateway.identified] == [[2, 4], [3, 4]]
    assert len(discord.synced) == 1


async def test_a_bot_that_has_grown_beyond_one_connection_takes_as_many_as_discord_recommends(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.gateway.closings.append(4011)
    async with running(platform, NotingCore()):
        await until(lambda: len(discord.gateway.identified) == 3)
        assert await is_answering(discord)
    assert [data.get("shard") for data in discord.gateway.identified] == [None, [0, 2], [1, 2]]


async def test_thousands_of_servers_take_little_memory_even_when_they_are_sent_whole(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.gateway.guilds = [{"id": str(FIRST_ID + number), "unavailable": True} for number in range(5_000)]
    async with running(platform, NotingCore()):
        assert await is_answering(discord)
        tracemalloc.start()
        try:
            for number in range(300):
                await discord.gateway.dispatch("GUILD_CREATE", a_server(str(FIRST_ID + number)))
            assert await is_answering(discord)
            megabytes = tracemalloc.get_traced_memory()[0] / 2**20
        finally:
            tracemalloc.stop()
        assert platform._client is not None
        assert (list(platform._client.guilds), list(platform._client.get_all_channels())) == ([], [])
    assert megabytes < 10


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://discord.example/api/v10", "http://proxy.example:3128"),
        ("https://inside.example/api/v10", None),
        ("http://127.0.0.1:8000/api/v10", None),
        ("http://discord.example/api/v10", None),
    ],
)
def test_the_proxy_of_the_environment_is_used_where_it_holds(
    monkeypatch: pytest.MonkeyPatch, url: str, proxy: str | None
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    assert proxy_for(url) == proxy


async def test_commands_that_cannot_be_remembered_do_not_keep_the_bot_down(discord: FakeDiscord) -> None:
    class Away(RememberedHash):
        async def get(self) -> str | None:
            raise StoreError("the database is away")

    async with platform_at(discord, command_hash=Away()) as platform, running(platform, NotingCore()):
        assert await is_answering(discord)


async def until(is_so: object) -> None:
    """Let the loop turn until something holds."""
    assert callable(is_so)
    async with asyncio.timeout(10):
        while not is_so():  # noqa: ASYNC110 - any condition
            await asyncio.sleep(0.005)


async def test_another_api_without_a_gateway_says_where_its_gateway_is(discord: FakeDiscord) -> None:
    async with platform_at(discord, gateway_url=None) as platform, running(platform, NotingCore()):
        await discord.gateway.opened()
    assert discord.count("GET", "/gateway") == 1


@pytest.mark.parametrize("ending", ["", "/", "?v=9", "/?encoding=etf&compress=none"])
def test_a_gateway_may_be_written_in_many_ways(ending: str) -> None:
    assert gateway_at(f"http://127.0.0.1:9{ending}").with_query(v=10) == URL("ws://127.0.0.1:9/?v=10")
    assert gateway_at(f"wss://gateway.example{ending}").scheme == "wss"


@pytest.mark.parametrize(
    "told", [{"id": APPLICATION}, {"id": int(APPLICATION), "name": "x", "owner": None}, {}, []], ids=str
)
async def test_a_server_that_tells_little_of_the_application_is_enough(discord: FakeDiscord, told: Any) -> None:
    discord.application = told
    async with platform_at(discord) as platform, running(platform, NotingCore()):
        await discord.gateway.opened()
        assert len(discord.synced) == 1


@pytest.mark.parametrize("way", ["set", "asked for"])
async def test_a_gateway_that_was_set_is_dialled_again_whatever_the_server_says(discord: FakeDiscord, way: str) -> None:
    discord.gateway.resume_url = "ws://127.0.0.1:9/nowhere"
    more: dict[str, Any] = {"gateway_url": None} if way == "asked for" else {}
    async with platform_at(discord, **more) as platform, running(platform, NotingCore()):
        await discord.gateway.opened()
        await types(discord, Person(), "list")
        await discord.gateway.ask_to_reconnect()
        await discord.gateway.opened()
    assert len(discord.gateway.resumed) == 1


async def test_shards_are_dialled_where_the_gateway_was_set(discord: FakeDiscord) -> None:
    async with platform_at(discord, shards="auto") as platform, running(platform, NotingCore()):
        await discord.gateway.opened()
    assert discord.count("GET", "/gateway/bot") == 1


def test_shards_are_said_on_the_command_line_or_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAUNCHWIRE_DISCORD_SHARDS", "auto")
    assert load_settings(None).discord_shards == "auto"
    assert load_settings(None, {"LAUNCHWIRE_DISCORD_SHARDS": "0-3/16"}).discord_shards == "0-3/16"
    assert _parser().parse_args(["run", "--shards", "4-7/16"]).shards == "4-7/16"


async def test_a_server_that_spells_its_answers_otherwise_is_understood(discord: FakeDiscord) -> None:
    discord.content_type = "application/json; charset=utf-8"
    async with platform_at(discord) as platform, running(platform, NotingCore()):
        await discord.gateway.opened()
        receipt = await platform.send(Target("discord", GUILD, "channel", CHANNEL), a_card(), "key-1")
        await platform.edit(receipt, a_card(title="Vela 3"))
    assert len(discord.synced) == 1
    assert len(discord.edits) == 1
