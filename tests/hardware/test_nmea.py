"""NMEA: positions, and what is refused and why."""

from datetime import date, time

import pytest

from hardware.gps.nmea import NmeaDriver
from hardware.readings import Position, Reading, Undecoded
from tests.hardware.nmea_stream import line, sentences
from tests.hardware.oracle import oracle, rounded
from tests.hardware.vectors import NMEA

MELBOURNE = NMEA[0]


def read(*chunks: bytes) -> list[Reading]:
    driver = NmeaDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def only(data: bytes) -> Reading:
    (reading,) = read(data)
    return reading


def position(data: bytes) -> Position:
    reading = only(data)
    assert isinstance(reading, Position), reading
    return reading


def why(data: bytes) -> str:
    reading = only(data)
    assert isinstance(reading, Undecoded), reading
    assert reading.raw in data
    return reading.why


def test_rmc_gives_place_motion_day_and_time() -> None:
    fix = position(MELBOURNE)
    assert (round(fix.lat or 0, 5), round(fix.lon or 0, 5), fix.valid) == (-37.86083, 145.12267, True)
    assert (fix.speed_kmh, fix.course_deg) == (0.0, 360.0)
    assert (fix.day, fix.time) == (date(1998, 9, 13), time(8, 18, 36))
    assert (fix.unit, fix.raw) == ("", MELBOURNE)


def test_gga_with_a_station_that_is_no_number() -> None:
    fix = position(NMEA[2])
    assert (round(fix.lat or 0, 6), round(fix.lon or 0, 6), fix.valid) == (51.116320, -114.038338, True)


def test_a_receiver_without_a_fix_says_so() -> None:
    fix = position(NMEA[1])
    assert (fix.lat, fix.lon, fix.valid, fix.day, fix.time) == (None, None, False, None, None)


@pytest.mark.parametrize(
    "body",
    [
        "GPRMC,081836,V,3751.65,S,14507.36,E,,,130998,,",
        "GPRMC,081836,A,3751.65,S,14507.36,E,,,130998,,,N",
        "GPGGA,081836,3751.65,S,14507.36,E,0,00,,,M,,M,,",
        "GNGLL,3751.65,S,14507.36,E,081836,V",
        "GNGLL,3751.65,S,14507.36,E,081836,A,N",
    ],
)
def test_a_void_fix_keeps_the_last_place(body: str) -> None:
    fix = position(line(body))
    assert (round(fix.lat or 0, 5), round(fix.lon or 0, 5), fix.valid) == (-37.86083, 145.12267, False)


def test_a_fix_without_a_longitude_is_not_valid() -> None:
    assert not position(line("GPRMC,081836,A,3751.65,S,,,,,130998,,")).valid


def test_a_tag_block_names_the_unit_of_one_sentence() -> None:
    tagged, plain = read(NMEA[3] + b"\r\n" + MELBOURNE)
    assert (tagged.unit, plain.unit) == ("unit12", "")


def test_a_wrong_tag_block_names_nobody() -> None:
    refused, fix = read(NMEA[3].replace(b"*3F", b"*3E"))
    assert isinstance(refused, Undecoded)
    assert isinstance(fix, Position)
    assert fix.unit == ""


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\n\r", b""])
def test_any_line_end_will_do(end: bytes) -> None:
    assert len([r for r in read((MELBOURNE + end) * 3) if isinstance(r, Position)]) == 3


def test_a_sentence_is_there_as_soon_as_its_checksum() -> None:
    driver = NmeaDriver()
    assert driver.feed(MELBOURNE[:-1]) == []
    assert len(driver.feed(MELBOURNE[-1:])) == 1


def test_of_two_interleaved_sentences_the_second_is_kept() -> None:
    cut, fix = read(b"$GPRMC,0818" + MELBOURNE)
    assert (cut.kind, fix.kind) == ("undecoded", "position")


