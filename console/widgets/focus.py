"""Where the keyboard focus is, and how a part of the window gets it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def holds(part: QWidget, focused: QWidget) -> bool:
    """Whether the focused widget is that part or in it."""
    return part is focused or part.isAncestorOf(focused)


def give_focus(part: QWidget) -> None:
    """Give the focus to a part of the window, or to the first thing in it that takes keys."""
    if part.focusPolicy() == Qt.FocusPolicy.NoFocus:
        inside = [child for child in part.findChildren(QWidget) if child.isVisible()]
        part = next((child for child in inside if child.focusPolicy() & Qt.FocusPolicy.TabFocus), part)
    part.setFocus(Qt.FocusReason.ShortcutFocusReason)


def walk(stops: Sequence[QWidget | None], focused: QWidget | None, step: int) -> None:
    """Move the focus to the next part that there is; after the last one comes the first."""
    there = [stop for stop in stops if stop is not None]
    held = (place for place, stop in enumerate(there) if focused is not None and holds(stop, focused))
    give_focus(there[(next(held, len(there) - 1) + step) % len(there)])
