"""Verbs on calls that are about the same thing, or have to do with each other."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, or_, select

from console.desk import plans
from console.desk.assigning import has_lost
from console.desk.calls import back_line, note, system_line
from console.desk.ending import hand_over, is_with_deputies
from console.desk.may_take import kept_for, names_of, stops_of
from console.desk.referral_drafts import draft, newest
from console.desk.stops import hold_back, need_not_hold_back, refer_for, stop_of
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment, Call, CallLink, Planned, Unit, life
from console.models.referral import OPEN

PARTED = "merged"
IN_IT = select(Call.number).order_by(Call.id)


def merge_call(work: Work, *, call: str, into: str, text: str = "") -> None:
    """A duplicate becomes part of another call: its units go there, and its timeline is told there too."""
    row, target = _two(work, call, into)
    _must_fit(work, row, target)
    note(work, row, text)
    moved, stops = _move_units(work, row, target), stops_of(work, row)
    row.merge(target, work.duty.at)
    plans.over(work, row, PARTED)
    system_line(work, row, f"Merged into {work.short(target)}")
    work.say(f"Call {work.short(row)} is merged into {work.short(target)}, {target.place}.")
    _refer_together(work, row, target)
    if stops or (moved and stops_of(work, target)):
        found = stops_of(work, target)
        hold_back(work, target, " and ".join(names_of(work, found)).lower().capitalize())
        refer_for(work, target, stop_of(work, found[0]))


def unmerge_call(work: Work, *, call: str) -> None:
    """A merged call is one of its own again, with the units that came from it and are still there."""
    into = work.value(select(Call.merged_into).where(Call.number == call))
    if not into:
        row = work.call(call)
        raise Refused(f"Call {work.short(row)} is not merged into another.", word=call)
    row, target = _two(work, call, into)
    since = row.closed_at
    _move_back(work, row, target)
    row.part(work.open_of_call(row))
    if target.state == "active":
        has_lost(work, target)
    _plan_again(work, row)
    for each in (row, target):
        need_not_hold_back(work, each)
    _ask_no_more(work, row, target, since)
    back_line(work, row, f"Taken out of {work.short(target)}")
    back_line(work, target, f"{work.short(row)} is a call of its own again")
    work.say(f"Call {work.short(row)} is a call of its own again: {row.state}.")
    if not is_with_deputies(work, row):
        if row.stops:
            refer_for(work, row, stop_of(work, row.stops[0]))
    elif row.state == "waiting":
        hand_over(work, row)


def link_calls(work: Work, *, call: str, other: str) -> None:
    """Two calls have to do with each other, and stay two."""
    one, two = _two(work, call, other)
    if _link(work, one, two):
        raise Refused(f"Calls {work.short(one)} and {work.short(two)} are linked already.", word=other)
    work.add(CallLink(call_id=one.id, other_id=two.id, at=work.duty.at))
    system_line(work, one, f"Linked with {work.short(two)}")
    system_line(work, two, f"Linked with {work.short(one)}")
    work.say(f"Calls {work.short(one)} and {work.short(two)} are linked.")


def unlink_calls(work: Work, *, call: str, other: str) -> None:
    """They have nothing to do with each other after all."""
    one, two = _two(work, call, other)
    link = _link(work, one, two)
    if link is None:
        raise Refused(f"Calls {work.short(one)} and {work.short(two)} are not linked.", word=other)
    link.ended_at = work.duty.at
    system_line(work, one, f"No longer linked with {work.short(two)}")
    system_line(work, two, f"No longer linked with {work.short(one)}")
    work.say(f"Calls {work.short(one)} and {work.short(two)} are no longer linked.")


def _two(work: Work, call: str, other: str) -> tuple[Call, Call]:
    """Both calls, held after the units that are on them."""
    if call == other:
        raise Refused("Those are the same call.", word=other)
    _hold_units(work, (call, other))
    rows = {number: work.call(number) for number in sorted((call, other))}
    return rows[call], rows[other]


def _hold_units(work: Work, numbers: Iterable[str]) -> None:
    query = (
        select(Unit.call_sign)
        .join(Assignment, Assignment.unit_id == Unit.id)
        .join(Call, Call.id == Assignment.call_id)
        .where(Call.number.in_(list(numbers)), Assignment.ended_at.is_(None))
    )
    for sign in sorted(set(work.session.scalars(query))):
        work.unit(sign)


def _must_fit(work: Work, row: Call, target: Call) -> None:
    short, into = work.short(row), work.short(target)
    if not life.may("merge_call", row.state):
        raise Refused(life.why_not("merge_call", row.state, f"Call {short}"), word=row.number)
    if target.merged_into == row.number:
        raise Refused(f"Call {into} is merged into {short}.", instead=f"UNDUP {into}")
    if target.state == "merged":
        last = work.call(target.merged_into)
        raise Refused(
            f"Call {into} is merged into {work.short(last)}.", instead=f"DUP {short} {work.short(last)}"
        )
    if not target.open:
        raise Refused(
            f"Call {into} is {target.state}: nothing is merged into it.", instead=f"LINK {short} {into}"
        )
    if inside := work.session.scalars(IN_IT.where(Call.merged_into == row.number)).first():
        child = work.session.scalars(select(Call).where(Call.number == inside)).one()
        raise Refused(
            f"Call {work.short(child)} is merged into {short}. Take it out first.",
            instead=f"UNDUP {work.short(child)}",
        )
    if target.state in ("held", "scheduled") and work.open_of_call(row):
        raise Refused(
            f"Units are on {short}, and {into} is {target.state}. Release it first.", instead=f"REL {into}"
        )


def _move_units(work: Work, row: Call, target: Call) -> bool:
    """Take the units along; whether there were any. One that is on both calls stays on the other only."""
    there = {a.unit_id for a in work.open_of_call(target)}
    ours = work.open_of_call(row)
    for assignment in ours:
        unit = work.unit(work.session.get_one(Unit, assignment.unit_id).call_sign)
        if assignment.unit_id in there:
            assignment.free(work.duty.at, PARTED)
            unit.take_status(work.open_of_unit(unit))
            continue
        assignment.call_id, assignment.came_from = target.id, row.number
    if ours:
        target.take_state(work.open_of_call(target), work.duty.at)
    return bool(ours)


def _refer_together(work: Work, row: Call, target: Call) -> None:
    """Deputies are asked for one call: what they have not taken goes on as the other's referral."""
    referral = newest(work, row)
    if referral is None or referral.state not in OPEN:
        return
    referral.answer_with("withdrawn", "", f"Merged into {work.short(target)}", work.duty.at)
    system_line(work, row, f"Referral withdrawn: merged into {work.short(target)}")
    before = newest(work, target)
    if before is None or before.state not in OPEN:
        draft(work, target, referral.reason, referral.text)
        system_line(work, target, f"Referred to deputies, as {work.short(row)} was")
        work.say(f"Call {work.short(target)} is referred to deputies in its place.")


