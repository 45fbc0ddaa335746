"""A small station for the tests of the list panels."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from console.board.views import (
    AssignmentView,
    CallView,
    Codes,
    FixView,
    Picture,
    PriorityView,
    RadioLine,
    StatusView,
    TimelineLine,
    UnitView,
)
from console.widgets.row_list import RowList

NOW = datetime(2026, 11, 22, 19, 42, 18, tzinfo=UTC)
MINUTE = 60.0
LIMITS = {"assigned": (90, 120), "onscene": (1200, 1800)}
NAMES = {"available": "Available", "assigned": "Assigned", "enroute": "En route", "onscene": "On scene"}
CODES = Codes(
    statuses={
        code: StatusView(code, name, (), True, *LIMITS.get(code, (0, 0)), "", "")
        for code, name in NAMES.items()
    },
    priorities={1: PriorityView(1, "Prompt", 10)},
)


def ago(seconds: float) -> datetime:
    return NOW - timedelta(seconds=seconds)


def call(number: int, priority: int = 2, age: float = MINUTE, *units: str, **fields) -> CallView:
    """A call `age` seconds old, due after ten minutes; `units` are on scene of it, or it waits."""
    full = f"20261122-{number:04}"
    made = CallView(
        number=full,
        type_code="586",
        type_name="Illegal parking",
        priority=priority,
        state="active" if units else "waiting",
        place="8300 Santa Monica Bl",
        lat=34.09,
        lon=-118.37,
        received_at=ago(age),
        due_at=ago(age - 10 * MINUTE),
        assignments=tuple(AssignmentView(full, unit, "onscene", ago(30)) for unit in units),
        timeline=(TimelineLine(ago(age), "system", "Call taken", "Rivera"),),
    )
    return replace(made, **fields)


def unit(call_sign: str, status: str = "available", age: float = MINUTE, **fields) -> UnitView:
    return UnitView(call_sign, fields.pop("kind", "cso"), status, ago(age), **fields)


def fix(call_sign: str, age: float = 2, lat: float = 34.09, **fields) -> FixView:
    return FixView(call_sign, lat, -118.37, ago(age), **fields)


def traffic(
    number: int, unit_name: str = "CSO-11", kind: str = "talk", age: float = 4, **fields
) -> RadioLine:
    line = RadioLine(number, ago(age), "Radio 1", unit_name, "1001", kind, "", ago(age - 2))
    return replace(line, **fields)


def picture(*views: CallView | UnitView | FixView | RadioLine) -> Picture:
    """The picture with these views in it."""
    return Picture(
        loaded=True,
        calls={view.number: view for view in views if isinstance(view, CallView)},
        units={view.call_sign: view for view in views if isinstance(view, UnitView)},
        fixes={view.unit: view for view in views if isinstance(view, FixView)},
        radio=tuple(view for view in views if isinstance(view, RadioLine)),
        codes=CODES,
    )


def said(rows: RowList) -> list[str]:
    """What a screen reader says of every row."""
    model = rows.model()
    indexes: list[QModelIndex] = [model.index(place, 0) for place in range(model.rowCount())]
    return [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in indexes]


def pixels(widget: QWidget) -> bytes:
    """What the widget looks like."""
    image = widget.grab().toImage()
    return bytes(image.constBits())
