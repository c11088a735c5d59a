"""App Home and the message shortcut."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.types import Action, Card, CardNumber, Command, Reply
from handlers.slack.home import home_view
from tests.fake_slack import FakeSlack
from tests.fake_slack_cards import NORMAL, replies
from tests.fake_slack_core import FakeCore, http_mode
from tests.fake_slack_limits import complaints, pings_in
from tests.fake_slack_requests import button_payload, event_payload, form_payload, form_state, shortcut_payload


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


def home_core() -> FakeCore:
    cards = (subscription(1, "C0NEWS"), subscription(2, ""))
    mine = Reply("", cards=cards)
    return FakeCore(Reply("Paused subscription 1."), replies={"mine": mine, "latest": Reply("", cards=(NORMAL,))})


def subscription(number: int, channel: str) -> Card:
    return Card(
        key=f"subscription:{number}:{channel}",
        title=f"{number}. license:open",
        url=None,
        tone="notice",
        numbers=(CardNumber("Speaks", "every day at 09:00"), CardNumber("Next digest", "Monday 6 April, 09:00")),
        actions=(
            Action("Pause", "pause", str(number)),
            Action("Edit", "edit", f"{number} license:open when:daily@09:30 tz:Asia/Tokyo view:full wait:0m thread:on "
                   "mention:<!subteam^S0TEAM>"),
            Action("Remove", "unsubscribe", str(number)),
        ),
    )  # fmt: skip


async def shown_on(slack: FakeSlack) -> dict[str, Any]:
    method, arguments = await asyncio.wait_for(slack.shown.get(), 5)
    assert method == "views.publish"
    return arguments


async def test_home_shows_my_subscriptions_and_the_newest_launches(slack: FakeSlack) -> None:
    async with http_mode(slack, home_core()) as sender:
        await sender.event(event_payload("app_home_opened", tab="home"))
        arguments = await shown_on(slack)
    text = json.dumps(arguments["view"], ensure_ascii=False)
    assert arguments["user_id"] == "U0ANN"
    assert all(words in text for words in ("1. license:open", "Zephyr 2", "128K tokens", "New subscription"))
    assert "in <#C0NEWS> · Speaks *every day at 09:00* · Next digest *Monday 6 April, 09:00*" in text
    buttons = [e for block in arguments["view"]["blocks"] for e in block.get("elements", ()) if e.get("value")]
    assert [e["value"] for e in buttons if e["text"]["text"] in ("Pause", "Remove")] == [
        "at C0NEWS pause 1", "at C0NEWS unsubscribe 1", "pause 2", "unsubscribe 2",
    ]  # fmt: skip


async def test_the_messages_tab_is_left_alone(slack: FakeSlack) -> None:
    core = home_core()
    async with http_mode(slack, core) as sender:
        await sender.event(event_payload("app_home_opened", event_id="Ev1", tab="messages"))
        await sender.event(event_payload("app_home_opened", event_id="Ev2", tab="home"))
        await shown_on(slack)
    assert core.asked.qsize() == 2  # list and latest, once


async def test_a_repeated_event_is_shown_once(slack: FakeSlack) -> None:
    core = home_core()
    async with http_mode(slack, core) as sender:
        for retry in range(3):
            answered = await sender.event(event_payload("app_home_opened", tab="home"), age=retry)
            assert answered.status == 200
        await shown_on(slack)
        await sender.event(event_payload("app_home_opened", event_id="Ev2", tab="home"))
        await shown_on(slack)
    assert core.asked.qsize() == 4


async def test_a_button_on_home_is_answered_on_home(slack: FakeSlack) -> None:
    payload = button_payload("pause 1", view={"id": "V0HOME", "type": "home"})
    del payload["channel"], payload["response_url"]
    payload["container"] = {"type": "view", "view_id": "V0HOME"}
    core = home_core()
    async with http_mode(slack, core) as sender:
        await sender.interaction(payload)
        actor, command = await core.next()
        view = (await shown_on(slack))["view"]
    assert (actor.channel, command) == (None, Command("pause", "1"))
    assert view["blocks"][0]["text"]["text"] == "Paused subscription 1."


def pressed_on_home(value: str, **more: Any) -> dict[str, Any]:
    payload = button_payload(value, view={"id": "V0HOME", "type": "home"}, **more)
    del payload["channel"], payload["response_url"]
    payload["container"] = {"type": "view", "view_id": "V0HOME"}
    return payload


@pytest.mark.parametrize(("members", "may_manage"), [(["U0ANN"], True), (["U0BOB"], False)])
async def test_a_button_on_home_acts_in_its_channel_by_the_rights_there(
    slack: FakeSlack, members: list[str], may_manage: bool
) -> None:
    slack.members, core = {"C0OTHER": members}, home_core()
    async with http_mode(slack, core, managers="members") as sender:
        await sender.interaction(pressed_on_home("at C0OTHER pause 1"))
        actor, command = await core.next()
        await shown_on(slack)
    assert (actor.channel, actor.may_manage, command) == ("C0OTHER", may_manage, Command("pause", "1"))


async def test_edit_on_home_opens_the_form_filled_and_saves_what_was_changed(slack: FakeSlack) -> None:
    view = home_view(home_core().replies["mine"], Reply(""))
    buttons = [e for block in view["blocks"] for e in block.get("elements", ()) if e.get("value")]
    edit = next(e["value"] for e in buttons if e["text"]["text"] == "Edit")
    core = home_core()
    async with http_mode(slack, core) as sender:
        await sender.interaction(pressed_on_home(edit))
        method, arguments = await asyncio.wait_for(slack.shown.get(), 5)
        state = form_state(query="license:mit", cadence="now", view="normal", thread="off")
        payload = form_payload("view_submission", state, place=arguments["view"]["private_metadata"], trigger="2.2.x")
        await sender.interaction(payload)
        actor, command = await core.next()
        await asyncio.wait_for(slack.shown.get(), 5)
    text = json.dumps(arguments["view"])
    assert (method, arguments["view"]["private_metadata"]) == ("views.open", "C0NEWS edit 1")
    assert all(said in text for said in ('"license:open"', '"09:30"', "Asia/Tokyo", '"S0TEAM"'))
    assert '"form:channel"' not in text
    options = {"when": "now", "view": "normal", "thread": "off", "mention": "off"}
    assert (actor.channel, command) == ("C0NEWS", Command("edit", "1 license:mit", options))


async def test_the_button_for_a_new_subscription_opens_the_form(slack: FakeSlack) -> None:
    payload = button_payload("", view={"id": "V0HOME", "type": "home"})
    payload["actions"] = [{"type": "button", "action_id": "form:open", "block_id": "b"}]
    async with http_mode(slack, home_core()) as sender:
        await sender.interaction(payload)
        method, _ = await asyncio.wait_for(slack.shown.get(), 5)
    assert method == "views.open"


@pytest.mark.parametrize(
    "message",
    [
        {"text": "look: <https://a.example/x?y=1&amp;z=2|this>"},
        {"text": "", "blocks": [{"elements": [{"type": "link", "url": "https://a.example/x?y=1&z=2"}]}]},
        {"text": "look", "attachments": [{"from_url": "https://a.example/x?y=1&z=2"}]},
    ],
)
async def test_the_shortcut_reads_the_link_of_a_message(slack: FakeSlack, message: dict[str, Any]) -> None:
    core = FakeCore(Reply("Read.", cards=(NORMAL,)))
    async with http_mode(slack, core) as sender:
        await sender.interaction(shortcut_payload(message, slack.response_url))
        assert (await core.next())[1] == Command("read", "https://a.example/x?y=1&z=2")
        assert (await asyncio.wait_for(slack.answers.get(), 5))["response_type"] == "ephemeral"


async def test_the_shortcut_on_a_message_without_a_link_says_so(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.interaction(shortcut_payload({"text": "no link"}, slack.response_url))
        assert "no link" in (await asyncio.wait_for(slack.answers.get(), 5))["text"]
    assert core.asked.empty()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(replies, replies, replies)
def test_whatever_is_listed_home_is_one_that_slack_takes(listed: Reply, latest: Reply, notice: Reply) -> None:
    view = home_view(listed, latest, notice)
    assert complaints(view["blocks"], most=100) == []
    assert pings_in(view) == []
