"""The APRS driver against another program, aprslib: what they read alike, and every difference by name."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import aprslib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.radio.aprs_messages import addressee
from hardware.radio.ax25 import Addresses, ui_frame
from hardware.radio.kiss import KissDriver
from hardware.radio.kiss_frames import wrapped
from hardware.readings import Acknowledged, Emergency, Position, Reading, Text


class Packet(NamedTuple):
    """What both are given."""

    payload: bytes
    destination: str = "APRS"


class Seen(NamedTuple):
    """What one of them makes of it; None and "" for what it does not tell."""

    kind: str
    lat: float | None = None
    lon: float | None = None
    speed_kmh: float | None = None
    course_deg: float | None = None
    text: str = ""
    addressee: str = ""
    number: str = ""
    name: str = ""
    emergency: bool = False


REFUSED = Seen("refused")


class Disagreement(NamedTuple):
    """Where they differ, why we stay with ours, and a packet that shows it."""

    reason: str
    shown_by: Packet
    applies: Callable[[Packet, Seen, Seen], bool]


def ours(packet: Packet) -> Seen:
    """The driver, given the packet as a TNC would."""
    addresses = Addresses(packet.destination, "N0CALL-9")
    readings = KissDriver(addressee(packet.payload)).feed(wrapped(ui_frame(addresses, packet.payload)))
    return _seen(readings[0], any(isinstance(reading, Emergency) for reading in readings))


def _seen(reading: Reading, emergency: bool) -> Seen:
    if isinstance(reading, Position):
        where = (reading.lat, reading.lon, reading.speed_kmh, reading.course_deg)
        name = reading.unit.partition(" by ")[0] if " by " in reading.unit else ""
        return Seen("position", *where, name=name, emergency=emergency)
    if isinstance(reading, Acknowledged):
        return Seen(("ack", "rej")[int(reading.code)], number=reading.number)
    if isinstance(reading, Text) and reading.text.startswith("To "):
        addressee, _, text = reading.text.removeprefix("To ").partition(": ")
        return Seen("message", text=text, addressee=addressee, number=reading.number.partition("}")[0])
    return Seen("status", text=reading.text) if isinstance(reading, Text) else REFUSED


def theirs(packet: Packet) -> Seen:
    """aprslib, given the packet as a line of text."""
    try:
        told = aprslib.parse(b"N0CALL-9>%b:%b" % (packet.destination.encode(), packet.payload))
    except (aprslib.ParseError, aprslib.UnknownFormat):
        return REFUSED
    if told["format"] == "message":
        return _their_message(told)
    if told["format"] == "status":
        return Seen("status", text=told["status"])
    where = (told["latitude"], told["longitude"], told.get("speed"), told.get("course"))
    name = told.get("object_name", "").rstrip()
    return Seen("position", *where, name=name, emergency=told.get("mbits") == "000")


def _their_message(told: dict[str, Any]) -> Seen:
    number = told.get("msgNo", "")
    if "response" in told:
        return Seen(told["response"], number=number)
    return Seen("message", text=told["message_text"], addressee=told["addresse"], number=number)


def alike(one: Seen, other: Seen) -> bool:
    """Degrees to a tenth of a metre, km/h and degrees of course to a thousandth."""
    places = (0, 6, 6, 3, 3, 0, 0, 0, 0, 0)
    for mine, yours, digits in zip(one, other, places, strict=True):
        if isinstance(mine, float) and isinstance(yours, float | int):
            if abs(mine - yours) > 10.0**-digits:
                return False
        elif mine != yours:
            return False
    return True


def _of_the_wind(packet: Packet, mine: Seen, yours: Seen) -> bool:
    weather = b"_" in (packet.payload[-8:-7], packet.payload[-4:-3])
    return weather and alike(mine, yours._replace(speed_kmh=None, course_deg=None))


def _blurred_unequally(packet: Packet, mine: Seen, yours: Seen) -> bool:
    found = PLAIN.search(packet.payload)
    unequal = found is not None and found[1].count(b" ") != found[2].count(b" ")
    return unequal and mine.kind == "position" and yours == REFUSED


def _beyond_the_earth(packet: Packet, mine: Seen, yours: Seen) -> bool:
    too_far = abs(yours.lat or 0) > 90 or abs(yours.lon or 0) > 180
    late = LATE_MINUTES.search(packet.payload) or packet.destination[2] in "6789GHIJVWXY"
    return mine == REFUSED and bool(too_far or late)


def _date_line(packet: Packet, mine: Seen, yours: Seen) -> bool:
    return abs(mine.lon or 0) == 180 and yours == REFUSED


def _standing(packet: Packet, mine: Seen, yours: Seen) -> bool:
    stands = packet.payload.endswith(b"/000") and mine.speed_kmh == 0
    return stands and alike(
        mine._replace(speed_kmh=None, course_deg=mine.course_deg or yours.course_deg), yours
    )


def _course_unknown(packet: Packet, mine: Seen, yours: Seen) -> bool:
    given = packet.payload[-7:-4]
    unknown = given.isdigit() and int(given) > 360
    return unknown and alike(mine, yours._replace(course_deg=None))


def _mic_e_course(packet: Packet, mine: Seen, yours: Seen) -> bool:
    unknown = yours.course_deg is not None and not 0 < yours.course_deg <= 360
    return unknown and alike(mine, yours._replace(course_deg=None))


PLAIN = re.compile(rb"\d\d([\d ]{2}\.[\d ]{2})[NS].\d{3}([\d ]{2}\.[\d ]{2})[EW]")
LATE_MINUTES = re.compile(rb"\d\d[6-9][\d ]\.")
DISAGREEMENTS = (
    Disagreement(
        "A weather station does not move: what stands for course and speed is the wind",
        Packet(b"!4903.50N/07201.75W_088/036"),
        _of_the_wind,
    ),
    Disagreement(
        "Coordinates blurred unequally are taken as blurred as the worse of them, not refused",
        Packet(b"!4903.  N/07201.75W>"),
        _blurred_unequally,
    ),
    Disagreement(
        "Sixty minutes and more, or a place beyond a pole or the date line, cannot be",
        Packet(b"!4960.00N/07201.75W>"),
        _beyond_the_earth,
    ),
    Disagreement(
        "The date line is a place",
        Packet(b"!4903.50N/18000.00W>"),
        _date_line,
    ),
    Disagreement(
        "Speed 000 is a speed: the unit stands",
        Packet(b"!4903.50N/07201.75W>088/000"),
        _standing,
    ),
    Disagreement(
        "A course above 360 is none, rather than 0",
        Packet(b"!4903.50N/07201.75W>361/036"),
        _course_unknown,
    ),
    Disagreement(
        "A Mic-E course of 0 is unknown, and one above 360 cannot be",
        Packet(b"`(_fn \x1cj/", "S32U6T"),
        _mic_e_course,
    ),
)


def compare(packet: Packet) -> None:
    mine, yours = ours(packet), theirs(packet)
    if not alike(mine, yours):
        named = [each.reason for each in DISAGREEMENTS if each.applies(packet, mine, yours)]
        assert named, f"{packet}\nours   {mine}\ntheirs {yours}"


@st.composite
def coordinates(draw: st.DrawFn) -> bytes:
    """Plain ones, now and then blurred or with minutes that cannot be; with or without motion."""
    minute = st.integers(0, 6010).map(lambda hundredths: f"{hundredths / 100:05.2f}")
    lat = f"{draw(st.integers(0, 90)):02d}{_blurred(draw(minute), blanks := draw(BLANKS))}{draw(NORTH)}"
    lon = (
        f"{draw(st.integers(0, 180)):03d}{_blurred(draw(minute), draw(st.just(blanks) | BLANKS))}{draw(EAST)}"
    )
    motion = draw(st.just("") | st.builds("{:03d}/{:03d}".format, st.integers(0, 362), st.integers(0, 999)))
    table, symbol = draw(st.sampled_from("/\\A0")), draw(st.sampled_from(">-[_k"))
    return f"{lat}{table}{lon}{symbol}{motion}".encode()


BLANKS = st.sampled_from([0, 0, 0, 0, 1, 2, 3, 4])
NORTH, EAST = st.sampled_from("NS"), st.sampled_from("EW")
DIGIT = st.integers(33, 123)
LEADS = st.sampled_from([b"!", b"=", b"@092345z", b"/234517h", b";LEADER   *092345z", b";A B      _092345z"])


def _blurred(minute: str, blanks: int) -> str:
    digits = minute.replace(".", "")[: 4 - blanks].ljust(4)
    return f"{digits[:2]}.{digits[2:]}"


@st.composite
def compressed(draw: st.DrawFn) -> bytes:
    where = bytes(draw(st.lists(DIGIT, min_size=8, max_size=8)))
    motion = bytes(draw(st.lists(st.integers(32, 123), min_size=3, max_size=3)))
    return (
        draw(st.sampled_from([b"/", b"\\", b"A", b"j"]))
        + where
        + draw(st.sampled_from([b">", b"_"]))
        + motion
    )


@st.composite
def mic_e(draw: st.DrawFn) -> Packet:
    free, flags = "0123456789ABCDEFGHIJKLPQRSTUVWXYZ", "0123456789LPQRSTUVWXYZ"
    letters = [draw(st.sampled_from(free)) for _ in range(3)] + [
        draw(st.sampled_from(flags)) for _ in range(3)
    ]
    limits = ((38, 127), (38, 97), (28, 127), (28, 127), (28, 125), (28, 127))
    numbers = bytes(draw(st.integers(*limit)) for limit in limits)
    return Packet(draw(st.sampled_from([b"`", b"'"])) + numbers + b">/", "".join(letters))


WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12)
SENTENCES = st.lists(WORDS, max_size=5).map(" ".join)
CALLS = st.from_regex("[AC-Z0-9][A-Z0-9]{2,5}(-[1-9])?", fullmatch=True)
"""None of them begins as bulletins do (BLN), which aprslib tells in other words."""
NUMBERS = st.from_regex("[A-Za-z0-9]{1,5}", fullmatch=True)


@given(LEADS, coordinates())
def test_plain_positions(lead: bytes, where: bytes) -> None:
    compare(Packet(lead + where))


@given(LEADS, compressed())
def test_compressed_positions(lead: bytes, where: bytes) -> None:
    compare(Packet(lead + where))


@given(mic_e())
def test_mic_e(packet: Packet) -> None:
    compare(packet)


@given(CALLS, SENTENCES, st.just("") | NUMBERS.map("{{{}".format))
def test_messages(addressee: str, text: str, number: str) -> None:
    compare(Packet(f":{addressee:<9}:{text}{number}".encode()))


@given(CALLS, st.sampled_from(["ack", "rej"]), NUMBERS)
def test_answers(addressee: str, answer: str, number: str) -> None:
    compare(Packet(f":{addressee:<9}:{answer}{number}".encode()))


@given(st.sampled_from(["", "092345z"]), SENTENCES)
def test_status(stamp: str, text: str) -> None:
    compare(Packet(f">{stamp}{text}".encode()))


@pytest.mark.parametrize("each", DISAGREEMENTS, ids=lambda each: each.reason[:30])
def test_every_disagreement_is_still_one(each: Disagreement) -> None:
    mine, yours = ours(each.shown_by), theirs(each.shown_by)
    assert not alike(mine, yours)
    assert each.applies(each.shown_by, mine, yours)
