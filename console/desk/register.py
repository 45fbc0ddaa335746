"""What the facility register says: of an event of a receiver, of a call, of a place, and all of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from console.board.facility_view import AlarmAccountView, AreaView, FacilityView, Register
from console.models import AlarmEvent, Call, Facility, FacilityAccount, FacilityArea, FacilityZone
from console.models.facility import without_zeros

WHOSE = select(FacilityAccount, Facility).join(Facility, Facility.id == FacilityAccount.facility_id)
WHOSE_ACCOUNT = WHOSE.where(FacilityAccount.account == bindparam("account"))
ZONES_OF = (
    select(FacilityZone, FacilityArea)
    .join(FacilityArea, FacilityArea.id == FacilityZone.area_id)
    .where(FacilityZone.account_id == bindparam("account_id"))
)
OF_CALL = 20
"""The newest events of a call that are looked at: an alarm that goes on for hours has hundreds."""


@dataclass(frozen=True, slots=True)
class Known:
    """Where an event is: `area` None when nothing says so; `strange` when others of its zones are known."""

    account: FacilityAccount
    facility: Facility
    area: FacilityArea | None
    strange: bool

    @property
    def name(self) -> str:
        """The facility, with the area where that is known."""
        return f"{self.facility.name}, {self.area.name}" if self.area is not None else self.facility.name

    @property
    def hours(self) -> str:
        """When people come and go there."""
        return self.area.hours if self.area is not None and self.area.hours else self.account.hours


def known(session: Session, account: str, partition: str, zone: str) -> Known | None:
    """Whose the account is, and where the zone is; None when the register does not have the account."""
    found = session.execute(WHOSE_ACCOUNT, {"account": account.upper()}).first()
    if found is None:
        return None
    row, facility = found
    zones = session.execute(ZONES_OF, {"account_id": row.id}).all()
    fitting = [
        (bool(each.zone), bool(each.partition), area)
        for each, area in zones
        if each.is_of(each.partition and partition, each.zone and zone)
    ]
    best = max(fitting, key=lambda each: each[:2], default=None)
    numbers = {without_zeros(each.zone) for each, _ in zones} - {""}
    strange = bool(zone and numbers) and without_zeros(zone) not in numbers
    return Known(row, facility, best[2] if best else None, strange)


def of_call(session: Session, number: str, place: str) -> list[tuple[Facility, FacilityArea | None]]:
    """The facilities and areas of the alarms that made that call, newest first; none for another place.

    Nobody learns from a number what a call is about whose place they are not shown.
    """
    query = (
        select(AlarmEvent.account, AlarmEvent.partition, AlarmEvent.zone)
        .join(Call, Call.id == AlarmEvent.call_id)
        .where(Call.number == number, Call.place == place)
        .order_by(AlarmEvent.id.desc())
        .limit(OF_CALL)
    )
    events = dict.fromkeys(tuple(row) for row in session.execute(query))
    places = [known(session, *event) for event in events]
    pairs = [(each.facility, each.area) for each in places if each is not None]
    # An event without an area tells nothing where another one has one.
    kept = [pair for pair in pairs if pair[1] is not None] or pairs
    return list({(one.id, area.id if area else 0): (one, area) for one, area in reversed(kept)}.values())[
        ::-1
    ]


def at_place(session: Session, names: Iterable[str]) -> list[tuple[Facility, FacilityArea | None]]:
    """The facilities at a place, without areas: an address does not say in which."""
    rows = session.scalars(select(Facility).where(Facility.plain.in_(list(names))).order_by(Facility.id))
    return [(row, None) for row in rows]


def watched(session: Session) -> tuple[AlarmAccountView, ...]:
    """All accounts of the register."""
    rows = session.execute(WHOSE.order_by(FacilityAccount.account))
    return tuple(_account_view(row, facility) for row, facility in rows)


def register(session: Session, *, restricted: bool) -> Register:
    """All facilities by their names; with `restricted` protection, cameras and keys as well."""
    areas, accounts = defaultdict[int, list[AreaView]](list), defaultdict[int, list[AlarmAccountView]](list)
    zones = _zones(session)
    for area in session.scalars(select(FacilityArea).order_by(FacilityArea.number)):
        areas[area.facility_id].append(_area_view(area, tuple(zones[area.id]), restricted))
    for row, facility in session.execute(WHOSE.order_by(FacilityAccount.account)):
        accounts[facility.id].append(_account_view(row, facility))
    rows = session.scalars(select(Facility).order_by(Facility.name))
    views = (_view(row, tuple(areas[row.id]), tuple(accounts[row.id])) for row in rows)
    return Register(tuple(views), restricted=not restricted)


def _zones(session: Session) -> defaultdict[int, list[str]]:
    """The zones of each area, as they are said."""
    found = defaultdict[int, list[str]](list)
    query = (
        select(FacilityAccount.account, FacilityZone.partition, FacilityZone.zone, FacilityZone.area_id)
        .join(FacilityAccount, FacilityAccount.id == FacilityZone.account_id)
        .order_by(FacilityAccount.account, FacilityZone.partition, FacilityZone.zone)
    )
    for account, partition, zone, area in session.execute(query):
        parts = [account, f"G{partition}" if partition else "", zone]
        found[area].append(" ".join(filter(None, parts)))
    return found


def _area_view(row: FacilityArea, zones: tuple[str, ...], restricted: bool) -> AreaView:
    view = AreaView(row.number, row.name, row.status, None, hours=row.hours, zones=zones)
    return replace(view, level=row.level, camera=row.camera, keys=row.keys) if restricted else view


def _account_view(row: FacilityAccount, facility: Facility) -> AlarmAccountView:
    whose = (facility.code, facility.name, facility.place)
    return AlarmAccountView(row.account, *whose, row.hours, row.test_min, row.heard_at)


def _view(row: Facility, areas: tuple[AreaView, ...], accounts: tuple[AlarmAccountView, ...]) -> FacilityView:
    return FacilityView(
        row.code, row.name, row.place, row.contact, row.changed_at, row.changed_by, areas, accounts
    )
