"""The communications log of the Incident Command System, form ICS 309: a page to print, and a CSV file."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from html import escape
from itertools import groupby

from console.desk.radio_log import RadioLogRow
from console.reports.cells import guarded
from console.reports.ics309_page import PAGE
from console.reports.log_lines import LogLine, log_lines, plain

COLUMNS = (
    "Log time",
    "From",
    "From message no.",
    "To",
    "To message no.",
    "Message",
    "Channel",
    "Kind",
    "Mode",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over and under the log; what is empty or None stays a blank to be filled in by hand.

    `zone` is the station's, in which all times are shown; `training` marks every page as no real log.
    """

    zone: tzinfo = UTC
    incident: str = ""
    number: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    network: str = ""
    operator: str = ""
    prepared_by: str = ""
    prepared_at: datetime | None = None
    training: bool = False


def ics309(rows: Iterable[RadioLogRow], heading: Heading) -> str:
    """An HTML page that prints on A4 and Letter, oldest line first, its table's head on every sheet."""
    lines = log_lines(rows)
    texts = {
        "incident": heading.incident,
        "number": heading.number,
        "begins": _moment(heading.begins, heading.zone),
        "ends": _moment(heading.ends, heading.zone),
        "network": heading.network,
        "operator": heading.operator,
        "prepared_by": heading.prepared_by,
        "prepared_at": _moment(heading.prepared_at, heading.zone),
        "count": _count(len(lines)),
    }
    markup = {
        "mark": '<p class="mark">TRAINING</p>' if heading.training else "",
        "body": "\n".join(_body(lines, heading.zone)),
    }
    return PAGE.substitute({name: _safe(text) for name, text in texts.items()} | markup)


def ics309_csv(rows: Iterable[RadioLogRow], *, zone: tzinfo = UTC, training: bool = False) -> str:
    """The same lines as CSV with CRLF ends, oldest first; log times are RFC 3339 at `zone`."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(COLUMNS)
    mode = "training" if training else "live"
    for line in log_lines(rows):
        table.writerow(guarded(cell) for cell in (*_cells(line, zone), line.channel, line.kind, mode))
    return written.getvalue()


def _cells(line: LogLine, zone: tzinfo) -> tuple[str, ...]:
    at = line.at.astimezone(zone).isoformat(timespec="seconds")
    return (at, line.sender, line.sent_number, line.receiver, line.received_number, line.message)


def _body(lines: list[LogLine], zone: tzinfo) -> Iterator[str]:
    """Rows of the table, with a bar where the date or the zone's time changes."""
    for day, of_day in groupby(lines, lambda line: _day(line.at.astimezone(zone))):
        yield f'<tr class="day"><th colspan="6" scope="rowgroup">{_safe(day)}</th></tr>'
        yield from (_row(line, zone) for line in of_day)


def _row(line: LogLine, zone: tzinfo) -> str:
    time = f"{line.at.astimezone(zone):%H:%M:%S}"
    cells = (time, line.sender, line.sent_number, line.receiver, line.received_number, line.message)
    return f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in cells)}</tr>"


def _day(at: datetime) -> str:
    return f"{at:%a} {at.day} {at:%b %Y}, {at:%Z}"


def _moment(at: datetime | None, zone: tzinfo) -> str:
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M %Z}"


def _count(lines: int) -> str:
    return f"{lines} message{'' if lines == 1 else 's'}"


def _safe(text: str) -> str:
    return escape(plain(text))
