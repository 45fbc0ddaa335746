"""Who gives a new call its number: the store in turn, or a seat without its server from its own block."""

from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from console.desk.numbers import FULL
from console.desk.work import Work
from console.models import Call, NumberBlock
from console.store.journal import take_turn

RESERVED = range(8000, 10_000)
"""The numbers of each day that seats have reserved for the time without their server."""
BLOCK = 100
OF_DAY = select(func.max(Call.sequence)).where(
    Call.day == bindparam("day"), Call.sequence >= bindparam("first"), Call.sequence < bindparam("end")
)
OF_NUMBER = select(Call.id).where(Call.number == bindparam("number"))
BLOCKS_OF_DAY = select(NumberBlock).where(NumberBlock.day == bindparam("day")).order_by(NumberBlock.first)


def next_number(work: Work) -> tuple[date, int]:
    """The day and number of a new call; one that was given in downtime is kept if nobody else has it."""
    given = given_number(work)
    if given is not None:
        return given
    day = work.duty.today
    if work.duty.reserved:
        return day, _next_of(work, day, work.duty.reserved) or _next_of(work, day, beyond(work.duty.reserved))
    # No later: whoever numbers must see the number before it committed.
    take_turn(work.session)
    return day, _next_of(work, day, range(1, RESERVED.start)) or _next_of(
        work, day, range(RESERVED.stop, 10**6)
    )


def given_number(work: Work) -> tuple[date, int] | None:
    """The number that a call was given while the server was away; None when there is none to keep."""
    found = FULL.fullmatch(work.duty.number)
    if found is None or work.value(OF_NUMBER, number=work.duty.number) is not None:
        return None
    year, month, day, sequence = map(int, found.groups())
    return date(year, month, day), sequence


def beyond(block: range) -> range:
    """Where the numbers of a block go on when it is used up: nobody else's either."""
    return range(block.start * 1000, block.stop * 1000)


def reserve(session: Session, day: date, seat: str) -> NumberBlock:
    """The seat's block of that day, reserved now where it has none."""
    blocks = list(session.scalars(BLOCKS_OF_DAY, {"day": day}))
    for block in blocks:
        if block.seat == seat:
            return block
    take_turn(session)
    blocks = list(session.scalars(BLOCKS_OF_DAY, {"day": day}))
    first = max((block.last + 1 for block in blocks), default=RESERVED.start)
    block = NumberBlock(day=day, seat=seat, first=first, last=first + BLOCK - 1)
    session.add(block)
    session.flush()
    return block


def _next_of(work: Work, day: date, numbers: range) -> int:
    """The next number of a day within `numbers`; 0 when all are used."""
    newest = work.value(OF_DAY, day=day, first=numbers.start, end=numbers.stop)
    sequence = numbers.start if newest is None else int(newest) + 1
    return sequence if sequence in numbers else 0
