"""Due times: once a local day, through the gaps and folds of summer time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import next_due


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_now_is_due_at_once() -> None:
    assert next_due("now", None, None, "UTC", utc("2026-05-01 10:00")) == utc("2026-05-01 10:00")


def test_digest_waits_until_nine_in_their_zone() -> None:
    assert next_due("daily", "09:00", None, "Asia/Tokyo", utc("2026-05-01 10:00")) == utc("2026-05-02 00:00")
    assert next_due("daily", "09:00", None, "America/New_York", utc("2026-05-01 10:00")) == utc("2026-05-01 13:00")


def test_weekly_digest_waits_for_its_day() -> None:
    assert next_due("weekly", "09:00", 0, "UTC", utc("2026-05-01 10:00")) == utc("2026-05-04 09:00")


@pytest.mark.parametrize(
    ("after", "due"),
    [
        ("2026-03-28 12:00", "2026-03-29 01:30"),  # 02:30 does not exist: 03:30 summer time
        ("2026-10-24 12:00", "2026-10-25 00:30"),  # 02:30 happens twice: the first
        ("2026-10-25 00:31", "2026-10-26 01:30"),  # the second is passed over
    ],
)
def test_clock_change_gives_exactly_one_digest(after: str, due: str) -> None:
    assert next_due("daily", "02:30", None, "Europe/Berlin", utc(after)) == utc(due)


@given(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: utc("2025-01-01 00:00") + timedelta(minutes=minutes)),
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_successive_digests_are_about_a_day_apart(after: datetime, zone: str, hour: int, minute: int) -> None:
    first = next_due("daily", f"{hour:02}:{minute:02}", None, zone, after)
    second = next_due("daily", f"{hour:02}:{minute:02}", None, zone, first + timedelta(seconds=1))
    assert timedelta(0) <= first - after <= timedelta(hours=26)
    assert timedelta(hours=22) <= second - first <= timedelta(hours=26)
