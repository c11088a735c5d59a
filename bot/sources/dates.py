"""Dates as feeds and pages write them, to aware UTC; what cannot be a date of news is no date."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_YEAR = 1990  # before the web: a clock that was never set
_WORDS = re.compile(r"(?i)\b(?:published|updated|posted|on|at|st|nd|rd|th)\b|(?<=\d)(?:st|nd|rd|th)\b|[,|·]")
_FORMS = ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%b. %d %Y", "%Y/%m/%d", "%Y.%m.%d", "%m/%d/%Y", "%d.%m.%Y")


def parse_date(text: str | None) -> datetime | None:
    """Return the moment a text names; a time without zone counts as UTC, as does a date without time."""
    if not text or len(text) > 100:
        return None
    text = " ".join(text.split())
    for read in (datetime.fromisoformat, parsedate_to_datetime, _read_words):
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


def _read_words(text: str) -> datetime | None:
    plain = " ".join(_WORDS.sub(" ", text).split())
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
