"""The `launchwire` command: arguments in, an exit code out. What a command does is in bot.terminal and bot.app."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

from bot.errors import LaunchwireError

Run = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 when it failed, 2 when it was called wrongly."""
    arguments = _parser().parse_args(argv)
    run: Run = arguments.run
    try:
        return run(arguments)
    except LaunchwireError as error:
        print(f"launchwire: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `launchwire read ... | head`
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="launchwire",
        description="Tells Slack and Discord that a new AI model is out, with the numbers that matter.",
    )
    parser.add_argument("--version", action="version", version=f"launchwire {version('launchwire')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (
        _add_run,
        _add_playground,
        _add_read,
        _add_explain,
        _add_match,
        _add_sources,
        _add_launches,
        _add_deliveries,
        _add_migrate,
        _add_doctor,
    ):
        add(commands)
    return parser


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("run", help="connect to Slack and Discord and deliver launches")
    command.add_argument("--role", help="do only this, comma-separated: poll, deliver, slack, discord, web")
    command.add_argument("--shards", help="Discord shards of this process: 0-3/16, or auto")
    command.set_defaults(run=_run)


def _add_playground(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("playground", help="a page in your browser with sample news; no token needed")
    command.add_argument("--port", type=int, help="default: LAUNCHWIRE_WEB_PORT, else a free one")
    command.set_defaults(run=_playground)


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("read", help="show what articles say: FILE, URL or - for standard input")
    command.add_argument("inputs", nargs="+", metavar="FILE|URL|-")
    command.add_argument("--title", default="", help="the article's headline, when it is not in the text")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=_read)


