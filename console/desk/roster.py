"""The people and units a new store begins with, from a station file."""

import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.errors import Unavailable
from console.models import CrewMember, Person, Unit


def load_station(session: Session, name: str, at: datetime, *, on_duty: bool) -> None:
    """Add the people and units of `resources/stations/NAME.toml` that the store does not have.

    With `on_duty` the units that have a crew there begin on duty. Raises Unavailable without the file.
    """
    station = _read(name)
    badges = set(session.scalars(select(Person.badge)))
    session.add_all(Person(**person) for person in station["person"] if person["badge"] not in badges)
    session.flush()
    people = {person.badge: person.id for person in session.scalars(select(Person))}
    held = set(session.scalars(select(Unit.call_sign)))
    for values in station["unit"]:
        if values["call_sign"] not in held:
            _add_unit(session, values, people, at, on_duty)


def _read(name: str) -> dict[str, Any]:
    try:
        text = (files("resources") / "stations" / f"{name}.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise Unavailable(f"There is no station file {name}. Correct `station` in the settings.") from error
    return tomllib.loads(text)


def _add_unit(
    session: Session, values: dict[str, Any], people: dict[str, int], at: datetime, on_duty: bool
) -> None:
    crew: list[str] = values.get("crew", []) if on_duty else []
    duty = "available" if crew else "off"
    unit = Unit(
        call_sign=values["call_sign"],
        kind=values["kind"],
        skills=values.get("skills", []),
        radio_id=values.get("radio_id", ""),
        vehicle=values.get("vehicle", ""),
        location=values.get("location", ""),
        note="",
        duty=duty,
        duty_since=at,
        status=duty,
        status_since=at,
    )
    session.add(unit)
    session.flush()
    session.add_all(CrewMember(unit_id=unit.id, person_id=people[badge], since=at) for badge in crew)
