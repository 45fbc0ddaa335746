"""The period of a report: times of day at the station, moments, and what is neither."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import Refused
from console.reports.period import Period

ZONE = ZoneInfo("America/Los_Angeles")


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in March 2026 at the station."""
    return datetime(2026, 3, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("begins", "ends", "now", "moments"),
    [
        ("06:00", "", local(14, 10), (local(14, 6), None)),
        ("22:00", "", local(14, 10), (local(13, 22), None)),
        ("22:00", "06:00", local(14, 2), (local(13, 22), local(14, 6))),
        ("06:00", "18:00", local(14, 10), (local(14, 6), local(14, 18))),
        ("", "18:00", local(14, 10), (None, local(13, 18))),
        ("10:00", "", local(14, 10), (local(14, 10), None)),
        ("", "", local(14, 10), (None, None)),
        ("2026-03-12T20:00:00-07:00", "06:00", local(14, 10), (local(12, 20), local(13, 6))),
        ("2026-03-13T03:00:00Z", "2026-03-13T04:00:00.0z", local(14, 10), (local(12, 20), local(12, 21))),
    ],
)
def test_a_time_of_day_is_the_one_that_is_meant(
    begins: str, ends: str, now: datetime, moments: tuple
) -> None:
    assert Period.read(begins, ends).moments(ZONE, now) == moments


def test_a_shift_over_the_change_of_the_clocks_is_an_hour_shorter() -> None:
    begins, ends = Period.read("22:00", "06:00").moments(ZONE, local(8, 5))
    assert begins is not None
    assert ends is not None
    assert (ends - begins).total_seconds() == 7 * 3600


@pytest.mark.parametrize(
    "typed",
    [
        "24:00",
        "7:00",
        "noon",
        "12:00\n",
        "\N{ARABIC-INDIC DIGIT ONE}2:00",
        "2026-03-14",
        "2026-03-14T10:00:00",
        "2026-02-30T10:00:00Z",
        "2026-03-14T25:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ],
)
def test_anything_else_is_no_time(typed: str) -> None:
    for ends in (("", typed), (typed, "")):
        with pytest.raises(ValueError, match=r"neither|no date"):
            Period.read(*ends)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    period = Period.read("2026-03-14T10:00:00Z", "2026-03-14T10:00:00Z")
    with pytest.raises(Refused, match="ends before"):
        period.moments(ZONE, local(14, 10))


@given(st.text(max_size=30) | st.datetimes(timezones=st.just(UTC)).map(lambda at: at.isoformat()))
def test_any_text_is_a_time_or_a_sentence(typed: str) -> None:
    try:
        begins, _ = Period.read(typed, "").moments(ZONE, local(14, 10))
    except ValueError as error:
        assert str(error).endswith(".")
    else:
        assert begins is None or begins.utcoffset() == local(14, 10).utcoffset()
