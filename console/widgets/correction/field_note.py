"""The line beneath a field that is corrected: what stood there, or what another position has put there."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.widgets.key_button import KeyButton
from console.widgets.pieces import Text, plain_tip
from console.widgets.theme import Theme

TAKE, KEEP = "Alt+T", "Alt+K"
LEAST_HEIGHT = 24


class FieldNote(QWidget):
    """Words in small print, or what another position has put into a field that is being changed here.

    Signals: `theirs_taken` and `mine_kept` say what a person has decided on the field `name`.
    """

    theirs_taken = Signal(str)
    mine_kept = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._words = Text(theme, step="caption", tone="second", elide=True)
        self._theirs = Text(theme, step="body", weight=600, elide=True)
        self._who = Text(theme, step="caption", tone="second")
        self._rival = QFrame()
        self._rival.setObjectName("rival")
        self._keys = (KeyButton(theme, TAKE, "Take theirs"), KeyButton(theme, KEEP, "Keep mine"))
        for key, signal in zip(self._keys, (self.theirs_taken, self.mine_kept), strict=True):
            key.clicked.connect(lambda _checked=False, signal=signal: signal.emit(name))
        self._lay_out()
        self.say("")

    @property
    def text(self) -> str:
        """All that it says."""
        if not self._rival.isHidden():
            return f"{self._theirs.text()}, {self._who.text()}"
        return self._words.text()

    def say(self, words: str, tone: str = "second") -> None:
        """Words about the field; empty for none."""
        self._rival.hide()
        self._words.show()
        self._words.setText(words)
        self._words.set_tone(tone)
        self._words.setToolTip(plain_tip(words))

    def clear(self) -> None:
        """Nothing of a call is left in it."""
        self.say("")
        self._theirs.setText("")
        self._theirs.setToolTip("")
        self._rival.setAccessibleName("")
        self._who.setText("")

    def show_rival(self, theirs: str, who: str, *, keys: bool) -> None:
        """What stands there by now, and who put it there; `keys` when the keys are for this field."""
        self._words.hide()
        self._theirs.setText(f"Now {theirs}" if theirs else "Now empty")
        self._theirs.setToolTip(plain_tip(self._theirs.text()))
        self._who.setText(who)
        self._rival.setAccessibleName(self._theirs.text())
        for key in self._keys:
            key.show_key(keys)
        self._rival.show()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, LEAST_HEIGHT))

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(8)
        # The words stand over those of the buttons, which have room around them.
        first.setContentsMargins(6, 0, 6, 0)
        first.addWidget(self._theirs)
        first.addWidget(self._who)
        first.addStretch(1)
        second.setSpacing(4)
        for key in self._keys:
            second.addWidget(key)
        second.addStretch(1)
        inside = QVBoxLayout(self._rival)
        inside.setContentsMargins(4, 6, 4, 4)
        inside.setSpacing(2)
        inside.addLayout(first)
        inside.addLayout(second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self._rival)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
