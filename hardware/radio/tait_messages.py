"""What the messages of a Tait radio say, one function an ident.

Progress (`p`) tells what the radio does, a ring (`r`) who called and how, `s` is the short data
message that it holds, `e` an error, `m` its model. A ring has a category, four types, a status of
two characters ("FF" is none) and the caller, before whom the called may stand with a hyphen.
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from hardware.readings import (
    Acknowledged,
    Emergency,
    Reading,
    Status,
    Text,
    TransmissionBegan,
    Trouble,
    Undecoded,
)

RING = re.compile(
    r"(?P<category>.)(?P<what>.)(?P<urgent>.)(?P<whom>.)(?P<special>.)(?P<status>..)(?P<caller>.*)"
)
NO_STATUS = "FF"
VOICE, STATUS_CALL, SHORT_MESSAGE = "0", "2", "4"
URGENT, EMERGENCY_ALARM = "1", "9"
ARRIVED, REFUSED = "0", "1"
CALLS: Mapping[str, str] = {
    "1": "Data call",
    "3": "Interrogation call",
    "5": "Data call",
    "6": "Remote monitor call",
}
SPECIAL_CALLS: Mapping[str, str] = {
    "1": "Call alert",
    "2": "Radio check",
    "3": "Radio inhibit",
    "4": "Radio uninhibit",
    "5": "Remote monitor call",
    "6": "Message",
    "7": "Status query",
}
EMERGENCY_BEGAN = "03"
CHANNEL: Mapping[str, Literal["free", "busy", "transmitting"]] = {
    "05": "busy",
    "06": "free",
    "07": "transmitting",
    "08": "free",
}
TROUBLES: Mapping[str, str] = {
    "02": "The radio was kept from transmitting.",
    "04": "The radio has left its emergency mode.",
    "17": "The radio has been stunned.",
    "18": "The radio has been revived.",
}
RESTARTED = "1F"
MESSAGE_ANSWERED: Mapping[str, str] = {"1D0": REFUSED, "1D1": ARRIVED}
SAYS_NOTHING = frozenset(("00", "01", "16", "19", "1C", "1E", "20", "21", "22", "23"))
"""Calls in progress, data that a message of its own follows, and what is done at the radio's own keys."""
ERRORS: Mapping[str, str] = {
    "01": "The radio does not know this command.",
    "02": "The radio received a command with a wrong checksum.",
    "03": "The radio refuses the parameters of a command.",
    "05": "The radio was not ready for a command.",
    "06": "The radio is not set up for this command, or busy.",
}


class Ring(NamedTuple):
    """An incoming call: who, whether a short message came, or a voice, and what is to be told at once."""

    caller: str
    message: bool
    voice: bool
    readings: list[Reading]


def progress(said: str, raw: bytes) -> list[Reading] | None:
    """All but what the channel does; None for a type that nobody has documented."""
    kind = said[:2].upper()
    if kind == EMERGENCY_BEGAN:
        return [Emergency("", raw=raw)]
    if kind in TROUBLES:
        return [Trouble("", TROUBLES[kind], raw)]
    if kind == RESTARTED:
        return [Trouble("", "The radio has started again.", raw)]
    if code := MESSAGE_ANSWERED.get(said.upper()):
        return [Acknowledged("", code, raw=raw)]
    return [] if kind in SAYS_NOTHING else None


def error(said: str, raw: bytes) -> list[Reading]:
    """A transaction's error says of what we sent that it did not arrive."""
    number = said[1:3]
    if said[:1] != "0":
        return [Trouble("", f"The radio has failed: system error {number}.", raw)]
    words = ERRORS.get(number, f"The radio refuses a command: error {number}.")
    return [Trouble("", words, raw), Acknowledged("", REFUSED, raw=raw)]


def ring(said: str, raw: bytes) -> Ring | None:
    """None for a call that is not in the form of one."""
    found = RING.fullmatch(said)
    if not found:
        return None
    caller = found["caller"].rpartition("-")[2].strip()
    status = "" if found["status"].upper() == NO_STATUS else found["status"]
    if found["what"] == SHORT_MESSAGE and not _urgent(found):
        return Ring(caller, True, False, [])
    call = _call(found, caller, status, raw)
    return Ring(caller, False, isinstance(call, TransmissionBegan), [call])


def _urgent(found: re.Match[str]) -> bool:
    return found["urgent"] == URGENT or found["special"] == EMERGENCY_ALARM


def _call(found: re.Match[str], caller: str, status: str, raw: bytes) -> Reading:
    if _urgent(found):
        return Emergency(caller, status, raw)
    if status:
        return Status(caller, status, raw)
    if words := SPECIAL_CALLS.get(found["special"]) or CALLS.get(found["what"]):
        return Text(caller, words, raw=raw)
    if found["what"] == VOICE:
        return TransmissionBegan(caller, raw)
    why = (
        "A status call came without a status"
        if found["what"] == STATUS_CALL
        else "A call of an unknown kind came"
    )
    return Undecoded(caller, why, raw)
