"""The map shows who is where, how old that is, and answers the hand at once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from console.board.views import CallView, FixView, Picture, UnitView
from console.clock import ManualClock
from console.geo.city_file import training_city
from console.widgets.icons import Icons
from console.widgets.map import MapPanel
from console.widgets.map.ground import Layers
from console.widgets.map.marks import CallMark, unit_marks
from console.widgets.map.tools import MapTool
from console.widgets.theme import Theme

# Qt's offscreen platform says so of every window; it is no fault of the panel.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NOW = datetime(2026, 3, 14, 19, 42, 18, tzinfo=UTC)
CITY = training_city()
CALL = "20260314-0231"


def unit(call_sign, kind="cso", status="available"):
    return UnitView(call_sign, kind, status, NOW)


def fix(call_sign, lat, lon, *, age=1, **more):
    return FixView(call_sign, lat, lon, NOW - timedelta(seconds=age), **more)


def call(number=CALL, *, state="waiting", priority=1, due=60, lat=34.0808, lon=-118.3855):
    received, due_at = NOW - timedelta(minutes=5), NOW + timedelta(seconds=due)
    return CallView(number, "586", "Parking", priority, state, "x", lat, lon, received, due_at)


def picture(units=(), fixes=(), calls=()):
    return Picture(
        1,
        True,
        MappingProxyType({each.number: each for each in calls}),
        MappingProxyType({each.call_sign: each for each in units}),
        MappingProxyType({each.unit: each for each in fixes}),
    )


SHIFT = picture(
    [unit("CSO-17"), unit("UTV-1", "utv", "enroute"), unit("BIKE-3", "bike", "onscene")],
    [
        fix("CSO-17", 34.0790, -118.3838),
        fix("UTV-1", 34.0906, -118.3855, speed_kmh=20.0, course_deg=91.0),
        fix("BIKE-3", 34.0866, -118.3775),
    ],
    [call(), call("20260314-0232", state="active", lat=34.0858, lon=-118.3830)],
)


@pytest.fixture
def clock():
    return ManualClock(NOW)


@pytest.fixture
def panel(qtbot, clock):
    theme = Theme()
    panel = MapPanel(city=CITY, theme=theme, icons=Icons(theme), clock=clock, training=True)
    qtbot.addWidget(panel)
    panel.resize(916, 560)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def spot(panel, name):
    for placed in panel.canvas.scene.placed:
        mark = placed.mark
        if name == (mark.number if isinstance(mark, CallMark) else mark.call_sign):
            return panel.canvas.screen(placed).toPoint()
    raise AssertionError(f"{name} is not on the map")


def plates(panel):
    return {placed.mark.plate for placed, _box in panel.canvas.scene.plates}


def settled(qtbot, panel, shown):
    panel.show_picture(shown)
    names = {*shown.units, *(str(each.sequence) for each in shown.calls.values())}
    qtbot.waitUntil(lambda: {plate.split()[0] for plate in plates(panel)} <= names)
    panel.grab()


def test_a_click_on_a_marker_tells_which_unit_or_call_it_is(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    with qtbot.waitSignal(panel.unit_clicked) as clicked:
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=spot(panel, "UTV-1"))
    assert clicked.args == ["UTV-1"]
    with qtbot.waitSignal(panel.call_clicked) as clicked:
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=spot(panel, CALL))
    assert clicked.args == [CALL]


def test_a_click_beside_the_markers_and_a_drag_tell_nothing(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    at = spot(panel, "UTV-1")
    with qtbot.assertNotEmitted(panel.unit_clicked):
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(17, 17))
        QTest.mousePress(panel.canvas, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseMove(panel.canvas, at + QPoint(40, 25))
        QTest.mouseRelease(panel.canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(40, 25))
    assert spot(panel, "UTV-1") == at + QPoint(40, 25)


def test_a_fix_grows_stale_and_is_taken_off_the_map(qtbot, panel, clock):
    settled(qtbot, panel, SHIFT)
    assert "CSO-17" in plates(panel)
    clock.advance(251)
    panel.tick()
    assert "CSO-17 4:12 old" in plates(panel)
    panel.grab()
    clock.advance(900)
    panel.tick()
    assert {placed.mark.plate for placed in panel.canvas.scene.placed} == {"231", "232"}
    panel.grab()


def test_an_invalid_fix_is_shown_as_stale_and_heads_nowhere():
    marks = unit_marks(
        picture([unit("A")], [fix("A", 34, -118, valid=False, speed_kmh=30.0, course_deg=10.0)]), NOW, ""
    )
    assert [(mark.stale, mark.course) for mark in marks] == [(True, None)]


def test_only_a_moving_unit_shows_its_heading():
    shown = picture(
        [unit("A"), unit("B"), unit("OFF", status="off")],
        [
            fix("A", 34, -118, speed_kmh=20.0, course_deg=357.0),
            fix("B", 34, -118, speed_kmh=0.5, course_deg=90.0),
            fix("OFF", 34, -118),
            fix("STRANGER", 34, -118),
        ],
    )
    assert [(mark.call_sign, mark.course) for mark in unit_marks(shown, NOW, "")] == [("A", 0), ("B", None)]


def test_a_call_over_its_target_is_late_and_a_closed_one_is_gone(qtbot, panel, clock):
    settled(qtbot, panel, picture(calls=[call(), call("20260314-0009", state="closed")]))
    assert [placed.mark.late for placed in panel.canvas.scene.placed] == [False]
    clock.advance(61)
    panel.tick()
    assert [placed.mark.late for placed in panel.canvas.scene.placed] == [True]
    assert plates(panel) == {"231"}


def test_a_call_without_a_place_is_not_on_the_map(qtbot, panel):
    settled(qtbot, panel, picture(calls=[call(lat=None, lon=None)]))
    assert panel.canvas.scene.placed == ()


def test_two_at_one_place_are_both_seen(qtbot, panel):
    here = {"lat": 34.0808, "lon": -118.3855}
    settled(qtbot, panel, picture([unit("CSO-17")], [fix("CSO-17", *here.values())], [call(**here)]))
    apart = spot(panel, "CSO-17") - spot(panel, CALL)
    assert apart.manhattanLength() >= 24


def test_the_selected_call_points_to_the_nearest_free_unit_until_it_is_active(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    assert panel.canvas.scene.offer is None
    panel.select_call(CALL)
    to, who = panel.canvas.scene.offer
    assert (to.mark.number, who.mark.call_sign) == (CALL, "CSO-17")
    panel.grab()
    panel.select_call("20260314-0232")
    assert panel.canvas.scene.offer is None


def test_show_selection_brings_the_marker_to_the_middle(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    panel.select_unit("BIKE-3")
    panel.show_selection()
    off = spot(panel, "BIKE-3") - panel.canvas.rect().center()
    assert off.manhattanLength() <= 3
    panel.grab()


def test_selecting_does_not_move_the_map(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    before = panel.canvas.view
    panel.select_call(CALL)
    panel.select_unit("CSO-17")
    assert panel.canvas.view == before


def test_new_data_does_not_move_the_map(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    panel.canvas.pan(30, 30)
    before = panel.canvas.view
    settled(qtbot, panel, replace(SHIFT, calls=MappingProxyType({})))
    assert panel.canvas.view == before


def test_the_keys_of_the_map(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    panel.fit_all()
    first = panel.canvas.view
    at = spot(panel, "UTV-1")
    QTest.keyClick(panel.canvas, Qt.Key.Key_Right)
    assert spot(panel, "UTV-1") == at - QPoint(80, 0)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Down)
    assert spot(panel, "UTV-1") == at - QPoint(80, 80)
    QTest.keyClicks(panel.canvas, "++")
    assert panel.canvas.scale == pytest.approx(first.scale * 1.25**2)
    QTest.keyClicks(panel.canvas, "-")
    assert panel.canvas.scale == pytest.approx(first.scale * 1.25)
    QTest.keyClicks(panel.canvas, "0")
    assert panel.canvas.view == first


def test_zoom_keeps_what_is_under_the_cursor(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    at = spot(panel, "UTV-1")
    panel.canvas.zoom(1.6, QPointF(at))
    assert (spot(panel, "UTV-1") - at).manhattanLength() <= 2


def test_all_units_fit_on_the_map(qtbot, panel):
    settled(qtbot, panel, SHIFT)
    panel.canvas.zoom(8)
    panel.fit_all()
    scene = panel.canvas.scene
    assert all(panel.canvas.rect().contains(panel.canvas.screen(each).toPoint()) for each in scene.placed)


def test_pictures_are_painted_at_most_twice_a_second_and_the_newest_wins(qtbot, panel):
    shown = []
    for lat in (34.080, 34.081, 34.082):
        panel.show_picture(picture([unit("CSO-17")], [fix("CSO-17", lat, -118.38)]))
        shown.append(panel.canvas.scene.placed[0].mark.at[0])
    assert shown == [34.080] * 3
    qtbot.waitUntil(lambda: panel.canvas.scene.placed[0].mark.at[0] == 34.082, timeout=2000)


def test_the_map_may_come_after_the_first_paint(qtbot, clock):
    theme = Theme("light")
    panel = MapPanel(city=None, theme=theme, clock=clock, training=False)
    qtbot.addWidget(panel)
    panel.resize(500, 400)
    panel.show_picture(SHIFT)
    bare = panel.grab().toImage()
    panel.set_city(CITY)
    panel.canvas.settle()
    assert panel.grab().toImage() != bare
    assert {placed.mark.plate for placed in panel.canvas.scene.placed} >= {"CSO-17", "231"}


def test_the_theme_and_the_layers_change_the_picture(qtbot, clock):
    theme = Theme("dark")
    panel = MapPanel(city=CITY, theme=theme, clock=clock, training=False)
    qtbot.addWidget(panel)
    panel.resize(916, 560)
    panel.canvas.settle()
    looks = [panel.grab().toImage()]
    panel.canvas.set_layers(Layers(labels=False, facilities=False))
    panel.canvas.settle()
    looks.append(panel.grab().toImage())
    theme.switch("light")
    panel.canvas.settle()
    looks.append(panel.grab().toImage())
    assert all(a != b for n, a in enumerate(looks) for b in looks[:n])


def test_training_is_written_across_the_map(qtbot, clock):
    looks = []
    for training in (False, True):
        theme = Theme()
        panel = MapPanel(city=CITY, theme=theme, clock=clock, training=training)
        qtbot.addWidget(panel)
        panel.resize(916, 560)
        panel.canvas.settle()
        looks.append(panel.grab().toImage())
    assert looks[0] != looks[1]


def test_hostile_names_are_drawn_as_they_were_typed(qtbot, panel):
    name = "<b>x</b>\n\x00" + "w" * 40
    settled_picture = picture([unit(name, kind="?", status="what")], [fix(name, 34.08, -118.38)])
    panel.show_picture(settled_picture)
    panel.grab()
    assert [placed.mark.call_sign for placed in panel.canvas.scene.placed] == [name]


def test_the_map_follows_until_a_hand_moves_it(qtbot, panel):
    near = picture([unit("CSO-17")], [fix("CSO-17", 34.090, -118.380)])
    settled(qtbot, panel, near)
    panel.grab()
    far = picture(
        [unit("CSO-17"), unit("CSO-18")], [fix("CSO-17", 34.09, -118.38), fix("CSO-18", 34.09, -118.345)]
    )
    panel.show_picture(far)
    qtbot.waitUntil(lambda: len(panel.canvas.scene.placed) == 2, timeout=2000)
    panel.grab()
    seen = [panel.canvas.screen(each).toPoint() for each in panel.canvas.scene.placed]
    assert len(seen) == 2 and all(panel.canvas.rect().contains(spot) for spot in seen)
    panel.canvas.pan(2000, 0)
    moved = panel.canvas.view
    panel.grab()
    assert panel.canvas.view == moved


def test_in_a_narrow_panel_no_tool_covers_another(qtbot, panel):
    for width in (240, 295, 400, 916):
        panel.resize(width, 400)
        panel.grab()
        shown = [tool.geometry() for tool in panel.findChildren(MapTool) if tool.isVisibleTo(panel)]
        assert not any(a.intersects(b) for n, a in enumerate(shown) for b in shown[:n])
        assert all(panel.rect().contains(place) for place in shown)
