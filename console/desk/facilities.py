"""Verbs of the facility register: facilities, areas, accounts, zones, hours, expected signals."""

import re

from sqlalchemy import select

from console.desk.calls import PLACE_LENGTH, bounded
from console.desk.opening_hours import tidy
from console.desk.premises import plain
from console.desk.work import Work
from console.errors import Refused
from console.models import Facility, FacilityAccount, FacilityArea, FacilityZone
from console.models.facility import LEVELS, PLANNED, STATUSES
from console.store.journal import take_turn

PLAIN = re.ASCII | re.IGNORECASE
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,15}", PLAIN)
ACCOUNT = re.compile(r"[0-9A-Z]{1,16}", PLAIN)
ZONE = re.compile(r"[0-9A-Z]{0,8}", PLAIN)
NAME_LENGTH, TEXT_LENGTH = 80, 200
OF_FACILITIES = {"name": NAME_LENGTH, "place": PLACE_LENGTH, "contact": TEXT_LENGTH}
OF_AREAS = ("name", "level", "status", "camera", "keys", "hours")
MOST_AREAS, LONGEST_TEST = 999, 60 * 24 * 31
"""An account is heard once a month at least, in minutes."""


def note_facility(work: Work, *, facility: str, field: str, text: str) -> None:
    """Note a facility's name, place or contact; with a name it begins to stand in the register."""
    if field not in OF_FACILITIES:
        raise Refused(f"A facility has {', '.join(OF_FACILITIES)}; not {field[:24]}.", word=field)
    take_turn(work.session)
    words = bounded(text, field, OF_FACILITIES[field], needed=True)
    row = _begun(work, facility) if field == "name" else facility_of(work, facility)
    setattr(row, field, words)
    if field == "place":
        row.plain = plain(words)
    _written(work, row)
    work.say(f"{row.code}, {field}: {words}.")


def note_area(work: Work, *, facility: str, area: int, field: str, text: str) -> None:
    """Note an area's name, level, status, camera, keys or hours; with a name it begins to be one."""
    if field not in OF_AREAS:
        raise Refused(f"An area has {', '.join(OF_AREAS)}; not {field[:24]}.", word=field)
    take_turn(work.session)
    owner = facility_of(work, facility)
    value = _area_value(field, text)
    row = _area_begun(work, owner, area) if field == "name" else area_of(work, owner, area)
    setattr(row, field, value)
    _written(work, owner)
    work.say(f"{owner.code} area {area}, {field}: {value}.")


def assign_zone(
    work: Work, *, account: str, facility: str, area: int = 0, zone: str = "", partition: str = ""
) -> None:
    """Say whose an account is and, with an area, where a zone or a partition of it is."""
    take_turn(work.session)
    owner = facility_of(work, facility)
    row = _account_begun(work, account, owner)
    name = f"Account {row.account}"
    if area:
        where = area_of(work, owner, area)
        _place_zone(work, row, _zone(partition), _zone(zone), where)
        name += f"{_named('group', partition)}{_named('zone', zone)}"
        work.say(f"{name}: {owner.name}, {where.name}.")
    else:
        if zone or partition:
            raise Refused("A zone is in an area: the area's number is missing.")
        work.say(f"{name}: {owner.name}.")
    _written(work, owner)


def set_hours(work: Work, *, account: str, hours: str) -> None:
    """Say when people come and go at an account's facility; an opening at another time is an alarm."""
    row = account_of(work, account)
    row.hours = tidy(bounded(hours, "text", TEXT_LENGTH))
    _written(work, work.session.get_one(Facility, row.facility_id))
    work.say(f"Account {row.account}: {row.hours or 'no hours, every opening is only logged'}.")


def expect_test(work: Work, *, account: str, minutes: int) -> None:
    """Say within how many minutes an account has to be heard again; 0 for never."""
    if not 0 <= minutes <= LONGEST_TEST:
        raise Refused(f"An account is heard within 1 to {LONGEST_TEST} minutes; 0 expects nothing.")
    row = account_of(work, account)
    if not row.test_min:
        # What is expected from now on was not missed before.
        row.heard_at = work.duty.at
    row.test_min = minutes
    _written(work, work.session.get_one(Facility, row.facility_id))
    work.say(f"Account {row.account}: {f'heard every {minutes} min' if minutes else 'no test expected'}.")


def facility_of(work: Work, code: str) -> Facility:
    """The facility of that code; Refused when there is none."""
    work.flush()
    row = work.session.scalar(select(Facility).where(Facility.code == code.upper()[:TEXT_LENGTH]))
    if row is None:
        shown = code[:16]
        raise Refused(f"There is no facility {shown}.", instead=f"FAC {shown}; NAME, name", word=shown)
    return row


