"""What stands beneath the fields of a correction, in words."""

from datetime import tzinfo

from console.board.views import Picture
from console.desk import corrections
from console.widgets.correction.draft import Draft
from console.widgets.entry_parts import type_words


def beneath(draft: Draft, name: str, picture: Picture, zone: tzinfo) -> tuple[str, str]:
    """What there is to say of a field that nobody contests, and its tone; times are shown in `zone`."""
    codes = picture.codes
    if name in draft.mine:
        return f"Was {corrections.said(name, draft.seen[name], codes) or 'empty'}", "second"
    if name in draft.before:
        was = corrections.said(name, draft.before[name], codes) or "empty"
        return f"Changed by {who_changed(draft, name, picture, zone)}, was {was}", "first"
    value = draft.held.get(name, "")
    if name == "type":
        kind = codes.call_types.get(str(value))
        return "" if kind is None or kind.eligible else type_words(kind), "second"
    if name == "priority" and (priority := codes.priorities.get(int(value))):
        return f"{priority.name}, target {priority.target_minutes} min", "second"
    return "", "second"


def who_changed(draft: Draft, name: str, picture: Picture, zone: tzinfo) -> str:
    """Who made the newest correction of a field, and when."""
    call = picture.calls.get(draft.number)
    now = corrections.said(name, draft.held[name], picture.codes)
    line = corrections.newest(call.timeline, name, now) if call else None
    return f"{line.by} at {line.at.astimezone(zone):%H:%M}" if line else "another position"


def without_caller(name: str, picture: Picture, why_not: str) -> str:
    """Why who called does not stand in its field, said once for both of them."""
    if name != "caller":
        return ""
    waiting = "Asking who called" if picture.downtime_since is None else "Not known without the server"
    return why_not or waiting
