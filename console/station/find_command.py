"""The shell's `find`: what a text means to the geofile, the best candidate first."""

import sys
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

import typer

from console.errors import Refused

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.geo.candidate import Candidate
    from console.geo.geofile import Geofile
    from console.station.opening import Startup

Begin = Callable[[str, str], "tuple[Startup, Desk, Any]"]
Row = dict[str, Any]
Tell = Callable[[Callable[[], int], bool], int]
Show = Callable[[Row, str, bool], None]


def add(shell: typer.Typer, options: Any, begin: "Begin", tell: Tell, show: Show) -> None:
    """Add the command; `tell` makes a failure a sentence and an exit code, `show` prints a row."""

    @shell.command()
    def find(
        text: str = typer.Argument(help="What a dispatcher would type, such as 800 BLK SAN VICENTE"),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Look a place up in the geofile; candidates best first."""
        sys.exit(tell(lambda: _print_found(text, _geofile(*begin(store, actor)), as_json, show), as_json))


def _geofile(startup: "Startup", desk: "Desk", _board: Any) -> "Geofile":
    """The edition in force."""
    with closing(desk):
        kept = startup.city.first()
    if kept is None:
        raise Refused("No city has been imported.", instead="cso-console import streets FILE")
    return kept.geofile


def _print_found(text: str, geofile: "Geofile", as_json: bool, show: Show) -> int:
    found = geofile.find(text)
    if not found:
        raise Refused(f"The geofile has nothing like that: {text.strip()[:60] or 'no text'}.", word=text)
    for candidate in found:
        show(row_of(candidate), in_words(candidate), as_json)
    return 0


def row_of(candidate: "Candidate") -> Row:
    """A candidate as scripts read it; degrees WGS-84 with 6 decimals, `score` from 0 to 1."""
    return {
        "name": candidate.name,
        "level": candidate.level,
        "lat": round(candidate.lat, 6),
        "lon": round(candidate.lon, 6),
        "municipality": candidate.municipality,
        "inside": candidate.inside,
        "score": round(candidate.score, 3),
    }


def in_words(candidate: "Candidate") -> str:
    """A candidate in a line: what and where it is, whose, and whether it has to be asked for."""
    whose = candidate.municipality or "no municipality"
    outside = "" if candidate.inside else ", outside"
    asked = "" if candidate.exact else " (not exact)"
    address = f", {candidate.address}" if candidate.address else ""
    return f"{candidate.name}{address}: {candidate.level}, {whose}{outside}{asked}"
