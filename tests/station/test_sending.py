"""What a dispatcher writes leaves by an allowed radio, once, and what became of it stands in the log."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from console.board.holder import Board
from console.board.views import DeviceView, Picture, RadioLine, SavedDevice
from console.clock import SystemClock
from console.desk.thread import DeskThread
from console.errors import Refused
from console.settings import DeviceSettings, Settings
from console.station.devices import Devices
from console.station.identities import Identities
from console.station.intake import Intake
from console.station.opening import Startup, open_desk
from console.station.sending import LOST_LIMIT_S, Sending
from hardware.inbox import Inbox
from hardware.ports import Ports
from hardware.radio.ax25 import Addresses, split_ui_frame, ui_frame
from hardware.radio.kiss_frames import FEND, unescaped, wrapped
from hardware.simulators.bench import Bench, Lines
from hardware.simulators.carrier import SimulatedCarrier
from hardware.simulators.gps import SimulatedGps
from hardware.simulators.kenwood import SimulatedKenwood
from hardware.simulators.kiss import SimulatedKiss
from tests.desk.stations import EVENING
from tests.hardware.clocks import HandClock
from tests.hardware.waiting import wait_until

SEAT = "Position 1"
RADIO = DeviceSettings("Radio 1", "sim://radio", "kenwood")
TNC = DeviceSettings("APRS", "sim://tnc", "kiss", options={"call": "k6cso-1"})
KEYED = DeviceSettings("Radio 2", "sim://keyed", "cos")
GPS = DeviceSettings("GPS", "sim://gps", "nmea")
HELLO = b"\x02F1004011hello\x03"
TRACKER = "N0CALL-9"
ANSWERED_BY, GIVEN_UP_BY = 2.1, 10.1


class NotingKenwood(SimulatedKenwood):
    """A radio that notes every order it is given."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock)
        self.orders: list[bytes] = []

    def receive(self, data: bytes) -> None:
        self.orders.append(data)
        super().receive(data)


class NotingKiss(SimulatedKiss):
    """A TNC that notes every frame it is given."""

    def __init__(self, clock: HandClock) -> None:
        super().__init__(clock, repeats=0)
        self.orders: list[bytes] = []

    def receive(self, data: bytes) -> None:
        self.orders.append(data)
        super().receive(data)


class Position:
    """A position with its radios: desk, intake and devices, all real, the ports' clock by hand."""

    def __init__(self, folder: Path) -> None:
        startup = Startup(Settings(position=SEAT), f"sqlite:///{folder / 'station.sqlite3'}", "R. Okafor")
        self.clock, self.bench, self.board, inbox = HandClock(), Bench(), Board(), Inbox()
        self.radio, self.keyed = NotingKenwood(self.clock), SimulatedCarrier(self.clock)
        self.tnc = NotingKiss(self.clock)
        for name, device in (
            ("radio", self.radio),
            ("keyed", self.keyed),
            ("gps", SimulatedGps(self.clock)),
            ("tnc", self.tnc),
        ):
            self.bench.add(name, device)
        self.desk = DeskThread(lambda: open_desk(startup), self.board)
        self.devices = Devices(
            ports=Ports(self.bench),
            inbox=inbox,
            board=self.board,
            clock=startup.clock,
            tell=lambda name, words: None,
            tell_sent=self._log,
            captures=folder / "captures",
            seat=SEAT,
            monotonic=self.clock.monotonic,
        )
        self.intake = Intake(
            inbox=inbox,
            board=self.board,
            desk=self.desk,
            clock=SystemClock(),
            identities=Identities(self.board, {}),
            answer=self.devices.answer,
            heard=self.devices.heard,
        )

    def open(self) -> None:
        self.desk.start()
        wait_until(lambda: self.board.picture.loaded)
        self.intake.start()
        self.devices.start([RADIO, KEYED, GPS, TNC])
        wait_until(lambda: len(self.board.picture.devices) == 4)
        for name in ("Radio 1", "Radio 2", "APRS"):
            wait_until(lambda name=name: self.view(name).state == "running")

    def close(self) -> None:
        self.intake.stop()
        self.devices.stop()
        self.desk.stop()

    def view(self, name: str) -> DeviceView:
        return self.board.picture.devices[name]

    def do(self, action: str, name: str, person: str = "R. Okafor") -> str:
        return self.devices.order(action, name, person).result(20)

    def write(self, text: str = "hello") -> None:
        """What `T! CSO-11, text` does."""
        args = {"unit": "CSO-11", "text": text, "confirmed": True}
        self.desk.do("text_unit", args, actor="R. Okafor").result(20)

    def outcomes(self) -> list[tuple[str, str]]:
        """What the log says has become of texts, oldest first: the device and the words."""
        lines = reversed(self.board.picture.radio)
        return [(line.link, line.text) for line in lines if line.kind == "other"]

    def wait_orders(self, count: int) -> None:
        wait_until(lambda: len(self.radio.orders) >= count, f"for {count} orders: {self.radio.orders}")

    def wait_outcomes(self, count: int) -> list[tuple[str, str]]:
        wait_until(lambda: len(self.outcomes()) >= count, f"for {count} outcomes: {self.outcomes()}")
        return self.outcomes()

    def lines(self) -> tuple[Lines, ...]:
        return self.bench.lines("keyed")

    def _log(self, name: str, unit: str, words: str, raw: bytes) -> None:
        args = {"link": name, "radio_id": unit, "words": words, "raw": raw}
        self.desk.do("radio_sent", args, actor=name)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Position]:
    position = Position(tmp_path)
    position.open()
    yield position
    position.close()


