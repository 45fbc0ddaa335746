"""The guard of the window's content: covers it while nobody may see it, and keeps what was half done."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QToolTip, QVBoxLayout, QWidget

from console.board.views import Picture
from console.clock import Clock
from console.desk.command import Answer
from console.station.seating import IN, LOCKED, OFFERED, Seating
from console.widgets.icons import Icons
from console.widgets.log_on.cover import Cover
from console.widgets.log_on.door_words import person_words
from console.widgets.log_on.drafts import Desktop, Draft, Drafts
from console.widgets.log_on.first_sheet import FirstSheet
from console.widgets.log_on.log_on_sheet import LogOnSheet
from console.widgets.log_on.offer_band import MAKE_KEY, WITHOUT_KEY, OfferBand
from console.widgets.log_on.raise_sheet import RaiseSheet
from console.widgets.log_on.touch import Touch
from console.widgets.log_on.veil import veiled, waits_of
from console.widgets.strip import StatusStrip
from console.widgets.theme import Theme
from console.widgets.window_frame import WindowFrame

LOCK_KEY, LEAVE_KEY, RAISE_KEY = "Ctrl+L", "Ctrl+Shift+L", "Ctrl+Shift+R"
NO_HIGHER = "Your role cannot be raised. An administrator can give you another one."
UNTIL_LOGGED_ON = "Nothing else is shown until somebody has logged on. Alarms still sound."
UNTIL_OPENED = "Nothing else is shown while the screen is locked. Alarms still sound."
RAISED_ALREADY = "Your role is raised already."


@dataclass(frozen=True, slots=True)
class Parts:
    """What the guard watches over.

    `column` is the window's, from the strip down; `content` are the parts in it that show the station,
    `keys` the shortcuts that reach it. `turned` is called once the content is hidden, and once it may be
    seen again with what was left by whoever sees it.
    """

    window: QWidget
    frame: WindowFrame
    theme: Theme
    icons: Icons
    clock: Clock
    strip: StatusStrip
    column: QVBoxLayout
    content: tuple[QWidget, ...]
    keys: tuple[QShortcut, ...]
    desktop: Desktop
    turned: "Callable[[Draft | None], None]"


class Guard(QObject):
    """Made once a person may log on here, and kept for as long as the window is there.

    Signals: `log_on_requested` name, password, code; `unlock_requested` password, code; `first_requested` a
    FirstAdministrator; `raise_requested` a role's code and the reason; `go_without_requested`,
    `lock_requested`, `log_off_requested` and `touched` carry nothing.
    """

    log_on_requested = Signal(str, str, str)
    unlock_requested = Signal(str, str)
    first_requested = Signal(object)
    go_without_requested = Signal()
    raise_requested = Signal(str, str)
    lock_requested = Signal()
    log_off_requested = Signal()
    touched = Signal()

    def __init__(self, parts: Parts, picture: Picture) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._picture = picture
        self._seating = Seating()
        self._covered = False
        self._drafts = Drafts(parts.desktop)
        self._owner = ""
        self.cover = Cover(parts.theme, parts.icons)
        self.offer = OfferBand(parts.theme, parts.icons)
        self.raising = RaiseSheet(parts.theme, parts.icons)
        self.log_on = LogOnSheet(parts.theme, parts.icons, parts.frame.position)
        self.log_on.setParent(self.cover)
        self.log_on.hide()
        self.first: FirstSheet | None = None
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._watch_touches()

    @property
    def covered(self) -> bool:
        """Whether the window shows nothing of the station."""
        return self._covered

    def shown_of(self, picture: Picture) -> Picture:
        """As much of the picture as may be seen now."""
        self._picture = picture
        if not self._covered:
            return picture
        self.cover.show_waits(waits_of(picture, self._parts.clock.now()))
        return veiled(picture)

    def holds(self, answer: Answer) -> bool:
        """Whether an answer has to wait for the person whose content is hidden."""
        if self._covered:
            self._drafts.hold(self._owner, answer)
        return self._covered

    def show_seating(self, seating: Seating) -> None:
        """Follow who sits here: cover the content, or give it back to whoever may see it."""
        before, self._seating = self._seating, seating
        self.offer.setVisible(seating.state == OFFERED and not self._asks_first)
        self.tick()
        if seating.covered:
            self._cover(before)
        elif self._covered:
            self._uncover()
        self._fit_menu()

    def show_refusal(self, words: str) -> None:
        """Say why what was asked for is not done, on the sheet it was asked on."""
        if self._asks_first:
            self.first.show_refusal(words)
        elif self._covered:
            self.log_on.show_refusal(words)
        else:
            self.raising.show_refusal(words)

    def finish(self) -> None:
        """What was asked for is done: the sheets have nothing to keep."""
        self.log_on.clear()
        self._leave_raising()
        self._leave_first()

    def tick(self) -> None:
        """Bring the time that is left of a raised role, and what waits, up to this second."""
        now = self._parts.clock.now()
        self._parts.strip.show_person(*person_words(self._seating, self._parts.frame.person, now))
        if self._covered:
            self.cover.show_waits(waits_of(self._picture, now))

    @property
    def _asks_first(self) -> bool:
        return self.first is not None and self.first.isVisibleTo(self._parts.window)

    def _cover(self, before: Seating) -> None:
        self._leave_first(back=False)
        self.raising.close_sheet()
        self.log_on.show_seating(self._seating)
        if not self._covered:
            self._covered = True
            self._owner = before.account
            self._drafts.take(before.account, self._parts.window.focusWidget())
            self._close_popups()
            self._show_content(visible=False)
            self.cover.begin(waits_of(self._picture, self._parts.clock.now()))
            # The panels are empty before this returns, and not with the next picture.
            self._parts.turned(None)
        self.cover.show_sheet(self.log_on, UNTIL_OPENED if self._seating.state == LOCKED else UNTIL_LOGGED_ON)
        self.log_on.focus_first()

    def _uncover(self) -> None:
        self._covered = False
        self._show_content(visible=True)
        self._parts.turned(self._drafts.give(self._seating.account))

    def _show_content(self, *, visible: bool) -> None:
        for part in self._parts.content:
            part.setVisible(visible)
        self._parts.strip.allow_content(allowed=visible)
        for key in (*self._parts.keys, *self._own_keys):
            key.setEnabled(visible)
        self.cover.setVisible(not visible)

    def _close_popups(self) -> None:
        """A menu or a tip is a window of its own, and may show what is hidden here."""
        QToolTip.hideText()
        for popup in self._parts.window.findChildren(QMenu):
            popup.close()

    def _ask_first(self) -> None:
        if self._seating.state != OFFERED:
            return
        if self.first is None:
            parts = self._parts
            length = self._seating.secret_length
            self.first = FirstSheet(parts.theme, parts.icons, parts.frame.position, length)
            self.first.made.connect(self.first_requested)
            self.first.left.connect(self._leave_first)
        self.offer.hide()
        self._show_content(visible=False)
        self.cover.show_sheet(self.first)
        self.first.show()
        self.first.focus_first()

    def _leave_first(self, *, back: bool = True) -> None:
        """Nothing was hidden behind that sheet: the content comes back as it was."""
        if self._asks_first:
            self.first.clear()
            self.first.hide()
            if back:
                self._show_content(visible=True)
                self.offer.setVisible(self._seating.state == OFFERED)
                self._parts.desktop.bar.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_raising(self) -> None:
        seating = self._seating
        if seating.state != IN:
            return
        if seating.raised_to or not seating.raise_to:
            self._parts.desktop.bar.note(RAISED_ALREADY if seating.raised_to else NO_HIGHER, refused=True)
        else:
            self.raising.open(seating)

    def _leave_raising(self) -> None:
        if self.raising.isVisibleTo(self._parts.window):
            self.raising.close_sheet()
            self._parts.desktop.bar.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column, content = self._parts.column, self._parts.content
        column.insertWidget(column.indexOf(content[0]), self.offer)
        column.insertWidget(column.indexOf(content[0]), self.cover, 1)
        column.insertWidget(column.indexOf(content[-1]), self.raising)

    def _connect(self) -> None:
        self.log_on.log_on_requested.connect(self.log_on_requested)
        self.log_on.unlock_requested.connect(self.unlock_requested)
        self.raising.raised.connect(self.raise_requested)
        self.raising.left.connect(self._leave_raising)
        self.cover.rang.connect(QApplication.beep)

    def _bind_keys(self) -> None:
        actions: dict[str, Callable[[], object]] = {
            LOCK_KEY: self._lock,
            LEAVE_KEY: self._log_off,
            RAISE_KEY: self._open_raising,
            MAKE_KEY: self._ask_first,
            WITHOUT_KEY: self._go_without,
        }
        self._own_keys = []
        for key, action in actions.items():
            short = QShortcut(QKeySequence(key), self._parts.window)
            short.activated.connect(action)
            self._own_keys.append(short)
        menu = self._parts.strip.menu()
        # Before the last three: a separator, About and Quit.
        last = menu.actions()[-3]
        named = (
            ("Lock", LOCK_KEY, self._lock),
            ("Log off", LEAVE_KEY, self._log_off),
            ("Raise my role", RAISE_KEY, self._open_raising),
            ("Make the first administrator", MAKE_KEY, self._ask_first),
        )
        self._menu: list[QAction] = [QAction(f"{words}\t{key}", menu) for words, key, _ in named]
        for action, (_, _, then) in zip(self._menu, named, strict=True):
            action.triggered.connect(partial(_without_argument, then))
        menu.insertActions(last, [menu.insertSeparator(last), *self._menu])
        self._fit_menu()

    def _fit_menu(self) -> None:
        """Only what can be done now is in the menu."""
        for action in self._menu[:3]:
            action.setVisible(self._seating.state == IN)
        self._menu[3].setVisible(self._seating.state == OFFERED)

    def _lock(self) -> None:
        if self._seating.state == IN:
            self.lock_requested.emit()

    def _log_off(self) -> None:
        if self._seating.state == IN:
            self.log_off_requested.emit()

    def _go_without(self) -> None:
        if self._seating.state == OFFERED:
            self.go_without_requested.emit()

    def _watch_touches(self) -> None:
        touch = Touch(self)
        touch.touched.connect(self.touched)
        handle = self._parts.window.windowHandle()
        if handle is not None:
            handle.installEventFilter(touch)


def _without_argument(then: Callable[[], object], _checked: bool = False) -> None:
    """What a menu's action says of being checked means nothing here."""
    then()
