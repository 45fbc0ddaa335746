"""The hand-over between shifts as a page to print, made of what was frozen when it was drafted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from console.board.handover_view import HandoverView
from console.station.printed_parts import Paper, fields, heading, sentence, table, text

Item = Mapping[str, Any]
Cells = Callable[["ShiftPage", Item], tuple[str, ...]]
STATES = {
    "drafted": "Not signed",
    "given": "Signed by whoever goes only",
    "taken": "Signed by both",
    "dropped": "Put aside: it does not count",
}
FOOT = "What was open when it was drafted, and not changed since: SHA-256 {}."
MARK = {"rule": "Rule", "beat": "Beat or post"}


@dataclass(frozen=True, slots=True)
class ShiftPage:
    """Makes pages for one station; `zone` is the station's, and `training` stands on every page."""

    station: str
    zone: tzinfo
    training: bool = False
    paper: Paper = field(default_factory=Paper)

    def of(self, handover: HandoverView, printed: datetime) -> str:
        """The whole page; every text in it is shown as it was typed."""
        body = [fields(list(self._head(handover)), across=4), *self._remarks(handover)]
        for kind, (title, heads, widths, cells) in PARTS.items():
            items = [item for item in handover.items if item["item"] == kind]
            body.append(heading(f"{title}: {len(items) or 'none'}"))
            if items:
                body.append(table(heads, widths, [tuple(map(text, cells(self, item))) for item in items]))
        body += [heading("Signatures"), fields(list(self._signatures(handover)), across=2)]
        return self.paper.document(
            f"Shift hand-over {handover.number}",
            body,
            station=self.station,
            printed=self.clock(printed),
            foot=FOOT.format(handover.sheet_hash),
            training=self.training,
        )

    def clock(self, moment: datetime | str) -> str:
        """`Sat 14 Mar 19:20` by the station's clock; "" for no moment."""
        if not moment:
            return ""
        at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        local = at.astimezone(self.zone)
        return f"{local:%a} {local.day} {local:%b %Y %H:%M}"

    def _head(self, handover: HandoverView) -> Iterator[tuple[str, str]]:
        yield "To the shift", handover.shift
        yield "From", self.clock(handover.begins)
        yield "To", self.clock(handover.ends)
        yield "State", STATES[handover.state]

    def _remarks(self, handover: HandoverView) -> Iterator[str]:
        if handover.remark:
            yield sentence(f"Remark of whoever goes: {handover.remark}")
        if handover.taken_remark:
            yield sentence(f"Remark of whoever comes: {handover.taken_remark}")
        if handover.dropped_why:
            yield sentence(f"Put aside by {handover.dropped_by}: {handover.dropped_why}")

    def _signatures(self, handover: HandoverView) -> Iterator[tuple[str, str]]:
        yield "Drafted by", f"{handover.by}, {self.clock(handover.at)}"
        yield "", ""
        yield "Signed by whoever goes", _signed(handover.given_by, self.clock(handover.given_at or ""))
        yield "Signed by whoever comes", _signed(handover.taken_by, self.clock(handover.taken_at or ""))


def _signed(who: str, when: str) -> str:
    return f"{who}, {when}" if who else ""


def _span(seconds: int) -> str:
    """`1:05 h` for an hour and five minutes."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02d} h"


def _call(page: ShiftPage, item: Item) -> tuple[str, ...]:
    late = f"{_span(item['over_s'])} over" if item["over_s"] else page.clock(item["due_at"])
    what = ", ".join([item["type"], *item["stops"]])
    units = ", ".join(item["units"]) or item["state"]
    return (item["call"], str(item["priority"]), what, item["place"], _span(item["age_s"]), late, units)


def _referral(page: ShiftPage, item: Item) -> tuple[str, ...]:
    told = item["told"] or item["trouble"]
    return (item["call"], item["state"], item["reason"], _span(item["waiting_s"]), told)


def _alarm(page: ShiftPage, item: Item) -> tuple[str, ...]:
    until = page.clock(item["shelved_until"])
    shelved = f"until {until}: {item['shelved_why']}" if until else ""
    return (
        str(item["alarm"]),
        item["level"],
        item["text"],
        page.clock(item["since"]),
        item["state"],
        shelved,
    )


def _unit(page: ShiftPage, item: Item) -> tuple[str, ...]:
    kept = f"kept for {item['reserved_for']}" if item["reserved_for"] else ""
    calls = ", ".join([*item["calls"], *([kept] if kept else [])])
    return (item["unit"], item["status"], _span(item["for_s"]), calls, item["beat"], ", ".join(item["crew"]))


def _staffing(page: ShiftPage, item: Item) -> tuple[str, ...]:
    short = f"{item['short']} short" if item["short"] else "enough"
    return (item["name"], MARK[item["of"]], str(item["there"]), str(item["least"]), short)


def _closure(page: ShiftPage, item: Item) -> tuple[str, ...]:
    stops = ", ".join(item["stops"]) or "none"
    return (item["name"], stops, page.clock(item["ends"]) or "until opened", item["event"] or item["reason"])


def _event(page: ShiftPage, item: Item) -> tuple[str, ...]:
    gaps = ", ".join(item["gaps"])
    return (
        item["name"],
        f"{page.clock(item['begins'])} to {page.clock(item['ends'])}",
        ", ".join(item["posts"]),
        gaps,
    )


def _due(page: ShiftPage, item: Item) -> tuple[str, ...]:
    planned = ", ".join(item["planned"])
    return (page.clock(item["at"]), item["what"], item["call"], item["type"], item["place"], planned)


def _recurring(page: ShiftPage, item: Item) -> tuple[str, ...]:
    task = f"{item['task']} {item['kind']}"
    return (page.clock(item["at"]), task, item["place"], item["why"] or item["state"], item["call"])


Part = tuple[str, Sequence[str], Sequence[int], Cells]
PARTS: Mapping[str, Part] = {
    "call": (
        "Open calls",
        ("Call", "P", "Type", "Place", "Age", "Due", "Units"),
        (15, 4, 20, 24, 9, 14, 14),
        _call,
    ),
    "referral": (
        "Referrals that deputies have not accepted",
        ("Call", "State", "Reason", "For", "Told"),
        (18, 16, 20, 12, 34),
        _referral,
    ),
    "alarm": (
        "Alarms unacknowledged or shelved",
        ("No.", "Level", "Alarm", "Since", "State", "Shelved"),
        (6, 10, 34, 16, 14, 20),
        _alarm,
    ),
    "unit": (
        "Units out or kept",
        ("Unit", "Status", "For", "Calls", "Beat", "Crew"),
        (12, 14, 10, 28, 12, 24),
        _unit,
    ),
    "staffing": (
        "Staffing against the minimum",
        ("Name", "Counted", "There", "Least", ""),
        (40, 20, 12, 12, 16),
        _staffing,
    ),
    "closure": ("Closures in force", ("Name", "Stops", "Until", "Why"), (40, 18, 20, 22), _closure),
    "event": ("Events of the shift", ("Event", "Time", "Posts", "Gaps"), (18, 32, 30, 20), _event),
    "recurring": (
        "Recurring tasks missed",
        ("At", "Task", "Place", "State", "Call"),
        (18, 22, 26, 18, 16),
        _recurring,
    ),
    "due": (
        "Due in the shift",
        ("At", "What", "Call", "Type", "Place", "Unit"),
        (18, 16, 15, 18, 23, 10),
        _due,
    ),
}
