"""Verbs that come from radios: who talks, which status was sent, what could not be decoded."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from console.board.views import RadioStatusView
from console.desk import alarms, dispatch, units
from console.desk.calls import bounded
from console.desk.work import Work
from console.errors import Refused
from console.models import RadioEvent, Unit

RAW_LENGTH = 8192
TEXT_LENGTH = 400
ID_LENGTH = LINK_LENGTH = 40
SAME_STRANGER = timedelta(hours=1)
"""Then its positions begin another line, among the newest."""
NEWEST_EMERGENCY = select(RadioEvent).where(RadioEvent.kind == "emergency").order_by(RadioEvent.id.desc())
NEWEST_STRANGER = (
    select(RadioEvent)
    .where(RadioEvent.kind == "position", RadioEvent.unit_id.is_(None))
    .order_by(RadioEvent.id.desc())
)
OPEN_TALK = select(RadioEvent).where(RadioEvent.kind == "talk", RadioEvent.until.is_(None))


def heard(work: Work, *, link: str, radio_id: str, unit: str = "", raw: bytes = b"") -> None:
    """A radio began to transmit: who it is stands in the log until it ends."""
    _end_talk(work, link, radio_id)
    record(work, link, radio_id, "talk", "Talking", raw, unit)


def ended(work: Work, *, link: str, radio_id: str, unit: str = "", raw: bytes = b"") -> None:
    """A radio stopped transmitting; an end without a beginning is kept as well."""
    if not _end_talk(work, link, radio_id):
        event = record(work, link, radio_id, "talk", "Transmission ended", raw, unit)
        event.until = work.duty.at


def status(
    work: Work, *, link: str, radio_id: str, code: int | str, unit: str = "", raw: bytes = b""
) -> None:
    """A radio sent a status code: what it means here is done, or the log says why not."""
    code = str(code)[:ID_LENGTH]
    meaning = work.duty.codes.radio_statuses.get(int(code)) if code.isascii() and code.isdigit() else None
    event = record(work, link, radio_id, "status", f"Status {code}, not known here", raw, unit)
    if meaning is None:
        return
    event.text = f"Status {code}, {meaning.name}"
    sender = _unit_of(work, radio_id, unit)
    if sender is None:
        event.text += ": the radio belongs to no unit"
        return
    _obey(work, sender, meaning, event)


def emergency(work: Work, *, link: str, radio_id: str, unit: str = "", raw: bytes = b"") -> None:
    """A radio's emergency button was pressed: an alarm. What radios repeat is counted until it is cleared."""
    sender = _unit_of(work, radio_id, unit)
    if sender is not None:
        alarm = alarms.emergency_of(work, sender, "Emergency button")
    else:
        words = f"Emergency button of radio {radio_id[:ID_LENGTH] or '?'}, which no unit has"
        alarm = alarms.sound(work, "emergency", f"radio {radio_id[:ID_LENGTH]}", words)
    event = _emergency_since(work, radio_id, alarm.raised_at) if alarm.times > 1 else None
    if event is None:
        event = record(work, link, radio_id, "emergency", "Emergency button", raw, unit)
    else:
        event.text = f"Emergency button, {alarm.times} times"
        work.touch(f"radio:{event.id}")
    event.until = work.duty.at


def _emergency_since(work: Work, radio_id: str, since: datetime) -> RadioEvent | None:
    """The log's line of an alarm that goes on."""
    query = NEWEST_EMERGENCY.where(RadioEvent.radio_id == radio_id[:ID_LENGTH], RadioEvent.at >= since)
    return work.session.scalar(query.limit(1))


def text(work: Work, *, link: str, radio_id: str, words: str, unit: str = "", raw: bytes = b"") -> None:
    """A radio sent a text."""
    record(work, link, radio_id, "text", words[:2000], raw, unit)


def position(
    work: Work,
    *,
    link: str,
    radio_id: str,
    lat: float | None = None,
    lon: float | None = None,
    count: int = 1,
    raw: bytes = b"",
) -> None:
    """Positions that belong to no unit, `count` since the last time: one line an identity, counted up.

    `lat` and `lon` (degrees WGS-84) are the newest; without them it had no fix. The line keeps its bytes.
    """
    event = _stranger_again(work, link, radio_id)
    if event is None:
        event = record(work, link, radio_id, "position", "0 positions", raw)
    count += int(event.text.partition(" ")[0])
    place = "without a fix" if lat is None or lon is None else f"at {lat:.5f}, {lon:.5f}"
    nobody = "no unit has this identity" if radio_id else "the device belongs to no unit"
    event.text = f"{count} position{'' if count == 1 else 's'}, the newest {place}: {nobody}"
    event.raw, event.until = raw[:RAW_LENGTH], work.duty.at


