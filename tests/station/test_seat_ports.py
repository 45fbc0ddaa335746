"""The ports of a position: its settings, and what was saved for it since."""

from console.board.views import Picture, SavedDevice
from console.settings import DeviceSettings
from console.station.seat_ports import ports_of


def saved(seat: str, name: str, url: str, *, off: bool = False) -> SavedDevice:
    return SavedDevice(seat, name, url, "kenwood", "", "", off)


def test_what_was_saved_goes_before_the_settings_and_other_seats_have_their_own() -> None:
    own = [DeviceSettings("Radio 1", "COM3", "kenwood"), DeviceSettings("GPS", "COM4", "nmea")]
    later = (
        saved("Position 1", "Radio 1", "COM8"),
        saved("Position 1", "Radio 2", "COM9", off=True),
        saved("Position 2", "GPS", "COM10"),
    )
    assert ports_of(own, Picture(saved_devices=later), "Position 1") == ["COM8", "COM4", "COM9"]
