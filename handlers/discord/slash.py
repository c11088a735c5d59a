"""The slash command `/launches`: one subcommand for each verb, with options as typed as Discord allows."""

from collections.abc import Callable
from typing import Any

from discord import app_commands
from discord.app_commands import Choice, Range

from bot.types import Command
from handlers.discord import limits
from handlers.discord.rights import Interaction
from handlers.discord.served import Callback, Served, completion
from handlers.discord.telling import edit_command, subscribe_command

Text = Range[str, 1, limits.OPTION_TEXT]
Address = Range[str, 8, limits.ADDRESS_TEXT]
Part = Range[str, 1, limits.ADDRESS_TEXT]
Short = Range[str, 1, limits.CHOICE_VALUE]

# A command holds 25 subcommands: these two verbs are a choice of another.
FOR_GOOD, MINE = "mute", "mine"
FOLDED = {FOR_GOOD: "snooze", MINE: "list"}
SPANS = [
    Choice(name=words, value=value)
    for value, words in {"1d": "a day", "3d": "3 days", "7d": "a week", "14d": "two weeks", "30d": "30 days"}.items()
] + [Choice(name="until somebody ends it", value=FOR_GOOD)]
WHOSE = [Choice(name="this channel", value="here"), Choice(name="me alone", value="dm")]
QUERY = "what you want, as in: lab:meta license:open params:<=10B"
MODEL = "the model or launch, as in: Muse Spark"
NUMBER = "the subscription's number, from /launches list"
ADDRESS = "the article's address, as in: https://example.com/news"
SNOOZE = "the number of the snooze, from /launches list"

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
    "edit": "Change a subscription: its query, or how it is told; what is not said stays",
    "snooze": "Silence about what a query wants, for a while",
    "unsnooze": "End a snooze",
    "settings": "Quiet hours, most alerts a day and the time zone of this place",
    "pause": "Stop a subscription for a while",
    "resume": "Start it again",
    "unsubscribe": "Remove a subscription",
    "wrong": "Mark a number as wrong; cards that showed it are corrected",
    "merge": "Make one launch of two",
    "split": "Take an article or a model out of a launch",
    "retitle": "Give a launch a title",
    "log": "What was sent here, and what became of it",
    "read": "The key numbers of an article; nothing is kept",
    "sources": "Where Launchwire reads, and how each source does; or add one",
    "status": "What is connected and what waits",
    "help": "What there is, and how queries work",
}


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


def _plain(verb: str, served: Served) -> Callback:
    async def callback(interaction: Interaction) -> None:
        await served.on_command(interaction, Command(verb))

    return callback


def _query(verb: str, served: Served) -> Callback:
    @app_commands.describe(query=QUERY)
    @app_commands.autocomplete(query=completion(served, "query"))
    async def callback(interaction: Interaction, query: Text) -> None:
        await served.on_command(interaction, Command(verb, query))

    return callback


def _maybe_query(verb: str, served: Served) -> Callback:
    @app_commands.describe(query=QUERY)
    @app_commands.autocomplete(query=completion(served, "query"))
    async def callback(interaction: Interaction, query: Text | None = None) -> None:
        await served.on_command(interaction, Command(verb, query or ""))

    return callback


def _model(verb: str, served: Served) -> Callback:
    @app_commands.describe(model=MODEL)
    @app_commands.autocomplete(model=completion(served, "model"))
    async def callback(interaction: Interaction, model: Short) -> None:
        await served.on_command(interaction, Command(verb, model))

    return callback


def _number(verb: str, served: Served) -> Callback:
    @app_commands.describe(subscription=NUMBER)
    @app_commands.autocomplete(subscription=completion(served, "subscription"))
    async def callback(interaction: Interaction, subscription: Short) -> None:
        await served.on_command(interaction, Command(verb, subscription))

    return callback


def _compare(verb: str, served: Served) -> Callback:
    complete = completion(served, "model")

    @app_commands.describe(a=MODEL, b=MODEL, c=MODEL, d=MODEL)
    @app_commands.autocomplete(a=complete, b=complete, c=complete, d=complete)
    async def callback(
        interaction: Interaction, a: Short, b: Short, c: Short | None = None, d: Short | None = None
    ) -> None:
        await served.on_command(interaction, Command(verb, ", ".join(filter(None, (a, b, c, d)))))

    return callback


