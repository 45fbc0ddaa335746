"""What went wrong at the screen and at the ports of other dispatch systems: it does not go wrong here."""

import ast
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from console.desk.session import Session
from console.errors import Refused
from console.settings import DeviceSettings
from tests.desk.account_seats import account_seat
from tests.journeys.seat import Seat, live, row, sign_on, store_in, take_seat
from tests.journeys.terminal import Terminal, began, emergency, ended, status

CSO_11, CSO_12 = "100-4011", "100-4012"
HALF_TYPED = "R 1, half a rem"
FLUENT_S = 0.25
"""A wide margin: a modal dialog or a sleep on the window's thread would stop it for longer."""
GUI = ("console/widgets", "console/app.py")
STOPPERS = {"exec", "exec_", "sleep"}
PRINTING = "sheet.py"
"""The system's own print dialog, which a person has asked for, is the one exception."""


@pytest.fixture
def radios(tmp_path: Path) -> Iterator[tuple[Terminal, Terminal]]:
    pair = Terminal(tmp_path / "radio1"), Terminal(tmp_path / "radio2")
    yield pair
    for each in pair:
        each.pull()


@pytest.fixture
def seat(qtbot, tmp_path: Path, radios: tuple[Terminal, Terminal]) -> Iterator[Seat]:
    """A seat with two units on duty and two radios."""
    sign_on(qtbot, store_in(tmp_path), "CSO-11", "CSO-12")
    devices = [DeviceSettings(f"Radio {n}", str(each.path), "kenwood") for n, each in enumerate(radios, 1)]
    with take_seat(qtbot, store_in(tmp_path), live(*devices)) as seat:
        seat.wait(lambda: row(seat.links, "Radio 1 good") and row(seat.links, "Radio 2 good"))
        yield seat


def test_a_keyed_radio_takes_neither_the_focus_nor_a_key(
    seat: Seat, radios: tuple[Terminal, Terminal]
) -> None:
    for letter in HALF_TYPED:
        radios[0].say(began(CSO_11) + ended(CSO_11))
        seat.type(letter)
        assert seat.has_line
    seat.wait(lambda: len(talks(seat)) == len(HALF_TYPED))
    assert seat.typed == HALF_TYPED


def test_what_comes_in_opens_no_window_and_an_emergency_that_repeats_is_one(
    seat: Seat, radios: tuple[Terminal, Terminal]
) -> None:
    before = set(QApplication.topLevelWidgets())
    for _ in range(20):
        radios[0].say(began(CSO_11) + emergency(CSO_11) + ended(CSO_11) + status(CSO_11, 77))
    banner = seat.window.main.alarms.banner
    seat.wait(lambda: banner.faces and "20 times" in banner.faces[0].sentence)
    assert len(banner.faces) == 1
    assert set(QApplication.topLevelWidgets()) == before


def test_one_bad_byte_costs_one_message_and_not_the_radio(
    seat: Seat, radios: tuple[Terminal, Terminal]
) -> None:
    seat.enter("N 586 8300 SANTA MONICA BL", "Call 1 taken")
    seat.enter("D 11 1", "CSO-11 sent to 1")
    good = status(CSO_11, 12)
    for place in range(len(good)):
        radios[0].say(good[:place] + b"\xff" + good[place + 1 :])
    radios[0].say(good)
    seat.wait_row(lambda: seat.units, "CSO-11", "En route")
    assert row(seat.links, "Radio 1 good")


def test_two_radios_that_speak_at_once_keep_their_messages_apart(
    seat: Seat, radios: tuple[Terminal, Terminal]
) -> None:
    one, other = began(CSO_11) + status(CSO_11, 14), began(CSO_12) + status(CSO_12, 14)
    for first, second in zip(one, other, strict=True):
        radios[0].say(bytes([first]))
        radios[1].say(bytes([second]))
    seat.wait_row(lambda: seat.radio, "CSO-11 Status 14")
    seat.wait_row(lambda: seat.radio, "CSO-12 Status 14")
    assert not [each for each in seat.radio if "Not decoded" in each]


def test_a_status_with_a_wrong_checksum_is_shown_and_not_believed(
    seat: Seat, radios: tuple[Terminal, Terminal]
) -> None:
    seat.enter("N 586 8300 SANTA MONICA BL", "Call 1 taken")
    seat.enter("D 11 1", "CSO-11 sent to 1")
    right = status(CSO_11, 12)
    digits = right.index(b"*") + 1
    radios[0].say(
        right[:digits] + (b"00" if right[digits : digits + 2] != b"00" else b"01") + right[digits + 2 :]
    )
    seat.wait_row(lambda: seat.radio, "Radio 1", "Not decoded: Checksum")
    assert row(seat.units, "CSO-11", "Assigned")


def test_a_code_that_nobody_knows_is_shown_and_not_thrown_away(
    seat: Seat, radios: tuple[Terminal, Terminal]
) -> None:
    radios[0].say(status(CSO_11, 77))
    seat.wait_row(lambda: seat.radio, "CSO-11", "Status 77, not known here")


def test_a_hundred_messages_never_stop_the_window(seat: Seat, radios: tuple[Terminal, Terminal]) -> None:
    for _ in range(100):
        radios[0].say(began(CSO_11) + status(CSO_11, 77) + ended(CSO_11))
    slowest = 0.0
    while len(talks(seat)) < 10:
        before = time.monotonic()
        QApplication.processEvents()
        slowest = max(slowest, time.monotonic() - before)
    assert slowest < FLUENT_S


def test_nothing_on_the_window_s_thread_sleeps_or_waits_for_a_dialog() -> None:
    root = Path(__file__).parents[2]
    files = [
        file
        for part in GUI
        for file in ([root / part] if part.endswith(".py") else (root / part).rglob("*.py"))
    ]
    found = []
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in STOPPERS
            ):
                found.append((file.name, ast.unparse(node)))
    found = [each for each in found if each[0] != PRINTING]
    assert [code for _, code in found] == ["self._app.exec()"], found


def test_a_dispatcher_who_has_logged_off_can_do_nothing(tmp_path: Path) -> None:
    with account_seat(tmp_path / "s.sqlite3") as opened:
        session: Session = opened.session_of("dispatcher")
        call = opened.do("take_call", session, type="586", place="Park").calls[0]
        opened.desk.accounts.log_off(session)
        for verb, args in (
            ("remark", {"call": call, "text": "late"}),
            ("close_call", {"call": call, "disposition": "01"}),
        ):
            with pytest.raises(Refused, match="You have logged off"):
                opened.desk.do(verb, args, actor=session)
        assert opened.picture().calls[call].state == "waiting"


def talks(seat: Seat) -> list[str]:
    return [each for each in seat.radio if "Talked" in each or "talk" in each.lower()]
