"""Verbs that come from alarm receivers: an event makes one call, however often it is sent."""

from sqlalchemy import select

from console.board.views import CallTypeView
from console.desk import alarms, calls, radio
from console.desk.premise_rules import follow_rules
from console.desk.work import Work
from console.models import AlarmEvent, Call, RadioEvent

WORDS_LENGTH = 400
# As wide as the columns: no receiver sends more, and a server takes no more.
KEY = {"account": 16, "event": 8, "qualifier": 1, "partition": 8, "zone": 8}
RESTORED = "R"
LEVELS = {
    0: "No call for service",
    1: "Call for service, presence unknown",
    2: "Somebody is there",
    3: "Threat to property",
    4: "Threat to life",
}


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
    words: str = "",
    place: str = "",
    raw: bytes = b"",
) -> None:
    """An event of an account; `family` decides whether it makes a call, `place` is where the account is.

    When this has been committed the receiver may be told so: it sends again what it is not told, and
    the same event counts up instead of making a second call.
    """
    given = {"account": account, "event": event, "qualifier": qualifier, "partition": partition, "zone": zone}
    found = {name: given[name][:width] for name, width in KEY.items()}
    again = _again(work, found)
    if again is not None:
        _count(work, again, family, place)
        return
    text = _text(words or f"Event {event}", zone, level)
    heard = radio.record(work, link, account, "alarm", text, raw)
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
        radio_event_id=heard.id,
    )
    row.call_id = _call_for(work, row, _kind(work, row, family), place)
    work.add(row)
    _alarm(work, row, family, place)


def _alarm(work: Work, row: AlarmEvent, family: str, place: str) -> None:
    """What the event is to the list of alarms: a new one, a repeat, or that its cause is over."""
    kinds = [kind.code for kind in work.duty.codes.alarm_kinds.values() if kind.families]
    if row.qualifier == RESTORED:
        for alarm in alarms.open_about(work, row.account, kinds):
            alarms.note_restored(work, alarm, row.words)
        return
    call = work.session.get_one(Call, row.call_id).number if row.call_id is not None else ""
    for code in kinds:
        if family in work.duty.codes.alarm_kinds[code].families:
            text = f"Account {row.account}: {row.words}"
            alarms.sound(work, code, row.account, text, call=call, place=place)


def _again(work: Work, found: dict[str, str]) -> AlarmEvent | None:
    query = select(AlarmEvent).order_by(AlarmEvent.id.desc()).limit(1)
    for name in KEY:
        query = query.where(getattr(AlarmEvent, name) == found[name])
    row = work.session.scalar(query)
    return row if row is not None and row.is_again(work.duty.at, _is_open(work, row)) else None


def _count(work: Work, row: AlarmEvent, family: str, place: str) -> None:
    row.repeat(work.duty.at)
    _alarm(work, row, family, place)
    heard = work.session.get_one(RadioEvent, row.radio_event_id)
    heard.text = f"{row.words} ({row.times} times)"
    work.touch(f"radio:{heard.id}")
    work.say(f"{row.words}: sent {row.times} times.")


def _kind(work: Work, row: AlarmEvent, family: str) -> CallTypeView | None:
    """The type of call that the event makes, None for one that makes none."""
    codes = work.duty.codes
    code = codes.alarm_types.get(family, "") if row.qualifier != RESTORED else ""
    return codes.call_types.get(code)


def _call_for(work: Work, row: AlarmEvent, kind: CallTypeView | None, place: str) -> int | None:
    """The call that the event belongs to: the account's open one, or a new one where it makes one."""
    call = _open_call(work, row.account)
    if call is None or (kind is not None and call.type_code != kind.code):
        if kind is None:
            work.say(f"Account {row.account}: {row.words}.")
            return None
        call = calls.new_call(work, kind, place or f"Alarm account {row.account}, not known here")
        work.say(f"Call {work.short(call)} taken: {kind.name}, {call.place}.")
        follow_rules(work, call)
    work.touch(f"call:{call.number}")
    calls.system_line(work, call, f"Account {row.account}: {row.words}")
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
