"""Slack tells where the app may write again, or no more: invitations, channels opened again, access to workspaces."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from handlers.slack.presence import NO_ACCESS
from tests.fake_places import NotedPlaces
from tests.fake_slack import SIGNING_SECRET, TEAM, FakeSlack
from tests.fake_slack_core import FakeCore, mounted, platform_on, running, until_connected
from tests.fake_slack_requests import event_payload


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


async def heard(slack: FakeSlack, *events: dict[str, Any], most: int) -> list[tuple[str, ...]]:
    """Return what the core hears after signing in."""
    places = NotedPlaces()
    platform = platform_on(slack, signing_secret=SIGNING_SECRET, places=places)
    async with mounted(platform) as sender, running(platform, FakeCore()):
        await until_connected(platform)
        for number, event in enumerate(events):
            assert (await sender.event({**event, "event_id": f"Ev{number}"})).status == 200
        return await places.until(most)


async def test_signing_in_takes_up_what_waited_for_a_token_that_holds(slack: FakeSlack) -> None:
    assert await heard(slack, most=1) == [("reached", "slack", TEAM)]


async def test_an_invitation_of_the_app_is_heard_and_one_of_somebody_else_is_not(slack: FakeSlack) -> None:
    found = await heard(
        slack,
        event_payload("member_joined_channel", channel="C1", user="U0ANN"),
        event_payload("member_joined_channel", channel="C2", user="U0BOT"),
        most=2,
    )
    assert found[1:] == [("joined", "slack", TEAM, "C2")]


async def test_without_a_word_of_whom_it_came_for_the_apps_own_user_is_known_from_signing_in(slack: FakeSlack) -> None:
    event = event_payload("member_joined_channel", channel="C2", user="U0BOT")
    assert (await heard(slack, {**event, "authorizations": None}, most=2))[1][0] == "joined"


@pytest.mark.parametrize("kind", ["channel_unarchive", "group_unarchive"])
async def test_a_channel_that_is_opened_again_is_heard_of(slack: FakeSlack, kind: str) -> None:
    assert (await heard(slack, event_payload(kind, channel="C1"), most=2))[1:] == [("joined", "slack", TEAM, "C1")]


async def test_an_organisation_takes_and_grants_access_to_workspaces(slack: FakeSlack) -> None:
    found = await heard(
        slack,
        event_payload("team_access_revoked", team_ids=["T2", "T3", 7]),
        event_payload("team_access_granted", team_ids=["T2"]),
        most=4,
    )
    assert sorted(found[1:]) == [
        ("joined", "slack", "T2", ""),
        ("left", "slack", "T2", NO_ACCESS),
        ("left", "slack", "T3", NO_ACCESS),
    ]
