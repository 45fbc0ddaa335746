"""Our drivers beside other people's decoders, on streams that are right and on streams that are not.

Where they differ, one row of a table must say why, and what must be true of the bytes for it to be so.
"""

import re
import struct
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import NamedTuple

import pynmeagps
import pyubx2

from hardware.drivers import make_driver
from hardware.readings import Position, Reading, Undecoded
from tests.hardware.nmea_mutations import mutated as mutated_sentences
from tests.hardware.oracle import oracle, rounded
from tests.hardware.ubx_stream import NAV_PVT, frames, garbled_stream
from tests.hardware.ubx_stream import mutated as mutated_frames

PLACE = {b"RMC": 3, b"GGA": 2, b"GLL": 1, b"UBX": 3}
"""Which field is the latitude."""
OURS = (b"RMC", b"GGA", b"GLL", b"GSA", b"GSV", b"VTG", b"ZDA")
MOMENT = {b"RMC": 1, b"GGA": 1, b"GLL": 5, b"UBX": 2}
LATITUDE = re.compile(rb"([0-8]\d[0-5]\d(\.\d*)?|9000(\.0*)?)?")
LONGITUDE = re.compile(rb"((0\d\d|1[0-7]\d)[0-5]\d(\.\d*)?|18000(\.0*)?)?")
CLOCK = re.compile(rb"(([01]\d|2[0-3])[0-5]\d[0-5]\d(\.\d+)?)?|235960(\.\d*)?")
PYNMEAGPS_REFUSES = (
    *(pynmeagps.NMEAParseError, pynmeagps.NMEAMessageError, pynmeagps.NMEATypeError),
    *(AttributeError, IndexError, TypeError),
)
"""Its own errors, and what its attributes do when a field that they need is not there or is empty."""
PYUBX2_REFUSES = (
    *(pyubx2.UBXParseError, pyubx2.UBXMessageError, pyubx2.UBXTypeError),
    AttributeError,
)


class Verdict(NamedTuple):
    """What a decoder makes of one message: a kind, the place and validity, or why not."""

    kind: str
    place: tuple[float | None, float | None, bool] | None = None
    why: str = ""


Decoder = Callable[[bytes], Verdict]


class Row(NamedTuple):
    """A disagreement that is permitted: what we say, what they say, and what is true of the sentence."""

    reason: str
    ours: str
    theirs: str
    true: Callable[[bytes], bool]
    why: str = ""


def fields(line: bytes) -> list[bytes]:
    return line[1 : line.rindex(b"*")].split(b",")


def field(line: bytes, at: int) -> bytes:
    parts = fields(line)
    return parts[at] if at < len(parts) else b""


def kind(line: bytes) -> bytes:
    """`UBX` for u-blox's own, else what stands behind the talker."""
    return b"UBX" if line.startswith(b"$PUBX") else line[3:6]


def place_cannot_be(line: bytes) -> bool:
    at = PLACE[kind(line)]
    lat, north, lon, east = (field(line, at + step) for step in range(4))
    return (
        not LATITUDE.fullmatch(lat)
        or not LONGITUDE.fullmatch(lon)
        or (lat != b"" and north not in (b"N", b"S"))
        or (lon != b"" and east not in (b"E", b"W"))
    )


def clock_cannot_be(line: bytes) -> bool:
    at = 1 if kind(line) == b"ZDA" else MOMENT[kind(line)]
    return not CLOCK.fullmatch(field(line, at))


def day_cannot_be(line: bytes) -> bool:
    day = b"".join(fields(line)[2:5]) if kind(line) == b"ZDA" else field(line, 9)
    if not re.fullmatch(rb"\d{6}(\d\d)?", day):
        return True
    try:
        date(2000 + int(day[-2:]), int(day[2:4]), int(day[:2]))
    except ValueError:
        return True
    return False


def number_cannot_be(*places: int, most: float) -> Callable[[bytes], bool]:
    def check(line: bytes) -> bool:
        return any(
            not re.fullmatch(rb"\d*\.?\d*", text) or (text.strip(b".") != b"" and float(text) > most)
            for text in (field(line, at) for at in places)
        )

    return check


def too_short(line: bytes) -> bool:
    return len(fields(line)) - 1 < {b"RMC": 9, b"GGA": 6, b"GLL": 6, b"UBX": 12}[kind(line)]


def status_cannot_be(line: bytes) -> bool:
    return field(line, 2 if kind(line) == b"RMC" else 6) not in (b"A", b"V", b"")


def half_a_place_or_no_fix(line: bytes) -> bool:
    at = PLACE[kind(line)]
    mode = {b"RMC": 12, b"GLL": 7}.get(kind(line), 99)
    return not field(line, at) or not field(line, at + 2) or field(line, mode) == b"N"


