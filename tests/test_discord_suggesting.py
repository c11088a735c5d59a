"""What is offered while a person types: only what they may see, soon, within Discord's limits, never an error."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from bot.types import Actor, Card, Command, Reply, Suggestion, SuggestionKind
from handlers.discord.suggesting import KEPT_SECONDS, AskedSuggestions
from tests.fake_discord import FakeDiscord
from tests.fake_discord_bot import platform_at, running
from tests.fake_discord_limits import validator
from tests.fake_discord_people import AUTOCOMPLETE, GUILD, PERSON, NotingCore, Person, interacts

LAUNCHES = (Card("orrery/vela-2", "Orrery Vela 2", None), Card("norden/zephyr", "Norden Zephyr", None))
ADA, BEN = (Actor("discord", GUILD, user, "1", may_manage=False) for user in ("1", "2"))


class Desk(NotingCore):
    """A core with two launches, and one subscription for each person."""

    async def __call__(self, actor: Actor, command: Command) -> Reply:
        self.asked.append((actor, command))
        if command.verb == "list":
            return Reply(f"{actor.user[-1]}1. license:open (to you, at once)\nA line that is no subscription")
        return Reply("The latest 2 launches:", cards=LAUNCHES)


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def discord(desk: Desk) -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord().running() as fake, platform_at(fake) as platform, running(platform, desk):
        await fake.gateway.opened()
        yield fake


async def offered(discord: FakeDiscord, verb: str, option: str, typed: str) -> list[dict[str, Any]]:
    """Type into an option and return what is offered."""
    focused = {"name": option, "type": 3, "value": typed, "focused": True}
    verbs = [{"name": verb, "type": 1, "options": [focused]}]
    data = {"id": "400000000000000001", "name": "launches", "type": 1, "options": verbs}
    asked = await interacts(discord, Person(), AUTOCOMPLETE, data)
    (callback,) = asked.callbacks
    assert callback["type"] == 8
    assert list(validator("ApplicationCommandAutocompleteCallbackRequest").iter_errors(callback)) == []
    return list(callback["data"]["choices"])


async def test_launches_are_offered_by_name_and_typed_by_key(discord: FakeDiscord) -> None:
    assert await offered(discord, "show", "model", "vela") == [{"name": "Orrery Vela 2", "value": "orrery/vela-2"}]


async def test_the_actors_own_subscriptions_are_offered(discord: FakeDiscord, desk: Desk) -> None:
    found = await offered(discord, "pause", "subscription", "")
    assert found == [{"name": "31. license:open (to you, at once)", "value": "31"}]
    assert desk.asked[0][0].user == PERSON


async def test_the_last_word_of_a_query_is_completed(discord: FakeDiscord) -> None:
    values = [choice["value"] for choice in await offered(discord, "test", "query", "lab:meta lic")]
    assert values == ["lab:meta lic", "lab:meta license:open"]


async def test_time_zones_are_offered(discord: FakeDiscord) -> None:
    assert {"name": "Europe/Berlin", "value": "Europe/Berlin"} in await offered(discord, "subscribe", "tz", "berl")


async def test_nothing_is_offered_twice_as_long_as_allowed(discord: FakeDiscord) -> None:
    assert len(await offered(discord, "subscribe", "tz", "")) == 25


async def test_a_core_that_fails_offers_nothing(discord: FakeDiscord, desk: Desk) -> None:
    async with FakeDiscord().running() as fake, platform_at(fake, suggest=failing) as platform, running(platform, desk):
        await fake.gateway.opened()
        assert await offered(fake, "show", "model", "vela") == []


async def failing(actor: Actor, kind: SuggestionKind, typed: str) -> Sequence[Suggestion]:
    raise RuntimeError("canary")


async def test_the_second_letter_is_answered_from_memory(desk: Desk) -> None:
    now = [100.0]
    suggest = AskedSuggestions(desk, clock=lambda: now[0])
    for typed in ("v", "ve", "vel"):
        assert [one.value for one in await suggest(ADA, "model", typed)][:1] == ["orrery/vela-2"]
    assert len(desk.asked) == 1
    now[0] += KEPT_SECONDS + 1
    await suggest(ADA, "model", "vela")
    assert len(desk.asked) == 2


async def test_nobody_is_offered_what_another_person_has(desk: Desk) -> None:
    suggest = AskedSuggestions(desk)
    assert [one.value for one in await suggest(ADA, "subscription", "")] == ["11"]
    assert [one.value for one in await suggest(BEN, "subscription", "")] == ["21"]


async def test_a_core_that_takes_too_long_offers_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.discord.suggesting.ASKED_SECONDS", 0.01)

    async def stalled(actor: Actor, command: Command) -> Reply:
        await asyncio.Event().wait()
        raise AssertionError

    assert list(await AskedSuggestions(stalled)(ADA, "model", "vela")) == []
