"""What a device said is kept, and read again as it was."""

import errno
import json
import resource
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.capture import (
    CHUNK_LIMIT,
    LINE_LIMIT,
    Capture,
    CaptureWriter,
    Chunk,
    Header,
    Replay,
    read_capture,
)
from hardware.drivers import make_driver
from hardware.inbox import Inbox
from hardware.link import Link
from hardware.ports import LineSettings, Ports
from hardware.readings import Reading
from hardware.simulators.bench import Bench
from tests.hardware.clocks import HandClock
from tests.hardware.vectors import NMEA
from tests.hardware.waiting import wait_until

SETTINGS = LineSettings(4800, 8, "N", 1)
HEADER = Header("nmea", "/dev/ttyUSB0", SETTINGS, datetime(2026, 11, 23, 12, tzinfo=UTC))
HEAD = (
    '{"capture": 1, "driver": "nmea", "url": "x", "baud": 4800, "bytesize": 8, '
    '"parity": "N", "stopbits": 1, "started": "2026-11-23T12:00:00Z"}\n'
)
ONE_FILE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Each example writes its file anew, so they may share a directory."""


def writer(path: Path, clock: HandClock) -> CaptureWriter:
    return CaptureWriter(path, driver="nmea", url="/dev/ttyUSB0", settings=SETTINGS, clock=clock)


def test_a_capture_holds_what_came_and_what_was_sent(tmp_path: Path) -> None:
    clock, path = HandClock(), tmp_path / "gps.capture"
    file = writer(path, clock)
    clock.advance(0.25)
    file.write(b"$GP")
    clock.advance(1)
    file.write(b"poll", sent=True)
    # Each line is there at once, not when the file is closed.
    assert read_capture(path) == Capture(HEADER, (Chunk(0.25, b"$GP"), Chunk(1.25, b"poll", sent=True)))
    file.close()
    file.close()
    file.write(b"too late")
    assert (read_capture(path).seconds, file.why) == (1.25, "")
    assert path.read_text().splitlines()[1] == '{"t": 0.25, "data": "244750"}'


def test_a_later_capture_is_added_behind(tmp_path: Path) -> None:
    clock, path = HandClock(), tmp_path / "gps.capture"
    first = writer(path, clock)
    clock.advance(1)
    first.write(b"a")
    first.close()
    with path.open("ab") as file:
        file.write(b'{"t": 1.5, "da')  # the power failed here
    assert len(read_capture(path).chunks) == 1
    clock.advance(60)
    second = writer(path, clock)
    clock.advance(2)
    second.write(b"b")
    second.close()
    assert read_capture(path).chunks == (Chunk(1, b"a"), Chunk(63, b"b"))


def test_a_file_of_another_kind_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir")
    with pytest.raises(ValueError, match="not a capture"):
        writer(path, HandClock())
    assert path.read_text() == "Dear Sir"
    with pytest.raises(OSError, match="No such"):
        writer(tmp_path / "nowhere" / "x", HandClock())


def test_long_chunks_are_written_in_lines_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "flood.capture"
    file = writer(path, HandClock())
    data = bytes(range(256)) * 1000
    file.write(data)
    file.close()
    chunks = read_capture(path).chunks
    assert b"".join(chunk.data for chunk in chunks) == data
    assert max(len(chunk.data) for chunk in chunks) <= CHUNK_LIMIT


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file of this process may grow beyond 1000 bytes, which a write learns as from a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_ends_the_capture_once_and_in_words(tmp_path: Path) -> None:
    path = tmp_path / "full.capture"
    file = writer(path, HandClock())
    with pytest.raises(OSError, match="has ended: File too large") as told:
        for _ in range(100):
            file.write(b"x" * 50)
    assert told.value.errno == errno.EFBIG
    assert str(path) in file.why
    file.write(b"the device goes on")
    file.close()
    chunks = read_capture(path).chunks
    assert chunks
    assert {chunk.data for chunk in chunks} == {b"x" * 50}


def test_a_disk_that_is_full_from_the_beginning_says_so() -> None:
    with pytest.raises(OSError, match="has ended: No space left"):
        writer(Path("/dev/full"), HandClock())


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Line 1 is not the header"),
        ("Dear Sir\n", "Line 1 is not JSON"),
        ("[" * 100_000 + "\n", "Line 1 is not JSON"),
        ("[]\n", "Line 1 is not a JSON object"),
        ('{"t": 0, "data": ""}\n', "Line 1 is not the header"),
        ('{"capture": 2}\n', "Line 1 is of a capture format"),
        ('{"capture": 1}\n', "Line 1 is not the header"),
        (HEAD.replace("4800", '"fast"'), "Line 1 is not the header"),
        (HEAD.replace("2026-11-23", "yesterday"), "Line 1 is not the header"),
        (HEAD + '{"data": ""}\n', "Line 2 has no time"),
        (HEAD + '{"t": NaN, "data": ""}\n', "Line 2 has no time"),
        (HEAD + '{"t": 1e300, "data": ""}\n', "Line 2 has no time"),
        (HEAD + '{"t": -1, "data": ""}\n', "Line 2 has no time"),
        (HEAD + '{"t": 0, "data": ""}\n{"t": 0, "data": "4"}\n', "Line 3 has no bytes"),
        (HEAD + '{"t": 0, "data": [1]}\n', "Line 2 has no bytes"),
        (HEAD + '{"t": 0}\n', "Line 2 has no bytes"),
        (HEAD + " " * LINE_LIMIT + "\n", "Line 2 is longer"),
        (HEAD + '{"t": ' + "9" * 5000 + "}\n", "Line 2 is not JSON"),
    ],
)
def test_a_hostile_file_is_refused_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "hostile"
    path.write_text(text)
    with pytest.raises(ValueError, match=why):
        read_capture(path)


@ONE_FILE
@given(st.binary(max_size=300))
def test_any_file_is_read_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(HEAD.encode() + data)
    try:
        read_capture(path)
    except ValueError as error:
        assert str(error).startswith("Line ")


def decoded(chunks: list[bytes]) -> list[Reading]:
    driver = make_driver("nmea")
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


CHUNKS = st.lists(
    st.tuples(
        st.one_of(st.binary(max_size=40), st.sampled_from(NMEA)),
        st.floats(0, 5),
    ),
    max_size=8,
)


@ONE_FILE
@given(CHUNKS, st.sampled_from([0.0, 0.5, 1.0, 8.0]))
def test_a_replay_decodes_as_the_device_did(
    tmp_path: Path, chunks: list[tuple[bytes, float]], speed: float
) -> None:
    clock, path = HandClock(), tmp_path / "any.capture"
    path.unlink(missing_ok=True)
    file = writer(path, clock)
    for data, pause in chunks:
        clock.advance(pause)
        file.write(data)
    file.close()
    replay = Replay(read_capture(path), clock, speed)
    said = []
    while not replay.done:
        said.append(replay.emit())
        clock.advance(1)
    assert decoded(said) == decoded([data for data, _ in chunks])


def replay(clock: HandClock, speed: float, *chunks: Chunk) -> Replay:
    return Replay(Capture(HEADER, chunks), clock, speed)


def test_a_replay_keeps_the_times_at_its_speed() -> None:
    clock = HandClock()
    device = replay(clock, 2.0, Chunk(1, b"a"), Chunk(1.5, b"us", sent=True), Chunk(4, b"b"))
    clock.advance(100)
    device.receive(b"anybody there?")
    assert device.emit() == b""  # it begins when it is first read
    clock.advance(0.5)
    assert (device.emit(), device.done) == (b"a", False)
    clock.advance(1.25)
    assert device.emit() == b""
    clock.advance(0.25)
    assert (device.emit(), device.done) == (b"b", True)
    assert device.emit() == b""


def test_as_fast_as_possible_gives_a_chunk_at_a_time() -> None:
    device = replay(HandClock(), 0, Chunk(1, b"a"), Chunk(400, b"b"))
    assert [device.emit() for _ in range(3)] == [b"a", b"b", b""]


@pytest.mark.parametrize("speed", [-1.0, float("nan"), float("inf")])
def test_no_replay_runs_backwards(speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        replay(HandClock(), speed)


@pytest.mark.parametrize("speed", [0.0, 1000.0])
def test_a_link_reads_a_replay_as_the_device(speed: float) -> None:
    sentences = [NMEA[0]] * 3000
    chunks = [Chunk(n / 100, sentence) for n, sentence in enumerate(sentences)]
    bench, clock = Bench(), HandClock()
    device = replay(clock, speed, *chunks)
    bench.add("replay", device)
    link = Link(name="r", url="sim://replay", driver="nmea", ports=Ports(bench), inbox=Inbox())
    link.start()
    try:
        wait_until(lambda: link.health.bytes, "for the first sentence")
        clock.advance(100)
        wait_until(lambda: link.health.readings >= 2999, "for the whole replay")
        assert link.health.undecoded == 0
    finally:
        link.stop()


def test_the_tap_of_a_link_is_captured_and_replayed(tmp_path: Path) -> None:
    path = tmp_path / "tapped.capture"
    bench = Bench()
    bench.add("gps", replay(HandClock(), 0, *(Chunk(0, sentence) for sentence in NMEA)))
    link = Link(name="gps", url="sim://gps", driver="nmea", ports=Ports(bench), inbox=Inbox())
    file = writer(path, HandClock())
    link.tap(file.write)
    link.start()
    try:
        wait_until(lambda: link.health.bytes == sum(map(len, NMEA)), "for every sentence")
    finally:
        link.stop()
    file.close()
    assert b"".join(chunk.data for chunk in read_capture(path).chunks) == b"".join(NMEA)
    assert json.loads(path.read_text().splitlines()[0])["driver"] == "nmea"
