"""The markers and plates of one moment, laid out in map pixels."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from console.board.views import Picture
from console.geo.measure import metres
from console.widgets.map.clusters import DENSE_FROM, Cluster, Seen, gather
from console.widgets.map.markers import (
    CALL_REACH,
    CLUSTER_REACH,
    PLATE_HEIGHT,
    SELECTED_REACH,
    UNIT_RADIUS,
    MarkerPainter,
)
from console.widgets.map.marks import (
    REMOVED,
    CallMark,
    UnitMark,
    call_marks,
    is_stale,
    sightings,
    unit_mark,
)
from console.widgets.map.plates import Box, Occupied, Plate, Standing, place_plates
from console.widgets.map.projection import View

HIT = 14.0
# A marker this near to another one hides it, so it steps aside and a line shows where it belongs.
TOO_NEAR = 14.0
CLUSTER_ROOM = 24.0
# A marker covers so much of a name, each way from its middle, that the name is left out.
COVERS = 9.0
NOWHERE = (math.inf, math.inf)
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


class Sign(NamedTuple):
    """A plate that belongs to no marker, such as a closure's name; it stands by the first spot with room."""

    key: str
    spots: tuple[tuple[float, float], ...]
    text: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All markers in the window, calls before units, and the plates that have room."""

    scale: float
    placed: tuple[Placed, ...] = ()
    clusters: Sequence[Cluster] = ()
    plates: Sequence[tuple[Placed, Box]] = ()
    signs: Sequence[tuple[Sign, Box]] = ()
    offer: tuple[Placed, Placed] | None = None
    crowded: bool = False
    sides: Mapping[str, int] = field(default_factory=dict)

    def hit(self, x: float, y: float) -> UnitMark | CallMark | Cluster | None:
        """The topmost marker within 14 pixels of a map pixel."""
        for placed in reversed(self.placed):
            if abs(placed.x - x) <= HIT and abs(placed.y - y) <= HIT:
                return placed.mark
        for cluster in self.clusters:
            if abs(cluster.x - x) <= CLUSTER_REACH and abs(cluster.y - y) <= CLUSTER_REACH:
                return cluster
        return None

    def covered(self) -> list[Box]:
        """What plates and markers cover: a name of which only a part can be seen is no name.

        In a crowd markers do not count: hardly a name would be left.
        """
        boxes = [box for _each, box in (*self.plates, *self.signs)]
        if self.crowded:
            return boxes
        boxes += [
            Box(x - COVERS, y - COVERS, x + COVERS, y + COVERS)
            for _mark, x, y, _true_x, _true_y in self.placed
        ]
        return boxes + [Box(x - COVERS, y - COVERS, x + COVERS, y + COVERS) for x, y, _units in self.clusters]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a layout has to mind, in map pixels: names, last sides of plates, what is seen and laid out."""

    names: Occupied
    major: Occupied
    sides: Mapping[str, int]
    seen: Box
    window: Box
    signs: Sequence[Sign] = ()


def plate_words(mark: UnitMark | CallMark) -> tuple[str, str, str]:
    """(text, glyph, amber part) of a marker's plate."""
    if isinstance(mark, CallMark):
        return mark.plate, "alarm-high" if mark.late else "", ""
    return mark.plate, "fix-stale" if mark.stale else "", mark.old


def lay_out(
    picture: Picture,
    now: datetime,
    chosen: Selection,
    view: View,
    painter: MarkerPainter,
    around: Surroundings,
) -> Scene:
    """The scene at `now`: what lies in the window, calls first, crowds of units as one sign.

    With many units in view only calls, the selection and what is urgent have a plate.
    """
    seen = _in_window(picture, now, view, around.window)
    singles, clusters = gather(seen, chosen.unit)
    standing = Standing()
    for cluster in clusters:
        standing.add(cluster.x, cluster.y, CLUSTER_REACH, CLUSTER_ROOM)
    calls = [
        _stand(standing, mark, *view.map_pixel(mark.at)) for mark in call_marks(picture, now, chosen.call)
    ]
    units = [
        _stand(standing, unit_mark(unit, fix, now, unit.call_sign == chosen.unit), x, y)
        for x, y, unit, fix in singles
    ]
    placed = plated = (*calls, *units)
    crowded = len(seen) > DENSE_FROM
    if crowded:
        plated = [each for each in placed if _rank(each.mark) < UNIT]
    plates, signs, sides = _plates(plated, standing, painter, around)
    offer = _offer(calls, picture, now, units, view)
    return Scene(view.scale, placed, clusters, plates, signs, offer, crowded, sides)


