"""Calls that are put off, merged or stopped, as the lists and the head of the detail show them."""

from datetime import timedelta

import pytest

from console.board.life import CallLife
from console.clock import ManualClock
from console.widgets.calls import CallsPanel
from console.widgets.detail.header import CallHeader
from console.widgets.icons import Icons
from console.widgets.paint import Look
from console.widgets.theme import Theme
from tests.widgets.list_pictures import NOW, call, picture, pixels, said

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
SOON = CallLife(back_at=NOW + timedelta(minutes=20))
TOMORROW = CallLife(back_at=NOW + timedelta(hours=30))


@pytest.fixture
def theme() -> Theme:
    return Theme("dark")


@pytest.fixture
def panel(qtbot, theme: Theme) -> CallsPanel:
    panel = CallsPanel(theme, Icons(theme), ManualClock(NOW))
    qtbot.addWidget(panel)
    panel.resize(456, 400)
    panel.show()
    return panel


@pytest.mark.parametrize("compact", [False, True])
def test_calls_that_are_put_off_stand_under_a_bar_of_their_own(
    panel: CallsPanel, theme: Theme, compact: bool
) -> None:
    theme.compact = compact
    held = call(12, 3, state="held", life=SOON)
    panel.show_picture(picture(call(13, 4, state="scheduled", life=TOMORROW), held, call(1)))
    assert said(panel.list)[2:] == [
        "Later, 2",
        "Call 12, Illegal parking, 8300 Santa Monica Bl, priority 3, Held until 20:02",
        "Call 13, Illegal parking, 8300 Santa Monica Bl, priority 4, Scheduled for 24 Nov 01:42",
    ]
    panel.select(held.number)
    assert panel.selected() == held.number
    assert panel.offered() == ""


@pytest.mark.parametrize("life", [CallLife(stop_names=("Weapon",)), CallLife(merged=("20261122-0003",))])
def test_what_stops_a_call_and_what_is_in_it_is_seen(panel: CallsPanel, life: CallLife) -> None:
    panel.show_picture(picture(call(1), call(2, 2, 60, "CSO-11")))
    before = pixels(panel.list)
    panel.show_picture(picture(call(1, life=life), call(2, 2, 60, "CSO-11")))
    waiting = pixels(panel.list)
    panel.show_picture(picture(call(1), call(2, 2, 60, "CSO-11", life=life)))
    assert len({before, waiting, pixels(panel.list)}) == 3


def test_the_head_says_what_became_of_a_call(qtbot, theme: Theme) -> None:
    header = CallHeader(Look(theme, Icons(theme)), lambda: NOW)
    qtbot.addWidget(header)
    for state, life, words in (
        ("held", SOON, "Held until 20:02"),
        ("cancelled", CallLife(), "Cancelled"),
        ("merged", CallLife(merged_into="20261122-0047"), "Merged into 47"),
    ):
        header.show_call(call(12, state=state, life=life), "12", today=NOW.date())
        assert header.due_text() == words
        assert header.sentence().endswith(words.lower())
        header.grab()
