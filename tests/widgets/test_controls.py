"""Every control of the window has a name, and Tab walks them in reading order, by real keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.widgets.reading import named, shown
from tests.widgets.scenes import AGAINST, Stage

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)
PANELS = ("Calls", "Map of the units and calls", "Units", "Radio traffic", "Call timeline")
LINE = "Command line"

# Qt's offscreen platform says so of every window; it is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(scope="module")
def stage(qapp: QApplication) -> Iterator[Stage]:
    stage = Stage(qapp)
    stage.resize(1366, 768)
    yield stage
    stage.window.close()


def controls(root: QWidget) -> list[QWidget]:
    """What takes keys, and what is clicked."""
    return [
        each
        for each in shown(root)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(each, CONTROLS)
    ]


def name_of(control: QWidget) -> str:
    """What a screen reader calls it."""
    # The field in a box of choices is read as the box.
    parent = control.parentWidget()
    if isinstance(parent, QComboBox):
        return parent.accessibleName()
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")


def nameless(root: QWidget) -> list[str]:
    return [named(control) for control in controls(root) if not name_of(control).strip()]


def twins(root: QWidget) -> list[str]:
    """Controls of one kind that a screen reader says the same of."""
    told = [f"{type(control).__name__} {name_of(control)}" for control in controls(root)]
    return sorted({each for each in told if told.count(each) > 1})


def wordless_rows(root: QWidget) -> list[str]:
    """Lists with a row of which a screen reader has nothing to say."""
    wordless = []
    for view in shown(root):
        model = view.model() if isinstance(view, QAbstractItemView) else None
        for place in range(model.rowCount()) if model is not None else ():
            index = model.index(place, 0)
            if not any(index.data(role) for role in (Qt.AccessibleTextRole, Qt.DisplayRole)):
                wordless.append(f"{named(view)} row {place}")
    return wordless


def walked(stage: Stage, key: Qt.Key = Qt.Key.Key_Tab) -> list[str]:
    """What the key stops at from the command line until it is back there."""
    line = stage.window.bar.line
    line.setFocus()
    names = []
    while (focused := stage.press(key)) is not line:
        names.append(name_of(focused))
        assert len(names) < 60, f"Tab goes round without the command line: {names}"
    return names


def test_every_control_has_a_name_of_its_own_and_every_row_words(stage: Stage) -> None:
    for scene in stage.scenes():
        root = stage.window
        assert (nameless(root), twins(root), wordless_rows(root)) == ([], [], []), scene


def test_tab_walks_the_panels_in_reading_order_and_comes_back(stage: Stage) -> None:
    stage.calm_down()
    there = walked(stage)
    assert there == list(PANELS)
    assert walked(stage, Qt.Key.Key_Backtab) == there[::-1]


def test_tab_walks_a_new_call_first_and_row_by_row(stage: Stage) -> None:
    stage.calm_down()
    stage.press(Qt.Key.Key_F2)
    there = walked(stage)
    form = ["Location", "Type", "Priority", "Caller name", "Caller phone", "Source", "Do not contact, 911N"]
    assert there == [*form, "Notes", "Save to waiting", "Save and dispatch", *PANELS]
    assert walked(stage, Qt.Key.Key_Backtab) == there[::-1]
    stage.press(Qt.Key.Key_F2)
    stage.press(Qt.Key.Key_Escape)


def test_tab_walks_a_correction_first(stage: Stage) -> None:
    stage.calm_down()
    stage.window.select_call(AGAINST)
    stage.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    there = walked(stage)
    assert there[:6] == ["Location", "Type", "Priority", "Caller", "Phone", "Save changes"]
    assert there[6:] == list(PANELS)
    stage.press(Qt.Key.Key_F6)
