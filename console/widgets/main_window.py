"""The window: puts the panels together, answers its keys, and shows the newest picture."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from console.widgets.bare_window import BareWindow
from console.widgets.theme import COMPACT_BELOW, Theme
from console.widgets.training_frame import TrainingFrame
from console.widgets.window_frame import FIRST_SIZE, LEAST_SIZE, WindowFrame
from console.widgets.window_memory import WindowMemory

# The first frame waits for every import above: what only a furnished window needs comes with `furnish`.
if TYPE_CHECKING:
    from console.board.views import CallView, Picture
    from console.clock import Clock
    from console.desk.command import Answer, Command
    from console.desk.grammar import Explanation
    from console.geo.city import City
    from console.station.seating import Seating
    from console.widgets.log_on import Guard
    from console.widgets.log_on.drafts import Draft

__all__ = ["MainWindow", "WindowFrame"]

ABOUT = "CSO Console, a dispatch console for Community Safety Officers. Apache-2.0."
SECOND_MS = 1000
OF_THE_FRAME = ("F10", "F11")
"""Keys that work whoever sits here."""


class MainWindow(QMainWindow):
    """One position's window; new data never moves its focus, its selection or its scroll.

    It opens bare, so that its first frame waits for nothing; `furnish` brings everything in it.
    Signals: `line_entered` carries a line for the desk; `command_ready` carries the Command of a
    call that was written or corrected in a panel: its answer bears the command's words as line;
    `editing_changed` the call that is open for changing, "" for none; `caller_asked` whose caller is wanted;
    `devices_made` carries the devices page once somebody has opened it. `settle_requested` carries the
    key of a conflict and whether ours is taken, `put_away_requested` that the catch-up has been read.
    `guard_made` carries the Guard once people may log on here.
    `painted` is sent once, after that frame, and `furnished` once, when everything is in its place.
    The theme and the sizes of the panels are kept in `memory`, when one is given.
    """

    painted = Signal()
    furnished = Signal()
    line_entered = Signal(str)
    command_ready = Signal(object)
    editing_changed = Signal(str)
    caller_asked = Signal(str)
    devices_made = Signal(object)
    settle_requested = Signal(str, bool)
    put_away_requested = Signal()
    guard_made = Signal(object)

    def __init__(self, *, frame: WindowFrame, theme: Theme, memory: QSettings | None = None) -> None:
        super().__init__()
        self._memory = WindowMemory(memory)
        theme.switch(self._memory.theme() or theme.name)
        self._frame, self._theme = frame, theme
        self.is_furnished = False
        self.setWindowTitle("TRAINING - CSO Console" if frame.training else "CSO Console")
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*FIRST_SIZE)
        bare = BareWindow(theme)
        bare.painted.connect(self.painted)
        self.setCentralWidget(bare)

    def furnish(self, clock: "Clock", explain: "Callable[[str], Explanation]") -> None:
        """Build strip, panels and command line in the bare window, and let the clock run."""
        from console.board.views import Picture
        from console.widgets.icons import Icons
        from console.widgets.picture_pace import PicturePace
        from console.widgets.reading_order import ReadingOrder

        self._clock, self._icons = clock, Icons(self._theme)
        self._picture = self._newest = Picture()
        self.guard: Guard | None = None
        self._pace = PicturePace(self)
        self._make_parts(explain)
        self._lay_out()
        self._connect()
        self.order = ReadingOrder(self)
        self._bind_keys()
        self._second = QTimer(self, interval=SECOND_MS, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._tick)
        self._second.start()
        self.bar.note("Starting. You can type already.")
        self.bar.line.setFocus()
        self.is_furnished = True
        self.furnished.emit()

    def _make_parts(self, explain: "Callable[[str], Explanation]") -> None:
        from console.widgets.alarms import AlarmParts
        from console.widgets.command_bar import CommandBar
        from console.widgets.downtime_band import DowntimeBand
        from console.widgets.help_sheet import HelpSheet
        from console.widgets.map.second_map import SecondMap
        from console.widgets.pages import Pages
        from console.widgets.ringing import Ringing
        from console.widgets.sending import Sending
        from console.widgets.small_window import Room
        from console.widgets.strip import StatusStrip
        from console.widgets.window_layout import WindowLayout
        from console.widgets.window_panels import make_panels
        from console.widgets.writing import Writing

        frame, theme, icons, clock = self._frame, self._theme, self._icons, self._clock
        self.strip = StatusStrip(frame, theme, icons, clock)
        self.alarms = AlarmParts(frame, theme, icons, clock, self.strip.alarms)
        self.band = DowntimeBand(frame, theme, icons, clock)
        self.bar = CommandBar(theme, icons, clock, frame.zone, explain)
        self.panels = make_panels(frame, theme, icons, clock)
        self.second_map = SecondMap(self.panels.map, theme, self._memory)
        self.docks = WindowLayout(self.panels, self._memory)
        self.writing = Writing(self.docks, frame, theme, icons, clock)
        self.pages = Pages(self.docks, frame, theme, icons, clock)
        self.room = Room(self.pages)
        self.help = HelpSheet(theme)
        self.sending = Sending(self.panels.calls, self.writing, clock, lambda: self._picture)
        self._ringing = Ringing()

    def show_picture(self, picture: "Picture") -> None:
        """Take the newest picture; it is painted within 50 ms, or at 2 Hz when only positions moved."""
        self._newest = picture
        self._pace.take(picture)

    def show_answer(self, answer: "Answer") -> None:
        """Show what a line, or the call written in the call entry panel, came to."""
        if self.guard is not None and self.guard.holds(answer):
            return
        if self.writing.show_answer(answer):
            # What was written stays in its panel: the command line has no part in it.
            answer = replace(answer, line="")
        self.bar.show_answer(answer)
        self.writing.dispatch_saved()

    def show_caller(self, number: str, name: str, phone: str, why_not: str) -> None:
        """Show who called about the call that is corrected, or why that is not shown here."""
        self.writing.show_caller(number, name, phone, why_not)

    def show_seating(self, seating: "Seating") -> None:
        """Follow who sits here; while nobody may see the station's content it is not in the window at all."""
        if self.guard is None:
            self.guard = self._make_guard()
            self.guard_made.emit(self.guard)
        self.guard.show_seating(seating)
        self.pages.oversee(allowed=seating.oversees)

    @property
    def picture(self) -> "Picture":
        """The picture that is on the screen."""
        return self._picture

    def set_city(self, city: "City", near: "Callable[[float, float], str] | None" = None) -> None:
        """Give the map its streets, which it is not made to wait for, and what tells an address nearby."""
        self.panels.map.set_city(city)
        self.panels.map.set_near(near)

    def photograph(self) -> QPixmap:
        """The window as it looks once everything in it is painted."""
        self.panels.map.canvas.settle()
        return self.grab()

    def select_call(self, number: str) -> None:
        """Select a call in the list, as a click on it would."""
        self.panels.calls.select(number)

    def reset_layout(self) -> None:
        """Put every panel back to the place and size of the design."""
        self.docks.reset()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._theme.compact = event.size().width() < COMPACT_BELOW
        super().resizeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        covered = not self.is_furnished or (self.guard is not None and self.guard.covered)
        if not covered and self.order.tab(1 if forward else -1):
            return True
        return super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_furnished:
            self.docks.keep_sizes()
            self.pages.close_threads()
            self.second_map.close()
            self.panels.map.close_background()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        training = self._frame.training
        self.setWindowIcon(self._icons.icon("app-icon-training" if training else "app-icon", size=64))
        content = QWidget()
        content.setObjectName("canvas")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.alarms.banner)
        column.addWidget(self.band)
        column.addWidget(self.alarms.place)
        column.addWidget(self.room, 1)
        column.addWidget(self.help)
        column.addWidget(self.bar)
        self._column = column
        self.alarms.frame(content, self._theme)
        self.setCentralWidget(TrainingFrame(self._theme, content, training=training))

    def _make_guard(self) -> "Guard":
        from console.widgets.log_on import Desktop, Guard, Parts

        desktop = Desktop(
            bar=self.bar,
            pages=self.pages,
            panels=self.panels,
            writing=self.writing,
        )
        parts = Parts(
            window=self,
            frame=self._frame,
            theme=self._theme,
            icons=self._icons,
            clock=self._clock,
            strip=self.strip,
            column=self._column,
            content=(self.room, self.bar),
            keys=tuple(short for key, short in self._keys.items() if key not in OF_THE_FRAME),
            desktop=desktop,
            turned=self._turn_over,
        )
        return Guard(parts, self._newest)

    def _turn_over(self, draft: "Draft | None") -> None:
        """The content has been hidden, or may be seen again by whoever left `draft`."""
        from console.widgets.greeting import greeting

        self.help.hide()
        self._paint(self._newest)
        if self.guard.covered:
            return
        self.bar.note(greeting(self._picture))
        left = draft.focus if draft is not None else None
        (left if left is not None and left.isVisible() else self.bar.line).setFocus()
        if draft is not None:
            self.panels.calls.select(draft.call)
            # The focus has selected what stands there, and the next key would replace it.
            self.bar.put_draft(draft.line)
            for answer in draft.answers:
                self.show_answer(answer)

    def _connect(self) -> None:
        panels, strip = self.panels, self.strip
        self.bar.entered.connect(self.line_entered)
        self.pages.devices_made.connect(self.devices_made)
        self.pages.turned.connect(self._on_turned)
        self.pages.settle_requested.connect(self.settle_requested)
        self.pages.put_away_requested.connect(self.put_away_requested)
        self.band.open_requested.connect(self._open_catch_up)
        self._pace.due.connect(self._paint)
        self.alarms.line_entered.connect(self.line_entered)
        self.alarms.command_requested.connect(self.bar.put)
        self.alarms.call_requested.connect(self._on_call_opened)
        self.alarms.map_requested.connect(self._show_unit_on_map)
        self.alarms.said.connect(self.bar.note)
        self.bar.entered.connect(self.help.hide)
        self.bar.help_ready.connect(self.help.show_help)
        panels.calls.command_requested.connect(self.bar.put)
        panels.units.command_requested.connect(self.bar.put)
        panels.radio.command_requested.connect(self.bar.put)
        panels.calls.call_selected.connect(self._on_call_selected)
        panels.calls.call_opened.connect(self._on_call_opened)
        panels.units.unit_selected.connect(panels.map.select_unit)
        panels.units.map_requested.connect(self._show_unit_on_map)
        panels.map.call_clicked.connect(panels.calls.select)
        panels.map.unit_clicked.connect(panels.units.select)
        panels.map.recommend_requested.connect(self._dispatch_from_map)
        panels.detail.correct_requested.connect(self._correct)
        panels.detail.unit_picked.connect(self.sending.send_unit)
        self.sending.line_ready.connect(self._run)
        self.sending.line_begun.connect(self.bar.put)
        self.sending.said.connect(lambda words, refused: self.bar.note(words, refused=refused))
        self._connect_writing()
        strip.theme_chosen.connect(self._theme.switch)
        strip.theme_chosen.connect(self._memory.keep_theme)
        strip.devices_chosen.connect(self.pages.open_devices)
        self.pages.line_entered.connect(self.line_entered)
        self.pages.call_opened.connect(self._open_from_page)
        strip.reset_chosen.connect(self.reset_layout)
        strip.full_screen_chosen.connect(self._turn_full_screen)
        strip.about_chosen.connect(lambda: self.bar.note(ABOUT))
        strip.quit_chosen.connect(self.close)

    def _connect_writing(self) -> None:
        writing = self.writing
        writing.command_ready.connect(self._on_command_ready)
        writing.editing_changed.connect(self.editing_changed)
        writing.caller_asked.connect(self.caller_asked)
        writing.shown.connect(lambda new: self.bar.show_keys(entry=new))
        writing.closed.connect(self._on_writing_closed)
        writing.dispatch_ready.connect(self._on_dispatch_ready)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "F1": self._show_help,
            "F2": self.open_call_entry,
            "Shift+F2": self._correct,
            "F5": self.sending.send_or_save,
            "F6": partial(self.order.walk, 1),
            "Shift+F6": partial(self.order.walk, -1),
            "F7": self._start_status,
            **self.alarms.keys,
            "Ctrl+8": self._turn_alarms,
            "F9": self._show_on_map,
            "F10": self.strip.open_menu,
            "F11": self._turn_full_screen,
            "Esc": self._go_back,
            "/": self._focus_line,
            "Ctrl+6": self._open_catch_up,
            "Ctrl+PgDown": partial(self._turn_page, 1),
            "Ctrl+PgUp": partial(self._turn_page, -1),
        }
        for place in (1, 2, 3):
            keys[f"Alt+{place}"] = partial(self.sending.choose, place)
        for number, panel in enumerate(self._all_panels(), start=1):
            keys[f"Ctrl+{number}"] = partial(self.order.go_to, panel)
        self._keys = {key: QShortcut(QKeySequence(key), self) for key in keys}
        for key, action in keys.items():
            self._keys[key].activated.connect(action)

    def open_call_entry(self) -> None:
        """Open the call entry panel, on the parked draft when there is one."""
        self.pages.open_console()
        self.writing.open_entry()

    def _correct(self) -> None:
        """Open the call in hand for changing: the selected one, or the one that the detail shows."""
        number = self.panels.calls.selected() or self.panels.detail.shown()
        call = self._picture.calls.get(number)
        if call is None:
            self.bar.note("Select a call first. Ctrl+1 goes to the calls.", refused=True)
            return
        self.pages.open_console()
        if said := self.writing.open_correction(call):
            self.bar.note(said)

    def _paint(self, picture: "Picture") -> None:
        from console.widgets.alarms.overlay import with_emergencies
        from console.widgets.greeting import greeting

        if picture.loaded and not self._picture.loaded:
            self.bar.note(greeting(picture))
        picture = heard = with_emergencies(picture)
        if self.guard is not None:
            picture = self.guard.shown_of(picture)
        if rings := self._ringing.news(picture, loaded=self._picture.loaded):
            self.bar.note(rings)
        back = picture.catch_up is not None and self._picture.catch_up is None
        self._picture = picture
        for part in (self.strip, self.band, self.pages, *self._all_panels()):
            part.show_picture(picture)
        self.alarms.show_picture(picture, heard=heard)
        if back and picture.catch_up.conflicts and self._is_at_rest():
            self.pages.show_catch_up()
            self.band.show_page(caught_up=True)
        self.writing.show_picture(picture)
        self.bar.line.refresh()

    def _tick(self) -> None:
        for part in (self.strip, self.alarms, self.band, self.pages, *self._all_panels()):
            part.tick()
        self.writing.tick()
        if self.guard is not None:
            self.guard.tick()

    def _is_at_rest(self) -> bool:
        """Whether nothing is being typed or chosen: the empty command line has the focus."""
        line = self.bar.line
        empty = self.focusWidget() is line and not line.text() and QApplication.activePopupWidget() is None
        return self.pages.on_console and empty and self.writing.open_panel is None

    def _all_panels(self) -> tuple[QWidget, ...]:
        panels = self.panels
        return (panels.calls, panels.map, panels.units, panels.radio, panels.detail)

    def _dispatch_from_map(self, number: str) -> None:
        self.panels.calls.select(number)
        self.sending.send()

    def _run(self, line: str) -> None:
        self.bar.running(line)
        self.line_entered.emit(line)
        self._focus_line()

    def _on_dispatch_ready(self, call: "CallView", unit: str, recommended: str) -> None:
        self.panels.calls.select(call.number)
        self.sending.send_chosen(call.number, unit, recommended)

    def _on_command_ready(self, command: "Command") -> None:
        self.bar.running(command.words)
        self.command_ready.emit(command)

    def _on_writing_closed(self, said: str) -> None:
        self.bar.show_keys(entry=False)
        self._focus_line()
        if said:
            self.bar.note(said)

    def _on_call_selected(self, number: str) -> None:
        self.panels.detail.show_call(number)
        self.panels.units.set_call(number)
        self.panels.map.select_call(number)

    def _on_call_opened(self, number: str) -> None:
        from console.widgets.focus import give_focus

        self._on_call_selected(number)
        give_focus(self.panels.detail)

    def _open_from_page(self, number: str) -> None:
        self.pages.open_console()
        self._on_call_opened(number)

    def _open_catch_up(self) -> None:
        if self._picture.catch_up is None:
            self.bar.note("There is nothing to catch up with.")
        else:
            self.pages.open_catch_up()

    def _turn_alarms(self) -> None:
        from console.widgets.focus import give_focus

        give_focus(self.alarms.turn_list() or self.bar.line)

    def _start_status(self) -> None:
        from console.widgets.dispatching import status_begun

        self.bar.put(status_begun(self.panels.units.selected(), self._picture))

    def _show_on_map(self) -> None:
        self.panels.map.show_selection()

    def _show_unit_on_map(self, call_sign: str) -> None:
        self.panels.map.show_unit(call_sign)

    def _go_back(self) -> None:
        from console.widgets.focus import holds

        if not self.writing.leave(self.focusWidget() or self):
            if holds(self.alarms.place, self.focusWidget() or self):
                self.alarms.place.hide()
            self.help.hide()
            self._focus_line()

    def _focus_line(self) -> None:
        self.bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_page(self, step: int) -> None:
        """Turn the pages of the call detail while it has the focus, else those of the window."""
        from console.widgets.focus import holds

        if holds(self.panels.detail, self.focusWidget() or self):
            self.panels.detail.turn_page(step)
        else:
            self.pages.turn(step)

    def _on_turned(self, _page: int) -> None:
        self.band.show_page(caught_up=self.pages.on_catch_up)
        if self.pages.on_console:
            self._focus_line()
        else:
            self.pages.focus_first()

    def _show_help(self) -> None:
        """The keys of the map while it has the focus, else the verbs."""
        from console.widgets.focus import holds

        if holds(self.panels.map, self.focusWidget() or self):
            self.bar.show_lines(self.panels.map.help)
        else:
            self.bar.show_help()

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
