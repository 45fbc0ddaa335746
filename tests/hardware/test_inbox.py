"""The inbox: order, bounds, what is dropped first, and waking up."""

from concurrent.futures import ThreadPoolExecutor

from hardware.inbox import Inbox, Received
from hardware.readings import Emergency, Position, Status


def fix(number: int, link: str = "gps") -> Received:
    return Received(link, Position(str(number), 1.0, 2.0, True))


def status(number: int, link: str = "radio") -> Received:
    return Received(link, Status(str(number), "15"))


def test_everything_comes_out_once_in_the_order_it_came() -> None:
    inbox = Inbox()
    sent = [fix(1), status(2), fix(3), Received("radio", Emergency("4"))]
    for received in sent:
        inbox.put(received)
    assert inbox.take(0) == sent
    assert inbox.take(0) == []


def test_when_full_old_positions_go_first_and_are_counted_for_their_link() -> None:
    inbox = Inbox(size=4)
    for received in (fix(1), status(2), fix(3, "other"), status(4), status(5), status(6)):
        inbox.put(received)
    assert inbox.take(0) == [status(2), status(4), status(5), status(6)]
    assert (inbox.dropped("gps"), inbox.dropped("other"), inbox.dropped("radio")) == (1, 1, 0)


def test_a_new_position_never_pushes_out_a_status() -> None:
    inbox = Inbox(size=2)
    for received in (status(1), status(2), fix(3)):
        inbox.put(received)
    assert inbox.take(0) == [status(1), status(2)]
    assert inbox.dropped("gps") == 1


def test_with_no_position_left_the_oldest_goes() -> None:
    inbox = Inbox(size=2)
    for number in range(5):
        inbox.put(status(number))
    assert inbox.take(0) == [status(3), status(4)]
    assert inbox.dropped("radio") == 3


def test_a_taker_is_woken_by_a_reading_and_by_the_end() -> None:
    inbox = Inbox()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(inbox.take, 30)
        inbox.put(status(1))
        assert waiting.result(10) == [status(1)]
        waiting = pool.submit(inbox.take, None)
        inbox.close()
        assert waiting.result(10) == []
    inbox.put(status(2))
    assert inbox.take(None) == []
