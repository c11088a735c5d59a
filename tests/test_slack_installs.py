"""Many workspaces by OAuth: installed in a browser, each spoken to with its own token, forgotten when it leaves."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Connection, select

from bot.errors import RetryLater, StoreError, WorkspaceClosed
from bot.store import Database, subscriptions
from bot.store.installs import Installs
from bot.store.sealing import Sealer
from bot.store.tables import slack_install
from bot.types import Actor, Subscription, Target
from handlers.slack import SlackPlatform
from tests.fake_slack import BOT_TOKEN, SIGNING_SECRET, TEAM, FakeSlack
from tests.fake_slack_core import CARD, FakeCore, mounted, platform_on, running, until_connected
from tests.fake_slack_requests import SignedSender, command_payload, event_payload

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack_sdk's own use

TOKEN, ORG_TOKEN = "xoxb-canary-of-another", "xoxb-canary-of-an-organisation"
OTHER = {"access_token": TOKEN, "team": {"id": "T0OTHER", "name": "Other"}, "authed_user": {"id": "U0BOSS"}}
ORG = {
    "access_token": ORG_TOKEN, "team": None,
    "enterprise": {"id": "E0ORG", "name": "Org"}, "is_enterprise_install": True,
    "authed_user": {"id": "U0BOSS"},
}  # fmt: skip


@dataclass
class World:
    """A platform that takes installs, with its database and the addresses of its routes."""

    slack: FakeSlack
    platform: SlackPlatform
    installs: Installs
    database: Database
    core: FakeCore
    sender: SignedSender
    base: str

    async def install(self, grant: dict[str, Any], *, code: str = "c-1") -> tuple[int, str]:
        """Go through the install page as a browser does, and return what it ends on."""
        self.slack.grants[code] = grant
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
            state, cookie = await self.state(browser)
            return await self.come_back(browser, state, cookie, code)

    async def state(self, browser: aiohttp.ClientSession) -> tuple[str, str]:
        async with browser.get(f"{self.base}/slack/install") as page:
            state = re.search(r"state=([\w-]+)", await page.text())
            assert state is not None
            return state[1], page.cookies["slack-app-oauth-state"].value

    async def come_back(self, browser: aiohttp.ClientSession, state: str, cookie: str, code: str) -> tuple[int, str]:
        headers = {"Cookie": f"slack-app-oauth-state={cookie}"}
        asked = {"state": state, "code": code}
        async with browser.get(f"{self.base}/slack/oauth_redirect", params=asked, headers=headers) as page:
            return page.status, await page.text()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as server:
        yield server


@asynccontextmanager
async def world_on(slack: FakeSlack, database: Database, **settings: Any) -> AsyncIterator[World]:
    installs = Installs(database, Sealer([Fernet.generate_key().decode()]))
    platform = platform_on(
        slack, signing_secret=SIGNING_SECRET, client_id="1.2", client_secret="canary-client-secret",
        installs=installs, **settings,
    )  # fmt: skip
    core = FakeCore()
    async with mounted(platform) as sender, running(platform, core):
        await until_connected(platform)
        base = vars(sender)["_url"].removesuffix("/slack/events")
        yield World(slack, platform, installs, database, core, sender, base)


@pytest.fixture
async def world(slack: FakeSlack, sqlite: Database) -> AsyncIterator[World]:
    async with world_on(slack, sqlite) as one:
        yield one


def channel_of(team: str) -> Target:
    return Target("slack", team, "channel", "C0NEWS")


async def token_used(world: World, team: str) -> str:
    await world.platform.send(channel_of(team), CARD, "d1")
    return str(world.slack.posts[-1]["_token"])


async def test_each_workspace_is_spoken_to_with_its_own_token(world: World) -> None:
    status, page = await world.install(OTHER)
    assert (status, "T0OTHER" in page) == (200, True)
    assert await token_used(world, "T0OTHER") == TOKEN
    assert await token_used(world, TEAM) == BOT_TOKEN


async def test_without_a_bot_token_installs_alone_are_enough(slack: FakeSlack, sqlite: Database) -> None:
    async with world_on(slack, sqlite, bot_token=None) as world:
        await world.install(OTHER)
        assert await token_used(world, "T0OTHER") == TOKEN


async def test_an_organisations_install_speaks_in_every_team_of_it_also_where_only_the_team_is_known(
    world: World,
) -> None:
    await world.install(ORG)
    payload = command_payload("list", world.slack.response_url, team_id="T0UNIT", enterprise_id="E0ORG")
    await world.sender.command({**payload, "response_url": ""})
    await world.core.next()
    await asyncio.wait_for(world.slack.ephemeral.get(), 5)
    assert await token_used(world, "T0UNIT") == ORG_TOKEN


async def test_a_workspace_without_the_app_is_closed_and_says_how_to_install(world: World) -> None:
    with pytest.raises(WorkspaceClosed, match="/slack/install"):
        await world.platform.send(channel_of("T0NOBODY"), CARD, "d1")


async def test_a_state_is_good_once_and_in_its_own_browser(world: World) -> None:
    world.slack.grants |= {"c-1": OTHER, "c-2": OTHER, "c-3": OTHER}
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        state, cookie = await world.state(browser)
        assert (await world.come_back(browser, state, "another", "c-1"))[0] == 400
        assert (await world.come_back(browser, state, cookie, "c-2"))[0] == 200
        assert (await world.come_back(browser, state, cookie, "c-3"))[0] == 401
        assert (await world.come_back(browser, "forged", "forged", "c-3"))[0] == 401


async def test_a_code_that_slack_refuses_installs_nothing_and_is_not_echoed(world: World) -> None:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        state, cookie = await world.state(browser)
        status, page = await world.come_back(browser, state, cookie, "<script>alert(1)</script>")
    assert (status, "<script>alert" in page) == (401, False)
    assert await world.installs.find("", "T0OTHER") is None


async def test_a_token_rests_encrypted(world: World) -> None:
    await world.install(OTHER)
    rows = await world.database.read(kept)
    assert [(row["team"], TOKEN in row["sealed"], "U0BOSS" in row["sealed"]) for row in rows] == [
        ("T0OTHER", False, False)
    ]
    assert TOKEN not in repr(world.platform) + repr(vars(world.platform)["_workspaces"])


def kept(connection: Connection) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in connection.execute(select(slack_install))]


async def test_a_rotating_token_is_refreshed_before_it_ends(world: World) -> None:
    await world.install({**OTHER, "refresh_token": "xoxe-1", "expires_in": 600})
    world.slack.grants["xoxe-1"] = {"access_token": "xoxb-fresh", "refresh_token": "xoxe-2", "expires_in": 43_200}
    assert await token_used(world, "T0OTHER") == "xoxb-fresh"
    body = json.loads(await world.installs.find("", "T0OTHER") or "")
    assert (body["bot_refresh_token"], body["bot_token_expires_at"] > time.time() + 40_000) == ("xoxe-2", True)


async def subscribed(world: World, team: str) -> Actor:
    actor = Actor("slack", team, "U0ANN", "C0NEWS", may_manage=True)
    one = Subscription(id=0, target=channel_of(team), owner="U0ANN", query="license:open")
    await world.database.write(subscriptions.add, one)
    return actor


async def errands_done(world: World) -> None:
    """Wait for all that goes on after the acknowledgement."""
    asking = vars(world.platform)["_asking"]
    errands = asking._open[1]
    await asyncio.wait_for(asyncio.gather(*errands._tasks), 10)


async def left(world: World, kind: str, team: str, **more: Any) -> None:
    payload = event_payload(kind, event_id=f"Ev{kind}{team}", **more)
    assert (await world.sender.event({**payload, "team_id": team})).status == 200
    await errands_done(world)


async def test_a_workspace_that_removes_the_app_is_forgotten_with_all_its_data_and_no_other(world: World) -> None:
    await world.install(OTHER)
    gone, stays = await subscribed(world, "T0OTHER"), await subscribed(world, TEAM)
    await left(world, "app_uninstalled", "T0OTHER")
    assert await world.installs.find("", "T0OTHER") is None
    assert await world.database.read(subscriptions.visible_to, gone) == ()
    assert len(await world.database.read(subscriptions.visible_to, stays)) == 1
    with pytest.raises(WorkspaceClosed):
        await world.platform.send(channel_of("T0OTHER"), CARD, "d1")


async def test_a_revoked_bot_token_is_dropped_while_subscriptions_wait_for_the_next_install(world: World) -> None:
    await world.install(OTHER)
    actor = await subscribed(world, "T0OTHER")
    await left(world, "tokens_revoked", "T0OTHER", tokens={"bot": ["U0BOT"], "oauth": []})
    (row,) = await world.database.read(subscriptions.visible_to, actor)
    assert row.paused_reason is not None
    await world.install(OTHER, code="c-2")
    (row,) = await world.database.read(subscriptions.visible_to, actor)
    assert row.paused_reason is None
    assert await token_used(world, "T0OTHER") == TOKEN


async def test_a_persons_own_token_is_none_of_ours(world: World) -> None:
    await world.install(OTHER)
    await left(world, "tokens_revoked", "T0OTHER", tokens={"oauth": ["U0ANN"]})
    assert await world.installs.find("", "T0OTHER") is not None


async def test_an_organisation_that_removes_the_app_is_forgotten_in_every_team(world: World) -> None:
    await world.install(ORG)
    assert await world.installs.find("E0ORG", "T0UNIT") is not None
    actor = await subscribed(world, "T0UNIT")
    payload = event_payload("app_uninstalled", event_id="EvOrg")
    granted = [{"enterprise_id": "E0ORG", "team_id": None, "is_enterprise_install": True}]
    await world.sender.event({**payload, "team_id": None, "enterprise_id": "E0ORG", "authorizations": granted})
    await errands_done(world)
    assert await world.installs.find("E0ORG", "T0UNIT") is None
    assert await world.database.read(subscriptions.visible_to, actor) == ()


class Away:
    """An install memory whose database hangs or is away."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def find(self, enterprise: str, team: str) -> str | None:
        await asyncio.sleep(self._seconds)
        raise StoreError("the database did not answer")

    keep = forget = revoke = keep_state = take_state = find


