"""The window while its server is killed and started again: calls are taken with keys, and nothing is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.seat import Seat, sign_on, take_seat
from tests.store.servers import Server
from tests.store.servers import server as new_server


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that this test may kill."""
    with new_server() as made:
        yield made


@pytest.fixture
def seat(own: Server, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    # Where a seat keeps what it does without its server.
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = own.new()
    sign_on(qtbot, store, "CSO-11")
    with take_seat(qtbot, store) as made:
        yield made


def band(seat: Seat) -> str:
    """What the band across the window says, "" while there is none."""
    return str(seat.window.main.band.accessibleName()) if seat.window.main.band.isVisible() else ""


def test_a_whole_call_without_the_server_is_on_it_when_it_is_back(own: Server, seat: Seat) -> None:
    seat.enter("N 586 8300 SANTA MONICA BL; before", "Call 1 taken")
    seat.type("N 928 PLUMMER PARK; ke")
    with own.gone():
        seat.wait(lambda: "server" in band(seat))
        assert seat.has_line
        assert seat.typed == "N 928 PLUMMER PARK; ke"
        seat.enter("ys handed in", "Call 8000 taken")
        seat.enter("D 11 8000", "CSO-11 sent to 8000")
        seat.enter("O 11", "CSO-11 is on scene")
        seat.enter("C 11 05", "Call 8000 is closed")
        seat.enter("R 1, gate code 1122", "Noted on 1")
    seat.wait(lambda: seat.station.board.picture.downtime_since is None)
    seat.wait(lambda: "gone" not in band(seat))
    picture = seat.station.board.picture
    (kept,) = [call for call in picture.calls.values() if call.number.endswith("-8000")]
    assert (kept.state, kept.place) == ("closed", "PLUMMER PARK")
    assert picture.catch_up is not None
    assert not picture.catch_up.conflicts
    seat.enter("N 586 FOUNTAIN AV; after", "Call 2 taken")
