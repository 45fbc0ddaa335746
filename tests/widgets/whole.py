"""What of a window is cut off: parts that stick out, overlap, or have less room than their words need."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDockWidget,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QTabBar,
    QWidget,
)

from console.widgets.pieces import Chip, KeyCap, KeyHints, Text

ROUNDING = 1
"""Pixels that Qt's layouts may lose when they share out room."""


def cut_off(window: QWidget) -> list[str]:
    """Each visible part of the window that is not whole, in words."""
    parts = [
        part
        for part in window.findChildren(QWidget)
        if part.isVisible() and not part.visibleRegion().isNull()
    ]
    return [
        *(f"{named(part)} sticks out of {named(part.parentWidget())}" for part in parts if _sticks_out(part)),
        *(f"{named(part)}: {why}" for part in parts for why in _squeezed(part)),
        *(f"{named(one)} covers {named(other)}" for one, other in _overlaps(parts)),
    ]


def keys_go_out_of_sight() -> str:
    """What the keys go to where it is not in sight, a field or a button all of it; "" where it is."""
    focused = QApplication.focusWidget()
    if focused is None:
        return "nothing has the keyboard focus"
    seen = focused.visibleRegion().boundingRect()
    whole = isinstance(focused, QAbstractButton | QLineEdit)
    hidden = seen != focused.rect() if whole else seen.isEmpty()
    return f"of {named(focused)} {seen.width()}x{seen.height()} is in sight" if hidden else ""


def named(part: QWidget | None) -> str:
    """A part as a person would find it."""
    if part is None:
        return "nothing"
    words = part.accessibleName() or part.objectName() or getattr(part, "text", str)()
    return f"{type(part).__name__} {words[:40]!r} {part.width()}x{part.height()}"


def _sticks_out(part: QWidget) -> bool:
    parent = part.parentWidget()
    if parent is None or part.isWindow() or _is_scrolled(part):
        return False
    return not parent.rect().adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING).contains(part.geometry())


def _is_scrolled(part: QWidget) -> bool:
    """Whether it may be larger than what shows of it, because it can be scrolled."""
    viewport = part.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    return isinstance(area, QAbstractScrollArea) and area.viewport() is viewport


def _squeezed(part: QWidget) -> Iterator[str]:
    fixed = part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
    painted = isinstance(part, Chip | KeyCap) or (isinstance(part, KeyHints) and fixed)
    if painted and part.width() + ROUNDING < part.sizeHint().width():
        yield f"needs {part.sizeHint().width()} px"
    if isinstance(part, QLabel) and part.text() and not part.text().startswith("<"):
        yield from _label(part)
    elif isinstance(part, QTabBar):
        yield from _tabs(part)
    elif isinstance(part, QAbstractButton | QLineEdit) and not isinstance(part.parentWidget(), QTabBar):
        least = part.minimumSizeHint()
        if part.width() + ROUNDING < least.width() or part.height() + ROUNDING < least.height():
            yield f"needs {least.width()}x{least.height()}"


def _label(part: QLabel) -> Iterator[str]:
    room, metrics = part.contentsRect(), QFontMetrics(part.font())
    if part.wordWrap():
        flags = int(part.alignment()) | 0x1000
        needs = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, part.text())
        if needs.height() > room.height() + ROUNDING:
            yield f"{needs.height()} px of words in {room.height()}"
        return
    # What gives way by design ends in dots, and the mouse and a screen reader tell all of it.
    gives_way = isinstance(part, Text) and part.elides
    if not gives_way and metrics.horizontalAdvance(part.text()) > room.width() + ROUNDING:
        yield f"{metrics.horizontalAdvance(part.text())} px of words in {room.width()}"
    if metrics.ascent() > room.height() + ROUNDING:
        yield f"letters of {metrics.ascent()} px in {room.height()}"


def _tabs(part: QTabBar) -> Iterator[str]:
    for place in range(part.count()):
        needs, has = part.tabSizeHint(place).width(), part.tabRect(place).width()
        if has + ROUNDING < needs:
            yield f"tab {part.tabText(place)!r} needs {needs} px and has {has}"
    if part.count() and part.tabRect(part.count() - 1).right() > part.width():
        yield "its last tab sticks out"


def _overlaps(parts: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Parts side by side in one layout that stand over each other."""
    for parent in {part.parentWidget() for part in parts}:
        layout = parent.layout() if parent is not None else None
        if layout is None or isinstance(parent, QScrollArea | QDockWidget):
            continue
        inside = [part for part in parts if part.parentWidget() is parent and layout.indexOf(part) >= 0]
        for one, other in combinations(inside, 2):
            both = one.geometry().intersected(other.geometry())
            if both.width() > ROUNDING and both.height() > ROUNDING:
                yield one, other
