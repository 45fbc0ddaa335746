"""Checks the devices of the settings before a station is built on them."""

from collections.abc import Sequence

from console.errors import Unavailable
from console.settings import DeviceSettings
from hardware.drivers import UnknownDriverError, entry


def must_know_drivers(devices: Sequence[DeviceSettings]) -> None:
    """Raise Unavailable for a device that cannot be opened as it is set."""
    for device in devices:
        if not device.name or not device.url:
            raise Unavailable("A device in the settings lacks its name or its url. Correct the settings.")
        try:
            entry(device.driver)
        except UnknownDriverError as error:
            raise Unavailable(f"Device {device.name}: {error} Correct the settings.") from error
