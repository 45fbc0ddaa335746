"""What verbs on calls have in common, and the plainest of them: a remark."""

from collections.abc import Sequence

from sqlalchemy import select

from console.board.views import CallTypeView, DispositionView
from console.desk.numbering import next_number
from console.desk.numbers import full_number
from console.desk.work import Work
from console.errors import Refused
from console.models import Call, Remark

PLACE_LENGTH = 200
TEXT_LENGTH = 2000


def new_call(
    work: Work,
    kind: CallTypeView,
    place: str,
    priority: int | None = None,
    caller: str = "",
    phone: str = "",
    owner: str = "",
    stops: Sequence[str] = (),
    source: str = "",
    no_contact: bool = False,
) -> Call:
    """The row of a new call, written and numbered; `priority` is the type's when it is left out."""
    row = _number(work)
    row.type_code, row.place = kind.code, bounded(place, "place", PLACE_LENGTH, needed=True)
    row.priority = kind.priority if priority is None else priority
    row.caller, row.phone = caller, tidy_phone(bounded(phone, "phone number", 40))
    row.lat, row.lon = work.duty.locate(row.place) or (None, None)
    row.owner, row.stops = owner, list(stops)
    row.source, row.no_contact = source, no_contact
    row.aim(target_of(work, row.priority))
    work.write(row)
    work.touch(f"call:{row.number}")
    return row


def unmerged(work: Work, call: Call) -> Call | None:
    """The call that is worked: itself, or the one that it was merged into; None when that has ended."""
    found: Call | None = call
    if call.merged_into:
        found = work.session.scalar(select(Call).where(Call.number == call.merged_into))
    return found if found is not None and found.open else None


def tidy_phone(number: str) -> str:
    """A telephone number as it is stored and looked up: digits, and the + before a country."""
    digits = "".join(character for character in number if character.isascii() and character.isdigit())
    return ("+" if number.startswith("+") else "") + digits if digits else number


def remark(work: Work, *, call: str, text: str) -> None:
    """Words on a call's timeline."""
    row = work.call(call)
    if not text.strip():
        raise Refused("The remark has no words.", instead=f"R {work.short(row)}, what you want to note")
    note(work, row, text)
    work.say(f"Noted on {work.short(row)}.")


def note(work: Work, call: Call, text: str) -> None:
    """Add a person's words to a call, if there are any."""
    words = bounded(text, "text", TEXT_LENGTH)
    if words:
        _line(work, call, "remark", words)


def system_line(work: Work, call: Call, text: str) -> None:
    """Add what the console itself has to say about a call."""
    _line(work, call, "system", text)


def back_line(work: Work, call: Call, text: str) -> None:
    """Add that the call may wait again from now on."""
    _line(work, call, "back", text)


def call_type(work: Work, code: str) -> CallTypeView:
    """The type of that code; Refused when the station has none."""
    try:
        return work.duty.codes.call_types[code]
    except KeyError:
        raise Refused(f"There is no call type {code}.", word=code) from None


def disposition_of(work: Work, code: str) -> DispositionView:
    """The disposition of that code; Refused when the station has none."""
    try:
        return work.duty.codes.dispositions[code]
    except KeyError:
        raise Refused(f"There is no disposition {code}.", word=code) from None


def bounded(text: str, what: str, length: int, *, needed: bool = False) -> str:
    """Text as typed without outer blanks; Refused when it is too long, or missing though needed."""
    words = text.strip()
    if len(words) > length:
        raise Refused(f"The {what} has {len(words)} characters; {length} is the most.")
    if needed and not words:
        raise Refused(f"The {what} is missing.")
    return words


def _line(work: Work, call: Call, kind: str, text: str) -> None:
    if call.merged_into:
        # The call that it is in tells it too.
        work.touch(f"call:{call.merged_into}")
    work.write(Remark(call_id=call.id, at=work.duty.at, author=work.duty.actor, kind=kind, text=text))


def _number(work: Work) -> Call:
    """A call with the next number of the station's day, which no clock change can repeat."""
    day, sequence = next_number(work)
    return Call(
        number=full_number(day, sequence),
        day=day,
        sequence=sequence,
        state="waiting",
        received_at=work.duty.at,
        taken_by=work.duty.actor,
        disposition="",
        merged_into="",
        state_before="",
        promised=False,
        involved=0,
    )


def priority_of(work: Work, number: int) -> int:
    """The number of a priority that there is; Refused for any other."""
    if number not in work.duty.codes.priorities:
        raise Refused(f"There is no priority {number}.", word=f"P{number}")
    return number


def target_of(work: Work, priority: int) -> int:
    """The priority's target in minutes; Refused where there is no such priority."""
    return work.duty.codes.priorities[priority_of(work, priority)].target_minutes
