"""The composition root: builds every long-lived object once, in order, with its shutdown beside it.

1. settings, clock, board
2. the desk's thread, which opens the store
3. simulated devices and the stage, in training
4. the inbox, a link for every device, the intake
5. the health watch
6. for a window: theme, window, and the crossing between threads
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from console.board.holder import Board
from console.clock import Clock, SystemClock
from console.desk.command import Command
from console.desk.thread import DeskThread
from console.settings import DeviceSettings, Settings

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.geo.streets import StreetMap
    from console.training.scenario import Scenario
    from console.training.stage import Player, Stage


@dataclass(frozen=True, slots=True)
class Startup:
    """What this start was asked for; `actor` is who acts, `scenario` is empty outside training."""

    settings: Settings
    store_url: str
    actor: str
    scenario: str = "quiet-evening"
    seed: int = 1
    clock: Clock = field(default_factory=SystemClock)

    @property
    def today(self) -> date:
        """The station's date."""
        return self.clock.now().astimezone(self.settings.time_zone).date()


def open_desk(startup: Startup) -> "Desk":
    """Open the store and make the desk, on the thread that will use them."""
    from console.desk.desk import Desk
    from console.geo.streets import StreetMap
    from console.store.store import Store

    store = Store.open(startup.store_url)
    return Desk(
        store,
        clock=startup.clock,
        zone=startup.settings.time_zone,
        locate=_locator(StreetMap.load()),
        seat=startup.settings.position,
        station=startup.settings.station,
    )


class Station:
    """The running station without a window: board, desk, devices; `close` ends them in reverse order."""

    def __init__(self, startup: Startup) -> None:
        self.startup = startup
        self.board = Board()
        self.desk = DeskThread(lambda: open_desk(startup), self.board)
        self.stage: Stage | None = None
        self._shutdown = ExitStack()

    def start(self) -> None:
        """Open the store; devices follow by `connect`, once the roster is known."""
        self.desk.start()
        self._shutdown.callback(self.desk.stop)

    def connect(self, players: "Callable[[Station], list[Player]] | None" = None) -> None:
        """Start the devices; simulated ones in training. The store must be open."""
        from console.station.health import HealthWatch
        from console.station.intake import Intake
        from hardware.inbox import Inbox
        from hardware.ports import Ports
        from hardware.simulators.bench import Bench

        bench, inbox = Bench(), Inbox()
        devices = self.startup.settings.devices or self._simulated(bench, players)
        ports = Ports(bench)
        owners = {device.name: device.unit for device in devices if device.unit}
        intake = Intake(
            inbox=inbox, board=self.board, desk=self.desk, clock=self.startup.clock, owners=owners
        )
        intake.start()
        self._shutdown.callback(intake.stop)
        links = _start_links(devices, ports, inbox, self._shutdown)
        watch = HealthWatch(links, board=self.board, clock=self.startup.clock)
        watch.start()
        self._shutdown.callback(watch.stop)

    def type_line(self, line: str, actor: str = "") -> None:
        """Run a dispatcher's line as if it was typed at another position."""
        from console.desk.grammar import parse

        command: Command = parse(line, self.board.picture, self.startup.today)
        self.desk.do(command.verb, command.args, actor=actor or self.startup.actor)

    def close(self) -> None:
        self._shutdown.close()

    def _simulated(
        self, bench: object, players: "Callable[[Station], list[Player]] | None"
    ) -> tuple[DeviceSettings, ...]:
        if not self.startup.settings.training:
            return ()
        from console.training.scenario import load_scenario

        return self._raise_curtain(bench, load_scenario(self.startup.scenario), players)
