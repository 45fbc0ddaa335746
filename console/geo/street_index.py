"""The streets of a city by the words that people use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from console.geo.city import City, Segment, StreetName
from console.geo.measure import to_metres
from console.geo.street_words import StreetWords

WRONG_PART = 0.8
"""What a match is worth whose suffix or direction is another than the street's."""
LIKE = 0.95
"""What likeness is worth beside names that are begun."""
LETTERS, OFFERED = 3, 10
"""So many letters are compared at least, and so many streets offered at most."""
BEGUN = 0.85
"""What a match is worth that is only the beginning of the base name."""


@dataclass(slots=True)
class Street:
    """A street with its pieces in the order of the city; `course` is EW or NS, as it mostly runs."""

    name: StreetName
    segments: list[Segment] = field(default_factory=list)

    @property
    def course(self) -> str:
        east = north = 0.0
        for segment in self.segments:
            x, y = to_metres(segment.points[-1], segment.points[0])
            east, north = east + abs(x), north + abs(y)
        return "EW" if east >= north else "NS"


@dataclass(frozen=True, slots=True)
class Meant:
    """A street that words may mean, and how well they fit it: 1 when every word of them is right."""

    street: Street
    fit: float

    @property
    def exact(self) -> bool:
        return self.fit == 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """One way to divide typed words into the parts of a name."""

    base: str
    prefix: str = ""
    suffix: str = ""
    post: str = ""


class StreetIndex:
    """Finds streets by name, other name, beginning and likeness."""

    def __init__(self, city: City) -> None:
        self._words = StreetWords.load()
        self.streets: dict[StreetName, Street] = {}
        for segment in city.segments:
            self.streets.setdefault(segment.street, Street(segment.street)).segments.append(segment)
        self._by_base: dict[str, list[Street]] = {}
        for street in self.streets.values():
            self._by_base.setdefault(squeezed(street.name.base), []).append(street)
        self._aliases: dict[str, list[Street]] = {}
        for alias in city.aliases:
            if alias.street in self.streets:
                self._aliases.setdefault(squeezed(alias.alias), []).append(self.streets[alias.street])
        self._bases = sorted(self._by_base)

    def named(self, typed: str) -> list[Meant]:
        """The streets that typed words name, best first; a wrong suffix or direction still offers them."""
        found: dict[StreetName, Meant] = {}
        for street in self._aliases.get(squeezed(typed), ()):
            found[street.name] = Meant(street, 1.0)
        for words in self._readings(typed):
            for street in self._by_base.get(squeezed(words.base), ()):
                _keep(found, Meant(street, _fit(street, words)))
        return _best_first(found.values())

    def begun(self, typed: str) -> list[Meant]:
        """Streets whose base name begins with what was typed, at least three letters of it."""
        found: dict[StreetName, Meant] = {}
        for words in self._readings(typed):
            start = squeezed(words.base)
            if len(start) >= LETTERS:
                for base in islice(self._beginning(start), OFFERED):
                    for street in self._by_base[base]:
                        _keep(found, Meant(street, BEGUN * _fit(street, words)))
        return _best_first(found.values())[:OFFERED]

    def alike(self, typed: str) -> list[Meant]:
        """Streets whose base name is like what was typed; never to be taken without asking."""
        found: dict[StreetName, Meant] = {}
        for words in self._bare(typed):
            for base, likeness in alike(squeezed(words.base), self._bases, OFFERED):
                for street in self._by_base[base]:
                    _keep(found, Meant(street, likeness * LIKE * _fit(street, words)))
        return _best_first(found.values())[:OFFERED]

    def _bare(self, typed: str) -> Iterator[Words]:
        """The words as they are and with all parts taken off; a last word may be a misspelt suffix."""
        readings = sorted(self._readings(typed), key=lambda each: len(each.base))
        yield from {each.base: each for each in readings[:1] + readings[-1:]}.values()
        base = readings[0].base.rpartition(" ")[0] if readings else ""
        if base and not readings[0].suffix:
            yield Words(base, readings[0].prefix)

    def _beginning(self, start: str) -> Iterator[str]:
        from bisect import bisect_left

        for base in self._bases[bisect_left(self._bases, start) :]:
            if not base.startswith(start):
                return
            yield base

    def _readings(self, typed: str) -> Iterator[Words]:
        """Directions and suffixes taken off or left on: North Rd may be a street called North."""
        words = typed.replace("-", " ").split()
        for prefix, rest in self._headed(words):
            for post, body in self._tailed(rest):
                yield Words(" ".join(body), prefix, "", post)
                if len(body) > 1 and (suffix := self._words.types.get(body[-1].casefold())):
                    yield Words(" ".join(body[:-1]), prefix, suffix, post)

    def _headed(self, words: list[str]) -> Iterator[tuple[str, list[str]]]:
        yield "", words
        if len(words) > 1 and (direction := self._words.directions.get(words[0].casefold())):
            yield direction, words[1:]

    def _tailed(self, words: list[str]) -> Iterator[tuple[str, list[str]]]:
        yield "", words
        if len(words) > 1 and (direction := self._words.directions.get(words[-1].casefold())):
            yield direction, words[:-1]


def squeezed(text: str) -> str:
    """Letters and digits only, in capitals: LA CIENEGA and LaCienega are one."""
    return "".join(character for character in text.upper() if character.isalnum())


def alike(typed: str, known: Iterable[str], limit: int, least: float = 0.6) -> list[tuple[str, float]]:
    """The known names that are most like a typed one, with their likeness from `least` to 1."""
    if len(typed) < LETTERS:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(typed, known, scorer=OSA.normalized_similarity, limit=limit, score_cutoff=least)
    return [(name, float(score)) for name, score, _ in found]


def _fit(street: Street, words: Words) -> float:
    """How well directions and suffix agree; a direction that is not typed, or not written, does not count."""
    name, fit = street.name, 1.0
    if words.suffix and words.suffix != name.suffix:
        fit *= WRONG_PART
    # House numbers of a street without a written direction still count from somewhere: West of the centre.
    if words.prefix and words.prefix != name.prefix and (name.prefix or not _along(street, words.prefix)):
        fit *= WRONG_PART
    if words.post and words.post != name.post and words.post != name.prefix:
        fit *= WRONG_PART
    return fit


def _along(street: Street, direction: str) -> bool:
    return direction in street.course


def _keep(found: dict[StreetName, Meant], meant: Meant) -> None:
    before = found.get(meant.street.name)
    if before is None or before.fit < meant.fit:
        found[meant.street.name] = meant


def _best_first(found: Iterable[Meant]) -> list[Meant]:
    return sorted(found, key=lambda meant: (-meant.fit, meant.street.name))
