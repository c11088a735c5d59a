"""The slash command `/launches`: one subcommand for each verb, with options as typed as Discord allows."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.types import Command
from handlers.discord import limits
from handlers.discord.form import DENSITIES
from handlers.discord.rights import Interaction
from handlers.discord.suggesting import Kind, Suggestion
from handlers.discord.words import label

Text = Range[str, 1, limits.OPTION_TEXT]
Address = Range[str, 8, limits.ADDRESS_TEXT]
Short = Range[str, 1, limits.CHOICE_VALUE]
Callback = Callable[..., Any]

PLACES = [Choice(name="this channel", value="here"), Choice(name="a direct message to me", value="dm")]
VIEWS = [Choice(name=words, value=value) for value, words in DENSITIES.items()]
QUERY = "what you want, as in: lab:meta license:open params:<=10B"
MODEL = "the model or launch, as in: Muse Spark"
NUMBER = "the subscription's number, from /launches list"
ADDRESS = "the article's address, as in: https://example.com/news"
WHEN = "now, daily@09:00 or weekly@mon-09:00; now unless you say so"
ZONE = "your time zone, as in: Europe/Berlin"

DESCRIPTIONS = {
    "latest": "The newest launches, of those that a query wants",
    "show": "One launch with every number",
    "evidence": "The sentence behind each number",
    "compare": "Two to four launches side by side",
    "history": "The articles and revisions of a launch",
    "subscribe": "Alerts in this channel, or to yourself; without a query, a form",
    "test": "What a query would have sent; saves nothing",
    "list": "The subscriptions of this channel, and yours",
    "why": "Why a launch did or did not match each subscription here",
    "pause": "Stop a subscription for a while",
    "resume": "Start it again",
    "unsubscribe": "Remove a subscription",
    "read": "The key numbers of an article; nothing is kept",
    "sources": "Where Launchwire reads, and how each source does",
    "status": "What is connected and what waits",
    "help": "What there is, and how queries work",
}


class Served(Protocol):
    """What answers the commands and completes what is typed: see asking.py."""

    async def on_command(self, interaction: Interaction, command: Command) -> None:
        """Serve a command."""
        ...

    async def suggestions(self, interaction: Interaction, kind: Kind, typed: str) -> Sequence[Suggestion]:
        """Return what to offer for what was typed so far."""
        ...


Completion = Callable[[Interaction, str], Coroutine[Any, Any, list[Choice[str]]]]


def launches_group(served: Served) -> app_commands.Group:
    """Return the group; every subcommand hands its typed command to `served`."""
    group = app_commands.Group(
        name="launches",
        description="New AI models: once per launch, with the numbers that matter",
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )
    for verb, description in DESCRIPTIONS.items():
        callback = SHAPES.get(verb, _plain)(verb, served)
        command = app_commands.Command[Any, ..., Any](name=verb, description=description, callback=callback)
        group.add_command(command)
    return group


def _completion(served: Served, kind: Kind) -> Completion:
    async def complete(interaction: Interaction, typed: str) -> list[Choice[str]]:
        found = await served.suggestions(interaction, kind, typed)
        shown = [one for one in found if one.words.strip() and 1 <= len(one.value) <= limits.CHOICE_VALUE]
        return [
            Choice(name=label(one.words, limits.CHOICE_NAME) or one.value, value=one.value)
            for one in shown[: limits.CHOICES]
        ]

    return complete


def _plain(verb: str, served: Served) -> Callback:
    async def callback(interaction: Interaction) -> None:
        await served.on_command(interaction, Command(verb))

    return callback


def _query(verb: str, served: Served) -> Callback:
    @app_commands.describe(query=QUERY)
    @app_commands.autocomplete(query=_completion(served, "query"))
    async def callback(interaction: Interaction, query: Text) -> None:
        await served.on_command(interaction, Command(verb, query))

    return callback


def _maybe_query(verb: str, served: Served) -> Callback:
    @app_commands.describe(query=QUERY)
    @app_commands.autocomplete(query=_completion(served, "query"))
    async def callback(interaction: Interaction, query: Text | None = None) -> None:
        await served.on_command(interaction, Command(verb, query or ""))

    return callback


def _model(verb: str, served: Served) -> Callback:
    @app_commands.describe(model=MODEL)
    @app_commands.autocomplete(model=_completion(served, "model"))
    async def callback(interaction: Interaction, model: Short) -> None:
        await served.on_command(interaction, Command(verb, model))

    return callback


def _number(verb: str, served: Served) -> Callback:
    @app_commands.describe(subscription=NUMBER)
    @app_commands.autocomplete(subscription=_completion(served, "subscription"))
    async def callback(interaction: Interaction, subscription: Short) -> None:
        await served.on_command(interaction, Command(verb, subscription))

    return callback


def _compare(verb: str, served: Served) -> Callback:
    complete = _completion(served, "model")

    @app_commands.describe(a=MODEL, b=MODEL, c=MODEL, d=MODEL)
    @app_commands.autocomplete(a=complete, b=complete, c=complete, d=complete)
    async def callback(
        interaction: Interaction, a: Short, b: Short, c: Short | None = None, d: Short | None = None
    ) -> None:
        await served.on_command(interaction, Command(verb, ", ".join(filter(None, (a, b, c, d)))))

    return callback


def _address(verb: str, served: Served) -> Callback:
    @app_commands.describe(url=ADDRESS)
    async def callback(interaction: Interaction, url: Address) -> None:
        await served.on_command(interaction, Command(verb, url))

    return callback


def _help(verb: str, served: Served) -> Callback:
    @app_commands.describe(topic="what you want explained")
    @app_commands.choices(topic=[Choice(name="queries", value="query")])
    async def callback(interaction: Interaction, topic: str = "") -> None:
        await served.on_command(interaction, Command(verb, topic))

    return callback


def _subscribe(verb: str, served: Served) -> Callback:
    @app_commands.describe(
        query=f"{QUERY}; leave it out for a form",
        to="where the alerts go; here unless you say so",
        when=WHEN,
        tz=ZONE,
        view="how much a card shows",
    )
    @app_commands.choices(to=PLACES, view=VIEWS)
    @app_commands.autocomplete(query=_completion(served, "query"), tz=_completion(served, "zone"))
    async def callback(
        interaction: Interaction,
        query: Text | None = None,
        to: str = "",
        when: Short | None = None,
        tz: Short | None = None,
        view: str = "",
    ) -> None:
        said = {"to": to, "when": when or "", "tz": tz or "", "view": view}
        options = {key: value for key, value in said.items() if value}
        await served.on_command(interaction, Command(verb, query or "", options))

    return callback


SHAPES: dict[str, Callable[[str, Served], Callback]] = {
    "latest": _maybe_query,
    "subscribe": _subscribe,
    "test": _query,
    "compare": _compare,
    "show": _model,
    "evidence": _model,
    "history": _model,
    "why": _model,
    "pause": _number,
    "resume": _number,
    "unsubscribe": _number,
    "read": _address,
    "help": _help,
}
