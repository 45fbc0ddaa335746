"""Named places by their names, by the words in them, and by likeness."""

from __future__ import annotations

from collections.abc import Iterable

from console.geo.city import City, Place
from console.geo.street_index import alike, squeezed

BEGUN = 0.86
"""What a place is worth whose words only begin with what was typed."""
LEAST = 3
Found = list[tuple[Place, float]]


class PlaceIndex:
    """Finds places; the same name may be several places."""

    def __init__(self, city: City) -> None:
        self._by_name: dict[str, list[Place]] = {}
        self._words: dict[str, set[str]] = {}
        self._by_address: dict[str, list[Place]] = {}
        for place in city.places:
            for name in dict.fromkeys((place.name, *place.aliases)):
                self._by_name.setdefault(squeezed(name), []).append(place)
                self._words.setdefault(squeezed(name), set()).update(_words(name))
            if place.address:
                self._by_address.setdefault(squeezed(place.address), []).append(place)
                # Of several of one name the address tells which.
                self._by_name.setdefault(squeezed(place.name + place.address), []).append(place)

    def named(self, typed: str) -> Found:
        """The places of exactly that name, or other name."""
        return _once((place, 1.0) for place in self._by_name.get(squeezed(typed), ()))

    def at_address(self, typed: str) -> Found:
        """The places whose address that is, for numbers that no street has."""
        return [(place, 1.0) for place in self._by_address.get(squeezed(typed), ())]

    def begun(self, typed: str) -> Found:
        """The places in whose name each typed word begins a word."""
        words = _words(typed)
        if len(squeezed(typed)) < LEAST:
            return []
        return _once(
            (place, BEGUN)
            for name, known in self._words.items()
            if all(any(word.startswith(begun) for word in known) for begun in words)
            for place in self._by_name[name]
        )

    def alike(self, typed: str, limit: int = 4) -> Found:
        """The places whose name is like what was typed; never to be taken without asking."""
        return _once(
            (place, likeness * 0.93)
            for name, likeness in alike(squeezed(typed), list(self._by_name), limit, 0.62)
            for place in self._by_name[name]
        )


def _words(text: str) -> set[str]:
    return {squeezed(word) for word in text.replace("-", " ").replace("/", " ").split()} - {""}


def _once(found: Iterable[tuple[Place, float]]) -> Found:
    return list(dict.fromkeys(found))
