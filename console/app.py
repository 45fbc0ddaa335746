"""The composition root: builds every long-lived object once, in a listed order, its shutdown beside it.

1. the board, the desk's thread, which opens the store
2. in training: the bench of simulated devices and the stage that plays the shift on them
3. the seat's city, the inbox, the intake, the devices with a link for each
4. for a window: theme, window, and the crossing between threads
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from console.errors import Refused, Unavailable
from console.settings import DeviceSettings, load_settings
from console.station.opening import DEFAULT_SCENARIO, Startup
from console.station.quick_opening import load_connected, load_qt, put_off_sweeping, sweep_again

# The first frame waits for every import above: what only a running station needs is imported where
# it is built.
if TYPE_CHECKING:
    from concurrent.futures import Future

    from console.board.holder import Board
    from console.desk.command import Command
    from console.desk.grammar import Explanation
    from console.desk.session import Session
    from console.desk.surroundings import Surroundings
    from console.desk.thread import DeskThread
    from console.geo.packed import PackedCity
    from console.geo.travel import Travel
    from console.station.city_keeper import CityKeeper
    from console.station.crossing import Crossing
    from console.station.devices import Devices
    from console.station.seating import Seating
    from console.station.seats import Seats
    from console.station.sitting import Sitting
    from console.training.stage import Player, Stage
    from console.widgets.devices import DevicesPage
    from console.widgets.log_on import Guard
    from hardware.simulators.bench import Bench

CALLERS = "Call taker (simulated)"
FETCH_S = 60.0
"""For so long an edition of the geofile is waited for; beside everything that was ordered before."""
OPENING_MS = 20


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
        self._seats: Seats | None = None
        self.stage: Stage | None = None
        """What plays a training shift; None outside training."""
        self.sitter: Session | None = None
        """Whoever is logged on at this position."""
        self._players = players
        self.city: CityKeeper | None = None
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
        from console.station.opening import make_city_keeper, make_keepers
        from console.station.seat_ports import ports_of
        from hardware.inbox import Inbox
        from hardware.ports import Ports
        from hardware.simulators.bench import Bench

        startup, bench, inbox = self.startup, Bench(), Inbox()
        seats = self._seats = self._take_seat()
        self.city = make_city_keeper(startup, self.board, self._fetch_city)
        self.city.start()
        self._shutdown.callback(self.city.stop)
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
            faults=self.stage.faults if self.stage is not None else None,
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
        for keeper in make_keepers(startup, self.board, self.desk, seats):
            keeper.start()
            self._shutdown.callback(keeper.stop)

    def edit(self, call: str) -> None:
        """Tell the other positions which call is open for changing here, "" for none."""
        if self._seats is not None:
            self._seats.edit(call)

    def _take_seat(self) -> "Seats":
        """This position among those on the store; before the devices, for which it must speak."""
        from console.station.seats import Seats

        seats = Seats(desk=self.desk, board=self.board, position=self.startup.settings.position)
        seats.start()
        self._shutdown.callback(seats.stop)
        return seats

    def _fetch_city(self, sha256: str) -> "PackedCity":
        """An edition's content from the store, for the thread that keeps the city."""
        ordered: Future[PackedCity] = self.desk.order(lambda desk: desk.edition_content(sha256))
        try:
            return ordered.result(FETCH_S)
        except TimeoutError as late:
            raise Unavailable(
                "The store has not given the new geofile yet. The one before answers."
            ) from late

    def _tell_sent(self, link: str, radio_id: str, words: str, raw: bytes) -> None:
        args = {"link": link, "radio_id": radio_id, "words": words, "raw": raw}
        self.desk.do("radio_sent", args, actor=link)

    def _tell_trouble(self, link: str, words: str) -> None:
        self.desk.do("radio_trouble", {"link": link, "words": words}, actor=link)

    def type_line(self, line: str, actor: str = "") -> None:
        """Run a dispatcher's line as another position would; raises Refused where it cannot be read."""
        command = self.read_line(line)
        # On a store with accounts what a simulated person does is done under the session of the trainee.
        self.desk.do(command.verb, command.args, actor=self.sitter or actor or self.startup.actor)

    def read_line(self, line: str) -> "Command":
        """What a dispatcher's line stands for here and now; raises Refused where it cannot be read."""
        from console.desk.grammar import parse

        return parse(line, self.board.picture, self.startup.today(), self.surroundings())

    def surroundings(self) -> "Surroundings":
        """What lines are read beside; without streets until the city is here."""
        from console.desk.surroundings import NOTHING

        return self.city.surroundings() if self.city is not None else NOTHING

    def close(self) -> None:
        self._shutdown.close()

    def _travel(self) -> "Travel | None":
        return self.city.travel() if self.city is not None else None

    def _devices(self, bench: "Bench") -> Sequence[DeviceSettings]:
        settings = self.startup.settings
        return settings.devices if settings.devices or not settings.training else self._raise_stage(bench)

    def _raise_stage(self, bench: "Bench") -> Sequence[DeviceSettings]:
        """Raise the curtain on a simulated shift and name the devices that play in it."""
        from console.training.curtain import raise_stage

        self.stage, devices = raise_stage(
            self.startup,
            bench=bench,
            board=self.board,
            travel=self._travel,
            take=lambda line: self.type_line(line, CALLERS),
            players=self._players(self),
        )
        self.stage.start()
        self._shutdown.callback(self.stage.stop)
        return devices


