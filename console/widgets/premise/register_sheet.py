"""The facility register, shown between the panels and the command bar until Esc."""

from datetime import tzinfo

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyleOptionViewItem, QVBoxLayout, QWidget

from console.board.facility_view import Register
from console.widgets.icons import Icons
from console.widgets.keyed import KeyedListModel
from console.widgets.paint import RIGHT, Look, RowDelegate, RowPainter
from console.widgets.pieces import KeyHints, Text, plain_tip
from console.widgets.premise.register_rows import COLUMNS, AreaRow, HeadRow, rows, summary
from console.widgets.row_list import RowList
from console.widgets.theme import Theme

ROW_HEIGHT, ROW_HEIGHT_COMPACT = 26, 24
MOST_ROWS, MOST_ROWS_COMPACT = 14, 8
EMPTY_HEIGHT = 44
SIDE, GAP = 16, 12
SHARES = (20, 12, 13, 15, 22, 18)
"""How wide each of COLUMNS is, in hundredths."""
NARROW, NARROW_SHARES = 900, (19, 16, 17, 12, 20, 16)
"""The same in a row that is narrower than so many pixels: installation and protection are told whole."""
HEAD_AT = 24
EMPTY = "The register has no facility. FAL and a file's name loads one; FAC notes one."
TOKENS = {"tested": "text1", "out of service": "amber"}


class RegisterSheet(QWidget):
    """Shows what was asked for at that moment; the keys of its list work once it has the focus."""

    def __init__(self, theme: Theme, icons: Icons, zone: tzinfo) -> None:
        super().__init__()
        self._theme, self._zone = theme, zone
        look = Look(theme, icons, self)
        model = KeyedListModel(lambda row: row.label, lambda row: plain_tip(row.label), parent=self)
        delegate = RegisterDelegate(look, model)
        self.list = RowList(look, model, delegate, "Facility register")
        delegate.setParent(self.list)
        self.list.set_empty_text(EMPTY)
        self.columns = _Columns(look, self.list)
        self._summary = Text(theme, step="caption", tone="second", elide=True)
        head = QHBoxLayout()
        head.setContentsMargins(SIDE, 6, SIDE, 2)
        head.setSpacing(GAP)
        title = Text(theme, "Facility register", step="body", weight=600)
        title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        head.addWidget(title)
        head.addWidget(self._summary, 1)
        head.addWidget(KeyHints(theme, (("Ctrl+7", "To the list"), ("Esc", "Close")), to_right=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.columns)
        column.addWidget(self.list)
        theme.changed.connect(self._fit)

    def show_register(self, found: Register, facility: str = "") -> None:
        """Show it, with the facility of that place in sight."""
        shown = list(rows(found, self._zone))
        self.list.show_rows(shown)
        self._summary.setText(f"{summary(found)} · this look is on the record")
        self.columns.setVisible(bool(shown))
        self._fit()
        here = next((each.code for each in found.facilities if each.place == facility), "")
        if here:
            self.list.select(here)

    def _fit(self) -> None:
        compact = self._theme.compact
        most = MOST_ROWS_COMPACT if compact else MOST_ROWS
        count = min(most, self.list.model().rowCount())
        self.list.setFixedHeight(count * _height(compact=compact) if count else EMPTY_HEIGHT)


class RegisterDelegate(RowDelegate):
    """Headings over the whole width, areas in columns."""

    def row_height(self, row: HeadRow | AreaRow) -> int:
        return _height(compact=self._look.compact)

    def paint_row(self, brush: RowPainter, option: QStyleOptionViewItem, row: HeadRow | AreaRow) -> None:
        brush.ground(option, ruled=isinstance(row, AreaRow))
        line = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        if isinstance(row, AreaRow):
            for area, value in zip(columns(line), row.values, strict=True):
                token = TOKENS.get(row.status, "text2") if value is row.values[1] else "text1"
                brush.text(area, value, "list", 400, token)
            return
        brush.glyph((line.left() + 8, line.center().y() + 1), "facility", "text2", 16)
        line = line.adjusted(HEAD_AT, 0, 0, 0)
        width = brush.text(line, row.name, "list", 600, "text1")
        line = line.adjusted(width + GAP, 0, 0, 0)
        width = brush.text(line, row.where, "list", 400, "text2")
        brush.text(line.adjusted(width + 2 * GAP, 0, 0, 0), row.accounts, "list", 400, "text2", RIGHT)


class _Columns(QWidget):
    """The names of the columns, where they are painted."""

    def __init__(self, look: Look, over: RowList) -> None:
        super().__init__()
        self._look, self._over = look, over
        self.setFixedHeight(20)
        self.setAccessibleName(", ".join(COLUMNS))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        brush = RowPainter(self._look, painter)
        # A scroll bar takes room beside the rows, and not beside their names.
        line = QRect(SIDE, 0, self._over.viewport().width() - 2 * SIDE, self.height())
        for area, name in zip(columns(line), COLUMNS, strict=True):
            brush.text(area, name, "caption", 500, "text3")


def columns(line: QRect) -> list[QRect]:
    """Where each of COLUMNS stands in a row; the areas stand under their facility's name."""
    left, found = line.left() + HEAD_AT, []
    room = line.width() - HEAD_AT
    for share in NARROW_SHARES if line.width() < NARROW else SHARES:
        width = room * share // 100
        found.append(QRect(left, line.top(), width - GAP, line.height()))
        left += width
    return found


def _height(*, compact: bool) -> int:
    return ROW_HEIGHT_COMPACT if compact else ROW_HEIGHT
