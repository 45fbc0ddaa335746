"""UBX: positions of u-blox receivers, NMEA between them, and what is refused and why."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.gps.ubx import UbxDriver
from hardware.gps.ubx_frames import Broken, Frame, Framer, Piece, framed
from hardware.readings import Position, Reading, Undecoded
from tests.hardware.ubx_stream import NAV_PVT, frame, pvt
from tests.hardware.vectors import NMEA

HERE = Path(__file__).parents[2]
OTHER = frame(b"\x05\x01", b"\x06\x01")


def read(*chunks: bytes) -> list[Reading]:
    driver = UbxDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def position(data: bytes) -> Position:
    (reading,) = read(data)
    assert isinstance(reading, Position), reading
    return reading


def why(data: bytes) -> str:
    (reading,) = read(data)
    assert isinstance(reading, Undecoded), reading
    return reading.why


def pieces(*chunks: bytes) -> list[Piece]:
    framer = Framer()
    return [piece for chunk in chunks for piece in framer.feed(chunk)] + list(framer.close())


def test_nav_pvt_gives_place_motion_day_and_time() -> None:
    raw = pvt(lat=-37_8608333, lon=145_1226667, speed=10_000, course=12_650_000, nano=250_000_000)
    assert position(raw) == Position(
        *("", -37.8608333, 145.1226667, True, pytest.approx(36.0), 126.5),
        *(date(2026, 11, 23), time(12, 0, 0, 250_000), raw),
    )


@pytest.mark.parametrize(
    ("fix_type", "flags", "flags3", "valid"),
    [
        *((2, 1, 0, True), (3, 1, 0, True), (4, 1, 0, True), (3, 0x83, 0, True), (3, 1, 0x1E, True)),
        *((0, 1, 0, False), (1, 1, 0, False), (5, 1, 0, False), (3, 0, 0, False), (3, 2, 0, False)),
        (3, 1, 1, False),
    ],
)
def test_a_fix_is_one_of_satellites_that_the_receiver_vouches_for(
    fix_type: int, flags: int, flags3: int, valid: bool
) -> None:
    assert position(pvt(fix_type=fix_type, flags=flags, flags3=flags3)).valid is valid


@pytest.mark.parametrize(
    ("vouched", "day", "clock"),
    [
        (0, None, None),
        (1, date(2026, 11, 23), None),
        (2, None, time(12, 0)),
        (3, date(2026, 11, 23), time(12, 0)),
    ],
)
def test_day_and_time_are_those_that_the_receiver_vouches_for(
    vouched: int, day: date | None, clock: time | None
) -> None:
    fix = position(pvt(valid=vouched))
    assert (fix.day, fix.time) == (day, clock)


def test_a_second_that_was_rounded_up_steps_back_over_midnight() -> None:
    fix = position(pvt(month=1, day=1, hour=0, nano=-2_000_000))
    assert (fix.day, fix.time) == (date(2025, 12, 31), time(23, 59, 59, 998_000))
    assert position(pvt(hour=0, nano=-2_000_000, valid=2)).time == time(23, 59, 59, 998_000)


def test_the_leap_second_is_the_last_moment_before_it() -> None:
    fix = position(pvt(year=2016, month=12, day=31, hour=23, minute=59, second=60, nano=500_000_000))
    assert (fix.day, fix.time) == (date(2016, 12, 31), time(23, 59, 59, 999_999))


def test_older_receivers_send_84_bytes() -> None:
    assert position(pvt(size=84)).valid


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (pvt(lat=90_0000001), "There is no latitude 90"),
        (pvt(lon=-180_0000001), "There is no longitude -180"),
        (pvt(speed=-1), "There is no speed -0.0036"),
        (pvt(speed=2_000_000_000), "There is no speed 7.2e+06"),
        (pvt(course=36_000_001), "There is no course 360"),
        (pvt(month=13), "There is no date 23.13.2026"),
        (pvt(month=2, day=29), "There is no date 29.2.2026"),
        (pvt(year=1979), "There is no year 1979"),
        (pvt(year=65535), "There is no year 65535"),
        (pvt(hour=24), "There is no time 24:0:0"),
        (pvt(second=61), "There is no time 12:0:61"),
        (pvt(size=83), "NAV-PVT has 83 bytes, 84 are needed"),
        (pvt()[:-1] + b"\x00", "Checksum is 06 00, the bytes give 06 49"),
        (pvt()[:50], "The frame was cut short"),
        (b"\xb5b\x01\x07\xff\xff", "No frame is 65535 bytes long"),
        (b"\x00\x80\xb5", "Bytes outside any message"),
    ],
)
def test_what_cannot_be_is_shown_with_a_reason(raw: bytes, reason: str) -> None:
    assert why(raw) == reason


@pytest.mark.parametrize("raw", [OTHER, frame(NAV_PVT, b""), frame(b"\x0a\x04", bytes(100)), b"\r\n"])
def test_other_frames_are_silent(raw: bytes) -> None:
    assert read(raw) == []


def test_nmea_on_the_same_line_is_read_in_its_place() -> None:
    stream = NMEA[0] + b"\r\n" + pvt() + NMEA[3] + b"\r\n" + OTHER + pvt(second=1) + NMEA[2] + b"\r\n"
    assert [(reading.kind, reading.unit, reading.raw[:2]) for reading in read(stream)] == [
        ("position", "", b"$G"),
        ("position", "", b"\xb5b"),
        ("position", "unit12", b"$G"),
        ("position", "", b"\xb5b"),
        ("position", "", b"$G"),
    ]


def test_a_frame_is_there_as_soon_as_its_last_byte() -> None:
    driver = UbxDriver()
    assert driver.feed(pvt()[:-1]) == []
    assert len(driver.feed(pvt()[-1:])) == 1


def test_a_garbled_length_costs_one_frame_and_delays_none() -> None:
    garbled = b"\xb5b\x01\x07\x00\x1f" + pvt()[6:]
    driver = UbxDriver()
    broken, fix = driver.feed(garbled + pvt(second=1))
    assert isinstance(broken, Undecoded)
    assert isinstance(fix, Position)
    assert (broken.why, broken.raw) == ("Another frame began inside this one", garbled)


def test_sentences_behind_a_garbled_length_are_read_when_the_line_falls_silent() -> None:
    broken, fix = read(b"\xb5b\x01\x07\x00\x1f\x00\x00" + NMEA[0] + b"\r\n")
    assert isinstance(broken, Undecoded)
    assert isinstance(fix, Position)
    assert fix.raw == NMEA[0]


def test_a_lost_byte_does_not_cost_the_next_frame() -> None:
    for at in range(len(pvt())):
        lost = pvt()[:at] + pvt()[at + 1 :]
        read_after = read(lost + pvt(second=1) + pvt(second=2))
        assert [fix.time.second for fix in read_after if isinstance(fix, Position) and fix.time] == [1, 2]


def test_a_flood_of_beginnings_is_bounded() -> None:
    framer = Framer()
    shown = 0
    for _ in range(20):
        for piece in framer.feed(b"\xb5b\x01\x07\x20\x00" * 500):
            assert not isinstance(piece, Frame)
            raw = piece.raw if isinstance(piece, Broken) else piece
            assert len(raw) <= 8192
            shown += len(raw)
    assert shown > 20 * 3000 - 8192


KINDS = st.binary(min_size=2, max_size=2)
PARTS = st.one_of(
    st.binary(max_size=20),
    st.sampled_from([b"\xb5", b"\xb5b", b"\xb5b\x01\x07\x08\x00", b"\x62", b"$GPRMC*"]),
    st.builds(framed, KINDS, st.binary(max_size=30)),
    st.builds(framed, KINDS, st.builds(lambda data: data + b"\xb5b\x05\x01\x02\x00", st.binary(max_size=9))),
)


def merged(found: Sequence[Piece]) -> list[Piece]:
    """What stands between frames may come in any stretches."""
    result: list[Piece] = []
    for piece in found:
        if isinstance(piece, bytes) and result and isinstance(result[-1], bytes):
            result[-1] += piece
        else:
            result.append(piece)
    return result


@given(st.lists(PARTS, max_size=8), st.data())
def test_no_byte_is_lost_and_chunks_make_no_difference(parts: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    chunks = [stream[start:end] for start, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    whole = merged(pieces(stream))
    assert merged(pieces(*chunks)) == whole
    assert b"".join(piece if isinstance(piece, bytes) else piece.raw for piece in whole) == stream


@given(st.lists(st.builds(framed, KINDS, st.binary(max_size=300)), max_size=6))
def test_frames_in_a_row_are_all_found(frames: list[bytes]) -> None:
    assert [piece.raw for piece in pieces(b"".join(frames)) if isinstance(piece, Frame)] == frames


def test_check_bytes_are_fletchers() -> None:
    assert framed(b"\x01\x07", b"") == b"\xb5b\x01\x07\x00\x00\x08\x19"
    assert framed(NAV_PVT, pvt()[6:-2]) == pvt()


def test_without_pyubx2_one_is_told_what_to_install() -> None:
    """Without site packages there is no pyubx2."""
    program = "from hardware.drivers import make_driver\nmake_driver('ubx')"
    ended = subprocess.run(
        [sys.executable, "-S", "-c", program], cwd=HERE, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "MissingExtraError: u-blox receivers need pyubx2, which is not installed" in ended.stderr
    assert "pip install cso-console[ubx]" in ended.stderr


def test_a_frame_behind_one_whose_last_byte_looks_like_a_beginning() -> None:
    frames = [framed(b"\x01\x21", bytes([number, 0])) for number in range(256)]
    (looks_like_one, *_) = [frame for frame in frames if frame.endswith(b"\xb5")]
    framer = Framer()
    found = [*framer.feed(looks_like_one), *framer.feed(frames[0]), *framer.close()]
    assert [type(piece) for piece in found] == [Frame, Frame]
