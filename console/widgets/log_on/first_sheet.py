"""The sheet on which a station makes its first administrator."""

from PySide6.QtCore import Qt, Signal

from console.station.seating import FirstAdministrator
from console.widgets.icons import Icons
from console.widgets.log_on.fields import PlainField, SecretField
from console.widgets.log_on.sheet import BESIDE, Lines, Sheet
from console.widgets.theme import Theme

MEANS = (
    "From then on everybody logs on, and the journal says who did what. Without accounts whoever sits down"
    " can do everything, under the name of the computer's user."
)
RULES = "At least {length} characters, four different ones among them, and not made of the name."
DIFFER = "The two passwords differ. Type both again."
LONGEST_ACCOUNT = 40


class FirstSheet(Sheet):
    """Signals: `made` carries a FirstAdministrator; `left` that the station goes on without for now."""

    made = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, icons: Icons, position: str, secret_length: int) -> None:
        super().__init__(theme, icons, "The first administrator", position)
        self.words.addWidget(Lines(theme, MEANS))
        self.name = PlainField("Name", LONGEST_ACCOUNT, "What you log on with")
        self.person = PlainField("Full name", hint="What others see")
        self.password = SecretField("Password")
        self.again = SecretField("Password again")
        self.add_field("Name", self.name)
        self.add_field("Full name", self.person)
        rules = Lines(theme, RULES.format(length=secret_length), step="caption", beside=BESIDE)
        self.add_field("Password", self.password, rules)
        self.add_field("Password again", self.again)
        self.add_button("Not now", "Esc").clicked.connect(self.leave)
        self.add_button("Make administrator", "Enter", primary=True).clicked.connect(self.submit)

    def clear(self) -> None:
        """Empty every field."""
        for field in (self.name, self.person, self.password, self.again):
            field.setText("")
        self.show_trouble("")

    def focus_first(self) -> None:
        """Give the focus to the name."""
        self.name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        """Hand over what was typed, once there is all of it and both passwords are one."""
        if self.name.isReadOnly() or self.first_empty((self.name, self.person, self.password, self.again)):
            return
        password, again = self.password.take(), self.again.take()
        if password != again:
            self.show_refusal(DIFFER)
            return
        self.show_checking()
        self.made.emit(FirstAdministrator(self.name.words, self.person.words, password))

    def leave(self) -> None:
        """The station goes on without."""
        if not self.name.isReadOnly():
            self.left.emit()

    def show_refusal(self, words: str) -> None:
        """Say why not: the names stay, the passwords are gone already."""
        self.show_trouble(words)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
