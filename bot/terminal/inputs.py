"""What a command reads: a file, an address, or standard input, as an article."""

import asyncio
import sys
from pathlib import Path

from bot.errors import LaunchwireError
from bot.sources import Fetcher, ParseWorker, article_at
from bot.types import Article


class InputError(LaunchwireError):
    """A file, address or standard input could not be read; the others go on."""


def input_article(name: str, title: str) -> tuple[str, Article]:
    """Return the id and the article of one input: a file's stem, "stdin" for "-", an address's last part.

    Raises:
        InputError: the file cannot be read.
        LaunchwireError: the address cannot be fetched; the text says why.
    """
    if name == "-":
        return "stdin", Article(url="", title=title, text=sys.stdin.read())
    if name.startswith(("http://", "https://")):
        article = asyncio.run(_fetched(name))
        return Path(article.url.partition("?")[0].rstrip("/")).stem or article.site, article
    try:
        text = Path(name).read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"{error.strerror}. Give a file, an http(s) address, or - for standard input.") from error
    return Path(name).stem, Article(url="", title=title, text=text)


async def _fetched(url: str) -> Article:
    async with Fetcher() as fetcher, ParseWorker() as worker:
        return await article_at(fetcher, worker, url)
