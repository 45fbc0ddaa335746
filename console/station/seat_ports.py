"""Which ports the devices of a position are set to, so that none is given the adapter of another."""

from collections.abc import Sequence

from console.board.views import Picture
from console.settings import DeviceSettings


def ports_of(own: Sequence[DeviceSettings], picture: Picture, seat: str) -> list[str]:
    """The port or URL of every device, on or off; what was saved for the seat goes before the settings."""
    ports = {device.name: device.url for device in own}
    ports |= {device.name: device.url for device in picture.saved_devices if device.seat == seat}
    return list(ports.values())
