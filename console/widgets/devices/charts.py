"""The two charts of a device, drawn by pyqtgraph: import this module only when they are to be seen."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from console.widgets.devices.rows import ERROR_LIMIT
from console.widgets.devices.scales import (
    SPAN_S,
    Points,
    Ticks,
    points,
    round_step,
    time_ticks,
    with_crossings,
)
from console.widgets.theme import Theme

LEFT_AXIS, BOTTOM_AXIS = 46, 22
STEPS = 3
ERROR_STEPS = 4
LEAST_RATE_STEP, LEAST_ERROR_STEP = 0.1, 0.5
LIMIT = ERROR_LIMIT * 100
AREA_ALPHA = 90


class Chart(pg.GraphicsLayoutWidget):
    """Axes with times along the bottom; it takes no mouse, no keys and no zoom."""

    # Axes and a bare ViewBox: a PlotItem would bring menus that nobody is to see.
    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._rules: list[pg.InfiniteLine] = []
        for part in (self, self.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.ci.setContentsMargins(6, 10, 18, 4)
        self.ci.setSpacing(0)
        self.view = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._axes = {side: pg.AxisItem(side) for side in ("left", "bottom")}
        self._axes["left"].setWidth(LEFT_AXIS)
        self._axes["bottom"].setHeight(BOTTOM_AXIS)
        self.addItem(self._axes["left"], 0, 0)
        self.addItem(self.view, 0, 1)
        self.addItem(self._axes["bottom"], 1, 1)
        for axis in self._axes.values():
            axis.linkToView(self.view)
        theme.changed.connect(self._dress)

    def scale_axes(self, now: datetime, top: float, ticks: Ticks) -> None:
        """Show ten minutes up to `now`, and nought to `top` with these marks."""
        self.view.setXRange(-SPAN_S, 0, padding=0)
        self.view.setYRange(0, top, padding=0)
        self._axes["bottom"].setTicks([time_ticks(now, self._zone), []])
        self._axes["left"].setTicks([ticks, []])
        self._show_rules([value for value, _words in ticks])

    def _show_rules(self, values: list[float]) -> None:
        for line in self._rules:
            self.view.removeItem(line)
        pen = pg.mkPen(self._theme.color("line"), width=1)
        self._rules = [pg.InfiniteLine(value, angle=0, pen=pen) for value in values]
        for line in self._rules:
            line.setZValue(-10)
            self.view.addItem(line)

    def _dress(self) -> None:
        self.setBackground(self._theme.color("panel"))
        for axis in self._axes.values():
            axis.setPen(pg.mkPen(None))
            axis.setTickPen(pg.mkPen(self._theme.color("panel")))
            axis.setTextPen(self._theme.color("text3"))
            # Ticks are without marks: the lines across the chart say where they are.
            axis.setStyle(tickLength=0, tickFont=self._theme.font("caption"), hideOverlappingLabels=False)
        for line in self._rules:
            line.setPen(pg.mkPen(self._theme.color("line"), width=1))


class RateChart(Chart):
    """Frames per second over the last ten minutes."""

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__(theme, zone)
        self._curve = pg.PlotCurveItem(antialias=True, fillLevel=0)
        self.view.addItem(self._curve)
        self._dress()

    def show_values(self, rates: Sequence[float], now: datetime) -> None:
        """Show rates in frames a second, the newest last."""
        curve = points(rates)
        step = max(LEAST_RATE_STEP, round_step(max(rates, default=0.0) * 1.1 / STEPS))
        marks = [place * step for place in range(STEPS + 1)]
        self.scale_axes(now, marks[-1], [(mark, f"{mark:.4g}") for mark in marks])
        _draw(self._curve, curve)

    def _dress(self) -> None:
        super()._dress()
        self._curve.setPen(pg.mkPen(self._theme.color("text1"), width=1.5))
        self._curve.setBrush(self._theme.color("raised"))


class ErrorChart(Chart):
    """Percent of frames with a bad checksum; what is over the limit is amber."""

    def __init__(self, theme: Theme, zone: tzinfo) -> None:
        super().__init__(theme, zone)
        self._under = pg.PlotCurveItem(antialias=True, connect="finite")
        self._over = pg.PlotCurveItem(antialias=True, connect="finite")
        self._roof, self._floor = pg.PlotCurveItem(pen=None), pg.PlotCurveItem(pen=None)
        self._area = pg.FillBetweenItem(self._roof, self._floor)
        self._limit = pg.InfiniteLine(LIMIT, angle=0)
        self._words = pg.TextItem(f"Limit {LIMIT:.0f} %", anchor=(0, 1))
        for item in (self._area, self._limit, self._under, self._over, self._words):
            self.view.addItem(item)
        self._words.setPos(-SPAN_S, LIMIT)
        self._dress()

    def show_values(self, shares: Sequence[float], now: datetime) -> None:
        """Show shares of 0 to 1, the newest last, as percent."""
        curve = [(x, share * 100) for x, share in points(shares)]
        highest = max((y for _x, y in curve), default=0.0)
        step = max(LEAST_ERROR_STEP, round_step(highest * 1.05 / ERROR_STEPS, (1, 2, 5)))
        marks = [place * step for place in range(ERROR_STEPS + 1)]
        self.scale_axes(now, marks[-1], [(mark, f"{mark:.4g} %") for mark in marks])
        self._show_curve(with_crossings(curve, LIMIT))

    def _show_curve(self, curve: Points) -> None:
        _draw(self._under, [(x, y if y <= LIMIT else float("nan")) for x, y in curve])
        _draw(self._over, [(x, y if y >= LIMIT else float("nan")) for x, y in curve])
        _draw(self._roof, [(x, max(y, LIMIT)) for x, y in curve])
        _draw(self._floor, [(x, LIMIT) for x, _y in curve])

    def _dress(self) -> None:
        super()._dress()
        theme = self._theme
        self._under.setPen(pg.mkPen(theme.color("text1"), width=1.5))
        self._over.setPen(pg.mkPen(theme.color("amber"), width=1.75))
        area = QColor(theme.color("amberfill"))
        area.setAlpha(AREA_ALPHA)
        self._area.setBrush(area)
        self._limit.setPen(pg.mkPen(theme.color("text2"), width=1, style=Qt.PenStyle.DashLine))
        self._words.setColor(theme.color("text2"))
        self._words.setFont(theme.font("caption"))


def _draw(item: pg.PlotCurveItem, curve: Points) -> None:
    item.setData([x for x, _y in curve], [y for _x, y in curve])
