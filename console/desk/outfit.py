"""Verbs on what a unit has with it and where it works."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from console.desk import plans
from console.desk.calls import bounded
from console.desk.work import Work
from console.errors import Refused
from console.models import CrewMember, Unit

BEAT_LENGTH = 80
RADIO_LENGTH = 16


def post_unit(work: Work, *, unit: str, place: str) -> None:
    """The beat or post that a unit works from now on."""
    row = work.unit(unit)
    row.must_be_on_duty()
    row.beat = bounded(place, "beat or post", BEAT_LENGTH, needed=True)
    work.say(f"{unit} works {row.beat}.")


def set_charge(work: Work, *, unit: str, percent: int) -> None:
    """A vehicle's charge or fuel, in per cent."""
    row = work.unit(unit)
    if not 0 <= percent <= 100:
        raise Refused("The charge is 0 to 100 per cent.", instead=f"CHG {unit} 80")
    row.charge = percent
    least = work.duty.codes.floor.least_charge.get(row.kind, 0)
    low = f" It is not sent below {least} % without a reason." if percent < least else ""
    work.say(f"{unit} has {percent} %.{low}")


def equip(
    work: Work, unit: Unit, skills: Sequence[str] | None, equipment: Sequence[str], radio_id: str, beat: str
) -> None:
    """What a unit comes on duty with; Refused for what the station's tables do not have."""
    floor = work.duty.codes.floor
    if skills is not None:
        unit.skills = _known(skills, floor.skills, "skill")
    unit.equipment = _known(equipment, floor.equipment, "equipment")
    unit.beat = bounded(beat, "beat or post", BEAT_LENGTH)
    if radio := bounded(radio_id, "radio's identity", RADIO_LENGTH):
        _give_radio(work, unit, radio)


def put_down(work: Work, unit: Unit) -> None:
    """What a unit leaves behind when it goes off duty: crew, vehicle, equipment, beat and plans."""
    open_crew = select(CrewMember).where(CrewMember.unit_id == unit.id, CrewMember.until.is_(None))
    for member in work.session.scalars(open_crew):
        member.until = work.duty.at
    unit.location = unit.vehicle = unit.beat = ""
    unit.equipment, unit.charge = [], None
    plans.forget(work, unit)


def _known(codes: Sequence[str], table: Mapping[str, Any], what: str) -> list[str]:
    for code in codes:
        if code not in table:
            there = ", ".join(name.upper() for name in table)
            raise Refused(f"There is no {what} {code[:40]}. There are {there}.", word=code)
    return sorted(set(codes))


def _give_radio(work: Work, unit: Unit, radio_id: str) -> None:
    for other in work.session.scalars(select(Unit).where(Unit.radio_id == radio_id, Unit.id != unit.id)):
        if other.duty != "off":
            raise Refused(f"Radio {radio_id} is {other.call_sign}'s.", word=radio_id)
        other.radio_id = ""
        work.touch(f"unit:{other.call_sign}")
    unit.radio_id = radio_id
