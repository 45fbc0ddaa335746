"""The markers and plates of one moment, laid out in map pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from console.board.views import Picture
from console.geo.measure import metres
from console.widgets.map.markers import CALL_REACH, PLATE_HEIGHT, SELECTED_REACH, UNIT_RADIUS, MarkerPainter
from console.widgets.map.marks import CallMark, UnitMark, call_marks, unit_marks
from console.widgets.map.plates import Box, Occupied, Plate, place_plates
from console.widgets.map.projection import View

HIT = 14.0
# A marker this near to another one hides it, so it steps aside and a line shows where it belongs.
TOO_NEAR = 14.0
ASIDE = ((0, 0), (27, 0), (-27, 0), (0, -27), (0, 27), (27, -27), (-27, -27), (27, 27), (-27, 27))
SELECTED, URGENT, CALL, UNIT = range(4)


@dataclass(frozen=True, slots=True)
class Selection:
    """The call and the unit in hand, empty for none."""

    call: str = ""
    unit: str = ""


class Placed(NamedTuple):
    """A marker, where it is drawn and where its place is, in map pixels."""

    mark: UnitMark | CallMark
    x: float
    y: float
    true_x: float
    true_y: float

    @property
    def aside(self) -> bool:
        return (self.x, self.y) != (self.true_x, self.true_y)


@dataclass(frozen=True, slots=True)
class Scene:
    """All markers, calls before units, and the plates that have room, by the marker's key."""

    scale: float
    placed: tuple[Placed, ...] = ()
    plates: tuple[tuple[Placed, Box], ...] = ()
    offer: tuple[Placed, Placed] | None = None

    def hit(self, x: float, y: float) -> UnitMark | CallMark | None:
        """The topmost marker within 14 pixels of a map pixel."""
        for placed in reversed(self.placed):
            if abs(placed.x - x) <= HIT and abs(placed.y - y) <= HIT:
                return placed.mark
        return None


def plate_words(mark: UnitMark | CallMark) -> tuple[str, str, str]:
    """(text, glyph, amber part) of a marker's plate."""
    if isinstance(mark, CallMark):
        return mark.plate, "alarm-high" if mark.late else "", ""
    return mark.plate, "fix-stale" if mark.stale else "", mark.old


def lay_out(
    picture: Picture, now: datetime, chosen: Selection, view: View, painter: MarkerPainter, names: Occupied
) -> Scene:
    """The scene at `now`; `names` are the street names that plates should not cover."""
    marks: list[UnitMark | CallMark] = [
        *call_marks(picture, now, chosen.call),
        *unit_marks(picture, now, chosen.unit),
    ]
    placed = _stand(marks, view)
    by_key = {_key(each.mark): each for each in placed}
    boxes = place_plates([_plate(each, painter) for each in placed], names)
    plates = tuple((by_key[key], box) for key, box in boxes.items())
    return Scene(view.scale, placed, plates, _offer(placed))


def _stand(marks: Iterable[UnitMark | CallMark], view: View) -> tuple[Placed, ...]:
    """Every mark at its place, or beside it when another one is already there."""
    standing: dict[tuple[int, int], set[tuple[float, float]]] = {}
    placed = []
    for mark in marks:
        true_x, true_y = view.map_pixel(mark.at)
        spots = ((true_x + dx, true_y + dy) for dx, dy in ASIDE)
        x, y = next((spot for spot in spots if not _crowded(*spot, standing)), (true_x, true_y))
        for cell in _cells_around(x, y):
            standing.setdefault(cell, set()).add((x, y))
        placed.append(Placed(mark, x, y, true_x, true_y))
    return tuple(placed)


def _cells_around(x: float, y: float) -> list[tuple[int, int]]:
    """Every cell in which something could stand too near: in each of them the place is written down."""
    column, row = int(x // TOO_NEAR), int(y // TOO_NEAR)
    return [(column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


def _crowded(x: float, y: float, standing: dict[tuple[int, int], set[tuple[float, float]]]) -> bool:
    """Whether something stands within 14 pixels; asked far more often than something is placed."""
    for other_x, other_y in standing.get((int(x // TOO_NEAR), int(y // TOO_NEAR)), ()):
        if abs(x - other_x) < TOO_NEAR and abs(y - other_y) < TOO_NEAR:
            return True
    return False


def _plate(placed: Placed, painter: MarkerPainter) -> Plate:
    mark = placed.mark
    text, glyph, _amber = plate_words(mark)
    reach = CALL_REACH if isinstance(mark, CallMark) else UNIT_RADIUS
    if mark.selected:
        reach = SELECTED_REACH
    width = painter.plate_width(text, glyph)
    return Plate(_key(mark), placed.x, placed.y, reach, width, PLATE_HEIGHT, _rank(mark))


def _rank(mark: UnitMark | CallMark) -> int:
    if mark.selected:
        return SELECTED
    if isinstance(mark, CallMark):
        return URGENT if mark.late else CALL
    return URGENT if mark.stale else UNIT


def _key(mark: UnitMark | CallMark) -> str:
    return f"call {mark.number}" if isinstance(mark, CallMark) else f"unit {mark.call_sign}"


def _offer(placed: tuple[Placed, ...]) -> tuple[Placed, Placed] | None:
    """The selected waiting call and the available unit that is nearest to it as the crow flies."""
    calls = [p for p in placed if isinstance(p.mark, CallMark) and p.mark.selected and p.mark.waiting]
    units = [p for p in placed if isinstance(p.mark, UnitMark) and p.mark.available and not p.mark.stale]
    if not calls or not units:
        return None
    call = calls[0]
    return call, min(units, key=lambda unit: metres(unit.mark.at, call.mark.at))
