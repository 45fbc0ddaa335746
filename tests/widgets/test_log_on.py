"""The sheets by themselves: what they hand over, what they keep, and what nothing is left of."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from console.clock import ManualClock
from console.station.idle import Idle
from console.station.seating import IN, LOCKED, OUT, Seating
from console.widgets.devices.device_form import DeviceForm
from console.widgets.icons import Icons
from console.widgets.log_on.cover import Cover
from console.widgets.log_on.fields import SecretField
from console.widgets.log_on.first_sheet import FirstSheet
from console.widgets.log_on.log_on_sheet import LogOnSheet
from console.widgets.log_on.raise_sheet import RaiseSheet
from console.widgets.log_on.veil import Waits, veiled, waits_of
from console.widgets.theme import Theme
from tests.widgets.device_pictures import device
from tests.widgets.list_pictures import NOW, call, picture, traffic, unit

PASSWORD = "gravel-otter-41"
BO = Seating(LOCKED, "bo", "Bo Reyes", "Dispatcher", why="Nobody touched this position for 30 minutes.")


@pytest.fixture
def sheet(qtbot) -> LogOnSheet:
    theme = Theme("dark")
    sheet = LogOnSheet(theme, Icons(theme), "Position 1")
    qtbot.addWidget(sheet)
    sheet.show_seating(Seating(OUT))
    sheet.show()
    return sheet


def test_a_password_is_dots_that_cannot_be_copied_and_leaves_with_enter(qtbot, sheet: LogOnSheet) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("as before")
    qtbot.keyClicks(sheet.name, " bo ")
    qtbot.keyClicks(sheet.password, PASSWORD)
    assert PASSWORD not in sheet.password.displayText()
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X):
        qtbot.keyClick(sheet.password, key, Qt.KeyboardModifier.ControlModifier)
    sheet.password.setText(PASSWORD)
    assert clipboard.text() == "as before"
    qtbot.keyClicks(sheet.code, "123456")
    with qtbot.waitSignal(sheet.log_on_requested) as entered:
        qtbot.keyClick(sheet.code, Qt.Key.Key_Return)
    assert entered.args == ["bo", PASSWORD, "123456"]
    for field in (sheet.password, sheet.code):
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == ""


def test_nothing_is_asked_twice_while_a_password_is_checked(qtbot, sheet: LogOnSheet) -> None:
    qtbot.keyClicks(sheet.name, "bo")
    qtbot.keyClicks(sheet.password, PASSWORD)
    qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    assert sheet.trouble == "Checking."
    with qtbot.assertNotEmitted(sheet.log_on_requested):
        qtbot.keyClicks(sheet.password, PASSWORD)
        qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    sheet.show_refusal("Name, password or code is wrong.")
    assert (sheet.name.text(), sheet.password.text()) == ("bo", "")
    qtbot.keyClicks(sheet.password, "x")
    assert sheet.password.text() == "x"


def test_a_new_picture_of_the_same_door_leaves_what_is_being_typed(qtbot, sheet: LogOnSheet) -> None:
    qtbot.keyClicks(sheet.password, PASSWORD)
    sheet.show_seating(Seating(OUT, away=True))
    assert sheet.password.text() == PASSWORD
    sheet.show_seating(BO)
    assert sheet.password.text() == ""


def test_a_locked_screen_asks_its_person_and_offers_somebody_else(qtbot, sheet: LogOnSheet) -> None:
    sheet.show_seating(BO)
    assert not sheet.name.isVisible()
    qtbot.keyClicks(sheet.password, PASSWORD)
    with qtbot.waitSignal(sheet.unlock_requested) as entered:
        qtbot.keyClick(sheet.password, Qt.Key.Key_Return)
    assert entered.args == [PASSWORD, ""]
    sheet.show_refusal("No.")
    qtbot.keyClick(sheet, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert sheet.name.isVisible()
    assert sheet.trouble == ""
    qtbot.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert not sheet.name.isVisible()


@pytest.mark.parametrize("text", ["<b>x</b>", "W" * 200, "a\nb\x1b[31m", "́" * 80])
def test_names_from_anywhere_are_plain_text_that_breaks_nothing(sheet: LogOnSheet, text: str) -> None:
    sheet.show_seating(replace(BO, person=text, role=text, why=text))
    assert sheet.width() == 500
    assert not sheet.grab().isNull()
    assert all("\x1b" not in label.text() for label in sheet.findChildren(type(sheet._who)))


def test_the_first_administrator_has_to_type_the_same_password_twice(qtbot) -> None:
    theme = Theme("dark")
    first = FirstSheet(theme, Icons(theme), "Position 1", 12)
    qtbot.addWidget(first)
    first.show()
    assert any("12 characters" in label.text() for label in first.findChildren(type(first._trouble)))
    for field, words in ((first.name, "ann"), (first.person, "Ann Li"), (first.password, PASSWORD)):
        qtbot.keyClicks(field, words)
    qtbot.keyClicks(first.again, f"{PASSWORD}x")
    with qtbot.assertNotEmitted(first.made):
        qtbot.keyClick(first.again, Qt.Key.Key_Return)
    assert (first.name.text(), first.password.text(), first.again.text()) == ("ann", "", "")
    for field in (first.password, first.again):
        qtbot.keyClicks(field, PASSWORD)
    with qtbot.waitSignal(first.made) as made:
        qtbot.keyClick(first.again, Qt.Key.Key_Return)
    assert (made.args[0].name, made.args[0].person, made.args[0].password) == ("ann", "Ann Li", PASSWORD)
    assert PASSWORD not in repr(made.args[0])


def test_in_a_low_window_what_is_wrong_and_the_field_to_mend_it_are_in_sight(qtbot) -> None:
    theme = Theme("dark")
    cover, first = Cover(theme, Icons(theme)), FirstSheet(theme, Icons(theme), "Position 1", 12)
    qtbot.addWidget(cover)
    cover.show_sheet(first)
    cover.resize(683, 300)
    cover.show()
    cover.activateWindow()
    qtbot.waitUntil(cover.isActiveWindow)
    first.show_refusal("The two passwords differ. Type both again.")
    qtbot.waitUntil(lambda: not first._trouble.visibleRegion().isEmpty())
    assert first.password.hasFocus()
    assert first.password.visibleRegion().boundingRect() == first.password.rect()
    first.name.setFocus()
    qtbot.waitUntil(lambda: first.name.visibleRegion().boundingRect() == first.name.rect())


def test_arrows_choose_among_several_roles_to_raise_to(qtbot) -> None:
    theme = Theme("dark")
    raising = RaiseSheet(theme, Icons(theme))
    qtbot.addWidget(raising)
    raising.open(Seating(IN, raise_to=(("lead", "Watch commander"), ("administrator", "Administrator"))))
    qtbot.keyClick(raising.reason, Qt.Key.Key_Down)
    qtbot.keyClicks(raising.reason, "fire")
    with qtbot.waitSignal(raising.raised) as raised:
        qtbot.keyClick(raising.reason, Qt.Key.Key_Return)
    assert raised.args == ["administrator", "fire"]


def test_more_that_waits_rings_and_less_does_not(qtbot) -> None:
    theme = Theme("dark")
    cover = Cover(theme, Icons(theme))
    qtbot.addWidget(cover)
    cover.begin(Waits(1, 0, frozenset({7})))
    assert cover.words == "1 call waits"
    for waits, rings in (
        (Waits(1, 0, frozenset({7})), False),
        (Waits(2, 0, frozenset({7})), True),
        (Waits(2, 1, frozenset({7})), True),
        (Waits(1, 0, frozenset()), False),
        (Waits(1, 0, frozenset({8})), True),
    ):
        rung: list[bool] = []
        cover.rang.connect(lambda rung=rung: rung.append(True))
        cover.show_waits(waits)
        assert bool(rung) == rings
    assert cover.words == "1 call waits, 1 emergency"


def test_a_veiled_picture_has_numbers_and_no_content() -> None:
    shown = picture(call(1, 1, 3600), call(2), unit("CSO-11"), traffic(3, "CSO-11", "emergency"))
    assert waits_of(shown, NOW) == Waits(2, 1, frozenset({3}))
    words = repr(replace(veiled(shown), codes=shown.codes))
    assert "CSO-11" not in words
    assert "20261122" not in words


def test_a_secret_field_gives_its_text_once(qtbot) -> None:
    field = SecretField("Password")
    qtbot.addWidget(field)
    qtbot.keyClicks(field, PASSWORD)
    assert (field.take(), field.take()) == (PASSWORD, "")


def test_a_device_form_goes_on_where_it_was_left(qtbot) -> None:
    theme = Theme("dark")
    form = DeviceForm(theme, Icons(theme))
    qtbot.addWidget(form)
    form.set_drivers([("nmea", "GPS"), ("cos", "PTT")])
    form.set_options({"nmea": (), "cos": ("carrier",)})
    form.open(device("Channel 2", driver="cos", options="carrier = dcd"))
    form.unit.setText("UTV-1")
    left = form.take_draft()
    assert (form.name.text(), form.unit.text(), form.options.toPlainText()) == ("", "", "")
    form.put_draft(left)
    assert (form.name.text(), form.unit.text(), form.options.toPlainText()) == (
        "Channel 2",
        "UTV-1",
        "carrier = dcd",
    )
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args[0]["was"] == "Channel 2"


@given(st.lists(st.tuples(st.floats(0, 3600), st.booleans()), max_size=20))
def test_a_position_is_idle_once_nobody_touched_it_for_its_minutes(steps: list[tuple[float, bool]]) -> None:
    clock = ManualClock(datetime(2026, 11, 1, 8, tzinfo=UTC))
    idle, never = Idle(clock, 30), Idle(clock, None)
    untouched = 0.0
    for seconds, touched in steps:
        clock.advance(seconds)
        untouched += seconds
        assert idle.is_over == (untouched >= 1800 - 1e-6) or abs(untouched - 1800) < 1e-3
        assert not never.is_over
        if touched:
            idle.touch()
            untouched = 0.0


def test_a_machine_that_slept_wakes_up_locked() -> None:
    clock = ManualClock(datetime(2026, 11, 1, 8, tzinfo=UTC))
    idle = Idle(clock, 30)
    clock.set(datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert idle.is_over