def test_a_text_goes_out_by_the_radio_and_its_arrival_is_told(here: Position) -> None:
    said = here.do("transmit-on", "Radio 1")
    assert said == "Radio 1 may send. T! UNIT, TEXT sends a text."
    here.write()
    here.wait_orders(1)
    assert here.outcomes() == []
    here.clock.advance(ANSWERED_BY)
    assert here.wait_outcomes(1) == [("Radio 1", "Text “hello”: The answer says that it arrived.")]
    assert here.radio.orders == [HELLO]
    here.do("test", "GPS")
    told, written = here.board.picture.radio
    assert (written.kind, written.text, told.kind, told.unit) == ("outgoing", "hello", "other", "CSO-11")
    (kept,) = here.desk.order(lambda desk: desk.radio_log(kind="other")).result(20)
    assert kept.raw == b"\x020\x03"


def test_answers_to_what_others_sent_are_in_the_log_with_their_bytes(here: Position) -> None:
    here.radio.say(b"\x020\x03")
    assert here.wait_outcomes(1) == [("Radio 1", "Something, which was not sent from here, arrived.")]
    here.do("transmit-on", "Radio 1")
    here.radio.say(b"\x021\x03")
    assert here.wait_outcomes(2)[1:] == [("Radio 1", "An answer came that fits nothing that was sent.")]
    kept = here.desk.order(lambda desk: desk.radio_log(kind="other")).result(20)
    assert [row.raw for row in kept] == [b"\x021\x03", b"\x020\x03"]


def test_a_text_is_not_sent_while_nobody_has_allowed_it(here: Position) -> None:
    here.write()
    assert here.wait_outcomes(1) == [
        ("Radio", "Not sent: No radio of this position may send. Turn one on under Devices.")
    ]
    here.do("transmit-on", "Radio 1")
    here.do("transmit-off", "Radio 1")
    here.write()
    assert "Not sent: " in here.wait_outcomes(2)[1][1]
    here.do("transmit-on", "Radio 1")
    here.write("now")
    here.wait_orders(1)
    assert here.radio.orders == [b"\x02F1004011now\x03"]


def test_what_the_radio_refuses_is_told(here: Position) -> None:
    here.radio.acks = "refused"
    here.do("transmit-on", "Radio 1")
    here.write()
    here.wait_orders(1)
    here.clock.advance(ANSWERED_BY)
    assert here.wait_outcomes(1) == [("Radio 1", "Text “hello”: The answer says that it was refused.")]


def test_a_text_without_an_answer_is_tried_three_times_and_may_turn_out_late(here: Position) -> None:
    here.radio.acks = "lost"
    here.do("transmit-on", "Radio 1")
    here.write()
    for tried in (1, 2, 3):
        here.wait_orders(tried)
        assert here.outcomes() == []
        here.clock.advance(GIVEN_UP_BY)
    failed = "Text “hello”: No answer after 3 tries: the unit may be off or out of reach."
    assert here.wait_outcomes(1) == [("Radio 1", failed)]
    here.radio.say(b"\x020\x03")
    assert here.wait_outcomes(2)[1][1].startswith("Text “hello”: It arrived after all: the answer came ")
    assert here.radio.orders == [HELLO] * 3


def test_a_text_that_no_radio_can_carry_is_told(here: Position) -> None:
    here.do("transmit-on", "Radio 1")
    here.write("naïve")
    ((name, words),) = here.wait_outcomes(1)
    assert name == "Radio 1"
    assert words.startswith("Not sent: ")
    assert here.radio.orders == []


