"""The seat's city with all that is made of it, for every thread that asks."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from console.errors import Unavailable

if TYPE_CHECKING:
    from console.geo.city import City
    from console.geo.geofile import Geofile
    from console.geo.graph import StreetGraph

Read = Callable[[str], "Geofile | None"]


class KeptCity:
    """A city with what is made of it, so that they belong together; the graph when it is first asked for."""

    def __init__(self, geofile: "Geofile") -> None:
        self.geofile = geofile

    @property
    def city(self) -> "City":
        return self.geofile.city

    @cached_property
    def graph(self) -> "StreetGraph":
        """Its streets; takes some hundredths of a second for a city of 500 segments."""
        from console.geo.graph import StreetGraph

        return StreetGraph(self.city)


class SeatCity:
    """Holds the city in use. The edition's hash says which it is: "" where none was imported."""

    def __init__(self) -> None:
        self._kept: KeptCity | None = None
        self._sha256: str | None = None
        self._lock = threading.Lock()
        self._expected: tuple[str, Read] | None = None

    @property
    def kept(self) -> KeptCity | None:
        """The city in use, None until there is one; at once, on any thread."""
        return self._kept

    def uses(self, sha256: str) -> bool:
        """Whether that edition is the one in use."""
        return sha256 == self._sha256

    def expect(self, sha256: str, read: "Read") -> None:
        """What `first` makes the city of; `read` needs no store any more."""
        self._expected = sha256, read

    def first(self) -> KeptCity | None:
        """The city in use; whoever asks before there is one makes it, and nobody waits for another thread.

        None as well where the edition's content is damaged: a call is taken all the same.
        """
        expected = self._expected
        if self._kept is None and self._sha256 is None and expected is not None:
            self._expected = None
            with suppress(Unavailable):
                self.use(*expected)
        return self._kept

    def use(self, sha256: str, read: "Read") -> None:
        """Use that edition, which `read` gives where it is not in use already.

        Until the new one is made the old one answers, and stays where `read` fails.
        """
        with self._lock:
            if sha256 == self._sha256:
                return
            geofile = read(sha256)
            self._kept = KeptCity(geofile) if geofile is not None else None
            self._sha256, self._expected = sha256, None
