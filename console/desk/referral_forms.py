"""The forms of REF: a call goes to sworn officers, and how that went on."""

from collections.abc import Callable, Mapping

from console.desk.command import Command
from console.desk.parts import at_most, missing, said_call
from console.desk.referral_reasons import reason_of
from console.desk.resolve import Names
from console.desk.words import Line
from console.errors import Refused

Step = Callable[[str, str, str], Command]


def _phoned(call: str, said: str, text: str) -> Command:
    words = f"Referral of {said} told by telephone to {text or '…'}."
    return Command("phone_referral", {"call": call, "who": text}, words)


def _accepted(call: str, said: str, text: str) -> Command:
    words = f"Referral of {said} accepted by {text or '…'}."
    return Command("accept_referral", {"call": call, "who": text}, words)


def _declined(call: str, said: str, text: str) -> Command:
    return Command("decline_referral", {"call": call, "why": text}, f"Referral of {said} declined.")


def _again(call: str, said: str, _text: str) -> Command:
    return Command("resend_referral", {"call": call}, f"Send the referral of {said} again.")


def _withdrawn(call: str, said: str, text: str) -> Command:
    return Command("withdraw_referral", {"call": call, "why": text}, f"Withdraw the referral of {said}.")


STEPS: Mapping[str, Step] = {
    "PHONED": _phoned,
    "ACCEPTED": _accepted,
    "DECLINED": _declined,
    "AGAIN": _again,
    "WITHDRAWN": _withdrawn,
}


def refer(line: Line, names: Names) -> Command:
    """REF call reason, text; or REF call PHONED, ACCEPTED, DECLINED, AGAIN or WITHDRAWN, name or reason."""
    found, text = line.head()
    if not found:
        raise missing(line, names, "call")
    at_most(line, found, 2)
    call = names.call(found[0])
    if len(found) == 1:
        raise missing(line, names, "reason")
    said = said_call(names, call)
    if step := STEPS.get(found[1].text.upper()):
        return step(call.number, said, text)
    try:
        why = reason_of(found[1].text)
    except Refused as refused:
        instead = line.corrected(found[1], refused.instead)
        raise Refused(refused.reason, instead=instead, word=found[1].text) from None
    words = f"Refer {said} to deputies: {why.name.lower()}."
    return Command("refer", {"call": call.number, "reason": why.code, "text": text}, words)
