"""The city as data: street segments, address points, places and areas, as an import brings them."""

from __future__ import annotations

from dataclasses import dataclass, field

from console.geo.measure import Point


@dataclass(frozen=True, slots=True, order=True)
class StreetName:
    """A street's name in parts, as NENA and the USPS divide it; `suffix` in its short form: Bl, Av, St.

    `base` is what dispatchers misspell; the rest tells streets of one base apart.
    """

    base: str
    suffix: str = ""
    prefix: str = ""
    post: str = ""

    def __str__(self) -> str:
        """The normal form: N San Vicente Bl."""
        return " ".join(part for part in (self.prefix, self.base, self.suffix, self.post) if part)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a segment: its numbers from the first point to the last, 0 and 0 for none, and whose it is.

    `parity` is odd, even, both or none.
    """

    start: int = 0
    end: int = 0
    parity: str = "none"
    municipality: str = ""

    def holds(self, number: int) -> bool:
        """Whether a house with this number stands here."""
        if self.parity == "none" or not min(self.start, self.end) <= number <= max(self.start, self.end):
            return False
        return self.parity == "both" or (number % 2 == 1) == (self.parity == "odd")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of street between two crossings.

    `points` are (latitude, longitude) in degrees WGS-84; left and right are seen from the first point
    to the last. `kind` is arterial, collector, local, alley or path; `one_way` is empty, "with" the
    points or "against" them; `speed_kmh` is 0 where it is not known. On a street without `utv` no UTV
    may drive. Pieces cross where their ends are the same point.
    """

    street: StreetName
    points: tuple[Point, ...]
    left: Side = Side()
    right: Side = Side()
    kind: str = "local"
    one_way: str = ""
    speed_kmh: int = 0
    utv: bool = True
    accuracy_m: float = 0.0
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class AddressPoint:
    """One address at its own point; `number_suffix` is such as ½ or A, `unit` such as APT 3."""

    number: int
    street: StreetName
    lat: float
    lon: float
    municipality: str = ""
    number_suffix: str = ""
    unit: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; `kind` is station, park, facility, business or landmark; `address` may be empty."""

    name: str
    lat: float
    lon: float
    kind: str = "facility"
    address: str = ""
    aliases: tuple[str, ...] = ()
    municipality: str = ""
    source_id: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """An outline with a name: `kind` is limits, municipality, park, beat or block; no point is repeated."""

    kind: str
    name: str
    outline: tuple[Point, ...]
    accuracy_m: float = 0.0


@dataclass(frozen=True, slots=True)
class StreetAlias:
    """Another name under which a street is asked for: an old name, a nickname."""

    alias: str
    street: StreetName


@dataclass(frozen=True, slots=True)
class City:
    """Everything that one edition of the geofile says; nothing in it changes after it is made."""

    name: str
    note: str = ""
    segments: tuple[Segment, ...] = ()
    points: tuple[AddressPoint, ...] = ()
    places: tuple[Place, ...] = ()
    areas: tuple[Area, ...] = ()
    aliases: tuple[StreetAlias, ...] = ()
    # Turns that are forbidden: from one segment over their shared end into another, by index.
    no_turns: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def outlines(self, kind: str) -> tuple[Area, ...]:
        """The areas of one kind."""
        return tuple(area for area in self.areas if area.kind == kind)
