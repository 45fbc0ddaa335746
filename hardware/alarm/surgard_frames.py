"""The frames of Sur-Gard automation output and what each of them says.

RR is the receiver, L one to three characters of line, s a space:
`5RRLs18AAAAQXYZGGCCC` is Contact ID (98 may stand for 18); `QRRLs58A…QXYZGGCCC` the same with an
account of 10; `1RRLssssAAAAAAsXGYYY` a basic signal, and the heartbeat where X is `@`;
`SRRL[#A…|…]` SIA; `0RRL[…]` or `0RRLssss…` the receiver's own status.

TMA-AVS-01 has no place in Contact ID. A level is taken from a SIA block that says `AVS` or
`ALARM LEVEL` and one digit 0 to 4: our assumption, not verified against any receiver.
"""

import re
from collections.abc import Callable, Mapping

from hardware.alarm.contact_id import QUALIFIERS
from hardware.readings import Alarm, Heartbeat, Reading, Trouble

ACKNOWLEDGE = b"\x06"
FROM = rb"(?P<receiver>[0-9A-Z]{2})(?P<line>[0-9A-Z]{1,3})"
EVENT = rb"([ERP136])([0-9A-F]{3})([0-9A-F]{2})([0-9A-F]{3})"
CONTACT_ID = re.compile(rb"5" + FROM + rb" (?:18|98)([0-9A-F]{4})" + EVENT)
LONG_ACCOUNT = re.compile(rb"Q" + FROM + rb" (?:58|18|98)([ 0-9A-F]{10}) ?" + EVENT)
HEARTBEAT = re.compile(rb"1" + FROM + rb" {11}@ {0,4}")
BASIC = re.compile(
    rb"1"
    + FROM
    + rb" {4}(?P<account>[ 0-9A-F]{6}) (?P<signal>[0-9A-Z])(?P<group>[ 0-9A-F])(?P<zone>[ 0-9A-Z]{3})"
)
BLOCK = rb"(?P<block>\[(?:#(?P<account>[0-9A-Fa-f]{1,16}))?[\x20-\x5a\x5c\x5e-\x7e\x80-\xff]{0,400}\])"
SIA = re.compile(rb"S" + FROM + BLOCK)
STATUS_BLOCK = re.compile(rb"0" + FROM + BLOCK)
STATUS = re.compile(rb"0" + FROM + rb" {4}(?P<said>[\x20-\x7e]{1,12})\Z")
"""As wide as a basic signal, and so too narrow to swallow another frame that was glued behind it."""
START = re.compile(rb"[5Q1S0]")

DAMAGED = re.compile(rb"[5Q][0-9A-Z]{3,5} ")
PRINTABLE = re.compile(rb"[\x20-\x7e]+")
LEVEL = re.compile(rb"\b(?:AVS|ALARM LEVEL)[ :=-]{0,2}([0-4])(?![0-9])", re.IGNORECASE)
SIGNALS: Mapping[str, tuple[str, str]] = {
    "A": ("Alarm", "E"),
    "R": ("Restore", "R"),
    "T": ("Trouble", "E"),
    "B": ("Bypass", "E"),
    "H": ("Bypass ended", "R"),
    "O": ("Opening", "E"),
    "C": ("Closing", "R"),
    "F": ("Cancel", "E"),
}
"""What a basic signal's letter says, and its qualifier; digits mean what each panel was set to."""

Found = re.Match[bytes]


def contact_id(found: Found) -> list[Reading]:
    """The alarm of a CONTACT_ID or LONG_ACCOUNT frame. The hot path."""
    receiver, line, account, said, event, partition, zone = map(bytes.decode, found.groups())
    qualifier, unit = QUALIFIERS[said], account.strip()
    raw = found.group()
    return [Alarm(unit, event, qualifier, partition, zone, receiver, line, None, "", ACKNOWLEDGE, raw)]


def heartbeat(found: Found) -> list[Reading]:
    return [Heartbeat("", ACKNOWLEDGE, found.group())]


def basic_signal(found: Found) -> list[Reading]:
    """Its meaning is the panel's own: told in words, without a Contact ID event."""
    signal, zone = _text(found, "signal"), _text(found, "zone")
    said, qualifier = SIGNALS.get(signal, (f"Signal {signal}", "E"))
    alarm = Alarm(_text(found, "account"), "", qualifier, _text(found, "group"), zone)
    return [_received(alarm, found, f"{said} {zone}".strip())]


def sia_block(found: Found) -> list[Reading]:
    """The block as it came, brackets and all."""
    level = LEVEL.search(found["block"])
    alarm = Alarm(_text(found, "account"), level=int(level[1]) if level else None)
    return [_received(alarm, found, _text(found, "block"))]


def status_block(found: Found) -> list[Reading]:
    """The receiver's own status, unless it names an account, whose alarm it then is."""
    if _text(found, "account").strip("0"):
        return sia_block(found)
    return _internal(_text(found, "block"), found.group())


def internal_status(found: Found) -> list[Reading]:
    return _internal(" ".join(_text(found, "said").split()), found.group())


def _internal(said: str, raw: bytes) -> list[Reading]:
    """A trouble cannot be answered; the heartbeat has it acknowledged, or it would come for ever."""
    return [Trouble("", f"The receiver reports {said}.", raw), Heartbeat("", ACKNOWLEDGE, raw)]


def _received(alarm: Alarm, found: Found, text: str) -> Alarm:
    receiver, line = _text(found, "receiver"), _text(found, "line")
    return alarm._replace(receiver=receiver, line=line, text=text, answer=ACKNOWLEDGE, raw=found.group())


def _text(found: Found, name: str) -> str:
    return (found[name] or b"").decode("ascii", "replace").strip()


def why_refused(noise: bytes) -> str:
    """In plain words, why these bytes are no frame."""
    if DAMAGED.match(noise):
        return "The Contact ID event is damaged or cut short"
    if PRINTABLE.fullmatch(noise):
        return "The frame is not one that this console knows"
    return "Bytes outside any message"


FORMS: Mapping[bytes, tuple[tuple[re.Pattern[bytes], Callable[[Found], list[Reading]]], ...]] = {
    b"5": ((CONTACT_ID, contact_id),),
    b"Q": ((LONG_ACCOUNT, contact_id),),
    b"1": ((HEARTBEAT, heartbeat), (BASIC, basic_signal)),
    b"S": ((SIA, sia_block),),
    b"0": ((STATUS_BLOCK, status_block), (STATUS, internal_status)),
}
"""The frames by the byte that each begins with."""
