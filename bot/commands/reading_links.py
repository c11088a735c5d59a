"""The command that reads an article somebody gives: its launches as cards, nothing kept."""

import asyncio

from bot.commands.desk import Desk
from bot.digests import card_of
from bot.errors import SourceError
from bot.launches import launch_of, name_words, together
from bot.reading import read
from bot.types import Actor, Command, Reply

MOST_CARDS = 4


async def read_link(desk: Desk, actor: Actor, command: Command) -> Reply:
    """Answer with the key numbers of the article at an address."""
    url = command.text.strip().strip("<>").partition("|")[0]
    if not url.startswith(("http://", "https://")):
        return Reply(
            "Which article? Give its address, as in: /launches read https://example.com/news", outcome="refused"
        )
    try:
        article = await desk.article_at(url)
    except SourceError as error:
        return Reply(f"That page could not be read: {error}", outcome="failed")
    heard = await desk.heard(article, await asyncio.to_thread(read, article, desk.catalogue))
    reports = heard.reports
    groups = together(reports, name_words(desk.catalogue))
    launches = [launch_of([reports[i] for i in group], desk.catalogue) for group in groups[:MOST_CARDS]]
    if not launches:
        return Reply(f"No model launch in there: {article.title or url}. Nothing would be announced.")
    says = f"What {article.site or 'this article'} says:"
    return Reply(f"{heard.note}\n{says}".strip(), cards=tuple(card_of(one, all_numbers=True) for one in launches))
