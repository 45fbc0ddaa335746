"""The real palette, and what the real painters make of it: legible text, states that differ to all eyes."""

import json
import tomllib
from importlib.resources import files
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from console.widgets.ages import Band
from console.widgets.alarms.chips import GLYPHS as ALARM_GLYPHS
from console.widgets.icons import Icons
from console.widgets.links import LINK_GLYPHS
from console.widgets.map.markers import MarkerPainter
from console.widgets.map.marks import CallMark, UnitMark
from console.widgets.paint import Look, RowPainter, status_glyph, status_token
from console.widgets.priority_segments import PRIORITIES, paint_priority
from console.widgets.theme import Theme
from tests.widgets.sight import MATRICES, Pixels, apart, contrast, painted, patch, seen

EYES = ("", *MATRICES)
READABLE, VISIBLE = 4.5, 3.0
"""WCAG 2.2: text of any size here, and what is no text but has to be seen."""
DIFFERENT = 5.0
"""Of two patches side by side."""
LEAST_PART = 0.05
"""Of two marks: the part of their area in which they have to be that different."""

SURFACES = ("canvas", "panel", "raised", "overlay", "hover", "field", "selected")
TEXTS = ("text1", "text2", "text3", "accent", "amber", "red", "violet")
STATUSES = ("available", "assigned", "enroute", "onscene", "report", "break", "oos", "off")
ON_THEIR_OWN = {
    "onaccent": ("accentfill",),
    "onamber": ("amberfill",),
    "onred": ("redfill", "reddeep"),
    "onred2": ("redfill", "reddeep"),
    "onviolet": ("violetfill", "violetband"),
    "textinv": ("text1", "text3"),
    "m_label": ("m_land", "m_park", "m_build"),
    "m_label2": ("m_land",),
}
SOFT = {"ambersoft": ("amber", "text1"), "redsoft": ("red", "text1"), "violetsoft": ("violet", "text1")}
MARKS = ("selline", "control")
NO_TEXT = {"line", "line2", "m_bound", "m_halo", "m_case", "m_road", "m_road2", "m_road3", "m_out"}


