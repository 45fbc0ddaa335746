"""The bench: simulated devices by name, each on a cable that can be pulled."""

import threading
from typing import NamedTuple

from hardware.identity import FoundPort
from hardware.simulators.device import SimulatedDevice


class Lines(NamedTuple):
    """The two modem lines that a port drives; either of them high may key a transmitter."""

    rts: bool
    dtr: bool


class Bench:
    """What `sim://NAME` finds, and what the identity of a device's adapter finds. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._devices: dict[str, SimulatedDevice] = {}
        self._unplugged: set[str] = set()
        self._lines: dict[str, list[Lines]] = {}
        self._adapters: dict[str, FoundPort] = {}

    def add(self, name: str, device: SimulatedDevice, adapter: FoundPort | None = None) -> None:
        """Put a device on the bench, plugged in; names are lower case, as in a URL.

        `adapter` is what the machine sees of it; two may be alike but for their socket.
        Raises ValueError when the name is taken.
        """
        with self._lock:
            self._check_free(name)
            self._devices[name] = device
            self._adapters[name] = (adapter or FoundPort(""))._replace(device=f"sim://{name}")

    def device(self, name: str) -> SimulatedDevice | None:
        """The device of this name, plugged in or not; None when there is none."""
        with self._lock:
            return self._devices.get(name)

    def unplug(self, name: str) -> None:
        """Pull the cable: open ports fail as a real one does, and none opens."""
        with self._lock:
            self._unplugged.add(name)

    def plug(self, name: str) -> None:
        """Put the cable back; what the device said meanwhile is lost, as on a real cable."""
        with self._lock:
            if name in self._unplugged and name in self._devices:
                self._devices[name].emit()
            self._unplugged.discard(name)

    def rename(self, old: str, new: str, location: str | None = None) -> None:
        """Unplug it and plug it in again, when the machine gives it another name.

        Its socket is the same unless another `location` is given. Ports open at the old name fail.
        Raises ValueError when there is no such device or the new name is taken.
        """
        with self._lock:
            if old not in self._devices:
                raise ValueError(f"There is no device named {old} on the bench")
            self._check_free(new)
            device = self._devices[new] = self._devices.pop(old)
            adapter = self._adapters.pop(old)
            self._adapters[new] = adapter._replace(
                device=f"sim://{new}", location=adapter.location if location is None else location
            )
            self._lines[new] = self._lines.pop(old, [])
            self._unplugged.discard(old)
            device.emit()

    def found_ports(self) -> list[FoundPort]:
        """The devices that are plugged in, as the machine would list them."""
        with self._lock:
            return [port for name, port in self._adapters.items() if name not in self._unplugged]

    def plugged(self, name: str) -> bool:
        """Whether there is such a device and its cable is in."""
        with self._lock:
            return name in self._devices and name not in self._unplugged

    def note_lines(self, name: str, lines: Lines) -> None:
        """For the port: the lines as it has just set them; the last hundred are kept."""
        with self._lock:
            history = self._lines.setdefault(name, [])
            history.append(lines)
            del history[:-100]

    def lines(self, name: str) -> tuple[Lines, ...]:
        """Every state that the device has seen on its modem lines, oldest first."""
        with self._lock:
            return tuple(self._lines.get(name, ()))

    def _check_free(self, name: str) -> None:
        if name in self._devices:
            raise ValueError(f"There is already a device named {name} on the bench")
