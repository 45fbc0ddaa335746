"""The same streets and units drawn by pyqtgraph, for comparison: one curve for each class of street."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

from console.board.views import Picture
from console.geo.city import City
from console.geo.measure import Point, to_metres
from console.widgets.map.projection import View

# The widths in pixels at which the map draws these classes at the scale of the benchmark.
COLOURS = {"local": "#2a2e33", "collector": "#353a3f", "arterial": "#42474d"}


class Curves:
    """A PlotWidget with wide, antialiased pens; a pan or zoom sets its range and paints it."""

    def __init__(self, city: City, origin: Point, widths: dict[str, float], wide: int, high: int) -> None:
        pg.setConfigOptions(antialias=True, background="#181b1f")
        self.widget = pg.PlotWidget()
        self.widget.resize(wide, high)
        self.widget.hideAxis("left")
        self.widget.hideAxis("bottom")
        for kind, width in widths.items():
            lines = [segment for segment in city.segments if segment.kind == kind]
            spots = np.array([to_metres(point, origin) for segment in lines for point in segment.points])
            # Each segment by itself: its two ends are joined, and not the end of one to the next.
            curve = pg.PlotCurveItem(
                spots[:, 0], spots[:, 1], connect="pairs", pen=pg.mkPen(COLOURS[kind], width=width)
            )
            self.widget.addItem(curve)
        self._units = pg.ScatterPlotItem(size=24, pen=pg.mkPen("#b0e6cd"), brush=pg.mkBrush("#191d21"))
        self.widget.addItem(self._units)
        self._origin = origin
        self._wide, self._high = wide, high
        self.widget.show()
        QApplication.processEvents()

    def move(self, picture: Picture) -> None:
        """The units of a picture."""
        spots = [to_metres((fix.lat, fix.lon), self._origin) for fix in picture.fixes.values()]
        self._units.setData(pos=np.array(spots))

    def look(self, view: View) -> None:
        """The same part of the city as the map shows, painted at once."""
        across, up = self._wide / 2 / view.scale, self._high / 2 / view.scale
        self.widget.getViewBox().setRange(
            xRange=(view.east - across, view.east + across),
            yRange=(view.north - up, view.north + up),
            padding=0,
        )
        QApplication.processEvents()
