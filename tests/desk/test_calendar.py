"""The year's end, the leap day and both changes of the clocks, crossed while people are logged on."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from console.clock import ManualClock
from console.desk.past_calls import Sought
from console.desk.seats import Attendance, Place
from console.errors import Refused
from console.reports.past_calls import Asked
from console.store.store import Store
from tests.desk.account_seats import ADMIN, AccountSeat, account_seat
from tests.desk.stations import ZONE, Bench, bench

SHIFT = timedelta(hours=12)


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the station's own clock, as UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


NIGHTS = [
    pytest.param(local(2026, 12, 31, 22, 30), id="new year"),
    pytest.param(local(2028, 2, 28, 22, 30), id="into the leap day"),
    pytest.param(local(2028, 2, 29, 22, 30), id="out of the leap day"),
    pytest.param(local(2026, 3, 7, 22, 30), id="clocks forward"),
    pytest.param(local(2026, 10, 31, 22, 30), id="clocks back"),
]
nights = pytest.mark.parametrize("evening", NIGHTS)


@pytest.fixture
def seat(store_url: str, evening: datetime) -> Iterator[AccountSeat]:
    """Somebody who has just logged on, on that evening."""
    with account_seat(store_url, ManualClock(evening)) as opened:
        opened.add("rosa", "dispatcher", opened.administrator())
        yield opened


@pytest.fixture
def here(store_url: str, evening: datetime) -> Iterator[Bench]:
    with bench(store_url, evening) as opened:
        yield opened


@nights
def test_a_log_on_lasts_twelve_real_hours_whatever_the_clocks_do(seat: AccountSeat) -> None:
    session = seat.log_on("rosa")
    seat.clock.advance(SHIFT.total_seconds() - 1)
    seat.do("take_call", session, type="586", place="8300 SANTA MONICA BL")
    seat.clock.advance(1)
    with pytest.raises(Refused, match="12 hours"):
        seat.do("take_call", session, type="586", place="8300 SANTA MONICA BL")
    again = seat.log_on("rosa")
    seat.do("take_call", again, type="586", place="8300 SANTA MONICA BL")
    seat.log_on(ADMIN)
    assert not seat.desk.verify().broken


@nights
def test_each_call_of_the_night_has_its_day_s_number_and_its_full_time(here: Bench) -> None:
    given: list[tuple[str, int]] = []
    for _ in range(10):
        number = here.take()
        now = here.clock.now()
        day, sequence = number.split("-")
        assert day == f"{now.astimezone(ZONE):%Y%m%d}"
        given.append((day, int(sequence)))
        call = here.call(number)
        target = here.board.picture.codes.priorities[call.priority].target_minutes
        assert call.due_at - call.received_at == timedelta(minutes=target)
        here.clock.advance(1800)
    for day in {day for day, _ in given}:
        numbers = [sequence for each, sequence in given if each == day]
        assert numbers == list(range(1, len(numbers) + 1))
    assert not here.desk.verify().broken


@nights
def test_a_unit_on_a_call_through_the_night_keeps_its_real_times(here: Bench) -> None:
    began = here.clock.now()
    number = here.take()
    here.do("dispatch", units=("CSO-11",), call=number)
    here.clock.advance(5 * 3600)
    here.do("on_scene", unit="CSO-11")
    assert here.unit("CSO-11").status_since - began == timedelta(hours=5)
    here.clock.advance(3600)
    here.do("clear", unit="CSO-11", disposition="01")
    here.board.apply(here.desk.load())
    assert here.unit("CSO-11").status_since - began == timedelta(hours=6)


@nights
def test_past_calls_of_a_day_are_those_between_the_station_s_midnights(here: Bench) -> None:
    taken = {}
    for _ in range(28):
        taken[here.take()] = here.clock.now()
        here.clock.advance(3600)
    days = sorted({moment.astimezone(ZONE).date() for moment in taken.values()})
    assert len(days) >= 2
    for day in days:
        wanted: Sought = Asked(begins=f"{day}", ends=f"{day}").sought(ZONE)
        found = {call.number for call in here.desk.past_calls(wanted)}
        assert found == {n for n, moment in taken.items() if moment.astimezone(ZONE).date() == day}
        midnight = datetime.combine(day, time(), ZONE).astimezone(UTC)
        assert wanted.begins == midnight


@nights
def test_a_lease_is_neither_lost_nor_kept_by_the_station_s_clock(store_url: str, evening: datetime) -> None:
    clock = ManualClock(evening)
    stores = [Store.open(store_url) for _ in range(2)]
    one, two = (Place(store, name, clock, clock) for store, name in zip(stores, "ab", strict=True))
    for _ in range(5):
        assert one.beat(Attendance("first", frozenset({"timers"}))).held
        assert not two.beat(Attendance("second", frozenset({"timers"}))).held
        clock.advance(1)
    for store in stores:
        store.close()
