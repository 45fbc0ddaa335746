"""Answers what is known of places and facilities; what is restricted is a look on the record."""

from dataclasses import replace

from sqlalchemy import orm

from console.board.facility_view import Register
from console.board.premise_view import PremisesAt, PremiseView
from console.clock import Clock
from console.desk import register
from console.desk.admission import Admission
from console.desk.audit import Audit
from console.desk.premises import names_of, premises_at
from console.desk.session import Actor, Session, name_of
from console.models import Facility, FacilityArea
from console.models.premise import FLAGGED, FORTHWITH
from console.store.store import Store

FIRST = ("hazard", FLAGGED, FORTHWITH)
"""What stands above a facility's own lines."""
RESTRICTED = ("protection", "key")
NAME_LENGTH = 80
IN_THE_REGISTER = 0
"""The number of what is no record of a place: it is changed in the register."""


class KnownPlaces:
    """Of one store; `view` and `register` note in the journal who looked."""

    def __init__(self, store: Store, admission: Admission, audit: Audit, clock: Clock) -> None:
        self._store, self._admission, self._audit, self._clock = store, admission, audit, clock

    def at(self, place: str, call: str = "") -> PremisesAt:
        """What everybody may know of a place, and of the facility whose alarm made that call."""
        with self._store.read() as session:
            return self._known(session, place, call, restricted=False)

    def view(self, place: str, actor: Actor, call: str = "") -> PremisesAt:
        """The same with restricted records; journalled. Raises Refused without the right."""
        self._admission.must(actor, "view_premise")
        self._note(actor, f"premise:{place[:NAME_LENGTH]}")
        with self._store.read() as session:
            return self._known(session, place, call, restricted=True)

    def register(self, actor: Actor) -> Register:
        """The facility register, journalled; protection, cameras and keys for who may see those of a place.

        Raises Refused without the right.
        """
        self._admission.must(actor, "view_facilities")
        self._note(actor, "facilities")
        restricted = self._admission.may(actor, "view_premise")
        with self._store.read() as session:
            return register.register(session, restricted=restricted)

    def _note(self, actor: Actor, record: str) -> None:
        source = actor.source if isinstance(actor, Session) else ""
        self._audit.note("record_viewed", actor=name_of(actor), source=source, record=record)

    def _known(self, session: orm.Session, place: str, call: str, *, restricted: bool) -> PremisesAt:
        found = premises_at(session, place, self._clock.now(), restricted=restricted)
        pairs = register.of_call(session, call, place) if call else []
        pairs = pairs or register.at_place(session, names_of(place))
        facts = [fact for pair in pairs for fact in _facts(*pair)]
        told = [fact for fact in facts if restricted or fact.kind not in RESTRICTED]
        first = [each for each in found.shown if each.kind in FIRST]
        rest = [each for each in found.shown if each.kind not in FIRST]
        withheld = found.withheld + len(facts) - len(told)
        return replace(found, shown=(*first, *told, *rest), withheld=withheld)


def _facts(facility: Facility, area: FacilityArea | None) -> list[PremiseView]:
    """A facility's lines: which it is, whom to call, how it is protected, where the keys are."""
    said = {"facility": f"{facility.name}, {area.name} ({area.status})" if area else facility.name}
    if facility.contact:
        said["contact"] = facility.contact
    if area is not None:
        said["protection"] = f"{level_words(area.level)}{f', camera {area.camera}' if area.camera else ''}"
        if area.keys:
            said["key"] = area.keys
    key, at, by = f"{facility.code}/{area.number if area else 0}", facility.changed_at, facility.changed_by
    return [
        PremiseView(IN_THE_REGISTER, f"{key}/{kind}", facility.place, kind, text, at, by)
        for kind, text in said.items()
    ]


def level_words(level: int) -> str:
    """How an area is protected against bullets."""
    return f"UL 752 level {level}" if level else "no protection level"
