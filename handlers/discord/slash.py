"""The slash command `/launches`: one subcommand for each verb, with options as typed as Discord allows."""

from collections.abc import Awaitable, Callable
from typing import Any

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.types import Command
from handlers.discord import limits
from handlers.discord.rights import Interaction

Answer = Callable[[Interaction, Command], Awaitable[None]]
Text = Range[str, 1, limits.OPTION_TEXT]
Short = Range[str, 1, limits.CHOICE_VALUE]
Callback = Callable[..., Any]

PLACES = [Choice(name="this channel", value="here"), Choice(name="a direct message to me", value="dm")]
QUERY = "what you want, as in: lab:meta license:open params:<=10B"
MODEL = "the model or launch, as in: Muse Spark"
NUMBER = "the subscription's number, from /launches list"
WHEN = "now, daily@09:00 or weekly@mon,09:00; now unless you say so"
ZONE = "your time zone, as in: Europe/Berlin"

DESCRIPTIONS = {
    "latest": "The newest launches, of those that a query wants",
    "show": "One launch with every number",
    "evidence": "The sentence behind each number",
    "compare": "Two launches side by side",
    "history": "The articles and revisions of a launch",
    "subscribe": "Alerts in this channel, or to yourself",
    "test": "What a query would have sent; saves nothing",
    "list": "The subscriptions of this channel, and yours",
    "why": "Why a launch did or did not match each subscription here",
    "pause": "Stop a subscription for a while",
    "resume": "Start it again",
    "snooze": "Stay silent about a query for a while",
    "unsubscribe": "Remove a subscription",
    "sources": "Where Launchwire reads, and how each source does",
    "status": "What is connected and what waits",
    "help": "What there is, and how queries work",
}


def launches_group(answer: Answer) -> app_commands.Group:
    """Return the group; every subcommand hands its typed command to `answer`."""
    group = app_commands.Group(
        name="launches",
        description="New AI models: once per launch, with the numbers that matter",
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
    )
    for verb, description in DESCRIPTIONS.items():
        callback = SHAPES.get(verb, _plain)(verb, answer)
        command = app_commands.Command[Any, ..., Any](name=verb, description=description, callback=callback)
        group.add_command(command)
    return group


def _plain(verb: str, answer: Answer) -> Callback:
    async def callback(interaction: Interaction) -> None:
        await answer(interaction, Command(verb))

    return callback


def _query(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(query=QUERY)
    async def callback(interaction: Interaction, query: Text) -> None:
        await answer(interaction, Command(verb, query))

    return callback


def _maybe_query(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(query=QUERY)
    async def callback(interaction: Interaction, query: Text | None = None) -> None:
        await answer(interaction, Command(verb, query or ""))

    return callback


def _model(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(model=MODEL)
    async def callback(interaction: Interaction, model: Short) -> None:
        await answer(interaction, Command(verb, model))

    return callback


def _number(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(subscription=NUMBER)
    async def callback(interaction: Interaction, subscription: Short) -> None:
        await answer(interaction, Command(verb, subscription))

    return callback


def _compare(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(a=MODEL, b=MODEL)
    async def callback(interaction: Interaction, a: Short, b: Short) -> None:
        await answer(interaction, Command(verb, f"{a}, {b}"))

    return callback


def _snooze(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(query=QUERY, how_long="as in: 7d or 12h")
    async def callback(interaction: Interaction, query: Text, how_long: Short = "7d") -> None:
        await answer(interaction, Command(verb, f"{query} {how_long}"))

    return callback


def _help(verb: str, answer: Answer) -> Callback:
    @app_commands.choices(topic=[Choice(name="queries", value="query")])
    async def callback(interaction: Interaction, topic: str = "") -> None:
        await answer(interaction, Command(verb, topic))

    return callback


def _subscribe(verb: str, answer: Answer) -> Callback:
    @app_commands.describe(query=QUERY, to="where the alerts go; here unless you say so", when=WHEN, tz=ZONE)
    @app_commands.choices(to=PLACES)
    async def callback(
        interaction: Interaction,
        query: Text,
        to: str = "",
        when: Short | None = None,
        tz: Short | None = None,
    ) -> None:
        said = {"to": to, "when": when or "", "tz": tz or ""}
        await answer(interaction, Command(verb, query, {key: value for key, value in said.items() if value}))

    return callback


SHAPES: dict[str, Callable[[str, Answer], Callback]] = {
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
    "snooze": _snooze,
    "help": _help,
}
