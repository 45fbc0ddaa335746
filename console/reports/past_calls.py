"""Past calls as a person asks for them at the shell, and the rows that the answer is printed as."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from console.desk.desk import Desk
from console.desk.past_calls import PastCall, Sought
from console.desk.stamps import stamp
from console.errors import Refused
from console.reports.alarms import AlarmReport, report_rows

ONE_DAY = timedelta(days=1)
LENGTH_OF_A_DAY = len("2026-03-14")
NO_MOMENT = "'{}' is neither a day such as 2026-03-14 nor a time such as 2026-03-14T18:30:00Z."


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were typed; `begins` and `ends` are days at the station, or RFC 3339."""

    place: str = ""
    words: str = ""
    unit: str = ""
    number: str = ""
    phone: str = ""
    begins: str = ""
    ends: str = ""
    before: str = ""

    def sought(self, zone: tzinfo) -> Sought:
        """What to look for; raises Refused for a day that is none."""
        return Sought(
            place=self.place,
            words=self.words,
            unit=self.unit,
            number=self.number,
            phone=self.phone,
            begins=_moment(self.begins, zone),
            ends=_moment(self.ends, zone, ONE_DAY),
            before=self.before,
        )


def rows(what: str, desk: Desk, asked: Asked, zone: tzinfo, limit: int) -> Iterator[dict[str, Any]]:
    """Past calls, or the report of the alarms of a time; raises Refused for what cannot be looked for."""
    sought = asked.sought(zone)
    if what == "calls":
        return _calls(desk, sought, limit)
    if what != "alarms" or sought.begins is None or sought != Sought(begins=sought.begins, ends=sought.ends):
        raise Refused("Past calls can be looked for, and alarms be reported, from --begins to --ends.")
    now = desk.now()
    ends = min(now, sought.ends or now)
    if ends <= sought.begins:
        raise Refused("The period ends before it begins.")
    return report_rows(AlarmReport(desk.past_alarms(sought.begins, ends), sought.begins, ends))


def _calls(desk: Desk, sought: Sought, limit: int) -> Iterator[dict[str, Any]]:
    """The calls that are found, newest first; times are RFC 3339 UTC."""
    for call in desk.past_calls(sought, limit=limit):
        yield _row(call)


def _row(call: PastCall) -> dict[str, Any]:
    return {
        "number": call.number,
        "type": call.type_code,
        "priority": call.priority,
        "status": call.state,
        "place": call.place,
        "received_at": stamp(call.received_at),
        "closed_at": stamp(call.closed_at) if call.closed_at else None,
        "disposition": call.disposition,
        "units": list(call.units),
        "remarks": list(call.remarks),
    }


def _moment(typed: str, zone: tzinfo, later: timedelta = timedelta()) -> datetime | None:
    """The moment that was typed; a day begins at the station's midnight, and the last one is in it whole."""
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
        if len(typed) <= LENGTH_OF_A_DAY:
            return datetime.combine(moment + later, time(), zone).astimezone(UTC)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(NO_MOMENT.format(typed[:40])) from error
    raise Refused(NO_MOMENT.format(typed[:40]))
