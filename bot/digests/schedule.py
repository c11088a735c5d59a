"""When a delivery is due: at once, after a wait, or at a local hour that happens once a day whatever the clocks do."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.types import Cadence, Subscription, TargetSettings

DIGEST_HOUR = "09:00"  # local time at which what was held back is told, where no subscription names an hour


@dataclass(frozen=True, slots=True)
class Turn:
    """When a subscription speaks of a launch; `at` None is at once."""

    at: datetime | None
    in_digest: bool = False


def turn_of(one: Subscription, now: datetime, first_seen: datetime | None, *, is_over_cap: bool = False) -> Turn:
    """Return when a subscription speaks of what is known since `first_seen`.

    Quiet hours come after everything else, so that nothing is told in them; what they hold back is told on one card.
    """
    if one.cadence != "now":
        due = next_due(one.cadence, one.at, one.weekday, one.zone, now)
        return Turn(after_quiet(due, one.place), in_digest=True)
    if is_over_cap:
        due = next_due("daily", DIGEST_HOUR, None, one.place.zone, now)
        return Turn(after_quiet(due, one.place), in_digest=True)
    wait = timedelta(minutes=one.wait_minutes)
    due = max(now, (first_seen or now) + wait)
    held = after_quiet(due, one.place)
    if held > due:
        return Turn(held, in_digest=True)
    return Turn(due if due > now else None)


def next_due(cadence: Cadence, at: str | None, weekday: int | None, zone: str, after: datetime) -> datetime:
    """Return the first moment, in UTC, at or after `after` at which a subscription of this cadence speaks.

    `at` is "HH:MM" local time in the IANA `zone`; `weekday` counts from Monday as 0. A local time that a clock
    change skips falls after the gap; one that happens twice counts the first time only.
    """
    if cadence == "now" or at is None:
        return after
    there = ZoneInfo(zone)
    day = after.astimezone(there).date() - timedelta(days=1)
    while True:
        due = _instant(day, _clock(at), there)
        if due >= after and (cadence == "daily" or day.weekday() == weekday):
            return due
        day += timedelta(days=1)


def after_quiet(moment: datetime, place: TargetSettings) -> datetime:
    """Return a moment itself, or the end of the place's quiet hours when it falls into them."""
    if place.quiet_from is None or place.quiet_to is None or place.quiet_from == place.quiet_to:
        return moment
    there = ZoneInfo(place.zone)
    today = moment.astimezone(there).date()
    for day in (today - timedelta(days=1), today):
        begin = _instant(day, _clock(place.quiet_from), there)
        last = day if place.quiet_from < place.quiet_to else day + timedelta(days=1)
        end = _instant(last, _clock(place.quiet_to), there)
        if begin <= moment < end:
            return end
    return moment


def day_start(moment: datetime, zone: str) -> datetime:
    """Return when the local day of a moment began, in UTC."""
    there = ZoneInfo(zone)
    return _instant(moment.astimezone(there).date(), time(0, 0), there)


def _clock(at: str) -> time:
    hour, minute = (int(part) for part in at.split(":"))
    return time(hour, minute)


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return a local time as UTC: fold=0 takes the first of two, and moves a time in a gap behind the gap."""
    return datetime.combine(day, at, zone).astimezone(UTC)
