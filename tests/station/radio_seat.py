"""A seat that hears one radio, as a program to be killed: `python -m tests.station.radio_seat`.

Arguments: the store's address, the radio's port, the position's name. It runs until its standard input ends.
"""

import sys
from pathlib import Path

from console.board.holder import Board
from console.clock import SystemClock
from console.desk.desk import Desk
from console.desk.thread import DeskThread
from console.settings import DeviceSettings
from console.station.devices import Devices
from console.station.identities import Identities
from console.station.intake import Intake
from console.station.seats import Seats
from console.store.store import Store
from hardware.inbox import Inbox
from hardware.ports import Ports
from tests.desk.stations import ZONE

RADIO = "Radio 1"


class RadioSeat:
    """Desk, seats, devices and intake as the program has them, without its window."""

    def __init__(self, store: str, port: str, name: str, driver: str = "kenwood") -> None:
        self.board, clock, inbox = Board(), SystemClock(), Inbox()
        self.desk = DeskThread(
            lambda: Desk(
                Store.open(store),
                clock=clock,
                zone=ZONE,
                locate=lambda _: None,
                seat=name,
                station="west-hollywood",
            ),
            self.board,
        )
        self.seats = Seats(desk=self.desk, board=self.board, position=name)
        self.devices = Devices(
            ports=Ports(),
            inbox=inbox,
            board=self.board,
            clock=clock,
            tell=lambda device, words: None,
            tell_sent=lambda device, unit, words: None,
            captures=Path("captures"),
            seat=name,
            seats=self.seats,
        )
        self.intake = Intake(
            inbox=inbox,
            board=self.board,
            desk=self.desk,
            clock=clock,
            identities=Identities(self.board, {}),
            answer=self.devices.answer,
            heard=self.devices.heard,
            seats=self.seats,
        )
        self._device = DeviceSettings(RADIO, port, driver)

    def start(self) -> None:
        self.desk.start()
        self.desk.opened.result(30)
        self.seats.start()
        self.intake.start()
        self.devices.start([self._device])

    def stop(self) -> None:
        self.devices.stop()
        self.intake.stop()
        self.seats.stop()
        self.desk.stop()


def main() -> None:
    seat = RadioSeat(*sys.argv[1:])
    seat.start()
    sys.stdin.read()
    seat.stop()


if __name__ == "__main__":
    main()
