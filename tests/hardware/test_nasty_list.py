"""What serial devices really do: twenty things that have brought other consoles down, by their numbers."""

import datetime as dt
import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.clock import ManualClock
from console.station.positions import Positions
from console.station.repeats import Repeats
from hardware.drivers import make_driver
from hardware.health import CHECK_SETTINGS
from hardware.identity import FoundPort, Identity, search
from hardware.inbox import Inbox, Received
from hardware.link import NOT_WRITTEN
from hardware.modem_lines import ModemLines
from hardware.orders import SendText
from hardware.radio.carrier import CarrierDriver
from hardware.radio.kenwood_orders import encode
from hardware.radio.keying import Keying
from hardware.readings import (
    RAW_LIMIT,
    Acknowledged,
    Alarm,
    Emergency,
    Position,
    Status,
    TransmissionBegan,
    TransmissionEnded,
    Undecoded,
    moment,
)
from hardware.simulators.kenwood import SimulatedKenwood
from hardware.simulators.surgard import SimulatedSurGard
from hardware.transmitter import Transmitter
from tests.conformance import (
    test_alarm_drivers,
    test_drivers,
    test_gps_drivers,
    test_kiss_driver,
    test_line_drivers,
)
from tests.conformance.driver_conformance import DriverConformance, decode
from tests.desk.stations import Bench as DeskBench
from tests.hardware.clocks import HandClock
from tests.hardware.links import Station, Terminal, linked
from tests.hardware.waiting import wait_until

MODULES = (test_drivers, test_gps_drivers, test_kiss_driver, test_line_drivers, test_alarm_drivers)
SUITES = [
    suite
    for module in MODULES
    for suite in vars(module).values()
    if isinstance(suite, type) and issubclass(suite, DriverConformance) and suite is not DriverConformance
]
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
RMC = b"$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62"
BEGAN = b"\x02I110040021004002\x03"
ALARM = b"5011 181234E12001015\x14"
PANIC = {
    "link": "Alarms",
    "account": "1234",
    "event": "120",
    "qualifier": "E",
    "family": "panic",
    "words": "Panic alarm",
}

each_driver = pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.driver)


@pytest.fixture
def station() -> Iterator[Station]:
    with linked() as station:
        yield station


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DeskBench]:
    bench = DeskBench(tmp_path / "station.sqlite3")
    yield bench
    bench.desk.close()


def rmc(time: str, day: str, where: str = "3405.00,N,11822.00,W") -> bytes:
    body = f"GPRMC,{time},A,{where},010.0,090.0,{day},,".encode()
    check = 0
    for byte in body:
        check ^= byte
    return b"$%b*%02X\r\n" % (body, check)


def position(*chunks: bytes) -> Position:
    found = [reading for reading in decode("nmea", *chunks) if isinstance(reading, Position)]
    return found[-1]


def fix(lat: float, lon: float, second: int, *, valid: bool = True) -> Position:
    at = NOON + dt.timedelta(seconds=second)
    return Position("", lat, lon, valid, 20.0, 90.0, at.date(), at.time())


@each_driver
def test_01_garbage_at_power_up(suite: type[DriverConformance]) -> None:
    message = suite.messages[0] + suite.end
    alone = decode(suite.driver, message)
    for garbage in (b"\x00" * 4096, bytes(range(256)) * 16, b"\xff\x00\xaa\x55" * 1000):
        assert decode(suite.driver, garbage + suite.end + message * 2)[-len(alone) :] == alone


@each_driver
def test_02_every_vector_split_at_every_byte(suite: type[DriverConformance]) -> None:
    for message in suite.messages:
        whole = decode(suite.driver, message)
        for cut in range(len(message) + 1):
            assert decode(suite.driver, message[:cut], message[cut:]) == whole


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b""])
def test_03_every_kind_of_line_end(end: bytes) -> None:
    assert [reading.kind for reading in decode("nmea", (RMC + end) * 3)] == ["position"] * 3


