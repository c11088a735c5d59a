"""A database full of lanes and deliveries, and a platform that does nothing: what the delivery benchmarks work on."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Connection, insert

from bot.ports import Ask
from bot.store import Database, launches, outbox
from bot.store.tables import lane, subscription
from bot.types import Card, Delivery, Launch, LostPost, Receipt, Search, Target, View
from bot.types.delivery import PlatformName

SENT_AT = datetime(2026, 5, 1, tzinfo=UTC)
CARD = Card(key="k", title="Tern 2", url=None)


class NoOp:
    """A platform that takes everything at once; it keeps how long each delivery was on its way, in seconds."""

    def __init__(self, name: PlatformName = "web", begun: Callable[[str], float] | None = None) -> None:
        self._name, self._begun = name, begun
        self.count = 0
        self.waits: list[float] = []
        self.last_at = 0.0

    @property
    def name(self) -> PlatformName:
        return self._name

    async def run(self, ask: Ask) -> None:
        raise NotImplementedError

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        self.count += 1
        self.last_at = time.time()
        if self._begun is not None:
            self.waits.append(self.last_at - self._begun(target.id))
        return Receipt(target, target.id, key, SENT_AT)

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        return receipt

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        return receipt

    async def find_posted(self, lost: LostPost) -> Search:
        return Search()


async def compose(delivery: Delivery) -> Card | None:
    return CARD


def fill(connection: Connection, lanes: int, platform: str = "web") -> None:
    """Make `lanes` channels with a subscription each, ids from 1."""
    place = {"platform": platform, "workspace": "W", "kind": "channel", "gap_seconds": 0.0, "epoch": 0}
    wish = {"owner": "U1", "query": "", "cadence": "now", "zone": "UTC", "density": "normal", "name": ""}
    numbers = range(1, lanes + 1)
    places = [
        {**place, "id": number, "target": f"C{number}" if platform == "web" else str(10**17 + number)}
        for number in numbers
    ]
    wishes = [{**wish, "id": number, "lane_id": number, "created_at": 0.0} for number in numbers]
    for table, rows in ((lane, places), (subscription, wishes)):
        connection.execute(insert(table), rows)


async def new_launch(database: Database, number: int) -> int:
    view = View(lab="Halcyon", name="Tern", event="launch", is_launch=True, confidence=Decimal(1))
    one = await database.write(launches.add_launch, Launch(f"halcyon/tern {number}", "Tern", "", view))
    assert one.id is not None
    return one.id


async def enqueue_all(database: Database, launch: int, lanes: int) -> float:
    """Fan one launch out to every lane and return how many seconds the transaction took."""
    began = time.perf_counter()
    added = await database.write(outbox.enqueue, launch, 1, dict.fromkeys(range(1, lanes + 1)))
    assert added == lanes
    return time.perf_counter() - began
