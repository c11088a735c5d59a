"""People whose direct messages are closed: they are told at their next command, the only way that is left."""

from collections import OrderedDict
from dataclasses import replace

from bot.types import Reply

MOST_KEPT = 10_000


class ClosedPeople:
    """Remembers why each could not be written to, until they were told or can be reached again."""

    def __init__(self) -> None:
        self._reasons: OrderedDict[str, str] = OrderedDict()

    def note(self, person: str, reason: str) -> None:
        """Remember that a direct message was refused."""
        self._reasons[person] = reason
        if len(self._reasons) > MOST_KEPT:
            self._reasons.popitem(last=False)

    def forget(self, person: str) -> None:
        """Forget it: a message has reached them."""
        self._reasons.pop(person, None)

    def told(self, person: str, reply: Reply) -> Reply:
        """Return the reply with what this person has to know, once."""
        reason = self._reasons.pop(person, None)
        if reason is None or not reply.private:
            return reply
        words = f"Alerts in direct messages to you have stopped. {reason}. Then /launches list, and /launches resume."
        return replace(reply, text=f"{reply.text}\n\n{words}")
