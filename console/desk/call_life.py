"""Verbs that put a call off, bring it back, end it and open it again; what was promised, and whose it is."""

from console.desk import alarms, plans
from console.desk.calls import back_line, disposition_of, note, system_line
from console.desk.due_times import aim
from console.desk.ending import must_be_ours_to_end, settle_referral
from console.desk.moments import moment, said
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, life


def hold_call(work: Work, *, call: str, until: str, text: str = "") -> None:
    """Off the queue until a time; then it waits again."""
    row = _put_off(work, call, "hold_call", until, text)
    when = said(row.back_at or work.duty.at, work.duty.at, work.duty.zone)
    system_line(work, row, f"Held until {when}")
    work.say(f"Call {work.short(row)} is held until {when}.")


def schedule_call(work: Work, *, call: str, at: str, text: str = "") -> None:
    """For a later time: until then it is in nobody's way and no unit is marked for it; then it is due."""
    row = _put_off(work, call, "schedule_call", at, text)
    aim(work, row)
    when = said(row.back_at or work.duty.at, work.duty.at, work.duty.zone)
    system_line(work, row, f"Scheduled for {when}")
    work.say(f"Call {work.short(row)} is scheduled for {when}.")


def release_call(work: Work, *, call: str, text: str = "") -> None:
    """A held or scheduled call waits again, before its time."""
    row = work.call(call)
    _can(work, row, "release_call")
    _back(work, row)
    note(work, row, text)


def come_back(work: Work, *, call: str) -> None:
    """Its time has come: it waits again. Refused when somebody has put it off further meanwhile."""
    row = work.call(call)
    _can(work, row, "release_call")
    if row.back_at is not None and row.back_at > work.duty.at:
        raise Refused(f"Call {work.short(row)} is {row.state} until later.", word=call)
    was = row.state
    _back(work, row)
    text = f"Call {work.short(row)} was {was} until now and waits again"
    alarms.sound(work, "call_due", row.number, text, call=row.number, place=row.place)


def close_call(work: Work, *, call: str, disposition: str, text: str = "") -> None:
    """Close a call that no unit is on."""
    row = work.call(call)
    how = disposition_of(work, disposition)
    _must_be_without_units(work, row)
    _can(work, row, "close_call")
    must_be_ours_to_end(work, row)
    row.close(how.code, work.duty.at)
    plans.over(work, row)
    settle_referral(work, row)
    note(work, row, text)
    system_line(work, row, f"Closed: {how.name}")
    work.say(f"Call {work.short(row)} closed: {how.name}.")


def cancel_call(work: Work, *, call: str, text: str = "") -> None:
    """It is not needed any more, and nobody went there."""
    row = work.call(call)
    _must_be_without_units(work, row)
    _can(work, row, "cancel_call")
    must_be_ours_to_end(work, row)
    row.cancel(work.duty.at)
    plans.over(work, row)
    settle_referral(work, row)
    note(work, row, text)
    system_line(work, row, "Cancelled")
    work.say(f"Call {work.short(row)} is cancelled.")


def reopen_call(work: Work, *, call: str, text: str = "") -> None:
    """A closed or cancelled call waits again, with the time it was received."""
    row = work.call(call)
    _can(work, row, "reopen_call")
    row.reopen()
    note(work, row, text)
    back_line(work, row, "Reopened")
    work.say(f"Call {work.short(row)} is open again.")


def promise(work: Work, *, call: str, by: str, text: str = "") -> None:
    """The caller was told by when somebody will be there: that is when it is due from now on."""
    row = work.call(call)
    if not row.open:
        raise Refused(f"Call {work.short(row)} is {row.state}.", word=call)
    row.promise(moment(by, work.duty.at, work.duty.zone))
    when = said(row.due_at, work.duty.at, work.duty.zone)
    note(work, row, text)
    system_line(work, row, f"Promised by {when}")
    work.say(f"Call {work.short(row)} is promised by {when}.")


def take_over(work: Work, *, call: str) -> None:
    """This position sees to the call from now on."""
    row = work.call(call)
    if row.owner == work.duty.seat:
        raise Refused(f"Call {work.short(row)} is this position's already.", word=call)
    before, row.owner, row.covered_for = row.owner, work.duty.seat, ""
    system_line(work, row, f"Taken over by {row.owner}" + (f" from {before}" if before else ""))
    work.say(f"Call {work.short(row)} is this position's now.")


def _put_off(work: Work, call: str, happening: str, typed: str, text: str) -> Call:
    row = work.call(call)
    _must_be_without_units(work, row)
    _can(work, row, happening)
    row.put_off(happening, moment(typed, work.duty.at, work.duty.zone))
    note(work, row, text)
    return row


def _back(work: Work, row: Call) -> None:
    if row.state == "scheduled":
        # Brought back late, it is due from the time that it was meant for.
        aim(work, row, since=min(work.duty.at, row.back_at or work.duty.at))
    was = row.state
    row.release()
    back_line(work, row, f"No longer {was}")
    work.say(f"Call {work.short(row)} is waiting again.")


def _can(work: Work, row: Call, happening: str) -> None:
    if not life.may(happening, row.state):
        merged = f"UNDUP {work.short(row)}" if row.state == "merged" else ""
        why = life.why_not(happening, row.state, f"Call {work.short(row)}")
        raise Refused(why, instead=merged, word=row.number)


def _must_be_without_units(work: Work, row: Call) -> None:
    if work.open_of_call(row):
        raise Refused(f"Units are on call {work.short(row)}. Clear or free them first.", word=row.number)
