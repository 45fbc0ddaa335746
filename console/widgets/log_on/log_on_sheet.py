"""The sheet on which a person logs on, or opens the screen that is locked for them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from console.station.seating import LOCKED, Seating
from console.widgets.icons import Icons
from console.widgets.log_on.fields import LONGEST_CODE, PlainField, SecretField
from console.widgets.log_on.sheet import Lines, Sheet
from console.widgets.pieces import Text
from console.widgets.theme import Theme

OTHER_KEY = "Alt+O"
CODE_HINT = "Only with a second factor"
KEPT = "What you had typed is kept."
NOBODY_NEW = "The server is away: nobody new can log on here until it is back."
ONLY_THEM = "The server is away: only {person} can open this screen until it is back."
ENDS = "{person}'s session ends once you are logged on. What they had typed is kept for them."


class LogOnSheet(Sheet):
    """Signals: `log_on_requested` carries name, password and code, `unlock_requested` password and code."""

    log_on_requested = Signal(str, str, str)
    unlock_requested = Signal(str, str)

    def __init__(self, theme: Theme, icons: Icons, position: str) -> None:
        super().__init__(theme, icons, "Log on", position)
        self._seating = Seating()
        self._somebody_else = False
        self._who = Text(theme, step="title", weight=600)
        self._role = Text(theme, tone="second")
        self._why = Lines(theme)
        self._away = Lines(theme, tone="amber")
        for part in (self._who, self._role, self._why, self._away):
            self.words.addWidget(part)
        self.name = PlainField("Name")
        self.password = SecretField("Password")
        self.code = SecretField("Code", LONGEST_CODE, CODE_HINT)
        self._name_label = self.add_field("Name", self.name)
        self.add_field("Password", self.password)
        self.add_field("Code", self.code)
        self._other = self.add_button("Log on as somebody else", OTHER_KEY)
        self._back = self.add_button("Back", "Esc")
        self._enter = self.add_button("Log on", "Enter", primary=True)
        self._open = self.add_button("Open", "Enter", primary=True)
        self._open.clicked.connect(self.submit)
        self._enter.clicked.connect(self.submit)
        self._other.clicked.connect(lambda: self._turn(somebody_else=True))
        self._back.clicked.connect(self.leave)
        other = QShortcut(QKeySequence(OTHER_KEY), self)
        other.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        other.activated.connect(lambda: self._turn(somebody_else=True))

    def show_seating(self, seating: Seating) -> None:
        """Ask for whoever may come in now; what is being typed stays unless somebody else is asked for."""
        before, self._seating = self._seating, seating
        if (before.state, before.account, before.why) != (seating.state, seating.account, seating.why):
            self._somebody_else = False
            self.clear()
        self._show()

    def clear(self) -> None:
        """Empty every field."""
        for field in (self.name, self.password, self.code):
            field.setText("")
        self.show_trouble("")

    def focus_first(self) -> None:
        """Give the focus to the first field that waits for something."""
        self.first_empty((self.name, self.password)) or self.password.setFocus()

    def submit(self) -> None:
        """Hand over what was typed, once there is all of it; the secrets leave their fields with that."""
        if self.password.isReadOnly() or self.first_empty((self.name, self.password)):
            return
        name, password, code = self.name.words, self.password.take(), self.code.take().strip()
        self.show_checking()
        if self._asks_name:
            self.log_on_requested.emit(name, password, code)
        else:
            self.unlock_requested.emit(password, code)

    def leave(self) -> None:
        """Back to the screen of whoever is logged on."""
        self._turn(somebody_else=False)

    def show_refusal(self, words: str) -> None:
        """Say why not: the name stays, the secrets are gone already."""
        self.show_trouble(words)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _locked(self) -> bool:
        return self._seating.state == LOCKED

    @property
    def _asks_name(self) -> bool:
        return not self._locked or self._somebody_else

    def _turn(self, *, somebody_else: bool) -> None:
        if self._locked and somebody_else != self._somebody_else and not self.password.isReadOnly():
            self._somebody_else = somebody_else
            self.clear()
            self._show()
            self.focus_first()

    def _show(self) -> None:
        seating, own = self._seating, self._locked and not self._somebody_else
        self.set_title("Locked" if own else "Log on")
        self._say(self._who, seating.person if own else "")
        self._say(self._role, seating.raised_to or seating.role if own else "")
        self._say(self._why, self._why_words(own))
        self._say(self._away, self._away_words(own))
        self.name.setVisible(not own)
        self._name_label.setVisible(not own)
        self._other.setVisible(own)
        self._open.setVisible(own)
        self._enter.setVisible(not own)
        self._back.setVisible(self._locked and not own)

    def _why_words(self, own: bool) -> str:
        if own:
            return f"{self._seating.why} {KEPT}".strip()
        if self._locked:
            return ENDS.format(person=self._seating.person)
        return self._seating.why

    def _away_words(self, own: bool) -> str:
        if not self._seating.away:
            return ""
        return ONLY_THEM.format(person=self._seating.person) if own else NOBODY_NEW

    def _say(self, part: Text, words: str) -> None:
        part.setText(words)
        part.setVisible(bool(words))
