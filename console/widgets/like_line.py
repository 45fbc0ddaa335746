"""Which calls a new one may be a duplicate of, in one line of call entry."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.board.views import CallView, Picture
from console.desk.duplicates import offer
from console.widgets.pieces import Text, plain_tip
from console.widgets.theme import Theme


class LikeLine(QWidget):
    """Takes no room where there is none; what to do about it is the dispatcher's to say."""

    def __init__(self, theme: Theme, margin: int) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 4, margin, 6)
        self.words = Text(theme, step="list", weight=600, tone="amber", elide=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        self.hide()

    def show_call(self, draft: CallView, picture: Picture, now: datetime) -> None:
        """Show what is like the call as far as it is written down; `now` has the station's zone."""
        words = ""
        if draft.lat is not None and draft.lon is not None:
            words = offer(picture, draft.type_code, draft.lat, draft.lon, now, now.date())
        self.words.setText(words)
        self.words.setToolTip(plain_tip(words))
        self.setAccessibleName(words)
        self.setVisible(bool(words))
