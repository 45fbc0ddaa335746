"""Verbs that come from alarm receivers: an event makes one call, however often it is sent."""

from dataclasses import dataclass

from sqlalchemy import select

from console.board.views import CallTypeView
from console.desk import alarms, calls, radio, register
from console.desk.opening_hours import within
from console.desk.premise_rules import follow_rules
from console.desk.work import Work
from console.models import AlarmEvent, Call, RadioEvent
from console.models.facility import TESTED

WORDS_LENGTH = 400
# As wide as the columns: no receiver sends more, and a server takes no more.
KEY = {"account": 16, "event": 8, "qualifier": 1, "partition": 8, "zone": 8}
RESTORED = "R"
TEST, OFF_HOURS = "test", "off hours"
"""Families of events: a test is only logged; an opening or closing when nobody comes or goes is an alarm."""
LEVELS = {
    0: "No call for service",
    1: "Call for service, presence unknown",
    2: "Somebody is there",
    3: "Threat to property",
    4: "Threat to life",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """An event as the register understands it; `zone` is "" where the event's is who opened."""

    family: str
    place: str
    known: register.Known | None = None
    zone: str = ""
    opens: bool = False

    def judged(self, words: str) -> str:
        """What the event says, and that nobody comes or goes at that time."""
        return f"Outside opening hours: {words}" if self.family == OFF_HOURS else words

    def said(self, row: AlarmEvent) -> str:
        """What it is, first because lists cut the end, and where, and of which account."""
        if self.known is None:
            return f"Account {row.account}: {row.words}"
        return f"{row.words}: {self.known.name}, account {row.account}"

    def to_know(self, account: str) -> str:
        """What the register does not have of it, or that the installation is not in order; "" for nothing."""
        if self.known is None:
            return "" if self.place else f"Account {account} is not in the facility register"
        if self.known.strange:
            return f"Zone {self.zone} of account {account} is not in the facility register"
        if self.known.area is not None and self.known.area.status != TESTED:
            return f"The installation is {self.known.area.status}"
        return ""


def received(
    work: Work,
    *,
    link: str,
    account: str,
    event: str = "",
    qualifier: str = "",
    partition: str = "",
    zone: str = "",
    receiver: str = "",
    line: str = "",
    level: int | None = None,
    family: str = "",
    opens: bool = False,
    words: str = "",
    place: str = "",
    raw: bytes = b"",
) -> None:
    """An event of an account; `family` decides whether it makes a call, `place` is where the account is.

    With `opens` it says that somebody opens or closes, and the zone is who did. The facility register says
    better than `place` where the account is, and whether people come and go then. When this has been
    committed the receiver may be told so: it sends again what it is not told, and the same event counts up
    instead of making a second call.
    """
    given = {"account": account, "event": event, "qualifier": qualifier, "partition": partition, "zone": zone}
    found = {name: given[name][:width] for name, width in KEY.items()}
    heard = _heard(work, found, family, place, opens=opens)
    again = _again(work, found, heard)
    if again is not None:
        _count(work, again, heard)
        return
    text = _text(heard.judged(words or f"Event {event}"), zone, level)
    logged = radio.record(work, link, account, "alarm", text, raw)
    row = AlarmEvent(
        **found,
        at=work.duty.at,
        last_at=work.duty.at,
        times=1,
        link=link[:40],
        receiver=receiver[:8],
        line=line[:8],
        level=level,
        words=text,
        radio_event_id=logged.id,
    )
    row.call_id = _call_for(work, row, heard)
    work.add(row)
    _alarm(work, row, heard)


def _heard(work: Work, found: dict[str, str], family: str, place: str, *, opens: bool) -> Heard:
    """What the register makes of an event; that the account was heard is noted."""
    zone = "" if opens else found["zone"]
    known = register.known(work.session, found["account"], found["partition"], zone)
    if known is None:
        return Heard(family, place, opens=opens)
    if known.account.test_min:
        known.account.hear(work.duty.at)
        work.touch(f"facility:{known.facility.code}")
    if opens and not within(known.hours, work.duty.at.astimezone(work.duty.zone)):
        family = OFF_HOURS
    return Heard(family, known.facility.place or place, known, zone, opens=opens)


def _alarm(work: Work, row: AlarmEvent, heard: Heard) -> None:
    """What the event is to the list of alarms: a new one, a repeat, or that its cause is over."""
    kinds = [kind.code for kind in work.duty.codes.alarm_kinds.values() if heard.family in kind.families]
    if row.qualifier == RESTORED and heard.family != OFF_HOURS:
        for alarm in alarms.open_about(work, row.account, kinds):
            alarms.note_restored(work, alarm, row.words)
        return
    call = work.session.get_one(Call, row.call_id).number if row.call_id is not None else ""
    for code in kinds:
        alarms.sound(work, code, row.account, heard.said(row), call=call, place=heard.place)


def _again(work: Work, found: dict[str, str], heard: Heard) -> AlarmEvent | None:
    query = select(AlarmEvent).order_by(AlarmEvent.id.desc()).limit(1)
    for name in KEY:
        query = query.where(getattr(AlarmEvent, name) == found[name])
    row = work.session.scalar(query)
    if row is None:
        return None
    # Who opened at night and opens again in the morning has not opened at night twice.
    is_open = _is_open(work, row) and (heard.family == OFF_HOURS or not heard.opens)
    return row if row.is_again(work.duty.at, is_open) else None


def _count(work: Work, row: AlarmEvent, heard: Heard) -> None:
    row.repeat(work.duty.at)
    _alarm(work, row, heard)
    logged = work.session.get_one(RadioEvent, row.radio_event_id)
    logged.text = f"{row.words} ({row.times} times)"
    work.touch(f"radio:{logged.id}")
    work.say(f"{row.words}: sent {row.times} times.")


def _kind(work: Work, row: AlarmEvent, family: str) -> CallTypeView | None:
    """The type of call that the event makes, None for one that makes none."""
    codes = work.duty.codes
    makes = row.qualifier != RESTORED or family == OFF_HOURS
    return codes.call_types.get(codes.alarm_types.get(family, "")) if makes else None


def _call_for(work: Work, row: AlarmEvent, heard: Heard) -> int | None:
    """The call that the event belongs to: the account's open one, or a new one where it makes one."""
    kind = _kind(work, row, heard.family)
    call = _open_call(work, row.account) if heard.family != TEST else None
    if call is None or (kind is not None and call.type_code != kind.code):
        if kind is None:
            work.say(f"{heard.said(row)}.")
            return None
        place = heard.place or f"Alarm account {row.account}, not known here"
        call = calls.new_call(work, kind, place, source="alarm")
        work.say(f"Call {work.short(call)} taken: {kind.name}, {call.place}.")
        follow_rules(work, call)
    work.touch(f"call:{call.number}")
    calls.system_line(work, call, heard.said(row))
    if more := heard.to_know(row.account):
        calls.system_line(work, call, more)
    return call.id


def _open_call(work: Work, account: str) -> Call | None:
    query = (
        select(Call)
        .join(AlarmEvent, AlarmEvent.call_id == Call.id)
        .where(AlarmEvent.account == account, Call.state.not_in(("closed", "cancelled")))
        .order_by(Call.id.desc())
        .limit(1)
    )
    call = work.session.scalar(query)
    return calls.unmerged(work, call) if call is not None else None


def _is_open(work: Work, row: AlarmEvent) -> bool:
    if row.call_id is None:
        return False
    return calls.unmerged(work, work.session.get_one(Call, row.call_id)) is not None


def _text(words: str, zone: str, level: int | None) -> str:
    where = f", zone {zone}" if zone else ""
    validated = f". {LEVELS[level]}" if level in LEVELS else ""
    return f"{words}{where}{validated}"[:WORDS_LENGTH]
