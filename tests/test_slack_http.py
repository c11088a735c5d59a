"""Signed HTTP: commands and buttons through the real Bolt, acknowledged at once, with one effect each."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.errors import SettingsError, StoreError
from bot.types import Action, Command, Reply
from tests.fake_slack import DROPPED_BEFORE, SIGNING_SECRET, TEAM, FakeSlack, Fault, html, not_ok, rate_limited
from tests.fake_slack_cards import COMPARED
from tests.fake_slack_core import CARD, FakeCore, Pauses, http_mode, mounted, platform_on
from tests.fake_slack_requests import SignedSender, button_payload, command_payload, event_payload


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def answer_of(slack: FakeSlack) -> dict[str, Any]:
    return await asyncio.wait_for(slack.answers.get(), 5)


async def test_a_command_is_asked_and_answered_only_to_its_sender(slack: FakeSlack) -> None:
    core = FakeCore(Reply("Two launches.", cards=(CARD,), actions=(Action("Subscribe", "subscribe", "params:<=10B"),)))
    async with http_mode(slack, core) as sender:
        assert (await sender.command(command_payload("latest lab:meta", slack.response_url))).status == 200
        actor, command = await core.next()
        answer = await answer_of(slack)
    assert command == Command("latest", "lab:meta")
    assert (actor.workspace, actor.user, actor.channel, actor.may_manage) == (TEAM, "U0ANN", "C0NEWS", True)
    assert (answer["response_type"], answer["replace_original"]) == ("ephemeral", False)
    assert "128K tokens" in json.dumps(answer)


async def test_the_acknowledgement_does_not_wait_for_the_core(slack: FakeSlack) -> None:
    core = FakeCore()
    core.gate.clear()
    async with http_mode(slack, core) as sender:
        answered = await sender.command(command_payload("latest", slack.response_url))
        await core.next()
        assert (answered.status, slack.answers.qsize()) == (200, 0)
        core.gate.set()
        assert (await answer_of(slack))["text"] == "Here you are."


async def test_an_unknown_verb_is_passed_on_for_the_core_to_answer(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("Subscrbe lab:meta", slack.response_url))
        assert (await core.next())[1] == Command("subscrbe", "lab:meta")


async def test_a_bare_command_asks_for_help(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("", slack.response_url))
        assert (await core.next())[1] == Command("help", "")


async def test_what_slack_rewrites_reaches_the_core_as_it_was_typed(slack: FakeSlack) -> None:
    core = FakeCore()
    typed = (
        "subscribe params:&lt;=10B “chain of thought” R&amp;amp;D to:&lt;#C1|x&gt; in:<#C0OTHER|other> by:<@U0BOB|bob>"
    )
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload(typed, slack.response_url))
        _, command = await core.next()
    assert command.text == 'params:<=10B "chain of thought" R&amp;D to:<#C1|x> in:#C0OTHER by:@U0BOB'


async def test_in_a_direct_message_there_is_no_channel(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("list", slack.response_url, channel_id="D0ANN"))
        assert (await core.next())[0].channel is None


async def test_a_button_asks_what_it_stands_for(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.interaction(button_payload("snooze params:&lt;=10B 7d", slack.response_url))
        actor, command = await core.next()
        await answer_of(slack)
    assert command == Command("snooze", "params:<=10B 7d")
    assert (actor.user, actor.channel) == ("U0ANN", "C0NEWS")


async def test_an_entry_of_a_cards_menu_asks_what_it_stands_for(slack: FakeSlack) -> None:
    core = FakeCore()
    chosen = {"type": "overflow", "action_id": "ask:menu", "selected_option": {"value": "mute lab:norden"}}
    async with http_mode(slack, core) as sender:
        await sender.interaction(button_payload("", slack.response_url, actions=[chosen]))
        assert (await core.next())[1] == Command("mute", "lab:norden")


async def test_a_digests_button_for_several_launches_shows_each_of_them(slack: FakeSlack) -> None:
    core = FakeCore(replies={"show": Reply("", cards=(CARD,))})
    async with http_mode(slack, core) as sender:
        await sender.interaction(button_payload("several zephyr-2 | boreas", slack.response_url))
        assert [(await core.next())[1] for _ in range(2)] == [Command("show", "zephyr-2"), Command("show", "boreas")]
        assert json.dumps((await answer_of(slack))["blocks"]).count("128K tokens") == 2


async def test_a_public_answer_is_shown_to_the_channel(slack: FakeSlack) -> None:
    async with http_mode(slack, FakeCore(Reply("Shared.", private=False))) as sender:
        await sender.command(command_payload("latest", slack.response_url))
        assert (await answer_of(slack))["response_type"] == "in_channel"


async def test_without_an_answer_address_the_person_alone_sees_a_message(slack: FakeSlack) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        slack.script("response_url", html(404))
        await sender.command(command_payload("latest", slack.response_url))
        shown = await asyncio.wait_for(slack.ephemeral.get(), 5)
    assert (shown["channel"], shown["user"], shown["text"]) == ("C0NEWS", "U0ANN", "Here you are.")


async def test_an_answer_that_may_have_been_shown_is_not_shown_again(slack: FakeSlack) -> None:
    core = FakeCore(Reply("Shared.", private=False))
    async with http_mode(slack, core) as sender:
        slack.script("response_url", DROPPED_BEFORE)
        await sender.command(command_payload("latest", slack.response_url))
        await core.next()
        await sender.command(command_payload("list", slack.response_url, trigger="9.9.z"))
        await answer_of(slack)
    assert (slack.answers.qsize(), slack.ephemeral.qsize(), slack.posts) == (0, 0, [])


async def test_an_answer_whose_blocks_are_refused_is_drawn_or_spoken(slack: FakeSlack) -> None:
    slack.refuses_native = True
    async with http_mode(slack, FakeCore(Reply("Side by side:", cards=(COMPARED,)))) as sender:
        await sender.command(command_payload("compare a, b", slack.response_url))
        assert "```" in json.dumps((await answer_of(slack))["blocks"])


async def test_a_failing_core_is_told_in_words_and_the_next_command_works(slack: FakeSlack) -> None:
    core = FakeCore(error=ValueError("internal detail"))
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("latest", slack.response_url))
        first = await answer_of(slack)
        core.error = StoreError("The database is busy. Nothing was changed; try again in a minute.")
        await sender.command(command_payload("latest", slack.response_url, trigger="1.2.c"))
        second = await answer_of(slack)
    assert "internal detail" not in str(first["text"])
    assert "Something went wrong" in str(first["text"])
    assert "try again in a minute" in str(second["text"])


async def test_a_repeated_request_has_one_effect(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        for retry in range(3):
            headers = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
            answered = await sender.command(command_payload("latest", slack.response_url), headers=headers, age=retry)
            assert answered.status == 200
        await answer_of(slack)
        await sender.command(command_payload("list", slack.response_url, trigger="9.9.z"))
        await answer_of(slack)
    assert [core.asked.get_nowait()[1].verb for _ in range(core.asked.qsize())] == ["latest", "list"]


async def test_the_same_bytes_again_are_a_replay_without_effect(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        payload, now = command_payload("latest", slack.response_url, trigger=""), int(time.time())
        first = await sender.command(payload, at=now)
        await answer_of(slack)
        assert (await sender.command(payload, at=now)).status == first.status == 200
        await sender.command(command_payload("list", slack.response_url))
        await answer_of(slack)
    assert [core.asked.get_nowait()[1].verb for _ in range(core.asked.qsize())] == ["latest", "list"]


@pytest.mark.parametrize("how", [{"age": 301}, {"age": -301}, {"altered": True}])
async def test_a_stale_or_altered_request_is_refused(slack: FakeSlack, how: dict[str, int]) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        assert (await sender.command(command_payload("latest"), **how)).status == 401
    assert core.asked.empty()


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=x"},
        {"X-Slack-Request-Timestamp": "²", "X-Slack-Signature": "v0=x"}, {"X-Slack-Signature": "v0=é"},
    ],
)  # fmt: skip
async def test_a_request_without_a_readable_signature_is_refused(slack: FakeSlack, headers: dict[str, str]) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        assert (await sender.send_raw("text=latest", headers)).status == 401


async def test_another_apps_secret_is_refused(slack: FakeSlack) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        stranger = SignedSender(vars(sender)["_url"], "another-secret")
        assert (await stranger.command(command_payload("latest"))).status == 401


async def test_a_body_beyond_a_megabyte_is_refused_unread(slack: FakeSlack) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        assert (await sender.send("text=" + "x" * 1_000_001)).status == 413


async def test_slacks_check_of_the_address_is_answered(slack: FakeSlack) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        answered = await sender.event({"type": "url_verification", "challenge": "c-1", "token": "t"})
    assert (answered.status, json.loads(answered.body)["challenge"]) == (200, "c-1")


@pytest.mark.parametrize(
    ("managers", "user", "expected"),
    [
        ("creator", "U0MAKER", True),
        ("creator", "U0ANN", False),
        ("admins", "U0BOSS", True),
        ("admins", "U0ANN", False),
        ("members", "U0ANN", True),
        ("members", "U0EVE", False),
    ],
)
async def test_who_may_manage_is_judged_anew_for_every_button(
    slack: FakeSlack, managers: str, user: str, expected: bool
) -> None:
    slack.admins, slack.members, slack.creators = {"U0BOSS"}, {"C0NEWS": ["U0ANN"]}, {"C0NEWS": "U0MAKER"}
    core = FakeCore()
    person = {"id": user, "username": "x", "team_id": TEAM}
    async with http_mode(slack, core, managers=managers) as sender:
        await sender.interaction(button_payload("pause 3", slack.response_url, user=person))
        assert (await core.next())[0].may_manage is expected


async def test_nobody_manages_when_slack_does_not_say_who_is_an_admin(slack: FakeSlack) -> None:
    slack.script("users.info", not_ok("missing_scope", needed="users:read"))
    core = FakeCore()
    async with http_mode(slack, core, managers="admins") as sender:
        await sender.command(command_payload("pause 3", slack.response_url))
        assert (await core.next())[0].may_manage is False


async def test_a_guest_from_another_workspace_manages_nothing(slack: FakeSlack) -> None:
    core = FakeCore()
    guest = {"id": "U0EVE", "username": "eve", "team_id": "T0OTHER"}
    async with http_mode(slack, core) as sender:
        await sender.interaction(button_payload("pause 3", slack.response_url, user=guest))
        assert (await core.next())[0].may_manage is False


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "team_id": TEAM, "event_id": "Ev9", "event": {"type": "an_event_of_tomorrow"}},
        {"type": "event_callback", "team_id": None, "event_id": "Ev9", "event": {"type": "app_uninstalled"}},
        {"type": "app_rate_limited", "team_id": TEAM, "minute_rate_limited": 1},
        {},
    ],
)
async def test_a_request_that_nothing_is_for_is_acknowledged(slack: FakeSlack, payload: dict[str, object]) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        assert (await sender.event(payload)).status == 200


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "user": {"id": "U0ANN"}, "actions": [{"action_id": "link:1", "type": "button"}]},
        {"type": "block_actions", "user": {"id": "U0ANN"}, "team": None, "actions": [{"action_id": "ask:1"}]},
        {"type": "view_closed", "user": {"id": "U0ANN"}, "view": {"callback_id": "subscribe_form", "type": "modal"}},
        {"type": "a_kind_of_tomorrow"},
    ],
)
async def test_an_interaction_without_the_usual_fields_is_acknowledged(
    slack: FakeSlack, payload: dict[str, object]
) -> None:
    async with http_mode(slack, FakeCore()) as sender:
        assert (await sender.interaction(payload)).status == 200


async def test_slacks_look_at_the_certificate_is_answered_without_a_signature(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        assert (await sender.send_raw("token=t&ssl_check=1", kind)).status == 200
        assert (await sender.send_raw("text=ssl_check%3D1&command=%2Flaunches", kind)).status == 401
    assert core.asked.empty()


async def test_an_answer_is_shared_only_when_a_person_asks(slack: FakeSlack) -> None:
    core = FakeCore(Reply("One launch.", cards=(CARD,)))
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("latest lab:meta", slack.response_url))
        private = await answer_of(slack)
        share = [e["value"] for block in private["blocks"] for e in block.get("elements", ()) if "value" in e][-1]
        await sender.interaction(button_payload(share, slack.response_url))
        shared = await answer_of(slack)
    assert (private["response_type"], share) == ("ephemeral", "share latest lab:meta")
    assert (shared["response_type"], "ann shares" in str(shared["text"])) == ("in_channel", True)


async def test_a_command_that_changes_something_is_never_shared(slack: FakeSlack) -> None:
    async with http_mode(slack, FakeCore(Reply("Removed."))) as sender:
        await sender.interaction(button_payload("share unsubscribe 1", slack.response_url))
        assert (await answer_of(slack))["response_type"] == "ephemeral"


@pytest.mark.parametrize(("members", "expected"), [(["U0ANN"], True), (["U0BOB"], False)])
async def test_a_command_for_another_channel_is_judged_by_the_rights_there(
    slack: FakeSlack, members: list[str], expected: bool
) -> None:
    slack.members, core = {"C0OTHER": members}, FakeCore()
    async with http_mode(slack, core, managers="members") as sender:
        await sender.command(command_payload("subscribe license:open to:<#C0OTHER|other>", slack.response_url))
        actor, command = await core.next()
    assert (actor.channel, actor.may_manage) == ("C0OTHER", expected)
    assert command == Command("subscribe", "license:open to:here")


async def test_whom_an_alert_calls_arrives_as_a_reference(slack: FakeSlack) -> None:
    core = FakeCore()
    typed = "subscribe license:open mention:<!subteam^S0TEAM|@team> mention:<@U0BOB|bob>"
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload(typed, slack.response_url))
        assert (await core.next())[1].text == "license:open mention:<!subteam^S0TEAM> mention:<@U0BOB>"


async def test_without_its_memory_a_request_is_served_rather_than_dropped(slack: FakeSlack) -> None:
    class Away:
        async def is_new(self, key: str) -> bool:
            raise StoreError("the database is away")

    core = FakeCore()
    async with http_mode(slack, core, seen=Away()) as sender:
        await sender.command(command_payload("latest", slack.response_url))
        assert (await core.next())[1] == Command("latest")


async def test_a_person_waits_out_a_short_rate_limit(slack: FakeSlack) -> None:
    slack.script("chat.postEphemeral", rate_limited(1))
    async with http_mode(slack, FakeCore()) as sender:
        await sender.command(command_payload("latest"))
        assert (await asyncio.wait_for(slack.ephemeral.get(), 5))["text"] == "Here you are."


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_link_to_a_known_article_shows_its_launch_and_another_stays_as_it_is(
    slack: FakeSlack, is_known: bool
) -> None:
    core = FakeCore(Reply("Here:", cards=(CARD,)) if is_known else Reply("No launch.", outcome="unknown"))
    links = [{"url": "https://news.example.com/zephyr-2", "domain": "example.com"}]
    async with http_mode(slack, core) as sender:
        await sender.event(event_payload("link_shared", channel="C0NEWS", message_ts="1.2", links=links))
        assert (await core.next())[1] == Command("show", links[0]["url"])
        await sender.command(command_payload("list", slack.response_url))
        await answer_of(slack)
    shown = slack.unfurls.get_nowait() if is_known else None
    assert slack.unfurls.empty()
    if shown is not None:
        assert (shown["channel"], shown["ts"], list(shown["unfurls"])) == ("C0NEWS", "1.2", [links[0]["url"]])


async def test_before_it_runs_slack_is_asked_to_come_again(slack: FakeSlack) -> None:
    platform = platform_on(slack, signing_secret=SIGNING_SECRET)
    async with mounted(platform) as sender:
        assert (await sender.command(command_payload("latest"))).status == 503
    assert [(route.method, route.path) for route in platform.routes()] == [("POST", "/slack/events")]
    assert not platform.is_connected


async def test_a_wrong_bot_token_ends_the_start_in_plain_words(slack: FakeSlack) -> None:
    platform = platform_on(slack, bot_token="xoxb-wrong", signing_secret=SIGNING_SECRET)
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN") as raised:
        await platform.run(FakeCore().ask)
    assert "xoxb-wrong" not in str(raised.value)


async def test_without_a_way_in_the_missing_keys_are_named(slack: FakeSlack) -> None:
    with pytest.raises(SettingsError, match=r"SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET"):
        await platform_on(slack).run(FakeCore().ask)


async def test_a_start_during_an_outage_waits_and_then_serves(slack: FakeSlack) -> None:
    slack.script("auth.test", html(503), Fault(429, {"ok": False}, {"Retry-After": "7"}), Fault(drop=True))
    core, pauses = FakeCore(), Pauses()
    async with http_mode(slack, core, pauses=pauses) as sender:
        await sender.command(command_payload("latest", slack.response_url))
        await core.next()
    assert pauses.seconds == [1.0, 7.0, 4.0]
