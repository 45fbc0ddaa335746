"""KISS: the bytes of a TNC, in any chunks, to what APRS stations say.

Every FEND ends one frame and begins the next, so empty frames are normal and a shared FEND is
too. Frames that set up a TNC, which some echo, are taken silently.
"""

from hardware.noise import add_full_noise, add_noise
from hardware.radio.aprs import decode_payload
from hardware.radio.aprs_messages import answers_to
from hardware.radio.ax25 import Ax25Error, split_ui_frame, station_call
from hardware.radio.kiss_frames import FEND, KissError, unescaped
from hardware.readings import RAW_LIMIT, Reading, Trouble, Undecoded

BODY_LIMIT = RAW_LIMIT - 2 * len(FEND)
SILENT = b"\r\n"
SHORT_SETTINGS = range(1, 6)
"""Commands of one byte, such as the delay before a transmission."""
HARDWARE_SETTING = 6
LEAVE_KISS = b"\xff"
PROMPT = b"cmd:"
COMMAND_MODE = "The TNC is in command mode: switch it to KISS"


class KissDriver:
    """Sans-IO: `feed` it what the port gave.

    Between two calls it holds one unfinished frame or one unfinished stretch of line noise,
    never more than 8 KB. A frame that digipeaters repeat is read as often as it is heard:
    `hardware.radio.ax25.signature` tells which are the same. `call` is the station's own: answers to
    others are no answers to it. Without one the station is N0CALL, as what it sends says.
    """

    def __init__(self, call: str = "") -> None:
        """Raises ValueError with one sentence for what is no call."""
        self._call = _own_call(call)
        self._held = b""
        self._in_step = False  # a FEND stood right before what is held

    def feed(self, data: bytes) -> list[Reading]:
        """The readings that `data` completes; bytes that make no sense come as Undecoded."""
        readings: list[Reading] = []
        *closed, rest = (self._held + data).split(FEND)
        if closed and not self._in_step:
            _add_noise(closed.pop(0), readings)
            self._in_step = True
        for body in closed:
            if body:
                _take_frame(body, self._call, readings)
        self._hold(rest, readings)
        return readings

    def idle(self) -> list[Reading]:
        """What the line's silence leaves half done is given up."""
        readings: list[Reading] = []
        held, self._held = self._held, b""
        if not self._in_step:
            _add_noise(held, readings)
        elif held:
            self._in_step = False
            why = "The frame was cut short"
            readings.append(_prompt(held) or Undecoded("", why, FEND + held))
        return readings

    def _hold(self, rest: bytes, readings: list[Reading]) -> None:
        if self._in_step and len(rest) > BODY_LIMIT:
            rest = _refuse_overlong(rest, readings)
            self._in_step = False
        self._held = rest if self._in_step else _add_full_noise(rest, readings)


def _own_call(text: str) -> str:
    try:
        return station_call(text)
    except Ax25Error as error:
        raise ValueError(f"{error}.") from error


def _take_frame(body: bytes, call: str, readings: list[Reading]) -> None:
    """What stands between two FENDs. The hot path."""
    if len(body) > BODY_LIMIT:
        _add_noise(_refuse_overlong(body, readings), readings)
        return
    raw = FEND + body + FEND
    try:
        frame = unescaped(body)
        if frame[0] & 0x0F:
            _check_command(frame)
            return
        addresses, payload = split_ui_frame(frame, 1)
    except (KissError, Ax25Error) as error:
        readings.append(Undecoded("", str(error), raw))
    else:
        readings += answers_to(call, payload, decode_payload(addresses, payload, raw))


def _check_command(frame: bytes) -> None:
    """Raises KissError for anything but a setting."""
    command, size = frame[0] & 0x0F, len(frame)
    short = command in SHORT_SETTINGS and size <= 2
    if not (short or command == HARDWARE_SETTING or frame == LEAVE_KISS):
        raise KissError(f"There is no KISS command {command} of {size} bytes")


def _refuse_overlong(body: bytes, readings: list[Reading]) -> bytes:
    why = f"No frame is longer than {RAW_LIMIT} bytes"
    readings.append(Undecoded("", why, FEND + body[:BODY_LIMIT]))
    return body[BODY_LIMIT:]


def _add_noise(gap: bytes, readings: list[Reading]) -> None:
    noise: list[Reading] = []
    add_noise(add_full_noise(gap, SILENT, noise), SILENT, noise)
    readings += [_prompt(reading.raw) or reading for reading in noise]


def _add_full_noise(gap: bytes, readings: list[Reading]) -> bytes:
    noise: list[Reading] = []
    rest = add_full_noise(gap, SILENT, noise)
    readings += [_prompt(reading.raw) or reading for reading in noise]
    return rest


def _prompt(noise: bytes) -> Trouble | None:
    return Trouble("", COMMAND_MODE, noise) if PROMPT in noise else None
