"""When something is sent, and how each order ends: step by step, and with a radio."""

import pytest

from hardware.drivers import make_driver
from hardware.orders import (
    AnswerText,
    AskChannel,
    CannotSendError,
    Order,
    SendStatus,
    SendText,
)
from hardware.radio import aprs_orders
from hardware.radio.kenwood_orders import encode
from hardware.readings import Acknowledged, Channel, Position
from hardware.simulators.kenwood import Acks, ChannelState, SimulatedKenwood
from hardware.transmitter import Outcome, State, Transmitter
from tests.hardware.clocks import HandClock
from tests.hardware.sending import (
    ARRIVED,
    BUSY,
    FREE,
    HELLO,
    HELLO_FRAME,
    POLL,
    POLL_FRAME,
    QUESTION,
    REFUSED,
    allowed,
)


def states(transmitter: Transmitter) -> list[tuple[int, State]]:
    return [(outcome.number, outcome.state) for outcome in transmitter.outcomes()]


def last_words(transmitter: Transmitter) -> str:
    return transmitter.outcomes()[-1].words


def gave_up(transmitter: Transmitter, order: Order = HELLO, now: float = 0.0) -> float:
    """One order that nobody answers; the moment at which it fails."""
    transmitter.order(order)
    for tries in range(3):
        assert transmitter.due(now + tries * 10) == encode(order)
    transmitter.due(now + 30)
    assert transmitter.outcomes()[-1].state == "failed"
    return now + 30


def test_nothing_is_sent_until_a_person_turns_it_on() -> None:
    transmitter = Transmitter(encode)
    with pytest.raises(CannotSendError, match="Sending is off for this device"):
        transmitter.order(HELLO)
    with pytest.raises(CannotSendError, match="off"):
        transmitter.order(AskChannel())
    with pytest.raises(ValueError, match="person"):
        transmitter.allow(" ")
    transmitter.allow("Dispatcher Ruiz")
    assert transmitter.allowed_by == "Dispatcher Ruiz"
    assert transmitter.order(HELLO) == 1
    transmitter.forbid()
    assert transmitter.allowed_by == ""
    assert states(transmitter) == [(1, "asked"), (1, "withdrawn")]
    with pytest.raises(CannotSendError, match="off"):
        transmitter.order(HELLO)


def test_each_order_is_confirmed_by_a_person() -> None:
    transmitter = allowed(ask=True)
    first, second = transmitter.order(HELLO), transmitter.order(POLL)
    assert transmitter.due(0) is None
    assert [outcome.state for outcome in transmitter.open_orders()] == ["asked", "asked"]
    transmitter.confirm(second)
    assert transmitter.due(1) == POLL_FRAME
    transmitter.withdraw(first)
    assert states(transmitter) == [
        (1, "asked"),
        (2, "asked"),
        (2, "waiting"),
        (2, "sent"),
        (1, "withdrawn"),
    ]
    for number in (first, second, 99):
        with pytest.raises(CannotSendError, match=f"Order {number} is not"):
            transmitter.confirm(number)
    with pytest.raises(CannotSendError, match="Order 1 is not"):
        transmitter.withdraw(first)


def test_an_order_is_sent_and_its_answer_told() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    assert transmitter.due(100) == HELLO_FRAME
    assert transmitter.due(100) is None
    transmitter.heard(ARRIVED, 101)
    *_, outcome = transmitter.outcomes()
    assert outcome == Outcome(1, HELLO, "arrived", "The answer says that it arrived.")
    assert transmitter.open_orders() == transmitter.outcomes() == []


def test_a_refusal_is_told_and_not_tried_again() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    transmitter.heard(REFUSED, 1)
    assert transmitter.outcomes()[-1][2:4] == ("refused", "The answer says that it was refused.")
    assert [transmitter.due(at) for at in range(60)] == [None] * 60


def test_five_seconds_lie_between_two_sends() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.order(POLL)
    assert transmitter.due(0) == HELLO_FRAME
    transmitter.heard(ARRIVED, 1)
    assert transmitter.due(4.9) is None
    assert transmitter.due(5) == POLL_FRAME


def test_the_next_order_waits_for_the_answer_to_the_first() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.order(POLL)
    sent = [transmitter.due(at) for at in range(31)]
    assert [(at, data) for at, data in enumerate(sent) if data] == [
        (0, HELLO_FRAME),
        (10, HELLO_FRAME),
        (20, HELLO_FRAME),
        (30, POLL_FRAME),
    ]
    assert transmitter.outcomes()[-2].words == (
        "No answer after 3 tries: the unit may be off or out of reach."
    )


