"""Alarm receivers and caller ID pass the tests of every driver."""

from tests.conformance.driver_conformance import DriverConformance


class TestSurGard(DriverConformance):
    driver = "surgard"
    messages = (
        b"5011 181234E12101001\x14",
        b"501100 181234E12101001\x14",
        b"5011 187037E13001004\x14",
        b"501001 187037R30100000\x14",
        b"501100 981234313001004\x14",
        b"Q01001 581234567890E12101001\x14",
        b"1011      1234 A1001\x14",
        b"S011[#1234|Nri01BA01]\x14",
        b"001001[#0000|NYT01]\x14",
        b"1011           @    \x14",
        b"101000           @    \x14",
    )


class TestAdemco(DriverConformance):
    driver = "ademco"
    messages = (
        b"\n11 7777 18 E110 00 C001 \r",
        b"\n11 7777 18 R401 01 U012 \r",
        b"\n00 OKAY @\r",
    )


class TestCallerId(DriverConformance):
    driver = "caller-id"
    messages = (
        b"DATE = 0321\r\nTIME = 1405\r\nNMBR = 3105551234\r\nNAME = SMITH JANE\r\n",
        b"\r\nRING\r\n\r\nDATE=0321\r\nTIME=1405\r\nNMBR=P\r\nNAME=P\r\n\r\nRING\r\n",
        b"RING\r\nNAME = PAYPHONE\r\nNMBR = O\r\n",
        b"NMBR = +1 310 555 1234\r\n",
        b"RING\r\n",
    )
    end = b"\r\n"
