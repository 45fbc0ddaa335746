"""Sur-Gard automation output: the bytes of an alarm receiver, in any chunks, to alarms.

Frames end with 14 hex and have no checksum. So the grammar is strict: what does not fit it is shown
as Undecoded and not acknowledged, and the receiver sends it again. A frame whose 14 hex was lost,
as in glued repetitions, is known by its layout (`hardware.alarm.surgard_frames`).
"""

from hardware.alarm.surgard_frames import CONTACT_ID, FORMS, START, contact_id, why_refused
from hardware.readings import Reading, Undecoded

END = b"\x14"
FRAME_LIMIT = 1024
"""Bytes that are held for their 14 hex to come; no frame is half as long."""
SILENT = b"\r\n\x00"


class SurGardDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished frame, never more than 1024 bytes. Every Alarm and
    Heartbeat carries 06 hex as its answer.
    """

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        *frames, rest = (self._held + data).split(END)
        for frame in frames:
            if found := CONTACT_ID.fullmatch(frame):
                readings += contact_id(found)
            else:
                _close(_drained(frame, readings), readings)
        self._held = _drained(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        """The line has been silent: a frame that only lost its end is good, half a frame is given up."""
        readings: list[Reading] = []
        held, self._held = self._held, b""
        _close(held, readings)
        return readings


def _close(stretch: bytes, readings: list[Reading]) -> None:
    """All that stood between two ends: frames, and what is left of others."""
    _refuse(stretch[_take_frames(stretch, readings) :], readings)


def _drained(stretch: bytes, readings: list[Reading]) -> bytes:
    """Take kilobytes off a stretch that is too long to be one frame; the rest may still become one."""
    while len(stretch) > FRAME_LIMIT:
        full = stretch[:FRAME_LIMIT]
        end = _take_frames(full, readings)
        if not end:
            _refuse(full, readings)
        stretch = stretch[end or FRAME_LIMIT :]
    return stretch


def _take_frames(stretch: bytes, readings: list[Reading]) -> int:
    """Take every whole frame in the stretch and the noise before it; returns where the last one ends."""
    taken = at = 0
    while start := START.search(stretch, at):
        at = start.start()
        for form, decode in FORMS[start.group()]:
            if found := form.match(stretch, at):
                _refuse(stretch[taken:at], readings)
                readings += decode(found)
                taken = at = found.end()
                break
        else:
            at += 1
    return taken


def _refuse(noise: bytes, readings: list[Reading]) -> None:
    if noise := noise.strip(SILENT):
        readings.append(Undecoded("", why_refused(noise), noise))
