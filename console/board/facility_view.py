"""Frozen views of the facility register."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AlarmAccountView:
    """A receiver's account whose silence is watched, or that the register knows.

    `code` and `facility` name whose it is; `test_min` are the minutes within which it has to be heard, 0 for
    no such duty.
    """

    account: str
    code: str
    facility: str
    place: str
    hours: str = ""
    test_min: int = 0
    heard_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area; `level` is UL 752's, 0 for none. `zones` are written ACCOUNT ZONE, or ACCOUNT Gn for a group.

    Of somebody without the right to restricted records level is None, camera and keys are empty.
    """

    number: int
    name: str
    status: str
    level: int | None
    camera: str = ""
    keys: str = ""
    hours: str = ""
    zones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacilityView:
    """A facility with its areas and accounts."""

    code: str
    name: str
    place: str
    contact: str
    changed_at: datetime
    changed_by: str
    areas: tuple[AreaView, ...] = ()
    accounts: tuple[AlarmAccountView, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """All facilities by their names; `restricted` says that protection, cameras and keys are left out."""

    facilities: tuple[FacilityView, ...] = ()
    restricted: bool = False
