"""An import up to the store: a file is read, all of it is checked, and a new city is made of it or none."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from console.errors import Refused
from console.geo.city import City
from console.geo.importers import meaning
from console.geo.importers.check_points import Region, check_places, check_points
from console.geo.importers.findings import TOLERABLE, Findings
from console.geo.importers.found import Reading
from console.geo.importers.municipalities import Municipalities
from console.geo.importers.projection import to_wgs84
from console.geo.importers.rows import Layer
from console.geo.importers.sources import open_layers
from console.geo.importers.streets import streets_of
from console.geo.street_words import StreetWords

KINDS = ("streets", "points", "places")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported into which city; `tolerated` are checks whose refusals are warnings.

    With `anew` nothing of the base is kept. `name` is the new city's, the base's own when it is empty.
    """

    kind: str
    path: Path
    base: City
    now: datetime
    name: str = ""
    tolerated: frozenset[str] = frozenset()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: `city` is None where a row is refused.

    `taken` counts the rows that are in it, `left_out` those that are not meant to be.
    """

    city: City | None
    findings: Findings
    standard: str
    taken: int
    left_out: int
    notes: tuple[str, ...] = ()


def examine(wish: Wish) -> Outcome:
    """Read and check the whole file; nothing is stored. Raises Refused for a file of which nothing is known.

    Takes seconds for a large file; touches nothing but the file, so any thread may do it.
    """
    if unknown := wish.tolerated - TOLERABLE.keys():
        raise Refused(f"There is no check {min(unknown)} to tolerate. There are {', '.join(TOLERABLE)}.")
    base = City(wish.name or wish.base.name) if wish.anew else wish.base
    with ExitStack() as opened:
        layers = open_layers(wish.path, opened)
        standard, chosen = meaning.standard_of(layers, wish.kind)
        tolerated = frozenset(TOLERABLE) if standard in meaning.NATIONWIDE else wish.tolerated
        to_point, note = to_wgs84(chosen[0].reference, wish.path.name)
        reading = Reading(Findings(tolerated), to_point, StreetWords.load())
        if wish.kind == "streets":
            city, taken = streets_of(base, standard, layers, chosen, reading, wish.now)
        elif wish.kind == "points":
            city, taken = _points(base, standard, chosen[0], reading, wish.now)
        else:
            city, taken = _places(base, standard, chosen[0], reading, wish.now)
    return _outcome(wish, city, taken, standard, reading, note)


def _outcome(wish: Wish, city: City, taken: int, standard: str, reading: Reading, note: str) -> Outcome:
    findings = reading.findings
    if not taken and not findings.refused:
        raise Refused(f"There are no {wish.kind} in {wish.path.name}. Nothing was changed.")
    named = replace(city, name=wish.name or city.name or wish.path.stem)
    return Outcome(
        city=None if findings.refused else named,
        findings=findings,
        standard=meaning.STANDARDS[standard],
        taken=taken,
        left_out=reading.left_out,
        notes=(note,) if note else (),
    )


def _points(base: City, standard: str, layer: Layer, reading: Reading, now: datetime) -> tuple[City, int]:
    read = list(meaning.points(standard, layer, reading, now))
    region = Region.around(base, [(found.point.lat, found.point.lon) for found in read])
    findings, towns = reading.findings, Municipalities(base.areas)
    kept = [
        replace(found, point=towns.of_point(found.point))
        for found in read
        if region is None
        or region.check(found.row, (found.point.lat, found.point.lon), findings, found.point.source_id)
    ]
    check_points(kept, base, findings)
    return replace(base, points=tuple(found.point for found in kept)), len(kept)


def _places(base: City, standard: str, layer: Layer, reading: Reading, now: datetime) -> tuple[City, int]:
    read = list(meaning.places(standard, layer, reading, now))
    region = Region.around(base, [(found.place.lat, found.place.lon) for found in read])
    findings = reading.findings
    kept = [
        found
        for found in read
        if region is None
        or region.check(found.row, (found.place.lat, found.place.lon), findings, found.place.source_id)
    ]
    check_places(kept, findings)
    return replace(base, places=tuple(found.place for found in kept)), len(kept)


def counted(city: City) -> dict[str, int]:
    """How much of each kind a city has."""
    return {"segments": len(city.segments), "points": len(city.points), "places": len(city.places)}
