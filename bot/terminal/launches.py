"""`launchwire launches`: what is known, in the terminal, with the commands that look at launches and correct them."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TextIO

from bot.catalogue import load_catalogue
from bot.commands import Commands, Desk
from bot.errors import SourceError
from bot.matching import Matching
from bot.placing import Placing
from bot.settings import Settings
from bot.store import Database
from bot.terminal.card import print_card
from bot.types import Actor, Article, Command

VERBS = ("latest", "show", "compare", "history", "evidence", "merge", "split", "retitle", "wrong")
ANEW = "anew"
OPERATOR = Actor("web", "", "terminal", None, may_manage=True, name="terminal")


async def run_launches(settings: Settings, words: Sequence[str], out: TextIO = sys.stdout) -> int:
    """Answer one command about launches; without a verb, list the newest. Return 1 when it was refused or failed."""
    verb, text = (words[0], words[1:]) if words and words[0] in (*VERBS, ANEW) else ("latest", words)
    database = await Database.open(settings.database_url.get_secret_value())
    try:
        catalogue = load_catalogue(settings.catalogue)
        matching = Matching(catalogue)
        await matching.load(database)
        placing = Placing(catalogue, matching)
        if verb == ANEW:
            count = await database.write(placing.place_anew)
            print(f"Every report was placed anew: {count} launches. People's decisions were kept.", file=out)
            return 0
        editors = frozenset({f"{OPERATOR.platform}:{OPERATOR.user}"})
        desk = Desk(database, catalogue, _now, dict, _no_pages, placing, editors)
        reply = await Commands(desk)(OPERATOR, Command(verb, " ".join(text)))
    finally:
        await database.close()
    print(_clean(reply.text), file=out)
    for card in reply.cards:
        print_card(card, out)
        if verb == "evidence":
            print(_clean(card.plain_text), file=out)
    for action in reply.actions:
        print(_clean(f"  launchwire launches {action.verb} {action.argument}"), file=out)
    return int(reply.outcome != "ok")


def _now() -> datetime:
    return datetime.now(UTC)


async def _no_pages(url: str) -> Article:
    raise SourceError(f"`launchwire read {url}` reads pages")


def _clean(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
