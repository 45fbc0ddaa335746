"""The pages of the printed board: the board, a card for each open call, and blank cards to fill in."""

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template

from console.board.views import AssignmentView, CallView, TimelineLine, UnitView
from console.station.printed_words import NO_CALLS, NO_UNITS, TRAINING, Sheet, plain

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

Row = Sequence[str]


class Pages:
    """Makes whole HTML documents; every text is shown as it was typed, and nothing in it is markup."""

    def __init__(self) -> None:
        page = files("resources").joinpath("printed/page.html")
        self._page = Template(page.read_text("utf-8"))

    def board(self, sheet: Sheet) -> str:
        """Units with status, time, call and crew, then the open calls on a page of their own."""
        units, calls = sheet.units, sheet.open_calls
        body = [
            _heading(f"Units {len(units)}"),
            _table(UNIT_HEADS, (17, 15, 17, 15, 36), [_unit_row(sheet, unit) for unit in units])
            if units
            else _sentence(NO_UNITS),
            _heading(f"Open calls {len(calls)}", new_page=True),
            _table(CALL_HEADS, (14, 36, 14, 14, 22), [_call_row(sheet, call) for call in calls])
            if calls
            else _sentence(NO_CALLS),
        ]
        return self._document(sheet, "Board", body, BOARD_FOOT)

    def card(self, sheet: Sheet, call: CallView) -> str:
        """All that is known of a call, with room to go on by hand."""
        body = [
            _fields(_facts(sheet, call)),
            _heading("Units"),
            _table(TIMES_HEADS, (20,) * 5, _times(sheet, call), blank=EMPTY_UNITS),
            _heading("Timeline"),
            _table(TIMELINE_HEADS, (16, 64, 20), _timeline(sheet, call), blank=EMPTY_LINES),
            _heading("End"),
            _fields([(name, "") for name in ENDED]),
        ]
        return self._document(sheet, f"Call {sheet.short(call.number)}", body, CARD_FOOT)

    def blank_call(self, sheet: Sheet) -> str:
        """A card for a call that is taken by hand."""
        priorities = sheet.picture.codes.priorities or (1, 2, 3, 4)
        choice = "   ".join(f"[  ] {sheet.priority(number)}" for number in sorted(priorities))
        body = [
            _fields([(name, "") for name in TAKEN]),
            _fields([("Place, cross street", ""), ("Type", ""), ("Priority", choice)], across=1),
            _heading("Units"),
            _table(TIMES_HEADS, (20,) * 5, [], blank=EMPTY_UNITS),
            _heading("What happened"),
            _table(TIMELINE_HEADS, (16, 64, 20), [], blank=EMPTY_LINES),
            _heading("End"),
            _fields([(name, "") for name in ENDED]),
        ]
        return self._document(sheet, "Call card", body, CARD_FOOT)

    def blank_unit(self, sheet: Sheet) -> str:
        """A card on which the statuses of one unit are kept by hand."""
        statuses = sheet.picture.codes.statuses
        body = [_fields([(name, "") for name in MANNED])]
        if statuses:
            body.append(_sentence(f"Statuses: {', '.join(map(sheet.status, statuses))}."))
        body.append(_table(TURN_HEADS, (16, 20, 16, 48), [], blank=EMPTY_TURNS))
        return self._document(sheet, "Unit card", body, CARD_FOOT)

    def _document(self, sheet: Sheet, title: str, body: Iterable[str], foot: str) -> str:
        training = f'<p class="training">{_text(TRAINING)}</p>' if sheet.training else ""
        return self._page.substitute(
            title=_text(title),
            station=_text(sheet.station),
            printed=_text(sheet.printed),
            training=training,
            foot=_text(foot),
            body="\n".join(body),
        )


def _unit_row(sheet: Sheet, unit: UnitView) -> Row:
    crew = ", ".join((*unit.crew, *((unit.vehicle,) if unit.vehicle else ())))
    remarks = "; ".join(part for part in (crew, unit.location, unit.note) if part)
    return (
        f"<b>{_text(unit.call_sign)}</b>",
        _text(sheet.status(unit.status)),
        _text(sheet.clock(unit.status_since)),
        _text(sheet.unit_calls(unit)),
        _text(remarks),
    )


def _call_row(sheet: Sheet, call: CallView) -> Row:
    return (
        f"<b>{_text(sheet.short(call.number))}</b><br>{_text(sheet.priority(call.priority))}",
        f"<b>{_text(call.type_name)}</b><br>{_text(call.place)}",
        _text(sheet.clock(call.received_at)),
        _text(sheet.clock(call.due_at)),
        _text(sheet.call_units(call)),
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
    cells[columns.get(state, 0)] = _text(f"{sheet.status(state)} {since}")
    return (f"<b>{_text(assignment.unit)}</b>", *cells)


def _timeline(sheet: Sheet, call: CallView) -> list[Row]:
    def cells(line: TimelineLine) -> Row:
        return (_text(sheet.clock(line.at)), _text(line.text), _text(line.by))

    return [cells(line) for line in sorted(call.timeline, key=lambda line: line.at)]


def _heading(words: str, *, new_page: bool = False) -> str:
    return f'<h2 class="new-page">{_text(words)}</h2>' if new_page else f"<h2>{_text(words)}</h2>"


def _sentence(words: str) -> str:
    return f"<p>{_text(words)}</p>"


def _table(heads: Sequence[str], widths: Sequence[int], rows: Sequence[Row], *, blank: int = 0) -> str:
    """A table of cells that are HTML already; `blank` rows to fill in follow."""
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    top = "".join(f'<th scope="col">{_text(head)}</th>' for head in heads)
    body = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    body += ['<td class="low"></td>' * len(heads)] * blank
    lines = "\n".join(f"<tr>{cells}</tr>" for cells in body)
    return (
        f'<table class="rows"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{top}</tr></thead><tbody>\n{lines}\n</tbody></table>"
    )


def _fields(fields: Sequence[tuple[str, str]], *, across: int = 2) -> str:
    """Named boxes, `across` of them in a row, each with what is known."""
    cells = [f'<td class="fill"><span class="label">{_text(n)}</span>{_text(v)}</td>' for n, v in fields]
    cells += ["<td></td>"] * (-len(cells) % across)
    rows = ("".join(cells[first : first + across]) for first in range(0, len(cells), across))
    return f'<table class="rows"><tbody>{"".join(f"<tr>{row}</tr>" for row in rows)}</tbody></table>'


def _text(text: str) -> str:
    return escape(plain(text))
