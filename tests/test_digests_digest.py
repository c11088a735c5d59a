"""A digest: every launch of its hour on one card, the best first, split without losing one; told once."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, update

from bot.digests import Told, digest_card
from bot.errors import FateUnknown
from bot.store import bundles, targets
from bot.store.tables import delivery, lane
from bot.types import Card, Launch, Target, TargetSettings, View
from tests.newsroom import CHANNEL, Newsroom, article

WHEN = datetime(2026, 5, 4, 7, 0, tzinfo=UTC)


def launch(name: str, **more: object) -> Launch:
    view = View(lab="Halcyon", name=name, event="launch", is_launch=True, confidence=1)  # type: ignore[arg-type]  # a whole number
    return Launch(f"halcyon/{name.casefold()}", f"{name} is out", "", view, **more)  # type: ignore[arg-type]  # from a test


async def accept(room: Newsroom, count: int, begin: int = 0) -> None:
    names = ("Tern", "Gull", "Auk", "Ibis", "Heron", "Plover", "Crane", "Stork", "Egret", "Dunlin", "Avocet", "Curlew")
    for number, name in enumerate(names[begin : begin + count]):
        told = f"Halcyon has released {name} 2, a language model with {number + 3}B parameters."
        url = f"https://news.example.com/{name.casefold()}"
        await room.pipeline.accept(article(url=url, title=f"Halcyon releases {name} 2", text=told))


def _due_now(connection: Connection) -> None:
    connection.execute(update(delivery).values(due_at=1.0))
    connection.execute(update(lane).values(next_at=1.0))


async def hour_comes(room: Newsroom) -> None:
    await room.database.write(_due_now)
    await room.carry()


def cards(room: Newsroom) -> list[Card]:
    return [card for _, card, _ in room.platforms["slack"].posted]


def test_launches_are_grouped_by_interest_and_ranked_within() -> None:
    told = [
        Told(launch("Tern"), "license:open", is_update=True),
        Told(launch("Gull"), "license:open"),
        Told(launch("Auk"), "lab:halcyon"),
    ]
    card = digest_card(told, WHEN, "Europe/Berlin")
    assert [item.title for item in card.items] == ["Halcyon Gull", "Halcyon Tern", "Halcyon Auk"]
    assert card.title == "Digest of 4 May 2026: 3 launches"
    assert [item.badges[0] for item in card.items] == ["license:open", "license:open", "lab:halcyon"]


def test_the_day_of_a_digest_is_the_subscribers_own() -> None:
    late = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
    assert "5 May" in digest_card([Told(launch("Tern"), "")], late, "Asia/Tokyo").title


def test_plain_text_of_a_digest_names_every_launch() -> None:
    told = [Told(launch(name), "") for name in ("Tern", "Gull", "Auk")]
    text = digest_card(told, WHEN, "UTC").plain_text
    assert all(name in text for name in ("Tern", "Gull", "Auk"))


async def test_launches_of_a_day_come_on_one_card_at_its_hour(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 3)
    await room.carry_due()
    assert cards(room) == []
    await hour_comes(room)
    [card] = cards(room)
    assert card.tone == "digest"
    assert sorted(item.title for item in card.items) == ["Halcyon Auk 2", "Halcyon Gull 2", "Halcyon Tern 2"]
    assert await room.waiting() == 0


async def test_a_long_digest_is_split_without_losing_a_launch(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, bundles.MOST_LAUNCHES + 2)
    await hour_comes(room)
    first, second = cards(room)
    assert len(first.items) == bundles.MOST_LAUNCHES
    assert "2 more below" in first.title
    assert len({item.key for card in (first, second) for item in card.items}) == bundles.MOST_LAUNCHES + 2


async def test_a_digest_of_one_launch_is_its_card(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 1)
    await hour_comes(room)
    [card] = cards(room)
    assert (card.tone, card.title) == ("launch", "Halcyon Tern 2")


async def test_a_digest_whose_answer_was_lost_is_sent_again_as_it_was(room: Newsroom) -> None:
    """A launch that came in between waits for the next card: the platform may know the first one by its key."""
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 2)
    room.platforms["slack"].script.append(FateUnknown("no answer"))
    await hour_comes(room)
    await accept(room, 1, begin=2)
    await hour_comes(room)
    await hour_comes(room)
    first, second = cards(room)
    assert sorted(item.title for item in first.items) == ["Halcyon Gull 2", "Halcyon Tern 2"]
    assert second.title == "Halcyon Auk 2"


async def test_alerts_past_the_cap_come_in_the_next_digest(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.database.write(targets.set_settings, CHANNEL, TargetSettings(most_per_day=2))
    await accept(room, 5)
    await room.carry_due()
    assert [card.title for card in cards(room)] == ["Halcyon Tern 2", "Halcyon Gull 2"]
    await hour_comes(room)
    assert sorted(item.title for item in cards(room)[-1].items) == [
        "Halcyon Auk 2",
        "Halcyon Heron 2",
        "Halcyon Ibis 2",
    ]


async def test_quiet_hours_hold_alerts_back_and_tell_them_together(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    now = datetime.now(UTC)
    begin, end = (f"{now - timedelta(hours=1):%H:%M}", f"{now + timedelta(hours=1):%H:%M}")
    await room.database.write(targets.set_settings, CHANNEL, TargetSettings(begin, end))
    await accept(room, 2)
    await room.carry_due()
    assert cards(room) == []
    over = (f"{now - timedelta(hours=3):%H:%M}", f"{now - timedelta(hours=1):%H:%M}")
    await room.database.write(targets.set_settings, CHANNEL, TargetSettings(*over))
    await hour_comes(room)
    assert [card.tone for card in cards(room)] == ["digest"]


async def test_a_place_waits_for_more_sources_before_it_is_told(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", wait_minutes=10)
    await accept(room, 1)
    await room.carry_due()
    assert cards(room) == []
    await hour_comes(room)
    assert [card.title for card in cards(room)] == ["Halcyon Tern 2"]


async def test_what_is_snoozed_is_not_told_until_it_ends(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon")
    await room.database.write(targets.add_snooze, CHANNEL, "U1", "params:<=4B", None)
    ended = datetime.now(UTC) - timedelta(minutes=1)
    await room.database.write(targets.add_snooze, CHANNEL, "U1", "lab:halcyon", ended)
    await accept(room, 3)  # 3B, 4B and 5B
    await room.carry()
    assert [card.title for card in cards(room)] == ["Halcyon Auk 2"]


async def test_a_snooze_is_of_one_place(room: Newsroom) -> None:
    other = Target("slack", "T1", "channel", "C2")
    await room.subscribe("lab:halcyon")
    await room.subscribe("lab:halcyon", other)
    await room.database.write(targets.add_snooze, CHANNEL, "U1", "lab:halcyon", None)
    await accept(room, 1)
    await room.carry()
    assert (room.posted(CHANNEL), room.posted(other)) == ([], ["Halcyon Tern 2"])


async def test_an_alert_calls_whom_the_subscription_names_where_the_sub_query_holds(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", mention="role:S1", mention_query="params:<=3B")
    await accept(room, 2)
    await room.carry()
    called = {card.title: card.mention for card in cards(room)}
    assert called["Halcyon Gull 2"] is None
    assert called["Halcyon Tern 2"] is not None
    assert called["Halcyon Tern 2"].id == "S1"


async def test_a_clock_set_back_makes_no_second_digest_of_the_day(room: Newsroom) -> None:
    await room.subscribe("lab:halcyon", cadence="daily", at="09:00")
    await accept(room, 2)
    await hour_comes(room)
    tomorrow = datetime.now(UTC) + timedelta(days=1)

    def told_until(connection: Connection) -> None:
        connection.execute(update(lane).values(digested_until=tomorrow.timestamp()))

    await room.database.write(told_until)
    await accept(room, 1, begin=2)
    [due] = await room.database.read(lambda c: c.execute(delivery.select().where(delivery.c.state == "waiting")).all())
    assert due.due_at > tomorrow.timestamp()
