"""A radio on modem lines in the real window, in training: allowed, keyed while a key is held, and stuck."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.board.views import DeviceView
from console.settings import DeviceSettings, Settings
from hardware.simulators.device import MachineClock
from hardware.simulators.pty import PtyDevice
from hardware.simulators.text_lines import SimulatedTextDecoder
from tests.journeys.seat import Seat, focused, live, store_in, take_seat
from tests.journeys.test_devices_page import open_devices

# Qt's offscreen platform says so of every window and menu; it is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints")
CONTROL = Qt.KeyboardModifier.ControlModifier
CHANNEL = "Channel 2"


def channel(seat: Seat) -> DeviceView:
    return seat.window.main.picture.devices[CHANNEL]


def hold(seat: Seat) -> None:
    QTest.keyPress(focused(), Qt.Key.Key_T, CONTROL)


def let_go(seat: Seat) -> None:
    QTest.keyRelease(focused(), Qt.Key.Key_T, CONTROL)


def test_a_radio_is_keyed_while_the_key_is_held_and_only_when_allowed(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path), Settings(mode="training")) as seat:
        open_devices(seat)
        page = seat.window.main.pages.devices
        seat.wait(lambda: channel(seat).state == "running")
        page.select(CHANNEL)
        hold(seat)
        seat.wait_said("Sending is off for Channel 2.")
        let_go(seat)
        seat.press(Qt.Key.Key_S)
        seat.wait_said("Channel 2 may be keyed.")
        seat.wait(lambda: "Ctrl+T" in [key for key, _words in page.table.hints])
        hold(seat)
        seat.wait_said("Channel 2 is keyed, for 60 s at most.")
        seat.wait(lambda: channel(seat).keyed)
        seat.wait(lambda: "Channel 2 is keyed" in page.table.foot.sentence)
        let_go(seat)
        seat.wait_said("Channel 2 is let go.")
        seat.wait(lambda: not channel(seat).keyed)
        hold(seat)
        seat.wait(lambda: channel(seat).keyed)
        seat.press(Qt.Key.Key_PageUp, CONTROL)
        seat.wait(lambda: not channel(seat).keyed)
        seat.press(Qt.Key.Key_PageUp, CONTROL)
        assert seat.has_line


def test_a_stuck_key_is_begun_and_ended_from_the_menu(qtbot, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path), Settings(mode="training")) as seat:
        open_devices(seat)
        page = seat.window.main.pages.devices
        seat.wait(lambda: channel(seat).state == "running")
        page.select(CHANNEL)
        for said, faults in (("stuck ptt, until", ("stuck ptt",)), ("stuck ptt is over", ())):
            QTest.keyClick(page.table.list, Qt.Key.Key_X)
            menu = page.table.faults
            assert menu.actions()[-1].text() == "Stuck PTT"
            QTest.keyClick(menu, Qt.Key.Key_Up)
            QTest.keyClick(menu, Qt.Key.Key_Return)
            seat.wait_said(said)
            seat.wait(lambda faults=faults: channel(seat).faults == faults)
        seat.wait(lambda: len(seat.window.main.picture.inspected.frames) == 2)
        types = [frame.type for frame in seat.window.main.picture.inspected.frames]
        assert types == ["Stops talking", "Begins to talk"]


def test_options_are_written_in_the_form_refused_in_words_and_there_at_the_next_start(
    qtbot, tmp_path: Path
) -> None:
    decoder = SimulatedTextDecoder(MachineClock())
    terminal = PtyDevice(decoder)
    terminal.start()
    rule = "patterns = text = (?P<text>.*)"
    device = DeviceSettings("Decoder", terminal.path, "lines", options={"patterns": "text = (?P<text>.*)"})
    with take_seat(qtbot, store_in(tmp_path), live(device)) as seat:
        open_devices(seat)
        form = seat.window.main.pages.devices.form
        seat.wait(lambda: seat.window.main.picture.devices["Decoder"].state == "running")
        seat.press(Qt.Key.Key_G)
        assert form.options.toPlainText() == rule
        for wrong, why in (
            ("preset", "is no option"),
            ("preset = morse", "There is no preset 'morse'"),
            ("colour = red", "has no option colour"),
        ):
            form.options.setPlainText(f"{rule}\n{wrong}")
            form.save()
            assert why in form.refusal("options")
            assert form.options.toPlainText() == f"{rule}\n{wrong}"
        form.options.setPlainText(rule)
        form.unit.setText("UTV-1")
        form.save()
        seat.wait_said("Decoder is saved")
        seat.wait(lambda: seat.window.main.picture.devices["Decoder"].unit == "UTV-1")
        assert seat.window.main.picture.devices["Decoder"].options == rule
        seat.wait(lambda: not form.isVisible())
        seat.press(Qt.Key.Key_G)
        form.options.setPlainText("preset = mdc1200")
        form.save()
        seat.wait(lambda: seat.window.main.picture.devices["Decoder"].options == "preset = mdc1200")
    with take_seat(qtbot, store_in(tmp_path), live(device)) as seat:
        seat.wait(lambda: "Decoder" in seat.window.main.picture.devices)
        assert seat.window.main.picture.devices["Decoder"].options == "preset = mdc1200"
    terminal.stop()
