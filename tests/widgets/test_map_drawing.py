"""Outlines are drawn and changed by mouse or by keys alone, and every step can be taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from console.clock import ManualClock
from console.geo.city_file import training_city
from console.widgets.icons import Icons
from console.widgets.map import MapPanel
from console.widgets.map.closures import MapClosure
from console.widgets.map.drawing import area_words, distance_words
from console.widgets.map.sketch import MOST_POINTS, Sketch, crosses_itself
from console.widgets.theme import Theme
from tests.widgets.map_panels import NOW, pixel

CORNERS = ((34.0860, -118.3860), (34.0860, -118.3830), (34.0840, -118.3845))
POINTS = st.tuples(st.floats(34.0, 34.1), st.floats(-118.4, -118.3))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), POINTS),
        st.tuples(st.just("move"), POINTS),
        st.tuples(st.just("choose"), st.integers(-5, 300)),
        st.tuples(st.just("remove"), st.none()),
    ),
    max_size=60,
)


@pytest.fixture
def panel(qtbot):
    theme = Theme()
    panel = MapPanel(
        city=training_city(), theme=theme, icons=Icons(theme), clock=ManualClock(NOW), training=False
    )
    qtbot.addWidget(panel)
    panel.resize(916, 560)
    panel.show()
    qtbot.waitExposed(panel)
    panel.canvas.look_at((34.0850, -118.3845), 0.6)
    return panel


def do(sketch, step):
    name, value = step
    action = getattr(sketch, name)
    action() if value is None else action(value)


@given(STEPS, st.booleans())
def test_a_sketch_stays_sound_and_every_change_can_be_undone(steps, closed):
    sketch = Sketch(closed=closed)
    for step in steps:
        before = sketch.shape
        do(sketch, step)
        shape = sketch.shape
        assert len(shape.points) <= MOST_POINTS
        assert shape.chosen in range(len(shape.points)) or (shape.chosen, shape.points) == (-1, ())
        assert sketch.length >= 0 and sketch.area >= 0
        if step[0] != "choose" and shape != before:
            sketch.undo()
            assert sketch.shape == before
            do(sketch, step)


def test_the_length_and_the_area_of_an_outline_are_those_of_the_ground():
    sketch = Sketch(((34.0, -118.0), (34.0, -117.999), (34.001, -117.999), (34.001, -118.0)), closed=True)
    assert sketch.length == pytest.approx(2 * 111.2 + 2 * 92.2, rel=0.01)
    assert sketch.area == pytest.approx(111.2 * 92.2, rel=0.01)
    assert (distance_words(999), distance_words(1234)) == ("999 m", "1.23 km")
    assert [area_words(each) for each in (512, 34_567, 2_500_000)] == ["512 m²", "3.5 ha", "2.50 km²"]


def test_an_outline_drawn_with_the_mouse_is_handed_over(qtbot, panel):
    panel.draw_outline()
    for corner in CORNERS:
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=pixel(panel, *corner))
    with qtbot.waitSignal(panel.outline_drawn) as drawn:
        QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert len(drawn.args[0]) == 3
    for got, wanted in zip(drawn.args[0], CORNERS, strict=True):
        assert got == pytest.approx(wanted, abs=0.00003)
    assert not panel.canvas.drawing.active and panel.notice.words == ""


def test_an_outline_is_drawn_with_keys_alone(qtbot, panel):
    QTest.keyClick(panel.canvas, Qt.Key.Key_O)
    canvas = panel.canvas
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    for _ in range(5):
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(panel.outline_drawn) as drawn:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    first, second, third = (canvas.view.map_pixel(point) for point in drawn.args[0])
    assert (second[0] - first[0], second[1] - first[1]) == pytest.approx((100, 0), abs=0.1)
    assert (third[0] - second[0], third[1] - second[1]) == pytest.approx((40, 51), abs=0.1)


def test_corners_are_taken_in_hand_deleted_and_brought_back_with_keys(qtbot, panel):
    panel.set_closures([MapClosure("7", "Street fair", outline=CORNERS)])
    QTest.keyClick(panel.canvas, Qt.Key.Key_E)
    sketch = panel.canvas.drawing.sketch
    QTest.keyClick(panel.canvas, Qt.Key.Key_Tab)
    assert sketch.shape.chosen == 0
    QTest.keyClick(panel.canvas, Qt.Key.Key_Backtab)
    assert sketch.shape.chosen == 2
    QTest.keyClick(panel.canvas, Qt.Key.Key_Delete)
    assert sketch.shape.points == CORNERS[:2]
    with qtbot.assertNotEmitted(panel.outline_changed):
        QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert "three corners" in panel.notice.words
    QTest.keyClick(panel.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(panel.outline_changed) as changed:
        QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert changed.args == ["7", CORNERS]


def test_a_corner_is_dragged_and_the_drag_is_one_step_back(qtbot, panel):
    panel.set_closures([MapClosure("7", "Street fair", outline=CORNERS)])
    panel.alter_outline("7")
    canvas, at = panel.canvas, pixel(panel, *CORNERS[0])
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    for step in (10, 20, 30):
        QTest.mouseMove(canvas, at.__class__(at.x() + step, at.y()))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at)
    moved = canvas.drawing.sketch.shape.points[0]
    assert moved[1] > CORNERS[0][1] + 0.0003
    canvas.drawing.sketch.undo()
    assert canvas.drawing.sketch.shape.points == CORNERS


def test_an_outline_that_crosses_itself_is_not_handed_over(qtbot, panel):
    bow = ((34.086, -118.386), (34.084, -118.383), (34.086, -118.383), (34.084, -118.386))
    assert crosses_itself(bow) and not crosses_itself(CORNERS)
    panel.set_closures([MapClosure("7", "Bow", outline=bow)])
    panel.alter_outline("7")
    with qtbot.assertNotEmitted(panel.outline_changed):
        QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert "crosses itself" in panel.notice.words and panel.canvas.drawing.active


def test_escape_leaves_without_a_word_to_anybody(qtbot, panel):
    panel.draw_outline()
    QTest.keyClick(panel.canvas, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(panel.outline_drawn):
        QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
    assert not panel.canvas.drawing.active


def test_measuring_says_how_far_it_is(qtbot, panel):
    QTest.keyClick(panel.canvas, Qt.Key.Key_M)
    for corner in CORNERS[:2]:
        qtbot.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=pixel(panel, *corner))
    assert panel.notice.words.startswith("27") and " m " in panel.notice.words
    panel.grab()
    with qtbot.assertNotEmitted(panel.outline_drawn):
        QTest.keyClick(panel.canvas, Qt.Key.Key_Return)
    assert not panel.canvas.drawing.active
