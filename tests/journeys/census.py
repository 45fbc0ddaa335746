"""A census of what lives in the process: objects of our own classes, and Qt's.

What the simulated people and devices of a shift are made of is not counted: it is not there in earnest.
"""

import gc
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from console.board.holder import RADIO_LINES
from console.board.views import Picture
from hardware.link import KEPT_FRAMES

OURS = ("console.", "hardware.")
SIMULATED = ("console.training.", "hardware.simulators.")
ON_THEIR_WAY = 1000
KEPT = {
    "Frame": KEPT_FRAMES,
    "TransmissionBegan": KEPT_FRAMES,
    "TransmissionEnded": KEPT_FRAMES,
    "Status": KEPT_FRAMES,
    "RadioRow": RADIO_LINES,
    "Received": ON_THEIR_WAY,
    "Position": ON_THEIR_WAY,
    "FixView": ON_THEIR_WAY,
}
"""What fills up slowly and then stays: the inspector's newest frames of a radio, the rows of its log; and
positions, more than a thousand a second where time runs fast, of which a batch is always on its way."""


@dataclass(frozen=True, slots=True)
class Census:
    """How many objects there are by class, `held` of them by the board on purpose, and how many widgets."""

    objects: Counter[str]
    held: Counter[str]
    widgets: int

    def leaked_since(self, before: "Census") -> Counter[str]:
        """By how many each class has grown that nothing keeps on purpose."""
        return +Counter(
            {name: self._free(name) - before._free(name) - KEPT.get(name, 0) for name in self.objects}
        )

    def _free(self, name: str) -> int:
        return self.objects[name] - self.held[name]


def take_census(picture: Picture) -> Census:
    """Count everything that is alive after a collection; on the window's thread."""
    gc.collect()
    objects = Counter(type(each).__qualname__ for each in gc.get_objects() if _is_counted(type(each)))
    return Census(objects, _held_by(picture), len(QApplication.allWidgets()))


def _is_counted(kind: type) -> bool:
    if kind.__module__.startswith(SIMULATED):
        return False
    return kind.__module__.startswith(OURS) or issubclass(kind, QObject)


def _held_by(picture: Picture) -> Counter[str]:
    """The views of a picture by class, each counted once."""
    seen: dict[int, Any] = {}
    ahead: list[Any] = [picture]
    while ahead:
        each = ahead.pop()
        if id(each) not in seen:
            seen[id(each)] = each
            ahead += _parts(each)
    return Counter(type(each).__qualname__ for each in seen.values() if is_dataclass(each))


def _parts(each: Any) -> list[Any]:
    if is_dataclass(each):
        return [getattr(each, field.name) for field in fields(each)]
    if isinstance(each, Mapping):
        return list(each.values())
    return list(each) if isinstance(each, tuple) else []
