"""What the geofile answers: a place with how it was found."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = ("place", "point", "range", "block", "intersection", "street")
"""Best first: of two that fit a text as well, the one that is known more closely."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place that a text may mean; degrees WGS-84.

    `municipality` is that of this side of the street, `inside` whether it is the station's own. `score` is 1
    for a text that fits in every word; only an `exact` one may be taken without asking, when it is the only
    one. `unit` is such as APT 3, and `near` what was said before the place, such as ACROSS FROM.
    """

    name: str
    level: str
    lat: float
    lon: float
    municipality: str = ""
    inside: bool = True
    score: float = 1.0
    exact: bool = True
    unit: str = ""
    near: str = ""
    address: str = ""

    @property
    def is_map_point(self) -> bool:
        """Whether it is coordinates, whose `address` is only what they are near to."""
        return self.level == "point" and bool(self.address)

    @property
    def text(self) -> str:
        """What to type for exactly this place, with what was said before and after it."""
        address = f", {self.address}" if self.level == "place" and self.address else ""
        return " ".join(part for part in (self.near, f"{self.name}{address}", self.unit) if part)

    @property
    def rank(self) -> tuple[float, int, bool, str]:
        """Sorts the best first: fit, then level, then our own city before its neighbours."""
        return (-round(self.score, 3), LEVELS.index(self.level), not self.inside, self.name)


def sole(candidates: tuple[Candidate, ...]) -> Candidate | None:
    """The one candidate that may be taken without asking; None when there is none, or a choice."""
    exact = [candidate for candidate in candidates if candidate.exact]
    return exact[0] if len(exact) == 1 else None
