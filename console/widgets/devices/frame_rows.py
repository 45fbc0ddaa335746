"""What the inspector shows of frames: rows, the places of fields among the bytes, and text to copy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import NamedTuple

from console.board.views import FrameField, FrameView
from console.widgets.devices.rows import bounded

BYTES_A_LINE = 16
MIDDLE_DOT = "·"


class Span(NamedTuple):
    """The bytes `start` to `end` (not with it) of a frame, which one field stands in."""

    start: int
    end: int
    wrong: bool


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One frame, with its time in the station's zone."""

    frame: FrameView
    clock: str

    @property
    def key(self) -> str:
        return str(self.frame.number)

    @property
    def label(self) -> str:
        frame = self.frame
        return bounded(f"Frame {frame.number}, {self.clock}, {frame.unit}, {frame.type}, {frame.check}")


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One decoded field; `place` is its number in the frame, from nought."""

    place: int
    field: FrameField

    @property
    def key(self) -> str:
        return f"{self.place} {self.field.name}"

    @property
    def label(self) -> str:
        wrong = ", wrong" if self.field.wrong else ""
        return bounded(f"{self.field.name}, {self.field.words}{wrong}")


def clock_ms(moment: datetime, zone: tzinfo) -> str:
    """The wall clock in the station's zone with milliseconds, as 19:42:18.052."""
    return moment.astimezone(zone).isoformat(sep=" ", timespec="milliseconds")[11:23]


def matches(frame: FrameView, wanted: str) -> bool:
    """Whether a frame holds a text: in its number, unit, type, check, fields or bytes as hex."""
    fields = (f"{field.name} {field.words}" for field in frame.fields)
    texts = (str(frame.number), frame.unit, frame.type, frame.check, frame.raw.hex(" "), *fields)
    return any(wanted in text.casefold() for text in texts)


def field_spans(frame: FrameView) -> list[Span | None]:
    """Where each field stands among the bytes; None for one whose bytes are not found there.

    Fields are taken to come in the order of the bytes; one that does not is looked for everywhere.
    """
    spans: list[Span | None] = []
    here = 0
    for field in frame.fields:
        data = _bytes_of(field)
        start = frame.raw.find(data, here) if data else -1
        if data and start < 0:
            start = frame.raw.find(data)
        if start < 0:
            spans.append(None)
            continue
        spans.append(Span(start, start + len(data), field.wrong))
        here = max(here, start + len(data))
    return spans


def text_of(data: bytes) -> str:
    """Printable ASCII as it is, a middle dot for every other byte."""
    return "".join(chr(byte) if 0x20 <= byte < 0x7F else MIDDLE_DOT for byte in data)


def hex_lines(raw: bytes) -> list[str]:
    """Lines of offset, 16 bytes as hex, and the same as text."""
    starts = range(0, len(raw), BYTES_A_LINE)
    return [_hex_line(start, raw[start : start + BYTES_A_LINE]) for start in starts]


def copied(device: str, frame: FrameView, zone: tzinfo) -> str:
    """A frame as text for the clipboard: what it is, its bytes, and its fields."""
    when = f"{frame.at.astimezone(zone):%Y-%m-%d} {clock_ms(frame.at, zone)}"
    parts = (when, frame.unit, frame.type, f"{len(frame.raw)} bytes", frame.check)
    title = f"{device} frame {frame.number}: " + ", ".join(bounded(part) for part in parts if part)
    fields = [(bounded(each.name), bounded(each.data), bounded(each.words)) for each in frame.fields]
    names = max((len(name) for name, _data, _words in fields), default=0)
    widest = max((len(data) for _name, data, _words in fields), default=0)
    decoded = [f"{name:<{names}}  {data:<{widest}}  {words}".rstrip() for name, data, words in fields]
    return "\n".join([title, "", *hex_lines(frame.raw), *([""] if decoded else []), *decoded, ""])


def failures(frames: Sequence[FrameView]) -> tuple[str, bool]:
    """Which unit's frames fail their check the most, in words, and whether any do."""
    if not frames:
        return "No frames yet.", False
    failed = Counter(frame.unit for frame in frames if not frame.good)
    if not failed:
        return f"The last {_count(len(frames), 'frame')} passed their check.", False
    unit, bad = failed.most_common(1)[0]
    sent = Counter(frame.unit for frame in frames)
    who = bounded(unit) or "No unit named"
    words = f"{who}: {bad} of the last {_count(sent[unit], 'frame')} failed."
    return f"{words} {_others(failed[each] for each in sent if each != unit)}".strip(), True


def _others(counts: Iterable[int]) -> str:
    counts = list(counts)
    if not counts:
        return ""
    low, high = min(counts), max(counts)
    return f"Other units {low}." if low == high else f"Other units {low} to {high}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _bytes_of(field: FrameField) -> bytes:
    try:
        return bytes.fromhex(field.data)
    except ValueError:
        # A field that is not told in hex has no place among the bytes.
        return b""


def _hex_line(start: int, data: bytes) -> str:
    return f"{start:04X}  {data.hex(' ').upper():<{BYTES_A_LINE * 3 - 1}}  {text_of(data)}"