def _in_window(picture: Picture, now: datetime, view: View, window: Box) -> list[Seen]:
    """The units in the window, those of `sightings`; written out, as it runs for each of 1,000 units."""
    east, north = view.per_degree()
    lat, lon = view.origin
    left, top, right, bottom = window
    oldest, units, seen = now - REMOVED, picture.units, []
    for call_sign, fix in picture.fixes.items():
        x, y = (fix.lon - lon) * east, (lat - fix.lat) * north
        if left <= x <= right and top <= y <= bottom and fix.at >= oldest:
            unit = units.get(call_sign)
            if unit is not None and unit.status != "off":
                seen.append((x, y, unit, fix))
    return seen


def _stand(standing: Standing, mark: UnitMark | CallMark, true_x: float, true_y: float) -> Placed:
    """The mark at its place, or beside it when another one is already there."""
    x, y = true_x, true_y
    if standing.is_crowded(x, y):
        spots = ((true_x + dx, true_y + dy) for dx, dy in ASIDE)
        x, y = next((spot for spot in spots if not standing.is_crowded(*spot)), (true_x, true_y))
    standing.add(x, y, _reach(mark), TOO_NEAR)
    return Placed(mark, x, y, true_x, true_y)


def _reach(mark: UnitMark | CallMark) -> float:
    if mark.selected:
        return SELECTED_REACH
    return CALL_REACH if isinstance(mark, CallMark) else UNIT_RADIUS


def _plates(
    plated: Sequence[Placed], standing: Standing, painter: MarkerPainter, around: Surroundings
) -> tuple[list[tuple[Placed, Box]], list[tuple[Sign, Box]], dict[str, int]]:
    """The plates and the signs that have room, and the side of each."""
    by_key = {_key(each.mark): each for each in plated}
    signs = {sign.key: sign for sign in around.signs}
    wanted = [_plate(key, each, painter) for key, each in by_key.items()]
    wanted += [_sign_plate(sign, standing, painter) for sign in signs.values()]
    found = place_plates(wanted, around.names, standing, around.sides, around.major, around.seen)
    return (
        [(by_key[key], box) for key, (box, _side) in found.items() if key in by_key],
        [(signs[key], box) for key, (box, _side) in found.items() if key in signs],
        {key: side for key, (_box, side) in found.items()},
    )


def _plate(key: str, placed: Placed, painter: MarkerPainter) -> Plate:
    mark = placed.mark
    text, glyph, _amber = plate_words(mark)
    width = painter.plate_width(text, glyph)
    return Plate(key, placed.x, placed.y, _reach(mark), width, PLATE_HEIGHT, _rank(mark))


def _sign_plate(sign: Sign, standing: Standing, painter: MarkerPainter) -> Plate:
    width = painter.plate_width(sign.text, sign.glyph)
    plates = [Plate(sign.key, x, y, 0.0, width, PLATE_HEIGHT, URGENT) for x, y in sign.spots]
    return next((plate for plate in plates if _has_room(plate, standing)), plates[0])


def _has_room(plate: Plate, standing: Standing) -> bool:
    return any(not standing.hits(plate.at_side(side), NOWHERE) for side in range(4))


def _rank(mark: UnitMark | CallMark) -> int:
    if mark.selected:
        return SELECTED
    if isinstance(mark, CallMark):
        return URGENT if mark.late else CALL
    return URGENT if mark.stale or mark.status == "emergency" else UNIT


def _key(mark: UnitMark | CallMark) -> str:
    return f"call {mark.number}" if isinstance(mark, CallMark) else f"unit {mark.call_sign}"


def _offer(
    calls: Iterable[Placed], picture: Picture, now: datetime, units: Iterable[Placed], view: View
) -> tuple[Placed, Placed] | None:
    """The selected waiting call and the available unit that is nearest to it as the crow flies."""
    call = next((each for each in calls if each.mark.selected and each.mark.waiting), None)
    if call is None:
        return None
    free = [
        (unit, fix)
        for unit, fix in sightings(picture, now)
        if unit.status == "available" and not is_stale(fix, now)
    ]
    if not free:
        return None
    unit, fix = min(free, key=lambda each: metres((each[1].lat, each[1].lon), call.mark.at))
    drawn = next((each for each in units if each.mark.call_sign == unit.call_sign), None)
    if drawn is None:
        spot = view.map_pixel((fix.lat, fix.lon))
        drawn = Placed(unit_mark(unit, fix, now, False), *spot, *spot)
    return call, drawn
