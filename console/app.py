"""The composition root: builds every long-lived object once, in a listed order, its shutdown beside it.

1. the board, the desk's thread, which opens the store
2. in training: the bench of simulated devices and the stage that plays the shift on them
3. the inbox, the intake, the devices with a link for each
4. for a window: theme, window, and the crossing between threads
"""

import json
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from console.clock import ScaledClock
from console.errors import Refused, Unavailable
from console.settings import DeviceSettings, Settings, load_settings
from console.station.opening import DEFAULT_SCENARIO, Startup

# The first frame waits for every import above: what only a running station needs is imported where
# it is built.
if TYPE_CHECKING:
    from console.board.holder import Board
    from console.desk.grammar import Explanation
    from console.desk.thread import DeskThread
    from console.station.crossing import Crossing
    from console.station.devices import Devices
    from console.station.seats import Seats
    from console.training.scenario import Scenario
    from console.training.stage import Player, Stage
    from console.widgets.devices import DevicesPage
    from hardware.simulators.bench import Bench

CALLERS = "Call taker (simulated)"
OPENING_MS = 20
WATCH_MS = 100
PICTURE_AT = 0.45
SIZES = ((1920, 1080), (1366, 768))


def startup_for(store_url: str = "", actor: str = "", scenario: str = DEFAULT_SCENARIO) -> Startup:
    """A start with this station's settings; raises Unavailable when they cannot be read."""
    try:
        settings = load_settings()
    except ValueError as error:
        raise Unavailable(str(error)) from error
    if settings.devices:
        from console.station.known_drivers import must_know_drivers

        must_know_drivers(settings.devices)
    return Startup(settings, store_url or settings.store_url, actor or _user(), scenario)