class Window:
    """The window on a running station: what it shows comes from the board, what it asks goes to the desk.

    With `keep_layout` the position's theme and panel sizes are kept between starts.
    """

    def __init__(self, station: Station, *, keep_layout: bool = False) -> None:
        load_qt()
        put_off_sweeping()
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
            alarms=startup.settings.alarms,
        )
        self.main = MainWindow(
            frame=frame,
            theme=self.theme,
            memory=QSettings("CSO Console", startup.settings.position) if keep_layout else None,
        )
        self.crossing: Crossing | None = None
        self.sitting: Sitting
        self._closing = ExitStack()
        self._closing.callback(sweep_again)
        self._ready: Future[None]
        self._opening = QTimer(self.main, interval=OPENING_MS)
        self._opening.timeout.connect(self._connect_when_open)
        self._connecting = QTimer(self.main, interval=OPENING_MS)
        self._connecting.timeout.connect(self._connect_when_ready)

    def _cross(self) -> "Crossing":
        """Connect the window to the board and the desk, in both directions."""
        from console.station.crossing import Crossing

        sitting = self.sitting = self._seat()
        crossing = Crossing(self._station.board, self._station.desk, lambda: sitting.actor)
        # In this order: whether anybody may see a picture is known before the window has it.
        crossing.picture_changed.connect(sitting.take_picture)
        crossing.picture_changed.connect(self.main.show_picture)
        crossing.answered.connect(self.main.show_answer)
        self.main.line_entered.connect(self._run_line)
        self.main.command_ready.connect(lambda command: crossing.run(command, command.words))
        self.main.editing_changed.connect(self._station.edit)
        self.main.caller_asked.connect(crossing.tell_caller)
        crossing.caller_told.connect(self.main.show_caller)
        self.main.devices_made.connect(self._cross_devices)
        self.main.settle_requested.connect(crossing.settle)
        self.main.put_away_requested.connect(crossing.put_away)
        return crossing

    def _seat(self) -> "Sitting":
        """Connect the window to whoever sits before it."""
        from console.station.sitting import Sitting

        startup = self._station.startup
        sitting = Sitting(self._station.desk, startup.clock, startup.settings, startup.actor)
        sitting.changed.connect(self._take_seating)
        # What it has still to say must not reach a window that is gone.
        self._closing.callback(sitting.blockSignals, True)
        sitting.answered.connect(self.main.show_answer)
        self.main.guard_made.connect(self._cross_guard)
        return sitting

    def _take_seating(self, seating: "Seating") -> None:
        session = self._station.sitter = self.sitting.session
        self.main.alarms.hearing.role = session.role if session else ""
        self.main.show_seating(seating)

    def _cross_guard(self, guard: "Guard") -> None:
        """Connect what a person does at the door to whoever sits here, and back."""
        sitting = self.sitting
        guard.log_on_requested.connect(sitting.log_on)
        guard.unlock_requested.connect(sitting.unlock)
        guard.first_requested.connect(sitting.make_first)
        guard.go_without_requested.connect(sitting.go_without)
        guard.raise_requested.connect(sitting.raise_role)
        guard.lock_requested.connect(sitting.lock)
        guard.log_off_requested.connect(sitting.log_off)
        guard.touched.connect(sitting.touch)
        sitting.refused.connect(guard.show_refusal)
        sitting.done.connect(guard.finish)

    def _cross_devices(self, page: "DevicesPage") -> None:
        """Connect the devices page to the devices, once both are there."""
        if self._station.devices is None:
            return
        from console.station.device_crossing import DeviceCrossing
        from hardware.drivers import entries

        crossing = DeviceCrossing(self._station.devices, self._station.desk, lambda: self.sitting.actor)
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
        self.main.photograph().save(str(path))

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
            sweep_again()
            # The calls are painted before the streets and the devices take their turn.
            self._ready = self._station.desk.order(lambda _: load_connected())
            self._connecting.start()

    def _connect_when_ready(self) -> None:
        if self._ready.done():
            self._connecting.stop()
            self._connect()

    def _connect(self) -> None:
        from console.station.city_crossing import CityCrossing
        from console.station.premise_crossing import PremiseCrossing
        from console.widgets.city_link import CityLink
        from console.widgets.premise.link import PremiseLink

        self._station.connect()
        if self._station.city is not None and self.crossing is not None:
            city = CityCrossing(self._station.city)
            link = CityLink(self.main, city)
            if background := self._station.startup.settings.map_background:
                city.background_opened.connect(lambda tiles: self._closing.callback(tiles.close))
                city.open_background(background)
            self.crossing.picture_changed.connect(link.show_picture)
            link.show_picture(self.main.picture)
            asked = PremiseCrossing(self._station.desk, lambda: self.sitting.actor)
            notes = PremiseLink(self.main, asked, self._station.startup.settings.time_zone)
            self.crossing.picture_changed.connect(notes.show_picture)
        if self.crossing is not None:
            self._cross_involved(self.crossing)
        if self.main.pages.devices is not None:
            self._cross_devices(self.main.pages.devices)

    def _cross_involved(self, crossing: "Crossing") -> None:
        """Connect the window to who and what the call in hand is about."""
        from console.station.involved_crossing import InvolvedCrossing
        from console.widgets.involved.link import InvolvedLink

        station = self._station
        asked = InvolvedCrossing(station.desk)
        link = InvolvedLink(self.main, asked, station.startup.clock, station.startup.settings.time_zone)
        crossing.picture_changed.connect(link.show_picture)

    def _explain(self, line: str) -> "Explanation":
        from console.desk.grammar import explain

        station = self._station
        return explain(line, station.board.picture, station.startup.today(), station.surroundings())

    def _run_line(self, line: str) -> None:
        from console.desk.command import Answer

        try:
            command = self._station.read_line(line)
        except Refused as refused:
            self.main.show_answer(Answer(line, "refused", refused.reason, refused.instead, refused.word))
            return
        if self.crossing is not None:
            self.crossing.run(command, line)


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "dispatcher"
