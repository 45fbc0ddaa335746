"""The rows of the facility register: a heading for each facility, and a row for each of its areas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo

from console.board.facility_view import AlarmAccountView, AreaView, FacilityView, Register

COLUMNS = ("Area", "Installation", "Protection", "Cameras", "Keys", "Zones")
RESTRICTED = "Restricted"
NOTHING = "-"
HOUR, DAY = 60, 24 * 60


@dataclass(frozen=True, slots=True)
class HeadRow:
    """A facility: which it is, where, whom to call, and what its accounts are held to."""

    key: str
    name: str
    where: str
    accounts: str

    @property
    def label(self) -> str:
        return ". ".join(filter(None, (self.name, self.where, self.accounts)))


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area: one value for each of COLUMNS."""

    key: str
    values: tuple[str, ...]
    status: str

    @property
    def label(self) -> str:
        said = zip(COLUMNS, self.values, strict=True)
        return ", ".join(f"{name} {value}" for name, value in said if value != NOTHING)


def rows(found: Register, zone: tzinfo) -> Iterator[HeadRow | AreaRow]:
    """The register from top to bottom; times are shown in `zone`."""
    for facility in found.facilities:
        yield _head(facility, zone)
        for area in facility.areas:
            yield _area(facility, area, restricted=found.restricted)


def summary(found: Register) -> str:
    """How much there is."""
    count, areas = len(found.facilities), sum(len(each.areas) for each in found.facilities)
    return f"{_counted(count, 'facility', 'facilities')}, {_counted(areas, 'area', 'areas')}"


def level_words(level: int | None) -> str:
    """A protection level in a column."""
    if level is None:
        return RESTRICTED
    return f"UL 752 level {level}" if level else "None"


def _head(facility: FacilityView, zone: tzinfo) -> HeadRow:
    where = " · ".join(filter(None, (facility.place, facility.contact)))
    accounts = "   ".join(_account(each, zone) for each in facility.accounts)
    return HeadRow(facility.code, facility.name, where, accounts)


def _account(account: AlarmAccountView, zone: tzinfo) -> str:
    said = [f"Account {account.account}"]
    if account.hours:
        said.append(account.hours)
    if account.test_min:
        said.append(f"test every {_span(account.test_min)}")
        if account.heard_at is not None:
            due = account.heard_at + timedelta(minutes=account.test_min)
            said.append(f"next by {due.astimezone(zone):%d %b %H:%M}")
    return " · ".join(said)


def _area(facility: FacilityView, area: AreaView, *, restricted: bool) -> AreaRow:
    hidden = RESTRICTED if restricted else NOTHING
    zones = "; ".join(filter(None, (", ".join(area.zones), area.hours)))
    values = (
        f"{area.number}  {area.name}",
        area.status.capitalize(),
        level_words(area.level),
        area.camera or hidden,
        area.keys or hidden,
        zones or NOTHING,
    )
    return AreaRow(f"{facility.code}/{area.number}", values, area.status)


def _span(minutes: int) -> str:
    if minutes % DAY == 0 and minutes > DAY:
        return f"{minutes // DAY} days"
    return f"{minutes // HOUR} h" if minutes % HOUR == 0 else f"{minutes} min"


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
