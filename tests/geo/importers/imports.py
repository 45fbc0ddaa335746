"""What tests of imports share: one call that examines a file, and what is expected of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from console.geo.city import City
from console.geo.importers.examine import Outcome, Wish, examine
from console.geo.importers.findings import Finding

NOW = datetime(2026, 3, 15, 2, 20, tzinfo=UTC)
EMPTY = City("")


def imported(kind: str, path: Path, base: City = EMPTY, **more: Any) -> Outcome:
    """What comes of a file."""
    return examine(Wish(kind, path, base, NOW, **more))


def city_of(kind: str, path: Path, base: City = EMPTY, **more: Any) -> City:
    """The city that a file makes; it must be taken."""
    outcome = imported(kind, path, base, **more)
    assert outcome.city is not None, outcome.findings.sorted()[:5]
    return outcome.city


def refusals(kind: str, path: Path, base: City = EMPTY, **more: Any) -> list[Finding]:
    """What is refused of a file, of which nothing may be taken."""
    outcome = imported(kind, path, base, **more)
    assert outcome.city is None
    return [finding for finding in outcome.findings.sorted() if finding.refused]