def test_texts_of_an_earlier_run_are_not_sent(tmp_path: Path) -> None:
    for run in (1, 2):
        position = Position(tmp_path)
        position.open()
        try:
            if run == 1:
                position.write("yesterday's")
                position.wait_outcomes(1)
                continue
            assert any(line.kind == "outgoing" for line in position.board.picture.radio)
            position.do("transmit-on", "Radio 1")
            position.write()
            position.wait_orders(1)
            assert position.radio.orders == [HELLO]
        finally:
            position.close()


def test_what_waits_for_a_lost_port_too_long_is_withdrawn(here: Position) -> None:
    here.do("transmit-on", "Radio 1")
    here.bench.unplug("radio")
    wait_until(lambda: here.view("Radio 1").state == "lost")
    here.write()
    wait_until(lambda: any(line.kind == "outgoing" for line in here.board.picture.radio))
    here.do("test", "GPS")
    here.clock.advance(LOST_LIMIT_S - 1)
    here.do("test", "GPS")
    assert here.outcomes() == []
    here.clock.advance(2)
    assert here.wait_outcomes(1) == [("Radio 1", "Text “hello”: It was withdrawn before it was sent.")]
    here.bench.plug("radio")
    wait_until(lambda: here.view("Radio 1").state == "running")
    assert here.radio.orders == []


def test_a_device_that_takes_the_name_of_one_that_may_send_may_not(here: Position) -> None:
    here.do("transmit-on", "Radio 1")
    here.radio.acks = "lost"
    here.write()
    here.wait_orders(1)
    moved = SavedDevice(SEAT, "Radio 1", "sim://radio", "tait", "", "", False)
    args = {
        "name": moved.name,
        "url": moved.url,
        "driver": moved.driver,
        "line": "",
        "unit": "",
        "was": "Radio 1",
    }
    here.desk.do("save_device", args, actor="R. Okafor").result(20)
    wait_until(lambda: here.view("Radio 1").driver == "tait")
    wait_until(lambda: not here.view("Radio 1").transmit)
    ((_, words),) = here.wait_outcomes(1)
    assert words == "Text “hello”: It was withdrawn after 1 try, so it may have arrived."


# Keying by modem lines


def test_a_radio_is_keyed_only_while_a_person_has_allowed_it(here: Position) -> None:
    with pytest.raises(Refused, match=r"Sending is off for Radio 2\. A person must turn it on first\."):
        here.do("key", "Radio 2")
    assert here.view("Radio 2").sends
    assert here.do("transmit-on", "Radio 2") == "Radio 2 may be keyed."
    wait_until(lambda: here.view("Radio 2").transmit)
    assert not any(lines.rts for lines in here.lines())
    assert here.do("key", "Radio 2") == "Radio 2 is keyed, for 60 s at most."
    wait_until(lambda: here.lines()[-1].rts)
    assert here.do("unkey", "Radio 2") == "Radio 2 is let go."
    wait_until(lambda: not here.lines()[-1].rts)


def test_turning_sending_off_lets_the_radio_go(here: Position) -> None:
    here.do("transmit-on", "Radio 2")
    here.do("key", "Radio 2")
    wait_until(lambda: here.lines()[-1].rts)
    here.do("transmit-off", "Radio 2")
    wait_until(lambda: not here.lines()[-1].rts)
    with pytest.raises(Refused, match="Sending is off"):
        here.do("key", "Radio 2")


def test_turning_the_device_off_lets_the_radio_go(here: Position) -> None:
    here.do("transmit-on", "Radio 2")
    here.do("key", "Radio 2")
    wait_until(lambda: here.lines()[-1].rts)
    here.do("off", "Radio 2")
    assert not here.lines()[-1].rts
    here.do("on", "Radio 2")
    wait_until(lambda: here.view("Radio 2").state == "running")
    assert not here.lines()[-1].rts


def test_a_radio_that_is_not_connected_or_has_no_key_is_not_keyed(here: Position) -> None:
    with pytest.raises(Refused, match="no key on its modem lines"):
        here.do("key", "Radio 1")
    with pytest.raises(Refused, match="sends nothing"):
        here.do("transmit-on", "GPS")
    with pytest.raises(Refused, match="must be named"):
        here.do("transmit-on", "Radio 2", person=" ")
    here.do("transmit-on", "Radio 2")
    here.bench.unplug("keyed")
    wait_until(lambda: here.view("Radio 2").state == "lost")
    with pytest.raises(Refused, match="not connected"):
        here.do("key", "Radio 2")


