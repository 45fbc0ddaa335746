"""The window: puts the panels together, answers its keys, and shows the newest picture."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from console.widgets.bare_window import BareWindow
from console.widgets.theme import COMPACT_BELOW, Theme
from console.widgets.training_frame import TrainingFrame
from console.widgets.window_frame import WindowFrame
from console.widgets.window_memory import WindowMemory

# The first frame waits for every import above: what only a furnished window needs comes with `furnish`.
if TYPE_CHECKING:
    from console.board.views import CallView, Picture
    from console.clock import Clock
    from console.desk.command import Answer, Command
    from console.desk.grammar import Explanation
    from console.geo.city import City
    from console.station.seating import Seating
    from console.widgets.call_entry import CallEntryPanel
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
    call that was written in the call entry panel: its answer bears the command's words as line;
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
        self.setMinimumSize(1024, 640)
        bare = BareWindow(theme)
        bare.painted.connect(self.painted)
        self.setCentralWidget(bare)

    def furnish(self, clock: "Clock", explain: "Callable[[str], Explanation]") -> None:
        """Build strip, panels and command line in the bare window, and let the clock run."""
        from console.board.views import Picture
        from console.widgets.icons import Icons
        from console.widgets.picture_pace import PicturePace

        self._clock, self._icons = clock, Icons(self._theme)
        self._picture = self._newest = Picture()
        self.guard: Guard | None = None
        self._told_caller = 0
        self._entry: CallEntryPanel | None = None
        self._dispatch_next = False
        self._to_dispatch = ""
        self._pace = PicturePace(self)
        self._make_parts(explain)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self._second = QTimer(self, interval=SECOND_MS, timerType=Qt.TimerType.PreciseTimer)
        self._second.timeout.connect(self._tick)
        self._second.start()
        self.bar.note("Starting. You can type already.")
        self.bar.line.setFocus()
        self.is_furnished = True
        self.furnished.emit()

    def _make_parts(self, explain: "Callable[[str], Explanation]") -> None:
        from console.widgets.command_bar import CommandBar
        from console.widgets.downtime_band import DowntimeBand
        from console.widgets.help_sheet import HelpSheet
        from console.widgets.map.second_map import SecondMap
        from console.widgets.pages import Pages
        from console.widgets.strip import StatusStrip
        from console.widgets.window_layout import WindowLayout
        from console.widgets.window_panels import make_panels

        frame, theme, icons, clock = self._frame, self._theme, self._icons, self._clock
        self.strip = StatusStrip(frame, theme, icons, clock)
        self.band = DowntimeBand(frame, theme, icons, clock)
        self.bar = CommandBar(theme, icons, clock, frame.zone, explain)
        self.panels = make_panels(frame, theme, icons, clock)
        self.second_map = SecondMap(self.panels.map, theme, self._memory)
        self.docks = WindowLayout(self.panels, self._memory)
        self.pages = Pages(self.docks, frame, theme, icons, clock)
        self.help = HelpSheet(theme)

    def show_picture(self, picture: "Picture") -> None:
        """Take the newest picture; it is painted within 50 ms, or at 2 Hz when only positions moved."""
        self._newest = picture
        self._pace.take(picture)

    def show_answer(self, answer: "Answer") -> None:
        """Show what a line, or the call written in the call entry panel, came to."""
        if self.guard is not None and self.guard.holds(answer):
            return
        if self._entry is not None and self._entry.pending == answer.line != "":
            self._entry.show_answer(answer)
            if self._dispatch_next and answer.outcome == "done":
                self._to_dispatch = next(iter(answer.calls), "")
            self._dispatch_next = False
        self.bar.show_answer(answer)
        self._dispatch_saved()

    def show_seating(self, seating: "Seating") -> None:
        """Follow who sits here; while nobody may see the station's content it is not in the window at all."""
        if self.guard is None:
            self.guard = self._make_guard()
            self.guard_made.emit(self.guard)
        self.guard.show_seating(seating)

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
        column.addWidget(self.band)
        column.addWidget(self.pages, 1)
        column.addWidget(self.help)
        column.addWidget(self.bar)
        self._column = column
        self.setCentralWidget(TrainingFrame(self._theme, content, training=training))

    def _make_guard(self) -> "Guard":
        from console.widgets.log_on import Desktop, Guard, Parts

        desktop = Desktop(
            bar=self.bar,
            pages=self.pages,
            panels=self.panels,
            entry=lambda: self._entry,
            show_entry=self._show_entry,
        )
        parts = Parts(
            window=self,
            frame=self._frame,
            theme=self._theme,
            icons=self._icons,
            clock=self._clock,
            strip=self.strip,
            column=self._column,
            content=(self.pages, self.bar),
            keys=tuple(short for key, short in self._keys.items() if key not in OF_THE_FRAME),
            desktop=desktop,
            turned=self._turn_over,
        )
        return Guard(parts, self._newest)

    def _show_entry(self, shown: bool) -> None:
        """Open or close the call entry panel as it is."""
        if shown:
            self.docks.show_entry(self._entry)
        else:
            self.docks.hide_entry()
        self.bar.show_keys(entry=shown)

    def _turn_over(self, draft: "Draft | None") -> None:
        """The content has been hidden, or may be seen again by whoever left `draft`."""
        from console.widgets.greeting import greeting

        # A call that was saved to be sent stays in the queue: nobody is sent behind a locked screen.
        self._dispatch_next, self._to_dispatch = False, ""
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
        strip.theme_chosen.connect(self._theme.switch)
        strip.theme_chosen.connect(self._memory.keep_theme)
        strip.devices_chosen.connect(self.pages.turn)
        strip.reset_chosen.connect(self.reset_layout)
        strip.full_screen_chosen.connect(self._turn_full_screen)
        strip.about_chosen.connect(lambda: self.bar.note(ABOUT))
        strip.quit_chosen.connect(self.close)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "F1": self._show_help,
            "F2": self.open_call_entry,
            "F5": self._dispatch_or_save,
            "F6": partial(self._walk, 1),
            "Shift+F6": partial(self._walk, -1),
            "F7": self._start_status,
            "F9": self._show_on_map,
            "F10": self.strip.open_menu,
            "F11": self._turn_full_screen,
            "Esc": self._go_back,
            "/": self._focus_line,
            "Ctrl+6": self._open_catch_up,
            "Ctrl+PgDown": partial(self._turn_page, 1),
            "Ctrl+PgUp": partial(self._turn_page, -1),
        }
        for number, panel in enumerate(self._all_panels(), start=1):
            keys[f"Ctrl+{number}"] = partial(self._go_to, panel)
        self._keys = {key: QShortcut(QKeySequence(key), self) for key in keys}
        for key, action in keys.items():
            self._keys[key].activated.connect(action)

    def open_call_entry(self) -> None:
        """Open the call entry panel, on the parked draft when there is one."""
        self.pages.open_console()
        if self._entry is None:
            self._entry = self._make_entry()
        self.docks.show_entry(self._entry)
        self.bar.show_keys(entry=True)
        self._entry.open()

    def _make_entry(self) -> "CallEntryPanel":
        # Loaded with the first new call, so that the window is there sooner.
        from console.widgets.call_entry import CallEntryPanel

        entry = CallEntryPanel(self._theme, self._icons, self._clock)
        entry.show_picture(self._picture)
        entry.command_ready.connect(self._on_command_ready)
        entry.parked.connect(self._on_parked)
        entry.saved.connect(self._close_entry)
        return entry

    def _paint(self, picture: "Picture") -> None:
        from console.widgets.greeting import greeting

        if picture.loaded and not self._picture.loaded:
            self.bar.note(greeting(picture))
        if self.guard is not None:
            picture = self.guard.shown_of(picture)
        self._tell_caller(picture)
        back = picture.catch_up is not None and self._picture.catch_up is None
        self._picture = picture
        for part in (self.strip, self.band, self.pages, *self._all_panels()):
            part.show_picture(picture)
        if back and picture.catch_up.conflicts and self._is_at_rest():
            self.pages.show_catch_up()
            self.band.show_page(caught_up=True)
        if self._entry is not None:
            self._entry.show_picture(picture)
        self.bar.line.refresh()
        self._dispatch_saved()

    def _tell_caller(self, picture: "Picture") -> None:
        """Say who rings; nothing opens by itself over what is being typed."""
        caller = picture.caller
        before, self._told_caller = self._told_caller, caller.id if caller is not None else self._told_caller
        if caller is None or not self._picture.loaded or before == caller.id:
            return
        number = f", {caller.number}" if caller.number else ""
        self.bar.note(f"{caller.line} rings: {caller.name}{number}. F2 opens a call and offers it.")

    def _tick(self) -> None:
        for part in (self.strip, self.band, self.pages, *self._all_panels()):
            part.tick()
        if self._entry is not None:
            self._entry.tick()
        if self.guard is not None:
            self.guard.tick()

    def _is_at_rest(self) -> bool:
        """Whether nothing is being typed or chosen: the empty command line has the focus."""
        entry_open = self._entry is not None and self._entry.isVisible()
        line = self.bar.line
        empty = self.focusWidget() is line and not line.text() and QApplication.activePopupWidget() is None
        return self.pages.on_console and empty and not entry_open

    def _all_panels(self) -> tuple[QWidget, ...]:
        panels = self.panels
        return (panels.calls, panels.map, panels.units, panels.radio, panels.detail)

    def _selected_call(self) -> "CallView | None":
        return self._picture.calls.get(self.panels.calls.selected())

    def _dispatch_or_save(self) -> None:
        if self._entry is not None and self._entry.isVisible():
            self._entry.save(dispatch=True)
        else:
            self._dispatch(self._selected_call())

    def _dispatch(self, call: "CallView | None") -> None:
        """Send the nearest free unit to a waiting call, or say why nobody is sent."""
        if call is None or call.state != "waiting":
            self.bar.note("Select a waiting call first. Ctrl+1 goes to the calls.", refused=True)
            return
        if not call.eligible:
            self.bar.note("Sworn only. Send to deputies.", refused=True)
            return
        from console.desk.recommend import nearest

        offer = nearest(call, self._picture, self._clock.now())
        if offer is None:
            self.bar.note(f"No unit is free for call {self._short(call)}.", refused=True)
            return
        self._run(f"D {offer.unit} {call.number}")

    def _dispatch_from_map(self, number: str) -> None:
        self.panels.calls.select(number)
        self._dispatch(self._picture.calls.get(number))

    def _short(self, call: "CallView") -> str:
        from console.desk.numbers import short_number
        from console.widgets.wall_clock import station_day

        return short_number(call.number, station_day(self._clock.now(), self._frame.zone))

    def _run(self, line: str) -> None:
        self.bar.running(line)
        self.line_entered.emit(line)
        self._focus_line()

    def _dispatch_saved(self) -> None:
        """Dispatch the call that was just saved with F5, once the picture shows it."""
        call = self._picture.calls.get(self._to_dispatch)
        if call is not None:
            self._to_dispatch = ""
            self.panels.calls.select(call.number)
            self._dispatch(call)

    def _on_command_ready(self, command: "Command", dispatch: bool) -> None:
        self._dispatch_next = dispatch
        self.bar.running(command.words)
        self.command_ready.emit(command)

    def _on_parked(self) -> None:
        self._close_entry()
        self.bar.note("Draft parked. F2 opens it again.")

    def _close_entry(self) -> None:
        self.docks.hide_entry()
        self.bar.show_keys(entry=False)
        self._focus_line()

    def _on_call_selected(self, number: str) -> None:
        self.panels.detail.show_call(number)
        self.panels.units.set_call(number)
        self.panels.map.select_call(number)

    def _on_call_opened(self, number: str) -> None:
        from console.widgets.focus import give_focus

        self._on_call_selected(number)
        give_focus(self.panels.detail)

    def _open_catch_up(self) -> None:
        if self._picture.catch_up is None:
            self.bar.note("There is nothing to catch up with.")
        else:
            self.pages.open_catch_up()

    def _go_to(self, panel: QWidget) -> None:
        from console.widgets.focus import give_focus

        self.pages.open_console()
        give_focus(panel)

    def _start_status(self) -> None:
        unit = self.panels.units.selected()
        from console.widgets.order import OFF

        on_shift = any(each.status != OFF for each in self._picture.units.values())
        self.bar.put((f"S {unit} " if unit else "S ") if on_shift else "ON ")

    def _show_on_map(self) -> None:
        self.panels.map.show_selection()

    def _show_unit_on_map(self, call_sign: str) -> None:
        """Show the unit although a call is selected, which the map would show before it."""
        chart, selected = self.panels.map, self.panels.calls.selected()
        chart.select_call("")
        chart.select_unit(call_sign)
        chart.show_selection()
        chart.select_call(selected)

    def _go_back(self) -> None:
        if self._entry is not None and self._entry.isAncestorOf(self.focusWidget() or self):
            self._entry.park()
        else:
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

    def _walk(self, step: int) -> None:
        """Move the focus to the next part of the window, in reading order."""
        from console.widgets.focus import give_focus, holds

        panels = self.panels
        entry = [self._entry] if self._entry is not None and self._entry.isVisible() else []
        stops: list[QWidget] = [panels.calls, *entry, panels.map, panels.units, panels.radio, panels.detail]
        if not self.pages.on_console:
            stops = list(self.pages.stops)
        stops.append(self.bar)
        focused = self.focusWidget() or self.bar
        here = next((place for place, stop in enumerate(stops) if holds(stop, focused)), len(stops) - 1)
        give_focus(stops[(here + step) % len(stops)])

    def _show_help(self) -> None:
        """The keys of the map while it has the focus, else the verbs."""
        if holds(self.panels.map, self.focusWidget() or self):
            self.bar.show_lines(self.panels.map.help)
        else:
            self.bar.show_help()

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
