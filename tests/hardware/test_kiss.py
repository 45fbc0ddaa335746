"""KISS and AX.25: frames and what stands between them, duplicates, and the simulated TNC."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.drivers import answer_rule, make_driver
from hardware.drivers import encode as encode_for
from hardware.orders import AnswerText, CannotSendError, Order, PollPosition, SendText
from hardware.radio.aprs_orders import encode
from hardware.radio.ax25 import Addresses, Ax25Error, Hop, signature, split_ui_frame, ui_frame
from hardware.radio.kiss import KissDriver
from hardware.radio.kiss_frames import FEND, unescaped, wrapped
from hardware.readings import Emergency, Position, Reading, Text, Undecoded
from hardware.simulators.kiss import SimulatedKiss
from hardware.simulators.route import metres
from tests.hardware.clocks import HandClock

VECTOR = bytes.fromhex(
    "c0 00 82 a0 a4 a6 40 40 e0 9c 60 86 82 98 98 72 ae 92 88 8a 62 40 63 03 f0"
    "21 34 39 30 33 2e 35 30 4e 2f 30 37 32 30 31 2e 37 35 57 2d c0"
)
HEAD = Addresses("APRS", "N0CALL-9", (Hop("WIDE1-1", False),))
PLUMMER_PARK, CITY_HALL = (34.0900, -118.3500), (34.0900, -118.3850)
CALLS = st.builds(
    lambda call, ssid: f"{call}-{ssid}" if ssid else call,
    st.text("ABCXYZ0189", min_size=1, max_size=6),
    st.integers(0, 15),
)


def read(*chunks: bytes) -> list[Reading]:
    driver = KissDriver()
    return [reading for chunk in chunks for reading in driver.feed(chunk)] + driver.idle()


def told(*chunks: bytes) -> list[tuple[str, str, str]]:
    """Kind, unit, and whatever else the reading says in words."""
    said = ((reading, getattr(reading, "text", getattr(reading, "why", ""))) for reading in read(*chunks))
    return [(reading.kind, reading.unit, text) for reading, text in said]


def status(text: bytes) -> bytes:
    return wrapped(ui_frame(HEAD, b">" + text))


def test_the_vector_frame() -> None:
    (fix,) = read(VECTOR)
    assert isinstance(fix, Position)
    assert (fix.unit, fix.valid, fix.raw) == ("N0CALL-9", True, VECTOR)
    assert (fix.lat, fix.lon) == (pytest.approx(49.05833, abs=1e-5), pytest.approx(-72.02917, abs=1e-5))


def test_the_vector_frame_as_we_would_send_it() -> None:
    assert wrapped(ui_frame(HEAD, b"!4903.50N/07201.75W-")) == VECTOR


@pytest.mark.parametrize("port", range(16))
def test_every_port_of_a_tnc_is_heard(port: int) -> None:
    frame = wrapped(ui_frame(HEAD, b">here"), port)
    assert told(frame) == [("text", "N0CALL-9", "here")]


def test_escapes_stand_for_the_bytes_that_frame() -> None:
    frame = status(b"a\xc0b\xdbc\xdb\xdcd")
    assert frame.count(b"\xc0") == 2
    assert told(frame) == [("text", "N0CALL-9", "aÀbÛcÛÜd")]


@given(st.binary(max_size=300), st.integers(0, 15))
def test_what_is_wrapped_is_unwrapped_again(data: bytes, port: int) -> None:
    frame = wrapped(data, port)
    assert unescaped(frame[1:-1]) == bytes((port << 4,)) + data


def test_empty_frames_and_shared_fends_are_normal() -> None:
    one, two = status(b"one"), status(b"two")
    for stream in (
        b"\xc0\xc0\xc0" + one + b"\xc0\xc0" + two + b"\xc0",
        one[:-1] + two,
        one[1:] + one + two,
    ):
        assert [text for kind, _, text in told(stream) if kind == "text"] == ["one", "two"]


def test_a_shared_fend_outlives_silence() -> None:
    driver = KissDriver()
    assert len(driver.feed(VECTOR)) == 1
    assert driver.idle() == []
    assert [reading.kind for reading in driver.feed(VECTOR[1:])] == ["position"]


def test_a_bad_escape_costs_its_frame_and_no_other() -> None:
    bad = b"\xc0\x00abc\xdb\x01def\xc0"
    refused, fine = read(bad + VECTOR)
    assert isinstance(refused, Undecoded)
    assert refused.raw == bad
    assert fine.kind == "position"


@pytest.mark.parametrize(
    "body", [b"\x01\x28", b"\x12\x3f", b"\x03\x0a", b"\x05\x01", b"\x06\xb1abc", b"\x16", b"\xff"]
)
def test_settings_are_taken_silently(body: bytes) -> None:
    assert told(b"\xc0" + body + b"\xc0" + VECTOR) == [("position", "N0CALL-9", "")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xc0\x0cab\xc0", "There is no KISS command 12 of 3 bytes"),
        (b"\xc0\x01abc\xc0", "There is no KISS command 1 of 4 bytes"),
        (
            b"\xc0\x00garbage\xc0",
            "The frame carries no APRS: it is no unnumbered information without layer 3",
        ),
        (b"\xc0\x00garbage\x03\xf0>x\xc0", "7 bytes are not two to ten addresses"),
        (VECTOR.replace(b"\x40\x63", b"\x40\x62"), "The addresses do not end where the frame says"),
        (VECTOR.replace(b"\x9c\x60", b"\x5c\x60"), "An address is no call of letters and digits"),
        (b"\xc0\x00\x82\xa0", "The frame was cut short"),
        (b"\xff\x01noise", "Bytes outside any message"),
    ],
)
def test_what_makes_no_sense_is_shown_and_the_stream_goes_on(data: bytes, why: str) -> None:
    assert told(data)[0] == ("undecoded", "", why)
    assert told(data + VECTOR)[-1] == ("position", "N0CALL-9", "")


def test_a_tnc_in_command_mode_says_so() -> None:
    (trouble,) = told(b"\r\ncmd:EH?\r\ncmd:")
    assert trouble == ("trouble", "", "The TNC is in command mode: switch it to KISS")
    assert [kind for kind, *_ in told(VECTOR + b"\r\ncmd:")] == ["position", "trouble"]


def test_an_overlong_frame_is_cut_and_what_follows_is_noise() -> None:
    overlong, *noise, fine = read(b"\xc0\x00" + b"a" * 10_000 + VECTOR)
    assert isinstance(overlong, Undecoded)
    assert "8192" in overlong.why
    assert sum(len(reading.raw) for reading in (overlong, *noise)) == 10_002
    assert fine.kind == "position"


@given(CALLS, CALLS, st.lists(st.tuples(CALLS, st.booleans()), max_size=8), st.binary(max_size=256))
def test_addresses_with_every_path_come_back(
    destination: str, source: str, path: list[tuple[str, bool]], payload: bytes
) -> None:
    addresses = Addresses(destination, source, tuple(Hop(*hop) for hop in path))
    assert split_ui_frame(ui_frame(addresses, payload)) == (addresses, payload)


@pytest.mark.parametrize("call", ["", "TOOLONG", "n0call", "N0CALL-16", "A B", "N0CALL-"])
def test_what_is_no_call_is_never_sent(call: str) -> None:
    with pytest.raises(Ax25Error, match="call"):
        ui_frame(Addresses("APRS", call), b"")


def test_a_path_has_at_most_eight_digipeaters() -> None:
    with pytest.raises(Ax25Error, match="eight"):
        ui_frame(Addresses("APRS", "N0CALL", (Hop("WIDE1", False),) * 9), b"")


def test_duplicates_by_digipeaters_share_a_signature() -> None:
    payload = b"!4903.50N/07201.75W>!EMERGENCY!"
    direct = wrapped(ui_frame(HEAD, payload))
    repeated = wrapped(ui_frame(Addresses("APRS", "N0CALL-9", (Hop("WIDE1-1", True),)), payload + b"\r"), 3)
    gated = wrapped(ui_frame(Addresses("APRS", "N0GATE"), b"}N0CALL-9>APRS,TCPIP*:" + payload))
    assert signature(direct) == signature(repeated) == signature(gated) != b""
    for first, second in zip(read(direct), read(repeated), strict=True):
        assert signature(first) == signature(second)
    fix, emergency = read(direct)
    assert isinstance(emergency, Emergency)
    assert signature(fix) != signature(emergency)
    assert signature(direct) != signature(VECTOR)
    assert signature(direct) != signature(wrapped(ui_frame(HEAD._replace(source="N0CALL-8"), payload)))


def test_what_is_no_frame_is_never_a_duplicate() -> None:
    assert signature(b"cmd:") == signature(b"") == b""
    assert {signature(reading) for reading in read(b"\xff noise \xc0\x00\xdb\xc0")} == {b""}


@given(st.binary(max_size=400))
def test_any_bytes_have_a_signature(data: bytes) -> None:
    assert isinstance(signature(data), bytes)


def simulated(seed: int = 0, repeats: int = 0) -> tuple[HandClock, SimulatedKiss]:
    clock = HandClock()
    return clock, SimulatedKiss(clock, seed, repeats=repeats)


def heard(tnc: SimulatedKiss) -> list[Reading]:
    return KissDriver("CSO").feed(tnc.emit())


def test_trackers_beacon_where_they_are() -> None:
    clock, tnc = simulated()
    assert heard(tnc) == []
    tnc.place("N0CALL-9", *CITY_HALL)
    tnc.follow("N0CALL-9", [PLUMMER_PARK], speed_kmh=36)
    tnc.place("N0CALL-7", -33.9, 151.2)
    clock.advance(61)
    fixes = [fix for fix in heard(tnc) if isinstance(fix, Position)]
    assert [fix.unit for fix in fixes] == ["N0CALL-9", "N0CALL-7"] * 2
    assert metres((fixes[2].lat or 0, fixes[2].lon or 0), CITY_HALL) == pytest.approx(600, abs=15)
    assert (fixes[2].speed_kmh, fixes[2].course_deg) == (pytest.approx(36, abs=1), 90)
    assert metres((fixes[3].lat or 0, fixes[3].lon or 0), (-33.9, 151.2)) < 15
    assert metres(tnc.position("N0CALL-9"), CITY_HALL) == pytest.approx(610, abs=1)


@pytest.mark.parametrize("lon", [-0.5, 5.25, 42.1, 99.99, 100.5, 109.9, 118.35, -179.99])
@pytest.mark.parametrize("lat", [-33.9, 0.0, 34.09, 89.5])
def test_an_emergency_comes_with_its_place(lat: float, lon: float) -> None:
    _, tnc = simulated()
    tnc.place("N0CALL-9", lat, lon)
    tnc.emit()
    tnc.emergency("N0CALL-9")
    fix, emergency = heard(tnc)
    assert isinstance(fix, Position)
    assert (fix.lat, fix.lon) == (pytest.approx(lat, abs=1e-4), pytest.approx(lon, abs=1e-4))
    assert (fix.speed_kmh, emergency.kind, emergency.unit) == (0, "emergency", "N0CALL-9")


def test_digipeaters_say_it_again_and_the_signature_tells() -> None:
    clock, tnc = simulated(repeats=2)
    tnc.status("N0CALL-9", "in service")
    clock.advance(5)
    readings = heard(tnc)
    assert len(readings) == 3
    assert len({reading.raw for reading in readings}) == 2
    assert len({signature(reading) for reading in readings}) == 1


def test_a_tracker_acknowledges_what_it_is_sent_after_a_while() -> None:
    clock, tnc = simulated(seed=1)
    tnc.place("N0CALL-9", *CITY_HALL)
    tnc.emit()
    order = encode(SendText("N0CALL-9", "return", "003"), call="CSO")
    tnc.receive(order[:20])
    tnc.receive(order[20:] + encode(SendText("N0CALL-7", "nobody", "4")) + b"\xc0\x00rubbish\xc0")
    assert heard(tnc) == []
    clock.advance(10)
    (answer,) = heard(tnc)
    assert (answer.kind, answer.unit, answer[1:3]) == ("acknowledged", "N0CALL-9", ("0", "003"))


def test_a_tracker_tells_its_position_when_it_is_asked() -> None:
    clock, tnc = simulated()
    tnc.place("N0CALL-9", *CITY_HALL)
    tnc.emit()
    tnc.receive(encode(PollPosition("N0CALL-9")))
    clock.advance(10)
    assert [reading.kind for reading in heard(tnc)] == ["position"]


def test_a_tracker_repeats_its_message_until_it_is_answered() -> None:
    clock, tnc = simulated()
    tnc.place("N0CALL-9", *CITY_HALL)
    tnc.emit()
    tnc.message("N0CALL-9", "CSO", "out of service", "7")
    tnc.message("N0CALL-9", "CSO", "no number")
    texts = [reading for reading in heard(tnc) if isinstance(reading, Text)]
    assert [(text.text, text.number) for text in texts] == [
        ("To CSO: out of service", "7"),
        ("To CSO: no number", ""),
    ]
    clock.advance(31)
    assert [reading.kind for reading in heard(tnc)] == ["text"]
    tnc.receive(encode(AnswerText("N0CALL-9", "7"), call="CSO"))
    clock.advance(28)
    assert heard(tnc) == []
    clock.advance(1000)
    assert {reading.kind for reading in heard(tnc)} == {"position"}


def test_a_tnc_taken_out_of_kiss_prompts_until_it_is_restarted() -> None:
    _, tnc = simulated()
    tnc.receive(b"\xc0\xff\xc0")
    assert [reading.kind for reading in read(tnc.emit())] == ["trouble"]
    tnc.status("N0CALL-9", "unheard")
    tnc.receive(VECTOR)
    assert tnc.emit() == b"\r\ncmd:"
    tnc.receive(b"RESTART\r")
    tnc.status("N0CALL-9", "heard")
    assert told(tnc.emit()) == [("text", "N0CALL-9", "heard")]


def test_the_same_seed_gives_the_same_bytes_and_a_backlog_is_bounded() -> None:
    def emitted(seed: int) -> bytes:
        clock, tnc = simulated(seed, repeats=3)
        tnc.place("N0CALL-9", *CITY_HALL)
        tnc.place("N0CALL-7", *CITY_HALL)
        tnc.say(b"\xff")
        tnc.emit()
        clock.advance(1_000_000)
        tnc.receive(b"x" * 100_000)
        return tnc.emit()

    assert emitted(1) == emitted(1) != emitted(2)
    assert len(emitted(1)) < 10_000


# The station's own call


def read_at(call: str, payload: str, source: str = "N0CALL-9") -> list[Reading]:
    return KissDriver(call).feed(wrapped(ui_frame(Addresses("APRS", source), payload.encode())))


@pytest.mark.parametrize(
    ("call", "addressee"),
    [
        ("K6CSO-1", "K6CSO-1"),
        ("k6cso-1", "K6CSO-1"),
        ("K6CSO-0", "K6CSO"),
        ("K6CSO", "K6CSO-0"),
        (" K6CSO-15 ", "K6CSO-15"),
        ("", "N0CALL"),
    ],
)
def test_an_answer_to_our_call_is_one(call: str, addressee: str) -> None:
    (answer,) = read_at(call, f":{addressee:<9}:ack17")
    assert answer[:3] == ("N0CALL-9", "0", "17")


@pytest.mark.parametrize("payload", [":K6CSO-2  :rej17", "}N0CALL-9>APRS,TCPIP,X*::K6CSO-2  :rej17"])
@pytest.mark.parametrize("call", ["K6CSO-1", "K6CSO", ""])
def test_an_answer_to_another_call_is_a_text(call: str, payload: str) -> None:
    (text,) = read_at(call, payload)
    assert text[:3] == ("N0CALL-9", "To K6CSO-2: rej17", "")
    assert text.raw == wrapped(ui_frame(Addresses("APRS", "N0CALL-9"), payload.encode()))


def test_an_answer_within_a_message_counts_at_the_station_that_it_is_for() -> None:
    said = ":K6CSO-2  :Testing{XY}01"
    assert [reading.kind for reading in read_at("K6CSO-2", said)] == ["text", "acknowledged"]
    (text,) = read_at("K6CSO-1", said)
    assert text[:3] == ("N0CALL-9", "To K6CSO-2: Testing", "XY}01")


@pytest.mark.parametrize(
    "call", ["K6CSO-16", "K6CSO-", "K6CSO12", "K6 CSO", "-1", "K6CSÖ", "K6CSO-01", "x" * 9999]
)
def test_what_is_no_call_is_refused_in_one_sentence(call: str) -> None:
    with pytest.raises(ValueError, match="is no call of at most six letters and digits") as refused:
        make_driver("kiss", {"call": call})
    assert len(str(refused.value)) < 200
    with pytest.raises(CannotSendError, match="is no call"):
        encode_for("kiss", PollPosition("N0CALL-9"), {"call": call})


def test_what_is_sent_bears_the_station_s_call() -> None:
    order = SendText("N0CALL-9", "hello", "1")
    for options, source in (({"call": "k6cso-1"}, "K6CSO-1"), ({"call": ""}, "N0CALL"), (None, "N0CALL")):
        addresses, _ = split_ui_frame(unescaped(encode_for("kiss", order, options).strip(FEND)), 1)
        assert addresses.source == source


@pytest.mark.parametrize(
    ("order", "answered"),
    [
        (SendText("N0CALL-9", "hello", "1"), True),
        (SendText("N0CALL-9", "hello"), False),
        (SendText("", "hello", "1"), False),
        (PollPosition("N0CALL-9"), True),
        (AnswerText("N0CALL-9", "1"), False),
    ],
)
def test_only_what_has_a_number_or_asks_is_answered(order: Order, answered: bool) -> None:
    assert answer_rule("kiss")(order) is answered
    assert answer_rule("kenwood")(SendText("100-4001", "hello"))