def not_text(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def another_begins_inside(line: bytes) -> bool:
    return b"$" in line[1:]


def two_stars(line: bytes) -> bool:
    return line.count(b"*") > 1


def place_can_be(line: bytes) -> bool:
    return not place_cannot_be(line)


NMEA_ROWS = (
    Row(
        "it takes minutes over 60, degrees over the pole, letters for digits and sides that are none",
        "refused",
        "position|nothing",
        place_cannot_be,
        "There is no (latitude|longitude)",
    ),
    Row(
        "it gives no time where there is nonsense, and keeps the place",
        "refused",
        "position|nothing",
        clock_cannot_be,
        "There is no time",
    ),
    Row(
        "it gives no date where there is nonsense, and keeps the place",
        "refused",
        "position|nothing",
        day_cannot_be,
        "There is no date",
    ),
    Row(
        "it takes any course",
        "refused",
        "position|nothing",
        lambda line: (
            number_cannot_be(8 if kind(line) == b"RMC" else 12, most=360)(line)
            or (kind(line) == b"VTG" and number_cannot_be(1, 3, most=360)(line))
        ),
        "There is no course",
    ),
    Row(
        "it takes any speed, infinity too",
        "refused",
        "position|nothing",
        lambda line: number_cannot_be(7 if kind(line) == b"RMC" else 11, most=99_999)(line),
        "There is no speed",
    ),
    Row(
        "it does not ask whether the status is one",
        "refused",
        "position|nothing",
        status_cannot_be,
        "Status .* is neither",
    ),
    Row(
        "it takes a quality below zero for no fix",
        "refused",
        "position",
        lambda line: not field(line, 6).isdigit(),
        "There is no fix quality",
    ),
    Row(
        "it does not ask whether u-blox's state is one",
        "refused",
        "position",
        lambda line: field(line, 8) not in (b"NF", b"DR", b"G2", b"G3", b"D2", b"D3", b"RK", b"TT", b""),
        "There is no state",
    ),
    Row(
        "fields that are missing at the end it leaves out",
        "refused",
        "position|nothing",
        too_short,
        r"has \d+ fields,",
    ),
    Row(
        "it does not look at the fields of these, except for numbers",
        "refused",
        "nothing",
        lambda line: kind(line) in OURS,
        "does not have the fields of its kind|has no fields",
    ),
    Row(
        "it reads across a $ that begins another sentence",
        "refused",
        "position|nothing",
        another_begins_inside,
        "The sentence has no checksum|Bytes outside|Checksum|The checksum",
    ),
    Row(
        "it gives up without a word on bytes that are no UTF-8",
        "refused|position",
        "nothing",
        not_text,
    ),
    Row(
        "it converts fields that we have no use for, and some of them are no numbers",
        "position",
        "refused",
        place_can_be,
    ),
    Row(
        "a fix without both coordinates, or whose mode says that it is none, is not valid",
        "position",
        "position",
        half_a_place_or_no_fix,
    ),
    Row(
        "degrees and minutes without a point are no place to it",
        "position",
        "position",
        lambda line: any(len(field(line, PLACE[kind(line)] + step)) == 4 + step // 2 for step in (0, 2)),
    ),
    Row(
        "sentences that we have no use for are not looked at",
        "nothing",
        "refused",
        lambda line: kind(line) not in OURS and not line.startswith(b"$PUBX,00,"),
    ),
)


def all_of(driver: str, data: bytes) -> list[Reading]:
    decoder = make_driver(driver)
    return decoder.feed(data) + decoder.idle()


def our_verdict(driver: str, message: bytes, places: int) -> Verdict:
    readings = all_of(driver, message)
    refused = [reading.why for reading in readings if isinstance(reading, Undecoded)]
    if refused:
        return Verdict("refused", why=refused[0])
    if not readings:
        return Verdict("nothing")
    (fix,) = readings
    assert isinstance(fix, Position)
    return verdict(fix, places)


def verdict(fix: Position, places: int) -> Verdict:
    return Verdict("position", (rounded(fix.lat, places), rounded(fix.lon, places), fix.valid))


def our_nmea(line: bytes) -> Verdict:
    return our_verdict("nmea", line, places=6)


def pynmeagps_says(line: bytes) -> Verdict:
    try:
        place = oracle(line)
    except PYNMEAGPS_REFUSES as error:
        return Verdict("refused", why=str(error))
    return Verdict("position", place) if place else Verdict("nothing")


def permitted(rows: Sequence[Row], line: bytes, ours: Verdict, theirs: Verdict) -> Row | None:
    for row in rows:
        kinds_fit = re.fullmatch(row.ours, ours.kind) and re.fullmatch(row.theirs, theirs.kind)
        if kinds_fit and re.search(row.why, ours.why) and row.true(line):
            return row
    return None


def differences(
    rows: Sequence[Row], messages: Iterable[bytes], ours: Decoder, theirs: Decoder
) -> tuple[int, set[str], list[tuple[bytes, Verdict, Verdict]]]:
    """How often both agree, which rows were needed, and what no row explains."""
    agreed, needed, unexplained = 0, set[str](), []
    for message in messages:
        mine, other = ours(message), theirs(message)
        if (mine.kind, mine.place) == (other.kind, other.place):
            agreed += 1
        elif row := permitted(rows, message, mine, other):
            needed.add(row.reason)
        else:
            unexplained.append((message, mine, other))
    return agreed, needed, unexplained


def test_on_garbled_sentences_we_and_pynmeagps_differ_only_as_the_table_says() -> None:
    lines = mutated_sentences(40_000, seed=1)
    agreed, needed, unexplained = differences(NMEA_ROWS, lines, our_nmea, pynmeagps_says)
    assert unexplained == []
    assert agreed > 40_000 / 2
    assert needed == {row.reason for row in NMEA_ROWS}


def pvt_number(message: bytes, layout: str, at: int) -> int:
    number: int = struct.unpack_from(layout, message, at + 6)[0]
    return number


def outside(layout: str, at: int, least: int, most: int) -> Callable[[bytes], bool]:
    return lambda message: not least <= pvt_number(message, layout, at) <= most


def no_such_moment(message: bytes) -> bool:
    year, month, day, hour, minute, second, valid = struct.unpack_from("<H6B", message, 4 + 6)
    try:
        if valid & 1:
            date(year, month, day)
    except ValueError:
        return True
    dated = valid & 1 and not 1980 <= year < 2100
    return bool(dated or (valid & 2 and (hour > 23 or minute > 59 or second > 60)))


UBX_ROWS = (
    Row(
        "it takes a latitude beyond the pole",
        "refused",
        "position",
        outside("<i", 28, -900_000_000, 900_000_000),
        "There is no latitude",
    ),
    Row(
        "it takes a longitude beyond half way round",
        "refused",
        "position",
        outside("<i", 24, -1_800_000_000, 1_800_000_000),
        "There is no longitude",
    ),
    Row("it takes any speed", "refused", "position", outside("<i", 60, 0, 51_444_444), "There is no speed"),
    Row("it takes any course", "refused", "position", outside("<i", 64, 0, 36_000_000), "There is no course"),
    Row(
        "it does not put day and time together",
        "refused",
        "position",
        no_such_moment,
        "There is no (date|time|year)",
    ),
    Row(
        "what a payload cut short has lost it takes for zeros",
        "refused",
        "position",
        lambda message: 0 < len(message) - 8 < 84,
        "NAV-PVT has",
    ),
    Row(
        "it knows the fields of every message; those that give no position we do not open",
        "nothing",
        "refused",
        lambda message: message[2:4] != NAV_PVT or len(message) == 8,
    ),
)


def our_ubx(message: bytes) -> Verdict:
    return our_verdict("ubx", message, places=7)


def pyubx2_says(message: bytes) -> Verdict:
    try:
        said = pyubx2.UBXReader.parse(message)
        if said.identity != "NAV-PVT":
            return Verdict("nothing")
        return Verdict("position", pyubx2_place(said))
    except PYUBX2_REFUSES as error:
        return Verdict("refused", why=str(error))


def pyubx2_place(pvt: pyubx2.UBXMessage) -> tuple[float, float, bool]:
    """`u-blox`: 2D, 3D and satellites with dead reckoning, where flags and coordinates are vouched for."""
    valid = pvt.gnssFixOk == 1 and pvt.fixType in (2, 3, 4) and pvt.invalidLlh == 0
    return round(pvt.lat, 7), round(pvt.lon, 7), valid


def test_on_garbled_frames_we_and_pyubx2_differ_only_as_the_table_says() -> None:
    frames = mutated_frames(8_000, seed=1)
    agreed, needed, unexplained = differences(UBX_ROWS, frames, our_ubx, pyubx2_says)
    assert unexplained == []
    assert agreed > 8_000 / 2
    assert needed == {row.reason for row in UBX_ROWS}


def positions(stream: bytes) -> dict[bytes, Verdict]:
    return {fix.raw: verdict(fix, 7) for fix in all_of("ubx", stream) if isinstance(fix, Position)}


def pyubx2_positions(stream: bytes) -> dict[bytes, Verdict]:
    """Its reader, told to go on after errors."""
    reader = pyubx2.UBXReader(BytesIO(stream), protfilter=pyubx2.UBX_PROTOCOL, quitonerror=pyubx2.ERR_IGNORE)
    return {
        raw: Verdict("position", pyubx2_place(said))
        for raw, said in reader
        if said is not None and said.identity == "NAV-PVT"
    }


def test_in_a_whole_stream_we_and_pyubx2_find_the_same_frames() -> None:
    stream = garbled_stream(1500, seed=2, share=0)
    assert positions(stream) == pyubx2_positions(stream)


def test_in_a_garbled_stream_we_find_every_frame_that_is_whole_and_pyubx2_some() -> None:
    """It reads as many bytes as a garbled length says, and does not look into them again."""
    stream = garbled_stream(3000, seed=3)
    ours, theirs = positions(stream), pyubx2_positions(stream)
    assert theirs.items() <= ours.items()
    whole = {raw for raw in frames(3000, seed=3) if raw[2:4] == NAV_PVT and raw in stream}
    assert ours.keys() == whole
    assert 0 < len(theirs) < len(ours)
