"""Times as they are typed: always later, the next one by the station's clock, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.moments import LONGEST, is_moment, moment, said
from console.errors import Refused
from tests.desk.stations import ZONE

NOWS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "typed", "wanted"),
    [
        ("2026-11-22 18:29", "+20", "2026-11-22 18:49"),
        ("2026-11-22 18:29", "+2H", "2026-11-22 20:29"),
        ("2026-11-22 18:29", "1830", "2026-11-22 18:30"),
        ("2026-11-22 18:30", "18:30", "2026-11-23 18:30"),
        ("2026-11-22 23:50", "0010", "2026-11-23 00:10"),
        ("2026-12-31 23:50", "0101-0800", "2027-01-01 08:00"),
        ("2027-03-01 12:00", "0229-0800", "2028-02-29 08:00"),
        ("2026-03-08 01:30", "0330", "2026-03-08 03:30"),
    ],
)
def test_what_is_typed_is_the_next_time_that_it_comes(now: str, typed: str, wanted: str) -> None:
    assert moment(typed, at(now).astimezone(UTC), ZONE) == at(wanted).astimezone(UTC)


def test_a_time_that_the_clock_leaves_out_comes_after_the_gap() -> None:
    found = moment("0230", at("2026-03-08 01:30").astimezone(UTC), ZONE)
    assert f"{found.astimezone(ZONE):%H:%M}" == "03:30"


def test_a_time_that_comes_twice_is_the_next_of_the_two() -> None:
    first = moment("0130", at("2026-11-01 00:50").astimezone(UTC), ZONE)
    second = moment("0130", first + timedelta(minutes=10), ZONE)
    assert second - first == timedelta(hours=1)


@given(NOWS, st.integers(0, 23), st.integers(0, 59))
def test_a_time_of_the_clock_is_later_and_within_a_day_and_a_change(
    now: datetime, hour: int, minute: int
) -> None:
    found = moment(f"{hour:02}{minute:02}", now, ZONE)
    assert now < found <= now + timedelta(hours=26)
    shown = found.astimezone(ZONE)
    assert (shown.hour, shown.minute) in {(hour, minute), (hour + 1, minute)}


@given(NOWS, st.text(max_size=12))
def test_any_text_is_a_later_moment_or_refused_with_words(now: datetime, typed: str) -> None:
    try:
        found = moment(typed, now, ZONE)
    except Refused as refused:
        assert refused.reason.endswith(".")
    else:
        assert is_moment(typed)
        assert now < found <= now + LONGEST + timedelta(days=1)
        assert said(found, now, ZONE)


@pytest.mark.parametrize(
    "typed", ["", "+", "-20", "+0", "2400", "1860", "25:00", "0230-0800", "+9999999", "٣٠"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        moment(typed, at("2026-11-22 18:29").astimezone(UTC), ZONE)
