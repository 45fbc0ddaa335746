"""Verbs on alarms: one open alarm for each matter, acknowledged, shelved and cleared by people."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import chain, count

from sqlalchemy import bindparam, select

from console.board.alarm_views import LEVELS, AlarmKindView, AlarmStep
from console.desk.calls import PLACE_LENGTH, bounded
from console.desk.work import Work
from console.errors import Refused
from console.models import Alarm, Call, Unit
from console.store.journal import take_turn
from console.store.store import Collision

WORDS_LENGTH = 400
ABOUT_LENGTH = 120
REASON_LENGTH = 200
LONGEST_SHELF = 60
"""Minutes."""
SHORT = 100
"""Numbers below it are given in turn; more alarms than that are hardly ever open."""
WHILE_OPEN = select(Alarm).where(Alarm.cleared_at.is_(None))
OF_MATTER = WHILE_OPEN.where(Alarm.kind == bindparam("kind"), Alarm.about == bindparam("about"))
# Held until the commit, as units and calls are; they come before it, so that two verbs never wait crosswise.
HELD_MATTER = OF_MATTER.with_for_update(key_share=True).execution_options(populate_existing=True)
HELD_NUMBER = (
    WHILE_OPEN.where(Alarm.number == bindparam("number"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
NEWEST_NUMBER = select(Alarm.number).order_by(Alarm.id.desc()).limit(1)
TAKEN_NUMBERS = select(Alarm.number).where(Alarm.cleared_at.is_(None))


def raise_alarm(
    work: Work, *, kind: str, about: str = "", text: str = "", call: str = "", unit: str = "", place: str = ""
) -> None:
    """An alarm of a kind about something; while it is open the same again is counted."""
    words = bounded(text, "text", WORDS_LENGTH)
    where = bounded(place, "place", PLACE_LENGTH)
    sound(work, kind, bounded(about, "matter", ABOUT_LENGTH), words, call=call, unit=unit, place=where)


def sound(
    work: Work, kind: str, about: str, text: str, *, call: str = "", unit: str = "", place: str = ""
) -> Alarm:
    """Raise an alarm within another verb, or count it once more; Refused for a kind that there is not."""
    table = _kind(work, kind)
    about, words = about[:ABOUT_LENGTH], (text or table.name)[:WORDS_LENGTH]
    row = _of_matter(work, kind, about)
    if row is None:
        row = _new(work, table, about, words, call, unit, place)
        work.say(f"Alarm {row.number}, {table.name}: {words}.")
    else:
        row.repeat(words, work.duty.at)
        work.say(f"Alarm {row.number}, {table.name}: {row.times} times.")
    work.touch(f"alarm:{row.id}")
    return row


def hold(work: Work, matters: Iterable[tuple[str, str]]) -> None:
    """Hold those that are open of several matters, by kind and what they are about, until the commit."""
    for kind, about in matters:
        _of_matter(work, kind, about)


def acknowledge(work: Work, *, number: int, matter: str = "") -> None:
    """Somebody has taken notice: it is silent from now on."""
    row = _numbered(work, number, matter)
    row.acknowledge(work.duty.actor, work.duty.at)
    if row.restored_at is not None and not _kind(work, row.kind).lasting:
        row.clear(work.duty.actor, row.restored_why, work.duty.at)
    work.say(f"Alarm {row.number} acknowledged: {row.text}.")


def shelve(work: Work, *, number: int, minutes: int, reason: str, matter: str = "") -> None:
    """Put an alarm away for a time, with a reason; never an emergency."""
    row = _numbered(work, number, matter)
    if not _kind(work, row.kind).shelve:
        raise Refused(f"Alarm {number} cannot be shelved.", instead=f"K {number}")
    why = bounded(reason, "reason", REASON_LENGTH)
    form = f"KS {number} {min(max(minutes, 1), LONGEST_SHELF)}, {why or 'reason'}"
    if not 1 <= minutes <= LONGEST_SHELF:
        raise Refused(f"An alarm is shelved for 1 to {LONGEST_SHELF} minutes.", instead=form)
    if not why:
        raise Refused("Why it is shelved follows a comma.", instead=form)
    row.shelve(work.duty.at + timedelta(minutes=minutes), why)
    work.say(f"Alarm {number} shelved for {minutes} min: {why}.")


def unshelve(work: Work, *, number: int, matter: str = "") -> None:
    """Have a shelved alarm in sight again; what is not acknowledged sounds again."""
    row = _numbered(work, number, matter)
    row.unshelve()
    work.say(f"Alarm {number} is no longer shelved.")


def clear(work: Work, *, number: int, reason: str, matter: str = "") -> None:
    """End an alarm with a reason; an emergency only once it was acknowledged."""
    row = _numbered(work, number, matter)
    why = bounded(reason, "reason", REASON_LENGTH)
    if _kind(work, row.kind).emergency and not row.acknowledged:
        raise Refused(f"Alarm {number} is not acknowledged yet.", instead=f"K {number}")
    if not why:
        raise Refused("Why it is cleared follows a comma.", instead=f"KX {number}, reason")
    row.clear(work.duty.actor, why, work.duty.at)
    work.say(f"Alarm {number} cleared: {why}.")


def restore(work: Work, *, kind: str, about: str = "", reason: str = "") -> None:
    """Note that an alarm's cause is over; it ends with that once somebody has acknowledged it."""
    why = bounded(reason, "reason", REASON_LENGTH)
    row = _of_matter(work, kind, about)
    if row is None:
        raise Refused("No such alarm is open.")
    note_restored(work, row, why)


