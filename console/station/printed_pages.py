"""The pages of the printed board: the board, a card for each open call, and blank cards to fill in."""

from collections.abc import Iterable

from console.board.views import AssignmentView, CallView, TimelineLine, UnitView
from console.station.printed_parts import Paper, Row, fields, heading, sentence, table, text
from console.station.printed_words import NO_CALLS, NO_UNITS, Sheet

EMPTY_UNITS, EMPTY_LINES, EMPTY_TURNS = 3, 6, 18
UNIT_HEADS = ("Unit", "Status", "Since", "Calls", "Crew and vehicle")
CALL_HEADS = ("Call", "Type and place", "Received", "Due", "Units")
TIMES_HEADS = ("Unit", "Assigned", "En route", "On scene", "Clear")
TIMELINE_HEADS = ("Time", "What", "By")
TURN_HEADS = ("Time", "Status", "Call", "Place and remarks")
BOARD_FOOT = "What happened since is not in it."
CARD_FOOT = "What is written by hand is entered when the console is back."
ENDED = ("How it ended", "Closed at", "By", "Entered in the console at")
TAKEN = ("Number", "Date and time received", "Taken by", "Caller", "Telephone", "How it came in")
MANNED = ("Unit", "Crew", "Vehicle", "On shift from", "Off shift at", "Radio")


class Pages:
    """Makes whole HTML documents; every text is shown as it was typed, and nothing in it is markup."""

    def __init__(self) -> None:
        self._paper = Paper()

    def board(self, sheet: Sheet) -> str:
        """Units with status, time, call and crew, then the open calls on a page of their own."""
        units, calls = sheet.units, sheet.open_calls
        body = [
            heading(f"Units {len(units)}"),
            table(UNIT_HEADS, (17, 15, 17, 15, 36), [_unit_row(sheet, unit) for unit in units])
            if units
            else sentence(NO_UNITS),
            heading(f"Open calls {len(calls)}", new_page=True),
            table(CALL_HEADS, (14, 36, 14, 14, 22), [_call_row(sheet, call) for call in calls])
            if calls
            else sentence(NO_CALLS),
        ]
        return self._document(sheet, "Board", body, BOARD_FOOT)

    def card(self, sheet: Sheet, call: CallView) -> str:
        """All that is known of a call, with room to go on by hand."""
        body = [
            fields(_facts(sheet, call)),
            heading("Units"),
            table(TIMES_HEADS, (20,) * 5, _times(sheet, call), blank=EMPTY_UNITS),
            heading("Timeline"),
            table(TIMELINE_HEADS, (16, 64, 20), _timeline(sheet, call), blank=EMPTY_LINES),
            heading("End"),
            fields([(name, "") for name in ENDED]),
        ]
        return self._document(sheet, f"Call {sheet.short(call.number)}", body, CARD_FOOT)

    def blank_call(self, sheet: Sheet) -> str:
        """A card for a call that is taken by hand."""
        priorities = sheet.picture.codes.priorities or (1, 2, 3, 4)
        choice = "   ".join(f"[  ] {sheet.priority(number)}" for number in sorted(priorities))
        body = [
            fields([(name, "") for name in TAKEN]),
            fields([("Place, cross street", ""), ("Type", ""), ("Priority", choice)], across=1),
            heading("Units"),
            table(TIMES_HEADS, (20,) * 5, [], blank=EMPTY_UNITS),
            heading("What happened"),
            table(TIMELINE_HEADS, (16, 64, 20), [], blank=EMPTY_LINES),
            heading("End"),
            fields([(name, "") for name in ENDED]),
        ]
        return self._document(sheet, "Call card", body, CARD_FOOT)

    def blank_unit(self, sheet: Sheet) -> str:
        """A card on which the statuses of one unit are kept by hand."""
        statuses = sheet.picture.codes.statuses
        body = [fields([(name, "") for name in MANNED])]
        if statuses:
            body.append(sentence(f"Statuses: {', '.join(map(sheet.status, statuses))}."))
        body.append(table(TURN_HEADS, (16, 20, 16, 48), [], blank=EMPTY_TURNS))
        return self._document(sheet, "Unit card", body, CARD_FOOT)

    def _document(self, sheet: Sheet, title: str, body: Iterable[str], foot: str) -> str:
        return self._paper.document(
            title, body, station=sheet.station, printed=sheet.printed, foot=foot, training=sheet.training
        )


def _unit_row(sheet: Sheet, unit: UnitView) -> Row:
    crew = ", ".join((*unit.crew, *((unit.vehicle,) if unit.vehicle else ())))
    remarks = "; ".join(part for part in (crew, unit.location, unit.note) if part)
    return (
        f"<b>{text(unit.call_sign)}</b>",
        text(sheet.status(unit.status)),
        text(sheet.clock(unit.status_since)),
        text(sheet.unit_calls(unit)),
        text(remarks),
    )


def _call_row(sheet: Sheet, call: CallView) -> Row:
    return (
        f"<b>{text(sheet.short(call.number))}</b><br>{text(sheet.priority(call.priority))}",
        f"<b>{text(call.type_name)}</b><br>{text(call.place)}",
        text(sheet.clock(call.received_at)),
        text(sheet.clock(call.due_at)),
        text(sheet.call_units(call)),
    )


def _facts(sheet: Sheet, call: CallView) -> list[tuple[str, str]]:
    place = "" if call.lat is None or call.lon is None else f"{call.lat:.5f}, {call.lon:.5f}"
    return [
        ("Number", call.number),
        ("Priority", sheet.priority(call.priority)),
        ("Type", f"{call.type_code} {call.type_name}"),
        ("Place", call.place),
        ("Received", sheet.clock(call.received_at)),
        ("Due", sheet.clock(call.due_at)),
        ("Position", place or "Not known"),
        ("For a CSO", "Yes" if call.eligible else "Sworn only: send to deputies"),
        *((("Flags", ", ".join(call.flags)),) if call.flags else ()),
    ]


def _times(sheet: Sheet, call: CallView) -> list[Row]:
    """Each unit in its newest state, the time in the column of that state."""
    return [_time_row(sheet, each) for each in {each.unit: each for each in call.assignments}.values()]


def _time_row(sheet: Sheet, assignment: AssignmentView) -> Row:
    since, state = sheet.clock(assignment.since), assignment.state
    columns = {"assigned": 0, "acknowledged": 0, "enroute": 1, "onscene": 2, "report": 2}
    cells = ["", "", "", ""]
    cells[columns.get(state, 0)] = text(f"{sheet.status(state)} {since}")
    return (f"<b>{text(assignment.unit)}</b>", *cells)


def _timeline(sheet: Sheet, call: CallView) -> list[Row]:
    def cells(line: TimelineLine) -> Row:
        return (text(sheet.clock(line.at)), text(line.text), text(line.by))

    return [cells(line) for line in sorted(call.timeline, key=lambda line: line.at)]
