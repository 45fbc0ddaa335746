"""The radio log of a period as a file: asked of the desk, laid out, written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

from console.desk.desk import Desk
from console.desk.radio_log import RadioLogRow
from console.errors import Refused
from console.reports.files import write_whole
from console.reports.ics309 import Heading, ics309, ics309_csv
from console.reports.period import Period

FORMATS = {".html": "ics309", ".htm": "ics309", ".csv": "csv"}
MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: lines with all the `words`, in the `form` ics309 or csv."""

    file: Path
    form: str
    words: str = ""
    force: bool = False


def form_of(file: Path, given: str) -> str:
    """The format that was given, or that of the file's ending; raises ValueError where there is none."""
    form = given or FORMATS.get(file.suffix.lower(), "")
    if form not in FORMATS.values():
        raise ValueError(f"'{form or file.name}' names no format: ics309 (.html) and csv (.csv) are there.")
    return form


def export_radio(desk: Desk, wanted: Wanted, heading: Heading) -> int:
    """Write the file and return how many lines it has.

    Raises Refused for a file that is there already or a period with too many lines, and Unavailable.
    """
    desk.use("export", f"radio log to {wanted.file.name}")
    begins, ends = heading.begins, heading.ends
    rows = desk.radio_log(words=wanted.words, begins=begins, ends=ends, limit=MOST_LINES + 1)
    if len(rows) > MOST_LINES:
        raise Refused(f"These are more than {MOST_LINES} lines. Name a shorter period with --from and --to.")
    if wanted.form == "csv":
        text = ics309_csv(rows, zone=heading.zone, training=heading.training)
    else:
        text = ics309(
            rows, replace(heading, begins=begins or _oldest(rows), ends=ends or heading.prepared_at)
        )
    write_whole(wanted.file, text, force=wanted.force)
    return len(rows)


def export_period(
    desk: Desk, wanted: Wanted, period: Period, heading: Heading, zone: tzinfo, who: str, training: bool
) -> int:
    """Write the log of a period, in the station's zone, under what was typed for its heading."""
    now = desk.now()
    begins, ends = period.moments(zone, now)
    dated = replace(heading, zone=zone, begins=begins, ends=ends, prepared_at=now)
    return export_radio(desk, wanted, replace(dated, operator=who, prepared_by=who, training=training))


def _oldest(rows: Sequence[RadioLogRow]) -> datetime | None:
    return min((row.at for row in rows), default=None)
