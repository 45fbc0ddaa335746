"""Call numbers: one each, from 1 again every day, whatever the calendar and the clocks do."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.desk.stations import ZONE, Bench, bench


def local(year: int, month: int, day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(local(2026, 3, 14, 23, 59, 59), "20260315-0001", id="midnight"),
        pytest.param(local(2025, 12, 31, 23, 59, 59), "20260101-0001", id="New Year"),
        pytest.param(local(2028, 2, 28, 23, 59, 59), "20280229-0001", id="into the leap day"),
        pytest.param(local(2028, 2, 29, 23, 59, 59), "20280301-0001", id="out of the leap day"),
    ],
)
def test_numbers_begin_again_with_the_station_s_day(store_url: str, before: datetime, after: str) -> None:
    with bench(store_url, before) as here:
        assert [here.take()[-4:] for _ in range(3)] == ["0001", "0002", "0003"]
        here.clock.advance(1)
        assert here.take() == after


@pytest.mark.parametrize(
    ("start", "day"),
    [
        pytest.param(local(2026, 3, 8, 1, 30), "20260308", id="clocks forward"),
        pytest.param(local(2026, 11, 1, 0, 30), "20261101", id="clocks back"),
    ],
)
def test_numbers_run_on_through_both_clock_changes(store_url: str, start: datetime, day: str) -> None:
    with bench(store_url, start) as here:
        numbers = []
        for _ in range(8):
            numbers.append(here.take())
            here.clock.advance(1200)
        assert numbers == [f"{day}-{sequence:04d}" for sequence in range(1, 9)]


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=400)])
def test_a_clock_set_back_repeats_no_number(here: Bench, back: timedelta) -> None:
    numbers = [here.take() for _ in range(3)]
    here.clock.set(here.clock.now() - back)
    numbers += [here.take() for _ in range(3)]
    here.clock.set(here.clock.now() + back)
    numbers += [here.take() for _ in range(3)]
    assert len(set(numbers)) == 9


def test_yesterday_s_open_call_is_still_reached_by_its_number(store_url: str) -> None:
    with bench(store_url, local(2026, 3, 14, 23, 59)) as here:
        number = here.take()
        here.clock.advance(120)
        here.do("dispatch", units=("CSO-11",), call=number, then="onscene")
        assert here.unit("CSO-11").calls == ("20260314-0001",)
