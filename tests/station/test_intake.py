"""What devices say becomes verbs on a real store, and positions on the board."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from console.board.holder import Board
from console.board.views import DeviceView
from console.clock import SystemClock
from console.desk.radio_log import RadioLogRow
from console.desk.thread import DeskThread
from console.settings import AccountSettings, Settings
from console.station.identities import Identities
from console.station.intake import Intake
from console.station.opening import Startup, open_desk
from console.station.strangers import KEPT
from hardware.drivers import make_driver
from hardware.inbox import Inbox, Received
from hardware.radio.ax25 import Addresses, ui_frame
from hardware.readings import (
    Alarm,
    Caller,
    Emergency,
    Heartbeat,
    Position,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    Trouble,
    Undecoded,
)
from tests.hardware.waiting import wait_until

ACCOUNTS = (AccountSettings("1234", "Plummer Park", "7377 SANTA MONICA BL"),)


class Bed:
    """An intake between an inbox and a desk, both real."""

    def __init__(self, folder: Path) -> None:
        startup = Startup(Settings(), f"sqlite:///{folder / 'station.sqlite3'}", "R. Okafor")
        self.inbox, self.board = Inbox(), Board()
        self.answers: list[tuple[str, bytes]] = []
        self.desk = DeskThread(lambda: open_desk(startup), self.board)
        self.intake = Intake(
            inbox=self.inbox,
            board=self.board,
            desk=self.desk,
            clock=SystemClock(),
            identities=Identities(self.board, {"GPS CSO-12": "CSO-12"}, {"N0CALL-9": "CSO-14"}, ACCOUNTS),
            answer=lambda link, data: self.answers.append((link, data)),
            heard=lambda link, reading: None,
        )

    def hear(self, *readings: Reading, link: str = "Radio 1") -> None:
        for reading in readings:
            self.inbox.put(Received(link, reading))

    def lines(self) -> list[tuple[str, str, str]]:
        """Unit, radio ID and text of the radio log, oldest first."""
        return [(line.unit, line.radio_id, line.text) for line in reversed(self.board.picture.radio)]


@pytest.fixture
def bed(tmp_path: Path) -> Iterator[Bed]:
    bed = Bed(tmp_path)
    bed.desk.start()
    bed.desk.opened.result(20)
    bed.intake.start()
    yield bed
    bed.intake.stop()
    bed.desk.stop()


def fix(unit: str, lat: float) -> Position:
    now = dt.datetime.now(dt.UTC)
    return Position(unit, lat, -118.36, True, 20.0, 90.0, now.date(), now.time())


def test_traffic_is_logged_in_order_with_the_units_name(bed: Bed) -> None:
    bed.hear(
        TransmissionBegan("100-4011"),
        Status("100-4011", "15"),
        Text("100-9999", "<b>hello</b>"),
        Emergency("100-4012", "95"),
    )
    wait_until(lambda: len(bed.lines()) == 4)
    assert [line[:2] for line in bed.lines()] == [
        ("CSO-11", "100-4011"),
        ("CSO-11", "100-4011"),
        ("", "100-9999"),
        ("CSO-12", "100-4012"),
    ]
    assert bed.lines()[2][2] == "<b>hello</b>"
    assert bed.board.picture.units["CSO-11"].status == "break"


def test_a_burst_of_noise_is_one_line_with_its_count(bed: Bed) -> None:
    bed.hear(*[Undecoded("", "The checksum is wrong", b"\xff")] * 500)
    wait_until(bed.lines)
    assert bed.lines() == [("", "", "Not decoded: The checksum is wrong (500 times)")]


def test_positions_are_the_owners_or_the_radios_unit(bed: Bed) -> None:
    bed.hear(fix("", 34.01), link="GPS CSO-12")
    bed.hear(fix("100-4011", 34.02), fix("100-9999", 34.03))
    wait_until(lambda: len(bed.board.picture.fixes) == 2)
    assert {unit: held.lat for unit, held in bed.board.picture.fixes.items()} == {
        "CSO-12": 34.01,
        "CSO-11": 34.02,
    }


def test_positions_are_in_the_store_after_the_end(bed: Bed, tmp_path: Path) -> None:
    bed.hear(fix("", 34.01), link="GPS CSO-12")
    wait_until(lambda: bed.board.picture.fixes)
    bed.intake.stop()
    (kept,) = bed.desk.order(lambda desk: desk.load().fixes).result(10)
    assert (kept.unit, kept.lat) == ("CSO-12", 34.01)


def alarm(account: str, event: str = "120") -> Alarm:
    return Alarm(account, event, "E", "01", "015", answer=b"\x06", raw=b"5011 18")


def test_an_alarm_is_answered_once_it_is_committed_and_each_time_it_is_sent(bed: Bed) -> None:
    bed.hear(alarm("1234"), alarm("1234"), alarm("1234"), link="Alarms")
    wait_until(lambda: len(bed.answers) == 3)
    assert bed.answers == [("Alarms", b"\x06")] * 3
    (call,) = bed.board.picture.calls.values()
    assert (call.type_code, call.place) == ("211A", "7377 SANTA MONICA BL (Plummer Park)")
    assert bed.lines() == [("", "1234", "Panic alarm, zone 015 (3 times)")]


def test_an_alarm_that_could_not_be_stored_is_not_answered(bed: Bed) -> None:
    bed.desk.stop()
    bed.hear(alarm("1234"), Heartbeat(answer=b"\x06"), link="Alarms")
    wait_until(lambda: bed.answers)
    # The heartbeat came behind the alarm, and is the one that was answered.
    assert bed.answers == [("Alarms", b"\x06")]
    assert bed.board.picture.calls == {}


def test_an_event_that_makes_no_call_is_logged_and_answered(bed: Bed) -> None:
    bed.hear(alarm("8703", "602"), link="Alarms")
    wait_until(lambda: bed.answers)
    assert bed.board.picture.calls == {}
    assert bed.lines()[0][1] == "8703"


def test_who_rings_is_on_the_board(bed: Bed) -> None:
    bed.hear(Caller(number="3105550142", name="REYES A"), link="Desk line")
    wait_until(lambda: bed.board.picture.caller)
    caller = bed.board.picture.caller
    assert caller is not None
    assert (caller.line, caller.number, caller.name) == ("Desk line", "3105550142", "REYES A")


def test_what_a_digipeater_sends_on_is_one_message(bed: Bed) -> None:
    frame = ui_frame(Addresses("APRS", "N0CALL-7"), b">At the park")
    (heard,) = make_driver("kiss").feed(b"\xc0\x00" + frame + b"\xc0")
    bed.hear(heard, heard, heard)
    bed.hear(Trouble("", "The end"))
    wait_until(lambda: any("The end" in text for _, _, text in bed.lines()))
    assert [text for _, _, text in bed.lines()].count("At the park") == 1


def test_radio_traffic_is_the_unit_s_that_the_settings_name(bed: Bed) -> None:
    bed.hear(TransmissionBegan("N0CALL-9"), Status("N0CALL-9", "15"))
    wait_until(lambda: len(bed.lines()) == 2)
    assert [line[:2] for line in bed.lines()] == [("CSO-14", "N0CALL-9")] * 2
    wait_until(lambda: bed.board.picture.units["CSO-14"].status == "break")


# Positions that belong to nobody


def logged(bed: Bed) -> list[RadioLogRow]:
    """The positions in the stored log, oldest first."""
    found = bed.desk.order(lambda desk: desk.radio_log(kind="position")).result(10)
    return list(reversed(found))


def test_positions_of_an_unknown_identity_are_one_line_that_is_counted_up(bed: Bed) -> None:
    bed.hear(*[fix("100-9999", 34.01)] * 5)
    wait_until(bed.lines)
    bed.hear(*[fix("100-9999", 34.02)._replace(raw=b"\x02$PKLSH\x03")] * 3)
    bed.intake.stop()
    (line,) = logged(bed)
    assert (line.link, line.unit, line.radio_id, line.raw) == ("Radio 1", "", "100-9999", b"\x02$PKLSH\x03")
    assert line.text == "8 positions, the newest at 34.02000, -118.36000: no unit has this identity"
    assert bed.board.picture.fixes == {}


def test_once_it_is_assigned_its_positions_are_the_unit_s(bed: Bed) -> None:
    bed.hear(fix("100-9999", 34.01))
    wait_until(bed.lines)
    bed.desk.do("assign_radio", {"unit": "UTV-1", "radio_id": "100-9999"}, actor="R. Okafor").result(10)
    wait_until(lambda: bed.board.picture.units["UTV-1"].radio_id == "100-9999")
    bed.hear(fix("100-9999", 34.02))
    wait_until(lambda: bed.board.picture.fixes)
    assert bed.board.picture.fixes["UTV-1"].lat == 34.02
    bed.intake.stop()
    assert [line.text.partition(" ")[0] for line in logged(bed)] == ["1"]


def test_a_device_of_no_unit_is_told_and_a_fix_without_a_place_as_well(bed: Bed) -> None:
    bed.hear(Position("", None, None, False, raw=b"$GPRMC"), link="GPS 9")
    wait_until(bed.lines)
    assert bed.lines() == [
        ("", "", "1 position, the newest without a fix: the device belongs to no unit"),
    ]


def test_a_flood_of_made_up_identities_is_a_few_lines_and_loses_no_count(bed: Bed) -> None:
    for number in range(3000):
        bed.hear(fix(f"made-up-{number}", 34.01))
    bed.intake.stop()
    lines = logged(bed)
    dropped = bed.inbox.dropped("Radio 1")
    assert len(lines) == KEPT + 1
    assert sum(int(line.text.partition(" ")[0]) for line in lines) + dropped == 3000


def test_the_unit_that_a_person_gives_a_device_has_its_positions(bed: Bed) -> None:
    device = DeviceView("GPS CSO-12", "nmea", "GPS", "gps", "COM9", "4800 8N1", "running", unit="UTV-1")
    bed.board.report_devices([device], bed.board.picture.inspected)
    bed.hear(fix("", 34.01), link="GPS CSO-12")
    wait_until(lambda: bed.board.picture.fixes)
    assert list(bed.board.picture.fixes) == ["UTV-1"]


def test_the_register_says_where_a_receiver_s_bytes_come_from_and_whether_somebody_may_open(bed: Bed) -> None:
    order(bed, "load_facilities", file="west-hollywood")
    order(bed, "set_hours", account="1002", hours="CLOSED")
    order(bed, "set_hours", account="1004", hours="MO-SU 0000-2400")
    driver = make_driver("surgard")
    for frame in (b"5011 181004E40101007\x14", b"5011 181002E40101007\x14", b"5011 181001E13001003\x14"):
        bed.hear(*driver.feed(frame), link="Alarms")
    wait_until(lambda: len(bed.answers) == 3)
    calls = sorted(bed.board.picture.calls.values(), key=lambda call: call.number)
    assert [call.place for call in calls] == ["7377 Santa Monica Bl", "8300 Santa Monica Bl"]
    assert (
        calls[0]
        .timeline[0]
        .text.startswith("Outside opening hours: Opening: by user, zone 007: Plummer Park")
    )
    assert "City Hall, Council offices" in calls[1].timeline[0].text


def order(bed: Bed, verb: str, **args: Any) -> None:
    bed.desk.do(verb, args, actor="R. Okafor").result(10)
