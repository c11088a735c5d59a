"""Who asks, where, and what they may change there: judged anew for every interaction, from what Discord says of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import discord
from discord.app_commands import AppCommandChannel, AppCommandThread

from bot.types import Actor

Interaction = discord.Interaction[discord.Client]
THREADS = (10, 11, 12)  # https://docs.discord.com/developers/resources/channel#channel-object-channel-types


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that a person chose in an option, and what they and the bot may do there, as Discord says."""

    id: str
    kind: int
    person: discord.Permissions
    bot: discord.Permissions | None  # None: not said


def place_of(interaction: Interaction, channel: AppCommandChannel | AppCommandThread) -> Place:
    """Return the chosen channel with the rights that came with the interaction."""
    resolved = cast("Mapping[str, Any]", interaction.data or {}).get("resolved") or {}
    told = (resolved.get("channels") or {}).get(str(channel.id)) or {}
    bot = str(told.get("app_permissions") or "")
    return Place(
        id=str(channel.id),
        kind=channel.type.value,
        person=channel.permissions,
        bot=discord.Permissions(int(bot)) if bot.isdecimal() else None,
    )


def actor_at(actor: Actor, interaction: Interaction, place: Place, manager_role: int | None) -> Actor:
    """Return the actor as they stand in the channel that they chose; who does not see it may change nothing there."""
    may_manage = place.person.administrator or (
        place.person.view_channel and _may_manage(interaction, place.person, manager_role)
    )
    return replace(actor, channel=place.id, may_manage=may_manage)


def actor_of(interaction: Interaction, manager_role: int | None) -> Actor:
    """Return the person with what they may do where they stand.

    On a server that only the person, not the server, has added the app to, they stand as in a direct message:
    nothing can be posted there.
    """
    if interaction.guild_id is None or _is_a_guest(interaction):
        return Actor("discord", "", str(interaction.user.id), None, may_manage=True, name=interaction.user.name)
    return Actor(
        platform="discord",
        workspace=str(interaction.guild_id),
        user=str(interaction.user.id),
        channel=None if interaction.channel_id is None else str(interaction.channel_id),
        may_manage=_may_manage(interaction, interaction.permissions, manager_role),
        name=interaction.user.name,
    )


def missing_at(interaction: Interaction, place: Place | None = None) -> tuple[str, ...]:
    """Return the permissions that the bot lacks to post there, or in the place chosen; empty when all is well.

    Discord names them in the interaction itself; where it says nothing, sending will tell.
    """
    has = interaction.app_permissions if place is None else place.bot
    if interaction.guild_id is None or has is None or not has.value or has.administrator:
        return ()
    is_thread = isinstance(interaction.channel, discord.Thread) if place is None else place.kind in THREADS
    may_send = has.send_messages_in_threads if is_thread else has.send_messages
    needed = {
        "View Channel": has.view_channel,
        "Send Messages in Threads" if is_thread else "Send Messages": may_send,
        "Embed Links": has.embed_links,
    }
    return tuple(name for name, is_given in needed.items() if not is_given)


def may_call(interaction: Interaction, mention: str) -> bool:
    """Return whether this person may have the bot call whom `mention` names: what they could not ping, it does not.

    A person is always callable; a role when anybody may mention it, or when they may mention all.
    """
    rights = interaction.permissions
    if not mention.startswith("<@&") or rights.mention_everyone or rights.administrator:
        return True
    resolved = cast("Mapping[str, Any]", interaction.data or {}).get("resolved") or {}
    role = mention.removeprefix("<@&").removesuffix(">")
    is_open = bool(((resolved.get("roles") or {}).get(role) or {}).get("mentionable"))
    return is_open and role != str(interaction.guild_id)


def _may_manage(interaction: Interaction, rights: discord.Permissions, manager_role: int | None) -> bool:
    if rights.manage_channels or rights.manage_guild or rights.administrator:
        return True
    member = interaction.user
    # Roles are not cached, so Member.roles is empty: the ids that came with the interaction are what there is.
    return manager_role is not None and isinstance(member, discord.Member) and member._roles.has(manager_role)


def _is_a_guest(interaction: Interaction) -> bool:
    return interaction.is_user_integration() and not interaction.is_guild_integration()
