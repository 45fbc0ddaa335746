"""What devices say becomes verbs on a real store, and positions on the board."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.app import Startup, open_desk
from console.board.holder import Board
from console.clock import SystemClock
from console.desk.thread import DeskThread
from console.settings import AccountSettings, Settings
from console.station.identities import Identities
from console.station.intake import Intake
from hardware.inbox import Inbox, Received
from hardware.readings import Emergency, Position, Reading, Status, Text, TransmissionBegan, Undecoded
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
            identities=Identities(self.board, {"GPS CSO-12": "CSO-12"}, accounts=ACCOUNTS),
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
