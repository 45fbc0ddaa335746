"""What is sent to a Kenwood radio, byte by byte, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import encode as encode_for
from hardware.drivers import make_driver
from hardware.orders import (
    AnswerText,
    AskChannel,
    CannotSendError,
    Order,
    PollPosition,
    SendStatus,
    SendText,
)
from hardware.radio.kenwood_orders import encode
from hardware.readings import Status, Text

LONG = "x" * 49
FLEETSYNC = st.builds("{}-{}".format, st.integers(100, 349), st.integers(1000, 4999))
NEXEDGE = st.integers(1, 65519).map("U{:05d}".format)
WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=80).filter(str.strip)


@pytest.mark.parametrize(
    ("order", "frame"),
    [
        (SendText("100-1001", "Apr20 22:13 hello"), b"\x02F1001001Apr20 22:13 hello\x03"),
        (SendText("100-4002", "x" * 48), b"\x02F1004002" + b"x" * 48 + b"\x03"),
        (SendText("349-4999", LONG), b"\x02G3494999" + LONG.encode() + b"\x03"),
        (SendText("100-1000", "x" * 4096), b"\x02G1001000" + b"x" * 4096 + b"\x03"),
        (SendText("", "to all"), b"\x02F0000000to all\x03"),
        (SendText("", LONG), b"\x02G0000000" + LONG.encode() + b"\x03"),
        (SendText("U03001", "text"), b"\x02gFU03001text\x03"),
        (SendText("G00000", "text"), b"\x02gFG00000text\x03"),
        (SendText("U65519", LONG), b"\x02gGU65519" + LONG.encode() + b"\x03"),
        (SendStatus("U00002", "015"), b"\x02gEU00002015\x03"),
        (SendStatus("U00002", "5"), b"\x02gEU00002005\x03"),
        (SendStatus("G00010", "255"), b"\x02gEG00010255\x03"),
        (PollPosition("100-1001"), b"\x02R31001001\x03"),
        (PollPosition("U03001"), b"\x02gR3U03001\x03"),
        (AskChannel(), b"\x02JCA\x03"),
    ],
)
def test_frames_as_the_manual_has_them(order: Order, frame: bytes) -> None:
    assert encode(order) == frame
    assert encode_for("kenwood", order) == frame


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (SendText("099-4002", "x"), "fleets go from 100 to 349"),
        (SendText("100-5000", "x"), "IDs from 1000 to 4999"),
        (SendText("U00000", "x"), "units go from U00001"),
        (SendText("U65520", "x"), "to 65519"),
        (SendText("000000101", "x"), "no unit that a Kenwood radio can send to"),
        (SendText("U00001205", "x"), "no unit that a Kenwood radio can send to"),
        (SendText("\u0661\u0660\u0660-4002", "x"), "no unit"),
        (SendText("100-4002\x03", "x"), "no unit"),
        (SendText("100-4002", ""), "no text"),
        (SendText("100-4002", "  "), "no text"),
        (SendText("100-4002", "x" * 4097), "at most 4096 characters; this has 4097"),
        (SendText("100-4002", "one\ntwo"), "control characters"),
        (SendText("100-4002", "\x03\x02C\x03"), "control characters"),
        (SendText("100-4002", "Café"), "no character 'é'"),
        (SendStatus("100-4002", "15"), "NEXEDGE units only"),
        (SendStatus("U03001", "0"), "1 to 255"),
        (SendStatus("U03001", "256"), "1 to 255"),
        (SendStatus("U03001", "\u0663"), "1 to 255"),
        (SendStatus("", "15"), "not to everybody"),
        (PollPosition(""), "not to everybody"),
        (PollPosition("G00010"), "not a group"),
        (AnswerText("100-4002", "1"), "by itself"),
    ],
)
def test_what_cannot_be_sent(order: Order, why: str) -> None:
    with pytest.raises(CannotSendError, match=why) as refused:
        encode(order)
    assert str(refused.value).endswith(".")


@given(FLEETSYNC | NEXEDGE, WORDS)
def test_a_radio_that_hears_a_text_back_reads_it_as_it_was(unit: str, words: str) -> None:
    said = "To all: " + words.replace("$PK", "")  # which begins a line even within a frame
    (text,) = make_driver("kenwood").feed(encode(SendText(unit, said)))
    assert isinstance(text, Text)
    assert (text.unit, text.text) == (unit, said)


@given(NEXEDGE, st.integers(1, 255))
def test_a_status_heard_back(unit: str, code: int) -> None:
    (status,) = make_driver("kenwood").feed(encode(SendStatus(unit, str(code))))
    assert isinstance(status, Status)
    assert (status.unit, int(status.code)) == (unit, code)


@given(st.text(max_size=12), st.text(max_size=60))
def test_an_order_is_one_whole_frame_or_refused_in_words(unit: str, words: str) -> None:
    for order in (SendText(unit, words), SendStatus(unit, words), PollPosition(unit)):
        try:
            frame = encode(order)
        except CannotSendError as error:
            assert str(error).isprintable()
        else:
            assert (frame[:1], frame[-1:]) == (b"\x02", b"\x03")
            assert not set(frame[1:-1]) & set(range(32))
