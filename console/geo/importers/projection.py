"""Coordinates of a file into degrees WGS-84; all but plain degrees need the library pyproj."""

import math
import re
from collections.abc import Callable
from typing import Any

from console.errors import Refused
from console.geo.importers.rows import Spot
from console.geo.measure import Point

LONGEST = 20_000
WGS84 = re.compile(r"(?:EPSG|OGC)[:/]+(?:[\d.]*[:/]+)?(?:4326|4979|CRS84h?)$", re.IGNORECASE)
NAD83 = re.compile(r"EPSG[:/]+(?:[\d.]*[:/]+)?4269$", re.IGNORECASE)
CODE = re.compile(r"EPSG[:/]+(?:[\d.]*[:/]+)?(\d{3,6})$", re.IGNORECASE)
IN_DEGREES = re.compile(r'\s*(?:GEOGCS|GEOGCRS|GEODCRS)\s*\[\s*"([^"]{0,80})"', re.IGNORECASE)
NEARLY = "The coordinates are NAD 83 and are taken as WGS-84: up to 2 m off."

ToPoint = Callable[[Spot], Point]


def to_wgs84(reference: str, name: str) -> tuple[ToPoint, str]:
    """What makes (latitude, longitude) of a file's (x, y), and a note for people or "".

    `reference` is "" for WGS-84, a code such as EPSG:2229, or the text of a .prj. Raises Refused for one
    that is not known, or that needs pyproj where it is not installed; what cannot be said in WGS-84 comes
    out as NaN.
    """
    kind = _geographic(reference)
    if kind is not None:
        return _as_it_is, NEARLY if kind == "nad83" else ""
    return _projected(reference, name), ""


def _geographic(reference: str) -> str | None:
    """wgs84 or nad83, None for all else."""
    if not reference or WGS84.search(reference):
        return "wgs84"
    if NAD83.search(reference):
        return "nad83"
    found = IN_DEGREES.match(reference)
    datum = re.sub(r"\W|_", "", found.group(1)).casefold() if found else ""
    if datum in {"gcswgs1984", "wgs84", "wgs1984"}:
        return "wgs84"
    return "nad83" if datum in {"gcsnorthamerican1983", "nad83"} else None


def _as_it_is(spot: Spot) -> Point:
    return spot[1], spot[0]


def _projected(reference: str, name: str) -> ToPoint:
    try:
        from pyproj import Transformer
        from pyproj.exceptions import ProjError
        from pyproj.network import set_network_enabled  # type: ignore[attr-defined]  # documented, not typed
    except ImportError:
        raise Refused(
            f"{name} is not in WGS-84 but in {_short(reference)}, which this installation cannot convert.",
            instead="pip install 'cso-console[projections]', or export the file in WGS-84 (EPSG:4326)",
        ) from None
    if len(reference) > LONGEST:
        raise Refused(f"The coordinate system of {name} is longer than any. Export the file in WGS-84.")
    try:
        # Grids are not fetched: nothing here may ask a network.
        set_network_enabled(False)
        convert = Transformer.from_crs(_code(reference), "EPSG:4326", always_xy=True).transform
    except (ProjError, ValueError) as error:
        raise Refused(
            f"The coordinate system of {name} is not known: {_short(reference)}.",
            instead="export the file in WGS-84 (EPSG:4326)",
        ) from error
    return lambda spot: _converted(convert, spot)


def _converted(convert: Any, spot: Spot) -> Point:
    lon, lat = convert(*spot)
    return (lat, lon) if math.isfinite(lat) and math.isfinite(lon) else (math.nan, math.nan)


def _code(reference: str) -> str:
    """`urn:ogc:def:crs:EPSG::2229` and the like in the short form."""
    found = CODE.search(reference)
    return f"EPSG:{found.group(1)}" if found else reference


def _short(reference: str) -> str:
    named = re.search(r'"([^"]{1,60})"', reference)
    return named.group(1) if named else reference[:60]
