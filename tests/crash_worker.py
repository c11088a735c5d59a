"""A process that may be killed: it carries deliveries to a ledger over HTTP, or takes in one article.

Run as `python -m tests.crash_worker carry DATABASE LEDGER [ANSWER_SECONDS]` or `... accept DATABASE`.
CRASH_AT ends it at a named place.
"""

import asyncio
import contextlib
import signal
import sys
from datetime import UTC, datetime

import aiohttp
import structlog

from bot import delivery as courier
from bot.errors import FateUnknown, RetryLater
from bot.ports import Ask
from bot.store import Database
from bot.store.wake import listen
from bot.types import Card, Delivery, LostPost, Receipt, Search, Target
from bot.types.delivery import PlatformName

ANSWER_SECONDS = "1"  # of a ledger; a lease of three times that is taken over soon when its process was killed


class Ledger:
    """A platform whose server keeps a ledger of what it accepted."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url, self._session = url, session

    @property
    def name(self) -> PlatformName:
        return "web"

    async def run(self, ask: Ask) -> None:
        raise NotImplementedError

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        try:
            async with self._session.post(
                self._url, json={"target": target.id, "card": card.key, "key": key}
            ) as answer:
                said = await answer.json()
        except aiohttp.ClientConnectorError as error:
            raise RetryLater("the ledger is away") from error
        except aiohttp.ClientError as error:
            raise FateUnknown("no answer") from error
        return Receipt(target, target.id, said["message"], datetime.now(UTC))

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        return receipt

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        return await self.send(receipt.target, card, key)

    async def find_posted(self, lost: LostPost) -> Search:
        try:
            async with self._session.get(self._url, params={"key": lost.key}) as answer:
                said = await answer.json()
        except aiohttp.ClientError as error:
            raise RetryLater("the ledger is away") from error
        message = said["message"]
        receipt = Receipt(lost.target, lost.target.id, message, datetime.now(UTC)) if message else None
        return Search(receipt, is_sure=said["is_sure"])


async def compose(delivery: Delivery) -> Card | None:
    return Card(key=f"{delivery.launch}/{delivery.revision}", title="Tern 2", url=None)


async def carry(database_url: str, ledger_url: str, answer_seconds: float) -> None:
    """Carry until SIGTERM; an answer that takes longer than its seconds is lost."""
    courier.LEASE_SECONDS = 3 * answer_seconds
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # a full pipe would hold it up
    database, stop = await Database.open(database_url), asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(answer_seconds)) as session:
        tasks = [
            asyncio.create_task(courier.Courier(database, {"web": Ledger(ledger_url, session)}, compose).run()),
            asyncio.create_task(listen(database)),
        ]
        sys.stdout.write("carrying\n")
        sys.stdout.flush()
        await stop.wait()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    await database.close()


async def accept(database_url: str) -> None:
    from tests.newsroom import article, newsroom  # noqa: PLC0415 - the other role does without all of it

    database = await Database.open(database_url)
    async with newsroom(database) as room:
        await room.pipeline.accept(article())
    await database.close()


if __name__ == "__main__":
    role, database_url, *rest = sys.argv[1:]
    with contextlib.suppress(KeyboardInterrupt):
        if role == "carry":
            asyncio.run(carry(database_url, rest[0], float((*rest[1:], ANSWER_SECONDS)[0])))
        else:
            asyncio.run(accept(database_url))
