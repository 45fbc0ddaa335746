"""A seat with an alarm receiver that dies at a chosen moment: `python -m tests.journeys.alarm_seat`.

Arguments: the store's address, the receiver's port, the account at which it dies (or none), and when:
`before` the commit of that account's event, or `after` it and before the receiver is answered.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from console.board.holder import Board
from console.clock import SystemClock
from console.desk.desk import Desk
from console.desk.thread import DeskThread
from console.settings import DeviceSettings
from console.station.devices import Devices
from console.station.identities import Identities
from console.station.intake import Intake
from console.store.store import Store
from hardware.inbox import Inbox
from hardware.ports import Ports


def die() -> None:
    """As when the power goes: nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


class Seat:
    """The desk, the devices and the intake, with a fuse in two places that are given from outside."""

    def __init__(self, store: str, port: str, account: str, when: str) -> None:
        self._account, self._when = account, when
        self.board, clock, inbox = Board(), SystemClock(), Inbox()
        self.desk = DeskThread(lambda: self._open(store), self.board)
        self.devices = Devices(
            ports=Ports(),
            inbox=inbox,
            board=self.board,
            clock=clock,
            tell=lambda name, words: None,
            tell_sent=lambda name, unit, words, raw: None,
            captures=Path("captures"),
            seat="Position 1",
        )
        self.intake = Intake(
            inbox=inbox,
            board=self.board,
            desk=self.desk,
            clock=clock,
            identities=Identities(self.board, {}),
            answer=self._answer,
            heard=self.devices.heard,
        )
        self._device = DeviceSettings("Alarms", port, "surgard")

    def run(self, over: Callable[[], object]) -> None:
        """Work until `over` returns."""
        self.desk.start()
        self.desk.opened.result(20)
        self.intake.start()
        self.devices.start([self._device])
        over()
        self.devices.stop()
        self.intake.stop()
        self.desk.stop()

    def _open(self, store: str) -> Desk:
        return Desk(
            Store.open(store),
            clock=SystemClock(),
            zone=ZoneInfo("America/Los_Angeles"),
            locate=self._locate,
            seat="Position 1",
            station="west-hollywood",
        )

    def _locate(self, place: str) -> None:
        """Asked in the midst of the verb: the rows are not committed yet."""
        if self._when == "before" and self._account in place:
            die()

    def _answer(self, link: str, data: bytes) -> None:
        """Asked right after the commit; the board has the event by then."""
        stored = any(line.radio_id == self._account for line in self.board.picture.radio)
        if self._when == "after" and stored:
            die()
        self.devices.answer(link, data)


def main(store: str, port: str, account: str = "", when: str = "") -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    Seat(store, port, account, when).run(ended.wait)


if __name__ == "__main__":
    main(*sys.argv[1:])
