"""The theme: every token in both looks, legible text, tabular digits, and icons in its colours."""

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from console.widgets.icons import Icons
from console.widgets.theme import STEPS, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme()
    theme.apply(qapp)
    return theme


def test_digits_of_every_step_are_equally_wide(theme: Theme) -> None:
    for step in STEPS:
        metrics = QFontMetrics(theme.font(step, 600))
        assert metrics.horizontalAdvance("11:11:11") == metrics.horizontalAdvance("00:00:00"), step


def test_the_fonts_of_the_console_are_used(theme: Theme) -> None:
    assert QFontInfo(theme.font("body")).family() == "Inter"
    assert QFontInfo(theme.font("mono")).family() == "B612 Mono"
    assert [QFontInfo(theme.font("data", weight)).weight() for weight in (400, 500, 600)] == [400, 500, 600]


def test_a_compact_window_gets_smaller_clock_and_lists_but_the_same_body(theme: Theme) -> None:
    regular = {step: theme.font(step).pixelSize() for step in ("clock", "data", "list", "body")}
    theme.compact = True
    assert regular == {"clock": 28, "data": 15, "list": 13, "body": 13}
    assert {step: theme.font(step).pixelSize() for step in regular} == {
        "clock": 24,
        "data": 14,
        "list": 12,
        "body": 13,
    }


def test_switching_repaints_the_application_and_tells_once(theme: Theme, qapp: QApplication, qtbot) -> None:
    with qtbot.waitSignal(theme.changed, timeout=1000):
        theme.switch("light")
    assert qapp.palette().window().color() == theme.color("canvas") == QColor("#d6d9dd")
    assert "#f8f9fa" in qapp.styleSheet()
    with qtbot.assertNotEmitted(theme.changed):
        theme.switch("light")


def test_the_style_sheet_leaves_no_token_unfilled(theme: Theme, qapp: QApplication) -> None:
    assert "@" not in qapp.styleSheet()


def test_an_icon_takes_the_colour_of_the_theme(theme: Theme) -> None:
    icons = Icons(theme)
    image = icons.pixmap("status-emergency", "red", 16, 2.0).toImage()
    painted = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert theme.color("red").name() in painted
    assert icons.pixmap("status-emergency", "red", 16, 2.0).deviceIndependentSize().width() == 16


def test_an_unknown_icon_is_named_in_the_error(theme: Theme) -> None:
    with pytest.raises(LookupError, match="no-such-glyph"):
        Icons(theme).pixmap("no-such-glyph", "text1", 16)
