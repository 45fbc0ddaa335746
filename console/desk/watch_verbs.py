"""Verbs that the watch orders, or that answer it: a call over its target, a status check."""

from console.desk import alarms
from console.desk.calls import system_line
from console.desk.work import Work
from console.errors import Refused
from console.models import Call

MOST_URGENT = 1
CHECKS = ("status_check", "silent", "status_time")


def tell_overdue(work: Work, *, call: str) -> None:
    """Nobody has reached a call by its target: an alarm, and what is to be done stands on the call."""
    row = work.call(call)
    if not row.open:
        raise Refused(f"Call {work.short(row)} is {row.state}.", word=call)
    text = f"Call {work.short(row)} is over target"
    alarms.sound(work, "overdue", row.number, text, call=row.number, place=row.place)
    system_line(work, row, f"Over target. {_task(row)} The watch commander is told.")


def check_unit(work: Work, *, unit: str) -> None:
    """A unit has answered how it is: its checks begin anew."""
    row = work.unit(unit)
    if row.duty == "off":
        raise Refused(f"{unit} is not on duty.", instead=f"ON {unit} BADGE")
    row.checked_at = work.duty.at
    for alarm in alarms.open_about(work, row.call_sign, CHECKS):
        alarm.clear(work.duty.actor, "Answered", work.duty.at)
        work.touch(f"alarm:{alarm.id}")
    work.say(f"{unit} has answered.")


def _task(call: Call) -> str:
    """What the dispatcher does: another unit for the most urgent, for others a word to the caller."""
    if call.priority == MOST_URGENT:
        return "Task: send another unit."
    if call.no_contact:
        return "IAD: the informant is not to be contacted, 911N."
    if not call.phone:
        return "IAD: nobody to advise, no telephone number was taken."
    return "IAD task: call the informant back and advise of the delay."
