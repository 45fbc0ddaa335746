"""Between the devices page and the devices: what a person asks there, done off the window's thread."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from console.desk.command import Answer
from console.desk.session import Actor, name_of
from console.desk.thread import DeskThread
from console.errors import Refused
from console.station.crossing import answer_of
from console.station.detecting import detect
from console.station.devices import Devices
from hardware.driver_options import read_options
from hardware.drivers import UnknownDriverError, make_driver
from hardware.identity import FoundPort, found_ports, identity_of


class DeviceCrossing(QObject):
    """Signals: `answered` (Answer) for the response line; `ports_found`, pairs of a port and its words;
    `detected` (Detected); `saved` when a device was saved, `refused` (field, words) when it was not.
    `actor` is asked who sits here each time that something is ordered.
    """

    answered = Signal(object)
    ports_found = Signal(list)
    detected = Signal(object)
    saved = Signal()
    refused = Signal(str, str)
    _settled = Signal(object)
    _stored = Signal(object)

    def __init__(self, devices: Devices, desk: DeskThread, actor: Callable[[], Actor]) -> None:
        super().__init__()
        self._devices = devices
        self._desk = desk
        self._actor = actor
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._settled.connect(self.answered, Qt.ConnectionType.QueuedConnection)
        self._stored.connect(self._on_stored, Qt.ConnectionType.QueuedConnection)

    def act(self, action: str, name: str) -> None:
        """Do what a key of the page asks for; its answer comes by the signal."""
        if action in ("add", "edit"):
            self._in_background(self._find_ports)
            return
        future = self._devices.order(action, name, name_of(self._actor()))
        future.add_done_callback(self._settle)

    def inspect(self, name: str) -> None:
        """Have the frames of that device on the board."""
        self._devices.inspect(name)

    def save(self, form: Mapping[str, str]) -> None:
        """Save a device as the form has it."""
        try:
            make_driver(form["driver"], read_options(form["options"].splitlines()))
        except UnknownDriverError as error:
            self.refused.emit("driver", str(error))
            return
        except ValueError as error:
            self.refused.emit("options", str(error))
            return
        args = {
            "name": form["name"],
            "url": form["port"],
            "driver": form["driver"],
            "line": form["line"],
            "unit": form["unit"],
            "was": form["was"],
            "options": form["options"],
        }
        future = self._desk.do("save_device", args, actor=self._actor())
        future.add_done_callback(self._stored.emit)

    def detect(self, port: str) -> None:
        """Listen at a port's likely settings; nothing is sent."""
        self._in_background(lambda: self.detected.emit(detect(port, self._stopping)))

    def close(self) -> None:
        """Wait for what still listens; returns within a second."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(3.0)

    def _settle(self, done: "Future[str]") -> None:
        """Nothing that was said stands as it is; on the devices' thread."""
        answer = _answer(done)
        if answer.said:
            self._settled.emit(answer)

    def _find_ports(self) -> None:
        self.ports_found.emit(ports_in_words(found_ports()))

    def _on_stored(self, done: "Future[Any]") -> None:
        answer = answer_of(done, "")
        self.answered.emit(answer)
        if answer.outcome == "done":
            self.saved.emit()
        else:
            self.refused.emit(_field(answer.said), f"{answer.said} {answer.instead}".strip())

    def _in_background(self, job: Any) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=job, name="device page", daemon=True)
        self._threads.append(thread)
        thread.start()


def ports_in_words(found: Sequence[FoundPort]) -> list[tuple[str, str]]:
    """What to store for each port, which outlives another name, and how it is read."""
    return [
        (str(identity_of(port) or port.by_id or port.device), f"{port.device} {port.description}".strip())
        for port in found
    ]


def _answer(done: "Future[str]") -> Answer:
    error = done.exception()
    if error is None:
        return Answer("", "done", done.result())
    if isinstance(error, Refused):
        return Answer("", "refused", error.reason, error.instead)
    raise error


def _field(said: str) -> str:
    """The field of the form that a refusal is about."""
    words = {
        "line settings": "line",
        "text of the options": "options",
        "unit": "unit",
        "port": "port",
        "driver": "driver",
    }
    return next((field for word, field in words.items() if word in said), "name")
