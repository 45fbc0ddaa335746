"""Faults on demand: each does to a device's bytes what the fault of its name does on a real line."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import make_driver
from hardware.identity import FoundPort, find, identity_of
from hardware.modem_lines import ModemLines
from hardware.readings import Acknowledged, Position, Reading, TransmissionBegan, Undecoded
from hardware.simulators.bench import Bench
from hardware.simulators.device import OUTPUT_LIMIT, Clock, Output
from hardware.simulators.distortion import RATES, at_wrong_rate, messages
from hardware.simulators.faults import FAULTS, FLOOD_BYTES_PER_SECOND, Fault, Faulty, Script
from hardware.simulators.gps import SimulatedGps, sentence
from hardware.simulators.kenwood import SimulatedKenwood
from tests.hardware.clocks import HandClock
from tests.hardware.vectors import KENWOOD, NMEA

ACK = b"\x020\x03"
ONE = sentence("GPRMC,120000.00,A,3405.4060,N,11823.1000,W,0.0,0.0,231126,,,A")


class Speaker:
    """A device that says what the test wants, and at once `answer` to all that it is sent."""

    def __init__(self, answer: bytes = ACK) -> None:
        self._answer = answer
        self._output = Output()
        self.say = self._output.say
        self.raised = ModemLines()

    def receive(self, data: bytes) -> None:
        self.say(self._answer)

    def emit(self) -> bytes:
        return self._output.take()

    def lines(self) -> ModemLines:
        return self.raised


def faulty(clock: HandClock, *kinds: Fault, seed: int = 0, script: Script = ()) -> tuple[Faulty, Speaker]:
    speaker = Speaker()
    device = Faulty(speaker, clock, seed, script)
    for kind in kinds:
        device.start(kind)
    return device, speaker


def said(kind: Fault, message: bytes = ONE, seed: int = 0) -> bytes:
    device, speaker = faulty(HandClock(), kind, seed=seed)
    speaker.say(message)
    return device.emit()


def decoded(name: str, data: bytes) -> list[Reading]:
    driver = make_driver(name)
    return driver.feed(data) + driver.idle()


def test_without_faults_the_device_is_itself() -> None:
    device, speaker = faulty(HandClock())
    speaker.say(ONE)
    assert (device.emit(), device.emit(), device.faults) == (ONE, b"", frozenset())
    device.receive(b"poll")
    assert device.emit() == ACK
    speaker.raised = ModemLines(cts=True)
    assert device.lines() == ModemLines(cts=True)
    assert device.device is speaker
    assert Faulty(SimulatedKenwood(HandClock()), HandClock()).lines() == ModemLines()


@pytest.mark.parametrize("kind", ["garbage", "bad checksum", "duplicates", "truncated", "wrong baud"])
def test_the_same_seed_gives_the_same_fault(kind: Fault) -> None:
    assert said(kind, seed=1) == said(kind, seed=1)
    assert len({said(kind, seed=seed) for seed in range(6)}) > 1


def test_garbage_stands_before_each_message() -> None:
    device, speaker = faulty(HandClock(), "garbage")
    speaker.say(ONE)
    speaker.say(ONE)
    before, between, after = device.emit().split(ONE)
    assert 0 < len(before) <= 4096
    assert 0 < len(between) <= 4096
    assert after == b""


@given(st.integers(0, 200))
def test_a_bad_checksum_is_one_changed_byte_that_the_driver_refuses(seed: int) -> None:
    heard = said("bad checksum", seed=seed)
    assert sum(was != now for was, now in zip(ONE, heard, strict=True)) == 1
    (reading,) = decoded("nmea", heard)
    assert isinstance(reading, Undecoded)


def test_a_message_without_digits_is_changed_too() -> None:
    assert (
        sum(was != now for was, now in zip(b"RING\r\n", said("bad checksum", b"RING\r\n"), strict=True)) == 1
    )


def test_split_comes_byte_by_byte_and_reads_as_whole() -> None:
    device, speaker = faulty(HandClock(), "split")
    speaker.say(ONE)
    pieces = [device.emit() for _ in range(len(ONE) + 1)]
    assert pieces == [*(bytes([byte]) for byte in ONE), b""]
    speaker.say(ONE)
    assert device.emit() == ONE[:1]
    device.stop("split")
    assert device.emit() == ONE[1:]


def test_glue_gives_the_messages_of_two_seconds_in_one() -> None:
    clock = HandClock()
    device, speaker = faulty(clock, "glue")
    heard = []
    for _ in range(9):
        speaker.say(ONE)
        heard.append(device.emit().count(ONE))
        clock.advance(0.5)
    assert heard == [0, 0, 0, 0, 5, 0, 0, 0, 4]
    speaker.say(ONE)
    device.stop("glue")
    assert device.emit() == ONE


@pytest.mark.parametrize(("name", "vectors"), [("nmea", NMEA), ("kenwood", KENWOOD)])
@pytest.mark.parametrize("seed", range(8))
def test_at_a_wrong_rate_hardly_anything_is_decoded(name: str, vectors: tuple[bytes, ...], seed: int) -> None:
    device, speaker = faulty(HandClock(), "wrong baud", seed=seed)
    for vector in vectors * 20:
        speaker.say(vector + b"\r\n")
    heard = device.emit()
    readings = decoded(name, heard)
    assert heard
    assert readings
    good = [reading for reading in readings if not isinstance(reading, Undecoded)]
    assert len(good) < len(readings) * 0.2


def test_a_uart_at_the_right_rate_hears_every_byte() -> None:
    every = bytes(range(256))
    assert at_wrong_rate(every, 1.0) == every
    # 'U' is a square wave: a receiver at twice the rate sees each of its bits twice.
    assert at_wrong_rate(b"U", 0.5)[:1] == bytes([0b01100110])
    assert all(at_wrong_rate(every, rate) != every for rate in RATES)


def test_a_flood_is_as_fast_as_115200_baud() -> None:
    clock = HandClock()
    device, speaker = faulty(clock, "flood")
    speaker.say(ONE)
    assert device.emit() == ONE
    heard = b""
    for _ in range(200):
        clock.advance(0.02)
        heard += device.emit()
    assert 4 * FLOOD_BYTES_PER_SECOND - len(heard) in range(len(ONE) + 1)
    assert heard == ONE * (len(heard) // len(ONE))
    clock.advance(10_000)
    assert len(device.emit()) <= OUTPUT_LIMIT
    device.stop("flood")
    clock.advance(1)
    assert device.emit() == b""


def test_a_flood_needs_something_to_repeat() -> None:
    clock = HandClock()
    device, _ = faulty(clock, "flood")
    clock.advance(60)
    assert device.emit() == b""


def test_a_lost_ack_is_what_came_shortly_after_our_words() -> None:
    clock = HandClock()
    device, speaker = faulty(clock, "lost ack")
    speaker.say(ONE)
    device.receive(b"poll")
    assert device.emit() == ONE
    clock.advance(2.0)
    speaker.say(ONE)
    assert device.emit() == b""
    clock.advance(0.6)
    device.emit()
    speaker.say(ONE)
    assert device.emit() == ONE


def test_an_ack_that_comes_late_is_lost_alone() -> None:
    clock = HandClock()
    speaker = Speaker(answer=b"")
    device = Faulty(speaker, clock, script=[(0, "lost ack", None)])
    device.receive(b"poll")
    for _ in range(30):
        clock.advance(1)
        assert device.emit() == b""
    speaker.say(ACK + ONE)
    assert device.emit() == ONE
    speaker.say(ONE)
    assert device.emit() == ONE


def test_a_kenwood_that_hears_us_but_is_not_heard() -> None:
    clock = HandClock()
    device = Faulty(SimulatedKenwood(clock), clock)

    def answers() -> list[type]:
        device.receive(b"\x02F1001001hello\x03")
        heard = b""
        for _ in range(80):
            clock.advance(0.05)
            heard += device.emit()
        clock.advance(2)
        heard += device.emit()
        return [type(reading) for reading in decoded("kenwood", heard)]

    device.start("lost ack")
    assert answers() == []
    device.stop("lost ack")
    assert answers() == [Acknowledged]


def test_duplicates_are_3_to_50() -> None:
    counts = {len(said("duplicates", seed=seed)) / len(ONE) for seed in range(40)}
    assert counts <= set(range(3, 51))
    assert len(counts) > 10


def test_silence_loses_what_is_said_and_ends() -> None:
    clock = HandClock()
    device, speaker = faulty(clock)
    device.start("silence", seconds=5)
    speaker.say(ONE)
    assert (device.emit(), device.faults) == (b"", frozenset({"silence"}))
    clock.advance(5)
    speaker.say(ONE)
    assert (device.emit(), device.faults) == (ONE, frozenset())


@given(st.integers(0, 200))
def test_truncated_is_the_first_part(seed: int) -> None:
    heard = said("truncated", seed=seed)
    assert ONE.startswith(heard)
    assert 0 < len(heard) < len(ONE)


def times(device: Faulty) -> set[str]:
    readings = decoded("nmea", device.emit())
    return {f"{fix.time:%H%M%S}" for fix in readings if isinstance(fix, Position) and fix.time}


def test_a_stuck_clock_stops_the_time_of_day_and_nothing_else() -> None:
    clock = HandClock()
    device = Faulty.around(SimulatedGps, clock)
    assert times(device) == {"120000"}
    device.start("stuck clock")
    heard = []
    for _ in range(5):
        clock.advance(1)
        heard.append(times(device))
    assert heard == [{"120000"}] * 5
    device.stop("stuck clock")
    clock.advance(1)
    assert times(device) == {"120006"}


def test_only_a_device_built_for_it_can_have_a_stuck_clock() -> None:
    device, _ = faulty(HandClock())
    with pytest.raises(ValueError, match=r"Faulty\.around"):
        device.start("stuck clock")


def test_a_script_runs_by_the_clock() -> None:
    clock = HandClock()
    device, _ = faulty(clock, script=[(20, "garbage", None), (10, "silence", 5), (10, "split", 20)])
    active = []
    for _ in range(6):
        active.append(sorted(device.faults))
        clock.advance(7)
    assert active == [[], [], ["silence", "split"], ["garbage", "split"], ["garbage", "split"], ["garbage"]]


def test_what_is_no_fault_is_refused() -> None:
    device, _ = faulty(HandClock())
    with pytest.raises(ValueError, match="Known: garbage"):
        device.start("rust")  # type: ignore[arg-type]  # the very mistake that is tested
    with pytest.raises(ValueError, match="lasts some time"):
        device.start("silence", seconds=0)
    with pytest.raises(ValueError, match="lasts some time"):
        Faulty(Speaker(), HandClock(), script=[(1, "silence", float("nan"))])


def test_all_faults_at_once_are_bounded() -> None:
    clock = HandClock()

    def gps(sticking: Clock) -> SimulatedGps:
        return SimulatedGps(sticking)

    device = Faulty.around(gps, clock)
    for kind in FAULTS:
        if kind not in ("silence", "split"):
            device.start(kind)
    for _ in range(3):
        clock.advance(60)
        assert len(device.emit()) <= OUTPUT_LIMIT + 4096 * 5


def test_faults_come_and_go_while_the_port_reads() -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock)
    device = Faulty(radio, clock)
    heard: list[bytes] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            heard.append(device.emit())

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(200):
        kind = FAULTS[number % 5]
        device.start(kind)
        radio.key("100-4002")
        device.stop(kind)
    done.set()
    reader.join(10)
    radio.key("100-4001")
    heard.append(device.emit())
    last = decoded("kenwood", b"".join(heard))[-1]
    assert isinstance(last, TransmissionBegan)
    assert last.unit == "100-4001"


VECTORS = st.lists(st.sampled_from([*NMEA, *KENWOOD, b"\x02I110040021004002\x03"]), max_size=6)


@given(st.one_of(VECTORS.map(b"\r\n".join), st.binary(max_size=200)))
def test_messages_lose_no_byte(data: bytes) -> None:
    assert b"".join(messages(data)) == data


def test_messages_are_cut_at_the_ends_of_every_protocol() -> None:
    ubx = b"\xb5\x62\x01\x07\x04\x00\x0d\x0a\xb5\x62\x00\x00"
    parts = [
        ONE,
        b"\x02I110040021004002\x03",
        b"\x02$PKNDS,1*00\r\n42\x03",
        b">RPV15714+3739438-1220384601512612;ID=1234;*7F<",
        b"5011 181234E12101001\x14",
        b"\n11 7777 18 E110 00 C001 \r",
        ubx,
        b"\xc0\x00AB\r\n\xc0",
        b"RING\r\n",
        b"half",
    ]
    assert list(messages(b"".join(parts))) == parts


def test_a_device_comes_back_under_another_name() -> None:
    bench, clock = Bench(), HandClock()
    twins = [FoundPort("", "USB serial", 0x1A86, 0x7523, "", f"1-{socket}") for socket in (1, 2)]
    radios = [SimulatedKenwood(clock), SimulatedKenwood(clock)]
    for name, radio, adapter in zip(("tty0", "tty1"), radios, twins, strict=True):
        bench.add(name, radio, adapter)
    left, right = (identity_of(adapter) for adapter in twins)
    assert left is not None
    assert right is not None
    radios[0].key("100-4001")
    bench.rename("tty0", "tty7")
    assert (bench.plugged("tty0"), bench.plugged("tty7"), bench.device("tty7")) == (False, True, radios[0])
    assert radios[0].emit() == b""
    found = [find(one, bench.found_ports()) for one in (left, right)]
    assert [port and port.device for port in found] == ["sim://tty7", "sim://tty1"]
    bench.unplug("tty1")
    assert [port.device for port in bench.found_ports()] == ["sim://tty7"]
    for old, new, why in (("tty0", "tty9", "no device named tty0"), ("tty1", "tty7", "already a device")):
        with pytest.raises(ValueError, match=why):
            bench.rename(old, new)
