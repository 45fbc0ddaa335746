"""TAIP: positions of trackers, and what is refused and why."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.gps.fields import checksum
from hardware.gps.taip import TaipDriver
from hardware.readings import Position, Reading, Undecoded
from tests.hardware.taip_vectors import EVENT, LONG, TAIP

PLACE = b">RPV15714+3739438-1220384601512612"


def read(*chunks: bytes) -> list[Reading]:
    driver = TaipDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def position(data: bytes) -> Position:
    (reading,) = read(data)
    assert isinstance(reading, Position), reading
    return reading


def why(data: bytes) -> str:
    (reading,) = read(data)
    assert isinstance(reading, Undecoded), reading
    assert reading.raw in data
    return reading.why


def test_a_position_report_gives_unit_place_motion_and_time() -> None:
    assert position(TAIP[0]) == Position(
        *("1234", 37.39438, -122.03846, True, pytest.approx(15 * 1.609344), 126.0),
        *(None, time(4, 21, 36), TAIP[0]),
    )


@pytest.mark.parametrize(
    ("message", "unit", "lat", "lon"),
    [
        (TAIP[0], "1234", 37.39438, -122.03846),
        (TAIP[1], "0017", 34.77708, -92.34531),
        (TAIP[2], "0017", 34.7771, -92.3453),
        (TAIP[3], "9999", 45.38405, -73.95189),
        (LONG, "", 49.0256603, 122.0996704),
        (EVENT, "357042063052352", 25.7825, -80.28139),
    ],
)
def test_every_kind_of_report_gives_a_place(message: bytes, unit: str, lat: float, lon: float) -> None:
    fix = position(message)
    assert (fix.unit, fix.lat, fix.lon, fix.valid) == (unit, lat, lon, True)


def test_a_compact_report_has_no_motion() -> None:
    assert (position(TAIP[2]).speed_kmh, position(TAIP[2]).course_deg) == (None, None)


def test_a_long_report_is_finer() -> None:
    fix = position(LONG)
    assert (fix.speed_kmh, fix.course_deg, fix.time) == (0.0, 0.0, time(23, 16, 52))
    moving = LONG.replace(b"+000001240000+00000000", b"+000001240125-00031805")
    assert (position(moving).speed_kmh, position(moving).course_deg) == (
        pytest.approx(12.5 * 1.609344),
        180.5,
    )


def test_an_event_gives_its_day() -> None:
    assert (position(EVENT).day, position(EVENT).time) == (date(2007, 10, 1), time(13, 11, 31))


@pytest.mark.parametrize(
    ("seconds", "clock"),
    [(b"00018", time(0, 0, 0)), (b"00017", time(23, 59, 59)), (b"86399", time(23, 59, 41))],
)
def test_gps_time_runs_18_seconds_ahead_of_utc(seconds: bytes, clock: time) -> None:
    assert position(PLACE.replace(b"15714", seconds) + b"<").time == clock


def test_an_event_right_after_gps_midnight_belongs_to_the_day_before() -> None:
    assert position(EVENT.replace(b"47509", b"00005")).day == date(2007, 9, 30)


@pytest.mark.parametrize(
    ("source", "age", "valid"),
    [
        *((b"0", b"2", True), (b"1", b"2", True), (b"1", b"1", True), (b"3", b"2", True)),
        *((b"9", b"2", False), (b"1", b"0", False), (b"9", b"0", False)),
    ],
)
def test_source_and_age_say_whether_there_is_a_fix(source: bytes, age: bytes, valid: bool) -> None:
    fix = position(PLACE[:-2] + source + age + b"<")
    assert (fix.valid, fix.lat) == (valid, 37.39438)


@pytest.mark.parametrize("counted", [b";*", b";"])
def test_the_star_may_be_counted_in_or_not(counted: bytes) -> None:
    body = PLACE + b";ID=1234"
    assert position(b"%b;*%02X<" % (body, checksum(body + counted))).unit == "1234"
    assert position(b"%b;*%02x<" % (body, checksum(body + counted))).unit == "1234"


@pytest.mark.parametrize("checked", [b"", b";*7F"])
@pytest.mark.parametrize("end", [b"<", b"", b"\r\n", b"\r", b"\n", b"<\r\n"])
def test_checksum_and_end_may_be_missing(checked: bytes, end: bytes) -> None:
    message = PLACE + b";ID=1234" + checked + end
    assert [reading.unit for reading in read(message * 3)] == ["1234"] * 3


def test_other_makers_fields_are_passed_over_and_units_may_be_long() -> None:
    fix = position(PLACE + b";IO=330;SV=9;CV09;ID=unit-0012;AL=+47<")
    assert fix.unit == "unit-0012"


def test_a_unit_is_fit_to_be_shown() -> None:
    assert len(position(PLACE + b";ID=" + b"9" * 200 + b"<").unit) == 40


def test_without_an_id_the_unit_is_the_ports_own() -> None:
    assert position(PLACE + b"<").unit == ""


@pytest.mark.parametrize(
    "message",
    [
        b">QPV<",
        b">SRM;ID_FLAG=T;CS_FLAG=T<",
        b">RTM15714000126112026180000000<",
        b">RVR SVEETEN VERSION 8.02;ID=1234<",
        b">RTXa * in a text<",
        b">FPV00100000;ID=1234<",
    ],
)
def test_other_messages_are_silent(message: bytes) -> None:
    assert read(message) == []


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (TAIP[0].replace(b"*7F", b"*7E"), "Checksum is 7E, the bytes give 7F"),
        (TAIP[0].replace(b"*7F", b"*7"), "The checksum is not two hexadecimal digits"),
        (TAIP[0].replace(b"*7F", b"*"), "The checksum is not two hexadecimal digits"),
        (b">RTXhello;*00<", "Checksum is 00, the bytes give 13"),
        (b">RPV15714<", "RPV does not have the fields of its kind"),
        (PLACE + b"0<", "RPV does not have the fields of its kind"),
        (PLACE.replace(b"+373", b" 373") + b"<", "RPV does not have the fields of its kind"),
        (PLACE.replace(b"+37", b"+90") + b"<", "There is no latitude +9039438"),
        (PLACE.replace(b"-122", b"-181") + b"<", "There is no longitude -18103846"),
        (PLACE.replace(b"126", b"361") + b"<", "There is no course 361"),
        (PLACE.replace(b"15714", b"86400") + b"<", "There is no time 86400"),
        (EVENT.replace(b"4471", b"4477"), "There is no time 47509"),
        (b">r<", "This is no TAIP message"),
        (b"><", "This is no TAIP message"),
        (b">RPV\x07<", "This is no TAIP message"),
        (b">RPV15714+373", "The message was cut short"),
        (b">RP", "The message was cut short"),
        (PLACE + b";ID=12", "The message was cut short"),
        (PLACE + b";ID=1234;*7", "The checksum is not two hexadecimal digits"),
        (b"no message", "Bytes outside any message"),
    ],
)
def test_what_cannot_be_is_shown_with_a_reason(message: bytes, reason: str) -> None:
    assert why(message) == reason


def test_of_two_that_run_into_each_other_the_second_is_kept() -> None:
    cut, fix = read(b">RPV15714+37" + TAIP[1])
    assert (cut.kind, fix.kind, fix.unit) == ("undecoded", "position", "0017")


def test_half_a_units_name_is_no_unit() -> None:
    cut, fix = read(PLACE + b";ID=00" + TAIP[1])
    assert isinstance(cut, Undecoded)
    assert fix.unit == "0017"


def test_a_message_without_an_end_is_cut_at_a_kilobyte() -> None:
    refused, *rest = read(b">RPV" + b"1" * 5000 + TAIP[0])
    assert (refused.kind, len(refused.raw)) == ("undecoded", 1024)
    assert [reading.kind for reading in rest] == ["undecoded"] * 4 + ["position"]


def test_a_message_is_there_as_soon_as_its_end() -> None:
    driver = TaipDriver()
    assert driver.feed(TAIP[0][:-1]) == []
    assert len(driver.feed(TAIP[0][-1:])) == 1


@given(
    *(st.integers(-9_000_000, 9_000_000), st.integers(-18_000_000, 18_000_000)),
    *(st.integers(0, 86_399), st.integers(0, 999), st.integers(0, 360)),
)
def test_every_place_reads_as_it_was_written(lat: int, lon: int, seconds: int, mph: int, course: int) -> None:
    fix = position(f">RPV{seconds:05d}{lat:+08d}{lon:+09d}{mph:03d}{course:03d}12<".encode())
    assert (fix.lat, fix.lon) == (lat / 100_000, lon / 100_000)
    assert fix.time is not None
    assert (fix.time.hour * 3600 + fix.time.minute * 60 + fix.time.second + 18) % 86_400 == seconds
    assert (fix.speed_kmh, fix.course_deg) == (pytest.approx(mph * 1.609344), course)
