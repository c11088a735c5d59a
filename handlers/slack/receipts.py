"""A receipt out of what Slack says of a message."""

from datetime import UTC, datetime
from typing import Any

from bot.errors import FateUnknown
from bot.types import Receipt, Target


def receipt_of(target: Target, answer: dict[str, Any], doing: str) -> Receipt:
    """Return the receipt of a message by its `ts` and `channel`.

    Raises:
        FateUnknown: the answer names no message.
    """
    stamp = str(answer.get("ts", ""))
    try:
        sent_at = datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise FateUnknown(f"{doing}: Slack's answer names no message") from error
    return Receipt(target, channel=str(answer.get("channel", "")) or target.id, message=stamp, sent_at=sent_at)
