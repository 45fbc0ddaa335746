"""APRS messages from station to station, their acknowledgements, and text fit for the screen.

`:ADDRESSEE:text{number`, the addressee padded to nine characters, and in answer
`:SENDER   :acknumber`, or `rej` from a station that cannot take it.
"""

import re

from hardware.gps.fields import FieldError
from hardware.radio.ax25 import Addresses, plain_call, third_party
from hardware.readings import Acknowledged, Reading, Text

TEXT_LIMIT = 256
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
MESSAGE = re.compile(rb":([^:]{9}):(.*)", re.DOTALL)
ANSWER = re.compile(rb"(ack|rej)([A-Za-z0-9]{1,5})(?:\}[A-Za-z0-9]{0,2})?\s*", re.IGNORECASE)
NUMBER = re.compile(rb"\{([A-Za-z0-9]{1,5}|[A-Za-z0-9]{2}\}([A-Za-z0-9]{2})?)\s*\Z")
MESSAGE_SIGN, THIRD_PARTY_SIGN = b":", b"}"
MESSAGE_HEAD = 11
"""Bytes up to what is said."""
TELEMETRY = (b"PARM.", b"UNIT.", b"EQNS.", b"BITS.")
ARRIVED, REFUSED = "0", "1"


def message(addresses: Addresses, payload: bytes, raw: bytes) -> list[Reading]:
    """A text reads "To ADDRESSEE: …", for it need not be meant for us; raises FieldError."""
    found = MESSAGE.match(payload)
    if not found:
        raise FieldError("The message names no addressee")
    addressee, said = screen_text(found[1]), found[2]
    if said.startswith(TELEMETRY):
        raise FieldError("It says how to read telemetry, which this console does not")
    if answer := ANSWER.fullmatch(said):
        code = REFUSED if answer[1].lower() == b"rej" else ARRIVED
        return [Acknowledged(addresses.source, code, answer[2].decode(), raw)]
    return _text(addresses.source, addressee, said, raw)


def addressee(payload: bytes) -> str:
    """Whom a message or an answer is for; "" for a payload that is neither."""
    found = MESSAGE.match(payload)
    return screen_text(found[1]) if found else ""


def answers_to(call: str, payload: bytes, readings: list[Reading]) -> list[Reading]:
    """What a frame said to the station `call`: an answer that was meant for another is a text like any."""
    if payload[:1] not in (MESSAGE_SIGN, THIRD_PARTY_SIGN):
        return readings
    _, payload = third_party(payload) or ("", payload)
    said_to = addressee(payload)
    if plain_call(said_to) == call:
        return readings
    if said_to and [type(reading) for reading in readings] == [Acknowledged]:
        text = f"To {said_to}: {screen_text(payload[MESSAGE_HEAD:])}"
        return [Text(readings[0].unit, text, raw=readings[0].raw)]
    return [reading for reading in readings if not isinstance(reading, Acknowledged)]


def screen_text(text: bytes) -> str:
    """UTF-8 if it can be, else Latin-1, which older stations send; at most 256 characters."""
    try:
        decoded = text.decode("utf-8")
    except UnicodeDecodeError:
        decoded = text.decode("latin-1")
    return UNPRINTABLE.sub("\ufffd", decoded.strip("\r\n "))[:TEXT_LIMIT]


def _text(unit: str, addressee: str, said: bytes, raw: bytes) -> list[Reading]:
    """Some stations acknowledge what we sent within their own number: `{mine}yours`."""
    numbered = NUMBER.search(said)
    text = f"To {addressee}: {screen_text(NUMBER.sub(b'', said))}"
    if not numbered:
        return [Text(unit, text, raw=raw)]
    readings: list[Reading] = [Text(unit, text, numbered[1].decode(), raw)]
    if numbered[2]:
        readings.append(Acknowledged(unit, ARRIVED, numbered[2].decode(), raw))
    return readings
