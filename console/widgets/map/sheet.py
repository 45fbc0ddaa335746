"""The map as a picture or on paper: with its title, time, scale, credit, and the mark of training."""

from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen
from PySide6.QtWidgets import QFileDialog, QWidget

from console.errors import Unavailable
from console.widgets.icons import Icons
from console.widgets.map.footer import FOOTER_HEIGHT, MapFooter
from console.widgets.pieces import one_line
from console.widgets.theme import Theme

if TYPE_CHECKING:
    from console.widgets.map.panel import MapPanel

HEAD_HEIGHT = 44
PADDING = 14
# A picture is drawn this much finer than the screen, so that it can be printed.
FINER = 2.0
TRAINING = "TRAINING. Nothing on this map is real."


def map_sheet(panel: "MapPanel", theme: Theme, icons: Icons, now: datetime, zone: tzinfo) -> QImage:
    """What the panel shows, with a head that says what it is and when it was."""
    canvas = panel.canvas.copy(theme, icons)
    footer = MapFooter(theme)
    footer.set_credit(panel.footer.credit)
    footer.set_scale(canvas.scale)
    wide, high = canvas.width(), canvas.height()
    footer.resize(wide, FOOTER_HEIGHT)
    image = QImage(
        round(wide * FINER), round((HEAD_HEIGHT + high + FOOTER_HEIGHT) * FINER), QImage.Format.Format_RGB32
    )
    image.setDevicePixelRatio(FINER)
    image.fill(theme.color("panel"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    city = canvas.city.name if canvas.city is not None else "Map"
    title = f"{one_line(city)}, {now.astimezone(zone):%a %d %b %Y, %H:%M:%S}"
    _paint_head(painter, theme, wide, title, training=panel.training)
    painter.save()
    painter.translate(0, HEAD_HEIGHT)
    canvas.paint_on(painter, FINER)
    painter.restore()
    painter.translate(0, HEAD_HEIGHT + high)
    footer.paint_on(painter)
    painter.end()
    for made in (canvas, footer):
        made.deleteLater()
    return image


def _paint_head(painter: QPainter, theme: Theme, wide: int, title: str, *, training: bool) -> None:
    area = QRectF(PADDING, 0, wide - 2 * PADDING, HEAD_HEIGHT)
    painter.setFont(theme.font("data", 600))
    painter.setPen(theme.color("text1"))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, title)
    if training:
        painter.setPen(theme.color("violet"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, int(right), TRAINING)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(0, HEAD_HEIGHT - 1, wide, HEAD_HEIGHT - 1)


def save_sheet(image: QImage, path: Path) -> None:
    """Write a PNG; Unavailable says why it could not be written."""
    if not image.save(str(path), "PNG"):
        raise Unavailable(
            f"The picture could not be written to {path.name}. The map goes on. Choose another folder."
        )


def ask_for_path(parent: QWidget, now: datetime) -> Path | None:
    """Where a person wants the picture, None when they think better of it."""
    name, _filter = QFileDialog.getSaveFileName(
        parent, "Save the map as a picture", f"map-{now:%Y%m%d-%H%M%S}.png", "Picture (*.png)"
    )
    return Path(name).with_suffix(".png") if name else None


def print_sheet(image: QImage, parent: QWidget) -> None:
    """Ask for a printer and print, as large as the page allows."""
    # Printing is loaded with the first sheet: a window that prints nothing would not pay for it.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec():
        paint_page(image, printer)


def paint_page(image: QImage, printer: object) -> None:
    """The sheet on a page of a QPrinter."""
    painter = QPainter(printer)
    page = QRectF(printer.pageLayout().paintRectPixels(printer.resolution()))
    size = image.size().scaled(page.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