def _add_explain(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("explain", help="show every fact in colour where it stands, and why it is a launch")
    command.add_argument("inputs", nargs="+", metavar="FILE|URL|-")
    command.add_argument("--title", default="", help="the article's headline, when it is not in the text")
    command.set_defaults(run=_explain)


def _add_match(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("match", help="say which interests want which launches")
    command.add_argument("--interests", type=Path, required=True, help='JSON lines: {"id": ..., "query": ...}')
    command.add_argument(
        "--launches", type=Path, required=True, help="JSON lines as `read --json` prints, title and text added"
    )
    command.set_defaults(run=_match)


def _add_sources(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("sources", help="check, list, import and export where Launchwire reads")
    acts = command.add_subparsers(required=True, metavar="ACT", dest="act")
    check = acts.add_parser("check", help="ask every source of the list once, and say which answer; nothing is kept")
    check.add_argument("only", nargs="?", default="", help="a part of the title or address")
    acts.add_parser("list", help="every source in the database, and how it does")
    taken = acts.add_parser("import", help="take over the feeds of an OPML file")
    taken.add_argument("file", type=Path)
    acts.add_parser("export", help="print every feed as OPML")
    command.set_defaults(run=_sources)


def _add_deliveries(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("deliveries", help="what waits, what was sent and what was given up, in words")
    command.add_argument("--dead", action="store_true", help="only dead letters, with what they said")
    command.add_argument("action", nargs="?", choices=["resend"], help="try a dead letter again")
    command.add_argument("number", nargs="?", type=int)
    command.set_defaults(run=_deliveries)


def _add_migrate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("migrate", help="copy everything to another, empty database; stop Launchwire first")
    command.add_argument("--to", required=True, metavar="URL", help="sqlite:///file or postgresql://...")
    command.set_defaults(run=_migrate)


def _add_launches(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "launches", help="the launches that are known; history MODEL, evidence MODEL, merge A, B, anew, ..."
    )
    command.add_argument(
        "words",
        nargs="*",
        metavar="[VERB] WORDS",
        help="latest [QUERY], show, history or evidence MODEL, compare or merge A, B, split MODEL, ADDRESS, "
        "retitle MODEL, TITLE, wrong MODEL, NUMBER, or anew: place everything again, keeping people's decisions",
    )
    command.set_defaults(run=_launches)


def _add_doctor(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "doctor", help="check configuration, database, tokens and sources, and say how to mend them"
    )
    command.set_defaults(run=_doctor)


# Each command imports what it needs when it runs: `launchwire read` must not wait for chat libraries.


def _run(arguments: argparse.Namespace) -> int:
    from bot.app import run
    from bot.log import start_log
    from bot.settings import load_settings

    said = {"LAUNCHWIRE_ROLES": arguments.role, "LAUNCHWIRE_DISCORD_SHARDS": arguments.shards}
    settings = load_settings(overrides={key: value for key, value in said.items() if value})
    start_log(settings)
    return asyncio.run(run(settings))


def _playground(arguments: argparse.Namespace) -> int:
    from bot.log import start_log
    from bot.settings import load_settings
    from bot.terminal.playground import run_playground

    settings = load_settings()
    start_log(settings.model_copy(update={"log_level": "info"}))
    return asyncio.run(run_playground(settings, arguments.port))


def _read(arguments: argparse.Namespace) -> int:
    from bot.catalogue import load_catalogue
    from bot.log import start_log
    from bot.second_reader import second_reader
    from bot.settings import load_settings
    from bot.terminal.inputs import Inputs
    from bot.terminal.read import run_read

    settings = load_settings()
    start_log(
        settings.model_copy(update={"log_level": "error"}), sys.stderr
    )  # what a person has to know is told in words
    catalogue = load_catalogue(settings.catalogue)
    inputs = Inputs(arguments.title, settings.allowed_addresses)
    second = second_reader(settings.llm_base_url, settings.llm_model, settings.llm_api_key, catalogue)
    return run_read(arguments.inputs, catalogue, inputs=inputs, as_json=arguments.json, out=sys.stdout, second=second)


def _explain(arguments: argparse.Namespace) -> int:
    from bot.catalogue import load_catalogue
    from bot.log import start_log
    from bot.second_reader import second_reader
    from bot.settings import load_settings
    from bot.terminal.explain import run_explain
    from bot.terminal.inputs import Inputs

    settings = load_settings()
    start_log(settings.model_copy(update={"log_level": "error"}), sys.stderr)
    catalogue = load_catalogue(settings.catalogue)
    inputs = Inputs(arguments.title, settings.allowed_addresses)
    second = second_reader(settings.llm_base_url, settings.llm_model, settings.llm_api_key, catalogue)
    return run_explain(arguments.inputs, catalogue, inputs=inputs, out=sys.stdout, second=second)


def _match(arguments: argparse.Namespace) -> int:
    from bot.catalogue import load_catalogue
    from bot.settings import load_settings
    from bot.terminal.match import run_match

    catalogue = load_catalogue(load_settings().catalogue)
    return run_match(arguments.interests, arguments.launches, sys.stdout, sys.stderr, catalogue)


def _deliveries(arguments: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.terminal.deliveries import run_deliveries

    if (arguments.action is None) != (arguments.number is None):
        print("launchwire: say which, as in: launchwire deliveries resend 12", file=sys.stderr)
        return 2
    return asyncio.run(run_deliveries(load_settings(), dead_only=arguments.dead, resend=arguments.number))


def _migrate(arguments: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.terminal.migrate import run_migrate

    return asyncio.run(run_migrate(load_settings(), arguments.to))


def _launches(arguments: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.terminal.launches import run_launches

    return asyncio.run(run_launches(load_settings(), arguments.words))


def _doctor(arguments: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.terminal.doctor import run_doctor

    return asyncio.run(run_doctor(load_settings()))


def _sources(arguments: argparse.Namespace) -> int:
    from bot.settings import load_settings
    from bot.terminal.sources import run_check, run_export, run_import, run_list

    settings = load_settings()
    acts = {
        "check": lambda: run_check(settings, only=arguments.only),
        "list": lambda: run_list(settings),
        "import": lambda: run_import(settings, arguments.file),
        "export": lambda: run_export(settings),
    }
    return asyncio.run(acts[arguments.act]())
