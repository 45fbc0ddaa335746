"""Kenwood: every frame and line of the manual, and the trouble that radios make in the field."""

from datetime import date, time

import pytest

from hardware.radio.kenwood import KenwoodDriver
from hardware.readings import Channel, Position, Reading, Undecoded
from tests.hardware.nmea_stream import line

FINE = b"\x02I110040021004002\x03"


def read(*chunks: bytes) -> list[Reading]:
    driver = KenwoodDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def told(*chunks: bytes) -> list[tuple[str, ...]]:
    """Kind, unit and whatever else the reading says in words."""
    said = []
    for reading in read(*chunks):
        own = [getattr(reading, name) for name in ("code", "text", "why") if hasattr(reading, name)]
        said.append((reading.kind, reading.unit, *own))
    return said


def position(data: bytes) -> Position:
    (reading,) = read(data)
    assert isinstance(reading, Position), reading
    return reading


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"\x02I110040021004002\x03", [("transmission_began", "100-4002")]),
        (b"\x02I010020231002023\x03", [("transmission_ended", "100-2023")]),
        (b"\x02gI1U03001U03001\x03", [("transmission_began", "U03001")]),
        (b"\x02gI0U03001U03001\x03", [("transmission_ended", "U03001")]),
        (b"\x02xI1000000101000000101\x03", [("transmission_began", "000000101")]),
        (b"\x02D2001814\x03", [("transmission_began", "200-1814"), ("transmission_ended", "200-1814")]),
        (b"\x020\x03", [("acknowledged", "", "0")]),
        (b"\x021\x03", [("acknowledged", "", "1")]),
        (b"\x02F1001001Apr20 22:13 hello\x03", [("text", "100-1001", "Apr20 22:13 hello")]),
        (b"\x02G1001001a long one\x03", [("text", "100-1001", "a long one")]),
        (b"\x02gFU03001text\x03", [("text", "U03001", "text")]),
        (b"\x02gFU03001U00002text\x03", [("text", "U03001", "text")]),
        (b"\x02gFU03001G00000text\x03", [("text", "U03001", "text")]),
        (b"\x02gGU03001U00002long text\x03", [("text", "U03001", "long text")]),
        (b"\x02gEU00002015\x03", [("status", "U00002", "015")]),
        (b"\x02gEU00002U00001015\x03", [("status", "U00002", "015")]),
        (b"\x02E3456789\x03", [("emergency", "345-6789", "")]),
        (b"\x02xEU00001205U00001500001202", [("status", "U00001205", "001202")]),
        (b"\x02xE0000001010000009990002", [("status", "000000101", "0002")]),
        (b"\x02xE0000001010000009990002\x03", [("status", "000000101", "0002")]),
        (b"\x02R31001001\x03", []),
        (b"\x02gR3U03001\x03", []),
        (b"\x02JCA\x03", []),
        (b"\x02gI1U00001205U00001500\x03", [("transmission_began", "U00001205")]),
        (b"\x02xI0U00001205U00001205\x03", [("transmission_ended", "U00001205")]),
        (b"\x02gDU03001\x03", [("transmission_began", "U03001"), ("transmission_ended", "U03001")]),
        (b"\x02E34567893456789\x03", [("emergency", "345-6789", "")]),
        (b"\x02g0\x03", [("acknowledged", "", "0")]),
        (b"\x02F0000000to everybody\x03", [("text", "", "to everybody")]),
        (b"\x02G0000000to everybody\x03", [("text", "", "to everybody")]),
        (b"\x02gFG00000to everybody\x03", [("text", "", "to everybody")]),
        (b"\x02gFU03001U00002911 Main\x03", [("text", "U03001", "911 Main")]),
        (b"\x02gFU00001205U00001500911\x03", [("text", "U00001205", "911")]),
        (b"\x02gGU03001U00002U1 and G2\x03", [("text", "U03001", "U1 and G2")]),
        (b"\x02xF000000101000000999911\x03", [("text", "000000101", "911")]),
        (b"\x02xGU00001205hello\x03", [("text", "U00001205", "hello")]),
        (b"\x02gEU03001G00000015\x03", [("status", "U03001", "015")]),
        (b"\x02gEU00001205015\x03", [("status", "U00001205", "015")]),
        (b"\x02gEU00001205U00001500015\x03", [("status", "U00001205", "015")]),
        (b"\x02A\x03", []),
        (b"\x02C\x03", []),
        (b"$PKLID,00,100,2000,15,00,*6D", [("status", "100-2000", "15")]),
        (b"$PKNID,00,U00001,015,00,*24", [("status", "U00001", "015")]),
    ],
)
def test_frames_as_the_manual_has_them(frame: bytes, expected: list[tuple[str, ...]]) -> None:
    assert told(frame) == expected


