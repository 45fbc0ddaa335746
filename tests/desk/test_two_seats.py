"""Two seats on one store: what one has done binds the other, whose board may be a moment behind."""

from collections.abc import Iterator

import pytest

from console.errors import Refused
from tests.desk.stations import Bench, bench
from tests.hardware.waiting import wait_until


@pytest.fixture
def seats(store_url: str) -> Iterator[tuple[Bench, Bench]]:
    """Two seats; each sees the other's changes only when it looks."""
    with bench(store_url) as one, bench(store_url) as other:
        yield one, other


def test_two_seats_never_give_the_same_number(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    numbers = [seat.take() for _ in range(5) for seat in (one, other)]
    assert [number[-4:] for number in numbers] == [f"{n:04d}" for n in range(1, 11)]


def test_a_unit_that_the_other_seat_has_just_sent_is_not_sent_twice(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    first, second = one.take(), one.take()
    one.do("dispatch", units=("CSO-11",), call=first)
    assert other.unit("CSO-11").status == "available"
    with pytest.raises(Refused, match="not available: assigned"):
        other.desk.do("dispatch", {"units": ("CSO-11",), "call": second}, actor="other")


def test_a_call_that_the_other_seat_has_just_closed_is_reopened_and_that_is_said(
    seats: tuple[Bench, Bench],
) -> None:
    one, other = seats
    number = one.take()
    other.board.apply(other.desk.news())
    one.do("close_call", call=number, disposition="22")
    assert other.call(number).state == "waiting"
    assert "is open again" in other.do("dispatch", units=("CSO-11",), call=number).said


def test_a_seat_hears_that_the_other_did_something_and_of_nothing_else(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    assert not other.desk.stirred()
    number = one.take()
    wait_until(other.desk.stirred, "for the ring")
    assert [call.number for call in other.desk.news().calls] == [number]
    assert not other.desk.stirred()
    assert not other.desk.news().calls
    assert not one.desk.stirred()


def test_a_seat_that_comes_back_sees_all_it_missed(seats: tuple[Bench, Bench]) -> None:
    one, other = seats
    for _ in range(10):
        one.do("dispatch", units=("CSO-11",), call=one.take())
        one.do("free", unit="CSO-11")
    other.board.apply(other.desk.news())
    assert other.board.picture.calls == one.board.picture.calls
    assert other.board.picture.units == one.board.picture.units
    assert other.board.picture.entry == one.board.picture.entry
