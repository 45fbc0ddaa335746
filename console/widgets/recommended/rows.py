"""Who should go to a call, as rows: a unit with its reasons each, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from console.desk.recommend import Candidate, Recommendation

KEYS = 3
"""So many of the best are chosen with Alt and a digit."""
MOST = 12


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A unit that could go; `place` counts from 1, and `chosen` is the one that would be sent."""

    candidate: Candidate
    place: int
    chosen: bool = False

    @property
    def key(self) -> str:
        return f"candidate {self.candidate.unit}"

    @property
    def cap(self) -> str:
        """The key that chooses it, "" where none does."""
        return f"Alt+{self.place}" if self.place <= KEYS and self.can_go else ""

    @property
    def can_go(self) -> bool:
        return self.candidate.how != "unreachable"

    @property
    def reach(self) -> str:
        """How far it is, in the words of its reasons; "" where nobody knows."""
        return "" if self.candidate.how == "unknown" else self.candidate.why.partition(", ")[0]

    @property
    def reasons(self) -> str:
        """The rest of its reasons."""
        why = self.candidate.why
        return why if self.candidate.how == "unknown" else why.partition(", ")[2]

    @property
    def label(self) -> str:
        sent = ", chosen" if self.chosen else ""
        return f"{self.place}. {self.candidate.unit}: {self.candidate.why}{sent}"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """What is wanting, for which nobody or nobody's way is known."""

    label: str
    key: str = "missing"


def rows_of(
    given: Recommendation | None, chosen: str = "", limit: int = MOST
) -> Sequence[CandidateRow | MissingRow]:
    """The best units, the chosen one marked, and last what is missing."""
    if given is None:
        return ()
    found: list[CandidateRow | MissingRow] = [
        CandidateRow(candidate, place, candidate.unit == chosen)
        for place, candidate in enumerate(given.ranked[:limit], start=1)
    ]
    return [*found, MissingRow(given.missing)] if given.missing else found
