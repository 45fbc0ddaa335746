"""The window: puts the panels together, answers its keys, and shows the newest picture."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
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
    from console.geo.streets import StreetMap
    from console.widgets.call_entry import CallEntryPanel
    from console.widgets.icons import Icons
    from console.widgets.window_layout import Panels

__all__ = ["MainWindow", "WindowFrame"]

ABOUT = "CSO Console, a dispatch console for Community Safety Officers. Apache-2.0."
SECOND_MS = 1000


class MainWindow(QMainWindow):
    """One position's window; new data never moves its focus, its selection or its scroll.

    It opens bare, so that its first frame waits for nothing; `furnish` brings everything in it.
    Signals: `line_entered` carries a line for the desk; `command_ready` carries the Command of a
    call that was written in the call entry panel: its answer bears the command's words as line;
    `devices_made` carries the devices page once somebody has opened it. `settle_requested` carries the
    key of a conflict and whether ours is taken, `put_away_requested` that the catch-up has been read.
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
        self._picture = Picture()
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
        from console.widgets.alarms import AlarmParts
        from console.widgets.command_bar import CommandBar
        from console.widgets.downtime_band import DowntimeBand
        from console.widgets.help_sheet import HelpSheet
        from console.widgets.pages import Pages
        from console.widgets.strip import StatusStrip
        from console.widgets.window_layout import WindowLayout

        frame, theme, icons, clock = self._frame, self._theme, self._icons, self._clock
        self.strip = StatusStrip(frame, theme, icons, clock)
        self.alarms = AlarmParts(frame, theme, icons, clock, self.strip.alarms)
        self.band = DowntimeBand(frame, theme, icons, clock)
        self.bar = CommandBar(theme, icons, clock, frame.zone, explain)
        self.panels = _make_panels(frame, theme, icons, clock)
        self.docks = WindowLayout(self.panels, self._memory)
        self.pages = Pages(self.docks, frame, theme, icons, clock)
        self.help = HelpSheet(theme)

    def show_picture(self, picture: "Picture") -> None:
        """Take the newest picture; it is painted within 50 ms, or at 2 Hz when only positions moved."""
        self._pace.take(picture)

    def show_answer(self, answer: "Answer") -> None:
        """Show what a line, or the call written in the call entry panel, came to."""
        if self._entry is not None and self._entry.pending == answer.line != "":
            self._entry.show_answer(answer)
            if self._dispatch_next and answer.outcome == "done":
                self._to_dispatch = next(iter(answer.calls), "")
            self._dispatch_next = False
        self.bar.show_answer(answer)
        self._dispatch_saved()

    @property
    def picture(self) -> "Picture":
        """The picture that is on the screen."""
        return self._picture

    def set_street_map(self, street_map: "StreetMap") -> None:
        """Give the map its streets, which it is not made to wait for."""
        self.panels.map.set_street_map(street_map)

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
        column.addWidget(self.pages, 1)
        column.addWidget(self.help)
        column.addWidget(self.bar)
        self.alarms.frame(content, self._theme)
        self.setCentralWidget(TrainingFrame(self._theme, content, training=training))

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
        strip.theme_chosen.connect(self._theme.switch)
        strip.theme_chosen.connect(self._memory.keep_theme)
        strip.devices_chosen.connect(self.pages.turn)
        strip.reset_chosen.connect(self.reset_layout)
        strip.full_screen_chosen.connect(self._turn_full_screen)
        strip.about_chosen.connect(lambda: self.bar.note(ABOUT))
        strip.quit_chosen.connect(self.close)

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "F1": self.bar.show_help,
            "F2": self.open_call_entry,
            "F5": self._dispatch_or_save,
            "F6": partial(self._walk, 1),
            "Shift+F6": partial(self._walk, -1),
            "F7": self._start_status,
            "F8": self.alarms.acknowledge,
            "Shift+F8": self.alarms.stand_down,
            "Ctrl+F8": self.alarms.mute,
            "Ctrl+F9": self.alarms.show_on_map,
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
        for number, panel in enumerate(self._all_panels(), start=1):
            keys[f"Ctrl+{number}"] = partial(self._go_to, panel)
        for key, action in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(action)

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
        from console.widgets.alarms.overlay import with_emergencies
        from console.widgets.greeting import greeting

        if picture.loaded and not self._picture.loaded:
            self.bar.note(greeting(picture))
        picture = with_emergencies(picture)
        self._tell_caller(picture)
        back = picture.catch_up is not None and self._picture.catch_up is None
        self._picture = picture
        for part in (self.strip, self.alarms, self.band, self.pages, *self._all_panels()):
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
        before = self._picture.caller
        if caller is None or not self._picture.loaded or (before is not None and before.id == caller.id):
            return
        number = f", {caller.number}" if caller.number else ""
        self.bar.note(f"{caller.line} rings: {caller.name}{number}. F2 opens a call and offers it.")

    def _tick(self) -> None:
        for part in (self.strip, self.alarms, self.band, self.pages, *self._all_panels()):
            part.tick()
        if self._entry is not None:
            self._entry.tick()

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
        self._on_call_selected(number)
        _focus(self.panels.detail)

    def _open_catch_up(self) -> None:
        if self._picture.catch_up is None:
            self.bar.note("There is nothing to catch up with.")
        else:
            self.pages.open_catch_up()

    def _turn_alarms(self) -> None:
        shown = self.alarms.turn_list()
        _focus(shown or self.bar.line)

    def _go_to(self, panel: QWidget) -> None:
        self.pages.open_console()
        _focus(panel)

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
            if _holds(self.alarms.place, self.focusWidget() or self):
                self.alarms.place.hide()
            self.help.hide()
            self._focus_line()

    def _focus_line(self) -> None:
        self.bar.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn_page(self, step: int) -> None:
        """Turn the pages of the call detail while it has the focus, else those of the window."""
        if _holds(self.panels.detail, self.focusWidget() or self):
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
        panels = self.panels
        entry = [self._entry] if self._entry is not None and self._entry.isVisible() else []
        stops: list[QWidget] = [panels.calls, *entry, panels.map, panels.units, panels.radio, panels.detail]
        if not self.pages.on_console:
            stops = list(self.pages.stops)
        if self.alarms.place.isVisible():
            stops.insert(0, self.alarms.place)
        stops.append(self.bar)
        focused = self.focusWidget() or self.bar
        here = next((place for place, stop in enumerate(stops) if _holds(stop, focused)), len(stops) - 1)
        _focus(stops[(here + step) % len(stops)])

    def _turn_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)


