"""Socket Mode: one live line, replaced on notice, on loss and on silence; every envelope has one effect."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.errors import SettingsError
from bot.types import Command
from tests.fake_slack import APP_TOKEN, FakeSlack, html, not_ok, rate_limited
from tests.fake_slack_core import FakeCore, Pauses, platform_on, running, socket_mode, until_connected
from tests.fake_slack_requests import button_payload, command_payload
from tests.fake_slack_socket import FakeSocket, deliver, warn


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


@pytest.fixture
async def link() -> AsyncIterator[FakeSocket]:
    async with FakeSocket() as server:
        yield server


async def test_a_command_makes_the_round_trip(slack: FakeSlack, link: FakeSocket) -> None:
    core = FakeCore()
    async with socket_mode(slack, link, core) as platform:
        wire = await link.next()
        await deliver(wire, "slash_commands", command_payload("latest lab:meta", slack.response_url), "e1")
        assert (await link.acknowledgement())["envelope_id"] == "e1"
        assert (await core.next())[1] == Command("latest", "lab:meta")
        assert (await asyncio.wait_for(slack.answers.get(), 5))["text"] == "Here you are."
        assert platform.is_connected
    assert not platform.is_connected


async def test_an_envelope_is_acknowledged_while_the_core_stalls(slack: FakeSlack, link: FakeSocket) -> None:
    core = FakeCore()
    core.gate.clear()
    async with socket_mode(slack, link, core):
        wire = await link.next()
        await deliver(wire, "interactive", button_payload("pause 3", slack.response_url), "e1")
        await core.next()
        assert (await link.acknowledgement())["envelope_id"] == "e1"
        assert slack.answers.empty()


async def test_a_repeated_envelope_is_acknowledged_twice_and_done_once(slack: FakeSlack, link: FakeSocket) -> None:
    core = FakeCore()
    async with socket_mode(slack, link, core):
        wire = await link.next()
        for envelope in ("e1", "e1", "e2"):
            payload = command_payload("latest", slack.response_url, trigger=f"{envelope}.t")
            await deliver(wire, "slash_commands", payload, envelope)
        assert [(await link.acknowledgement())["envelope_id"] for _ in range(3)] == ["e1", "e1", "e2"]
        await core.next()
        await core.next()
    assert core.asked.empty()


async def test_on_notice_the_next_socket_opens_before_the_old_one_closes(slack: FakeSlack, link: FakeSocket) -> None:
    core = FakeCore()
    async with socket_mode(slack, link, core) as platform:
        old = await link.next()
        await warn(old)
        new = await link.next()
        await deliver(old, "slash_commands", command_payload("latest", trigger="1.a"), "e1")  # still under way
        await core.next()
        await deliver(new, "slash_commands", command_payload("list", trigger="1.b"), "e2")
        assert (await core.next())[1].verb == "list"
        await until_connected(platform)
        assert not old.closed


async def test_a_cut_connection_is_opened_again(slack: FakeSlack, link: FakeSocket) -> None:
    core = FakeCore()
    async with socket_mode(slack, link, core) as platform:
        link.abort(await link.next())
        again = await link.next()
        await until_connected(platform)
        await deliver(again, "slash_commands", command_payload("list"), "e1")
        assert (await core.next())[1].verb == "list"


async def test_a_socket_that_answers_no_ping_is_replaced(slack: FakeSlack, link: FakeSocket) -> None:
    link.pongs = False
    async with socket_mode(slack, link, FakeCore()):
        await link.next()
        link.pongs = True
        await link.next()


async def test_a_socket_that_never_greets_is_replaced_and_does_not_count_as_connected(
    slack: FakeSlack, link: FakeSocket
) -> None:
    link.greets = False
    slack.socket_url = link.url
    platform = platform_on(slack, app_token=APP_TOKEN)
    async with running(platform, FakeCore()):
        await link.next()
        assert not platform.is_connected
        link.greets = True
        await link.next()
        await until_connected(platform)


async def test_a_line_that_keeps_failing_is_tried_ever_more_slowly(slack: FakeSlack, link: FakeSocket) -> None:
    slack.script("apps.connections.open", html(503), rate_limited(40), *[html(500)] * 8)
    pauses = Pauses()
    async with socket_mode(slack, link, FakeCore(), pauses=pauses):
        await link.next()
    assert pauses.seconds[:10] == [1.0, 40.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0, 60.0]


async def test_a_socket_that_ends_at_once_again_and_again_is_not_redialled_without_a_pause(
    slack: FakeSlack, link: FakeSocket
) -> None:
    pauses = Pauses(most=3)
    async with socket_mode(slack, link, FakeCore(), pauses=pauses):
        for _ in range(3):
            link.abort(await link.next())
    assert pauses.seconds[:2] == [1.0, 2.0]


async def test_garbage_on_the_line_ends_nothing(slack: FakeSlack, link: FakeSocket) -> None:
    core = FakeCore()
    async with socket_mode(slack, link, core):
        wire = await link.next()
        for text in ("", "{", "[]", '{"type": 7}', '{"envelope_id": "e0", "type": "slash_commands"}'):
            await wire.send_str(text)
        await wire.send_bytes(b"\x00")
        await deliver(wire, "slash_commands", command_payload("list"), "e1")
        assert (await core.next())[1].verb == "list"


async def test_a_wrong_app_token_ends_the_start_in_plain_words(slack: FakeSlack, link: FakeSocket) -> None:
    platform = platform_on(slack, app_token="xapp-wrong")
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN") as raised:
        await platform.run(FakeCore().ask)
    assert "xapp-wrong" not in str(raised.value)


async def test_an_app_token_without_its_scope_is_told_apart_from_an_outage(slack: FakeSlack, link: FakeSocket) -> None:
    slack.script("apps.connections.open", not_ok("missing_scope", needed="connections:write"))
    with pytest.raises(SettingsError, match="connections:write"):
        await platform_on(slack, app_token=APP_TOKEN).run(FakeCore().ask)


async def test_socket_mode_switched_off_at_slack_is_told(slack: FakeSlack, link: FakeSocket) -> None:
    async with asyncio.timeout(5):
        slack.socket_url = link.url
        platform = platform_on(slack, app_token=APP_TOKEN)
        task = asyncio.create_task(platform.run(FakeCore().ask))
        await warn(await link.next(), "link_disabled")
        with pytest.raises(SettingsError, match="switched off"):
            await task


async def test_in_socket_mode_there_is_no_http_door(slack: FakeSlack) -> None:
    assert platform_on(slack, app_token=APP_TOKEN, signing_secret="s").routes() == []


async def test_a_socket_that_sends_work_without_a_greeting_is_kept(slack: FakeSlack, link: FakeSocket) -> None:
    link.greets, core = False, FakeCore()
    slack.socket_url = link.url
    platform = platform_on(slack, app_token=APP_TOKEN)
    async with running(platform, core):
        wire = await link.next()
        await deliver(wire, "slash_commands", command_payload("latest", slack.response_url), "e1")
        assert (await link.acknowledgement())["envelope_id"] == "e1"
        await core.next()
        assert platform.is_connected


async def test_a_kind_of_envelope_that_nothing_is_for_is_acknowledged(slack: FakeSlack, link: FakeSocket) -> None:
    async with socket_mode(slack, link, FakeCore()):
        wire = await link.next()
        await deliver(wire, "interactive", {"type": "a_kind_of_tomorrow"}, "e1")
        assert (await link.acknowledgement())["envelope_id"] == "e1"
