"""After a time without the server: what was done here is done there, and what does not fit is kept apart."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.board.views import CatchUpView, ConflictView, FixView, TheirEntry
from console.desk.calls import TEXT_LENGTH, bounded, system_line
from console.desk.command import Receipt
from console.desk.downtime_rows import BEGAN
from console.desk.numbers import FULL
from console.desk.work import Past, Work
from console.errors import Refused
from console.models import Fix, JournalEntry, Unit

if TYPE_CHECKING:
    from console.desk.desk import Desk

ADDS = frozenset(
    {
        "take_call",
        "remark",
        "flag_call",
        "answer_script",
        "note_person",
        "note_vehicle",
        "attach_file",
        "alarm_received",
        "phone_rang",
        "text_unit",
        "radio_heard",
        "radio_ended",
        "radio_text",
        "radio_emergency",
        "radio_sent",
        "radio_trouble",
        "radio_acknowledged",
        "radio_undecoded",
        "raise_alarm",
        "restore_alarm",
        "declare_emergency",
        "tell_overdue",
        "save_device",
        "close_street",
        "add_premise",
        "note_event",
        "tag_call",
        "add_recurring",
        "begin_recurring",
    }
)
"""Verbs that only add something: whatever was done meanwhile, they fit."""
MERGES = frozenset({"amend_call"})
"""Verbs that name what they found, and are refused where somebody has changed just that."""
WAS = "_was"
MEANWHILE = "Another position changed it meanwhile."
BEFORE = "It builds on something that is not settled yet."
RIVALS = ("call:", "unit:", "closure:", "event:", "recurring:")
NUMBERS = ("call", "into", "other")
"""Arguments that may be the number of a call."""

Theirs = Mapping[str, list[TheirEntry]]


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb as it was done without the server; `touched` are the calls and units it was about."""

    key: str
    at: datetime
    actor: str
    verb: str
    args: Mapping[str, Any]
    said: str
    touched: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Downtime:
    """A time without the server: its last entry that this seat knew, the calls of then, and what was done."""

    since: int
    began: datetime
    calls: frozenset[str]
    deeds: tuple[Deed, ...]


def read_downtime(session: Session) -> Downtime:
    """What a seat's own store holds; raises ValueError for one that was never filled."""
    entries = session.scalars(select(JournalEntry).order_by(JournalEntry.number)).all()
    if not entries or entries[0].verb != BEGAN:
        raise ValueError("It is no store of a downtime.")
    first, *done = entries
    deeds = tuple(_deed(entry) for entry in done if entry.key)
    return Downtime(json.loads(first.args)["since"], first.at, frozenset(json.loads(first.touched)), deeds)


def meanwhile(session: Session, since: int, seat: str) -> Theirs:
    """What other seats did after that entry, by the call or unit that they did it to."""
    query = select(JournalEntry).where(JournalEntry.number > since, JournalEntry.seat != seat)
    found: defaultdict[str, list[TheirEntry]] = defaultdict(list)
    for entry in session.scalars(query.order_by(JournalEntry.number)):
        if entry.verb in ADDS:
            continue
        for name in _rivals(json.loads(entry.touched)):
            found[name].append(TheirEntry(entry.at, entry.actor, entry.seat, entry.said))
    return found


def fixes_since(session: Session, began: datetime) -> list[FixView]:
    """The positions that were stored from that moment on, oldest first."""
    columns = (Unit.call_sign, Fix.lat, Fix.lon, Fix.at, Fix.valid, Fix.speed_kmh, Fix.course_deg)
    query = select(*columns).join(Unit, Unit.id == Fix.unit_id).where(Fix.at >= began).order_by(Fix.id)
    return [FixView(*row) for row in session.execute(query)]


