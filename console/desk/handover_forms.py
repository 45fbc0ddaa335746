"""The forms of HO: a shift is handed over, and AO: why it was this unit is approved."""

from collections.abc import Callable, Mapping

from console.board.handover_view import HandoverView
from console.desk.command import Command
from console.desk.help import BY_TYPED
from console.desk.parts import at_most, missing, said_call, unit_and_call
from console.desk.resolve import Names
from console.desk.words import Line
from console.errors import Refused

STEPS = ("SIGN", "TAKE", "DROP")


def hand_over(line: Line, names: Names) -> Command:
    """HO, remark; HO SIGN; HO TAKE, remark; HO DROP, reason."""
    found, text = line.head()
    if not found:
        return Command("draft_handover", {"remark": text}, "Draft the hand-over to the coming shift.")
    step = found[0].text.upper()
    if step not in STEPS or len(found) > 1:
        verb = BY_TYPED["HO"]
        wrong = found[0] if step not in STEPS else found[1]
        told = f"HO takes {', '.join(STEPS)}, or a remark after a comma."
        raise Refused(told, instead=verb.example, word=wrong.text)
    handover = _open(names)
    said, args = f"hand-over {handover.number}", {"handover": handover.key}
    if step == "SIGN":
        return Command("sign_handover", args, f"Sign {said}, as the one who goes.")
    if step == "TAKE":
        return Command("take_handover", {**args, "remark": text}, f"Take the shift over: sign {said}.")
    return Command("drop_handover", {**args, "reason": text}, f"Put {said} aside: {text or '…'}.")


def approve(line: Line, names: Names) -> Command:
    """AO unit call, text."""
    found, text = line.head()
    at_most(line, found, 2)
    if len(found) < 2:
        raise missing(line, names, *("unit", "call")[len(found) :])
    unit, call = unit_and_call(names, *found)
    given = next((each for each in reversed(call.overrides) if each.unit == unit.call_sign), None)
    why = f": {given.reason}" if given is not None else ""
    args = {"unit": unit.call_sign, "call": call.number, "text": text}
    return Command("approve_override", args, f"Approve {unit.call_sign} on {said_call(names, call)}{why}.")


def _open(names: Names) -> HandoverView:
    """The hand-over that somebody is still to sign."""
    found = next((each for each in names.picture.handovers if each.open), None)
    if found is None:
        raise Refused("There is no hand-over to sign. Draft one first.", instead="HO")
    return found


HANDOVER_FORMS: Mapping[str, Callable[[Line, Names], Command]] = {"HO": hand_over, "AO": approve}
