"""Icons drawn from SVG files in a colour of the theme."""

from importlib.resources import files

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from console.widgets.theme import Theme


class Icons:
    """The pixmaps of the icons, kept by name, colour, size and device pixel ratio."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._svg: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, token: str, size: int, dpr: float = 1.0) -> QPixmap:
        """The icon `name` in the colour `token`, `size` logical pixels high and wide.

        Raises LookupError that names an icon or token that does not exist.
        """
        colour = self._theme.color(token).name()
        key = (name, colour, size, dpr)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(self._source(name).replace("currentColor", colour), size, dpr)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "text2", size: int = 20) -> QIcon:
        """The same as a QIcon, for actions, buttons and the window."""
        icon = QIcon()
        for dpr in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, token, size, dpr))
        return icon

    def _source(self, name: str) -> str:
        if name not in self._svg:
            file = files("resources").joinpath(f"icons/{name}.svg")
            if not file.is_file():
                raise LookupError(f"There is no icon named {name!r} in resources/icons.")
            self._svg[name] = file.read_text("utf-8")
        return self._svg[name]

    def _draw(self, svg: str, size: int, dpr: float) -> QPixmap:
        # QtSvg is loaded with the first icon: a window without icons would not pay for it.
        from PySide6.QtSvg import QSvgRenderer

        pixmap = QPixmap(round(size * dpr), round(size * dpr))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(dpr)
        return pixmap
