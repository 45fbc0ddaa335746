"""The station's code tables: from the shipped TOML into a new store, and from a store into views."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.board import views
from console.board.alarm_views import AlarmKindView, AlarmLevelView, AlarmStep, StatusCheckView
from console.desk.floor_codes import read_floor
from console.models import CallType, Disposition, Priority, RadioStatus, Row, Status

TABLES: Mapping[str, tuple[type[Row], str]] = {
    "priorities": (Priority, "number"),
    "call_types": (CallType, "code"),
    "statuses": (Status, "code"),
    "dispositions": (Disposition, "code"),
    "radio_status": (RadioStatus, "code"),
}


def load_shipped(session: Session) -> None:
    """Add the shipped codes that the store does not have; what the station changed stays."""
    for name, (row_class, key) in TABLES.items():
        column = getattr(row_class, key)
        held = set(session.scalars(select(column)))
        for values in _shipped(name):
            if values[key] not in held:
                session.add(row_class(**_fields(row_class, values)))


def read_codes(session: Session) -> views.Codes:
    """The code tables as views."""
    return views.Codes(
        call_types=_views(session, CallType, views.CallTypeView, "code"),
        priorities=_views(session, Priority, views.PriorityView, "number"),
        statuses=_views(session, Status, views.StatusView, "code"),
        dispositions=_views(session, Disposition, views.DispositionView, "code"),
        radio_statuses=_views(session, RadioStatus, views.RadioStatusView, "code"),
        **shipped_alarm_codes(),
        floor=read_floor(),
    )


def shipped_alarm_codes() -> dict[str, Any]:
    """What is said of alarms, by the names of the fields of Codes: no store keeps it."""
    table = _table("alarms")
    levels = {row["code"]: AlarmLevelView(**row) for row in table["level"]}
    kinds = {row["code"]: _alarm_kind(row) for row in table["alarm"]}
    return {
        "alarm_types": MappingProxyType({row["family"]: row["type"] for row in _shipped("alarm_types")}),
        "alarm_levels": MappingProxyType(levels),
        "alarm_kinds": MappingProxyType(kinds),
        "status_checks": tuple(StatusCheckView(**row) for row in _shipped("status_checks")),
    }


def _alarm_kind(row: dict[str, Any]) -> AlarmKindView:
    steps = tuple(AlarmStep(**step) for step in row.get("steps", ()))
    return AlarmKindView(**{**row, "steps": steps, "families": tuple(row.get("families", ()))})


def _shipped(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = next(iter(_table(name).values()))
    return rows


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("resources") / "codes" / f"{name}.toml").read_text(encoding="utf-8"))


def _fields(row_class: type[Row], values: dict[str, Any]) -> dict[str, Any]:
    """The values that the row holds; the files carry more, for people to read."""
    return {name: value for name, value in values.items() if name in row_class.__table__.columns}


def _views(session: Session, row_class: type[Row], view: Any, key: str) -> Mapping[Any, Any]:
    names = view.__dataclass_fields__
    rows = session.execute(select(*(getattr(row_class, name) for name in names)))
    made = [view(**{n: _frozen(v) for n, v in row._mapping.items()}) for row in rows]
    return MappingProxyType({getattr(item, key): item for item in made})


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
