"""The two commands that say how alerts are told, with an option for each directive: subscribe and edit."""

from collections.abc import Mapping

import discord
from discord import app_commands
from discord.app_commands import AppCommandChannel, AppCommandThread, Choice, Range

from bot.types import Command
from handlers.discord import limits
from handlers.discord.form import DENSITIES
from handlers.discord.rights import Interaction, place_of
from handlers.discord.served import Callback, Served, completion

Text = Range[str, 1, limits.OPTION_TEXT]
Short = Range[str, 1, limits.CHOICE_VALUE]
Channel = AppCommandChannel | AppCommandThread


class AnyChannel(app_commands.Transformer):
    """A channel, thread or forum that alerts can go to, as Discord resolved it: nothing of it is in our memory."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return that it is a channel."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds that Discord offers, always in one order: the commands' hash holds them."""
        kinds = discord.ChannelType
        threads = [kinds.news_thread, kinds.public_thread, kinds.private_thread]
        return [kinds.text, kinds.news, kinds.forum, kinds.voice, *threads]

    async def transform(self, interaction: Interaction, value: Channel, /) -> Channel:
        """Return what was resolved."""
        return value


Called = discord.Role | discord.User | discord.Member

PLACES = [Choice(name="this channel", value="here"), Choice(name="a direct message to me", value="dm")]
VIEWS = [Choice(name=words, value=value) for value, words in DENSITIES.items()]
THREADS = [
    Choice(name="changes edit the card alone", value="off"),
    Choice(name="every change is also told as an answer to it", value="on"),
    Choice(name="only changes that matter are", value="material"),
]
QUERY = "what you want, as in: lab:meta license:open params:<=10B"
HOW = {
    "when": "now, daily@09:00 or weekly@mon-09:00",
    "tz": "your time zone, as in: Europe/Berlin",
    "view": "how much a card shows",
    "wait": "how long to gather sources before the first alert, as in: 10m",
    "thread": "how changes are told",
    "mention": "the role or person whom an alert calls",
    "mention_for": "of these launches only, as in: lab:meta",
    "name": "what to call the subscription",
}


def subscribe_command(verb: str, served: Served) -> Callback:
    """Return the callback of subscribe; `channel` is another channel, thread or forum than the one it is typed in."""

    @app_commands.describe(
        query=f"{QUERY}; leave it out for a form",
        to="where the alerts go; here unless you say so",
        channel="another channel, thread or forum for the alerts",
        **HOW,
    )
    @app_commands.rename(mention_for="mention-for")
    @app_commands.choices(to=PLACES, view=VIEWS, thread=THREADS)
    @app_commands.autocomplete(
        query=completion(served, "query"), tz=completion(served, "zone"), mention_for=completion(served, "query")
    )
    async def callback(  # noqa: PLR0913, PLR0917 - one for each option
        interaction: Interaction,
        query: Text | None = None,
        to: str = "",
        channel: app_commands.Transform[Channel, AnyChannel] | None = None,
        when: Short | None = None,
        tz: Short | None = None,
        view: str = "",
        wait: Short | None = None,
        thread: str = "",
        mention: Called | None = None,
        mention_for: Text | None = None,
        name: Short | None = None,
    ) -> None:
        said = {"to": to, "when": when, "tz": tz, "view": view, "wait": wait, "thread": thread}
        said |= {"mention": written(mention), "mention-for": mention_for, "name": name}
        place = None if channel is None else place_of(interaction, channel)
        await served.on_command(interaction, Command(verb, query or "", options_of(said)), place)

    return callback


def edit_command(verb: str, served: Served) -> Callback:
    """Return the callback of edit: a subscription's number, and what changes."""

    @app_commands.describe(
        subscription="the subscription's number, from /launches list", query=f"another query: {QUERY}", **HOW
    )
    @app_commands.rename(mention_for="mention-for")
    @app_commands.choices(view=VIEWS, thread=THREADS)
    @app_commands.autocomplete(
        subscription=completion(served, "subscription"),
        query=completion(served, "query"),
        tz=completion(served, "zone"),
        mention_for=completion(served, "query"),
    )
    async def callback(  # noqa: PLR0913, PLR0917 - one for each option
        interaction: Interaction,
        subscription: Short,
        query: Text | None = None,
        when: Short | None = None,
        tz: Short | None = None,
        view: str = "",
        wait: Short | None = None,
        thread: str = "",
        mention: Called | None = None,
        mention_for: Text | None = None,
        name: Short | None = None,
    ) -> None:
        said = {"when": when, "tz": tz, "view": view, "wait": wait, "thread": thread}
        said |= {"mention": written(mention), "mention-for": mention_for, "name": name}
        text = " ".join(filter(None, (subscription, query)))
        await served.on_command(interaction, Command(verb, text, options_of(said)))

    return callback


def options_of(said: Mapping[str, str | None]) -> dict[str, str]:
    """Return the options that were given."""
    return {key: value for key, value in said.items() if value}


def written(called: Called | None) -> str:
    """Return a role or person as Discord writes a mention."""
    if called is None:
        return ""
    return f"<@&{called.id}>" if isinstance(called, discord.Role) else f"<@{called.id}>"