class Station:
    """The running station without its window; what is started is ended by `close` in reverse order."""

    def __init__(
        self, startup: Startup, players: "Callable[[Station], Sequence[Player]]" = lambda _: ()
    ) -> None:
        self.startup = startup
        self.desk: DeskThread
        self.devices: Devices | None = None
        self._stage: Stage | None = None
        self._players = players
        self._shutdown = ExitStack()

    @cached_property
    def board(self) -> "Board":
        """What the station knows; empty until the store is open."""
        from console.board.holder import Board

        return Board()

    def start(self) -> None:
        """Open the store on the desk's thread; the devices follow by `connect`."""
        from console.desk.thread import DeskThread
        from console.station.opening import make_stand_in, open_desk

        self.desk = DeskThread(
            lambda: open_desk(self.startup), self.board, lambda: make_stand_in(self.startup)
        )
        self.desk.start()
        self._shutdown.callback(self.desk.stop)

    def connect(self) -> None:
        """Start the devices, simulated ones in training; the store must be open for its roster."""
        from console.station.devices import Devices, owners
        from console.station.identities import Identities
        from console.station.intake import Intake
        from console.station.opening import make_housekeeping, make_printed, make_retention
        from console.station.seat_ports import ports_of
        from hardware.inbox import Inbox
        from hardware.ports import Ports
        from hardware.simulators.bench import Bench

        startup, bench, inbox = self.startup, Bench(), Inbox()
        seats = self._take_seat()
        settings = self._devices(bench)
        devices = Devices(
            ports=Ports(bench, lambda: ports_of(settings, self.board.picture, startup.settings.position)),
            inbox=inbox,
            board=self.board,
            clock=startup.clock,
            tell=self._tell_trouble,
            tell_sent=self._tell_sent,
            captures=startup.settings.captures,
            seat=startup.settings.position,
            faults=self._stage.faults if self._stage is not None else None,
            seats=seats,
        )
        known = startup.settings
        intake = Intake(
            inbox=inbox,
            board=self.board,
            desk=self.desk,
            clock=startup.clock,
            identities=Identities(self.board, owners(settings), known.identities, known.accounts),
            answer=devices.answer,
            heard=devices.heard,
            seats=seats,
        )
        intake.start()
        self._shutdown.callback(intake.stop)
        self._shutdown.callback(devices.stop)
        devices.start(settings)
        self.devices = devices
        for keeper in (
            make_printed(startup, self.board),
            make_housekeeping(startup, self.board, self.desk, seats),
            make_retention(startup, self.desk, seats),
        ):
            if keeper is not None:
                keeper.start()
                self._shutdown.callback(keeper.stop)

    def _take_seat(self) -> "Seats":
        """This position among those on the store; before the devices, for which it must speak."""
        from console.station.seats import Seats

        seats = Seats(desk=self.desk, board=self.board, position=self.startup.settings.position)
        seats.start()
        self._shutdown.callback(seats.stop)
        return seats

    def _tell_sent(self, link: str, radio_id: str, words: str, raw: bytes) -> None:
        args = {"link": link, "radio_id": radio_id, "words": words, "raw": raw}
        self.desk.do("radio_sent", args, actor=link)

    def _tell_trouble(self, link: str, words: str) -> None:
        self.desk.do("radio_trouble", {"link": link, "words": words}, actor=link)

    def type_line(self, line: str, actor: str = "") -> None:
        """Run a dispatcher's line as another position would; raises Refused where it cannot be read."""
        from console.desk.grammar import parse

        command = parse(line, self.board.picture, self.startup.today())
        self.desk.do(command.verb, command.args, actor=actor or self.startup.actor)

    def close(self) -> None:
        self._shutdown.close()

    def _devices(self, bench: "Bench") -> Sequence[DeviceSettings]:
        settings = self.startup.settings
        return settings.devices if settings.devices or not settings.training else self._raise_stage(bench)

    def _raise_stage(self, bench: "Bench") -> Sequence[DeviceSettings]:
        """Raise the curtain on a simulated shift and name the devices that play in it."""
        from console.geo.streets import StreetMap
        from console.training.faults import port
        from console.training.scenario import load_scenario
        from console.training.stage import RADIOS, Stage, gps_name, gps_title

        units = [unit.call_sign for unit in self.board.picture.units.values()]
        scenario = load_scenario(self.startup.scenario)
        stage = self._stage = Stage(
            bench=bench,
            board=self.board,
            clock=self.startup.clock,
            street_map=StreetMap.load(),
            injects=scenario.inject,
            faults=scenario.fault,
            take=lambda line: self.type_line(line, CALLERS),
            seed=self.startup.seed,
            players=self._players(self),
        )
        stage.equip(units)
        stage.start()
        self._shutdown.callback(stage.stop)
        return [
            *(DeviceSettings(title, port(name), driver) for name, title, driver in RADIOS),
            *(DeviceSettings(gps_title(unit), port(gps_name(unit)), "nmea", unit) for unit in units),
        ]


