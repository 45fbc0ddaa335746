"""An import from the shell: a file into an edition of the geofile, all of it or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.errors import Refused
from console.geo.city import City
from console.geo.importers.examine import Outcome, Wish, counted, examine
from console.geo.importers.findings import Finding

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.session import Actor

LINES_SHOWN = 200
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Order:
    """What a person wants imported; with `check` nothing is stored, with `anew` nothing of before is kept."""

    kind: str
    file: Path
    name: str = ""
    check: bool = False
    anew: bool = False
    tolerated: frozenset[str] = frozenset()


def base_city(desk: "Desk", training: bool) -> tuple[City, str]:
    """The city in force with its hash; without an edition the training city, in live an empty one."""
    edition = desk.current_edition()
    if edition is not None:
        return desk.edition_content(edition.sha256).city(), edition.sha256
    if training:
        from console.geo.city_file import training_city

        return training_city(), ""
    return City(""), ""


def carry_out(
    order: Order, desk: "Desk", actor: "Actor", training: bool, told: Callable[[Outcome], None]
) -> dict[str, Any]:
    """Check the file and publish what it says; `told` is given what was found before anything else happens.

    Returns the row that a person is answered with. Raises Refused when a row is refused, and then nothing
    has changed.
    """
    base, base_hash = base_city(desk, training)
    name = order.name[:NAME_LENGTH]
    wish = Wish(order.kind, order.file, base, desk.now(), name, order.tolerated, order.anew)
    outcome = examine(wish)
    told(outcome)
    if outcome.city is None:
        raise Refused(f"{_counted(outcome)} Nothing was changed: correct the rows and import again.")
    row = {
        "rows": outcome.taken,
        "left_out": outcome.left_out,
        "warnings": outcome.findings.warned,
        "standard": outcome.standard,
        **counted(outcome.city),
    }
    if order.check:
        return {"done": f"{_counted(outcome)} Nothing was changed: it was only checked.", **row}
    return {"done": _published(order, desk, actor, outcome.city, base_hash), **row}


def _published(order: Order, desk: "Desk", actor: "Actor", city: City, base_hash: str) -> str:
    from console.geo.packed import pack

    packed = pack(city)
    desk.editions.put(packed, actor)
    args = {
        "sha256": packed.sha256,
        "kind": order.kind,
        "name": city.name[:NAME_LENGTH],
        "base": base_hash,
        "source": order.file.name[:200],
        **counted(city),
    }
    return desk.do("publish_city", args, actor=actor, source="shell").said


def lines(outcome: Outcome) -> Iterator[str]:
    """What was found, for people: refusals first, and of very many the first."""
    found = outcome.findings.sorted()
    for finding in found[:LINES_SHOWN]:
        mark = "REFUSED" if finding.refused else "warning"
        where = f"row {finding.row}" if finding.row else "file"
        yield f"{mark}  {where}  {finding.field}: {finding.wrong}. Right: {finding.right}."
    left = outcome.findings.refused + outcome.findings.warned - min(len(found), LINES_SHOWN)
    if left > 0:
        yield f"... and {left} more: --table FILE.csv has them."
    yield from outcome.notes


def row_of(finding: Finding) -> dict[str, Any]:
    """One finding for programs."""
    return {
        "row": finding.row,
        "id": finding.id,
        "field": finding.field,
        "check": finding.check,
        "severity": "refused" if finding.refused else "warning",
        "wrong": finding.wrong,
        "right": finding.right,
    }


def _counted(outcome: Outcome) -> str:
    findings = outcome.findings
    said = f"{outcome.standard}: {outcome.taken} rows taken, {findings.refused} refused"
    return f"{said}, {findings.warned} warnings, {outcome.left_out} left out."
