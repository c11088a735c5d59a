"""What people type and press reaches the core with their rights, is acknowledged first, and never answered twice."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.commands import VERBS
from bot.errors import TargetClosed
from bot.types import Action, Actor, Command, Reply, Suggestion, SuggestionKind, Target
from handlers.discord import DiscordPlatform
from handlers.discord.slash import FOLDED
from tests.fake_discord import ACCEPT_THEN_DROP, DROP, FakeDiscord, refused
from tests.fake_discord_bot import platform_at, running
from tests.fake_discord_limits import LISTS_NOBODY, validator
from tests.fake_discord_people import (
    A_ROLE,
    AUTOCOMPLETE,
    CHANNEL,
    COMPONENT,
    EMBED,
    GUILD,
    MANAGE_CHANNELS,
    MANAGE_GUILD,
    PERSON,
    ROLE,
    VIEW,
    NotingCore,
    Person,
    a_card,
    chooses,
    interacts,
    message,
    presses,
    types,
    words,
)

ORIGINAL = "/webhooks/.*/messages/@original"
CALLBACK = "/interactions/.*/callback"
EPHEMERAL = 1 << 6


@pytest.fixture
def core() -> NotingCore:
    return NotingCore()


@pytest.fixture
async def discord(core: NotingCore) -> AsyncIterator[FakeDiscord]:
    async with (
        FakeDiscord().running() as fake,
        platform_at(fake, manager_role=ROLE) as platform,
        running(platform, core),
    ):
        await fake.gateway.opened()
        yield fake


async def test_a_command_is_acknowledged_privately_before_the_core_is_asked(discord: FakeDiscord) -> None:
    asked = await types(discord, Person(), "latest", query="lab:orrery")
    assert asked.callbacks == [{"type": 5, "data": {"flags": EPHEMERAL}}]
    assert "You said latest lab:orrery" in words(asked.answers[0])
    assert asked.answers[0]["allowed_mentions"] == LISTS_NOBODY


@pytest.mark.parametrize(
    ("verb", "options", "expected"),
    [
        ("latest", {}, Command("latest")),
        ("show", {"model": "Vela 2"}, Command("show", "Vela 2")),
        ("compare", {"a": "Vela 2", "b": "Lyra"}, Command("compare", "Vela 2, Lyra")),
        ("unsubscribe", {"subscription": "7"}, Command("unsubscribe", "7")),
        ("help", {"topic": "query"}, Command("help", "query")),
        ("status", {}, Command("status")),
        ("edit", {"subscription": "7", "query": "lab:meta"}, Command("edit", "7 lab:meta")),
        ("edit", {"subscription": "7", "view": "full"}, Command("edit", "7", {"view": "full"})),
        ("snooze", {"query": "lab:meta", "for": "7d"}, Command("snooze", "lab:meta 7d")),
        ("snooze", {"query": "lab:meta", "to": "dm"}, Command("snooze", "lab:meta", {"to": "dm"})),
        ("snooze", {"query": "type:tts", "for": "mute"}, Command("mute", "type:tts")),
        ("list", {}, Command("list")),
        ("list", {"of": "mine"}, Command("mine")),
        ("unsnooze", {"snooze": "3"}, Command("unsnooze", "3")),
        ("settings", {}, Command("settings")),
        (
            "settings",
            {"quiet": "22:00-07:00", "cap": "10", "tz": "Europe/Berlin"},
            Command("settings", "", {"quiet": "22:00-07:00", "cap": "10", "tz": "Europe/Berlin"}),
        ),
        ("wrong", {"model": "Vela 2", "number": "context 128K"}, Command("wrong", "Vela 2, context 128K")),
        ("retitle", {"model": "Vela 2", "title": "Vela Two"}, Command("retitle", "Vela 2, Vela Two")),
        ("merge", {"a": "Vela 2", "b": "Vela II"}, Command("merge", "Vela 2, Vela II")),
        ("split", {"model": "Vela 2", "part": "Vela Mini"}, Command("split", "Vela 2, Vela Mini")),
        ("sources", {}, Command("sources")),
        ("sources", {"add": "https://lab.example/feed"}, Command("sources", "add https://lab.example/feed")),
        ("sources", {"change": "pause", "number": "3"}, Command("sources", "pause 3")),
        ("log", {}, Command("log")),
        (
            "subscribe",
            {"query": "license:open", "wait": "10m", "thread": "material", "name": "small", "mention-for": "lab:meta"},
            Command(
                "subscribe",
                "license:open",
                {"wait": "10m", "thread": "material", "mention-for": "lab:meta", "name": "small"},
            ),
        ),
        (
            "subscribe",
            {"query": "license:open", "to": "dm", "when": "daily@09:00", "tz": "Europe/Berlin"},
            Command("subscribe", "license:open", {"to": "dm", "when": "daily@09:00", "tz": "Europe/Berlin"}),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_typed_options_become_one_command(
    discord: FakeDiscord, core: NotingCore, verb: str, options: dict[str, str], expected: Command
) -> None:
    await types(discord, Person(), verb, **options)
    assert [command for _, command in core.asked] == [expected]


@pytest.mark.parametrize(
    ("person", "may_manage"),
    [
        (Person(permissions=0), False),
        (Person(), True),
        (Person(permissions=MANAGE_GUILD), True),
        (Person(permissions=0, roles=(ROLE,)), True),
        (Person(permissions=0, roles=("300000000000000099",)), False),
        (Person(permissions=1 << 3), True),
    ],
    ids=["nobody", "channels", "server", "role", "another role", "administrator"],
)
@pytest.mark.parametrize("way", ["slash", "button"])
async def test_rights_are_judged_at_every_command_and_button(
    discord: FakeDiscord, core: NotingCore, person: Person, may_manage: bool, way: str
) -> None:
    await (
        types(discord, person, "pause", subscription="1") if way == "slash" else presses(discord, person, "lw:pause:1")
    )
    (actor, command), *_ = core.asked
    assert actor == Actor("discord", GUILD, PERSON, CHANNEL, may_manage, "ada")
    assert command == Command("pause", "1")


OTHER, FORUM = "300000000000000055", 15
QUERY = {"name": "query", "type": 3, "value": "license:open"}
TO_OTHER = {"name": "channel", "type": 7, "value": OTHER}


def other_channel(permissions: int, kind: int = FORUM, **more: str) -> dict[str, Any]:
    """Return a channel as Discord resolves it, with what the person may do there."""
    channel = {
        "id": OTHER,
        "name": "launches",
        "type": kind,
        "permissions": str(permissions),
        "parent_id": None,
        **more,
    }
    return {"channels": {OTHER: channel}}


@pytest.mark.parametrize(
    ("permissions", "may_manage"), [(VIEW | MANAGE_CHANNELS, True), (VIEW, False), (MANAGE_CHANNELS, False), (8, True)]
)
async def test_rights_in_a_chosen_channel_are_those_of_that_channel(
    discord: FakeDiscord, core: NotingCore, permissions: int, may_manage: bool
) -> None:
    resolved = other_channel(permissions)
    await chooses(discord, Person(permissions=MANAGE_CHANNELS), "subscribe", [QUERY, TO_OTHER], resolved)
    ((actor, command),) = core.asked
    assert (actor.workspace, actor.channel, actor.may_manage) == (GUILD, OTHER, may_manage)
    assert command == Command("subscribe", "license:open")


async def test_a_chosen_channel_where_the_bot_cannot_post_is_refused(discord: FakeDiscord, core: NotingCore) -> None:
    resolved = other_channel(VIEW | MANAGE_CHANNELS, app_permissions=str(VIEW))
    asked = await chooses(discord, Person(), "subscribe", [QUERY, TO_OTHER], resolved)
    assert "Send Messages" in words(asked.answers[0])
    assert core.asked == []


@pytest.mark.parametrize(
    ("person", "options", "said"),
    [
        (Person(guild=None), [QUERY, TO_OTHER], "only on a server"),
        (Person(installed_by="user"), [QUERY, TO_OTHER], "only on a server"),
        (Person(), [QUERY, TO_OTHER, {"name": "to", "type": 3, "value": "dm"}], "direct message"),
        (Person(), [TO_OTHER], "Which launches?"),
        (Person(), [{"name": "wait", "type": 3, "value": "10m"}], "Which launches?"),
    ],
    ids=["in a direct message", "as a guest", "and a direct message", "without a query", "what the form cannot hold"],
)
async def test_what_cannot_be_meant_is_refused_with_what_to_say(
    discord: FakeDiscord, core: NotingCore, person: Person, options: list[dict[str, Any]], said: str
) -> None:
    asked = await chooses(discord, person, "subscribe", options, other_channel(VIEW | MANAGE_CHANNELS))
    assert said in words(asked.answers[0])
    assert core.asked == []


@pytest.mark.parametrize(
    ("permissions", "mentionable", "role", "is_asked"),
    [
        (MANAGE_CHANNELS, True, ROLE, True),
        (MANAGE_CHANNELS, False, ROLE, False),
        (MANAGE_CHANNELS | 1 << 17, False, ROLE, True),
        (MANAGE_CHANNELS, True, GUILD, False),
    ],
    ids=["anybody may", "nobody may", "this person may", "everyone"],
)
async def test_the_bot_calls_no_role_for_who_may_not_call_it(
    discord: FakeDiscord, core: NotingCore, permissions: int, mentionable: bool, role: str, is_asked: bool
) -> None:
    resolved = {"roles": {role: {**A_ROLE, "id": role, "mentionable": mentionable}}}
    options = [QUERY, {"name": "mention", "type": 9, "value": role}]
    asked = await chooses(discord, Person(permissions=permissions), "subscribe", options, resolved)
    assert [command.options for _, command in core.asked] == ([{"mention": f"<@&{role}>"}] if is_asked else [])
    assert is_asked or "may not mention this role" in words(asked.answers[0])


async def test_a_role_in_typed_words_is_no_way_around(discord: FakeDiscord, core: NotingCore) -> None:
    await types(discord, Person(), "subscribe", query=f"license:open mention:<@&{ROLE}>")
    await presses(discord, Person(), f"lw:edit:7 mention:<@&{ROLE}>")
    assert core.asked == []


async def test_a_direct_message_has_no_workspace_and_no_channel(discord: FakeDiscord, core: NotingCore) -> None:
    await types(discord, Person(guild=None, permissions=0), "list")
    assert core.asked[0][0] == Actor("discord", "", PERSON, None, True, "ada")


async def test_where_only_the_person_has_added_the_app_they_stand_as_in_a_direct_message(
    discord: FakeDiscord, core: NotingCore
) -> None:
    await types(discord, Person(permissions=MANAGE_GUILD, installed_by="user"), "subscribe", query="lab:orrery")
    assert core.asked[0][0] == Actor("discord", "", PERSON, None, True, "ada")


async def test_a_button_of_a_message_older_than_this_process_answers(discord: FakeDiscord, core: NotingCore) -> None:
    core.reply = lambda actor, command: Reply("All of it:", cards=(a_card(),))
    asked = await presses(discord, Person(permissions=0), "lw:show:orrery labs/vela")
    assert core.asked[0][1] == Command("show", "orrery labs/vela")
    assert "128K" in words(asked.answers[0])


@pytest.mark.parametrize(
    "data",
    [
        *({"custom_id": one} for one in ("other-bot:1", "lw:", "lw:SHOW:x", "lw:show", f"lw:show:{'x' * 100}", "")),
        *({"custom_id": "lw>0", "values": values} for values in ([], ["show"], ["show:a", "show:b"], None)),
        {"custom_id": "lw>x", "values": ["show:a"]},
    ],
    ids=str,
)
async def test_a_forged_custom_id_does_nothing_and_is_told_so(
    discord: FakeDiscord, core: NotingCore, data: dict[str, Any]
) -> None:
    asked = await interacts(discord, Person(), COMPONENT, {**data, "component_type": 2}, message=message())
    assert "nothing was done" in words(asked.answers[0])
    assert core.asked == []


async def test_a_launch_chosen_in_the_menu_of_an_old_digest_is_shown(discord: FakeDiscord, core: NotingCore) -> None:
    data = {"custom_id": "lw>0", "component_type": 3, "values": ["show:orrery labs/vela"]}
    await interacts(discord, Person(permissions=0), COMPONENT, data, message=message())
    assert core.asked[0][1] == Command("show", "orrery labs/vela")
    assert not core.asked[0][0].may_manage


async def test_an_interaction_dispatched_twice_is_served_once(discord: FakeDiscord, core: NotingCore) -> None:
    data = {"custom_id": "lw:unsubscribe:7", "component_type": 2}
    await interacts(discord, Person(), COMPONENT, data, times=2)
    await types(discord, Person(), "list")
    assert [command.verb for _, command in core.asked] == ["unsubscribe", "list"]


@pytest.mark.parametrize("code", [10062, 40060])
async def test_what_cannot_be_acknowledged_is_not_done(discord: FakeDiscord, core: NotingCore, code: int) -> None:
    discord.fail("POST", CALLBACK, refused(404, code))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await types(discord, Person(), "unsubscribe", subscription="7")
    await types(discord, Person(), "list")
    assert [command.verb for _, command in core.asked] == ["list"]


async def test_an_acknowledgement_whose_answer_was_lost_is_made_again_and_the_command_served_once(
    discord: FakeDiscord, core: NotingCore
) -> None:
    discord.fail("POST", CALLBACK, ACCEPT_THEN_DROP)
    asked = await types(discord, Person(), "unsubscribe", subscription="7")
    assert len(asked.callbacks) == 1
    assert [command.verb for _, command in core.asked] == ["unsubscribe"]


async def test_an_acknowledgement_that_never_arrived_is_made_again(discord: FakeDiscord, core: NotingCore) -> None:
    discord.fail("POST", CALLBACK, DROP)
    assert len((await types(discord, Person(), "list")).callbacks) == 1
    discord.fail("POST", CALLBACK, DROP, DROP)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await types(discord, Person(), "unsubscribe", subscription="7")
    assert [command.verb for _, command in core.asked] == ["list"]


async def test_the_acknowledgement_does_not_wait_for_the_core(discord: FakeDiscord, core: NotingCore) -> None:
    stalled = asyncio.Event()
    core.wait = stalled
    typing = asyncio.create_task(types(discord, Person(), "list"))
    async with asyncio.timeout(5):
        while not any(asked.callbacks for asked in discord.interactions.values()):  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    assert core.asked == []
    stalled.set()
    assert (await typing).answers


async def test_an_expired_interaction_token_ends_neither_the_bot_nor_the_token(
    discord: FakeDiscord, core: NotingCore
) -> None:
    discord.fail("PATCH", ORIGINAL, refused(401, 50027, "Invalid Webhook Token"))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await types(discord, Person(), "latest")
    assert (await types(discord, Person(), "list")).answers


async def test_an_answer_that_discord_refuses_comes_as_words(discord: FakeDiscord) -> None:
    discord.fail("PATCH", ORIGINAL, refused(400, 50035))
    asked = await types(discord, Person(), "latest")
    assert asked.answers[0]["content"] == "You said latest"


async def test_a_core_that_fails_is_told_in_words_and_the_next_command_works(
    discord: FakeDiscord, core: NotingCore
) -> None:
    def fail(actor: Actor, command: Command) -> Reply:
        raise RuntimeError("canary")

    core.reply = fail
    asked = await types(discord, Person(), "latest")
    assert "Something went wrong" in words(asked.answers[0])
    assert "canary" not in words(asked.answers[0])
    core.reply = None
    assert (await types(discord, Person(), "list")).answers


async def test_an_answer_for_everyone_is_posted_below_the_private_one(discord: FakeDiscord, core: NotingCore) -> None:
    core.reply = lambda actor, command: Reply("Everyone may see this.", private=False)
    asked = await types(discord, Person(), "latest")
    async with asyncio.timeout(5):
        while len(asked.answers) < 2:  # noqa: ASYNC110 - the fake has no event for it
            await asyncio.sleep(0.005)
    assert "Everyone may see this" in words(asked.answers[1])


async def test_a_subscription_where_the_bot_cannot_post_is_refused_with_what_it_lacks(
    discord: FakeDiscord, core: NotingCore
) -> None:
    person = Person(bot_permissions=VIEW | EMBED)
    asked = await types(discord, person, "subscribe", query="lab:orrery")
    assert "Send Messages" in words(asked.answers[0])
    assert core.asked == []
    await types(discord, person, "subscribe", query="lab:orrery", to="dm")
    assert len(core.asked) == 1


async def test_buttons_of_an_answer_come_back_as_commands(discord: FakeDiscord, core: NotingCore) -> None:
    core.reply = lambda actor, command: Reply("Saved.", actions=(Action("Undo", "unsubscribe", "7"),))
    asked = await types(discord, Person(), "subscribe", query="lab:orrery")
    (row,) = [part for part in asked.answers[0]["components"] if part["type"] == 1]
    await presses(discord, Person(), row["components"][0]["custom_id"])
    assert core.asked[-1][1] == Command("unsubscribe", "7")


async def test_the_commands_are_allowed_everywhere_and_installed_by_servers_and_people(discord: FakeDiscord) -> None:
    (commands,) = discord.synced
    for command in commands:
        assert sorted(command["integration_types"]) == [0, 1]
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert list(validator("ApplicationCommandUpdateRequest").iter_errors(command)) == []
        assert len(command["name"]) <= 32
    assert {option["name"] for option in _options(commands)} == set(VERBS) - set(FOLDED)


def _options(commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
    (group,) = [command for command in commands if command["type"] == 1]
    return list(group["options"])


async def test_the_whole_command_is_within_8000_characters(discord: FakeDiscord) -> None:
    (commands,) = discord.synced
    for command in commands:
        texts = [text for key, text in _named_texts(command) if key in ("name", "description", "value")]
        assert sum(map(len, texts)) <= 8_000


def _named_texts(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _named_texts(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _named_texts(value, key)
    elif isinstance(node, str):
        yield key, node


def test_the_platform_is_a_platform() -> None:
    assert DiscordPlatform(token="t").name == "discord"


async def test_a_command_typed_in_an_announcement_channel_tells_its_kind(core: NotingCore) -> None:
    async with FakeDiscord().running() as fake, platform_at(fake) as platform, running(platform, core):
        await fake.gateway.opened()
        await types(fake, Person(channel_kind=5), "list")
        await platform.send(Target("discord", GUILD, "channel", CHANNEL), a_card(), "key-1")
    assert len(fake.published) == 1
    assert fake.count("GET", "/channels/.*") == 0


async def test_who_cannot_be_written_to_is_told_at_their_next_command_once(core: NotingCore) -> None:
    async with FakeDiscord().running() as fake, platform_at(fake) as platform, running(platform, core):
        await fake.gateway.opened()
        fake.fail("POST", r"/channels/\d+/messages", refused(403, 50007))
        with pytest.raises(TargetClosed):
            await platform.send(Target("discord", "", "person", PERSON), a_card(), "key-1")
        told = [words((await types(fake, Person(), "list")).answers[0]) for _ in range(2)]
    assert "Alerts in direct messages to you have stopped" in told[0]
    assert "privacy settings" in told[0]
    assert "stopped" not in told[1]


async def test_who_can_be_written_to_again_is_told_nothing(core: NotingCore) -> None:
    async with FakeDiscord().running() as fake, platform_at(fake) as platform, running(platform, core):
        await fake.gateway.opened()
        fake.fail("POST", r"/channels/\d+/messages", refused(403, 50007))
        with pytest.raises(TargetClosed):
            await platform.send(Target("discord", "", "person", PERSON), a_card(), "key-1")
        await platform.send(Target("discord", "", "person", PERSON), a_card(), "key-2")
        asked = await types(fake, Person(), "list")
    assert "stopped" not in words(asked.answers[0])


async def test_every_command_and_every_completion_of_it_is_judged_by_the_rights_of_this_moment(
    core: NotingCore,
) -> None:
    judged: list[bool] = []

    async def suggest(actor: Actor, kind: SuggestionKind, typed: str) -> list[Suggestion]:
        judged.append(actor.may_manage)
        return []

    async with FakeDiscord().running() as fake, platform_at(fake, suggest=suggest) as platform, running(platform, core):
        await fake.gateway.opened()
        commands = [option for command in fake.synced[0] for option in command.get("options", [])]
        for permissions in (MANAGE_CHANNELS, 0):
            person = Person(permissions=permissions)
            for command in commands:
                needed = [_given(option) for option in command.get("options", []) if option.get("required")]
                await chooses(fake, person, command["name"], needed or [QUERY] * (command["name"] == "subscribe"))
                assert core.asked[-1][0].may_manage == bool(permissions), command["name"]
                for option in command.get("options", []):
                    if option.get("autocomplete"):
                        await chooses(
                            fake, person, command["name"], [{**_given(option), "focused": True}], kind=AUTOCOMPLETE
                        )
                        assert judged.pop() == bool(permissions), option["name"]
    assert len(core.asked) == 2 * len(commands)


def _given(option: dict[str, Any]) -> dict[str, Any]:
    return {"name": option["name"], "type": option["type"], "value": "https://lab.example/vela"}
