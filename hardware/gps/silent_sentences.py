"""NMEA sentences that give no position (GSA, GSV, VTG, ZDA): whether they are what they should be.

They are taken silently when they are, and shown when they are not: a receiver that garbles these
garbles its positions too.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from hardware.gps.fields import FieldError, course_deg, plain, time_of_day

NUMBER = rb"\d*+\.?+\d*+"
DECIMAL = re.compile(rb"\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}")
# Nothing in these can match in two ways, so none of them ever goes back: hence the plus signs.
GSA = re.compile(rb"..GSA,[AM]?+,[123]?+(?:,\d{0,3}+){12}+(?:,%b){3}+(?:,[0-9A-Fa-f]?+)?+" % NUMBER)
GSV = re.compile(
    rb"..GSV,\d{1,2}+,\d{1,2}+,\d{0,3}+"
    rb"(?:,\d{0,3}+,-?+\d{0,2}+,\d{0,3}+,\d{0,2}+){0,4}+(?:,[0-9A-Fa-f])?+"
)
VTG = re.compile(rb"..VTG,(%b),T?+,(%b),M?+,%b,N?+,%b,K?+(?:,[A-Z]?+)?+" % ((NUMBER,) * 4))
ZDA = re.compile(rb"..ZDA,([\d.]*+),(\d\d,\d\d,\d{4}|,,),(?:[+-]?+\d\d)?+,(?:[+-]?+\d\d)?+")


def decimal(text: bytes, largest: float, what: str) -> float | None:
    """A number from 0 to `largest`, None when the field is empty; raises FieldError for all else."""
    if not text:
        return None
    if DECIMAL.fullmatch(text) and float(text) <= largest:
        return float(text)
    raise FieldError(f"There is no {what} {plain(text)}")


def check_gsa(body: bytes) -> None:
    """mode, fix, 12 satellites, three dilutions[, system]."""
    if not GSA.fullmatch(body):
        raise _wrong_form(body)


def check_gsv(body: bytes) -> None:
    """sentences, number, in view, up to four of satellite, elevation, azimuth, strength[, signal]."""
    if not GSV.fullmatch(body):
        raise _wrong_form(body)


def check_vtg(body: bytes) -> None:
    """course, T, magnetic course, M, knots, N, km/h, K[, mode]."""
    found = VTG.fullmatch(body)
    if not found:
        raise _wrong_form(body)
    course_deg(found[1])
    course_deg(found[2])


def check_zda(body: bytes) -> None:
    """time, day, month, year, zone hours, zone minutes."""
    found = ZDA.fullmatch(body)
    if not found:
        raise _wrong_form(body)
    time_of_day(found[1])
    _check_day(found[2])


@lru_cache(maxsize=64)
def _check_day(text: bytes) -> None:
    """`dd,mm,yyyy`, or nothing but the commas."""
    day, month, year = text.split(b",")
    try:
        if year:
            date(int(year), int(month), int(day))
    except ValueError as error:
        raise FieldError(f"There is no date {plain(text)}") from error


def _wrong_form(body: bytes) -> FieldError:
    return FieldError(f"{plain(body[:5])} does not have the fields of its kind")


CHECKS: dict[bytes, Callable[[bytes], None]] = {
    b"GSA,": check_gsa,
    b"GSV,": check_gsv,
    b"VTG,": check_vtg,
    b"ZDA,": check_zda,
}
