"""The bot as people meet it, on a simulated Discord: what they type, press, fill in and see."""

from typing import Any

import discord
import pytest

from bot.types import Action, Command, Reply, Target
from handlers.discord import DiscordPlatform
from tests.fake_digest_cards import DIGEST
from tests.fake_discord_people import NotingCore, a_card, words


@pytest.fixture
def core() -> NotingCore:
    core = NotingCore()
    core.reply = lambda actor, command: Reply("Here it is.", cards=(a_card(),), actions=(Action("More", "latest"),))
    return core


@pytest.fixture
def platform() -> DiscordPlatform:
    return DiscordPlatform(token="t")


@pytest.fixture
def simcord_bot(core: NotingCore, platform: DiscordPlatform) -> discord.Client:
    return platform.client(core)


@pytest.fixture
def env(simcord_env: Any) -> Any:
    return simcord_env


@pytest.fixture
def channel(env: Any) -> Any:
    return env.create_guild().create_text_channel("ai-news")


@pytest.fixture
def ada(env: Any, channel: Any) -> Any:
    role = channel.guild.create_role("Editors", permissions=discord.Permissions(manage_channels=True))
    return channel.guild.add_member(env.create_user("ada"), roles=[role])


def said(result: Any) -> str:
    return words({"components": result.response.components, "content": result.response.content})


async def test_an_answer_is_seen_by_nobody_else(ada: Any, channel: Any) -> None:
    result = await ada.slash(channel, "launches latest")
    assert result.ephemeral
    assert "Orrery Labs Vela 2" in said(result)
    assert channel.last_message is None


async def test_every_verb_can_be_typed(env: Any, ada: Any, channel: Any) -> None:
    assert "launches latest" in ada.available_commands(channel)
    assert "launches list" in env.create_user("ben").available_commands()


async def test_a_button_on_a_card_is_a_command(ada: Any, channel: Any, core: NotingCore) -> None:
    result = await ada.slash(channel, "launches latest")
    await ada.click(result.response, label="All numbers")
    assert core.asked[-1][1] == Command("show", "orrery labs/vela")


async def test_rights_follow_the_person(env: Any, ada: Any, channel: Any, core: NotingCore) -> None:
    ben = channel.guild.add_member(env.create_user("ben"))
    for person in (ada, ben):
        await person.slash(channel, "launches pause", subscription="1")
    assert [actor.may_manage for actor, _ in core.asked] == [True, False]


async def test_the_form_is_filled_previewed_and_saved(ada: Any, channel: Any, core: NotingCore) -> None:
    core.reply = lambda actor, command: Reply(f"{command.verb}: {command.text}")
    shown = await ada.slash(channel, "launches subscribe")
    assert shown.modal["title"] == "New subscription"
    values = {
        "query": "license:open",
        "to": ["here"],
        "cadence": ["daily"],
        "at": "08:30 Europe/Berlin",
        "view": ["normal"],
    }
    preview = await ada.submit_modal(shown, values)
    assert "test: license:open" in said(preview)
    await ada.click(preview.response, label="Subscribe")
    assert core.asked[-1][1] == Command("subscribe", "license:open when:daily@08:30 tz:Europe/Berlin")


async def test_the_form_can_be_opened_again_as_it_was_filled(ada: Any, channel: Any) -> None:
    shown = await ada.slash(channel, "launches subscribe")
    preview = await ada.submit_modal(shown, {"query": "lab:meta", "to": ["dm"], "cadence": ["now"], "view": ["full"]})
    again = await ada.click(preview.response, label="Change it")
    assert again.modal["components"][0]["component"]["value"] == "lab:meta"


