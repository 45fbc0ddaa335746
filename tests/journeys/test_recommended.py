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
from tests.journeys.seat import Seat, live, row, rows_in, sign_on, store_in, take_seat

WEST_OF_IT = (34.08490, -118.38406)
EAST_OF_IT = (34.08959, -118.37629)
"""On Santa Monica Bl, on both sides of 8700."""
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


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


def test_another_unit_than_the_recommended_one_is_sent_with_a_typed_reason(seat: Seat) -> None:
    heard_of(seat)
    seat.enter("N 586 8730 SANTA MONICA BL", "Call 1 taken")
    seat.wait_row(lambda: seat.calls, "Call 1,", "waiting")
    seat.press(Qt.Key.Key_1, CTRL)
    seat.press(Qt.Key.Key_Down)
    seat.wait(lambda: offered(seat) == "CSO-11")
    seat.wait(lambda: units_page(seat)[0].startswith("1. CSO-11: "))
    assert units_page(seat)[1].startswith("2. UTV-1: ")
    seat.press(Qt.Key.Key_2, ALT)
    assert seat.has_line
    assert "Why UTV-1 and not CSO-11?" in seat.response
    seat.enter("the crowd", "UTV-1 sent to 1")
    (call,) = seat.station.board.picture.calls.values()
    assert "UTV-1 sent instead of CSO-11: the crowd" in [line.text for line in call.timeline]


def test_a_unit_is_picked_from_the_units_of_a_waiting_call(seat: Seat) -> None:
    heard_of(seat)
    seat.enter("N 586 8730 SANTA MONICA BL", "Call 1 taken")
    seat.wait_row(lambda: seat.calls, "Call 1,", "waiting")
    seat.press(Qt.Key.Key_1, CTRL)
    seat.press(Qt.Key.Key_Down)
    seat.wait(lambda: offered(seat) == "CSO-11" and units_page(seat))
    seat.press(Qt.Key.Key_5, CTRL)
    seat.press(Qt.Key.Key_PageDown, CTRL)
    seat.press(Qt.Key.Key_PageDown, CTRL)
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_Return)
    seat.wait_row(lambda: seat.calls, "Call 1,", "CSO-11 assigned")
    assert not any(line.startswith("1. ") for line in units_page(seat))


def test_the_units_for_a_new_call_stand_in_it_and_another_one_is_chosen(seat: Seat) -> None:
    heard_of(seat)
    seat.press(Qt.Key.Key_F2)
    seat.wait(lambda: not seat.has_line)
    entry = seat.window.main.writing.open_panel
    seat.type("8730 Santa Monica Bl")
    seat.press(Qt.Key.Key_Tab)
    assert not entry.recommended.isVisible()
    seat.type("586")
    seat.wait(lambda: entry.recommended.chosen == "CSO-11")
    assert "1. CSO-11: " in rows_in(entry.recommended.list)[0]
    seat.press(Qt.Key.Key_2, ALT)
    assert entry.recommended.chosen == "UTV-1"
    # A street that is closed meanwhile is seen at once.
    seat.station.type_line("CL SANTA MONICA; LA CIENEGA, SAN VICENTE", "R. Okafor")
    seat.wait(lambda: entry.recommended.first == "UTV-1")
    seat.press(Qt.Key.Key_F5)
    seat.wait_row(lambda: seat.calls, "Call 1,", "UTV-1 assigned")


def test_a_chosen_unit_asks_for_its_reason_when_the_new_call_is_saved(seat: Seat) -> None:
    heard_of(seat)
    seat.press(Qt.Key.Key_F2)
    seat.wait(lambda: not seat.has_line)
    entry = seat.window.main.writing.open_panel
    seat.type("8730 Santa Monica Bl")
    seat.press(Qt.Key.Key_Tab)
    seat.type("586")
    seat.wait(lambda: entry.recommended.chosen == "CSO-11")
    seat.press(Qt.Key.Key_2, ALT)
    seat.press(Qt.Key.Key_F5)
    seat.wait(lambda: "Why UTV-1 and not CSO-11?" in seat.response)
    seat.wait(lambda: offered(seat) == "CSO-11")
    seat.enter("the crowd", "UTV-1 sent to 1")
    (call,) = seat.station.board.picture.calls.values()
    assert "UTV-1 sent instead of CSO-11: the crowd" in [line.text for line in call.timeline]


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


def units_page(seat: Seat) -> list[str]:
    """What the Units page of the call detail says."""
    return rows_in(seat.window.main.panels.detail.lists["Units"])


def test_a_call_like_the_one_that_is_typed_is_named_before_it_is_taken(seat: Seat) -> None:
    seat.enter("N 586 8730 SANTA MONICA BL", "Call 1 taken")
    seat.wait_row(lambda: seat.calls, "Call 1,")
    line = seat.window.main.bar.line
    seat.type("N 586 8726 SANTA MONICA BL")
    seat.wait(lambda: line.explanation.words.startswith("Like 1, "))
    assert "m away and 0 min old. New call: Parking" in line.explanation.words
    line.clear()
    seat.press(Qt.Key.Key_F2)
    seat.wait(lambda: not seat.has_line)
    entry = seat.window.main.writing.open_panel
    seat.type("8726 Santa Monica Bl")
    seat.press(Qt.Key.Key_Tab)
    seat.type("586")
    seat.wait(lambda: entry.like.isVisible() and entry.like.words.text().startswith("Like 1, "))
    entry.kind.setText("459R")
    seat.wait(lambda: not entry.like.isVisible())
