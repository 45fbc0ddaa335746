"""The rows of the overview that tell of recurring tasks."""

from datetime import datetime

from console.board.views import Picture
from console.desk.recurring_state import SETTLED, Coming, today
from console.widgets.ages import Band
from console.widgets.overview.rows import Row

GLYPHS = {
    "coming": "schedule",
    "scheduled": "call-scheduled",
    "skipped": "close",
    "cancelled": "close",
    "done": "call-closed",
    "on scene": "status-onscene",
    "under way": "status-enroute",
}
"""Any other state has the glyph of an alarm where it is missed, else that of a call that waits."""


def recurring(picture: Picture, now: datetime) -> list[Row]:
    """The recurring tasks of the day: what is open or missed first, then what is settled."""
    ordered = sorted(today(picture, now), key=lambda each: each.state in SETTLED)
    return [_row(each) for each in ordered]


def _row(coming: Coming) -> Row:
    task, turn = coming.task, coming.turn
    fallback = "alarm-low" if coming.missed else "call-waiting"
    settled = coming.state in SETTLED
    return Row(
        key=f"{task.key} {turn.day} {turn.time}",
        lead=f"{turn.time[:2]}:{turn.time[2:]}",
        title=task.name,
        detail=" \N{MIDDLE DOT} ".join(filter(None, (task.place, task.unit))),
        right=coming.state.capitalize(),
        band=Band.OVER if coming.missed else Band.NORMAL,
        glyph=GLYPHS.get(coming.state, fallback),
        token="amber" if coming.missed else "text3" if settled else "text2",
        call=coming.call,
        spoken=coming.why and f"{coming.state}, {coming.why}",
    )
