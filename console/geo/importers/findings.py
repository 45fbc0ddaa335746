"""What is wrong in a file, row by row: refusals, which stop an import, and warnings, which do not."""

from dataclasses import dataclass, field

KEPT = 10_000
"""Findings that are kept; all are counted."""

TOLERABLE = {
    "overlap": "ranges of one street that share numbers",
    "direction": "one side of a street rising while the other falls",
    "dangling": "ends that lie beside another street without meeting it",
    "duplicate": "the same line or the same address twice",
    "no street": "address points whose street is not there",
}
"""Checks that a person may turn into warnings; what a city cannot hold is never let in."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: `row` counts from 1 in the file, 0 is the file as a whole.

    `check` is the rule's short name, `id` the row's own identity where it has one; `wrong` and `right` are
    for a person who corrects the file.
    """

    row: int
    field: str
    check: str
    wrong: str
    right: str
    refused: bool = True
    id: str = ""


@dataclass(slots=True)
class Findings:
    """Collects findings of one import; those of a tolerated check are warnings."""

    tolerated: frozenset[str] = frozenset()
    kept: list[Finding] = field(default_factory=list)
    refused: int = 0
    warned: int = 0

    def refuse(self, row: int, field: str, check: str, wrong: str, right: str, id: str = "") -> None:
        """The row cannot be taken as it is."""
        self._keep(Finding(row, field, check, wrong, right, check not in self.tolerated, id))

    def warn(self, row: int, field: str, check: str, wrong: str, right: str, id: str = "") -> None:
        """The row can be taken; a person should look at it."""
        self._keep(Finding(row, field, check, wrong, right, False, id))

    def sorted(self) -> list[Finding]:
        """Refusals first, each in the order of the file."""
        return sorted(self.kept, key=lambda finding: (not finding.refused, finding.row))

    def _keep(self, finding: Finding) -> None:
        if finding.refused:
            self.refused += 1
        else:
            self.warned += 1
        if len(self.kept) < KEPT:
            self.kept.append(finding)
