"""Close the window, or kill its process: at the next start everything acknowledged is there."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.seat import row, sign_on, store_in, take_seat


def test_a_closed_window_opens_again_on_the_same_work(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sign_on(qtbot, store, "CSO-11")
    with take_seat(qtbot, store) as seat:
        seat.enter("N 586 8300 SANTA MONICA BL; blue van", "Call 1 taken")
        seat.enter("D 11 1", "CSO-11 sent to 1")
        seat.enter("E 11", "CSO-11 is en route to 1")
        seat.enter("S 12 MEAL", "CSO-12 is not on duty")
    with take_seat(qtbot, store) as seat:
        assert row(seat.calls, "Call 1,", "8300 SANTA MONICA BL", "CSO-11 en route")
        assert row(seat.units, "CSO-11", "En route", "call 1")


def test_a_killed_window_loses_nothing_that_was_acknowledged(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    sign_on(qtbot, store, "CSO-11")
    places = ["7301 FOUNTAIN AV", "7302 FOUNTAIN AV"]
    for place in places:
        with take_seat(qtbot, store) as seat:
            before = seat.station.board.picture.fixes
            with killed_window(store, tmp_path):
                seat.enter(f"N 586 {place}", "taken")
                # Fixes that come by the store are the other window's: it is up, and writing.
                seat.wait(lambda seat=seat, before=before: seat.station.board.picture.fixes != before)
    with take_seat(qtbot, store) as seat:
        assert all(row(seat.calls, place) for place in places)
        assert not seat.station.desk.order(lambda desk: desk.verify()).result(10).broken


@contextmanager
def killed_window(store: str, home: Path) -> Iterator[None]:
    """A console in training on the store, with its radio and GPS devices at work, killed at the end."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-m", "console", "--store", store], env=environment, stderr=subprocess.PIPE
    ) as window:
        try:
            yield
        finally:
            assert window.poll() is None, "the window ended by itself"
            os.kill(window.pid, signal.SIGKILL)
