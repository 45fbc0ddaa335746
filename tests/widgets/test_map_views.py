"""Clusters, following, tracks, the cursor, closures, names, pictures and the second window of the map."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from console.clock import ManualClock
from console.errors import Unavailable
from console.geo.city import City, Segment, StreetName
from console.geo.city_file import training_city
from console.widgets.icons import Icons
from console.widgets.map import MapPanel
from console.widgets.map.closures import MapClosure
from console.widgets.map.clusters import SQUARE, gather
from console.widgets.map.second_map import SecondMap
from console.widgets.map.sheet import save_sheet
from console.widgets.theme import Theme
from console.widgets.window_memory import WindowMemory
from tests.widgets.map_panels import NOW, call, crowd, fix, picture, pixel, unit

# Qt's offscreen platform says so of every menu; it is no fault of the panel.
pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard")

CALL = "20260314-0231"
FAIR = MapClosure(
    "1",
    "Street fair",
    outline=((34.0860, -118.3860), (34.0860, -118.3830), (34.0840, -118.3845)),
    until=NOW + timedelta(hours=1),
)


@pytest.fixture
def clock():
    return ManualClock(NOW)


@pytest.fixture
def panel(qtbot, clock):
    theme = Theme()
    panel = MapPanel(city=training_city(), theme=theme, icons=Icons(theme), clock=clock, training=True)
    qtbot.addWidget(panel)
    panel.resize(916, 560)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def show(panel, *views):
    panel.canvas.show_picture(picture(*views))
    panel.canvas.settle()
    panel.canvas.repaint()


def actions(menu):
    return [action.text() for action in menu.actions() if action.text()]


def test_a_crowd_is_one_sign_that_a_nearer_view_parts(qtbot, panel):
    show(panel, *crowd(20), *[unit("UTV-1", "utv"), fix("UTV-1", 34.095, -118.36)])
    scene = panel.canvas.scene
    assert scene.clusters and len(scene.placed) < 10
    assert sum(len(cluster.members) for cluster in scene.clusters) + len(scene.placed) == 21
    panel.canvas.look_at((34.0858, -118.383), 2.9)
    panel.grab()
    assert panel.canvas.scene.clusters == [] and len(panel.canvas.scene.placed) == 20


def test_a_click_on_a_cluster_lists_its_units_and_selects_one(qtbot, panel):
    show(panel, *crowd(8))
    panel.canvas.look_at((34.0860, -118.383), 0.04)
    panel.canvas.settle()
    cluster = panel.canvas.scene.clusters[0]
    qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=panel.canvas.screen(cluster).toPoint())
    assert actions(panel.menu)[0] == "CSO-1, Available"
    with qtbot.waitSignal(panel.unit_clicked) as clicked:
        panel.menu.actions()[2].trigger()
    assert clicked.args == ["CSO-3"]
    panel.menu.close()


def test_the_selected_unit_and_an_emergency_are_never_gathered(qtbot, panel):
    views = crowd(8)
    views[0] = unit("CSO-1", status="emergency")
    panel.select_unit("CSO-2")
    show(panel, *views)
    panel.canvas.look_at((34.0860, -118.383), 0.04)
    assert {placed.mark.call_sign for placed in panel.canvas.scene.placed} == {"CSO-1", "CSO-2"}


def test_signs_of_clusters_never_touch_and_nobody_is_lost():
    seen = [(x * 7.0, y * 5.0, unit(f"{x}/{y}"), None) for x in range(40) for y in range(40)]
    singles, clusters = gather(seen, "")
    assert len(singles) + sum(len(cluster.members) for cluster in clusters) == len(seen)
    for number, one in enumerate(clusters):
        for other in clusters[:number]:
            assert max(abs(one.x - other.x), abs(one.y - other.y)) >= SQUARE - 14


def test_the_map_follows_a_unit_until_a_hand_moves_it_and_says_so(qtbot, panel):
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0858, -118.383))
    panel.select_unit("CSO-1")
    QTest.keyClick(panel.canvas, Qt.Key.Key_F)
    assert "Following CSO-1" in panel.notice.words
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0870, -118.380))
    assert panel.canvas.view.middle == pytest.approx((34.0870, -118.380))
    QTest.keyClick(panel.canvas, Qt.Key.Key_Left)
    assert panel.canvas.following == "" and panel.notice.words == "No longer following CSO-1."
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0900, -118.370))
    assert panel.canvas.view.middle != pytest.approx((34.0900, -118.370))


def test_tracks_show_where_a_unit_has_been_and_are_bounded(qtbot, panel, clock):
    for second in range(0, 2000, 5):
        clock.advance(5)
        at = fix("CSO-1", 34.08 + second * 1e-6, -118.38, age=-second)
        panel.canvas.show_picture(picture(unit("CSO-1"), at))
    lines = panel.canvas.tracks.lines("CSO-1", clock.now(), 5)
    assert len(lines) == 1 and 58 <= len(lines[0]) <= 61
    assert sum(map(len, panel.canvas.tracks.lines("CSO-1", clock.now(), 60))) <= 180
    before = panel.canvas.grab().toImage()
    QTest.keyClick(panel.canvas, Qt.Key.Key_T)
    assert panel.canvas.grab().toImage() != before


def test_a_silence_is_a_gap_in_the_track(panel, clock):
    for second in (0, 10, 20, 400, 410):
        panel.canvas.tracks.add({"A": fix("A", 34.0 + second / 1e6, -118, age=-second)}, clock.now())
        clock.advance(10)
    clock.advance(380)
    assert [len(line) for line in panel.canvas.tracks.lines("A", clock.now(), 15)] == [3, 2]


def test_the_footer_tells_where_the_cursor_is_and_what_is_near(qtbot, panel):
    asked = []
    panel.set_near(lambda lat, lon: asked.append((lat, lon)) or "8300 Santa Monica Bl")
    panel.canvas.look_at((34.0858, -118.383), 0.5)
    for step in range(20):
        QTest.mouseMove(panel.canvas, QPoint(200 + step, 200))
    assert asked == []
    qtbot.waitUntil(lambda: panel.footer.where.endswith("8300 Santa Monica Bl"))
    assert len(asked) == 1 and panel.footer.where.startswith("34.0")
    panel.grab()


def test_a_card_says_who_is_under_the_mouse(qtbot, panel):
    show(panel, unit("CSO-1", status="onscene", crew=("R. <b>Okafor</b>",)), fix("CSO-1", 34.0858, -118.383))
    QTest.mouseMove(panel.canvas, pixel(panel, 34.0858, -118.383))
    assert panel.card.isVisible() and panel.card.lines[0] == "CSO-1"
    assert "R. <b>Okafor</b>" in panel.card.lines
    QTest.mouseMove(panel.canvas, QPoint(5, 500))
    assert not panel.card.isVisible()


def test_who_points_with_keys_gets_a_list_of_what_is_near_the_middle(qtbot, panel):
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0858, -118.383), call(CALL, 34.0859, -118.3829))
    panel.canvas.look_at((34.0858, -118.383), 0.5)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert actions(panel.menu) == ["CSO-1, Available", "Call 231, Illegal parking"]
    panel.menu.close()
    panel.canvas.look_at((34.095, -118.35), 0.5)
    QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert panel.notice.words.startswith("Nothing is near")


def test_a_recommended_unit_is_asked_for_from_the_selected_call(qtbot, panel):
    show(panel, call(CALL, 34.0859, -118.3829))
    with qtbot.assertNotEmitted(panel.recommend_requested):
        QTest.keyClick(panel.canvas, Qt.Key.Key_D)
    panel.select_call(CALL)
    with qtbot.waitSignal(panel.recommend_requested) as asked:
        QTest.keyClick(panel.canvas, Qt.Key.Key_D)
    assert asked.args == [CALL]


def test_every_tool_is_in_the_menu_with_its_key_and_in_the_help(qtbot, panel):
    panel.press("X")
    entries = [text.split("\t") for text in actions(panel.tools_menu)]
    assert {key for _words, key in entries} == set("FTMOEDSPW")
    assert all(f"\n{key} " in panel.help for _words, key in entries)
    panel.tools_menu.close()
    assert all(tool.accessibleName() for tool in panel._row())


def test_a_closure_is_drawn_with_its_name_until_it_is_over(qtbot, panel, clock):
    panel.canvas.look_at((34.0850, -118.3845), 0.5)
    show(panel)
    bare = panel.canvas.grab().toImage()
    panel.set_closures([FAIR])
    panel.canvas.settle()
    assert [sign.text for sign, _box in panel.canvas.scene.signs] == ["Street fair until 20:42"]
    assert panel.canvas.grab().toImage() != bare
    clock.advance(3700)
    panel.tick()
    assert panel.canvas.scene.signs == []


def test_closures_that_somebody_else_wrote_are_text_and_bounded(qtbot, panel):
    strange = MapClosure("x", "<b>\n\x00" + "w" * 500, lines=(((34.085, -118.384), (34.086, -118.384)), ()))
    panel.set_closures([strange, MapClosure("y", "", outline=()), MapClosure("z", "", lines=((),))])
    panel.canvas.look_at((34.0855, -118.384), 0.5)
    panel.canvas.settle()
    assert not panel.grab().isNull()
    assert all(len(sign.text) <= 30 and sign.text.isprintable() for sign, _box in panel.canvas.scene.signs)


def test_no_name_lies_under_a_plate_and_it_comes_back(qtbot, panel):
    canvas = panel.canvas
    canvas.look_at((34.0858, -118.383), 0.6)
    canvas.settle()
    names = canvas._keeper.names(canvas.scale)
    label = next(each for each in names.labels if each.kind == "arterial")
    place = canvas.view.place(label.x, label.y)
    canvas.look_at(place, canvas.scale)
    canvas.settle()
    bare = canvas.grab().toImage()
    show(panel, unit("CSO-1"), fix("CSO-1", *place))
    covered = canvas.scene.covered()
    assert label in canvas._keeper.ground._left_out
    shown = [each for each in names.labels if each not in canvas._keeper.ground._left_out]
    assert not any(box.overlaps(other) for each in shown for box in each.boxes for other in covered)
    show(panel)
    assert canvas.grab().toImage() == bare


def test_names_never_collide_and_stay_where_they_are_while_the_map_moves(qtbot, panel):
    canvas = panel.canvas
    for scale in (0.1, 0.3, 0.8, 2.0):
        canvas.look_at((34.0880, -118.375), scale)
        canvas.settle()
        labels = list(canvas._keeper.names(scale).labels)
        boxes = [(each, box) for each in labels for box in each.boxes]
        assert labels
        for number, (label, box) in enumerate(boxes):
            assert not any(other is not label and box.overlaps(taken) for other, taken in boxes[:number])
        canvas.pan(700, 300)
        canvas.settle()
        assert canvas._keeper.names(scale).labels[: len(labels)] == labels


def test_the_ground_is_painted_between_events_and_the_old_one_is_shown_meanwhile(qtbot, panel):
    canvas = panel.canvas
    canvas.settle()
    canvas.zoom(2.0)
    stretched = canvas.grab().toImage()
    assert not canvas.is_settled
    qtbot.waitUntil(lambda: canvas.is_settled, timeout=5000)
    assert canvas.grab().toImage() != stretched


def test_a_large_city_is_painted_without_holding_up_the_window(qtbot, clock):
    segments = [
        Segment(
            StreetName(f"{row}", "St"),
            ((34 + row / 999, -118 + column / 999), (34 + row / 999, -118 + (column + 1) / 999)),
        )
        for row in range(60)
        for column in range(60)
    ]
    theme = Theme()
    panel = MapPanel(city=None, theme=theme, clock=clock, training=False)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.set_city(City("Large", segments=tuple(segments)))
    qtbot.waitUntil(lambda: panel.canvas.is_settled, timeout=20000)
    assert len(panel.canvas._keeper.painter.plan.lines) == 60


def test_an_empty_city_is_an_empty_map(qtbot, clock):
    panel = MapPanel(city=City("Nowhere"), theme=Theme(), clock=clock, training=False)
    qtbot.addWidget(panel)
    panel.resize(500, 400)
    panel.canvas.settle()
    assert not panel.grab().isNull()


def test_another_edition_of_the_city_leaves_the_view_where_it_is(panel):
    panel.canvas.look_at((34.0880, -118.375), 0.7)
    panel.set_city(training_city())
    assert panel.canvas.view.middle == pytest.approx((34.0880, -118.375))
    assert panel.canvas.scale == 0.7


def test_the_map_is_saved_as_a_picture_with_its_title_and_the_mark_of_training(qtbot, panel, tmp_path):
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0858, -118.383))
    file = tmp_path / "map.png"
    save_sheet(panel.sheet(), file)
    saved = QImage(str(file))
    canvas = panel.canvas
    assert (saved.width(), saved.height()) == (2 * canvas.width(), 2 * (canvas.height() + 74))
    live = MapPanel(city=training_city(), theme=Theme(), clock=ManualClock(NOW), training=False)
    qtbot.addWidget(live)
    live.resize(panel.size())
    live.show()
    head = 0, 0, saved.width(), 80
    assert saved.copy(*head) != live.sheet().copy(*head)
    assert panel.sheet("light").pixelColor(4, 4).lightness() > 200
    with pytest.raises(Unavailable):
        save_sheet(panel.sheet(), tmp_path / "missing" / "map.png")


def test_a_second_map_has_its_own_view_and_the_same_units(qtbot, panel, tmp_path):
    memory = WindowMemory(QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    second = SecondMap(panel, Theme(), memory)
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0858, -118.383), call(CALL, 34.0859, -118.3829))
    QTest.keyClick(panel.canvas, Qt.Key.Key_W)
    twin = second.window.panel
    before = panel.canvas.view
    twin.canvas.look_at((34.0900, -118.370), 1.0)
    assert panel.canvas.view == before
    assert twin.canvas.picture is panel.canvas.picture
    panel.set_closures([FAIR])
    assert twin.canvas.closures == (FAIR,)
    panel.select_call(CALL)
    assert twin.canvas.selection.call == CALL
    with qtbot.waitSignal(panel.call_clicked):
        twin.call_clicked.emit(CALL)
    window = second.window
    with qtbot.waitSignal(window.destroyed):
        second.close()
    panel.show_picture(picture(unit("CSO-2"), fix("CSO-2", 34.0858, -118.383)))
    second.open()
    assert second.window.panel.canvas.view.middle == pytest.approx((34.0900, -118.370))
    assert second.window.panel.canvas.scale == 1.0
    window = second.window
    with qtbot.waitSignal(window.destroyed):
        QTest.keyClick(window.panel.canvas, Qt.Key.Key_W)


@pytest.mark.parametrize(
    "kept", ["", "x", "1 2 3", "0 0 nan 600 34 -118 1", "0 0 800 600 34 -118 99", "9e9 " * 7]
)
def test_a_place_that_is_none_is_forgotten(tmp_path, kept):
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    settings.setValue("map", kept)
    assert WindowMemory(settings).map_place() is None


def test_the_right_button_offers_what_can_be_done_with_what_is_there(qtbot, panel):
    show(panel, unit("CSO-1"), fix("CSO-1", 34.0858, -118.383))
    mark = panel.canvas.hit(QPointF(pixel(panel, 34.0858, -118.383)))
    panel.hands.menu_asked.emit(mark, QPoint(10, 10))
    assert actions(panel.menu)[:2] == ["CSO-1, Available", "Follow CSO-1"]
    assert isinstance(panel.menu, QMenu)
    panel.menu.close()


LATER = MapClosure(
    "2",
    "Santa Monica Bl from N La Cienega Bl to N San Vicente Bl",
    lines=(((34.0870, -118.3860), (34.0870, -118.3830)),),
    modes=("car", "bike"),
    begins=NOW + timedelta(minutes=30),
    plate="Santa Monica Bl",
    notes=("Film shoot", "Closure 2: OP 2 opens it"),
)


def test_a_closure_of_later_is_told_from_one_of_now_and_begins_by_itself(qtbot, panel, clock):
    panel.canvas.look_at((34.0860, -118.3845), 0.5)
    panel.set_closures([FAIR, LATER])
    show(panel)
    assert panel.canvas.legend == (True, True)
    assert {sign.text for sign, _box in panel.canvas.scene.signs} == {
        "Street fair until 20:42",
        "Santa Monica Bl from 20:12",
    }
    before = panel.canvas.grab().toImage()
    clock.advance(1801)
    panel.tick()
    show(panel)
    assert panel.canvas.legend == (True, False)
    assert panel.canvas.grab().toImage() != before


def test_the_mouse_asks_what_is_closed_to_whom_and_why(qtbot, panel):
    panel.canvas.look_at((34.0870, -118.3845), 0.5)
    panel.set_closures([LATER])
    show(panel)
    middle = QPointF(panel.canvas.rect().center())
    panel.hands.hovered.emit(None, middle)
    assert panel.card.lines == [
        "Santa Monica Bl from N La Cienega Bl to N San Vicente Bl",
        "Closed to car, bike from 20:12 on 14 Mar",
        "Film shoot",
        "Closure 2: OP 2 opens it",
    ]
    panel.hands.hovered.emit(None, middle + QPointF(0, 60))
    assert panel.card.lines == []
