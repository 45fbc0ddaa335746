"""What a window really says, read off a painter that draws nothing: each text, where, in which widget."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QRegion, QTextItem
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QWidget

DOTS = "…"
SLACK = 1.0
"""A pixel of rounding, which no eye misses."""


@dataclass(frozen=True, slots=True)
class Written:
    """One text as it was painted, and its rectangle in the pixels of its widget."""

    text: str
    area: QRectF
    widget: QWidget

    def __str__(self) -> str:
        area = self.area.toRect()
        return f"{self.text!r} at {area.getRect()} in {named(self.widget)} {self.widget.rect().getRect()}"


class Ear(QPaintEngine):
    """Keeps the texts that are painted and forgets everything else."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.texts: list[tuple[str, QRectF]] = []
        self._left = self._top = 0.0

    def begin(self, device: QPaintDevice) -> bool:
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state) -> None:
        if state.state() & QPaintEngine.DirtyFlag.DirtyTransform:
            self._left, self._top = state.transform().dx(), state.transform().dy()

    def drawTextItem(self, at, item: QTextItem) -> None:
        top = at.y() - item.ascent() + self._top
        self.texts.append(
            (item.text(), QRectF(at.x() + self._left, top, item.width(), item.ascent() + item.descent()))
        )

    def drawPath(self, path) -> None: ...

    def drawPixmap(self, area, pixmap, source) -> None: ...

    def drawImage(self, area, image, source, flags) -> None: ...

    def drawPolygon(self, points, mode) -> None: ...

    def drawRects(self, areas) -> None: ...

    def drawLines(self, lines) -> None: ...

    def drawEllipse(self, area) -> None: ...


class Paper(QPaintDevice):
    """As large as a widget, at one pixel a pixel."""

    def __init__(self, width: int, height: int) -> None:
        super().__init__()
        self.ear = Ear()
        metric = QPaintDevice.PaintDeviceMetric
        self._metrics = {
            metric.PdmWidth: width,
            metric.PdmHeight: height,
            metric.PdmDepth: 32,
            metric.PdmNumColors: 1 << 24,
            metric.PdmDevicePixelRatio: 1,
            metric.PdmDevicePixelRatioScaled: 1 << 16,
        }

    def paintEngine(self) -> QPaintEngine:
        return self.ear

    def metric(self, wanted: QPaintDevice.PaintDeviceMetric) -> int:
        return self._metrics.get(wanted, 96)


def named(widget: QWidget) -> str:
    """A widget by its class and what a screen reader calls it."""
    return f"{type(widget).__name__} {widget.accessibleName()[:40]!r}"


def shown(root: QWidget) -> Iterator[QWidget]:
    """The root and every widget in it that somebody could see."""
    yield root
    for child in root.findChildren(QWidget):
        if child.isVisibleTo(root) and child.window() is root.window() and not _scrolled_out(child):
            yield child


def written(widget: QWidget) -> list[Written]:
    """What that widget itself writes; its children are asked on their own."""
    paper = Paper(widget.width(), widget.height())
    QWidget.render(widget, paper, QPoint(), QRegion(widget.rect()), QWidget.RenderFlag(0))
    return [Written(text, area, widget) for text, area in paper.ear.texts if text.strip()]


def cut_off(root: QWidget) -> list[str]:
    """Texts that reach beyond their widget, or beyond what is on the screen of it."""
    return [str(each) for widget in shown(root) for each in written(widget) if _is_cut(each)]


def _is_cut(each: Written) -> bool:
    room = QRectF(each.widget.rect()).adjusted(-SLACK, -SLACK * 2, SLACK, SLACK * 2)
    across = each.area.left() >= room.left() and each.area.right() <= room.right()
    if _scrolls(each.widget):
        # What lies below is a turn of the wheel away; what lies to the right is nowhere.
        return not across
    return not (across and each.area.top() >= room.top() and each.area.bottom() <= room.bottom())


def shortened(root: QWidget) -> list[Written]:
    """Texts that end in three dots because there is too little room for them."""
    return [each for widget in shown(root) for each in written(widget) if each.text.endswith(DOTS)]


def outside(root: QWidget) -> list[str]:
    """Widgets that reach beyond their parent, or that have no size though they are shown."""
    return [
        f"{named(child)} {child.geometry().getRect()} in {named(child.parentWidget())} "
        f"{child.parentWidget().rect().getRect()}"
        for child in shown(root)
        if child is not root and not _fits(child)
    ]


def _fits(child: QWidget) -> bool:
    parent = child.parentWidget()
    if isinstance(child, QScrollBar) or _scrolls(parent):
        return True
    return parent.rect().contains(child.geometry()) or not child.geometry().isValid()


def _scrolls(widget: QWidget) -> bool:
    area = widget.parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is widget


def _scrolled_out(child: QWidget) -> bool:
    return child.visibleRegion().isEmpty() and not child.size().isEmpty() and _in_a_scroll_area(child)


def _in_a_scroll_area(child: QWidget) -> bool:
    parent = child.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return False
