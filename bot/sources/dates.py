"""Dates as feeds and pages write them, to aware UTC; what cannot be a date of news is no date."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.sources.date_words import in_english

FIRST_YEAR = 1990  # before the web: a clock that was never set
_NOISE = re.compile(r"(?i)\b(?:published|updated|posted|on|at|de)\b|(?<=\d)(?:st|nd|rd|th)\b|\.(?=\s)|[,|·]")
_DAYS = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%Y.%m.%d", "%m/%d/%Y", "%d.%m.%Y")
_FORMS = tuple(f"{day}{time}" for day in _DAYS for time in ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p"))
# 2026-04-08, 20260408, with or without a time; a lone digit may stand for two: 2026-4-8T9:05
_ISO = re.compile(
    r"(?=\d{4}-\d\d?-|\d{8})(\d{4})-?(\d\d?)-?(\d\d?)"
    r"(?:[Tt ]?\s?(\d\d?)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?)?"
    r"\s?(?:([Zz]|UTC|GMT)|([+-])(\d\d):?(\d\d)?)?"
)
# Wed, 08 Apr 2026 15:00:00 GMT: what nearly every RSS feed has
_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (?:GMT|UTC?|Z|([+-])(\d\d)(\d\d))"
)
_MONTHS = {
    name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), start=1)
}
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC?|UCT))?\s?([+-])(\d\d?)(?::?(\d\d))?(?:\s?\([A-Za-z ]{1,40}\))?\Z")
_ZONE = re.compile(r"\b([A-Z]{2,5})\Z")
# RFC 822 knows only those of the United States; feeds use these as well
_ZONES = {
    "WET": 0,
    "BST": 1,
    "WEST": 1,
    "CET": 1,
    "MEZ": 1,
    "CEST": 2,
    "MESZ": 2,
    "EET": 2,
    "SAST": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
    "HKT": 8,
    "SGT": 8,
    "PHT": 8,
    "AWST": 8,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "ET": -5,
    "CT": -6,
    "MT": -7,
    "PT": -8,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "BRT": -3,
    "ART": -3,
}
_WEEKDAY = re.compile(r"\A[^\W\d_]{2,12}\.?,\s?(?=\d)")  # in any language


def parse_date(text: str | None) -> datetime | None:
    """Return the moment a text names; a time without zone counts as UTC, as does a date without time.

    A year or a month alone is no moment.
    """
    if not text or len(text) > 100:
        return None
    text = " ".join(text.split())
    return _first((_read_iso, _read_common_mail), text) or _first(
        (_read_iso, _read_mail, _read_words), _WEEKDAY.sub("", in_english(text))
    )


def _first(readers: tuple[Callable[[str], datetime | None], ...], text: str) -> datetime | None:
    """Return what the first reader makes of a text that can."""
    for read in readers:
        try:
            date = read(text)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        if date is not None:
            return in_utc(date)
    return None


def in_utc(date: datetime) -> datetime | None:
    """Return a date in UTC, or None when no news can be that old."""
    try:
        there = date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return there if there.year >= FIRST_YEAR else None


def not_after(date: datetime | None, now: datetime) -> datetime | None:
    """Return the date, or `now` for one that has not come yet: a source cannot know of it."""
    return now if date is not None and date > now + timedelta(minutes=5) else date


def _read_iso(text: str) -> datetime | None:
    """Read ISO 8601 as feeds write it, RFC 3339 and W3CDTF among it."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    spare = timedelta(days=hour == 24, seconds=second == 60)  # midnight as the end of a day, and leap seconds
    fraction = int(f"{match[7] or 0:0<6}"[:6])
    date = datetime(year, month, day, hour % 24, minute, min(second, 59), fraction, tzinfo=UTC) + spare
    return date - _offset(match[9], match[10], match[11]) if match[9] else date


def _offset(sign: str, hours: str, minutes: str | None) -> timedelta:
    """Return how far a zone is ahead of UTC.

    Raises:
        ValueError: no place on earth is that far.
    """
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if ahead > timedelta(hours=15):
        raise ValueError("no such zone")
    return -ahead if sign == "-" else ahead


def _read_common_mail(text: str) -> datetime | None:
    match = _MAIL.fullmatch(text)
    if match is None:
        return None
    day, name, year, hour, minute, second, sign, hours, minutes = match.groups()
    date = datetime(int(year), _MONTHS[name], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    return date - _offset(sign, hours, minutes) if sign else date


def _read_mail(text: str) -> datetime | None:
    """Read RFC 822 and its kin: zones of everywhere, offsets with a colon."""
    ahead = timedelta()
    offset, zone = _OFFSET.search(text), _ZONE.search(text)
    if offset and ":" in text[: offset.start()]:
        ahead, text = _offset(*offset.groups()), text[: offset.start()]
    elif zone and zone[1] in _ZONES:
        ahead, text = timedelta(hours=_ZONES[zone[1]]), text[: zone.start()]
    if not re.search(r"\d{1,2}\D.*\d", text) or not re.search(r"[A-Za-z]{3}", text):
        return None
    date = parsedate_to_datetime(text)
    return (date if date.tzinfo else date.replace(tzinfo=UTC)) - ahead


def _read_words(text: str) -> datetime | None:
    plain = " ".join(_NOISE.sub(" ", text).split())
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
