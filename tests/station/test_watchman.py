"""The watchman on running seats: what is due is done by the one that leads, and by the next when it goes."""

from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest

from console.board.alarm_views import AlarmView
from console.board.views import LinkView
from console.clock import ManualClock
from console.station.watchman import Watchman
from tests.desk.seats import LONGEST_S, Seat, seat
from tests.desk.stations import EVENING


class Leader:
    """Which of the seats leads."""

    def __init__(self) -> None:
        self.name = "Position 1"

    def is_(self, name: str) -> bool:
        return self.name == name


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(EVENING)


@pytest.fixture
def leader() -> Leader:
    return Leader()


@pytest.fixture
def seats(store_url: str, tmp_path: Path, clock: ManualClock) -> Iterator[tuple[Seat, Seat]]:
    with (
        seat(store_url, tmp_path, clock=clock) as one,
        seat(store_url, tmp_path, "Position 2", clock) as other,
    ):
        yield one, other


def watchman(seat: Seat, clock: ManualClock, leader: Leader) -> Watchman:
    return Watchman(
        board=seat.board,
        desk=seat.thread,
        clock=clock,
        leads=lambda: leader.is_(seat.name),
        position=seat.name,
    )


def look(*men: Watchman) -> int:
    """All of them look at the same moment; how much they ordered."""
    ordered = [done for man in men for done in man.look()]
    wait(ordered, LONGEST_S)
    return len(ordered)


def alarms(seat: Seat) -> list[AlarmView]:
    return list(seat.picture.alarms.values())


def test_handing_over_in_the_midst_loses_nothing_and_does_nothing_twice(
    seats: tuple[Seat, Seat], clock: ManualClock, leader: Leader
) -> None:
    one, other = seats
    men = [watchman(each, clock, leader) for each in seats]
    numbers = [one.do("take_call", type="586", place=f"{n} Main", priority=1).calls[0] for n in range(1, 4)]
    other.wait(lambda: len(other.picture.calls) == 3)
    clock.advance(601)
    assert look(*men) == 3
    leader.name = "Position 2"
    look(*men)
    clock.advance(60)
    look(*men)
    one.wait(lambda: len(alarms(one)) == 3)
    assert sorted(alarm.call for alarm in alarms(one)) == numbers
    assert [alarm.times for alarm in alarms(one)] == [1, 1, 1]


def test_one_that_does_not_lead_does_nothing(
    seats: tuple[Seat, Seat], clock: ManualClock, leader: Leader
) -> None:
    leader.name = "nobody"
    seats[0].take()
    clock.advance(100_000)
    assert look(*(watchman(each, clock, leader) for each in seats)) == 0


def test_what_a_person_has_cleared_is_not_raised_again(
    seats: tuple[Seat, Seat], clock: ManualClock, leader: Leader
) -> None:
    one, _ = seats
    man = watchman(one, clock, leader)
    one.take()
    clock.advance(100_000)
    look(man)
    (alarm,) = alarms(one)
    one.do("clear_alarm", number=alarm.number, reason="caller told")
    assert look(man) == 0
    # Another one, that knows nothing of the first, orders it and the desk says that it was done.
    look(watchman(one, clock, leader))
    assert alarms(one) == []


def test_a_lost_radio_is_told_once_and_its_return_noted(
    seats: tuple[Seat, Seat], clock: ManualClock, leader: Leader
) -> None:
    one, _ = seats
    man = watchman(one, clock, leader)
    for name in ("Radio 1", "Radio 2"):
        one.board.report(LinkView(name, "radio", "good", ""))
    one.board.report(LinkView("Radio 1", "radio", "lost", "Unplugged"))
    assert look(man) == 0
    clock.advance(10)
    assert look(man) == 1
    (alarm,) = alarms(one)
    assert (alarm.kind, alarm.text) == ("device", "Radio 1 is lost: Unplugged")
    one.board.report(LinkView("Radio 2", "radio", "lost", "Unplugged"))
    look(man)
    clock.advance(10)
    look(man)
    assert {each.kind: each.level for each in alarms(one)} == {"device": "high", "voice_lost": "critical"}
    assert look(man) == 0
    one.board.report(LinkView("Radio 1", "radio", "good", ""))
    look(man)
    over = {each.about: each.restored_at is not None for each in alarms(one)}
    assert over == {"Radio 1": True, "Position 1": True, "Radio 2": False}


def test_it_runs_by_the_stations_clock(seats: tuple[Seat, Seat], clock: ManualClock, leader: Leader) -> None:
    one, _ = seats
    man = watchman(one, clock, leader)
    one.take()
    man.start()
    try:
        clock.advance(100_000)
        one.wait(lambda: alarms(one), "for the alarm")
    finally:
        man.stop()