def test_a_key_held_too_long_is_in_the_log(here: Position) -> None:
    here.do("transmit-on", "Radio 2")
    here.do("key", "Radio 2")
    wait_until(lambda: here.lines()[-1].rts)
    here.clock.advance(60.1)
    wait_until(lambda: not here.lines()[-1].rts)
    wait_until(lambda: any(line.kind == "trouble" for line in here.board.picture.radio))
    troubles = [line for line in here.board.picture.radio if line.kind == "trouble"]
    assert [(line.link, line.text) for line in troubles] == [
        ("Radio 2", "The transmitter was let go after 60 s: release the key and press it again.")
    ]


def test_a_text_never_goes_to_a_radio_that_can_only_be_keyed(here: Position) -> None:
    here.do("transmit-on", "Radio 2")
    here.write()
    ((_, words),) = here.wait_outcomes(1)
    assert words == "Not sent: No radio of this position may send. Turn one on under Devices."


# APRS


def answer(here: Position, addressee: str, said: str) -> None:
    """A tracker says something to a station; nobody asked it to."""
    frame = ui_frame(Addresses("APZSIM", TRACKER), f":{addressee:<9}:{said}".encode())
    here.tnc.say(wrapped(frame))


def sent_frame(here: Position) -> tuple[str, str, str]:
    """Who sent the first frame on the air, the text and its number."""
    addresses, payload = split_ui_frame(unescaped(here.tnc.orders[0].strip(FEND)), 1)
    text, _, number = payload.decode().removeprefix(f":{TRACKER:<9}:").partition("{")
    return addresses.source, text, number


@pytest.fixture
def tracked(here: Position) -> Position:
    """The position with its TNC allowed to send, and a tracker that is a unit's."""
    args = {"unit": "CSO-11", "radio_id": TRACKER}
    here.desk.do("assign_radio", args, actor="R. Okafor").result(20)
    here.do("transmit-on", "APRS")
    return here


def test_an_aprs_text_goes_out_under_the_station_s_call_and_its_answer_is_known(tracked: Position) -> None:
    tracked.tnc.place(TRACKER, 34.09, -118.36)
    tracked.write()
    wait_until(lambda: tracked.tnc.orders)
    source, text, number = sent_frame(tracked)
    assert (source, text) == ("K6CSO-1", "hello")
    tracked.clock.advance(9)
    assert tracked.wait_outcomes(1) == [("APRS", "Text “hello”: The answer says that it arrived.")]
    (kept,) = tracked.desk.order(lambda desk: desk.radio_log(kind="other")).result(20)
    assert kept.raw.endswith(f":K6CSO-1  :ack{number}".encode() + FEND)


def test_an_answer_to_another_station_is_no_answer_and_can_be_read(tracked: Position) -> None:
    tracked.write()
    wait_until(lambda: tracked.tnc.orders)
    _, _, number = sent_frame(tracked)
    answer(tracked, "K6CSO-2", f"ack{number}")
    wait_until(lambda: any(line.text == f"To K6CSO-2: ack{number}" for line in tracked.board.picture.radio))
    assert tracked.outcomes() == []
    answer(tracked, "K6CSO-1", f"ack{number}")
    assert tracked.wait_outcomes(1) == [("APRS", "Text “hello”: The answer says that it arrived.")]


def test_an_aprs_text_that_nobody_acknowledges_is_tried_with_the_same_number(tracked: Position) -> None:
    tracked.write()
    for tried in (1, 2, 3):
        wait_until(lambda tried=tried: len(tracked.tnc.orders) == tried)
        tracked.clock.advance(GIVEN_UP_BY)
    assert "No answer after 3 tries" in tracked.wait_outcomes(1)[0][1]
    assert len(set(tracked.tnc.orders)) == 1


def test_what_stands_in_another_store_is_not_sent_again() -> None:
    told: list[str] = []
    sending = Sending(lambda _link, _radio, words, _raw: told.append(words), SEAT)

    def picture(since: datetime | None, *ids: int) -> Picture:
        lines = (RadioLine(n, EVENING, SEAT, "CSO-11", "100-4011", "outgoing", f"text {n}") for n in ids)
        return Picture(loaded=True, radio=tuple(lines), downtime_since=since)

    sending.take(picture(None, 5), {})
    sending.take(picture(EVENING, 2, 1), {})
    assert told == []
    sending.take(picture(EVENING, 3, 2, 1), {})
    assert len(told) == 1
    sending.take(picture(None, 9, 8, 7), {})
    assert len(told) == 1
