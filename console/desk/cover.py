"""Break cover: a position sees to another's calls while nobody sits there, and gives them back."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, select

from console.desk.calls import bounded, system_line
from console.desk.work import Work
from console.errors import Refused
from console.models import Call
from console.models.life import OPEN

NAME_LENGTH = 80
OF_OPEN = select(Call).where(Call.state.in_(OPEN)).order_by(Call.number)
OWNED = OF_OPEN.where(Call.owner == bindparam("position"), Call.covered_for == "").with_for_update(
    key_share=True
)
COVERED = OF_OPEN.where(Call.covered_for == bindparam("position")).with_for_update(key_share=True)


def cover_position(work: Work, *, position: str) -> None:
    """Take all open calls that another position sees to, until it is back; what it covers itself stays."""
    name = bounded(position, "position", NAME_LENGTH, needed=True)
    here = work.duty.seat
    if name == here:
        raise Refused("A position cannot cover itself.", word=position)
    rows = _calls(work, OWNED, name)
    if not rows:
        raise Refused(f"{name} has no open call that could be covered.", word=position)
    for row in rows:
        row.owner, row.covered_for = here, name
        system_line(work, row, f"Covered by {here} for {name}")
    work.say(f"{here} covers {name}: {_counted(rows)}.")


def end_cover(work: Work, *, position: str) -> None:
    """Give back all open calls that were covered for a position."""
    name = bounded(position, "position", NAME_LENGTH, needed=True)
    rows = _calls(work, COVERED, name)
    if not rows:
        raise Refused(f"No call is covered for {name}.", word=position)
    for row in rows:
        row.owner, row.covered_for = name, ""
        system_line(work, row, f"Back at {name}")
    work.say(f"{name} is back: {_counted(rows)}.")


def _calls(work: Work, query: Select[Call], position: str) -> Sequence[Call]:
    work.flush()
    rows = work.session.scalars(query, {"position": position}).all()
    for row in rows:
        work.touch(f"call:{row.number}")
    return rows


def _counted(rows: Sequence[Call]) -> str:
    return f"{len(rows)} call{'s' if len(rows) > 1 else ''}"
