"""Cards leave through the real discord.py against a fake REST API: once, whole, and with every failure named."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from bot.errors import CardRefused, EditRefused, FateUnknown, RetryLater, SendError, TargetClosed, WorkspaceClosed
from bot.types import Receipt, Target
from handlers.discord import DiscordPlatform
from handlers.discord.pacing import MOST_REFUSALS, REFUSALS_SECONDS, OwnPace, Refusals
from handlers.discord.timing import Timing
from tests.fake_discord import ACCEPT_THEN_DROP, TOKEN, FakeDiscord, Fault, refused, slow_down
from tests.fake_discord_bot import Pauses, platform_at
from tests.fake_discord_limits import LISTS_NOBODY
from tests.fake_discord_people import CHANNEL, GUILD, PERSON, a_card

HERE = Target("discord", GUILD, "channel", CHANNEL)
THEM = Target("discord", GUILD, "person", PERSON)
POSTING = f"/channels/{CHANNEL}/messages"
EDITING = f"/channels/{CHANNEL}/messages/.*"
OPENING = "/users/@me/channels"


def http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.fixture
async def discord() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake:
        yield fake


@pytest.fixture
async def platform(discord: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    async with platform_at(discord) as made:
        yield made


async def test_a_card_arrives_once_and_mentions_nobody(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    (message,) = discord.posted(CHANNEL)
    assert (receipt.channel, receipt.message) == (CHANNEL, message["id"])
    assert message["allowed_mentions"] == LISTS_NOBODY
    assert (message["nonce"], message["enforce_nonce"]) == ("key-1", True)
    assert discord.refusals == []


async def test_sending_works_in_a_process_without_a_gateway(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    await platform.send(HERE, a_card(), "key-1")
    assert discord.gateway.queries == []
    assert discord.synced == []


async def test_a_person_gets_a_direct_message_through_a_channel_opened_once(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(THEM, a_card(), "key-1")
    await platform.send(THEM, a_card(), "key-2")
    assert receipt.channel == f"9{PERSON}"
    assert discord.count("POST", OPENING) == 1
    assert len(discord.posted(f"9{PERSON}")) == 2


async def test_an_edit_replaces_the_card(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    assert await platform.edit(receipt, a_card(title="Orrery Labs Vela 3")) == receipt
    (message,) = discord.posted(CHANNEL)
    assert "Vela 3" in str(message["components"])
    assert discord.edits[0]["allowed_mentions"] == LISTS_NOBODY


async def test_a_lost_answer_is_an_unknown_fate_and_the_nonce_keeps_the_second_try_from_doubling(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", POSTING, ACCEPT_THEN_DROP)
    with pytest.raises(FateUnknown):
        await platform.send(HERE, a_card(), "key-1")
    receipt = await platform.send(HERE, a_card(), "key-1")
    assert [message["id"] for message in discord.posted(CHANNEL)] == [receipt.message]


async def test_a_slow_answer_is_an_unknown_fate(discord: FakeDiscord) -> None:
    discord.fail("POST", POSTING, Fault(delay_seconds=0.5))
    async with platform_at(discord, call_seconds=0.1) as platform:
        with pytest.raises(FateUnknown):
            await platform.send(HERE, a_card(), "key-1")


async def test_nothing_left_when_nobody_listens(discord: FakeDiscord) -> None:
    discord.base_url = "http://127.0.0.1:9/api/v10"
    async with platform_at(discord) as platform:
        with pytest.raises(RetryLater):
            await platform.send(HERE, a_card(), "key-1")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused(500), RetryLater),
        (refused(502), RetryLater),
        (refused(503), RetryLater),
        (refused(504), RetryLater),
        (refused(400, 40003), RetryLater),
        (refused(400, 20028), RetryLater),
        (refused(403, 50001), TargetClosed),
        (refused(403, 50013), TargetClosed),
        (refused(404, 10003), TargetClosed),
        (refused(404, 10004), TargetClosed),
        (refused(403, 50007), TargetClosed),
        (refused(403, 50278), TargetClosed),
        (refused(403, 4711), TargetClosed),
        (refused(401), WorkspaceClosed),
    ],
    ids=lambda value: f"{value.status}-{value.code}" if isinstance(value, Fault) else value.__name__,
)
async def test_each_failure_says_whose_it_is(
    discord: FakeDiscord, platform: DiscordPlatform, fault: Fault, kind: type[SendError]
) -> None:
    discord.fail("POST", POSTING, fault)
    with pytest.raises(kind):
        await platform.send(HERE, a_card(), "key-1")
    assert discord.count("POST", POSTING) == 1
    assert discord.posted(CHANNEL) == []


async def test_closed_direct_messages_are_told_in_words_for_their_owner(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", OPENING, refused(403, 50278))
    with pytest.raises(TargetClosed, match="share no server"):
        await platform.send(THEM, a_card(), "key-1")
    discord.fail("POST", f"/channels/9{PERSON}/messages", refused(403, 50007))
    with pytest.raises(TargetClosed, match="privacy settings"):
        await platform.send(THEM, a_card(), "key-1")


async def test_a_false_missing_access_in_a_direct_message_is_tried_once_more(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", f"/channels/9{PERSON}/messages", refused(403, 50001))
    await platform.send(THEM, a_card(), "key-1")
    assert discord.count("POST", OPENING) == 2
    discord.fail("POST", f"/channels/9{PERSON}/messages", refused(403, 50001), refused(403, 50001))
    with pytest.raises(TargetClosed):
        await platform.send(THEM, a_card(), "key-2")


async def test_a_rate_limit_moves_the_lane_instead_of_holding_a_worker(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", POSTING, slow_down(1.75))
    with pytest.raises(RetryLater) as caught:
        await platform.send(HERE, a_card(), "key-1")
    assert caught.value.retry_after_seconds == 1.75
    await platform.send(HERE, a_card(), "key-1")


async def test_a_global_rate_limit_stops_every_route_without_asking_again(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", POSTING, slow_down(60.0, is_global=True))
    for target in (HERE, THEM):
        with pytest.raises(RetryLater) as caught:
            await platform.send(target, a_card(), "key-1")
        assert caught.value.retry_after_seconds == pytest.approx(60.0, abs=5)
        assert caught.value.is_wide is (target == HERE), "told once to the others, by the one who heard it"
    assert discord.count("POST", OPENING) == 0


@pytest.mark.parametrize("more", [{"X-RateLimit-Global": "true"}, {"X-RateLimit-Scope": "global"}, {"": ""}], ids=str)
async def test_a_wait_may_be_a_date_and_global_by_a_header_or_by_having_no_body(
    discord: FakeDiscord, platform: DiscordPlatform, more: dict[str, str]
) -> None:
    body = "<html>" if "" in more else '{"message": "slow down"}'
    headers = {name: value for name, value in more.items() if name} | {"Retry-After": http_date(seconds=120)}
    discord.fail("POST", POSTING, Fault(429, body=body, headers=headers))
    with pytest.raises(RetryLater) as caught:
        await platform.send(HERE, a_card(), "key-1")
    assert 100 < (caught.value.retry_after_seconds or 0) <= 120
    assert caught.value.is_wide


@pytest.mark.parametrize(("said", "seconds"), [("86400", 3_600.0), ("0", 1.0), ("soon", None), ("-5", None)])
async def test_the_header_of_a_limit_is_clamped(
    discord: FakeDiscord, platform: DiscordPlatform, said: str, seconds: float | None
) -> None:
    discord.fail("POST", POSTING, Fault(429, body='{"code": 0}', headers={"Retry-After": said}))
    with pytest.raises(RetryLater) as caught:
        await platform.send(HERE, a_card(), "key-1")
    assert caught.value.retry_after_seconds == seconds
    assert not caught.value.is_wide


async def test_after_one_401_nothing_is_sent_any_more(discord: FakeDiscord) -> None:
    async with platform_at(discord, token="revoked-token-canary") as platform:
        for _ in range(3):
            with pytest.raises(WorkspaceClosed):
                await platform.send(HERE, a_card(), "key-1")
    assert len(discord.requests) == 1


async def test_a_refused_payload_goes_down_the_ladder(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.fail("POST", POSTING, refused(400, 50035))
    await platform.send(HERE, a_card(), "key-1")
    assert discord.posted(CHANNEL)[0]["embeds"][0]["title"] == "Orrery Labs Vela 2"
    discord.fail("POST", POSTING, refused(400, 50035), refused(400, 50035))
    await platform.send(HERE, a_card(), "key-2")
    assert "128K" in discord.posted(CHANNEL)[1]["content"]


async def test_a_payload_refused_on_every_rung_is_a_dead_letter(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", POSTING, *[refused(400, 50035)] * 3)
    with pytest.raises(CardRefused):
        await platform.send(HERE, a_card(), "key-1")


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused(404, 10008), EditRefused),
        (refused(403, 50005), EditRefused),
        (refused(503), RetryLater),
        (ACCEPT_THEN_DROP, RetryLater),
        (slow_down(2.0), RetryLater),
        (refused(403, 50001), TargetClosed),
    ],
    ids=str,
)
async def test_each_failed_edit_says_what_can_help(
    discord: FakeDiscord, platform: DiscordPlatform, fault: Fault, kind: type[SendError]
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    discord.fail("PATCH", EDITING, fault)
    with pytest.raises(kind):
        await platform.edit(receipt, a_card())


async def test_an_embed_is_edited_as_an_embed(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.fail("POST", POSTING, refused(400, 50035))
    receipt = await platform.send(HERE, a_card(), "key-1")
    discord.fail("PATCH", EDITING, refused(400, 50035))
    await platform.edit(receipt, a_card(title="Orrery Labs Vela 3"))
    assert discord.posted(CHANNEL)[0]["embeds"][0]["title"] == "Orrery Labs Vela 3"


@pytest.mark.parametrize(
    "target", [Target("discord", GUILD, "channel", "../@me"), Target("discord", "", "person", "x")]
)
async def test_an_id_that_is_none_reaches_no_route(
    discord: FakeDiscord, platform: DiscordPlatform, target: Target
) -> None:
    with pytest.raises(TargetClosed):
        await platform.send(target, a_card(), "key-1")
    assert discord.count("POST", ".*") == 0


async def test_no_error_and_no_repr_names_the_token(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    told: list[str] = [repr(platform)]
    for fault in (refused(401), ACCEPT_THEN_DROP, refused(503), refused(400, 50035)):
        async with platform_at(discord) as fresh:
            discord.fail("POST", POSTING, *[fault] * 3)
            told.append(await _error_of(fresh))
    assert len(told) == 5
    assert not any(TOKEN in text for text in told)


async def _error_of(platform: DiscordPlatform) -> str:
    try:
        await platform.send(HERE, a_card(), "key-9")
    except SendError as error:
        chain: list[Any] = [error, error.__cause__, error.__context__]
        return " ".join(f"{link!r} {link}" for link in chain)
    raise AssertionError("it was sent")


async def test_a_long_key_still_makes_a_nonce_of_its_own(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    for key in ("x" * 40 + "1", "x" * 40 + "2"):
        await platform.send(HERE, a_card(), key)
    assert len({message["nonce"] for message in discord.posted(CHANNEL)}) == 2


async def test_an_edit_of_a_receipt_without_ids_is_refused(platform: DiscordPlatform) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    with pytest.raises(SendError):
        await platform.edit(Receipt(HERE, "", receipt.message, receipt.sent_at), a_card())


async def test_an_edit_refused_on_every_rung_asks_for_a_new_message(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    receipt = await platform.send(HERE, a_card(), "key-1")
    discord.fail("PATCH", EDITING, refused(400, 50035))  # the next rungs cannot replace Components V2
    with pytest.raises(EditRefused):
        await platform.edit(receipt, a_card())


async def test_an_embed_may_become_components(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    discord.fail("POST", POSTING, refused(400, 50035))
    receipt = await platform.send(HERE, a_card(), "key-1")
    await platform.edit(receipt, a_card(title="Orrery Labs Vela 3"))
    (message,) = discord.posted(CHANNEL)
    assert (message["content"], message["embeds"]) == (None, [])
    assert "Vela 3" in str(message["components"])


async def test_a_card_is_sent_as_small_as_its_subscriber_wants(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    await platform.send(HERE, a_card(summary="A long story.", density="compact"), "key-1")
    assert "A long story" not in str(discord.posted(CHANNEL)[0]["components"])


@pytest.mark.parametrize("workspace", ["", GUILD])
async def test_a_person_is_reached_with_and_without_a_server(
    discord: FakeDiscord, platform: DiscordPlatform, workspace: str
) -> None:
    receipt = await platform.send(Target("discord", workspace, "person", PERSON), a_card(), "key-1")
    assert receipt.channel == f"9{PERSON}"


@pytest.mark.parametrize("code", [50001, 10003])
async def test_a_direct_message_that_is_suddenly_gone_is_opened_once_more(
    discord: FakeDiscord, platform: DiscordPlatform, code: int
) -> None:
    discord.fail("POST", f"/channels/9{PERSON}/messages", refused(403, code))
    await platform.send(THEM, a_card(), "key-1")
    assert discord.count("POST", OPENING) == 2
    discord.fail("POST", f"/channels/9{PERSON}/messages", *[refused(403, code)] * 2)
    with pytest.raises(TargetClosed):
        await platform.send(THEM, a_card(), "key-2")


async def test_a_closed_direct_message_says_what_the_person_can_do(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("POST", f"/channels/9{PERSON}/messages", refused(403, 50007))
    with pytest.raises(TargetClosed, match="privacy settings"):
        await platform.send(THEM, a_card(), "key-1")
    assert discord.count("POST", OPENING) == 1


async def test_a_burst_is_spread_below_50_a_second(discord: FakeDiscord) -> None:
    pauses = Pauses()
    async with platform_at(discord, pace=OwnPace(clock=lambda: 100.0), timing=Timing(pause=pauses)) as platform:
        for number in range(60):
            await platform.send(HERE, a_card(), f"key-{number}")
    within_a_second = 60 - sum(wait > 1 for wait in pauses.seconds)
    assert 40 <= within_a_second < 50


async def test_a_turn_too_far_off_goes_back_to_the_queue(discord: FakeDiscord) -> None:
    async with platform_at(discord, pace=OwnPace(per_second=0.1, clock=lambda: 0.0)) as platform:
        await platform.send(HERE, a_card(), "key-1")
        with pytest.raises(RetryLater) as caught:
            await platform.send(HERE, a_card(), "key-2")
    assert caught.value.retry_after_seconds == pytest.approx(10.0, abs=1)
    assert discord.count("POST", POSTING) == 1


async def test_an_alert_in_an_announcement_channel_is_published(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.kinds[CHANNEL] = 5
    receipts = [await platform.send(HERE, a_card(), f"key-{number}") for number in range(2)]
    assert discord.published == [(CHANNEL, receipt.message) for receipt in receipts]
    assert discord.count("GET", "/channels/.*") == 1


async def test_an_alert_elsewhere_is_not(discord: FakeDiscord, platform: DiscordPlatform) -> None:
    for target in (HERE, THEM):
        await platform.send(target, a_card(), "key-1")
    assert discord.published == []


@pytest.mark.parametrize("fault", [refused(403, 50013), slow_down(600.0), ACCEPT_THEN_DROP, refused(503)], ids=str)
@pytest.mark.parametrize("place", [("GET", f"/channels/{CHANNEL}"), ("POST", f"{POSTING}/.*/crosspost")], ids=str)
async def test_an_alert_that_cannot_be_published_stands(
    discord: FakeDiscord, platform: DiscordPlatform, place: tuple[str, str], fault: Fault
) -> None:
    discord.kinds[CHANNEL] = 5
    discord.fail(*place, fault)
    receipt = await platform.send(HERE, a_card(), "key-1")
    assert [message["id"] for message in discord.posted(CHANNEL)] == [receipt.message]


async def test_a_channel_whose_kind_is_refused_is_asked_about_once(
    discord: FakeDiscord, platform: DiscordPlatform
) -> None:
    discord.fail("GET", f"/channels/{CHANNEL}", refused(403, 50001))
    for number in range(3):
        await platform.send(HERE, a_card(), f"key-{number}")
    assert discord.count("GET", f"/channels/{CHANNEL}") == 1


async def test_in_a_flood_nobody_asks_what_kind_a_channel_is(discord: FakeDiscord) -> None:
    async with platform_at(discord, pace=OwnPace(clock=lambda: 100.0)) as platform:
        for number in range(20):
            target = Target("discord", GUILD, "channel", str(int(CHANNEL) + number))
            await platform.send(target, a_card(), f"key-{number}")
    assert discord.count("GET", "/channels/.*") < 10


async def test_after_many_refusals_nothing_is_sent_for_a_while(
    discord: FakeDiscord, platform: DiscordPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.discord.pacing.MOST_REFUSALS", 3)
    async with platform_at(discord) as careful:
        discord.fail("POST", POSTING, refused(403, 50001), refused(403, 50013), slow_down(0.1))
        for key in ("key-1", "key-2", "key-3"):
            with pytest.raises(SendError):
                await careful.send(HERE, a_card(), key)
        asked = len(discord.requests)
        with pytest.raises(RetryLater) as raised:
            await careful.send(HERE, a_card(), "key-4")
    assert len(discord.requests) == asked
    assert 590 < (raised.value.retry_after_seconds or 0) <= 600


def test_refusals_of_more_than_ten_minutes_ago_count_no_more() -> None:
    now = [0.0]
    refusals = Refusals(clock=lambda: now[0])
    for _ in range(MOST_REFUSALS):
        now[0] += 1.0
        refusals.note()
    assert refusals.seconds_of_silence() == 1.0 + REFUSALS_SECONDS - MOST_REFUSALS
    now[0] = REFUSALS_SECONDS + 2.0
    assert refusals.seconds_of_silence() == 0.0
