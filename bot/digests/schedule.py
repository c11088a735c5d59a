"""When a delivery is due: at once, or at a local hour that happens exactly once a day whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.types import Cadence


def next_due(cadence: Cadence, at: str | None, weekday: int | None, zone: str, after: datetime) -> datetime:
    """Return the first moment, in UTC, at or after `after` at which a subscription of this cadence speaks.

    `at` is "HH:MM" local time in the IANA `zone`; `weekday` counts from Monday as 0. A local time that a clock
    change skips falls after the gap; one that happens twice counts the first time only.
    """
    if cadence == "now" or at is None:
        return after
    there = ZoneInfo(zone)
    hour, minute = (int(part) for part in at.split(":"))
    day = after.astimezone(there).date() - timedelta(days=1)
    while True:
        due = _instant(day, time(hour, minute), there)
        if due >= after and (cadence == "daily" or day.weekday() == weekday):
            return due
        day += timedelta(days=1)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a local time as UTC: fold=0 takes the first of two, and moves a time in a gap behind the gap."""
    return datetime.combine(day, at, zone).astimezone(UTC)
