"""Forms of the Incident Command System about an event, made of its record: ICS 201, 205, 211 and 214."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from console.desk.event_record import Activity, EventRecord, StoodAt
from console.station.printed_parts import Paper, fields, heading, sentence, table, text

Line = Sequence[str]
Body = tuple[list[str], int]
KINDS = {"cso": "CSO", "bike": "CSO, bicycle", "utv": "CSO, UTV", "ambassador": "Ambassador"}
NOTHING = "Nothing on record."
FOOT = "{}, made of the console's log and journal; blanks are filled in by hand."


@dataclass(frozen=True, slots=True)
class IcsForms:
    """Makes the forms for one station; `zone` is the station's, `prepared_by` whoever has them made."""

    station: str
    zone: tzinfo
    prepared_by: str
    prepared_at: datetime
    training: bool = False
    paper: Paper = field(default_factory=Paper)

    def of(self, form: str, record: EventRecord) -> tuple[str, int]:
        """The page, and how many lines of the record are in it; every text is shown as it was typed."""
        title, make = FORMS[form]
        body, lines = make(self, record)
        name = f"ICS {form.removeprefix('ics')}"
        ending = fields([("Prepared by", self.prepared_by), ("Date and time", self.clock(self.prepared_at))])
        page = self.paper.document(
            f"{name} {title}, {record.event.name}",
            [fields(self._head(record)), *body, ending],
            station=self.station,
            printed=self.clock(self.prepared_at),
            foot=FOOT.format(name),
            training=self.training,
        )
        return page, lines

    def clock(self, at: datetime | None) -> str:
        """`Sat 14 Mar 2026 19:20` by the station's clock, "" for none."""
        if at is None:
            return ""
        local = at.astimezone(self.zone)
        return f"{local:%a} {local.day} {local:%b %Y %H:%M}"

    def _head(self, record: EventRecord) -> list[tuple[str, str]]:
        event = record.event
        return [
            ("Incident name", event.name),
            ("Incident number", f"{event.code} {event.number}"),
            ("Operational period from", self.clock(event.begins)),
            ("Operational period to", self.clock(event.ends)),
        ]


def briefing(forms: IcsForms, record: EventRecord) -> Body:
    """ICS 201: what it is, what is wanted, what was done, who is there."""
    event = record.event
    corners = ", ".join(f"{lat:.4f} {lon:.4f}" for lat, lon in event.outline)
    zones = [(zone.name, zone.text) for zone in event.zones]
    body = [
        fields([("Initiated", forms.clock(record.planned_at)), ("By", record.planned_by)]),
        heading("Map and situation"),
        fields([("Place", event.place), ("Footprint, corners in degrees WGS-84", corners)]),
        *_listed("Streets closed", ("Street",), (100,), [(name,) for name in record.closures]),
        *_listed("Where UTVs may drive", ("Zone", "In words"), (30, 70), zones),
        *_listed("Objectives", ("Objective",), (100,), [(each,) for each in event.objectives]),
        *_activities(forms, "Actions", record.activities),
        *_listed("Organization", ("Post", "Place", "Units"), (30, 40, 30), _posts(record)),
        *_listed(
            "Resources",
            ("Resource", "Identifier", "Arrived", "Left", "Post and crew"),
            (18, 14, 20, 20, 28),
            [_resource(forms, each) for each in record.stood],
        ),
    ]
    return body, len(record.activities) + len(record.stood)


def radio_plan(forms: IcsForms, record: EventRecord) -> Body:
    """ICS 205: the channels."""
    heads = ("No.", "Function", "Channel", "Assignment", "RX", "TX", "Tone", "Mode", "Remarks")
    lines = [
        (
            str(number),
            each.function,
            each.name,
            each.assignment,
            each.receive,
            each.transmit,
            each.tone,
            each.mode,
            each.remarks,
        )
        for number, each in enumerate(record.event.channels, start=1)
    ]
    widths = (6, 13, 13, 20, 10, 10, 8, 7, 13)
    return [*_listed("Basic radio channel use", heads, widths, lines), *_special(record)], len(lines)


def check_in(forms: IcsForms, record: EventRecord) -> Body:
    """ICS 211: who came, when, with what, to which post."""
    heads = (
        "Kind",
        "Identifier",
        "Check-in",
        "Leader",
        "People",
        "Contact",
        "Travel",
        "Assignment",
        "Qualifications",
    )
    lines = [_checked_in(forms, each) for each in record.stood]
    place = fields([("Check-in location", record.event.place), ("Home agency", forms.station)])
    return [place, *_listed("Check-in", heads, (12, 11, 13, 14, 7, 10, 9, 12, 12), lines)], len(lines)


def activity_log(forms: IcsForms, record: EventRecord) -> Body:
    """ICS 214: who was assigned, and all that happened, oldest first."""
    people = [
        (name, f"{each.unit}, {each.post}", forms.station) for each in record.stood for name in each.crew
    ]
    unique = list(dict.fromkeys(people))
    body = [
        fields([("Name", forms.prepared_by), ("ICS position", ""), ("Home agency", forms.station)], across=3),
        *_listed("Resources assigned", ("Name", "ICS position", "Home agency"), (36, 36, 28), unique),
        *_activities(forms, "Activity log", record.activities),
    ]
    return body, len(record.activities)


def _posts(record: EventRecord) -> list[Line]:
    stands = record.event.stands
    return [
        (post.name, post.place, ", ".join(each.unit for each in stands if each.post == post.name) or "nobody")
        for post in record.event.posts
    ]


def _resource(forms: IcsForms, stood: StoodAt) -> Line:
    crew = ", ".join((stood.post, *stood.crew))
    kind = KINDS.get(stood.kind, stood.kind)
    return (kind, stood.unit, forms.clock(stood.since), forms.clock(stood.until), crew)


def _checked_in(forms: IcsForms, stood: StoodAt) -> Line:
    return (
        KINDS.get(stood.kind, stood.kind),
        stood.unit,
        forms.clock(stood.since),
        next(iter(stood.crew), ""),
        str(len(stood.crew)),
        f"Radio {stood.radio_id}" if stood.radio_id else "",
        stood.vehicle or "on foot",
        stood.post,
        ", ".join(stood.skills),
    )


def _special(record: EventRecord) -> Iterable[str]:
    zones = "; ".join(f"{zone.name}: {zone.text}" for zone in record.event.zones)
    return [heading("Special instructions"), sentence(zones or NOTHING)]


def _activities(forms: IcsForms, title: str, activities: Sequence[Activity]) -> list[str]:
    lines = [(forms.clock(each.at), each.text, each.by) for each in activities]
    return _listed(title, ("Date and time", "Activity", "By"), (24, 58, 18), lines)


def _listed(title: str, heads: Line, widths: Sequence[int], lines: Sequence[Line]) -> list[str]:
    """A heading and its table, or that there is nothing."""
    cells = [tuple(map(text, line)) for line in lines]
    return [heading(title), table(heads, widths, cells) if cells else sentence(NOTHING)]


FORMS: Mapping[str, tuple[str, Callable[[IcsForms, EventRecord], Body]]] = {
    "ics201": ("Incident briefing", briefing),
    "ics205": ("Radio communications plan", radio_plan),
    "ics211": ("Check-in list", check_in),
    "ics214": ("Activity log", activity_log),
}
