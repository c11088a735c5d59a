"""How often a message is edited: freely in its first hour, then once an hour; more is told as an answer to it."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from bot.types import Card, Receipt

# Error 30046 of https://docs.discord.com/developers/topics/opcodes-and-status-codes#json: too many edits to messages
# older than an hour. How many are too many is not said.
FREE_SECONDS = 3_600.0
GAP_SECONDS = 3_600.0
MOST_KEPT = 20_000


class Edits:
    """Remembers when this process edited old messages; Discord's own refusal covers what another process did."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now  # seconds since 1970
        self._last: OrderedDict[str, float] = OrderedDict()

    def is_allowed(self, receipt: Receipt) -> bool:
        """Return whether the message may be edited at this moment."""
        now = self._now()
        is_young = now - receipt.sent_at.timestamp() < FREE_SECONDS
        return is_young or now - self._last.get(receipt.message, float("-inf")) >= GAP_SECONDS

    def note(self, receipt: Receipt) -> None:
        """Remember an edit that was made."""
        now = self._now()
        if now - receipt.sent_at.timestamp() >= FREE_SECONDS:
            self._last[receipt.message] = now
            self._last.move_to_end(receipt.message)
            if len(self._last) > MOST_KEPT:
                self._last.popitem(last=False)


def answer_key(receipt: Receipt, card: Card) -> str:
    """Return a key for the answer that stands in for an edit: the same for the same words under the same message."""
    said = "\n".join((receipt.message, card.title, card.plain_text, *card.changes))
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()
