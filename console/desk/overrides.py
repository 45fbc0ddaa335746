"""The watch commander's word on a unit that was sent against what the desk said, or not as recommended."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select

from console.board.override_view import OverrideView
from console.desk.calls import note, system_line
from console.desk.work import Work
from console.errors import Refused
from console.models import Assignment

GIVEN = or_(Assignment.override != "", Assignment.why != "")
"""The assignments that have a reason for being as they are, whether they have ended or not."""


def approve_override(work: Work, *, unit: str, call: str, text: str = "") -> None:
    """Why it was this unit has been read and is approved; words to it stand on the call."""
    row, on = work.unit(unit), work.call(call)
    query = select(Assignment).where(Assignment.unit_id == row.id, Assignment.call_id == on.id, GIVEN)
    found = work.session.scalars(query.order_by(Assignment.id.desc()).limit(1)).first()
    if found is None:
        raise Refused(f"{unit} was not sent to call {work.short(on)} with a reason.", word=unit)
    found.approve(work.duty.at, work.duty.actor)
    reason = "; ".join(part for part in (found.override, found.why) if part)
    system_line(work, on, f"{unit} approved by {work.duty.actor}: {reason}")
    note(work, on, text)
    work.say(f"{unit} on {work.short(on)} is approved: {reason}.")


def override_views(rows: Iterable[Any]) -> defaultdict[int, list[OverrideView]]:
    """By the call's id, of rows with the columns of an assignment and the unit's name, in their order."""
    found: defaultdict[int, list[OverrideView]] = defaultdict(list)
    for row in rows:
        if row.override or row.why:
            found[row.key].append(
                OverrideView(
                    row.unit, row.assigned_at, row.override, row.why, row.approved_at, row.approved_by
                )
            )
    return found
