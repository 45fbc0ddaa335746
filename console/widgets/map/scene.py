"""The markers and plates of one moment, laid out in map pixels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from console.board.views import Picture
from console.geo.measure import metres
from console.widgets.map.clusters import Cluster, Seen, gather
from console.widgets.map.markers import (
    CALL_REACH,
    CLUSTER_REACH,
    PLATE_HEIGHT,
    SELECTED_REACH,
    UNIT_RADIUS,
    MarkerPainter,
)
from console.widgets.map.marks import CallMark, UnitMark, call_marks, is_stale, sightings, unit_mark
from console.widgets.map.plates import Box, Occupied, Plate, place_plates
from console.widgets.map.projection import View

HIT = 14.0
# A marker this near to another one hides it, so it steps aside and a line shows where it belongs.
TOO_NEAR = 14.0
ASIDE = ((0, 0), (27, 0), (-27, 0), (0, -27), (0, 27), (27, -27), (-27, -27), (27, 27), (-27, 27))
SELECTED, URGENT, CALL, UNIT = range(4)
# With more markers than this in view only calls, the selection and what is urgent have a plate.
MOST_PLATED = 90


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
    """A plate that belongs to no marker, such as a closure's name: where it points to and what it reads."""

    key: str
    x: float
    y: float
    text: str
    glyph: str


@dataclass(frozen=True, slots=True)
class Scene:
    """All markers in the window, calls before units, and the plates that have room."""

    scale: float
    placed: tuple[Placed, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    plates: tuple[tuple[Placed, Box], ...] = ()
    signs: tuple[tuple[Sign, Box], ...] = ()
    offer: tuple[Placed, Placed] | None = None
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

    def plate_boxes(self) -> list[Box]:
        return [box for _each, box in (*self.plates, *self.signs)]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a layout has to mind: the names, the last sides of the plates, and the window, in map pixels."""

    names: Occupied
    sides: Mapping[str, int]
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
    """The scene at `now`: what lies in the window, calls first, crowds of units as one sign."""
    seen = _in_window(picture, now, view, around.window)
    singles, clusters = gather(seen, chosen.unit)
    standing = _Standing((cluster.x, cluster.y) for cluster in clusters)
    calls = [standing.place(mark, *view.map_pixel(mark.at)) for mark in call_marks(picture, now, chosen.call)]
    units = [
        standing.place(unit_mark(unit, fix, now, unit.call_sign == chosen.unit), x, y)
        for x, y, unit, fix in singles
    ]
    placed = (*calls, *units)
    plated = placed
    if len(placed) > MOST_PLATED:
        plated = [each for each in placed if _rank(each.mark) < UNIT]
    offer = _offer(calls, picture, now, units, view)
    return _with_plates(Scene(view.scale, placed, tuple(clusters), offer=offer), plated, painter, around)


def _in_window(picture: Picture, now: datetime, view: View, window: Box) -> list[Seen]:
    """The units in the window with their spots; written out, as it runs for each of 1,000 units."""
    east, north = view.per_degree()
    lat, lon = view.origin
    left, top, right, bottom = window
    seen = []
    for unit, fix in sightings(picture, now):
        x, y = (fix.lon - lon) * east, (lat - fix.lat) * north
        if left <= x <= right and top <= y <= bottom:
            seen.append(Seen(x, y, unit, fix))
    return seen


class _Standing:
    """Who stands where: each marker at its place, or beside it when another one is already there."""

    def __init__(self, taken: Iterable[tuple[float, float]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for x, y in taken:
            self._cells.setdefault((int(x // TOO_NEAR), int(y // TOO_NEAR)), []).append((x, y))

    def place(self, mark: UnitMark | CallMark, true_x: float, true_y: float) -> Placed:
        x, y = true_x, true_y
        if self._crowded(x, y):
            spots = ((true_x + dx, true_y + dy) for dx, dy in ASIDE)
            x, y = next((spot for spot in spots if not self._crowded(*spot)), (true_x, true_y))
        self._cells.setdefault((int(x // TOO_NEAR), int(y // TOO_NEAR)), []).append((x, y))
        return Placed(mark, x, y, true_x, true_y)

    def _crowded(self, x: float, y: float) -> bool:
        """Whether something stands within 14 pixels; asked far more often than something is placed."""
        column, row = int(x // TOO_NEAR), int(y // TOO_NEAR)
        for across in (column - 1, column, column + 1):
            for down in (row - 1, row, row + 1):
                for other_x, other_y in self._cells.get((across, down), ()):
                    if abs(x - other_x) < TOO_NEAR and abs(y - other_y) < TOO_NEAR:
                        return True
        return False


def _with_plates(
    scene: Scene, plated: Sequence[Placed], painter: MarkerPainter, around: Surroundings
) -> Scene:
    by_key = {_key(each.mark): each for each in plated}
    signs = {sign.key: sign for sign in around.signs}
    plates = [_plate(key, each, painter) for key, each in by_key.items()]
    plates += [_sign_plate(sign, painter) for sign in signs.values()]
    blocked = [_around(each.x, each.y, CLUSTER_REACH) for each in scene.clusters]
    if len(plated) < len(scene.placed):
        blocked += [_around(each.x, each.y, UNIT_RADIUS) for each in scene.placed if _rank(each.mark) == UNIT]
    found = place_plates(plates, around.names, around.sides, blocked)
    return Scene(
        scene.scale,
        scene.placed,
        scene.clusters,
        tuple((by_key[key], box) for key, (box, _side) in found.items() if key in by_key),
        tuple((signs[key], box) for key, (box, _side) in found.items() if key in signs),
        scene.offer,
        {key: side for key, (_box, side) in found.items()},
    )


def _around(x: float, y: float, reach: float) -> Box:
    return Box(x - reach, y - reach, x + reach, y + reach)


def _plate(key: str, placed: Placed, painter: MarkerPainter) -> Plate:
    mark = placed.mark
    text, glyph, _amber = plate_words(mark)
    reach = CALL_REACH if isinstance(mark, CallMark) else UNIT_RADIUS
    if mark.selected:
        reach = SELECTED_REACH
    width = painter.plate_width(text, glyph)
    return Plate(key, placed.x, placed.y, reach, width, PLATE_HEIGHT, _rank(mark))


def _sign_plate(sign: Sign, painter: MarkerPainter) -> Plate:
    width = painter.plate_width(sign.text, sign.glyph)
    return Plate(sign.key, sign.x, sign.y, 0.0, width, PLATE_HEIGHT, CALL)


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
