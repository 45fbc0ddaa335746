"""A city packed for a store: its file compressed, under the SHA-256 of what is in it."""

import hashlib
import zlib
from dataclasses import dataclass

from console.errors import Refused, Unavailable
from console.geo.city import City
from console.geo.city_file import read_city, write_city

MEGABYTE = 1_000_000
LARGEST_FILE = 256 * MEGABYTE
LARGEST_PACKED = 48 * MEGABYTE
LEVEL = 6
OTHER = (
    "The stored geofile is not what was published; the edition before is still there."
    " Import the streets again, or restore an edition: cso-console import list."
)


@dataclass(frozen=True, slots=True)
class PackedCity:
    """A city as it is stored; `sha256` is of its file's UTF-8, in hexadecimal."""

    sha256: str
    packed: bytes

    def city(self) -> City:
        """The city, checked against its hash; takes a second for a large one, on any thread.

        Raises Unavailable for what is not what was packed.
        """
        try:
            return read_city(self.text())
        except (ValueError, KeyError, TypeError) as error:
            raise Unavailable(OTHER) from error

    def text(self) -> str:
        """The city's file; raises Unavailable unless it has its hash."""
        file = self._unpacked()
        if file is None or hashlib.sha256(file).hexdigest() != self.sha256:
            raise Unavailable(OTHER)
        return file.decode("utf-8")

    def _unpacked(self) -> bytes | None:
        """What is in it, None where that is damaged or more than a city can be."""
        unpacking = zlib.decompressobj()
        try:
            file = unpacking.decompress(self.packed, LARGEST_FILE)
        except zlib.error:
            return None
        return file if unpacking.eof else None


def pack(city: City) -> PackedCity:
    """The city packed; raises Refused for one that is larger than can be stored."""
    file = write_city(city).encode("utf-8")
    packed = zlib.compress(file, LEVEL)
    if len(file) > LARGEST_FILE or len(packed) > LARGEST_PACKED:
        raise Refused(
            f"The geofile would have {len(file) // MEGABYTE} MB; {LARGEST_FILE // MEGABYTE} MB, and"
            f" {LARGEST_PACKED // MEGABYTE} MB packed, are the most. Cut it to your own area."
        )
    return PackedCity(hashlib.sha256(file).hexdigest(), packed)
