"""What may be sent to a device and when: nothing until a person allows it, and one order at a time."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Literal, NamedTuple

from hardware.orders import (
    AnswerText,
    AskChannel,
    CannotSendError,
    Order,
    PollPosition,
    SendText,
    is_answered,
)
from hardware.readings import Acknowledged, Channel, Position, Reading

QUEUE_LIMIT = 20
SPACING = 5.0
"""Seconds from one send to the next."""
ANSWER_WITHIN = 10.0
MOST_TRIES = 3
CHANNEL_WAIT = 30.0
"""Seconds that an order waits for a free channel."""
QUESTION_SPACING = 2.0
"""Seconds from one question for the channel's state to the next, while an order waits for it."""
LATE_WITHIN = 40.0
"""Seconds in which an answer may come to an order that is over."""
UNREAD_LIMIT = 256

OFF = "Sending is off for this device. A person must turn it on first."
STRAY = "An answer came that fits nothing that was sent."

State = Literal["asked", "waiting", "sent", "arrived", "late", "refused", "failed", "withdrawn", "stray"]


class Outcome(NamedTuple):
    """How an order stands, in one word and in plain words.

    asked (a person must confirm it), waiting, sent (its answer is awaited); then, once and for all:
    arrived, refused (by the radio or whom it was for), failed or withdrawn. A failed order may still
    turn late, when its answer comes after all. An answer that fits no order is stray; where it fits
    none that ever was, `number` is 0 and `order` is None. `raw` are the bytes of the answer, if one came.
    """

    number: int
    order: Order | None
    state: State
    words: str
    raw: bytes = b""


@dataclass(slots=True, eq=False)
class _Sending:
    """An order on its way; times are monotonic seconds."""

    number: int
    order: Order
    data: bytes
    state: State = "waiting"
    words: str = ""
    most_tries: int = MOST_TRIES
    tries: int = 0
    sent_at: float = 0.0
    ready_at: float | None = None
    over_at: float = 0.0

    @property
    def tried(self) -> str:
        return "1 try" if self.tries == 1 else f"{self.tries} tries"