@pytest.fixture(scope="module", params=["dark", "light"])
def theme(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    theme = Theme(request.param)
    theme.apply(qapp)
    return theme


def test_text_can_be_read_on_every_surface_that_it_stands_on(theme: Theme) -> None:
    pairs = [(text, surface) for text in TEXTS for surface in SURFACES]
    pairs += [(f"s_{status}", surface) for status in STATUSES for surface in SURFACES]
    pairs += [(text, surface) for text, surfaces in ON_THEIR_OWN.items() for surface in surfaces]
    pairs += [(text, surface) for surface, texts in SOFT.items() for text in texts]
    found = {pair: contrast(theme.color(pair[0]), theme.color(pair[1])) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in found.items() if value < READABLE} == {}


def test_what_marks_focus_and_controls_can_be_seen(theme: Theme) -> None:
    pairs = [
        (mark, surface) for mark in MARKS for surface in ("canvas", "panel", "raised", "overlay", "field")
    ]
    found = {pair: contrast(theme.color(pair[0]), theme.color(pair[1])) for pair in pairs}
    assert {pair: round(value, 2) for pair, value in found.items() if value < VISIBLE} == {}


def test_no_colour_is_left_out_of_these_checks(theme: Theme) -> None:
    known = {*SURFACES, *TEXTS, *ON_THEIR_OWN, *SOFT, *MARKS, *NO_TEXT, *(f"s_{each}" for each in STATUSES)}
    known |= {surface for surfaces in ON_THEIR_OWN.values() for surface in surfaces}
    tokens = json.loads(files("resources").joinpath("styles/tokens.json").read_text("utf-8"))
    assert tokens[theme.name].keys() == known


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(
    "pair", [("amber", "red"), ("amberfill", "redfill"), ("text1", "amber"), ("text1", "red")]
)
def test_colours_that_warn_differ_to_all_eyes(theme: Theme, pair: tuple[str, str], eyes: str) -> None:
    one, other = (seen(patch(theme.color(token)), eyes) for token in pair)
    assert apart(one, other).item() >= DIFFERENT


@pytest.mark.parametrize("eyes", EYES)
def test_unit_states_differ_by_their_marks(theme: Theme, eyes: str) -> None:
    states = (*STATUSES, "emergency")
    marks = {state: glyph(theme, status_glyph(state), status_token(state)) for state in states}
    must_differ(marks, eyes)


@pytest.mark.parametrize("eyes", EYES)
def test_priorities_differ_by_their_badges(theme: Theme, eyes: str) -> None:
    size = QSize(22, 22)
    marks = {
        priority: painted(
            lambda painter, priority=priority: paint_priority(painter, theme, QRectF(0, 0, 22, 22), priority),
            theme.color("panel"),
            size,
        )
        for priority in PRIORITIES
    }
    must_differ(marks, eyes)


@pytest.mark.parametrize("eyes", EYES)
def test_alarm_levels_differ_by_their_marks(theme: Theme, eyes: str) -> None:
    tokens = {"critical": "red", "high": "amber", "low": "amber"}
    must_differ({level: glyph(theme, icon, tokens[level]) for level, icon in ALARM_GLYPHS.items()}, eyes)


@pytest.mark.parametrize("eyes", EYES)
def test_states_of_a_link_differ_by_their_marks(theme: Theme, eyes: str) -> None:
    tokens = {"good": "text2", "degraded": "amber", "lost": "amber"}
    must_differ({state: glyph(theme, icon, tokens[state]) for state, icon in LINK_GLYPHS.items()}, eyes)


@pytest.mark.parametrize("eyes", EYES)
def test_a_time_tells_by_its_form_how_near_its_limit_it_is(theme: Theme, eyes: str, qtbot) -> None:
    look = Look(theme, Icons(theme))
    marks = {
        band: painted(
            lambda painter, band=band: RowPainter(look, painter).limited(88, 12, "02:40", band),
            theme.color("panel"),
            QSize(90, 24),
        )
        for band in Band
    }
    must_differ(marks, eyes)


@pytest.mark.parametrize("eyes", EYES)
def test_markers_on_the_map_differ_by_their_forms(theme: Theme, eyes: str) -> None:
    markers = MarkerPainter(theme, Icons(theme))
    at = QPointF(0, 0)
    units = {
        (letter, status, age): markers.unit(UnitMark("X-1", letter, status, at, age_s=age), 2.0)[0]
        for letter in "CUBA"
        for status, age in (("available", None), ("enroute", None), ("onscene", None), ("available", 200))
    }
    must_differ({look: on_ground(theme, pixmap) for look, pixmap in units.items()}, eyes)
    # Which priority it is the digit says, to be read as text.
    for priority in PRIORITIES:
        calls = {
            (waiting, late): markers.call(CallMark("1", "1", priority, waiting, late, at), 2.0)[0]
            for waiting, late in ((True, False), (False, False), (True, True))
        }
        must_differ({look: on_ground(theme, pixmap) for look, pixmap in calls.items()}, eyes)


@pytest.mark.parametrize(("file", "table"), [("statuses", "status"), ("alarms", "level")])
def test_every_state_has_words_of_its_own(file: str, table: str) -> None:
    rows = tomllib.loads(files("resources").joinpath(f"codes/{file}.toml").read_text("utf-8"))[table]
    assert len({row["name"] for row in rows}) == len(rows)


def glyph(theme: Theme, name: str, token: str) -> Pixels:
    """An icon as lists paint it."""
    pixmap = Icons(theme).pixmap(name, token, 16, 2.0)
    return painted(lambda painter: painter.drawPixmap(0, 0, pixmap), theme.color("panel"), QSize(16, 16))


def on_ground(theme: Theme, pixmap: QPixmap) -> Pixels:
    """A marker on the map's land."""
    size = pixmap.deviceIndependentSize().toSize()
    return painted(lambda painter: painter.drawPixmap(0, 0, pixmap), theme.color("m_land"), size)


def must_differ(marks: dict, eyes: str) -> None:
    """Each two of them, by a part of their area that nobody overlooks."""
    alike = {}
    for (one, first), (other, second) in combinations(marks.items(), 2):
        if first.shape == second.shape:
            part = float((apart(seen(first, eyes), seen(second, eyes)) >= DIFFERENT).mean())
            if part < LEAST_PART:
                alike[one, other] = round(part, 3)
    assert alike == {}
