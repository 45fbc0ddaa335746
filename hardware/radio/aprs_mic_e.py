"""Mic-E: a position whose latitude hides in the frame's destination, as small trackers send it.

Each of the destination's six characters is a digit of the latitude; the first three are besides
one bit each of a message (000 is an emergency), the fourth says north, the fifth adds 100 degrees
to the longitude and the sixth says west. The payload has the longitude, speed and course, each
byte 28 above its value.
"""

import re

from hardware.gps.fields import KMH_PER_KNOT, FieldError
from hardware.radio.aprs_position import course_of, minutes
from hardware.radio.ax25 import Addresses
from hardware.readings import Emergency, Position, Reading

DESTINATION = re.compile(r"([0-9A-JP-Y]{2}[0-9A-LP-Z][0-9LP-Z]{3})(?:-\d+)?")
DIGITS = {letter: str(digit % 10) for digit, letter in enumerate("0123456789ABCDEFGHIJPQRSTUVWXY")}
SET = "PQRSTUVWXYZ"
SET_IN_MESSAGE = "ABCDEFGHIJK" + SET
PAYLOAD = re.compile(rb"[\x1c\x1d`']([\x1c-\x7f])([\x1c-a])" + rb"([\x1c-\x7f])" * 4 + rb"..", re.DOTALL)
OFFSET = 28

OLD_FIX = b"'\x1d"
LATER_RADIOS = (b"]", b"'")
"""Kenwood's mobiles, and trackers that cannot take messages, send `'` with a fix that is fresh."""


def mic_e(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """The position, and behind it an emergency when the message says so; raises FieldError."""
    coded, found = DESTINATION.fullmatch(addresses.destination), PAYLOAD.match(payload)
    if not coded or not found:
        raise FieldError("The frame is not the Mic-E position that it says it is")
    letters = coded[1]
    digits = "".join(DIGITS.get(letter, " ") for letter in letters)
    blanks = digits.count(" ")
    lat = _degrees(int(digits[:2]), 90, digits[2:].encode(), 0)
    degrees, lon_minutes, speed, heading = _payload_numbers(found, letters[4] in SET)
    lon = _degrees(degrees, 180, lon_minutes, blanks)
    where = (lat if letters[3] in SET else -lat, -lon if letters[5] in SET else lon)
    fix = Position(addresses.source, *where, _fresh(payload), speed, heading, raw=raw)
    if any(letter in SET_IN_MESSAGE for letter in letters[:3]):
        return [fix]
    return [fix, Emergency(addresses.source, "", raw)]


def _payload_numbers(found: re.Match[bytes], hundred: bool) -> tuple[int, bytes, float, float | None]:
    """Degrees and minutes (four digits) of the longitude, speed in km/h, course."""
    degrees, whole, hundredths, tens, units, rest = (byte[0] - OFFSET for byte in found.groups())
    degrees += 100 if hundred else 0
    degrees -= 190 if degrees >= 190 else 80 if degrees >= 180 else 0
    whole -= 60 if whole >= 60 else 0
    knots, hundreds = divmod(units, 10)
    knots, course = knots + tens * 10, hundreds * 100 + rest
    knots -= 800 if knots >= 800 else 0
    course -= 400 if course >= 400 else 0
    return degrees, b"%02d%02d" % (whole, hundredths), knots * KMH_PER_KNOT, course_of(course)


def _degrees(whole: int, most: int, minute_digits: bytes, blanks: int) -> float:
    part = minutes(minute_digits, blanks)
    if part >= 60.0 or whole + part / 60.0 > most:
        raise FieldError("There is no such latitude or longitude")
    return whole + part / 60.0


def _fresh(payload: bytes) -> bool:
    return payload[:1] not in OLD_FIX or (payload[:1] == b"'" and payload[9:10] in LATER_RADIOS)
