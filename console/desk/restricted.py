"""What a view shows to somebody who may not see all of it: the same view without what is restricted."""

import json
from dataclasses import dataclass, replace
from typing import Any

from console.board.alarm_views import AlarmView
from console.board.entry_view import EntryView
from console.board.life import CallLife
from console.board.recurring_view import RecurringView
from console.board.views import CallView, Changes, Codes, RadioLine, UnitView
from console.desk import corrections
from console.desk.past_calls import PastCall
from console.desk.radio_log import RadioLogRow

OF_CALLERS = frozenset({"caller", "phone", "caller_was", "phone_was"})
RESTRICTED = "Restricted"
OF_INVOLVED = ("note_person", "note_vehicle", "attach_file", "strike_involved")
TELLS_SECRETS = ("phone_rang", "add_premise", "note_area", "load_facilities", *OF_INVOLVED)
"""Verbs whose entries tell who called or is involved, or codes, keys and how a place is protected."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see: who called, and what only sworn officers and those who work with them may."""

    caller: bool
    sworn: bool

    def changes(self, changes: Changes) -> Changes:
        """What is new on the board."""
        if self == ALL:
            return changes
        return replace(
            changes,
            calls=tuple(map(self._call, changes.calls)),
            units=tuple(map(self._unit, changes.units)),
            radio=tuple(map(self._radio, changes.radio)) if self.sworn else _bare_emergencies(changes.radio),
            alarms=tuple(map(self._alarm, changes.alarms)),
            caller=changes.caller if self.caller else None,
            # What one shift tells the next is about all calls, and an event's log about whatever happened.
            handovers=changes.handovers if self.sworn or changes.handovers is None else (),
            events=changes.events if self.sworn or changes.events is None else (),
            recurring=self._recurring(changes.recurring),
        )

    def past_calls(self, calls: list[PastCall], codes: Codes) -> list[PastCall]:
        """Calls that were found; one that was found by a word of it would tell that word by being there."""
        return calls if self.sworn else [call for call in calls if _is_ours(call, codes)]

    def radio_log(self, rows: list[RadioLogRow], *, sought: bool) -> list[RadioLogRow]:
        """Lines of the log; when they were `sought` by words, a telephone line would tell by being there."""
        if not self.sworn:
            return []
        if self.caller:
            return rows
        if sought:
            return [row for row in rows if row.kind != "phone"]
        return [
            replace(row, radio_id="", text=RESTRICTED, raw=b"") if row.kind == "phone" else row
            for row in rows
        ]

    def entries(self, entries: list[EntryView]) -> list[EntryView]:
        """Entries of the journal."""
        return entries if self.caller else [_entry(entry) for entry in entries]

    def _call(self, call: CallView) -> CallView:
        if self.sworn:
            return call
        if call.eligible:
            # What it was before may be a type that only sworn officers are shown.
            return replace(call, timeline=tuple(map(corrections.without_type, call.timeline)))
        return replace(
            call,
            type_code="",
            type_name=RESTRICTED,
            place="",
            lat=None,
            lon=None,
            flags=(),
            timeline=(),
            overrides=(),
            life=CallLife(merged_into=call.life.merged_into, back_at=call.life.back_at),
        )

    def _recurring(self, tasks: tuple[RecurringView, ...] | None) -> tuple[RecurringView, ...] | None:
        """When they come is for everybody: whichever position leads makes their calls, whoever sits there."""
        if self.sworn or tasks is None:
            return tasks
        return tuple(
            task if task.eligible else replace(task, name=RESTRICTED, place="", text="") for task in tasks
        )

    def _alarm(self, alarm: AlarmView) -> AlarmView:
        if self.sworn or not (alarm.restricted or alarm.emergency):
            return alarm
        return replace(alarm, text=RESTRICTED, about="", call="", place="", draft="", restored_why="")

    def _unit(self, unit: UnitView) -> UnitView:
        return unit if self.sworn else replace(unit, location="", note="")

    def _radio(self, line: RadioLine) -> RadioLine:
        if self.caller or line.kind != "phone":
            return line
        return replace(line, radio_id="", text=RESTRICTED)


def _bare_emergencies(lines: tuple[RadioLine, ...]) -> tuple[RadioLine, ...]:
    """That an emergency button was pressed is for everybody to hear; whose and where is not."""
    return tuple(
        replace(line, unit="", radio_id="", text=RESTRICTED) for line in lines if line.kind == "emergency"
    )


ALL = Sight(caller=True, sworn=True)


def _is_ours(call: PastCall, codes: Codes) -> bool:
    kind = codes.call_types.get(call.type_code)
    return kind is not None and kind.eligible


def _entry(entry: EntryView) -> EntryView:
    if entry.verb in TELLS_SECRETS:
        return replace(entry, args="{}", changes="{}", said="")
    args, changes = (_without_callers(text) for text in (entry.args, entry.changes))
    return replace(entry, args=args, changes=changes)


def _without_callers(text: str) -> str:
    if not any(f'"{name}"' in text for name in OF_CALLERS):
        return text
    return json.dumps(_masked(json.loads(text)), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _masked(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: RESTRICTED if name in OF_CALLERS else _masked(inner) for name, inner in value.items()}
