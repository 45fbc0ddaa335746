"""What the rows of the overview hold, made from the picture."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from console.board.alarm_views import worst_first
from console.board.life import PUT_OFF
from console.board.override_view import OverrideView
from console.board.views import CallView, Picture, UnitView
from console.desk.referral_reasons import reasons
from console.desk.staffing import Staffing, beats, staffing
from console.widgets.ages import Band, due, duration, is_awaited, since, spoken
from console.widgets.keyed import Section
from console.widgets.wall_clock import time_of_day

GLYPHS = {"critical": "emergency-outline", "high": "alarm-high", "low": "alarm-low"}
AMBASSADOR = "ambassador"
STATES = {"drafted": "Waiting to be sent", "sent": "Sent, not answered yet", "declined": "Declined"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the overview: `lead` names it, `title` says what, `detail` more, `right` how long.

    `band` says how near `right` is to its limit, `call` which call Enter opens, `priority` 0 for none.
    """

    key: str
    lead: str
    title: str
    detail: str = ""
    right: str = ""
    band: Band = Band.NORMAL
    glyph: str = ""
    token: str = "text2"
    priority: int = 0
    call: str = ""
    spoken: str = ""

    @property
    def label(self) -> str:
        """What a screen reader says, and what the tip shows."""
        parts = (self.lead, self.title, self.detail, self.spoken or self.right)
        return ", ".join(part for part in parts if part)


def breaches(picture: Picture, now: datetime) -> list[Row]:
    """Calls that nobody has reached and that are over their target, or near it; the furthest over first."""
    open_ = [c for c in picture.calls.values() if is_awaited(c) and c.state not in PUT_OFF]
    near = [(due(call, now), call) for call in open_]
    pressing = [(limit, call) for limit, call in near if limit.band is not Band.NORMAL]
    return [
        Row(
            key=call.number,
            lead=str(call.sequence),
            title=call.type_name,
            detail=_where(call),
            right=limit.words,
            band=limit.band,
            priority=call.priority,
            call=call.number,
            spoken=f"waiting {spoken(limit.age)}, {'over target' if limit.share >= 1 else 'near its target'}",
        )
        for limit, call in sorted(pressing, key=lambda pair: pair[0].target - pair[0].age)
    ]


def _where(call: CallView) -> str:
    who = ", ".join(each.unit for each in call.assignments) or call.life.owner or "nobody assigned"
    return f"{call.place} · {who}" if call.place else who


def unacknowledged(picture: Picture, now: datetime) -> list[Row]:
    """Alarms that nobody has acknowledged, the worst first."""
    new = [alarm for alarm in picture.alarms.values() if not alarm.acknowledged and not alarm.shelved]
    return [
        Row(
            key=str(alarm.number),
            lead=str(alarm.number),
            title=alarm.text or alarm.name,
            detail=alarm.response or alarm.name,
            right=duration(since(alarm.raised_at, now)),
            glyph=GLYPHS.get(alarm.level, "alarm-low"),
            token="red" if alarm.level == "critical" else "amber",
            call=alarm.call,
        )
        for alarm in sorted(new, key=worst_first)
    ]


def referrals(picture: Picture, now: datetime) -> list[Row]:
    """Calls that deputies were asked for and have not taken, the longest waiting first."""
    asked = [(call.referral, call) for call in picture.calls.values() if call.referral is not None]
    known = picture.codes.alarm_kinds.get("referral_silent")
    limit_s = known.after_s if known is not None and known.after_s else 120
    ours = sorted(((r, c) for r, c in asked if r.ours), key=lambda pair: pair[0].since)
    names = reasons()
    return [
        Row(
            key=call.number,
            lead=str(call.sequence),
            title=names[given.reason].name if given.reason in names else given.reason,
            detail=given.trouble or f"{STATES.get(given.state, given.state)} · {call.place}",
            right=duration(since(given.since, now)),
            band=Band.OVER if since(given.since, now) >= limit_s else Band.NORMAL,
            glyph="transfer-sworn",
            call=call.number,
        )
        for given, call in ours
    ]


def staff(picture: Picture) -> list[Row | Section]:
    """Minimum staffing by the station's rules, then beats and posts; what is short stands out."""
    units, floor = picture.units.values(), picture.codes.floor
    rules, worked = staffing(units, floor.minimums), beats(units, floor.beats)
    parts = (("Minimum staffing", rules), ("Beats and posts", worked))
    found: list[Row | Section] = []
    for title, counted in parts:
        if counted:
            found += [Section(title, sum(each.short == 0 for each in counted), note=f"of {len(counted)}")]
            found += [_staff_row(title, each) for each in sorted(counted, key=lambda each: not each.short)]
    return found


def _staff_row(of: str, each: Staffing) -> Row:
    nobody = each.short and not each.there
    short = "nobody there" if nobody else f"{each.short} short" if each.short else ""
    return Row(
        key=f"{of} {each.name}",
        lead="",
        title=each.name,
        right=short or f"{each.there} of {each.least}",
        band=Band.WARN if each.short else Band.NORMAL,
        glyph="alarm-low" if each.short else "link-ok",
        token="amber" if each.short else "text3",
        spoken=f"{each.there} there, {each.least} needed" + (f", {short}" if short else ""),
    )


def idle(picture: Picture, now: datetime) -> list[Row]:
    """Units of the station's own that are free and planned for nothing, the longest idle first."""
    free = [unit for unit in picture.units.values() if unit.status == "available" and not _planned(unit)]
    return [
        Row(
            key=unit.call_sign,
            lead=unit.call_sign,
            title=unit.outfit.beat or "No beat",
            detail=unit.location,
            right=duration(since(unit.status_since, now)),
            glyph="status-available",
            token="s_available",
        )
        for unit in sorted(free, key=lambda unit: (unit.status_since, unit.call_sign))
        if unit.kind != AMBASSADOR
    ]


def _planned(unit: UnitView) -> bool:
    return bool(unit.outfit.reserved_for or unit.outfit.next_calls)


def overrides(picture: Picture, zone: tzinfo) -> list[Row]:
    """Units that were sent with a reason: those that nobody has approved first, then the newest."""
    given = [(each, call) for call in picture.calls.values() for each in call.overrides]
    ordered = sorted(given, key=lambda pair: (pair[0].approved, -pair[0].at.timestamp()))
    return [
        Row(
            key=f"{each.unit} {call.number} {each.at.isoformat()}",
            lead=each.unit,
            title=each.reason,
            detail=_told(each, call),
            right=f"Approved by {each.approved_by}" if each.approved else time_of_day(each.at, zone),
            glyph="approve" if each.approved else "hazard",
            token="text3" if each.approved else "amber",
            call=call.number,
        )
        for each, call in ordered
    ]


def _told(override: OverrideView, call: CallView) -> str:
    """Against what, or instead of whom, as the call's own timeline says it, and by whom."""
    lines = [line for line in call.timeline if line.kind == "system" and line.at == override.at]
    said = next((line for line in lines if override.unit in line.text), None)
    if said is None:
        return f"Call {call.sequence}, {call.place}"
    what = said.text.partition(". Reason:")[0].partition(":")[0]
    return f"Call {call.sequence} · {what} · {said.by}"
