"""The hand-over sheet of a referral as a page to print, made of the very document that is sent."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from console.station.printed_parts import Paper, Row, fields, heading, sentence, table, text

NOTE_HEADS = ("Time", "What", "By")
ANSWER = ("Accepted by", "Badge and unit", "Accepted at", "Declined because", "Told by telephone to", "At")
OURS = "The call stays with the sender until a sworn officer has accepted it."
FOOT = "The same as the file of that name for machines."
Component = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """Makes pages for one station; `zone` is the station's, and `training` stands on every page."""

    station: str
    zone: tzinfo
    training: bool = False
    paper: Paper = field(default_factory=Paper)

    def of(self, sheet: str) -> str:
        """The page of an EIDO JSON document, NENA-STA-021, as this console writes them."""
        document = json.loads(sheet)
        incident, place = document["incidentComponent"][0], document["locationComponent"][0]
        body = [
            fields(list(self._facts(document, incident, place))),
            sentence(OURS),
            heading("Who called"),
            _who(document.get("personComponent", [])),
            heading("What is known"),
            table(NOTE_HEADS, (16, 64, 20), [self._note(note) for note in document["notesComponent"]]),
            heading("Answer"),
            fields([(name, "") for name in ANSWER]),
        ]
        return self.paper.document(
            f"Referral of call {incident['incidentTrackingIdentifier']}",
            body,
            station=self.station,
            printed=self._clock(document["lastUpdateTimeStamp"]),
            foot=FOOT,
            training=self.training,
        )

    def _facts(self, document: Component, incident: Component, place: Component) -> Iterator[tuple[str, str]]:
        yield "Number", incident["incidentTrackingIdentifier"]
        yield "Reason", incident["referralReasonText"]
        yield "Type", incident["incidentTypeInternalText"]
        yield "Priority", str(incident["incidentCommonPriorityNumber"])
        yield "Place", place["locationText"]
        yield "Position", _position(place)
        yield "Received", self._clock(incident["incidentCreationTimeStamp"])
        yield "Referred", self._clock(document["lastUpdateTimeStamp"])
        if stops := incident.get("stopConditionsText"):
            yield "Stop-conditions", ", ".join(stops)
        yield "Identity of this sheet", document["$id"]

    def _note(self, note: Component) -> Row:
        written = self._clock(note["notesTimeStamp"])
        return (text(written), text(note["notesActionComments"]), text(note["notesAuthorText"]))

    def _clock(self, stamp: str) -> str:
        local = datetime.fromisoformat(stamp).astimezone(self.zone)
        return f"{local:%a} {local.day} {local:%b %Y %H:%M:%S}"


def _who(people: Iterable[Component]) -> str:
    known = [(p["personNameText"], p["personTelephoneText"]) for p in people]
    boxes = [pair for name, phone in known for pair in (("Caller", name), ("Telephone", phone))]
    return fields(boxes) if boxes else sentence("Not known.")


def _position(place: Component) -> str:
    point = place.get("locationByValue")
    if point is None:
        return "Not known"
    lon, lat = point["coordinates"]
    return f"{lat:.5f}, {lon:.5f}"
