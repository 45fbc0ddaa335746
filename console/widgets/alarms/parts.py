"""All of the window that is about alarms: banner, chips, list and sound, and what their keys ask for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.board.alarm_views import AlarmView, worst_first
from console.board.views import Picture
from console.clock import Clock
from console.widgets.alarms.banner import EmergencyBanner
from console.widgets.alarms.chips import AlarmChips
from console.widgets.alarms.faces import critical
from console.widgets.alarms.hearing import Hearing
from console.widgets.alarms.overlay import EmergencyFrame
from console.widgets.alarms.sounds import Sounds
from console.widgets.icons import Icons
from console.widgets.theme import Theme
from console.widgets.wall_clock import time_of_day
from console.widgets.window_frame import WindowFrame

if TYPE_CHECKING:
    from console.widgets.alarms.panel import AlarmPanel

MARGIN = 6


class AlarmParts(QObject):
    """Shows each picture to its parts; nothing here ever moves the focus by itself.

    The list is made when it is first opened; `place` is where it stands in the window.

    Signals: `line_entered` carries a line that is run at once and leaves the focus where it is;
    `command_requested` a line to complete; `call_requested` the number of a call to open; `map_requested`
    the call sign to show on the map; `said` a sentence for the response line.
    """

    line_entered = Signal(str)
    command_requested = Signal(str)
    call_requested = Signal(str)
    map_requested = Signal(str)
    said = Signal(str)

    def __init__(
        self, frame: WindowFrame, theme: Theme, icons: Icons, clock: Clock, chips: AlarmChips
    ) -> None:
        super().__init__()
        self._frame, self._theme, self._icons, self._clock = frame, theme, icons, clock
        self._picture = Picture()
        self.chips = chips
        self.banner = EmergencyBanner(frame, theme, icons, clock)
        self._red: EmergencyFrame | None = None
        self.panel: AlarmPanel | None = None
        self.place = QWidget()
        self.place.hide()
        self.hearing = Hearing(low_tone=frame.alarms.low_tone)
        self._heard = Picture()
        self._last = ""
        self.sounds = Sounds(frame.alarms.volume)
        self.banner.acknowledge_requested.connect(lambda number: self.line_entered.emit(f"K {number}"))

    def frame(self, around: QWidget, theme: Theme) -> None:
        """Draw a red edge around that widget from now on while there is an emergency."""
        self._red = EmergencyFrame(around, theme)

    @property
    def keys(self) -> dict[str, Callable[[], object]]:
        """What the window's keys do here."""
        return {
            "F8": self.acknowledge,
            "Shift+F8": self.stand_down,
            "Ctrl+F8": self.mute,
            "Ctrl+F9": self.show_on_map,
        }

    def show_picture(self, picture: Picture, heard: Picture | None = None) -> None:
        """Show the picture's alarms; those of `heard` sound, also where a locked screen shows none."""
        before, self._picture = self._picture, picture
        heard_before, self._heard = self._heard, heard or picture
        if self._heard.alarms is not heard_before.alarms:
            self._sound()
        if picture.alarms is before.alarms and not picture.alarms:
            return
        for part in self._parts():
            part.show_picture(picture)
        if self._red is not None:
            self._red.show_emergency(bool(self.banner.faces))
        self._follow(before)

    def heard_last(self) -> str:
        """The name of the tone that was last to be heard, "" before the first."""
        return self._last

    def tick(self) -> None:
        """Bring every age up to this second, and sound what is to be heard again."""
        for part in self._parts():
            part.tick()
        self._sound()

    def acknowledge(self) -> None:
        """Acknowledge the newest of the worst alarms that nobody has acknowledged."""
        alarm = self._first(lambda each: not each.acknowledged)
        if alarm is None:
            self.said.emit("There is no alarm to acknowledge.")
        else:
            self.line_entered.emit(f"K {alarm.number}")

    def stand_down(self) -> None:
        """Begin the line that clears the emergency in the banner: its reason is for a person to type."""
        shown = critical(self._picture.alarms.values())
        alarm = next((each for each in shown if each.acknowledged), None)
        if alarm is not None:
            self.command_requested.emit(f"KX {alarm.number}, ")
        elif shown:
            self.said.emit(f"Acknowledge alarm {shown[0].number} first. F8 does.")
        else:
            self.said.emit("There is no emergency to clear.")

    def show_on_map(self) -> None:
        """Show the unit of the emergency in the banner on the map."""
        unit = next((each.unit for each in critical(self._picture.alarms.values()) if each.unit), "")
        if unit:
            self.map_requested.emit(unit)
        else:
            self.said.emit("There is no emergency of a unit.")

    def turn_list(self) -> QWidget | None:
        """Open the list or close it; what takes the focus when it is open now."""
        if self.place.isVisible():
            self.place.hide()
            return None
        if self.panel is None:
            self.panel = self._make_panel()
        self.place.show()
        self.panel.open()
        return self.panel.list

    def mute(self) -> None:
        """Mute alarms for the time that the settings say, or hear them again."""
        now, minutes = self._clock.now(), self._frame.alarms.mute_min
        self.hearing.mute(now, minutes)
        muted = self.hearing.is_muted(now)
        hushed = f"Alarms are muted for {minutes} min, but no new emergency. Ctrl+F8 ends it."
        self.said.emit(hushed if muted else "Alarms are heard again.")
        self._sound()

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.chips, self.banner) if self.panel is None else (self.chips, self.banner, self.panel)

    def _make_panel(self) -> "AlarmPanel":
        # Loaded when somebody first opens it, so that the window is there sooner.
        from console.widgets.alarms.panel import AlarmPanel

        panel = AlarmPanel(self._theme, self._icons, self._clock, self._frame.zone)
        panel.run_requested.connect(self.line_entered)
        panel.command_requested.connect(self.command_requested)
        panel.call_requested.connect(self.call_requested)
        panel.map_requested.connect(self.map_requested)
        panel.show_picture(self._picture)
        column = QVBoxLayout(self.place)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        column.addWidget(panel)
        return panel

    def _first(self, wanted: Callable[[AlarmView], bool]) -> AlarmView | None:
        alarms = (each for each in self._picture.alarms.values() if not each.shelved and wanted(each))
        return min(alarms, key=worst_first, default=None)

    def _sound(self) -> None:
        now = self._clock.now()
        sound = self.hearing.due(self._heard.alarms.values(), self._heard.codes.alarm_levels, now)
        if sound:
            self._last = sound
            self.sounds.play(sound)
        until = self.hearing.muted_until
        muted = self.hearing.is_muted(now) and until is not None
        self.chips.show_sound(
            f"Muted until {time_of_day(until, self._frame.zone)[:5]}" if muted else self.sounds.trouble
        )

    def _follow(self, before: Picture) -> None:
        """Centre the map on a new emergency, where the station has chosen so."""
        if not self._frame.alarms.follow_emergency:
            return
        new = [
            a for a in critical(self._picture.alarms.values()) if a.emergency and a.id not in before.alarms
        ]
        if new and new[0].unit:
            self.map_requested.emit(new[0].unit)
