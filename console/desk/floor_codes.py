"""The shipped tables of stop-conditions, outfit, minimum staffing and shifts, as views."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from console.board.floor_codes import (
    Beat,
    CodedView,
    FloorCodes,
    Minimum,
    Needs,
    QuestionView,
    RecurringKind,
    Shift,
    StopView,
)


def read_floor() -> FloorCodes:
    """What `resources/codes` says of them."""
    types = _table("call_types")["call_type"]
    outfit, stops, staffing = (_table(name) for name in ("outfit", "stop_conditions", "staffing"))
    involved = _table("involved")
    return FloorCodes(
        stops=_by_code(StopView(**_frozen(row)) for row in stops["stop"]),
        skills=_by_code(CodedView(**_frozen(row)) for row in outfit["skill"]),
        equipment=_by_code(CodedView(**_frozen(row)) for row in outfit["equipment"]),
        least_charge=MappingProxyType({row["kind"]: row["least_charge"] for row in outfit["vehicle"]}),
        minimums=tuple(Minimum(**_frozen(row)) for row in staffing["minimum"]),
        beats=tuple(Beat(**row) for row in staffing["beat"]),
        shifts=tuple(Shift(**row) for row in _table("shifts")["shift"]),
        needs=MappingProxyType({row["code"]: _needs(row) for row in types if "skills" in row}),
        deputies_end=frozenset(row["code"] for row in types if row.get("deputies_end")),
        questions=_by_code(QuestionView(**row) for row in _table("questions")["question"]),
        scripts=MappingProxyType({row["code"]: tuple(row["script"]) for row in types if "script" in row}),
        sources=_by_code(CodedView(**_frozen(row)) for row in involved["source"]),
        roles=_by_code(CodedView(**_frozen(row)) for row in involved["role"]),
        recurring=_by_code(
            RecurringKind(**_frozen(row)) for row in _table("recurring_kinds")["recurring_kind"]
        ),
    )


def _needs(row: Mapping[str, Any]) -> Needs:
    return Needs(skills=frozenset(row["skills"]))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("resources") / "codes" / f"{name}.toml").read_text(encoding="utf-8"))


def _by_code(entries: Iterable[Any]) -> Mapping[str, Any]:
    return MappingProxyType({entry.code: entry for entry in entries})


def _frozen(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
