"""A map panel with the training city, and how its tests find their way on it."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from PySide6.QtCore import QPoint, QPointF

from console.board.views import CallView, FixView, Picture, UnitView
from console.widgets.map import MapPanel

NOW = datetime(2026, 3, 14, 19, 42, 18, tzinfo=UTC)


def unit(call_sign: str, kind: str = "cso", status: str = "available", **more: object) -> UnitView:
    return UnitView(call_sign, kind, status, NOW, **more)


def fix(call_sign: str, lat: float, lon: float, *, age: float = 1, **more: object) -> FixView:
    return FixView(call_sign, lat, lon, NOW - timedelta(seconds=age), **more)


def call(number: str, lat: float | None, lon: float | None, *, state: str = "waiting") -> CallView:
    taken, due = NOW - timedelta(minutes=5), NOW + timedelta(minutes=1)
    return CallView(number, "586", "Illegal parking", 1, state, "x", lat, lon, taken, due)


def picture(*views: CallView | UnitView | FixView) -> Picture:
    return Picture(
        1,
        True,
        MappingProxyType({view.number: view for view in views if isinstance(view, CallView)}),
        MappingProxyType({view.call_sign: view for view in views if isinstance(view, UnitView)}),
        MappingProxyType({view.unit: view for view in views if isinstance(view, FixView)}),
    )


def crowd(count: int, lat: float = 34.0858, lon: float = -118.383, status: str = "available") -> list:
    """So many units within a few metres of each other."""
    views: list = []
    for number in range(count):
        name = f"CSO-{number + 1}"
        views += [unit(name, status=status), fix(name, lat + number * 0.00005, lon)]
    return views


def pixel(panel: MapPanel, lat: float, lon: float) -> QPoint:
    """Where a place is in the canvas."""
    canvas = panel.canvas
    x, y = canvas.view.map_pixel((lat, lon))
    left, top = canvas.view.corner(canvas.width(), canvas.height())
    return QPointF(x - left, y - top).toPoint()
