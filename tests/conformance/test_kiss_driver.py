"""The KISS driver passes what every driver must."""

from hardware.radio.ax25 import Addresses, Hop, ui_frame
from hardware.radio.kiss_frames import wrapped
from tests.conformance.driver_conformance import DriverConformance

POSITION = bytes.fromhex(
    "c0 00 82 a0 a4 a6 40 40 e0 9c 60 86 82 98 98 72 ae 92 88 8a 62 40 63 03 f0"
    "21 34 39 30 33 2e 35 30 4e 2f 30 37 32 30 31 2e 37 35 57 2d c0"
)
PATH = (Hop("WIDE1-1", True), Hop("WIDE2-1", False))


def heard(payload: bytes, destination: str = "APRS", port: int = 0) -> bytes:
    return wrapped(ui_frame(Addresses(destination, "N0CALL-9", PATH), payload), port)


class TestKiss(DriverConformance):
    driver = "kiss"
    messages = (
        POSITION,
        heard(b"@092345z4903.50N/07201.75W>088/036"),
        heard(b":WU2Z     :Testing{003"),
        heard(b":K6ABC-7  :ack003"),
        heard(b">092345zNet Control Center"),
        heard(b";LEADER   *092345z4903.50N/07201.75W>088/036"),
        heard(b")AID #2!4903.50N/07201.75W>"),
        heard(b"!/5L!!<*e7>7P["),
        heard(b'`(_fn"Oj/', destination="S32U6T"),
        heard(b'`(_fn"Oj/', destination="332U6T"),
        heard(b"$GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E*62"),
        heard(b"}KI6WJP-9>S32U6T,TCPIP,N0CALL-9*:" + b'`(_fn"Oj/'),
        heard("!4903.50N/07201.75W>Grüße \N{SNOWMAN}".encode(), port=12),
        heard(b">\xc0\xdb\xdc\xdd"),
        heard(b"T#005,199,000,255,073,123,01101001"),
        b"\xc0\x00not AX.25\xc0",
        b"\xc0\x00\xdb\x00\xc0",
    )