def area_of(work: Work, facility: Facility, number: int) -> FacilityArea:
    """The facility's area of that number; Refused when there is none."""
    row = _area(work, facility, number)
    if row is None:
        instead = f"FAR {facility.code} {number}; NAME, name"
        raise Refused(f"{facility.name} has no area {number}.", instead=instead, word=str(number))
    return row


def account_of(work: Work, account: str) -> FacilityAccount:
    """The account; Refused when the register does not have it."""
    row = _account(work, account.upper()[:TEXT_LENGTH])
    if row is None:
        shown = account[:16]
        raise Refused(f"The register has no account {shown}.", instead=f"FAZ {shown}; facility", word=shown)
    return row


def _begun(work: Work, typed: str) -> Facility:
    if not CODE.fullmatch(typed.strip()):
        raise Refused("A facility's code is 1 to 16 letters, digits and hyphens.", word=typed[:16])
    code = typed.strip().upper()
    work.flush()
    row = work.session.scalar(select(Facility).where(Facility.code == code))
    if row is None:
        row = Facility(code=code, place="", plain="", contact="")
        row.changed(work.duty.at, work.duty.actor)
        work.add(row)
    return row


def _area_begun(work: Work, facility: Facility, number: int) -> FacilityArea:
    if not 1 <= number <= MOST_AREAS:
        raise Refused(f"An area has a number from 1 to {MOST_AREAS}.", word=str(number))
    row = _area(work, facility, number)
    if row is None:
        row = FacilityArea(
            facility_id=facility.id, number=number, level=0, status=PLANNED, camera="", keys="", hours=""
        )
        work.add(row)
    return row


def _account_begun(work: Work, typed: str, facility: Facility) -> FacilityAccount:
    if not ACCOUNT.fullmatch(typed.strip()):
        raise Refused("An account is 1 to 16 digits and letters.", word=typed[:16])
    account = typed.strip().upper()
    row = _account(work, account)
    if row is None:
        row = FacilityAccount(account=account, facility_id=facility.id, hours="", test_min=0, heard_at=None)
        work.add(row)
        work.flush()
    elif row.facility_id != facility.id:
        whose = work.session.get_one(Facility, row.facility_id)
        raise Refused(f"Account {account} is {whose.name}'s.", word=account)
    return row


def _place_zone(work: Work, account: FacilityAccount, partition: str, zone: str, area: FacilityArea) -> None:
    work.flush()
    zones = work.session.scalars(select(FacilityZone).where(FacilityZone.account_id == account.id))
    row = next((each for each in zones if each.is_of(partition, zone)), None)
    if row is None:
        work.add(FacilityZone(account_id=account.id, partition=partition, zone=zone, area_id=area.id))
    else:
        row.area_id = area.id


def _area(work: Work, facility: Facility, number: int) -> FacilityArea | None:
    work.flush()
    of_number = FacilityArea.facility_id == facility.id, FacilityArea.number == number
    return work.session.scalar(select(FacilityArea).where(*of_number))


def _account(work: Work, account: str) -> FacilityAccount | None:
    work.flush()
    return work.session.scalar(select(FacilityAccount).where(FacilityAccount.account == account))


def _area_value(field: str, text: str) -> str | int:
    words = bounded(text, field, NAME_LENGTH if field in ("name", "camera") else TEXT_LENGTH, needed=True)
    if field == "level":
        return _level(words)
    if field == "hours":
        return tidy(words)
    if field == "status" and words.lower() not in STATUSES:
        raise Refused(f"An installation is {', '.join(STATUSES)}; not {words[:24]}.", word=words[:24])
    return words.lower() if field == "status" else words


def _level(words: str) -> int:
    if words.upper() == "NONE":
        return 0
    if not (len(words) == 1 and words.isascii() and words.isdigit() and int(words) in LEVELS):
        raise Refused("A protection level is 1 to 8 of UL 752, or NONE.", word=words[:24])
    return int(words)


def _zone(typed: str) -> str:
    if not ZONE.fullmatch(typed.strip()):
        raise Refused("A zone or partition is up to 8 digits and letters.", word=typed[:8])
    return typed.strip().upper()


def _named(what: str, which: str) -> str:
    return f" {what} {which.strip().upper()}" if which.strip() else ""


def _written(work: Work, row: Facility) -> None:
    row.changed(work.duty.at, work.duty.actor)
    work.flush()
    work.touch(f"facility:{row.code}")
