"""A city in a file: GeoJSON (RFC 7946, longitude first), a feature for each piece of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib.resources import files
from typing import Any, TypeVar

from console.geo.city import AddressPoint, Area, City, Place, Segment, Side, StreetAlias, StreetName
from console.geo.measure import Point

TRAINING_CITY = "maps/west-hollywood.geojson"
AREAS = frozenset({"limits", "municipality", "park", "beat", "block"})

Feature = dict[str, Any]
T = TypeVar("T")


def training_city() -> City:
    """The approximate West Hollywood that comes with the console."""
    return read_city(files("resources").joinpath(TRAINING_CITY).read_text("utf-8"))


def read_city(text: str) -> City:
    """The city in such a file; raises ValueError or KeyError for what is none."""
    content = json.loads(text)
    kinds: dict[str, list[Feature]] = {}
    for feature in content["features"]:
        kinds.setdefault(feature["properties"]["feature"], []).append(feature)
    return City(
        name=content["name"],
        note=content.get("note", ""),
        segments=_each(kinds, "segment", _segment),
        points=_each(kinds, "point", _point),
        places=_each(kinds, "place", _place),
        areas=tuple(area for kind in sorted(AREAS) for area in _each(kinds, kind, partial(_area, kind))),
        aliases=_each(kinds, "alias", _alias),
        no_turns=frozenset((first, then) for first, then in content.get("no_turns", [])),
    )


def write_city(city: City) -> str:
    """The file of a city, one feature a line so that versions can be compared; `read_city` gives it back."""
    features: list[Feature] = [
        *(_area_feature(area) for area in city.areas),
        *(_segment_feature(segment) for segment in city.segments),
        *(_point_feature(point) for point in city.points),
        *(_place_feature(place) for place in city.places),
        *(_alias_feature(alias) for alias in city.aliases),
    ]
    head = {"type": "FeatureCollection", "name": city.name, "note": city.note}
    if city.no_turns:
        head["no_turns"] = sorted(city.no_turns)  # type: ignore[assignment]  # numbers, beside three texts
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [\n' + lines + "\n]}\n"


def _each(kinds: Mapping[str, list[Feature]], kind: str, make: Callable[[Feature], T]) -> tuple[T, ...]:
    return tuple(make(feature) for feature in kinds.get(kind, ()))


def _name(said: Mapping[str, Any]) -> StreetName:
    return StreetName(said["base"], said.get("suffix", ""), said.get("prefix", ""), said.get("post", ""))


def _side(said: Mapping[str, Any]) -> Side:
    return Side(said.get("start", 0), said.get("end", 0), said.get("parity", "none"), said["municipality"])


def _line(coordinates: Iterable[tuple[float, float]]) -> tuple[Point, ...]:
    return tuple((lat, lon) for lon, lat in coordinates)


def _segment(feature: Feature) -> Segment:
    said = feature["properties"]
    return Segment(
        street=_name(said["street"]),
        points=_line(feature["geometry"]["coordinates"]),
        left=_side(said["left"]),
        right=_side(said["right"]),
        kind=said["class"],
        one_way=said.get("one_way", ""),
        speed_kmh=said.get("speed_kmh", 0),
        utv=said.get("utv", True),
        accuracy_m=said.get("accuracy_m", 0.0),
        source_id=said.get("id", ""),
    )


def _point(feature: Feature) -> AddressPoint:
    said = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"]
    return AddressPoint(
        said["number"],
        _name(said["street"]),
        lat,
        lon,
        said.get("municipality", ""),
        said.get("number_suffix", ""),
        said.get("unit", ""),
        said.get("id", ""),
    )


def _place(feature: Feature) -> Place:
    said = feature["properties"]
    lon, lat = feature["geometry"]["coordinates"]
    aliases = tuple(said.get("aliases", ()))
    address, municipality = said.get("address", ""), said.get("municipality", "")
    return Place(said["name"], lat, lon, said["kind"], address, aliases, municipality, said.get("id", ""))


def _area(kind: str, feature: Feature) -> Area:
    said, ring = feature["properties"], _line(feature["geometry"]["coordinates"][0])
    return Area(kind, said["name"], ring[:-1] if ring[0] == ring[-1] else ring, said.get("accuracy_m", 0.0))


def _alias(feature: Feature) -> StreetAlias:
    said = feature["properties"]
    return StreetAlias(said["alias"], _name(said["street"]))


def _feature(feature: str, geometry: str, coordinates: Any, **said: Any) -> Feature:
    """A feature without the properties that say nothing."""
    kept = {key: value for key, value in said.items() if value not in ("", 0, 0.0, (), [])}
    shape = {"type": geometry, "coordinates": coordinates} if geometry else None
    return {"type": "Feature", "properties": {"feature": feature, **kept}, "geometry": shape}


def _lonlat(points: Iterable[Point]) -> list[list[float]]:
    return [[lon, lat] for lat, lon in points]


def _parts(name: StreetName) -> dict[str, str]:
    parts = {"base": name.base, "suffix": name.suffix, "prefix": name.prefix, "post": name.post}
    return {key: value for key, value in parts.items() if value}


def _numbers(side: Side) -> dict[str, Any]:
    if side.parity == "none":
        return {"municipality": side.municipality}
    numbers = {"start": side.start, "end": side.end, "parity": side.parity}
    return {**numbers, "municipality": side.municipality}


def _area_feature(area: Area) -> Feature:
    ring = [_lonlat((*area.outline, area.outline[0]))]
    return _feature(area.kind, "Polygon", ring, name=area.name, accuracy_m=area.accuracy_m)


def _segment_feature(segment: Segment) -> Feature:
    said = {
        "street": _parts(segment.street),
        "class": segment.kind,
        "left": _numbers(segment.left),
        "right": _numbers(segment.right),
        "one_way": segment.one_way,
        "speed_kmh": segment.speed_kmh,
        "accuracy_m": segment.accuracy_m,
        "id": segment.source_id,
    }
    feature = _feature("segment", "LineString", _lonlat(segment.points), **said)
    if not segment.utv:
        feature["properties"]["utv"] = False
    return feature


def _point_feature(point: AddressPoint) -> Feature:
    return _feature(
        "point",
        "Point",
        [point.lon, point.lat],
        number=point.number,
        street=_parts(point.street),
        municipality=point.municipality,
        number_suffix=point.number_suffix,
        unit=point.unit,
        id=point.source_id,
    )


def _place_feature(place: Place) -> Feature:
    return _feature(
        "place",
        "Point",
        [place.lon, place.lat],
        name=place.name,
        kind=place.kind,
        address=place.address,
        aliases=list(place.aliases),
        municipality=place.municipality,
        id=place.source_id,
    )


def _alias_feature(alias: StreetAlias) -> Feature:
    return _feature("alias", "", None, alias=alias.alias, street=_parts(alias.street))
