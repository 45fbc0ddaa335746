"""Documents of what stands on record: read from the desk, laid out, written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from console.desk.desk import Desk
from console.errors import Refused
from console.reports import ics_event
from console.reports.files import write_whole
from console.reports.shift_page import ShiftPage
from console.station.opening import Startup


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: the report `what` about the thing `of` that number or word, to a file."""

    what: str
    of: str
    file: Path
    force: bool = False


Made = tuple[str, int]
"""A page, and how many lines are in it."""


def write_document(desk: Desk, wanted: Wanted, startup: Startup) -> int:
    """Write the page and return how many lines it has.

    Raises Refused for a file that is there already or for a thing that is not, and Unavailable.
    """
    desk.use(RIGHTS.get(wanted.what, "export"), f"{wanted.what} {wanted.of[:40]} to {wanted.file.name}")
    page, lines = FORMS[wanted.what](desk, wanted, startup)
    write_whole(wanted.file, page, force=wanted.force)
    return lines


def _handover(desk: Desk, wanted: Wanted, startup: Startup) -> Made:
    settings = startup.settings
    found = desk.handover(number_of(wanted.of))
    page = ShiftPage(settings.station, settings.time_zone, settings.training)
    return page.of(found, desk.now()), len(found.items)


def _of_event(desk: Desk, wanted: Wanted, startup: Startup) -> Made:
    settings = startup.settings
    forms = ics_event.IcsForms(
        settings.station, settings.time_zone, startup.actor, desk.now(), settings.training
    )
    return forms.of(wanted.what, desk.event_record(wanted.of))


def number_of(typed: str) -> int:
    """The number of a hand-over as it is typed; Refused for what is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Refused(f"{typed[:24]} is no number of a hand-over.", word=typed)
    return int(typed)


RIGHTS = {"handover": "view_sworn"}
"""Whoever hands a shift over prints it; other reports are exports."""
FORMS: Mapping[str, Callable[[Desk, Wanted, Startup], Made]] = {
    "handover": _handover,
    **dict.fromkeys(ics_event.FORMS, _of_event),
}
