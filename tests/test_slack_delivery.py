"""Sending and editing through the real client: what each answer of Slack means, and that nothing is sent twice."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import aiohttp
import pytest

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, SendError, TargetClosed, WorkspaceClosed
from bot.types import Receipt, Table
from handlers.slack import SlackPlatform
from handlers.slack.failures import lost
from tests.fake_slack import BOT_TOKEN, DROPPED_AFTER, DROPPED_BEFORE, FakeSlack, Fault, html, not_ok, rate_limited
from tests.fake_slack_core import CARD, CHANNEL, PERSON, platform_on

OLD = Receipt(CHANNEL, "C0NEWS", "1775640000.999999", datetime(2026, 4, 8, tzinfo=UTC))


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def test_a_card_goes_out_once_with_its_key_as_metadata_and_without_previews(slack: FakeSlack) -> None:
    receipt = await platform_on(slack).send(CHANNEL, CARD, "d7")
    (post,) = slack.posts
    assert (post["channel"], receipt.channel, receipt.message) == ("C0NEWS", "C0NEWS", post["ts"])
    assert post["metadata"] == {"event_type": "launchwire_delivery", "event_payload": {"key": "d7"}}
    assert (post["unfurl_links"], post["unfurl_media"]) == (False, False)
    assert receipt.sent_at == datetime.fromtimestamp(float(post["ts"]), UTC)


async def test_a_person_is_written_to_in_a_direct_message_that_is_opened_once(slack: FakeSlack) -> None:
    platform = platform_on(slack)
    receipts = [await platform.send(PERSON, CARD, key) for key in ("d1", "d2")]
    assert {receipt.channel for receipt in receipts} == {"D0ANN"}
    assert slack.count("conversations.open") == 1


async def test_an_edit_replaces_the_message_by_channel_id_and_keeps_its_receipt(slack: FakeSlack) -> None:
    platform = platform_on(slack)
    receipt = await platform.send(PERSON, CARD, "d1")
    assert await platform.edit(receipt, replace(CARD, title="Zephyr 2 Large")) == receipt
    (update,) = slack.updates
    assert (update["channel"], update["ts"]) == ("D0ANN", receipt.message)
    assert update["blocks"]


async def test_a_card_is_shown_as_densely_as_its_subscriber_wants(slack: FakeSlack) -> None:
    await platform_on(slack).send(CHANNEL, replace(CARD, summary="Words.", density="compact"), "d1")
    assert "Words." not in str(slack.posts[0]["blocks"])


async def test_an_answer_under_a_card_stands_in_its_thread(slack: FakeSlack) -> None:
    platform = platform_on(slack)
    receipt = await platform.send(PERSON, CARD, "d1")
    under = await platform.reply(receipt, replace(CARD, title="Price: $1 → $0.50"), "d2")
    post = slack.posts[1]
    assert (post["channel"], post["thread_ts"], under.message) == ("D0ANN", receipt.message, post["ts"])
    assert post["metadata"]["event_payload"] == {"key": "d2"}


@pytest.mark.parametrize("ending", ["", "/"])
async def test_the_address_of_the_api_may_end_with_a_slash_or_without(slack: FakeSlack, ending: str) -> None:
    await platform_on(slack, base_url=slack.base_url + ending).send(CHANNEL, CARD, "d1")
    assert len(slack.posts) == 1


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("channel_not_found", TargetClosed), ("is_archived", TargetClosed), ("not_in_channel", TargetClosed),
        ("restricted_action", TargetClosed), ("user_disabled", TargetClosed), ("cannot_dm_bot", TargetClosed),
        ("missing_scope", TargetClosed), ("token_revoked", WorkspaceClosed), ("account_inactive", WorkspaceClosed),
        ("invalid_auth", WorkspaceClosed), ("token_expired", WorkspaceClosed), ("invalid_arguments", CardRefused),
        ("fatal_error", FateUnknown), ("ratelimited", RetryLater), ("service_unavailable", RetryLater),
        ("an_error_slack_invents_tomorrow", RetryLater),
    ],
)  # fmt: skip
async def test_each_refusal_has_its_own_meaning(slack: FakeSlack, error: str, kind: type[SendError]) -> None:
    slack.script("chat.postMessage", *[not_ok(error)] * 3)
    with pytest.raises(kind) as raised:
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert type(raised.value) is kind
    assert "C0NEWS" in str(raised.value)


@pytest.mark.parametrize("error", ["edit_window_closed", "cant_update_message", "message_not_found"])
async def test_an_edit_that_can_no_longer_be_made_says_so(slack: FakeSlack, error: str) -> None:
    slack.script("chat.update", not_ok(error))
    with pytest.raises(EditRefused):
        await platform_on(slack).edit(OLD, CARD)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("30", 30.0), ("0", 1.0), ("1.5", 1.5), ("86400", 3_600.0), ("soon", None), ("-5", None), ("", None)],
)
async def test_slow_down_becomes_retry_later_with_a_clamped_wait(
    slack: FakeSlack, header: str, seconds: float | None
) -> None:
    slack.script("chat.postMessage", Fault(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": header}))
    with pytest.raises(RetryLater) as raised:
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert raised.value.retry_after_seconds == seconds
    assert raised.value.is_wide, "Slack limits a method in the whole workspace"
    assert slack.count("chat.postMessage") == 1


@pytest.mark.parametrize(("ahead", "least", "most"), [(120.0, 100.0, 120.0), (-600.0, 1.0, 1.0), (1e6, 3_600, 3_600)])
async def test_a_wait_may_be_a_date(slack: FakeSlack, ahead: float, least: float, most: float) -> None:
    slack.script("chat.postMessage", slow_until(ahead))
    with pytest.raises(RetryLater) as raised:
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert least <= (raised.value.retry_after_seconds or 0) <= most


async def test_where_a_person_waits_a_date_near_by_is_waited_for(slack: FakeSlack) -> None:
    slack.script("conversations.open", slow_until(-5.0))
    await platform_on(slack).send(PERSON, CARD, "d1")
    assert slack.count("conversations.open") == 2


async def test_a_limit_on_opening_messages_holds_no_post_up(slack: FakeSlack) -> None:
    slack.script("conversations.open", rate_limited(30))
    with pytest.raises(RetryLater) as raised:
        await platform_on(slack).send(PERSON, CARD, "d1")
    assert not raised.value.is_wide


def slow_until(ahead_seconds: float) -> Fault:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=ahead_seconds), usegmt=True)
    return Fault(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": date})


@pytest.mark.parametrize("fault", [html(500), html(503), Fault(502, {"ok": False}), Fault(503, {})])
async def test_a_failing_server_means_retry_later(slack: FakeSlack, fault: Fault) -> None:
    slack.script("chat.postMessage", fault)
    with pytest.raises(RetryLater):
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert slack.posts == []


@pytest.mark.parametrize("fault", [DROPPED_AFTER, DROPPED_BEFORE, html(200), Fault(200, "[]"), Fault(200, [1])])
async def test_a_lost_answer_is_an_unknown_fate_and_is_never_sent_again_blindly(slack: FakeSlack, fault: Fault) -> None:
    slack.script("chat.postMessage", fault)
    with pytest.raises(FateUnknown):
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert slack.count("chat.postMessage") == 1


async def test_a_message_that_was_taken_before_the_connection_broke_stands_once(slack: FakeSlack) -> None:
    slack.script("chat.postMessage", DROPPED_AFTER)
    with pytest.raises(FateUnknown):
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert len(slack.posts) == 1


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TimeoutError(), FateUnknown), (aiohttp.ServerDisconnectedError(), FateUnknown),
        (aiohttp.ClientPayloadError(), FateUnknown), (aiohttp.ConnectionTimeoutError(), RetryLater),
    ],
)  # fmt: skip
def test_only_a_connection_that_never_stood_surely_posted_nothing(
    error: aiohttp.ClientError | TimeoutError, kind: type[SendError]
) -> None:
    assert type(lost(error, "Slack channel C0NEWS")) is kind


async def test_a_lost_answer_to_an_edit_is_only_a_reason_to_retry(slack: FakeSlack) -> None:
    slack.script("chat.update", DROPPED_AFTER)
    with pytest.raises(RetryLater):
        await platform_on(slack).edit(OLD, CARD)


async def test_a_server_that_cannot_be_reached_surely_took_nothing() -> None:
    async with FakeSlack() as slack:
        platform = platform_on(slack)
    with pytest.raises(RetryLater, match="cannot be reached"):
        await platform.send(CHANNEL, CARD, "d1")


async def test_refused_blocks_are_tried_once_more_as_words(slack: FakeSlack) -> None:
    slack.script("chat.postMessage", not_ok("invalid_blocks"))
    await platform_on(slack).send(CHANNEL, CARD, "d1")
    (post,) = slack.posts
    assert post["blocks"] == []
    assert "128K tokens" in post["text"]


async def test_a_workspace_that_refuses_tables_gets_them_drawn_as_text(slack: FakeSlack) -> None:
    slack.refuses_native = True
    card = replace(CARD, table=Table(("", "Zephyr 2", "Mistral 9"), (("Context", "128K", "64K"),)))
    await platform_on(slack).send(CHANNEL, card, "d1")
    (post,) = slack.posts
    assert any("Context  128K      64K" in block.get("text", {}).get("text", "") for block in post["blocks"])


async def test_a_message_that_is_refused_in_every_form_is_given_up(slack: FakeSlack) -> None:
    slack.script("chat.postMessage", *[not_ok("msg_blocks_too_long")] * 3)
    with pytest.raises(CardRefused, match="msg_blocks_too_long"):
        await platform_on(slack).send(CHANNEL, CARD, "d1")
    assert slack.count("chat.postMessage") == 2


async def test_no_secret_stands_in_an_error_a_repr_or_the_debug_log(
    slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    platform = platform_on(slack, signing_secret="canary-signing-secret")
    slack.script("chat.postMessage", not_ok("invalid_auth"), rate_limited(3), html(500), DROPPED_AFTER)
    said = [repr(platform), repr(vars(platform)["_workspaces"])]
    for _ in range(4):
        with pytest.raises(SendError) as raised:
            await platform.send(CHANNEL, CARD, "d1")
        said += [str(raised.value), repr(raised.value), str(raised.value.__cause__)]
    assert BOT_TOKEN not in "\n".join([*said, caplog.text])
    assert "canary" not in "\n".join(said)


async def test_a_platform_without_a_way_in_still_sends(slack: FakeSlack) -> None:
    platform: SlackPlatform = platform_on(slack)
    await platform.send(CHANNEL, CARD, "d1")
    assert platform.routes() == []
    assert not platform.is_connected