def _make_panels(frame: WindowFrame, theme: Theme, icons: "Icons", clock: "Clock") -> "Panels":
    from console.widgets.calls import CallsPanel
    from console.widgets.detail import CallDetailPanel
    from console.widgets.map import MapPanel
    from console.widgets.radio import RadioPanel
    from console.widgets.units import UnitsPanel
    from console.widgets.window_layout import Panels

    return Panels(
        calls=CallsPanel(theme, icons, clock, frame.zone),
        map=MapPanel(street_map=None, theme=theme, icons=icons, clock=clock, training=frame.training),
        units=UnitsPanel(theme, icons, clock, frame.zone),
        radio=RadioPanel(theme, icons, clock, frame.zone),
        detail=CallDetailPanel(theme, icons, clock, frame.zone, frame.position),
    )


def _holds(part: QWidget, focused: QWidget) -> bool:
    return part is focused or part.isAncestorOf(focused)


def _focus(part: QWidget) -> None:
    """Give the focus to a part of the window, or to the first thing in it that takes keys."""
    if part.focusPolicy() == Qt.FocusPolicy.NoFocus:
        inside = [child for child in part.findChildren(QWidget) if child.isVisible()]
        part = next((child for child in inside if child.focusPolicy() & Qt.FocusPolicy.TabFocus), part)
    part.setFocus(Qt.FocusReason.ShortcutFocusReason)
