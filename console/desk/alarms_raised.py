"""What verbs do when something needs somebody at once."""

from sqlalchemy import select

from console.desk.work import Work
from console.models import Call, Remark

CALL = "call:"


def raise_alarm(work: Work, kind: str, about: str, text: str) -> None:
    """Tell whoever is at the desk; `about` names what it is about, as the journal does: call:NUMBER.

    It stands on the call's timeline and in the receipt.
    """
    if about.startswith(CALL):
        call_id = work.value(select(Call.id).where(Call.number == about.removeprefix(CALL)))
        line = f"Alarm, {kind.replace('_', ' ')}: {text}"
        work.write(Remark(call_id=call_id, at=work.duty.at, author=work.duty.actor, kind="system", text=line))
        work.touch(about)
    work.say(text)
