"""The drivers of vehicle trackers and u-blox receivers pass what every driver must."""

from tests.conformance.driver_conformance import DriverConformance
from tests.hardware.taip_vectors import EVENT, LONG, TAIP
from tests.hardware.ubx_stream import NAV_PVT, frame, pvt
from tests.hardware.vectors import NMEA


class TestTaip(DriverConformance):
    driver = "taip"
    messages = (
        *TAIP,
        LONG,
        EVENT,
        b">RPV15714+3739438-1220384601512612;ID=1234;*7F",
        b">RPV15714+3739438-1220384601512612",
        b">RPV15714+3739438-1220384601512612;ID=1234;*7E<",
    )
    end = b"\r\n"


class TestUbx(DriverConformance):
    driver = "ubx"
    messages = (
        pvt(),
        pvt(fix_type=0, flags=0),
        pvt(lat=-37_8608333, lon=145_1226667, nano=-500),
        pvt()[:-1] + b"\x00",
        frame(NAV_PVT, bytes(20)),
        NMEA[0],
        NMEA[3],
        pvt() + NMEA[2] + b"\r\n" + pvt(second=1),
    )
    end = b"\r\n"