def note_restored(work: Work, row: Alarm, why: str) -> None:
    """Note it within another verb."""
    row.restore(why[:REASON_LENGTH], work.duty.at)
    if row.acknowledged and not _kind(work, row.kind).lasting:
        row.clear(work.duty.actor, row.restored_why, work.duty.at)
    work.touch(f"alarm:{row.id}")
    work.say(f"Alarm {row.number}: {why or 'its cause is over'}.")


def escalate(work: Work, *, number: int, step: int, draft: str = "", matter: str = "") -> None:
    """Take the next of an alarm's steps; `draft` is the line that would send cover."""
    row = _numbered(work, number, matter)
    steps = _kind(work, row.kind).steps
    if step != row.steps or not 0 <= step < len(steps):
        raise Refused(f"Step {step} of alarm {number} is not the next one.")
    row.steps += 1
    _take(work, row, steps[step], bounded(draft, "line", REASON_LENGTH))


def declare_emergency(work: Work, *, unit: str, text: str = "") -> None:
    """A person declares a unit's emergency, as its own button would."""
    row = work.unit(unit)
    words = bounded(text, "text", WORDS_LENGTH)
    emergency_of(work, row, f"Emergency, declared here{': ' if words else ''}{words}")


def emergency_of(work: Work, unit: Unit, text: str) -> Alarm:
    """The emergency of a unit, with the call that it is on."""
    on = next(iter(work.open_of_unit(unit)), None)
    call = work.session.get_one(Call, on.call_id) if on is not None else None
    return sound(
        work,
        "emergency",
        unit.call_sign,
        text,
        call=call.number if call else "",
        unit=unit.call_sign,
        place=call.place if call else "",
    )


def emergency_over(work: Work, *, unit: str) -> None:
    """A radio says that its emergency is over: that is noted, and clears nothing."""
    row = _of_matter(work, "emergency", unit)
    if row is None:
        raise Refused(f"{unit} has no open emergency.")
    note_restored(work, row, "The radio says that the emergency is over")


def open_about(work: Work, about: str, kinds: Iterable[str]) -> list[Alarm]:
    """The open alarms of those kinds about the same thing."""
    query = WHILE_OPEN.where(Alarm.about == about[:ABOUT_LENGTH], Alarm.kind.in_(list(kinds)))
    return list(work.session.scalars(query.with_for_update(key_share=True)))


def _take(work: Work, row: Alarm, step: AlarmStep, draft: str) -> None:
    if step.level in LEVELS and step.level != row.level:
        row.level = step.level
        row.ask_again()
        work.say(f"Alarm {row.number} is {step.level} now.")
    if step.tell:
        row.told = step.tell
        work.say(f"Alarm {row.number}: told {'every position' if step.tell == 'everyone' else step.tell}.")
    if step.cover:
        row.draft = draft
        work.say(f"Cover drafted: {draft or 'no unit is free'}.")


def _new(work: Work, kind: AlarmKindView, about: str, words: str, call: str, unit: str, place: str) -> Alarm:
    on = work.session.scalar(select(Call).where(Call.number == call)) if call else None
    whose = work.session.scalar(select(Unit).where(Unit.call_sign == unit)) if unit else None
    take_turn(work.session)
    if work.session.scalar(OF_MATTER, {"kind": kind.code, "about": about}) is not None:
        # Another seat was first while this one waited for its turn: done again, this one counts up.
        raise Collision
    row = Alarm(
        number=_next_number(work),
        kind=kind.code,
        about=about,
        level=kind.level,
        text=words,
        place=(place or (on.place if on else ""))[:PLACE_LENGTH],
        call_id=on.id if on else None,
        unit_id=whose.id if whose else None,
        seat=work.duty.seat,
        raised_at=work.duty.at,
        last_at=work.duty.at,
        times=1,
        told=kind.tell,
        steps=0,
    )
    work.add(row)
    work.flush()
    return row


def _next_number(work: Work) -> int:
    """The number after the newest one, so that one that has just been cleared does not come back at once."""
    newest = work.value(NEWEST_NUMBER) or 0
    taken = set(work.session.scalars(TAKEN_NUMBERS))
    numbers = chain(range(newest + 1, SHORT), range(1, SHORT), count(SHORT))
    return next(number for number in numbers if number not in taken)


def _of_matter(work: Work, kind: str, about: str) -> Alarm | None:
    work.flush()
    return work.session.scalar(HELD_MATTER, {"kind": kind, "about": about[:ABOUT_LENGTH]})


def _numbered(work: Work, number: int, matter: str) -> Alarm:
    """The open alarm that is meant: the one about `matter` ("kind:about") where that is given.

    A number is another alarm's once its own was cleared, and after a time without the server an alarm may
    have another number; what it is about stays.
    """
    kind, _, about = matter.partition(":")
    row = _of_matter(work, kind, about) if matter else work.session.scalar(HELD_NUMBER, {"number": number})
    if row is None:
        raise Refused(f"Alarm {number} is not open.", word=str(number))
    work.touch(f"alarm:{row.id}")
    return row


def _kind(work: Work, code: str) -> AlarmKindView:
    try:
        return work.duty.codes.alarm_kinds[code]
    except KeyError:
        raise Refused(f"There is no kind of alarm {code}.", word=code) from None
