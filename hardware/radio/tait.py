"""Tait CCDI: the bytes of a radio's serial port, in any chunks, to readings.

Frames (see `tait_frames`) end with CR; the radio prompts with `.` when it is ready for the next
command, so a prompt may stand before any of them. Frames that lost their CR, or that noise is glued
to, are found by their checksum.
"""

import re

from hardware.radio import tait_messages
from hardware.radio.tait_frames import frames_in, is_frame, why_refused
from hardware.readings import Channel, Heartbeat, Reading, Text, TransmissionEnded, Trouble, Undecoded

LINE_LIMIT = 1024
LINE_END = re.compile(rb"[\r\n]")
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
SILENT = b". \x00\x11\x13"
"""Prompts, and the bytes that start and stop a port's flow."""
OF_NO_USE = frozenset("ndvj")
"""Serial and version numbers, its display, its tests: answers to questions that we do not ask."""
UNKNOWN = "The message is not one that this console knows"
LEFT_IN_RADIO = "A short message came and stays in the radio: it is not set to hand messages on."


class TaitDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished line of at most 1024 bytes, who called last, and what the
    channel was last said to do: the radio's model, which it tells whenever it is asked, comes as that,
    or as a Heartbeat while nothing is known of the channel.
    """

    def __init__(self) -> None:
        self._held = b""
        self._channel: Channel | None = None
        self._talker = ""
        self._sender = ""  # of the short message that the radio holds
        self._awaited = b""  # the ring of a short message that has not come yet

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        *lines, rest = LINE_END.split(self._held + data)
        for line in lines:
            self._take(_shortened(line, readings), readings)
        self._held = _shortened(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        """A frame that lost its CR is read; half a frame is given up, and so is an awaited message."""
        readings: list[Reading] = []
        held, self._held = self._held.strip(SILENT), b""
        if is_frame(held):
            self._take(held, readings)
        elif held:
            readings.append(Undecoded("", "The message was cut short", held))
        self._give_up_message(readings)
        return readings

    def _take(self, line: bytes, readings: list[Reading]) -> None:
        if is_frame(stripped := line.strip(SILENT)):
            self._decode(stripped, readings)
            return
        done = 0
        for start, end in frames_in(line):
            _refuse(line[done:start], readings)
            self._decode(line[start:end], readings)
            done = end
        _refuse(line[done:], readings)

    def _decode(self, frame: bytes, readings: list[Reading]) -> None:
        said = UNPRINTABLE.sub("\ufffd", frame[3:-2].decode("latin-1"))
        match chr(frame[0]):
            case "p" if said in tait_messages.CHANNEL:
                self._hear_channel(said, frame, readings)
            case "p":
                known = tait_messages.progress(said, frame)
                readings += [Undecoded("", UNKNOWN, frame)] if known is None else known
            case "r":
                self._hear_ring(said, frame, readings)
            case "s":
                self._hear_message(said, frame, readings)
            case "e":
                readings += tait_messages.error(said, frame)
            case "m":
                readings.append(self._channel._replace(raw=frame) if self._channel else Heartbeat(raw=frame))
            case ident if ident not in OF_NO_USE:
                readings.append(Undecoded("", UNKNOWN, frame))

    def _hear_channel(self, said: str, frame: bytes, readings: list[Reading]) -> None:
        self._channel = Channel("", tait_messages.CHANNEL[said], frame)
        if self._channel.state == "free" and self._talker:
            readings.append(TransmissionEnded(self._talker, frame))
            self._talker = ""
        readings.append(self._channel)

    def _hear_ring(self, said: str, frame: bytes, readings: list[Reading]) -> None:
        ring = tait_messages.ring(said, frame)
        if ring is None:
            readings.append(Undecoded("", UNKNOWN, frame))
            return
        if ring.voice and self._talker not in ("", ring.caller):
            readings.append(TransmissionEnded(self._talker, frame))
        readings += ring.readings
        if ring.message:
            self._give_up_message(readings)
            self._sender, self._awaited = ring.caller, frame
        elif ring.voice:
            self._talker = ring.caller

    def _hear_message(self, said: str, frame: bytes, readings: list[Reading]) -> None:
        """An empty one is how the radio says that it holds none."""
        if said:
            readings.append(Text(self._sender, said, raw=frame))
            self._awaited = b""

    def _give_up_message(self, readings: list[Reading]) -> None:
        if self._awaited:
            readings.append(Trouble(self._sender, LEFT_IN_RADIO, self._awaited))
            self._awaited = b""


def _refuse(piece: bytes, readings: list[Reading]) -> None:
    if piece := piece.strip(SILENT):
        readings.append(Undecoded("", why_refused(piece), piece))


def _shortened(line: bytes, readings: list[Reading]) -> bytes:
    """The end of a line, of which all that makes it too long is refused."""
    while len(line) > LINE_LIMIT:
        readings.append(Undecoded("", f"No line is longer than {LINE_LIMIT} bytes", line[:LINE_LIMIT]))
        line = line[LINE_LIMIT:]
    return line
