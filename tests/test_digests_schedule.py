"""Due times: once a local day, through the gaps and folds of summer time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digests.schedule import after_quiet, day_start, next_due
from bot.types import TargetSettings


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


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-05-01 20:30", "2026-05-02 05:00"),  # 22:30 in Berlin
        ("2026-05-01 20:00", "2026-05-02 05:00"),  # the first minute of it
        ("2026-05-01 19:59", "2026-05-01 19:59"),
        ("2026-05-02 04:59", "2026-05-02 05:00"),
        ("2026-05-02 05:00", "2026-05-02 05:00"),  # the end is not of it
        ("2026-03-29 00:30", "2026-03-29 05:00"),  # the night that is an hour short
        ("2026-10-25 05:30", "2026-10-25 06:00"),  # and the one that is an hour long
    ],
)
def test_quiet_hours_end_at_their_local_hour(moment: str, told: str) -> None:
    assert after_quiet(utc(moment), TargetSettings("22:00", "07:00", "Europe/Berlin")) == utc(told)


def test_quiet_hours_may_lie_within_a_day() -> None:
    noon = TargetSettings("12:00", "13:00", "UTC")
    assert after_quiet(utc("2026-05-01 12:30"), noon) == utc("2026-05-01 13:00")
    assert after_quiet(utc("2026-05-01 13:30"), noon) == utc("2026-05-01 13:30")


def test_a_day_begins_at_local_midnight() -> None:
    assert day_start(utc("2026-05-01 20:30"), "Asia/Tokyo") == utc("2026-05-01 15:00")
