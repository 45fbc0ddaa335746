"""The order in which calls and units stand in their lists: by keys that time alone does not change."""

import re
from collections.abc import Iterable

from console.board.life import PUT_OFF
from console.board.views import CallView, UnitView

ON_CALL_STATUSES = ("emergency", "assigned", "acknowledged", "enroute", "onscene", "report")
OFF = "off"
AVAILABLE = "available"
_KINDS = ("cso", "utv", "bike", "amb")
_DIGITS = re.compile(r"(\d+)")


def waiting(calls: Iterable[CallView]) -> list[CallView]:
    """The calls that no unit has, by priority, then age."""
    return sorted((call for call in calls if call.state == "waiting"), key=_urgency)


def active(calls: Iterable[CallView]) -> list[CallView]:
    """The calls that a unit has, by priority, then age."""
    return sorted((call for call in calls if call.state == "active"), key=_urgency)


def put_off(calls: Iterable[CallView]) -> list[CallView]:
    """The calls that are held or scheduled, the one that comes back next first."""
    later = (call for call in calls if call.state in PUT_OFF)
    return sorted(later, key=lambda call: (call.life.back_at or call.due_at, call.number))


def available(units: Iterable[UnitView]) -> list[UnitView]:
    """The units that are free to send, by kind, then call sign."""
    return sorted((unit for unit in units if _group(unit) == 0), key=_name)


def on_calls(units: Iterable[UnitView]) -> list[UnitView]:
    """The units at work, by how far they have come, then as the others."""
    return sorted((unit for unit in units if _group(unit) == 1), key=_progress)


def not_available(units: Iterable[UnitView]) -> list[UnitView]:
    """The units on shift that cannot be sent."""
    return sorted((unit for unit in units if _group(unit) == 2), key=_name)


def _group(unit: UnitView) -> int:
    if unit.status == OFF:
        return -1
    if unit.calls or unit.status in ON_CALL_STATUSES:
        return 1
    return 0 if unit.status == AVAILABLE else 2


def _urgency(call: CallView) -> tuple[object, ...]:
    return call.priority, call.received_at, call.number


def _progress(unit: UnitView) -> tuple[object, ...]:
    status = unit.status
    return ON_CALL_STATUSES.index(status) if status in ON_CALL_STATUSES else len(ON_CALL_STATUSES), _name(
        unit
    )


def _name(unit: UnitView) -> tuple[object, ...]:
    kind = unit.kind.lower()[:4]
    rank = next((place for place, start in enumerate(_KINDS) if kind.startswith(start)), len(_KINDS))
    parts = tuple(int(part) if part.isdecimal() else part for part in _DIGITS.split(unit.call_sign))
    return rank, parts, unit.call_sign
