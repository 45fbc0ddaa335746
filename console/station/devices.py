"""The devices of this position: a link for each, their health on the board, what a person does to them."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from console.board.holder import Board
from console.board.views import DeviceView, FrameView, InspectedDevice, SavedDevice
from console.clock import Clock
from console.errors import Refused
from console.settings import DeviceSettings
from console.station.device import Device, Faults, can_fail, device_view, moment_of
from console.station.frames import frame_view
from console.station.health import is_silent, link_views
from console.station.seats import Seats
from console.station.sending import Sending, Tell
from hardware.capture import CaptureWriter
from hardware.driver_options import read_options
from hardware.drivers import UnknownDriverError
from hardware.inbox import Inbox
from hardware.link import STARTED_AGAIN, Link
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading

LOOK_S = 0.5
TURN_S = 0.1
SHOWN_FRAMES = 200
FAULT = "fault:"

log = logging.getLogger(__name__)


class Devices:
    """Owns every link of this position; safe from any thread.

    `tell` is given the name of a device and a sentence about a trouble that only its silence shows,
    `tell_sent` what became of what was to be sent. Captures are written into the folder `captures`.
    `faults` makes simulated devices fail, in training only. With `seats` this position speaks for the
    devices that it hears only while no other does.
    """

    def __init__(
        self,
        *,
        ports: Ports,
        inbox: Inbox,
        board: Board,
        clock: Clock,
        tell: Callable[[str, str], None],
        tell_sent: Tell,
        captures: Path,
        seat: str,
        faults: Faults | None = None,
        seats: Seats | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seat = seat
        self._faults = faults
        self._seats = seats
        self._own: tuple[DeviceSettings, ...] = ()
        self._saved: tuple[SavedDevice, ...] | None = None
        self._ports = ports
        self._inbox = inbox
        self._board = board
        self._clock = clock
        self._tell = tell
        self._sending = Sending(tell_sent, seat)
        self._captures = captures
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        # Ports live in the machine's time, even in a shift that runs faster.
        self._monotonic = monotonic
        self._lock = threading.RLock()
        self._devices: dict[str, Device] = {}
        self._inspected = ""
        self._keyed: set[str] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="devices", daemon=True)

    def start(self, devices: Sequence[DeviceSettings]) -> None:
        """Open all of them and those that were saved for this seat, and look after them from now on."""
        self._own = tuple(devices)
        # Texts that stand in the log by now are an earlier run's; the next one may come at once.
        self._sending.take(self._board.picture, {})
        self._thread.start()

    def stop(self) -> None:
        """Close every port; returns within seconds, whatever they do."""
        self._stopping.set()
        self._jobs.put(lambda: None)
        if self._thread.is_alive():
            self._thread.join(5.0)
        with self._lock:
            devices = list(self._devices.values())
        for device in devices:
            self._end_capture(device)
            if device.link is not None:
                device.link.stop()

    def add(self, settings: DeviceSettings) -> None:
        """Begin with one more device; Refused when its name, driver or settings cannot be."""
        with self._lock:
            if settings.name in self._devices:
                raise Refused(f"There is a device {settings.name} already. Choose another name.")
            try:
                device = Device(settings, self._monotonic())
                device.link = self._new_link(device)
            except (UnknownDriverError, ValueError) as error:
                raise Refused(f"{settings.name}: {error}") from error
            self._devices[settings.name] = device
        device.link.start()

    def remove(self, name: str) -> None:
        """End a device and forget it."""
        self.turn_off(name)
        # Another device may be given its name, and nobody has allowed that one to send.
        self._jobs.put(lambda: self._sending.forget(name))
        with self._lock:
            del self._devices[name]

    def turn_off(self, name: str) -> None:
        """Close a device's port and leave it closed."""
        device = self._device(name)
        with self._lock:
            link, device.link = device.link, None
        self._end_capture(device)
        if link is not None:
            link.stop()

    def turn_on(self, name: str) -> None:
        """Open a device's port again."""
        device = self._device(name)
        with self._lock:
            if device.link is not None:
                return
            device.link = self._new_link(device)
        device.link.start()

    def reconnect(self, name: str) -> None:
        """Close a device's port and open it again."""
        link = self._device(name).link
        if link is None:
            self.turn_on(name)
        else:
            link.reopen()

    def inspect(self, name: str) -> None:
        """Show the frames of that device on the board from now on; "" for none."""
        self._inspected = name
        self._jobs.put(self._report)

    def answer(self, name: str, data: bytes) -> None:
        """Write to a device what it waits for, when its link is there."""
        with self._lock:
            device = self._devices.get(name)
            link = device.link if device is not None else None
        if link is not None:
            link.send(data)

    def heard(self, name: str, reading: Reading) -> None:
        """Take a reading that concerns what this device was to send."""
        self._jobs.put(lambda: self._sending.heard(name, reading, self._monotonic()))

    def order(self, action: str, name: str, person: str = "") -> "Future[str]":
        """Do something to a device on the manager's own thread; the future holds what came of it, in words:
        none where there is nothing to say.

        Actions: reconnect, test, off, on, transmit-on, transmit-off, key, unkey, capture-start,
        capture-stop, and fault: with a kind of fault. It raises Refused where that cannot be.
        """
        done: Future[str] = Future()

        def job() -> None:
            try:
                done.set_result(self._act(action, name, person))
            except (Refused, OSError, ValueError) as error:
                done.set_exception(error if isinstance(error, Refused) else Refused(str(error)))

        self._jobs.put(job)
        return done

    def capture(self, name: str, path: Path) -> None:
        """Write every byte of a device to a file from now on; raises OSError when that cannot be."""
        device = self._device(name)
        self._end_capture(device)
        link = device.link
        if link is None:
            raise Refused(f"{name} is off. Turn it on first.")
        writer = CaptureWriter(
            path, driver=link.driver, url=link.url, settings=link.settings, clock=self._clock
        )
        device.capture = writer
        link.tap(lambda data, sent: self._write_capture(device, data, sent=sent))

    def end_capture(self, name: str) -> None:
        """Close a device's capture file."""
        self._end_capture(self._device(name))

    def views(self) -> list[DeviceView]:
        """Every device as it is now, in the order in which they were added."""
        with self._lock:
            devices = list(self._devices.items())
        now, monotonic = self._clock.now(), self._monotonic()
        return [
            device_view(
                device,
                now,
                monotonic,
                bool(self._sending.allowed_by(name)),
                self._faults,
                self._speaker(name),
            )
            for name, device in devices
        ]

    def _new_link(self, device: Device) -> Link:
        settings = device.settings
        return Link(
            name=settings.name,
            url=settings.url,
            driver=settings.driver,
            ports=self._ports,
            inbox=self._inbox,
            settings=LineSettings.read(settings.line) if settings.line else None,
            options=settings.options,
            monotonic=self._monotonic,
        )

    def _device(self, name: str) -> Device:
        with self._lock:
            try:
                return self._devices[name]
            except KeyError:
                raise Refused(f"There is no device {name}.", word=name) from None

    def _act(self, action: str, name: str, person: str) -> str:
        match action:
            case "reconnect":
                self.reconnect(name)
                return f"{name} is opened again."
            case "off":
                self.turn_off(name)
                return f"{name} is off."
            case "on":
                self.turn_on(name)
                return f"{name} is on."
            case "test":
                return self._sending.test(self._open_link(name))
            case "transmit-on":
                return self._sending.allow(self._open_link(name), person)
            case "transmit-off":
                self._sending.forbid(name, self._device(name).link)
                return f"{name} sends nothing any more."
            case "key":
                return self._press(name)
            case "unkey":
                return self._release(name)
            case "capture-start":
                return f"Every byte of {name} goes to {self._start_capture(name)}."
            case "capture-stop":
                self.end_capture(name)
                return f"The capture of {name} has ended."
        if action.startswith(FAULT):
            return self._fail(name, action.removeprefix(FAULT))
        raise Refused(f"Nothing known is called {action}.")

    def _press(self, name: str) -> str:
        said = self._sending.press(self._open_link(name))
        self._device(name).pressed = True
        return said

    def _release(self, name: str) -> str:
        """Nothing to say of a key that could not be pressed: why stands where it was said."""
        device = self._device(name)
        was, device.pressed = device.pressed, False
        said = self._sending.release(device.link) if device.link is not None else f"{name} is off."
        return said if was else ""

    def _fail(self, name: str, kind: str) -> str:
        device = self._device(name)
        if self._faults is None or not can_fail(device, self._faults):
            raise Refused(f"{name} is no simulated device of a training shift: it has no faults to choose.")
        return self._faults.toggle(device.settings.url, kind)

    def _open_link(self, name: str) -> Link:
        link = self._device(name).link
        if link is None:
            raise Refused(f"{name} is off. Turn it on first.")
        return link

    def _start_capture(self, name: str) -> Path:
        """Begin a capture in the captures folder, named after the device and the moment."""
        plain = "".join(character if character.isalnum() else "-" for character in name)
        self._captures.mkdir(parents=True, exist_ok=True)
        path = self._captures / f"{plain}-{self._clock.now():%Y%m%d-%H%M%S}.jsonl"
        self.capture(name, path)
        return path

    def _run(self) -> None:
        looked = 0.0
        while not self._stopping.is_set():
            try:
                self._do_job()
                self._send_due()
                self._show_keys()
                if time.monotonic() - looked >= LOOK_S:
                    looked = time.monotonic()
                    self._look()
            except Exception:
                # The links go on by themselves; the next turn may well succeed.
                log.exception("The device manager failed at a turn")

    def _do_job(self) -> None:
        with suppress(queue.Empty):
            self._jobs.get(timeout=TURN_S)()

    def _send_due(self) -> None:
        links = self._links()
        self._sending.take(self._board.picture, links)
        self._sending.turn(links, self._monotonic())

    def _show_keys(self) -> None:
        """A radio that is keyed is seen at once, not at the next look."""
        keyed = {name for name, link in self._links().items() if link.keyed}
        if keyed != self._keyed:
            self._keyed = keyed
            self._report()

    def _links(self) -> dict[str, Link]:
        with self._lock:
            return {name: one.link for name, one in self._devices.items() if one.link is not None}

    def _apply_saved(self) -> None:
        """Make the devices what the settings say, and what was saved for this seat since."""
        saved = self._board.picture.saved_devices
        if saved == self._saved:
            return
        self._saved = saved
        mine = [device for device in saved if device.seat == self._seat]
        own = {device.name: device for device in self._own}
        wanted = own | self._readable(mine, own)
        for name in [name for name, device in self._devices.items() if device.settings != wanted.get(name)]:
            self.remove(name)
        for name, settings in wanted.items():
            if name not in self._devices:
                self._add_or_tell(settings)
        for device in [device for device in mine if device.name in wanted]:
            (self.turn_off if device.off else self.turn_on)(device.name)

    def _readable(
        self, saved: Sequence[SavedDevice], own: Mapping[str, DeviceSettings]
    ) -> dict[str, DeviceSettings]:
        """What was saved; one that cannot be read is told of, and stops no other."""
        settings = {}
        for device in saved:
            try:
                settings[device.name] = _settings(device, own.get(device.name))
            except ValueError as error:
                self._tell(device.name, str(error))
        return settings

    def _add_or_tell(self, settings: DeviceSettings) -> None:
        try:
            self.add(settings)
        except Refused as refused:
            self._tell(settings.name, refused.reason)

    def _look(self) -> None:
        self._apply_saved()
        if self._seats is not None:
            # Whoever hears the same device may speak for it while its port is lost here.
            self._seats.want(name for name, link in self._links().items() if link.health.state == "open")
        now = self._monotonic()
        with self._lock:
            devices = list(self._devices.values())
        for device in devices:
            if device.link is not None:
                self._look_after(device, device.link, now)
        for view in link_views(list(self._links().values()), now, self._clock.now()):
            if self._board.picture.links.get(view.name) != view:
                self._board.report(view)
        self._report()

    def _look_after(self, device: Device, link: Link, now: float) -> None:
        if link.revive():
            self._tell(link.name, STARTED_AGAIN)
        device.history.look(link.health, now)
        silent = device.entry.kind == "alarm" and is_silent(link.health, now)
        if silent and not device.said_silent and not self._speaker(link.name):
            self._tell(link.name, "No heartbeat for 60 s: alarms may not arrive. Check the receiver.")
        device.said_silent = silent

    def _speaker(self, name: str) -> str:
        """The other position that speaks for a device, "" when this one does."""
        return self._seats.speaker(name) if self._seats is not None else ""

    def _report(self) -> None:
        name = self._inspected
        with self._lock:
            device = self._devices.get(name)
        frames = (
            self._frames(device.link, device.settings.unit)
            if device is not None and device.link is not None
            else ()
        )
        views, inspected = self.views(), InspectedDevice(name, frames)
        picture = self._board.picture
        if tuple(picture.devices.values()) != tuple(views) or picture.inspected != inspected:
            self._board.report_devices(views, inspected)

    def _frames(self, link: Link, owner: str) -> tuple[FrameView, ...]:
        """The newest frames, newest first; `owner` is the unit whose device it is."""
        now, monotonic = self._clock.now(), self._monotonic()
        newest = reversed(link.frames()[-SHOWN_FRAMES:])
        return tuple(
            frame_view(frame.number, moment_of(frame, now, monotonic), frame.reading, owner)
            for frame in newest
        )

    def _write_capture(self, device: Device, data: bytes, *, sent: bool) -> None:
        writer = device.capture
        if writer is None:
            return
        try:
            writer.write(data, sent)
        except OSError as error:
            log.warning("The capture of %s ended: %s", device.settings.name, error)
            self._end_capture(device)

    def _end_capture(self, device: Device) -> None:
        writer, device.capture = device.capture, None
        if device.link is not None:
            device.link.tap(None)
        if writer is not None:
            writer.close()


def _settings(saved: SavedDevice, own: DeviceSettings | None) -> DeviceSettings:
    """What was saved; options of which a person has said nothing stay those of the settings file.

    Raises ValueError for saved options that cannot be read.
    """
    options = own.options if own is not None and own.driver == saved.driver else {}
    if saved.options is not None:
        options = read_options(saved.options.splitlines())
    return DeviceSettings(saved.name, saved.url, saved.driver, saved.unit, saved.line, options)


def owners(devices: Sequence[DeviceSettings]) -> Mapping[str, str]:
    """The unit of each device that belongs to one."""
    return {device.name: device.unit for device in devices if device.unit}
