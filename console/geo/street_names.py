"""Which streets of a city a typed name can mean: exactly, with or without direction and suffix."""

import re

from console.geo.city import City, StreetName
from console.geo.locate import DIRECTIONS, SUFFIXES

LONGEST = 80
WORD = re.compile(r"[A-Z0-9']+")


def streets_called(city: City, text: str) -> tuple[StreetName, ...]:
    """The streets that are called so, in order; one alone when the whole name was typed."""
    typed = _plain(text)
    names = sorted({segment.street for segment in city.segments})
    whole = tuple(name for name in names if typed == _plain(str(name)))
    aliased = (entry.street for entry in city.aliases if typed == _plain(entry.alias))
    return whole or tuple(sorted({*aliased, *(name for name in names if typed in _shortened(name))}))


def _shortened(name: StreetName) -> set[str]:
    parts = (f"{name.base} {name.suffix}", f"{name.prefix} {name.base}", name.base)
    return {_plain(part) for part in parts}


def _plain(text: str) -> str:
    """A name as it is compared: without case, with directions and suffixes in their short form."""
    words = WORD.findall(text[:LONGEST].upper())
    last = len(words) - 1
    shorter = (
        DIRECTIONS.get(word, word)
        if place == 0 < last
        else SUFFIXES.get(word, word)
        if place == last
        else word
        for place, word in enumerate(words)
    )
    return " ".join(shorter).upper()
