"""A place is verified while it is typed: with keys only, and never taken without asking."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from console.board.views import Picture
from console.clock import ManualClock
from console.geo.training import training_geofile
from console.widgets.call_entry import CallEntryPanel
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from tests.widgets.test_call_entry import CODES


@pytest.fixture
def panel(qapp: QApplication, qtbot) -> CallEntryPanel:
    theme = Theme()
    theme.apply(qapp)
    made = CallEntryPanel(theme, Icons(theme), ManualClock(datetime(2026, 3, 15, 2, 42, 18, tzinfo=UTC)))
    qtbot.addWidget(made)
    made.resize(680, 900)
    made.show_picture(Picture(codes=CODES))
    made.verified.set_geofile(training_geofile())
    made.open()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.place.hasFocus)
    return made


def shown(panel: CallEntryPanel) -> tuple[int, str]:
    match = panel.place.match
    assert match is not None
    return match.blocks, match.words


@pytest.mark.parametrize(
    ("typed", "blocks", "words"),
    [
        ("8300 SANTA MONICA", 4, "Address range"),
        ("CITY HALL", 5, "Known place"),
        ("SM/SV", 3, "Crossing"),
        ("SUNSET", 2, "Street only"),
        ("34.0905,-118.3712", 1, "Map point"),
        ("300 DOHENY", 0, "2 could be meant"),
        ("8300 SANTA MONCIA", 0, "Not verified"),
    ],
)
def test_how_well_it_is_known_is_said_while_it_is_typed(
    panel: CallEntryPanel, qtbot, typed: str, blocks: int, words: str
) -> None:
    qtbot.keyClicks(panel.place, typed)
    assert shown(panel) == (blocks, words)
    assert words in panel.place.accessibleDescription()


def test_a_typo_is_put_right_with_keys_only(panel: CallEntryPanel, qtbot) -> None:
    qtbot.keyClicks(panel.place, "8300 SANTA MONCIA APT 3")
    places = panel.verified.places
    assert places.isVisible()
    assert not panel.types.isVisible()
    qtbot.keyClick(panel.place, Qt.Key.Key_Down)
    assert places.hasFocus()
    qtbot.keyClick(places, Qt.Key.Key_Return)
    assert panel.place.text() == "8300 Santa Monica Bl APT 3"
    assert panel.place.hasFocus()
    assert shown(panel) == (4, "Address range")
    assert not places.isVisible()
    assert panel.types.isVisible()


def test_of_two_the_second_is_chosen(panel: CallEntryPanel, qtbot) -> None:
    qtbot.keyClicks(panel.place, "300 DOHENY")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(panel.focusWidget(), key)
    assert panel.place.text() == "300 S Doheny Dr"
    assert shown(panel) == (4, "Address range")


def test_escape_goes_back_from_the_list_with_what_was_typed(panel: CallEntryPanel, qtbot) -> None:
    qtbot.keyClicks(panel.place, "300 DOHENY")
    qtbot.keyClick(panel.place, Qt.Key.Key_Down)
    qtbot.keyClick(panel.verified.places, Qt.Key.Key_Escape)
    assert panel.place.hasFocus()
    assert panel.place.text() == "300 DOHENY"


def test_what_is_not_verified_is_asked_once_and_then_taken_as_typed(panel: CallEntryPanel, qtbot) -> None:
    taken = []
    panel.command_ready.connect(lambda command, _dispatch: taken.append(command))
    qtbot.keyClicks(panel.place, "BEHIND THE BLUE HOUSE")
    qtbot.keyClicks(panel.kind, "586")
    panel.save()
    assert taken == []
    assert panel.place.text() == "BEHIND THE BLUE HOUSE"
    panel.save()
    assert taken[0].args["place"] == "BEHIND THE BLUE HOUSE"


def test_a_place_outside_is_said_and_can_be_used(panel: CallEntryPanel, qtbot) -> None:
    taken = []
    panel.command_ready.connect(lambda command, _dispatch: taken.append(command))
    qtbot.keyClicks(panel.place, "801 N DOHENY DR")
    qtbot.keyClicks(panel.kind, "586")
    panel.save()
    assert taken


def test_the_list_gives_way_when_the_type_is_typed(panel: CallEntryPanel, qtbot) -> None:
    qtbot.keyClicks(panel.place, "300 DOHENY")
    panel.kind.setFocus()
    qtbot.waitUntil(panel.types.isVisible)
    assert not panel.verified.places.isVisible()
