"""The devices page in the real window, by keys: see a radio fail, add another, text a unit, take a caller."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.settings import DeviceSettings
from console.widgets.call_entry import CallEntryPanel
from hardware.simulators.caller_id import SimulatedModem
from hardware.simulators.device import MachineClock
from hardware.simulators.kenwood import SimulatedKenwood
from hardware.simulators.pty import PtyDevice
from tests.journeys.seat import Seat, live, store_in, take_seat

# Qt's offscreen platform says so of every window; it is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def open_devices(seat: Seat) -> None:
    for _ in ("overview", "devices"):
        seat.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    pages = seat.window.main.pages
    seat.wait(lambda: pages.devices is not None and pages.page == 1)
    seat.wait(lambda: seat.window.main.picture.devices)


def test_a_device_is_seen_inspected_turned_off_and_on_again(qtbot, tmp_path: Path) -> None:
    radio = SimulatedKenwood(MachineClock())
    terminal = PtyDevice(radio)
    terminal.start()
    device = DeviceSettings("Radio 1", terminal.path, "kenwood")
    with take_seat(qtbot, store_in(tmp_path), live(device)) as seat:
        open_devices(seat)
        page = seat.window.main.pages.devices
        seat.wait(lambda: seat.window.main.picture.devices["Radio 1"].state == "running")
        seat.wait(lambda: page.selected() == "Radio 1")
        radio.key("100-4002")
        seat.wait(lambda: seat.window.main.picture.inspected.frames)
        (frame,) = seat.window.main.picture.inspected.frames
        assert (frame.type, frame.unit, frame.check) == ("Begins to talk", "100-4002", "Good")
        seat.press(Qt.Key.Key_O)
        seat.wait_said("Radio 1 is off.")
        seat.wait(lambda: seat.window.main.picture.devices["Radio 1"].state == "off")
        seat.press(Qt.Key.Key_O)
        seat.wait(lambda: seat.window.main.picture.devices["Radio 1"].state == "running")
        for _ in ("overview", "console"):
            seat.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        seat.wait(lambda: seat.window.main.pages.page == 0)
        assert seat.has_line
    terminal.stop()


def test_a_device_is_added_in_the_window_and_there_at_the_next_start(qtbot, tmp_path: Path) -> None:
    terminal = PtyDevice(SimulatedKenwood(MachineClock()))
    terminal.start()
    with take_seat(qtbot, store_in(tmp_path), live()) as seat:
        seat.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        seat.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        seat.wait(lambda: seat.window.main.pages.devices is not None and seat.station.devices is not None)
        page = seat.window.main.pages.devices
        form = {"was": "", "name": "Base", "port": terminal.path, "driver": "kenwood", "line": ""}
        form |= {"unit": "", "options": ""}
        page.form.saved.emit(form | {"line": "fast"})
        seat.wait_said("no line settings")
        assert "no line settings" in page.form.refusal("line")
        page.form.saved.emit(form)
        seat.wait_said("Base is saved")
        seat.wait(lambda: "Base" in seat.window.main.picture.devices)
        seat.wait(lambda: seat.window.main.picture.devices["Base"].state == "running")
    with take_seat(qtbot, store_in(tmp_path), live()) as seat:
        seat.wait(lambda: "Base" in seat.window.main.picture.devices)
        assert seat.window.main.picture.devices["Base"].port == terminal.path
    terminal.stop()


def test_a_text_asks_first_and_goes_out_only_through_a_radio_that_may_send(qtbot, tmp_path: Path) -> None:
    radio = SimulatedKenwood(MachineClock())
    terminal = PtyDevice(radio)
    terminal.start()
    device = DeviceSettings("Radio 1", terminal.path, "kenwood")
    with take_seat(qtbot, store_in(tmp_path), live(device)) as seat:
        open_devices(seat)
        seat.wait(lambda: seat.window.main.picture.devices["Radio 1"].state == "running")
        seat.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        seat.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        seat.enter("T 11, call the station", "This keys a transmitter.")
        assert seat.typed == "T 11, call the station"
        seat.window.main.bar.line.clear()
        seat.enter("T! 11, call the station", "handed to the radio")
        seat.wait_row(lambda: seat.radio, "Not sent")
        open_devices(seat)
        seat.press(Qt.Key.Key_S)
        seat.wait_said("may send")
        seat.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        seat.press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
        seat.enter("T! 11, call the station", "handed to the radio")
        seat.wait_row(lambda: seat.radio, "arrived")
    terminal.stop()


def test_who_rings_is_told_and_offered_and_nothing_opens_by_itself(qtbot, tmp_path: Path) -> None:
    modem = SimulatedModem(MachineClock())
    terminal = PtyDevice(modem)
    terminal.start()
    device = DeviceSettings("Desk line", terminal.path, "caller-id")
    with take_seat(qtbot, store_in(tmp_path), live(device)) as seat:
        seat.wait(lambda: "Desk line" in seat.window.main.picture.devices)
        seat.wait(lambda: seat.window.main.picture.devices["Desk line"].state == "running")
        seat.type("R 47, half a rem")
        modem.ring("3105550142", "REYES A")
        seat.wait_said("Desk line rings: REYES A, 3105550142")
        assert (seat.has_line, seat.typed) == (True, "R 47, half a rem")
        seat.press(Qt.Key.Key_F2)
        (entry,) = seat.window.main.findChildren(CallEntryPanel)
        seat.press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
        seat.wait(lambda: entry.phone.text() == "3105550142")
        assert entry.caller.text() == "REYES A"
    terminal.stop()
