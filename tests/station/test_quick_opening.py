"""A window that opens sooner leaves Python as it was: its own import, and its sweeping."""

import gc
import subprocess
import sys
from pathlib import Path

from console.app import Station, Window, startup_for
from tests.journeys.seat import store_in, take_seat

LOADS_QT = """
import builtins
own = builtins.__import__
from console.station.quick_opening import load_qt
load_qt()
from PySide6.QtWidgets import QApplication
app = QApplication(["console", "-platform", "offscreen"])
assert builtins.__import__ is own
"""


def test_qt_leaves_pythons_own_import_in_its_place() -> None:
    subprocess.run([sys.executable, "-c", LOADS_QT], check=True, timeout=60)


def test_a_window_that_is_open_is_swept(qtbot, tmp_path: Path) -> None:
    gc.disable()
    try:
        with take_seat(qtbot, store_in(tmp_path)) as seat:
            seat.wait(gc.isenabled)
    finally:
        gc.enable()


def test_a_window_that_is_closed_before_its_store_is_open_is_swept(qapp) -> None:
    window = Window(Station(startup_for("sqlite:///:memory:")))
    assert not gc.isenabled()
    window.close()
    assert gc.isenabled()
