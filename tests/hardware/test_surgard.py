"""Sur-Gard: the frames of the manual, what goes wrong on the line, and the simulated receiver."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.alarm.surgard import SurGardDriver
from hardware.readings import Alarm, Heartbeat, Reading, Trouble, Undecoded
from hardware.simulators.alarm_receiver import EVENT_LIMIT
from hardware.simulators.surgard import SimulatedSurGard
from tests.hardware.clocks import HandClock

DURESS = b"5011 181234E12101001"
BEAT = b"1011           @    \x14"
ACK, NAK = b"\x06", b"\x15"


def read(*chunks: bytes) -> list[Reading]:
    driver = SurGardDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def alarm(data: bytes) -> Alarm:
    (reading,) = read(data)
    assert isinstance(reading, Alarm), reading
    assert reading.answer == ACK
    return reading


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"5011 181234E12101001\x14", ("1234", "121", "E", "01", "001", "01", "1")),
        (b"501100 181234E12101001\x14", ("1234", "121", "E", "01", "001", "01", "100")),
        (b"5011 187037E13001004\x14", ("7037", "130", "E", "01", "004", "01", "1")),
        (b"501001 187037R30100000\x14", ("7037", "301", "R", "00", "000", "01", "001")),
        (b"50102 181234E12101001\x14", ("1234", "121", "E", "01", "001", "01", "02")),
        (b"5011 98BCDEP602000F1\x14", ("BCDE", "602", "P", "00", "0F1", "01", "1")),
        (b"5011 181234112101001\x14", ("1234", "121", "E", "01", "001", "01", "1")),
        (b"5011 181234312101001\x14", ("1234", "121", "R", "01", "001", "01", "1")),
        (b"5011 181234612101001\x14", ("1234", "121", "P", "01", "001", "01", "1")),
        (b"5011 181234E79901001\x14", ("1234", "799", "E", "01", "001", "01", "1")),
        (b"Q01001 581234567890 E12101001\x14", ("1234567890", "121", "E", "01", "001", "01", "001")),
        (b"Q01001 58    567890R12101001\x14", ("567890", "121", "R", "01", "001", "01", "001")),
    ],
)
def test_contact_id(frame: bytes, expected: tuple[str, ...]) -> None:
    reading = alarm(frame)
    assert reading[:7] == expected
    assert (reading.text, reading.level, reading.raw) == ("", None, frame[:-1])


@pytest.mark.parametrize(
    ("frame", "account", "qualifier", "text"),
    [
        (b"1011      1234 A1001\x14", "1234", "E", "Alarm 001"),
        (b"101001      1234 R 001\x14", "1234", "R", "Restore 001"),
        (b"1011      0012 C1128\x14", "0012", "R", "Closing 128"),
        (b"1011      0012 O 128\x14", "0012", "E", "Opening 128"),
        (b"1011      0012 3    \x14", "0012", "E", "Signal 3"),
    ],
)
def test_basic_signals_are_told_in_words(frame: bytes, account: str, qualifier: str, text: str) -> None:
    reading = alarm(frame)
    assert (reading.unit, reading.event, reading.qualifier, reading.text) == (account, "", qualifier, text)


@pytest.mark.parametrize(
    ("block", "account", "level"),
    [
        ("[#1234|Nri01BA01]", "1234", None),
        ("[#1234567890ABCDEF|Nri1BA01*'FRONT DOOR'NM]", "1234567890ABCDEF", None),
        ("[#1234|Nri01BA01 AVS:3]", "1234", 3),
        ("[#1234|Nri01BA01^ALARM LEVEL 0^]", "1234", 0),
        ("[#1234|Nri01BA01^PARKING LEVEL 2^]", "1234", None),
        ("[#1234|Nri01BA01 AVS 42]", "1234", None),
    ],
)
def test_sia_blocks_are_kept_as_they_came(block: str, account: str, level: int | None) -> None:
    reading = alarm(f"S011{block}\x14".encode())
    assert (reading.unit, reading.text, reading.level, reading.event) == (account, block, level, "")


@pytest.mark.parametrize("frame", [BEAT, b"101000           @    \x14", b"101000           @\x14"])
def test_heartbeats_ask_for_an_answer(frame: bytes) -> None:
    assert read(frame) == [Heartbeat("", ACK, frame[:-1])]


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (b"001001[#0000|NYT01]\x14", "[#0000|NYT01]"),
        (b"0011[NYT01]\x14", "[NYT01]"),
        (b"0011      0000  YT00\x14", "0000 YT00"),
    ],
)
def test_the_receivers_own_status_is_a_trouble_that_is_acknowledged(frame: bytes, said: str) -> None:
    raw = frame[:-1]
    assert read(frame) == [Trouble("", f"The receiver reports {said}.", raw), Heartbeat("", ACK, raw)]


def test_a_status_that_names_an_account_is_that_accounts_alarm() -> None:
    assert alarm(b"0011[#1234|NYS00]\x14").unit == "1234"


@pytest.mark.parametrize(
    "frame",
    [
        b"5011 181234X12101001",
        b"5011 181234E1210100",
        b"5011 171234E12101001",
        b"5011 18123GE12101001",
        b"5011 181234E12101001X",
        b"0011 181234E12101001",
        b"Q01001 58123456789E12101001",
        b"S011[#1234|Nri01BA01",
        b"9011 what is this",
        b"\xff\xfe\x01",
    ],
)
def test_a_damaged_frame_is_shown_and_never_acknowledged(frame: bytes) -> None:
    *readings, last = read(frame + b"\x14" + BEAT)
    assert isinstance(last, Heartbeat)
    refused = [reading for reading in readings if isinstance(reading, Undecoded)]
    assert refused
    assert all(reading.why and reading.raw in frame for reading in refused)
    assert all(reading.raw == DURESS for reading in readings if isinstance(reading, Alarm))


def test_glued_repetitions_are_taken_apart() -> None:
    readings = read(DURESS * 3 + b"\x14" + BEAT)
    assert [reading.raw for reading in readings] == [DURESS] * 3 + [BEAT[:-1]]
    mixed = read(DURESS + b"S011[#1234|Nri01BA01]" + BEAT[:-1] + b"1011      1234 A1001" + DURESS)
    assert [reading.kind for reading in mixed] == ["alarm", "alarm", "heartbeat", "alarm", "alarm"]


def test_a_status_never_swallows_the_alarm_behind_it() -> None:
    refused, kept = read(b"0011      0000  YT00" + DURESS + b"\x14")
    assert isinstance(refused, Undecoded)
    assert kept.raw == DURESS


def test_a_dump_of_glued_frames_without_any_end_is_read_whole() -> None:
    frames = [b"5011 18%04dE13001004" % account for account in range(500)]
    readings = SurGardDriver().feed(b"".join(frames) + b"\x14")
    assert [reading.unit for reading in readings] == [f"{account:04d}" for account in range(500)]


def test_a_frame_without_its_end_is_good_once_the_line_is_silent() -> None:
    driver = SurGardDriver()
    assert driver.feed(DURESS) == []
    assert [reading.kind for reading in driver.idle()] == ["alarm"]
    assert driver.idle() == []


def test_text_from_the_wire_is_plain_and_bounded() -> None:
    assert alarm(b"S011[#1234|N\xff\x80]\x14").text == "[#1234|N\ufffd\ufffd]"
    assert [reading.kind for reading in read(b"S011[#1234|" + b"a" * 600 + b"]\x14")] == ["undecoded"]


class Console:
    """Reads the simulated receiver with the driver and stores what it reads, as often as it comes."""

    def __init__(self, receiver: SimulatedSurGard) -> None:
        self.receiver = receiver
        self.driver = SurGardDriver()
        self.stored: set[str] = set()
        self.heard: list[Reading] = []

    def read(self) -> list[Reading]:
        readings = self.driver.feed(self.receiver.emit())
        self.heard += readings
        self.stored |= {reading.zone for reading in readings if isinstance(reading, Alarm)}
        return readings

    def answer(self) -> None:
        for reading in self.read():
            assert isinstance(reading, Alarm | Heartbeat)
            self.receiver.receive(reading.answer)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_an_event_is_sent_at_once_and_leaves_when_it_is_acknowledged(clock: HandClock) -> None:
    receiver = SimulatedSurGard(clock)
    receiver.alarm("1234", "121")
    assert receiver.emit() == DURESS + b"\x14"
    assert (receiver.emit(), receiver.held) == (b"", 1)
    receiver.receive(ACK)
    assert receiver.held == 0
    clock.advance(29)
    assert receiver.emit() == b""
    clock.advance(1)
    assert receiver.emit() == BEAT


def test_the_forms_that_it_writes(clock: HandClock) -> None:
    receiver = SimulatedSurGard(clock, receiver="02", line="003")
    receiver.alarm("1234567890", "130", "R", "012", "05")
    assert receiver.emit() == b"Q02003 581234567890R13005012\x14"
    receiver.receive(ACK)
    receiver.status("NYT01")
    assert receiver.emit() == b"002003[#0000|NYT01]\x14"


def test_unanswered_it_repeats_four_times_and_then_waits_for_a_heartbeat(clock: HandClock) -> None:
    receiver = SimulatedSurGard(clock)
    receiver.alarm("1234", "121")
    sent = []
    for _ in range(12):
        sent.append(receiver.emit())
        clock.advance(2)
    assert sent == [DURESS + b"\x14", b""] * 5 + [b"", b""]
    assert receiver.holding
    receiver.alarm("1234", "130")
    assert receiver.emit() == b""
    clock.advance(22)
    assert receiver.emit() == BEAT
    receiver.receive(ACK)
    assert (receiver.emit(), receiver.holding, receiver.held) == (DURESS + b"\x14", False, 2)


def test_asked_to_it_sends_again_at_once(clock: HandClock) -> None:
    receiver = SimulatedSurGard(clock)
    receiver.alarm("1234", "121")
    assert [receiver.emit(), receiver.receive(NAK), receiver.emit()] == [
        DURESS + b"\x14",
        None,
        DURESS + b"\x14",
    ]
    receiver.receive(ACK)
    clock.advance(30)
    assert [receiver.emit(), receiver.receive(NAK), receiver.emit()] == [BEAT, None, BEAT]


def test_bytes_that_are_no_answer_and_answers_to_nothing_change_nothing(clock: HandClock) -> None:
    receiver = SimulatedSurGard(clock)
    receiver.receive(ACK + NAK + b"\xffhello")
    receiver.alarm("1234", "121")
    receiver.receive(b"\x00\xff")
    assert receiver.held == 1


def test_a_dump_of_hundreds_is_read_to_the_last(clock: HandClock) -> None:
    receiver = SimulatedSurGard(clock, seed=3)
    console = Console(receiver)
    receiver.dump(300)
    while receiver.held:
        console.answer()
        clock.advance(0.1)
    assert len(console.heard) == 300
    twin = SimulatedSurGard(HandClock(), seed=3)
    twin.dump(1)
    assert twin.emit() == console.heard[0].raw + b"\x14"


DOINGS = st.lists(
    st.one_of(
        st.floats(0.0, 40.0),
        st.sampled_from(["alarm", "read", "acknowledge", "refuse", "noise"]),
    ),
    max_size=40,
)


@given(DOINGS)
def test_whatever_answers_are_lost_or_late_no_event_is(doings: list[float | str]) -> None:
    clock = HandClock()
    receiver = SimulatedSurGard(clock)
    console = Console(receiver)
    raised: list[str] = []
    for doing in doings:
        if isinstance(doing, float):
            clock.advance(doing)
        elif doing == "alarm":
            raised.append(f"{len(raised) + 1:03d}")
            receiver.alarm("1234", "130", zone=raised[-1])
        elif doing == "read":
            console.read()
        else:
            receiver.receive({"acknowledge": ACK, "refuse": NAK, "noise": b"\x00"}[doing])
    for _ in range(200):
        console.answer()
        clock.advance(1)
    assert receiver.held == 0
    assert console.stored == set(raised)


@given(st.integers(1, 20), st.data())
def test_an_event_that_is_held_is_sent_again_until_it_is_acknowledged(lost: int, data: st.DataObject) -> None:
    clock = HandClock()
    receiver = SimulatedSurGard(clock)
    receiver.alarm("1234", "121")
    for _ in range(lost):
        clock.advance(data.draw(st.floats(0.5, 60.0)))
        if BEAT in receiver.emit():
            receiver.receive(ACK)
    assert receiver.held == 1
    clock.advance(60)
    console = Console(receiver)
    for _ in range(70):
        console.answer()
        clock.advance(1)
    assert (receiver.held, console.stored) == (0, {"001"})


def test_a_receiver_that_nobody_answers_holds_so_much_and_no_more() -> None:
    clock = HandClock()
    receiver = SimulatedSurGard(clock)
    receiver.dump(EVENT_LIMIT + 100)
    assert (receiver.held, receiver.turned_away) == (EVENT_LIMIT, 100)
    clock.advance(100_000)
    assert len(receiver.emit()) <= 65_536
    receiver.receive(b"x" * 100_000 + b"\x06")
    receiver.alarm("1234", "130")
    assert (receiver.held, receiver.turned_away) == (EVENT_LIMIT, 101)