class Transmitter:
    """Sans-IO and pure: it is told what was ordered and heard, and says what is `due`.

    It starts forbidden. `encode` makes bytes of an order or raises CannotSendError; with `ask` each
    order waits until a person confirms it; `answered` tells which orders have an answer to wait for.
    Times are monotonic seconds. Receiving never passes through here, so it delays no emergency.
    Asking our own radio for the channel's state puts nothing on the air: it is neither asked for nor
    kept waiting by a busy channel, and is asked unbidden while an order waits for one. Keep it on one
    thread.
    """

    def __init__(
        self,
        encode: Callable[[Order], bytes],
        ask: bool = True,
        answered: Callable[[Order], bool] = is_answered,
    ) -> None:
        self._encode = encode
        self._ask = ask
        self._answered = answered
        self._question = _question(encode)
        self._allowed_by = ""
        self._numbers = count(1)
        self._open: dict[int, _Sending] = {}
        self._current: _Sending | None = None
        self._owed: deque[_Sending] = deque()  # once for each answer that may still come
        self._changes: deque[Outcome] = deque(maxlen=UNREAD_LIMIT)
        self._busy_since: float | None = None
        self._free_to_send_at = float("-inf")
        self._free_to_question_at = float("-inf")

    @property
    def allowed_by(self) -> str:
        """The person who turned sending on; "" while it is off."""
        return self._allowed_by

    def allow(self, person: str) -> None:
        """Turn sending on; raises ValueError when nobody answers for it."""
        if not person.strip():
            raise ValueError("Sending is turned on by a person, who must be named.")
        self._allowed_by = person

    def forbid(self) -> None:
        """Turn sending off: what waits is withdrawn, what was sent is not tried again."""
        self._allowed_by = ""
        for sending in list(self._open.values()):
            if sending.state == "sent":
                sending.most_tries = sending.tries
            else:
                self._end(sending, "withdrawn", f"Sending was turned off {_when(sending)}.")

    def order(self, order: Order) -> int:
        """Take an order and return its number.

        Raises CannotSendError with one sentence while sending is off, when 20 orders are open
        already, and for what this device cannot send.
        """
        if not self._allowed_by:
            raise CannotSendError(OFF)
        if len(self._open) >= QUEUE_LIMIT:
            raise CannotSendError(f"{QUEUE_LIMIT} orders wait already. Let some go out, or withdraw one.")
        sending = _Sending(0, order, self._encode(order))
        sending.number = next(self._numbers)
        self._open[sending.number] = sending
        if self._ask and not isinstance(order, AskChannel):
            self._tell(sending, "asked", "A person must confirm it.")
        else:
            self._tell(sending, "waiting", "It waits for its turn.")
        return sending.number

    def confirm(self, number: int) -> None:
        """A person says yes; raises CannotSendError when no such order was asked for."""
        sending = self._open.get(number)
        if sending is None or sending.state != "asked":
            raise CannotSendError(f"Order {number} is not one that waits to be confirmed.")
        self._tell(sending, "waiting", "It waits for its turn.")

    def withdraw(self, number: int) -> None:
        """Take an order back, or what is left of its tries; raises CannotSendError when it is over."""
        sending = self._open.get(number)
        if sending is None:
            raise CannotSendError(f"Order {number} is not one that can still be withdrawn.")
        self._end(sending, "withdrawn", f"It was withdrawn {_when(sending)}.")

    def due(self, now: float) -> bytes | None:
        """What to write to the device at once; each call with an answer counts as a try."""
        self._pass(now)
        if not self._allowed_by:
            return None
        sending = self._current or self._next()
        if sending is None or sending.state == "sent" or now < self._free_to_send_at:
            return None
        if self._busy_since is not None and not isinstance(sending.order, AskChannel):
            return self._due_question(now)
        self._free_to_send_at = now + SPACING
        self._send(sending, now)
        return sending.data

    def heard(self, reading: Reading, now: float) -> None:
        """Whatever the device says; all but answers and the channel's state is passed over."""
        self._pass(now)
        match reading:
            case Acknowledged():
                self._acknowledged(reading, now)
            case Channel(state=state):
                self._hear_channel(state, now)
            case Position(unit=unit):
                self._hear_position(unit)

    def outcomes(self) -> list[Outcome]:
        """What has changed since the last call, oldest first; of the unread the newest 256."""
        changes = list(self._changes)
        self._changes.clear()
        return changes

    def open_orders(self) -> list[Outcome]:
        """Every order that is not over, as it stands."""
        return [_outcome(sending) for sending in self._open.values()]

    def _next(self) -> _Sending | None:
        return next((each for each in self._open.values() if each.state == "waiting"), None)

    def _due_question(self, now: float) -> bytes | None:
        if now < self._free_to_question_at:
            return None
        self._free_to_question_at = now + QUESTION_SPACING
        return self._question

    def _send(self, sending: _Sending, now: float) -> None:
        sending.tries += 1
        sending.sent_at = now
        if self._answered(sending.order):
            self._current = sending
            self._tell(sending, "sent", f"Sent, try {sending.tries} of {MOST_TRIES}: its answer is awaited.")
        else:
            self._end(sending, "sent", "Sent; nothing answers it.", owed=0)

    def _pass(self, now: float) -> None:
        """Let happen what only time brings about."""
        current = self._current
        if current and current.state == "sent" and now - current.sent_at >= ANSWER_WITHIN:
            self._miss_answer(current, now)
        for sending in list(self._open.values()):
            if sending.state == "waiting":
                self._wait_for_channel(sending, now)
        while self._owed and now - self._owed[0].sent_at > ANSWER_WITHIN + LATE_WITHIN:
            self._owed.popleft()

    def _miss_answer(self, sending: _Sending, now: float) -> None:
        if sending.tries < sending.most_tries:
            sending.ready_at = now
            self._tell(sending, "waiting", f"No answer within {ANSWER_WITHIN:.0f} s: it is tried again.")
            return
        ours = isinstance(sending.order, AskChannel)
        reason = "the radio may be off or its cable out" if ours else "the unit may be off or out of reach"
        self._end(sending, "failed", f"No answer after {sending.tried}: {reason}.")

    def _wait_for_channel(self, sending: _Sending, now: float) -> None:
        if sending.ready_at is None:
            sending.ready_at = now
        if self._busy_since is None or isinstance(sending.order, AskChannel):
            return
        if now - max(sending.ready_at, self._busy_since) >= CHANNEL_WAIT:
            why = f"The channel was not free for {CHANNEL_WAIT:.0f} s: given up {_when(sending)}."
            self._end(sending, "failed", why)

    def _hear_channel(self, state: str, now: float) -> None:
        if state == "free":
            self._busy_since = None
        elif self._busy_since is None:
            self._busy_since = now
        if self._current and isinstance(self._current.order, AskChannel):
            self._end(self._current, "arrived", f"The channel is {state}.", owed=0)

    def _hear_position(self, unit: str) -> None:
        current = self._current
        if current and isinstance(current.order, PollPosition) and current.order.unit == unit:
            self._end(current, "arrived", "The unit answered with its position.")

    def _acknowledged(self, answer: Acknowledged, now: float) -> None:
        """An answer belongs to the order on its way, then to the oldest that gave up waiting for it."""
        current = self._current
        owed = [each for each in self._owed if _fits(each.order, answer)]
        failed = [each for each in owed if each.state == "failed"]
        if current and _fits(current.order, answer):
            self._answer(current, answer, next(iter(failed or owed), None))
        elif owed:
            self._answer_late((failed or owed)[0], answer, now)
        else:
            self._change(Outcome(0, None, "stray", STRAY, answer.raw))

    def _answer(self, sending: _Sending, answer: Acknowledged, rival: _Sending | None) -> None:
        state: State = "arrived" if answer.code == "0" else "refused"
        words = f"The answer says that it {'arrived' if state == 'arrived' else 'was refused'}."
        if rival and not answer.number:
            words += f" That may also be a late answer to order {rival.number}."
        self._end(sending, state, words, owed=sending.tries - 1, raw=answer.raw)

    def _answer_late(self, sending: _Sending, answer: Acknowledged, now: float) -> None:
        self._owed.remove(sending)
        late = f"{now - sending.sent_at:.0f} s after the last try"
        if sending.state != "failed":
            words = f"A further answer to order {sending.number} came, {late}."
            self._change(Outcome(sending.number, sending.order, "stray", words, answer.raw))
        elif answer.code == "0":
            self._tell(sending, "late", f"It arrived after all: the answer came {late}.", answer.raw)
        else:
            self._tell(sending, "failed", f"It was refused: that answer came {late}.", answer.raw)

    def _end(
        self, sending: _Sending, state: State, words: str, owed: int | None = None, raw: bytes = b""
    ) -> None:
        """Nothing more is done for this order; `owed` answers (one for each try) may still come."""
        del self._open[sending.number]
        if sending is self._current:
            self._current = None
        self._owed.extend([sending] * (sending.tries if owed is None else owed))
        self._tell(sending, state, words, raw)

    def _tell(self, sending: _Sending, state: State, words: str, raw: bytes = b"") -> None:
        sending.state, sending.words = state, words
        self._change(_outcome(sending)._replace(raw=raw))

    def _change(self, outcome: Outcome) -> None:
        """A storm of stray answers is told once, and pushes out nothing else."""
        if not (self._changes and self._changes[-1]._replace(raw=outcome.raw) == outcome):
            self._changes.append(outcome)


def _outcome(sending: _Sending) -> Outcome:
    return Outcome(sending.number, sending.order, sending.state, sending.words)


def _when(sending: _Sending) -> str:
    if sending.tries:
        return f"after {sending.tried}, so it may have arrived"
    return "before it was sent"


def _question(encode: Callable[[Order], bytes]) -> bytes | None:
    """What asks the radio for the channel's state; None for one that cannot be asked."""
    try:
        return encode(AskChannel())
    except CannotSendError:
        return None


def _fits(order: Order, answer: Acknowledged) -> bool:
    """Whether the answer, as far as it names a unit and a message, names those of this order."""
    if isinstance(order, AskChannel):
        return False
    number = order.number if isinstance(order, SendText | AnswerText) else ""
    same_unit = answer.unit in ("", order.unit) or not order.unit
    return same_unit and answer.number in ("", number)