def test_04_a_sentence_inside_a_sentence() -> None:
    first, second = decode("nmea", b"$GPRMC,0818" + RMC + b"\r\n")
    assert isinstance(first, Undecoded)
    assert isinstance(second, Position)


def test_05_a_start_without_an_end() -> None:
    dropped, began = decode("kenwood", b"\x02I0100" + BEGAN)
    assert (type(dropped), type(began)) == (Undecoded, TransmissionBegan)
    driver = make_driver("kenwood")
    assert all(len(one.raw) <= RAW_LIMIT for one in driver.feed(b"\x02I1" + b"1" * 20_000))
    driver.feed(b"\x02I1")
    assert [type(reading) for reading in driver.idle()] == [Undecoded]


def test_06_wrong_baud_is_said_and_nothing_spins(station: Station) -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock)
    station.bench.add("radio", radio)
    link = station.link("sim://radio", monotonic=clock.monotonic)
    radio.say(b"\xf8\x02" * 50)
    wait_until(lambda: link.health.undecoded >= 5)
    clock.advance(5.1)
    wait_until(lambda: link.health.why == CHECK_SETTINGS)
    assert (link.health.state, link.health.opened) == ("open", 1)


def test_07_duplicates_are_one_event_and_still_acknowledged(desk: DeskBench) -> None:
    readings = decode("surgard", ALARM * 5)
    assert [reading.answer for reading in readings if isinstance(reading, Alarm)] == [b"\x06"] * 5
    for _ in readings:
        desk.do("alarm_received", **PANIC)
    assert len(desk.board.picture.calls) == 1
    clock = HandClock()
    repeats = Repeats(clock.monotonic)
    (packet, *_) = decode("kiss", test_kiss_driver.TestKiss.messages[0])
    assert [repeats.is_repeat(packet) for _ in range(3)] == [False, True, True]
    clock.advance(31)
    assert not repeats.is_repeat(packet)


def test_08_a_receiver_whose_weeks_have_rolled_over() -> None:
    positions = Positions()
    old = NOON - dt.timedelta(days=7168)
    positions.take("CSO-11", position(rmc("120000", f"{old:%d%m%y}")), NOON)
    (kept,) = positions.for_store()
    assert kept.at == NOON
    assert "days off" in kept.doubt
    assert position(rmc("120000", "231126")).day == dt.date(2026, 11, 23)


def test_09_leap_days_leap_seconds_and_midnight() -> None:
    assert position(rmc("120000", "290228")).day == dt.date(2028, 2, 29)
    assert [type(one) for one in decode("nmea", rmc("120000", "290227"))] == [Undecoded]
    leap = moment(position(rmc("235960", "311226")), NOON)
    assert leap is not None
    assert abs(leap - dt.datetime(2027, 1, 1, tzinfo=dt.UTC)) <= dt.timedelta(seconds=1)
    before_midnight = dt.datetime(2026, 11, 23, 23, 59, 59, tzinfo=dt.UTC)
    dateless = Position("", 34.0, -118.0, True, time=dt.time(0, 0, 1))
    assert moment(dateless, before_midnight) == dt.datetime(2026, 11, 24, 0, 0, 1, tzinfo=dt.UTC)


def test_10_the_ends_of_the_world_and_numbers_that_are_none() -> None:
    south_east = position(rmc("120000", "231126", "3351.00,S,15112.00,E"))
    assert south_east[1:3] == (pytest.approx(-33.85), pytest.approx(151.2))
    assert position(rmc("120000", "231126", "0000.00,N,18000.00,W")).lon == -180.0
    for where in ("9100.00,N,11822.00,W", "nan,N,11822.00,W", "3405.00,N,inf,W", "9960.00,N,11822.00,W"):
        assert [type(one) for one in decode("nmea", rmc("120000", "231126", where))] == [Undecoded], where
    positions = Positions()
    positions.take("CSO-11", position(rmc("120000", "231126", "0000.00,N,00000.00,E")), NOON)
    assert positions.for_board() == []
    positions.take("CSO-11", fix(34.09, -118.37, 0), NOON)
    positions.take("CSO-11", fix(38.85, -94.80, 1, valid=False), NOON)
    (held,) = positions.for_board()
    assert (held.lat, held.valid) == (34.09, False)
    assert math.isfinite(held.lon)


