"""Positions as rows: stored in one batch, those of unknown units left out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from console.board.views import FixView
from console.models import Fix, Unit
from console.store import journal


def store_fixes(session: Session, fixes: Sequence[FixView]) -> None:
    """Add them to this transaction."""
    # Readers ask for what is behind the last fix they saw: numbers in the order of the commits.
    journal.take_turn(session)
    ids = {row.call_sign: row.id for row in session.execute(select(Unit.call_sign, Unit.id))}
    known = [_fix_row(fix, ids[fix.unit]) for fix in fixes if fix.unit in ids]
    if known:
        session.execute(insert(Fix), known)


def _fix_row(fix: FixView, unit_id: int) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "at": fix.at,
        "lat": fix.lat,
        "lon": fix.lon,
        "valid": fix.valid and not fix.doubt,
        "speed_kmh": fix.speed_kmh,
        "course_deg": fix.course_deg,
    }
