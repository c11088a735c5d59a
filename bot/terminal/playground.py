"""`launchwire playground`: sample news carried the whole way, to the terminal and a browser page; no token."""

import asyncio
import signal
import sys
import tempfile
from pathlib import Path
from typing import TextIO

from pydantic import SecretStr

from bot.app import playground
from bot.sample_news import serve_sample_news
from bot.settings import Settings
from bot.sources import ListedSource
from bot.terminal.card import print_card
from bot.types import Card, Subscription, Target
from handlers.web import PERSON, WORKSPACE
from handlers.web.platform import CHANNELS


async def run_playground(settings: Settings, port: int | None, out: TextIO = sys.stdout) -> int:
    """Serve until Ctrl-C; everything lives in a temporary folder and is gone afterwards."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    shown = _Shown(out)
    with tempfile.TemporaryDirectory(prefix="launchwire-") as folder:
        async with serve_sample_news() as news:
            quiet = settings.model_copy(
                update={
                    "database_url": SecretStr(f"sqlite:///{Path(folder) / 'playground.db'}"),
                    "slack_bot_token": None,
                    "discord_token": None,
                    "playground": True,
                    "roles": ("poll", "deliver", "web"),
                    "web_port": port if port is not None else settings.web_port,
                    "allowed_addresses": (*settings.allowed_addresses, news.removeprefix("http://")),
                }
            )
            source = ListedSource(url=f"{news}/feed.xml", title="Sample News", backfill=True)
            async with playground(quiet, source, SUBSCRIPTIONS, shown) as address:
                print(f"Playground: {address}  (Ctrl-C ends it)\n", file=out, flush=True)
                await stop.wait()
    return 0


class _Shown:
    """Prints each launch once, however many rooms it goes to."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._keys: set[str] = set()

    def __call__(self, card: Card) -> None:
        if card.key not in self._keys:
            self._keys.add(card.key)
            print_card(card, self._out)
            self._out.flush()


def _subscription(query: str, target: Target) -> Subscription:
    return Subscription(id=0, target=target, owner=PERSON, query=query)


SUBSCRIPTIONS = (
    _subscription("", Target("web", WORKSPACE, "channel", CHANNELS[0])),
    _subscription("license:open", Target("web", WORKSPACE, "channel", CHANNELS[1])),
    _subscription("params:<=10B", Target("web", WORKSPACE, "person", PERSON)),
)
