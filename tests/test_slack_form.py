"""The subscribe form: opened, previewed while typing, sent, and answered in place; rights judged when it is sent."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.types import Action, Command, Reply
from handlers.slack.form import Draft, answer_form, command_of, draft_of, subscribe_form, waiting_form, wrong_fields
from tests.fake_slack import FakeSlack, not_ok
from tests.fake_slack_cards import replies, words
from tests.fake_slack_core import FakeCore, http_mode
from tests.fake_slack_limits import complaints, pings_in
from tests.fake_slack_requests import button_payload, command_payload, form_payload, form_state


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def shown_on(slack: FakeSlack) -> tuple[str, dict[str, Any]]:
    return await asyncio.wait_for(slack.shown.get(), 5)


async def test_subscribe_alone_opens_the_form_for_the_channel_it_was_typed_in(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("subscribe", slack.response_url, trigger="7.7.t"))
        method, arguments = await shown_on(slack)
    assert (method, arguments["trigger_id"], core.asked.qsize()) == ("views.open", "7.7.t", 0)
    channel = next(block for block in arguments["view"]["blocks"] if block.get("block_id") == "channel")
    assert channel["element"]["initial_conversation"] == "C0NEWS"


async def test_a_form_that_cannot_be_opened_leaves_the_command_as_it_is(slack: FakeSlack) -> None:
    slack.script("views.open", not_ok("expired_trigger_id"))
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.command(command_payload("subscribe", slack.response_url))
        assert (await core.next())[1] == Command("subscribe")
        await asyncio.wait_for(slack.answers.get(), 5)


async def test_typing_shows_what_the_query_would_have_sent_and_keeps_what_stands_in_the_form(slack: FakeSlack) -> None:
    core = FakeCore(Reply("Open weights. About 2 a week."))
    state = form_state(query="license:open", to="dm", cadence="daily", zone="Europe/Berlin")
    async with http_mode(slack, core) as sender:
        await sender.interaction(form_payload("block_actions", state))
        assert (await core.next())[1] == Command("test", "license:open")
        method, arguments = await shown_on(slack)
    assert (method, arguments["view_id"]) == ("views.update", "V0FORM")
    text = json.dumps(arguments["view"])
    assert "About 2 a week." in text
    assert '"initial_value": "Europe/Berlin"' in text


async def test_of_several_keystrokes_only_the_newest_is_previewed(slack: FakeSlack) -> None:
    core = FakeCore(Reply("About 2 a week."))
    core.gate.clear()
    async with http_mode(slack, core) as sender:
        for typed in ("lic", "license", "license:open"):
            await sender.interaction(form_payload("block_actions", form_state(query=typed), trigger=f"t.{typed}"))
            await core.next()
        core.gate.set()
        _, arguments = await shown_on(slack)
        await sender.command(command_payload("list", slack.response_url))
        await asyncio.wait_for(slack.answers.get(), 5)
    assert (arguments["view"]["blocks"][0]["element"]["initial_value"], slack.shown.qsize()) == ("license:open", 0)


async def test_a_sent_form_subscribes_in_the_chosen_channel_and_is_answered_in_place(slack: FakeSlack) -> None:
    core = FakeCore(Reply("Subscription 4.", actions=(Action("Unsubscribe", "unsubscribe", "4"),)))
    state = form_state(
        query="license:open", to="here", channel="C0OTHER", cadence="weekly@mon", time="08:30", view="full"
    )
    async with http_mode(slack, core) as sender:
        answered = await sender.interaction(form_payload("view_submission", state))
        actor, command = await core.next()
        method, arguments = await shown_on(slack)
    assert json.loads(answered.body)["response_action"] == "update"
    assert actor.channel == "C0OTHER"
    expected = {"to": "here", "when": "weekly@mon-08:30", "view": "full", "tz": "UTC"}
    assert command == Command("subscribe", "license:open", expected)
    assert (method, "Subscription 4." in json.dumps(arguments["view"])) == ("views.update", True)
    assert arguments["view"]["private_metadata"] == "C0OTHER"  # where its buttons act


async def test_a_form_for_oneself_stands_in_no_channel(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.interaction(
            form_payload("view_submission", form_state(query="lab:meta", to="dm", channel="C0NEWS"))
        )
        actor, command = await core.next()
    assert (actor.channel, dict(command.options)) == (None, {"to": "dm", "when": "now", "view": "normal"})


async def test_the_form_is_acknowledged_while_the_core_stalls(slack: FakeSlack) -> None:
    core = FakeCore()
    core.gate.clear()
    async with http_mode(slack, core) as sender:
        answered = await sender.interaction(form_payload("view_submission", form_state(query="x", to="dm")))
        await core.next()
        assert (answered.status, slack.shown.qsize()) == (200, 0)


async def test_a_form_closed_meanwhile_is_answered_where_the_person_stands(slack: FakeSlack) -> None:
    slack.script("views.update", not_ok("not_found"))
    async with http_mode(slack, FakeCore()) as sender:
        await sender.interaction(form_payload("view_submission", form_state(query="x", channel="C0OTHER", to="here")))
        shown = await asyncio.wait_for(slack.ephemeral.get(), 5)
    assert (shown["channel"], shown["user"]) == ("C0OTHER", "U0ANN")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"to": "here"}, "channel"),
        ({"to": "dm", "zone": "Mars/Olympus"}, "zone"),
        ({"to": "dm", "zone": "../etc"}, "zone"),
    ],
)
async def test_what_is_wrong_with_a_form_stands_under_its_field(
    slack: FakeSlack, said: dict[str, str], field: str
) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        answered = await sender.interaction(form_payload("view_submission", form_state(query="x", **said), place=""))
    body = json.loads(answered.body)
    assert (body["response_action"], list(body["errors"])) == ("errors", [field])
    assert core.asked.empty()


async def test_the_rights_of_the_chosen_channel_count_not_those_of_where_the_form_was_opened(slack: FakeSlack) -> None:
    slack.members, core = {"C0NEWS": ["U0ANN"], "C0OTHER": ["U0BOB"]}, FakeCore()
    async with http_mode(slack, core, managers="members") as sender:
        await sender.interaction(form_payload("view_submission", form_state(query="x", channel="C0OTHER", to="here")))
        assert (await core.next())[0].may_manage is False


async def test_a_button_on_the_forms_last_page_acts_in_its_channel(slack: FakeSlack) -> None:
    core = FakeCore()
    payload = form_payload("block_actions", form_state(), place="C0OTHER")
    payload["actions"] = [{"type": "button", "action_id": "ask:0", "block_id": "b", "value": "unsubscribe 4"}]
    async with http_mode(slack, core) as sender:
        await sender.interaction(payload)
        actor, command = await core.next()
        await shown_on(slack)
    assert (actor.channel, command) == ("C0OTHER", Command("unsubscribe", "4"))


async def test_a_form_says_whom_to_call_and_how_changes_are_told(slack: FakeSlack) -> None:
    core = FakeCore()
    state = form_state(query="x", to="dm", thread="material", person="U0BOB")
    async with http_mode(slack, core) as sender:
        await sender.interaction(form_payload("view_submission", state))
        options = dict((await core.next())[1].options)
    assert (options["thread"], options["mention"]) == ("material", "<@U0BOB>")


def test_a_user_group_is_called_by_its_id_and_what_is_none_is_told_under_its_field() -> None:
    assert command_of(Draft(to="dm", group="S0TEAM", person="U1")).options["mention"] == "<!subteam^S0TEAM>"
    assert list(wrong_fields(Draft(to="dm", group="everyone"))) == ["group"]


async def test_a_wrong_number_is_reported_in_the_persons_words(slack: FakeSlack) -> None:
    core = FakeCore()
    async with http_mode(slack, core) as sender:
        await sender.interaction(button_payload("wrong norden/zephyr 2", slack.response_url))
        method, arguments = await shown_on(slack)
        view = {**arguments["view"], "id": "V0ASK", "state": {"values": {"said": {"said": {"value": "parameters 7B"}}}}}
        payload = {**form_payload("view_submission", {}, trigger="5.5.p"), "view": view}
        answered = await sender.interaction(payload)
        actor, command = await core.next()
    assert (method, json.loads(answered.body)["response_action"]) == ("views.open", "update")
    assert (actor.channel, command) == ("C0NEWS", Command("wrong", "norden/zephyr 2, parameters 7B"))


async def test_a_report_without_words_is_sent_back(slack: FakeSlack) -> None:
    core, view = FakeCore(), {"id": "V1", "type": "modal", "callback_id": "ask_prompt", "private_metadata": "- wrong x"}
    async with http_mode(slack, core) as sender:
        answered = await sender.interaction({**form_payload("view_submission", {}), "view": view})
    assert list(json.loads(answered.body)["errors"]) == ["said"]
    assert core.asked.empty()


def test_an_empty_state_is_the_default_draft_and_time_zones_matter_to_digests_only() -> None:
    assert draft_of({}) == Draft()
    assert "tz" not in command_of(Draft()).options
    assert command_of(Draft(cadence="daily", zone="Asia/Tokyo")).options["tz"] == "Asia/Tokyo"
    assert wrong_fields(Draft(channel="C0NEWS")) == {}


@settings(max_examples=60, deadline=None)
@given(st.builds(Draft, *[words.map(lambda text: text[:500])] * 4, st.just("09:00"), words, words), words, words)
def test_whatever_was_typed_the_form_is_one_that_slack_takes(draft: Draft, place: str, preview: str) -> None:
    view = subscribe_form(draft, place, preview)
    assert complaints(view["blocks"], most=100) == []
    assert pings_in([block for block in view["blocks"] if block["type"] != "input"]) == []


@settings(max_examples=40, deadline=None)
@given(replies, words)
def test_whatever_comes_back_the_last_page_is_one_that_slack_takes(reply: Reply, place: str) -> None:
    for view in (answer_form(reply, place), waiting_form(place)):
        assert complaints(view["blocks"], most=100) == []
        assert pings_in(view) == []
        assert len(view["title"]["text"]) <= 24