@pytest.mark.parametrize(
    ("data", "unit", "lat", "lon"),
    [
        (b"$PKLSH,4954.1474,N,11923.6044,W,122434,A,100,1001,*3F", "100-1001", 49.902457, -119.393407),
        (b"$PKNSH,4954.1450,N,11923.6043,W,114400,A,U00002,*44", "U00002", 49.902417, -119.393405),
        (b"$PKNSH,2301.2967,N,07228.2519,E,160902,A,U00001205,*61", "U00001205", 23.021612, 72.470865),
        (b"$PKNSH,6010.3193,N,02443.7783,E,094600,A,000000101,*0A", "000000101", 60.171988, 24.729638),
        (b"$PKLSH,3919.0568,N,12019.8510,W,162959,A,100,3027,*31", "100-3027", 39.317613, -120.330850),
        (
            b"$PKLDS,162959,A,3919.0568,N,12019.8510,W,,,,,00,100,3027,80,00,*19",
            "100-3027",
            39.317613,
            -120.330850,
        ),
    ],
)
def test_positions(data: bytes, unit: str, lat: float, lon: float) -> None:
    fix = position(data)
    assert (fix.unit, round(fix.lat or 0, 6), round(fix.lon or 0, 6), fix.valid) == (unit, lat, lon, True)


@pytest.mark.parametrize(
    ("last", "state"),
    [(0x80, "free"), (0x81, "transmitting"), (0x82, "receiving"), (0x84, "busy")],
)
def test_the_channel_as_a_byte_or_as_digits(last: int, state: str) -> None:
    for between in (b"", b"01"):
        for written in (bytes((last,)), b"%X" % last):
            (channel,) = read(b"\x02JA" + between + written + b"\x03")
            assert isinstance(channel, Channel)
            assert (channel.unit, channel.state) == ("", state)


@pytest.mark.parametrize(
    ("frame", "sender"), [(b"G1001001", "100-1001"), (b"gGU03001U00002", "U03001"), (b"gGU03001", "U03001")]
)
def test_a_text_of_the_greatest_length(frame: bytes, sender: str) -> None:
    words = "At the gate. " * 315 + "x"
    assert told(b"\x02" + frame + words.encode() + b"\x03") == [("text", sender, words)]
    assert len(words) == 4096


def test_the_long_line_has_motion_and_a_date() -> None:
    data = b"$PKNDS,114400,A,4954.1450,N,11923.6043,W,001.4,356.8,130223,19.20,W00,U00002,207,00,*2E"
    fix = position(data)
    assert (round(fix.speed_kmh or 0, 4), fix.course_deg) == (2.5928, 356.8)
    assert (fix.day, fix.time, fix.raw) == (date(2023, 2, 13), time(11, 44), data)


LONG = "PKLDS,122434,A,4954.1474,N,11923.6044,W,001.1,194.9,130223,19.20,W00,100,1001,{},00,"
LONG_NEXEDGE = "PKNDS,114400,A,4954.1450,N,11923.6043,W,,,130223,,W00,U00002,{},00,"


@pytest.mark.parametrize(
    ("body", "code", "expected"),
    [
        (LONG, "15", [("status", "100-1001", "15")]),
        (LONG, "88", [("status", "100-1001", "88")]),
        (LONG, "95", [("emergency", "100-1001", "95")]),
        (LONG, "99", [("emergency", "100-1001", "99")]),
        (LONG, "80", []),
        (LONG_NEXEDGE, "207", []),
        (LONG_NEXEDGE, "000", []),
        (LONG_NEXEDGE, "099", [("status", "U00002", "099")]),
    ],
)
def test_a_status_in_a_position_line(body: str, code: str, expected: list[tuple[str, ...]]) -> None:
    first, *rest = told(line(body.format(code)))
    assert first[0] == "position"
    assert rest == expected


def test_a_fade_that_loses_the_longitude_does_not_lose_the_emergency() -> None:
    body = LONG.format("99").replace("11923.6044,W", ",")
    assert told(line(body)) == [
        ("undecoded", "100-1001", "The longitude is missing"),
        ("emergency", "100-1001", "99"),
    ]


