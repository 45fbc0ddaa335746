"""Several positions on one store: one leads, one speaks for each device, and another takes over from it."""

import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from console.board.views import DeviceView
from console.desk.seats import device_lease
from console.models import RadioEvent
from console.station.seats import Seats
from console.store import leases
from console.store.store import Store
from tests.desk.seats import seat
from tests.desk.stations import bench
from tests.hardware.waiting import wait_until
from tests.station.radio_seat import RADIO, RadioSeat
from tests.store.servers import Server
from tests.store.servers import server as new_server

LEASE = device_lease(RADIO)


class Air:
    """A radio channel: whatever is sent on it reaches every radio that is connected."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(30)
        self._radios: list[socket.socket] = []
        self.sent: list[str] = []

    @property
    def port(self) -> str:
        return f"socket://127.0.0.1:{self._listener.getsockname()[1]}"

    def connect(self) -> None:
        """Wait for one more radio."""
        self._radios.append(self._listener.accept()[0])

    def text(self) -> str:
        """Send a text that no other is like, to all radios at once."""
        words = f"number {len(self.sent)}"
        self.sent.append(words)
        self.send(b"\x02F1004011%b\x03" % words.encode())
        return words

    def send(self, data: bytes) -> None:
        """Send bytes to all that are connected; a seat that was killed is not."""
        for radio in self._radios:
            with suppress(OSError):
                radio.sendall(data)

    def answers(self) -> list[bytes]:
        """What each has sent back, in the order in which they were connected; waits for one of them."""
        with selectors.DefaultSelector() as ready:
            for radio in self._radios:
                ready.register(radio, selectors.EVENT_READ)
            answered = {key.fileobj for key, _ in ready.select(20)}
        return [radio.recv(100) if radio in answered else b"" for radio in self._radios]

    def close(self) -> None:
        for each in (*self._radios, self._listener):
            each.close()


class Watcher:
    """Looks into the store from outside."""

    def __init__(self, url: str) -> None:
        self._store = Store.open(url)

    def texts(self) -> list[str]:
        with self._store.read() as session:
            return list(session.scalars(select(RadioEvent.text).order_by(RadioEvent.id)))

    def holder(self, lease: str) -> str:
        with self._store.read() as session:
            return leases.look(session, datetime.now(UTC)).holder(lease)

    def close(self) -> None:
        self._store.close()


@pytest.fixture
def air() -> Iterator[Air]:
    made = Air()
    yield made
    made.close()


@pytest.fixture
def watcher(store_url: str) -> Iterator[Watcher]:
    with bench(store_url):
        made = Watcher(store_url)
    yield made
    made.close()


Launch = Callable[[str], "subprocess.Popen[bytes]"]


@pytest.fixture
def launch(store_url: str, air: Air) -> Iterator[Launch]:
    """Starts a seat as a program of its own, whose radio is on the air when it returns."""
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "tests.station.radio_seat", store_url, air.port, name]
        running.append(subprocess.Popen(command, stdin=subprocess.PIPE))
        air.connect()
        return running[-1]

    yield start
    for process in running:
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=20)


Open = Callable[..., RadioSeat]


@pytest.fixture
def sit(store_url: str, air: Air) -> Iterator[Open]:
    """Starts a seat in this process."""
    seats: list[RadioSeat] = []

    def start(name: str, driver: str = "kenwood") -> RadioSeat:
        seats.append(RadioSeat(store_url, air.port, name, driver))
        seats[-1].start()
        air.connect()
        return seats[-1]

    yield start
    for each in seats:
        each.stop()


def device(radio: RadioSeat) -> DeviceView | None:
    return radio.board.picture.devices.get(RADIO)


def is_running(radio: RadioSeat) -> bool:
    view = device(radio)
    return view is not None and view.state == "running"


@pytest.mark.parametrize("fate", [signal.SIGKILL, signal.SIGSTOP])
def test_the_same_bytes_on_two_seats_are_logged_once_also_when_the_one_that_speaks_is_gone(
    launch: Launch, air: Air, watcher: Watcher, fate: signal.Signals
) -> None:
    seats = {name: launch(name) for name in ("Position 1", "Position 2")}
    wait_until(lambda: watcher.holder(LEASE), "for a seat to speak")
    for _ in range(20):
        air.text()
    wait_until(lambda: len(watcher.texts()) == 20, "for the texts")

    seats[watcher.holder(LEASE)].send_signal(fate)
    gone_at = time.monotonic()
    lost = len(air.sent)

    def heard_again() -> bool:
        air.text()
        return len(watcher.texts()) > 20

    wait_until(heard_again, "for the other seat")
    assert time.monotonic() - gone_at < 10
    for process in seats.values():
        process.send_signal(signal.SIGCONT)
    last = air.text()
    wait_until(lambda: last in watcher.texts(), "for the last text")
    for process in seats.values():
        process.communicate(timeout=20)

    texts = watcher.texts()
    assert texts == list(dict.fromkeys(texts))
    first = air.sent.index(texts[20])
    assert texts == air.sent[:lost] + air.sent[first:]


def test_one_seat_leads_and_speaks_at_once_and_another_when_it_is_closed(sit: Open, air: Air) -> None:
    one = sit("Position 1")
    wait_until(lambda: one.seats.leads() and one.seats.holds(LEASE), "for the first seat")
    two = sit("Position 2")
    wait_until(lambda: len(two.board.picture.seats) == 2, "for the second seat")
    assert not two.seats.leads()
    one.stop()
    closed_at = time.monotonic()
    wait_until(lambda: two.seats.leads() and two.seats.holds(LEASE), "for the second seat")
    assert time.monotonic() - closed_at < 3


def test_a_seat_that_another_speaks_for_shows_what_it_hears_and_who_speaks(
    sit: Open, air: Air, watcher: Watcher
) -> None:
    one = sit("Position 1")
    wait_until(lambda: one.seats.holds(LEASE), "for the first seat")
    two = sit("Position 2")
    wait_until(lambda: two.seats.speaker(RADIO), "for the second seat")
    words = "Another position speaks for it: Position 1"
    wait_until(lambda: (view := device(two)) and view.state == "running" and view.why == words, "for words")
    air.text()
    wait_until(lambda: (view := device(two)) and view.frames == 1, "for the frame")
    wait_until(lambda: two.seats.spoken_for == 1, "for the count")
    wait_until(lambda: len(watcher.texts()) == 1, "for the text")
    assert (view := device(one)) and not view.why


def test_a_radio_that_is_unplugged_is_heard_by_the_other_seat(sit: Open, air: Air) -> None:
    one = sit("Position 1")
    wait_until(lambda: one.seats.holds(LEASE), "for the first seat")
    two = sit("Position 2")
    wait_until(lambda: two.seats.speaker(RADIO), "for the second seat")
    one.devices.order("off", RADIO).result(10)
    wait_until(lambda: two.seats.holds(LEASE), "for the second seat to speak")
    assert one.seats.leads()


def test_what_a_seat_has_open_is_on_the_others_board(sit: Open, air: Air) -> None:
    one, two = sit("Position 1"), sit("Position 2")

    def open_at_one() -> str:
        return next((s.editing for s in two.board.picture.seats if s.name == "Position 1"), "nobody")

    wait_until(lambda: open_at_one() == "", "for the other seat")
    one.seats.edit("20260314-0001")
    wait_until(lambda: open_at_one() == "20260314-0001", "for the call")
    one.seats.edit("")
    wait_until(lambda: open_at_one() == "", "for the call to be closed")


def test_two_windows_of_one_position_are_told_and_one_of_them_leads(sit: Open, air: Air) -> None:
    one = sit("Position 1")
    wait_until(one.seats.leads, "for the first window")
    twin = sit("Position 1")
    wait_until(lambda: "Positions" in twin.board.picture.links, "for the second window to say so")
    assert "Position 1 is open in another window" in twin.board.picture.links["Positions"].text
    assert not twin.seats.leads()
    assert one.seats.leads()
    one.stop()
    wait_until(lambda: twin.board.picture.links["Positions"].state == "good", "for its own name")
    wait_until(twin.seats.leads, "for the second window to lead")


def test_an_alarm_receiver_is_answered_by_the_seat_that_speaks_for_it_alone(sit: Open, air: Air) -> None:
    one = sit("Position 1", "surgard")
    wait_until(lambda: one.seats.holds(LEASE), "for the first seat")
    two = sit("Position 2", "surgard")
    wait_until(lambda: two.seats.speaker(RADIO) and is_running(two), "for the second seat")
    for frame in (b"1011           @    \x14", b"5011 181234E12101001\x14"):
        before = two.seats.spoken_for
        air.send(frame)
        assert air.answers() == [b"\x06", b""]
        wait_until(lambda before=before: two.seats.spoken_for > before, "for the second seat to hear it")
    wait_until(lambda: len(two.board.picture.calls) == 1, "for the one call")


@pytest.fixture
def own() -> Iterator[Server]:
    """A server that a test may stop."""
    with new_server() as made:
        yield made


def test_a_seat_without_its_server_goes_on_trying(own: Server, tmp_path: Path) -> None:
    with seat(own.new(), tmp_path) as here:
        seats = Seats(desk=here.thread, board=here.board, position=here.name)
        seats.start()
        seats.want([RADIO])
        wait_until(lambda: seats.leads() and seats.holds(LEASE), "for the leases")
        with own.gone():
            here.wait_down()
            # Alone it speaks for what it hears: nobody else can be asked.
            wait_until(lambda: seats.leads() and seats.holds(LEASE), "for leases of its own")
            said = {"link": RADIO, "radio_id": "100-4011", "words": "in downtime"}
            assert seats.do("radio_text", said, device=RADIO).result(20)
        here.wait_up()
        wait_until(lambda: seats.leads() and seats.holds(LEASE), "for the server's leases")
        assert seats.do("radio_text", said | {"words": "after"}, device=RADIO).result(20)
        here.wait(lambda: len(here.picture.radio) == 2, "for both texts")
        seats.stop()