async def test_an_option_is_completed_while_it_is_typed(ada: Any, channel: Any) -> None:
    found = await ada.autocomplete(channel, "launches show", "model", "vel")
    assert found == [{"name": "Orrery Labs Vela 2", "value": "orrery labs/vela"}]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Look: https://lab.example/vela?a=1&b=2.", "https://lab.example/vela?a=1&b=2"),
        ("<https://lab.example/vela>", "https://lab.example/vela"),
        ("[this](https://lab.example/vela)", "https://lab.example/vela"),
        ("https://lab.example/wiki/Vela_(model)", "https://lab.example/wiki/Vela_(model)"),
        ("two https://a.example https://b.example", "https://a.example"),
    ],
)
async def test_the_menu_reads_the_first_link(ada: Any, channel: Any, core: NotingCore, text: str, address: str) -> None:
    message = await ada.send(channel, text)
    await ada.context_menu(channel, "Read this link", message)
    assert core.asked[-1][1] == Command("read", address)


async def test_the_menu_says_when_there_is_no_link(ada: Any, channel: Any, core: NotingCore) -> None:
    message = await ada.send(channel, "no link here: ftp://lab.example")
    result = await ada.context_menu(channel, "Read this link", message)
    assert "no link" in said(result)
    assert core.asked == []


async def test_a_person_asks_in_a_direct_message(env: Any, core: NotingCore) -> None:
    await env.create_user("ben").slash("launches list")
    actor, command = core.asked[-1]
    assert (actor.workspace, actor.channel, actor.may_manage, command) == ("", None, True, Command("list"))


async def test_an_option_is_completed_by_the_subscriptions_of_this_person(
    ada: Any, channel: Any, core: NotingCore
) -> None:
    core.reply = lambda actor, command: Reply(f"7. lab:meta (to you, at once)\nasked by {actor.name}")
    found = await ada.autocomplete(channel, "launches edit", "subscription", "meta")
    assert found == [{"name": "7. lab:meta (to you, at once)", "value": "7"}]


async def test_alerts_can_go_to_a_channel_that_is_chosen(ada: Any, channel: Any, core: NotingCore) -> None:
    forum = channel.guild.create_forum_channel("launches")
    await ada.slash(channel, "launches subscribe", query="license:open", channel=forum)
    actor, command = core.asked[-1]
    assert (actor.channel, actor.may_manage, command) == (str(forum.id), True, Command("subscribe", "license:open"))


async def test_a_role_that_anybody_may_mention_is_called(ada: Any, channel: Any, core: NotingCore) -> None:
    role = channel.guild.create_role("watchers", mentionable=True)
    await ada.slash(channel, "launches subscribe", query="license:open", mention=role)
    assert core.asked[-1][1].options == {"mention": f"<@&{role.id}>"}


async def test_a_launch_of_a_digest_is_opened_from_its_menu_after_a_restart(
    env: Any, ada: Any, channel: Any, core: NotingCore
) -> None:
    core.reply = lambda actor, command: Reply("Here:", cards=(DIGEST,))
    result = await ada.slash(channel, "launches latest")
    await env.restart_bot(DiscordPlatform(token="t").client(core))
    await ada.select(result.response, ["show:norden labs/boreas"])
    assert core.asked[-1][1] == Command("show", "norden labs/boreas")


async def test_a_snooze_says_how_long(ada: Any, channel: Any, core: NotingCore) -> None:
    await ada.slash(channel, "launches snooze", **{"query": "lab:meta", "for": "14d"})
    assert core.asked[-1][1] == Command("snooze", "lab:meta 14d")


async def test_a_card_is_posted_edited_and_answered(env: Any, channel: Any, platform: DiscordPlatform) -> None:
    target = Target("discord", str(channel.guild.id), "channel", str(channel.id))
    receipt = await platform.send(target, a_card(), "key-1")
    await platform.edit(receipt, a_card(title="Orrery Labs Vela 3"))
    await platform.reply(receipt, a_card(title="What changed"), "key-2")
    first, second = channel.history()
    assert "Vela 3" in words({"components": [one.to_dict() for one in first.components]})
    assert second.reference.message_id == first.id


async def test_an_alert_comes_as_a_direct_message(env: Any, platform: DiscordPlatform) -> None:
    ben = env.create_user("ben")
    env.create_guild().add_member(ben)
    await platform.send(Target("discord", "", "person", str(ben.id)), a_card(), "key-1")
    (message,) = ben.dm_channel.history()
    assert "Orrery Labs Vela 2" in words({"components": [one.to_dict() for one in message.components]})