def test_11_a_jump_over_200_mph_is_flagged() -> None:
    positions = Positions()
    positions.take("CSO-11", fix(34.09, -118.37, 0), NOON)
    positions.take("CSO-11", fix(34.10, -118.37, 1), NOON)
    (held,) = positions.for_board()
    assert (held.lat, held.doubt) == (34.09, "It jumped 1.1 km in 1 s")


def test_12_unplugged_in_a_frame_and_back_under_another_name(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "radio")
    link = station.link(tmp_path / "radio")
    wait_until(lambda: link.health.state == "open")
    terminal.say(BEGAN[:9])
    wait_until(lambda: link.health.bytes == 9)
    terminal.vanish()
    wait_until(lambda: link.health.state == "lost")
    again = Terminal(tmp_path / "radio")
    wait_until(lambda: link.health.state == "open")
    again.say(BEGAN)
    station.wait_for("transmission_began")
    second = station.link(tmp_path / "radio")
    wait_until(lambda: second.health.state == "lost")
    assert "lock" in second.health.why
    for each in station.links:
        each.stop()
    again.vanish()


def test_12_two_identical_adapters_are_told_apart_by_their_sockets() -> None:
    twins = [FoundPort(f"/dev/ttyUSB{n}", "FT232R", 0x0403, 0x6001, "", f"1-{n}") for n in (1, 2)]
    wanted = Identity(0x0403, 0x6001, "", "1-2")
    assert search(wanted, twins).port == twins[1]
    renamed = [port._replace(device=f"/dev/ttyUSB{n}") for n, port in enumerate(reversed(twins), start=7)]
    found = search(wanted, renamed).port
    assert found is not None
    assert (found.device, found.location) == ("/dev/ttyUSB7", "1-2")
    assert "cannot be told" in search(Identity(0x0403, 0x6001, "", "9-9"), twins).why


def test_13_a_flood_drops_positions_before_alarms_and_counts_them() -> None:
    inbox = Inbox(size=100)
    for second in range(500):
        inbox.put(Received("GPS", fix(34.09, -118.37, second)))
        if second % 10 == 0:
            inbox.put(Received("Alarms", Alarm("1234", "120")))
    taken = inbox.take(0)
    assert len(taken) == 100
    assert sum(isinstance(item.reading, Alarm) for item in taken) == 50
    assert (inbox.dropped("GPS"), inbox.dropped("Alarms")) == (450, 0)


def test_14_a_stuck_carrier_and_a_stuck_key() -> None:
    driver = CarrierDriver()
    heard = [driver.lines(ModemLines(cts=True), tick / 20) for tick in range(20 * 62)]
    kinds = [reading.kind for readings in heard for reading in readings]
    assert kinds == ["transmission_began", "trouble"]
    keying = Keying(limit_s=60.0)
    keying.press(0.0)
    assert (keying.keyed(59.9), keying.keyed(60.1), keying.keyed(100.0)) == (True, False, False)


def test_15_the_same_emergency_fifty_times_is_one_with_a_counter(desk: DeskBench) -> None:
    frames = decode("kenwood", b"\x02E1004011\x03" * 50)
    assert frames == [Emergency("100-4011", "", b"\x02E1004011\x03")] * 50
    for _ in frames:
        desk.do("radio_emergency", link="Radio 1", radio_id="100-4011")
    desk.do("radio_status", link="Radio 1", radio_id="100-4011", code="88")
    emergencies = [line.text for line in desk.board.picture.radio if line.kind == "emergency"]
    assert emergencies == ["Emergency button, 50 times"]


