"""Who and what a call is about, and one of its photos, shown above the command bar until Esc."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from console.board.involved_view import AttachedFile
from console.widgets.detail.delegates import NoteDelegate
from console.widgets.detail.rows import LineRow
from console.widgets.icons import Icons
from console.widgets.involved.rows import InvolvedRow
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import Look
from console.widgets.pieces import KeyHints, Text, plain_tip
from console.widgets.row_list import RowList
from console.widgets.theme import Theme

SIDE, GAP = 14, 12
LIST_SHARE, PHOTO_SHARE = 0.3, 0.5
"""How much of the window's height the list and a photo may take."""
LEAST_HEIGHT = 120
MOST_MEGABYTES = 256
"""A photo that would need more memory than this when it is unpacked is not shown."""
KEY, SAVE_KEY = "Ctrl+F2", "Ctrl+S"
NOT_SHOWN = "This photo cannot be shown here: {}. Ctrl+S saves a copy."
PDF = "A PDF of {}. Ctrl+S saves a copy to read it."


class InvolvedSheet(QWidget):
    """What was asked for at that moment. Signal: `file_picked` the number of a file that is to be opened."""

    file_picked = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, call: str) -> None:
        super().__init__()
        self.call = call
        look = Look(theme, icons, self)
        model = KeyedListModel(lambda row: row.label, lambda row: plain_tip(row.label), parent=self)
        delegate = NoteDelegate(look, model)
        self.list = RowList(look, model, delegate, "Who and what this call is about")
        self.list.setResizeMode(RowList.ResizeMode.Adjust)
        self.list.keys = {Qt.Key.Key_Return: self._pick, Qt.Key.Key_Enter: self._pick}
        self.list.doubleClicked.connect(self._pick)
        delegate.setParent(self.list)
        hints = (("Enter", "Open a file"), (KEY, "To the list"), ("Esc", "Close"))
        self._head = _Head(theme, hints)
        _stack(self, self._head, self.list)

    def show_rows(self, short: str, shown: Sequence[LineRow], height: int) -> None:
        """Show them for the call of that short number, in a window of that height in pixels."""
        self.list.show_rows(shown)
        self._head.say(f"Who and what call {short} is about", "This look is on the record")
        whole = sum(self.list.sizeHintForRow(row) for row in range(len(shown)))
        self.list.setFixedHeight(min(whole, max(LEAST_HEIGHT, round(height * LIST_SHARE))))

    def _pick(self) -> None:
        key = self.list.selected()
        picked = [row for row in self.list.model().rows if row.key == key]
        if picked and isinstance(picked[0], InvolvedRow) and picked[0].file:
            self.file_picked.emit(picked[0].file)


class FileSheet(QWidget):
    """A photo as large as it fits; of a PDF what it is. Signal: `save_requested` asks for a copy."""

    save_requested = Signal()

    def __init__(self, theme: Theme, call: str, file: AttachedFile, title: str, height: int) -> None:
        """`call` is the number of the call that it is attached to; `height` is the window's, in pixels."""
        super().__init__()
        self.call = call
        self.file = file
        self._picture, trouble = _photo(file.raw) if file.media.startswith("image/") else (QPixmap(), "")
        size = f"{max(1, len(file.raw) // 1024)} KiB"
        head = _Head(theme, ((SAVE_KEY, "Save a copy"), (KEY, "Back to the list"), ("Esc", "Close")))
        head.say(title, f"{file.name}, {size} · This look is on the record")
        self.shown = QLabel(self)
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.shown.setWordWrap(True)
        self.shown.setMargin(SIDE if self._picture.isNull() else 0)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setAccessibleName(title)
        self.shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if self._picture.isNull():
            self.shown.setFont(theme.font("list"))
            self.shown.setText(NOT_SHOWN.format(trouble) if trouble else PDF.format(size))
        else:
            self.shown.setFixedHeight(max(LEAST_HEIGHT, round(height * PHOTO_SHARE)))
        _stack(self, head, self.shown)
        QShortcut(QKeySequence(SAVE_KEY), self).activated.connect(self.save_requested)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._picture.isNull():
            room = QSize(self.width() - 2 * SIDE, self.shown.height())
            fitted = self._picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            # A small photo is not blown up to a blur.
            fitted = fitted.boundedTo(self._picture.size())
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.shown.setPixmap(self._picture.scaled(fitted, keep, smooth))


class _Head(QWidget):
    """What is shown, that the look is on the record, and the keys."""

    def __init__(self, theme: Theme, hints: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 6, SIDE, 4)
        row.setSpacing(GAP)
        self._title = Text(theme, step="body", weight=600)
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._more = Text(theme, step="caption", tone="second", elide=True)
        row.addWidget(self._title)
        row.addWidget(self._more, 1)
        row.addWidget(KeyHints(theme, tuple(hints), to_right=True), 1)

    def say(self, title: str, more: str) -> None:
        self._title.setText(title)
        self._more.setText(more)


def _photo(raw: bytes) -> tuple[QPixmap, str]:
    """The photo, turned as its camera was held; empty, with the reason, where it cannot be unpacked."""
    buffer = QBuffer()
    buffer.setData(QByteArray(raw))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    image: QImage = reader.read()
    return QPixmap.fromImage(image), reader.errorString() if image.isNull() else ""


def _stack(sheet: QWidget, *parts: QWidget) -> None:
    column = QVBoxLayout(sheet)
    column.setContentsMargins(0, 0, 0, 6)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
