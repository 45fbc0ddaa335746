"""The one rule of who may take a call: what nothing can change, and what a reason can."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from console.board.views import CallTypeView, CallView, Codes, UnitView

SWORN = ("sworn", "deputy")
"""Kinds of unit that may take anything."""
AMBASSADOR = "ambassador"


@dataclass(frozen=True, slots=True)
class Taker:
    """A unit as the rule sees it; `kept_for` is the whole number of the call that it is kept for, or ""."""

    call_sign: str
    kind: str
    status: str
    charge: int | None = None
    kept_for: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call as the rule sees it: `type` is None where the table has none, `stops` are names."""

    number: str
    type: CallTypeView | None
    stops: tuple[str, ...] = ()

    @property
    def type_name(self) -> str:
        return self.type.name if self.type else "this type"


def taker_of(unit: UnitView) -> Taker:
    """The unit in that view."""
    outfit = unit.outfit
    return Taker(unit.call_sign, unit.kind, unit.status, outfit.charge, outfit.reserved_for)


def asked_of(call: CallView, codes: Codes) -> Asked:
    """The call in that view."""
    return Asked(call.number, codes.call_types.get(call.type_code), call.life.stop_names)


def barred(unit: Taker, call: Asked, said: str = "The call") -> str:
    """Why no reason can send the unit, "" where nothing bars it; `said` is how the call is named in it."""
    if unit.kind in SWORN:
        return ""
    if call.stops:
        names = " and ".join(call.stops).lower()
        return f"{said} has a stop-condition: {names}. Only deputies may take it. Refer it to them."
    if unit.kind == AMBASSADOR and not _is_for_ambassadors(call.type):
        return f"{unit.call_sign} is a contracted ambassador; {call.type_name} is for the city's own staff."
    return ""


def against(unit: Taker, call: Asked, codes: Codes, short: Callable[[str], str]) -> Iterator[str]:
    """What speaks against sending the unit and can be overridden with a reason; follows `the unit is`.

    `short` makes of a call's number the one that is said.
    """
    if unit.status != "available":
        yield f"not available: {codes.statuses[unit.status].name.lower()}"
    if unit.kind not in SWORN and call.type is not None and not call.type.eligible:
        yield f"not sworn, and calls of the type {call.type.name} are for deputies"
    least = codes.floor.least_charge.get(unit.kind, 0)
    if unit.charge is not None and unit.charge < least:
        yield f"at {unit.charge} % of its charge, and {least} % is the least"
    if unit.kept_for not in ("", call.number):
        yield f"kept for call {short(unit.kept_for)}"


def may_go(unit: UnitView, call: CallView, codes: Codes) -> bool:
    """Whether the unit can be sent as things are, without a reason."""
    taker, asked = taker_of(unit), asked_of(call, codes)
    return not barred(taker, asked) and not any(against(taker, asked, codes, str))


def _is_for_ambassadors(kind: CallTypeView | None) -> bool:
    return kind is not None and kind.eligible and not kind.staff_only
