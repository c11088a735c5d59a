"""A platform by hand: it keeps a ledger of what it was given and answers as a script says."""

from collections import deque
from datetime import UTC, datetime

from bot.errors import SendError
from bot.ports import Ask
from bot.types import Card, LostPost, Receipt, Search, Target
from bot.types.delivery import PlatformName


class FakePlatform:
    """Accepts every card unless the script holds an error for the next send."""

    def __init__(self, name: PlatformName = "slack", *, shows_posts: bool = False) -> None:
        self._name = name
        self._shows_posts = shows_posts
        self.looks: deque[SendError] = deque()  # what goes wrong with the next ones
        self.script: deque[SendError | None] = deque()
        self.posted: list[tuple[Target, Card, str]] = []
        self.edited: list[tuple[Receipt, Card]] = []
        self.replied: list[tuple[Receipt, Card, str]] = []

    @property
    def name(self) -> PlatformName:
        return self._name

    @property
    def is_connected(self) -> bool:
        return True

    async def run(self, ask: Ask) -> None:
        raise AssertionError("this platform is not run")

    async def send(self, target: Target, card: Card, key: str) -> Receipt:
        error = self.script.popleft() if self.script else None
        if error is not None:
            raise error
        self.posted.append((target, card, key))
        return Receipt(target, target.id, f"m{len(self.posted)}", datetime.now(UTC))

    async def edit(self, receipt: Receipt, card: Card) -> Receipt:
        error = self.script.popleft() if self.script else None
        if error is not None:
            raise error
        self.edited.append((receipt, card))
        return receipt

    async def reply(self, receipt: Receipt, card: Card, key: str) -> Receipt:
        self.replied.append((receipt, card, key))
        return await self.send(receipt.target, card, key)

    async def find_posted(self, lost: LostPost) -> Search:
        if self.looks:
            raise self.looks.popleft()
        if not self._shows_posts:
            return Search(is_sure=False)
        known = (number for number, (_, _, key) in enumerate(self.posted, 1) if key == lost.key)
        number = next(known, None)
        return Search(Receipt(lost.target, lost.target.id, f"m{number}", datetime.now(UTC)) if number else None)
