"""A simulated GPS receiver: RMC and GGA once a second of its clock, wherever it is told to be."""

from collections.abc import Iterator

from hardware.gps.fields import KMH_PER_KNOT, checksum
from hardware.simulators.device import Clock
from hardware.simulators.receiver import CITY_HALL as CITY_HALL  # where others look for it
from hardware.simulators.receiver import Fix, SimulatedReceiver

NOWHERE = ",,,"


class SimulatedGps(SimulatedReceiver):
    """NMEA 0183. `unit` stands in a TAG block before each sentence when it is given."""

    def __init__(self, clock: Clock, unit: str = "", seed: int = 0) -> None:
        super().__init__(clock, seed)
        self._unit = unit

    def receive(self, data: bytes) -> None:
        """A receiver of this kind takes no orders."""

    def _report(self, fix: Fix) -> Iterator[bytes]:
        time = f"{fix.at:%H%M%S}.{fix.at.microsecond // 10_000:02d}"
        where = _where(fix)
        motion = f"{fix.speed_kmh / KMH_PER_KNOT:.1f},{fix.course_deg:.1f}" if fix.valid else ","
        status, mode = ("A", "A") if fix.valid else ("V", "N")
        accuracy = "1,09,1.0,90.0,M,-33.0,M" if fix.valid else "0,00,,,M,,M"
        yield self._tagged(sentence(f"GPRMC,{time},{status},{where},{motion},{fix.at:%d%m%y},,,{mode}"))
        yield self._tagged(sentence(f"GPGGA,{time},{where},{accuracy},,"))

    def _tagged(self, sentence: bytes) -> bytes:
        if not self._unit:
            return sentence
        block = f"s:{self._unit}".encode()
        return b"\\%b*%02X\\%b" % (block, checksum(block), sentence)


def sentence(body: str) -> bytes:
    """A body with its `$`, checksum and line end."""
    data = body.encode("ascii")
    return b"$%b*%02X\r\n" % (data, checksum(data))


def _where(fix: Fix) -> str:
    if fix.lat is None or fix.lon is None:
        return NOWHERE
    return f"{_dms(fix.lat, 2, 'NS')},{_dms(fix.lon, 3, 'EW')}"


def _dms(degrees: float, width: int, sides: str) -> str:
    ten_thousandths = round(abs(degrees) * 600_000)
    whole, minutes = divmod(ten_thousandths, 600_000)
    return f"{whole:0{width}d}{minutes / 10_000:07.4f},{sides[degrees < 0]}"
