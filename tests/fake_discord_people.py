"""People on a fake Discord: slash commands and button presses as Discord dispatches them; and a core that notes."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.types import Action, Actor, Card, CardNumber, Command, Reply
from tests.fake_discord import APPLICATION, Asked, FakeDiscord

GUILD, CHANNEL, PERSON, ROLE = "300000000000000001", "300000000000000002", "300000000000000003", "300000000000000004"
MANAGE_GUILD, MANAGE_CHANNELS = 1 << 5, 1 << 4
VIEW, SEND, EMBED = 1 << 10, 1 << 11, 1 << 14
POSTS = VIEW | SEND | EMBED
SLASH, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5


A_ROLE: dict[str, Any] = {
    "id": ROLE,
    "name": "Editors",
    "color": 0,
    "hoist": False,
    "position": 1,
    "permissions": "0",
    "managed": False,
    "mentionable": False,
}


@dataclass(slots=True)
class NotingCore:
    """An `Ask` that keeps what it was asked and answers with one card, or as told."""

    asked: list[tuple[Actor, Command]] = field(default_factory=list)
    reply: Callable[[Actor, Command], Reply] | None = None
    wait: asyncio.Event | None = None  # before answering

    async def __call__(self, actor: Actor, command: Command) -> Reply:
        if self.wait is not None:
            await self.wait.wait()
        self.asked.append((actor, command))
        return self.reply(actor, command) if self.reply else Reply(f"You said {command.verb} {command.text}".strip())


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, where, with which rights; `guild` None is a direct message."""

    guild: str | None = GUILD
    channel: str = CHANNEL
    permissions: int = MANAGE_CHANNELS
    roles: tuple[str, ...] = ()
    bot_permissions: int = POSTS
    channel_kind: int = 0
    installed_by: str = "guild"  # or "user", where only the person has added the app


def a_card(**changes: Any) -> Card:
    """Return a small card; `changes` replace its parts."""
    parts: dict[str, Any] = {
        "key": "orrery labs/vela",
        "title": "Orrery Labs Vela 2",
        "url": "https://news.example.com/vela-2",
        "numbers": (CardNumber("Context", "128K"), CardNumber("License", "Apache-2.0")),
        "actions": (Action("All numbers", "show", "orrery labs/vela"),),
        "footer": "news.example.com",
    }
    return Card(**{**parts, **changes})


async def types(discord: FakeDiscord, person: Person, verb: str, **options: str) -> Asked:
    """Send a subcommand of /launches and return what the bot did, once it answered."""
    return await chooses(
        discord, person, verb, [{"name": name, "type": 3, "value": value} for name, value in options.items()]
    )


async def chooses(
    discord: FakeDiscord,
    person: Person,
    verb: str,
    options: list[dict[str, Any]],
    resolved: dict[str, Any] | None = None,
    kind: int = SLASH,
) -> Asked:
    """Send a subcommand with options of any type, and what Discord resolved for them."""
    data = {
        "id": "400000000000000001",
        "name": "launches",
        "type": 1,
        "options": [{"name": verb, "type": 1, "options": options}],
        **({"resolved": resolved} if resolved else {}),
    }
    return await interacts(discord, person, kind, data)


async def presses(discord: FakeDiscord, person: Person, custom_id: str) -> Asked:
    """Press a button of a message that is as old as you like, and return what the bot did."""
    data = {"custom_id": custom_id, "component_type": 2}
    return await interacts(discord, person, COMPONENT, data, message=message(person.channel))


async def interacts(
    discord: FakeDiscord, person: Person, kind: int, data: dict[str, Any], *, times: int = 1, **more: Any
) -> Asked:
    """Dispatch an interaction and wait for the answer."""
    identity = discord.new_id()
    asked = Asked(token=f"interaction-token-{identity}", sent_at=asyncio.get_running_loop().time())
    discord.interactions[identity] = asked
    payload = {**_interaction(identity, asked.token, person), "type": kind, "data": data, **more}
    await discord.gateway.dispatch("INTERACTION_CREATE", payload, times=times)
    async with asyncio.timeout(5):
        await asked.answered.wait()
    return asked


def words(answer: dict[str, Any]) -> str:
    """Return the text of an answer, whatever it is made of."""
    texts = [answer.get("content") or ""]
    texts += map(words, answer.get("components") or [])
    return "\n".join(filter(None, texts))


def a_server(identity: str, channels: int = 20, roles: int = 10, members: int = 20) -> dict[str, Any]:
    """Return a server whole, as Discord sends it to bots that ask for it."""
    number = int(identity)
    return {
        "id": identity,
        "name": f"Server {identity}",
        "owner_id": PERSON,
        "member_count": members,
        "channels": [
            {"id": str(number + 1 + place), "type": 0, "name": f"channel-{place}", "position": place, "nsfw": False}
            for place in range(channels)
        ],
        "roles": [{**A_ROLE, "id": str(number + 100 + place), "name": f"Role {place}"} for place in range(roles)],
        "members": [
            {
                "user": {
                    "id": str(number + 200 + place),
                    "username": f"p{place}",
                    "discriminator": "0",
                    "avatar": None,
                },
                "roles": [],
                "joined_at": "2024-01-01T00:00:00+00:00",
                "deaf": False,
                "mute": False,
                "flags": 0,
            }
            for place in range(members)
        ],
        "threads": [],
        "emojis": [],
        "stickers": [],
        "features": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "system_channel_flags": 0,
        "afk_timeout": 60,
        "premium_progress_bar_enabled": False,
    }


def _interaction(identity: str, token: str, person: Person) -> dict[str, Any]:
    user = {"id": PERSON, "username": "ada", "discriminator": "0", "avatar": None, "global_name": "Ada"}
    owners = {"0": person.guild or "0"} if person.installed_by == "guild" else {"1": PERSON}
    common = {
        "id": identity,
        "application_id": APPLICATION,
        "token": token,
        "version": 1,
        "locale": "en-US",
        "attachment_size_limit": 10_000_000,
        "app_permissions": str(person.bot_permissions),
        "entitlements": [],
        "authorizing_integration_owners": owners,
        "context": 0 if person.guild else 1,
    }
    if person.guild is None:
        channel = {"id": person.channel, "type": 1, "recipients": [user]}
        return {**common, "user": user, "channel": channel, "channel_id": person.channel}
    member = {
        "user": user,
        "roles": list(person.roles),
        "joined_at": "2024-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": str(person.permissions),
    }
    return {
        **common,
        "member": member,
        "guild_id": person.guild,
        "guild": {"id": person.guild, "features": [], "locale": "en-US"},
        "channel": _channel(person.channel, person.guild, person.channel_kind),
        "channel_id": person.channel,
    }


def _channel(channel: str, guild: str, kind: int) -> dict[str, Any]:
    return {
        "id": channel,
        "guild_id": guild,
        "type": kind,
        "name": "ai-news",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
    }


def message(channel: str = CHANNEL) -> dict[str, Any]:
    """Return a message of the bot's, as Discord sends it along with what is pressed on it."""
    return {
        "id": "500000000000000001",
        "channel_id": channel,
        "author": {"id": "200000000000000002", "username": "launchwire", "discriminator": "0", "avatar": None},
        "content": "",
        "timestamp": "2024-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "flags": 1 << 15,
        "components": [],
    }
