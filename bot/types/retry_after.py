"""When a server says to come back: Retry-After as seconds or as a date, within sensible bounds."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SHORTEST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 86_400.0


def retry_after_seconds(text: str | None, now: datetime, longest: float = LONGEST_WAIT_SECONDS) -> float | None:
    """Return the seconds that a Retry-After header asks for, one at least; None when it says nothing.

    `now` is aware. Spelled as RFC 9110 section 10.2.3 has it; anything else counts as absent.
    """
    if not text or len(text) > 100:
        return None
    text = text.strip()
    seconds = _number(text)
    if seconds is None:
        seconds = _until(text, now)
    return None if seconds is None else min(max(seconds, SHORTEST_WAIT_SECONDS), longest)


def _number(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return seconds if seconds >= 0 else None  # false for NaN


def _until(text: str, now: datetime) -> float | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return ((date if date.tzinfo else date.replace(tzinfo=UTC)) - now).total_seconds()
