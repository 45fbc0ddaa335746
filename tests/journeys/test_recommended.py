"""Who should go, with keys only: a misspelt address put right, and a closed street that asks for a UTV."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from console.board.views import FixView
from console.geo.city_file import training_city
from console.geo.packed import pack
from console.station.opening import Startup, open_desk
from tests.journeys.seat import Seat, live, row, sign_on, store_in, take_seat

WEST_OF_IT = (34.08490, -118.38406)
EAST_OF_IT = (34.08959, -118.37629)
"""On Santa Monica Bl, on both sides of 8700."""
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def seat(qtbot, tmp_path: Path) -> Iterator[Seat]:
    """A live station with the streets imported, a car in the west and a UTV in the east."""
    store = store_in(tmp_path)
    import_streets(store)
    sign_on(qtbot, store, "CSO-11", "UTV-1")
    with take_seat(qtbot, store) as taken:
        taken.wait(lambda: taken.window.main.panels.map.canvas.city is not None)
        yield taken


def import_streets(store: str) -> None:
    packed = pack(training_city())
    with closing(open_desk(Startup(live(), store, "R. Okafor"))) as desk:
        desk.editions.put(packed, "R. Okafor")
        args = {"sha256": packed.sha256, "kind": "streets", "name": "West Hollywood"}
        desk.do("publish_city", args, actor="R. Okafor")


def heard_of(seat: Seat) -> None:
    """Both units tell where they are."""
    now = seat.station.startup.clock.now()
    places = {"CSO-11": WEST_OF_IT, "UTV-1": EAST_OF_IT}
    seat.station.board.move([FixView(sign, *place, now) for sign, place in places.items()])


def test_a_misspelt_address_is_put_right_and_the_recommended_unit_is_sent(seat: Seat) -> None:
    heard_of(seat)
    seat.press(Qt.Key.Key_F2)
    seat.wait(lambda: not seat.has_line)
    seat.type("8730 Santa Moncia Bl")
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    seat.press(Qt.Key.Key_Tab)
    seat.type("586")
    seat.press(Qt.Key.Key_F5)
    seat.wait_row(lambda: seat.calls, "Call 1,", "8730 Santa Monica Bl", "CSO-11 assigned")
    (call,) = seat.station.board.picture.calls.values()
    assert call.lat is not None


def test_a_street_closed_by_typing_it_turns_the_recommendation_from_car_to_utv(seat: Seat) -> None:
    heard_of(seat)
    seat.enter("N 586 8730 SANTA MONICA BL", "Call 1 taken")
    seat.wait_row(lambda: seat.calls, "Call 1,", "waiting")
    seat.press(Qt.Key.Key_1, CTRL)
    seat.press(Qt.Key.Key_Down)
    seat.wait(lambda: offered(seat) == "CSO-11")
    seat.press(Qt.Key.Key_Escape)
    seat.wait(lambda: seat.has_line)
    seat.enter("CL SANTA MONICA; LA CIENEGA, SAN VICENTE; +60, Halloween", "is closed to car until")
    seat.wait(lambda: offered(seat) == "UTV-1")
    seat.wait(lambda: len(seat.window.main.panels.map.canvas.closures) == 1)
    seat.press(Qt.Key.Key_F5)
    seat.wait_row(lambda: seat.calls, "Call 1,", "UTV-1 assigned")
    seat.enter("OP SANTA MONICA, all clear", "is open")
    seat.wait(lambda: not seat.window.main.panels.map.canvas.closures)
    assert row(seat.units, "CSO-11", "Available")


def test_an_outline_that_was_drawn_is_closed_by_a_typed_line(seat: Seat) -> None:
    south, west = 34.0850, -118.3850
    outline = ((south, west), (south, west + 0.004), (south + 0.004, west + 0.004))
    seat.window.main.panels.map.outline_drawn.emit(outline)
    assert seat.typed == "CL OUTLINE; "
    seat.enter("+90 CAR BIKE, film shoot", "is closed to car, bike until")
    seat.wait(lambda: len(seat.window.main.panels.map.canvas.closures) == 1)
    (closure,) = seat.window.main.panels.map.canvas.closures
    assert closure.outline == outline
    wider = (*outline, (south + 0.004, west))
    seat.window.main.panels.map.outline_changed.emit(closure.id, wider)
    seat.wait(lambda: seat.station.board.picture.closures[0].outline == wider)


def offered(seat: Seat) -> str:
    """The unit that the selected call shows, by streets."""
    given = seat.window.main.panels.calls.given
    first = given.first if given is not None else None
    return first.unit if first is not None and first.how == "streets" else ""
