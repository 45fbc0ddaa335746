"""Tait CCDI: the manual's messages, what the air makes of them, orders, and the simulated radio."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import encode, make_driver
from hardware.orders import AnswerText, AskChannel, CannotSendError, Order, PollPosition, SendStatus, SendText
from hardware.radio.tait import LEFT_IN_RADIO, TaitDriver
from hardware.radio.tait_frames import checksum, framed, is_frame
from hardware.readings import Reading, Undecoded
from hardware.simulators.tait import SimulatedTait
from tests.hardware.clocks import HandClock


def read(*chunks: bytes) -> list[Reading]:
    driver = TaitDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def told(*chunks: bytes) -> list[tuple[str, ...]]:
    return in_words(read(*chunks))


def in_words(readings: list[Reading]) -> list[tuple[str, ...]]:
    """Kind, unit and whatever else the reading says in words."""
    names = ("code", "text", "state", "why")
    return [
        (each.kind, each.unit, *(said for name in names if (said := getattr(each, name, ""))))
        for each in readings
    ]


@pytest.mark.parametrize(
    "frame",
    [
        b"q002F",
        b"m0813102.03A3",
        b"p0205C9",
        b"p0206C8",
        b"p0202CC",
        b"s0D050800TESTHi!DA",
        b"s0A051234567813",
        b"s0CFF12345678Hi39",
        b"s002D",
        b"s02Hi7A",
        b"r0714000FFA6",
        b"e03003A5",
        b"c0110B",
        b"q011FD",
    ],
)
def test_the_checksum_is_the_manuals(frame: bytes) -> None:
    assert is_frame(frame)
    assert checksum(frame[:-2]) == int(frame[-2:], 16)
    assert framed(chr(frame[0]), frame[3:-2].decode()) == frame + b"\r"


REFUSED = ("acknowledged", "", "1")


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (b"m0813102.03A3\r", [("heartbeat", "")]),
        (b"p0205C9\r", [("channel", "", "busy")]),
        (b"p0206C8\r", [("channel", "", "free")]),
        (framed("p", "07"), [("channel", "", "transmitting")]),
        (framed("p", "08"), [("channel", "", "free")]),
        (framed("p", "03"), [("emergency", "")]),
        (framed("p", "04"), [("trouble", "", "The radio has left its emergency mode.")]),
        (b"p0202CC\r", [("trouble", "", "The radio was kept from transmitting.")]),
        (framed("p", "1F0"), [("trouble", "", "The radio has started again.")]),
        (framed("p", "1D1"), [("acknowledged", "", "0")]),
        (framed("p", "1D0"), [("acknowledged", "", "1")]),
        (framed("p", "19"), []),
        (framed("p", "210000001"), []),
        (framed("p", "7F"), [("undecoded", "", "The message is not one that this console knows")]),
        (b"s02Hi7A\r", [("text", "", "Hi")]),
        (b"s002D\r", []),
        (b"e03003A5\r", [("trouble", "", "The radio refuses the parameters of a command."), REFUSED]),
        (framed("e", "099"), [("trouble", "", "The radio refuses a command: error 99."), REFUSED]),
        (framed("e", "142"), [("trouble", "", "The radio has failed: system error 42.")]),
        (b"r0714000FFA6\r", [("trouble", "", LEFT_IN_RADIO)]),
        (framed("r", "00000FF12345"), [("transmission_began", "12345")]),
        (framed("r", "00000FF54321-12345"), [("transmission_began", "12345")]),
        (framed("r", "020000712345"), [("status", "12345", "07")]),
        (framed("r", "02000FF12345"), [("undecoded", "12345", "A status call came without a status")]),
        (framed("r", "00100FF12345"), [("emergency", "12345")]),
        (framed("r", "001000912345"), [("emergency", "12345", "09")]),
        (framed("r", "10009FF12345"), [("emergency", "12345")]),
        (framed("r", "14100FF12345"), [("emergency", "12345")]),
        (framed("r", "10001FF12345"), [("text", "12345", "Call alert")]),
        (framed("r", "10002FF12345"), [("text", "12345", "Radio check")]),
        (framed("r", "03000FF12345"), [("text", "12345", "Interrogation call")]),
        (framed("r", "09000FF12345"), [("undecoded", "12345", "A call of an unknown kind came")]),
        (framed("r", "0"), [("undecoded", "", "The message is not one that this console knows")]),
        (framed("n", "1234567"), []),
        (framed("z", "Hi"), [("undecoded", "", "The message is not one that this console knows")]),
    ],
)
def test_messages(frame: bytes, expected: list[tuple[str, ...]]) -> None:
    assert told(frame) == expected
    assert told(b"." + frame + b".") == expected
    assert told(frame.rstrip(b"\r")) == expected


def test_the_sender_of_a_short_message_is_who_rang() -> None:
    ring, message = (
        framed("r", "14000FF12345"),
        framed("s", "At the \x1bpark\xff".encode("latin-1").decode("ascii", "ignore")),
    )
    assert told(ring + b"." + message + b".") == [("text", "12345", "At the \ufffdpark")]
    driver = TaitDriver()
    assert driver.feed(ring) == []
    assert in_words(driver.idle()) == [("trouble", "12345", LEFT_IN_RADIO)]
    assert in_words(driver.feed(message)) == [("text", "12345", "At the \ufffdpark")]
    assert driver.idle() == []


def test_who_talks_ends_when_the_channel_is_free() -> None:
    assert told(framed("p", "05"), framed("r", "00000FF12345"), framed("p", "06"), framed("p", "06")) == [
        ("channel", "", "busy"),
        ("transmission_began", "12345"),
        ("transmission_ended", "12345"),
        ("channel", "", "free"),
        ("channel", "", "free"),
    ]
    two = told(framed("r", "00000FF12345"), framed("r", "00000FF54321"), framed("p", "06"))
    assert [(kind, unit) for kind, unit, *_ in two] == [
        ("transmission_began", "12345"),
        ("transmission_ended", "12345"),
        ("transmission_began", "54321"),
        ("transmission_ended", "54321"),
        ("channel", ""),
    ]


def test_a_radio_that_is_asked_tells_what_is_known_of_the_channel() -> None:
    assert told(b"p0205C9\r", b".m0813102.03A3\r.") == [("channel", "", "busy")] * 2


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"p0205C8\r", "Checksum is C8, the bytes give C9"),
        (b"p0205ZZ\r", "The checksum is not two hexadecimal digits"),
        (b"p020\r", "The message should have 2 characters and has 0"),
        (b"p0205\r", "The message should have 2 characters and has 0"),
        (b"p02055C9\r", "The message should have 2 characters and has 3"),
        (b"noise\r", "The line is no message of a Tait radio"),
        (b"\xff\xfe\r\n", "The line is no message of a Tait radio"),
    ],
)
def test_what_makes_no_sense_is_shown_and_the_stream_goes_on(data: bytes, why: str) -> None:
    assert told(data, b"p0203CB\r") == [("undecoded", "", why), ("emergency", "")]


def test_frames_glued_to_noise_and_to_each_other_are_found() -> None:
    assert told(b"\xff\xffp0205C9p0206C8p02\r") == [
        ("undecoded", "", "The line is no message of a Tait radio"),
        ("channel", "", "busy"),
        ("channel", "", "free"),
        ("undecoded", "", "The message should have 2 characters and has 0"),
    ]


def test_the_flow_control_of_the_port_is_no_message() -> None:
    assert told(b"\x11.\x13\r\n\x00.\r", b"\x11p0205C9\r\n") == [("channel", "", "busy")]


def test_half_a_message_is_given_up() -> None:
    assert told(b".p0205C") == [("undecoded", "", "The message was cut short")]


def test_an_endless_line_is_cut_at_a_kilobyte() -> None:
    refused = TaitDriver().feed(b"p0205" + b"1" * 5000)
    assert [len(reading.raw) for reading in refused] == [1024] * 4
    assert isinstance(refused[0], Undecoded)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=255))
def test_every_text_that_fits_a_frame_is_read_back(text: str) -> None:
    expected = [("text", "", text)] if text else []
    assert told(framed("s", text)) == expected


@given(st.binary(max_size=300))
def test_garbage_never_hides_an_emergency(garbage: bytes) -> None:
    assert ("emergency", "") in told(garbage + b"\r" + b"p0203CB\r")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (SendText("12345678", "Hi"), b"s0C0512345678Hi60\r"),
        (SendText("0800TEST", "Hi!"), b"s0D050800TESTHi!DA\r"),
        (SendText("", "Shift ends"), framed("s", "05********Shift ends")),
        (SendStatus("12345678", "07"), framed("s", "0512345678Status 07")),
        (AskChannel(), b"q002F\r"),
    ],
)
def test_orders(order: Order, expected: bytes) -> None:
    assert encode("tait", order) == expected
    assert is_frame(expected.removesuffix(b"\r"))
    assert not [each for each in read(expected) if getattr(each, "why", "").startswith("Checksum")]


@given(
    st.text(alphabet="0123456789ABCXYZ*", min_size=8, max_size=8),
    st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=32),
)
def test_the_driver_verifies_what_is_sent(unit: str, text: str) -> None:
    (echo,) = read(encode("tait", SendText(unit, text)))
    assert echo.kind == "text"
    assert getattr(echo, "text", "") == f"05{unit}{text}"


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (SendText("1234", "Hi"), "'1234' is no Tait data identity"),
        (SendText("12345678", " "), "1 to 32 characters"),
        (SendText("12345678", "x" * 33), "1 to 32 characters; this has 33"),
        (SendText("12345678", "Grüße"), "plain letters"),
        (SendText("12345678", "a\rb"), "plain letters"),
        (SendStatus("", "07"), "no Tait data identity"),
        (SendStatus("12345678", "seven"), "'seven' is no Tait status"),
        (PollPosition("12345678"), "texts and statuses only"),
        (AnswerText("12345678", "1"), "texts and statuses only"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_one_sentence(order: Order, why: str) -> None:
    with pytest.raises(CannotSendError, match=why):
        encode("tait", order)


def test_the_simulated_radio_tells_what_it_hears() -> None:
    radio, driver = SimulatedTait(HandClock()), make_driver("tait")
    radio.key("12345")
    radio.unkey()
    radio.press()
    radio.release()
    radio.status("12345", 7)
    radio.text("12345", "At the park")
    radio.emergency("12345")
    radio.emergency()
    radio.end_emergency()
    said = radio.emit()
    assert said.startswith(b"p0205C9\r.")
    assert in_words(driver.feed(said) + driver.idle()) == [
        ("channel", "", "busy"),
        ("transmission_began", "12345"),
        ("transmission_ended", "12345"),
        ("channel", "", "free"),
        ("channel", "", "transmitting"),
        ("channel", "", "free"),
        ("status", "12345", "07"),
        ("text", "12345", "At the park"),
        ("emergency", "12345"),
        ("emergency", ""),
        ("trouble", "", "The radio has left its emergency mode."),
    ]


TRANSCRIPT = (
    (b"q002F\r", b".m0813102.03A3\r."),
    (b"q010FE\r", b".m0813102.03A3\r."),
    (b"q011FD\r", b".s002D\r."),
    (b"c0110B\r", b"."),
    (framed("f", "100"), b"."),
    (framed("f", "101"), b"."),
    (b"q0020\r", framed("e", "002") + b"."),
    (framed("q", "9"), b"e03003A5\r."),
    (framed("y", ""), framed("e", "001") + b"."),
    (b"\r", b""),
)


def test_the_simulated_radio_answers_commands_as_the_manual_says() -> None:
    radio = SimulatedTait(HandClock())
    for command, answer in TRANSCRIPT:
        radio.receive(command[:3])
        radio.receive(command[3:])
        assert radio.emit() == answer, command


def test_a_short_message_is_kept_until_it_is_asked_for_and_deleted() -> None:
    radio = SimulatedTait(HandClock(), hands_on=False)
    radio.text("12345", "Hi")
    assert b"s02" not in radio.emit()
    radio.receive(b"q011FD\r")
    assert radio.emit() == b".s02Hi7A\r."
    radio.receive(b"c0110B\rq011FD\r")
    assert radio.emit() == b"..s002D\r."


@pytest.mark.parametrize(
    ("acks", "expected"),
    [("good", [("acknowledged", "", "0")]), ("refused", [("acknowledged", "", "1")]), ("lost", [])],
)
def test_a_text_is_acknowledged_within_two_seconds(acks: str, expected: list[tuple[str, ...]]) -> None:
    clock = HandClock()
    radio = SimulatedTait(clock, seed=4)
    radio.acks = acks  # type: ignore[assignment]  # one of its three words
    radio.receive(encode("tait", SendText("12345678", "Hi")))
    assert radio.emit() == b"."
    clock.advance(2)
    assert told(radio.emit()) == expected
    assert radio.sent == [b"0512345678Hi"]
