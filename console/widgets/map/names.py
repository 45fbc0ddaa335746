"""The names and places of one zoom: found as the map comes by them, and never moved again."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtGui import QPolygonF

from console.geo.city import Place
from console.widgets.map.labels import NAMED_FROM, Label, place_along
from console.widgets.map.lettering import Lettering
from console.widgets.map.plan import Plan
from console.widgets.map.plates import Box, Occupied
from console.widgets.map.street_lines import RANKS
from console.widgets.pieces import one_line

TILE = 20
CAPTION_HEIGHT = 15
# From these scales (pixels a metre) on, a kind of place is shown.
SHOWN_FROM = {"business": 1.0, "landmark": 0.5}
PLACES_FROM = 0.16
LONGEST_CAPTION = 40
LINES_AT_ONCE = 8


class PlacedPlace(NamedTuple):
    """A place whose tile has room; `x` and `y` are its middle in map pixels."""

    place: Place
    x: float
    y: float


class Names:
    """Where the names of one scale stand.

    What was placed stays: a pan only adds the streets that it brings into the window, so that no name
    jumps from one spot to another.
    """

    def __init__(self, plan: Plan, lettering: Lettering, scale: float) -> None:
        self.scale = scale
        self.taken = Occupied()
        # Those of the important streets once more: plates mind them most.
        self.major = Occupied()
        self.labels: list[Label] = []
        self.places: list[PlacedPlace] = []
        self._plan = plan
        self._lettering = lettering
        self._tried: set[int] = set()
        self._tried_places: set[int] = set()
        self._owners: dict[Box, Label] = {}
        self._beats_done = False

    def fill(self, window: Box, *, streets: bool, places: bool, beats: bool) -> Iterator[None]:
        """Find room for what lies in a window (map pixels), the important first, in small steps."""
        if places and self.scale >= PLACES_FROM:
            self._place_places(window)
            yield
        if beats and not self._beats_done:
            self._beats_done = True
            self._place_beats(self._plan.beats)
            yield
        if streets:
            yield from self._place_streets(window)

    def under(self, boxes: Iterable[Box]) -> set[Label]:
        """The names that these boxes would cover, wholly or in part."""
        found = (self._owners.get(each) for box in boxes for each in self.taken.within(box))
        return {label for label in found if label is not None}

    def _place_streets(self, window: Box) -> Iterator[None]:
        lines, scale = self._plan.lines, self.scale
        ground = Box(*(each / scale for each in (window.left, -window.bottom, window.right, -window.top)))
        new = [number for number in self._plan.lines_in(ground) if number not in self._tried]
        new.sort(key=lambda number: RANKS.get(lines[number].kind, 2))
        for count, number in enumerate(new):
            self._tried.add(number)
            line = lines[number]
            if line.text and scale >= NAMED_FROM.get(line.kind, 0.26):
                points = tuple((east * scale, -north * scale) for east, north in line.points)
                size = self._lettering.size(line.text, line.kind)
                self._keep(place_along(line.text, line.kind, points, size, self.taken))
                if count % LINES_AT_ONCE == 0:
                    yield

    def _place_places(self, window: Box) -> None:
        for number, (place, (east, north)) in enumerate(self._plan.places):
            x, y = east * self.scale, -north * self.scale
            inside = window.left <= x <= window.right and window.top <= y <= window.bottom
            if inside and number not in self._tried_places:
                self._tried_places.add(number)
                if self.scale >= SHOWN_FROM.get(place.kind, PLACES_FROM):
                    self._place_place(place, x, y)

    def _place_place(self, place: Place, x: float, y: float) -> None:
        text = one_line(place.name)[:LONGEST_CAPTION]
        width, _height = self._lettering.size(text, "place")
        tile = Box(x - TILE / 2, y - TILE / 2, x + TILE / 2, y + TILE / 2)
        caption = Box(x - width / 2, tile.bottom + 1, x + width / 2, tile.bottom + 1 + CAPTION_HEIGHT)
        if self.taken.hits(tile) or self.taken.hits(caption):
            return
        self.places.append(PlacedPlace(place, x, y))
        self.taken.add(tile)
        self.taken.add(caption)
        middle = (caption.top + caption.bottom) / 2
        self._keep([Label(text, "place", x, middle, 0.0, width, (caption,))])

    def _place_beats(self, beats: Iterable[tuple[str, QPolygonF]]) -> None:
        for name, polygon in beats:
            middle = polygon.boundingRect().center()
            x, y = middle.x() * self.scale, -middle.y() * self.scale
            width, height = self._lettering.size(name, "beat")
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if not self.taken.hits(box):
                self.taken.add(box)
                self._keep([Label(name, "beat", x, y, 0.0, width, (box,))])

    def _keep(self, labels: list[Label]) -> None:
        self.labels += labels
        for label in labels:
            for box in label.boxes:
                self._owners[box] = label
                if label.kind == "arterial":
                    self.major.add(box)
