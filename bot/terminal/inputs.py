"""What a command reads: a file, an address, or standard input, as an article."""

import asyncio
import codecs
import sys
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from bot.errors import LaunchwireError
from bot.second_reader import Heard, SecondReader
from bot.sources import Fetcher, Limits, ParseWorker, article_at
from bot.types import Article, Report

LARGEST_INPUT = 4_000_000  # bytes; of a longer text the beginning is read
_NO_TEXT = {b"%PDF": "a PDF", b"PK\x03\x04": "an archive", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture"}
_PAGE_ENDS = (".html", ".htm", ".md", ".txt")


class InputError(LaunchwireError):
    """A file, address or standard input could not be read; the others go on."""


class Inputs:
    """Reads what a command names; `allowed` are the local addresses that the operator opened."""

    def __init__(self, title: str = "", allowed: Sequence[str] = (), limits: Limits | None = None) -> None:
        self._title = title
        self._allowed = allowed
        self._limits = limits

    def article(self, name: str) -> tuple[str, Article]:
        """Return the id and the article of one input: a file's stem, "stdin" for "-", an address's last part.

        Raises:
            InputError: the file cannot be read, or holds no text.
            LaunchwireError: the address cannot be fetched; the text says why.
        """
        if name == "-":
            return "stdin", self._of(sys.stdin.buffer.read(LARGEST_INPUT))
        if name.startswith(("http://", "https://")):
            article = asyncio.run(self._fetched(name))
            return _stem_of(article), article
        try:
            with Path(name).open("rb") as file:
                body = file.read(LARGEST_INPUT)
        except OSError as error:
            raise InputError(f"{error.strerror}. Give a file, an http(s) address, or - for standard input.") from error
        return Path(name).stem, self._of(body)

    def _of(self, body: bytes) -> Article:
        return Article(url="", title=self._title, text=_text(body))

    async def _fetched(self, url: str) -> Article:
        async with Fetcher(self._allowed, limits=self._limits) as fetcher, ParseWorker() as worker:
            return await article_at(fetcher, worker, url)


def _text(body: bytes) -> str:
    """Return the text of a file with line ends as Python reads them; what is no UTF-8 becomes question marks."""
    what = next((what for start, what in _NO_TEXT.items() if body.startswith(start)), None)
    if what or b"\0" in body[:1000]:
        raise InputError(f"This is {what or 'no text'}. Give plain text, Markdown or HTML, in UTF-8.")
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(body, final=len(body) < LARGEST_INPUT)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stem_of(article: Article) -> str:
    """Return the last part of an address without a page's ending; the host where the address has no path."""
    last = PurePosixPath(urlsplit(article.url).path).name
    ending = next((end for end in _PAGE_ENDS if last.lower().endswith(end)), "")
    return last.removesuffix(last[len(last) - len(ending) :] if ending else "") or article.site


def heard(
    second: SecondReader | None, article: Article, reports: tuple[Report, ...], command: str
) -> tuple[Report, ...]:
    """Return the reports with what the second reader adds, if one is set; why it adds nothing is told."""
    if second is None:
        return reports
    found = asyncio.run(_asked(second, article, reports))
    if found.note:
        print(f"launchwire {command}: {found.note}", file=sys.stderr)
    return found.reports


async def _asked(second: SecondReader, article: Article, reports: tuple[Report, ...]) -> Heard:
    async with second:
        return await second.heard(article, reports)