def test_a_radio_without_a_fix_says_so() -> None:
    fix = position(line("PKLSH,3851.3330,N,09447.9417,W,012212,V,100,1202,"))
    assert (fix.valid, round(fix.lat or 0, 2), round(fix.lon or 0, 2)) == (False, 38.86, -94.80)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"$PKLSH,2913.1141,N,,,175302,A,100,2016,*7A", "Checksum is 7A, the bytes give 7B"),
        (b"$PKLSH,3851.3330,N,09447.9417,W,012212,V,100,1202,*23", "Checksum is 23, the bytes give 24"),
        (line("PKLSH,2913.1141,N,,,175302,A,100,2016,"), "The longitude is missing"),
        (line("PKLSH,9913.1141,N,,,175302,A,100,2016,"), "There is no latitude 9913.1141 N"),
        (line("PKLSH,2913.1141,N,09447.9417,W,175302,A,"), "The line names no unit"),
        (line("PKLID,00,100,2000,x,00,"), "The line has no status code"),
        (line("PKLXX,1"), "There is no line PKLXX"),
        (b"$PKLSH,2913.1141\r\n", "The line has no checksum"),
        (b"\x02I0100\x03", "The frame is not one that this console knows"),
        (b"\x02I110040021004003\x03", "The frame is not one that this console knows"),
        (b"\x02I110040021004002", "The frame has no end"),
        (b"\x02JA\x83\x03", "The channel is in a state that this console does not know"),
        (b"\x02JB80\x03", "The frame is not one that this console knows"),
        (b"\x02gEU0300115\x03", "The frame is not one that this console knows"),
        (b"\xff\x00 noise", "Bytes outside any message"),
    ],
)
def test_what_makes_no_sense_is_shown_and_the_stream_goes_on(data: bytes, why: str) -> None:
    refused, fine = told(data + FINE)
    assert (refused[0], refused[-1]) == ("undecoded", why)
    assert fine == ("transmission_began", "100-4002")


def test_of_a_garbled_double_packet_the_second_stands() -> None:
    assert told(b"\x02I0100\x02I010030151003015\x03") == [
        ("undecoded", "", "The frame has no end"),
        ("transmission_ended", "100-3015"),
    ]


WRAPPED = b"PKNDS,182916,A,3912.3127,N,12104.5647,W,,,,,00,U03001,207,00,"


@pytest.mark.parametrize(
    "data",
    [
        b"\x02$" + WRAPPED + b"*59\n42\x03",
        b"\x02$" + WRAPPED + b"*\n59\x03",
        b"\x02$" + WRAPPED + b"\n59\x03",
        b"\x02$" + WRAPPED + b"*59\x03",
        b"\x02$" + WRAPPED + b"*59\r\n",
        b"$" + WRAPPED + b"*59\r\n",
    ],
)
def test_a_line_wrapped_in_a_frame(data: bytes) -> None:
    assert told(data + FINE) == [("position", "U03001"), ("transmission_began", "100-4002")]
    for cut in range(len(data)):
        assert told(data[:cut], data[cut:]) == [("position", "U03001")]


def test_lines_glued_to_frames_and_to_each_other() -> None:
    short = b"$PKNSH,3912.3127,N,12104.5647,W,182916,A,U03001,*4C"
    data = b"\x02gI1U03001U03001\x03\x02$" + WRAPPED + b"*59" + short + b"\x02gI0U03001U03001\x03"
    kinds = [kind for kind, *_ in told(data)]
    assert kinds == ["transmission_began", "position", "position", "transmission_ended"]


def test_a_status_that_lost_its_end_is_read_when_the_line_falls_silent() -> None:
    driver = KenwoodDriver()
    assert driver.feed(b"\x02xE0000001010000009990002") == []
    assert [reading.kind for reading in driver.idle()] == ["status"]
    assert driver.idle() == []


def test_a_text_is_plain_whatever_is_in_it() -> None:
    assert told(b"\x02F1001001<b>x</b>\x1b[2J\x00\xff$5\x03") == [("text", "100-1001", "<b>x</b>�[2J��$5")]


def test_an_endless_frame_is_cut_at_eight_kilobytes() -> None:
    refused, *_ = read(b"\x02F1001001" + b"a" * 20_000)
    assert isinstance(refused, Undecoded)
    assert len(refused.raw) == 8192