@dataclass(slots=True)
class CatchUp:
    """Brings the deeds of a downtime to the server, in order; done again it goes on where it stopped."""

    server: "Desk"
    downtime: Downtime
    theirs: Theirs = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    done: int = 0
    conflicts: list[ConflictView] = field(default_factory=list)
    open: dict[str, Deed] = field(default_factory=dict)

    def bring_all(self) -> None:
        """All deeds, those that are there already looked up at once and not done again."""
        there = self.server.has_done([deed.key for deed in self.downtime.deeds])
        for deed in self.downtime.deeds:
            if deed.key in there:
                self._count(self._made(deed), there[deed.key])
            else:
                self._bring(deed)

    def _bring(self, deed: Deed) -> None:
        """Do it on the server, or keep it as a conflict."""
        why = self._obstacle(deed)
        if not why:
            try:
                self.do(deed)
                return
            except Refused as refused:
                self._ask()
                why = refused.reason
        self._keep(deed, why)

    def take(self, deed: Deed) -> Receipt:
        """Do after all what a person has set beside what others did; raises Refused."""
        return self.do(replace(deed, args=self._seen(deed.args)) if deed.verb in MERGES else deed)

    def do(self, deed: Deed) -> Receipt:
        """Do it on the server whatever else was done there; raises Refused."""
        number = self._made(deed)
        receipt = self.server.do(
            deed.verb,
            self._here(deed.args),
            actor=deed.actor,
            key=deed.key,
            source="downtime",
            past=Past(deed.at, number),
        )
        self._count(number, receipt)
        return receipt

    def _seen(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """A correction that is built on the call as it stands now: the person has seen that."""
        call = self.server.call(self._here(args)["call"])
        plain = {name: value for name, value in args.items() if not name.endswith(WAS)}
        return plain | {"version": call.version if call else 0}

    def _count(self, number: str, receipt: Receipt) -> None:
        if number and receipt.calls:
            # Nearly always the same; a call whose number was given twice has a new one there.
            self.numbers[number] = receipt.calls[0]
        self.done += 1

    def _obstacle(self, deed: Deed) -> str:
        if deed.verb in ADDS:
            return ""
        if any(name in self.unsettled for name in deed.touched):
            return BEFORE
        if deed.verb in MERGES:
            return ""
        self._ask()
        return MEANWHILE if any(self.theirs.get(name) for name in deed.touched) else ""

    def _ask(self) -> None:
        """What others have done until now: another seat may be bringing its own downtime at this moment."""
        self.theirs = self.server.meanwhile(self.downtime.since)

    def _keep(self, deed: Deed, why: str) -> None:
        self.unsettled.update(deed.touched)
        about = next((name for name in deed.touched if self.theirs.get(name)), *deed.touched[:1] or ("",))
        theirs = tuple(self.theirs.get(about, ()))
        name = about.partition(":")[2]
        self.open[deed.key] = deed
        self.conflicts.append(ConflictView(deed.key, deed.at, deed.actor, deed.said, name, why, theirs))

    def _made(self, deed: Deed) -> str:
        """The number of the call that this deed made, "" when it made none."""
        calls = (name for name in deed.touched if name.startswith("call:"))
        new = (name.removeprefix("call:") for name in calls if name not in self.downtime.calls)
        return next((number for number in new if number not in self.numbers), "")

    def _here(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments with the numbers that the server gave, and bytes as bytes."""
        known = dict(args)
        for name in NUMBERS:
            if known.get(name) in self.numbers:
                known[name] = self.numbers[known[name]]
        if "raw" in known:
            known["raw"] = bytes.fromhex(known["raw"])
        return known


def set_aside(work: Work, *, said: str, about: str = "", reason: str = "") -> None:
    """What was done without the server is not done there: a person has left what others did."""
    words = f"Not taken over from downtime: {bounded(said, 'text', TEXT_LENGTH - 100)}"
    if FULL.fullmatch(about):
        system_line(work, work.call(about), words)
    work.say(words)


def shown(catch_up: CatchUp, ended: datetime) -> CatchUpView:
    """What a person is shown: the calls of the downtime as the server has them now."""
    names = {name for deed in catch_up.downtime.deeds for name in deed.touched if name.startswith("call:")}
    numbers = {catch_up.numbers.get(number, number) for number in (n.removeprefix("call:") for n in names)}
    calls = [call for call in catch_up.server.load().calls if call.number in numbers]
    return CatchUpView(
        began=catch_up.downtime.began,
        ended=ended,
        done=catch_up.done,
        closed=tuple(call.number for call in calls if call.ended),
        active=tuple(call.number for call in calls if not call.ended),
        conflicts=tuple(catch_up.conflicts),
    )


def without(shown: CatchUpView, key: str) -> CatchUpView:
    """The view without a conflict that is settled."""
    return replace(shown, conflicts=tuple(each for each in shown.conflicts if each.key != key))


def _deed(entry: JournalEntry) -> Deed:
    touched = tuple(_rivals(json.loads(entry.touched)))
    return Deed(
        entry.key or "", entry.at, entry.actor, entry.verb, json.loads(entry.args), entry.said, touched
    )


def _rivals(touched: Iterable[str]) -> Iterable[str]:
    return (name for name in touched if name.startswith(RIVALS))