def _ask_no_more(work: Work, row: Call, target: Call, since: datetime | None) -> None:
    """What deputies were to be asked only because of the call that leaves is asked for that one alone."""
    referral = newest(work, target)
    if referral is None or referral.state != "drafted" or stops_of(work, target):
        return
    if since is not None and referral.drafted_at >= since:
        referral.answer_with("withdrawn", "", f"{work.short(row)} left it", work.duty.at)
        system_line(work, target, f"Referral withdrawn: {work.short(row)} is a call of its own again")


def _move_back(work: Work, row: Call, target: Call) -> None:
    there = {a.unit_id for a in work.open_of_call(target)}
    for assignment in work.open_of_call(target):
        if assignment.came_from == row.number:
            assignment.call_id, assignment.came_from = row.id, ""
    ended = select(Assignment).where(Assignment.call_id == row.id, Assignment.ended_how == PARTED)
    for assignment in work.session.scalars(ended):
        if assignment.unit_id in there:
            assignment.go_on()
            unit = work.unit(work.session.get_one(Unit, assignment.unit_id).call_sign)
            unit.take_status(work.open_of_unit(unit))


def _plan_again(work: Work, row: Call) -> None:
    merged = select(Planned).where(Planned.call_id == row.id, Planned.ended_how == PARTED)
    for plan in work.session.scalars(merged):
        unit = work.session.get_one(Unit, plan.unit_id)
        if not (plan.reserved and kept_for(work, unit)):
            plan.ended_at, plan.ended_how = None, ""
            work.touch(f"unit:{unit.call_sign}")


def _link(work: Work, one: Call, two: Call) -> CallLink | None:
    either = or_(
        and_(CallLink.call_id == one.id, CallLink.other_id == two.id),
        and_(CallLink.call_id == two.id, CallLink.other_id == one.id),
    )
    return work.session.scalar(select(CallLink).where(either, CallLink.ended_at.is_(None)))
