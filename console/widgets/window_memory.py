"""What one position's window remembers from one start to the next: its theme and the sizes of its panels."""

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QSettings

THEMES = ("dark", "light")
# A size beyond any screen is no size: the file may have been written by anything.
LARGEST = 20_000
# The same for a map, in pixels a metre.
SMALLEST_SCALE, LARGEST_SCALE = 0.04, 3.0


class MapPlace(NamedTuple):
    """Where the second map window stands, in logical pixels, and what is in its middle, at which scale."""

    x: int
    y: int
    wide: int
    high: int
    lat: float
    lon: float
    scale: float


class WindowMemory:
    """Keeps to `settings`; without them nothing outlives the window."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings

    def theme(self) -> str:
        """dark or light, empty when none was chosen."""
        name = self._read("theme")
        return name if name in THEMES else ""

    def keep_theme(self, name: str) -> None:
        self._write("theme", name)

    def sizes(self, shape: str) -> dict[str, int]:
        """The logical pixels of each panel in a window of that shape, empty when none were kept."""
        pairs = [pair.partition("=") for pair in self._read(f"sizes/{shape}").split(" ")]
        sizes = {name: int(size) for name, _, size in pairs if size.isascii() and size.isdecimal()}
        return sizes if all(0 < size < LARGEST for size in sizes.values()) else {}

    def keep_sizes(self, shape: str, sizes: Mapping[str, int]) -> None:
        self._write(f"sizes/{shape}", " ".join(f"{name}={size}" for name, size in sizes.items()))

    def forget_sizes(self) -> None:
        """Back to the design's sizes in windows of every shape."""
        if self._settings is not None:
            self._settings.remove("sizes")

    def map_place(self) -> MapPlace | None:
        """Where the second map was last, None when it was never opened or nothing sensible is kept."""
        try:
            x, y, wide, high, lat, lon, scale = (float(part) for part in self._read("map").split(" "))
        except ValueError:
            return None
        sizes = all(abs(side) < LARGEST for side in (x, y)) and all(
            99 < side < LARGEST for side in (wide, high)
        )
        if not sizes or not (abs(lat) <= 90 and abs(lon) <= 180 and SMALLEST_SCALE <= scale <= LARGEST_SCALE):
            return None
        return MapPlace(int(x), int(y), int(wide), int(high), lat, lon, scale)

    def keep_map_place(self, place: MapPlace) -> None:
        self._write("map", " ".join(str(part) for part in place))

    def _read(self, key: str) -> str:
        value = self._settings.value(key, "") if self._settings is not None else ""
        return value[:500] if isinstance(value, str) else ""

    def _write(self, key: str, value: str) -> None:
        if self._settings is not None:
            self._settings.setValue(key, value)
