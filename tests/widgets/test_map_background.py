"""Tiles behind the map come from a real MBTiles file, are read away from the window, and may be anything."""

import sqlite3
import threading

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from console.clock import ManualClock
from console.geo.city_file import training_city
from console.geo.measure import to_metres
from console.widgets.map import MapPanel
from console.widgets.map.background import decoded, tile_rect, wanted
from console.widgets.map.ground import Window
from console.widgets.theme import Theme
from tests.widgets.map_panels import NOW

ORIGIN = (34.0872, -118.3696)


class FileTiles:
    """Tiles of an MBTiles file, as its specification 1.3 lays them down: rows are counted from the south."""

    bounds = None
    levels = (14, 15)
    attribution = "Aerial survey"

    def __init__(self, path):
        self._path = path
        self.threads = set()

    def tile(self, z, x, y):
        self.threads.add(threading.get_ident())
        with sqlite3.connect(self._path) as store:
            row = store.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=?",
                (z, x, 2**z - 1 - y),
            ).fetchone()
        store.close()
        return row[0] if row else None


def png(colour, side=256):
    image, data = QImage(side, side, QImage.Format.Format_RGB32), QByteArray()
    image.fill(QColor(colour))
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


@pytest.fixture
def tiles(tmp_path):
    path = tmp_path / "city.mbtiles"
    window = Window(-1000, -1000, 2000, 2000, 0.15, 1.0)
    keys = [key for level in (14, 15) for key in wanted(window, ORIGIN, (level, level), None)]
    with sqlite3.connect(path) as store:
        store.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data)")
        for number, (z, x, y) in enumerate(keys):
            content = b"no picture" if number % 7 == 0 else png("#30a050")
            store.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, 2**z - 1 - y, content))
    store.close()
    return FileTiles(path)


def test_the_picture_lies_behind_the_streets_and_its_owner_is_named(qtbot, tiles):
    panel = MapPanel(city=training_city(), theme=Theme(), clock=ManualClock(NOW), training=False)
    qtbot.addWidget(panel)
    panel.resize(900, 600)
    panel.show()
    panel.canvas.settle()
    bare = panel.canvas.grab().toImage()
    panel.set_background(tiles)
    panel.canvas.grab()
    qtbot.waitUntil(
        lambda: (
            panel.canvas.is_settled
            and not panel.canvas.backdrop.is_waiting
            and panel.canvas.grab().toImage() != bare
        ),
        timeout=10000,
    )
    assert "Aerial survey" in panel.footer.credit
    image = panel.canvas.grab().toImage()
    green = sum(
        image.pixelColor(x, y).green() > image.pixelColor(x, y).red() + 40
        for x in range(0, 900, 30)
        for y in range(0, 560, 30)
    )
    assert green > 100
    assert threading.get_ident() not in tiles.threads
    panel.close_background()


def test_what_is_no_picture_or_far_too_large_is_not_drawn():
    assert decoded(b"").isNull() and decoded(b"\x89PNG garbage").isNull()
    assert decoded(png("red", 2000)).isNull()
    assert decoded(png("red")).width() == 256


def test_tiles_meet_and_cover_the_window():
    window = Window(-400, -300, 800, 600, 0.3, 1.0)
    keys = wanted(window, ORIGIN, (10, 18), None)
    rects = [tile_rect(key, ORIGIN, window.scale) for key in keys]
    whole = rects[0]
    for rect in rects:
        whole = whole.united(rect)
    assert whole.left() <= -400 and whole.top() <= -300 and whole.right() >= 400 and whole.bottom() >= 300
    assert 180 <= rects[0].width() <= 380
    z, x, y = keys[0]
    below = tile_rect((z, x, y + 1), ORIGIN, window.scale)
    assert below.top() == pytest.approx(rects[0].bottom(), abs=1)


def test_a_window_far_away_or_out_of_bounds_wants_nothing():
    window = Window(-400, -300, 800, 600, 0.3, 1.0)
    assert wanted(window, ORIGIN, (10, 18), (10.0, 50.0, 11.0, 51.0)) == []
    wide = Window(-4000, -3000, 8000, 6000, 3.0, 2.0)
    assert 0 < len(wanted(wide, ORIGIN, (18, 18), None)) <= 200
    assert to_metres(ORIGIN, ORIGIN) == (0.0, 0.0)
