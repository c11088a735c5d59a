"""For how long an answer stays fresh: as its headers and the feed itself say, within bounds."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.types.retry_after import retry_after_seconds

LONGEST_SECONDS = 1800.0  # a cache may keep a feed for a day; news cannot wait for that
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_UNKEPT = re.compile(r"(?:^|[\s,])(?:no-cache|no-store|must-revalidate)\b", re.IGNORECASE)


def fresh_seconds(headers: Mapping[str, str], ttl_seconds: float | None, now: datetime) -> float | None:
    """Return for how long asking again is not wanted: Cache-Control before Expires, and the feed's own ttl.

    `headers` has lower-case names, `now` is aware. At most half an hour; None when nothing is said.
    """
    said = [seconds for seconds in (_by_headers(headers, now), ttl_seconds) if seconds]
    return min(max(said), LONGEST_SECONDS) if said else None


def _by_headers(headers: Mapping[str, str], now: datetime) -> float | None:
    control = headers.get("cache-control", "")
    if _UNKEPT.search(control):
        return None
    age = _MAX_AGE.search(control)
    if age:
        return float(age[1])
    expires = headers.get("expires", "")
    return retry_after_seconds(expires, now) if not expires.strip().lstrip("-").isdigit() else None
