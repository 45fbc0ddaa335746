"""The call detail panel: its pages, its due time, and what it says when there is no call."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from console.board.views import TimelineLine
from console.clock import ManualClock
from console.widgets.detail import CallDetailPanel
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.desk.pictures import shipped_codes
from tests.widgets.list_pictures import NOW, ago, call, picture, pixels, said

ZONE = timezone(timedelta(hours=-8))
NUMBER = "20261122-0047"
LINES = (
    TimelineLine(ago(300), "system", "Call taken", "Rivera"),
    TimelineLine(ago(200), "remark", "<b>gate</b> code 1122", "Rivera"),
    TimelineLine(ago(100), "status", "CSO-11 on scene", "CSO-11"),
)

# Qt's offscreen platform says so of every window; it is no fault of the panel.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture
def theme() -> Theme:
    return Theme("dark")


@pytest.fixture
def panel(qtbot, clock: ManualClock, theme: Theme) -> CallDetailPanel:
    panel = CallDetailPanel(theme, Icons(theme), clock, ZONE)
    qtbot.addWidget(panel)
    panel.resize(510, 262)
    panel.show()
    return panel


def titles(panel: CallDetailPanel) -> list[str]:
    return [panel.tabs.tabText(place) for place in range(panel.tabs.count())]


def test_without_a_call_it_says_how_to_find_one(panel: CallDetailPanel) -> None:
    assert titles(panel) == ["Timeline", "Details", "Units", "Notes"]
    assert panel.lists["Timeline"].empty_text == "No call selected. Ctrl+1 goes to the calls."
    assert panel.shown() == ""


def test_the_pages_of_a_call(panel: CallDetailPanel) -> None:
    panel.show_picture(picture(call(47, 1, 300, "CSO-11", timeline=LINES)))
    panel.show_call(NUMBER)
    assert titles(panel) == ["Timeline 3", "Details", "Units 1", "Notes 1"]
    assert said(panel.lists["Timeline"]) == [
        "11:40:38, CSO-11 on scene, CSO-11",
        "11:38:58, <b>gate</b> code 1122, Rivera",
        "11:37:18, Call taken, Rivera",
    ]
    assert said(panel.lists["Notes"]) == ["11:38:58, <b>gate</b> code 1122, Rivera"]
    assert said(panel.lists["Units"]) == ["CSO-11 On scene for 30 seconds"]
    assert "Priority: 1 Prompt, target 10 min" in said(panel.lists["Details"])


def test_the_header_counts_to_the_target_and_past_it(panel: CallDetailPanel, clock: ManualClock) -> None:
    panel.show_picture(picture(call(47, 1, 60)))
    panel.show_call(NUMBER)
    assert panel.call_header.due_text() == "of 10 min"
    clock.advance(8 * 60)
    assert panel.call_header.due_text() == "01:00 left"
    clock.advance(161)
    panel.tick()
    assert panel.call_header.due_text() == "+01:41"
    assert panel.call_header.sentence().endswith("received 11 minutes 41 seconds ago, over target")


def test_the_target_is_met_when_a_unit_is_on_scene(panel: CallDetailPanel) -> None:
    panel.show_picture(picture(call(47, 1, 6000, "CSO-11")))
    panel.show_call(NUMBER)
    assert panel.call_header.due_text() == ""


def test_a_new_line_arrives_while_the_page_and_selection_stay(panel: CallDetailPanel) -> None:
    panel.show_picture(picture(call(47, timeline=LINES)))
    panel.show_call(NUMBER)
    page = panel.lists["Timeline"]
    page.setCurrentIndex(page.model().index(1, 0))
    chosen = page.selected()
    more = (*LINES, TimelineLine(ago(5), "remark", "blue van", "Rivera"))
    panel.show_picture(picture(call(47, timeline=more)))
    assert page.selected() == chosen
    assert page.currentIndex().row() == 2
    assert titles(panel)[3] == "Notes 2"


def test_a_closed_call_is_still_shown(panel: CallDetailPanel) -> None:
    panel.show_picture(picture(call(47, state="closed", closed_at=ago(5), disposition="05")))
    panel.show_call(NUMBER)
    assert panel.call_header.due_text() == "Closed"
    assert "Disposition: 05" in said(panel.lists["Details"])


def test_turning_the_pages_goes_round_and_takes_the_focus_along(qtbot, panel: CallDetailPanel) -> None:
    panel.show_picture(picture(call(47, timeline=LINES)))
    panel.show_call(NUMBER)
    panel.activateWindow()
    panel.setFocus()
    qtbot.waitUntil(panel.lists["Timeline"].hasFocus)
    panel.turn_page(1)
    assert panel.lists["Details"].hasFocus()
    panel.turn_page(-2)
    assert panel.tabs.currentIndex() == 3
    assert panel.lists["Notes"].hasFocus()


def test_a_long_note_is_shown_whole(panel: CallDetailPanel) -> None:
    long = TimelineLine(ago(5), "remark", "words and " * 60 + "x" * 300 + "\nlast line", "Rivera")
    panel.show_picture(picture(call(47, timeline=(long,))))
    panel.show_call(NUMBER)
    panel.turn_page(3)
    page = panel.lists["Notes"]
    assert page.visualRect(page.model().index(0, 0)).height() > 150


def test_every_page_paints_in_both_looks(panel: CallDetailPanel, theme: Theme) -> None:
    panel.show_picture(picture(call(47, 1, 9000, timeline=LINES), call(48, 2, 60, "CSO-11", timeline=LINES)))
    pictures = set()
    for number in (NUMBER, "20261122-0048"):
        panel.show_call(number)
        for name in ("dark", "light"):
            theme.switch(name)
            for _page in range(4):
                panel.turn_page(1)
                pictures.add(pixels(panel))
    assert len(pictures) == 16


def test_what_is_still_to_be_asked_stands_below_the_head_until_it_was(panel: CallDetailPanel) -> None:
    codes = shipped_codes()
    new = replace(call(47, 1, 300), type_code="484R")
    panel.show_picture(replace(picture(new), codes=codes))
    panel.show_call(NUMBER)
    assert panel.questions.isVisible()
    assert panel.questions.accessibleDescription().startswith("Is whoever did it still there? Was a weapon")
    said = "Is whoever did it still there? No. Was a weapon seen or used? No."
    line = TimelineLine(ago(10), "remark", said, "Rivera")
    panel.show_picture(replace(picture(replace(new, timeline=(line,))), codes=codes))
    assert panel.questions.accessibleDescription() == "Is anybody fighting or threatening?"
    panel.show_picture(replace(picture(replace(new, type_code="586")), codes=codes))
    assert not panel.questions.isVisible()
