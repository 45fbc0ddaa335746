"""The recommended units of a call: their order, their keys, who is chosen, and what is missing."""

from dataclasses import replace

import pytest

from console.desk.recommend import Candidate, Recommendation
from console.widgets.icons import Icons
from console.widgets.place.match import Match
from console.widgets.place.match_field import MatchField
from console.widgets.recommended.rows import CandidateRow, MissingRow, rows_of
from console.widgets.recommended.units import RecommendedUnits
from console.widgets.theme import Theme
from tests.widgets.map_panels import NOW

FIRST = Candidate("CSO-17", "car", "streets", 130.0, 450.0, "2 min, own beat, free 4 min, fix 6 s")
SECOND = Candidate(
    "UTV-2", "utv", "straight line", None, 900.0, "straight line 900 m, free 18 min, fix 4 min old"
)
THIRD = Candidate("CSO-14", "car", "unknown", None, None, "free 2 h, no fix")
CUT_OFF = Candidate(
    "CSO-12", "car", "unreachable", None, 300.0, "cannot get there by car, free 3 min, fix 2 s"
)
GIVEN = Recommendation("", NOW, (FIRST, SECOND, THIRD, CUT_OFF))


@pytest.fixture(params=["dark", "light"])
def units(qtbot, request):
    theme = Theme(request.param)
    made = RecommendedUnits(theme, Icons(theme))
    qtbot.addWidget(made)
    made.resize(540, 200)
    return made


def said(units):
    model = units.list.model()
    return [row.label for row in model.rows]


def test_a_row_says_how_far_it_is_and_why_it_stands_there():
    first, second, third, last = rows_of(GIVEN, "UTV-2")
    assert (first.cap, first.reach, first.reasons) == ("Alt+1", "2 min", "own beat, free 4 min, fix 6 s")
    assert (second.chosen, second.reach) == (True, "straight line 900 m")
    assert (third.reach, third.reasons) == ("", "free 2 h, no fix")
    assert (last.cap, last.can_go, last.reach) == ("", False, "cannot get there by car")
    assert isinstance(rows_of(replace(GIVEN, missing="No streets are known."))[-1], MissingRow)
    assert rows_of(None) == ()


def test_the_first_is_chosen_until_a_key_chooses_another_that_can_go(units):
    assert not units.isVisibleTo(units.parentWidget())
    units.show_recommendation(GIVEN)
    assert (units.first, units.chosen) == ("CSO-17", "CSO-17")
    units.choose(2)
    assert (units.chosen, said(units)[1][-8:]) == ("UTV-2", ", chosen")
    units.choose(9)
    assert units.chosen == "UTV-2"
    # It goes elsewhere meanwhile: the recommended one counts again.
    units.show_recommendation(replace(GIVEN, ranked=(FIRST, THIRD)))
    assert units.chosen == "CSO-17"
    units.forget()
    assert (units.chosen, said(units)) == ("", [])


def test_whoever_cannot_get_there_is_not_chosen(units):
    units.show_recommendation(replace(GIVEN, ranked=(FIRST, CUT_OFF)))
    units.choose(2)
    assert units.chosen == "CSO-17"
    units.show_recommendation(replace(GIVEN, ranked=(CUT_OFF,), missing="No free unit can get there."))
    assert (units.first, units.chosen) == ("", "")
    assert said(units)[-1] == "No free unit can get there."


def test_the_list_is_as_high_as_its_rows_and_is_painted(units):
    units.show_recommendation(GIVEN)
    units.show()
    assert units.list.height() == 3 * 28
    assert not units.grab().isNull()
    strange = replace(FIRST, unit="<b>X</b>" * 20, why="\n\x00" + "w" * 400)
    units.show_recommendation(Recommendation("", NOW, (strange,), "m" * 500))
    assert not units.grab().isNull()
    assert isinstance(units.list.model().rows[0], CandidateRow)


def test_a_long_place_is_read_before_the_words_that_rate_it(qtbot):
    field = MatchField(Theme(), "Location", "Address")
    qtbot.addWidget(field)
    field.resize(300, 32)
    field.setText("8300")
    field.show_match(Match(4, "Address range"))
    with_words = field.textMargins().right()
    field.setText("8300 Santa Monica Bl Apartment 3")
    assert 0 < field.textMargins().right() < with_words
    assert "Address range" in field.toolTip()
    assert field.accessibleDescription() == "Address range, match 4 of 5"
