"""Where each unit has been in the last minutes, kept from the fixes that the map was shown."""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from console.board.views import FixView
from console.geo.measure import Point
from console.widgets.map.projection import View
from console.widgets.theme import Theme

KEPT = timedelta(minutes=15)
# One fix in five seconds is kept: 15 minutes are 180 of them.
STEP = timedelta(seconds=5)
MOST_POINTS = 180
# A longer silence is a gap: nobody knows which way the unit went.
GAP = timedelta(seconds=90)
TRACK_SHARE = 0.75

Step = tuple[datetime, float, float]


class Tracks:
    """The newest fixes of every unit, at most 180 for each."""

    def __init__(self) -> None:
        self._steps: dict[str, deque[Step]] = {}
        self._added_at: datetime | None = None

    def add(self, fixes: Mapping[str, FixView], now: datetime) -> None:
        """Take the newest fixes, every five seconds; those that are not believed are not kept."""
        if self._added_at is not None and abs(now - self._added_at) < STEP:
            return
        steps, self._added_at = self._steps, now
        for name, fix in fixes.items():
            known = steps.get(name)
            if known is None:
                steps[name] = deque([(fix.at, fix.lat, fix.lon)], MOST_POINTS)
            elif fix.at > known[-1][0] and fix.valid and not fix.doubt:
                known.append((fix.at, fix.lat, fix.lon))
        if len(steps) > len(fixes):
            for name in steps.keys() - fixes.keys():
                del steps[name]

    def lines(self, name: str, now: datetime, minutes: int) -> list[list[Point]]:
        """The ways of one unit in the last minutes, the oldest first, parted where it was silent."""
        oldest = now - min(KEPT, timedelta(minutes=minutes))
        lines: list[list[Point]] = []
        last: datetime | None = None
        for at, lat, lon in self._steps.get(name, ()):
            if at < oldest:
                continue
            if last is None or at - last > GAP:
                lines.append([])
            lines[-1].append((lat, lon))
            last = at
        return [line for line in lines if len(line) > 1]


def paint_tracks(painter: QPainter, theme: Theme, lines: Iterable[list[Point]], view: View) -> None:
    """Paint ways in map pixels."""
    colour = QColor(theme.color("accent"))
    colour.setAlphaF(TRACK_SHARE)
    pen = QPen(colour, 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    east, north = view.per_degree()
    lat, lon = view.origin
    for line in lines:
        painter.drawPolyline(QPolygonF([QPointF((p[1] - lon) * east, (lat - p[0]) * north) for p in line]))
