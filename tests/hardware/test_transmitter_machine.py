"""When something is sent, and how each order ends: at random, however people and radios behave."""

from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hardware.orders import (
    AskChannel,
    CannotSendError,
    Order,
    SendStatus,
    SendText,
)
from hardware.radio.kenwood_orders import encode
from hardware.readings import Emergency, Position, Reading
from hardware.transmitter import Outcome, Transmitter
from tests.hardware.sending import (
    ARRIVED,
    BUSY,
    FREE,
    HELLO,
    POLL,
    QUESTION,
    REFUSED,
    allowed,
)

FINAL = {"arrived", "refused", "failed", "withdrawn", "late"}
FOLLOWS: dict[str, set[str]] = {
    "": {"asked", "waiting"},
    "asked": {"waiting", "withdrawn"},
    "waiting": {"sent", "failed", "withdrawn", "arrived", "refused"},
    "sent": {"waiting", "arrived", "refused", "failed", "withdrawn"},
    "failed": {"late", "failed"},
}
ORDERS = st.sampled_from([HELLO, POLL, SendStatus("U03001", "5"), SendText("", "all"), AskChannel()])
READINGS = st.sampled_from(
    [
        ARRIVED,
        REFUSED,
        FREE,
        BUSY,
        Position("U03001", 34.0, -118.0, True),
        Emergency("100-4002"),
    ]
)


class Sending(RuleBasedStateMachine):
    """Anything in any order, with a clock that may stand still."""

    def __init__(self) -> None:
        super().__init__()
        self.transmitter = Transmitter(encode)
        self.now = 0.0
        self.orders: dict[int, Order] = {}
        self.states: dict[int, str] = {}
        self.confirmed: set[int] = set()
        self.sent: list[float] = []

    @rule()
    def allow(self) -> None:
        self.transmitter.allow("Dispatcher Ruiz")

    @rule()
    def forbid(self) -> None:
        self.transmitter.forbid()

    @rule(order=ORDERS)
    def order(self, order: Order) -> None:
        full = len(self.transmitter.open_orders()) == 20
        if self.transmitter.allowed_by and not full:
            self.orders[self.transmitter.order(order)] = order
        else:
            with pytest.raises(CannotSendError):
                self.transmitter.order(order)

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), confirm=st.booleans())
    def answer_the_question(self, data: st.DataObject, confirm: bool) -> None:
        number = data.draw(st.sampled_from(sorted(self.orders)))
        self.read()
        try:
            if confirm:
                self.transmitter.confirm(number)
                self.confirmed.add(number)
            else:
                self.transmitter.withdraw(number)
        except CannotSendError:
            allowed_from = {"asked"} if confirm else {"asked", "waiting", "sent"}
            assert self.states[number] not in allowed_from

    @rule(seconds=st.sampled_from([0.0, 0.0, 0.1, 1.0, 4.9, 5.0, 10.0, 31.0, 100.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds

    @rule(reading=READINGS)
    def hear(self, reading: Reading) -> None:
        self.transmitter.heard(reading, self.now)

    @rule()
    def send(self) -> None:
        self.read()
        data = self.transmitter.due(self.now)
        sent = [outcome.number for outcome in self.read() if outcome.state == "sent"]
        if data is None:
            assert not sent
            return
        assert self.transmitter.allowed_by
        if not sent:
            assert data == QUESTION
            return
        (number,) = sent
        assert data == encode(self.orders[number])
        assert number in self.confirmed or self.orders[number] == AskChannel()
        self.sent.append(self.now)

    def read(self) -> list[Outcome]:
        outcomes = self.transmitter.outcomes()
        for outcome in outcomes:
            assert outcome.words.endswith(".")
            assert outcome.order == self.orders.get(outcome.number)
            if outcome.state != "stray":
                before = self.states.get(outcome.number, "")
                assert outcome.state in FOLLOWS.get(before, set()), (before, outcome)
                self.states[outcome.number] = outcome.state
        return outcomes

    @invariant()
    def five_seconds_lie_between_two_sends(self) -> None:
        assert all(later - earlier >= 5 for earlier, later in pairwise(self.sent))

    @invariant()
    def what_is_open_is_bounded_and_what_is_not_has_ended(self) -> None:
        self.read()
        still_open = {outcome.number: outcome.state for outcome in self.transmitter.open_orders()}
        assert len(still_open) <= 20
        for number, state in self.states.items():
            assert still_open.get(number) == (None if state in FINAL else state)

    def teardown(self) -> None:
        """Left alone for long enough, every order that a person confirmed comes to an end."""
        for _ in range(20 * 4):
            self.now += 10
            self.send()
        assert {outcome.state for outcome in self.transmitter.open_orders()} <= {"asked"}


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)


def test_memory_stays_as_it_is_however_long_it_goes_on() -> None:
    transmitter = allowed()
    for at in range(3000):
        if len(transmitter.open_orders()) < 20:
            transmitter.order(HELLO)
        transmitter.due(at)
        transmitter.heard((ARRIVED, REFUSED, BUSY, FREE, FREE, FREE, FREE)[at % 7], at)
    assert len(transmitter.outcomes()) <= 256
    assert len(transmitter.open_orders()) <= 20
