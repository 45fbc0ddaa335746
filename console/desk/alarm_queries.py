"""Questions to a store about alarms, answered with frozen views."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from console.board.alarm_views import AlarmView
from console.board.views import Codes
from console.models import Alarm, Call, Unit

FIELDS = (
    "id",
    "number",
    "kind",
    "level",
    "text",
    "raised_at",
    "last_at",
    "times",
    "about",
    "place",
    "seat",
    "told",
    "steps",
    "draft",
    "acknowledged_at",
    "acknowledged_by",
    "shelved_until",
    "shelved_why",
    "restored_at",
    "restored_why",
    "cleared_at",
)
_ALARMS = (
    select(
        *(getattr(Alarm, name) for name in FIELDS),
        func.coalesce(Call.number, "").label("call"),
        func.coalesce(Unit.call_sign, "").label("unit"),
        Call.type_code,
        Call.stops,
    )
    .outerjoin(Call, Call.id == Alarm.call_id)
    .outerjoin(Unit, Unit.id == Alarm.unit_id)
    .order_by(Alarm.id)
)


def open_alarms(session: Session, codes: Codes) -> list[AlarmView]:
    """All alarms that nobody has cleared."""
    return _views(session, codes, _ALARMS.where(Alarm.cleared_at.is_(None)))


def some_alarms(session: Session, codes: Codes, ids: Collection[int]) -> list[AlarmView]:
    """The alarms of those rows, cleared or not."""
    return _views(session, codes, _ALARMS.where(Alarm.id.in_(ids))) if ids else []


def _views(session: Session, codes: Codes, query: Select[Any]) -> list[AlarmView]:
    return [_view(row._mapping, codes) for row in session.execute(query)]


def _view(row: Any, codes: Codes) -> AlarmView:
    kind = codes.alarm_kinds.get(row["kind"])
    call_type = codes.call_types.get(row["type_code"] or "")
    return AlarmView(
        **{name: row[name] for name in (*FIELDS, "call", "unit")},
        name=kind.name if kind else row["kind"],
        response=kind.response if kind else "",
        emergency=kind is not None and kind.emergency,
        shelve=kind is None or kind.shelve,
        restricted=bool(row["stops"]) or (call_type is not None and not call_type.eligible),
    )
