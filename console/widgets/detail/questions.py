"""What is still to be asked about the call in hand, in one quiet line."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from console.board.views import CallView, Codes
from console.desk.questions import unanswered
from console.widgets.pieces import Text, plain_tip
from console.widgets.theme import Theme


class QuestionLine(QWidget):
    """Takes no room where everything was asked, or nothing is to be."""

    def __init__(self, theme: Theme, margin: int = 0) -> None:
        super().__init__()
        self.setAccessibleName("Questions to ask")
        row = QHBoxLayout(self)
        row.setContentsMargins(margin, 2, margin, 6)
        row.setSpacing(10)
        self._typed = Text(theme, step="list", weight=600)
        self.words = Text(theme, step="list", elide=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._typed)
        row.addWidget(self.words, 1)
        self.hide()

    def show_questions(self, call: CallView | None, short: str, codes: Codes) -> None:
        """Show what nobody has answered, and the line that answers it; `short` is the call's number."""
        asks = [question.ask for question in unanswered(call, codes)] if call is not None else []
        self._typed.setText(f"Ask, Q {short}")
        self.words.setText(" ".join(asks))
        self.words.setToolTip(plain_tip("\n".join(asks)))
        self.setAccessibleDescription(" ".join(asks))
        self.setVisible(bool(asks))
