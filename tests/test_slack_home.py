"""App Home and the message shortcut."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from bot.types import Action, Command, Reply
from handlers.slack.home import home_view
from tests.fake_slack import FakeSlack
from tests.fake_slack_cards import NORMAL, replies
from tests.fake_slack_core import FakeCore, http_mode
from tests.fake_slack_limits import complaints, pings_in
from tests.fake_slack_requests import button_payload, event_payload, shortcut_payload


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


def home_core() -> FakeCore:
    listed = Reply("1. license:open (here, at once)", actions=(Action("Pause 1", "pause", "1"),))
    return FakeCore(Reply("Paused subscription 1."), replies={"list": listed, "latest": Reply("", cards=(NORMAL,))})


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
