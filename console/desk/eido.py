"""The hand-over sheet of a call as an Emergency Incident Data Object, NENA-STA-021."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from console.board.involved_view import InvolvedView
from console.board.views import CallTypeView
from console.models import Call, Referral, Remark

VERSION = "1.0"
STATUS = {"closed": "Closed", "cancelled": "Closed", "merged": "Closed", "active": "ResourcesAssigned"}
NO_CONTACT = "The informant is not to be contacted, 911N."
CALLER, INCIDENT = "Caller", "CurrentIncident"

Component = dict[str, Any]


def sheet(
    call: Call,
    kind: CallTypeView | None,
    referral: Referral,
    remarks: Iterable[Remark],
    noted: Iterable[InvolvedView],
    issuer: str,
) -> Component:
    """The document; `issuer` names the station's console. Its references hold within the document only.

    Persons, vehicles and files stand among the notes, as they were noted.
    """
    number = call.number
    document: Component = {
        "eidoVersion": VERSION,
        "$id": f"{issuer}/{number}/{_stamp(referral.drafted_at)}",
        "issuingElementIdentification": issuer,
        "lastUpdateTimeStamp": _stamp(referral.drafted_at),
        "agencyComponent": [{"$id": "agency", "agencyIdentification": issuer}],
        "incidentComponent": [_incident(call, kind, referral)],
        "locationComponent": [_location(call)],
        "notesComponent": [_note(referral.drafted_at, referral.drafted_by, _why(referral), 0)],
    }
    document["notesComponent"] += [
        _note(at, by, words, place) for place, (at, by, words) in enumerate(_told(call, remarks, noted), 1)
    ]
    if call.caller or call.phone:
        document["personComponent"] = [_caller(call)]
    return document


def _told(
    call: Call, remarks: Iterable[Remark], noted: Iterable[InvolvedView]
) -> Iterator[tuple[datetime, str, str]]:
    """When, by whom and what was noted, the informant's wish first."""
    if call.no_contact:
        yield call.received_at, call.taken_by, NO_CONTACT
    for remark in remarks:
        yield remark.at, remark.author, remark.text
    for each in noted:
        hashed = f", SHA-256 {each.sha256}" if each.sha256 else ""
        yield (
            each.at or call.received_at,
            each.by,
            f"{each.kind.capitalize()} {each.number}: {each.said}{hashed}",
        )


def _incident(call: Call, kind: CallTypeView | None, referral: Referral) -> Component:
    return {
        "$id": call.number,
        "incidentTrackingIdentifier": call.number,
        "incidentTypeCommonRegistryText": [kind.apco if kind else call.type_code],
        "incidentTypeInternalText": kind.name if kind else call.type_code,
        "incidentCommonPriorityNumber": call.priority,
        "incidentStatusCommonRegistryText": [STATUS.get(call.state, "Active")],
        "incidentCreationTimeStamp": _stamp(call.received_at),
        "referralReasonText": referral.reason,
        "locationReference": [{"$ref": "location"}],
        **({"stopConditionsText": list(call.stops)} if call.stops else {}),
    }


def _location(call: Call) -> Component:
    place: Component = {
        "$id": "location",
        "locationTypeDescriptionRegistryText": [INCIDENT],
        "locationText": call.place,
    }
    if call.lat is not None and call.lon is not None:
        place["locationByValue"] = {"type": "Point", "coordinates": [call.lon, call.lat]}
    return place


def _note(at: datetime, by: str, words: str, place: int) -> Component:
    return {
        "$id": f"note-{place}",
        "notesTimeStamp": _stamp(at),
        "notesAuthorText": by,
        "notesActionComments": words,
    }


def _caller(call: Call) -> Component:
    return {
        "$id": "caller",
        "personIncidentRoleRegistryText": [CALLER],
        "personNameText": call.caller,
        "personTelephoneText": call.phone,
    }


def _why(referral: Referral) -> str:
    return f"{referral.reason}: {referral.text}" if referral.text else referral.reason


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