def _stranger_again(work: Work, link: str, radio_id: str) -> RadioEvent | None:
    query = NEWEST_STRANGER.where(
        RadioEvent.at > work.duty.at - SAME_STRANGER,
        RadioEvent.link == link[:LINK_LENGTH],
        RadioEvent.radio_id == radio_id[:ID_LENGTH],
    )
    event = work.session.scalar(query.limit(1))
    if event is not None:
        work.touch(f"radio:{event.id}")
    return event


def text_unit(work: Work, *, unit: str, text: str, confirmed: bool = False) -> None:
    """A text to a unit's radio: it stands in the log under this position, whose radio sends it.

    It is refused until a person has said that the transmitter may be keyed.
    """
    row = work.unit(unit)
    words = bounded(text, "text", TEXT_LENGTH, needed=True)
    if not row.radio_id:
        raise Refused(f"{row.call_sign} has no radio.", word=unit, instead=f"RID {row.call_sign} identity")
    if work.duty.silent_first and alarms.open_about(work, row.call_sign, ("emergency",)):
        raise Refused(
            f"{row.call_sign} has an open emergency. Silent first: nothing is sent to it.", word=unit
        )
    if not confirmed:
        raise Refused("This keys a transmitter.", instead=f"T! {row.call_sign}, {words}")
    record(work, work.duty.seat[:LINK_LENGTH], row.radio_id, "outgoing", words, b"")
    work.say(f"Text to {row.call_sign} is handed to the radio.")


def sent(work: Work, *, link: str, words: str, radio_id: str = "", raw: bytes = b"") -> None:
    """What became of something that a device was to send; `raw` are the bytes of its answer."""
    record(work, link, radio_id, "other", words[:2000], raw)
    work.say(words[:200])


def trouble(work: Work, *, link: str, words: str, radio_id: str = "", raw: bytes = b"") -> None:
    """A device, or what it watches, is in trouble: an alarm."""
    record(work, link, radio_id, "trouble", words[:2000], raw)
    alarms.sound(work, "device", link[:LINK_LENGTH], f"{link[:LINK_LENGTH]}: {words}".rstrip(". "))


def undecoded(work: Work, *, link: str, why: str, count: int = 1, raw: bytes = b"") -> None:
    """Bytes that could not be read; `count` frames since the last such line."""
    times = f" ({count} times)" if count > 1 else ""
    record(work, link, "", "undecoded", f"Not decoded: {why}{times}"[:2000], raw)


def _obey(work: Work, unit: Unit, meaning: RadioStatusView, event: RadioEvent) -> None:
    """Do what a status code stands for; a refusal undoes that and stays in the log."""
    verbs = {
        "acknowledge": dispatch.acknowledge,
        "en_route": dispatch.en_route,
        "on_scene": dispatch.on_scene,
        "free": dispatch.free,
        "emergency_over": alarms.emergency_over,
    }
    # The trial has a journal and a voice of its own, so that a refusal leaves no trace but its reason.
    trial = replace(work, said=[], touched=dict(work.touched), changes=dict(work.changes))
    try:
        with work.session.begin_nested():
            if meaning.verb == "clear":
                dispatch.clear(trial, unit=unit.call_sign, disposition=meaning.value)
            elif meaning.verb == "set_status":
                units.set_status(trial, unit=unit.call_sign, status=meaning.value)
            elif meaning.verb in verbs:
                verbs[meaning.verb](trial, unit=unit.call_sign)
            else:
                raise Refused(
                    f"The station's table gives it the verb {meaning.verb}, which radios do not have."
                )
            trial.flush()
    except Refused as refused:
        event.text += f": not taken. {refused.reason}"
        return
    work.said, work.touched, work.changes = trial.said, trial.touched, trial.changes


def record(
    work: Work, link: str, radio_id: str, kind: str, text: str, raw: bytes, sender: str = ""
) -> RadioEvent:
    """A line in the log of what the devices said; `sender` is the unit where the station knows it."""
    unit = _unit_of(work, radio_id, sender)
    event = RadioEvent(
        at=work.duty.at,
        link=link[:LINK_LENGTH],
        unit_id=unit.id if unit else None,
        radio_id=radio_id[:ID_LENGTH],
        kind=kind,
        text=text,
        raw=raw[:RAW_LENGTH],
    )
    work.add(event)
    work.flush()
    work.touch(f"radio:{event.id}")
    return event


def _end_talk(work: Work, link: str, radio_id: str) -> bool:
    query = OPEN_TALK.where(
        RadioEvent.link == link[:LINK_LENGTH], RadioEvent.radio_id == radio_id[:ID_LENGTH]
    )
    talks = list(work.session.scalars(query))
    for talk in talks:
        talk.until = work.duty.at
        work.touch(f"radio:{talk.id}")
    return bool(talks)


def _unit_of(work: Work, radio_id: str, sender: str) -> Unit | None:
    """The unit that is named, or else the one whose radio it is; None when nobody knows."""
    if sender:
        return work.session.scalar(select(Unit).where(Unit.call_sign == sender))
    if not radio_id:
        return None
    return work.session.scalar(select(Unit).where(Unit.radio_id == radio_id))
