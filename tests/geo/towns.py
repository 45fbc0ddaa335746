"""A small town that is not West Hollywood: two streets that cross, with numbers, and a place."""

from console.geo.city import City, Place, Segment, Side, StreetName

MIDDLE = (40.0, -100.0)


def town(name: str = "Testville", *, place: str = "Old Mill") -> City:
    """The town; `place` is what its one place is called."""
    lat, lon = MIDDLE
    west, east = (lat, lon - 0.005), (lat, lon + 0.005)
    south, north = (lat - 0.005, lon), (lat + 0.005, lon)
    return City(
        name,
        segments=(
            _segment("Main", "St", (west, MIDDLE), 100),
            _segment("Main", "St", (MIDDLE, east), 200),
            _segment("Oak", "Av", (south, MIDDLE), 100),
            _segment("Oak", "Av", (MIDDLE, north), 200),
        ),
        places=(Place(place, lat + 0.001, lon + 0.001, "landmark", municipality=name),),
    )


def _segment(base: str, suffix: str, line: tuple[tuple[float, float], ...], first: int) -> Segment:
    left = Side(first + 1, first + 99, "odd", "Testville")
    right = Side(first, first + 98, "even", "Testville")
    return Segment(StreetName(base, suffix), line, left, right)
