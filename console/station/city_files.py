"""Editions of the geofile as files of a seat whose store is a server's: it may start without the server."""

import logging
from collections.abc import Callable
from pathlib import Path

from console.errors import Unavailable
from console.geo.packed import PackedCity

LOG = logging.getLogger(__name__)
KEPT = 3
"""So many editions stay: the one in force, and those that may be restored next."""


class CityFiles:
    """Reads editions from a folder, and from the store what is not there yet."""

    def __init__(self, folder: Path, fetch: Callable[[str], PackedCity]) -> None:
        """`fetch` asks the store for the content of that hash; it may raise Unavailable."""
        self._folder = folder
        self._fetch = fetch

    def content(self, sha256: str) -> PackedCity:
        """The content of that hash, whole; raises Unavailable where neither folder nor store has it."""
        return self._kept(sha256) or self._keep(self._fetch(sha256))

    def newest(self) -> PackedCity | None:
        """The one that was kept last and is whole, for a seat that starts without its server."""
        return next(filter(None, (self._kept(file.stem) for file in self._newest_first())), None)

    def _kept(self, sha256: str) -> PackedCity | None:
        try:
            found = PackedCity(sha256, self._file(sha256).read_bytes())
            found.text()
        except (OSError, Unavailable):
            return None
        return found

    def _keep(self, content: PackedCity) -> PackedCity:
        file = self._file(content.sha256)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            half = file.with_suffix(".half")
            half.write_bytes(content.packed)
            half.replace(file)
            self._forget_old()
        except OSError as error:
            LOG.warning("The geofile is not kept for a start without the server: %s", error)
        return content

    def _forget_old(self) -> None:
        for old in self._newest_first()[KEPT:]:
            old.unlink()

    def _newest_first(self) -> list[Path]:
        return sorted(self._folder.glob("*.city"), key=lambda file: -file.stat().st_mtime)

    def _file(self, sha256: str) -> Path:
        # A hash from a store is not yet a name for a file.
        name = "".join(each for each in sha256 if each in "0123456789abcdef")
        return self._folder / f"{name[:64]}.city"
