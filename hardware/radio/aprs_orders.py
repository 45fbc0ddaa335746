"""APRS messages, acknowledgements and position queries, as bytes for a KISS TNC."""

import re

from hardware.orders import AnswerText, CannotSendError, Order, PollPosition, SendText
from hardware.radio.aprs_messages import ANSWER
from hardware.radio.ax25 import Addresses, Ax25Error, Hop, station_call, ui_frame
from hardware.radio.kiss_frames import wrapped

DESTINATION = "APZCSO"
"""APZ marks software that has no identifier of its own."""
PATH = (Hop("WIDE1-1", False), Hop("WIDE2-1", False))
EVERYBODY = "ALL"
LONGEST_TEXT = 67
CALL = re.compile(r"[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,2})?")
NUMBER = re.compile(r"[A-Za-z0-9]{1,5}")
FORBIDDEN = re.compile(r"[{|~\x00-\x1f\x7f]")


def encode(order: Order, call: str = "") -> bytes:
    """One KISS frame from the station's own `call`, N0CALL without one; raises CannotSendError."""
    match order:
        case SendText(unit, text, number):
            return _frame(call, unit or EVERYBODY, _text(text, number if unit else ""))
        case AnswerText(unit, number):
            return _frame(call, unit, b"ack" + _checked_number(number))
        case PollPosition(unit):
            return _frame(call, unit, b"?APRSP")
    raise CannotSendError("APRS has only texts, their answers and position queries to send.")


def is_answered(order: Order) -> bool:
    """A station acknowledges what has a number and is for it alone, and answers a query with its position."""
    if isinstance(order, SendText):
        return bool(order.unit and order.number)
    return isinstance(order, PollPosition)


def _text(text: str, number: str) -> bytes:
    """A text to everybody goes without a number, or all would acknowledge it at once."""
    coded = text.encode("utf-8")
    if not text.strip() or len(coded) > LONGEST_TEXT:
        raise CannotSendError(f"An APRS text has 1 to {LONGEST_TEXT} characters; this has {len(coded)}.")
    if FORBIDDEN.search(text):
        raise CannotSendError("An APRS text must not contain {, |, ~ or control characters.")
    if number:
        return coded + b"{" + _checked_number(number)
    if ANSWER.fullmatch(coded):
        raise CannotSendError("Without a number this text would be taken for an acknowledgement.")
    return coded


def _checked_number(number: str) -> bytes:
    if not NUMBER.fullmatch(number):
        raise CannotSendError(f"{number!r} is no message number: it has 1 to 5 letters and digits.")
    return number.encode("ascii")


def _frame(call: str, addressee: str, said: bytes) -> bytes:
    if not CALL.fullmatch(addressee):
        raise CannotSendError(f"{addressee!r} is no call that a message can be sent to.")
    payload = b":%b:%b" % (addressee.ljust(9).encode("ascii"), said)
    try:
        return wrapped(ui_frame(Addresses(DESTINATION, station_call(call), PATH), payload))
    except Ax25Error as error:
        raise CannotSendError(f"{error}.") from error
