"""The door of the window while the server is gone: whoever was logged on comes in again, nobody new does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from console.clock import ManualClock
from tests.desk.account_seats import account_seat
from tests.journeys.doors import (
    ALT,
    CTRL,
    NOON,
    PASSWORD,
    door_seat,
    everything_said,
    is_covered,
    log_on,
    refusal,
    type_log_on,
)
from tests.journeys.seat import Seat
from tests.store.servers import Server
from tests.store.servers import server as new_server

DRAFT = "N 928 PLUMMER PARK; ke"


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that this test may kill."""
    with new_server() as made:
        yield made


@pytest.fixture
def seat(own: Server, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    # Where a seat keeps what it does without its server.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store, clock = own.new(), ManualClock(NOON)
    with account_seat(store, clock) as made:
        for name in ("bo", "cy"):
            made.add(name, "dispatcher", made.administrator())
    with door_seat(qtbot, store, clock) as taken:
        yield taken


def test_a_screen_that_is_locked_in_an_outage_is_opened_by_its_own_person(own: Server, seat: Seat) -> None:
    log_on(seat, "bo")
    seat.enter("N 586 8300 SANTA MONICA BL; before", "Call 1 taken")
    seat.type(DRAFT)
    with own.gone():
        seat.wait(lambda: seat.window.main.band.isVisible())
        assert not is_covered(seat)
        seat.press(Qt.Key.Key_L, CTRL)
        seat.wait(lambda: is_covered(seat))
        seat.wait(lambda: "only Bo can open this screen" in everything_said(seat.window.main))
        assert "SANTA MONICA" not in everything_said(seat.window.main)
        seat.press(Qt.Key.Key_O, ALT)
        type_log_on(seat, "cy", PASSWORD)
        assert "nobody new can log on" in refusal(seat)
        seat.press(Qt.Key.Key_Escape)
        seat.type(PASSWORD)
        seat.press(Qt.Key.Key_Return)
        seat.wait(lambda: not is_covered(seat))
        assert seat.typed == DRAFT
        seat.enter("ys", "Call 8000 taken")
    seat.wait(lambda: seat.station.board.picture.downtime_since is None)
    assert not is_covered(seat)
    seat.enter("N 586 FOUNTAIN AV; after", "Call 2 taken")
    picture = seat.station.board.picture
    assert picture.catch_up is not None
    assert not picture.catch_up.conflicts
