"""Two positions correct one call with keys only: both see it, both get their way, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.app import Station
from console.station.opening import Startup
from console.widgets.correction import CorrectionPanel
from tests.journeys.seat import Seat, live, row, store_in, take_seat
from tests.widgets.list_pictures import said as rows_of

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PLACE, OTHER, THIRD = "8300 SANTA MONICA BL", "900 N SAN VICENTE BL", "647 N SAN VICENTE BL"


@contextmanager
def position(store: str, name: str) -> Iterator[Station]:
    """Another position on the store, as it runs without its window; its dispatcher is D. Park."""
    station = Station(Startup(replace(live(), position=name), store, "D. Park"))
    station.start()
    try:
        station.desk.opened.result(10)
        station.connect()
        yield station
    finally:
        station.close()


@pytest.fixture
def seat(qtbot: Any, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with take_seat(qtbot, store_url, replace(live(), position="Position 1")) as made:
        made.enter(f"N 586 {PLACE}; blue van", "Call 1 taken")
        made.wait_row(lambda: made.calls, "Call 1,")
        yield made


@pytest.fixture
def other(seat: Seat, store_url: str) -> Iterator[Station]:
    with position(store_url, "Position 2") as made:
        yield made


def number(seat: Seat) -> str:
    return next(iter(seat.station.board.picture.calls))


def amend(other: Station, seat: Seat, **args: Any) -> None:
    """What the other position changes, as it does it at its own window."""
    call = other.board.picture.calls[number(seat)]
    other.desk.do(
        "amend_call", {"call": call.number, "version": call.version, **args}, actor="D. Park"
    ).result(10)


def correct(seat: Seat) -> CorrectionPanel:
    """Select the call and open it for changing, by keys."""
    seat.press(Qt.Key.Key_1, CONTROL)
    seat.press(Qt.Key.Key_Down)
    seat.press(Qt.Key.Key_F2, SHIFT)
    panel = seat.window.main.findChild(CorrectionPanel)
    seat.wait(lambda: panel.form.lines["place"].hasFocus())
    seat.wait(lambda: not panel.form.lines["caller"].isReadOnly())
    return panel


def put(seat: Seat, text: str) -> None:
    """Write over the field that has the focus."""
    seat.press(Qt.Key.Key_A, CONTROL)
    seat.type(text)


def said(panel: CorrectionPanel) -> str:
    return " | ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def timeline(seat: Seat) -> list[str]:
    return [line.text for line in seat.station.board.picture.calls[number(seat)].timeline]


def call(seat: Seat) -> Any:
    return seat.station.board.picture.calls[number(seat)]


def test_a_call_is_corrected_with_keys_and_its_timeline_tells_it(seat: Seat) -> None:
    panel = correct(seat)
    put(seat, OTHER)
    assert f"Was {PLACE}" in said(panel)
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_1)
    seat.press(Qt.Key.Key_Tab)
    seat.type("B. Ortiz")
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("place, priority, caller changed")
    assert seat.has_line
    assert not panel.isVisible()
    seat.wait(lambda: call(seat).place == OTHER)
    told = [f"Place: was {PLACE}, now {OTHER}", "Priority: was 3, now 1", "Caller: changed"]
    assert timeline(seat) == ["blue van", *told]
    seat.wait(lambda: row(rows_of(seat.window.main.panels.detail.lists["Timeline"]), told[0], "R. Okafor"))


def test_only_what_was_changed_is_saved_and_nothing_is_asked_when_nothing_was(seat: Seat) -> None:
    before = seat.station.board.picture.entry
    panel = correct(seat)
    seat.press(Qt.Key.Key_Escape)
    assert seat.has_line
    assert not panel.isVisible()
    correct(seat)
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: seat.has_line)
    assert seat.station.board.picture.entry == before
    correct(seat)
    seat.press(Qt.Key.Key_Tab)
    put(seat, "459R")
    seat.press(Qt.Key.Key_Return, CONTROL)
    seat.wait_said("type changed")
    entry = seat.station.desk.order(lambda desk: desk.journal(before)[-1]).result(10)
    assert '"place"' not in entry.args
    assert '"type":"459R"' in entry.args.replace(" ", "")


def test_what_was_left_unsaved_is_kept_and_said(seat: Seat) -> None:
    panel = correct(seat)
    put(seat, OTHER)
    seat.press(Qt.Key.Key_Escape)
    seat.wait_said("Changes to call 1 are kept, not saved. Shift+F2 goes on with them.")
    assert call(seat).place == PLACE
    seat.press(Qt.Key.Key_F2)
    seat.type("new place")
    seat.press(Qt.Key.Key_F2, SHIFT)
    seat.wait_said("Draft of the new call parked")
    assert panel.form.lines["place"].text() == OTHER
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("place changed")


def test_each_position_sees_that_the_other_is_editing(seat: Seat, other: Station) -> None:
    panel = correct(seat)
    edited = {"Position 1": number(seat)}
    seat.wait(lambda: _editing(other, "Position 1") == edited)
    other.edit(number(seat))
    seat.wait(lambda: "Position 2 is editing this call as well" in said(panel))
    assert row(seat.calls, "Call 1,", "Position 2 is editing")
    assert "Position 2 is editing" in seat.window.main.panels.detail.call_header.sentence()
    seat.press(Qt.Key.Key_Escape)
    seat.wait(lambda: _editing(other, "Position 1") == {})
    other.edit("")
    seat.wait(lambda: not row(seat.calls, "editing"))


def _editing(other: Station, name: str) -> dict[str, str]:
    return {s.name: s.editing for s in other.board.picture.seats if s.name == name and s.editing}


def test_an_untouched_field_follows_at_once_and_says_who_changed_it(seat: Seat, other: Station) -> None:
    panel = correct(seat)
    put(seat, OTHER)
    amend(other, seat, type="459R", type_was="586", caller="A. Lee", caller_was="")
    seat.wait(lambda: "459R" in panel.form.lines["type"].text())
    seat.wait(lambda: panel.form.lines["caller"].text() == "A. Lee")
    assert "Changed by D. Park at" in panel.form.notes["type"].text
    assert "was 586" in panel.form.notes["type"].text
    assert panel.form.lines["place"].text() == OTHER
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("place changed")
    seat.wait(lambda: (call(seat).place, call(seat).type_code) == (OTHER, "459R"))


def contested(seat: Seat, other: Station) -> CorrectionPanel:
    """Both write another place; the other position is first."""
    panel = correct(seat)
    put(seat, OTHER)
    amend(other, seat, place=THIRD, place_was=PLACE)
    seat.wait(lambda: f"Now {THIRD}" in panel.form.notes["place"].text)
    assert panel.form.lines["place"].text() == OTHER
    assert panel.form.lines["place"].hasFocus()
    assert "D. Park at" in panel.form.notes["place"].text
    return panel


def test_a_field_that_is_typed_in_is_never_overwritten_and_saving_it_is_refused(
    seat: Seat, other: Station
) -> None:
    panel = contested(seat, other)
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: "Place was changed by D. Park at" in said(panel))
    assert f"to: {THIRD}" in said(panel)
    assert panel.form.lines["place"].text() == OTHER
    assert f"Now {THIRD}" in panel.form.notes["place"].text
    assert call(seat).place == THIRD
    assert seat.typed == ""


def test_mine_is_kept_by_a_key_once_theirs_was_seen(seat: Seat, other: Station) -> None:
    panel = contested(seat, other)
    seat.press(Qt.Key.Key_K, ALT)
    assert f"Was {THIRD}" in panel.form.notes["place"].text
    seat.press(Qt.Key.Key_Return)
    seat.wait_said("place changed")
    seat.wait(lambda: call(seat).place == OTHER)
    told = [f"Place: was {PLACE}, now {THIRD}", f"Place: was {THIRD}, now {OTHER}"]
    assert timeline(seat)[1:] == told


def test_theirs_is_taken_by_a_key(seat: Seat, other: Station) -> None:
    panel = contested(seat, other)
    seat.press(Qt.Key.Key_T, ALT)
    assert panel.form.lines["place"].text() == THIRD
    seat.press(Qt.Key.Key_Return)
    seat.wait(lambda: seat.has_line)
    assert len(timeline(seat)) == 2


def test_it_opens_by_the_mouse_from_the_head_of_the_call(seat: Seat, qtbot: Any) -> None:
    seat.press(Qt.Key.Key_1, CONTROL)
    seat.press(Qt.Key.Key_Down)
    button = seat.window.main.panels.detail.correct
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    panel = seat.window.main.findChild(CorrectionPanel)
    seat.wait(lambda: panel.form.lines["place"].hasFocus())
    assert panel.accessibleName() == "Call 1"


def test_a_store_without_a_call_says_what_to_do(qtbot: Any, tmp_path: Path) -> None:
    with take_seat(qtbot, store_in(tmp_path)) as alone:
        alone.press(Qt.Key.Key_F2, SHIFT)
        alone.wait_said("Select a call first")
