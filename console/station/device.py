"""One device of this position: its settings, its link while it is on, and how it is shown."""

from datetime import datetime, timedelta
from typing import Protocol

from console.board.views import DeviceView
from console.settings import DeviceSettings
from console.station.history import History
from hardware.capture import CaptureWriter
from hardware.driver_options import write_options
from hardware.drivers import DriverEntry, entry
from hardware.health import LinkHealth
from hardware.link import Frame, Link
from hardware.ports import LineSettings

ERROR_LIMIT = 0.01


class Faults(Protocol):
    """What makes the simulated devices of a training shift fail; safe from any thread."""

    def toggle(self, url: str, kind: str) -> str:
        """Begin a fault of the device at `url`, or end it where it has it; what came of it, in words.

        Raises Refused for a device or a fault that there is not.
        """
        ...

    def knows(self, url: str) -> bool:
        """Whether the device at `url` can fail."""
        ...

    def active(self, url: str) -> tuple[str, ...]:
        """The faults that the device has now."""
        ...


class Device:
    """`link` is None while the device is off; `pressed` while somebody holds the key of its radio."""

    def __init__(self, settings: DeviceSettings, now: float) -> None:
        """Raises UnknownDriverError."""
        self.settings = settings
        self.entry: DriverEntry = entry(settings.driver)
        self.link: Link | None = None
        self.history = History(now)
        self.capture: CaptureWriter | None = None
        self.said_silent = False
        self.pressed = False


def can_fail(device: Device, faults: Faults | None) -> bool:
    """Whether faults can be started on it: only on what is simulated, and in training."""
    return faults is not None and faults.knows(device.settings.url)


def device_view(
    device: Device,
    now: datetime,
    monotonic: float,
    transmit: bool,
    faults: Faults | None = None,
    speaker: str = "",
) -> DeviceView:
    """One device at a moment of both clocks; `speaker` is another position that speaks for it."""
    settings, history = device.settings, device.history
    health = device.link.health if device.link is not None else LinkHealth("connecting")
    state, why = _state(device, health, history.error_share)
    if speaker and state != "off":
        why = f"{why}. {_spoken(speaker)}" if why else _spoken(speaker)
    age = None if health.last_reading is None else monotonic - health.last_reading
    return DeviceView(
        name=settings.name,
        driver=settings.driver,
        title=device.entry.title,
        kind=device.entry.kind,
        port=settings.url,
        line=settings.line or str(LineSettings.of(device.entry)),
        state=state,
        why=why,
        unit=settings.unit,
        frames_per_s=history.rate,
        error_share=history.error_share,
        rates=tuple(history.rates),
        error_shares=tuple(history.error_shares),
        last_at=None if age is None else now - timedelta(seconds=age),
        next_try_s=None if health.next_try is None else max(0.0, round(health.next_try - monotonic)),
        bytes=health.bytes,
        frames=health.readings,
        bad_checksums=health.bad_checksums,
        undecoded=health.undecoded,
        dropped=health.dropped,
        reconnects=max(0, health.opened - 1),
        transmit=transmit,
        sends=bool(device.entry.encode or device.entry.lines),
        keyable=device.entry.lines,
        keyed=device.link is not None and device.link.keyed,
        capturing=device.capture is not None,
        simulated=can_fail(device, faults),
        faults=faults.active(settings.url) if faults is not None else (),
        options=write_options(settings.options),
    )


def _state(device: Device, health: LinkHealth, error_share: float) -> tuple[str, str]:
    """The word of the state, and what is wrong."""
    if device.link is None:
        return "off", ""
    if health.state != "open":
        return ("lost" if health.state == "lost" else "connecting"), health.why
    if health.why or error_share > ERROR_LIMIT:
        return "errors", health.why or f"{error_share:.1%} of frames fail their check"
    return "running", ""


def _spoken(speaker: str) -> str:
    return f"Another position speaks for it: {speaker}"


def moment_of(frame: Frame, now: datetime, monotonic: float) -> datetime:
    return now - timedelta(seconds=max(0.0, monotonic - frame.at))
