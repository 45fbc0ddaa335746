"""A geofile that is published while the window is open: the map, new calls and their places go by it."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt

from console.geo.city import City
from console.geo.packed import pack
from console.settings import MapSettings
from console.station.opening import Startup, open_desk
from tests.geo.test_tiles import PNG, write
from tests.geo.towns import MIDDLE, town
from tests.journeys.seat import Seat, live, store_in, take_seat

CTRL = Qt.KeyboardModifier.ControlModifier


def publish(store: str, city: City) -> None:
    """Publish it as another seat does."""
    packed = pack(city)
    with closing(open_desk(Startup(live(), store, "R. Okafor"))) as desk:
        before = desk.current_edition()
        desk.editions.put(packed, "R. Okafor")
        args = {"sha256": packed.sha256, "kind": "streets", "name": city.name}
        desk.do("publish_city", {**args, "base": before.sha256 if before else ""}, actor="R. Okafor")


def shown(seat: Seat) -> str:
    """The name of the city on the map."""
    city = seat.window.main.panels.map.canvas.city
    return city.name if city is not None else ""


def test_what_another_seat_publishes_is_on_the_map_and_verifies_the_next_call(qtbot, tmp_path: Path) -> None:
    store = store_in(tmp_path)
    with take_seat(qtbot, store) as seat:
        seat.wait(lambda: "No streets" in seat.window.main.panels.map.canvas.ground_words)
        seat.enter("N 586 OLD MILL; before there were streets", "Call 1 taken")
        publish(store, town())
        seat.wait(lambda: shown(seat) == "Testville")
        assert seat.window.main.panels.map.canvas.ground_words == ""
        seat.press(Qt.Key.Key_F2)
        seat.wait(lambda: not seat.has_line)
        seat.type("old mill")
        field = seat.window.main.focusWidget()
        assert "match 5 of 5" in field.accessibleDescription()
        seat.press(Qt.Key.Key_Tab)
        seat.type("586")
        seat.press(Qt.Key.Key_Return, CTRL)
        seat.wait_said("Call 2 taken")
        calls = seat.station.board.picture.calls
        assert [call.lat for call in calls.values()] == [None, MIDDLE[0] + 0.001]
        publish(store, replace(town(), name="Newtown"))
        seat.wait(lambda: shown(seat) == "Newtown")


def test_the_tiles_that_the_settings_name_are_under_the_map(qtbot, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "cso-console"
    folder.mkdir()
    write(folder / "town.mbtiles", {(2, 1, 3): PNG}, {"attribution": "Aerial office", "format": "png"})
    settings = replace(live(), map=MapSettings("town.mbtiles"))
    with take_seat(qtbot, store_in(tmp_path), settings) as seat:
        seat.wait(lambda: "Aerial office" in seat.window.main.panels.map.footer.credit)
    (folder / "town.mbtiles").write_bytes(b"no tiles")
    with take_seat(qtbot, store_in(tmp_path), settings) as seat:
        seat.wait_said("town.mbtiles is not drawn")