def test_an_answer_between_two_tries_ends_them() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    transmitter.heard(BUSY, 1)
    transmitter.due(10)
    transmitter.heard(ARRIVED, 11)
    assert states(transmitter)[-1] == (1, "arrived")
    transmitter.heard(FREE, 12)
    assert transmitter.due(12) is None


def test_the_queue_is_bounded() -> None:
    transmitter = allowed()
    for _ in range(20):
        transmitter.order(HELLO)
    with pytest.raises(CannotSendError, match="20 orders wait already"):
        transmitter.order(HELLO)
    transmitter.withdraw(7)
    assert transmitter.order(HELLO) == 21


def test_what_cannot_be_encoded_is_refused_at_once() -> None:
    transmitter = allowed()
    with pytest.raises(CannotSendError, match="NEXEDGE"):
        transmitter.order(SendStatus("100-4002", "15"))
    assert transmitter.outcomes() == []
    assert transmitter.order(HELLO) == 1


@pytest.mark.parametrize("state", ["busy", "receiving", "transmitting"])
def test_an_order_waits_for_a_free_channel(state: ChannelState) -> None:
    transmitter = allowed()
    transmitter.heard(Channel("", state), 0)
    transmitter.order(HELLO)
    assert [transmitter.due(at) for at in (0, 1, 2, 3)] == [QUESTION, None, QUESTION, None]
    transmitter.heard(FREE, 3.5)
    assert transmitter.due(3.5) == HELLO_FRAME


def test_it_gives_up_waiting_for_the_channel() -> None:
    transmitter = allowed()
    transmitter.heard(BUSY, 0)
    transmitter.order(HELLO)
    assert {transmitter.due(100 + second) for second in range(30)} == {QUESTION, None}
    assert states(transmitter) == [(1, "waiting")]
    assert transmitter.due(130) is None
    assert last_words(transmitter) == "The channel was not free for 30 s: given up before it was sent."


def test_a_channel_that_turns_busy_later_is_waited_for_just_as_long() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    transmitter.heard(BUSY, 9)
    transmitter.due(10)
    transmitter.heard(Channel("", "receiving"), 20)
    transmitter.due(39.9)
    assert transmitter.open_orders()[0].state == "waiting"
    transmitter.due(40)
    assert last_words(transmitter) == (
        "The channel was not free for 30 s: given up after 1 try, so it may have arrived."
    )


def test_a_radio_that_cannot_be_asked_is_not_asked() -> None:
    transmitter = Transmitter(aprs_orders.encode, ask=False)
    transmitter.allow("Dispatcher Ruiz")
    transmitter.heard(BUSY, 0)
    transmitter.order(SendText("N0CALL-9", "hello", "1"))
    assert transmitter.due(0) is None


def test_the_question_for_the_channel_waits_for_nobody() -> None:
    transmitter = allowed(ask=True)
    transmitter.heard(BUSY, 0)
    transmitter.order(AskChannel())
    assert transmitter.due(0) == QUESTION
    transmitter.heard(ARRIVED, 0.1)
    assert states(transmitter) == [(1, "waiting"), (1, "sent"), (0, "stray")]
    transmitter.heard(Channel("", "receiving"), 0.2)
    assert transmitter.outcomes() == [Outcome(1, AskChannel(), "arrived", "The channel is receiving.")]


def test_a_radio_that_says_nothing_of_the_channel() -> None:
    transmitter = allowed()
    gave_up(transmitter, AskChannel())
    transmitter.order(AskChannel())
    transmitter.due(30)
    transmitter.due(40)
    transmitter.due(50)
    transmitter.due(60)
    assert last_words(transmitter) == "No answer after 3 tries: the radio may be off or its cable out."


def test_a_late_answer_belongs_to_the_oldest_order_that_gave_up() -> None:
    transmitter = allowed()
    gave_up(transmitter)
    gave_up(transmitter, POLL, 30)
    transmitter.heard(ARRIVED, 65)
    assert transmitter.outcomes() == [
        Outcome(1, HELLO, "late", "It arrived after all: the answer came 45 s after the last try.")
    ]
    transmitter.heard(REFUSED, 66)
    assert transmitter.outcomes() == [
        Outcome(2, POLL, "failed", "It was refused: that answer came 16 s after the last try.")
    ]


@pytest.mark.parametrize(("at", "state"), [(30, "late"), (70, "late"), (70.1, "stray")])
def test_an_answer_may_be_forty_seconds_late(at: float, state: State) -> None:
    transmitter = allowed()
    gave_up(transmitter)
    transmitter.heard(ARRIVED, at)
    assert transmitter.outcomes()[-1].state == state


def test_an_answer_that_fits_nothing_is_told_once() -> None:
    transmitter = Transmitter(encode)
    for _ in range(1000):
        transmitter.heard(ARRIVED, 0)
    assert transmitter.outcomes() == [
        Outcome(0, None, "stray", "An answer came that fits nothing that was sent.")
    ]


