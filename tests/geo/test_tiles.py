"""Raster tiles under the map: found by their number, bounded, and nothing in the file is obeyed."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from console.errors import Unavailable
from console.geo.tiles import WORLD, Tiles

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff" + bytes(20)
DEFAULT = {
    "name": "West Hollywood",
    "format": "png",
    "bounds": "-118.40,34.07,-118.34,34.10",
    "minzoom": "12",
    "maxzoom": "17",
    "attribution": "<a href='http://x'>Drawn by us</a> & others",
}
# One that has no end, one that runs a function, one that fills the memory.
VIEWS = (
    "CREATE VIEW tiles AS WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t)"
    " SELECT 0 AS zoom_level, 0 AS tile_column, n AS tile_row, 'x' AS tile_data FROM t",
    "CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row,"
    " load_extension('evil') AS tile_data",
    "CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column, 0 AS tile_row,"
    " randomblob(1000000000) AS tile_data",
)
SHARED = """
CREATE TABLE metadata (name TEXT, value TEXT);
CREATE TABLE map (zoom_level INT, tile_column INT, tile_row INT, tile_id TEXT);
CREATE TABLE images (tile_id TEXT, tile_data BLOB);
CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data
    FROM map JOIN images ON images.tile_id = map.tile_id;
INSERT INTO map VALUES (0, 0, 0, 'x');
"""


def write(path: Path, tiles: dict[tuple[int, int, int], bytes], said: dict[str, str] | None = None) -> Path:
    """A file with those tiles, numbered from the south as the format has it."""
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        made.execute("CREATE TABLE tiles (zoom_level INT, tile_column INT, tile_row INT, tile_data BLOB)")
        made.executemany("INSERT INTO metadata VALUES (?, ?)", (DEFAULT if said is None else said).items())
        rows = [(*place, data) for place, data in tiles.items()]
        made.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    large = PNG + bytes(2_000_000)
    return write(
        tmp_path / "b.mbtiles",
        {(2, 1, 3): PNG, (2, 1, 0): JPEG, (2, 2, 0): b"<svg/>", (2, 3, 0): large},
    )


@pytest.fixture
def tiles(file: Path) -> Iterator[Tiles]:
    with closing(Tiles(file)) as opened:
        yield opened


def test_a_tile_is_found_from_the_north_west(tiles: Tiles) -> None:
    assert tiles.tile(2, 1, 0) == PNG
    assert tiles.tile(2, 1, 3) == JPEG


def test_what_the_file_says_of_itself(tiles: Tiles) -> None:
    assert (tiles.name, tiles.levels) == ("West Hollywood", (12, 17))
    assert tiles.bounds == (-118.40, 34.07, -118.34, 34.10)
    assert tiles.attribution == "Drawn by us & others"


@pytest.mark.parametrize(
    "place", [(2, 0, 0), (2, 2, 3), (2, 3, 3), (2, 9, 0), (-1, 0, 0), (40, 0, 0), (2, -1, 0)]
)
def test_there_is_none_where_there_is_no_picture(tiles: Tiles, place: tuple[int, int, int]) -> None:
    assert tiles.tile(*place) is None


def test_any_thread_may_ask(tiles: Tiles) -> None:
    found: list[bytes | None] = []
    asking = [threading.Thread(target=lambda: found.append(tiles.tile(2, 1, 0))) for _ in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert found == [PNG] * 4


@pytest.mark.parametrize("bounds", ["", "a,b", "1,2,3", "nan,0,1,1", "5,0,1,1"])
def test_bounds_that_are_none_are_the_world(tmp_path: Path, bounds: str) -> None:
    with closing(Tiles(write(tmp_path / "b.mbtiles", {}, {"bounds": bounds, "minzoom": "x"}))) as opened:
        assert (opened.bounds, opened.levels) == (WORLD, (0, 22))


def test_pictures_that_are_shared_by_a_view_are_read(tmp_path: Path) -> None:
    file = tmp_path / "b.mbtiles"
    with closing(sqlite3.connect(file)) as made, made:
        made.executescript(SHARED)
        made.execute("INSERT INTO images VALUES ('x', ?)", (PNG,))
    with closing(Tiles(file)) as opened:
        assert opened.tile(0, 0, 0) == PNG


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_that_would_do_something_is_not_obeyed(tmp_path: Path, view: str) -> None:
    file = tmp_path / "b.mbtiles"
    with closing(sqlite3.connect(file)) as made, made:
        made.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
        made.execute(view)
    with pytest.raises(Unavailable, match="is not drawn"):
        Tiles(file)


def test_what_is_no_such_file_is_one_sentence(tmp_path: Path) -> None:
    letter = tmp_path / "letter.mbtiles"
    letter.write_text("Dear sirs")
    vector = write(tmp_path / "v.mbtiles", {}, {"format": "pbf"})
    for file in (letter, tmp_path / "none.mbtiles", vector):
        with pytest.raises(Unavailable, match="background"):
            Tiles(file)


def test_nothing_is_made_beside_the_file(file: Path) -> None:
    with closing(Tiles(file)) as opened:
        opened.tile(2, 1, 0)
        assert [each.name for each in file.parent.iterdir()] == ["b.mbtiles"]
