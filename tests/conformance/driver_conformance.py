"""What every driver must do with any bytes; each driver's test class inherits from this one."""

from itertools import pairwise
from typing import ClassVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.drivers import Driver, make_driver
from hardware.readings import RAW_LIMIT, Reading, Undecoded
from hardware.simulators.catalogue import simulated
from hardware.simulators.device import SimulatedDevice
from hardware.simulators.faults import Faulty
from tests.hardware.clocks import HandClock

PER_DRIVER = settings(suppress_health_check=[HealthCheck.differing_executors])
"""The classes that inherit a property hold no state of their own, so it may run in each of them."""
BYTES = st.binary(max_size=400)


def decode(name: str, *chunks: bytes) -> list[Reading]:
    """All that a new driver makes of these chunks, and of the silence after them."""
    driver = make_driver(name)
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


class DriverConformance:
    """Set `driver` and `messages`: whole messages, each of which gives readings by itself."""

    driver: ClassVar[str]
    messages: ClassVar[tuple[bytes, ...]]
    end: ClassVar[bytes] = b""
    """What a device puts behind a message that has no end of its own."""

    def test_every_message_split_at_every_byte_reads_as_whole(self) -> None:
        for message in self.messages:
            whole = decode(self.driver, message)
            assert whole, message
            for cut in range(len(message) + 1):
                assert decode(self.driver, message[:cut], message[cut:]) == whole, (message, cut)

    def test_messages_byte_by_byte_read_as_whole(self) -> None:
        stream = self.end.join(self.messages)
        single = [stream[at : at + 1] for at in range(len(stream))]
        assert decode(self.driver, *single) == decode(self.driver, stream)

    @PER_DRIVER
    @given(st.lists(st.one_of(BYTES, st.integers(0, 1000)), max_size=8), st.data())
    def test_any_bytes_in_any_chunks_read_the_same(
        self, parts: list[bytes | int], data: st.DataObject
    ) -> None:
        stream = b"".join(self._part(part) for part in parts)
        cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
        chunks = [stream[start:end] for start, end in pairwise([0, *cuts, len(stream)])]
        assert decode(self.driver, *chunks) == decode(self.driver, stream)

    @PER_DRIVER
    @given(st.integers(0, 1000), st.integers(0, 400), st.binary(max_size=3))
    def test_one_bad_spot_never_costs_the_next_but_one_message(self, which: int, at: int, bad: bytes) -> None:
        message = self._part(which)
        at %= len(message)
        garbled = message[:at] + bad + message[at + 1 :]
        alone = decode(self.driver, message)
        read = decode(self.driver, garbled + self.end + (message + self.end) * 2)
        assert read[-len(alone) :] == alone

    @PER_DRIVER
    @given(st.binary(max_size=4096))
    def test_in_step_again_within_one_message_of_garbage(self, garbage: bytes) -> None:
        message = self.messages[0]
        alone = decode(self.driver, message)
        assert decode(self.driver, garbage + self.end + (message + self.end) * 2)[-len(alone) :] == alone

    def test_garbage_is_bounded_and_every_byte_of_it_is_shown(self) -> None:
        driver = make_driver(self.driver)
        shown = 0
        for _ in range(200):
            readings = driver.feed(b"\xff\x00?" * 400)
            assert all(isinstance(reading, Undecoded) and reading.why for reading in readings)
            assert all(len(reading.raw) <= RAW_LIMIT for reading in readings)
            shown += sum(len(reading.raw) for reading in readings)
        assert shown > 200 * 1200 - 2 * RAW_LIMIT

    def test_a_message_that_never_ends_is_given_up(self) -> None:
        driver = make_driver(self.driver)
        start = self.messages[0][:5]
        readings = driver.feed(start + b"1" * 100_000)
        assert readings
        assert all(isinstance(reading, Undecoded) and len(reading.raw) <= RAW_LIMIT for reading in readings)

    def test_half_a_message_is_shown_after_silence_and_not_glued_to_the_next(self) -> None:
        message = self.messages[0]
        driver = make_driver(self.driver)
        assert driver.feed(message[:6]) == []
        (left,) = driver.idle()
        assert isinstance(left, Undecoded)
        assert left.raw == message[:6]
        assert driver.idle() == []
        assert driver.feed(message) + driver.idle() == decode(self.driver, message)

    def test_its_simulated_device_is_read_whole(self) -> None:
        readings = self._minutes_of({"seed": "3"})
        assert readings
        assert not [reading for reading in readings if isinstance(reading, Undecoded)]

    def test_its_simulated_device_is_read_again_after_a_fault(self) -> None:
        clock = HandClock()
        device = simulated(self.driver, clock, {"seed": "3", "fault": "garbage"})
        assert isinstance(device, Faulty)
        driver = make_driver(self.driver)
        self._listen(driver, device, clock)
        device.stop("garbage")
        self._listen(driver, device, clock)
        assert not [one for one in self._listen(driver, device, clock) if isinstance(one, Undecoded)]

    def _minutes_of(self, options: dict[str, str]) -> list[Reading]:
        clock = HandClock()
        return self._listen(make_driver(self.driver), simulated(self.driver, clock, options), clock)

    def _listen(self, driver: Driver, device: SimulatedDevice, clock: HandClock) -> list[Reading]:
        """Three minutes of a device, ten times a second."""
        readings: list[Reading] = []
        for _ in range(1800):
            clock.advance(0.1)
            readings += driver.feed(device.emit())
        return readings + driver.idle()

    def _part(self, part: bytes | int) -> bytes:
        return part if isinstance(part, bytes) else self.messages[part % len(self.messages)]
