"""Simulated receivers: each says where it is, fails as it is told, and answers as the real one does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import make_driver
from hardware.gps.ubx_frames import framed
from hardware.readings import Position
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.receiver import FIX_FAULTS, FixFault, SimulatedReceiver
from hardware.simulators.route import metres
from hardware.simulators.taip import Checked, SimulatedTaip
from hardware.simulators.ubx import SimulatedUbx
from tests.hardware.clocks import HandClock

PLUMMER_PARK = (34.0900, -118.3500)
CITY_HALL = (34.0900, -118.3850)
DRIVERS = {SimulatedGps: "nmea", SimulatedTaip: "taip", SimulatedUbx: "ubx"}
POLL_PVT = framed(b"\x01\x07", b"")

Make = Callable[[HandClock], SimulatedReceiver]
every_receiver = pytest.mark.parametrize("make", DRIVERS, ids=DRIVERS.values())


class StartedClock(HandClock):
    """Starts at another moment."""

    def __init__(self, began: datetime) -> None:
        super().__init__()
        self._began = began

    def now(self) -> datetime:
        return self._began + timedelta(seconds=self.monotonic())


def heard(receiver: SimulatedReceiver) -> list[Position]:
    """All that its driver reads, which is nothing but positions."""
    driver = make_driver(DRIVERS[type(receiver)])
    readings = driver.feed(receiver.emit()) + driver.idle()
    assert all(isinstance(reading, Position) for reading in readings), readings
    return cast(list[Position], readings)


def a_second_later(clock: HandClock, receiver: SimulatedReceiver) -> Position:
    clock.advance(1)
    return heard(receiver)[0]


def apart(fix: Position, place: tuple[float, float]) -> float:
    assert fix.lat is not None
    assert fix.lon is not None
    return metres((fix.lat, fix.lon), place)


def started(make: Make) -> tuple[HandClock, SimulatedReceiver]:
    clock = HandClock()
    receiver = make(clock)
    receiver.place(*PLUMMER_PARK)
    heard(receiver)
    return clock, receiver


@every_receiver
def test_it_says_once_a_second_where_it_is_and_when(make: Make) -> None:
    clock, receiver = started(make)
    clock.advance(60)
    fixes = heard(receiver)
    assert len({fix.time for fix in fixes}) == 60
    assert all(fix.valid and apart(fix, PLUMMER_PARK) < 4 for fix in fixes)
    assert fixes[-1].time == clock.now().time()


@every_receiver
def test_it_follows_a_path(make: Make) -> None:
    clock, receiver = started(make)
    receiver.place(*CITY_HALL)
    receiver.follow([PLUMMER_PARK], speed_kmh=72)
    clock.advance(10)
    fix = heard(receiver)[-2]
    assert fix.speed_kmh == pytest.approx(72, abs=1)
    assert fix.course_deg == pytest.approx(90, abs=1)
    clock.advance(10_000)
    assert receiver.arrived
    assert apart(heard(receiver)[-1], PLUMMER_PARK) < 4


@every_receiver
def test_void_has_no_fix(make: Make) -> None:
    clock, receiver = started(make)
    receiver.fail("void")
    fix = a_second_later(clock, receiver)
    assert not fix.valid
    assert not (fix.lat or fix.lon)


@every_receiver
def test_stale_repeats_its_last_place_and_time(make: Make) -> None:
    clock, receiver = started(make)
    receiver.follow([CITY_HALL], speed_kmh=72)
    before = a_second_later(clock, receiver)
    receiver.fail("stale")
    clock.advance(30)
    said = {(fix.lat, fix.lon, fix.time) for fix in heard(receiver)}
    assert said == {(before.lat, before.lon, before.time)}
    assert receiver.position != PLUMMER_PARK


@every_receiver
def test_jump_is_300_mph_away_from_one_fix_to_the_next(make: Make) -> None:
    clock, receiver = started(make)
    receiver.fail("jump")
    near, far = a_second_later(clock, receiver), a_second_later(clock, receiver)
    for fix, seconds in ((near, 1), (far, 2)):
        assert fix.valid
        assert apart(fix, PLUMMER_PARK) == pytest.approx(seconds * 134.1, abs=4)
    assert receiver.position == PLUMMER_PARK


@every_receiver
def test_zero_is_a_fix_at_0_0(make: Make) -> None:
    clock, receiver = started(make)
    receiver.fail("zero")
    fix = a_second_later(clock, receiver)
    assert (fix.lat, fix.lon, fix.valid) == (0.0, 0.0, True)


@every_receiver
def test_factory_is_the_makers_place_without_a_fix(make: Make) -> None:
    clock, receiver = started(make)
    receiver.fail("factory")
    fix = a_second_later(clock, receiver)
    assert (fix.lat, fix.lon, fix.valid) == (pytest.approx(38.85), pytest.approx(-94.80), False)


@every_receiver
def test_a_stuck_clock_leaves_the_place_right(make: Make) -> None:
    clock, receiver = started(make)
    before = a_second_later(clock, receiver)
    receiver.fail("stuck clock")
    receiver.follow([CITY_HALL], speed_kmh=72)
    clock.advance(30)
    fixes = heard(receiver)
    assert {fix.time for fix in fixes} == {before.time}
    assert apart(fixes[-1], PLUMMER_PARK) == pytest.approx(600, abs=4)


@every_receiver
def test_silence_says_nothing_until_it_recovers(make: Make) -> None:
    clock, receiver = started(make)
    receiver.fail("silence")
    clock.advance(30)
    receiver.receive(b">QPV<" + POLL_PVT)
    assert receiver.emit() == b""
    receiver.recover()
    assert receiver.fault == ""
    assert a_second_later(clock, receiver).valid


@every_receiver
@pytest.mark.parametrize("kind", FIX_FAULTS)
def test_from_every_fault_it_recovers(make: Make, kind: FixFault) -> None:
    clock, receiver = started(make)
    receiver.fail(kind)
    assert receiver.fault == kind
    clock.advance(10)
    heard(receiver)
    receiver.recover()
    fix = a_second_later(clock, receiver)
    assert fix.valid
    assert apart(fix, PLUMMER_PARK) < 4
    assert fix.time == clock.now().time()


@every_receiver
def test_a_receiver_that_never_said_anything_can_fail(make: Make) -> None:
    for kind in FIX_FAULTS:
        receiver = make(HandClock())
        receiver.fail(kind)
        assert len(heard(receiver)) == (0 if kind == "silence" else len(heard(make(HandClock()))))


def test_a_fault_that_there_is_not_is_told() -> None:
    with pytest.raises(ValueError, match=r"There is no fault 'rust'. Known: void, stale"):
        SimulatedGps(HandClock()).fail(cast(FixFault, "rust"))


@every_receiver
def test_the_same_seed_says_the_same(make: Callable[..., SimulatedReceiver]) -> None:
    assert make(HandClock(), seed=1).emit() == make(HandClock(), seed=1).emit()
    assert make(HandClock(), seed=1).emit() != make(HandClock(), seed=2).emit()


@every_receiver
def test_any_thread_may_drive_it(make: Make) -> None:
    clock, receiver = started(make)
    orders: list[Callable[[], object]] = [
        *(lambda: receiver.place(*CITY_HALL), lambda: receiver.follow([PLUMMER_PARK], 50), receiver.emit),
        *(lambda: receiver.fail("jump"), receiver.recover, lambda: receiver.receive(b">QPV<" + POLL_PVT)),
        *(lambda: receiver.position, lambda: clock.advance(0.5)),
    ]
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(order) for order in orders * 25]:
            done.result(10)
    receiver.recover()
    clock.advance(1)
    assert heard(receiver)


@every_receiver
@given(
    *(st.floats(-89.99, 89.99), st.floats(-179.99, 179.99), st.floats(1, 300)),
    st.datetimes(datetime(2020, 1, 1), datetime(2079, 12, 31)),
)
def test_anywhere_at_any_time_its_driver_understands_it(
    make: Make, lat: float, lon: float, speed_kmh: float, began: datetime
) -> None:
    clock = StartedClock(began.replace(tzinfo=UTC))
    receiver = make(clock)
    receiver.place(lat, lon)
    receiver.follow([(lat * 0.99, lon)], speed_kmh)
    clock.advance(2)
    for fix in heard(receiver):
        assert fix.valid
        assert fix.day in (None, clock.now().date(), began.date())


@pytest.mark.parametrize("checked", ["with star", "without star", "no"])
@pytest.mark.parametrize("unit", ["1234", "357042063052352", ""])
def test_trackers_differ_in_unit_and_checksum(checked: Checked, unit: str) -> None:
    tracker = SimulatedTaip(HandClock(), unit, checked=checked)
    assert [fix.unit for fix in heard(tracker)] == [unit]


@pytest.mark.parametrize("kind", [b"PV", b"CP", b"LN"])
@pytest.mark.parametrize("to", [b"", b";ID=1234", b";ID=1234;*00"])
def test_a_tracker_answers_when_it_is_asked(kind: bytes, to: bytes) -> None:
    _, tracker = started(SimulatedTaip)
    query = b"noise>Q%b%b<" % (kind, to)
    tracker.receive(query[:7])
    tracker.receive(query[7:])
    assert tracker.emit().startswith(b">R" + kind)
    tracker.receive(query)
    (fix,) = heard(tracker)
    assert apart(fix, PLUMMER_PARK) < 15


@pytest.mark.parametrize("query", [b">QPV;ID=9999<", b">QTM<", b">SRM;ID_FLAG=T<", b">QPV"])
def test_a_tracker_leaves_what_is_not_for_it(query: bytes) -> None:
    _, tracker = started(SimulatedTaip)
    tracker.receive(query)
    assert tracker.emit() == b""


def test_a_tracker_reports_events_with_their_day() -> None:
    clock, tracker = started(SimulatedTaip)
    assert isinstance(tracker, SimulatedTaip)
    tracker.event(7)
    (fix,) = heard(tracker)
    assert (fix.raw[:6], fix.day, fix.time) == (b">REV07", clock.now().date(), clock.now().time())
    with pytest.raises(ValueError, match="no event 100"):
        tracker.event(100)


def test_a_ublox_receiver_answers_polls_and_acknowledges_settings() -> None:
    _, receiver = started(SimulatedUbx)
    receiver.receive(POLL_PVT[:3])
    receiver.receive(POLL_PVT[3:])
    assert len(heard(receiver)) == 1
    receiver.receive(framed(b"\x06\x8a", bytes(8)) + framed(b"\x0a\x04", b""))
    assert receiver.emit() == framed(b"\x05\x01", b"\x06\x8a")
