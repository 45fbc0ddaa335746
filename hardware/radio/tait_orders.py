"""Texts and statuses as bytes for a Tait radio's CCDI port.

Both go as a short data message, `s delay identity text`: the delay before the data in steps of 20 ms,
then eight characters of data identity, where `*` stands for any. How a status stands in a tone call is
each network's programming, so it is sent in words. That one arrived is told only by a radio which is
programmed to wait for the automatic acknowledgement.
"""

import re

from hardware.orders import AskChannel, CannotSendError, Order, SendStatus, SendText
from hardware.radio.tait_frames import framed

LEAD_IN = "05"
"""100 ms."""
EVERYBODY = "********"
IDENTITY = re.compile(r"[A-Za-z0-9*]{8}")
CODE = re.compile(r"[0-9A-F]{1,2}")
LONGEST_TEXT = 32
PRINTABLE = re.compile(r"[\x20-\x7e]+")


def encode(order: Order) -> bytes:
    """The frame for one order; raises CannotSendError with one sentence that says why there is none."""
    match order:
        case SendText(unit, text):
            return _message(unit or EVERYBODY, text)
        case SendStatus(unit, code):
            return _status(unit, code)
        case AskChannel():
            return framed("q", "")
    raise CannotSendError("A Tait radio can be sent texts and statuses only.")


def _status(unit: str, code: str) -> bytes:
    if not CODE.fullmatch(code):
        raise CannotSendError(f"{code[:20]!r} is no Tait status: it has one or two digits.")
    return _message(unit, f"Status {code}")


def _message(unit: str, text: str) -> bytes:
    if not IDENTITY.fullmatch(unit):
        raise CannotSendError(f"{unit[:20]!r} is no Tait data identity: it has 8 letters and digits.")
    if not text.strip() or len(text) > LONGEST_TEXT:
        raise CannotSendError(f"A text has 1 to {LONGEST_TEXT} characters; this has {len(text)}.")
    if not PRINTABLE.fullmatch(text):
        raise CannotSendError("A text must be one line of plain letters, digits and signs.")
    return framed("s", f"{LEAD_IN}{unit}{text}")
