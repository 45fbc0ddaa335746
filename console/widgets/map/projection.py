"""Degrees to map pixels and back: a flat city, north up."""

from dataclasses import dataclass, replace

from console.geo.measure import METRES_PER_DEGREE, Point, to_metres

SMALLEST_SCALE = 0.04
LARGEST_SCALE = 3.0


@dataclass(frozen=True, slots=True)
class View:
    """What part of the city is on screen.

    `origin` is (lat, lon) in degrees; `east` and `north` are the middle of the view in metres from
    it; `scale` is in pixels a metre. Map pixels grow to the right and down from the origin and move
    only when the scale changes; screen pixels also depend on the middle and the widget's size.
    """

    origin: Point
    east: float = 0.0
    north: float = 0.0
    scale: float = 0.2

    @property
    def middle(self) -> Point:
        """(lat, lon) of the middle of the view."""
        return self.place(self.east * self.scale, -self.north * self.scale)

    def map_pixel(self, point: Point) -> tuple[float, float]:
        """Where a place lies in map pixels."""
        east, north = to_metres(point, self.origin)
        return east * self.scale, -north * self.scale

    def per_degree(self) -> tuple[float, float]:
        """Map pixels for a degree of longitude and of latitude, for whoever places a thousand points."""
        east, north = to_metres((self.origin[0] + 1.0, self.origin[1] + 1.0), self.origin)
        return east * self.scale, north * self.scale

    def corner(self, width: float, height: float) -> tuple[float, float]:
        """The map pixel at the top left of a widget of this size."""
        return round(self.east * self.scale - width / 2), round(-self.north * self.scale - height / 2)

    def panned(self, dx: float, dy: float) -> "View":
        """The view after its content moved by screen pixels."""
        return replace(self, east=self.east - dx / self.scale, north=self.north + dy / self.scale)

    def zoomed(self, factor: float, dx: float = 0.0, dy: float = 0.0) -> "View":
        """Nearer by `factor`, keeping the place that is (dx, dy) screen pixels from the middle there."""
        scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, self.scale * factor))
        gain = 1 / self.scale - 1 / scale
        return replace(self, east=self.east + dx * gain, north=self.north - dy * gain, scale=scale)

    def centred(self, point: Point) -> "View":
        """The same scale with `point` in the middle."""
        east, north = to_metres(point, self.origin)
        return replace(self, east=east, north=north)

    def about(self, origin: Point) -> "View":
        """The same view, measured from another origin."""
        return replace(self, origin=origin, east=0.0, north=0.0).centred(self.middle)

    def fitted(self, points: list[Point], width: float, height: float, largest: float) -> "View":
        """All points inside width x height pixels, no nearer than `largest` pixels a metre."""
        placed = [to_metres(point, self.origin) for point in points]
        left, right = min(p[0] for p in placed), max(p[0] for p in placed)
        bottom, top = min(p[1] for p in placed), max(p[1] for p in placed)
        scale = min(width / max(right - left, 1.0), height / max(top - bottom, 1.0), largest)
        scale = max(SMALLEST_SCALE, scale)
        return replace(self, east=(left + right) / 2, north=(bottom + top) / 2, scale=scale)

    def place(self, x: float, y: float) -> Point:
        """(lat, lon) of a map pixel."""
        lat = self.origin[0] - y / self.scale / METRES_PER_DEGREE
        east_of_one_degree = to_metres((self.origin[0], self.origin[1] + 1.0), self.origin)[0]
        return lat, self.origin[1] + x / self.scale / east_of_one_degree
