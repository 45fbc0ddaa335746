"""Verbs on units: status, whereabouts, on and off duty."""

from collections.abc import Sequence

from sqlalchemy import select

from console.desk.calls import PLACE_LENGTH, bounded
from console.desk.dispatch import write_report
from console.desk.outfit import equip, put_down
from console.desk.work import Work
from console.errors import Refused
from console.models import CrewMember, Person, Unit


def set_status(work: Work, *, unit: str, status: str, text: str = "") -> None:
    """Set what a unit is without a call; a report is written on the call it stands at, if there is one."""
    view = work.duty.codes.statuses.get(status)
    if view is None or not view.settable:
        raise Refused(f"'{status}' is not a status that can be set.", word=status)
    row = work.unit(unit)
    held = work.open_of_unit(row)
    if held and status == "report":
        write_report(work, unit=unit, text=text)
        return
    if held:
        calls = " and ".join(work.short(work.call_of(a)) for a in held)
        raise Refused(f"{unit} is on {calls}. Free or clear it first.", instead=f"F {unit}", word=unit)
    row.must_be_on_duty()
    _set_duty(work, row, status, bounded(text, "text", PLACE_LENGTH))
    work.say(f"{unit}: {view.name}.")


def move(work: Work, *, unit: str, place: str) -> None:
    """Note where a unit is going without a call."""
    row = work.unit(unit)
    row.must_be_on_duty()
    row.location = bounded(place, "place", PLACE_LENGTH, needed=True)
    work.say(f"{unit} is going to {row.location}.")


def log_on(
    work: Work,
    *,
    unit: str,
    crew: Sequence[str],
    vehicle: str = "",
    skills: Sequence[str] | None = None,
    equipment: Sequence[str] = (),
    radio_id: str = "",
    beat: str = "",
) -> None:
    """Bring a unit on duty with its crew, by badge, and what it has with it.

    Without `skills` those that it had stand, without `radio_id` its radio does.
    """
    row = work.unit(unit)
    if row.duty != "off":
        raise Refused(f"{unit} is on duty already.", instead=f"OFF {unit}", word=unit)
    held = {badge: _person(work, badge) for badge in sorted(set(crew))}
    people = [held[badge] for badge in dict.fromkeys(crew)]
    if not people:
        raise Refused("A unit comes on duty with a crew.", instead=f"ON {unit} BADGE")
    row.vehicle = bounded(vehicle, "vehicle", 16).upper()
    equip(work, row, skills, equipment, radio_id, beat)
    for person in people:
        _must_be_free(work, person)
        work.add(CrewMember(unit_id=row.id, person_id=person.id, since=work.duty.at))
    _set_duty(work, row, "available", "")
    work.say(f"{unit} is on duty: {', '.join(person.name for person in people)}.")


def log_off(work: Work, *, unit: str) -> None:
    """Take a unit off duty; it must have no call."""
    row = work.unit(unit)
    held = work.open_of_unit(row)
    if held:
        calls = " and ".join(work.short(work.call_of(a)) for a in held)
        raise Refused(f"{unit} is on {calls}. Free or clear it first.", instead=f"F {unit}", word=unit)
    row.must_be_on_duty()
    put_down(work, row)
    _set_duty(work, row, "off", "")
    work.say(f"{unit} is off duty.")


def _set_duty(work: Work, unit: Unit, duty: str, note: str) -> None:
    before = unit.status
    unit.set_duty(duty, work.duty.at, note)
    unit.take_status([])
    if unit.status != before:
        work.change_status(unit, before, unit.status)


def _person(work: Work, badge: str) -> Person:
    person = work.session.scalar(select(Person).where(Person.badge == badge).with_for_update(key_share=True))
    if person is None:
        raise Refused(f"Nobody has badge {badge}.", word=badge)
    return person


def _must_be_free(work: Work, person: Person) -> None:
    query = (
        select(Unit.call_sign)
        .join(CrewMember, CrewMember.unit_id == Unit.id)
        .where(CrewMember.person_id == person.id, CrewMember.until.is_(None))
    )
    elsewhere = work.session.scalar(query)
    if elsewhere:
        raise Refused(f"{person.name} is on {elsewhere}.", instead=f"OFF {elsewhere}", word=person.badge)