def _snooze(verb: str, served: Served) -> Callback:
    @app_commands.describe(query=QUERY, span="how long; a week unless you say so", to="for whom")
    @app_commands.rename(span="for")
    @app_commands.choices(span=SPANS, to=WHOSE)
    @app_commands.autocomplete(query=completion(served, "query"))
    async def callback(interaction: Interaction, query: Text, span: str = "", to: str = "") -> None:
        options = {"to": to} if to else {}
        said = (
            Command("mute", query, options) if span == FOR_GOOD else Command(verb, f"{query} {span}".strip(), options)
        )
        await served.on_command(interaction, said)

    return callback


def _list(verb: str, served: Served) -> Callback:
    @app_commands.describe(of="whose; this channel's and yours unless you say so")
    @app_commands.choices(of=[Choice(name="mine, in every channel", value=MINE)])
    async def callback(interaction: Interaction, of: str = "") -> None:
        await served.on_command(interaction, Command(MINE if of == MINE else verb))

    return callback


def _snooze_number(verb: str, served: Served) -> Callback:
    @app_commands.describe(snooze=SNOOZE)
    @app_commands.autocomplete(snooze=completion(served, "snooze"))
    async def callback(interaction: Interaction, snooze: Short) -> None:
        await served.on_command(interaction, Command(verb, snooze))

    return callback


def _settings(verb: str, served: Served) -> Callback:
    @app_commands.describe(
        quiet="no alerts between, as in: 22:00-07:00, or off",
        cap="most alerts a day, or off",
        tz="the time zone of both, as in: Europe/Berlin",
        to="whose settings",
    )
    @app_commands.choices(to=WHOSE)
    @app_commands.autocomplete(tz=completion(served, "zone"))
    async def callback(
        interaction: Interaction,
        quiet: Short | None = None,
        cap: Short | None = None,
        tz: Short | None = None,
        to: str = "",
    ) -> None:
        said = {"quiet": quiet, "cap": cap, "tz": tz, "to": to}
        await served.on_command(interaction, Command(verb, "", {key: value for key, value in said.items() if value}))

    return callback


def _wrong(verb: str, served: Served) -> Callback:
    @app_commands.describe(model=MODEL, number="the number that is wrong, as in: context 128K")
    @app_commands.autocomplete(model=completion(served, "model"))
    async def callback(interaction: Interaction, model: Short, number: Text) -> None:
        await served.on_command(interaction, Command(verb, f"{model}, {number}"))

    return callback


def _merge(verb: str, served: Served) -> Callback:
    complete = completion(served, "model")

    @app_commands.describe(a=MODEL, b=MODEL)
    @app_commands.autocomplete(a=complete, b=complete)
    async def callback(interaction: Interaction, a: Short, b: Short) -> None:
        await served.on_command(interaction, Command(verb, f"{a}, {b}"))

    return callback


def _split(verb: str, served: Served) -> Callback:
    @app_commands.describe(
        model=MODEL, part="the address of an article, or the name of a model, that is another launch"
    )
    @app_commands.autocomplete(model=completion(served, "model"))
    async def callback(interaction: Interaction, model: Short, part: Part) -> None:
        await served.on_command(interaction, Command(verb, f"{model}, {part}"))

    return callback


def _retitle(verb: str, served: Served) -> Callback:
    @app_commands.describe(model=MODEL, title="what it is called from now on")
    @app_commands.autocomplete(model=completion(served, "model"))
    async def callback(interaction: Interaction, model: Short, title: Range[str, 1, 120]) -> None:
        await served.on_command(interaction, Command(verb, f"{model}, {title}"))

    return callback


def _sources(verb: str, served: Served) -> Callback:
    @app_commands.describe(
        add="the address of a feed or page to read from now on",
        change="pause, resume or remove a source that was added here",
        number="its number, from /launches sources",
    )
    @app_commands.choices(change=[Choice(name=word, value=word) for word in ("pause", "resume", "remove")])
    async def callback(
        interaction: Interaction, add: Address | None = None, change: str = "", number: Short | None = None
    ) -> None:
        said = f"add {add}" if add else f"{change} {number or ''}".strip()
        await served.on_command(interaction, Command(verb, said))

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


SHAPES: dict[str, Callable[[str, Served], Callback]] = {
    "latest": _maybe_query,
    "subscribe": subscribe_command,
    "edit": edit_command,
    "snooze": _snooze,
    "list": _list,
    "unsnooze": _snooze_number,
    "settings": _settings,
    "wrong": _wrong,
    "merge": _merge,
    "split": _split,
    "retitle": _retitle,
    "sources": _sources,
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
