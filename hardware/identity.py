"""Which device a port is, whatever name the machine has given it today."""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

BY_ID = Path("/dev/serial/by-id")
"""Where Linux keeps names of adapters that outlive unplugging."""


class FoundPort(NamedTuple):
    """A port that the machine has; `vid` and `pid` are None where it is no USB device.

    `location` is the socket as the machine numbers it, such as "1-2.3" or, for one interface of
    several, "1-2.3:1.0".
    """

    device: str
    description: str = ""
    vid: int | None = None
    pid: int | None = None
    serial_number: str = ""
    location: str = ""
    by_id: str = ""


class Identity(NamedTuple):
    """A USB adapter, written usb:VID:PID:SERIAL:LOCATION with hexadecimal numbers."""

    vid: int
    pid: int
    serial_number: str = ""
    location: str = ""

    def __str__(self) -> str:
        serial, location = (quote(text, safe="") for text in (self.serial_number, self.location))
        return f"usb:{self.vid:04X}:{self.pid:04X}:{serial}:{location}"

    @classmethod
    def parse(cls, text: str) -> "Identity":
        """Read the written form; raises ValueError for any other text."""
        parts = text.split(":")
        if len(parts) != 5 or parts[0] != "usb":
            raise ValueError(f"{text!r} is not usb:VID:PID:SERIAL:LOCATION")
        vid, pid = (_number(part, text) for part in parts[1:3])
        return cls(vid, pid, unquote(parts[3]), unquote(parts[4]))


class Search(NamedTuple):
    """The port that was looked for, or None and one sentence that says why."""

    port: FoundPort | None
    why: str = ""


def found_ports() -> list[FoundPort]:
    """Every serial port of this machine; may take seconds: never ask on a thread that must not wait."""
    # Slow to import on some machines, and needed only here.
    from serial.tools.list_ports import comports

    names = _names_by_id()
    return [
        FoundPort(
            port.device,
            port.description or "",
            port.vid,
            port.pid,
            port.serial_number or "",
            port.location or "",
            names.get(port.device, ""),
        )
        for port in sorted(comports(), key=lambda port: str(port.device))
    ]


def identity_of(found: FoundPort) -> Identity | None:
    """What to store for this port; None for a port that is no USB device, which its name must do for."""
    if found.vid is None or found.pid is None:
        return None
    return Identity(found.vid, found.pid, found.serial_number, found.location)


def find(
    identity: Identity, ports: Iterable[FoundPort], others: Collection[Identity] = ()
) -> FoundPort | None:
    """The port that this device has now; None when it is not there or cannot be told from another."""
    return search(identity, ports, others).port


def search(identity: Identity, ports: Iterable[FoundPort], others: Collection[Identity] = ()) -> Search:
    """As `find`, with the reason. `others` are the station's other devices, whose sockets are theirs.

    The serial number decides, then the socket, then the interface of an adapter with several. An
    adapter without a serial number that is the only one of its kind may have moved to another socket;
    where another device of its kind is missing as well, it could be either's.
    """
    alike = [port for port in ports if _alike(identity, port)]
    if not alike:
        return Search(None, "It is not plugged in.")
    if here := [port for port in alike if port.location == identity.location]:
        return _only(here)
    elsewhere = [port for port in alike if identity_of(port) not in others]
    if not elsewhere:
        return Search(None, "It is not plugged in; another device of the same kind is.")
    moved = [port for port in elsewhere if _interface(port.location) == _interface(identity.location)]
    if len(moved) == 1 and _is_missing_too(identity, others, alike):
        return Search(None, f"It cannot be told whose {moved[0].device} is. Choose its port again.")
    return _only(moved)


def _alike(identity: Identity, port: FoundPort) -> bool:
    return (port.vid, port.pid, port.serial_number) == (identity.vid, identity.pid, identity.serial_number)


def _is_missing_too(mine: Identity, others: Collection[Identity], ports: Iterable[FoundPort]) -> bool:
    """Whether another device that could have been plugged in at a new socket is not at its own."""
    there = {identity_of(port) for port in ports}
    return any(
        other != mine
        and other[:3] == mine[:3]
        and _interface(other.location) == _interface(mine.location)
        and other not in there
        for other in others
    )


def _interface(location: str) -> str:
    return location.partition(":")[2]


def _only(ports: list[FoundPort]) -> Search:
    if len(ports) == 1:
        return Search(ports[0])
    if not ports:
        return Search(None, "The adapter is plugged in, but not with the interface that was chosen.")
    names = ", ".join(port.device for port in ports)
    return Search(None, f"It cannot be told which of these it is: {names}. Choose its port again.")


def _number(part: str, text: str) -> int:
    if len(part) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in part):
        return int(part, 16)
    raise ValueError(f"{part!r} in {text!r} is not a number of four hexadecimal digits")


def _names_by_id() -> dict[str, str]:
    """Device to its lasting name; empty on machines that keep none."""
    if not BY_ID.is_dir():
        return {}
    return {str(link.resolve()): str(link) for link in BY_ID.iterdir()}