async def test_a_command_is_acknowledged_within_a_second_while_the_database_stalls(slack: FakeSlack) -> None:
    installs: Any = Away(5.0)
    platform = platform_on(
        slack, bot_token=None, signing_secret=SIGNING_SECRET, client_id="1.2", client_secret="s", installs=installs
    )
    async with mounted(platform) as sender, running(platform, FakeCore()):
        await until_connected(platform)
        answered = await sender.command(command_payload("latest"))
    assert (answered.status, answered.seconds < 1) == (200, True)


async def test_a_send_waits_while_the_database_does_not_say_whose_token_speaks(slack: FakeSlack) -> None:
    installs: Any = Away(0.0)
    platform = platform_on(slack, bot_token=None, client_id="1.2", client_secret="s", installs=installs)
    with pytest.raises(RetryLater):
        await platform.send(channel_of("T0OTHER"), CARD, "d1")


async def test_a_new_key_reseals_and_the_old_one_may_then_go(database: Database) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    await Installs(database, Sealer([old])).keep("", "T1", "secret")
    both = Installs(database, Sealer([new, old]))
    assert await both.find("", "T1") == "secret"
    assert await both.reseal() == 1
    assert await Installs(database, Sealer([new])).find("", "T1") == "secret"
    with pytest.raises(StoreError, match="LAUNCHWIRE_SECRET_KEYS"):
        await Installs(database, Sealer([old])).find("", "T1")


async def test_an_install_is_found_by_team_then_by_its_organisation_and_states_end(database: Database) -> None:
    installs = Installs(database, Sealer([Fernet.generate_key().decode()]))
    await installs.keep("E1", "", "whole")
    assert await installs.find("", "T1") is None
    assert await installs.find("E1", "T1") == "whole"
    assert await installs.find("", "T1") == "whole"
    await installs.keep("E1", "T1", "own")
    assert (await installs.find("E1", "T1"), await installs.find("E1", "T2")) == ("own", "whole")
    await installs.forget("", "T1")
    assert (await installs.find("", "T1"), await installs.find("", "T2")) == (None, "whole")
    await installs.keep_state("a", 600)
    await installs.keep_state("b", -1)
    assert [await installs.take_state(state) for state in ("a", "a", "b", "c")] == [True, False, False, False]
