"""How well a place is known: blocks from none to five, and the words beside them."""

from typing import NamedTuple

from console.geo.candidate import Candidate

MOST = 5
SURE = 3
"""From here on nobody asks whether it shall be used all the same."""
LEVELS = {
    "place": (5, "Known place"),
    "point": (5, "Exact address"),
    "range": (4, "Address range"),
    "block": (3, "Block"),
    "intersection": (3, "Crossing"),
    "street": (2, "Street only"),
}
NOT_VERIFIED = "Not verified"


class Match(NamedTuple):
    """`blocks` of five, and what they say."""

    blocks: int
    words: str


def match_of(candidate: Candidate | None, choices: int = 0) -> Match:
    """What the field shows for the one candidate that is meant, or for so many that could be."""
    if candidate is None:
        return Match(0, f"{choices} could be meant" if choices else NOT_VERIFIED)
    if candidate.is_map_point:
        return Match(1, "Map point")
    return Match(*LEVELS[candidate.level])
