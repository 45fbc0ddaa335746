"""Line decoders and Tait radios pass the tests of every driver; a carrier pin what fits of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import make_driver
from hardware.readings import RAW_LIMIT, Undecoded
from tests.conformance.driver_conformance import DriverConformance, decode
from tests.hardware.vectors import KENWOOD


class TestLines(DriverConformance):
    driver = "lines"
    messages = (
        b"Got MDC-1200 (single-length) packet on node 41618: op: 01, arg: 00, UnitID: 1701\r\n",
        b"Got MDC-1200 (single-length) packet on node 41618: op: 01, arg: 80, UnitID: 1701\n",
        b"op: 00, arg: 81, UnitID: 17ab\r",
        b"op: 20, arg: 00, UnitID: 17AB\n\r",
        b"op: 46, arg: 0c, UnitID: 17AB\r\n",
        b"op: 47, arg: 03, UnitID: 17AB\r\n",
        b"op: 11, arg: 8a, UnitID: 17AB\r\n",
        b"I1701\r\n",
        b"A1701-1400\r\n",
        b"No such line\r\n",
    )


class TestTait(DriverConformance):
    driver = "tait"
    messages = (
        b"m0813102.03A3\r",
        b"p0205C9\r",
        b"p0206C8\r",
        b".p0203CB\r.",
        b"p0204CA\r.",
        b"p0207C7\r",
        b"p0208C6\r",
        b"p0202CC\r",
        b"p031D146\r",
        b"r0714000FFA6\r",
        b"r0C00000FF1234510\r",
        b"r0C020000712345F2\r",
        b"s02Hi7A\r",
        b"e03003A5\r",
        b"x00A8\r",
    )


class TestCarrier:
    """Conformance for a driver that takes no bytes: all of them are shown, however they come."""

    @given(st.lists(st.binary(max_size=3000), max_size=4))
    def test_any_bytes_in_any_chunks_read_the_same(self, chunks: list[bytes]) -> None:
        stream = b"".join(chunks)
        assert decode("cos", *chunks) == decode("cos", stream)
        assert b"".join(reading.raw for reading in decode("cos", stream)) == stream

    @pytest.mark.parametrize("message", KENWOOD[:3])
    def test_a_message_split_at_every_byte_reads_as_whole(self, message: bytes) -> None:
        whole = decode("cos", message)
        assert [reading.kind for reading in whole] == ["undecoded"]
        assert all(decode("cos", message[:cut], message[cut:]) == whole for cut in range(len(message)))

    def test_garbage_is_bounded_and_every_byte_of_it_is_shown(self) -> None:
        driver = make_driver("cos")
        shown = 0
        for _ in range(200):
            readings = driver.feed(b"\xff\x00?" * 400)
            assert all(isinstance(reading, Undecoded) and reading.why for reading in readings)
            assert all(len(reading.raw) <= RAW_LIMIT for reading in readings)
            shown += sum(len(reading.raw) for reading in readings)
        shown += sum(len(reading.raw) for reading in driver.idle())
        assert shown == 200 * 1200
        assert driver.idle() == []
