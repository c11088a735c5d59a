"""Who asks, where, and what they may change there: judged anew for every interaction, from what Discord says of it."""

import discord

from bot.types import Actor

Interaction = discord.Interaction[discord.Client]


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
        may_manage=_may_manage(interaction, manager_role),
        name=interaction.user.name,
    )


def missing_here(interaction: Interaction) -> tuple[str, ...]:
    """Return the permissions that the bot lacks to post where the interaction happened; empty when all is well.

    Discord names them in the interaction itself; where it says nothing, sending will tell.
    """
    has = interaction.app_permissions
    if interaction.guild_id is None or not has.value or has.administrator:
        return ()
    is_thread = isinstance(interaction.channel, discord.Thread)
    may_send = has.send_messages_in_threads if is_thread else has.send_messages
    needed = {
        "View Channel": has.view_channel,
        "Send Messages in Threads" if is_thread else "Send Messages": may_send,
        "Embed Links": has.embed_links,
    }
    return tuple(name for name, is_given in needed.items() if not is_given)


def _may_manage(interaction: Interaction, manager_role: int | None) -> bool:
    rights = interaction.permissions
    if rights.manage_channels or rights.manage_guild or rights.administrator:
        return True
    member = interaction.user
    # Roles are not cached, so Member.roles is empty: the ids that came with the interaction are what there is.
    return manager_role is not None and isinstance(member, discord.Member) and member._roles.has(manager_role)


def _is_a_guest(interaction: Interaction) -> bool:
    return interaction.is_user_integration() and not interaction.is_guild_integration()