def test_answers_to_every_try_are_told_apart_from_the_next_order() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    transmitter.due(10)
    transmitter.heard(ARRIVED, 12)
    transmitter.order(POLL)
    transmitter.due(15)
    transmitter.outcomes()
    transmitter.heard(ARRIVED, 16)
    assert last_words(transmitter).endswith("That may also be a late answer to order 1.")
    transmitter.heard(ARRIVED, 17)
    assert transmitter.outcomes() == [
        Outcome(1, HELLO, "stray", "A further answer to order 1 came, 7 s after the last try.")
    ]


def test_numbered_answers_find_their_order() -> None:
    transmitter = Transmitter(aprs_orders.encode, ask=False)
    transmitter.allow("Dispatcher Ruiz")
    gave_up_order, order = SendText("N0CALL-9", "one", "1"), SendText("N0CALL-9", "two", "2")
    transmitter.order(gave_up_order)
    for at in (0, 10, 20):
        transmitter.due(at)
    transmitter.order(order)
    transmitter.due(30)
    transmitter.outcomes()
    transmitter.heard(Acknowledged("N0CALL-9", "0", "1"), 31)
    transmitter.heard(Acknowledged("N0CALL-7", "0", "2"), 32)
    transmitter.heard(Acknowledged("N0CALL-9", "0", "2"), 33)
    assert states(transmitter) == [(1, "late"), (0, "stray"), (2, "arrived")]


def test_what_nobody_answers_is_sent_once() -> None:
    transmitter = Transmitter(aprs_orders.encode, ask=False)
    transmitter.allow("Dispatcher Ruiz")
    transmitter.order(AnswerText("N0CALL-9", "7"))
    assert transmitter.due(0)
    assert transmitter.outcomes()[-1][2:4] == ("sent", "Sent; nothing answers it.")
    assert transmitter.open_orders() == []


def test_a_position_answers_a_poll_whose_acknowledgement_was_lost() -> None:
    transmitter = allowed()
    transmitter.order(POLL)
    transmitter.due(0)
    transmitter.heard(Position("U00002", 34.0, -118.0, True), 1)
    assert transmitter.open_orders()[0].state == "sent"
    transmitter.heard(Position("U03001", 34.0, -118.0, True), 2)
    assert last_words(transmitter) == "The unit answered with its position."


def test_once_it_is_off_nothing_is_tried_again_but_an_answer_still_counts() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    transmitter.forbid()
    transmitter.heard(ARRIVED, 1)
    assert states(transmitter)[-1] == (1, "arrived")
    transmitter.allow("Dispatcher Ruiz")
    transmitter.order(HELLO)
    transmitter.due(5)
    transmitter.forbid()
    transmitter.allow("Dispatcher Ruiz")
    assert transmitter.due(15) is None
    assert last_words(transmitter).startswith("No answer after 1 try")


def test_what_is_withdrawn_after_a_try_may_have_arrived() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    transmitter.withdraw(1)
    assert last_words(transmitter) == "It was withdrawn after 1 try, so it may have arrived."
    transmitter.heard(ARRIVED, 2)
    assert transmitter.outcomes()[-1][:3] == (1, HELLO, "stray")


def test_after_sleep_an_order_is_tried_again_and_nothing_else_happens() -> None:
    transmitter = allowed()
    transmitter.order(HELLO)
    transmitter.due(0)
    assert transmitter.due(100_000) == HELLO_FRAME
    transmitter.heard(ARRIVED, 100_001)
    assert states(transmitter)[-1] == (1, "arrived")


@pytest.mark.parametrize(
    ("acks", "end"), [("good", "arrived"), ("refused", "refused"), ("lost", "failed"), ("late", "arrived")]
)
def test_with_a_radio(acks: Acks, end: str) -> None:
    clock = HandClock()
    radio = SimulatedKenwood(clock, seed=4, acks=acks)
    driver, transmitter = make_driver("kenwood"), allowed()
    transmitter.order(HELLO)
    radio.jam("busy")
    transmitter.heard(BUSY, 0)
    changes: list[Outcome] = []
    for second in range(120):
        if second == 7:
            radio.jam("free")
        if data := transmitter.due(clock.monotonic()):
            radio.receive(data)
        clock.advance(1)
        for reading in driver.feed(radio.emit()):
            transmitter.heard(reading, clock.monotonic())
        changes += transmitter.outcomes()
    ends = [
        change.state for change in changes if change.number == 1 and change.state not in ("waiting", "sent")
    ]
    assert ends[0] == end
    assert set(ends[1:]) <= {"stray"}
