"""Texts, statuses and polls as bytes for a Kenwood radio's PC serial port.

`STX command unit data ETX` without a checksum; FleetSync has no prefix, NEXEDGE (NXDN) has `g`.
Frames to dPMR and extended identities are documented nowhere and are refused: a radio might take
their first digits for somebody else.
"""

import re

from hardware.orders import AskChannel, CannotSendError, Order, PollPosition, SendStatus, SendText

FLEETSYNC = re.compile(r"([0-9]{3})-([0-9]{4})")
NEXEDGE = re.compile(r"([UG])([0-9]{5})")
FLEETS, FLEET_IDS = range(100, 350), range(1000, 5000)
UNITS, GROUPS = range(1, 65520), range(65520)
EVERYBODY = "0000000"
CODE = re.compile(r"[0-9]{1,3}")
CODES = range(1, 256)
SHORT_TEXT, LONG_TEXT = 48, 4096
"""Characters that a text of either kind may have."""
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


def encode(order: Order) -> bytes:
    """The frame for one order; raises CannotSendError with one sentence that says why there is none.

    A text to "" goes to every FleetSync unit, one to "G00000" to every NEXEDGE unit.
    """
    match order:
        case SendText(unit, text):
            return _text(unit, text)
        case SendStatus(unit, code):
            return _status(unit, code)
        case PollPosition(unit):
            return _poll(unit)
        case AskChannel():
            return _frame("JCA")
    raise CannotSendError("A Kenwood radio acknowledges messages by itself and cannot be told to.")


def _text(unit: str, text: str) -> bytes:
    prefix, address = _address(unit) if unit else ("", EVERYBODY)
    kind = "F" if len(text) <= SHORT_TEXT else "G"
    return _frame(f"{prefix}{kind}{address}{_checked_text(text)}")


def _status(unit: str, code: str) -> bytes:
    prefix, address = _address(unit)
    if not prefix:
        raise CannotSendError("A status can be sent to NEXEDGE units only, not to FleetSync units.")
    if not CODE.fullmatch(code) or int(code) not in CODES:
        raise CannotSendError(f"{code[:20]!r} is no NEXEDGE status: it is a number from 1 to 255.")
    return _frame(f"{prefix}E{address}{int(code):03d}")


def _poll(unit: str) -> bytes:
    prefix, address = _address(unit)
    if address.startswith("G"):
        raise CannotSendError("Only a single unit can be asked where it is, not a group.")
    return _frame(f"{prefix}R3{address}")


def _address(unit: str) -> tuple[str, str]:
    """The prefix of the unit's system, and the unit as it stands in a frame."""
    if found := FLEETSYNC.fullmatch(unit):
        if int(found[1]) in FLEETS and int(found[2]) in FLEET_IDS:
            return "", found[1] + found[2]
        raise CannotSendError(f"There is no unit {unit}: fleets go from 100 to 349, IDs from 1000 to 4999.")
    if found := NEXEDGE.fullmatch(unit):
        if int(found[2]) in (GROUPS if found[1] == "G" else UNITS):
            return "g", unit
        raise CannotSendError(f"There is no {unit}: units go from U00001, groups from G00000, to 65519.")
    if not unit:
        raise CannotSendError("This must go to one unit, not to everybody.")
    raise CannotSendError(
        f"{unit[:20]!r} is no unit that a Kenwood radio can send to: it is like 100-4002, U03001 or G00000."
    )


def _checked_text(text: str) -> str:
    if not text.strip():
        raise CannotSendError("There is no text to send.")
    if len(text) > LONG_TEXT:
        raise CannotSendError(f"A text has at most {LONG_TEXT} characters; this has {len(text)}.")
    if UNPRINTABLE.search(text):
        raise CannotSendError("A text must be one line without control characters.")
    if not text.isascii():
        strange = next(character for character in text if not character.isascii())
        raise CannotSendError(f"The radio has no character {strange!r}: use plain letters, digits and signs.")
    return text


def _frame(body: str) -> bytes:
    return b"\x02" + body.encode("ascii") + b"\x03"
