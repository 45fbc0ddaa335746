"""Lines of the radio log as the rows of a communications log: who said what to whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.desk.radio_log import RadioLogRow

STATION = "Dispatch"
UNSEEN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class LogLine:
    """A row of the log, all texts on one line; a message number is empty on the side that has none.

    The numbers are the station's own: the sender's for what it sent, the receiver's for what it heard.
    """

    at: datetime
    sender: str
    sent_number: str
    receiver: str
    received_number: str
    message: str
    channel: str
    kind: str


def log_lines(rows: Iterable[RadioLogRow]) -> list[LogLine]:
    """The rows in the order of their times, as a log is written."""
    return [_line(row) for row in sorted(rows, key=lambda row: (row.at, row.id))]


def plain(text: str) -> str:
    """Text on one line, with a mark for each character that nobody could see."""
    return "".join(each if each.isprintable() else UNSEEN for each in " ".join(text.split()))


def _line(row: RadioLogRow) -> LogLine:
    ours = row.kind == "outgoing"
    other, number = _party(row), str(row.id)
    return LogLine(
        at=row.at,
        sender=STATION if ours else other,
        sent_number=number if ours else "",
        receiver=other if ours else STATION,
        received_number="" if ours else number,
        message=plain(_message(row)),
        channel=plain(row.link),
        kind=row.kind,
    )


def _party(row: RadioLogRow) -> str:
    """Whoever is at the other end: the unit with its radio, an identity that no unit has, or the device."""
    if row.unit and row.radio_id:
        return plain(f"{row.unit} ({row.radio_id})")
    if row.kind == "alarm" and row.radio_id:
        return plain(f"Account {row.radio_id}")
    return plain(row.unit or row.radio_id or row.link)


def _message(row: RadioLogRow) -> str:
    if row.kind == "talk":
        return _voice(row)
    if row.kind == "phone":
        return f"Telephone: {row.text}"
    if row.kind in ("alarm", "text"):
        return f"{row.kind.capitalize()}: {row.text}"
    return f"Text: {row.text}" if row.kind == "outgoing" else row.text


def _voice(row: RadioLogRow) -> str:
    """A voice is logged by its length: what was said, nobody wrote down."""
    if row.until is None:
        return "Voice, end not heard"
    seconds = round((row.until - row.at).total_seconds())
    return f"Voice, {seconds} s" if seconds > 0 else "Voice"