class Window:
    """The window on a running station: what it shows comes from the board, what it asks goes to the desk.

    With `keep_layout` the position's theme and panel sizes are kept between starts.
    """

    def __init__(self, station: Station, *, keep_layout: bool = False) -> None:
        from PySide6.QtCore import QSettings, QTimer
        from PySide6.QtWidgets import QApplication

        from console.widgets.main_window import MainWindow, WindowFrame
        from console.widgets.theme import Theme

        startup = station.startup
        self._station = station
        running = QApplication.instance()
        self._app = running if isinstance(running, QApplication) else QApplication([])
        self.theme = Theme(startup.settings.theme)
        frame = WindowFrame(
            station=startup.settings.name,
            person=startup.actor,
            position=startup.settings.position,
            training=startup.settings.training,
            zone=startup.settings.time_zone,
            printed=str(startup.printed),
            shared=startup.shared,
        )
        self.main = MainWindow(
            frame=frame,
            theme=self.theme,
            memory=QSettings("CSO Console", startup.settings.position) if keep_layout else None,
        )
        self.crossing: Crossing | None = None
        self._closing = ExitStack()
        self._opening = QTimer(self.main, interval=OPENING_MS)
        self._opening.timeout.connect(self._connect_when_open)
        self._connecting = QTimer(self.main, interval=OPENING_MS, singleShot=True)
        self._connecting.timeout.connect(self._connect)

    def _cross(self) -> "Crossing":
        """Connect the window to the board and the desk, in both directions."""
        from console.station.crossing import Crossing

        crossing = Crossing(self._station.board, self._station.desk, self._station.startup.actor)
        crossing.picture_changed.connect(self.main.show_picture)
        crossing.answered.connect(self.main.show_answer)
        self.main.line_entered.connect(self._run_line)
        self.main.command_ready.connect(lambda command: crossing.run(command, command.words))
        self.main.devices_made.connect(self._cross_devices)
        self.main.settle_requested.connect(crossing.settle)
        self.main.put_away_requested.connect(crossing.put_away)
        return crossing

    def _cross_devices(self, page: "DevicesPage") -> None:
        """Connect the devices page to the devices, once both are there."""
        if self._station.devices is None:
            return
        from console.station.device_crossing import DeviceCrossing
        from hardware.drivers import entries

        crossing = DeviceCrossing(self._station.devices, self._station.desk, self._station.startup.actor)
        drivers = entries()
        page.form.set_drivers([(row.name, row.title) for row in drivers])
        page.form.set_options({row.name: row.options for row in drivers})
        page.action_requested.connect(crossing.act)
        page.inspect_requested.connect(crossing.inspect)
        page.form.saved.connect(crossing.save)
        page.form.detect_requested.connect(crossing.detect)
        crossing.answered.connect(self.main.show_answer)
        crossing.ports_found.connect(page.form.set_ports)
        crossing.detected.connect(
            lambda found: page.form.show_detection(found.words, driver=found.driver, line=found.line)
        )
        crossing.saved.connect(page.close_form)
        crossing.refused.connect(page.form.show_refusal)
        self._closing.callback(crossing.close)

    def open(self) -> None:
        """Show the window; its contents, the store and the devices follow after its first frame."""
        self.main.painted.connect(self._furnish)
        self.main.show()

    def _furnish(self) -> None:
        """Everything that the first frame does not wait for."""
        self.theme.apply(self._app)
        self.main.furnish(self._station.startup.clock, self._explain)
        # Not sooner: two threads that import at once take longer than one after the other.
        self._station.start()
        self.crossing = self._cross()
        self._opening.start()

    def run(self) -> int:
        """Stay until the window is closed, then shut the station down."""
        try:
            return self.loop()
        finally:
            self.close()

    def loop(self) -> int:
        """Stay until the window is closed or `quit` is called; raises Unavailable without a store."""
        outcome = int(self._app.exec())
        # A window that was closed at once has opened no store.
        if self.crossing is not None and self._station.desk.opened.done():
            self._station.desk.opened.result()
        return outcome

    def quit(self) -> None:
        """End `run`."""
        self._app.quit()

    def picture(self, path: Path, theme: str, width: int, height: int, select: Sequence[str] = ()) -> None:
        """Save what the window shows at that size and in that theme."""
        self.theme.switch(theme)
        self.main.resize(width, height)
        for number in select:
            self.main.select_call(number)
        # The first turn lays out for the new size, the second paints what came of it.
        self._app.processEvents()
        self._app.processEvents()
        self.main.grab().save(str(path))

    def close(self) -> None:
        self._opening.stop()
        self._connecting.stop()
        self._closing.close()
        if self.crossing is not None:
            self.crossing.close()
        self._station.close()

    def _connect_when_open(self) -> None:
        opened = self._station.desk.opened
        if opened.done() and opened.exception() is not None:
            self._opening.stop()
            self._app.quit()
        elif self.main.picture.loaded:
            self._opening.stop()
            # The calls are painted before the streets and the devices take their turn.
            self._connecting.start()

    def _connect(self) -> None:
        from console.geo.streets import StreetMap

        self.main.set_street_map(StreetMap.load())
        self._station.connect()
        if self.main.pages.devices is not None:
            self._cross_devices(self.main.pages.devices)

    def _explain(self, line: str) -> "Explanation":
        from console.desk.grammar import explain

        return explain(line, self._station.board.picture, self._station.startup.today())

    def _run_line(self, line: str) -> None:
        from console.desk.command import Answer
        from console.desk.grammar import parse

        try:
            command = parse(line, self._station.board.picture, self._station.startup.today())
        except Refused as refused:
            self.main.show_answer(Answer(line, "refused", refused.reason, refused.instead, refused.word))
            return
        if self.crossing is not None:
            self.crossing.run(command, line)


