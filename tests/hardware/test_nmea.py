"""NMEA: positions, and what is refused and why."""

import re
from datetime import date, time

import pytest

from hardware.gps.nmea import NmeaDriver
from hardware.readings import Position, Reading, Undecoded
from tests.hardware.nmea_stream import line, sentences, xor
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
        "GAGSV,1,1,02,03,-3,111,,04,15,270,41,7",
        "GPGSV,1,1,00",
        "GNGSA,A,3,80,71,73,79,69,,,,,,,,1.83,1.09,1.47",
        "GNGSA,A,1,,,,,,,,,,,,,99.99,99.99,99.99,1",
        "GPGSA,,,,,,,,,,,,,,,,,",
        "GPVTG,089.0,T,,,15.2,N,,K",
        "GNVTG,,T,,M,0.004,N,0.008,K,A",
        "GPVTG,,,,,,,,",
        "GPZDA,172809.456,12,07,1996,00,00",
        "GNZDA,,,,,00,00",
        "GPZDA,235960,31,12,2016,-05,00",
        "PUBX,03,11,23,-,,,45,010",
        "PGRMC,A,218.8,100,6378137.000,298.257223563,0.0,0.0,0.0,A,3,1,1,4,30",
        "GPTXT,01,01,02,u-blox ag - www.u-blox.com",
    ],
)
def test_other_valid_sentences_are_taken_silently(body: str) -> None:
    assert read(line(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        *("GPGSV,3,1,11,03,03,111,00,04,15,270", "GPGSV,3,x,11", "GPGSV", "GPGSV,3,1,11,03,03,111,100"),
        *("GNGSA,A,3,80,71,73,79,69,,,,,,,,1.83,1.09", "GNGSA,A,4,,,,,,,,,,,,,1,1,1", "GNGSA,A,3"),
        *("GPVTG,089.0,T,,,15.2,N", "GPVTG,nan,T,,,15.2,N,,K", "GPVTG,089.0,N,,M,,N,,K"),
        *("GPZDA,172809,12,07,96,00,00", "GPZDA,172809.456,12", "GPZDA,1728x9,12,07,1996,00,00"),
        *("GPRMC", "GPGGA", "GNGLL"),
    ],
)
def test_those_that_give_no_position_are_shown_when_they_are_malformed(body: str) -> None:
    assert re.search("does not have the fields of its kind|has no fields", why(line(body)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("GPVTG,361.0,T,,,15.2,N,,K", "There is no course 361.0"),
        ("GPVTG,,T,400,M,15.2,N,,K", "There is no course 400"),
        ("GPZDA,172809,30,02,1996,00,00", "There is no date 30,02,1996"),
        ("GPZDA,252809,12,07,1996,00,00", "There is no time 252809"),
    ],
)
def test_their_values_must_be_possible(body: str, reason: str) -> None:
    assert why(line(body)) == reason


@pytest.mark.parametrize("talker", ["GP", "GL", "GA", "GB", "BD", "GQ", "QZ", "GN", "GI", "II"])
def test_every_talker_is_heard(talker: str) -> None:
    for body in ("RMC,,V,,,,,,,,,,N", "GGA,,,,,,0,00,99.99,,,,,,", "GLL,,,,,,V,N"):
        assert not position(line(talker + body)).valid
    assert why(line(f"{talker}VTG,x"))


UBLOX = "PUBX,00,081350.00,4717.113210,N,00833.915187,E,546.589,G3,2.1,2.0,36.00,77.52,0.007,,0.92,1,0,9,0,0"


def test_ublox_own_sentence_gives_place_motion_and_time() -> None:
    fix = position(line(UBLOX))
    assert (round(fix.lat or 0, 6), round(fix.lon or 0, 6), fix.valid) == (47.285220, 8.565253, True)
    assert (fix.speed_kmh, fix.course_deg, fix.day, fix.time) == (36.0, 77.52, None, time(8, 13, 50))


@pytest.mark.parametrize(
    ("state", "valid"),
    [
        *((good, True) for good in ("G2", "G3", "D2", "D3", "RK")),
        *((bad, False) for bad in ("NF", "DR", "TT")),
    ],
)
def test_ublox_says_what_kind_of_fix_it_has(state: str, valid: bool) -> None:
    assert position(line(UBLOX.replace("G3", state))).valid is valid


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        ("G3", "G4", "There is no state G4 of a fix"),
        ("36.00", "-1", "There is no speed -1"),
        ("36.00", "inf", "There is no speed inf"),
        ("36.00", "999999999", "There is no speed 999999999"),
        ("77.52", "361", "There is no course 361"),
        (",36.00,77.52,0.007,,0.92,1,0,9,0,0", "", "PUBX has 10 fields, 12 are needed"),
    ],
)
def test_ublox_sentence_that_cannot_be_is_refused(good: str, bad: str, reason: str) -> None:
    assert why(line(UBLOX.replace(good, bad))) == reason


def test_a_units_name_is_fit_to_be_shown() -> None:
    block = b"s:unit\x07\x1b12"
    tagged = b"\\%b*%02X\\" % (block, xor(block.decode())) + MELBOURNE
    assert position(tagged).unit == "unit\ufffd\ufffd12"


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
        ("3751.65", "375165"),
        ("3751.65", "51"),
        ("14507.36", "1450736"),
        ("14507.36", "3"),
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
