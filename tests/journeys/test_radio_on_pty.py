"""The statuses of a call, and where its unit is, come as bytes on a port."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.settings import DeviceSettings, Settings
from tests.journeys.seat import Seat, live, row, sign_on, store_in, take_seat
from tests.journeys.terminal import Terminal, began, emergency, ended, position, status

CSO_11 = "100-4011"
HALF_TYPED = "R 1, half a rem"
BACK_WITHIN_S = 10.0
CITY_HALL = (34.0907, -118.3838)


@pytest.fixture
def radio(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "radio")
    yield terminal
    terminal.pull()


@pytest.fixture
def gps(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "gps")
    yield terminal
    terminal.pull()


@pytest.fixture
def seat(qtbot, tmp_path: Path, radio: Terminal, gps: Terminal) -> Iterator[Seat]:
    """A seat with CSO-11 on duty, a radio and a GPS."""
    sign_on(qtbot, store_in(tmp_path), "CSO-11")
    with take_seat(qtbot, store_in(tmp_path), devices(radio, gps)) as seat:
        seat.wait(lambda: row(seat.links, "Radio 1 good") and row(seat.links, "GPS/AVL good"))
        yield seat


def devices(radio: Terminal, gps: Terminal) -> Settings:
    return live(
        DeviceSettings("Radio 1", str(radio.path), "kenwood"),
        DeviceSettings("GPS CSO-11", str(gps.path), "nmea", "CSO-11"),
    )


def test_a_call_is_worked_by_the_units_own_radio(seat: Seat, radio: Terminal) -> None:
    seat.enter("N 586 8300 SANTA MONICA BL; blue van", "Call 1 taken")
    seat.enter("D 11 1", "CSO-11 sent to 1")
    seat.wait_row(lambda: seat.units, "CSO-11", "Assigned")
    seat.type(HALF_TYPED)
    for code, shown in ((11, "Acknowledged"), (12, "En route"), (13, "On scene"), (21, "Available")):
        radio.say(began(CSO_11))
        seat.wait(lambda: "CSO-11 talking" in seat.window.main.panels.radio.air_text)
        assert row(seat.units, "CSO-11", "talking")
        radio.say(status(CSO_11, code) + ended(CSO_11))
        seat.wait_row(lambda: seat.units, "CSO-11", shown)
        seat.wait_row(lambda: seat.radio, "CSO-11", f"Status {code}")
        seat.wait(lambda: "talking" not in row(seat.units, "CSO-11"))
        assert seat.typed == HALF_TYPED
        assert seat.has_line
    seat.wait(lambda: seat.calls == [])
    call = seat.station.board.picture.calls[next(iter(seat.station.board.picture.calls))]
    assert (call.state, call.disposition) == ("closed", "01")


def test_noise_between_frames_is_shown_counted_and_passed_over(seat: Seat, radio: Terminal) -> None:
    good = began(CSO_11) + status(CSO_11, 14) + ended(CSO_11)
    for noise in (
        b"\xff\xfe\x00\x80\x90garbage\r\n",
        status(CSO_11, 14).replace(b"*", b"*0"),
        b"$PKLID,00,100,4011,13,00,*00\r\n",
        b"\x02I1100\xc3\xa94011\x03",
        b"\x02ZZZZ\x03",
        b"$PKLID,00,100,40\r\n",
    ):
        before = undecoded(seat)
        radio.say(noise + good)
        seat.wait(lambda before=before: undecoded(seat) > before)
    seat.wait_row(lambda: seat.radio, "Radio 1", "Not decoded:", "checksum")
    assert len([each for each in seat.radio if "CSO-11 Status 14" in each]) == 6
    assert row(seat.links, "Radio 1 good")


def test_a_radio_of_nobody_is_shown_by_its_number(seat: Seat, radio: Terminal) -> None:
    radio.say(began("100-9999"))
    seat.wait(lambda: "100-9999 talking" in seat.window.main.panels.radio.air_text)
    radio.say(status("100-9999", 13) + status(CSO_11, 77))
    seat.wait_row(lambda: seat.radio, "100-9999", "belongs to no unit")
    seat.wait_row(lambda: seat.radio, "CSO-11", "Status 77, not known here")


def test_a_status_that_cannot_follow_is_in_the_log_with_its_reason(seat: Seat, radio: Terminal) -> None:
    radio.say(status(CSO_11, 13))
    seat.wait_row(lambda: seat.radio, "CSO-11", "Status 13, On scene: not taken.", "not on any call")
    assert row(seat.units, "CSO-11", "Available")


def test_the_gps_moves_its_unit_and_comes_back_after_it_was_pulled(seat: Seat, gps: Terminal) -> None:
    seat.type(HALF_TYPED)
    gps.say(fix(*CITY_HALL))
    seat.wait(lambda: "fix" in row(seat.units, "CSO-11") and "no fix" not in row(seat.units, "CSO-11"))
    assert (round(held(seat).lat, 4), round(held(seat).lon, 4)) == CITY_HALL

    gps.pull()
    seat.wait(lambda: row(seat.links, "GPS/AVL lost"))
    assert (seat.typed, seat.has_line) == (HALF_TYPED, True)
    seat.window.main.bar.line.clear()
    seat.enter("M 11 PLUMMER PARK", "CSO-11 is going to PLUMMER PARK")

    gps.plug()
    back = time.monotonic()
    moved = (34.0910, -118.3830)
    seat.wait(lambda: row(seat.links, "GPS/AVL good"))
    gps.say(fix(*moved))
    seat.wait(lambda: (round(held(seat).lat, 4), round(held(seat).lon, 4)) == moved)
    assert time.monotonic() - back < BACK_WITHIN_S


def undecoded(seat: Seat) -> int:
    """How many frames of the radio could not be read, as the link's chip counts them."""
    return seat.station.board.picture.links["Radio 1"].undecoded


def held(seat: Seat):
    """The position that the board has of CSO-11."""
    return seat.station.board.picture.fixes["CSO-11"]


def fix(lat: float, lon: float) -> bytes:
    """A fix of this moment."""
    return position(lat, lon, f"{datetime.now(UTC):%H%M%S}")


def test_an_emergency_from_the_air_is_on_the_window_within_a_second_and_takes_no_key(
    seat: Seat, radio: Terminal
) -> None:
    seat.enter("N 586 8300 SANTA MONICA BL; blue van", "Call 1 taken")
    seat.enter("DO 11 1", "CSO-11 sent to 1")
    seat.type(HALF_TYPED)
    banner = seat.window.main.alarms.banner
    began_at = time.monotonic()
    radio.say(emergency(CSO_11) * 3)
    seat.wait(lambda: banner.isVisible() and banner.faces)
    assert time.monotonic() - began_at < 1.0
    seat.wait(lambda: "3 times" in banner.faces[0].pressed)
    assert (banner.faces[0].who, len(banner.faces)) == ("CSO-11", 1)
    seat.wait_row(lambda: seat.units, "CSO-11", "Emergency")
    assert seat.has_line and seat.typed == HALF_TYPED
    seat.press(Qt.Key.Key_F8)
    seat.wait(lambda: banner.faces[0].acknowledged)
    assert seat.has_line and seat.typed == HALF_TYPED
    radio.say(status(CSO_11, 88))
    seat.wait(lambda: banner.faces[0].over)
    assert banner.isVisible()