def open_training(scenario: str, speed: float, seed: int, store: str, actor: str) -> int:
    """Open the window on a training shift that runs `speed` times as fast as the clock."""
    from console.training.scenario import load_scenario

    load_scenario(scenario)
    plain = startup_for(store, actor, scenario)
    settings = replace(plain.settings, mode="training")
    clock = ScaledClock(plain.clock.now(), speed) if speed != 1 else plain.clock
    url = store or settings.store_url
    shift = replace(plain, settings=settings, store_url=url, seed=seed, clock=clock)
    window = Window(Station(shift), keep_layout=True)
    window.open()
    return window.run()


def play_unattended(scenario: str, speed: float, seed: int, folder: str) -> int:
    """Play a whole shift without a screen, into pictures and a summary in `folder`."""
    from console.training.scenario import load_scenario

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shift = load_scenario(scenario)
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("shift.sqlite3*"):
        old.unlink()
    startup = Startup(
        Settings(position="Position 1"),
        f"sqlite:///{out / 'shift.sqlite3'}",
        "Unattended dispatcher",
        scenario,
        seed,
        ScaledClock(shift.start.astimezone(UTC), speed),
    )
    return UnattendedShift(startup, shift, out).play()


class UnattendedShift:
    """A shift on the real window with a dispatcher that types by itself."""

    def __init__(self, startup: Startup, shift: "Scenario", out: Path) -> None:
        from PySide6.QtCore import QTimer

        self._startup = startup
        self._shift = shift
        self._out = out
        self._station = Station(startup, self._players)
        self._window = Window(self._station)
        self._pictures: list[str] = []
        self._summary: dict[str, Any] = {}
        self._watch = QTimer(self._window.main, interval=WATCH_MS)
        self._watch.timeout.connect(self._look)

    def play(self) -> int:
        """Play to the end of the shift, or until every call is closed; 0 when all of them are."""
        self._window.open()
        self._watch.start()
        try:
            self._window.loop()
            self._sum_up()
        finally:
            self._window.close()
        print(json.dumps(self._summary, indent=2))
        whole = self._summary.get("journal_verified") and self._summary["calls_closed"]
        return 0 if whole else 1

    def _players(self, station: Station) -> "Sequence[Player]":
        from console.training.dispatcher import UnattendedDispatcher

        dispatcher = UnattendedDispatcher(
            clock=self._startup.clock, today=self._startup.today, type_line=station.type_line
        )
        return (dispatcher.play,)

    def _look(self) -> None:
        share = self._startup.clock.monotonic() / (self._shift.minutes * 60)
        if share >= PICTURE_AT and not self._pictures:
            self._take_pictures()
        if share >= 1 or (self._pictures and self._all_closed()):
            self._watch.stop()
            self._window.quit()

    def _all_closed(self) -> bool:
        calls = self._station.board.picture.calls.values()
        return len(calls) >= len(self._shift.inject) and all(call.ended for call in calls)

    def _take_pictures(self) -> None:
        active = [c.number for c in self._station.board.picture.calls.values() if c.state == "active"]
        for theme in ("dark", "light"):
            for width, height in SIZES:
                name = f"window-{width}x{height}-{theme}.png"
                self._window.picture(self._out / name, theme, width, height, select=active[:1])
                self._pictures.append(name)

    def _sum_up(self) -> None:
        from console.training.summary import summarise

        entries, verdict = self._station.desk.order(lambda desk: (desk.journal(), desk.verify())).result()
        links = self._station.board.picture.links.values()
        self._summary = {
            "scenario": self._shift.title,
            "seed": self._startup.seed,
            **summarise(entries),
            "journal_verified": not verdict.broken,
            "undecoded": sum(link.undecoded for link in links),
            "pictures": self._pictures,
        }
        (self._out / "summary.json").write_text(json.dumps(self._summary, indent=2) + "\n", encoding="utf-8")


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "dispatcher"
