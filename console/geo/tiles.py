"""A background for the map: raster tiles of an MBTiles file (version 1.3), read only, from no network."""

import math
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from console.errors import Unavailable
from console.geo.safe_sqlite import UNREADABLE, bound_steps, connect

LARGEST_TILE = 1_000_000
DEEPEST = 22
LONGEST_TEXT = 400
MOST_ROWS = 200
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
PICTURES = ("png", "jpg", "jpeg")
WORLD = (-180.0, -85.0511, 180.0, 85.0511)


class Tiles:
    """Tiles of 256 pixels in Web Mercator, numbered from the north-west as maps on the web are.

    Any thread may ask; each answer takes a look into the file. `bounds` are west, south, east, north in
    degrees WGS-84, `levels` the least zoom and the most; `attribution` is plain text that has to
    stand on the map.
    """

    def __init__(self, path: Path) -> None:
        """Open the file; raises Unavailable with one sentence for what is no raster MBTiles."""
        self._lock = threading.Lock()
        try:
            with ExitStack() as opened:
                self._connection = connect(path, any_thread=True)
                opened.callback(self.close)
                said = self._metadata()
                self._connection.execute("SELECT 1 FROM tiles LIMIT 1")
                if said.get("format", "png").casefold() not in PICTURES:
                    raise Unavailable(f"The background {path.name} holds no pictures (PNG or JPEG).")
                opened.pop_all()
        except UNREADABLE as error:
            raise Unavailable(
                f"The background {path.name} is not drawn: it cannot be read as MBTiles ({error})."
            ) from error
        self.name = said.get("name", path.stem)
        self.attribution = _plain(said.get("attribution", ""))
        self.bounds = _bounds(said.get("bounds", ""))
        self.levels = _zoom(said.get("minzoom", ""), 0), _zoom(said.get("maxzoom", ""), DEEPEST)

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The PNG or JPEG at zoom `z`, `x` tiles from the west and `y` from the north.

        None where the file has none, or one that is too large or no picture; raises Unavailable where the
        file can be read no more.
        """
        if not (0 <= z <= DEEPEST and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        # The file counts its rows from the south.
        place = (z, x, (1 << z) - 1 - y)
        query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        with self._lock:
            try:
                bound_steps(self._connection)
                row = self._connection.execute(query, place).fetchone()
            except UNREADABLE as error:
                raise Unavailable(f"The map's background can be read no more: {error}.") from error
        return _picture(row[0]) if row else None

    def close(self) -> None:
        self._connection.close()

    def _metadata(self) -> Mapping[str, str]:
        rows = self._connection.execute("SELECT name, value FROM metadata").fetchmany(MOST_ROWS)
        return {str(name): str(value)[:LONGEST_TEXT] for name, value in rows}


def _picture(data: object) -> bytes | None:
    if not isinstance(data, bytes) or len(data) > LARGEST_TILE:
        return None
    return data if data.startswith((PNG, JPEG)) else None


def _bounds(text: str) -> tuple[float, float, float, float]:
    """As the file says them, or the whole world."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return WORLD
    good = all(map(math.isfinite, (west, south, east, north))) and west < east and south < north
    return (west, south, east, north) if good else WORLD


def _zoom(text: str, otherwise: int) -> int:
    whole = text.isascii() and text.isdigit() and len(text) <= len(str(DEEPEST))
    return int(text) if whole and int(text) <= DEEPEST else otherwise


def _plain(text: str) -> str:
    """Text without the marks of HTML, which many files have in it."""
    inside, kept = False, []
    for each in text:
        inside = each == "<" or (inside and each != ">")
        if not inside and each != ">" and each.isprintable():
            kept.append(each)
    return "".join(kept).strip()