@pytest.mark.parametrize(
    "body",
    [
        "GPGSV,3,1,11,03,03,111,00,04,15,270,00,06,01,010,00,13,06,292,00",
        "PUBX,00,081350.00,4717.113210,N,00833.915187,E,546.589,G3,2.1,2.0",
        "PGRMC,A,218.8,100,6378137.000,298.257223563,0.0,0.0,0.0,A,3,1,1,4,30",
        "GPTXT,01,01,02,u-blox ag - www.u-blox.com",
    ],
)
def test_other_valid_sentences_are_taken_silently(body: str) -> None:
    assert read(line(body)) == []


def test_a_wrong_checksum_is_told_with_both_numbers() -> None:
    assert why(MELBOURNE.replace(b"*62", b"*63")) == "Checksum is 63, the bytes give 62"


@pytest.mark.parametrize(
    ("field", "bad"),
    [
        ("3751.65", "9000.01"),
        ("3751.65", "3760.00"),
        ("3751.65", "nan"),
        ("3751.65", "-3751.65"),
        ("3751.65", "37x1.65"),
        ("3751.65", "3_51.65"),
        ("3751.65", "1e3"),
        ("3751.65", "751.65"),
        ("14507.36", " 4507.36"),
        ("14507.36", "18000.01"),
        ("14507.36", "9960.00"),
        ("14507.36", "inf"),
        (",S,", ",X,"),
        (",E,0", ",,0"),
        ("000.0,", "inf,"),
        ("000.0,", "-1,"),
        ("360.0", "360.1"),
        ("130998", "310298"),
        ("130998", "1309"),
        ("081836", "251836"),
        ("081836", "0818"),
        ("081836", "081860"),
        (",A,", ",Q,"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(field: str, bad: str) -> None:
    good = "GPRMC,081836,A,3751.65,S,14507.36,E,000.0,360.0,130998,011.3,E"
    assert bad.strip(",") in why(line(good.replace(field, bad, 1))) or bad == ",,0"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (line("GPRMC,081836,A,3751.65"), "GPRMC has 3 fields, 9 are needed"),
        (b"$GPRMC,081836\r\n", "The sentence has no checksum"),
        (b"$GPRMC,081836*6", "The sentence was cut short"),
        (b"$GPRMC,081836*ZZ\r\n", "The checksum is not two hexadecimal digits"),
        (b"\xff\x00\xfe noise", "Bytes outside any message"),
    ],
)
def test_broken_lines_are_shown_with_a_reason(data: bytes, reason: str) -> None:
    assert why(data) == reason


def test_noise_is_one_reading_and_the_stream_goes_on() -> None:
    noise, fix = read(b"\x00\xff" * 300 + b"\r\nab" + MELBOURNE)
    assert (noise.kind, fix.kind) == ("undecoded", "position")
    assert len(noise.raw) == 604


def test_an_endless_sentence_is_cut_at_a_kilobyte() -> None:
    refused, *_ = read(b"$GP" + b"1" * 5000)
    assert (refused.kind, len(refused.raw)) == ("undecoded", 1024)


def test_leap_second_leap_day_and_the_ends_of_the_century() -> None:
    fix = position(line("GPRMC,235960.5,A,0000.0,N,00000.0,E,,,290224,,"))
    assert (fix.day, fix.time) == (date(2024, 2, 29), time(23, 59, 59, 999_999))
    years = [
        position(line(f"GPRMC,000000,A,0000.0,N,00000.0,E,,,0101{yy},,")).day
        for yy in ("79", "80", "99", "00")
    ]
    assert [day.year for day in years if day] == [2079, 1980, 1999, 2000]


def test_agrees_with_pynmeagps_on_a_hundred_thousand_sentences() -> None:
    lines = list(sentences(100_000, seed=20260))
    expected = [answer for answer in map(oracle, lines) if answer is not None]
    driver = NmeaDriver()
    stream = b"".join(lines)
    found = []
    for start in range(0, len(stream), 4001):
        for reading in driver.feed(stream[start : start + 4001]):
            assert isinstance(reading, Position), reading
            found.append((rounded(reading.lat), rounded(reading.lon), reading.valid))
    assert len(found) > 85_000
    assert found == expected