def test_16_acknowledgements_lost_late_and_out_of_order() -> None:
    transmitter = Transmitter(encode, ask=False)
    transmitter.allow("R. Okafor")
    first = transmitter.order(SendText("100-4002", "one"))
    now = 0.0
    while transmitter.open_orders():
        transmitter.due(now)
        now += 1.0
    transmitter.heard(Acknowledged("", "0"), now + 30)
    states = [outcome.state for outcome in transmitter.outcomes() if outcome.number == first]
    assert states[-2:] == ["failed", "late"]
    transmitter.heard(Acknowledged("", "1"), now + 300)
    assert transmitter.outcomes()[-1].state == "stray"


def test_16_a_write_that_does_not_leave_is_said(station: Station, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "radio")
    link = station.link(tmp_path / "radio")
    wait_until(lambda: link.health.state == "open")
    # Nobody reads the other end: the terminal takes 4 KB and then no more.
    assert link.send(b"x" * 100_000)
    wait_until(lambda: link.health.why == NOT_WRITTEN)
    assert (link.health.state, link.health.unsent) == ("open", 1)
    terminal.say(BEGAN)
    station.wait_for("transmission_began")
    link.stop()
    terminal.vanish()


def test_17_hundreds_of_buffered_events_all_arrive() -> None:
    clock = HandClock()
    receiver = SimulatedSurGard(clock)
    receiver.dump(300)
    driver, heard = make_driver("surgard"), 0
    for _ in range(20_000):
        for reading in driver.feed(receiver.emit()):
            if isinstance(reading, Alarm):
                heard += 1
                receiver.receive(reading.answer)
        clock.advance(0.1)
        if heard == 300:
            break
    assert heard == 300
    assert not receiver.held


def test_18_begin_and_end_in_one_burst_and_two_units_at_once(desk: DeskBench) -> None:
    burst = decode("kenwood", BEGAN + b"\x02I010040021004002\x03" + b"\x02I010030151003015\x03")
    assert [type(one) for one in burst] == [TransmissionBegan, TransmissionEnded, TransmissionEnded]
    for radio_id in ("100-4011", "100-4012"):
        desk.do("radio_heard", link="Radio 1", radio_id=radio_id)
    desk.do("radio_ended", link="Radio 1", radio_id="100-4012")
    talking = [line.unit for line in desk.board.picture.radio if line.until is None]
    assert talking == ["CSO-11"]


def test_19_what_nobody_knows_is_shown(desk: DeskBench) -> None:
    desk.do("radio_status", link="Radio 1", radio_id="999-9999", code="77")
    desk.do(
        "alarm_received", **(PANIC | {"account": "FFFF", "event": "799", "family": "", "words": "Event 799"})
    )
    texts = [line.text for line in desk.board.picture.radio]
    assert texts == ["Event 799", "Status 77, not known here"]
    assert decode("kenwood", b"\x02gEU99999U00001077\x03")[0] == Status(
        "U99999", "077", b"\x02gEU99999U00001077\x03"
    )


def test_20_a_stepped_clock_moves_no_time_out() -> None:
    clock = ManualClock(NOON)
    transmitter = Transmitter(encode, ask=False)
    transmitter.allow("R. Okafor")
    transmitter.order(SendText("100-4002", "one"))
    assert transmitter.due(clock.monotonic())
    clock.set(NOON + dt.timedelta(days=400))
    assert transmitter.due(clock.monotonic()) is None
    assert transmitter.open_orders()[0].state == "sent"
    repeats = Repeats(clock.monotonic)
    (packet, *_) = decode("kiss", test_kiss_driver.TestKiss.messages[0])
    assert not repeats.is_repeat(packet)
    clock.set(NOON - dt.timedelta(days=400))
    assert repeats.is_repeat(packet)
