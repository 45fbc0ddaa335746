"""Ademco 685 automation output: the bytes of an alarm receiver, in any chunks, to alarms.

A message is LF, receiver, line, account, 18 or 98, qualifier and event, group, `C` and zone or
`U` and user, CR: `\\n11 7777 18 E110 00 C001 \\r`. There is no checksum, so the grammar is strict.
Between messages an `S` asks whether we are there; `\\n00 OKAY @\\r` is the receiver's own sign of
life, which it wants acknowledged.
"""

import re

from hardware.alarm.contact_id import QUALIFIERS
from hardware.noise import add_full_noise, add_noise
from hardware.readings import Alarm, Heartbeat, Reading, Undecoded

ACKNOWLEDGE = b"\x06"
OKAY = b"\n00 OKAY @\r"
POLL = b"S"
MESSAGE_LIMIT = 256
START, END = b"\n", b"\r"
SILENT = b"\r\n\x00 "
EVENT = re.compile(
    rb"\n([0-9A-Z]{1,2})([0-9A-Z]) ([0-9A-F]{4,10}) (?:18|98) ([ERP136])([0-9A-F]{3})"
    rb" ([0-9A-F]{2}) ([CU])([0-9A-F]{2,3}) *\r"
)
SIGN_OF_LIFE = re.compile(rb"\n00 OKAY @ *\r")


class AdemcoDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished message of at most 256 bytes, or one unfinished
    stretch of line noise of at most 1024. Every Alarm and Heartbeat carries what the receiver
    waits for. A user (`U`) is told in the text, a zone is not.
    """

    def __init__(self) -> None:
        self._held = b""
        self._between = True  # nothing but polls has come since the last message

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        gap, *messages = (self._held + data).split(START)
        self._held = self._take_gap(gap, readings)
        for message in messages:
            self._close(readings)
            self._held = self._take(START + message, readings)
        return readings

    def idle(self) -> list[Reading]:
        """What the line's silence leaves half done is given up."""
        readings: list[Reading] = []
        self._close(readings)
        self._between = True
        return readings

    def _close(self, readings: list[Reading]) -> None:
        """Whatever is held, no more of it will come."""
        held, self._held = self._held, b""
        if held.startswith(START):
            _refuse("The message was cut short", held, readings)
        else:
            add_noise(held, SILENT, readings)

    def _take(self, message: bytes, readings: list[Reading]) -> bytes:
        """Take the message that begins here; returns what is to be held: it, or the gap behind it."""
        end = message.find(END, 0, MESSAGE_LIMIT) + len(END)
        if not end and len(message) <= MESSAGE_LIMIT:
            return message
        self._between = bool(end)
        if end:
            _decode(message[:end], readings)
        else:
            end = MESSAGE_LIMIT
            _refuse(f"No message is longer than {MESSAGE_LIMIT} bytes", message[:end], readings)
        return self._take_gap(message[end:], readings)

    def _take_gap(self, gap: bytes, readings: list[Reading]) -> bytes:
        """What stands between messages: polls, then noise, in which an `S` is no poll."""
        while self._between and (gap := gap.lstrip(SILENT)):
            self._between = gap.startswith(POLL)
            if self._between:
                readings.append(Heartbeat("", OKAY, POLL))
                gap = gap[len(POLL) :]
        return add_full_noise(gap, SILENT, readings)


def _decode(message: bytes, readings: list[Reading]) -> None:
    if found := EVENT.fullmatch(message):
        readings.append(_alarm(found))
    elif SIGN_OF_LIFE.fullmatch(message):
        readings.append(Heartbeat("", ACKNOWLEDGE, message))
    elif message.strip(SILENT) == POLL:
        readings.append(Heartbeat("", OKAY, message))
    else:
        _refuse("The message is not one that this console knows", message, readings)


def _alarm(found: re.Match[bytes]) -> Alarm:
    receiver, line, unit, said, event, partition, whose, zone = map(bytes.decode, found.groups())
    text = f"User {zone}" if whose == "U" else ""
    qualifier, raw = QUALIFIERS[said], found.group()
    return Alarm(unit, event, qualifier, partition, zone, receiver, line, None, text, ACKNOWLEDGE, raw)


def _refuse(why: str, raw: bytes, readings: list[Reading]) -> None:
    if raw.strip(SILENT):
        readings.append(Undecoded("", why, raw))
